"""What is written: one file of a made-up set, as sheets of cells, before it is a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_samples.files import Text
from data_samples.shapes.pages import write_pages

if TYPE_CHECKING:
    from pathlib import Path

    from data_samples.shapes.pages import Page

_PLAIN = Text()


@dataclass(frozen=True, kw_only=True)
class Written:
    """One file: its name, its sheets or its text, and how its text is written."""

    file: str
    pages: tuple[Page, ...] = ()
    text: Text = _PLAIN
    content: str = ""  # of a file that is no table

    def write(self, folder: Path) -> Path:
        """Write it into a folder that there is, and say where."""
        out = folder / self.file
        if self.content:
            out.write_text(self.content, encoding="utf-8", newline="\n")
        else:
            write_pages(self.pages, out, self.text)
        return out
