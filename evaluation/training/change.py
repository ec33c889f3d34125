"""What learners answered before and after, as findings: one a course, session, question and design.

Answers are ordered and their steps need not be equal, so what is counted is who moved up, who stayed and
who moved down, with rank-based tests; the average gain is given beside and there is no effect size.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.courses.vocabulary import UNRECORDED
from evaluation.effects import mean_change, sign_test, wilcoxon
from evaluation.estimates import Estimate
from evaluation.findings.finding import Step
from evaluation.groups.comparison import newcombe
from evaluation.tables import ChangeTable
from evaluation.training.alike import values
from evaluation.training.answers_at import answers_at, moved, moves
from evaluation.training.asked import Attended, answered, same_people
from evaluation.training.change_caveats import change_caveats
from evaluation.training.change_words import change_sentence
from evaluation.training.designs import by_question, planned
from evaluation.training.evidence import GroupMoved, LearnerChange
from evaluation.training.keys import unique
from evaluation.training.matching import match

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evaluation.courses.records import Answer, Records
    from evaluation.courses.vocabulary import Question
    from evaluation.training.choices import TrainingView
    from evaluation.training.designs import Planned
    from evaluation.training.evidence import AnswersAt
    from evaluation.training.matching import Matched


def changes(records: Records, view: TrainingView) -> tuple[LearnerChange, ...]:
    """Every comparison that the answers allow, exact: course by course, as sessions were held and forms read.

    A view's period bounds the day of the later answer, whenever the earlier was given. A learner counts once
    in a comparison: with their first later answer in the period and the last earlier one before that.
    Answers that nobody signed are paired where both stand on one form; others make two groups.
    """
    held = by_question(records)
    attended = Attended.of(records)
    made: list[tuple[LearnerChange, Matched]] = []
    for plan in planned(records, view):
        occasions = held[plan.course, plan.session, plan.question]
        found = match(
            occasions.get(plan.before, ()) if plan.before else (),
            occasions[plan.after],
            lambda answer: view.looks_at(answer.course, answer.day),
        )
        if found.after:
            made.append((_compared(records, view, plan, found, attended), found))
    keys = unique([_names(change) for change, _ in made])
    changed = [replace(change, key=key) for (change, _), key in zip(made, keys, strict=True)]
    if view.by == "session":
        changed = _by_session(changed)
    elif view.by:
        changed = [
            _grouped(change, view.by, _by_attribute(records, view, change, found))
            for change, (_, found) in zip(changed, made, strict=True)
        ]
    return tuple(
        replace(change, sentence=change_sentence(change), caveats=change_caveats(change))
        for change in changed
    )


def _names(change: LearnerChange) -> tuple[str, ...]:
    """What tells a comparison from all others, and stays as it is when files are added."""
    later = change.occasions[1]
    design: tuple[str, ...] = (change.design,)
    if change.design == "follow-up":
        design = (later,)
    elif later != "end":
        design = (change.design, later)
    return (change.course, change.session, change.question.id, *design)


def _compared(
    records: Records, view: TrainingView, plan: Planned, found: Matched, attended: Attended
) -> LearnerChange:
    """One comparison; its key, groups and words come later."""
    question = records.question(plan.question)
    paired = bool(found.pairs)
    before = [first for first, _ in found.pairs] if paired else found.before
    after = [second for _, second in found.pairs] if paired else found.after
    people = same_people((*before, *after))
    who = f"{people} with both answers" if paired else _who(people)
    earlier, later = (
        answers_at(occasion, question, [a.value for a in answers], who, view.confidence)
        for occasion, answers in ((plan.before, before), (plan.after, after))
    )
    table = _table(question, found.pairs)
    return LearnerChange(
        key="",
        course=plan.course,
        session=plan.session,
        question=question,
        level=question.level,
        design=plan.design if before else "after only",
        paired=paired,
        occasions=(plan.before if before else "", plan.after),
        before=earlier if before else None,
        after=later,
        n=len(after),
        moves=moves(question, [(a.value, b.value) for a, b in found.pairs]) if paired else (),
        rates=moved(table, who, view.confidence) if paired else (),
        mean_gain=mean_change(table, view.confidence) if paired else None,
        difference=None if paired or not before else _difference(earlier, later, view.confidence),
        tests=(sign_test(table), wilcoxon(table)) if paired else (),
        answered=answered(plan, found, attended, view),
        groups=(),
        grouped_by="",
        period=_period(after),
        sentence="",
        caveats=(),
        left_out=_left_out(found) if paired else _repeats(found),
        signed=found.signed,
        also=plan.also,
    )


def _who(people: str) -> str:
    return "learners who answered" if people == "learners" else "forms"


def _table(question: Question, pairs: Sequence[tuple[Answer, Answer]]) -> ChangeTable:
    return ChangeTable.from_scores(
        [first.value for first, _ in pairs], [second.value for _, second in pairs], better=question.better
    )


def _difference(before: AnswersAt, after: AnswersAt, confidence: float) -> Estimate:
    """The share of best answers of those after less that of those before, who are other people."""
    value, low, high = newcombe(
        after.top.n or 0, after.top.of or 0, before.top.n or 0, before.top.of or 0, confidence
    )
    return Estimate(
        name="difference",
        value=value,
        low=low,
        high=high,
        interval="Newcombe (1998), method 10",
        confidence=confidence,
        standardiser="none: a difference of shares",
        plain=value,
    )


def _period(answers: Sequence[Answer]) -> tuple[date | None, date | None]:
    """The first and last day of the later answers."""
    days = [answer.day for answer in answers if answer.day is not None]
    return (min(days), max(days)) if days else (None, None)


_LEFT_OUT = {
    "before_only": "Answered only the earlier time",
    "after_only": "Answered only the later time",
    "unsigned_before": "Earlier forms that nobody signed",
    "unsigned_after": "Later forms that nobody signed",
}


def _left_out(found: Matched) -> tuple[Step, ...]:
    """Who is in no pair and why; what is nobody is not listed."""
    paired = {id(answer) for pair in found.pairs for answer in pair}
    numbers = dict.fromkeys(_LEFT_OUT, 0)
    for side, answers in (("before", found.before), ("after", found.after)):
        for answer in answers:
            if id(answer) not in paired:
                numbers[f"{side}_only" if answer.learner else f"unsigned_{side}"] += 1
    steps = tuple(Step(key=key, label=_LEFT_OUT[key], n=n) for key, n in numbers.items() if n)
    return (*steps, *_repeats(found))


def _repeats(found: Matched) -> tuple[Step, ...]:
    label = "Answers of learners who had already given one"
    return (Step(key="repeats", label=label, n=found.repeats),) if found.repeats else ()


def _by_attribute(
    records: Records, view: TrainingView, change: LearnerChange, found: Matched
) -> tuple[GroupMoved, ...]:
    """Who moved by an attribute of learners, in order of name, "Not recorded" last; none of two groups."""
    value_of = values(records, view.by)
    pairs: dict[str, list[tuple[Answer, Answer]]] = defaultdict(list)
    for pair in found.pairs:
        pairs[value_of.get(pair[1].learner) or UNRECORDED].append(pair)
    if set(pairs) <= {UNRECORDED}:
        return ()
    return tuple(
        GroupMoved(
            value=value,
            recorded=value != UNRECORDED,
            rates=moved(_table(change.question, pairs[value]), change.rates[0].who, view.confidence),
        )
        for value in sorted(pairs, key=lambda name: (name == UNRECORDED, name.casefold(), name))
    )


def _by_session(changed: Sequence[LearnerChange]) -> list[LearnerChange]:
    """Each comparison beside the same one in the other sessions of its course, in the order held."""
    sessions: dict[tuple[object, ...], list[LearnerChange]] = defaultdict(list)

    def same(change: LearnerChange) -> tuple[object, ...]:
        return (change.course, change.question.id, change.design, change.occasions)

    for change in changed:
        if change.session and change.paired:
            sessions[same(change)].append(change)
    return [
        _grouped(
            change,
            "session",
            tuple(
                GroupMoved(value=other.session, recorded=True, rates=other.rates)
                for other in sessions[same(change)]
                if change.session and len(sessions[same(change)]) > 1
            ),
        )
        for change in changed
    ]


def _grouped(change: LearnerChange, by: str, groups: tuple[GroupMoved, ...]) -> LearnerChange:
    return replace(change, grouped_by=by, groups=groups) if groups else change
