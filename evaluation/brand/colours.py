"""An organisation's colours: read as people write them, and made dark enough to read."""

from __future__ import annotations

import colorsys
import re

from evaluation.charts.palette import ENOUGH_FOR_TEXT, PAPER, contrast
from evaluation.errors import InputError

_LONG = re.compile(r"#?([0-9A-Fa-f]{6})")
_SHORT = re.compile(r"#?([0-9A-Fa-f]{3})")
_STEPS = 200


def as_hex(colour: str) -> str:
    """A colour as six capital hex digits after "#"; raises InputError where it is none.

    >>> as_hex("12436d"), as_hex("#FC0")
    ('#12436D', '#FFCC00')
    """
    text = colour.strip()
    if found := _LONG.fullmatch(text):
        return f"#{found[1].upper()}"
    if found := _SHORT.fullmatch(text):
        return "#" + "".join(digit * 2 for digit in found[1].upper())
    raise InputError(f"The colour is {colour!r}; write six hex digits after #, such as #12436D.")


def readable(colour: str, enough: float = ENOUGH_FOR_TEXT) -> str:
    """The colour itself, or the lightest darker shade of it that can be read on white.

    `enough` is the contrast wanted, 1 to 21; 4.5 is WCAG 2.2's for text (1.4.3).

    >>> readable("#12436D"), readable("#FFCC00")
    ('#12436D', '#907300')
    """
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    for step in range(_STEPS + 1):
        parts = colorsys.hls_to_rgb(hue, light * (1 - step / _STEPS), full)
        made = "#" + "".join(f"{round(part * 255):02X}" for part in parts)
        if contrast(made, PAPER) >= enough:
            return made
    raise AssertionError("black can be read on white")
