"""Who has no second score: where they started, who they are, and how much they could change the share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import ENROLMENT, FAMILY, GOAL, LEARNER, REFERRAL, Nouns, Step
from evaluation.findings.rounding import stepped
from evaluation.missing import HALF, Bounds

if TYPE_CHECKING:
    from fractions import Fraction

    from evaluation.estimates import Estimate
    from evaluation.findings.finding import Finding
    from evaluation.missing import Weighted

SENSITIVITY = "Sensitivity analysis"


@dataclass(frozen=True, kw_only=True)
class Start:
    """First scores of one group; `median` alone where the steps of a scale are not equal."""

    n: int | None
    mean: float | None = None
    sd: float | None = None
    median: float | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """How many of each group have one value of an attribute; None where hidden."""

    value: str
    without: int | None
    with_both: int | None


@dataclass(frozen=True, kw_only=True)
class Makeup:
    """The two groups by one attribute ("site"): each value, and of how many."""

    name: str
    parts: tuple[Part, ...]
    without: int | None
    with_both: int | None


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Those with a first score and no second that can be compared, beside those with both.

    `difference` is how much better those without started, in pooled SDs (None for ordered ratings);
    `reasons` are what the file's dates tell of them, empty where it has none. `near` is the smallest
    number, other than none, that the filters leave out of either group: disclosure control asks for it
    and empties it.
    """

    without: Start
    with_both: Start
    difference: Estimate | None = None
    reasons: tuple[Step, ...] = ()
    makeup: tuple[Makeup, ...] = ()
    weighted: Weighted | None = None
    near: int = 0


def bounds_of(finding: Finding) -> Bounds | None:
    """What those without a second score could do to the headline share; None where that can't be said.

    Made from what the finding prints, so that under disclosure control it tells nothing new. Goals
    have none: how many goals were never rated again is not counted.
    """
    improved = finding.rate(finding.headline_rule, "improved")
    missing = finding.missing.without.n if finding.missing else _fewer(finding)
    if finding.nouns == GOAL or improved is None or improved.n is None or not improved.of or missing is None:
        return None
    return Bounds(improved=improved.n, of=improved.of, missing=missing)


def bound_shares(finding: Finding) -> tuple[float, float] | None:
    """The share if none, and if all, without a second score got better; of rounded counts in their steps."""
    bounds, improved = bounds_of(finding), finding.rate(finding.headline_rule, "improved")
    if bounds is None or improved is None or bounds.none is None or bounds.all is None:
        return None
    low, high = float(bounds.none), float(bounds.all)
    if improved.rounded:
        return stepped(low, bounds.everyone), stepped(high, bounds.everyone)
    return low, high


def _fewer(finding: Finding) -> int | None:
    """How many fewer have both scores than a first one."""
    steps = {step.key: step.n for step in finding.flow.steps}
    before, both = steps.get("before"), steps.get("both")
    return None if before is None or both is None or before < both else before - both


def people(finding: Finding) -> Nouns:
    """Who lacks a second score: of goals those whose goals they are, else what the finding counts."""
    if finding.nouns != GOAL:
        return finding.nouns
    counted = next((step.label.split(" ")[0].lower() for step in finding.flow.steps), FAMILY.many)
    return next((nouns for nouns in (REFERRAL, LEARNER, ENROLMENT) if nouns.many == counted), FAMILY)


def start_sentence(finding: Finding) -> str:
    """Where those without a second score started, against those with both."""
    found, who_they_are = finding.missing, people(finding)
    one, many = who_they_are.one, who_they_are.many
    if found is None:
        return ""
    if found.without.n == 0:
        return (
            "Everybody with a first score has a second one to compare, so nobody is missing from the change."
        )
    if found.without.n is None:
        return (
            f"Where {many} without a second score started is not shown, as it could give small numbers away."
        )
    who = f"{_about(finding)}{wording.plural(found.without.n, one, many)}"
    have = "has" if found.without.n == 1 else "have"
    head = f"{wording.capital(who)} {have} a first score and no second one that can be compared"
    compared = _compared(found)
    return f"{head}; {compared}." if compared else f"{head}."


def _compared(found: Missing) -> str:
    """Where they started, as a clause; empty where that is not known."""
    difference = found.difference
    if difference is None:
        if found.without.median is None or found.with_both.median is None:
            return ""
        return (
            f"their middle first score was {found.without.median:g}, and {found.with_both.median:g} of those "
            "with both"
        )
    if difference.value is None:
        return (difference.reason[:1].lower() + difference.reason[1:]).removesuffix(".")
    size = wording.decimal(abs(difference.value), 1)
    side = "better" if difference.value > 0 else "worse"
    told = (
        "they started at about the same score as those with both"
        if size == "0.0"
        else f"they started {size} SDs (standard deviations) {side} than those with both"
    )
    if difference.low is None or difference.high is None:
        return told
    ends = wording.interval(difference.low, difference.high, 1)
    likely = f"{wording.level(difference.confidence)} interval {ends}; above 0 is better"
    if difference.low <= 0 <= difference.high:
        value = wording.decimal(difference.value, 1)
        return (
            "there is no clear difference between where they started and where those with both did "
            f"({value} SDs, standard deviations; {likely})"
        )
    return f"{told} ({likely})"


def bounds_sentence(finding: Finding) -> str:
    """The share if none or all of those without a second score got better, and where it tips."""
    bounds, many = bounds_of(finding), finding.nouns.many
    if bounds is None:
        if finding.nouns == GOAL:
            return "How many goals were never rated a second time is not known, so no range can be given."
        return "How much those without a second score could change the share is not shown."
    improved = finding.rate(finding.headline_rule, "improved")
    shares = bound_shares(finding)
    if not bounds.missing or improved is None or shares is None:
        return ""
    about = _about(finding)
    without = f"{about}{wording.count(bounds.missing)}"
    one = bounds.missing == 1
    none_of = "If the one" if one else f"If none of the {without}"
    # What is rounded can't be told from half: "about" says as much.
    ends = [wording.share(share) for share in shares]
    if not about:
        ends = [_beside_half(end) for end in (bounds.none, bounds.all) if end is not None]
    said = (
        f"{about}{wording.share(improved.share)} of those with both scores got better by the definition "
        f"used. {none_of} without a second score did{' not' if one else ''}, the share of all "
        f"{about}{wording.count(bounds.everyone)} {many} is {about}{ends[0]}; "
        f"if {'they' if one else 'all of them'} did, {about}{ends[1]}. "
        f"{tipping_sentence(bounds, rounded=bool(about))}"
    )
    return wording.capital(said)


def _beside_half(share: Fraction) -> str:
    """A share in print that can't be taken for half where it is less or more.

    >>> from fractions import Fraction
    >>> _beside_half(Fraction(108, 218)), _beside_half(Fraction(1, 2))
    ('just under 50%', '50%')
    """
    printed = wording.share(float(share))
    if printed != wording.share(0.5) or share == HALF:
        return printed
    return f"just {'under' if share < HALF else 'over'} {printed}"


def tipping_sentence(bounds: Bounds, *, rounded: bool = False) -> str:
    """What would have to be true of those missing for the share to be on the other side of half.

    `rounded` says that the counts are, so that a share to the nearest 5 points is all that can be said.

    >>> tipping_sentence(Bounds(improved=55, of=80, missing=40))
    'The share falls below half only if fewer than 5 of those 40 (13%) got better.'
    """
    needed, observed = bounds.needed(), bounds.observed
    if not needed or observed is None:
        if rounded and not _clear_of_half(bounds):
            return "These figures are rounded too much to tell whether it is half or more either way."
        return "It is half or more either way." if needed == 0 else "It stays below half even then."
    share = needed / bounds.missing
    if rounded:
        least = f"about {wording.share(max(0.05, round(share * 20) / 20))} of those without one"
    else:
        least = f"{wording.count(needed)} of those {wording.count(bounds.missing)} ({wording.share(share)})"
    if 2 * observed >= 1:
        if needed == 1 and not rounded:
            who = wording.count(bounds.missing)
            none = "that one did not get" if bounds.missing == 1 else f"none of those {who} got"
            return f"The share falls below half only if {none} better."
        return f"The share falls below half only if fewer than {least} got better."
    some = "that one" if bounds.missing == 1 and not rounded else f"at least {least}"
    return f"The share reaches half only if {some} got better."


def _clear_of_half(bounds: Bounds) -> bool:
    """Whether the share stays on its side of half whatever counts were rounded to these.

    Counts to the nearest 5 are 2 off at most, to the nearest 10 they are 5.
    """
    tens = all(n % 10 == 0 for n in (bounds.improved, bounds.of, bounds.missing))
    each = 5 if tens else 2
    off = 2 * each + each + each  # of twice the improved, those with both scores and those missing
    lead = 2 * bounds.improved - bounds.everyone
    return lead >= off or lead + 2 * bounds.missing < -off


def weighted_sentence(finding: Finding) -> str:
    """The share weighted for who has both scores, named as a sensitivity analysis."""
    found = finding.missing
    if found is None or found.weighted is None:
        return ""
    share = found.weighted.share
    if share.value is None:
        return f"{SENSITIVITY}: {share.reason[:1].lower()}{share.reason[1:]}"
    likely = (
        ""
        if share.low is None
        else f" ({wording.level(share.confidence)} interval {wording.share_interval(share.low, share.high)})"
    )
    worth = (
        ""
        if found.weighted.worth is None
        else f" The weighted scores are worth about {wording.count(round(found.weighted.worth))} "
        f"{finding.nouns.many}."
    )
    using = wording.listed(name.replace("_", " ") for name in found.weighted.using)
    return (
        f"{SENSITIVITY}: if whether a second score is held depends only on "
        f"{using}, the share who got better among all with a first score is "
        f"{_about(finding)}{wording.share(share.value)}{likely}.{worth}"
    )


def _about(finding: Finding) -> str:
    improved = finding.rate(finding.headline_rule, "improved")
    return "about " if improved is not None and improved.rounded else ""
