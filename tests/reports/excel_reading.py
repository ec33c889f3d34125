"""Reads a workbook's charts back from its XML, apart from the code that writes them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from openpyxl import load_workbook

from tests.reports.reading import as_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
_ID = f"{{{NS['r']}}}id"


@dataclass(frozen=True)
class ReadSeries:
    """A series: its name, the cells it refers to, what it keeps of them, and its labels."""

    name: str
    formulas: tuple[str, ...]
    shown: tuple[str, ...]  # the cells of its values as a spreadsheet prints them; "" for an empty one
    kept: Mapping[int, float]  # its own copy of the values, by place
    labels: Mapping[int, str]
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadChart:
    """A chart or (without series) a picture, on which sheet, and its alternative text."""

    sheet: str
    alt: str
    title: str
    series: tuple[ReadSeries, ...]


def excel_charts(data: bytes) -> list[ReadChart]:
    """The charts and pictures of a workbook in the order of its sheets."""
    book = load_workbook(BytesIO(data))
    with ZipFile(BytesIO(data)) as parts:
        return [chart for name in book.sheetnames for chart in _of_sheet(parts, book, name)]


def _of_sheet(parts: ZipFile, book: Any, name: str) -> Iterator[ReadChart]:
    links = _links(parts, "xl/workbook.xml")
    workbook = _xml(parts.read("xl/workbook.xml"))
    ids = {sheet.get("name"): sheet.get(_ID) for sheet in workbook.iterfind(".//x:sheet", NS)}
    sheet = links[str(ids[name])]
    for drawing in _xml(parts.read(sheet)).iterfind(".//x:drawing", NS):
        path = _links(parts, sheet)[drawing.get(_ID, "")]
        inner = _links(parts, path)
        for anchor in _xml(parts.read(path)):
            described = anchor.find(".//xdr:cNvPr", NS)
            alt = "" if described is None else described.get("descr", "")
            chart = anchor.find(".//c:chart", NS)
            if chart is None:
                yield ReadChart(name, alt, "", ())
            else:
                yield _chart(_xml(parts.read(inner[chart.get(_ID, "")])), book, name, alt)


def _links(parts: ZipFile, path: str) -> dict[str, str]:
    folder, file = posixpath.split(path)
    rels = f"{folder}/_rels/{file}.rels"
    if rels not in parts.namelist():
        return {}
    return {
        link.get("Id", ""): posixpath.normpath(posixpath.join(folder, link.get("Target", "")))
        for link in _xml(parts.read(rels))
    }


def _chart(root: ET.Element, book: Any, sheet: str, alt: str) -> ReadChart:
    title = "".join(text.text or "" for text in root.iterfind("c:chart/c:title//a:t", NS))
    return ReadChart(sheet, alt, title, tuple(_series(one, book) for one in root.iterfind(".//c:ser", NS)))


def _series(one: ET.Element, book: Any) -> ReadSeries:
    name = "".join(v.text or "" for v in one.iterfind("c:tx//c:v", NS))
    formulas = tuple(f.text or "" for f in one.iterfind(".//c:f", NS))
    # Points of a chart of x and y have their values along x.
    values = one.find("c:xVal", NS) if one.find("c:xVal", NS) is not None else one.find("c:val", NS)
    assert values is not None
    kept = {
        int(point.get("idx", "")): float(point.findtext("c:v", "", NS))
        for point in values.iterfind(".//c:pt", NS)
    }
    labels = {
        _index(label): "".join(text.text or "" for text in label.iterfind(".//a:t", NS))
        for label in one.iterfind("c:dLbls/c:dLbl", NS)
    }
    ends = [_cells(book, f.text or "") for f in one.iterfind("c:errBars/*/c:numRef/c:f", NS)]
    above, below = ends or ((), ())
    shown = _cells(book, values.findtext(".//c:f", "", NS))
    return ReadSeries(name, formulas, shown, kept, labels, below, above)


def _index(label: ET.Element) -> int:
    found = label.find("c:idx", NS)
    assert found is not None
    return int(found.get("val", ""))


def _xml(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314 (written a moment ago by the code that is tested)


def _cells(book: Any, formula: str) -> tuple[str, ...]:
    """What stands in the cells that a formula such as 'Who is counted'!$B$2:$B$4 names."""
    found = re.fullmatch(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)", formula)
    assert found, formula
    area = book[(found[1] or found[2]).replace("''", "'")][found[3].replace("$", "")]
    rows = area if isinstance(area, tuple) else ((area,),)
    return tuple(as_shown(cell) for row in rows for cell in row)
