"""The brand: an organisation's name, logo, colours and font."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Literal, get_args

from evaluation.brand.colours import as_hex, readable
from evaluation.brand.logo import LogoKind, check_logo, logo_kind
from evaluation.charts.palette import BLUE, ENOUGH_FOR_TEXT, PAPER, contrast
from evaluation.errors import InputError
from evaluation.names import checked_name

# Fonts that office programs have everywhere; the PDF has the nearest that Attune carries.
Font = Literal["Arial", "Calibri", "Verdana", "Georgia"]
FONTS: tuple[Font, ...] = get_args(Font)
ENOUGH_FOR_LINES = 3.0  # WCAG 2.2, 1.4.11


@dataclass(frozen=True, kw_only=True)
class Brand:
    """How an organisation presents itself; every part may be left empty.

    `logo` are the bytes of a PNG or SVG picture. `colour` is for headings and `accent` for lines and
    bands, both as given; `heading` and `line` are what is printed, made darker where they could not be
    read on white, which `remarks` says. Charts keep colours of their own, chosen to be told apart.
    Raises InputError where the logo is no such picture, is too large or could run or fetch something, or
    where a colour or font is none.

    >>> brand = Brand(organisation="Example trust", colour="#fc0")
    >>> brand.colour, brand.heading
    ('#FFCC00', '#907300')
    """

    organisation: str = ""
    logo: bytes = b""
    colour: str = ""
    accent: str = ""
    font: Font = "Arial"

    def __post_init__(self) -> None:
        if self.organisation:
            object.__setattr__(self, "organisation", checked_name(self.organisation))
        if self.logo:
            check_logo(self.logo)
        for name in ("colour", "accent"):
            if given := getattr(self, name):
                object.__setattr__(self, name, as_hex(given))
        if self.font not in FONTS:
            raise InputError(f"The font is {self.font!r}; use one of {', '.join(FONTS)}.")

    @property
    def logo_kind(self) -> LogoKind:
        """What kind of picture the logo is; "" without one."""
        return logo_kind(self.logo)

    @property
    def heading(self) -> str:
        """The colour that headings are printed in."""
        return readable(self.colour) if self.colour else BLUE

    @property
    def line(self) -> str:
        """The colour of lines and bands: the accent, else the headings'."""
        return readable(self.accent, ENOUGH_FOR_LINES) if self.accent else self.heading

    @property
    def remarks(self) -> tuple[str, ...]:
        """A sentence for each colour that is printed darker than it was given."""
        said = []
        for given, printed, enough, what in (
            (self.colour, self.heading, ENOUGH_FOR_TEXT, "Headings"),
            (self.accent, self.line, ENOUGH_FOR_LINES, "Lines and bands"),
        ):
            if given and given != printed:
                said.append(
                    f"{what} are printed in {printed}, a darker shade of {given}: on white, {given} has a "
                    f"contrast of {contrast(given, PAPER):.1f} to 1, and {enough:g} is needed."
                )
        return tuple(said)

    def to_json(self) -> str:
        """The brand as text, the logo in base 64."""
        plain = {
            "organisation": self.organisation,
            "logo": base64.b64encode(self.logo).decode(),
            "colour": self.colour,
            "accent": self.accent,
            "font": self.font,
        }
        return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Brand:
        """The brand that `to_json` wrote; raises InputError where it is none."""
        try:
            plain = json.loads(text)
            logo = base64.b64decode(plain["logo"], validate=True)
            given = {name: plain[name] for name in ("accent", "font") if plain.get(name)}
            return cls(organisation=plain["organisation"], logo=logo, colour=plain["colour"], **given)
        except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
            if isinstance(error, InputError):
                raise
            raise InputError("This is no brand that Attune saved, or it is damaged.") from error
