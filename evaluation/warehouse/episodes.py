"""Episodes of a large table: the dates and attributes on which the rows of each agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

from evaluation.errors import InputError
from evaluation.importing.episodes import dated_column, spellings
from evaluation.importing.privacy.keeping import is_birth, is_id_of_episode, kept_texts, refuse_personal

if TYPE_CHECKING:
    from evaluation.importing.mapping import Column
    from evaluation.warehouse.table import Table

DATES = (("first_contact", "min"), ("second_contact", "min"), ("start", "min"), ("end", "max"))


def episodes_of(table: Table) -> tuple[nw.LazyFrame, tuple[str, ...]]:
    """One row an episode of the rows in use, and the names of the attributes that are kept.

    Raises InputError where a column would keep personal data, or an age can't be worked out.
    """
    dated = {use: column for use, _ in DATES if (column := _dated(table, use)) is not None}
    days = {use: table.days(column) for use, column in dated.items()}
    kept: dict[str, str] = {}
    for column in table.mapping.using("attribute", "episode"):
        if column.use == "episode" and (dated_column(column) or is_id_of_episode(column)):
            continue  # the day of a referral is nearly as telling as an id
        name = _kept(table, column)
        if name:
            kept[column.header] = name
    whose = ["episode"] if table.mapping.first("episode") is None else ["episode", "subject"]
    frame = table.live
    # "" is below every text: the least of what is not blank is asked for by itself.
    least = {
        f"least_{place}": nw.when(nw.col(name) != "").then(nw.col(name))
        for place, name in enumerate(kept.values())
    }
    frame = frame.with_columns(**least) if least else frame
    grouped = frame.group_by(whose).agg(
        *(
            (nw.col(days[use]).min() if pick == "min" else nw.col(days[use]).max()).alias(use)
            for use, pick in DATES
            if use in days
        ),
        *(nw.col(name).max().alias(f"a{place}") for place, name in enumerate(kept.values())),
        *(nw.col(name).min() for name in least),
    )
    if "subject" not in whose:
        grouped = grouped.with_columns(subject=nw.col("episode"))
    grouped = grouped.with_columns(
        nw.lit(None, dtype=nw.Datetime("us")).alias(use) for use, _ in DATES if use not in days
    )
    settled = table.engine.settle(grouped)
    settled = _agreed(table, frame, settled, tuple(kept.values()))
    columns = ("episode", "subject", *(use for use, _ in DATES), *(f"a{place}" for place in range(len(kept))))
    return settled.select(columns), tuple(kept)


def _dated(table: Table, use: str) -> Column | None:
    column = table.mapping.first(use)
    if column is None and use == "start":  # the date that tells referrals apart is one
        return next(filter(dated_column, table.mapping.using("episode")), None)
    return column


def _kept(table: Table, column: Column) -> str:
    """Add what is kept of an attribute as texts; "" where it has too many values to group by."""
    distincts = table.distincts(column)
    if distincts is None:
        table.notes.append(f"'{column.header}' was not kept: it has too many different values to compare by.")
        return ""
    refuse_personal(distincts, column)
    cells = distincts.body.iloc[:, column.index]
    if is_birth(column, cells):
        raise InputError(
            f"'{column.header}' holds dates of birth, of which only age bands are kept, and none are made "
            "of a table this large: leave it out in the mapping ('use': 'private'), or put age bands "
            "in its place."
        )
    texts = [str(text) for text in kept_texts(distincts, column)]
    table.say(distincts)
    counts: dict[str, int] = {}
    for text, n in zip(texts, distincts.often, strict=True):
        counts[text] = counts.get(text, 0) + int(n)
    spelt = spellings(counts)
    return table.add_texts(column, distincts, [spelt[text] for text in texts], f"kept_{column.index}")


def _agreed(table: Table, frame: nw.LazyFrame, settled: nw.LazyFrame, kept: tuple[str, ...]) -> nw.LazyFrame:
    """Where rows of an episode say different things: the commonest, ties to the first in the alphabet."""
    if not kept:
        return settled
    differ = {place: nw.col(f"a{place}") != nw.col(f"least_{place}") for place in range(len(kept))}
    found = table.engine.collect(
        settled.select(
            **{
                f"n{place}": mask.fill_null(value=False).cast(nw.Int64).sum()
                for place, mask in differ.items()
            }
        )
    ).iloc[0]
    changed = False
    for place, name in enumerate(kept):
        if not found[f"n{place}"] > 0:
            continue
        some = settled.filter(differ[place].fill_null(value=False)).select("episode")
        said = frame.select("episode", value=nw.col(name)).filter(nw.col("value") != "")
        counted = said.join(some, on="episode", how="inner").group_by("episode", "value").agg(n=nw.len())
        best = (
            counted.with_columns(most=nw.col("n").max().over("episode"))
            .filter(nw.col("n") == nw.col("most"))
            .group_by("episode")
            .agg(chosen=nw.col("value").min())
        )
        settled = (
            settled.join(best, on="episode", how="left")
            .with_columns(nw.coalesce("chosen", f"a{place}").alias(f"a{place}"))
            .drop("chosen")
        )
        changed = True
    return table.engine.settle(settled) if changed else settled
