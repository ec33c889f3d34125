"""Whether a claim is a sentence that these data print themselves, and which of its numbers differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.claims.subjects import Subject

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|\[c\]")
# What a word processor puts in place of what was copied.
_TYPED = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
_DASHES = re.compile("[\u2010-\u2015]")


@dataclass(frozen=True, kw_only=True)
class Own:
    """A sentence of the data that a claim repeats, word for word or (not `exact`) but for numbers.

    `differs` are the wrong ones: where each stands in the claim as `plain` gives it, what is said, and what
    the data give.
    """

    subject: Subject
    exact: bool
    differs: tuple[tuple[int, str, str], ...]


def plain(text: str) -> str:
    r"""A text as it is compared: small letters, single spaces, typed quotation marks and dashes.

    >>> plain("  Of 20\u00a0families\u2019  own. ")
    "of 20 families' own."
    """
    return " ".join(_DASHES.sub("-", text.translate(_TYPED)).lower().split())


def own(claim: str, about: tuple[Subject, ...]) -> Own | None:
    """The sentence of the data that a claim repeats but for numbers, with the fewest that differ.

    Finer forms of a printed percentage ("66.7%" for "67%") are left to whoever reads the figures.
    """
    said = plain(claim).strip(' ."')
    wanted = _NUMBER.sub("#", said)
    offset = plain(claim).find(said)
    found = []
    for subject in about:
        for text in subject.texts:
            theirs = plain(text).strip(' ."')
            if _NUMBER.sub("#", theirs) == wanted:
                differs = _differing(said, theirs, offset)
                found.append(Own(subject=subject, exact=said == theirs, differs=differs))
    return min(found, key=lambda one: (not one.exact, len(one.differs)), default=None)


def _differing(said: str, theirs: str, offset: int) -> tuple[tuple[int, str, str], ...]:
    pairs = zip(_NUMBER.finditer(said), _NUMBER.finditer(theirs), strict=True)
    return tuple(
        (offset + one.start(), one.group(), other.group())
        for one, other in pairs
        if one.group() != other.group() and not _finer(one.group(), other.group(), said[one.end() :])
    )


def _finer(said: str, theirs: str, after: str) -> bool:
    """Whether a percentage is a printed one with a decimal more."""
    if "." not in said or not theirs.isdecimal() or not after.startswith("%"):
        return False
    return said.count(".") == 1 and "," not in said and wording.rounded(float(said), 0) == float(theirs)
