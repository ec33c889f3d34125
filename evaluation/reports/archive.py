"""Makes office files the same, byte for byte, whenever they say the same, and has them carry a text.

Word, PowerPoint and Excel files are zip archives; their writers stamp each part with the time of day.
"""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
# What XML can't hold; tab and line breaks are kept.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


# A custom XML part (ISO/IEC 29500-1, 15.2.5 and 22.5): office programs keep it when the file is saved.
NAMESPACE = "urn:attune:provenance"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ITEM_ID = "{6A0B1C5E-7D43-4E0B-9D52-415454554E45}"  # any, as long as it is one of its own
_MAIN = re.compile(rb"<Relationship\b[^>]*/officeDocument\"[^>]*>")
_TARGET = re.compile(rb"\bTarget=\"/?([^\"]+)\"")


def settled(data: bytes, made_on: date | None, carried: str = "") -> bytes:
    """The same archive with every time stamp fixed: `made_on` in its properties, 1980 in the zip.

    An office file also carries the text `carried` in a part that programs read and nobody sees.
    """
    stamp = f"{made_on.isoformat() if made_on else '1980-01-01'}T00:00:00Z".encode()
    with ZipFile(BytesIO(data)) as old:
        parts = {part.filename: old.read(part.filename) for part in old.infolist()}
    if "docProps/core.xml" in parts:
        parts["docProps/core.xml"] = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<2>", parts["docProps/core.xml"])
    return zipped(_carrying(parts, carried) if carried else parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of named contents; the same contents in the same order give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name, content in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3  # else the machine that wrote it shows
            new.writestr(info, content)
    return out.getvalue()


def _carrying(parts: Mapping[str, bytes], carried: str) -> dict[str, bytes]:
    """The parts of an office file with the text as a custom XML part beside those it may have."""
    main = _main_part(parts)
    folder, name = posixpath.split(main)
    links = f"{folder}/_rels/{name}.rels"
    number = next(n for n in range(1, 100) if f"customXml/item{n}.xml" not in parts)
    up = "../" * (folder.count("/") + 1)
    item = f'<provenance xmlns="{NAMESPACE}">{escape(legal(carried))}</provenance>'
    properties = (
        f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    link = (
        f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" '
        f'Target="itemProps{number}.xml"/>'
    )
    return {
        **parts,
        "[Content_Types].xml": _before(
            parts["[Content_Types].xml"],
            "</Types>",
            f'<Override PartName="/customXml/itemProps{number}.xml" ContentType="{_PROPERTIES}"/>',
        ),
        links: _before(
            parts[links],
            "</Relationships>",
            f'<Relationship Id="rIdAttune" Type="{_OFFICE}/relationships/customXml" '
            f'Target="{up}customXml/item{number}.xml"/>',
        ),
        f"customXml/item{number}.xml": (_HEAD + item).encode(),
        f"customXml/itemProps{number}.xml": (_HEAD + properties).encode(),
        f"customXml/_rels/item{number}.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{link}</Relationships>'.encode()
        ),
    }


def _main_part(parts: Mapping[str, bytes]) -> str:
    """The part that an office file begins with, such as "word/document.xml"."""
    found = _MAIN.search(parts.get("_rels/.rels", b""))
    target = _TARGET.search(found.group()) if found else None
    if target is None:
        raise ValueError("only an office file can carry a text")
    return target.group(1).decode()


def _before(xml: bytes, end: str, added: str) -> bytes:
    """The XML with something added before its closing tag."""
    head, closing, tail = xml.rpartition(end.encode())
    if not closing:
        raise ValueError(f"a part of the office file has no {end}")
    return head + added.encode() + closing + tail


def legal(text: str) -> str:
    r"""The text without the control characters that office files can't hold.

    >>> legal("warm\x00th")
    'warmth'
    """
    return _ILLEGAL.sub("", text)
