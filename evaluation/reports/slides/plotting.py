"""A plot in the XML of office charts (DrawingML Chart, ISO/IEC 29500-1, 21.2): axes, legend, frame.

The order of elements is the schema's; PowerPoint offers to repair a file with another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from evaluation.charts import palette
from evaluation.reports.slides import fitting, labelling, sheet
from evaluation.reports.slides.fitting import flat, short
from evaluation.reports.slides.marks import filled, line, series_xml, text_properties

if TYPE_CHECKING:
    from evaluation.brand import Font
    from evaluation.charts.native import Plot

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CATEGORIES, _VALUES = 2001, 2002  # any numbers, as long as each axis has one
_GAPS = {"stacked": 60, "bars": 45, "points": 140, "line": 0}  # between rows, in percent of a bar
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)  # times a power of ten: how far apart values on an axis are
_SLIM, _WIDEST_GAP = 2, 300  # of few rows the bars would be very broad
_MOST = 160  # characters below an axis
_PARTS = 6  # about as many as an axis has
_MOST_NAMES = 0.42  # of the width for the names of rows
_NAMES = 11  # points of type of rows' names
_BESIDE_ROWS = 90  # points of a chart's height for its legend, axis and the gaps between names
_LINE_NAMES = 14  # names under a line that there is room for


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A chart as python-pptx takes it: its XML and the workbook with its data.

    `cut` are the whole names of those rows that had no room for theirs.
    """

    xml: bytes
    xlsx_blob: bytes
    cut: tuple[str, ...]

    def xml_bytes(self, chart_type: object) -> bytes:  # noqa: ARG002 (the XML says its own type)
        """The chart's XML."""
        return self.xml


def drawn(plot: Plot, width: float, height: float, font: Font, *, single: bool = False) -> Drawn:
    """The chart of a plot in so many points; `single` is a bar whose figures are listed beside the chart."""
    lines = int((height - _BESIDE_ROWS) / len(plot.categories) / (_NAMES * fitting.LEADING))
    room = labelling.Room(_MOST_NAMES * width - 16, max(lines, 1), _NAMES, font)
    whole = labelling.categories(plot, listed=single)
    names = whole if plot.kind == "line" else labelling.categories(plot, listed=single, room=room)
    return Drawn(
        xml=_xml(plot, names, (width, height), font, single=single).encode(),
        xlsx_blob=sheet.workbook(plot, names),
        cut=tuple(full for full, name in zip(whole, names, strict=True) if full != name),
    )


def _xml(plot: Plot, names: tuple[str, ...], size: tuple[float, float], font: Font, *, single: bool) -> str:
    legend = sum(series.form != "interval" for series in plot.series) > 1
    body = _line_chart(plot, names) if plot.kind == "line" else _bar_chart(plot, names)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_NAMESPACES}>'
        '<c:date1904 val="0"/><c:lang val="en-GB"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>'
        f"{_layout(plot, names, size, font, legend=legend, single=single)}{body}"
        f"{_category_axis(plot, single=single)}{_value_axis(plot, single=single)}"
        f"<c:spPr>{filled(None)}</c:spPr></c:plotArea>"
        f"{_legend(plot) if legend else ''}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{filled(None)}{line(None)}</c:spPr>{text_properties(11, font=font)}</c:chartSpace>"
    )


def _bar_chart(plot: Plot, names: tuple[str, ...]) -> str:
    stacked = plot.kind == "stacked"
    overlap = 100 if plot.kind != "bars" else 0
    gap = _GAPS[plot.kind] if len(names) > _SLIM or plot.kind == "stacked" else _WIDEST_GAP
    return (
        '<c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>'
        f"{series_xml(plot, names)}"
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:barChart>'
    )


def _line_chart(plot: Plot, names: tuple[str, ...]) -> str:
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f"{series_xml(plot, names)}"
        f'<c:marker val="1"/><c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:lineChart>'
    )


def _layout(
    plot: Plot,
    names: tuple[str, ...],
    size: tuple[float, float],
    font: Font,
    *,
    legend: bool,
    single: bool,
) -> str:
    """Where the plot stands in the chart: beside the names of rows, which have the room they need."""
    width, height = size
    top = 30 / height if legend else 6 / height
    if plot.kind == "line":
        left, right, foot = 52 / width, 70 / width, 40 / height
    else:
        longest = max((fitting.width(name, _NAMES, font) for name in names), default=0.0)
        left = 12 / width if single else min(_MOST_NAMES, (longest + 16) / width)
        right = 60 / width if plot.kind == "bars" else 24 / width
        foot = (24 if single or not plot.axis else 48) / height
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/>'
        '<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.4f}"/><c:y val="{top:.4f}"/>'
        f'<c:w val="{1 - left - right:.4f}"/><c:h val="{1 - top - foot:.4f}"/>'
        "</c:manualLayout></c:layout>"
    )


def _category_axis(plot: Plot, *, single: bool) -> str:
    upright = plot.kind == "line"
    count = len(plot.categories)
    skip = -(-count // _LINE_NAMES) if upright else 1
    skipped = f'<c:tickLblSkip val="{skip}"/><c:tickMarkSkip val="{skip}"/>' if skip > 1 else ""
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling>'
        f'<c:orientation val="{"minMax" if upright else "maxMin"}"/></c:scaling>'
        f'<c:delete val="{int(single)}"/><c:axPos val="{"b" if upright else "l"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{line(palette.GREY, 1)}</c:spPr>{text_properties(11, level=True)}"
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{skipped}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(plot: Plot, *, single: bool) -> str:
    upright = plot.kind == "line"
    low, high, step = (0.0, 1.0, 0.25) if plot.shares else _ends(plot)
    code = "0%" if plot.shares else "#,##0" if plot.places == 0 else "#,##0.0"
    title = _axis_title(plot) if not single else ""
    # Counted down, the first row is at the top and what crosses at the most is at the foot.
    crosses = "autoZero" if upright else "max"
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{high:.12g}"/><c:min val="{low:.12g}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if upright else "b"}"/>'
        f"<c:majorGridlines><c:spPr>{line(palette.PALE, 0.75)}</c:spPr></c:majorGridlines>{title}"
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{line(None)}</c:spPr>{text_properties(10, colour=palette.QUIET)}"
        f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="{crosses}"/>'
        f'<c:crossBetween val="between"/><c:majorUnit val="{step:.12g}"/></c:valAx>'
    )


def _ends(plot: Plot) -> tuple[float, float, float]:
    """Where an axis of values begins and ends, zero and all intervals on it, and its step.

    Office programs choose by the values alone, and would cut intervals off.
    """
    known = [0.0]
    for series in plot.series:
        known += [v for part in (series.values, series.lows, series.highs) for v in part if v is not None]
    if plot.kind == "stacked":
        known += [sum(s.values[place] or 0.0 for s in plot.series) for place in range(len(plot.categories))]
    low, high = min(known), max(known)
    exact = max(high - low, 1.0 if plot.places == 0 else 0.1) / _PARTS
    power = 10.0 ** floor(log10(exact))
    step = next(part * power for part in _STEPS if part * power >= exact * (1 - 1e-9))
    step = max(step, 1.0) if plot.places == 0 else step
    # An effect has its worse side too, so that zero is seen to be no change.
    least = -step if plot.kind == "points" else 0.0
    return min(least, floor(low / step + 1e-9) * step), max(step, ceil(high / step - 1e-9) * step), step


def _axis_title(plot: Plot) -> str:
    """What the values are; a thin line beyond an interval is named here, having no mark in the legend."""
    thin = [f"Thin line: {s.name[:1].lower()}{s.name[1:]}" for s in plot.series if s.form == "interval"]
    words = ". ".join(part for part in (short(flat(plot.axis), _MOST), *map(flat, thin)) if part)
    if not words or plot.kind == "line":
        return ""
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>"
        f'<a:defRPr sz="1000" b="0"/></a:pPr><a:r><a:rPr lang="en-GB" sz="1000" b="0"><a:solidFill>'
        f'<a:srgbClr val="{palette.QUIET[1:]}"/></a:solidFill></a:rPr><a:t>{escape(words)}</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _legend(plot: Plot) -> str:
    """What each series is, above the plot; lines that are only intervals have no entry."""
    gone = "".join(
        f'<c:legendEntry><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
        for place, series in enumerate(plot.series)
        if series.form == "interval"
    )
    return f'<c:legend><c:legendPos val="t"/>{gone}<c:overlay val="0"/>{text_properties(12)}</c:legend>'
