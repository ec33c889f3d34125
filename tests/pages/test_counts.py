"""Counts as the data in use: every page either works on them or says why it can't, and what next."""

from __future__ import annotations

from datetime import date

import pytest

import data_samples
from evaluation.sources import open_counts
from evaluation.view import View
from tests.pages.conftest import PAGES, opened

EXACT = "Alder-Vale.counts.json"
NEED_ROWS = ("follow_up", "quality", "returns", "portfolio")


@pytest.fixture
def counts(dashboard):
    """The app with a file of exact counts in use."""
    return dashboard.use(f"counts/{EXACT}")


def test_a_file_of_counts_says_what_it_holds_before_it_is_used(dashboard, root):
    content = (root / "data_samples" / "counts" / EXACT).read_bytes()
    said = dashboard.upload(EXACT, content).sound().text
    data = open_counts(content)
    assert f"Alder Vale: {data.cells.size} cells of 320 families, and no row." in said
    assert "Site: " in said
    assert "scored twice" in said


def test_every_page_is_sound_on_counts_and_those_that_need_rows_say_so(counts):
    for page in PAGES:
        said = counts.open(page).sound().text
        assert ("The data in use are counts: " in said) == (page in NEED_ROWS), page
        assert ("Open a file with rows" in labels(counts)) == (page in NEED_ROWS), page
    assert counts.open("rows").headings == ["320 of 320 rows were counted"]
    assert "which are not saved here" in counts.open("saved").text


def labels(dashboard):
    """What the links of a page are called."""
    return [link.proto.label for link in dashboard.app.get("page_link")]


def test_the_figures_are_those_of_the_library(counts, root):
    evidence = open_counts(root / "data_samples" / "counts" / EXACT).evidence(View())
    for finding in evidence.findings:
        counts.open("outcomes").choose("measure", finding.title)
        assert finding.sentence in counts.text
    assert "which hold no single family" in counts.text


def test_the_sidebar_says_how_large_counts_are_and_what_was_kept(counts):
    said = " ".join(caption.value for caption in counts.app.sidebar.caption).replace("\\", "")
    assert "cells of 320 families, no row. Columns kept: Site." in said
    assert "Counts keep the one rule" in said
    assert "a date stands for its whole month" in said or "hold no months" in said


def test_a_period_of_counts_is_one_of_whole_months(dashboard, root):
    data = data_samples_with_months(root)
    dashboard.use("Months.counts.json", data)
    dashboard.app.date_input("from").set_value(date(2025, 3, 15)).run()
    dashboard.sound()
    said = " ".join(caption.value for caption in dashboard.app.sidebar.caption).replace("\\", "")
    assert "from 1 March 2025 is used" in said
    assert dashboard.open("over_time").sound().text.count("quarter") > 0


def data_samples_with_months(root):
    """The first run's families as counts with months."""
    from evaluation.exchange.files import to_bytes
    from evaluation.exchange.sharing import share
    from evaluation.opening import load

    data = load(root / "data_samples" / "first_run.csv", sample=True)
    return to_bytes(share(data, View(), service="Months", by_month=True, made_on=date(2026, 10, 5)))


def test_filters_narrow_counts_as_they_do_rows(counts, root):
    data = open_counts(root / "data_samples" / "counts" / EXACT)
    value = data.offered[0].values[0]
    found = data.evidence(View(filters={"site": (value,)})).flow
    counts.only("site", value).sound()
    assert f"{found.n('both')} of {found.n('all')} families" in counts.text


def test_printed_figures_are_no_data_to_use_and_the_way_to_the_network_is_said(dashboard, root):
    content = (root / "data_samples" / "counts" / "Dunmere.counts.json").read_bytes()
    dashboard.upload("Dunmere.counts.json", content).sound()
    assert len(dashboard.errors) == 1
    assert not any(button.label == "Show my results" for button in dashboard.app.button)


def test_counts_are_opened_alone(dashboard):
    files = [(path.name, path.read_bytes()) for path in data_samples.counts()[:2]]
    dashboard.open("import_data")
    box = dashboard.app.file_uploader("upload")
    for name, content in files:
        box.upload(name, content)
    dashboard.app.run()
    assert any("page Network" in text for text in dashboard.errors)


def test_a_link_opens_counts_pages_with_the_sample(root):
    assert opened(root, better="Any change of score").open("counts").sound().headings
