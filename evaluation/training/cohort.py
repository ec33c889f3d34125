"""A programme's trainees by pathway: units passed, accreditation, rated sessions and feedback."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.change.rule import make_rate
from evaluation.courses.vocabulary import UNRECORDED
from evaluation.groups import in_order
from evaluation.training import cohort_words as words
from evaluation.training.alike import counted_spellings, values
from evaluation.training.answers_at import count_best
from evaluation.training.evidence import Cohort, Pathway
from evaluation.training.figures import everybody

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from evaluation.courses.records import Feedback, Records
    from evaluation.estimates import Rate
    from evaluation.training.choices import TrainingView


def cohort(records: Records, view: TrainingView) -> Cohort | None:
    """The trainees of a programme; None where no file holds a unit, an award, a rating or feedback.

    Trainees are those with a pathway and those with any of these. Units, awards and sessions count as they
    stood at the end of the view's period, feedback as given within it; the view's courses play no part, as
    none of these belongs to a course.
    """
    named = {entry.learner for entry in records.units} | {entry.learner for entry in records.awards}
    named |= {entry.learner for entry in records.ratings} | {entry.learner for entry in records.feedback}
    if not named - {""}:
        return None
    pathway = values(records, "pathway")
    trainees = sorted((named | {learner for learner, name in pathway.items() if name}) - {""})
    by_pathway: dict[str, list[str]] = defaultdict(list)
    for learner in trainees:
        by_pathway[pathway.get(learner, "")].append(learner)
    ordered = [*in_order(name for name in by_pathway if name), *([""] if "" in by_pathway else [])]
    achieved = {
        entry.learner for entry in records.awards if entry.status == "achieved" and _by(view, entry.day)
    }
    accredited = None
    if records.awards:
        accredited = everybody(len(achieved & set(trainees)), len(trainees), "trainees", "accredited")
    several = _several_questions(records.feedback)
    caveats = (
        words.NO_STANDARD,
        words.OF_ALL,
        *((words.CHOSEN,) if records.feedback else ()),
        *((words.SEVERAL_QUESTIONS,) if several else ()),
        *((words.UNDATED,) if view.end is not None else ()),
    )
    made = Cohort(
        trainees=len(trainees),
        pathways=tuple(
            _pathway(records, view, name, by_pathway[name], alone=len(ordered) == 1, several=several)
            for name in ordered
        ),
        sentence="",
        caveats=caveats,
        accredited=accredited,
    )
    return replace(made, sentence=words.cohort_sentence(made))


def _pathway(
    records: Records,
    view: TrainingView,
    name: str,
    trainees: Collection[str],
    *,
    alone: bool,
    several: bool,
) -> Pathway:
    here = set(trainees)
    if name:
        who = f"trainees on the {name}{'' if name.lower().endswith('pathway') else ' pathway'}"
    else:
        who = "trainees" if alone else "trainees whose pathway is not recorded"
    units = [entry for entry in records.units if entry.learner in here]
    spelt = counted_spellings(entry.unit for entry in records.units)
    worth: dict[str, int] = {}  # the most credits that any row gives a unit
    for entry in units:
        if entry.unit:
            worth[spelt[entry.unit]] = max(entry.credits, worth.get(spelt[entry.unit], 0))
    passed_unit: dict[str, set[str]] = defaultdict(set)
    for entry in units:
        if entry.unit and entry.result == "passed" and _by(view, entry.day):
            passed_unit[spelt[entry.unit]].add(entry.learner)
    achieved: dict[str, set[str]] = {}
    models = counted_spellings(entry.award for entry in records.awards)
    for award in records.awards:
        if award.award and award.learner in here:
            have = achieved.setdefault(models[award.award], set())
            if award.status == "achieved" and _by(view, award.day):
                have.add(award.learner)
    rated = {entry.learner for entry in records.ratings if entry.learner in here and _by(view, entry.day)}
    passed = {
        entry.learner
        for entry in records.ratings
        if entry.passed and entry.learner in rated and _by(view, entry.day)
    }

    def share(n: int, rule: str) -> Rate:
        return everybody(n, len(here), who, rule)

    return Pathway(
        name=name or ("All trainees" if alone else UNRECORDED),
        trainees=len(here),
        credits=sum(worth.values()),
        units=tuple(
            share(len(passed_unit[unit]), unit)
            for unit in sorted(in_order(worth), key=lambda unit: worth[unit])
        ),
        awards=tuple(share(len(achieved[model]), model) for model in in_order(achieved)),
        rated=share(len(rated), "rated") if records.ratings else None,
        passed=share(len(passed), "passed") if any(r.passed is not None for r in records.ratings) else None,
        feedback=_feedback(
            [entry for entry in records.feedback if entry.learner in here], view, several=several
        ),
    )


def _feedback(entries: Iterable[Feedback], view: TrainingView, *, several: bool) -> tuple[Rate, ...]:
    """The share of best answers by who gave them; of forms with one question it has an interval."""
    given: dict[str, list[bool]] = defaultdict(list)
    dates = view.with_(courses=())
    for entry in entries:
        if dates.looks_at("", entry.day):
            given[entry.rater].append(is_best(entry.value, entry.low, entry.high))
    rates = []
    for rater in in_order(given):
        best, of, by = sum(given[rater]), len(given[rater]), rater.lower()
        if several:
            rates.append(everybody(best, of, f"answers by {by}s", rater))
        else:
            rates.append(make_rate(rater, "", best, of, f"forms by {by}s", view.confidence))
    return tuple(rates)


def is_best(value: float, low: float, high: float) -> bool:
    """Whether an answer is one of the two best of four or more, or the best of fewer.

    >>> is_best(4, 1, 5), is_best(3, 1, 5), is_best(2, 1, 3)
    (True, False, False)
    """
    return value >= high - count_best(low, high) + 1


def _several_questions(feedback: Iterable[Feedback]) -> bool:
    """Whether any form holds several answers."""
    seen: set[tuple[str, str, int]] = set()
    for entry in feedback:
        form = (entry.origin.file, entry.origin.sheet, entry.origin.row)
        if form in seen:
            return True
        seen.add(form)
    return False


def _by(view: TrainingView, day: date | None) -> bool:
    """Whether something had happened by the end of the view's period."""
    return view.end is None or (day is not None and day <= view.end)
