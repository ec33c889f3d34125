"""One locality over time: who was trained, who was referred, which families got better, side by side.

Three small charts of one width and the same periods, as two units never share an axis. No cause is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Table, counted, shared, symbol_of
from evaluation.charts.training import words
from evaluation.charts.trend_layout import COUNTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.estimates import Rate
    from evaluation.training.evidence import Beside

NO_CAUSE = "They stand side by side as context; none of them is said to bring about another."


def context_charts(found: Beside) -> tuple[Chart, ...]:
    """Who came to a course, referrals, and the share of families that got better, in the same periods.

    Those are left out of which no figure is shown.
    """
    place = found.locality or "All localities together"
    counts: tuple[tuple[str, str, Sequence[int | None]], ...] = (
        ("People who came to a course for the first time", "people", found.trained),
        ("Referrals", "referrals", found.referred),
    )
    made = [
        _chart(
            found,
            f"{place}: {name[:1].lower()}{name[1:]}",
            unit,
            values,
            tuple(wording.count(value, _missing(found)) for value in values),
            COUNTS,
        )
        for name, unit, values in counts
        if any(n is not None for n in values)
    ]
    shares = [None if rate is None else words.drawn(rate) for rate in found.improved]
    if any(value is not None for value in shares):
        labels = tuple(
            wording.share(s, _symbol(r), short=True) for s, r in zip(shares, found.improved, strict=True)
        )
        title = f"{place}: families that got better on {found.scale}"
        made.append(_chart(found, title, "share of families", shares, labels, "share"))
    return tuple(made)


def context_table(found: Beside) -> Table:
    """One row a period: who came to a course, referrals, and how many families got better of how many."""
    return Table(
        caption=f"{found.locality or 'All localities together'}: training, referrals and families' outcomes",
        columns=(
            "Period",
            "Came to a course for the first time",
            "Referrals",
            "Families that got better",
            "Out of",
            "Share",
        ),
        rows=tuple(
            (
                period.label,
                counted(found.trained[place], _missing(found)),
                counted(found.referred[place], _missing(found)),
                *(
                    (wording.UNAVAILABLE,) * 3
                    if (rate := found.improved[place]) is None
                    else (
                        counted(rate.n, symbol_of(rate)),
                        counted(rate.of, symbol_of(rate)),
                        shared(rate.share, symbol_of(rate)),
                    )
                ),
            )
            for place, period in enumerate(found.periods)
        ),
        notes=(f"Families: by the date of the second score on {found.scale}. {NO_CAUSE}",),
        name="Side by side",
    )


def _chart(
    found: Beside,
    said: str,
    unit: str,
    values: Sequence[float | None],
    labels: tuple[str, ...],
    axis: str,
) -> Chart:
    count = len(found.periods)
    names = [period.label for period in found.periods]
    texts = labels
    if axis == "share":
        texts = tuple(wording.UNAVAILABLE if rate is None else words.of(rate) for rate in found.improved)
    every = found.periods[0].every
    return Chart(
        kind="trend",
        title=said,
        subtitle=f"{wording.capital(unit)} in each {every}, {names[0]} to {names[-1]}",
        alt=f"{said}. {words.listed(names, texts)}",
        caption=f"Source: {_SOURCES[unit]}. {NO_CAUSE}",
        how=(
            f"What: {unit} in each {every}{_WHEN[unit]}.",
            NO_CAUSE,
            "No limits are drawn: this chart is for looking at figures side by side.",
            *how.protection(rounded=found.rounded, hidden=any(wording.HIDDEN in text for text in texts)),
        ),
        data=context_table(found),
        rows=tuple(Row(period.short, period.year) for period in found.periods),
        series=(
            Series(
                name=wording.capital(unit),
                values=tuple(values),
                labels=labels,
                looks=(palette.COMMON,) * count,
                hovers=tuple(f"{name}: {text}" for name, text in zip(names, texts, strict=True)),
                lows=(None,) * count,
                highs=(None,) * count,
            ),
            Series(
                name="average",
                values=(None,) * count,
                labels=("",) * count,
                looks=(palette.COMMON,) * count,
                hovers=("",) * count,
            ),
        ),
        axis=axis,
    )


_SOURCES = {
    "people": "registers of the courses",
    "referrals": "counts of referrals",
    "share of families": "families' scores",
}
_WHEN = {
    "people": ", by the day of their first course",
    "referrals": ", as the file counts them",
    "share of families": " whose second score is better than the first, by the date of the second",
}


def _missing(found: Beside) -> str:
    """What stands for a number that is not there: hidden beside rounded ones, else in no file."""
    return wording.HIDDEN if found.rounded else wording.UNAVAILABLE


def _symbol(rate: Rate | None) -> str:
    return wording.UNAVAILABLE if rate is None else symbol_of(rate)
