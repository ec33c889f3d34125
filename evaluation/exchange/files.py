"""Contributions as files: strict JSON with a format number and a check sum, and back (docs/counts.md).

The check sum finds a file that was damaged or edited by hand. It is no signature: whoever can write a
file of one's own can write its sum. Nothing in a file is run, and no more of it is read than a bound.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from typing import TYPE_CHECKING, Any

from evaluation.errors import InputError
from evaluation.exchange.body import contribution_of, plain_of
from evaluation.exchange.columns import ImpossibleError
from evaluation.packs.codec import ShapeError
from evaluation.packs.strict import strictly

if TYPE_CHECKING:
    from evaluation.exchange.contribution import Contribution

KIND = "Attune counts"
FORMAT = 1
ENDING = ".counts.json"
LARGEST = 64 * 1024 * 1024  # bytes of JSON: a million cells of one scale, by two columns and month
_SUMMED = 16  # characters of the check sum
_ZIPPED = b"\x1f\x8b"
_SAID = 250  # characters of what is wrong: a file's own text may be in it
_HEAD = 200  # bytes in which a file says what it is


def file_name(service: str) -> str:
    """What the file of a service is called.

    >>> file_name("Oxford & Bucks: parent-infant team")
    'Oxford-Bucks-parent-infant-team.counts.json'
    """
    words = re.findall(r"[^\W_]+", service)
    return f"{'-'.join(words) or 'service'}{ENDING}"


def to_bytes(contribution: Contribution, compressed: bool = False) -> bytes:
    """The file of a contribution, the same bytes for the same one; `compressed` by gzip.

    Raises InputError where it is too large.
    """
    body = plain_of(contribution)
    document = {"kind": KIND, "format": FORMAT, "warning": contribution.warning, "sum": _sum(body), **body}
    data = (json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()
    if len(data) > LARGEST:
        raise InputError(
            "These counts are too large for a file: keep fewer columns, or leave out the months."
        )
    return gzip.compress(data, mtime=0) if compressed else data


def is_counts(data: bytes) -> bool:
    """Whether a file says of itself that it holds counts, whether or not it can be opened.

    >>> is_counts(b'{"kind":"Attune counts","format":1}'), is_counts(b"Family ID,PHQ-9 before")
    (True, False)
    """
    head = data[:_HEAD]
    if data[:2] == _ZIPPED:
        try:
            head = zlib.decompressobj(wbits=31).decompress(data, _HEAD)
        except zlib.error:
            return False
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" and KIND.encode() in head


def from_bytes(data: bytes) -> Contribution:
    """The contribution of a file; raises InputError with one sentence where it is none that can be opened.

    >>> from_bytes(b"Family ID,PHQ-9 before")
    Traceback (most recent call last):
    ...
    evaluation.errors.InputError: This is no file of counts: open one that `count` or the dashboard has made.
    """
    document = _document(_unzipped(data))
    number = document.get("format")
    if type(number) is not int or number < 1:
        raise InputError(_DAMAGED)
    if number > FORMAT:
        raise InputError(
            "This file of counts was made with a newer version of Attune: update Attune to open it."
        )
    body = {key: value for key, value in document.items() if key not in {"kind", "format", "warning", "sum"}}
    if document.get("sum") != _sum(body):
        raise InputError(_CHANGED)
    try:
        return contribution_of(body)
    except (ImpossibleError, ShapeError, InputError) as error:
        said = str(error).removeprefix("That is no questionnaire Attune can use. ").rstrip(".")
        said = said if len(said) <= _SAID else f"{said[:_SAID]}…"
        raise InputError(
            f"This file of counts holds what can't be ({said}): ask for it to be made again."
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise InputError(_DAMAGED) from error


_FOREIGN = "This is no file of counts: open one that `count` or the dashboard has made."
_DAMAGED = "This file of counts is damaged and can't be opened: ask for it to be made again."
_CHANGED = (
    "This file of counts was changed after it was made, or is damaged, so it can't be opened: ask for it to "
    "be made again."
)
_LARGE = "This file is too large for a file of counts: ask for one with fewer columns."


def _unzipped(data: bytes) -> bytes:
    if data[:2] != _ZIPPED:
        if len(data) > LARGEST:
            raise InputError(_LARGE)
        return data
    reader = zlib.decompressobj(wbits=31)
    try:
        found = reader.decompress(data, LARGEST + 1)
    except zlib.error as error:
        raise InputError(_DAMAGED if is_counts(data) else _FOREIGN) from error
    if len(found) > LARGEST:
        raise InputError(_LARGE)
    if not reader.eof or reader.unused_data:
        raise InputError(_DAMAGED if is_counts(data) else _FOREIGN)
    return found


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = strictly(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(_DAMAGED if is_counts(data) else _FOREIGN) from error
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise InputError(_FOREIGN)
    return document


def _sum(body: dict[str, Any]) -> str:
    plain = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_SUMMED]
