"""Children's ages as columns say them, in months, where that is plain: whom a questionnaire is not for."""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING

from evaluation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHILD = frozenset("baby babies infant infants child children son daughter toddler".split())
_MONTHS = {"day": 12 / 365.25, "week": 12 * 7 / 365.25, "month": 1.0, "year": 12.0}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LESS = re.compile(r"\b(?:under|below|less|younger|up to)\b|<|≤")
_MORE = re.compile(r"\b(?:over|above|more|older|plus)\b|>|≥|\+")
_AGED = frozenset("age ages aged birth dob born".split())
_OTHER_AGES = frozenset("gestational gestation mental developmental reading language score".split())


def child_age(names: Iterable[str]) -> str:
    """The column of the child's age; empty where there is none.

    >>> child_age(["Site", "Parent age band", "Age of child"])
    'Age of child'
    """
    for name in names:
        words = set(tokens(name))
        if words & _AGED and words & _CHILD and not words & _OTHER_AGES:
            return name
    return ""


def span(text: str, column: str) -> tuple[float, float] | None:
    """The youngest and oldest age that a cell can mean, in months; None where it doesn't say.

    The unit is the cell's own, else that of the column's header.

    >>> span("6–11 months", "Baby age"), span("under 1", "Age in years"), span("14", "Child age")
    ((6.0, 11.0), (0.0, 12.0), None)
    """
    low = text.lower()
    numbers = [float(found) for found in _NUMBER.findall(low)]
    unit = _unit(low) or _unit(column.lower())
    if not numbers or not unit or len(numbers) > 2:
        return None
    ends = [number * _MONTHS[unit] for number in numbers]
    if _LESS.search(low):
        return 0.0, ends[-1]
    return ends[0], inf if _MORE.search(low) else ends[-1]


def _unit(text: str) -> str:
    found = [unit for unit in _MONTHS if re.search(rf"\b{unit}s?\b", text)]
    return found[0] if len(found) == 1 else ""
