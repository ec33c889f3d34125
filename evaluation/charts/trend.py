"""Change over time: the share who got better, and the average change, in every quarter or month."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, labels, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Cell, Table, counted, measured, shared, symbol_of
from evaluation.findings.trend_words import (
    RULE_SET,
    how_made,
    mean_sentence,
    signal_words,
    trend_title,
    verdict,
)

if TYPE_CHECKING:
    from evaluation.charts.palette import Look
    from evaluation.estimates import Rate
    from evaluation.findings.trend import Trend, TrendPoint
    from evaluation.trends import Control

_LISTED = 12  # points that a text for listeners names one by one
_LINES = ("Average of all", "Lower limit", "Upper limit", "Stands out")
_LIMITS = {
    "p": "limits: 3 standard errors of a share of as many (p-chart)",
    "XmR": "limits: 2.66 times the average step from one to the next (XmR chart)",
}


def trend_shares(found: Trend) -> Chart | None:
    """The share who got better over time with its average and limits; None where no share is shown."""
    if all(value is None for value in found.share.values):
        return None
    values = [wording.share(value, wording.HIDDEN, short=True) for value in found.share.values]
    printed = [_of(point.improved) for point in found.points]
    told = f"{found.sentence} {_told(found, printed)}"
    return Chart(
        kind="trend",
        title=trend_title(found),
        subtitle=f"{_subtitle(found)}, share who {found.got_better}",
        alt=f"Share who {found.got_better} in each {found.every}. {told}",
        caption=_caption(found, found.share),
        how=_how(replace(found, mean=None)),
        about=labels.slug(found.measure, found.scale),
        data=_share_limits(found),
        rows=_rows(found),
        series=_series(found, found.share, "Share", tuple(values), tuple(printed), found.target),
        axis="share",
    )


def trend_means(found: Trend) -> Chart | None:
    """The average change over time with its average and limits; None where no average is shown."""
    control = found.mean
    if control is None or all(value is None for value in control.values):
        return None
    values = tuple(wording.decimal(value, 1, wording.HIDDEN) for value in control.values)
    told = f"{mean_sentence(found)} {_told(found, list(values))}"
    return Chart(
        kind="trend",
        title=f"{wording.capital(found.concept)}, average change: {verdict(control)}",
        subtitle=f"{_subtitle(found)}, points of the scale, positive is better",
        alt=f"Average change in each {found.every}. {told}",
        caption=_caption(found, control),
        how=_how(found),
        about=labels.slug(found.measure, found.scale),
        data=_mean_limits(found, control),
        rows=_rows(found),
        series=_series(found, control, "Average change", values, values, None),
        axis="points",
    )


def _how(found: Trend) -> tuple[str, ...]:
    """Whose scores a trend is of, who says what counts as better, and how average and limits are made."""
    meaning, *made = how_made(found)
    hidden = any(point.n is None or point.improved.hidden == wording.HIDDEN for point in found.points)
    return (
        (
            f"Whose scores: {found.nouns.many} with both scores of {found.about}, whose second score has a "
            f"date; one point is a {found.every}."
        ),
        meaning,
        how.better(found.rule)[1],
        *made,
        *how.protection(rounded=found.rounded, hidden=hidden),
    )


def trend_table(found: Trend) -> Table:
    """One row a period: how many, better, no change and worse, average change, both scores held."""
    outcomes = [wording.outcome(rate.rule, rate.outcome) for rate in found.points[0].rates]
    level = wording.level(found.points[0].improved.confidence)
    label = found.rule.label[:1].lower() + found.rule.label[1:]
    unit = " Average change: in points, positive is better." if found.mean else ""
    return Table(
        caption=f"{_head(found)}: each {found.every}",
        columns=(
            wording.capital(found.every),
            f"{wording.capital(found.nouns.many)} with both scores",
            *outcomes,
            f"{outcomes[0]}: from",
            f"{outcomes[0]}: to",
            *(["Average change"] if found.mean else []),
            "Both scores held",
        ),
        rows=tuple(_figures(found, point) for point in found.points),
        notes=(
            (
                f"By the date of the second score; {label}. From and to: likely range of "
                f"the share (Wilson {level} interval).{unit} Both scores held: of those with a first score "
                f"whose last score lies in the {found.every}."
            ),
        ),
        name=f"{found.short} over time",
    )


def _figures(found: Trend, point: TrendPoint) -> tuple[Cell, ...]:
    better = point.improved
    averages = () if found.mean is None else (measured(point.mean_change, 1, _no_mean(point)),)
    return (
        point.label,
        counted(point.n),
        *(shared(rate.share, symbol_of(rate)) for rate in point.rates),
        shared(better.low, symbol_of(better)),
        shared(better.high, symbol_of(better)),
        *averages,
        shared(point.completion.share, symbol_of(point.completion)),
    )


def _share_limits(found: Trend) -> Table:
    control, none = found.share, wording.NOT_APPLICABLE
    columns = (control.centre, control.low, control.high)
    return Table(
        caption=f"{_head(found)}: share who got better, with the limits of chance",
        columns=(wording.capital(found.every), "Share", *_LINES),
        rows=tuple(
            (
                point.label,
                shared(point.improved.share, symbol_of(point.improved)),
                *(shared(values[place], none) for values in columns),
                signal_words(control.signals[place]) or "no",
            )
            for place, point in enumerate(found.points)
        ),
        notes=(f"Rules: {RULE_SET}.",),
        name=f"{found.short} share limits",
    )


def _mean_limits(found: Trend, control: Control) -> Table:
    none = wording.NOT_APPLICABLE
    columns = (control.centre, control.low, control.high)
    return Table(
        caption=f"{_head(found)}: average change, with the limits of chance",
        columns=(wording.capital(found.every), "Average change", *_LINES),
        rows=tuple(
            (
                point.label,
                measured(point.mean_change, 1, _no_mean(point)),
                *(measured(values[place], 1, none) for values in columns),
                signal_words(control.signals[place]) or "no",
            )
            for place, point in enumerate(found.points)
        ),
        notes=(f"Rules: {RULE_SET}. In points of the scale, positive is better.",),
        name=f"{found.short} change limits",
    )


def _head(found: Trend) -> str:
    """Which scale by whom, as the captions of its other tables begin."""
    return f"{wording.capital(found.title)}, {labels.by(found.rater)}, over time"


def _no_mean(point: TrendPoint) -> str:
    """Why a period has no average: nobody is in it, or it is hidden."""
    return wording.UNAVAILABLE if point.n == 0 else wording.HIDDEN


def _subtitle(found: Trend) -> str:
    first, last = found.points[0], found.points[-1]
    span = first.label if first == last else f"{first.label} to {last.label}"
    many = labels.altogether((point.n for point in found.points), found.nouns, rounded=found.rounded)
    return f"{wording.capital(found.about)}, second scores {span}{many}"


def _caption(found: Trend, control: Control) -> str:
    how = _LIMITS[control.kind] if found.enough else "too few points for limits"
    return (
        f"Source: {found.title} ({found.measure_name}), by the date of the second score; {how}. "
        f"Rules: {RULE_SET}"
    )


def _of(rate: Rate) -> str:
    """A share with its denominator: "56% of 34"."""
    if rate.share is None:
        return "nobody" if rate.of == 0 else symbol_of(rate)
    about = "about " if rate.rounded else ""
    return f"{about}{wording.share(rate.share)} of {about}{wording.count(rate.of)}"


def _told(found: Trend, printed: list[str]) -> str:
    """Every point in words, while a listener can follow them."""
    if len(printed) > _LISTED:
        return f"The data for this figure give every {found.every}."
    pieces = "; ".join(f"{point.short}: {text}" for point, text in zip(found.points, printed, strict=True))
    return f"{pieces}."


def _rows(found: Trend) -> tuple[Row, ...]:
    return tuple(Row(point.short, point.year) for point in found.points)


def _series(
    found: Trend,
    control: Control,
    name: str,
    values: tuple[str, ...],
    printed: tuple[str, ...],
    target: float | None,
) -> tuple[Series, ...]:
    """The points with their limits; the average; and the target where there is one."""
    count = len(control.values)
    looks = tuple(_look(control, place) for place in range(count))
    hovers = tuple(
        f"{point.label}: {text}{f', {words}' if (words := signal_words(signal)) else ''}"
        for point, text, signal in zip(found.points, printed, control.signals, strict=True)
    )
    texts = [_print(value, control) for value in control.centre]
    made = [
        Series(
            name=name,
            values=control.values,
            labels=values,
            looks=looks,
            hovers=hovers,
            lows=control.low,
            highs=control.high,
        ),
        Series(
            name="average",
            values=control.centre,
            labels=tuple(texts),
            looks=(palette.COMMON,) * count,
            hovers=("",) * count,
        ),
    ]
    if target is not None:
        made.append(
            Series(
                name="target",
                values=(target,) * count,
                labels=(_print(target, control),) * count,
                looks=(palette.TARGET,) * count,
                hovers=("",) * count,
            )
        )
    return tuple(made)


def _look(control: Control, place: int) -> Look:
    signal = control.signals[place]
    if signal is None:
        return palette.COMMON
    return palette.BETTER if signal.direction > 0 else palette.WORSE


def _print(value: float | None, control: Control) -> str:
    if value is None:
        return ""
    return wording.share(value, short=True) if control.kind == "p" else wording.decimal(value, 1)
