"""The report as JSON: every word and figure in order, under keys that are documented."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from evaluation import reports
from evaluation.charts.chart import Chart
from evaluation.charts.table import Number, Table
from evaluation.reports.report import Bullets, Paragraph, Section, Statement
from tests import made_up
from tests.reports.conftest import MADE_ON

if TYPE_CHECKING:
    from evaluation.reports.report import Block, Report

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "json.md"


@pytest.fixture(scope="module", params=["exact", "protected"])
def report(request: pytest.FixtureRequest) -> Report:
    evidence = made_up.evidence(protected=request.param == "protected")
    return reports.build(
        evidence, plan=reports.Plan(title="Outcomes", organisation="Riverside"), made_on=MADE_ON
    )


@pytest.fixture(scope="module")
def plain(report: Report) -> dict[str, Any]:
    return json.loads(reports.render(report, "json"))


def same_table(told: dict[str, Any], table: Table) -> bool:
    texts = tuple(tuple(cell["text"] for cell in row) for row in told["rows"])
    return (
        (told["caption"], tuple(told["columns"]), tuple(told["notes"]))
        == (table.caption, table.columns, table.notes)
    ) and texts == table.printed()


def same(told: dict[str, Any], block: Block) -> bool:
    if isinstance(block, Bullets):
        return bool(told["kind"] == "bullets" and tuple(told["items"]) == block.items)
    if isinstance(block, (Statement, Paragraph)):
        return bool(told == {"kind": type(block).__name__.lower(), "text": block.text})
    if isinstance(block, Chart):
        words = ("title", "subtitle", "alt", "caption")
        return (
            told["kind"] == "chart"
            and all(told[name] == getattr(block, name) for name in words)
            and tuple(told["how"]) == block.how
            and same_table(told["data"], block.data)
        )
    return told["kind"] == "table" and same_table(told, block)


def test_every_block_is_there_in_order_as_it_is_printed(report: Report, plain: dict[str, Any]) -> None:
    assert [(s["id"], s["heading"], s["level"]) for s in plain["sections"]] == [
        (s.id, s.heading, s.level) for s in report.sections
    ]
    for told, section in zip(plain["sections"], report.sections, strict=True):
        for one, block in zip(told["blocks"], section.blocks, strict=True):
            assert same(one, block), one


def test_the_head_of_the_report_is_there(report: Report, plain: dict[str, Any]) -> None:
    for name in ("title", "subtitle", "organisation", "stamp"):
        assert plain[name] == getattr(report, name)
    assert plain["made_on"] == "2026-11-22"
    assert plain["notices"] == list(report.notices)
    assert plain["provenance"] == json.loads(report.provenance.to_json())


def test_a_number_has_no_more_decimals_than_are_printed(report: Report, plain: dict[str, Any]) -> None:
    told = [cell for table in tables_of(plain) for row in table["rows"] for cell in row]
    numbers = [cell for cell in told if "value" in cell]
    assert numbers
    for cell in numbers:
        assert Number(cell["value"], cell["form"], len(cell["text"].partition(".")[2])).text == cell["text"]
        if cell["form"] == "share":
            assert round(cell["value"], 2) == cell["value"]
        assert isinstance(cell["value"], int) == (cell["form"] == "count")
    hidden = [cell for cell in told if cell["text"] == "[c]"]
    assert bool(hidden) == any("[c]" in text for t in report.tables for row in t.printed() for text in row)
    assert not any("value" in cell for cell in hidden)


def tables_of(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [table for inner in value for table in tables_of(inner)]
    if isinstance(value, dict):
        return ([value] if "rows" in value and "columns" in value else []) + tables_of(list(value.values()))
    return []


def keys_of(value: Any) -> set[str]:
    if isinstance(value, list):
        return {key for inner in value for key in keys_of(inner)}
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys_of(inner)}
    return set()


def test_the_documentation_names_every_key_and_every_kind(plain: dict[str, Any]) -> None:
    text = DOCUMENT.read_text("utf-8").split("## A report as JSON", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"`([a-z_]+)`", text))
    choices = plain.pop("provenance")
    assert keys_of(plain) | set(choices) <= named
    kinds = {block["kind"] for section in plain["sections"] for block in section["blocks"]}
    assert kinds <= named


def test_the_same_report_gives_the_same_bytes_and_any_text_is_kept(report: Report) -> None:
    assert reports.render(report, "json") == reports.render(report, "json")
    nasty = '</script>"\\\x00\u202e🙂\ud800' + "x" * 10_000
    odd = replace(report, title=nasty, sections=(Section(id="s", heading=nasty, blocks=(Paragraph(nasty),)),))
    read = json.loads(reports.render(odd, "json").decode("utf-8"))
    assert (
        read["title"] == read["sections"][0]["heading"] == read["sections"][0]["blocks"][0]["text"] == nasty
    )
