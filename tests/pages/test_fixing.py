"""Putting right on the import page what is wrong in a file, undoing it, and what the pages say of it."""

from __future__ import annotations

import json

import pytest
import streamlit as st

from evaluation.importing.corrections import Corrections
from evaluation.importing.ledger import Spot
from pages.shared.fixing import changed
from tests.importing.test_repairs import HEADER, MORE, form

WRONG = (
    "Family ID,Site,PHQ-9 before,PHQ-9 after\n"
    "A1,North,28,6\nA2,South,14,about 6\n,North,9,3\nA4,North,14,6\nA4,North,9,3\nA5,South,999,3\n"
    + "\n".join(f"B{n},South,{999 if n < 2 else 14},6" for n in range(30))
)
WHAT = (
    "1 row has no id",
    "1 id comes again with different answers",
    "4 scores are outside what PHQ-9 allows",
    "1 PHQ-9 score is not a number",
    "Corrections: none so far",
)
WORDS = (
    f"Family ID,{HEADER}\nA1,{form((0, 'Most days'))}\nA2,{form((9, 'Most days'), (10, 'unsure'))}\n"
    f"A3,{form()}\n"
)


def wrong(dashboard, text=WRONG):
    return dashboard.upload("wrong.csv", text.encode()).sound()


def expanders(dashboard):
    return [expander.label.replace("\\", "") for expander in dashboard.app.expander]


def boxes(dashboard, label):
    return [box for box in dashboard.app.selectbox if label in box.label.replace("\\", "")]


@pytest.fixture
def typing(monkeypatch):
    """Type into the grids of cells, which Streamlit's test runner can't: found text to new text."""
    texts: dict[str, str] = {}
    shown: list[int] = []
    editor = st.data_editor

    def typed(frame, **settings):
        edited = editor(frame, **settings)
        if "Correct to" in edited:
            shown.append(len(edited))
            edited = edited.assign(**{"Correct to": [texts.get(f, f) for f in edited["Found"]]})
        return edited

    monkeypatch.setattr(st, "data_editor", typed)
    return texts, shown


def test_each_group_is_told_with_count_places_and_what_to_do(dashboard):
    said = wrong(dashboard).text
    labels = expanders(dashboard)
    assert [label for label in labels if label in WHAT] == list(WHAT)
    assert "wrong, row 2, column C (PHQ-9 before), found 28" in said
    assert "wrong, row 3, column D (PHQ-9 after), found about 6" in said
    assert "wrong, row 4, column A (Family ID)" in said
    assert "Correct each one (0 to 27 is allowed), or leave it blank" in said


def test_the_consequence_counts_families(dashboard):
    """A1, A5, B0 and B1 are out of range, A2 is no number, A4 comes twice."""
    assert (
        "If you continue: 28 of 34 families have both scores on at least one measure and will be analysed; "
        "6 will not: 4 have a score out of range, 1 has an id that comes again with different answers and "
        "1 has a score that can't be read." in wrong(dashboard).text
    )


def test_nothing_wrong_says_so(dashboard):
    assert "Nothing to put right." in wrong(dashboard, f"Family ID,PHQ-9 before,PHQ-9 after\n{MORE}").text


def test_a_typed_correction_is_taken_over_and_can_be_undone(dashboard, typing):
    texts, _ = typing
    texts["28"] = "18"
    wrong(dashboard)
    dashboard.press("Apply 1 correction").sound()
    assert "3 scores are outside what PHQ-9 allows" in expanders(dashboard)
    assert "Corrections so far: 1" in expanders(dashboard)
    assert dashboard.app.session_state["attune"].draft.corrections.cells[0].to == "18"
    dashboard.press("Undo all").sound()
    assert "4 scores are outside what PHQ-9 allows" in expanders(dashboard)
    assert "Corrections: none so far" in expanders(dashboard)


def test_one_of_several_corrections_can_be_undone(dashboard, typing):
    texts, _ = typing
    texts |= {"28": "18", "999": ""}
    wrong(dashboard).press("Apply 4 corrections").sound()
    (undo,) = boxes(dashboard, "Undo a correction")
    undo.set_value(next(one for one in undo.options if "C2" in one)).run()
    dashboard.press("Undo it").sound()
    assert "1 score is outside what PHQ-9 allows" in expanders(dashboard)
    assert "Corrections so far: 3" in expanders(dashboard)


def test_an_id_can_be_typed(dashboard, typing):
    texts, _ = typing
    texts[""] = "A3"
    wrong(dashboard).press("Apply 1 correction").sound()
    assert not any("no id" in label for label in expanders(dashboard))
    assert "of 35 families" in dashboard.text


def test_the_row_to_keep_can_be_chosen(dashboard):
    wrong(dashboard)
    (choice,) = boxes(dashboard, "Rows 5 and 6")
    assert "They differ in PHQ-9 before (C): 14 / 9; PHQ-9 after (D): 6 / 3." in dashboard.text
    choice.set_value("Keep row 6 of wrong").run()
    dashboard.press("Leave out 1 row").sound()
    assert not any("comes again" in label for label in expanders(dashboard))
    assert "you left this row out" in dashboard.text


def test_a_number_can_be_said_to_mean_not_known(dashboard):
    wrong(dashboard).press("999 means “not known”: leave every 999 blank").sound()
    assert "1 score is outside what PHQ-9 allows" in expanders(dashboard)
    assert dashboard.app.session_state["attune"].draft.mapping.missing_codes == (999.0,)


def test_a_column_can_be_left_out(dashboard):
    wrong(dashboard, WRONG.replace("Site", "GAD-7 before").replace("North", "7").replace("South", "99"))
    box = boxes(dashboard, "Or leave a whole column out")[0]
    box.set_value(box.options[0]).run()
    before = set(expanders(dashboard))
    dashboard.press("Leave this column out").sound()
    assert set(expanders(dashboard)) != before
    used = {c.header for c in dashboard.app.session_state["attune"].draft.mapping.columns if c.used}
    assert box.options[0] not in used


def test_words_can_be_given_a_meaning(dashboard):
    wrong(dashboard, WORDS)
    assert "3 answers to PHQ-9 are in words that Attune does not know" in expanders(dashboard)
    (days,), (unsure,) = boxes(dashboard, "“Most days” in 2 cells"), boxes(dashboard, "“unsure” in 1 cell")
    days.set_value("More than half the days (2)")
    unsure.set_value("Leave blank").run()
    dashboard.press("Use these answers").sound()
    draft = dashboard.app.session_state["attune"].draft
    assert draft.mapping.answers == (("phq9", (("most days", 2.0), ("unsure", None))),)
    assert not any("in words that" in label for label in expanders(dashboard))
    assert "Most days: 2 (2 cells)" in dashboard.text


def test_the_known_words_are_shown_once_with_their_numbers(dashboard):
    wrong(dashboard, WORDS)
    assert expanders(dashboard).count("How answers in words were read") == 1
    assert "Not at all: 0 (51 cells)" in dashboard.text


def test_a_long_list_shows_the_first_fifty(dashboard, typing):
    _, shown = typing
    rows = "\n".join(f"A{n},28,6" for n in range(70))
    more = "\n".join(f"B{n},14,6" for n in range(400))
    wrong(dashboard, f"Family ID,PHQ-9 before,PHQ-9 after\n{rows}\n{more}")
    assert 50 in shown
    assert max(shown) == 50
    assert "The first 50 are shown. The annotated workbook below has all 70." in dashboard.text


def test_saved_corrections_are_taken_up_and_what_does_not_fit_is_said(dashboard):
    wrong(dashboard)
    draft = dashboard.app.session_state["attune"].draft
    spot = Spot(sheet="wrong", row=2, letter="C")
    made = Corrections().with_cells(draft.workbook, [(spot, "18")]).to_dict()
    made["cells"].append({"sheet": "wrong", "row": 3, "column": "C", "found": "99", "to": "9"})
    saved = next(e for e in dashboard.app.file_uploader if e.label == "Use corrections saved earlier")
    saved.upload("corrections.json", json.dumps(made).encode()).run()
    dashboard.sound()
    assert "3 scores are outside what PHQ-9 allows" in expanders(dashboard)
    assert "1 correction was not applied" in dashboard.warnings


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"cells": [1]}', b"\xff\xfe"])
def test_corrections_that_are_none_are_refused_in_a_sentence(dashboard, content):
    wrong(dashboard)
    saved = next(e for e in dashboard.app.file_uploader if e.label == "Use corrections saved earlier")
    saved.upload("corrections.json", content).run()
    dashboard.sound()
    assert len(dashboard.errors) == 1
    assert dashboard.errors[0].startswith("Those corrections can't be used")


def test_the_results_are_those_of_the_corrected_file(dashboard, typing):
    texts, _ = typing
    texts |= {"28": "18", "about 6": "6", "": "A3"}
    wrong(dashboard)
    while any(button.label.startswith("Apply 1") for button in dashboard.app.button):
        dashboard.press("Apply 1 correction")
    dashboard.press("Show my results").sound()
    dashboard.open("rows").sound()
    assert "Corrected by hand" in [header.value for header in dashboard.app.header]
    assert "3 cells were corrected by hand." in dashboard.text
    session = dashboard.app.session_state["attune"]
    assert session.file.workbook.fingerprint == session.dataset.fingerprint


def test_every_page_that_has_rows_offers_the_three_workbooks(dashboard):
    labels = {"Annotated workbook", "Rows set aside", "Corrected copy"}
    wrong(dashboard)
    assert labels <= {button.label for button in dashboard.app.get("download_button")}
    assert "keep them as you keep the file" in dashboard.text
    dashboard.press("Show my results").open("rows").sound()
    assert labels <= {button.label for button in dashboard.app.get("download_button")}


def test_the_sample_s_rows_can_be_downloaded_too(dashboard):
    dashboard.open("rows").sound()
    assert {"Annotated workbook", "Corrected copy"} <= {
        button.label for button in dashboard.app.get("download_button")
    }


def test_only_what_was_changed_is_taken_over():
    spots = [Spot(sheet="S", row=n, letter="B", found=text) for n, text in ((2, "28"), (3, " x "), (4, ""))]
    assert changed(spots, ["28", "x", None]) == []
    assert changed(spots, ["18", None, "A4"]) == [(spots[0], "18"), (spots[1], ""), (spots[2], "A4")]
