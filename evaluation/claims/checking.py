"""Checks a claim against every definition and denominator that the evidence prints.

Only what is printed is looked at, so that under disclosure control no answer tells more than the
page does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.claims import periods
from evaluation.claims.answer import Answer, Verdict
from evaluation.claims.faults import faults, refuted
from evaluation.claims.own import Own, own, plain
from evaluation.claims.reading import Claim, Part, read_claim
from evaluation.claims.rewording import left_open, left_out
from evaluation.claims.subjects import Candidate, Subject, showing, subjects, unknown_names
from evaluation.claims.understanding import definitions, reading
from evaluation.claims.unread import unread
from evaluation.errors import InputError
from evaluation.findings.finding import Evidence

if TYPE_CHECKING:
    from evaluation.evaluating import Evaluation

_WORDS = {
    "improved": "got better",
    "worse": "got worse",
    "no_change": "did not change",
    "recovered": "are no longer beyond the cut-off",
    "not_judged": "could not be judged",
    "paired": "have two scores",
}
_HIDDEN = f"{wording.HIDDEN}: that number is not shown"
LONGEST = 4000  # characters that are read
_BY_NAME = 2


def check_claim(claim: str, evaluation: Evaluation | Evidence, *, about: str = "") -> Answer:
    r"""Whether the data bear out a sentence that somebody wants to print, and how to put it honestly.

    "supported" needs what was measured, by which definition, of whom, and how many got worse; a figure
    that is right but leaves some of that out is "supported if reworded". Claims of cause are never
    supported: nobody was compared with families who had no service. `about` is the key of the finding
    that is meant, where the claim doesn't say. Raises InputError for a claim that is blank or too long, and
    for a key that no finding has.

    >>> from evaluation import evaluate
    >>> rows = "\n".join(f"A{i},14,{6 if i < 7 else 14}" for i in range(10))
    >>> found = evaluate(f"Family ID,PHQ-9 before,PHQ-9 after\n{rows}".encode(), name="families.csv")
    >>> check_claim("70% of parents improved", found).verdict
    'supported if reworded'
    """
    if not claim.strip():
        raise InputError("There is no sentence to check: write one such as '70% of families improved'.")
    if len(claim) > LONGEST:
        raise InputError(f"The text is too long to check: give one sentence, {LONGEST:,} characters at most.")
    evidence = evaluation if isinstance(evaluation, Evidence) else evaluation.evidence
    everything = subjects(evidence)
    if about and about not in {subject.key for subject in everything}:
        raise InputError(f"The data have no finding '{about}': leave it out, or give the key of one.")
    read = read_claim(claim)
    whole = _Checking(read, evidence, everything, about)
    repeated = own(claim, everything)
    if repeated is not None and repeated.exact:
        same = f"These data print this themselves, word for word: {repeated.subject.title}."
        return whole.answer("supported", [same], [repeated.subject], named=True)
    answer = whole.judged()
    return answer if repeated is None else _but_for_numbers(answer, repeated, whole)


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """One figure of a claim: the number that bears it out, if any, and what to say of it."""

    match: Candidate | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Checking:
    """A claim with the data it is checked against."""

    read: Claim
    evidence: Evidence
    everything: tuple[Subject, ...]
    about: str

    def answer(self, verdict: Verdict, reasons: list[str], about: list[Subject], *, named: bool) -> Answer:
        """The answer about the first of these subjects."""
        one = about[0] if about else None
        words = unread(self.read, about or list(self.everything), self.evidence.view.filters)
        return Answer(
            claim=self.read.text,
            verdict=verdict,
            reasons=tuple(dict.fromkeys(reasons)),
            sentence=one.sentence if one else "",
            about=one.key if one else "",
            could_be=tuple((each.key, _told_apart(each, self.everything)) for each in self.everything),
            reading=reading(self.read, about, words, named=named, picked=bool(self.about)),
            definitions=definitions(self.read, about),
            lengths=one.lengths if one else None,
        )

    def judged(self) -> Answer:
        """The answer of the claim as it was read."""
        read, text = self.read, plain(self.read.text)
        strange = unknown_names(text, self.everything)
        chosen, level = _chosen(self.everything, text, self.about)
        named = level >= _BY_NAME
        if strange:
            why = [f"The data have no two scores on {wording.listed(strange)}."]
            if read.felt.startswith("happ") and "wellbeing" in strange:
                needed = wording.listed(showing("wellbeing"), "or")
                felt = wording.capital(read.felt)
                why.append(f'"{felt}" would need a questionnaire on wellbeing: {needed}.')
            return self.answer("not supported", faults(read) + why, chosen if named else [], named=named)
        if not chosen:
            return self.answer("not supported", ["The data have no two scores to compare."], [], named=False)
        judged = _all_judged(read, chosen, named=level > 0)
        reasons = faults(read) + [reason for one in judged for reason in one.reasons]
        matches = [one.match for one in judged if one.match is not None]
        subject = matches[0].subject if matches else chosen[0]
        first = [subject, *(other for other in chosen if other is not subject)]
        when, other_time = periods.fault(read.times, subject.period)
        reasons += [when] if when else []
        others = [rater for rater in read.raters if subject.rater and rater != subject.rater]
        if others:
            reasons.append(f"It says that scores are the {others[0]}'s; {subject.title} is {subject.rated}.")
        wrong = _wrong_intervals(read, matches)
        reasons += wrong
        if refuted(read) or others or other_time or wrong or len(matches) < len(judged):
            return self.answer("not supported", reasons, first, named=named)
        reasons += _one_name(chosen, reasons) if named else []
        reasons += left_out(read, subject)
        reasons += self._not_read(matches[0])
        if reasons:
            return self.answer("supported if reworded", reasons, first, named=named)
        told = f"The data give this: {subject.title}, by the definition of its sentence."
        return self.answer("supported", [told], first, named=named)

    def _not_read(self, match: Candidate) -> list[str]:
        """The words that could mean fewer people than are counted, or another matter."""
        words = unread(self.read, [match.subject], self.evidence.view.filters)
        if not words:
            return []
        chosen = ", as chosen in the sidebar" if self.evidence.view.filters else ""
        return [f"Words not read: {', '.join(words)}. The figure is of all {match.rate.who}{chosen}."]


def _but_for_numbers(answer: Answer, repeated: Own, whole: _Checking) -> Answer:
    """The answer to a sentence of the data's own with other numbers in it.

    Figures that hold in another way, such as of another number of people, keep the answer they got.
    """
    spans = [(part.figure.start, part.figure.start + len(part.figure.text)) for part in whole.read.parts]
    inside = all(any(low <= at < high for low, high in spans) for at, _, _ in repeated.differs)
    if not repeated.differs or (answer.verdict == "supported if reworded" and inside):
        return answer
    wrong = [
        f"It says {said} where the data give {_HIDDEN if right == wording.HIDDEN else right}."
        for _, said, right in repeated.differs
    ]
    return whole.answer("not supported", wrong, [repeated.subject], named=True)


def _chosen(about: tuple[Subject, ...], text: str, picked: str) -> tuple[list[Subject], int]:
    """The subjects that a text names best, or all where it names none; and how clearly."""
    levels = {subject.key: subject.named(text) for subject in about}
    if picked:
        return [subject for subject in about if subject.key == picked], levels[picked]
    top = max(levels.values(), default=0)
    best = [subject for subject in about if levels[subject.key] == top]
    by_rater = [subject for subject in best if plain(subject.rated) in text]
    return (by_rater or best), top


def _told_apart(subject: Subject, everything: tuple[Subject, ...]) -> str:
    """The title, with who rated where two share it."""
    alone = [other.title for other in everything].count(subject.title) == 1
    return subject.title if alone else f"{subject.title}, {subject.rated}"


def _one_name(chosen: list[Subject], reasons: list[str]) -> list[str]:
    """That a name fits several scores, where that is not said yet."""
    if len({(one.title, one.rated) for one in chosen}) == 1 or any("say which" in said for said in reasons):
        return []
    return [f"Several scores here go by that name, {_titles(chosen)}: say which."]


def _wrong_intervals(read: Claim, matches: list[Candidate]) -> list[str]:
    """The intervals in a claim that are not those of its figures."""
    right = {
        (wording.level(one.rate.confidence), wording.share_interval(one.rate.low, one.rate.high))
        for one in matches
        if one.whom == "both" and one.rate.low is not None
    }
    given = wording.listed(f"{level} interval {ends}" for level, ends in sorted(right))
    told = f": it is {given}." if right else "."
    return [
        f'"{said.text.strip("( ")}" is not the interval of its figures{told}'
        for said in read.intervals
        if (said.level, said.ends) not in right
    ]


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
    return _Judged(match=best, reasons=tuple(left_open(best, part, read, fitting, named=named)))


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
    of = part.figure.of
    if usual and of and not part.figure.steps and all(one.of != of for one in candidates):
        counted = (
            f"{'about ' if usual[0].rate.rounded else ''}{wording.count(usual[0].of)} {usual[0].rate.who}"
        )
        return f'"{part.figure.text}" is said of {wording.count(of)}; counted are {counted}.'
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
