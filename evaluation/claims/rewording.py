"""What a right figure leaves open: what was measured, of how many, by which definition, and who got worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.claims.figures import Figure
    from evaluation.claims.reading import Claim, Part
    from evaluation.claims.subjects import Candidate, Subject

_OPEN = 0.15  # a bound that far from the figure says little: "more than 1%" of 60%
_CHILD = frozenset({"babies", "infants", "children"})
# Others stand for whoever is counted.
_SOFT = frozenset({"clients", "people", "participants", "service users", "users", "dyads", ""})


def left_open(
    best: Candidate, part: Part, read: Claim, fitting: list[Candidate], *, named: bool
) -> list[str]:
    """What the figure that bears a part out leaves open."""
    subject, many = best.subject, best.subject.nouns.many
    reasons = []
    about = "about " if best.rate.rounded else ""
    reasons += _which(subject, fitting, named=named)
    reasons += _loose(best, part, read, about)
    reasons += _felt(read, subject)
    if read.completed:
        reasons.append(
            f'"{wording.capital(read.completed)}" is not how people are chosen here: counted are '
            f"{best.rate.who}, whether or not they completed anything."
        )
    if best.whom != "both":
        of = "with a first score" if best.whom == "first" else "in the file"
        if read.whom != best.whom:
            reasons.append(f"The figure is right only of all {about}{best.of} {many} {of}: say so.")
        reasons.append("Those without a second score are counted as not having got better.")
    elif read.whom in {"first", "everyone"}:
        reasons.append(
            f"The figure is of the {about}{wording.count(best.rate.of)} {best.rate.who}, not of everyone."
        )
    elif read.whom != "both" and not any(_says_of(other) for other in read.parts):
        reasons.append(f"It doesn't say of how many: {about}{wording.count(best.rate.of)} {best.rate.who}.")
    if part.happened == "improved" or all(other.happened != "improved" for other in read.parts):
        reasons += _by_definition(best, part)
    for noun in dict.fromkeys((read.noun, part.noun)):
        if noun not in _SOFT and noun != many:
            child = noun in _CHILD and subject.domain != "baby"
            told = ", and the score is not about the child" if child else ""
            reasons.append(f"It says {noun}; what is counted is {many}{told}.")
    return reasons


def left_out(read: Claim, subject: Subject) -> list[str]:
    """Better is never printed without worse."""
    happened = {part.happened for part in read.parts}
    worse = next((r for r in subject.rates if r.rule == subject.headline_rule and r.outcome == "worse"), None)
    if "improved" not in happened or "worse" in happened or worse is None or worse.n == 0:
        return []
    if worse.share is None:
        return ["It leaves out those who got worse."]
    about = "about " if worse.rounded else ""
    return [f"It leaves out that {about}{wording.share(worse.share)} got worse."]


def _which(subject: Subject, fitting: list[Candidate], *, named: bool) -> list[str]:
    """Whether it is clear which score is meant."""
    others = list(dict.fromkeys((one.subject.title, one.subject.rated) for one in fitting))
    if not named:
        several = f" ({len(others)} scores here give that figure)" if len(others) > 1 else ""
        return [f"It doesn't say what was measured: {subject.title}{several}."]
    if len(others) > 1:
        titles = {title for title, _ in others}
        apart = [title if len(titles) > 1 else rated for title, rated in others]
        return [f"It fits more than one score here, {wording.listed(apart)}: say which."]
    return []


def _loose(best: Candidate, part: Part, read: Claim, about: str) -> list[str]:
    """Whether a figure is finer, opener or of more people than what is known."""
    reasons = []
    if best.rate.rounded and all(other.figure.bound == "exact" for other in read.parts):
        reasons.append('The figures here are rounded: say "about".')
    seen = f"{about}{wording.share(best.share)}"
    if part.figure.bound == "most":
        reasons.append(f'"Up to" or "at most" leaves the figure open: it is {seen}.')
    elif part.figure.bound in {"over", "least", "under"} and _apart(part.figure, best) > _OPEN:
        reasons.append(f'"{part.figure.text}" leaves the figure open: it is {seen}.')
    if best.happened == "recovered" and read.whom == "both" and part.figure.of is None:
        reasons.append(f"The figure is only of the {about}{wording.count(best.rate.of)} {best.rate.who}.")
    return reasons


def _apart(figure: Figure, best: Candidate) -> float:
    """How far a share or a count that is said as a bound is from what is counted, as a share."""
    said = float(figure.share) if figure.share is not None else (figure.n or 0) / best.of
    return abs(said - best.share)


def _felt(read: Claim, subject: Subject) -> list[str]:
    """Whether how people feel is what was measured."""
    if not read.felt:
        return []
    said = f'"{wording.capital(read.felt)}"'
    if read.felt.startswith("happ"):
        return [f"{said} is not what was measured: {subject.title} asks about wellbeing. Say so."]
    if subject.domain != "caregiver":
        return [f"{said} is about how people feel, and {subject.title} is not."]
    return [f"{said} is wider than what was measured: name it, {subject.title}."]


def _says_of(part: Part) -> bool:
    """Whether a figure says of how many it is; "nine in ten" doesn't."""
    return part.figure.of is not None and not part.figure.steps


def _by_definition(best: Candidate, part: Part) -> list[str]:
    """Whether the verb says by which definition the figure is right."""
    rule = best.rate.rule.split(":")[0]
    if part.happened not in {"improved", "worse"}:
        return []
    if rule == "any_change" and not part.any_amount:
        return ['By this figure any difference of score counts, however small: say "had a better score".']
    if best.reliable and not part.reliably:
        return ["The figure counts reliable change, more than measurement error explains: say so."]
    if not best.headline and rule != "any_change" and not best.reliable:
        return ["The figure holds by another definition than that of the sentence below: say which."]
    return []
