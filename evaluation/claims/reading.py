"""What a claim says besides its figures: what happened, to whom, when, and because of what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from evaluation.claims import phrases
from evaluation.claims.figures import Figure, figures
from evaluation.claims.own import plain
from evaluation.claims.periods import Time, times, without

if TYPE_CHECKING:
    from evaluation.claims.phrases import Happened


@dataclass(frozen=True, kw_only=True)
class Part:
    """One figure with what is said to have happened; `reliably` and `score` are words beside it."""

    figure: Figure
    happened: Happened
    reliably: bool
    any_amount: bool
    noun: str = ""  # whom it counts, where that comes next: "12 babies"
    moved: Literal["higher", "lower", ""] = ""  # by its verb: "rose", "fell"


@dataclass(frozen=True, kw_only=True)
class Interval:
    """An interval that a claim prints, as it is said."""

    text: str
    level: str
    ends: str  # "57% to 75%"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A claim taken apart."""

    text: str
    parts: tuple[Part, ...]
    noun: str
    causal: str
    negated: bool
    amount: str
    significant: bool
    completed: str  # "who completed the programme"
    felt: str  # "happier", "felt better"
    whom: Literal["both", "first", "everyone", ""]
    compared: str  # "than other services"
    vague: str  # "hundreds": a number that is not read
    twisted: str  # "not 12", "12 more": words that make a number another
    raters: tuple[str, ...]  # who is said to have given the scores: "practitioner"
    times: tuple[Time, ...]
    intervals: tuple[Interval, ...]


_COUNTED = re.compile(rf"\s+(?:of (?:the |our |all )*)?(?:[a-z]+ )?(?P<noun>{'|'.join(phrases.NOUNS)})\b")
_ANY_AMOUNT = r"better (?:\w+ )?score|worse (?:\w+ )?(?:score|one)|any amount|\bthe same\b(?! band)"


def read_claim(text: str) -> Claim:
    """Take a claim apart; what it doesn't say is empty.

    >>> claim = read_claim("Thanks to us, 91% of parents improved")
    >>> claim.noun, claim.causal, claim.parts[0].happened
    ('parents', 'thanks to', 'improved')
    """
    low = plain(text)
    said_when = times(low)
    bare = without(low, said_when)
    vague = phrases.VAGUE.search(bare)
    intervals = tuple(_interval(found) for found in phrases.INTERVAL.finditer(low))
    bare = phrases.VAGUE.sub(_blank, phrases.INTERVAL.sub(_blank, bare))
    verbs = _verbs(low)
    nouns = [(at.start(), noun) for noun in phrases.NOUNS if (at := re.search(rf"\b{noun}\b", low))]
    cause = phrases.DENIED.sub(" ", phrases.COMPLETED.sub(" ", low))
    return Claim(
        text=text.strip(),
        parts=_alike(tuple(_part(figure, low, verbs) for figure in _own(figures(bare), low, verbs))),
        noun=min(nouns)[1] if nouns else "",
        causal=_first(phrases.CAUSAL, cause),
        negated=bool(phrases.NEGATED.search(low)),
        amount=_first(phrases.AMOUNT, low),
        significant=bool(phrases.SIGNIFICANT.search(low)),
        completed=_first(phrases.COMPLETED, low),
        felt=_first(phrases.FELT, low),
        whom=_whom(low),
        compared=_first(phrases.COMPARED, low),
        vague=vague.group() if vague else "",
        twisted=_first(phrases.TWISTED, bare),
        raters=tuple(rater for rater, how in phrases.RATERS.items() if how.search(low)),
        times=said_when,
        intervals=intervals,
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group().strip() if found else ""


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _interval(found: re.Match[str]) -> Interval:
    low = found["low"] if found["low"].endswith("%") else f"{found['low']}%"
    return Interval(text=found.group(), level=found["level"], ends=f"{low} to {found['high']}")


def _alike(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Who had "no reliable change", or stayed the same, says by which definition the others changed."""
    same = [part for part in parts if part.happened == "no_change"]
    if any(part.reliably for part in same):
        return tuple(replace(part, reliably=True) for part in parts)
    if any(part.any_amount for part in same):
        return tuple(part if part.reliably else replace(part, any_amount=True) for part in parts)
    return parts


def _whom(low: str) -> Literal["both", "first", "everyone", ""]:
    if phrases.BOTH.search(low):
        return "both"
    if phrases.FIRST.search(low):
        return "first"
    return "everyone" if phrases.EVERYONE.search(low) else ""


def _verbs(low: str) -> list[tuple[int, int, Happened]]:
    """Where each verb stands; one that lies in an earlier kind's is not counted again."""
    taken: list[tuple[int, int, Happened]] = []
    for happened, pattern in phrases.VERBS:
        for found in re.finditer(pattern, low):
            if not any(start < found.end() and found.start() < end for start, end, _ in taken):
                taken.append((found.start(), found.end(), happened))
    return sorted(taken)


def _own(found: tuple[Figure, ...], low: str, verbs: list[tuple[int, int, Happened]]) -> tuple[Figure, ...]:
    """The figures without the shares in brackets after a count, which say the same again.

    "80 of 120 families (67%)": the second is dropped where it is the first as a share.
    """
    kept = list(found[:1])
    for one, other in pairwise(found):
        again = (
            one.of is not None
            and one.n is not None
            and other.share is not None
            and other.of is None
            and other.fits(one.n, one.of, one.n / one.of if one.of else 0.0)
            and not any(one.start < start < other.start for start, _, _ in verbs)
            and "(" in low[one.start : other.start]
        )
        if not again:
            kept.append(other)
    return tuple(kept)


def _part(figure: Figure, low: str, verbs: list[tuple[int, int, Happened]]) -> Part:
    """The verb of a figure is the next one in its clause, else the last before it there, else any."""
    # What stands in brackets parts no clauses.
    level = re.sub(r"\([^)]*\)", lambda found: "(" * len(found.group()), low)
    ends = [0, *(end.start() for end in re.finditer(r"[,;:.](?=\s|$)", level)), len(low)]
    start = max(end for end in ends if end <= figure.start)
    stop = min(end for end in ends if end > figure.start)
    near = [verb for verb in verbs if start <= verb[0] < stop]
    after = [verb for verb in near if verb[0] >= figure.start]
    far = [verb for verb in verbs if verb[0] >= figure.start]
    noun = _COUNTED.match(low, figure.start + len(figure.text))
    who = noun["noun"] if noun else ""
    verb = next(iter((*after[:1], *near[-1:], *far[:1], *verbs[-1:])), None)
    if verb is None:
        return Part(figure=figure, happened="", reliably=False, any_amount=False, noun=who)
    around = low[max(start, verb[0] - 24) : min(max(stop, verb[1]), verb[1] + 24)]
    return Part(
        figure=figure,
        happened=verb[2],
        reliably="reliabl" in around,
        any_amount=bool(re.search(_ANY_AMOUNT, around)),
        noun=who,
        moved=_moved(low[verb[0] : verb[1]]) if verb[2] == "improved" else "",
    )


def _moved(verb: str) -> Literal["higher", "lower", ""]:
    if phrases.UP.search(verb):
        return "higher"
    return "lower" if phrases.DOWN.search(verb) else ""
