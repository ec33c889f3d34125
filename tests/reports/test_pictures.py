"""A report's figures as pictures: every one, in order, at print quality, and what each says of itself."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from PIL import Image

from evaluation import reports
from evaluation.charts import palette
from evaluation.reports.archive import legal
from evaluation.reports.pictures import DPI, WIDTH_MM, source_of
from evaluation.reports.provenance import Provenance
from tests import made_up
from tests.reports.conftest import MADE_ON
from tests.reports.hostile import FORMULAS

if TYPE_CHECKING:
    from evaluation.reports.report import Report

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=["exact", "protected"])
def report(request: pytest.FixtureRequest) -> Report:
    """A report of few figures, so that drawing them all is quick."""
    evidence = made_up.evidence(protected=request.param == "protected")
    few = replace(evidence, findings=evidence.findings[:2])
    return reports.build(few, plan=reports.Plan(title="Outcomes"), made_on=MADE_ON)


def unzipped(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def listed(files: dict[str, bytes]) -> list[list[str]]:
    return list(csv.reader(StringIO(files["figures.csv"].decode("utf-8-sig"))))


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_every_figure_is_there_in_order_with_its_words_beside_it(report: Report, kind: str) -> None:
    files = unzipped(reports.render(report, kind))
    head, *rows = listed(files)
    assert head == ["Number", "File", "Title", "Subtitle", "Alternative text"]
    assert list(files) == [*(row[1] for row in rows), "figures.csv", "provenance.json"]
    assert [row[2:] for row in rows] == [[c.title, c.subtitle, c.alt] for c in report.charts]
    assert [row[0] for row in rows] == [row[1].split("-")[0].lstrip("0") for row in rows]
    assert all(row[1].endswith(f".{kind}") for row in rows)
    assert Provenance.from_json(files["provenance.json"].decode()) == report.provenance


def test_png_is_of_print_quality_and_names_its_source(report: Report) -> None:
    files = unzipped(reports.render(report, "png"))
    for chart, name in zip(report.charts, files, strict=False):
        with Image.open(BytesIO(files[name])) as image:
            assert image.width == pytest.approx(WIDTH_MM / 25.4 * DPI, abs=1)
            assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
            said = (image.info["Title"], image.info["Description"], image.info["Source"])
            assert said == (chart.title, chart.alt, source_of(report))
            drawn = {colour for _, colour in image.convert("RGB").getcolors(10_000_000) or []}
            assert tuple(bytes.fromhex(palette.INK[1:])) in drawn


def test_svg_prints_title_caption_notices_and_stamp(report: Report) -> None:
    files = unzipped(reports.render(report, "svg"))
    for chart, name in zip(report.charts, files, strict=False):
        root = ET.fromstring(files[name])  # noqa: S314 (our own)
        said = " ".join(text.text or "" for text in root.iter(f"{SPACE}text"))
        for words in (chart.title, chart.subtitle, chart.caption, report.stamp, *report.notices):
            assert "".join(words.split()) in "".join(said.split())


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_same_report_gives_the_same_bytes(report: Report, kind: str) -> None:
    assert reports.render(report, kind) == reports.render(replace(report), kind)


@pytest.mark.parametrize("hostile", [*FORMULAS, "<b>&amp;</b>", "a\0b\N{BABY}", "word " * 2000])
def test_what_people_type_is_in_no_name_and_is_no_formula(report: Report, hostile: str) -> None:
    chart = replace(report.charts[0], title=hostile, subtitle=hostile, alt=hostile, caption=hostile)
    section = replace(report.sections[0], blocks=(chart,))
    files = unzipped(reports.render(replace(report, sections=(section,)), "svg"))
    assert next(iter(files)) == "01-all-measures-better-or-worse.svg"
    ((_, _, *words),) = listed(files)[1:]
    for text in words:
        assert text.removeprefix("'") == legal(hostile)
        assert not text.startswith(("=", "+", "-", "@", "\t"))


def test_names_of_the_two_zips_differ() -> None:
    evidence = made_up.evidence()
    names = [reports.file_name(evidence, kind, MADE_ON) for kind in ("png", "svg")]
    assert names == [
        "made-up-sample-outcomes-2026-11-22-figures-png.zip",
        "made-up-sample-outcomes-2026-11-22-figures-svg.zip",
    ]
