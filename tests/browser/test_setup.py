"""The browser fixtures themselves, tried on a small Streamlit script made for the purpose."""

from __future__ import annotations

import textwrap

import pytest

from tests.browser import chromium
from tests.browser.conftest import DESK, anew, watched
from tests.browser.reading import axe, settle
from tests.browser.server import serving

SCRIPT = """
    import time
    import streamlit as st

    def counting():
        st.title("Before and after")
        st.write("Families seen this quarter.")
        if st.button("Count them"):
            time.sleep(1)
            st.write("Counted 37 families.")

    def reading():
        st.title("How to read this")

    def reaching():
        st.title("Reaching out")
        st.html('<img src="http://elsewhere.invalid/pixel.png" alt="A picture kept elsewhere">')

    def faulty():
        st.title("A fault")
        st.html('<ul><div>not an item</div></ul><input type="text">')

    st.set_page_config(page_title="Fixtures", layout="wide")
    st.navigation({
        "Results": [st.Page(counting, title="Counting", default=True), st.Page(reading, title="Reading")],
        "Faults": [st.Page(reaching, title="Reaching"), st.Page(faulty, title="Faulty")],
    }).run()
"""


@pytest.fixture(scope="module")
def small_app(tmp_path_factory, root):
    script = tmp_path_factory.mktemp("small_app") / "small.py"
    script.write_text(textwrap.dedent(SCRIPT), "utf-8")
    with serving(script, root) as address:
        yield address


def test_settle_waits_for_a_slow_run(page, small_app):
    page.goto(small_app)
    settle(page)
    page.get_by_role("button", name="Count them").click()
    settle(page)
    assert page.get_by_text("Counted 37 families.").is_visible()


def test_the_project_s_own_theme_is_served(page, small_app):
    page.goto(small_app)
    settle(page)
    size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    assert size == "17px"


def test_a_clean_page_has_no_violations_of_ours(page, phone, small_app):
    for opened in (page, phone):
        opened.goto(small_app)
        settle(opened)
        assert axe(opened) == []


def test_a_fault_of_ours_is_found_although_streamlit_s_own_are_let_pass(page, small_app):
    page.goto(f"{small_app}/faulty")
    settle(page)
    found = {violation.rule: violation for violation in axe(page)}
    assert set(found) == {"list", "label"}
    assert "not an item" in found["list"].elements[0]
    assert "Form elements must have labels" in str(found["label"])


def test_a_phone_is_as_wide_as_a_phone(phone, small_app):
    phone.goto(small_app)
    settle(phone)
    assert phone.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [390, 390]


def test_reaching_another_machine_is_noticed(tabs, small_app):
    steps = watched(tabs["desk"])
    page = next(steps)
    page.goto(f"{small_app}/reaching")
    settle(page)
    with pytest.raises(AssertionError, match=r"tried to reach .*elsewhere\.invalid"):
        next(steps, None)


def test_a_tab_used_before_is_as_a_new_one(page, small_app):
    page.goto(small_app)
    settle(page)
    page.evaluate("localStorage.setItem('kept', 'yes'), document.cookie = 'kept=yes'")
    page.set_viewport_size({"width": 500, "height": 500})
    page.emulate_media(media="print", color_scheme="dark")
    anew(page, DESK)
    page.goto(small_app)
    settle(page)
    assert page.evaluate("[localStorage.getItem('kept'), document.cookie.includes('kept')]") == [None, False]
    asked = (
        "[innerWidth, ...['print', '(prefers-color-scheme: dark)'].map(asked => matchMedia(asked).matches)]"
    )
    assert page.evaluate(asked) == [1440, False, False]


def test_a_script_that_cannot_be_served_says_why(tmp_path, root):
    with pytest.raises(RuntimeError, match="does not exist"), serving(tmp_path / "absent.py", root):
        pass


def test_a_browser_that_is_named_but_absent_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("ATTUNE_CHROMIUM", str(tmp_path / "chromium"))
    with pytest.raises(FileNotFoundError, match="ATTUNE_CHROMIUM"):
        chromium.find()
