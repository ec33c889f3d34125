"""One spelling for what files write in several ways: "HEALTH VISITOR " is "Health visitor"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evaluation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable


class Spellings:
    """The commonest spelling of each value, compared without case, spaces and signs.

    >>> made = Spellings(["Health visitor", "Health visitor", "HEALTH  VISITOR"])
    >>> made("health visitor "), made("Midwife")
    ('Health visitor', 'Midwife')
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._chosen: dict[str, str] = {}
        self.add(texts)

    def add(self, texts: Iterable[str]) -> None:
        """Take note of more texts."""
        for text, n in Counter(texts).items():
            if text:
                self._counts.setdefault(_key(text), Counter())[text] += n
        self._chosen.clear()

    def __call__(self, text: str) -> str:
        """The spelling of a text, which is itself where it was not taken note of."""
        if not text:
            return ""
        if text not in self._chosen:
            counts = self._counts.get(_key(text))
            # Capitals throughout are a habit of the keyboard: another spelling is better.
            best = (
                min(
                    counts, key=lambda one: (one.isupper() and len(one) > 5, -counts[one], one.isupper(), one)
                )
                if counts
                else text
            )
            self._chosen[text] = " ".join(best.split())
        return self._chosen[text]


def _key(text: str) -> str:
    return " ".join(tokens(text)) or " ".join(text.split()).casefold()
