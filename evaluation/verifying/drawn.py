"""Reading the charts that office programs draw themselves: what they plot, and what stands at the marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from evaluation.verifying.passages import Passage, plain, short

if TYPE_CHECKING:
    from collections.abc import Iterator

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LITERAL = re.compile(r'"[^"]*\d[^"]*"|\\\d')
_AXES = ("catAx", "valAx", "dateAx", "serAx")
# What a series has a point for each category of, and the words for it.
_HELD = {"val": "", "yVal": "", "xVal": "across, ", "plus": "interval above, ", "minus": "interval below, "}


def of_chart(part: bytes, called: str, place: str = "") -> Iterator[Passage]:
    """The passages of a chart's part: its title, the values it plots and the labels written at them.

    `called` names the chart where it has no title of its own; `place` says where it stands.
    """
    root = ET.fromstring(part)  # noqa: S314 parts that define entities were refused on opening
    title = _written(root.find(f"{_C}chart/{_C}title"))
    name = title or called
    where = f"{place}chart '{short(name)}'"
    if title:
        yield Passage(f"{where}, title", title, (("chart", plain(called), "title"),))
    for form in root.iter(f"{_C}numFmt"):
        code = form.get("formatCode", "")
        if _LITERAL.search(code):  # it prints the same whatever the number is
            yield Passage(f"{where}, format of its numbers", code)
    for axis in (each for kind in _AXES for each in root.iter(f"{_C}{kind}")):
        if words := _written(axis.find(f"{_C}title")):
            yield Passage(f"{where}, axis", words)
    for number, series in enumerate(root.iter(f"{_C}ser"), 1):
        yield from _of_series(series, number, where, plain(called or title))


def boxes(part: Any, place: str) -> Iterator[Passage]:
    """What stands in the shapes of a drawing, without what a program fills in, such as a slide's number.

    `part` is the drawing's bytes or its element.
    """
    root = ET.fromstring(part) if isinstance(part, bytes) else part  # noqa: S314 as above
    for paragraph in root.iter(f"{_A}p"):
        text = "".join(
            found.text or "" for run in paragraph.findall(f"{_A}r") for found in run.iter(f"{_A}t")
        ).strip()
        if text:
            yield Passage(place, text)


def _of_series(series: ET.Element, number: int, where: str, about: str) -> Iterator[Passage]:
    head = series.find(f"{_C}tx")
    named = _points(series, "tx").get("0", "".join(head.itertext()).strip() if head is not None else "")
    by_place = ("chart", about, str(number))
    if named:
        yield Passage(f"{where}, name of series {number}", named, (by_place,))
    categories = _points(series, "cat")
    for index, text in categories.items():
        if number == 1:
            yield Passage(f"{where}, category {int(index) + 1}", text, ((*by_place, "category", index),))
    spots = {index: f"category '{short(text)}'" for index, text in categories.items()}
    about_series = f"{where}, series '{short(named)}', " if named else f"{where}, series {number}, "
    for tag, words in _HELD.items():
        for index, text in _points(series, tag).items():
            spot = f"{about_series}{words}{spots.get(index, f'point {int(index) + 1}')}"
            label = ("chart", about, plain(named), tag, plain(categories.get(index, index)))
            yield Passage(spot, _number(text), (label, (*by_place, tag, index)))
    for written in series.iter(f"{_C}dLbl"):
        found = written.find(f"{_C}idx")
        index = found.get("val", "0") if found is not None else "0"
        text = _written(written)
        if text:
            spot = f"{about_series}label of {spots.get(index, f'point {index}')}"
            label = ("chart", about, plain(named), "label", plain(categories.get(index, index)))
            yield Passage(spot, text, (label, (*by_place, "label", index)))


def _points(series: ET.Element, tag: str) -> dict[str, str]:
    """The values that a series holds of one sort, by their place."""
    holder = series.find(f".//{_C}{tag}") if tag in {"plus", "minus"} else series.find(f"{_C}{tag}")
    if holder is None:
        return {}
    return {
        point.get("idx", "0"): "".join(point.itertext()).strip()
        for point in holder.iter(f"{_C}pt")
        if point.get("idx", "0").isdecimal()
    }


def _written(holder: ET.Element | None) -> str:
    """Text that was written into a chart rather than taken from its data."""
    return "".join(text.text or "" for text in holder.iter(f"{_A}t")).strip() if holder is not None else ""


def _number(text: str) -> str:
    """A plotted number without the digits that a program adds when it saves."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text
