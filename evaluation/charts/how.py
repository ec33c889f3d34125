"""How the figures of a chart were calculated, line by line, in words made from what they were made of.

Each line begins with what it answers: whose scores, which two of them, what counts as better and who
says so, which interval, of how many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import labels
from evaluation.findings import sentences

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Finding, Needs, RuleInWords

STATUS = {
    "verified": "Read in the source named",
    "secondary": "Read in another source that states it",
    "recalled": "Not verified: not used for headlines",
    "unit unknown": (
        "The source doesn't say whether raw or converted points are meant: not used for headlines"
    ),
    "convention": "A custom, not a published rule",
    "computed": "Computed from the inputs shown",
}
ROUNDED = (
    "Small numbers: counts are rounded (to the nearest 5, or 10 under the strict rules), shares of few to "
    "the nearest 5%, so figures may not add up."
)
HIDDEN = f"{wording.HIDDEN}: {wording.SYMBOLS[wording.HIDDEN]}, or because it would give one away."


def known(status: str) -> str:
    """How far a threshold may be trusted, in words.

    >>> known("verified")
    'Read in the source named'
    """
    return STATUS.get(status, wording.capital(status))


def whose(finding: Finding) -> str:
    """Whose scores a finding compares, of which questionnaire, by whom, from when."""
    return f"Whose scores: {labels.paired(finding)} of {sentences.subtitle(finding)}."


def which(finding: Finding) -> str:
    """Which two scores of each, by the pairing rule."""
    return f"Which two: {finding.pairing}, both by the same rater."


def better(rule: RuleInWords) -> tuple[str, str]:
    """What counts as better, and who says so."""
    trust = known(rule.status)
    return (
        f"Better means: {wording.sentence(rule.text)}",
        f"Who says so: {(rule.source or 'Attune').rstrip('.')} ({trust[:1].lower()}{trust[1:]}).",
    )


def _definition(finding: Finding) -> tuple[str, ...]:
    """The words of a finding's headline rule."""
    return next((better(rule) for rule in finding.rules if rule.id == finding.headline_rule), ())


def shares(rates: tuple[Rate, ...]) -> str:
    """What the shares are of, and their interval."""
    if not rates:
        return "Shares: none, as nobody has both scores."
    first = rates[0]
    about = "about " if first.rounded else ""
    of = f"{about}{wording.count(first.of, first.hidden or wording.HIDDEN)} {first.who}"
    text = f"Each share: the number with that outcome out of {of}."
    if any(rate.low is not None for rate in rates):
        level = wording.level(first.confidence)
        text += f" Its likely range is a {level} interval ({first.interval}'s method)."
    return text


def protection(*, rounded: bool, hidden: bool) -> tuple[str, ...]:
    """What disclosure control has done to the figures; nothing where they are exact."""
    return (*((ROUNDED,) if rounded else ()), *((HIDDEN,) if hidden else ()))


def outcome(finding: Finding) -> tuple[str, ...]:
    """How the shares who got better, did not change and got worse were worked out."""
    found = finding.headline()
    if not found:
        return (whose(finding), which(finding))
    return (
        whose(finding),
        which(finding),
        *_definition(finding),
        shares(found),
        *protection(rounded=finding.rounded, hidden=any(rate.hidden == wording.HIDDEN for rate in found)),
    )


def outcomes(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The same for several findings: what differs from one to the next, line by line."""
    lines = []
    for finding in findings:
        found = finding.headline()
        if not found:
            continue
        defined = " ".join(_definition(finding)[-1:])
        lines.append(
            f"{labels.scored(finding)}: {labels.paired(finding)}; {finding.pairing}; definition: "
            f"{labels.rule(finding.headline_rule)}. {defined}".strip()
        )
    rates = tuple(rate for finding in findings for rate in finding.headline())
    kinds = sorted({f"{wording.level(rate.confidence)} {rate.interval}" for rate in rates})
    return (
        (
            "Each bar: all who have both scores of one questionnaire by one rater, parted in three by what "
            "became of them. The same people can be in several bars, so bars are not to be added up."
        ),
        *lines,
        f"Each share: of all in its bar; the data give its likely range ({wording.listed(kinds)} intervals).",
        *protection(
            rounded=any(finding.rounded for finding in findings),
            hidden=any(rate.hidden == wording.HIDDEN for rate in rates),
        ),
    )


def distribution(finding: Finding) -> tuple[str, ...]:
    """How scores were counted before and after."""
    middle = "The middle score is the median" if finding.ordinal else "The average is the mean of all scores"
    return (
        whose(finding),
        which(finding),
        (
            "Each bar: how many scores lie in that range. The ranges part the scale from "
            f"{finding.minimum:g} to {finding.maximum:g} evenly and were not chosen from these scores. "
            "Everybody is counted once before and once after."
        ),
        (
            f"In the title: {middle}. No interval is given: these are the scores held, and nothing is "
            "estimated from them."
        ),
        *protection(
            rounded=finding.rounded, hidden=any(b.before is None or b.after is None for b in finding.bins)
        ),
    )


def answers(finding: Finding) -> tuple[str, ...]:
    """How the answers before and after were counted."""
    return (
        whose(finding),
        which(finding),
        *_definition(finding),
        (
            "Each part of a bar: how many gave that answer. Both bars are of the same "
            f"{finding.nouns.many}. The answers are in order but not equally far apart, so no average is "
            "given."
        ),
        "No interval is given: these are the answers held, and nothing is estimated from them.",
        *protection(
            rounded=finding.rounded, hidden=any(b.before is None or b.after is None for b in finding.bins)
        ),
    )


def first_scores(profile: Needs) -> tuple[str, ...]:
    """How first scores were counted, where there are no second ones."""
    return (
        (
            f"Whose scores: {sentences.people(profile)} with a first score of {sentences.subtitle(profile)}"
            f"{'. Nobody has a second score yet.' if profile.alone else ', with or without a second.'}"
        ),
        "Each bar: how many first scores lie in that range. The ranges part the scale evenly.",
        *protection(rounded=profile.rounded, hidden=any(b.before is None for b in profile.bins)),
    )


def size(finding: Finding) -> tuple[str, ...]:
    """How the size of the average change was worked out."""
    effect = finding.effects[0]
    symbol = labels.missing(finding)
    described, change = finding.description, finding.mean_change
    points = wording.decimal(None if change is None else change.value, 1, symbol)
    spread = wording.decimal(described.sd_before, 1, symbol)
    by = f": {spread} points" if effect.name == "baseline_sd" else ""
    lines = [
        whose(finding),
        which(finding),
        f"Average change: {points} points ({labels.direction(finding)}; positive is an improvement).",
        f"Divided by: {labels.unit(effect.standardiser)}{by}, so that questionnaires can be compared.",
    ]
    if effect.low is not None:
        lines.append(
            f"Likely range: {wording.level(effect.confidence)} interval ({effect.interval})"
            f"{', ' + labels.corrected(effect) if labels.corrected(effect) else ''}."
        )
    else:
        lines.append(f"Likely range: none is shown{f' ({effect.reason})' if effect.reason else ''}.")
    hidden = symbol == wording.HIDDEN
    return (*lines, *protection(rounded=finding.rounded, hidden=hidden))


def moves(finding: Finding) -> tuple[str, ...]:
    """How moves between bands were counted, and whose bands they are."""
    rule = next((rule for rule in finding.rules if rule.id == "band_move"), None)
    return (
        whose(finding),
        which(finding),
        f"Each cell: how many {finding.nouns.many} were in the row's band before and in the column's after.",
        *(
            (f"The bands: {wording.sentence(rule.text)}", f"Who says so: {rule.source.rstrip('.')}.")
            if rule
            else ()
        ),
        *protection(rounded=finding.rounded, hidden=any(move.n is None for move in finding.moves)),
    )
