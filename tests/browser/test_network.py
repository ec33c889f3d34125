"""A network lead drops six services' counts and reads the forest, on a desk and on a phone."""

from __future__ import annotations

import pytest

import data_samples
from tests.browser.reading import axe, settle


def dropped(page, app):
    """The page Network with the made-up services' files dropped on it."""
    page.goto(f"{app}/network")
    settle(page)
    page.locator("input[type=file]").first.set_input_files([str(path) for path in data_samples.counts()])
    page.get_by_role("heading", name="What do 6 services show together?").wait_for()
    settle(page)
    return page


@pytest.mark.parametrize("size", ["page", "phone"])
def test_six_files_become_a_forest_that_everybody_can_read(size, app, request):
    page = dropped(request.getfixturevalue(size), app)
    if size == "phone":
        page.emulate_media(color_scheme="dark")
        settle(page)
    figure = page.locator(".st-key-figure-forest")
    figure.wait_for()
    said = page.locator("[data-testid=stMain]").inner_text()
    assert "Averaged over 6 services" in said
    assert "What hiding small numbers does to this" in said
    assert axe(page) == []
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("box => box.scrollWidth <= innerWidth"), "the page scrolls sideways"
