"""Reads a tagged PDF back as a screen reader does: by its structure, letter by letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary

from tests.reports.pdf_structure import Element, tree
from tests.reports.reading import ReadTable

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_RANGE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[(.*?)\])", re.DOTALL)


@dataclass(frozen=True)
class Read:
    """A PDF as read: its headings, the text of each element, tables, and where its lines start."""

    root: Element
    words: dict[tuple[int, int], str]  # by page object and number of marked content
    lines: tuple[tuple[float, float, float, float], ...]  # start, baseline, page's width and height in points
    around: tuple[str, ...]  # a page: the text of its head and foot, which is no part of the structure

    def text(self, element: Element) -> str:
        """The text of an element and all below it, with one space between its runs."""
        own = [self.words.get(key, "") for key in sorted(element.marked)]
        return _plain(" ".join((*own, *map(self.text, element.children))))

    def texts(self, *types: str) -> list[str]:
        """The text of every element of the given types, in reading order."""
        return [self.text(element) for element in self.root.all(*types)]

    @property
    def tables(self) -> list[ReadTable]:
        """The tables with their captions, without the number."""
        found = []
        for table in self.root.all("Table"):
            caption = next(iter(table.all("Caption")), None)
            rows = [tuple(map(self.text, row.children)) for row in table.all("TR")]
            title = self.text(caption).split(": ", 1)[1] if caption else ""
            found.append(ReadTable(title, rows[0], tuple(rows[1:])))
        return found


def read(data: bytes) -> Read:
    """Read a tagged PDF."""
    words: dict[tuple[int, int], str] = {}
    lines, around = [], []
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            size = [float(side) for side in page.mediabox[2:]]
            runs = list(_runs(page))
            around.append(_plain(" ".join(text for number, text, _ in runs if number is None)))
            for number, text, at in runs:
                if number is None:
                    continue
                key = (page.obj.objgen[0], number)
                words[key] = words.get(key, "") + text
                lines.append((*at, size[0], size[1]))
        return Read(tree(pdf)[0], words, tuple(lines), tuple(around))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def _runs(page: Any) -> Iterator[tuple[int | None, str, tuple[float, float]]]:
    """Number of the marked content (none of an artifact), text and place of each run of letters on a page."""
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", Dictionary()).items()}
    font: dict[bytes, str] = {}
    marked: list[Any] = []
    place = (0.0, 0.0)
    places = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                number = operands[1].get("/MCID") if isinstance(operands[1], Dictionary) else None
                marked.append(marked[-1] if number is None and marked else number)
            case "BMC":
                marked.append(marked[-1] if marked else None)
            case "EMC":
                marked.pop()
            case "q":
                places.append(place)
            case "Q":
                place = places.pop()
            case "cm":
                place = (place[0] + float(operands[4]), place[1] + float(operands[5]))
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ":
                parts = operands[0] if isinstance(operands[0], Array) else [operands[0]]
                codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
                number = marked[-1] if marked else None
                yield None if number is None else int(number), "".join(font[pair] for pair in pairs), place


def _letters(font: Any) -> dict[bytes, str]:
    """The letters that a font's codes of two bytes stand for."""
    found: dict[bytes, str] = {}
    for kind, block in _BLOCK.findall(font.ToUnicode.read_bytes()):
        if kind == b"bfchar":
            codes = [bytes.fromhex(code.decode()) for code in _HEX.findall(block)]
            found |= {
                code: text.decode("utf-16-be") for code, text in zip(codes[::2], codes[1::2], strict=True)
            }
            continue
        for low, high, first, listed in _RANGE.findall(block):
            texts = _HEX.findall(listed) if listed else []
            for step, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                text = texts[step] if texts else b"%04x" % (int(first, 16) + step)
                found[code.to_bytes(2, "big")] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found
