"""The series of a chart in XML: bars, points and lines in their looks, with labels and intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from evaluation.charts import palette
from evaluation.reports.slides import labelling, sheet

if TYPE_CHECKING:
    from evaluation.brand import Font
    from evaluation.charts.native import Plot, PlotSeries
    from evaluation.charts.palette import Look

_POINT = 12700
# The pale parts between the outer answers and the middle one would be one grey in print.
_PATTERNS = {palette.MOVED_BETTER: "ltUpDiag", palette.MOVED_WORSE: "ltDnDiag"}
_TINT = 0.3  # of a bar under an interval, so that the interval can be seen on it


def series_xml(plot: Plot, names: tuple[str, ...]) -> str:
    """All series of a bar or line chart, in the order of the schema's elements."""
    values, reaches = sheet.columns(plot)
    return "".join(
        _series(plot, series, place, names, values[place], reaches.get(place))
        for place, series in enumerate(plot.series)
    )


def _series(
    plot: Plot,
    series: PlotSeries,
    place: int,
    names: tuple[str, ...],
    column: sheet.Column,
    reach: tuple[sheet.Column, sheet.Column] | None,
) -> str:
    upright = plot.kind == "line"
    title = (
        f"<c:tx><c:strRef><c:f>{column.name_reference}</c:f><c:strCache><c:ptCount val='1'/>"
        f'<c:pt idx="0"><c:v>{escape(column.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )
    look = (
        f"<c:spPr>{_line_look(series, place)}</c:spPr>" if upright else _bar_look(plot, series, series.look)
    )
    smooth = '<c:smooth val="0"/>'
    mark = _marker(series, series.look) if upright else '<c:invertIfNegative val="0"/>'
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{title}{look}{mark}'
        f"{_single_points(plot, series)}{_labels(plot, series, place)}"
        f"{_intervals(plot, series, reach) if reach else ''}"
        f"{_names(names)}<c:val>{_numbers(column, sheet.number_format(plot))}</c:val>"
        f"{smooth if upright else ''}</c:ser>"
    )


def _bar_look(plot: Plot, series: PlotSeries, look: Look) -> str:
    if series.form == "interval":
        return f"<c:spPr>{filled(None)}{line(None)}</c:spPr>"
    if look in _PATTERNS:
        fill = (
            f'<a:pattFill prst="{_PATTERNS[look]}"><a:fgClr><a:srgbClr val="{look.edge[1:]}"/></a:fgClr>'
            f'<a:bgClr><a:srgbClr val="{look.fill[1:]}"/></a:bgClr></a:pattFill>'
        )
    else:
        fill = filled(_tint(look.fill) if plot.kind == "points" else look.fill)
    return f"<c:spPr>{fill}{line(look.edge, 1)}</c:spPr>"


def _line_look(series: PlotSeries, place: int) -> str:
    if series.form == "line":
        dash = "solid" if series.look == palette.COMMON else "dash"
        colour = palette.GREY if series.look.edge == palette.RULE else series.look.edge
        return line(colour, 1.25, dash)
    return line(series.look.edge, 2, "sysDash" if place else "solid")


def _marker(series: PlotSeries, look: Look) -> str:
    if series.form == "line":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="9"/><c:spPr>{filled(look.fill)}'
        f"{line(look.edge, 1.5)}</c:spPr></c:marker>"
    )


def _single_points(plot: Plot, series: PlotSeries) -> str:
    """The marks that look otherwise than their series."""
    made = []
    for place, look in enumerate(series.looks):
        if look == series.look or series.values[place] is None or series.form != "marks":
            continue
        if plot.kind == "line":
            made.append(f'<c:dPt><c:idx val="{place}"/>{_marker(series, look)}<c:bubble3D val="0"/></c:dPt>')
        else:
            made.append(
                f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
                f"{_bar_look(plot, series, look)}</c:dPt>"
            )
    return "".join(made)


def _labels(plot: Plot, series: PlotSeries, number: int) -> str:
    """The printed figures: by the values' own format where it prints the same, else word by word."""
    shown = labelling.drawn(plot, series)
    where = _where(plot, series, number)
    flags = (
        '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    if not shown:
        return f"<c:dLbls>{flags.format(0)}</c:dLbls>"
    single = []
    for place, value in enumerate(series.values):
        if value is None:
            continue
        text = labelling.at_mark(plot, series, place)
        if place not in shown:
            single.append(f'<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>')
        elif text == plot.figure(value) and _dips(plot, series, place):
            single.append(f'<c:dLbl><c:idx val="{place}"/><c:dLblPos val="b"/>{flags.format(1)}</c:dLbl>')
        elif text != plot.figure(value):
            rich = (
                '<c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="en-GB"/>'
                f"<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>"
            )
            single.append(
                f'<c:dLbl><c:idx val="{place}"/>{rich}<c:dLblPos val="{where}"/>{flags.format(1)}</c:dLbl>'
            )
    ink = series.look.ink if plot.kind == "stacked" else palette.INK
    crossed = series.look in _PATTERNS or (plot.kind == "line" and series.lows)
    behind = f"<c:spPr>{filled(palette.PAPER)}</c:spPr>" if crossed else ""
    code = sheet.number_format(plot).replace('"', "&quot;")
    return (
        f'<c:dLbls>{"".join(single)}<c:numFmt formatCode="{code}" sourceLinked="0"/>{behind}'
        f'{text_properties(12, colour=ink)}<c:dLblPos val="{where}"/>{flags.format(1)}</c:dLbls>'
    )


def _where(plot: Plot, series: PlotSeries, number: int) -> str:
    """Where labels stand: at the ends of bars, above the first line and below the second."""
    if plot.kind != "line":
        return "ctr" if plot.kind == "stacked" else "outEnd"
    if series.form == "line":
        return "r"
    return "b" if number else "t"


def _dips(plot: Plot, series: PlotSeries, place: int) -> bool:
    """Whether a line comes down to a point and goes up again, so that its label stands better below."""
    if plot.kind != "line" or series.form == "line" or series.lows:
        return False
    beside = [series.values[at] for at in (place - 1, place + 1) if 0 <= at < len(series.values)]
    near = [value for value in beside if value is not None]
    return bool(near) and 2 * (series.values[place] or 0.0) < min(near) + max(near)


def _intervals(plot: Plot, series: PlotSeries, reach: tuple[sheet.Column, sheet.Column]) -> str:
    """The line from the low to the high end of an interval."""
    below, above = reach
    code = sheet.number_format(plot)
    colour, wide = (palette.QUIET, 1.25) if series.form == "interval" else (palette.INK, 2)
    if plot.kind == "line":
        colour, wide = series.look.edge, 1.25
    direction = '<c:errDir val="y"/>' if plot.kind == "line" else ""  # bars have one direction only
    return (
        f'<c:errBars>{direction}<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_numbers(above, code)}</c:plus><c:minus>{_numbers(below, code)}</c:minus>"
        f"<c:spPr>{line(colour, wide)}</c:spPr></c:errBars>"
    )


def _names(names: tuple[str, ...]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(name)}</c:v></c:pt>' for place, name in enumerate(names)
    )
    return (
        f"<c:cat><c:strRef><c:f>{sheet.SHEET}!$A$2:$A${len(names) + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{len(names)}"/>{points}</c:strCache></c:strRef></c:cat>'
    )


def _numbers(column: sheet.Column, code: str) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{value:.12g}</c:v></c:pt>'
        for place, value in enumerate(column.values)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{column.reference}</c:f><c:numCache><c:formatCode>{code}</c:formatCode>"
        f'<c:ptCount val="{len(column.values)}"/>{points}</c:numCache></c:numRef>'
    )


def filled(colour: str | None) -> str:
    """A fill in a colour, or none."""
    return "<a:noFill/>" if colour is None else f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'


def line(colour: str | None, points: float = 1, dash: str = "solid") -> str:
    """A line in a colour, or none."""
    if colour is None:
        return "<a:ln><a:noFill/></a:ln>"
    return f'<a:ln w="{round(points * _POINT)}">{filled(colour)}<a:prstDash val="{dash}"/></a:ln>'


def text_properties(
    size: float, *, colour: str = palette.INK, font: Font | None = None, level: bool = False
) -> str:
    """How text in a chart is set; `level` keeps names from being turned."""
    face = f'<a:latin typeface="{font}"/><a:cs typeface="{font}"/>' if font else ""
    turned = ' rot="0" vert="horz"' if level else ""
    return (
        f'<c:txPr><a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="0">'
        f'{filled(colour)}{face}</a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _tint(colour: str) -> str:
    """The colour thinned with white."""
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * _TINT):02X}" for part in parts)
