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
    found = [NO_COMPARISON_LEARNING if finding.domain == "learning" else NO_COMPARISON]
    many = finding.nouns.many
    families, both = finding.flow.n("all"), finding.flow.n("both")
    if families and both is not None and both / families < COMPLETE_ENOUGH:
        people = finding.flow.steps[0].label.split(" ")[0].lower()
        found.append(
            Caveat(
                key="completion",
                text=(
                    f"Both scores are held for {wording.count(both)} of {wording.count(families)} {people} "
                    f"({wording.share(both / families)}). Those without a second score may have done "
                    "better or worse."
                ),
            )
        )
    if finding.n is not None and 0 < finding.n < FEW:
        improved = finding.headline()[0] if finding.headline() else None
        if improved is not None and improved.low is not None and improved.high is not None:
            found.append(
                Caveat(
                    key="few",
                    text=(
                        f"With only {wording.plural(finding.n, finding.nouns.one, many)} the likely range is wide "
                        f"({wording.share_interval(improved.low, improved.high)})."
                    ),
                )
            )
    if finding.rater in {"practitioner", "clinician", "therapist"}:
        found.append(
            Caveat(
                key="not_blind",
                text="Scores were given by the practitioner who worked with the family and were not rated blind.",
            )
        )
    if retrospective:
        found.append(
            Caveat(
                key="retrospective",
                text="Both ratings were given afterwards, looking back; this design can overstate the gain.",
            )
        )
    if scale.unit == "goal":
        found.append(
            Caveat(
                key="goals",
                text="Goals are counted, not families: goals of one family move together, so intervals are too narrow.",
            )
        )
    if finding.ordinal:
        found.append(
            Caveat(
                key="ordinal",
                text=(
                    "The steps of this rating are ordered but not equal in size, so how many moved up or down "
                    "is shown and no effect size."
                ),
            )
        )
    if scale.bands and any(not band.firm for band in scale.bands) and finding.moves:
        found.append(Caveat(key="bands", text="Some band labels are not verified against the manual."))
    if measure.local:
        found.append(
            Caveat(
                key="local",
                text="This is the service's own score: its range and direction were entered by hand, and it has "
                "no published threshold.",
            )
        )
    elif scale.change_rule is None and not scale.ordinal:
        found.append(
            Caveat(
                key="no_threshold",
                text=f"{measure.short} has no published amount of reliable change that could be verified, so any "
                "change of score counts, however small.",
            )
        )
    return tuple(found)
