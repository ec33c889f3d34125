"""The words around a chart: who rated what, when, how many, by which definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings import sentences
from evaluation.findings.finding import GOAL
from evaluation.findings.of_scale import rated_by
from evaluation.measures import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.estimates import Estimate
    from evaluation.findings.finding import Evidence, Finding, Needs, Nouns

_RULES = {
    "any_change": "any change",
    "reliable_change": "reliable change",
    "important_change": "change by an amount that counts",
    "goal_progress": "progress towards the goal",
    "percent_change": "change by a share of the first score",
    "computed_change": "computed reliable change",
    "recovery": "no longer beyond the cut-off",
    "band_move": "moved band",
    "reliable_and_clinically_significant": "reliable and clinically significant change",
}


def rule(rule_id: str) -> str:
    """A rule in two or three words.

    >>> rule("reliable_change"), rule("recovery:likely")
    ('reliable change', 'no longer beyond the cut-off')
    """
    return _RULES.get(rule_id.split(":", maxsplit=1)[0], rule_id.replace("_", " "))


def paired(finding: Finding) -> str:
    """How many have both scores; of goals, how many were rated twice."""
    return f"{sentences.people(finding)} {'rated twice' if finding.nouns == GOAL else 'with both scores'}"


def altogether(counts: Iterable[int | None], nouns: Nouns, *, rounded: bool) -> str:
    """How many have both scores in all parts of a chart, after a comma; empty where a part is hidden.

    >>> from evaluation.findings.finding import FAMILY
    >>> altogether([30, 12], FAMILY, rounded=True), altogether([30, None], FAMILY, rounded=False)
    (', about 42 families with both scores', '')
    """
    known = list(counts)
    if any(n is None for n in known):
        return ""
    total = sum(n for n in known if n is not None)
    about = "about " if rounded else ""
    return f", {about}{wording.plural(total, nouns.one, nouns.many)} with both scores"


def subtitle(finding: Finding) -> str:
    """Measure, rater, period and n."""
    return f"{sentences.subtitle(finding)}, {paired(finding)}"


def scored(finding: Finding | Needs) -> str:
    """Measure and rater, which tell findings of one report apart: "PHQ-9 total, rated by the parent"."""
    return f"{wording.capital(finding.title)}, {rated_by(finding.rater)}"


def heading(finding: Finding | Needs) -> str:
    """What was measured, by what and by whom."""
    if finding.title == finding.concept:  # a score of the service's own is called what it measures
        return scored(finding)
    return f"{wording.capital(finding.concept)}: {finding.title}, {rated_by(finding.rater)}"


def unit(standardiser: str) -> str:
    """A standardiser with plain words beside it where it has some.

    >>> unit("SD before")
    'the spread of first scores (SD before)'
    """
    plain = {"SD before": "the spread of first scores", "SD of the change": "the spread of the changes"}
    return f"{plain[standardiser]} ({standardiser})" if standardiser in plain else standardiser


def corrected(estimate: Estimate) -> str:
    """What to add where an effect is printed with Hedges' correction; empty where it is not.

    >>> from evaluation.estimates import Estimate
    >>> corrected(Estimate(name="baseline_sd", value=0.48, plain=0.5, hedges=0.48))
    'with a small-sample correction'
    """
    is_corrected = estimate.name == "baseline_sd" and estimate.value is not None
    return "with a small-sample correction" if is_corrected else ""


def by(rater: str) -> str:
    """Who rated, as short as a chart's row allows.

    >>> by("parent"), by("not stated")
    ('parent', 'rater not stated')
    """
    return f"rater {rater}" if rater == "not stated" else rater


def detail(finding: Finding) -> str:
    """The same in as few words as a narrow screen has room for."""
    return (
        f"{finding.title}, {by(finding.rater)}, n = {wording.count(finding.n)}, {rule(finding.headline_rule)}"
    )


def source(evidence: Evidence) -> str:
    """The line that says which upload a figure comes from."""
    sample = "made-up sample data, " if evidence.sample else ""
    return (
        f"Source: {sample}{evidence.source.name}, fingerprint {evidence.source.fingerprint[:12]}, "
        f"Attune {evidence.version}"
    )


def slug(measure: str, scale: str) -> str:
    """The ids of a measure and its scale for the name of a file; no word of a service's own measure.

    >>> slug("mors_sf", "warmth"), slug("own_jane_doe", "total")
    ('mors-sf-warmth', 'own-questionnaire')
    """
    shipped = any(measure == one.id for one in registry())
    return f"{measure}-{scale}".replace("_", "-") if shipped else "own-questionnaire"


def caption(finding: Finding) -> str:
    """The line under a finding's chart."""
    return f"Source: {finding.title} ({finding.measure_name}), {finding.pairing}"


def missing(finding: Finding) -> str:
    """Why a mean or an effect has no value: hidden, or not computable.

    A mean can be computed as soon as one pair is counted, so one without a value was hidden.
    """
    hidden = finding.description.mean_before is None and finding.n != 0
    return wording.HIDDEN if hidden else wording.UNAVAILABLE


def middle(finding: Finding) -> str:
    """Why a middle score or the correlation has no value: hidden, or not computable.

    A middle score can be had of one pair, so one without a value was hidden, and the correlation with it.
    """
    hidden = finding.description.median_before is None and finding.n != 0
    return wording.HIDDEN if hidden else wording.UNAVAILABLE


def direction(finding: Finding | None, better: str = "") -> str:
    """Which way is better, in words."""
    way = finding.better if finding is not None else better
    return f"{way} scores are better"
