"""A page with nothing to show says why, and what to do next."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.pages.test_every_page import NOBODY, ONLY_FIRST

WHY = re.compile("no families here have two scores|the file has no", re.IGNORECASE)
NEXT = re.compile("add second scores|add one, say under|add a column|widen the filters", re.IGNORECASE)
RESULTS = ("overview", "outcomes", "over_time", "groups", "report")
ONE_MEASURE = b"Family ID,PHQ-9 before,PHQ-9 after\n" + b"".join(
    f"A{number},{14 + number % 5},{6 + number % 3}\n".encode() for number in range(12)
)


@pytest.mark.parametrize("content", [NOBODY, ONLY_FIRST])
def test_without_two_scores_each_page_of_results_says_why_and_what_next(
    dashboard: Any, content: bytes
) -> None:
    dashboard.use("few.csv", content)
    for page in RESULTS:
        said = dashboard.open(page).sound().warnings
        assert WHY.search(said), page
        assert NEXT.search(said), page


def test_one_questionnaire_without_dates_or_groups_says_what_is_missing(dashboard: Any) -> None:
    dashboard.use("one.csv", ONE_MEASURE)
    for page, missing in (("over_time", "no dates for second scores"), ("groups", "no column to compare")):
        said = dashboard.open(page).sound().warnings
        assert missing in said
        assert NEXT.search(said)
    for page in ("overview", "outcomes"):
        assert dashboard.open(page).sound().charts


def test_learners_are_told_of_learners(dashboard: Any) -> None:
    dashboard.use("course_forms.xlsx")
    for page in RESULTS:
        said = dashboard.open(page).sound()
        assert "families" not in said.warnings, page
