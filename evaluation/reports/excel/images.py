"""Pictures on a sheet, in the size they are meant to have, with their alternative text."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

from evaluation.brand.raster import pixels
from evaluation.reports.archive import legal

MOVES = 2  # with its cells, and keeps its size
_SIGNATURE = 8  # bytes
_AROUND = 12  # bytes of a chunk beside its content


def put(sheet: Any, cell: tuple[int, int], png: bytes, box: tuple[float, float], alt: str) -> float:
    """Insert a picture as large as fits the box (pixels of the screen); returns its height in pixels."""
    wide, high = pixels(png)
    scale = min(box[0] / wide, box[1] / high)
    options = {
        "image_data": BytesIO(_without_resolution(png)),
        "x_scale": scale,
        "y_scale": scale,
        "description": legal(alt),
        "object_position": MOVES,
    }
    sheet.insert_image(*cell, "picture.png", options)
    return high * scale


def _without_resolution(png: bytes) -> bytes:
    """The picture without its dots an inch, by which XlsxWriter would scale it a second time."""
    kept, at = [png[:_SIGNATURE]], _SIGNATURE
    while at + _AROUND <= len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        end = at + _AROUND + length
        if png[at + 4 : at + 8] != b"pHYs":
            kept.append(png[at:end])
        at = end
    return b"".join(kept)
