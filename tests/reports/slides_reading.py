"""Reads decks back, apart from the code that writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu

FORMATS = {"0%": "{:.0%}", "#,##0": "{:,.0f}", "#,##0.0": "{:,.1f}", "#,##0.00": "{:,.2f}"}
FOOT, NUMBER = "Footer", "Number"


@dataclass(frozen=True)
class ReadSeries:
    """A series as a reader sees it: its values, and the label drawn at each ("" where none is)."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class ReadChart:
    """A chart on a slide, with the workbook inside it."""

    alt: str
    categories: tuple[str, ...]
    series: tuple[ReadSeries, ...]
    element: Any
    workbook: bytes


@dataclass(frozen=True)
class ReadSlide:
    """A slide's words, tables and charts."""

    title: str
    body: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    charts: tuple[ReadChart, ...]
    notes: tuple[str, ...]


def slides(data: bytes) -> list[ReadSlide]:
    """The slides of a deck."""
    return [_slide(slide) for slide in Presentation(BytesIO(data)).slides]


def _slide(slide: Any) -> ReadSlide:
    body = [
        paragraph.text
        for shape in slide.placeholders
        if shape != slide.shapes.title and not shape.name.startswith((FOOT, NUMBER)) and shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]
    frames = list(slide.shapes)
    return ReadSlide(
        title=slide.shapes.title.text_frame.text,
        body=tuple(body),
        tables=tuple(
            tuple(tuple(cell.text for cell in row.cells) for row in frame.table.rows)
            for frame in frames
            if frame.has_table
        ),
        charts=tuple(_chart(frame) for frame in frames if frame.has_chart),
        notes=tuple(p.text for p in slide.notes_slide.notes_text_frame.paragraphs),
    )


def _chart(frame: Any) -> ReadChart:
    chart = frame.chart
    (plot,) = chart.plots
    return ReadChart(
        alt=frame._element.nvGraphicFramePr.cNvPr.get("descr"),
        categories=tuple(plot.categories),
        series=tuple(ReadSeries(one.name, tuple(one.values), _labels(one)) for one in plot.series),
        element=chart._chartSpace,
        workbook=chart.part.chart_workbook.xlsx_part.blob,
    )


def _labels(series: Any) -> tuple[str, ...]:
    """What PowerPoint draws at each value: a label's own words, else the value in the labels' format."""
    labels = series._element.find(qn("c:dLbls"))
    shown = labels.find(qn("c:showVal")).get("val") == "1"
    own = {int(one.find(qn("c:idx")).get("val")): one for one in labels.findall(qn("c:dLbl"))}
    said = []
    for place, value in enumerate(series.values):
        one = own.get(place)
        if value is None or not shown or (one is not None and one.find(qn("c:delete")) is not None):
            said.append("")
        elif one is not None and one.find(qn("c:tx")) is not None:
            said.append("".join(text.text for text in one.iter(qn("a:t"))))
        else:
            said.append(FORMATS[labels.find(qn("c:numFmt")).get("formatCode")].format(value))
    return tuple(said)


def squeezed(text: str) -> str:
    """Text without its spaces, for finding it where it was wrapped or parted."""
    return re.sub(r"\s+", "", text)


def box(shape: Any) -> tuple[float, float, float, float]:
    """Where a shape is in points: left, top, right, bottom."""
    left, top, wide, tall = (Emu(part).pt for part in (shape.left, shape.top, shape.width, shape.height))
    return left, top, left + wide, top + tall
