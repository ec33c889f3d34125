"""Draws a chart for paper: PNG for Word, SVG for anything that scales, from the same layout.

A picture that travels alone carries its title, subtitle, caption and `source` (which data, choices and
version it was made of), and its alternative text in its metadata; in a document that prints those as
text, draw it with `titled=False`.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from evaluation.charts import raster, vector
from evaluation.charts.chart import INDIVIDUAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evaluation.charts.chart import Chart


def png(
    chart: Chart, width_mm: float = 160, dpi: int = 200, *, titled: bool = True, source: str = ""
) -> bytes:
    """The chart as a PNG picture; the same chart gives the same bytes."""
    drawing = vector.draw(chart, width_mm, titled=titled, source=source)
    texts = {"Software": "Attune"}
    if titled:
        texts |= {"Title": chart.title, "Description": chart.alt, "Source": source or chart.caption}
    # Pictures of single families are not held longer than somebody looks at them.
    return raster.png(drawing, dpi, texts, remember=chart.kind not in INDIVIDUAL)


def svg(chart: Chart, width_mm: float = 160, *, titled: bool = True, source: str = "") -> bytes:
    """The chart as SVG, its text as text, with title and description for screen readers."""
    return vector.draw(chart, width_mm, titled=titled, source=source).svg.encode()


def at_once(draw: Callable[[Chart], bytes], charts: Iterable[Chart]) -> tuple[bytes, ...]:
    """Each chart drawn, in order, on as many processors as there are: drawing waits for no Python."""
    with ThreadPoolExecutor() as pool:
        return tuple(pool.map(draw, charts))
