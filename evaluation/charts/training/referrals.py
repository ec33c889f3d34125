"""Referrals month by month with their average and limits; the months of first courses are marked below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, palette
from evaluation.charts.chart import Chart, Marked, Row, Series
from evaluation.charts.table import Table, counted, measured
from evaluation.charts.training import words
from evaluation.charts.trend_layout import COUNTS
from evaluation.findings.trend_words import RULE_SET

if TYPE_CHECKING:
    from evaluation.charts.palette import Look
    from evaluation.training.evidence import ReferralTrend
    from evaluation.trends.control import Control

TRAINED = "month in which people came to a course for the first time"


def referrals_chart(found: ReferralTrend) -> Chart | None:
    """Referrals in each month; None where no month's count is shown.

    It says nothing of causes: what stands out is "more" or "fewer", and courses are marked, not drawn.
    """
    if all(n is None for n in found.counts):
        return None
    control = found.control
    count = len(found.counts)
    gone = _gone(found)
    texts = [words.some(n, rounded=found.rounded, hidden=gone) for n in found.counts]
    labels = [period.label for period in found.periods]
    centre = control.centre if control else (None,) * count
    points = [
        f"{label}: {text} referrals{_signal(control, place)}"
        for place, (label, text) in enumerate(zip(labels, texts, strict=True))
    ]
    said = words.title(found.sentence)
    place = found.borough or "All boroughs together"
    return Chart(
        kind="trend",
        title=said,
        subtitle=f"{place}: referrals a month, {labels[0]} to {labels[-1]}{_altogether(found)}",
        alt=f"{said}. Referrals a month in order of time. {words.listed(labels, texts)} {_courses(found)}",
        caption=f"Source: counts of referrals and registers of the courses. {_limits(control)}",
        how=_how(found),
        data=referrals_table(found),
        rows=tuple(Row(period.short, period.year) for period in found.periods),
        series=(
            Series(
                name="Referrals",
                values=found.counts,
                labels=tuple(wording.count(n, gone) for n in found.counts),
                looks=tuple(_look(control, place) for place in range(count)),
                hovers=tuple(points),
                lows=control.low if control else (None,) * count,
                highs=control.high if control else (None,) * count,
            ),
            Series(
                name="average",
                values=centre,
                labels=tuple("" if value is None else wording.decimal(value) for value in centre),
                looks=(palette.COMMON,) * count,
                hovers=("",) * count,
            ),
        ),
        axis=COUNTS,
        marked=_marked(found, labels),
    )


def referrals_table(found: ReferralTrend) -> Table:
    """One row a month: referrals, their average and limits, and who came to a course for the first time."""
    control, none = found.control, wording.NOT_APPLICABLE
    columns = (control.centre, control.low, control.high) if control else ()
    return Table(
        caption=f"{found.borough or 'All boroughs together'}: referrals a month and first courses",
        columns=(
            "Month",
            "Referrals",
            *(("Average", "Lower limit", "Upper limit", "Stands out") if control else ()),
            "Came to a course for the first time",
        ),
        rows=tuple(
            (
                period.label,
                counted(found.counts[place], _gone(found)),
                *(measured(values[place], 1, none) for values in columns),
                *((_signal(control, place).removeprefix(", ") or "no",) if control else ()),
                counted(found.trained[place]),
            )
            for place, period in enumerate(found.periods)
        ),
        notes=(
            *((f"Rules: {RULE_SET}.",) if control else ()),
            "Referrals and courses stand side by side; the one is not said to bring about the other.",
        ),
        name=f"{found.borough or 'All'} referrals",
    )


def _gone(found: ReferralTrend) -> str:
    """What stands for a month without a number: one that is hidden, or one that the file lacks."""
    return wording.HIDDEN if found.rounded else wording.UNAVAILABLE


def _signal(control: Control | None, place: int) -> str:
    """What a point that stands out is, after a comma: more or fewer than chance explains."""
    signal = control.signals[place] if control else None
    if signal is None:
        return ""
    return f", {'more' if signal.direction > 0 else 'fewer'} than chance explains"


def _look(control: Control | None, place: int) -> Look:
    signal = control.signals[place] if control else None
    if signal is None:
        return palette.COMMON
    return palette.BETTER if signal.direction > 0 else palette.WORSE


def _altogether(found: ReferralTrend) -> str:
    known = [n for n in found.counts if n is not None]
    if len(known) < len(found.counts) or found.rounded:
        return ""
    return f"; {wording.plural(sum(known), 'referral', 'referrals')} altogether"


def _limits(control: Control | None) -> str:
    if control is None or all(value is None for value in control.centre):
        return "Too few months for limits"
    again = ", begun anew after the first course" if control.starts else ""
    return f"Limits: 2.66 times the average step from month to month (XmR chart){again}. Rules: {RULE_SET}"


def _courses(found: ReferralTrend) -> str:
    """In which months people came to a course for the first time, for listeners."""
    told = [
        f"{period.label} {words.some(n, rounded=found.rounded)}"
        for period, n in zip(found.periods, found.trained, strict=True)
        if n != 0
    ]
    return f"People who came to a course for the first time: {', '.join(told) or 'none in these months'}."


def _marked(found: ReferralTrend, labels: list[str]) -> Marked | None:
    places = tuple(place for place, n in enumerate(found.trained) if n is None or n > 0)
    if not places:
        return None
    return Marked(
        name=TRAINED,
        places=places,
        hovers=tuple(
            f"{labels[place]}: {words.some(found.trained[place], rounded=found.rounded)} came to a course "
            "for the first time"
            for place in places
        ),
    )


def _how(found: ReferralTrend) -> tuple[str, ...]:
    first = found.first_training
    began = (
        f"Average and limits begin anew after the first course ({wording.day(first)})."
        if first and found.control and found.control.starts
        else "Average and limits are of all months together."
    )
    return (
        "What: referrals as the file counts them in each month.",
        *((began,) if found.control else ("Limits: none, as there are too few months.",)),
        f"Stands out: by the rules of {RULE_SET}. It is a reason to ask what was different.",
        "Under the axis: months in which people came to a course for the first time; the data say how many.",
        *how.protection(
            rounded=found.rounded,
            hidden=found.rounded and any(n is None for n in (*found.counts, *found.trained)),
        ),
    )
