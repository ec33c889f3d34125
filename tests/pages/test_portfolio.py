"""The page with a trainee's portfolio. Oracle: the library's portfolio of the same file, and sums by hand."""

from __future__ import annotations

import pytest

from evaluation.portfolio import NOTICE, portfolio, tables, words
from tests.pages.conftest import opened
from tests.portfolio import made_up


def title(page) -> str:
    """The page's title, Markdown's marks taken out."""
    (found,) = page.headings
    return found.replace("\\", "")


@pytest.fixture
def own(root):
    """The page with a programme's cases open."""
    page = opened(root).upload("closed_cases.csv", made_up.CSV).press("Show my results")
    return page.open("portfolio").sound()


def test_the_sample_s_trainee_has_cases_sessions_units_awards_and_feedback(root):
    page = opened(root).open("portfolio").sound()
    assert title(page).endswith("closed cases have scores before and after")
    heads = [header.value for header in page.app.main.header]
    assert heads == [
        *("Closed cases", "What changed", "Recorded sessions", "Units and credits", "Accreditation"),
        *("Feedback from supervisors and parents", "What is not set here"),
    ]
    for said in (NOTICE, words.NOT_QUALITY, "not published; set by your course", "Made-up sample data"):
        assert said in page.text + page.warnings
    page.choose("portfolio of", "T07").sound()
    assert title(page).startswith("T07: 5 of 5")


def test_each_closed_case_is_a_row_and_no_id_is_shown_until_a_lead_asks(own):
    assert title(own) == "T01: 6 of 8 closed cases have scores before and after"
    found = next(html.value for html in own.app.html if "Each closed case" in html.value)
    assert found.count("<tr>") == 1 + 8
    assert "14 (Sep 2025) to 6 (Jan 2026), 8 better: reliable improvement" in found
    assert "C101" not in found
    own.app.toggle("portfolio ids").set_value(True).run()
    shown = next(html.value for html in own.sound().app.html if "Each closed case" in html.value)
    assert all(f"C10{n}" in shown for n in range(1, 9))
    assert "C109" not in shown  # it is open


def test_who_is_chosen_is_never_in_the_address(own):
    own.choose("portfolio of", "T02").sound()
    assert title(own).startswith("T02")
    assert "T02" not in str(own.app.query_params)
    assert not [key for key in own.app.query_params if "portfolio" in key]
    own.open("overview").open("portfolio")
    assert own.app.selectbox("portfolio of").value == "T02"  # but it stays in the tab


def test_word_and_pdf_can_be_taken_away_and_nothing_else(own):
    buttons = {button.proto.label: button.proto for button in own.app.get("download_button")}
    assert set(buttons) == {"Download Word document", "Download PDF document"}


def test_a_trainee_without_a_closed_case_is_told_what_closes_one(own):
    own.choose("portfolio of", "T03").sound()
    assert title(own) == "T03 has no closed case"
    assert "Counted apart: 1 case is open" in own.text
    assert not own.app.get("download_button")
    closed = next(toggle for toggle in own.app.toggle if toggle.label == "Every case in this file is closed")
    closed.set_value(True).run()
    assert title(own.sound()) == "T03: the one closed case doesn’t have scores before and after"


def test_the_course_s_own_minimum_is_shown_as_its_rule(own):
    own.app.number_input("portfolio minimum").set_value(10).run()
    assert "Your course asks for 10 closed cases (its own rule; none is published): 8 so far, 2 to come." in (
        own.sound().text
    )


def test_a_period_that_ends_before_it_starts_is_not_used(own):
    start, end = (box for box in own.app.date_input if str(box.key).startswith("portfolio"))
    start.set_value("2026-05-01")
    end.set_value("2026-02-01")
    own.app.run()
    assert "starts after it ends" in own.sound().warnings


def test_own_cases_without_the_programme_s_files_say_what_is_lacking(own):
    assert "have not been read" in own.text
    assert "Recorded sessions" not in [header.value for header in own.app.main.header]


@pytest.mark.parametrize("name", ["families_wide.xlsx", "course_forms.xlsx"])
def test_without_a_column_of_trainees_it_says_what_to_do(dashboard, name):
    dashboard.use(name).open("portfolio").sound()
    assert not [html for html in dashboard.app.html if "Each closed case" in html.value] or (
        "Column that says who worked on a case" in {box.label for box in dashboard.app.selectbox}
    )
    assert "trainee" in (dashboard.text + "".join(info.value for info in dashboard.app.info)).lower()


def test_a_name_in_place_of_a_code_is_warned_of(dashboard):
    csv = made_up.CSV.replace(b",T02,", b",Red Fox,")
    dashboard.upload("cases.csv", csv).press("Show my results")
    dashboard.open("portfolio").choose("portfolio of", "Red Fox").sound()
    assert "The documents say “Trainee 1” here" in dashboard.warnings
    assert title(dashboard).startswith("Trainee 1: ")


def test_the_tables_are_those_of_the_documents(own):
    found = portfolio(made_up.data(), "Trainee code", "T01", today=made_up.TODAY)
    shown = "".join(html.value for html in own.app.html)
    results = tables.result_table(found)
    assert results is not None
    for table in (tables.case_table(found), results):
        for row in table.printed():
            assert all(f">{cell}<" in shown for cell in row)
