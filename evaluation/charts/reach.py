"""Who is reached: how many there are of each value of a column, whose scores are held, where they started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Cell, Table, counted, measured, shared
from evaluation.findings.of_scale import rated_by

if TYPE_CHECKING:
    from evaluation.charts.palette import Look
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Needs
    from evaluation.findings.reach import Makeup, Part, Reach

MOST_ROWS = 12  # of a chart; its table has them all


def reach_bars(found: Reach, makeup: Makeup) -> Chart | None:
    """How many have each value of a column, in order of name; None where none is shown."""
    drawn = makeup.parts[:MOST_ROWS]
    if all(part.among.n is None for part in drawn):
        return None
    many, label = found.nouns.many, makeup.attribute.label
    texts = tuple(_printed(part.among) for part in drawn)
    told = _listed(drawn, texts)
    return Chart(
        kind="bars",
        title=_title(found, makeup),
        subtitle=f"{wording.capital(many)} {found.place} by {label.lower()}, whether or not they have scores",
        alt=f"A bar for each value of {label.lower()}. {told}.{_more(makeup)}",
        caption=f"Source: the file's column “{label}”. In order of name.",
        how=(
            f"Who: all {many} {found.place}, with or without a score.",
            f"Share: of all {many} {found.place}, those not recorded among them.",
            *_protection(tuple(part.among for part in drawn)),
        ),
        data=reach_table(found, makeup),
        rows=tuple(Row(part.value) for part in drawn),
        series=(
            Series(
                name=wording.capital(many),
                values=tuple(part.among.n for part in drawn),
                labels=texts,
                looks=tuple(map(_look, drawn)),
                hovers=tuple(f"{p.value}: {text}" for p, text in zip(drawn, texts, strict=True)),
            ),
        ),
        axis=f"Number of {many}",
    )


def access_bars(found: Reach, makeup: Makeup) -> Chart | None:
    """Of each value of a column the share with a first score and with both; None where none is shown."""
    drawn = makeup.parts[:MOST_ROWS]
    if all(part.started.share is None for part in drawn):
        return None
    many, label = found.nouns.many, makeup.attribute.label
    first = tuple(_printed(part.started) for part in drawn)
    both = tuple(_printed(part.both) for part in drawn)
    told = _listed(drawn, tuple(f"first score {a}, both {b}" for a, b in zip(first, both, strict=True)))
    return Chart(
        kind="paired",
        title=f"Of whom scores are held, by {label.lower()}",
        subtitle=f"Share of the {many} of each value with scores on at least one measure",
        alt=f"Two bars for each value of {label.lower()}. {told}.{_more(makeup)}",
        caption=f"Source: the file's column “{label}” and the scores it holds. In order of name.",
        how=(
            f"Who: all {many} {found.place}, by the column “{label}”.",
            "First score: one that can be the first of two, on at least one measure by any rater.",
            "Both scores: two that are compared, on at least one measure.",
            *_protection(tuple(rate for part in drawn for rate in (part.started, part.both))),
        ),
        data=reach_table(found, makeup),
        rows=tuple(Row(part.value) for part in drawn),
        series=(
            _shares("A first score", drawn, tuple(part.started for part in drawn), palette.BEFORE),
            _shares("Both scores", drawn, tuple(part.both for part in drawn), palette.AFTER),
        ),
        axis=f"Share of the {many} of each value",
    )


def reach_table(found: Reach, makeup: Makeup) -> Table:
    """Each value of a column: how many of everybody, and how many of them have scores."""
    many = found.nouns.many
    return Table(
        caption=f"{wording.capital(many)} {found.place} by {makeup.attribute.label.lower()}",
        columns=(
            makeup.attribute.label,
            wording.capital(many),
            "Share of all",
            "With a first score",
            "Share with a first score",
            "With both scores",
            "Share with both",
        ),
        rows=tuple(
            (
                part.value,
                *_count_and_share(part.among),
                *_count_and_share(part.started),
                *_count_and_share(part.both),
            )
            for part in makeup.parts
        ),
        notes=(
            (
                "Scores on at least one measure, by any rater. Everybody is counted, so there is no "
                "interval; whether outcomes differ by more than chance is told where groups are compared."
            ),
        ),
        name=f"Reach by {makeup.attribute.label}",
    )


def first_scores_table(found: Reach) -> Table | None:
    """Where everybody with a first score started, on every scale; None where nobody has one."""
    if not found.first:
        return None
    level = wording.level(found.started.confidence)
    sources = dict.fromkeys(f"{n.short}: {n.source}." for n in found.first if n.clinical and n.source)
    return Table(
        caption=f"First scores of all {found.nouns.many} who have one",
        columns=("Scale", "Rated by", "n", "Average", "Spread (SD)", "Beyond means", "Beyond", "Share",
                 "From", "To"),
        rows=tuple(map(_first_row, found.first)),
        notes=(
            (
                f"From and to: {level} intervals (Wilson). Beyond: past the published cut-off, where there "
                "is one; a first score beyond it is no diagnosis."
            ),
            *sources,
        ),
        name="First scores",
    )  # fmt: skip


def _first_row(needs: Needs) -> tuple[Cell, ...]:
    protected = needs.rounded or needs.n is None
    none = wording.HIDDEN if protected else wording.UNAVAILABLE
    if needs.ordinal:
        none = wording.NOT_APPLICABLE
    rate = needs.clinical
    beyond: tuple[Cell, ...] = (wording.NOT_APPLICABLE,) * 5
    if rate is not None:
        symbol = rate.hidden or wording.UNAVAILABLE
        shares = (shared(value, symbol) for value in (rate.share, rate.low, rate.high))
        beyond = (needs.beyond.removeprefix("scored "), counted(rate.n, symbol), *shares)
    return (
        needs.title,
        rated_by(needs.rater).removeprefix("rated by the ").removeprefix("rated by: "),
        counted(needs.n, wording.HIDDEN),
        measured(needs.mean, 1, none),
        measured(needs.sd, 1, none),
        *beyond,
    )


def _title(found: Reach, makeup: Makeup) -> str:
    largest = makeup.largest()
    label = makeup.attribute.label
    if largest is None or largest.among.share is None:
        return f"Who they are, by {label.lower()}"
    about = "about " if largest.among.rounded else ""
    return (
        f"{label}: the largest group is {largest.value}, {about}{wording.share(largest.among.share)} of "
        f"{about}{wording.count(largest.among.of)} {found.nouns.many}"
    )


def _protection(rates: tuple[Rate, ...]) -> tuple[str, ...]:
    return how.protection(
        rounded=any(rate.rounded for rate in rates),
        hidden=any(rate.hidden == wording.HIDDEN for rate in rates),
    )


def _shares(name: str, parts: tuple[Part, ...], rates: tuple[Rate, ...], look: Look) -> Series:
    return Series(
        name=name,
        values=tuple(rate.share for rate in rates),
        labels=tuple(wording.share(rate.share, rate.hidden or wording.UNAVAILABLE) for rate in rates),
        looks=(look,) * len(rates),
        hovers=tuple(
            f"{part.value}, {name.lower()}: {_printed(rate)}" for part, rate in zip(parts, rates, strict=True)
        ),
    )


def _listed(parts: tuple[Part, ...], texts: tuple[str, ...]) -> str:
    return "; ".join(f"{part.value}: {text}" for part, text in zip(parts, texts, strict=True))


def _more(makeup: Makeup) -> str:
    left = len(makeup.parts) - MOST_ROWS
    return f" {left} more are in the table." if left > 0 else ""


def _look(part: Part) -> Look:
    return palette.COUNTED if part.recorded else palette.NOT_COUNTED


def _printed(rate: Rate) -> str:
    """A count with its share: "40 (45%)"."""
    if rate.n is None:
        return rate.hidden or wording.UNAVAILABLE
    about = "about " if rate.rounded else ""
    return f"{about}{wording.count(rate.n)} ({wording.share(rate.share)})"


def _count_and_share(rate: Rate) -> tuple[Cell, ...]:
    symbol = rate.hidden or wording.UNAVAILABLE
    return counted(rate.n, symbol), shared(rate.share, symbol)
