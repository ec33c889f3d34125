"""Editions: which definition of a questionnaire figures were made by, as a short code to compare."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from evaluation.measures.own_files import plain_values

if TYPE_CHECKING:
    from evaluation.measures.definition import Measure

# Words that no figure rests on: what is called or explained otherwise is no other questionnaire.
_WORDS = {"aliases", "asks", "about", "citations", "licence", "note", "notes", "source"}


def digest(measures: list[dict[str, Any]]) -> str:
    """Changes whenever one of these definitions, as plain values, does."""
    return hashlib.sha256(json.dumps(measures, sort_keys=True).encode()).hexdigest()[:12]


def edition(measure: Measure) -> str:
    """Changes with all that figures rest on: items, coding, scales, cut-offs, bands, change rules, norms.

    >>> from dataclasses import replace
    >>> from evaluation.measures import registry
    >>> phq9 = next(measure for measure in registry() if measure.id == "phq9")
    >>> edition(replace(phq9, notes=())) == edition(phq9), edition(replace(phq9, scales=())) == edition(phq9)
    (True, False)
    """
    return edition_of(plain_values(measure))


def edition_of(plain: dict[str, Any]) -> str:
    """The edition of a questionnaire whose plain values these are."""
    return digest([_without_words(plain)])


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_words(one) for name, one in value.items() if name not in _WORDS}
    return [_without_words(one) for one in value] if isinstance(value, list) else value
