"""Draws a chart for the screen, as a plotly figure without a title: the page prints that as text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from evaluation.charts import palette
from evaluation.charts.layout import NARROW, WIDE, lay_out
from evaluation.charts.scene import SIZE, SWATCH

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from evaluation.charts.chart import Chart
    from evaluation.charts.scene import Scene

FONT = '"Source Sans", "Source Sans Pro", Arial, Helvetica, sans-serif'


_BY_WIDTH = frozenset({"heat", "map"})  # kinds that put more side by side where there is room


def figure(chart: Chart) -> go.Figure:
    """A plotly figure of fixed height that fits any width from 358 pixels, checked by plotly.

    Hover text holds figures of `chart.data` only.
    """
    import plotly.graph_objects as go  # noqa: PLC0415 (half a second that evaluating never needs)

    return go.Figure(spec(chart))


def wide_spec(chart: Chart) -> dict[str, Any] | None:
    """A chart as `spec` has it, for windows from 1,280 pixels; None for kinds that are alike at any width."""
    return spec(chart, WIDE) if chart.kind in _BY_WIDTH else None


def spec(chart: Chart, characters: int = NARROW) -> dict[str, Any]:
    """The same as plotly's browser part reads it, unchecked: checking takes longer than making it.

    Show it with `theme=None` (the colours are the chart's own) and `alt=chart.alt`. A line of it has at
    most so many characters.
    """
    drawn = lay_out(chart, characters)
    return {
        "data": [*_bars(drawn), *([_dots(drawn)] if drawn.dots else [])],
        "layout": {
            "height": drawn.height,
            "margin": {"l": drawn.left, "r": drawn.right, "t": 0, "b": 0, "pad": 0},
            "paper_bgcolor": palette.PAPER,
            "plot_bgcolor": palette.PAPER,
            "font": {"family": FONT, "size": SIZE, "color": palette.INK},
            "hoverlabel": {
                "align": "left",
                "font": {"size": SIZE, "family": FONT, "color": palette.INK},
                "bgcolor": palette.PAPER,
                "bordercolor": palette.GREY,
            },
            "barmode": "overlay",
            "showlegend": False,
            "dragmode": False,
            "shapes": [*_rules(drawn), *_outlines(drawn), *_swatches(drawn)],
            "annotations": _words(drawn),
            "xaxis": {"range": [0, 1], "visible": False, "fixedrange": True},
            "yaxis": {"range": [drawn.height, 0], "visible": False, "fixedrange": True},
        },
    }


def _bars(drawn: Scene) -> list[dict[str, Any]]:
    """One trace a look, so that outlines are right."""
    traces = []
    for look in dict.fromkeys(rect.look for rect in drawn.rects):
        rects = [rect for rect in drawn.rects if rect.look == look]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "base": [r.x0 for r in rects],
                "x": [r.x1 - r.x0 for r in rects],
                "y": [r.y for r in rects],
                "width": [r.height for r in rects],
                "marker": {"color": look.fill, "line": {"color": look.edge, "width": 1}},
                "hovertext": [escape(r.hover) for r in rects],
                "hoverinfo": "text",
                "cliponaxis": False,
            }
        )
    return traces


def _dots(drawn: Scene) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [d.x for d in drawn.dots],
        "y": [d.y for d in drawn.dots],
        "marker": {
            "size": [d.size for d in drawn.dots],
            "color": [d.fill or d.colour for d in drawn.dots],
            "line": {"width": 2, "color": [d.colour for d in drawn.dots]},
            "opacity": 1,
        },
        "hovertext": [escape(d.hover) for d in drawn.dots],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _rules(drawn: Scene) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "y",
            "x0": rule.x0,
            "x1": rule.x1,
            "y0": rule.y0,
            "y1": rule.y1,
            "layer": "below",
            "line": {
                "color": rule.colour,
                "width": rule.width,
                "dash": "5px,3px" if rule.dashed else "solid",
            },
        }
        for rule in drawn.rules
    ]


def _outlines(drawn: Scene) -> list[dict[str, Any]]:
    """Areas sized in pixels, which no width pulls out of shape; plotly counts pixels upwards."""
    return [
        {
            "type": "path",
            "xref": "paper",
            "yref": "y",
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "xanchor": outline.x,
            "yanchor": outline.y,
            "path": "".join(
                "M" + "L".join(f"{x:.1f},{-y:.1f}" for x, y in ring) + "Z" for ring in outline.rings
            ),
            "fillrule": "evenodd",
            "fillcolor": outline.look.fill,
            "line": {"color": outline.look.edge, "width": 1},
            "layer": "below",
        }
        for outline in drawn.outlines
    ]


def _swatches(drawn: Scene) -> list[dict[str, Any]]:
    return [
        {
            "type": "rect",
            "xref": "paper",  # not "x": shapes on an axis are cut off at its ends
            "yref": "y",
            "xsizemode": "pixel",
            "xanchor": swatch.x,
            "x0": swatch.dx,
            "x1": swatch.dx + SWATCH,
            "y0": swatch.y - SWATCH / 2,
            "y1": swatch.y + SWATCH / 2,
            "fillcolor": swatch.look.fill,
            "line": {"color": swatch.look.edge, "width": 1},
        }
        for swatch in drawn.swatches
    ]


def _words(drawn: Scene) -> list[dict[str, Any]]:
    anchors = {"left": "left", "middle": "center", "right": "right"}
    return [
        {
            "xref": "x",
            "yref": "y",
            "x": words.x,
            "y": words.y,
            "xshift": words.dx,
            "xanchor": anchors[words.anchor],
            "yanchor": "middle",
            "align": words.anchor if words.anchor != "middle" else "center",
            "showarrow": False,
            "borderpad": 0,
            "text": f"<b>{escape(words.text)}</b>" if words.bold else escape(words.text),
            "font": {"size": SIZE, "color": words.colour},
        }
        for words in drawn.words
    ]
