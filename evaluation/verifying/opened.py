"""Opening a file that somebody says is a report: what kind it is, and whether it is safe to read."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from evaluation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["docx", "pptx", "xlsx", "html", "pdf", "json", "csv", "png", "svg"]

MEGABYTE = 1_000_000
_LARGEST = 100 * MEGABYTE
_UNPACKED = 500 * MEGABYTE
_SWOLLEN, _SWOLLEN_FROM = 200, 50 * MEGABYTE  # times its size, from which size on
_PARTS = 10_000
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1  # of a zip entry's flags
_DEFINITION = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_OFFICE: dict[str, Kind] = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsx"}
_DOCUMENTS = (".docx", ".pptx", ".xlsx", ".pdf")
CARRIED = "provenance.json"


@dataclass(frozen=True)
class Opened:
    """A file's kind, and its bytes; `parts` are what a zip holds."""

    name: str
    kind: Kind
    data: bytes
    parts: Mapping[str, bytes] = field(default_factory=dict)


def opened(data: bytes, name: str) -> Opened:
    """The file, its kind judged from its bytes; raises InputError, in one sentence, where it is no report.

    >>> opened(b"<!DOCTYPE html><title>Outcomes</title>", "report.html").kind
    'html'
    """
    if not data:
        raise InputError(f"{name} is empty: give the report as it was saved.")
    if len(data) > _LARGEST:
        raise InputError(f"{name} is {len(data) // MEGABYTE} MB, which is more than any report has.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, name)
    for begins, words in _OTHERS.items():
        if data.startswith(begins):
            raise InputError(f"{name} {words}")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old(data, name)
    return Opened(name, _of_text(data, name), data)


_SINGLE = (
    "is a single picture: its last line says which data and choices it was made from; verify the report, or "
    "the zip of its figures."
)
_OTHERS = {b"\x89PNG": _SINGLE, b"\xff\xd8\xff": "is a photograph, and none of the files that Attune writes."}


def _old(data: bytes, name: str) -> InputError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _locked(name)
    return InputError(
        f"{name} is an Office file of before 2007, which Attune never writes: give its own file."
    )


def _of_text(data: bytes, name: str) -> Kind:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.match(rb"<(!doctype html|html)\b", start):
        return "html"
    if b"<svg" in start:
        raise InputError(f"{name} {_SINGLE}")
    if start.startswith(b"{"):
        return "json"
    raise InputError(f"{name} is none of the files that Attune writes as a report: give one of those.")


def _locked(name: str) -> InputError:
    return InputError(f"{name} is protected with a password: save it without one to verify it.")


def damaged(name: str) -> InputError:
    """The one sentence for a file that begins like a report and can't be read."""
    return InputError(
        f"{name} is damaged or was only partly copied, so it can't be read: give a whole copy of it."
    )


def _zip(data: bytes, name: str) -> Opened:
    if data.count(_ENTRY) > _PARTS:  # counted before the list is read, which takes seconds for a million
        raise _unsafe(name)
    parts = _unpacked(data, name)
    kind = _kind(parts)
    if kind not in _OFFICE.values() and any(path.lower().endswith(_DOCUMENTS) for path in parts):
        raise InputError(f"{name} holds a report's files: unpack it and verify each of them.")
    if kind is None:
        raise InputError(f"{name} is a zip of something else than a report: give a file that Attune wrote.")
    if kind in _OFFICE.values() and any(_defines(path, part) for path, part in parts.items()):
        raise _unsafe(name)
    return Opened(name, kind, data, parts)


def _unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """What a zip holds, if that is not too much."""
    # A broken archive raises half a dozen kinds of error, some of them undocumented.
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        members = package.infolist()
    except Exception as error:
        raise damaged(name) from error
    size = sum(member.file_size for member in members)
    if size > _UNPACKED or (size > _SWOLLEN_FROM and size > _SWOLLEN * len(data)):
        raise _unsafe(name)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise _locked(name)
    try:
        return {member.filename: package.read(member) for member in members}
    except Exception as error:
        raise damaged(name) from error


def _kind(parts: Mapping[str, bytes]) -> Kind | None:
    if "[Content_Types].xml" in parts:
        return next((k for folder, k in _OFFICE.items() if any(p.startswith(folder) for p in parts)), None)
    endings = {path.rsplit(".", 1)[-1].lower() for path in parts if path != CARRIED}
    listed: tuple[Kind, ...] = ("png", "svg", "csv")  # with pictures there may be a list of them
    return next((kind for kind in listed if kind in endings), None)


def _defines(path: str, part: bytes) -> bool:
    """Whether a part defines entities, which no office program writes and which could fill the memory."""
    if not path.lower().endswith((".xml", ".rels")):
        return False
    return bool(_DEFINITION.search(part.replace(b"\x00", b"")))


def _unsafe(name: str) -> InputError:
    return InputError(f"{name} unpacks to more than is safe to open, and no report is made like that.")
