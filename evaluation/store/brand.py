"""The brand: the organisation's name, logo and colour, checked before anything is made with them."""

from __future__ import annotations

import base64
import binascii
import json
import re
import struct
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from evaluation.charts.palette import ENOUGH_FOR_TEXT, PAPER, contrast
from evaluation.errors import InputError
from evaluation.store.saved import checked_name

Kind = Literal["", "png", "svg"]
MOST_BYTES = 500_000
_MOST_PIXELS = 4_000  # across or down
_PNG = b"\x89PNG\r\n\x1a\n"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
# What an SVG may do besides being a picture: run a program, fetch something, hold another document.
_ACTIVE = {"script", "foreignobject", "iframe", "audio", "video", "handler", "set", "animate", "use", "image"}
_FETCHES = re.compile(r"url\s*\(\s*['\"]?(?!#)|@import|javascript:|expression\s*\(", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Brand:
    """How an organisation presents itself; every part may be left empty.

    `logo` are the bytes of a PNG or SVG picture and `colour` is six hex digits after "#". Raises InputError
    where the logo is no such picture, is too large or could run or fetch something, or where text in the
    colour can't be read on white (WCAG 2.2, 1.4.3: a contrast of 4.5).

    >>> Brand(organisation="Example trust", colour="#12436D").logo_kind
    ''
    """

    organisation: str = ""
    logo: bytes = b""
    colour: str = ""

    def __post_init__(self) -> None:
        if self.organisation:
            object.__setattr__(self, "organisation", checked_name(self.organisation))
        if self.logo:
            _check_logo(self.logo)
        if self.colour:
            _check_colour(self.colour)

    @property
    def logo_kind(self) -> Kind:
        """What kind of picture the logo is; "" without one."""
        if not self.logo:
            return ""
        return "png" if self.logo.startswith(_PNG) else "svg"

    def to_json(self) -> str:
        """The brand as text, the logo in base 64."""
        logo = base64.b64encode(self.logo).decode()
        return json.dumps({"organisation": self.organisation, "logo": logo, "colour": self.colour})

    @classmethod
    def from_json(cls, text: str) -> Brand:
        """The brand that `to_json` wrote; raises InputError where it is none."""
        try:
            plain = json.loads(text)
            logo = base64.b64decode(plain["logo"], validate=True)
            return cls(organisation=plain["organisation"], logo=logo, colour=plain["colour"])
        except (KeyError, TypeError, ValueError, binascii.Error) as error:
            if isinstance(error, InputError):
                raise
            raise InputError("The saved brand is damaged: save it again.") from error


def _check_colour(colour: str) -> None:
    if not _COLOUR.fullmatch(colour):
        raise InputError(f"The colour is {colour!r}; write six hex digits after #, such as #12436D.")
    ratio = contrast(colour, PAPER)
    if ratio < ENOUGH_FOR_TEXT:
        raise InputError(
            f"Text in {colour} can't be read well on white: its contrast is {ratio:.1f} to 1, and "
            f"{ENOUGH_FOR_TEXT:g} is needed. Choose a darker one."
        )


def _check_logo(logo: bytes) -> None:
    if len(logo) > MOST_BYTES:
        raise InputError(
            f"The logo has {len(logo) // 1000} kB; {MOST_BYTES // 1000} kB is the most: save it smaller."
        )
    if logo.startswith(_PNG):
        _check_png(logo)
    else:
        _check_svg(logo)


def _check_png(logo: bytes) -> None:
    if len(logo) < 33 or logo[12:16] != b"IHDR" or b"IEND" not in logo[-12:]:
        raise InputError("The logo is a PNG picture cut short: save it again.")
    width, height = struct.unpack(">II", logo[16:24])
    if not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        raise InputError(
            f"The logo is {width} by {height} pixels; {_MOST_PIXELS} each way is the most: save it smaller."
        )


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
