"""A walk over every page, with the sample, with data of each shape, and with data that can't be compared."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from evaluation import evaluate, wording
from tests.pages.conftest import PAGES

HEADING = re.compile(r"^(#+) ", re.MULTILINE)
ONLY_FIRST = b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,\nA2,9,\nA3,12,\nA4,7,\n"
NOBODY = b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,\nA2,,6\n"
ALL_SET_ASIDE = b"Family ID,PHQ-9 before,PHQ-9 after\n,14,3\n,9,4\n"


@pytest.mark.parametrize("page", PAGES)
def test_with_the_sample(dashboard, page):
    dashboard.open(page).sound()
    assert (page in {"overview", "outcomes", "reach", "over_time", "groups", "claim", "report"}) == (
        "Made-up sample data, for" in dashboard.text
    )


@pytest.mark.parametrize("name", ["families_wide.xlsx", "course_forms.xlsx", "families_gbo.tsv"])
def test_with_data_of_one_s_own(dashboard, name):
    dashboard.use(name).sound()
    assert "Made-up sample" not in dashboard.text
    for page in PAGES:
        dashboard.open(page).sound()


@pytest.mark.parametrize(
    "page",
    [
        "overview",
        "outcomes",
        "reach",
        "over_time",
        "groups",
        "claim",
        "returns",
        "portfolio",
        "follow_up",
        "quality",
        "rows",
        "measures",
        "methods",
        "report",
    ],
)
def test_no_heading_level_is_skipped(dashboard, page):
    dashboard.open(page)
    levels: list[int] = []
    for element in dashboard.app.main:
        collect(element, levels)
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def collect(block, levels):
    """Heading levels in the order of the page."""
    for child in getattr(block, "children", {}).values():
        collect(child, levels)
    if block.type in {"title", "header", "subheader"}:
        levels.append({"title": 1, "header": 2, "subheader": 3}[block.type])
    elif block.type == "markdown":
        levels += [len(mark) for mark in HEADING.findall(block.value)]


def test_each_outcome_has_its_page(dashboard):
    measures = dashboard.open("outcomes").app.selectbox("measure").options
    assert len(measures) == 6
    titles = set()
    for measure in measures:
        dashboard.choose("measure", measure).sound()
        titles.add(dashboard.headings[0])
        assert "Got worse" in dashboard.text
    assert len(titles) == 6


def test_the_overview_begins_with_better_and_worse_of_how_many(dashboard):
    evidence = evaluate(dashboard.root / "data_samples" / "first_run.csv").evidence
    first = evidence.findings[0]
    better, _, worse = first.headline()
    said = next(m.value for m in dashboard.open().app.markdown if "have both scores on" in m.value)
    assert said.startswith(f"**{wording.share(better.share)} of {better.of} families with both scores ")
    assert f", and {wording.share(worse.share)} " in said
    assert first.concept in said
    assert "168 of 240 families (70%) have both scores on at least one measure" in said.replace("\\", "")


def test_a_page_says_how_a_threshold_is_known(dashboard):
    dashboard.open("outcomes").choose("measure", "PHQ-9 total").sound()
    assert "(read in the source named)" in dashboard.text
    assert "(verified)" not in dashboard.text


def test_only_first_scores_give_a_needs_profile(dashboard):
    dashboard.use("first.csv", ONLY_FIRST).sound()
    assert "where they started is shown" in dashboard.warnings
    assert "4 families have a first score for depression symptoms" in dashboard.text
    assert any("PHQ-9" in chart.alt for chart in dashboard.charts)
    dashboard.open("outcomes").sound()
    assert "Add second scores" in dashboard.warnings
    for page in PAGES:
        dashboard.open(page).sound()


def test_nobody_with_both_scores_is_told_what_next(dashboard):
    dashboard.use("nobody.csv", NOBODY).sound()
    assert "No families here have two scores to compare" in dashboard.warnings
    for page in PAGES:
        dashboard.open(page).sound()


def test_all_rows_set_aside_is_one_sentence(dashboard):
    dashboard.upload("none.csv", ALL_SET_ASIDE).sound()
    said = " ".join(dashboard.errors) + dashboard.text
    assert "id" in said
    assert "Traceback" not in said
    assert not any(button.label == "Show my results" for button in dashboard.app.button) or "0 of 0" in said


def test_filters_that_leave_nobody_say_so(dashboard):
    dashboard.open("overview").app.date_input("from").set_value("2031-01-01")
    dashboard.app.run()
    dashboard.sound()
    assert "No families" in dashboard.warnings
    assert "filters" in dashboard.warnings
    for page in PAGES:
        dashboard.open(page).sound()


def test_a_course_speaks_of_learners(dashboard):
    dashboard.use("course_forms.xlsx").sound()
    assert dashboard.headings == ["Did learners get better?"]
    assert "100 of 111 enrolments (90%) have both scores" in dashboard.text
    for page in ("overview", "outcomes"):
        assert "families" not in dashboard.open(page).text


def test_what_a_file_says_is_never_taken_for_markup(dashboard):
    header = '<img src=x onerror="a()">*PHQ-9*'
    rows = "".join(f"A{i},{14 + i},6,**{'yes' if i % 2 else 'no'}**\n" for i in range(6))
    dashboard.use("odd_*name*.csv", f'Family ID,PHQ-9 before,PHQ-9 after,"{header}"\n{rows}'.encode())
    for page in PAGES:
        dashboard.open(page).sound()
        raw = "\n".join(m.value for m in [*dashboard.app.markdown, *dashboard.app.caption])
        assert "<img" not in raw.replace("\\<img", "")
        assert not any("<img" in html.value for html in dashboard.app.html)
