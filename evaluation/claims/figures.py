"""The figures in a claim: percentages, "x of y", counts, and words: "twenty-three", "two thirds", "most"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from evaluation import wording

Bound = Literal["exact", "about", "nearly", "over", "least", "under", "most"]

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_TENTHS = 10  # "nine in ten" is a share in tenths; "nine of 40" is a count
_PARTS = dict(
    zip("half third quarter fifth sixth seventh eighth ninth tenth".split(), range(2, 11), strict=True)
)
_WORDS: dict[str, tuple[Fraction, Bound]] = {
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
_SPELT = rf"(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}|{'|'.join(_ONES)}"
_NUMBER = rf"(?:\d[\d,]*|{_SPELT})"
# A number in words counts people where they, or what became of them, come next: "two families" but "two
# scores", "three got worse" but "a worse one".
_COUNTED = (
    r"(?=(?:\s+(?!scores?\b|ratings?\b)[a-z]+)?\s+(?:famil(?:y|ies)|parents?|mothers?|mums?|fathers?|dads?"
    r"|carers?|bab(?:y|ies)|infants?|child(?:ren)?|learners?|practitioners?|staff|goals?|referrals?|enrolments?"
    r"|clients?|people|participants?|service users?|users?|wom[ae]n|dyads?)\b"
    r"|\s+(?:reliably\s+)?(?:got|had|felt|feel|improved|stayed|did|recovered|worsened|moved|showed|worse"
    r"|a (?:worse|better))\b)"
)
_OF = r"(?:about\s+|the\s+|our\s+|all\s+)*"
_FIGURE = re.compile(
    rf"\b(?:(?P<part>(?:an?|{'|'.join(_ONES)})[-\s](?:{'|'.join(_PARTS)})s?)\b"
    r"(?!\s+(?:score|time|rater|rating|session|visit|form|questionnaire)s?\b)"
    rf"|(?P<percent>\d+(?:\.\d+)?|{_SPELT})\s?(?:%|per\s?cent\b)"
    rf"|(?P<word>{'|'.join(_WORDS)})\b)"
    rf"(?:\s+of\s+{_OF}(?P<base>{_NUMBER})\b)?"
    rf"|\b(?P<n>{_NUMBER})\s+(?:out\s+of|of|in)\s+(?:every\s+)?{_OF}(?P<of>{_NUMBER})\b(?!\s?%)"
    rf"|\b(?P<count>\d[\d,]*|(?:{_SPELT}){_COUNTED})\b",
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
_IN_BRACKETS = re.compile(r"\(\s*(?:about\s+|of\s+|n\s*=\s*)?$", re.IGNORECASE)
_CLOSES = re.compile(r"(?:\s+[a-z]+){0,2}(?:\s+with both scores)?\s*[,)]", re.IGNORECASE)
NUMBER_WORDS = frozenset(
    [*_ONES, *_TEENS, *_TENS, *_PARTS, *(f"{part}s" for part in _PARTS)]
    + [word for phrase in (*_WORDS, *_BOUNDS) for word in phrase.split()]
    + [f"{ten}-{one}" for ten in _TENS for one in _ONES]
    + [f"{one}-{part}{s}" for one in ["a", *_ONES] for part in _PARTS for s in ("", "s")]
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
            if self.bound not in {"exact", "about"}:  # "at least 8 of 20", "nearly nine in ten"
                same = self.steps > 0 or self.of == of
                return same and self.share is not None and self._compared(Fraction(n, of), self.share)
            exact = (self.n, self.of) == (n, of)
            return exact or self._in_ten(share) or (self.bound == "about" and self._near(share))
        if self.of is not None and self.of != of:
            return False
        if self.share is not None:
            return self._compared(Fraction(share).limit_denominator(10**9), self.share)
        return self.n is not None and self._compared(Fraction(n), Fraction(self.n))

    def _in_ten(self, share: float) -> bool:
        """Whether "seven in ten" says it: to the nearest tenth, but "one in four" only near 25%.

        Near nobody and near all a tenth would be too coarse: 6% are not one in ten.
        """
        if not self.steps or self.share is None:
            return False
        reach = _TOLERANCE
        if self.steps == _TENTHS:
            reach = max(reach, min(Fraction(1, 20), self.share / 5, (1 - self.share) / 5))
        return abs(Fraction(share) - self.share) <= reach

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
    result: list[Figure] = []
    base: Figure | None = None
    for found in _FIGURE.finditer(plain):
        before = plain[: found.start()]
        if found["word"] and re.search(r"\bof\s$", before):
            continue  # "46% of all families": whom, and no figure of its own
        figure = _figure(found)
        if found["count"] and re.search(rf"\bof\s+{_OF}$", before, re.IGNORECASE):
            base = figure  # "Of 40 families, 23 improved"
            continue
        if found["count"] and _IN_BRACKETS.search(before) and _CLOSES.match(plain, found.end()):
            # In "64% better, 12% worse (151 families)" it is of all of them.
            since = max((end.end() for end in re.finditer(r"[.;]\s", before)), default=0)
            if any(one.start >= since and one.of not in {None, figure.n} and not one.steps for one in result):
                result.append(figure)  # "12 of 20 got better (n = 25)" says two numbers of people
                continue
            result = [_among(one, figure.n) if one.start >= since else one for one in result]
            continue
        if base is not None and re.search(r"[.;]\s", plain[base.start : found.start()]):
            base = None
        bound = _bound(before)
        figure = figure if bound is None else replace(figure, bound=bound)
        result.append(figure if base is None else _among(figure, base.n))
    return tuple(result)


def _among(figure: Figure, of: int | None) -> Figure:
    """A figure of so many, where it doesn't say of how many itself."""
    if figure.of is not None or not of:
        return figure
    share = figure.share if figure.n is None else Fraction(figure.n, of)
    return replace(figure, of=of, share=share)


def _figure(found: re.Match[str]) -> Figure:
    text, start = found.group(), found.start()
    base = _whole(found["base"]) if found["base"] else None
    if found["part"]:
        return Figure(text=text, start=start, share=_part(found["part"]), of=base, bound="about")
    if found["n"]:
        n, of = _whole(found["n"]), _whole(found["of"])
        small = of <= _TENTHS
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
        spelt = not found["percent"][0].isdecimal()
        share = Fraction(_whole(found["percent"]) if spelt else found["percent"]) / 100
        return Figure(text=text, start=start, share=share, places=2 + decimals, of=base)
    if found["word"]:
        share, bound = _WORDS[found["word"].lower()]
        return Figure(text=text, start=start, share=share, of=base, bound=bound)
    return Figure(text=text, start=start, n=_whole(found["count"]))


def _whole(text: str) -> int:
    """A whole number in figures or, up to ninety-nine, in words.

    >>> _whole("1,204"), _whole("ninety-nine"), _whole("forty")
    (1204, 99, 40)
    """
    if text[0].isdecimal():
        return int(text.replace(",", ""))
    return sum(_value(word) for word in re.split(r"[-\s]+", text.lower()))


def _value(word: str) -> int:
    if word in _TENS:
        return 10 * (_TENS.index(word) + 2)
    return _TEENS.index(word) + 10 if word in _TEENS else _ONES.index(word) + 1


def _part(text: str) -> Fraction:
    """A fraction in words.

    >>> _part("two-thirds"), _part("a quarter")
    (Fraction(2, 3), Fraction(1, 4))
    """
    top, bottom = re.split(r"[-\s]+", text.lower())
    n = 1 if top in {"a", "an"} else _value(top)
    return Fraction(n, _PARTS[bottom.removesuffix("s")])


def _bound(before: str) -> Bound | None:
    words = before.lower().rstrip()
    return next((bound for name, bound in _BOUNDS.items() if re.search(rf"\b{name}$", words)), None)
