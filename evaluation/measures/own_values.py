"""What a person types about a questionnaire of their own, checked one value at a time."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from evaluation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.measures.definition import Better

_LARGEST = 100_000.0  # of a score or answer: more is a slip of the finger
_LONGEST = 200  # characters of a name or a label
_ASK = "Give the lowest and highest score that can be had, and whether higher or lower scores are better."


def text(said: object) -> str:
    r"""A text with single spaces, none around it, and nothing that can't be seen; empty for None.

    >>> text(" our \x1b scale\n")
    'our scale'
    """
    seen = ("".join(c for c in word if c.isprintable()) for word in str(said or "").split())
    return " ".join(filter(None, seen))


def called(said: object) -> str:
    """The name of a questionnaire; raises InputError where there is none or it is far too long."""
    name = text(said)
    if not name:
        raise InputError("A measure of your own needs a name.")
    if len(name) > _LONGEST:
        raise InputError(f"The name of a measure of your own can have {_LONGEST} characters at most.")
    return name


def number(name: str, what: str, value: object, ask: str = "") -> float:
    """A number of a questionnaire; raises InputError where it is none, or beyond reason."""
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise InputError(f"The {what} of {name!r} has {len(str(abs(value)))} digits: too large to be right.")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InputError(f"The {what} of {name!r} is {value!r}, which is not a number. {ask}".strip())
    if abs(value) > _LARGEST:
        raise InputError(f"The {what} of {name!r} is {value:g}, which is too large to be right.")
    return float(value)


def whole(name: str, what: str, value: object) -> int:
    """A whole number of a questionnaire; raises InputError where it is none."""
    found = number(name, what, value)
    if not found.is_integer():
        raise InputError(f"The {what} of {name!r} is {found:g}, which is not a whole number.")
    return int(found)


def span(name: str, of: str, minimum: object, maximum: object) -> tuple[float, float]:
    """The lowest and highest score or answer; raises InputError unless the first is below the second."""
    low, high = _bound(name, "lowest", of, minimum), _bound(name, "highest", of, maximum)
    if low >= high:
        raise InputError(f"The lowest {of} of {name!r} ({low:g}) must be below its highest ({high:g}).")
    return low, high


def _bound(name: str, which: str, of: str, value: object) -> float:
    ask = _ASK if of == "score" else ""
    if value is None:
        raise InputError(f"The {which} possible {of} of {name!r} is missing. {ask}".strip())
    return number(name, f"{which} possible {of}", value, ask)


def direction(name: str, better: object) -> Better:
    """Which scores are better; raises InputError where that is not said."""
    if better == "higher":
        return "higher"
    if better == "lower":
        return "lower"
    if better is None or better == "":
        raise InputError(f"The better direction of {name!r} is missing. {_ASK}")
    raise InputError(f"The better direction of {name!r} is {better!r}; use 'higher' or 'lower'.")


def answers(
    said: Iterable[tuple[str, float]], name: str, low: float, high: float
) -> tuple[tuple[str, float], ...]:
    """Answers in words, in lower case, and the number that each stands for.

    Raises InputError where a number is out of range or two words that read alike differ.
    """
    found: dict[str, float] = {}
    alike: dict[str, float] = {}
    for said_word, value in said:
        word = text(said_word).lower()
        stands = number(name, f"number of the answer '{word}'", value)
        if not word or len(word) > _LONGEST:
            raise InputError(f"An answer of '{name}' in words must have from 1 to {_LONGEST} characters.")
        if not low <= stands <= high:
            raise InputError(
                f"The answer '{word}' of '{name}' stands for {stands:g}, outside {low:g} to {high:g}."
            )
        # A reader of cells overlooks marks and spaces, so two that differ in them alone are one.
        same = "".join(re.findall(r"[^\W_]+", word.casefold())) or word
        if alike.setdefault(same, stands) != stands:
            raise InputError(
                f"The answer '{word}' of '{name}' stands for both {alike[same]:g} and {stands:g}."
            )
        found[word] = stands
    return tuple(found.items())
