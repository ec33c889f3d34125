"""What a claim says besides its figures: what happened, to whom, on what, and because of what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from evaluation.claims.figures import Figure, figures

Happened = Literal["improved", "worse", "no_change", "recovered", "not_judged", "paired", ""]

_CHANGED = (
    r"(?:had |showed )?no (?:reliable )?change|stayed (?:the same|in the same)|unchanged"
    r"|did(?: not|n't) change|changed by less"
)
_BETTER = (
    r"improve(?:d|s|ments?)?\b|improving|better\b|happier\b|progress(?:ed)?\b|benefit(?:ed|ted)\b|gain(?:ed)?\b"
    r"|increased?\b|fell\b|rose\b|lower\b|reduc(?:ed|es|tion)\b|helped\b"
)
_VERBS: tuple[tuple[Happened, str], ...] = (
    ("not_judged", r"could not be judged"),
    ("paired", r"scores [^.]*?\b(?:are|is) held"),
    ("no_change", _CHANGED),
    ("worse", r"(?:got|scored|felt|did|became) (?:\w+ )?worse|worse\b|worsened|deteriorated|declined"),
    ("recovered", r"recover(?:ed|y)|no longer|(?:crossed|below) the cut-off|out of the clinical range"),
    ("improved", _BETTER),
)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|failed to|without)|n't) "
    r"(?:(?:get|got|feel|show|see|make|have|had|any|much|really|reliably|significantly) )*"
    r"(?:improv|better|happier|recover|progress|benefit|worse|deteriorat)"
    r"|\bno (?:reliable |real |significant |clear )?"
    r"(?:better|happier|worse|improvement|progress|benefit|recovery)\b"
)
# How far scores moved is no share of people: "improved by 40%", "a 40% reduction", "halved".
_AMOUNT = re.compile(
    r"\bby (?:(?:about|around|nearly|almost|over|up to|more than|at least|an average of) )?"
    r"\d+(?:\.\d+)?\s?(?:%|per\s?cent\b)"
    r"|\bby (?:a )?(?:half|third|quarter)\b"
    r"|\d+(?:\.\d+)?\s?(?:%|per\s?cent) (?:(?:average|overall|reliable|significant|greater) )?"
    r"(?:improvement|reduction|increase|decrease|rise|fall|drop|lower|higher|less|fewer)\b(?! rate)"
    r"|\b(?:halved|doubled|trebled|tripled)\b"
)
_SIGNIFICANT = re.compile(
    r"(?:\bstatistically |(?<!clinically )\b)significan(?:tly|t|ce)"
    r"(?= (?:\w+ )?(?:improv|better|change|progress|reduc|increas|less|lower|higher|drop|fall|rise|differen))"
    r"|(?:improve(?:d|ment)?|better|change[ds]?|progress|reduced|increased|fell|rose) (?:\w+ )?"
    r"(?<!clinically )significant(?:ly)?\b|\bstatistical(?:ly)? significan(?:t|ce)"
)
_UP, _DOWN = re.compile(r"increas|rose"), re.compile(r"fell|lower|reduc")
_CAUSAL = re.compile(
    r"\b(?:because\b|thanks to|due to|led to|leads to|caused?\b|as a result\b|result(?:ed|s)? in"
    r"|attributable to|owing to|helped\b|helps\b|reduc(?:ed|es|ing)\b|transformed|made (?:a|the) difference"
    r"|had an impact"
    r"|impact (?:of|on)|effect of|effective|works\b|worked for|through our|proves?\b|proof"
    r"|(?:we|service|programme|project|therapy|course|support|sessions|intervention|team) "
    r"(?:has |have |had |also |significantly )*(?:improved|increased|lowered|raised|changed|cut))"
)
# Who finished something is whom a figure is about; that they did is no cause.
_COMPLETED = re.compile(
    r"\b(?:(?:who|that|which) (?:have |had |has )?(?:completed|finished|attended|started|joined|took part in)"
    r"|completed|completing|finishing|attending) (?:(?:the|our|a|this|their|whole|full|all|of) )*(?:\w+ )?"
    r"(?:service|programme|project|therapy|course|support|sessions|intervention|group|treatment)\b"
)
_DENIED = re.compile(r"\bcause (?:is not|isn't) known\b")
_FELT = re.compile(r"\bhapp(?:ier|iness)\b|\b(?:feel(?:s|ing)?|felt) (?:\w+ )?better\b")
_NOUNS = (
    *("families", "parents", "mothers", "mums", "fathers", "dads", "carers", "babies", "infants", "children"),
    *("learners", "practitioners", "staff", "goals", "referrals", "enrolments", "clients", "people"),
    *("participants", "service users", "users", "women", "dyads"),
)
_BOTH = re.compile(
    r"both scores|two scores|rated twice|before and after scores|completed both|with a second score|paired"
)
_FIRST = re.compile(r"(?:with|had|gave) a first score|who started|of those starting")
_EVERYONE = re.compile(
    r"all (?:the )?(?:families|parents|people|clients) (?:we|who were|that we|referred)|everyone|everybody"
    r"|referred to us|in the file|of all those referred|we (?:saw|worked with|supported)"
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One figure with what is said to have happened; `reliably` and `score` are words beside it."""

    figure: Figure
    happened: Happened
    reliably: bool
    any_amount: bool
    moved: Literal["higher", "lower", ""] = ""  # by its verb: "rose", "fell"


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


def read_claim(text: str) -> Claim:
    """Take a claim apart; what it doesn't say is empty.

    >>> claim = read_claim("Thanks to us, 91% of parents improved")
    >>> claim.noun, claim.causal, claim.parts[0].happened
    ('parents', 'thanks to', 'improved')
    """
    low = " ".join(text.lower().replace("\u2019", "'").split())
    found = figures(low)
    verbs = _verbs(low)
    completed, felt = _COMPLETED.search(low), _FELT.search(low)
    causal, amount = _CAUSAL.search(_DENIED.sub(" ", _COMPLETED.sub(" ", low))), _AMOUNT.search(low)
    nouns = [(at.start(), noun) for noun in _NOUNS if (at := re.search(rf"\b{noun}\b", low))]
    return Claim(
        text=text.strip(),
        parts=tuple(_part(figure, low, verbs) for figure in _own(found, low, verbs)),
        noun=min(nouns)[1] if nouns else "",
        causal=causal.group() if causal else "",
        negated=bool(_NEGATED.search(low)),
        amount=amount.group() if amount else "",
        significant=bool(_SIGNIFICANT.search(low)),
        completed=completed.group() if completed else "",
        felt=felt.group() if felt else "",
        whom=_whom(low),
    )


def _whom(low: str) -> Literal["both", "first", "everyone", ""]:
    if _BOTH.search(low):
        return "both"
    if _FIRST.search(low):
        return "first"
    return "everyone" if _EVERYONE.search(low) else ""


def _verbs(low: str) -> list[tuple[int, int, Happened]]:
    """Where each verb stands; one that lies in an earlier kind's is not counted again."""
    taken: list[tuple[int, int, Happened]] = []
    for happened, pattern in _VERBS:
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
    verb = next(iter((*after[:1], *near[-1:], *far[:1], *verbs[-1:])), None)
    if verb is None:
        return Part(figure=figure, happened="", reliably=False, any_amount=False)
    around = low[max(start, verb[0] - 24) : min(max(stop, verb[1]), verb[1] + 24)]
    return Part(
        figure=figure,
        happened=verb[2],
        reliably="reliabl" in around,
        any_amount=bool(re.search(r"better (?:\w+ )?score|worse (?:\w+ )?(?:score|one)|any amount", around)),
        moved=_moved(low[verb[0] : verb[1]]) if verb[2] == "improved" else "",
    )


def _moved(verb: str) -> Literal["higher", "lower", ""]:
    if _UP.search(verb):
        return "higher"
    return "lower" if _DOWN.search(verb) else ""
