"""Reads a report's web page back, apart from the code that writes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.reports.reading import ReadTable

VOID = {"meta", "img", "br", "link", "source", "input", "hr"}
LINES = {"p", "li", "h1", "h2", "h3", "h4", "strong", "summary", "span", "title"}


@dataclass
class ReadPage(HTMLParser):
    """What stands on a page: every tag with its attributes, the words of its lines, its tables."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)
    carried: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._text: list[str] = []
        self._rows: list[list[str]] = []
        self._caption = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "table":
            self._rows = []
        if tag == "tr":
            self._rows.append([])
        if tag in LINES | {"th", "td", "caption"}:
            self._text = []

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            self.carried += data
        elif not (self._open and self._open[-1] == "style"):
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"</{tag}> closes something else"
        said = "".join(self._text).strip()
        if tag in {"th", "td"}:
            self._rows[-1].append(said)
        elif tag == "caption":
            self._caption = said.split(": ", 1)[1]
        elif tag == "table":
            head, *rows = (tuple(row) for row in self._rows)
            self.tables.append(ReadTable(self._caption, head, tuple(rows)))
        elif tag in LINES:
            self.lines.append((tag, said))

    @property
    def closed(self) -> bool:
        """Whether everything that was opened was closed."""
        return not self._open


def read_page(data: bytes) -> ReadPage:
    """A page as it was read."""
    page = ReadPage()
    page.feed(data.decode())
    page.close()
    return page
