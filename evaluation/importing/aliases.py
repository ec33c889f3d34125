"""Every name by which a header may call a questionnaire or one of its scores."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from evaluation.importing.phrases import Phrases
from evaluation.importing.vocabulary import Tokens, locate, tokens, without
from evaluation.measures.named_only import named_only

if TYPE_CHECKING:
    from evaluation.measures import NamedOnly, Registry
    from evaluation.measures.definition import Measure


class Aliases:
    """The names of measures and of their scales, of which the longest that a header holds is meant."""

    def __init__(self, registry: Registry) -> None:
        named: dict[Tokens, tuple[Measure, str]] = {}
        for measure in registry:
            for scale in measure.scales:
                for text in (scale.title, *scale.aliases):
                    named.setdefault(tokens(text), (measure, scale.id))
            for text in (measure.id, measure.name, measure.short, *measure.aliases):
                named[tokens(text)] = (measure, "")
        for entry, members in registry.shared.values():
            stand_in = entry.stand_in(members)
            for scale in stand_in.scales:
                for text in (scale.title, *scale.aliases):
                    named.setdefault(tokens(text), (stand_in, scale.id))
            for text in entry.aliases:
                named[tokens(text)] = (stand_in, "")
        self._named_only = [(tokens(text), entry) for entry in named_only() for text in entry.aliases]
        self._named = Phrases(named.items())

    def find(self, words: Tokens) -> tuple[Measure, str, Tokens] | None:
        """The measure and the scale ("" for none) that words name and what is left, or None."""
        found = self._find(words)
        return None if found is None else (found[0], found[1], without(words, found[2], found[3]))

    def behind(self, words: Tokens) -> Tokens:
        """The words behind the name of a measure: "q 4 phq 9 item 1" gives "item 1"."""
        found = self._find(words)
        while found is not None:
            words = words[found[2] + found[3] :]
            found = self._find(words)
        return words

    def _find(self, words: Tokens) -> tuple[Measure, str, int, int] | None:
        """The measure, the scale, where its name stands in the words, and of how many words it is."""
        for alias, (measure, scale) in self._named.maybe_in(words):
            at = locate(alias, words)
            if at >= 0:
                return measure, scale, at, len(alias)
        return None

    def by_name_alone(self, words: Tokens) -> NamedOnly | None:
        """The questionnaire that words name, of those that Attune knows and can't score."""
        return next((entry for alias, entry in self._named_only if locate(alias, words) >= 0), None)

    def knows(self, words: Tokens) -> bool:
        """Whether words name a measure."""
        return self.find(words) is not None


_MADE: WeakKeyDictionary[Registry, Aliases] = WeakKeyDictionary()


def aliases_of(registry: Registry) -> Aliases:
    """The names of the measures of a registry, made once: thousands of them for every file otherwise."""
    if registry not in _MADE:
        _MADE[registry] = Aliases(registry)
    return _MADE[registry]
