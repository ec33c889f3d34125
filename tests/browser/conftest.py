"""Fixtures for tests in a real browser: the app being served, and pages of two sizes."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser import chromium
from tests.browser.reading import streamlits_own_message
from tests.browser.server import serving

HERE = Path(__file__).parent
LOCAL = {"127.0.0.1", "localhost"}


def pytest_collection_modifyitems(items):
    """Mark what lies in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium; without one the tests are skipped at a desk and fail in CI."""
    path = chromium.find()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(chromium.ADVICE)
        pytest.skip("no Chromium, Chrome or Edge here; `python3 start.py test` installs one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield running
        running.close()


@pytest.fixture(scope="session")
def app(root):
    """The address of the dashboard, served for as long as the tests run."""
    with serving(root / "dashboard.py", root) as address:
        yield address


@pytest.fixture
def page(browser):
    """A page as on a desk: 1440 by 900."""
    yield from watched_page(browser, width=1440, height=900)


@pytest.fixture
def phone(browser):
    """A page as on a phone: 390 by 844, touched and not clicked."""
    yield from watched_page(browser, width=390, height=844, has_touch=True, is_mobile=True)


def watched_page(browser, *, width, height, **options):
    """A page that can reach this machine only and whose console stays free of errors, or the test fails."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", **options)
    context.set_default_timeout(60_000)  # two cores draw slowly while other tests run
    outside, heard = [], []

    def only_here(route):
        if urlsplit(route.request.url).hostname in LOCAL:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    def note_socket(web_socket):
        if urlsplit(web_socket.url).hostname not in LOCAL:
            outside.append(web_socket.url)

    def note_message(said):
        if said.type == "error" and not streamlits_own_message(said):
            heard.append(f"{said.text} ({said.location['url']})")

    def note_error(error):
        heard.append(str(error))

    context.route("**/*", only_here)
    opened = context.new_page()
    opened.on("websocket", note_socket)
    opened.on("console", note_message)
    opened.on("pageerror", note_error)
    yield opened
    context.close()
    assert heard == [], f"the console says {heard}"
    assert outside == [], f"the page tried to reach {outside}"
