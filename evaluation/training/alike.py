"""Names that files spell in several ways: roles, employers and boroughs that are the same one."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from evaluation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evaluation.courses.records import Records

Of = Literal["role", "borough", "other"]
# What councils put around the name of their place. "City" and "county" stay: Leicester has both.
_OF_COUNCILS = frozenset("borough council london metropolitan of royal the".split())
_OF: dict[str, Of] = {"role": "role", "borough": "borough"}
# What registers write for a role, word by word.
_SHORT = {
    "hv": ("health", "visitor"),
    "hvs": ("health", "visitor"),
    "fsw": ("family", "support", "worker"),
    "fsws": ("family", "support", "worker"),
    "sw": ("social", "worker"),
    "soc": ("social",),
    "eyp": ("early", "year", "practitioner"),
}
_ES = ("ches", "shes", "sses", "xes")
_NO_PLURAL = ("ss", "us", "is")


@lru_cache(maxsize=65536)
def key(text: str, of: Of = "other") -> tuple[str, ...]:
    """What two spellings of one name share: case, spaces and signs don't count, nor a role's plural.

    >>> key("Children's centre workers", "role") == key("childrens Centre worker", "role")
    True
    >>> key("London Borough of Newham", "borough"), key("Midwives", "role")
    (('newham',), ('midwife',))
    >>> key("HV (student)", "role") == key("Health visitor, student", "role")
    True
    """
    words = tuple(word for word in tokens(text) if word not in {"s", "and"})
    if of == "role":
        words = tuple(_singular(part) for word in words for part in _SHORT.get(word, (word,)))
    elif of == "borough":
        words = tuple(word for word in words if word not in _OF_COUNCILS) or words
    return words or (text.casefold(),)


def spellings(texts: Mapping[str, int], of: Of = "other") -> dict[str, str]:
    """For each spelling the one that stands for it: the commonest, the first by letters of equals.

    `texts` counts how often each is used.

    >>> spellings({"Health visitor": 9, "health visitors": 2, "Midwife": 1}, "role")["health visitors"]
    'Health visitor'
    """
    best: dict[tuple[str, ...], str] = {}
    for text in sorted(texts, key=lambda text: (-texts[text], text)):
        best.setdefault(key(text, of), text)
    return {text: best[key(text, of)] for text in texts}


def counted_spellings(texts: Iterable[str], of: Of = "other") -> dict[str, str]:
    """`spellings` of texts as they come, blank ones left out."""
    return spellings(Counter(text for text in texts if text), of)


def values(records: Records, attribute: str) -> dict[str, str]:
    """Each learner's value of an attribute in the spelling that stands for all of its own; "" where blank.

    It is the same under any view, so that a group keeps its name.
    """
    name = f"values of {attribute}"
    if name not in records.kept:
        written = {learner.id: getattr(learner, attribute) for learner in records.learners}
        spelt = counted_spellings(written.values(), _OF.get(attribute, "other"))
        records.kept[name] = {learner: spelt.get(text, "") for learner, text in written.items()}
    found: dict[str, str] = records.kept[name]
    return found


def within(role: str, among: str) -> bool:
    """Whether every word of a role is in another, so that a specialist health visitor is a health visitor.

    >>> within("Health visitors", "Specialist health visitor"), within("Social worker", "Social work lead")
    (True, False)
    """
    return set(key(role, "role")) <= set(key(among, "role"))


def _singular(word: str) -> str:
    if word.endswith("wives"):
        return word[:-3] + "fe"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(_ES):
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(_NO_PLURAL):
        return word[:-1]
    return word
