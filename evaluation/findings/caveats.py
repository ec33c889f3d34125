"""Caveats, each chosen by a rule and never by hand (facts/users.md section 2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.ends import no_room, piled_up
from evaluation.findings.finding import Caveat
from evaluation.findings.flows import told

if TYPE_CHECKING:
    from evaluation.findings.finding import Finding, Flow
    from evaluation.measures.definition import Measure, Scale

FEW = 30  # below this the interval is what matters (facts/users.md section 2.1)
COMPLETE_ENOUGH = 0.6  # share with both scores below which drop-out leads the caveats (same)
SEVERAL = 10
_TREATING = frozenset({"practitioner", "clinician", "therapist"})

NO_COMPARISON = Caveat(
    key="no_comparison",
    text=(
        "Families were not compared with similar families who had no service, so these figures can't show "
        "that the service caused the change. Some change would be expected anyway, and people who start with "
        "extreme scores tend to score nearer the average later."
    ),
)
NO_COMPARISON_LEARNING = Caveat(
    key="no_comparison",
    text=(
        "Learners were not compared with similar people who had no course, so these figures can't show that "
        "the course caused the change. Self-ratings say how people feel about their learning, not what they "
        "do at work."
    ),
)


def caveats(
    finding: Finding, measure: Measure, scale: Scale, *, retrospective: bool, one_form: bool = False
) -> tuple[Caveat, ...]:
    """The caveats of a finding, the most important first.

    `one_form` says that both ratings stand on one form, so that the first may have been given
    looking back.
    """
    learning = finding.domain == "learning"
    texts = {
        "completion": completion(finding.flow),
        "few": _few(finding),
        "no_room": no_room(finding.details, finding.nouns) if finding.details else "",
        "piled_up": piled_up(finding.details, finding.nouns) if finding.details else "",
        "not_blind": "Scores were given by the practitioner who worked with the family and were not rated "
        "blind."
        if finding.rater in _TREATING
        else "",
        "retrospective": "Both ratings were given afterwards, looking back; this design can overstate the "
        "gain."
        if retrospective
        else "",
        "one_form": "Both ratings stand on one form. If the first was given afterwards, looking back, it can "
        "overstate the gain."
        if one_form and not retrospective
        else "",
        "repeats": _repeats(finding),
        "goals": "Goals are counted, not families: goals of one family move together, so intervals are too "
        "narrow."
        if scale.unit == "goal"
        else "",
        "ordinal": "The steps of this rating are ordered but not equal in size, so how many moved up or down "
        "is shown and no effect size."
        if finding.ordinal
        else "",
        "unverified": ""
        if finding.firm
        else " ".join(
            filter(
                None, ("How this score is made could not be checked against its authors' text.", scale.note)
            )
        ),
        "bands": "Some band labels are not verified against the manual."
        if finding.moves and any(not band.firm for band in scale.bands)
        else "",
        **_threshold(finding, measure, scale),
    }
    found = tuple(Caveat(key=key, text=text) for key, text in texts.items() if text)
    return (NO_COMPARISON_LEARNING if learning else NO_COMPARISON, *found)


def completion(flow: Flow) -> str:
    """What is said where fewer than COMPLETE_ENOUGH have both scores; empty where enough have."""
    said = "Those without a second score may have done better or worse."
    return _too_few(flow, "both", "Both scores", said)


def few_answered(flow: Flow) -> str:
    """The same where answers are given once: those who gave none may think otherwise."""
    return _too_few(flow, "answered", "Answers", "Those who gave none may think otherwise.")


def _too_few(flow: Flow, step: str, what: str, said: str) -> str:
    everyone, held = flow.n("all"), flow.n(step)
    if not everyone or held is None or held / everyone >= COMPLETE_ENOUGH:
        return ""
    people = flow.steps[0].label.split(" ")[0].lower()
    share = f"{'about ' if flow.rounded else ''}{wording.share(flow.share(step))}"
    return f"{what} are held for {told(flow, held)} of {told(flow, everyone)} {people} ({share}). {said}"


def _few(finding: Finding) -> str:
    led = finding.rate(finding.lead_rule, "recovered") if finding.lead_rule else None
    leading = led or next(iter(finding.headline()), None)
    if leading is None or not leading.of or leading.of >= FEW or leading.low is None:
        return ""
    people = wording.plural(leading.of, finding.nouns.one, finding.nouns.many)
    likely = wording.share_interval(leading.low, leading.high)
    return f"With only {people} the likely range is wide ({likely})."


def _repeats(finding: Finding) -> str:
    if finding.most_each == 1 or finding.nouns.many == "goals":
        return ""
    people = "learners" if finding.domain == "learning" else "families"
    return (
        f"Some {people} are counted more than once, each {finding.nouns.one} for itself, so intervals are "
        "too narrow."
    )


def _threshold(finding: Finding, measure: Measure, scale: Scale) -> dict[str, str]:
    chosen = _chosen(finding, measure, scale)
    if chosen:
        return {"threshold": chosen}
    if measure.local and measure.domain != "learning":
        return {
            "local": "This is the service's own score: its range and direction were entered by hand, and it "
            "has no published threshold."
        }
    if any(rule.unit_unknown for rule in scale.change_rules) and scale.change_rule is None:
        return {
            "no_threshold": f"The source of {measure.short}'s published threshold doesn't say whether raw or "
            "converted points are meant, so any change of score counts here, however small."
        }
    if scale.change_rule is None and not scale.ordinal:
        return {
            "no_threshold": f"{measure.short} has no published amount of reliable change that could be "
            "verified, so any change of score counts, however small."
        }
    return {}


def _chosen(finding: Finding, measure: Measure, scale: Scale) -> str:
    """What a definition that was asked for rests on, where that is no published threshold."""
    published = scale.change_rule
    beside = f" The published threshold of {measure.short} is {published.label}." if published else ""
    if finding.headline_rule == "computed_change":
        return (
            "The threshold for reliable change was computed from these scores; it is not a published "
            f"threshold, and another group's would differ.{beside}"
        )
    if finding.headline_rule == "percent_change":
        return f"The percentage that counts was chosen for these figures; nobody published it.{beside}"
    if finding.headline_rule == "important_change" and published is None and not measure.local:
        return (
            f"{measure.short} has no published amount of reliable change that could be verified; the amount "
            "used is the smallest that matters to people, which can be less than measurement error."
        )
    return ""
