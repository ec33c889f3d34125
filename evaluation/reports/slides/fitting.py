"""How much room words need on a slide: estimated, and rather too much than too little.

No program says how wide a text will be on somebody else's machine, so widths are those of Arial's
letters in classes, times a factor for each font.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from evaluation.reports.archive import legal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.brand import Font

LEADING = 1.2  # a line's height, of its type size
_FACTOR: dict[Font, float] = {"Arial": 1.0, "Calibri": 0.94, "Verdana": 1.18, "Georgia": 1.04}
_NARROW, _WIDE = frozenset("ijl|!.,:;'’`()[]{}ftrI /\\-"), frozenset("mwMW@%—")
_SPACES = re.compile("[ \t\r\n\x85\u2028\u2029]+")
_CUT = "…"


def flat(text: str) -> str:
    r"""The text as it is printed: without what office files can't hold, and on one line.

    >>> flat("warm\x00th\n  of\tparents ")
    'warmth of parents'
    """
    return _SPACES.sub(" ", legal(text)).strip()


def width(text: str, size: float, font: Font = "Arial") -> float:
    """About how many points wide a text is in type of `size` points."""
    return size * _FACTOR[font] * sum(map(_em, text))


@cache
def _em(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.92
    if "a" <= character <= "z" or character.isdigit():
        return 0.56
    if ord(character) < 0x300:
        return 0.7
    if unicodedata.combining(character):
        return 0.0
    return 1.1 if unicodedata.east_asian_width(character) in "WF" else 0.75


def wrapped(text: str, room: float, size: float, font: Font = "Arial") -> list[str]:
    """The text in lines that fit `room` points; nothing of it is lost, and long words are broken.

    >>> wrapped("of those with both scores", 90, 12)
    ['of those with ', 'both scores']
    """
    per_em = size * _FACTOR[font]
    lines: list[str] = []
    line, used = "", 0.0
    for word in re.findall(r"\S*\s*", text):
        for piece in _pieces(word, room, per_em):
            wide = per_em * sum(map(_em, piece.rstrip()))
            if line and used + wide > room:
                lines.append(line)
                line, used = "", 0.0
            line += piece
            used += per_em * sum(map(_em, piece))
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, room: float, per_em: float) -> Iterable[str]:
    """A word in as many pieces as lines of its own would need."""
    if per_em * sum(map(_em, word.rstrip())) <= room:
        yield from filter(None, (word,))
        return
    piece, used = "", 0.0
    for character in word:
        wide = per_em * _em(character)
        if piece and used + wide > room and not character.isspace():
            yield piece
            piece, used = "", 0.0
        piece += character
        used += wide
    if piece:
        yield piece


def height(text: str, room: float, size: float, font: Font = "Arial") -> float:
    """About how many points high a text is in lines of `room` points."""
    return len(wrapped(text, room, size, font)) * size * LEADING


def fitting(
    text: str, room: float, sizes: tuple[tuple[float, int], ...], font: Font = "Arial", *, tail: str = ""
) -> tuple[str, float, int]:
    """The text, the first of `sizes` (points, and lines that there are) that it fits in, and its lines.

    Where it fits in none it is cut, with a mark that says so; `tail` is kept behind it in any case.
    """
    for size, most in sizes:
        if width(text + tail, size, font) > room * most:
            continue
        lines = wrapped(text + tail, room, size, font)
        if len(lines) <= most:
            return text + tail, size, len(lines)
    kept = "".join(wrapped(text[: int(room * most / size * 4)], room, size, font)[:most]).rstrip()
    while len(wrapped(kept + _CUT + tail, room, size, font)) > most:
        kept = kept[:-1].rstrip()
    return kept + _CUT + tail, size, most


def short(text: str, characters: int) -> str:
    """The text, or as much of it as so many characters hold, with a mark that it is cut.

    >>> short("Riverside", 9), short("Riverside", 6)
    ('Riverside', 'River…')
    """
    return text if len(text) <= characters else f"{text[: characters - 1].rstrip()}{_CUT}"


def parted(text: str, room: float, size: float, most: int, font: Font = "Arial") -> list[str]:
    """The text in parts of at most so many lines; together they are the text."""
    lines = wrapped(text, room, size, font)
    return ["".join(lines[start : start + most]).rstrip() for start in range(0, len(lines), most)]


def right_to_left(text: str) -> bool:
    """Whether a text's first letter with a direction is of a script that runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL", "L"}:
            return direction != "L"
    return False
