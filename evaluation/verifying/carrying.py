"""Reading back what a report's file carries about its origin."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from evaluation.errors import InputError
from evaluation.reports.archive import NAMESPACE
from evaluation.reports.provenance import Provenance
from evaluation.verifying.opened import CARRIED, damaged, opened

if TYPE_CHECKING:
    from evaluation.verifying.opened import Opened

_ITEM = re.compile(r"(?:^|/)customXml/item\d*\.xml$")
ID = "attune-provenance"
ATTACHED = "attune.json"


def carried_by(data: bytes, name: str) -> Provenance | None:
    """What a report's file says it was made of; None where it no longer says so.

    Raises InputError, in one sentence, for a file that is no report or can't be read.
    """
    return carried(opened(data, name))


def carried(file: Opened) -> Provenance | None:
    """The same of a file that is open."""
    text = _text(file)
    return Provenance.from_json(text) if text else None


def _text(file: Opened) -> str:
    if file.kind in {"docx", "pptx", "xlsx"}:
        return next((text for path in file.parts if (text := _of_item(path, file.parts[path]))), "")
    if file.kind == "html":
        return _of_page(file.data.decode("utf-8", "replace"))
    if file.kind == "pdf":
        return _of_pdf(file)
    if file.kind == "json":
        return _of_json(file)
    return file.parts.get(CARRIED, b"").decode("utf-8", "replace")


def _of_item(path: str, part: bytes) -> str:
    if not _ITEM.search(path) or NAMESPACE.encode() not in part.replace(b"\x00", b""):
        return ""
    try:
        # Parts that define entities have been refused when the file was opened.
        root = ET.fromstring(part)  # noqa: S314
    except ET.ParseError as error:
        raise InputError("What the file carries about its origin is damaged.") from error
    return "".join(root.itertext()) if root.tag == f"{{{NAMESPACE}}}provenance" else ""


class _Carried(HTMLParser):
    """Finds the text of the page's data element."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and ("id", ID) in attrs

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 a script holds no other element
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(data)


def _of_page(text: str) -> str:
    parser = _Carried()
    parser.feed(text)
    return "".join(parser.found).strip()


def _of_pdf(file: Opened) -> str:
    from evaluation.verifying.pdf import reader  # noqa: PLC0415 pypdf is loaded for a PDF alone

    try:
        attached = reader(file).attachments.get(ATTACHED, [b""])
        return attached[0].decode("utf-8", "replace")
    except InputError:
        raise
    except Exception as error:  # damage shows as any of a dozen errors
        raise damaged(file.name) from error


def _of_json(file: Opened) -> str:
    try:
        plain: Any = json.loads(file.data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise damaged(file.name) from error
    held = plain.get("provenance") if isinstance(plain, dict) else None
    return held if isinstance(held, str) else json.dumps(held) if held else ""
