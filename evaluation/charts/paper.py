"""Draws a chart for paper: PNG for Word, SVG for anything that scales, from the same layout.

A picture that travels alone carries its title, subtitle, caption and `source` (which data, choices and
version it was made of), and its alternative text in its metadata; in a document that prints those as
text, draw it with `titled=False`.
"""

from __future__ import annotations

import re
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from evaluation.charts import palette
from evaluation.charts.layout import lay_out
from evaluation.charts.scene import SIZE, SWATCH, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from evaluation.charts.chart import Chart
    from evaluation.charts.scene import Scene

PIXELS_PER_MM = 96 / 25.4
POINTS_PER_PIXEL = 0.75
TITLE = 17
SMALL = 12
ARIAL = 7.1  # pixels of a character, on average over a line
WIDE = 8.3
_FAMILIES = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans")
_SETTINGS: dict[Any, Any] = {"svg.hashsalt": "attune", "svg.fonttype": "none", "text.parse_math": False}


def png(
    chart: Chart, width_mm: float = 160, dpi: int = 200, *, titled: bool = True, source: str = ""
) -> bytes:
    """The chart as a PNG picture; the same chart gives the same bytes on the same machine."""
    return _draw(chart, "png", width_mm, dpi, (titled, source))


def svg(chart: Chart, width_mm: float = 160, *, titled: bool = True, source: str = "") -> bytes:
    """The chart as SVG, its text as text, with title and description for screen readers."""
    drawn = _draw(chart, "svg", width_mm, 72, (titled, source)).decode()
    # Text is measured in a font that every machine has; readers see the nearest to Arial.
    drawn = re.sub(r"'DejaVu Sans'", "Arial, Helvetica, 'Liberation Sans', sans-serif", drawn)
    named = (
        f'role="img" aria-labelledby="chart-title chart-desc" lang="en-GB">\n'
        f' <title id="chart-title">{escape(chart.title)}</title>\n'
        f' <desc id="chart-desc">{escape(chart.alt)}</desc>'
    )
    return re.sub(r"(<svg [^>]*?)>", lambda found: f"{found[1]} {named}", drawn, count=1).encode()


def _draw(chart: Chart, kind: str, width_mm: float, dpi: int, words: tuple[bool, str]) -> bytes:
    import matplotlib as mpl  # noqa: PLC0415 (slow to load, and evaluating never needs it)
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    width = width_mm * PIXELS_PER_MM
    # Text of SVG is shown in the nearest to Arial, whose lines are shorter than those of DejaVu Sans.
    family = _family()
    characters = int(width / (WIDE if kind == "png" and family == "DejaVu Sans" else ARIAL))
    drawn = lay_out(chart, characters)
    titled, source = words
    above = _title(chart, characters) if titled else []
    small = int(characters * 1.1)
    below = [*wrapped(chart.caption, small), *wrapped(source, small)] if titled else []
    top = sum(size + 7 for _, size, _ in above) + (8 if above else 0)
    height = top + drawn.height + (len(below) * (SMALL + 5) + 10 if below else 0)
    with mpl.rc_context({**_SETTINGS, "font.family": "DejaVu Sans" if kind == "svg" else family}):
        figure = Figure(figsize=(width / 96, height / 96), dpi=dpi, facecolor=palette.PAPER)
        FigureCanvasAgg(figure)
        axes = _axes(figure, width, height)
        y = 0.0
        for text, size, bold in above:
            _text(
                axes,
                2,
                y + (size + 7) / 2,
                text,
                size=size,
                bold=bold,
                colour=palette.INK if bold else palette.QUIET,
            )
            y += size + 7
        _marks(axes, drawn, width, top)
        for place, text in enumerate(below):
            at = top + drawn.height + 10 + (place + 0.5) * (SMALL + 5)
            _text(axes, 2, at, text, size=SMALL, colour=palette.QUIET)
        out = BytesIO()
        metadata = {"Date": None, "Creator": "Attune"} if kind == "svg" else {"Software": "Attune"}
        if titled and kind == "png":  # an SVG says them where screen readers look
            metadata |= {"Title": chart.title, "Description": chart.alt, "Source": source or chart.caption}
        figure.savefig(out, format=kind, dpi=dpi, metadata=metadata)
    return out.getvalue()


def _title(chart: Chart, characters: int) -> list[tuple[str, int, bool]]:
    wide = int(characters * SIZE / TITLE * 0.95)
    return [
        *((line, TITLE, True) for line in wrapped(chart.title, wide)),
        *((line, SMALL + 1, False) for line in wrapped(chart.subtitle, characters)),
    ]


def _family() -> str:
    """The first of the sans-serif families that this machine has."""
    from matplotlib import font_manager  # noqa: PLC0415

    known = {font.name for font in font_manager.fontManager.ttflist}
    return next(family for family in _FAMILIES if family in known)


def _axes(figure: Figure, width: float, height: float) -> Axes:
    """Axes over the whole picture whose units are pixels from the top left."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    return axes


def _marks(axes: Axes, drawn: Scene, width: float, top: float) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    inner = width - drawn.left - drawn.right

    def across(x: float) -> float:
        return drawn.left + x * inner

    for rule in drawn.rules:
        axes.add_line(
            Line2D(
                [across(rule.x0), across(rule.x1)],
                [top + rule.y0, top + rule.y1],
                color=rule.colour,
                linewidth=rule.width * POINTS_PER_PIXEL,
                linestyle=(0, (3, 2)) if rule.dashed else "-",
                solid_capstyle="butt",
                zorder=1,
            )
        )
    for rect in drawn.rects:
        axes.add_patch(
            Rectangle(
                (across(rect.x0), top + rect.y - rect.height / 2),
                (rect.x1 - rect.x0) * inner,
                rect.height,
                facecolor=rect.look.fill,
                edgecolor=rect.look.edge,
                linewidth=POINTS_PER_PIXEL,
                zorder=2,
            )
        )
    for swatch in drawn.swatches:
        axes.add_patch(
            Rectangle(
                (across(swatch.x) + swatch.dx, top + swatch.y - SWATCH / 2),
                SWATCH,
                SWATCH,
                facecolor=swatch.look.fill,
                edgecolor=swatch.look.edge,
                linewidth=POINTS_PER_PIXEL,
                zorder=2,
            )
        )
    for dot in drawn.dots:
        axes.add_line(
            Line2D(
                [across(dot.x)],
                [top + dot.y],
                marker="o",
                markersize=dot.size * POINTS_PER_PIXEL,
                markerfacecolor=dot.fill or dot.colour,
                markeredgecolor=dot.colour,
                linestyle="none",
                zorder=4,
            )
        )
    for words in drawn.words:
        _text(
            axes,
            across(words.x) + words.dx,
            top + words.y,
            words.text,
            bold=words.bold,
            colour=words.colour,
            anchor={"left": "left", "middle": "center", "right": "right"}[words.anchor],
        )


def _text(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = SIZE,
    bold: bool = False,
    colour: str = palette.INK,
    anchor: str = "left",
) -> None:
    axes.text(
        x,
        y,
        text,
        fontsize=size * POINTS_PER_PIXEL,
        fontweight="bold" if bold else "normal",
        color=colour,
        horizontalalignment=anchor,
        verticalalignment="center",
        zorder=5,
    )
