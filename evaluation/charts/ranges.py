"""What the scores of a scale mean: its range, with its bands and cut-offs drawn below one another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.charts import labels, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.scene import (
    LABEL_WIDTH,
    LINE,
    SWATCH,
    THIN,
    WIDE_LABEL,
    Rect,
    Rule,
    Scene,
    Swatch,
    Words,
    beside,
    margin,
    wrapped,
)
from evaluation.charts.table import Table
from evaluation.measures import phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.measures.definition import Band, CutOff, Measure, Scale

_WHOLE = palette.Look(palette.PAPER, palette.GREY)
_BAND = palette.Look(palette.BLUE, palette.BLUE)
_BEYOND = palette.WORSE
_DOUBTED = palette.NO_CHANGE
_LEGEND = (
    (_BAND, "a named range of scores"),
    (_BEYOND, "scores beyond a cut-off"),
    (_DOUBTED, "not verified, or a local convention"),
)
_Mark = tuple[str, float, float, palette.Look]  # what it is called, first and last score, look
_NEAR = 0.12  # of the width: numbers on the axis stand no nearer to one another


def score_range(measure: Measure, scale: Scale) -> Chart:
    """The range of a scale, each of its bands and what lies beyond each cut-off, in its direction.

    >>> from evaluation.measures import registry
    >>> phq9 = registry().get("phq9")
    >>> chart = score_range(phq9, phq9.scale("total"))
    >>> [row.label for row in chart.rows][:2], chart.series[0].highs[1]
    (['range, 0 to 27', 'none, 0 to 4'], 4.5)
    """
    whole = (f"range, {scale.minimum:g} to {scale.maximum:g}", scale.minimum, scale.maximum, _WHOLE)
    bands, cut_offs = ({one.edition for one in group} for group in (scale.bands, scale.cut_offs))
    marks = [whole, *(_band(one, apart=len(bands) > 1) for one in scale.bands)]
    marks += [_beyond(scale, one, apart=len(cut_offs) > 1) for one in scale.cut_offs]
    direction = phrases.direction(scale)
    edition = "".join(f". Ranges of the edition {one}" for one in bands if len(bands) == 1 and one)
    pieces = "; ".join(label for label, *_ in marks[1:]) or "no bands and no cut-off are known"
    half = scale.step / 2  # so that a band of one score has a width, and neighbours touch
    names = tuple(label for label, *_ in marks)
    blank = tuple("" for _ in marks)
    looks = tuple(look for *_, look in marks)
    return Chart(
        kind="range",
        title=f"What {scale.title} scores mean",
        subtitle=f"Scores from {scale.minimum:g} to {scale.maximum:g}. {direction}{edition}",
        alt=f"The range of {scale.title}, {scale.minimum:g} to {scale.maximum:g}. {direction}. {pieces}.",
        caption=f"Source: {scale.source}",
        how=_how(scale),
        about=labels.slug(measure.id, scale.id),
        data=_table(measure, scale),
        rows=tuple(Row(label) for label in names),
        series=(
            Series(
                name="First score",
                values=tuple(low for _, low, _, _ in marks),
                labels=blank,
                looks=looks,
                hovers=names,
                lows=tuple(low - half for _, low, _, _ in marks),
                highs=tuple(high + half for _, _, high, _ in marks),
            ),
            Series(
                name="Last score",
                values=tuple(high for _, _, high, _ in marks),
                labels=blank,
                looks=looks,
                hovers=names,
            ),
        ),
        axis=_ends(scale),
    )


def _how(scale: Scale) -> tuple[str, ...]:
    """Whose ranges are drawn: nobody's scores are in this figure."""
    facts = (*scale.bands, *scale.cut_offs)
    return (
        "Nobody's scores are in this figure: it shows what the questionnaire's own documents say of them.",
        (
            f"Range and direction: {scale.minimum:g} to {scale.maximum:g}. {phrases.direction(scale)} "
            f"(from: {scale.source.rstrip('.')})."
        ),
        *dict.fromkeys(
            f"Ranges: {fact.source.rstrip('.')} ({phrases.STATUS[fact.status].lower()})." for fact in facts
        ),
    )


def _band(band: Band, *, apart: bool) -> _Mark:
    """A band; `apart` says that bands of several editions must be told apart."""
    name = phrases.band(band) if apart else phrases.short_band(band)
    return name, band.low, band.high, _BAND if band.firm else _DOUBTED


def _beyond(scale: Scale, cut_off: CutOff, *, apart: bool) -> _Mark:
    low, high = (cut_off.at, scale.maximum) if scale.better == "lower" else (scale.minimum, cut_off.at)
    name = phrases.clinical(scale, cut_off if apart else replace(cut_off, edition=""))
    return name, low, high, _BEYOND if cut_off.firm else _DOUBTED


def _ends(scale: Scale) -> str:
    """Which end is which, in the order of the axis."""
    if not scale.claims:
        return ""
    ends = ("better", "worse") if scale.better == "lower" else ("worse", "better")
    return "|".join(ends)


def _table(measure: Measure, scale: Scale) -> Table:
    bands = [(phrases.band(one), one) for one in scale.bands]
    cut_offs = [(phrases.clinical(scale, one), one) for one in scale.cut_offs]
    facts = (*((text, "band", one) for text, one in bands), *((t, "cut-off", one) for t, one in cut_offs))
    rows = tuple((text, kind, phrases.STATUS[one.status], one.source) for text, kind, one in facts)
    return Table(
        caption=f"Bands and cut-offs of {scale.title}",
        columns=("Scores", "Kind", "How far to trust it", "Source"),
        rows=rows,
        name=f"{measure.short} {scale.id} scores",
    )


def lay_out_range(chart: Chart, characters: int) -> Scene:
    """Lay out the ranges below one another on one axis; `characters` is how many fit on a line."""
    first = chart.series[0]
    low, high = first.lows[0] or 0.0, first.highs[0] or 1.0
    width = LABEL_WIDTH if characters < 80 else WIDE_LABEL
    labels = [wrapped(row.label, width) for row in chart.rows]
    drawn = Scene(left=max(margin(labels), 8), right=12)

    def at(value: float) -> float:
        return (value - low) / (high - low)

    y = _legend(drawn, set(first.looks))
    top = y
    for place, lines in enumerate(labels):
        tall = max(THIN, len(lines) * (LINE - 2)) + 8
        beside(drawn, lines, y + tall / 2)
        ends = at(first.lows[place] or 0.0), at(first.highs[place] or 0.0)
        look, hover = first.looks[place], first.hovers[place]
        drawn.rects.append(Rect(x0=ends[0], x1=ends[1], y=y + tall / 2, height=THIN, look=look, hover=hover))
        y += tall
    drawn.rules.append(Rule(x0=0, x1=1, y0=y + 2, y1=y + 2, colour=palette.GREY))
    for value in _ticks(chart, at):
        drawn.rules.append(Rule(x0=at(value), x1=at(value), y0=top, y1=y + 7))
        drawn.words.append(Words(x=at(value), y=y + 18, text=f"{value:g}", anchor="middle"))
    y += 30
    if chart.axis:
        left, right = chart.axis.split("|")
        drawn.words.append(Words(x=0, y=y + LINE / 2, text=f"← {left}", bold=True))
        drawn.words.append(Words(x=1, y=y + LINE / 2, text=f"{right} →", anchor="right", bold=True))
        y += LINE
    drawn.height = y + 4
    return drawn


def _legend(drawn: Scene, looks: set[palette.Look]) -> float:
    y = 2.0
    for look, words in _LEGEND:
        if look in looks:
            drawn.swatches.append(Swatch(x=0, dx=2 - drawn.left, y=y + LINE / 2, look=look))
            drawn.words.append(Words(x=0, dx=SWATCH + 7 - drawn.left, y=y + LINE / 2, text=words))
            y += LINE
    return y + 6


def _ticks(chart: Chart, at: Callable[[float], float]) -> list[float]:
    """The scores that the axis names: both ends, then where ranges begin, with room between them."""
    first, last = chart.series
    wanted = [first.values[0], last.values[0], *reversed(first.values[1:]), *reversed(last.values[1:])]
    kept: list[float] = []
    for value in wanted:
        if value is not None and all(abs(at(value) - at(other)) >= _NEAR for other in kept):
            kept.append(value)
    return kept
