"""Whom the national statistics count: referrals closed after at least two contacts (measures.md 8.1, 8.2)."""

from __future__ import annotations

import pytest

from evaluation.composites import closed_courses
from tests.tables_of_text import dataset

HEAD = "Family ID,First contact date,Second contact date,End date,PHQ-9 before,PHQ-9 after"


def closed(*dates):
    rows = [f"F{i},{','.join(days)},10,4" for i, days in enumerate(dates)]
    found = closed_courses(dataset("\n".join([HEAD, *rows])).responses.episodes)
    return None if found is None else found.tolist()


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        (("2025-01-01", "2025-01-15", "2025-06-01"), True),
        (("2025-01-01", "2025-01-15", "2025-01-15"), True),  # it ended at the second contact
        (("2025-01-01", "2025-02-15", "2025-01-20"), False),  # two contacts "during the referral": one
        (("2025-01-01", "", "2025-06-01"), False),
        (("2025-01-01", "2025-01-15", ""), False),  # still open
    ],
)
def test_a_closed_referral_has_its_second_contact_before_its_end(days, counts):
    others = ("2025-01-01", "2025-01-15", "2025-06-01")
    assert closed(others, days) == [True, counts]


def test_where_no_referral_is_known_to_be_closed_nothing_is_said():
    assert closed(("2025-01-01", "2025-02-15", "2025-01-20"), ("2025-01-01", "2025-01-15", "")) is None
