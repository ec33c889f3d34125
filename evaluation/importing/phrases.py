"""Phrases that mean something, found among the words of a header without trying thousands of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.tokens import Tokens

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Phrases and what each means, of which the longest that words hold counts first.

    >>> phrases = Phrases([(("post",), "end"), (("post", "natal"), "not a stage"), (("pre",), "baseline")])
    >>> phrases.maybe_in(("post", "natal", "mood"))
    [(('post', 'natal'), 'not a stage'), (('post',), 'end')]
    """

    def __init__(self, meant: Iterable[tuple[Tokens, Meaning]]) -> None:
        # By first word, each with its place among all from the longest.
        self._by_first: dict[str, list[tuple[int, Tokens, Meaning]]] = {}
        longest_first = sorted(meant, key=lambda entry: -len(entry[0]))
        for place, (phrase, meaning) in enumerate(longest_first):
            self._by_first.setdefault(phrase[0] if phrase else "", []).append((place, phrase, meaning))

    def maybe_in(self, words: Tokens) -> list[tuple[Tokens, Meaning]]:
        """Those whose first word is among these words, the longest first: no other can be in them."""
        may = [entry for word in set(words) for entry in self._by_first.get(word, ())]
        return [(phrase, meaning) for _, phrase, meaning in sorted(may, key=lambda entry: entry[0])]
