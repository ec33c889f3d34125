"""Whether a file may serve as a logo: a PNG or SVG picture that is small, whole and nothing but a picture."""

from __future__ import annotations

import re
import struct
from typing import Literal
from xml.etree import ElementTree as ET
from zlib import crc32

from evaluation.errors import InputError

LogoKind = Literal["", "png", "svg"]
MOST_BYTES = 500_000
_MOST_PIXELS = 4_000  # across or down
_PNG = b"\x89PNG\r\n\x1a\n"
# What an SVG may do besides being a picture: run a program, fetch something, hold another document.
_ACTIVE = {"script", "foreignobject", "iframe", "audio", "video", "handler", "set", "animate", "use", "image"}
_FETCHES = re.compile(r"url\s*\(\s*['\"]?(?!#)|@import|javascript:|expression\s*\(", re.IGNORECASE)


def logo_kind(logo: bytes) -> LogoKind:
    """What kind of picture a checked logo is; "" without one."""
    if not logo:
        return ""
    return "png" if logo.startswith(_PNG) else "svg"


def check_logo(logo: bytes) -> None:
    """Raise InputError where the bytes are no picture that can be printed safely."""
    if len(logo) > MOST_BYTES:
        raise InputError(
            f"The logo has {len(logo) // 1000} kB; {MOST_BYTES // 1000} kB is the most: save it smaller."
        )
    if logo.startswith(_PNG):
        _check_png(logo)
    else:
        _check_svg(logo)


def _check_png(logo: bytes) -> None:
    if len(logo) < 33 or logo[12:16] != b"IHDR" or not _whole(logo):
        raise InputError("The logo is a PNG picture cut short or damaged: save it again.")
    width, height = struct.unpack(">II", logo[16:24])
    if not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        raise InputError(
            f"The logo is {width} by {height} pixels; {_MOST_PIXELS} each way is the most: save it smaller."
        )


def _whole(logo: bytes) -> bool:
    """Whether every part of a PNG is as long as it says and has the checksum that it says (ISO 15948)."""
    place = len(_PNG)
    while place + 12 <= len(logo):
        (size,) = struct.unpack(">I", logo[place : place + 4])
        kind, end = logo[place + 4 : place + 8], place + 12 + size
        if logo[end - 4 : end] != struct.pack(">I", crc32(logo[place + 4 : end - 4])):
            return False
        if kind == b"IEND":
            return True
        place = end
    return False


def _check_svg(logo: bytes) -> None:
    if b"<!DOCTYPE" in logo.upper() or b"<!ENTITY" in logo.upper():
        raise InputError("The logo's SVG defines entities, which could fill the memory: save it as a PNG.")
    try:
        # Entities, which are what makes parsing unsafe, are refused above; other encodings could hide them.
        text = logo.decode("utf-8-sig")
        root = ET.fromstring(text)  # noqa: S314
    except (UnicodeDecodeError, ET.ParseError) as error:
        raise InputError("The logo is neither a PNG nor an SVG picture: save it as one of them.") from error
    if _local(root.tag) != "svg":
        raise InputError("The logo is neither a PNG nor an SVG picture: save it as one of them.")
    for element in root.iter():
        if _local(str(element.tag)) in _ACTIVE or _fetches(element):
            raise InputError(
                "The logo's SVG holds more than a picture (a program, an animation or something fetched from "
                "elsewhere): save it as a PNG."
            )


def _fetches(element: ET.Element) -> bool:
    """Whether an element runs or fetches something when the picture is drawn."""
    if _FETCHES.search(element.text or ""):
        return True
    for name, value in element.attrib.items():
        local = _local(name)
        if local.startswith("on") or _FETCHES.search(value):
            return True
        if local in {"href", "src"} and not value.startswith("#"):
            return True
    return False


def _local(name: str) -> str:
    return name.rpartition("}")[2].casefold()
