"""From an upload to results, and back to the sample; wrong uploads; what is remembered."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest

from evaluation.evaluating import evaluate

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
WRONG = {
    "a picture named .xlsx": ("scores.xlsx", PNG),
    "an empty file": ("scores.csv", b""),
    "no header": ("scores.csv", b"1,2,3\n4,5,6\n7,8,9\n"),
    "no id": ("scores.csv", b"PHQ-9 before,PHQ-9 after\n14,6\n9,9\n12,3\n"),
    "a header alone": ("scores.csv", b"Family ID,PHQ-9 before,PHQ-9 after\n"),
}
HAMD = "Family,Depression baseline,Depression 6 months\n" + "".join(
    f"F{i},{20 + i % 9},{8 + i % 7}\n" for i in range(40)
)


@pytest.mark.parametrize("why", WRONG)
def test_a_wrong_upload_gets_one_sentence(dashboard, why):
    dashboard.upload(*WRONG[why]).sound()
    assert len(dashboard.errors) == 1
    assert 20 < len(dashboard.errors[0]) < 400
    assert "Traceback" not in dashboard.errors[0]
    assert not any(button.label == "Show my results" for button in dashboard.app.button)


def test_text_in_a_score_is_named_and_the_rest_is_used(dashboard):
    dashboard.upload("text.csv", b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,refused,9\nA3,12,3\n")
    dashboard.sound()
    assert "row 3" in dashboard.text
    assert "refused" in dashboard.text
    dashboard.press("Show my results").sound()
    assert "2 of 3 families have both scores" in dashboard.text


def test_one_family_only(dashboard):
    dashboard.use("one.csv", b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\n").sound()
    assert "1 of 1 families" in dashboard.text
    dashboard.open("outcomes").sound()


def test_an_upload_after_a_wrong_one_is_read(dashboard):
    dashboard.upload("scores.xlsx", PNG)
    dashboard.app.file_uploader("upload").clear().run()
    assert dashboard.errors == []
    dashboard.use("families_wide.xlsx").sound()
    assert "57 of 88 families" in dashboard.text


def test_what_is_recognised_is_told_before_it_is_used(dashboard, root):
    dashboard.upload("families_wide.xlsx", (root / "data_samples" / "families_wide.xlsx").read_bytes())
    said = dashboard.text
    assert "Left out because they look like personal data:\n- **Mother's initials**" in said
    assert "**Postcode**: its header says that it holds postcodes, so it is left out" in said
    assert "**Baby's age at start (months)**: only an age band is kept" in said
    assert "57 of 88 families have both scores on at least one measure and will be analysed" in said
    assert "5 rows are set aside" in said
    first_rows = dashboard.app.dataframe[0].value
    assert not any("Postcode" in str(cell) for cell in first_rows.to_numpy().ravel())


def test_the_pages_show_what_the_library_finds(dashboard, root):
    path = root / "data_samples" / "families_wide.xlsx"
    dashboard.use(path.name)
    for finding in evaluate(path).evidence.findings:
        dashboard.open("outcomes").choose("measure", finding.title)
        assert finding.sentence in dashboard.text


def test_a_score_of_one_s_own_needs_range_and_direction(dashboard):
    dashboard.upload("own.csv", HAMD.encode()).sound()
    assert "range" in " ".join(dashboard.errors) or "lowest" in " ".join(dashboard.errors)
    numbers = {entry.label: entry for entry in dashboard.app.number_input}
    numbers["Lowest possible score"].set_value(0.0)
    numbers["Highest possible score"].set_value(52.0)
    next(box for box in dashboard.app.selectbox if box.label == "Which is better?").set_value("lower")
    dashboard.app.run()
    assert dashboard.errors == []
    dashboard.press("Show my results").sound()
    assert "40 of 40 families" in dashboard.text
    assert "the service's own score" in dashboard.open("outcomes").text


def test_a_score_of_one_s_own_with_a_wrong_range_is_told(dashboard):
    dashboard.upload("own.csv", HAMD.encode())
    numbers = {entry.label: entry for entry in dashboard.app.number_input}
    numbers["Lowest possible score"].set_value(52.0)
    numbers["Highest possible score"].set_value(0.0)
    next(box for box in dashboard.app.selectbox if box.label == "Which is better?").set_value("lower")
    dashboard.app.run()
    assert len(dashboard.sound().errors) == 1


def test_ratings_made_looking_back_are_one_tick_away(dashboard, root):
    content = (root / "data_samples" / "course_forms.xlsx").read_bytes()
    dashboard.upload("course_forms.xlsx", content).sound()
    tick = next(box for box in dashboard.app.checkbox if "looking back" in box.label)
    tick.check().run()
    dashboard.sound()
    assert "retrospective baseline" in set(columns(dashboard)["Stage"])
    dashboard.press("Show my results").sound()
    assert "this design can overstate the gain" in dashboard.open("outcomes").text


def test_families_are_not_asked_about_looking_back(dashboard, root):
    dashboard.upload("families_wide.xlsx", (root / "data_samples" / "families_wide.xlsx").read_bytes())
    assert not any("looking back" in box.label for box in dashboard.app.checkbox)


def test_the_same_headers_need_no_second_correction(dashboard, root):
    content = (root / "data_samples" / "course_forms.xlsx").read_bytes()
    dashboard.upload("course_forms.xlsx", content)
    next(box for box in dashboard.app.checkbox if "looking back" in box.label).check().run()
    dashboard.press("Show my results")
    dashboard.upload("next-quarter.xlsx", content).sound()
    assert any("seen before" in success.value for success in dashboard.app.success)
    assert "retrospective baseline" in set(columns(dashboard)["Stage"])


def test_other_headers_are_not_taken_for_remembered_ones(dashboard):
    dashboard.use("families_gbo.tsv")
    dashboard.upload("own.csv", HAMD.encode())
    assert not dashboard.app.success


def test_corrections_survive_a_look_at_another_page(dashboard, root):
    dashboard.upload("course_forms.xlsx", (root / "data_samples" / "course_forms.xlsx").read_bytes())
    next(box for box in dashboard.app.checkbox if "looking back" in box.label).check().run()
    dashboard.open("methods").open("import_data").sound()
    assert "retrospective baseline" in set(columns(dashboard)["Stage"])
    dashboard.press("Show my results")
    assert "Did learners get better?" in dashboard.headings


def test_a_saved_mapping_is_taken_up_by_the_table(dashboard, root):
    content = (root / "data_samples" / "course_forms.xlsx").read_bytes()
    dashboard.upload("course_forms.xlsx", content)
    from evaluation.evaluating import inspect

    plain = inspect(content, name="course_forms.xlsx").mapping.to_dict()
    for column in plain["columns"]:
        if column["occasion"] == "baseline":
            column["occasion"] = "retrospective baseline"
    saved = next(entry for entry in dashboard.app.file_uploader if entry.label.startswith("Use a mapping"))
    saved.upload("mapping.json", json.dumps(plain).encode()).run()
    dashboard.sound()
    assert "retrospective baseline" in set(columns(dashboard)["Stage"])


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"sheet": 1}', b"\xff\xfe"])
def test_a_mapping_that_is_none_is_refused_in_a_sentence(dashboard, root, content):
    dashboard.upload("families_gbo.tsv", (root / "data_samples" / "families_gbo.tsv").read_bytes())
    saved = next(entry for entry in dashboard.app.file_uploader if entry.label.startswith("Use a mapping"))
    saved.upload("mapping.json", content).run()
    dashboard.sound()
    assert len(dashboard.errors) == 1
    assert dashboard.errors[0].startswith("That mapping can't be used")


def test_another_sheet_can_be_chosen(dashboard):
    book = io.BytesIO()
    with pd.ExcelWriter(book, engine="openpyxl") as writer:
        pd.DataFrame({"Family ID": ["A", "B"], "PHQ-9 before": [14, 9], "PHQ-9 after": [6, 9]}).to_excel(
            writer, sheet_name="One", index=False
        )
        pd.DataFrame(
            {"Family ID": list("CDE"), "GAD-7 before": [14, 9, 8], "GAD-7 after": [6, 9, 3]}
        ).to_excel(writer, sheet_name="Two", index=False)
    dashboard.upload("two.xlsx", book.getvalue())
    sheet = next(box for box in dashboard.app.selectbox if box.label == "Sheet")
    other = next(name for name in sheet.options if name != sheet.value)
    sheet.set_value(other).run()
    dashboard.sound()
    measure = {"One": "PHQ-9 total", "Two": "GAD-7 total"}[other]
    assert measure in dashboard.text


def test_closing_returns_to_the_sample(dashboard):
    dashboard.use("families_wide.xlsx").only("Site", "Millfield")
    dashboard.press("Close it and show the sample").sound()
    assert "168 of 240 families" in dashboard.text
    assert "Made-up sample data, for" in dashboard.text
    assert "families_wide" not in dashboard.text


def columns(dashboard):
    """The table of columns as it stands."""
    return dashboard.app.data_editor[0].value
