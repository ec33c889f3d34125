"""Who got worse: by a published amount, on the row where the second score stands."""

from __future__ import annotations

from datetime import date

from evaluation.following_up import cases_of, got_worse, without_rule
from evaluation.view import View
from tests.tables_of_text import dataset

# NHS England counts 6 points or more on PHQ-9. KPCS has no such amount.
FILE = """Family ID,Worker,PHQ-9 before,PHQ-9 after,Date after,KPCS before,KPCS after
A1,W1,10,16,2026-03-01,40,20
A2,W2,10,15,2026-03-02,40,30
A3,W2,4,20,2026-04-01,30,40
A4,W1,20,4,2026-04-01,30,31
"""


def found(text=FILE, **view):
    data = dataset(text)
    return got_worse(data, View(**view), cases_of(data.responses.episodes, date(2026, 7, 1)))


def test_those_who_got_worse_by_the_published_amount_the_newest_first():
    told = [(one.row, one.worker, one.scale, one.before, one.after, one.date) for one in found()]
    assert told == [
        (4, "W2", "PHQ-9 total", 4, 20, date(2026, 4, 1)),
        (2, "W1", "PHQ-9 total", 10, 16, date(2026, 3, 1)),
    ]
    assert all("6 points or more" in one.rule for one in found())


def test_a_scale_without_a_published_amount_is_named_and_lists_nobody():
    assert without_rule(dataset(FILE), View()) == ("KPCS total",)


def test_any_change_counts_only_where_somebody_asks_for_it():
    told = {(one.row, one.scale) for one in found(improved="any_change")}
    assert told == {
        (2, "KPCS total"),
        (3, "KPCS total"),
        (2, "PHQ-9 total"),
        (3, "PHQ-9 total"),
        (4, "PHQ-9 total"),
    }
    assert without_rule(dataset(FILE), View(improved="any_change")) == ()


def test_hiding_small_numbers_for_others_hides_nobody_from_whoever_holds_the_data():
    assert found(protection="nhs") == found()


def test_the_filters_hold():
    assert [one.row for one in found(filters={"Worker": ("W1",)})] == [2]


def test_the_row_is_that_of_the_second_score():
    text = "Client,Stage,Date,PHQ-9\nC1,Pre,2026-01-01,4\nC2,Pre,2026-01-01,9\nC1,Post,2026-03-01,20"
    assert [(one.row, one.date) for one in found(text)] == [(4, date(2026, 3, 1))]
