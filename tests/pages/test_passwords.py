"""A protected workbook on the import page: asked for, used once, kept nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sealing import locked_families

PASSWORD = "Dandelion 7"  # noqa: S105 - of a file made here
LOCKED_XLS = Path(__file__).parents[1] / "importing" / "nasty" / "locked.xls"


@pytest.fixture(scope="module")
def locked():
    return locked_families(PASSWORD, 3)


def give(dashboard, password):
    dashboard.app.text_input("password of the upload").input(password)
    return dashboard.press("Open").sound()


def everything_kept(dashboard):
    state = dashboard.app.session_state
    assert "'attune': Session(" in repr(state)  # all that the tab holds, the session's own parts too
    return repr(state) + repr(vars(state["attune"]))


def test_the_password_opens_the_workbook_and_is_not_kept(dashboard, locked):
    dashboard.upload("families.xlsx", locked).sound()
    assert "It is used once to open the file and is not kept." in dashboard.text
    assert dashboard.errors == []
    assert dashboard.app.text_input("password of the upload").proto.type == 1  # dots, not letters
    give(dashboard, PASSWORD)
    assert "3 of 3 families" in dashboard.text
    assert "Password" not in [box.label for box in dashboard.app.text_input]
    assert PASSWORD not in everything_kept(dashboard)
    dashboard.press("Show my results").sound()
    assert PASSWORD not in everything_kept(dashboard)


def test_a_wrong_password_is_told_and_asked_again(dashboard, locked):
    dashboard.upload("families.xlsx", locked)
    give(dashboard, "dandelion 7")
    assert dashboard.errors == [
        "That password does not open families.xlsx. Check capitals and spaces, and give it again."
    ]
    assert dashboard.app.text_input("password of the upload").value == ""
    assert "dandelion 7" not in everything_kept(dashboard)
    give(dashboard, "")
    assert len(dashboard.errors) == 1
    give(dashboard, PASSWORD)
    assert dashboard.errors == []
    assert "3 of 3 families" in dashboard.text


def test_an_old_workbook_asks_too(dashboard):
    dashboard.upload("families.xls", LOCKED_XLS.read_bytes()).sound()
    assert dashboard.app.text_input("password of the upload").label == "Password"


def test_another_file_is_not_asked_for_the_password_of_the_first(dashboard, locked):
    dashboard.upload("families.xlsx", locked)
    dashboard.app.file_uploader("upload").clear().run()
    assert "protected with a password" not in dashboard.text
    dashboard.upload("plain.csv", b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\n").sound()
    assert "protected with a password" not in dashboard.text
