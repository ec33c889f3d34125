"""The journey of published figures: a lead imports, corrects, filters and publishes; a commissioner reads."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import suppress
from urllib.parse import unquote

import pytest
from playwright.sync_api import TimeoutError as TooLate

import data_samples
from evaluation.packs.files import from_bytes
from tests.browser.conftest import DESK, opened_tab
from tests.browser.reading import axe, settle
from tests.browser.server import serving, serving_packs

FILTER, VALUE, BY = "Programme", "One-to-one", "Site"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """A hand-kept workbook of four hundred families, in which one id comes twice."""
    out = tmp_path_factory.mktemp("families") / "families.xlsx"
    return data_samples.make("families_wide", families=400, seed=7, out=out)


@pytest.fixture(scope="module")
def lead_s(root, store):
    """The address of a lead's Attune whose shelf is in `store`."""
    with serving(root / "dashboard.py", root, ATTUNE_STORE=str(store)) as address:
        yield address


@pytest.fixture(scope="module")
def readers(root, store):
    """The address of published results in `store`."""
    with serving_packs(root, store) as address:
        yield address


@pytest.fixture(scope="module")
def by_command_line(root, workbook, tmp_path_factory):
    """The same pack as the command line publishes it."""
    folder = tmp_path_factory.mktemp("published")
    file = str(workbook)
    command = [sys.executable, "-m", "evaluation"]
    inspected = subprocess.run(
        [*command, "inspect", file], cwd=root, capture_output=True, text=True, timeout=120, check=True
    )
    mapping = json.loads(inspected.stdout)["mapping"]
    (folder / "mapping.json").write_text(json.dumps(mapping | {"duplicates": "first"}), "utf-8")
    (folder / "view.json").write_text(
        json.dumps({"filters": {FILTER: [VALUE]}, "protection": "nhs"}), "utf-8"
    )
    out = folder / "pack.json"
    options = ["--mapping", str(folder / "mapping.json"), "--view", str(folder / "view.json"), "--by", BY]
    options += ["--title", "Our outcomes", "--organisation", "Oxpip", "--out", str(out)]
    subprocess.run(
        [*command, "publish", file, *options], cwd=root, capture_output=True, timeout=120, check=True
    )
    return from_bytes(out.read_bytes())


def main_text(page):
    return page.locator("[data-testid=stMain]").inner_text()


def import_and_correct(page, app, path):
    """Upload the file, have the upper row kept where an id comes twice, and show the results."""
    page.goto(f"{app}/import_data")
    settle(page)
    page.locator("input[type=file]").first.set_input_files(path)
    page.get_by_role("heading", name="2. Check").wait_for()
    settle(page)
    assert "5 rows are set aside" in main_text(page)
    page.get_by_text("More settings", exact=True).click()
    settle(page)
    pick(page, "When an id comes twice with different answers", "Keep the upper row")
    page.get_by_text("4 rows are set aside").first.wait_for()
    settle(page)
    page.get_by_role("button", name="Show my results").click()
    page.get_by_role("heading", name=re.compile("^Did families get better")).wait_for()
    settle(page)


def choose(page, box, option):
    """Choose one option of a box for several, and close its list."""
    pick(page, box, option)
    page.keyboard.press("Escape")
    settle(page)


def pick(page, box, option):
    """Open a list and choose from it; again where the page was drawn anew meanwhile, which closes it."""
    for _ in range(5):
        page.get_by_role("combobox", name=box).first.click()
        with suppress(TooLate):
            page.get_by_role("option", name=option, exact=True).first.click(timeout=5_000)
            return
        page.keyboard.press("Escape")
    raise AssertionError(f"'{box}' does not offer '{option}'")


@pytest.fixture(scope="module")
def journey(workbook, browser, lead_s):
    """What the lead's preview says, what the reader's page says, and what axe and the console say of both."""
    with opened_tab(browser, DESK) as page:
        import_and_correct(page, lead_s, workbook)
        choose(page, FILTER, VALUE)
        page.get_by_role("link", name="Publish", exact=True).first.click()
        page.get_by_role("heading", name="What may others see?").wait_for()
        settle(page)
        page.get_by_role("textbox", name="Title").fill("Our outcomes")
        page.get_by_role("textbox", name="Organisation").fill("Oxpip")
        page.keyboard.press("Tab")
        settle(page)
        choose(page, "Also each group by itself, and compared, by", BY)
        page.get_by_role("button", name="Preview", exact=True).click()
        page.get_by_role("heading", name="4. Publish").wait_for()
        settle(page)
        preview, in_preview = main_text(page), axe(page)
        page.get_by_role("button", name="Publish", exact=True).click()
        page.get_by_text("This is its link").wait_for()
        settle(page)
        link = page.locator("[data-testid=stCode]").first.inner_text().strip()
        yield {"preview": preview, "axe": in_preview, "axe after": axe(page), "link": link, "lead": page}


def test_the_lead_s_preview_has_the_figures_of_the_command_line(journey, by_command_line):
    findings = by_command_line.cuts[0].evidence.findings
    assert findings
    for finding in findings:
        assert finding.sentence in journey["preview"]


def test_the_reader_s_pages_have_the_figures_of_the_preview(journey, readers, page, by_command_line):
    page.goto(f"{readers}/{journey['link'].split('/')[-1]}")
    settle(page)
    side = page.locator("[data-testid=stSidebar]").inner_text()
    assert "Our outcomes" in side
    assert "Published by Oxpip" in side
    assert "Use my own data" not in side
    page.get_by_role("link", name="Outcomes", exact=True).first.click()
    page.get_by_role("heading", name="The figures").wait_for()
    settle(page)
    for finding in by_command_line.cuts[0].evidence.findings:
        pick(page, "Measure", finding.title)
        page.get_by_text(finding.sentence).first.wait_for()
        assert finding.sentence in journey["preview"]


def test_a_reader_changes_who_is_shown_and_the_link_of_that_can_be_sent_on(
    journey, readers, page, browser, by_command_line
):
    cut = by_command_line.cuts[1]
    page.goto(f"{readers}/{journey['link'].split('/')[-1]}")
    settle(page)
    everybody = main_text(page)
    pick(page, "Who is shown", cut.label)
    page.wait_for_url(lambda url: f"cut={cut.key}" in unquote(url), wait_until="commit")
    settle(page)
    shown = main_text(page)
    assert shown != everybody
    other = browser.new_page(viewport=DESK)
    other.goto(page.url)
    settle(other)
    assert main_text(other) == shown
    other.close()


@pytest.mark.parametrize("place", ["", "groups", "report"])
def test_no_violation_in_what_readers_see(journey, readers, phone, place):
    phone.goto(f"{readers}/{place}{journey['link'].split('/')[-1]}")
    settle(phone)
    assert axe(phone) == []
    assert phone.get_by_role("heading", level=1).count() == 1
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_no_violation_where_a_lead_publishes(journey):
    assert journey["axe"] == []
    assert journey["axe after"] == []


def test_a_withdrawn_pack_tells_its_reader_so(journey, readers, page):
    lead = journey["lead"]
    lead.get_by_role("button", name="Withdraw").first.click()
    lead.get_by_role("button", name="Yes, withdraw it").click()
    lead.get_by_text("Nothing is published yet").wait_for()
    page.goto(f"{readers}/{journey['link'].split('/')[-1]}")
    settle(page)
    assert "the pack has been withdrawn" in main_text(page)
    assert axe(page) == []
