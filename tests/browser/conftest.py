"""Fixtures for tests in a real browser: the app being served, and pages of two sizes."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

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


DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def tabs(browser):
    """A tab on a desk and one on a phone, touched and not clicked; each loads the app's code only once."""
    with (
        opened_tab(browser, DESK) as desk,
        opened_tab(browser, PHONE, has_touch=True, is_mobile=True) as phone,
    ):
        yield {"desk": desk, "phone": phone}


@pytest.fixture
def page(tabs):
    """A page as on a desk: 1440 by 900."""
    yield from watched(anew(tabs["desk"], DESK))


@pytest.fixture
def phone(tabs):
    """A page as on a phone: 390 by 844."""
    yield from watched(anew(tabs["phone"], PHONE))


@contextmanager
def opened_tab(browser, size, **options):
    """A tab of a context of its own, in which nothing moves: each frame costs a processor without a card."""
    context = browser.new_context(viewport=size, locale="en-GB", reduced_motion="reduce", **options)
    context.set_default_timeout(60_000)  # two cores draw slowly while other tests run
    try:
        yield context.new_page()
    finally:
        context.close()


def anew(tab, size):
    """The tab as a new one of that size would be: empty, in light, nothing remembered."""
    with suppress(Error):  # an empty page has no storage
        tab.evaluate("localStorage.clear(), sessionStorage.clear()")
    tab.goto("about:blank")
    tab.context.clear_cookies()
    tab.set_viewport_size(size)
    tab.emulate_media(media="null", color_scheme="light")
    return tab


def watched(tab):
    """The tab, while it may reach this machine only and its console stays free of errors, or the test fails.

    What it asks of another machine goes nowhere: see chromium.flags. (Playwright's own way to stop it turns
    the browser's cache off.)
    """
    outside, heard = [], []

    def note_request(request):
        asked = urlsplit(request.url)
        if asked.scheme in {"http", "https"} and asked.hostname not in LOCAL:
            outside.append(request.url)

    def note_socket(web_socket):
        if urlsplit(web_socket.url).hostname not in LOCAL:
            outside.append(web_socket.url)

    def note_message(said):
        if said.type == "error" and not streamlits_own_message(said):
            heard.append(f"{said.text} ({said.location['url']})")

    def note_error(error):
        heard.append(str(error))

    listeners = {
        "request": note_request,
        "websocket": note_socket,
        "console": note_message,
        "pageerror": note_error,
    }
    for event, listener in listeners.items():
        tab.on(event, listener)
    yield tab
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    assert outside == [], f"the page tried to reach {outside}"
    assert heard == [], f"the console says {heard}"
