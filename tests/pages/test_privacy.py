"""The import page says what is left out, keeps bands only, and lets codes stand for ids."""

from __future__ import annotations

import pytest

HEAD = "NHS Number,Mother,Mother's age,Postcode,First contact,DOB,PHQ-9 before,PHQ-9 after\n"
ROWS = (
    "9434765919,Emma Jones,31,OX4 3AA,2025-03-01,1994-01-01,12,6\n"
    "9434765870,Fatima Begum,22,OX4 1AB,2025-04-01,2002-02-02,9,9\n"
    "4010232137,Tom Brown,36,OX1 2JD,2025-05-01,1989-03-03,15,3\n"
)
CONTENT = (HEAD + ROWS).encode()
VALUES = [cell for row in ROWS.splitlines() for cell in row.split(",")[:2]] + ["OX4 3AA", "1994-01-01"]


def columns(dashboard):
    """The table of columns as it is shown, by header."""
    return dashboard.app.data_editor[0].value.set_index("Header")


def said(dashboard):
    """All that the page says and all cells of its tables."""
    tables = (*dashboard.app.data_editor, *dashboard.app.dataframe)
    return "\n".join([dashboard.text, *dashboard.errors, *(entry.value.to_csv() for entry in tables)])


@pytest.fixture
def upload(dashboard):
    return dashboard.upload("families.csv", CONTENT).sound()


def test_one_place_says_what_is_left_out_and_why_and_no_value(upload):
    text = upload.text
    assert "Left out because they look like personal data:" in text
    for header, why in (
        ("NHS Number", "its header says that it holds NHS numbers"),
        ("Mother", "looks like people's names"),
        ("Postcode", "its header says that it holds postcodes"),
        ("DOB", "its header says that it holds dates of birth"),
    ):
        assert f"- **{header}**: {why}, so it is left out" in text
    assert "- **Mother's age**: only an age band is kept" in text
    assert not any(value in said(upload) for value in VALUES)


def test_no_preview_shows_an_age_that_is_kept_in_bands(upload):
    frame = columns(upload)
    assert frame.loc["Mother's age", "First values"] == ""
    assert frame.loc["Mother's age", "Holds"] == "Age (kept in bands)"
    first_rows = upload.app.dataframe[0].value
    assert "31" not in first_rows.astype(str).to_numpy().ravel().tolist()


def test_the_only_id_is_offered_through_codes_and_one_click_is_enough(upload):
    assert "can, through codes" in upload.text
    assert "No column of sheet 'families' looks like the id" in " ".join(upload.errors)
    upload.press("Use “NHS Number” as the id, through codes").sound()
    assert upload.errors == []
    assert len(upload.app.text_input(key="id key").value) == 39  # a key was made
    assert any(button.label == "Keep the key" for button in upload.app.get("download_button"))
    assert not any(value in said(upload) for value in VALUES)
    upload.press("Show my results").sound()
    assert "3 of 3 families have both scores" in upload.text


def test_codes_need_a_key_that_is_long_enough(dashboard):
    dashboard.upload("a.csv", b"Family ID,PHQ-9 before,PHQ-9 after\nB2-Bea,14,6\nA2,9,9\n").sound()
    assert "B2-Bea" in said(dashboard)
    box = next(box for box in dashboard.app.checkbox if box.label == "Use codes in place of ids")
    box.check().run()
    dashboard.sound()
    assert "there is no key" in " ".join(dashboard.errors)
    assert "B2-Bea" not in said(dashboard)
    dashboard.app.text_input(key="id key").set_value("short").run()
    assert "too short (5 of at least 16 characters)" in dashboard.warnings + " ".join(dashboard.errors)
    dashboard.press("Make a key for me").sound()
    assert dashboard.errors == []
    assert "2 of 2 families have both scores" in dashboard.text


def test_a_saved_mapping_holds_no_key(upload):
    upload.press("Use “NHS Number” as the id, through codes")
    key = upload.app.text_input(key="id key").value
    assert key not in said(upload)
    upload.press("Show my results")
    assert key not in repr(upload.app.session_state["attune"].data.mapping)


def test_areas_of_postcodes_and_ages_of_births_are_kept_where_somebody_says_so(upload):
    from pages.shared.mapping_editor import KEPT, _corrected, _scales

    upload.press("Use “NHS Number” as the id, through codes")
    draft = upload.app.session_state["attune"].draft
    frame = columns(upload)
    frame.loc["Postcode", "Holds"], frame.loc["DOB", "Holds"] = KEPT["district"], KEPT["age band"]
    changed = _corrected(draft.mapping, frame.reset_index(), _scales(draft.mapping))
    assert {column.header: column.keep for column in changed.using("attribute")} == {
        "Mother's age": "age band",
        "Postcode": "district",
        "DOB": "age band",
    }
    draft.restart(changed)
    upload.app.run()
    assert "- **Postcode**: only the district of the postcode is kept" in upload.sound().text
    assert columns(upload).loc["DOB", "Holds"] == "Age (kept in bands)"
    assert not any(value in said(upload) for value in VALUES)
    upload.press("Show my results").open("overview").sound()
    offered = {box.label: box.options for box in upload.app.multiselect}
    assert offered["Postcode"] == ["OX1", "OX4"]
    assert offered["DOB"] == offered["Mother's age"] == ["20–24", "30–34", "35–39"]
