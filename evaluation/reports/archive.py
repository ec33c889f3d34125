"""Makes office files the same, byte for byte, whenever they say the same.

Word and Excel files are zip archives; their writers stamp each part with the time of day.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from datetime import date

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
# What XML can't hold; tab and line breaks are kept.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def settled(data: bytes, made_on: date | None) -> bytes:
    """The same archive with every time stamp fixed: `made_on` in its properties, 1980 in the zip."""
    stamp = f"{made_on.isoformat() if made_on else '1980-01-01'}T00:00:00Z".encode()
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part.filename)
            if part.filename == "docProps/core.xml":
                content = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            info = ZipInfo(part.filename, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
    return out.getvalue()


def legal(text: str) -> str:
    r"""The text without the control characters that office files can't hold.

    >>> legal("warm\x00th")
    'warmth'
    """
    return _ILLEGAL.sub("", text)
