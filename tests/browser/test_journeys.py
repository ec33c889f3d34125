"""The main journeys in a real browser, with what comes out of them compared with the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date

import pytest
from openpyxl import load_workbook
from playwright.sync_api import TimeoutError as NotThereError

from tests.browser.reading import axe, settle
from tests.browser.server import serving
from tests.reports.reading import excel_tables, word_tables


def go(page, address):
    page.goto(address)
    settle(page)


def own_data(page, app, path):
    """Upload a file and show its results."""
    go(page, f"{app}/import_data")
    page.locator("input[type=file]").first.set_input_files(path)
    page.get_by_role("heading", name="2. Check").wait_for()
    settle(page)
    said = page.locator("[data-testid=stMain]").inner_text()
    page.get_by_role("button", name="Show my results").click()
    page.get_by_role("heading", name=re.compile("^Did (families|learners) get better")).wait_for()
    settle(page)
    return said


def choose(page, name, option, within="stSidebar"):
    """Choose an option in the sidebar; a list that a redraw has closed again is opened once more."""
    box = page.get_by_test_id(within).get_by_role("combobox", name=name)
    offered = page.get_by_role("option", name=option)
    for _ in range(5):
        box.click()
        try:
            offered.wait_for(timeout=5_000)
        except NotThereError:
            continue
        break
    offered.click()


@pytest.fixture(scope="module")
def said_by_command_line(root, tmp_path_factory):
    path = root / "data_samples" / "families_wide.xlsx"
    out = tmp_path_factory.mktemp("json") / "findings.json"
    command = [sys.executable, "-m", "evaluation", "evaluate", str(path), "--json", str(out)]
    subprocess.run(command, cwd=root, capture_output=True, timeout=120, check=True)
    return json.loads(out.read_text("utf-8"))


def counted(page):
    """How many have both scores, of how many, as the overview says."""
    found = re.search(r"(\d+) of (\d+) families \(\d+%\) have both", main_text(page))
    assert found, "the overview does not say how many are counted"
    return found.groups()


def main_text(page):
    return page.locator("[data-testid=stMain]").inner_text()


def test_a_new_user_sees_the_sample_with_counts_and_intervals(page, app):
    go(page, app)
    assert page.get_by_role("heading", level=1).inner_text() == "Did families get better?"
    said = main_text(page)
    assert "Made-up sample data" in said
    assert re.search(r"\d+ of \d+ families have both scores", said)
    assert re.search(r"\d+ of \d+ families with both scores \(\d+%, 95% interval \d+% to \d+%\)", said)
    assert "got worse" in said


def test_own_data_shows_the_figures_of_the_command_line(page, app, root, said_by_command_line):
    said = own_data(page, app, root / "data_samples" / "families_wide.xlsx")
    assert "57 of 88 families have both scores on at least one measure and will be analysed" in said
    assert "5 rows are set aside" in said
    flow = {step["key"]: step["n"] for step in said_by_command_line["flow"]["steps"]}
    assert f"{flow['both']} of {flow['all']} families (" in main_text(page)
    page.get_by_role("link", name="Outcomes", exact=True).first.click()
    page.get_by_role("heading", name="The figures").wait_for()
    settle(page)
    shown = main_text(page)
    first = said_by_command_line["scales"][0]
    assert first["sentence"] in shown
    assert f"{first['mean_before']:.1f}" in shown
    assert f"{first['effects']['baseline_sd']['value']:.2f}" in shown
    for scale in said_by_command_line["scales"][1:]:
        go_on(page, scale["title"])
        page.get_by_text(scale["sentence"]).first.wait_for()  # on a busy machine its run begins late
        assert scale["sentence"] in main_text(page)


def go_on(page, title):
    """Choose another measure on the page of outcomes."""
    choose(page, "Measure", title, within="stMain")
    settle(page)


def test_word_and_excel_hold_the_figures_of_the_screen(page, app, root, said_by_command_line, tmp_path):
    own_data(page, app, root / "data_samples" / "families_wide.xlsx")
    page.get_by_role("link", name="Report", exact=True).first.click()
    page.get_by_role("heading", name="Make a report").wait_for()
    settle(page)
    choose(page, "Layout", "Everything", within="stMain")
    page.get_by_text("For: Whoever wants all figures").wait_for()
    settle(page)
    found = {}
    for kind, label in (("docx", "Download Word"), ("xlsx", "Download Excel"), ("json", "Download Findings")):
        if kind == "json":
            page.get_by_text("Figures and data, or everything in one file").click()
        else:
            at = page.get_by_role("button", name=label).bounding_box()
            assert at["y"] < 900, f"{label} is below the first screen"
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        path = tmp_path / f"report.{kind}"
        download.value.save_as(path)
        assert download.value.suggested_filename.endswith(kind)
        found[kind] = path.read_bytes()
    for tables in (word_tables(found["docx"]), excel_tables(found["xlsx"])):
        rows = next(t.rows for t in tables if t.title == "Got better, unchanged or got worse, by outcome")
        headline = [
            str(rate["n"])
            for scale in said_by_command_line["scales"]
            for outcome in ("improved", "no_change", "worse")
            for rate in scale["rates"]
            if rate["outcome"] == outcome and rate["rule"] == scale.get("headline_rule", rate["rule"])
        ]
        assert [row[3] for row in rows] == headline
    downloaded = json.loads(found["json"])
    assert downloaded["scales"] == said_by_command_line["scales"]
    assert downloaded["flow"] == said_by_command_line["flow"]
    see_the_document(page, said_by_command_line)


def see_the_document(page, said):
    """Write words, see them and the first finding in the preview, where nothing can run, and ask axe."""
    page.get_by_role("textbox", name=re.compile("^What we learnt")).fill("We ask twice.")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("tab", name="Preview").click()
    document = page.frame_locator("iframe[title^='Preview of the report']")
    document.get_by_text(
        "We ask twice."
    ).wait_for()  # Playwright never takes a page with such a frame for idle
    page.wait_for_timeout(1_000)
    assert said["scales"][0]["sentence"] in document.locator("main").inner_text()
    (frame,) = [frame for frame in page.frames if frame.url.startswith("data:text/html")]
    assert frame.evaluate("self.origin") == "null"  # it could reach nothing of the page around it
    assert axe(page) == []
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_questionnaire_is_found_and_its_template_filled_in_and_used(page, app, tmp_path):
    go(page, f"{app}/measures")
    search = page.get_by_role("searchbox", name="Search")
    search.fill("anxiety")
    search.press("Enter")
    page.get_by_text(re.compile(r"^[1-9] questionnaires of \d\d$")).wait_for()
    settle(page)
    assert "q=anxiety" in page.url
    page.get_by_role("link", name="GAD-7", exact=True).click()
    page.get_by_role("heading", level=1, name="GAD-7").wait_for()
    settle(page)
    assert "name=gad7" in page.url
    assert "Lower scores are better" in main_text(page)
    assert "verified" in main_text(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a template to fill in").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    book = load_workbook(path)
    sheet = book["Answers"]
    for number in range(5):
        for row, (stage, answer) in enumerate((("Before", "2"), ("After", "Not at all")), 4 + 2 * number):
            sheet.cell(row, 1, f"F{number}")
            sheet.cell(row, 2, date(2026, 1 + row // 4, 5))
            sheet.cell(row, 3, stage)
            sheet.cell(row, 4, "parent")
            for place in range(5, 12):
                sheet.cell(row, place, answer)
    book.save(path)
    said = own_data(page, app, path)
    assert "5 of 5 families have both scores on at least one measure and will be analysed" in said
    assert "2 rows are set aside" in said  # the examples
    assert "5 of 5 families" in main_text(page)
    assert "needs you" not in said


def test_a_deep_link_as_the_very_first_request_shows_the_whole_app(page, root):
    with serving(root / "dashboard.py", root) as fresh:
        go(page, f"{fresh}/outcomes?measure=GAD-7+total")
        assert "anxiety symptoms" in page.get_by_role("heading", level=1).inner_text()
        side = page.locator("[data-testid=stSidebar]")
        side.get_by_text("What counts as better").first.wait_for()
        side.get_by_text("Use my own data").first.wait_for()


def test_choices_stand_in_the_address_and_a_link_reopens_them(page, app, browser):
    go(page, app)
    choose(page, "Site", "Riverside")
    page.locator("[data-testid=stMain]", has_text="of 240 families").wait_for(state="detached")
    settle(page)
    before = counted(page)
    assert int(before[1]) < 240
    assert "only+site=" in page.url or "only%20site=" in page.url
    other = browser.new_page()
    go(other, page.url)
    assert counted(other) == before
    other.close()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Outcomes", exact=True).first.click()
    page.get_by_role("heading", name="The figures").wait_for()
    settle(page)
    assert f"{before[1]}" in main_text(page)
    assert "only" in page.url


def test_a_preset_holds_when_data_are_opened(page, app, root):
    go(page, f"{app}/?numbers=NHS%3A+hide+under+5")
    page.get_by_role("link", name="Use my own data", exact=True).first.click()
    page.get_by_role("heading", name="Use my own data").wait_for()
    settle(page)
    page.locator("input[type=file]").first.set_input_files(root / "data_samples" / "families_wide.xlsx")
    page.get_by_role("heading", name="2. Check").wait_for()
    settle(page)
    page.get_by_role("button", name="Show my results").click()
    page.get_by_role("heading", name=re.compile("^Did families")).wait_for()
    settle(page)
    assert "57 of 88" not in main_text(page)
    assert "[c]" in main_text(page)


def test_no_violation_with_everything_opened(phone, app):
    go(phone, f"{app}/outcomes")
    folded = phone.locator("[data-testid=stMain] details:not([open]) > summary")
    while folded.count():
        folded.first.click()
        phone.wait_for_timeout(100)
    settle(phone)
    assert phone.locator("[data-testid=stMain] details:not([open])").count() == 0
    assert axe(phone) == []
    assert phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_no_violation_while_an_upload_is_looked_at(page, app, root):
    go(page, f"{app}/import_data")
    page.locator("input[type=file]").first.set_input_files(root / "data_samples" / "families_wide.xlsx")
    page.get_by_role("heading", name="2. Check").wait_for()
    settle(page)
    assert axe(page) == []


def test_on_a_phone_the_choices_open_and_close(phone, app):
    go(phone, app)
    menu = phone.locator("[data-testid=stExpandSidebarButton]")
    menu.click()
    choice = phone.get_by_text("What counts as better")
    choice.wait_for(state="visible")
    phone.get_by_role("link", name="Methods", exact=True).click()
    phone.get_by_role("heading", name="How the figures are made").wait_for()
    settle(phone)


def test_a_wrong_upload_says_one_sentence(page, app, tmp_path):
    wrong = tmp_path / "scores.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    go(page, f"{app}/import_data")
    page.locator("input[type=file]").first.set_input_files(wrong)
    page.get_by_role("alert").first.wait_for()
    settle(page)
    assert page.get_by_role("alert").count() == 1
    assert "Traceback" not in main_text(page)
    assert page.get_by_role("button", name="Show my results").count() == 0


def test_training_from_a_sample_to_its_report(page, app, tmp_path):
    go(page, f"{app}/training?numbers=NHS%3A+hide+under+5")
    choose(page, "Sample", "Training strategy of five boroughs")
    page.get_by_text("taking about 145 places").first.wait_for()
    settle(page)
    assert "training+set=" in page.url
    assert axe(page) == []
    for name, words in (
        ("Course", "From booking to the last form"),
        ("Learners’ change", "What they answered"),
        ("Coverage", "On a map"),
    ):
        page.get_by_role("link", name=name, exact=True).first.click()
        page.get_by_role("heading", name=words).first.wait_for()
        settle(page)
        assert "training+set=" in page.url
        assert "Made-up sample data, for courses" in main_text(page)
    page.get_by_role("link", name="Report", exact=True).first.click()
    page.get_by_role("heading", name="Make a report").wait_for()
    settle(page)
    assert "numbers=NHS" in page.url, "the choice for families is that for learners"
    page.get_by_role("radio", name="Training alone").click()
    page.get_by_text("For: Those who pay for or plan training").wait_for()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Web page").click()
    path = tmp_path / "report.html"
    download.value.save_as(path)
    said = path.read_text("utf-8")
    assert "Made-up sample data" in said
    assert "485" in said
