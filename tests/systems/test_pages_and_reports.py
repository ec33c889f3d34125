"""From each programme's files to the page and the report: what is counted here by hand stands on both."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from data_samples import training_sets
from evaluation.programme import load_programme
from evaluation.reports import build, render
from evaluation.reports.plan import Plan
from evaluation.training.alone import alone
from evaluation.training.choices import TrainingView
from tests.pages.conftest import opened
from tests.systems.cells import code, rows

if TYPE_CHECKING:
    from collections.abc import Callable

SETS = {one.name: one for one in training_sets()}


def one_day_courses() -> tuple[str, str]:
    """Everybody once, however often they were checked in."""
    came = {
        code(row["Attendee Email"])
        for row in rows("one_day_courses", "bookings.csv")
        if row["Attendee Status"] == "Checked In" and "@" in str(row["Attendee Email"])
    }
    return "training", f"{len(came)} people came to a course"


def three_workshops() -> tuple[str, str]:
    """Ticks in all three columns, of those with any."""
    listed = [row for row in rows("three_workshops", "attendance.xlsx", header=4) if row["Group"]]
    times = [sum(row[head] in {"✓", "yes", "Y"} for head in row if "(" in str(head)) for row in listed]
    return "course", f"{times.count(3)} of {sum(n > 0 for n in times)} learners"


def observation_course() -> tuple[str, str]:
    """Marked present in all twelve weeks, of those marked present in any."""
    weeks = [
        [str(row[head]).startswith("P") for head in row if isinstance(head, date)]
        for intake in ("Spring 2025", "Autumn 2025")
        for row in rows("observation_course", "register.xlsx", sheet=intake, header=3)
        if row["Agency"]
    ]
    return "course", f"{sum(map(all, weeks))} of {sum(map(any, weeks))} learners"


def practitioner_programme() -> tuple[str, str]:
    """With an accreditation that the workbook calls achieved, of all trainees."""
    file = "programme.xlsx"
    trainees = rows("practitioner_programme", file, sheet="Trainees", header=3)
    held = {
        code(row["Trainee code"])
        for row in rows("practitioner_programme", file, sheet="Accreditation")
        if row["Status"] == "Achieved"
    }
    return "training", f"{len(held)} of {len(trainees)} trainees"


def borough_strategy() -> tuple[str, str]:
    """Everybody who attended, of the total of the list of headcounts."""
    came = {
        code(row["Staff code"])
        for row in rows("borough_strategy", "attendance_list.csv")
        if row["Attendance"] == "Attended"
    }
    total = next(row for row in rows("borough_strategy", "workforce.csv") if row["Role"] == "Total")
    return "coverage", f"{len(came)} of {total['Total']} people"


COUNTED: dict[str, Callable[[], tuple[str, str]]] = {
    one.__name__: one
    for one in (
        one_day_courses,
        three_workshops,
        observation_course,
        practitioner_programme,
        borough_strategy,
    )
}


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>|\\", " ", text).split())


def test_each_of_the_five_is_counted():
    assert COUNTED.keys() == SETS.keys()


@pytest.mark.parametrize("name", COUNTED)
def test_the_page_shows_what_the_files_hold(root, name):
    page, said = COUNTED[name]()
    app = opened(root, training_set=SETS[name].label).open(page).sound()
    assert said in plain(app.text)


@pytest.mark.parametrize("name", COUNTED)
def test_the_report_prints_what_the_files_hold(name):
    evidence = load_programme(SETS[name].files, sample=True).evidence(TrainingView())
    report = build(
        alone(evidence), training=evidence, plan=Plan(layout="training"), made_on=date(2026, 11, 22)
    )
    assert COUNTED[name]()[1] in plain(render(report, "html").decode())
