"""The second upload: one click where headers are the same, questions where they are not, and what differs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from evaluation.evaluating import inspect

HEAD = "Family ID,Site,KPCS pre,KPCS post,PHQ-9 before,PHQ-9 after\n"
SPRING = HEAD + "A1,North,30,40,14,6\nA2,South,31,,9,\nA3,North,28,33,20,12\n"
SUMMER = HEAD + "A4,South,20,,18,\nA1,North,30,40,14,7\nA2,South,31,36,9,5\nA3,North,28,33,20,12\n"
RENAMED = SUMMER.replace("KPCS pre", "KPCS score pre")


@pytest.fixture
def spring(dashboard):
    """The dashboard with the spring's data open."""
    return dashboard.use("spring.csv", SPRING.encode())


def table(dashboard):
    """What each column is taken to hold, by header."""
    frame = dashboard.app.data_editor[0].value
    return dict(zip(frame["Header"], frame["Holds"], strict=True))


def tick(dashboard, words):
    box = next(box for box in dashboard.app.checkbox if words in box.label.replace("\\", ""))
    (box.uncheck() if box.value else box.check()).run()
    return dashboard


def test_the_same_headers_need_one_click_and_show_what_differs(spring):
    spring.upload("summer.csv", SUMMER.encode()).sound()
    assert "These headers were seen before" in spring.text
    said = "Compared with the file before: 1 new family, 2 new second scores, 1 changed score."
    assert said in spring.text
    spring.press("Show my results").sound()
    assert "3 of 4 families have both scores" in spring.open("overview").text


def test_the_button_stands_before_the_table_of_columns(spring):
    spring.upload("summer.csv", SUMMER.encode())
    order = [getattr(element, "label", "") for element in spring.app.main]
    assert order.index("Show my results") < order.index("What was recognised, to look at or to change")
    assert order.count("Show my results") == 1


def test_each_difference_is_listed_with_its_row_and_without_an_id(spring):
    spring.upload("summer.csv", SUMMER.encode())
    frame = next(
        frame.value for frame in spring.app.dataframe if "Before" in getattr(frame.value, "columns", [])
    )
    rows = {tuple(row) for row in frame[["What", "Row", "About", "Before", "After"]].to_numpy().tolist()}
    assert ("Score changed", "3", "PHQ-9", "6", "7") in rows
    assert ("New second score", "4", "KPCS", "", "36") in rows
    assert not any(name in str(frame.to_numpy().tolist()) for name in ("A1", "A2", "A4"))


def test_the_same_file_twice_changes_nothing(spring):
    before = spring.text
    spring.upload("spring.csv", SPRING.encode()).sound()
    assert "Nothing has changed: this is the same file." in spring.text
    spring.press("Show my results")
    assert spring.open("overview").text == before


def test_a_renamed_column_is_asked_about_and_never_joined_silently(spring):
    spring.upload("summer.csv", RENAMED.encode()).sound()
    question = "'KPCS pre' is gone and 'KPCS score pre' is new: is it the same column?"
    box = next(box for box in spring.app.checkbox if question in box.label.replace("\\", ""))
    assert not box.value
    assert table(spring)["KPCS score pre"] == "Not used"
    tick(spring, question).sound()
    assert table(spring)["KPCS score pre"] == "Score"
    assert "1 column renamed" in spring.text
    assert "1 new family, 2 new second scores, 1 changed score" in spring.text
    tick(spring, question).sound()
    assert table(spring)["KPCS score pre"] == "Not used"


def test_the_id_column_too_is_only_taken_up_when_somebody_says_so(spring):
    spring.upload("summer.csv", SUMMER.replace("Family ID", "Family reference").encode()).sound()
    assert any("id" in error for error in spring.errors)
    tick(spring, "'Family ID' is gone and 'Family reference' is new").sound()
    assert spring.errors == []
    assert "1 new family, 2 new second scores, 1 changed score, 1 column renamed" in spring.text


def test_new_columns_are_used_when_somebody_says_so(spring):
    wider = "\n".join(
        f"{line},{more}"
        for line, more in zip(
            SUMMER.splitlines(), ["GAD-7 before,Postcode", "9,AB1 2CD", "8,AB1 2CE", "7,", "6,"], strict=True
        )
    )
    spring.upload("summer.csv", wider.encode()).sound()
    assert table(spring)["GAD-7 before"] == "Not used"
    assert table(spring)["Postcode"] == "Personal data (left out)"
    assert "New and not used: 'Postcode'" in spring.text.replace("*", "")
    tick(spring, "Use 1 new column as recognised: 'GAD-7 before'").sound()
    assert table(spring)["GAD-7 before"] == "Score"


def test_a_new_column_of_no_use_does_not_stand_in_the_way(spring):
    wider = "\n".join(
        f"{line},{more}"
        for line, more in zip(SUMMER.splitlines(), ["Comments", "x", "", "y", ""], strict=True)
    )
    spring.upload("summer.csv", wider.encode()).sound()
    assert "These headers were seen before" in spring.text
    assert "New and not used: 'Comments'" in spring.text.replace("*", "")
    assert "What was recognised, to look at or to change" in [e.label for e in spring.app.expander]


def test_a_column_that_is_missing_is_named(spring):
    without = "\n".join(line.rsplit(",", 1)[0] for line in SUMMER.splitlines())
    spring.upload("summer.csv", without.encode()).sound()
    assert "Missing: 'PHQ-9 after'" in spring.text.replace("*", "")


def test_another_kind_of_file_is_compared_with_nothing(spring):
    other = "Family ID,GBO goal 1 before,GBO goal 1 after\nB1,3,7\nB2,2,5\n"
    spring.upload("goals.csv", other.encode()).sound()
    assert "Compared with" not in spring.text
    assert "seen before" not in spring.text


def test_nothing_is_compared_with_the_sample(dashboard):
    dashboard.upload("spring.csv", SPRING.encode()).sound()
    assert "Compared with" not in dashboard.text


def test_a_saved_mapping_of_another_file_is_refused_in_one_sentence(dashboard):
    dashboard.upload("spring.csv", SPRING.encode())
    plain = {
        "sheet": "x",
        "header_rows": [1],
        "columns": [
            {"index": 0, "header": "Family ID", "use": "id"},
            {"index": 1, "header": "GAD-7 pre", "use": "score", "measure": "gad7", "occasion": "baseline"},
        ],
    }
    saved = next(entry for entry in dashboard.app.file_uploader if entry.label.startswith("Use a mapping"))
    saved.upload("mapping.json", json.dumps(plain).encode()).run()
    assert len(dashboard.sound().errors) == 1
    assert dashboard.errors[0].startswith("This mapping is for another file: 1 of the 2 columns")


def test_a_saved_mapping_dropped_with_the_spreadsheet_is_used(dashboard):
    mapping = inspect(SPRING.encode(), name="spring.csv").mapping
    site = replace(mapping.columns[1], use="ignore")
    dashboard.open("import_data")
    place = dashboard.app.file_uploader("upload")
    place.upload("summer.csv", SUMMER.encode())
    place.upload("mapping.json", json.dumps(mapping.with_column(site).to_dict()).encode()).run()
    dashboard.sound()
    assert "These headers were seen before" in dashboard.text
    assert table(dashboard)["Site"] == "Not used"
