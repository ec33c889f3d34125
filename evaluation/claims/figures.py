"""The figures in a claim: percentages, "x of y", counts and words such as "two thirds" or "most"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from evaluation import wording

Bound = Literal["exact", "about", "nearly", "over", "least", "under", "most"]

_NUMBERS = "one two three four five six seven eight nine ten".split()
_WORDS: dict[str, tuple[Fraction, Bound]] = {
    "three quarters": (Fraction(3, 4), "about"),
    "three-quarters": (Fraction(3, 4), "about"),
    "two thirds": (Fraction(2, 3), "about"),
    "two-thirds": (Fraction(2, 3), "about"),
    "a quarter": (Fraction(1, 4), "about"),
    "a third": (Fraction(1, 3), "about"),
    "one third": (Fraction(1, 3), "about"),
    "one quarter": (Fraction(1, 4), "about"),
    "half": (Fraction(1, 2), "about"),
    "the majority": (Fraction(1, 2), "over"),
    "a majority": (Fraction(1, 2), "over"),
    "most": (Fraction(1, 2), "over"),
    "everyone": (Fraction(1), "exact"),
    "everybody": (Fraction(1), "exact"),
    "every": (Fraction(1), "exact"),
    "all": (Fraction(1), "exact"),
    "nobody": (Fraction(0), "exact"),
    "no one": (Fraction(0), "exact"),
    "none": (Fraction(0), "exact"),
}
_BOUNDS: dict[str, Bound] = {
    "about": "about",
    "around": "about",
    "approximately": "about",
    "roughly": "about",
    "nearly": "nearly",
    "almost": "nearly",
    "just under": "nearly",
    "close to": "nearly",
    "more than": "over",
    "over": "over",
    "above": "over",
    "at least": "least",
    "fewer than": "under",
    "less than": "under",
    "under": "under",
    "below": "under",
    "up to": "most",
    "at most": "most",
}
_NUMBER = r"\d[\d,]*"
_FIGURE = re.compile(
    rf"(?P<n>{_NUMBER}|{'|'.join(_NUMBERS)})\s+(?:out\s+of|of|in)\s+(?:every\s+|about\s+|the\s+|our\s+|all\s+)*"
    rf"(?P<of>{_NUMBER}|{'|'.join(_NUMBERS)})\b(?!\s?%)"
    rf"|(?P<percent>\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b)"
    rf"(?:\s+of\s+(?:about\s+|the\s+|our\s+|all\s+)*(?P<base>{_NUMBER})\b)?"
    rf"|\b(?P<word>{'|'.join(_WORDS)})\b"
    rf"|\b(?P<count>{_NUMBER})\b",
    re.IGNORECASE,
)
# Intervals, years, dates and what a scale or a cut-off is called are no figures of the claim.
_ASIDE = re.compile(
    r"\d+(?:\.\d+)?%\s+interval\s+\S+\s+to\s+[^,;).]+"
    r"|\bsecond scores [^);]*?\d{4} to [^);]*?\d{4}"
    r"|\b(?:19|20)\d\d(?:[/-]\d\d+)?\b"
    r"|\b[A-Za-z]+-\d+\b"
    r"|\b\d+(?:\.\d+)? (?:or (?:more|less|lower|higher)|points?|weeks?|months?|years?|sessions?)\b",
    re.IGNORECASE,
)
_TOLERANCE = Fraction(25, 1000)  # of "about": 2.5 points


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure: a share (0 to 1), a count, or both, where it stands and how exactly it is meant."""

    text: str
    start: int
    share: Fraction | None = None
    places: int = 2  # decimals of the share as a fraction
    n: int | None = None
    of: int | None = None
    bound: Bound = "exact"
    steps: int = 0  # of "nine in ten": tenths

    def fits(self, n: int, of: int, share: float) -> bool:
        """Whether a rate bears the figure out: `share` as it is printed, `n` of `of` the counts.

        >>> figures("91% of parents")[0].fits(91, 100, 0.91), figures("over 90%")[0].fits(91, 100, 0.91)
        (True, True)
        """
        if self.n is not None and self.of is not None:
            exact = (self.n, self.of) == (n, of)
            in_ten = self.steps > 0 and round(share * self.steps) == self.n
            return exact or in_ten or (self.bound == "about" and self._near(share))
        if self.of is not None and self.of != of:
            return False
        if self.share is not None:
            return self._compared(Fraction(share).limit_denominator(10**9), self.share)
        return self.n is not None and self._compared(Fraction(n), Fraction(self.n))

    def _near(self, share: float) -> bool:
        return self.share is not None and abs(Fraction(share) - self.share) <= _TOLERANCE

    def _compared(self, seen: Fraction, said: Fraction) -> bool:
        reach = _TOLERANCE if self.share is not None else said / 20
        if self.bound == "exact":
            if self.share is None or said in {0, 1}:
                return seen == said
            return wording.rounded(float(seen), self.places) == wording.rounded(float(said), self.places)
        return {
            "about": abs(seen - said) <= reach,
            "nearly": 0 <= said - seen <= 2 * reach,
            "over": seen > said,
            "least": seen >= said,
            "under": seen < said,
            "most": seen <= said,
        }[self.bound]


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order.

    >>> [(f.text, f.bound, f.n, f.of) for f in figures("Nearly two thirds, or 80 of 120 families")]
    [('two thirds', 'nearly', None, None), ('80 of 120', 'exact', 80, 120)]
    """
    plain = _ASIDE.sub(lambda found: " " * len(found.group()), text)
    result = []
    for found in _FIGURE.finditer(plain):
        if found["word"] and re.search(r"\bof\s$", plain[: found.start()]):
            continue  # "46% of all families": whom, and no figure of its own
        figure = _figure(found)
        bound = _bound(plain[: found.start()])
        result.append(figure if bound is None else replace(figure, bound=bound))
    return tuple(result)


def _figure(found: re.Match[str]) -> Figure:
    text, start = found.group(), found.start()
    if found["n"]:
        n, of = _whole(found["n"]), _whole(found["of"])
        small = of <= len(_NUMBERS)
        return Figure(
            text=text,
            start=start,
            share=Fraction(n, of) if of else None,
            n=n,
            of=of,
            steps=of if small else 0,
        )
    if found["percent"]:
        decimals = len(found["percent"].partition(".")[2])
        base = _whole(found["base"]) if found["base"] else None
        share = Fraction(found["percent"]) / 100
        return Figure(text=text, start=start, share=share, places=2 + decimals, of=base)
    if found["word"]:
        share, bound = _WORDS[found["word"].lower()]
        return Figure(text=text, start=start, share=share, bound=bound)
    return Figure(text=text, start=start, n=_whole(found["count"]))


def _whole(text: str) -> int:
    return _NUMBERS.index(text.lower()) + 1 if text.lower() in _NUMBERS else int(text.replace(",", ""))


def _bound(before: str) -> Bound | None:
    words = before.lower().rstrip()
    return next((bound for name, bound in _BOUNDS.items() if re.search(rf"\b{name}$", words)), None)
