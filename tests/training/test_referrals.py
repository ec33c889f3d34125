"""Referrals beside training: months by hand, limits of chance as the trends' room has them, and the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import fmean

import pytest

from evaluation.courses.records import Records
from evaluation.training.choices import TrainingView
from evaluation.training.referrals import charted_again, referrals
from evaluation.trends import WIDTH
from tests.reference import known
from tests.training.rows import booked, people, referred

ALL = TrainingView()
BEFORE = (12, 10, 13, 11, 12, 14, 11, 10, 13, 12, 11, 13)  # 142 over 12 months: 11.8
AFTER = (17, 18, 16, 19, 17, 18, 16, 17, 19, 18, 17, 30)  # 222 over 12 months: 18.5; the last is far above
RIVERSIDE = (5,) * 24
FIRST = date(2024, 1, 1)
# Ann of Northbank came in January 2025 and again in March, Ben of Riverside in February, Cal of neither.
PEOPLE = "ann|Midwife|Northbank\nben|Midwife|London Borough of Riverside\ncal|Midwife|Elsewhere"
CAME = """
    ann | Ghosts     | 20/1/25
    ann | Attachment | 4/3/25
    ben | Ghosts     | 4/2/25
    cal | Ghosts     | 4/2/25
"""
BETTER_OR_WORSE = ("improv", "concern", "better", "worse", "impact", "effect", "led to", "because", "due to")


@pytest.fixture(scope="module")
def records() -> Records:
    return Records(
        learners=people(PEOPLE),
        bookings=booked(CAME),
        referrals=(*referred("Northbank", FIRST, *BEFORE, *AFTER), *referred("Riverside", FIRST, *RIVERSIDE)),
    )


def texts(found) -> dict[str, str]:
    return {caveat.key: caveat.text for caveat in found.caveats}


def test_all_together_and_each_borough_by_hand(records):
    whole, north, river = referrals(records, ALL)
    assert [found.borough for found in (whole, north, river)] == ["", "Northbank", "Riverside"]
    assert north.counts == (*BEFORE, *AFTER)
    assert whole.counts == tuple(n + 5 for n in (*BEFORE, *AFTER))
    assert [period.short for period in north.periods][::23] == ["Jan 2024", "Dec 2025"]
    # Ann counts once, in January 2025; Cal works in no borough with referrals.
    assert north.trained == (0,) * 12 + (1,) + (0,) * 11
    assert river.trained == (0,) * 13 + (1,) + (0,) * 10
    assert whole.trained == (0,) * 12 + (1, 1) + (0,) * 10
    assert (north.first_training, river.first_training) == (date(2025, 1, 20), date(2025, 2, 4))


def test_average_and_limits_begin_anew_in_the_month_of_the_first_course(records):
    north = referrals(records, ALL)[1]
    control = known(north.control)
    assert control.starts == (12,)
    # By hand: mean ± 2.66 × the mean of the steps from month to month, of each part by itself.
    for part, place in ((BEFORE, 0), (AFTER, 12)):
        steps = [abs(a - b) for a, b in pairwise(part)]
        assert control.centre[place] == pytest.approx(fmean(part))
        assert control.high[place] == pytest.approx(fmean(part) + WIDTH * fmean(steps))


def test_the_sentence_has_both_averages_and_what_stands_out_and_no_cause(records):
    north = referrals(records, ALL)[1]
    assert north.sentence == (
        "Northbank had 11.8 referrals a month on average before the first course (12 months) and 18.5 from "
        "January 2025 on (12 months); 1 month stands out from chance, and the figures don't say why"
    )
    assert texts(north)["signals"] == (
        "More referrals than chance alone would give: Dec 2025 (above the limits)."
    )
    said = " ".join([north.sentence, *texts(north).values()]).lower()
    assert not [word for word in BETTER_OR_WORSE if word in said]
    assert "no_cause" in texts(north)


def test_steady_referrals_have_no_month_that_stands_out(records):
    river = referrals(records, ALL)[2]
    # Its first course was in the fourteenth month: eleven months since are too few to begin anew.
    assert known(river.control).starts == ()
    assert "no month stands out from chance, and the figures don't say why" in river.sentence
    assert "all months together" in texts(river)["parts"]


def test_a_shift_is_told_in_both_directions_where_the_limits_are_of_all_months():
    counts = (10, 11, 10, 9, 10, 11, 10, 9, 20, 21, 19, 20, 21, 20, 19, 20)
    records = Records(
        learners=people("ann|Midwife|Northbank"),
        bookings=booked("ann|Ghosts|4/9/24"),
        referrals=referred("Northbank", FIRST, *counts),
    )
    (found,) = referrals(records, ALL)
    assert known(found.control).starts == ()
    # The average of all is 15, the mean step 26 / 15, so the limits are 15 ± 4.6: eight in a row lie below
    # the average, six of them (all but the two of 11) below the limits; the eight after are the reverse.
    assert texts(found)["signals"] == (
        "More referrals than chance alone would give: Sep 2024 to Apr 2025 (above the limits, part of a run "
        "above the average). Fewer referrals than chance alone would give: Jan 2024 to Aug 2024 (below the "
        "limits, part of a run below the average)."
    )


def test_months_beside_the_start_of_new_limits_are_not_one_run(records):
    counts = (*(10, 11) * 5, 10, 30, 60, *(20, 21) * 5, 20)
    high = replace(referrals(records, ALL)[1], counts=counts)
    assert texts(charted_again(high))["signals"] == (
        "More referrals than chance alone would give: Dec 2024 (above the limits) and Jan 2025 (above the "
        "limits). Fewer referrals than chance alone would give: Jan 2024 to Nov 2024 (part of a run below "
        "the average) and Feb 2025 to Dec 2025 (part of a run below the average)."
    )


def test_a_missing_month_is_none_and_so_is_all_together():
    records = Records(
        learners=people(PEOPLE),
        bookings=booked(CAME),
        referrals=(*referred("Northbank", FIRST, 4, None, 6), *referred("Riverside", FIRST, 1, 2, 3)),
    )
    whole, north, _river = referrals(records, ALL)
    assert (north.counts, whole.counts) == ((4, None, 6), (5, None, 9))
    assert "few_months" in texts(north)
    assert "stand" not in north.sentence


def test_months_after_or_before_training_alone_are_said_to_be_so(records):
    late = referrals(records, ALL.with_(start=date(2025, 2, 1)))[1]
    assert late.sentence.endswith("; all of these months are since the first course")
    assert late.trained[0] == 0  # Ann was trained in January, so she is not new in February
    early = referrals(records, ALL.with_(end=date(2024, 12, 31)))[1]
    assert early.sentence.endswith("; all of these months are before the first course")
    cut = referrals(records, ALL.with_(start=date(2024, 1, 2), end=date(2025, 12, 30)))[1]
    # Of January and of December one day is outside.
    assert (cut.periods[0].short, cut.periods[-1].short) == ("Feb 2024", "Nov 2025")


def test_a_view_of_one_course_looks_at_who_first_came_to_that_one(records):
    whole, north, river = referrals(records, ALL.with_(courses=("Attachment",)))
    assert north.first_training == date(2025, 3, 4)
    assert (whole.first_training, river.first_training) == (date(2025, 3, 4), None)
    assert river.sentence == (
        "Riverside had 5.0 referrals a month on average (24 months); nobody from there has come to a course"
    )


def test_where_no_borough_of_anybody_is_recorded_all_count_together(records):
    nowhere = replace(records, learners=())
    (whole,) = referrals(nowhere, ALL)
    assert (whole.borough, sum(n or 0 for n in whole.trained)) == ("", 3)
    assert "no_borough" in texts(whole)


def test_two_sheets_with_the_same_month_are_not_added_up(records):
    later = referred("Northbank", FIRST, 99, file="z.csv")
    twice = replace(records, referrals=(*later, *records.referrals))
    assert referrals(twice, ALL)[1].counts == (99, *BEFORE[1:], *AFTER)
    assert "several_lists" in texts(referrals(twice, ALL)[1])


def test_nothing_is_said_without_referrals_or_without_training(records):
    assert referrals(replace(records, referrals=()), ALL) == ()
    assert referrals(replace(records, bookings=()), ALL) == ()


def test_protected_counts_are_charted_again_and_rounding_alone_stands_out_nowhere(records):
    north = referrals(records, ALL)[1]
    counts = tuple(10 if place % 2 else 15 for place in range(24))
    shown = charted_again(replace(north, counts=counts, rounded=True), off=2.5)
    assert "about 12.5 referrals a month" in shown.sentence
    assert not any(known(shown.control).signals)
    assert "rounded" in texts(shown)
    hidden = charted_again(replace(north, counts=(None,) * 24, rounded=True))
    assert "[c] referrals a month" in hidden.sentence
    assert charted_again(north) == north
