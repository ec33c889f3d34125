"""Reading a web page: its headings, text, tables and the descriptions of its pictures."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from evaluation.verifying.passages import Passage, of_table, plain, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.verifying.opened import Opened

_UNREAD = {"script", "style", "template"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_WITHIN = {"strong", "em", "b", "i", "span", "a", "abbr", "code", "small", "sup", "sub", "tspan", "bdi"}
_CELLS = {"td", "th"}
_PICTURES = {"img", "object", "embed", "iframe"}
_SHOWN = ("title", "value", "placeholder", "srcdoc")  # attributes that a browser shows
_PUT_IN = re.compile(r"""\bcontent\s*:\s*(["'])(.*?)\1""")


def read(file: Opened) -> Iterator[Passage]:
    """The passages of an .html file in order."""
    reader = PageReader()
    reader.feed(file.data.decode("utf-8", "replace"))
    reader.close()
    reader.flush()
    yield from reader.found


class PageReader(HTMLParser):
    """Collects what a page or an SVG says; each element that is no part of a line ends a passage."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Passage] = []
        self._heading, self._caption = "the title", ""
        self._words: list[str] = []
        self._within: list[str] = []  # elements that hold text of their own sort
        self._rows: list[list[str]] | None = None
        self._unread = self._source = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag in _UNREAD:
            self._unread = tag if ("type", "application/json") not in attrs else "data"
            return
        if tag in _WITHIN:
            self._words.append(" ")
            return
        self.flush()
        self._within = [tag] if tag in (_HEADINGS | _CELLS | {"caption"}) else []
        if tag == "table":
            self._rows, self._caption = [], ""
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in _CELLS and self._rows:
            self._rows[-1].append("")
        self._shown(tag, dict(attrs))

    def _shown(self, tag: str, known: dict[str, str | None]) -> None:
        """What an element shows without holding it as text."""
        about = plain(self._heading)
        described = known.get("alt") or known.get("aria-label") or ""
        if described.strip():
            self.found.append(Passage(f"description of a picture under '{short(about)}'", described))
        for name in _SHOWN:
            if words := (known.get(name) or "").strip():
                self.found.append(Passage(f"under '{short(about)}'", words))
        if tag == "source":  # another form of the picture that follows
            self._source = known.get("srcset") or ""
        elif tag in _PICTURES and "logo" not in (known.get("class") or ""):
            source = f"{self._source}{known.get('src') or known.get('data') or ''}"
            digest = hashlib.sha256(source.encode()).hexdigest()[:12]
            key = (("picture", plain(described)),) if described.strip() else ()
            self.found.append(Passage(f"picture under '{short(about)}'", digest, key, picture=True))
            self._source = ""

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in _UNREAD:
            self._unread = ""
        elif tag in _WITHIN:
            self._words.append(" ")
        else:
            self.flush()
            self._within = []
            if tag == "table" and self._rows is not None:
                name = self._caption or f"table under '{short(self._heading)}'"
                self.found += of_table(name, self._rows)
                self._rows = None

    def handle_data(self, data: str) -> None:
        """Text, unless nobody sees it; a script, which no report has, may put anything in its place."""
        if not self._unread:
            self._words.append(data)
        elif self._unread == "style":
            self.found += [
                Passage("words that the page's style puts in", found[1]) for found in _PUT_IN.findall(data)
            ]
        elif self._unread == "script" and data.strip():
            self.found.append(Passage("a script", data))

    def flush(self) -> None:
        """End the passage that is being read."""
        text = " ".join("".join(self._words).split())
        self._words = []
        if not text:
            return
        kind = self._within[-1] if self._within else ""
        if kind in _CELLS and self._rows and self._rows[-1]:
            self._rows[-1][-1] = f"{self._rows[-1][-1]} {text}".strip()
        elif kind == "caption":
            self._caption = text
            self.found.append(Passage(f"caption of a table under '{short(self._heading)}'", text))
        elif kind in _HEADINGS:
            self._heading = text
            self.found.append(Passage(f"heading '{short(text)}'", text))
        else:
            self.found.append(Passage(f"under '{short(self._heading)}'", text))
