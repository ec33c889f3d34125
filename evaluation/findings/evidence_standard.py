"""Evidence standard level 2 (Early Intervention Foundation, now Foundations): what the data meet of it.

Item by item, from what a finding prints. Details of the standard come from recall and are marked so;
the label is given only where nothing that the data can show stands against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.sentences import verbs

if TYPE_CHECKING:
    from evaluation.findings.finding import Finding

# Child outcomes alone count; which questionnaires those are is recalled, not read.
CHILD = frozenset({"asq_se_2", "sdq_2_4", "sdq_4_17", "bitsea", "ecbi"})
LEAST_PAIRED = 20
SOURCE = "Early Intervention Foundation (now Foundations), evidence standards"
LABEL = "consistent with Level 2 (preliminary); cannot show the service caused the change"
NO_HARM = "No sign of harm"
_RELIABLE = ("reliable_change", "computed_change")
_FIRM = frozenset({"verified", "secondary"})
_LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that the standard asks for; `met` is None where the data can't tell or it is hidden."""

    asks: str
    found: str
    met: bool | None
    verified: bool = False

    @property
    def answer(self) -> str:
        """Met, not met, or to be judged."""
        return "For people to judge" if self.met is None else "Met" if self.met else "Not met"


@dataclass(frozen=True, kw_only=True)
class Standard:
    """The items for one finding, and what they come to."""

    items: tuple[Item, ...]
    verdict: str


def evidence_standard(finding: Finding) -> Standard | None:
    """What a finding meets of level 2; None where it is no child outcome.

    The number of 20 with both scores, the significant effect and the rest of the details are recalled
    and marked as not verified; that level 2 means a child outcome without a causal claim was read.
    """
    if finding.measure not in CHILD:
        return None
    items = (
        Item(
            asks="A child outcome is measured",
            found=f"{finding.title} is about the child",
            met=True,
            verified=True,
        ),
        Item(
            asks="The same questionnaire before and soon after",
            found=f"Compared: {finding.pairing}, by one rater. Whether soon enough is for people to judge",
            met=None,
        ),
        Item(
            asks="The questionnaire is valid, reliable and not part of the support itself",
            found="The data can't tell",
            met=None,
        ),
        _enough(finding),
        _significant(finding),
        _no_harm(finding),
        _reported(finding),
        Item(asks="Those measured stand for those served", found="The data can't tell", met=None),
    )
    return Standard(items=items, verdict=_verdict(items))


def _enough(finding: Finding) -> Item:
    n = finding.n
    rounded = any(rate.rounded for rate in finding.rates)
    met = None if n is None or (rounded and abs(n - LEAST_PAIRED) < 5) else n >= LEAST_PAIRED
    about = "about " if rounded and n is not None else ""
    return Item(
        asks=f"At least {LEAST_PAIRED} with both scores",
        found=f"{wording.capital(about + wording.plural(n, finding.nouns.one, finding.nouns.many))}",
        met=met,
    )


def _ends(finding: Finding) -> tuple[float, float] | None:
    """The interval of the average change, or of the chance of improving less a half; at 95% or more."""
    for estimate, zero in ((finding.mean_change, 0.0), (finding.probability, 0.5)):
        if estimate is not None and estimate.low is not None and estimate.high is not None:
            if estimate.confidence < _LEVEL:
                return None
            return estimate.low - zero, estimate.high - zero
    return None


def _significant(finding: Finding) -> Item:
    ends = _ends(finding)
    found = "The interval of the average change is not shown or not at 95%"
    if ends is not None:
        told = "lies wholly on the better side" if ends[0] > 0 else "reaches no change, or lies beyond it"
        found = f"The interval of the change {told}"
    return Item(
        asks="A change for the better that is larger than chance would give",
        found=found,
        met=None if ends is None else ends[0] > 0,
    )


def _no_harm(finding: Finding) -> Item:
    """Met where nobody got worse, not met where the average or more people did; between these, to be judged.

    The standard gives no number who may get worse, so where some did that is for people to judge.
    """
    ends, rule = _ends(finding), _of_harm(finding)
    better, worse = (finding.rate(rule, kind) for kind in ("improved", "worse"))
    if worse is None or worse.share is None:
        return Item(asks=NO_HARM, found="How many got worse is not shown", met=None)
    said = "got reliably worse" if rule in _RELIABLE else verbs(finding)[2]
    found = f"{wording.capital(wording.rate(worse))} {said}"
    if ends is not None and ends[1] < 0:
        return Item(asks=NO_HARM, found=f"{found}; the average got worse", met=False)
    if better is not None and better.share is not None and worse.share > better.share:
        return Item(asks=NO_HARM, found=f"{found}, more than got better", met=False)
    return Item(asks=NO_HARM, found=found, met=True if ends is not None and worse.n == 0 else None)


def _of_harm(finding: Finding) -> str:
    """The definition by which worse is counted: published reliable change where there is one."""
    known = {rule.id for rule in finding.rules if rule.status in _FIRM}
    return _RELIABLE[0] if _RELIABLE[0] in known else finding.headline_rule


def _reported(finding: Finding) -> Item:
    steps = {step.key: step.n for step in finding.flow.steps}
    before, both = steps.get("before"), steps.get("both")
    shown = before is not None and both is not None
    return Item(
        asks="Drop-out is reported",
        found=f"Both scores: {wording.count(both)} of {wording.count(before)} with a first score",
        met=True if shown else None,
    )


def _verdict(items: tuple[Item, ...]) -> str:
    failed = [item.asks[:1].lower() + item.asks[1:] for item in items if item.met is False]
    if failed:
        return f"Not consistent with Level 2: not met are: {wording.listed(failed)}."
    open_ = [item for item in items if item.met is None]
    if any(item.asks.startswith(("At least", "A change")) for item in open_):
        return "Whether this is consistent with Level 2 can't be told from what is shown."
    left = wording.plural(len(open_), "point is", "points are")
    return f"What the data show is {LABEL}. {wording.capital(left)} for people to judge."
