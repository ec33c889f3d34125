"""All evidence on training of one view: what leads, where figures come from, what has to be known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluation.courses.records import File, Records, Unmatched
from evaluation.importing.ledger import Ledger, SetAside
from evaluation.training.building import NOTHING, build, lead_sentence
from evaluation.training.choices import TrainingView
from tests.reference import known
from tests.training.rows import (
    LIKED,
    SURE,
    answered,
    at,
    award,
    booked,
    listed,
    people,
    rating,
    referred,
    said,
    unit,
    workforce,
)

ALL = TrainingView()


@pytest.fixture(scope="module")
def records() -> Records:
    return Records(
        learners=people("ann|Midwife|Northbank||Parent–infant\nben|health visitor|Riverside\ncal|Midwife"),
        bookings=booked(
            "ann|Ghosts|14/1/25||website\nben|Ghosts|14/1/25||employer\ncal|Ghosts|3/6/25|cancelled\n"
            "ann|PAIRS|1/9/25\n|Ghosts|14/1/25"
        ),
        attendances=listed(
            "ann|PAIRS|1|1/9/25||yes\nann|PAIRS|2|8/9/25\nben|PAIRS|1|1/9/25||no\ncal|PAIRS|1|1/9/25|no"
        ),
        questions=(LIKED, SURE),
        answers=answered(
            "ann|Ghosts|sure|baseline||14/1/25\nann|Ghosts|sure|end||14/1/25\nben|Ghosts|liked|end||14/1/25"
        ),
        ratings=(rating("ann", "1/3/25", passed=True),),
        feedback=(said("ann", "parent", 5),),
        units=(unit("ann", "Key knowledge", 15, "passed", "1/2/25"),),
        awards=(award("ann", "VIG", "achieved", "1/7/25"),),
        headcounts=workforce("Midwife|Northbank|4\nHealth visitor|Riverside|3"),
        referrals=(*referred("Northbank", date(2024, 6, 1), *range(5, 20)),),
        files=(
            File(name="b.csv", fingerprint="01", kinds=("Bookings",)),
            File(name="r.xlsx", fingerprint="02", kinds=("Attendance list", "Course questionnaire")),
        ),
        ledgers=(
            Ledger("b.csv, sheet 'b'", 6, (SetAside("b.csv, sheet 'b'", 7, "a total"),)),
            Ledger("r.xlsx, sheet 'Register'", 4, ()),
            Ledger("r.xlsx, sheet 'Form'", 3, ()),
        ),
        fingerprint="ab",
        notes=("A note.",),
    )


def test_one_of_everything_is_built(records):
    found = build(records, ALL, version="9.9.9")
    assert (found.version, found.fingerprint, found.notes, found.context) == ("9.9.9", "ab", ("A note.",), ())
    assert [course.key for course in found.courses] == ["ghosts", "pairs"]
    assert all((found.reach, found.changes, found.coverage, found.referrals, found.cohort))
    assert found.sentence == known(found.reach).sentence


def test_each_file_has_the_rows_of_its_sheets(records):
    told = [(s.name, s.kinds, s.rows, s.used, s.set_aside) for s in build(records, ALL, version="").sources]
    assert told == [
        ("b.csv", ("Bookings",), 6, 5, 1),
        ("r.xlsx", ("Attendance list", "Course questionnaire"), 7, 7, 0),
    ]


def test_a_view_of_everything_is_the_view_of_nothing_left_out(records):
    whole = build(records, ALL, version="")
    view = ALL.with_(courses=records.courses, start=date(2020, 1, 1), end=date(2030, 1, 1))
    same = build(records, view, version="")
    for part in ("reach", "courses", "changes", "coverage", "needs"):
        assert getattr(same, part) == getattr(whole, part), part
    assert [one.counts for one in same.referrals] == [one.counts for one in whole.referrals]
    assert [p.units for p in known(same.cohort).pathways] == [p.units for p in known(whole.cohort).pathways]


def test_the_order_of_the_records_changes_nothing(records):
    whole = build(records, ALL.with_(by="role"), version="")
    parts = "learners bookings attendances answers ratings feedback units awards headcounts referrals".split()
    for step in (-1, 3):
        mixed = {part: _mixed(getattr(records, part), step) for part in parts}
        other = replace(records, **mixed)
        assert build(other, ALL.with_(by="role"), version="") == whole


def _mixed(rows: tuple[object, ...], step: int) -> tuple[object, ...]:
    """The rows backwards, or every third, then those after them."""
    return rows[::-1] if step < 0 else tuple(row for start in range(step) for row in rows[start::step])


def test_what_leads_where_nobody_came(records):
    trainees = build(replace(records, bookings=(), attendances=()), ALL, version="")
    assert trainees.sentence == "1 of 1 trainees (100%) is accredited"
    assert "nobody_came" in {caveat.key for caveat in trainees.caveats}
    away = build(
        replace(records, bookings=booked("ann|Ghosts|14/1/25|cancelled"), attendances=()), ALL, version=""
    )
    assert away.sentence == trainees.sentence
    forms = build(Records(questions=(LIKED,), answers=answered("ann|Ghosts|liked|end")), ALL, version="")
    assert forms.sentence == forms.changes[0].sentence
    assert build(Records(), ALL, version="").sentence == NOTHING


def test_caveats_of_all_of_it_are_chosen_by_rule(records):
    def keys(records: Records, view: TrainingView = ALL) -> set[str]:
        return {caveat.key for caveat in build(records, view, version="").caveats}

    assert keys(records) == {"no_comparison"}
    assert "unmatched" in keys(replace(records, unmatched=(Unmatched(origin=at(), reason="nobody"),)))
    undated = replace(records, bookings=(*records.bookings, *booked("cal|Ghosts|")))
    assert "undated" not in keys(undated)
    assert "undated" in keys(undated, ALL.with_(start=date(2024, 1, 1)))
    only_after = replace(records, answers=answered("ben|Ghosts|liked|end||14/1/25"))
    assert "no_comparison" not in keys(only_after)


def test_the_leading_sentence_is_made_of_the_evidence_alone(records):
    found = build(records, ALL, version="")
    hidden = replace(known(found.reach), people=None, sentence="[c] people came to a course")
    assert lead_sentence(replace(found, reach=hidden)) == "[c] people came to a course"
