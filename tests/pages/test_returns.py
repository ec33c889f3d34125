"""The page with the Family Hubs return. Oracle: the library's return of the same file."""

from __future__ import annotations

from evaluation.opening import load
from evaluation.returns import Quarter, family_hubs
from tests.returns.test_family_hubs import CSV


def test_the_page_shows_the_lines_and_who_is_left_out(dashboard):
    dashboard.use("families.csv", CSV).open("returns").sound()
    assert dashboard.app.selectbox("return quarter").options == [
        "April to June 2026",
        "January to March 2026",
    ]
    dashboard.choose("return quarter", "January to March 2026").sound()
    made = family_hubs(load(CSV, name="families.csv"), Quarter(2026, 1))
    assert made.summary in dashboard.text
    for note in made.notes:
        assert note in dashboard.text
    for reason, _ in made.reasons:
        assert reason[1:] in dashboard.text
    shown = dashboard.app.dataframe[0].value
    assert list(shown.columns) == list(made.headings())
    assert [tuple(map(str, row)) for row in shown.to_numpy().tolist()] == [
        tuple(map(str, line)) for line in made.lines()
    ]


def test_without_dates_it_says_why_there_is_none(dashboard):
    dashboard.use("f.csv", b"Family ID,PHQ-9 before,PHQ-9 after\nA,14,6\nB,9,9\n").open("returns").sound()
    assert "no quarter can be chosen" in dashboard.warnings
    assert not dashboard.app.dataframe
