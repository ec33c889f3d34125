"""A programme's files as a whole: read together, protected, and drawn beside families' outcomes."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation.errors import InputError
from evaluation.opening import load
from evaluation.programme import load_programme
from evaluation.training import TrainingView
from evaluation.view import View

HEAD = "Learner ID,Course,Date,Attendance,Role,Borough"


def bookings(rows):
    return "\n".join([HEAD, *rows]).encode()


def row(number, day="2025-01-14", course="Attachment", borough="Northbank", came="Attended"):
    return f"L{number},{course},{day},{came},Midwife,{borough}"


ROWS = [
    *(row(n) for n in range(12)),
    *(row(n, "2025-05-13", borough="Riverside") for n in range(20, 34)),
    *(row(n, "2025-05-20") for n in range(12)),  # the same twelve again
    row(50, came="Cancelled"),
]
FAMILIES = "Family ID,Borough,Start date,Date before,Date after,PHQ-9 before,PHQ-9 after\n" + "\n".join(
    f"F{n},{'Northbank' if n % 2 else 'Riverside'},2025-0{1 + n % 6}-05,2025-0{1 + n % 6}-05,"
    f"2025-{7 + n % 3:02}-15,{12 + n % 7},{4 + n % 9}"
    for n in range(60)
)


@pytest.fixture(scope="module")
def programme():
    return load_programme(bookings(ROWS), names=["bookings.csv"])


@pytest.fixture(scope="module")
def families():
    return load(FAMILIES.encode(), name="families.csv")


def test_people_are_counted_once_and_places_each_time(programme):
    found = programme.evidence(TrainingView()).reach
    assert (found.people, found.places, found.repeat.n) == (26, 38, 12)


def test_the_same_view_gives_the_same_evidence_and_another_preset_rounds_it(programme):
    exact = programme.evidence(TrainingView())
    assert programme.evidence(TrainingView()) == exact
    shown = programme.evidence(TrainingView(protection="nhs")).reach
    assert (shown.people, shown.places) == (25, 40)
    assert "about" in shown.sentence


def test_a_course_that_is_not_there_is_refused_by_name(programme):
    with pytest.raises(InputError, match="no course 'Yoga' in these files; there is 'Attachment'"):
        programme.evidence(TrainingView(courses=("Yoga",)))


def test_dates_that_leave_out_a_few_people_hide_every_figure_under_a_preset():
    made = load_programme(
        bookings([*(row(n) for n in range(40)), *(row(n, "2025-09-02") for n in range(60, 63))])
    )
    until = TrainingView(end=date(2025, 6, 30))
    shown, exact = (made.evidence(until.with_(protection=preset)).reach for preset in ("nhs", "exact"))
    assert (shown and shown.people, exact and exact.people) == (None, 40)


def test_no_file_is_refused():
    with pytest.raises(InputError, match="at least one file"):
        load_programme([])


def test_training_stands_beside_referrals_and_outcomes_quarter_by_quarter(programme, families):
    found = programme.evidence(TrainingView(), (families, View())).context
    assert [one.locality for one in found] == ["", "Northbank", "Riverside"]
    everybody, north, river = found
    # January is the last quarter of the year 2024/25, May the first of the next.
    assert [period.short for period in everybody.periods[:2]] == ["Q4 2024/25", "Q1 2025/26"]
    assert everybody.trained[:2] == (12, 14)
    assert (north.trained[:2], river.trained[:2]) == ((12, 0), (0, 14))
    assert everybody.trained[2] is None  # the bookings end in May: of July nothing is known
    # Starts are in January to June, ten families each: three months in one quarter, three in the next.
    assert everybody.referred[:2] == (30, 30)
    assert sum(n or 0 for n in north.referred) == sum(n or 0 for n in river.referred) == 30
    # Second scores are in July to September, which is the second quarter of 2025/26.
    last = everybody.improved[2]
    assert everybody.periods[2].short == "Q2 2025/26"
    assert last.of == 60
    assert north.improved[2].of + river.improved[2].of == 60


def test_outcomes_beside_training_are_those_of_the_families_own_page(programme, families):
    beside = programme.evidence(TrainingView(), (families, View())).context[0]
    trend = families.evidence(View(every="quarter")).trends[0]
    assert beside.improved[2] == trend.points[0].improved
    assert beside.scale == trend.title


def test_beside_families_nothing_is_claimed_and_small_numbers_are_hidden(programme, families):
    exact = programme.evidence(TrainingView(), (families, View())).context[0]
    assert any("nothing here shows" in caveat.text.lower() for caveat in exact.caveats)
    shown = programme.evidence(TrainingView(protection="nhs"), (families, View())).context
    for one in shown:
        told = [n for n in (*one.trained, *one.referred) if n is not None]
        assert all(n >= 5 and n % 5 == 0 for n in told)
        assert all(rate is None or rate.n is None or rate.rounded for rate in one.improved)


def test_families_without_a_locality_stand_beside_all_together_alone(programme):
    plain = "Family ID,Date before,Date after,PHQ-9 before,PHQ-9 after\n" + "\n".join(
        f"F{n},2025-01-05,2025-07-15,{12 + n % 7},{4 + n % 9}" for n in range(30)
    )
    found = programme.evidence(TrainingView(), (load(plain.encode(), name="plain.csv"), View())).context
    assert [one.locality for one in found] == [""]


def test_referrals_of_the_training_files_come_before_the_families_own(families):
    months = ["Month,Borough,Referrals"]
    months += [
        f"2025-0{m}-01,{place},{n}" for m in range(1, 7) for place, n in (("Northbank", 7), ("Riverside", 5))
    ]
    made = load_programme(
        [bookings(ROWS), "\n".join(months).encode()], names=["bookings.csv", "referrals.csv"]
    )
    everybody, north, _ = made.evidence(TrainingView(), (families, View())).context
    assert everybody.referred[:2] == (36, 36)
    assert north.referred[:2] == (21, 21)


def test_a_locality_trained_later_than_another_is_protected_with_it(families):
    late = [*(row(n) for n in range(12)), *(row(n, "2026-09-08", borough="Riverside") for n in range(20, 34))]
    made = load_programme(bookings(late), names=["bookings.csv"])
    shown = made.evidence(TrainingView(protection="nhs"), (families, View(protection="nhs"))).context
    assert [one.locality for one in shown] == ["", "Northbank", "Riverside"]
    assert shown[0].trained[-1] == 15
    assert shown[2].trained[-1] is None  # Northbank's none would follow from it
    assert shown[2].periods == shown[0].periods


def test_a_locality_is_shown_within_the_filters_of_the_families_view(programme):
    """By hand: of 60 families 20 had groups, 10 of them in Northbank, where the odd numbers live."""
    head = "Family ID,Borough,Programme,Start date,Date before,Date after,PHQ-9 before,PHQ-9 after\n"
    lines = [
        f"F{n},{'Northbank' if n % 2 else 'Riverside'},{'Group' if n % 3 == 0 else 'Home'},"
        f"2025-01-05,2025-01-05,2025-07-15,{12 + n % 7},{4 + n % 9}"
        for n in range(60)
    ]
    data = load((head + "\n".join(lines)).encode(), name="families.csv")
    groups = View(filters={"Programme": ("Group",)})
    everybody, north, river = programme.evidence(TrainingView(), (data, groups)).context
    referred = [sum(n or 0 for n in one.referred) for one in (everybody, north, river)]
    assert referred == [20, 10, 10]


def test_a_locality_that_the_families_view_leaves_out_is_not_shown(programme, families):
    north = View(filters={"Borough": ("Northbank",)})
    found = programme.evidence(TrainingView(), (families, north)).context
    assert [one.locality for one in found] == ["", "Northbank"]


def test_the_last_five_years_are_drawn(families):
    made = load_programme(bookings([*(row(n, "2017-01-10") for n in range(9)), *ROWS]))
    context = made.evidence(TrainingView(), (families, View())).context
    assert {len(one.periods) for one in context} == {20}
    assert context[0].periods[-1].short == "Q2 2025/26"
