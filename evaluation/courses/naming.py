"""Which field of a kind of sheet a header names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from evaluation.courses.kinds import KINDS
from evaluation.tokens import Tokens, tokens

if TYPE_CHECKING:
    from evaluation.courses.kinds import Kind

_NUMBER = re.compile(r"^\s*(?:q|question)?\s*\d{1,2}[a-z]?\s*[.):]\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[\[(][^\])]*[\])]\s*$")
_FILLER = frozenset(
    "your you what which is are the a an please select choose enter give state type in tell us current "
    "currently "
    "main primary of do did work for attendee attendees delegate delegates my s day course title workshop s "
    "name".split()
)
# Words that stay where they are the whole header.
_OWN = frozenset("course workshop day name title".split())


@lru_cache(maxsize=16384)
def field_named(header: str, kind: Kind) -> tuple[str, bool]:
    """The field of a kind of sheet that a header names, "" for none, and whether it does so word for word.

    >>> field_named("Job\u00a0role", "form"), field_named("What is your current role?", "form")
    (('role', True), ('role', False))
    >>> field_named("Which borough do you work in?", "form")[0], field_named("Any comments?", "form")[0]
    ('borough', '')
    """
    exact = _exact(kind)
    inner = header.rpartition(": ")[2]
    for text in (header, inner, _BRACKETS.sub("", inner), _NUMBER.sub("", inner)):
        words = tokens(text)
        if words in exact:
            return exact[words], True
    words = tokens(_BRACKETS.sub("", _NUMBER.sub("", inner)))
    if len(words) <= 10:
        left = tuple(word for word in words if word not in _FILLER - _OWN)
        for candidate in (left, tuple(word for word in words if word not in _FILLER)):
            if candidate and len(candidate) <= 3 and candidate in exact:
                return exact[candidate], False
        found = _caseload(words)
        if found in exact.values():
            return found, False
    return "", False


def _caseload(words: Tokens) -> str:
    """A question on how vulnerable the families are that a learner works with."""
    held = set(words)
    return "caseload" if held & {"vulnerable", "vulnerability"} and held & {"families", "caseload"} else ""


@lru_cache(maxsize=32)
def _exact(kind: Kind) -> dict[Tokens, str]:
    found: dict[Tokens, str] = {}
    for entry in KINDS[kind].fields:
        for header in entry.headers:
            found.setdefault(tokens(header), entry.name)
    return found


def rank(header: str, kind: Kind, name: str) -> int:
    """How well a header stands for a field among several that do; the least is best.

    >>> rank("Completion time", "form", "day") < rank("Start time", "form", "day")
    True
    """
    entry = next(entry for entry in KINDS[kind].fields if entry.name == name)
    order = [tokens(alias) for alias in entry.headers]
    words = tokens(header.rpartition(": ")[2])
    place = order.index(words) if words in order else len(order)
    if name == "day":
        held = set(words)
        if kind == "form":
            return 0 if held & {"completion", "submitted", "timestamp"} else 1 + place
        return 0 if held & {"event", "course", "session", "workshop"} else 1 + place
    return place
