"""Which answers are compared with which: one comparison a course, session, question and design.

A before asked at the start and a before asked afterwards are two designs (facts/users.md section 3):
they stand side by side and are never mixed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE, occasion_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.courses.records import Answer, Records
    from evaluation.training.choices import TrainingView
    from evaluation.training.evidence import Design

# What an answer months later is compared with: the first of these that was asked.
_EARLIER = (BASELINE, RETROSPECTIVE, END)
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """One comparison: `before` is "" where there is nothing to compare with.

    `also` are the other designs under which the later answer has a before.
    """

    course: str
    session: str
    question: str
    design: Design
    before: str
    after: str
    also: tuple[Design, ...] = ()


def designs(occasions: Iterable[str]) -> tuple[tuple[Design, str, str], ...]:
    """The design, the earlier and the later occasion of each comparison that answers allow.

    Each follow-up is compared once: with the before asked at the start, else with the one asked afterwards,
    else with the end. What was asked at the start and never again gives no comparison.

    >>> for found in designs({"baseline", "end", "follow-up 3 months"}):
    ...     print(*found, sep=" | ")
    true baseline | baseline | end
    follow-up | baseline | follow-up 3 months
    >>> designs({"end"})
    (('after only', '', 'end'),)
    """
    asked = set(occasions)
    found: list[tuple[Design, str, str]] = []
    if END in asked:
        if BASELINE in asked:
            found.append(("true baseline", BASELINE, END))
        if RETROSPECTIVE in asked:
            found.append(("retrospective baseline", RETROSPECTIVE, END))
        if not found:
            found.append(("after only", "", END))
    earlier = next((occasion for occasion in _EARLIER if occasion in asked), "")
    found += [
        ("follow-up", earlier, later) if earlier else ("after only", "", later)
        for later in sorted((name for name in asked if name.startswith(FOLLOW_UP)), key=occasion_order)
    ]
    return tuple(found)


Asked = tuple[str, str, str]  # course, session, question
ByOccasion = dict[str, list["Answer"]]


def by_question(records: Records) -> dict[Asked, ByOccasion]:
    """The answers of each course, session and question by occasion, in the order of the files."""
    if "answers by question" not in records.kept:
        records.kept["answers by question"] = _by_question(records.answers)
    held: dict[Asked, ByOccasion] = records.kept["answers by question"]
    return held


def _by_question(answers: Iterable[Answer]) -> dict[Asked, ByOccasion]:
    held: dict[Asked, ByOccasion] = {}
    for answer in answers:
        occasions = held.setdefault((answer.course, answer.session, answer.question), {})
        occasions.setdefault(answer.occasion, []).append(answer)
    return held


def planned(records: Records, view: TrainingView) -> tuple[Planned, ...]:
    """The comparisons of a view's courses: by course, session as held, question as on the form, design."""
    held = by_question(records)
    sessions = session_orders(records)
    on_form = form_order(records)

    def place(asked: Asked) -> tuple[object, ...]:
        course, session, question = asked
        return (course, session_order(sessions, course, session), on_form[question])

    found = []
    for asked in sorted((asked for asked in held if on_course(view, asked[0])), key=place):
        course, session, question = asked
        comparisons = designs(held[asked])
        backwards = tuple(
            design for design, _, _ in comparisons if design in {"true baseline", "retrospective baseline"}
        )
        for design, before, after in comparisons:
            both = len(backwards) == 2 and design in backwards
            found.append(
                Planned(
                    course=course,
                    session=session,
                    question=question,
                    design=design,
                    before=before,
                    after=after,
                    also=tuple(other for other in backwards if other != design) if both else (),
                )
            )
    return tuple(found)


def form_order(records: Records) -> dict[str, int]:
    """The place of each question that has answers: as they follow one another on the forms.

    Files are taken by name and forms by row, so that it does not matter in which order files were given.
    """
    if "form order" not in records.kept:
        order: dict[str, int] = {}
        for answer in sorted(records.answers, key=lambda answer: answer.form):
            order.setdefault(answer.question, len(order))
        records.kept["form order"] = order
    found: dict[str, int] = records.kept["form order"]
    return found


def on_course(view: TrainingView, course: str) -> bool:
    """Whether a view looks at a course, whatever the day."""
    return not view.courses or course in view.courses


def never_again(records: Records, view: TrainingView) -> tuple[str, ...]:
    """How many questions of each course and session were asked before it alone, which shows no change."""
    asked: Counter[tuple[str, str]] = Counter()
    for (course, session, _), occasions in by_question(records).items():
        if not designs(occasions) and on_course(view, course):
            asked[course, session] += 1
    orders = session_orders(records)
    notes = []
    for course, session in sorted(asked, key=lambda each: (each[0], session_order(orders, *each))):
        where = ", ".join(filter(None, (course, session))) or "Course forms"
        n = wording.plural(asked[course, session], "question", "questions")
        notes.append(f"{where}: {n} asked before and never again, so no change can be shown.")
    return tuple(notes)


def session_orders(records: Records) -> dict[tuple[str, str], int]:
    """The place of each session of each course, as the attendance lists give it."""
    orders: dict[tuple[str, str], int] = {}
    for entry in records.attendances:
        key = (entry.course, entry.session)
        orders[key] = min(entry.order, orders.get(key, entry.order))
    return orders


def session_order(
    orders: dict[tuple[str, str], int], course: str, session: str
) -> tuple[int, int, Sequence[tuple[int, int, str]]]:
    """A sort key: the course as a whole, then its sessions as held, then those that no list has by name.

    >>> sorted(["Week 10", "", "Week 2"], key=lambda name: session_order({}, "Course", name))
    ['', 'Week 2', 'Week 10']
    """
    if not session:
        return (0, 0, ())
    parts = tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part) for part in _DIGITS.split(session.casefold())
    )
    held = orders.get((course, session))
    return (2, 0, parts) if held is None else (1, held, parts)
