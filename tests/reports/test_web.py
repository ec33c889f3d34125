"""The web page: every figure of the report, nothing fetched, nothing run, whatever a file held."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from evaluation import reports
from evaluation.brand import Brand
from evaluation.charts import Chart, Table
from evaluation.reports.archive import legal
from evaluation.reports.provenance import Provenance
from evaluation.reports.report import Bullets, Paragraph, Statement
from tests import made_up
from tests.reports.conftest import MADE_ON
from tests.reports.hostile import LONG, SVG, TEXTS, report_saying
from tests.reports.web_reading import ReadPage, read_page

if TYPE_CHECKING:
    from evaluation.reports import Report
    from tests.reports.conftest import Exported


@pytest.fixture(scope="module")
def pages(exported: Exported) -> tuple[Report, ReadPage, bytes]:
    data = exported.file("html")
    return exported.report, read_page(data), data


def test_every_table_and_every_chart_is_there_with_the_same_cells(
    pages: tuple[Report, ReadPage, bytes],
) -> None:
    report, page, _ = pages
    read = {table.title: table for table in page.tables}
    blocks = [block for section in report.sections for block in section.blocks]
    tables = [block.data if isinstance(block, Chart) else block for block in blocks]
    wanted = [table for table in tables if isinstance(table, Table)]
    assert len(wanted) > 10
    for table in wanted:
        assert read[table.caption].columns == table.columns
        assert read[table.caption].rows == table.printed()


def test_every_sentence_and_every_alternative_text_is_there(pages: tuple[Report, ReadPage, bytes]) -> None:
    report, page, _ = pages
    said = {text for _, text in page.lines}
    alts = [given["alt"] for tag, given in page.tags if tag == "img"]
    assert alts == [chart.alt for chart in report.charts]
    for section in report.sections:
        assert section.heading in said
        for block in section.blocks:
            if isinstance(block, (Paragraph, Statement)):
                assert block.text in said
            elif isinstance(block, Bullets):
                assert said.issuperset(block.items)
    assert said.issuperset({report.title, report.subtitle, report.stamp, *report.notices})


def test_the_page_is_whole_and_its_headings_do_not_skip(pages: tuple[Report, ReadPage, bytes]) -> None:
    _, page, _ = pages
    assert page.closed
    levels = [int(tag[1]) for tag, _ in page.lines if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [given["id"] for _, given in page.tags if "id" in given]
    assert len(ids) == len(set(ids))
    links = [given["href"] for tag, given in page.tags if tag == "a"]
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_nothing_is_fetched_and_nothing_runs(pages: tuple[Report, ReadPage, bytes]) -> None:
    _, page, data = pages
    sources = [given[name] for _, given in page.tags for name in ("src", "srcset", "href") if name in given]
    assert sources
    assert all(source.startswith(("data:image/", "#")) for source in sources)
    assert [given.get("type") for tag, given in page.tags if tag == "script"] == ["application/json"]
    assert not any(name.startswith("on") for _, given in page.tags for name in given)
    assert b"default-src 'none'" in data
    assert b"@import" not in data
    assert b"url(" not in data


def test_the_page_carries_what_it_was_made_of(pages: tuple[Report, ReadPage, bytes]) -> None:
    report, page, _ = pages
    assert Provenance.from_json(page.carried) == report.provenance


def test_the_same_report_gives_the_same_bytes(pages: tuple[Report, ReadPage, bytes]) -> None:
    report, _, data = pages
    assert reports.render(report, "html") == data


@pytest.mark.parametrize("nasty", [*TEXTS, *LONG])
def test_text_from_a_file_stays_text(nasty: str) -> None:
    text = {**TEXTS, **LONG}[nasty]
    report = report_saying(text)
    (section,) = report.sections
    report = replace(report, sections=(section, replace(section, id="another")))
    page = read_page(reports.render(report, "html"))
    assert page.closed
    assert [given.get("type") for tag, given in page.tags if tag == "script"] == ["application/json"]
    assert not any(name.startswith("on") for _, given in page.tags for name in given)
    assert ("h1", f"T{legal(text)}") in page.lines
    table = next(table for table in page.tables if table.title == f"t{legal(text)}")
    assert table.rows == ((legal(text), legal(text), "3"), ("x", legal(text), "4"))


def test_the_brand_is_on_the_page_and_without_a_logo_nothing_stands_in_its_place() -> None:
    evidence = made_up.evidence()
    plain = reports.render(reports.build(evidence, made_on=MADE_ON), "html").decode()
    assert 'class="logo"' not in plain
    brand = Brand(organisation="Example trust", logo=SVG, colour="#FFCC00", font="Georgia")
    branded = reports.render(reports.build(evidence, made_on=MADE_ON, brand=brand), "html").decode()
    assert base64.b64encode(SVG).decode() in branded
    assert 'alt="Logo of Example trust"' in branded
    assert f"--heading: {brand.heading};" in branded
    assert "--font: Georgia" in branded
