"""The logo as a PNG picture, for the programs that take no SVG."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.brand.brand import Brand

_SHARP = 288  # pixels an inch: twice what a good screen shows
# As large as fits a box of 100 by 50 mm, whatever size the SVG gives itself. The picture's text comes in as
# data, so nothing in it is read as markup.
_DRAW = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#context {
  let picture = image(bytes(sys.inputs.logo), format: "svg")
  let size = measure(picture)
  let scale = calc.min(100mm / size.width, 50mm / size.height)
  image(bytes(sys.inputs.logo), format: "svg", width: size.width * scale, height: size.height * scale)
}
"""


def logo_png(brand: Brand) -> bytes:
    """The brand's logo as the bytes of a PNG picture; empty without a logo, or where it can't be drawn."""
    return _drawn(brand.logo.decode("utf-8-sig")) if brand.logo_kind == "svg" else brand.logo


def pixels(png: bytes) -> tuple[int, int]:
    """A PNG picture's width and height in pixels, as its header says."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@lru_cache(maxsize=8)
def _drawn(svg: str) -> bytes:
    import typst  # noqa: PLC0415 (a large library, and most reports have no SVG logo)

    try:
        return typst.compile(_DRAW, sys_inputs={"logo": svg}, format="png", ppi=_SHARP)
    except RuntimeError:  # such as a picture without a size
        return b""
