"""A service's own counts for a network, and the page on which a network puts them together."""

from __future__ import annotations

import json
from datetime import date

import pytest

import data_samples
from evaluation.exchange import from_bytes
from evaluation.pooling import gather
from evaluation.pooling.charts import forest
from evaluation.reports.citation import citation
from evaluation.reports.figure import figure_file
from evaluation.sources import open_counts
from pages.shared.network import bounds_table, origin
from tests.pages.conftest import opened

FIRST_RUN = "first_run.csv"


def drop(dashboard, paths):
    """Drop counts files on the page Network."""
    dashboard.open("network")
    box = next(box for box in dashboard.app.file_uploader if box.key.startswith("network upload"))
    for path in paths:
        box.upload(path.name, path.read_bytes())
    dashboard.app.run()
    return dashboard


@pytest.fixture(scope="module")
def pooled():
    return gather(from_bytes(path.read_bytes()) for path in data_samples.counts())


@pytest.fixture
def network(dashboard):
    """The page with the made-up network in it."""
    return dashboard.open("network").press("Show it with six made-up services")


def test_without_files_the_page_says_what_to_drop_and_shows_a_sample_at_a_click(dashboard):
    dashboard.open("network").sound()
    assert "Drop them here" in dashboard.text
    assert dashboard.press("Show it with six made-up services").sound().charts
    assert "Made-up counts of services that do not exist" in dashboard.text


def test_the_page_prints_what_the_library_finds(network, pooled):
    assert network.sound().headings == ["What do 6 services show together?"]
    for finding in pooled.findings:
        network.choose("pooled", finding.about).sound()
        assert finding.sentence in network.text
        assert finding.between in network.text
        assert all(line in network.text for line in finding.rate("improved").average.explained)
        assert all(one.service in network.charts[0].alt for one in finding.services)


def test_what_hiding_small_numbers_does_is_told_with_limits(network, pooled):
    network.sound()
    told = pooled.findings[0].rate("improved").bounds
    assert "What hiding small numbers does to this" in network.text
    assert f"between {told.low:.0%} and {told.high:.0%} of all" in network.text


def test_what_some_services_do_not_print_has_no_printed_share_beside_its_limits(pooled):
    """Such a share is of other families than the limits, and may lie outside them."""
    for finding in pooled.findings:
        rates = [rate for rate in finding.headline() if rate.bounds is not None]
        for rate, row in zip(rates, bounds_table(finding, rates).rows, strict=True):
            assert (row[1] == "not by every service") == bool(rate.bounds.without or rate.bounds.hidden)
    assert any(rate.bounds and rate.bounds.without for f in pooled.findings for rate in f.headline())


def test_dropped_files_stay_when_the_page_is_left_and_can_be_taken_away(dashboard):
    drop(dashboard, data_samples.counts()[:3]).sound()
    dashboard.open("overview").open("network").sound()
    assert dashboard.headings == ["What do 3 services show together?"]
    dashboard.app.button("remove service 0").click().run()
    assert dashboard.sound().headings == ["What do 2 services show together?"]
    dashboard.app.button("remove services").click().run()
    assert "Drop them here" in dashboard.sound().text


def test_the_same_file_twice_is_refused_in_a_sentence_and_can_be_mended(dashboard):
    first = data_samples.counts()[0]
    drop(dashboard, [first, first]).sound()
    assert dashboard.headings == ["These files can't be put together"]
    assert "twice" in dashboard.errors[0]
    dashboard.app.button("remove service 1").click().run()
    assert dashboard.sound().errors == []


def test_a_file_that_is_none_is_refused_by_name_and_others_are_kept(dashboard, tmp_path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}")
    drop(dashboard, [wrong, *data_samples.counts()[:2]]).sound()
    assert len(dashboard.errors) == 1
    assert dashboard.errors[0].startswith("wrong.json: ")
    assert dashboard.headings == ["What do 2 services show together?"]


def test_services_that_all_sent_exact_counts_can_be_looked_at_on_every_page(dashboard):
    exact = [path for path in data_samples.counts() if from_bytes(path.read_bytes()).exact]
    drop(dashboard, exact).press("Use all services together as my data")
    families = sum(open_counts(path).cells.people for path in exact)
    assert f"of {families} families" in dashboard.open("overview").sound().text


def test_the_scale_is_in_the_address(root, pooled):
    about = pooled.findings[-1].about
    dashboard = opened(root, pooled=about).open("network", pooled=about)
    dashboard.press("Show it with six made-up services")
    assert dashboard.app.selectbox("pooled").value == about


def test_a_service_sees_what_is_in_its_file_before_it_leaves(dashboard):
    dashboard.open("counts").sound()
    assert "Type the name of your service" in dashboard.text
    dashboard.app.text_input("counts service").set_value("Alder Vale").run()
    said = dashboard.sound().text
    assert "small numbers hidden and others rounded; no exact count is in here" in said
    assert "240 of 240" in said
    shown = json.loads(made(dashboard))
    assert shown["counts"] is None
    assert shown["view"]["protection"] == "nhs"


def test_exact_counts_hold_the_columns_that_are_chosen_and_no_others(dashboard):
    dashboard.open("counts").app.text_input("counts service").set_value("Alder Vale").run()
    dashboard.app.radio("counts preset").set_value("exact").run()
    dashboard.app.multiselect("counts columns").set_value(["Site"]).run()
    dashboard.sound()
    assert "only for people entitled to them under an agreement" in dashboard.warnings
    found = from_bytes(made(dashboard))
    assert found.columns == ("site",)
    assert found.cells is not None
    assert not found.cells.by_month
    assert "Column Site" in dashboard.text


def made(dashboard):
    """The bytes of the file that the page has made."""
    return dashboard.app.session_state["counts made"][2]


def test_a_figure_of_a_network_names_its_services_and_marks_of_their_data(pooled):
    source, chart = origin(pooled), forest(pooled.findings[0])
    assert chart is not None
    for kind in ("svg", "xlsx"):
        assert figure_file(chart, kind, source, date(2026, 11, 22))
    cited = citation(chart, source, date(2026, 11, 22))
    assert all(f"{one.service} ({one.fingerprint[:8]}" in cited for one in pooled.members)
    assert "Made-up sample data" in cited
