"""The second upload in a real browser: what is asked, what differs, and one click."""

from __future__ import annotations

import pytest

from tests.browser.reading import axe, settle
from tests.pages.test_remembered import RENAMED, SPRING, SUMMER

pytestmark = pytest.mark.browser


def drop(page, name, text):
    """Drop a file on the import page."""
    page.get_by_role("link", name="Use my own data").first.click()
    page.get_by_role("heading", name="Use my own data", level=1).wait_for()
    settle(page)
    page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_text(name).first.wait_for()
    settle(page)


def test_the_next_upload_takes_one_click_and_is_accessible(page, app):
    page.goto(app)
    settle(page)
    drop(page, "spring.csv", SPRING)
    page.get_by_role("button", name="Show my results").click()
    settle(page)
    drop(page, "summer.csv", SUMMER)
    page.get_by_text("1 new family, 2 new second scores, 1 changed score").wait_for()
    assert axe(page) == []
    button = page.get_by_role("button", name="Show my results")
    assert button.bounding_box()["y"] < page.get_by_text("2. Check").bounding_box()["y"]
    page.get_by_text("What was recognised, to look at or to change").click()
    settle(page)
    assert axe(page) == []
    button.click()
    settle(page)
    drop(page, "renamed.csv", RENAMED)
    page.get_by_text("is it the same column?").wait_for()
    assert axe(page) == []
