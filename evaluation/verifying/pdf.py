"""Reading a PDF: the lines of its text, page by page."""

from __future__ import annotations

import hashlib
import io
import logging
import re
from typing import TYPE_CHECKING

from pypdf import PdfReader

from evaluation.errors import InputError
from evaluation.verifying.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PageObject

    from evaluation.verifying.opened import Opened

# Numbers of pages, in the table of contents and at the foot, say nothing of the data.
_PLACES = re.compile(r"(?:\s*\.){3,}\s*\d+$|Page \d+ of \d+$", re.MULTILINE)
_JOINED = re.compile(r"(?<=[a-z])(?=\d)")  # the words of a chart stand close together: "worse75%"
# Its remarks on damaged files would stand among what the command prints.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def reader(file: Opened) -> PdfReader:
    """The open PDF; raises InputError for one that needs a password."""
    found = PdfReader(io.BytesIO(file.data))
    if found.is_encrypted:
        raise InputError(f"{file.name} is protected with a password: save it without one to verify it.")
    return found


def read(file: Opened) -> Iterator[Passage]:
    """The passages of a .pdf file: its lines, which are told by their page."""
    for number, page in enumerate(reader(file).pages, 1):
        for line in _PLACES.sub("", page.extract_text()).splitlines():
            if line.strip():
                yield Passage(f"page {number}", _JOINED.sub(" ", line))
        yield from _put_on(page, f"page {number}")


def _put_on(page: PageObject, place: str) -> Iterator[Passage]:
    """What was laid over a page: boxes of text and other notes, and pictures, which hold words unread."""
    for held in page.annotations or ():
        note = held.get_object()
        if note.get("/Subtype") != "/Link" and str(note.get("/Contents", "")).strip():
            yield Passage(f"{place}, note", str(note["/Contents"]))
    for number, picture in enumerate(page.images, 1):
        digest = hashlib.sha256(picture.data).hexdigest()[:12]
        yield Passage(f"{place}, picture {number}", digest, picture=True)
