"""A protected workbook in a real browser: the password is dots, opens the file and is gone."""

from __future__ import annotations

import pytest

from tests.browser.reading import axe, settle
from tests.importing.sealing import locked_families

WORDS = "Dandelion 7"


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    path = tmp_path_factory.mktemp("locked") / "families.xlsx"
    path.write_bytes(locked_families(WORDS))
    return path


def test_a_protected_workbook_is_opened_by_its_password(page, app, locked):
    page.goto(f"{app}/import_data")
    settle(page)
    page.locator("input[type=file]").first.set_input_files(locked)
    box = page.get_by_label("Password", exact=True)
    box.wait_for()
    settle(page)
    assert box.get_attribute("type") == "password"
    assert axe(page) == []
    box.fill("daisy")
    box.press("Enter")
    page.get_by_text("That password does not open families.xlsx.").wait_for()
    settle(page)
    assert box.input_value() == ""
    box.fill(WORDS)
    page.get_by_role("button", name="Open", exact=False).last.click()
    page.get_by_role("heading", name="2. Check").wait_for()
    settle(page)
    assert page.get_by_label("Password", exact=True).count() == 0
    assert "2 of 2 families" in page.locator("[data-testid=stMain]").inner_text()
