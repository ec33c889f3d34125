"""Caveats, each chosen by a rule and never by hand (facts/users.md section 2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import Caveat

if TYPE_CHECKING:
    from evaluation.findings.finding import Finding
    from evaluation.measures.definition import Measure, Scale

FEW = 30  # below this the interval is what matters (facts/users.md section 2.1)
COMPLETE_ENOUGH = 0.6  # share with both scores below which drop-out leads the caveats (same)
SEVERAL = 10
_TREATING = frozenset({"practitioner", "clinician", "therapist"})

NO_COMPARISON = Caveat(
    key="no_comparison",
    text=(
        "There was no comparison group, so these figures can't show that the service caused the change. "
        "Some change would be expected anyway, and people who start with extreme scores tend to score "
        "nearer the average later."
    ),
)
NO_COMPARISON_LEARNING = Caveat(
    key="no_comparison",
    text=(
        "There was no comparison group, so these figures can't show that the course caused the change. "
        "Self-ratings say how people feel about their learning, not what they do at work."
    ),
)


def caveats(finding: Finding, measure: Measure, scale: Scale, *, retrospective: bool) -> tuple[Caveat, ...]:
    """The caveats of a finding, the most important first."""
    learning = finding.domain == "learning"
    texts = {
        "completion": _completion(finding),
        "few": _few(finding),
        "not_blind": "Scores were given by the practitioner who worked with the family and were not rated "
        "blind."
        if finding.rater in _TREATING
        else "",
        "retrospective": "Both ratings were given afterwards, looking back; this design can overstate the "
        "gain."
        if retrospective
        else "",
        "goals": "Goals are counted, not families: goals of one family move together, so intervals are too "
        "narrow."
        if scale.unit == "goal"
        else "",
        "ordinal": "The steps of this rating are ordered but not equal in size, so how many moved up or down "
        "is shown and no effect size."
        if finding.ordinal
        else "",
        "bands": "Some band labels are not verified against the manual."
        if finding.moves and any(not band.firm for band in scale.bands)
        else "",
        **_threshold(measure, scale),
    }
    found = tuple(Caveat(key=key, text=text) for key, text in texts.items() if text)
    return (NO_COMPARISON_LEARNING if learning else NO_COMPARISON, *found)


def _completion(finding: Finding) -> str:
    families, both = finding.flow.n("all"), finding.flow.n("both")
    if not families or both is None or both / families >= COMPLETE_ENOUGH:
        return ""
    people = finding.flow.steps[0].label.split(" ")[0].lower()
    return (
        f"Both scores are held for {wording.count(both)} of {wording.count(families)} {people} "
        f"({wording.share(both / families)}). Those without a second score may have done better or worse."
    )


def _few(finding: Finding) -> str:
    improved = next(iter(finding.headline()), None)
    if not finding.n or finding.n >= FEW or improved is None or improved.low is None:
        return ""
    people = wording.plural(finding.n, finding.nouns.one, finding.nouns.many)
    likely = wording.share_interval(improved.low, improved.high)
    return f"With only {people} the likely range is wide ({likely})."


def _threshold(measure: Measure, scale: Scale) -> dict[str, str]:
    if measure.local and measure.domain != "learning":
        return {
            "local": "This is the service's own score: its range and direction were entered by hand, and it "
            "has no published threshold."
        }
    if scale.change_rule is None and not scale.ordinal:
        return {
            "no_threshold": f"{measure.short} has no published amount of reliable change that could be "
            "verified, so any change of score counts, however small."
        }
    return {}
