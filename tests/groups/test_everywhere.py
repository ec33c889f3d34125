"""Groups compared are the same on the page, in Word, Excel, JSON and on the command line."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from evaluation import reports
from evaluation.charts import access_table, difference_table, funnel_chart, group_dots, group_table
from evaluation.charts.paper import png
from evaluation.charts.screen import figure
from evaluation.command_line import main
from evaluation.opening import load
from evaluation.view import View
from tests.pages.conftest import opened
from tests.reports.reading import excel_tables, word_dump, word_tables

FILE = "families_wide.xlsx"
CELL = re.compile(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", re.DOTALL)
PRESETS = {"exact": "Exact, for your own eyes", "nhs": "NHS: hide under 5"}


@pytest.fixture(scope="module", params=list(PRESETS))
def protection(request):
    return request.param


@pytest.fixture(scope="module")
def sites(root):
    """The sample, and its column of sites."""
    data = load(root / "data_samples" / FILE)
    return data, next(entry.name for entry in data.filters if "site" in entry.name.casefold())


@pytest.fixture(scope="module")
def evidence(protection, sites):
    data, column = sites
    return data.evidence(View(group_by=column, protection=protection))


def test_tables_have_the_same_cells_on_the_page_in_word_and_in_excel(evidence, protection, root):
    plan = reports.Plan.only("full", "groups")
    report = reports.build(evidence, plan=plan, made_on=date(2026, 11, 22))
    document = reports.render(report, "docx")
    word = {table.title: table for table in word_tables(document)}
    excel = {table.title: table for table in excel_tables(reports.render(report, "xlsx"))}
    page = opened(root).use(FILE).choose("numbers", PRESETS[protection]).open("groups").sound()
    assert evidence.groups.note in page.text
    assert evidence.groups.note in word_dump(document)
    scales = evidence.groups.scales
    makers = (group_table, difference_table, access_table)
    for table in (maker(evidence.groups, scale) for scale in scales for maker in makers):
        assert word[table.caption].rows == excel[table.caption].rows == table.printed()
    for scale in (scales[0], scales[-1]):  # the page draws each in the same way, and drawing takes long
        page.choose("groups of", scale.about)
        cells = [unescape(cell) for html in page.app.html for cell in CELL.findall(html.value)]
        assert scale.sentence in page.text
        for table in (maker(evidence.groups, scale) for maker in makers):
            assert "\n".join(cell for row in table.printed() for cell in row) in "\n".join(cells)


def test_json_and_command_line_say_the_same(evidence, root, tmp_path, capsys):
    view = tmp_path / "view.json"
    view.write_text(json.dumps(evidence.view.to_dict()), "utf-8")
    asked = ["evaluate", str(root / "data_samples" / FILE), "--view", str(view)]
    assert main([*asked, "--json", "-"]) == 0
    entries = json.loads(capsys.readouterr().out)["groups"]["scales"]
    assert main(asked) == 0
    printed = capsys.readouterr().out
    for scale, entry in zip(evidence.groups.scales, entries, strict=True):
        assert entry["sentence"] == scale.sentence
        assert f"By site: {scale.sentence}" in printed
        assert [g["n"] for g in entry["groups"]] == [group.n for group in scale.groups]
        assert [g["difference"]["value"] for g in entry["groups"]] == [
            g.comparison.value for g in scale.groups
        ]
    assert evidence.groups.note in printed


def test_charts_are_drawn_on_screen_and_paper_from_the_same_words(evidence):
    for scale in evidence.groups.scales:
        charts = [group_dots(evidence.groups, scale), funnel_chart(evidence.groups, scale, adjusted=True)]
        for chart in filter(None, charts):
            names = [group.name for group in scale.groups if group.improved.share is not None]
            assert all(name in chart.alt for name in names if chart.kind == "dots")
            words = {note.text for note in figure(chart).layout.annotations}
            assert all(label in words for label in chart.series[0].labels if label and "&" not in label)
            assert png(chart, dpi=72)[:4] == b"\x89PNG"


def test_a_report_has_the_section_only_where_it_is_asked_for(evidence, sites):
    headings = [section.heading for section in reports.build(evidence).sections]
    assert "Groups compared" in headings
    without = sites[0].evidence(View())
    assert "Groups compared" not in [section.heading for section in reports.build(without).sections]


def test_no_order_of_results_and_no_causal_word_anywhere(evidence):
    report = reports.build(evidence, plan=reports.Plan.only("full", "groups"))
    kept = tuple(s for s in report.sections if s.id not in {"reading", "provenance"})
    report = replace(report, sections=kept)
    said = " ".join(
        [getattr(block, "text", "") for section in report.sections for block in section.blocks]
        + [table.caption + " ".join(table.notes) for table in report.tables]
        + [chart.title + chart.alt for chart in report.charts]
    ).casefold()
    for word in ("rank", "best", "worst", "top", "bottom", "because", "thanks to", "led to", "caused"):
        assert not re.search(rf"\b{word}\b", said), word
    for scale in evidence.groups.scales:
        names = [group.name for group in scale.groups if group.recorded]
        assert names == sorted(names, key=str.casefold)
