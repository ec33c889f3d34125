"""Episodes of a large table: the dates and attributes on which the rows of each agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from evaluation.errors import InputError
from evaluation.importing.episodes import dated_column, spellings
from evaluation.importing.privacy.keeping import is_birth, is_id_of_episode, kept_texts, refuse_personal
from evaluation.warehouse.plain_cells import any_of
from evaluation.warehouse.recoding import CELL, table_of

if TYPE_CHECKING:
    from evaluation.importing.mapping import Column
    from evaluation.warehouse.table import Table

_LARGEST = 2**50  # whole numbers up to it are exact however an engine divides them
DATES = (("first_contact", "min"), ("second_contact", "min"), ("start", "min"), ("end", "max"))


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """An attribute: its cells as they are, and the text that is kept of each."""

    header: str
    name: str
    source: str
    raw: tuple[object, ...]
    texts: tuple[str, ...]

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Its different texts in the order of the alphabet, "" first; their places are their codes."""
        return ("", *sorted(set(self.texts) - {""}))

    @property
    def codes(self) -> dict[object, int]:
        """The code of each cell."""
        place = {text: code for code, text in enumerate(self.values)}
        return {
            cell: place[text] for cell, text in zip(self.raw, self.texts, strict=True) if cell is not None
        }


# An attribute with the whole number that its code is multiplied by in its pack.
Members = list[tuple[_Kept, int]]


def episodes_of(table: Table) -> tuple[nw.LazyFrame[Any], tuple[str, ...]]:
    """One row an episode of the rows in use, and the names of the attributes that are kept.

    Raises InputError where a column would keep personal data, or an age can't be worked out.
    """
    dated = {use: column for use, _ in DATES if (column := _dated(table, use)) is not None}
    days = {use: table.days(column) for use, column in dated.items()}
    kept: list[_Kept] = []
    for column in table.mapping.using("attribute", "episode"):
        if column.use == "episode" and (dated_column(column) or is_id_of_episode(column)):
            continue  # the day of a referral is nearly as telling as an id
        one = _kept(table, column, len(kept))
        if one is not None:
            kept.append(one)
    frame, packs = _coded(table, kept)
    whose = ["episode"] if table.mapping.first("episode") is None else ["episode", "subject"]
    checks = [f"{one}_check" for one in whose]
    grouped = frame.group_by(whose).agg(
        *(
            (nw.col(days[use]).min() if pick == "min" else nw.col(days[use]).max()).alias(use)
            for use, pick in DATES
            if use in days
        ),
        *(nw.col(name).max() for name in packs),
        *(nw.col(name).min().alias(f"{name}_least") for name in packs),
        *(nw.col(name).min().alias(f"{name}_least") for name in checks),
        *(nw.col(name).max() for name in checks),
    )
    settled = table.engine.settle(grouped)
    _refuse_confused(table, settled, checks)
    settled = _agreed(table, frame, settled, packs)
    missing = {use: nw.lit(None, dtype=nw.Datetime("us")) for use, _ in DATES if use not in days}
    if "subject" not in whose:
        missing["subject"] = nw.col("episode")
    settled = settled.with_columns(**missing) if missing else settled
    for pack, members in packs.items():
        settled = _unpacked(table, settled, pack, members)
    columns = ("episode", "subject", *(use for use, _ in DATES), *(one.name for one in kept))
    return table.engine.settle(settled.select(columns)), tuple(one.header for one in kept)


def _dated(table: Table, use: str) -> Column | None:
    column = table.mapping.first(use)
    if column is None and use == "start":  # the date that tells referrals apart is one
        return next(filter(dated_column, table.mapping.using("episode")), None)
    return column


def _kept(table: Table, column: Column, place: int) -> _Kept | None:
    """What is kept of an attribute; None where it has too many values to group by."""
    distincts = table.distincts(column)
    if distincts is None:
        table.notes.append(f"'{column.header}' was not kept: it has too many different values to compare by.")
        return None
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
    return _Kept(
        header=column.header,
        name=f"a{place}",
        source=f"c{column.index}",
        raw=tuple(distincts.raw),
        texts=tuple(spelt[text] for text in texts),
    )


def _coded(table: Table, kept: list[_Kept]) -> tuple[nw.LazyFrame[Any], dict[str, Members]]:
    """The rows in use with the codes of all attributes packed into as few whole numbers as will hold them."""
    frame = table.live
    packs: dict[str, Members] = {}
    size, pack = _LARGEST, ""
    for one in kept:
        code = f"code_{one.name}"
        frame = frame.join(
            table.engine.small(_small(one.codes, code)), left_on=one.source, right_on=CELL, how="left"
        )
        if size * len(one.values) >= _LARGEST:
            size, pack = 1, f"pack_{len(packs)}"
            packs[pack] = []
        packs[pack].append((one, size))
        size *= len(one.values)
    for pack, members in packs.items():
        codes = [nw.col(f"code_{one.name}").fill_null(0).cast(nw.Int64) * by for one, by in members]
        frame = frame.with_columns(nw.sum_horizontal(*codes).alias(pack))
    return frame, packs


def _code(one: _Kept, by: int, pack: str) -> nw.Expr:
    """The code of an attribute, out of its pack."""
    return (nw.col(pack) // by) % len(one.values)


def _unpacked(table: Table, frame: nw.LazyFrame[Any], pack: str, members: Members) -> nw.LazyFrame[Any]:
    """The frame with the texts of a pack's attributes."""
    for one, by in members:
        texts = table.engine.small(_small(dict(enumerate(one.values)), one.name))
        frame = frame.with_columns(_code(one, by, pack).cast(nw.Int64).alias("attune_code"))
        frame = frame.join(texts, left_on="attune_code", right_on=CELL, how="left").drop("attune_code")
    return frame


def _small(pairs: dict[Any, Any], name: str) -> pd.DataFrame:
    return table_of(list(pairs.items()), name) if pairs else pd.DataFrame({CELL: ["-"], name: [0]})


def _refuse_confused(table: Table, settled: nw.LazyFrame[Any], checks: list[str]) -> None:
    """Numbers stand in for ids, and two ids have one number once in more tables than there are."""
    apart = any_of(nw.col(name) != nw.col(f"{name}_least") for name in checks)
    if len(table.engine.collect(settled.filter(apart).select("episode").head(1))):
        raise InputError(
            f"Two ids of {table.name} can't be told apart by the numbers that stand in for them: add a "
            "letter in front of every id."
        )


def _agreed(
    table: Table, frame: nw.LazyFrame[Any], settled: nw.LazyFrame[Any], packs: dict[str, Members]
) -> nw.LazyFrame[Any]:
    """Where rows of an episode say different things: the commonest, ties to the first in the alphabet."""
    for pack, members in packs.items():
        differ = nw.col(pack) != nw.col(f"{pack}_least")
        some = table.engine.settle(settled.filter(differ).select("episode"))
        if not len(table.engine.collect(some.head(1))):
            continue
        said = table.engine.settle(frame.join(some, on="episode", how="semi").select("episode", pack))
        for one, by in members:
            coded = said.select("episode", code=_code(one, by, pack).cast(nw.Int64)).filter(
                nw.col("code") > 0
            )
            best = (
                coded.group_by("episode", "code")
                .agg(n=nw.len())
                .with_columns(most=nw.col("n").max().over("episode"))
                .filter(nw.col("n") == nw.col("most"))
                .group_by("episode")
                .agg(nw.col("code").min().alias(f"best_{one.name}"))
            )
            some = some.join(best, on="episode", how="left")
        chosen = [nw.col(f"best_{one.name}").fill_null(0).cast(nw.Int64) * by for one, by in members]
        some = table.engine.settle(some.select("episode", chosen=nw.sum_horizontal(*chosen)))
        settled = settled.join(some, on="episode", how="left")
        settled = settled.with_columns(nw.coalesce("chosen", pack).alias(pack)).drop("chosen")
    return settled
