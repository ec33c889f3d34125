"""Checks a claim against every definition and denominator that the evidence prints.

Only what is printed is looked at, so that under disclosure control no answer tells more than the
page does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.claims.answer import Answer, Verdict
from evaluation.claims.reading import Claim, Part, read_claim
from evaluation.claims.subjects import Candidate, Subject, showing, subjects, unknown_names
from evaluation.errors import InputError
from evaluation.findings.finding import Evidence

if TYPE_CHECKING:
    from evaluation.evaluating import Evaluation

_CHILD = frozenset({"babies", "infants", "children"})
# Others stand for whoever is counted.
_SOFT = frozenset({"clients", "people", "participants", "service users", "users", "dyads", ""})
_WORDS = {
    "improved": "got better",
    "worse": "got worse",
    "no_change": "did not change",
    "recovered": "are no longer beyond the cut-off",
    "not_judged": "could not be judged",
    "paired": "have two scores",
}


def check_claim(claim: str, evaluation: Evaluation | Evidence) -> Answer:
    r"""Whether the data bear out a sentence that somebody wants to print, and how to put it honestly.

    "supported" needs what was measured, by which definition, of whom, and how many got worse; a figure
    that is right but leaves some of that out is "supported if reworded". Claims of cause are never
    supported: nobody was compared with families who had no service. Raises InputError for a blank claim.

    >>> from evaluation import evaluate
    >>> rows = "\n".join(f"A{i},14,{6 if i < 7 else 14}" for i in range(10))
    >>> found = evaluate(f"Family ID,PHQ-9 before,PHQ-9 after\n{rows}".encode(), name="families.csv")
    >>> check_claim("70% of parents improved", found).verdict
    'supported if reworded'
    """
    if not claim.strip():
        raise InputError("There is no sentence to check: write one such as '70% of families improved'.")
    evidence = evaluation if isinstance(evaluation, Evidence) else evaluation.evidence
    read, about = read_claim(claim), subjects(evidence)
    text = " ".join(claim.lower().split())
    strange = unknown_names(text, about)
    chosen, level = _chosen(about, text)
    if strange:
        named = chosen if level == _BY_NAME else []
        why = [f"The data have no two scores on {wording.listed(strange)}."]
        if read.felt.startswith("happ") and "wellbeing" in strange:
            needed = wording.listed(showing("wellbeing"), "or")
            why.append(f'"{read.felt.capitalize()}" would need a questionnaire on wellbeing: {needed}.')
        return _answer(read, "not supported", [*_general(read), *why], named)
    if not chosen:
        return _answer(read, "not supported", ["The data have no two scores to compare."], chosen)
    judged = _all_judged(read, chosen, named=level > 0)
    reasons = _general(read)
    reasons += [reason for one in judged for reason in one.reasons]
    best = next((one.match for one in judged if one.match is not None), None)
    subject = best.subject if best is not None else chosen[0]
    missing = [one for one in judged if one.match is None]
    if read.causal or read.negated or read.amount or not read.parts or missing:
        return _answer(read, "not supported", reasons, [subject])
    reasons += _left_out(read, subject)
    verdict: Verdict = "supported if reworded" if reasons else "supported"
    if not reasons:
        reasons = [f"The data give this: {subject.title}, by the definition of its sentence."]
    return _answer(read, verdict, reasons, [subject])


_BY_NAME = 2


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """One figure of a claim: the number that bears it out, if any, and what to say of it."""

    match: Candidate | None
    reasons: tuple[str, ...]


def _answer(read: Claim, verdict: Verdict, reasons: list[str], about: list[Subject]) -> Answer:
    sentence = about[0].sentence if about else ""
    return Answer(claim=read.text, verdict=verdict, reasons=tuple(dict.fromkeys(reasons)), sentence=sentence)


def _chosen(about: tuple[Subject, ...], text: str) -> tuple[list[Subject], int]:
    """The subjects that a text names best, or all where it names none; and how clearly."""
    levels = [subject.named(text) for subject in about]
    top = max(levels, default=0)
    return [s for s, level in zip(about, levels, strict=True) if level == top], top


def _general(read: Claim) -> list[str]:
    """What is wrong with a claim whatever its figures are."""
    reasons = []
    if read.causal:
        reasons.append(
            f'"{read.causal.capitalize()}" claims a cause. Nobody here was compared with similar families '
            "who had no service, so the data can't say what brought a change about."
        )
    if read.negated:
        reasons.append(
            "It says who did not improve, or did not get worse: say how many got better, how many did not "
            "change and how many got worse."
        )
    if read.amount:
        reasons.append(
            f'"{read.amount.capitalize()}" says how far scores moved; only shares and counts of those who '
            "got better or worse are checked."
        )
    if read.significant:
        reasons.append(
            '"Significant" is a test of the average and can be heard as "large": leave it out, and say how '
            "many got better by which definition."
        )
    if not read.parts:
        reasons.append("It holds no share and no count to check.")
    return reasons


def _all_judged(read: Claim, chosen: list[Subject], *, named: bool) -> list[_Judged]:
    """Each figure; those of worse and no change must hold by the definition that the better one does."""
    lead = next((part for part in read.parts if part.happened == "improved"), None)
    led = None if lead is None else _judged(lead, read, chosen, None, named=named)
    found = []
    for part in read.parts:
        beside = led.match if led is not None and part.happened in {"worse", "no_change"} else None
        found.append(
            led if led is not None and part is lead else _judged(part, read, chosen, beside, named=named)
        )
    return found


def _judged(
    part: Part, read: Claim, chosen: list[Subject], beside: Candidate | None, *, named: bool
) -> _Judged:
    if not part.happened:
        return _Judged(match=None, reasons=(f'What happened to "{part.figure.text}" is not said.',))
    turned = [s.title for s in chosen if part.moved and s.better and s.better != part.moved]
    if len(turned) == len(chosen):
        rose = "Rising" if part.moved == "higher" else "Falling"
        why = f"{rose} scores are no change for the better here: {wording.listed(turned)}."
        return _Judged(match=None, reasons=(why,))
    candidates = [
        one
        for subject in chosen
        if subject.title not in turned
        for one in subject.candidates()
        if one.happened == part.happened and (one.reliable or not part.reliably)
    ]
    if beside is not None:
        rule, title = beside.rate.rule, beside.subject.title
        candidates = [c for c in candidates if c.rate.rule == rule and c.subject.title == title]
    fitting = [one for one in candidates if part.figure.fits(one.n, one.of, one.share)]
    if not fitting:
        return _Judged(match=None, reasons=(_why_not(part, chosen, candidates),))
    best = min(fitting, key=lambda one: _rank(one, part, read, chosen))
    return _Judged(match=best, reasons=tuple(_rewording(best, part, read, fitting, named=named)))


def _rank(
    one: Candidate, part: Part, read: Claim, chosen: list[Subject]
) -> tuple[bool, bool, bool, int, str]:
    """The best reading of a claim first: of whom it says, by the headline rule, the first finding."""
    says_so = one.whom == (read.whom or "both")
    fits_words = part.reliably == one.reliable
    return (not says_so, not one.headline, not fits_words, chosen.index(one.subject), one.rate.rule)


def _why_not(part: Part, chosen: list[Subject], candidates: list[Candidate]) -> str:
    said = f'"{part.figure.text}" {_WORDS[part.happened]}'
    usual = [one for one in candidates if one.whom == "both"]
    if not usual:
        kind = "reliably " if part.reliably else ""
        return f"No share of those who {kind}{_WORDS[part.happened]} is printed for {_titles(chosen)}."
    if part.figure.share is None:
        counts = sorted(one.n for one in usual)
        ends = wording.count(counts[0]), wording.count(counts[-1])
    else:
        shares = sorted(one.share for one in usual)
        ends = wording.share(shares[0]), wording.share(shares[-1])
    seen = " to ".join(dict.fromkeys(ends))
    by = "by the definitions here" if len(usual) > 1 else "here"
    return f"{said} is not what the data give for {_titles(chosen)}: {by} it is {seen}."


def _titles(chosen: list[Subject]) -> str:
    titles = list(dict.fromkeys(subject.title for subject in chosen))
    few = 3
    return wording.listed(titles) if len(titles) <= few else f"any of {len(titles)} scores"


def _rewording(
    best: Candidate, part: Part, read: Claim, fitting: list[Candidate], *, named: bool
) -> list[str]:
    """What a right figure leaves open."""
    subject, many = best.subject, best.subject.nouns.many
    reasons = []
    about = "about " if best.rate.rounded else ""
    if not named:
        others = {one.subject.title for one in fitting}
        several = f" ({len(others)} scores here give that figure)" if len(others) > 1 else ""
        reasons.append(f"It doesn't say what was measured: {subject.title}{several}.")
    reasons += _loose(best, part, read, about)
    reasons += _felt(read, subject)
    if read.completed:
        reasons.append(
            f'"{read.completed.capitalize()}" is not how people are chosen here: counted are '
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
    if read.noun not in _SOFT and read.noun != many:
        child = read.noun in _CHILD and subject.domain != "baby"
        told = ", and the score is not about the child" if child else ""
        reasons.append(f"It says {read.noun}; what is counted is {many}{told}.")
    return reasons


def _loose(best: Candidate, part: Part, read: Claim, about: str) -> list[str]:
    """Whether a figure is finer, opener or of more people than what is known."""
    reasons = []
    if best.rate.rounded and all(other.figure.bound == "exact" for other in read.parts):
        reasons.append('The figures here are rounded: say "about".')
    if part.figure.bound == "most":
        seen = f"{about}{wording.share(best.share)}"
        reasons.append(f'"Up to" or "at most" leaves the figure open: it is {seen}.')
    if best.happened == "recovered" and read.whom == "both" and part.figure.of is None:
        reasons.append(f"The figure is only of the {about}{wording.count(best.rate.of)} {best.rate.who}.")
    return reasons


def _felt(read: Claim, subject: Subject) -> list[str]:
    """Whether how people feel is what was measured."""
    if not read.felt:
        return []
    said = f'"{read.felt.capitalize()}"'
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


def _left_out(read: Claim, subject: Subject) -> list[str]:
    """Better is never printed without worse."""
    happened = {part.happened for part in read.parts}
    worse = next((r for r in subject.rates if r.rule == subject.headline_rule and r.outcome == "worse"), None)
    if "improved" not in happened or "worse" in happened or worse is None or worse.n == 0:
        return []
    if worse.share is None:
        return ["It leaves out those who got worse."]
    about = "about " if worse.rounded else ""
    return [f"It leaves out that {about}{wording.share(worse.share)} got worse."]
