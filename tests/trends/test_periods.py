"""Months and quarters. Oracle: the calendar; the NHS's financial year runs from April to March."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.trends import Period, numbers, periods

DATES = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def lying(day, every):
    return Period(every, int(numbers(np.array([day], "datetime64[s]"), every)[0]))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 4, 1), "Q1 2025/26 (April to June)"),
        (date(2025, 9, 30), "Q2 2025/26 (July to September)"),
        (date(2025, 12, 31), "Q3 2025/26 (October to December)"),
        (date(2026, 3, 31), "Q4 2025/26 (January to March)"),
        (date(1999, 4, 30), "Q1 1999/00 (April to June)"),
    ],
)
def test_quarters_are_named_as_the_nhs_does(day, name):
    assert lying(day, "quarter").label == name


def test_months_have_their_name_and_financial_year():
    assert lying(date(2026, 2, 28), "month").label == "February 2026"
    assert lying(date(2026, 2, 28), "month").year == "2025/26"
    assert lying(date(2026, 4, 1), "month").year == "2026/27"


@given(DATES, st.sampled_from(["month", "quarter"]))
def test_a_day_lies_between_the_ends_of_its_period_and_the_next_day_after_it_in_the_next(day, every):
    found = lying(day, every)
    assert found.start <= day <= found.end
    assert lying(found.end + timedelta(days=1), every).number == found.number + 1


def test_no_date_is_in_no_period():
    assert numbers(np.array(["NaT"], "datetime64[s]"), "month").tolist() == [-1]


def test_periods_have_no_gap():
    found = periods(8099, 8102, "quarter")
    assert [period.short for period in found] == ["Q3 2024/25", "Q4 2024/25", "Q1 2025/26", "Q2 2025/26"]
