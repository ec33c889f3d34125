"""Turns a drawing into a PNG picture with the typeface that lies here, and remembers the last ones.

A picture's bytes depend on the drawing and its size alone. Only text that the typeface has no letters
for (emoji, Arabic) is set in what fonts the machine has.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from hashlib import sha256
from math import sqrt
from struct import pack
from threading import Lock
from typing import TYPE_CHECKING, Any
from zlib import crc32

from evaluation.charts import fonts

if TYPE_CHECKING:
    from evaluation.charts.vector import Drawing

_INCH = 0.0254  # metres
_PIXEL = 0.75  # points of a pixel of the screen
_MOST = 60e6  # pixels of a picture: text without end makes it tall, and it must fit in memory
_HEAD = 33  # bytes of a PNG's signature and first chunk, which others must follow
_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%, height: 100%)"""


class Memory:
    """Pictures by the SHA-256 of what they were drawn from, the least used forgotten first.

    It holds at most `most` bytes, may be used by several threads, and knows pictures by nothing that
    could be turned back into what was drawn.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> bytes | None:
        """The picture, or None where it is not held."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: str, picture: bytes) -> None:
        """Hold the picture; one that is larger than all there is room for is not held."""
        with self._lock:
            self._held += len(picture) - len(self._kept.pop(key, b""))
            self._kept[key] = picture
            while self._held > self._most:
                _, gone = self._kept.popitem(last=False)
                self._held -= len(gone)

    def __len__(self) -> int:
        with self._lock:
            return len(self._kept)


DRAWN = Memory(32_000_000)


def png(drawing: Drawing, dpi: int, texts: dict[str, str], *, remember: bool = True) -> bytes:
    """The drawing with so many pixels an inch, fewer if it is enormous; the same drawing, the same bytes.

    `texts` are keywords and what programs read under them; `remember` says whether it may be held for the
    next time that somebody asks for it.
    """
    dpi = min(dpi, int(96 * sqrt(_MOST / (drawing.width * drawing.height))))
    key = sha256(f"{dpi} {drawing.svg}".encode()).hexdigest()
    picture = DRAWN.get(key) if remember else None
    if picture is None:
        picture = _drawn(drawing, dpi)
        if remember:
            DRAWN.keep(key, picture)
    return _told(picture, dpi, texts)


def _told(picture: bytes, dpi: int, texts: dict[str, str]) -> bytes:
    """The picture with its size on paper and its texts in it (PNG specification, 11.3)."""
    metre = round(dpi / _INCH)
    chunks = _chunk(b"pHYs", pack(">IIB", metre, metre, 1))
    for keyword, text in texts.items():
        # International text: not compressed, no language, no translated keyword.
        clean = text.replace("\0", " ").encode("utf-8", "replace")
        chunks += _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + clean)
    return picture[:_HEAD] + chunks + picture[_HEAD:]


def _drawn(drawing: Drawing, dpi: int) -> bytes:
    import typst  # noqa: PLC0415 (a large library, and evaluating never needs it)

    page = _PAGE.format(width=drawing.width * _PIXEL, height=drawing.height * _PIXEL)
    drawn = typst.compile(
        page.encode(),
        format="png",
        ppi=dpi,
        sys_inputs={"drawing": drawing.svg},
        font_paths=_fonts(the_machines=fonts.lacks(drawing.svg.replace("\n", ""))),
    )
    if not isinstance(drawn, bytes):  # a list of pages, and a drawing is one
        raise TypeError("a drawing must fit one page")
    return drawn


@cache
def _fonts(*, the_machines: bool) -> Any:
    import typst  # noqa: PLC0415

    return typst.Fonts(
        include_system_fonts=the_machines, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)]
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))
