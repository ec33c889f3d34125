"""Packs as files: strict JSON with a format number and a check sum, and back, exactly.

The check sum finds a file that was damaged or edited by hand. It is no signature: whoever can write a
file of one's own can write its sum. A file holds what the pack does and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from evaluation.disclosure.presets import PRESETS
from evaluation.errors import InputError
from evaluation.packs.codec import from_plain, to_plain
from evaluation.packs.pack import ALL, Pack
from evaluation.packs.strict import strictly

KIND = "Attune evidence pack"
FORMAT = 1
LARGEST = 64 * 1024 * 1024  # bytes; a pack of a hundred cuts has a tenth of it
_SUMMED = 16  # characters of the check sum


def to_bytes(pack: Pack) -> bytes:
    """The file of a pack, the same bytes for the same pack; raises InputError for one that is too large."""
    body = to_plain(pack)
    document = {"kind": KIND, "format": FORMAT, "sum": _sum(body), "pack": body}
    data = (json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()
    if len(data) > LARGEST:
        raise InputError("The pack is too large to publish: publish by fewer columns, or by one at a time.")
    return data


def from_bytes(data: bytes) -> Pack:
    """The pack of a file; raises InputError with one sentence where it is none that can be opened.

    >>> from_bytes(b"Family ID,PHQ-9 before")
    Traceback (most recent call last):
    ...
    evaluation.errors.InputError: This is no evidence pack: open a file that was published with Attune.
    """
    document = _document(data)
    number = document.get("format")
    if type(number) is not int or number < 1:
        raise InputError(_DAMAGED)
    if number > FORMAT:
        raise InputError(
            "This evidence pack was published with a newer version of Attune: update Attune to open it."
        )
    body = document.get("pack")
    if set(document) != {"kind", "format", "sum", "pack"} or not isinstance(body, dict):
        raise InputError(_DAMAGED)
    if document["sum"] != _sum(body):
        raise InputError(_CHANGED)
    try:
        pack: Pack = from_plain(Pack, body)
    except (ValueError, RecursionError) as error:
        raise InputError(_DAMAGED) from error
    _check(pack)
    return pack


_DAMAGED = "This evidence pack is damaged and can't be opened: ask for it to be published again."
_CHANGED = (
    "This evidence pack was changed after it was published, or is damaged, so it can't be opened: ask for it "
    "to be published again."
)


def _document(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise InputError("This file is too large for an evidence pack: open one published with Attune.")
    try:
        document = strictly(data.decode())
    except (ValueError, RecursionError) as error:
        if data.lstrip()[:1] == b"{" and KIND.encode() in data[:200]:
            raise InputError(_DAMAGED) from error
        raise InputError(_FOREIGN) from error
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise InputError(_FOREIGN)
    return document


_FOREIGN = "This is no evidence pack: open a file that was published with Attune."


def _sum(body: dict[str, Any]) -> str:
    plain = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:_SUMMED]


def _check(pack: Pack) -> None:
    """Raises InputError for a pack that no publisher of ours made: exact, or without everybody's cut."""
    keys = [cut.key for cut in pack.cuts]
    protections = {cut.evidence.view.protection for cut in pack.cuts}
    if (
        keys[:1] != [ALL]
        or len(set(keys)) != len(keys)
        or protections != {pack.preset}
        or pack.preset not in PRESETS
        or not PRESETS[pack.preset].threshold
    ):
        raise InputError(_DAMAGED)
