"""Who came, counted a second time by pandas from random records, and what must hold of any of them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.courses.records import Attendance, Booking, Headcount, Learner, Origin, Records
from evaluation.training.attendance import courses
from evaluation.training.choices import TrainingView
from evaluation.training.coverage import coverage
from evaluation.training.reach import reach
from tests.examples import examples
from tests.reference import known

ALL = TrainingView()
FIRST = date(2025, 1, 1)
ROLES = ("Midwife", "Health visitor", "")
BOROUGHS = ("Northbank", "Riverside", "")
ids = st.sampled_from([f"p{k}" for k in range(6)])
days = st.integers(0, 3).map(lambda k: FIRST + timedelta(days=20 * k))
# Courses of bookings and of attendance lists differ here; where both have one is worked by hand elsewhere.
bookings = st.lists(
    st.builds(
        Booking,
        learner=st.one_of(ids, st.just("")),
        course=st.sampled_from(["Ghosts", "Attachment"]),
        day=days,
        status=st.sampled_from(["attended", "did not attend", "cancelled", "booked"]),
        source=st.sampled_from(["website", "employer", ""]),
        origin=st.integers(2, 10**6).map(lambda row: Origin(file="b.csv", sheet="b", row=row)),
    ),
    max_size=14,
    unique_by=lambda booking: booking.origin.row,
)
marks = st.lists(
    st.builds(
        Attendance,
        learner=ids,
        course=st.just("PAIRS"),
        session=st.just("Workshop"),
        order=st.integers(1, 3),
        day=st.none(),
        came=st.booleans(),
        brought_case=st.sampled_from([True, False, None]),
        origin=st.just(Origin(file="r.csv", sheet="r", row=2)),
    ),
    max_size=10,
    unique_by=lambda mark: (mark.learner, mark.order),
)
learners = st.lists(
    st.builds(Learner, id=ids, role=st.sampled_from(ROLES), borough=st.sampled_from(BOROUGHS)),
    max_size=6,
    unique_by=lambda learner: learner.id,
)
sizes = st.dictionaries(
    st.tuples(st.sampled_from(ROLES[:2]), st.sampled_from(BOROUGHS[:2])), st.integers(0, 4), min_size=1
)


def framed(records: Records) -> pd.DataFrame:
    """A row a place of somebody known: learner, course, when, role and borough."""
    rows = [
        (b.learner, b.course, str(b.day)) for b in records.bookings if b.status == "attended" and b.learner
    ]
    rows += [(mark.learner, mark.course, str(mark.order)) for mark in records.attendances if mark.came]
    places = pd.DataFrame(rows, columns=["learner", "course", "when"]).drop_duplicates()
    about = {learner.id: learner for learner in records.learners}
    for attribute in ("role", "borough"):
        places[attribute] = [
            getattr(about.get(one), attribute, "") or "Not recorded" for one in places.learner
        ]
    return places


def told_status(records: Records) -> bool:
    """Whether bookings say of anybody whether they came."""
    return any(booking.status != "booked" for booking in records.bookings) or not records.bookings


@settings(max_examples=examples(60), deadline=None)
@given(bookings, marks, learners)
def test_reach_is_what_pandas_counts(booked, listed, about):
    records = Records(learners=tuple(about), bookings=tuple(booked), attendances=tuple(listed))
    if not told_status(records) or not (booked or listed):
        return
    places = framed(records)
    unsigned = sum(not b.learner and b.status == "attended" for b in booked)
    found = known(reach(records, ALL))
    assert found.people == places.learner.nunique()
    assert (found.places, found.unsigned) == (len(places) + unsigned, unsigned)
    several = {mark.course for mark in listed} if len({mark.order for mark in listed}) > 1 else set()
    visits = places.assign(when=places.when.where(~places.course.isin(several), ""))
    again = visits.drop_duplicates(["learner", "course", "when"]).groupby("learner").size()
    assert found.repeat.n == int((again > 1).sum())
    for name in ("role", "borough"):
        if not (places[name] != "Not recorded").any():
            assert name not in {table.id for table in found.breakdowns}
            continue
        parts = {part.value: part for part in found.breakdown(name).parts}
        people = places.groupby(name).learner.nunique()
        assert {value: part.people.n for value, part in parts.items() if part.people.n} == people.to_dict()
        assert sum(part.people.n or 0 for part in parts.values()) == found.people
    for table in found.breakdowns:
        assert sum(part.places or 0 for part in table.parts) == found.places
        total = sum(part.people.n or 0 for part in table.parts)
        assert (total == found.people) == table.adds
        assert total >= (found.people or 0)


@settings(max_examples=examples(40), deadline=None)
@given(bookings, marks)
def test_courses_are_what_pandas_counts(booked, listed):
    records = Records(bookings=tuple(booked), attendances=tuple(listed))
    if not told_status(records):
        return
    places = framed(records)
    for course in courses(records, ALL):
        here = places[places.course == course.name]
        steps = {step.key: step.n or 0 for step in (*course.flow.steps, *course.flow.reasons)}
        if course.flow.steps:
            first = course.flow.steps[0].n or 0
            assert steps["came"] == here.learner.nunique()
            away = sum(steps.get(key, 0) for key in ("cancelled", "away", "undecided"))
            assert first - steps["came"] == away
            counts = [step.n or 0 for step in course.flow.steps]
            assert all(wide >= narrow for wide, narrow in pairwise(counts))
        if course.name == "PAIRS":
            times = Counter(here.groupby("learner").size())
            held = here.when.nunique()
            if held > 1:
                assert [(str(s.order), s.came.n) for s in course.sessions] == [
                    (order, n) for order, n in sorted(here.groupby("when").learner.nunique().items())
                ]
                assert [rate.n for rate in course.attended] == [times[k] for k in range(1, held + 1)]
                assert sum(rate.n or 0 for rate in course.attended) == here.learner.nunique()
                assert known(course.completed).n == times[held]


@settings(max_examples=examples(40), deadline=None)
@given(bookings, learners, sizes)
def test_coverage_is_what_pandas_counts(booked, about, headcounts):
    origin = Origin(file="w.csv", sheet="w", row=2)
    records = Records(
        learners=tuple(about),
        bookings=tuple(booked),
        headcounts=tuple(
            Headcount(role=role, borough=borough, people=n, origin=origin)
            for (role, borough), n in headcounts.items()
        ),
    )
    if not booked or not told_status(records):
        return
    found = known(coverage(records, ALL))
    table = framed(records).drop_duplicates("learner").groupby(["role", "borough"]).size().to_dict()
    assert {(c.role, c.borough): c.trained.n for c in found.cells} == {
        (role, borough): table.get((role, borough), 0) for role in found.roles for borough in found.boroughs
    }
    inside = sum(n for cell, n in table.items() if cell in headcounts)
    assert (found.whole.n, found.whole.of) == (inside, sum(headcounts.values()))
    assert found.outside == sum(table.values()) - inside
    for lines in (found.by_role, found.by_borough):
        assert sum(line.trained.n or 0 for line in lines) == found.whole.n
        assert sum(line.trained.of or 0 for line in lines) == found.whole.of
