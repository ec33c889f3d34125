"""The typeface of pictures and PDF files, which lies here so that they look the same on every machine.

Source Sans 3 by Adobe, under the SIL Open Font License 1.1 (OFL.txt); the files are as published.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from struct import unpack_from

FOLDER = Path(__file__).parent
FAMILY = "Source Sans 3"
REGULAR, BOLD, ITALIC = (FOLDER / f"SourceSans3-{cut}.ttf" for cut in ("Regular", "Bold", "Italic"))


@cache
def characters() -> frozenset[int]:
    """The code points that both upright cuts have a letter for.

    >>> set(map(ord, "Perinatal é Ł ≥ – →")) <= characters(), ord("\N{BABY}") in characters()
    (True, False)
    """
    return frozenset.intersection(*(_mapped(path.read_bytes()) for path in (REGULAR, BOLD)))


def lacks(text: str) -> bool:
    """Whether the text has a character that the typeface has not, such as emoji or Arabic."""
    return not characters().issuperset(map(ord, text))


def _mapped(font: bytes) -> frozenset[int]:
    """The code points of a font's widest character table (OpenType `cmap`, format 12, of whole Unicode)."""
    (tables,) = unpack_from(">H", font, 4)
    records = (unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    cmap = next(at for name, _, at, _ in records if name == b"cmap")
    (encodings,) = unpack_from(">H", font, cmap + 2)
    found: set[int] = set()
    for number in range(encodings):
        (offset,) = unpack_from(">I", font, cmap + 8 + 8 * number)
        at = cmap + offset
        if unpack_from(">H", font, at) == (12,):
            (groups,) = unpack_from(">I", font, at + 12)
            for group in range(groups):
                first, last, _ = unpack_from(">III", font, at + 16 + 12 * group)
                found.update(range(first, last + 1))
    return frozenset(found)
