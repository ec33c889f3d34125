"""What learners feel unsure of before any course, and which course is offered for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from evaluation.change.rule import make_rate
from evaluation.courses.vocabulary import ATTRIBUTES, UNRECORDED
from evaluation.stages import BASELINE
from evaluation.training.alike import values
from evaluation.training.asked import Attended
from evaluation.training.designs import form_order, session_order, session_orders
from evaluation.training.evidence import TopicNeed, TrainingNeeds
from evaluation.training.needs_words import SIGNED, UNSIGNED, needs_caveats, needs_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from evaluation.courses.records import Answer, Records
    from evaluation.courses.vocabulary import Question
    from evaluation.estimates import Rate
    from evaluation.training.choices import TrainingView

_RATED = frozenset({"rating", "agreement", "yes or no"})
_BY = "role"


@dataclass
class _Asked:
    """One question in whichever courses it was asked, and each person's first answer to it."""

    question: Question
    answers: dict[object, Answer] = field(default_factory=dict)


def needs(records: Records, view: TrainingView) -> TrainingNeeds | None:
    """The topics on which most rated themselves low before a course, most first; None where none was asked.

    Of what learners rate of their own learning (level 2; no quiz), asked at the start alone, each learner's
    first answer to a question, whichever course asked it, given before they had come to any course. Low is
    an answer worse than the middle of the range. By the view's attribute of learners, else by role.
    """
    by = view.by if view.by in ATTRIBUTES else _BY
    value_of = values(records, by)
    offers = _offers(records)
    topics = [
        _need(asked, value_of, offers, view.confidence) for asked in _asked(records, view) if asked.answers
    ]
    if not topics:
        return None
    ordered = sorted(topics, key=lambda topic: -(topic.low.share or 0))  # equals as on the form
    found = TrainingNeeds(by=by, topics=tuple(ordered), sentence="", caveats=())
    return replace(found, sentence=needs_sentence(found), caveats=needs_caveats(found))


def is_low(question: Question, value: float) -> bool:
    """Whether an answer is worse than the middle of its range.

    >>> from evaluation.courses.vocabulary import Question
    >>> five = Question(id="q", text="Q", low=1, high=5, level=2)
    >>> [value for value in (1, 2, 3, 4, 5) if is_low(five, value)]
    [1, 2]
    """
    middle = (question.low + question.high) / 2
    return value < middle if question.better == "higher" else value > middle


def _asked(records: Records, view: TrainingView) -> Iterable[_Asked]:
    """Each question with the first answer of each person, questions in the order of the forms."""
    found: dict[tuple[object, ...], _Asked] = {}
    same: dict[str, _Asked] = {}
    for name in form_order(records):
        question = records.question(name)
        if question.kind in _RATED and question.level == 2:
            alike = (" ".join(question.text.casefold().split()), question.low, question.high, question.better)
            same[question.id] = found.setdefault(alike, _Asked(question))
    for answer in _in_time(records, view):
        asked = same.get(answer.question)
        if asked is not None:
            asked.answers.setdefault(answer.learner or answer.form, answer)
    return found.values()


def _in_time(records: Records, view: TrainingView) -> list[Answer]:
    """The answers given at the start and before any course, earliest first."""
    before_any = _before_any_course(records)
    orders = session_orders(records)
    kept = [
        answer
        for answer in records.answers
        if answer.occasion == BASELINE
        and view.looks_at(answer.course, answer.day)
        and (not answer.learner or before_any(answer))
    ]
    return sorted(
        kept,
        key=lambda answer: (
            answer.day or date.max,
            session_order(orders, answer.course, answer.session),
        ),
    )


def _before_any_course(records: Records) -> Callable[[Answer], bool]:
    """Whether a learner had come to nothing when they answered; unknown days are taken by session."""
    first = Attended.of(records).first_day
    orders = session_orders(records)
    sessions: dict[tuple[str, str], int] = {}
    for entry in records.attendances:
        if entry.came:
            key = (entry.learner, entry.course)
            sessions[key] = min(entry.order, sessions.get(key, entry.order))

    def before(answer: Answer) -> bool:
        if answer.day is not None:
            return answer.day <= first.get(answer.learner, answer.day)
        order = orders.get((answer.course, answer.session))
        return order is None or order <= sessions.get((answer.learner, answer.course), order)

    return before


def _offers(records: Records) -> dict[str, str]:
    """The courses offered for each topic, as the provider said."""
    offers: dict[str, list[str]] = defaultdict(list)
    for package in records.packages:
        courses = offers[_plain(package.topic)]
        if package.course and package.course not in courses:
            courses.append(package.course)
    return {topic: ", ".join(courses) for topic, courses in offers.items()}


def _plain(topic: str) -> str:
    return " ".join(topic.casefold().split())


def _need(
    asked: _Asked, value_of: Mapping[str, str], offers: Mapping[str, str], confidence: float
) -> TopicNeed:
    question = asked.question
    answers = tuple(asked.answers.values())
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[value_of.get(answer.learner) or UNRECORDED].append(answer)
    # Nobody's attribute recorded is no group.
    told = sorted(groups, key=lambda name: (name == UNRECORDED, name.casefold(), name))
    return TopicNeed(
        topic=question.topic or question.text,
        question=question,
        low=_low(question, answers, confidence),
        groups=tuple((value, _low(question, groups[value], confidence)) for value in told)
        if set(groups) != {UNRECORDED}
        else (),
        package=offers.get(_plain(question.topic), ""),
    )


def _low(question: Question, answers: Sequence[Answer], confidence: float) -> Rate:
    who = SIGNED if all(answer.learner for answer in answers) else UNSIGNED
    low = sum(is_low(question, answer.value) for answer in answers)
    return make_rate("low", "", low, len(answers), who, confidence)
