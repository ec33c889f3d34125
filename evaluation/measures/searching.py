"""Finding measures by what a person types: words of a name, of what is asked, of who rates."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from evaluation.measures import phrases
from evaluation.measures.names import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.measures.definition import Measure

_ALIKE = 0.6  # of 1: how alike two names are from which one is offered for the other
_OFFERED = 3


def matching(text: str, measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures of which every word typed is said, those whose name begins so first.

    Looked in are the names and aliases, what is asked, the kind of outcome, who rates and about
    whom, and the names of the scales; case, hyphens and spaces don't count.

    >>> from evaluation.measures import registry
    >>> [measure.short for measure in matching("phq9", registry())]
    ['PHQ-9']
    """
    wanted = [word for word in map(normalised, text.split()) if word]
    found = [measure for measure in measures if _says(measure, wanted, normalised(text))]
    start = normalised(text)
    return tuple(sorted(found, key=lambda one: not normalised(one.short).startswith(start)))


def _says(measure: Measure, wanted: list[str], whole: str) -> bool:
    names = [measure.id, measure.name, measure.short, *measure.aliases]
    names += [text for scale in measure.scales for text in (scale.title, scale.name, *scale.aliases)]
    if any(normalised(name).startswith(whole) for name in names):
        return True
    said = (*names, measure.asks, phrases.DOMAIN[measure.domain], measure.rater, measure.about)
    words = [normalised(word) for text in said for word in text.split()]
    return all(any(word.startswith(one) for word in words) for one in wanted)


def nearest(text: str, measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The few measures with a name most like a misspelt one, the most alike first.

    >>> from evaluation.measures import registry
    >>> nearest("PQH-9", registry())[0].short
    'PHQ-9'
    """
    wanted = normalised(text)
    if not wanted:
        return ()

    def alike(measure: Measure) -> float:
        names = (measure.id, measure.short, measure.name, *measure.aliases)
        return max(SequenceMatcher(None, wanted, normalised(name)).ratio() for name in names)

    ranked = sorted(((alike(measure), measure) for measure in measures), key=lambda pair: -pair[0])
    return tuple(measure for likeness, measure in ranked[:_OFFERED] if likeness >= _ALIKE)
