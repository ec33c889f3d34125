"""What a column says of its groups: what to call them, in which order, and whether they do the work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from evaluation.staff import STAFF, of_trainees
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

UNRECORDED = "Not recorded"  # the group of those about whom a column says nothing
QUARTER = "quarter"  # not a column: the quarter in which the second score was given

# Those who do the work, or where it is done: their shares vary with their size, so a funnel is right.
_UNITS = frozenset(
    "site centre center hub clinic practice provider service team practitioner therapist worker clinician "
    "keyworker tutor trainer".split()
)
Kind = Literal["service", "programme"]
# The words of its header by which a column says so, the plainest first.
_KINDS: dict[Kind, tuple[str, ...]] = {
    "service": ("service", "provider", "organisation", "team", "site", "centre", "center", "hub", "clinic"),
    "programme": ("programme", "program", "pathway", "intervention", "course"),
}
_MANY = {
    **{word: f"{word}s" for word in _UNITS if not word.endswith("y")},
    **{
        word: f"{word}s" for word in ("programme", "program", "borough", "area", "ward", "region", "language")
    },
    **{word: f"{word}s" for word in ("cohort", "course", "pathway", "referrer", "quarter", "school", "role")},
    "locality": "localities",
    "agency": "agencies",
}
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """A column by which groups are compared, in words.

    `one` and `many` name its groups ("site", "sites"); where the header's last word is no such thing
    they are "group" and "groups by ethnicity". `unit` says that they are sites or practitioners.
    """

    name: str
    label: str
    one: str
    many: str
    unit: bool


def attribute(name: str) -> Attribute:
    """What to call the groups of a column.

    >>> attribute("Site name").many, attribute("Ethnicity").many, attribute("Key worker").unit
    ('sites', 'groups by ethnicity', True)
    """
    words = [word for word in tokens(name) if word not in {"name", "id", "code", "initials"}]
    text = " ".join(tokens(name)).strip() or name
    last = words[-1] if words else ""
    label = name.replace("_", " ").strip()
    label = label[:1].upper() + label[1:]
    if last in _MANY:
        return Attribute(name=name, label=label, one=last, many=_MANY[last], unit=last in _UNITS)
    return Attribute(name=name, label=label, one="group", many=f"groups by {text}", unit=False)


def by_whom(name: str) -> bool:
    """Whether a column says who did the work: it describes no family, and no gap is a verdict on them.

    >>> by_whom("Key worker"), by_whom("Ethnicity")
    (True, False)
    """
    words = tokens(name)
    return bool(STAFF & set(words)) or of_trainees(words)


def of_kind(names: Iterable[str], kind: Kind) -> str:
    """The column that says which service, or which programme; empty where none does.

    >>> of_kind(["Ethnicity", "Site name", "Team"], "service"), of_kind(["Site"], "programme")
    ('Team', '')
    """
    named = [(name, set(tokens(name))) for name in names]
    return next((name for word in _KINDS[kind] for name, words in named if word in words), "")


def in_order(names: Iterable[str]) -> list[str]:
    """Names as people order them: by letters whatever their case, numbers by their size.

    >>> in_order(["Quintile 10", "quintile 2", "North"])
    ['North', 'quintile 2', 'Quintile 10']
    """

    def key(name: str) -> tuple[list[tuple[int, int, str]], str]:
        parts = [part for part in _NUMBER.split(name.casefold()) if part]
        return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts], name

    return sorted(names, key=key)
