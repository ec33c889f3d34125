"""What goes into a report: sections chosen, own words, empty sections left out, names of files."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evaluation import reports
from evaluation.charts.chart import Chart
from evaluation.errors import InputError
from evaluation.findings.finding import LEARNER, Flow
from evaluation.reports import Part, Plan, figures
from evaluation.reports.report import Bullets, Paragraph, Statement
from evaluation.view import View
from tests import made_up
from tests.reports.reading import excel_dump, word_dump

if TYPE_CHECKING:
    from tests.reports.conftest import Exported

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("verified", "Read in the source named"),
        ("secondary", "Read in another source that states it"),
        (
            "unit unknown",
            "The source doesn't say whether raw or converted points are meant: not used for headlines",
        ),
    ],
)
def test_no_threshold_claims_more_than_its_source(status: str, words: str) -> None:
    finding = made_up.phq9()
    known = replace(finding, rules=tuple(replace(rule, status=status) for rule in finding.rules))
    table = figures.definitions(replace(made_up.evidence(), findings=(known,)))
    assert table is not None
    assert {row[4] for row in table.printed()} == {words}


def test_scores_that_share_a_definition_share_its_row() -> None:
    table = figures.definitions(made_up.evidence())
    assert table is not None
    rows = {row[1]: row[0] for row in table.printed()}
    assert rows["Any change"] == "PHQ-9 total, PIR-GAS rating, MORS-SF warmth and GBO goal rating"
    assert len(table.rows) == len(set(table.printed()))


def test_reading_speaks_of_those_who_are_counted() -> None:
    learners = replace(made_up.evidence(), nouns=LEARNER, view=View(confidence=0.9))
    report = reports.build(learners, plan=Plan.only("full", "reading"))
    dump = word_dump(reports.render(report, "docx"))
    assert "with more learners it would be narrower. A 90% interval" in dump
    assert "more families" not in dump


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_the_export_is_the_golden_one(exported: Exported, extension: str) -> None:
    dump = word_dump(exported.docx) if extension == "docx" else excel_dump(exported.xlsx)
    path = GOLDEN / f"{exported.evidence.view.protection}-{extension}.txt"
    if os.environ.get("ATTUNE_UPDATE_GOLDEN"):
        path.write_text(dump, encoding="utf-8")
    assert dump == path.read_text(encoding="utf-8")


def test_every_finding_has_its_sentence_chart_tables_and_caveats() -> None:
    evidence = made_up.evidence()
    report = reports.build(evidence)
    for finding in evidence.findings:
        (section,) = [s for s in report.sections if s.id == finding.key]
        assert section.level == 2
        assert section.blocks[0] == Statement(finding.sentence)
        assert any(isinstance(block, Chart) and block.kind == "stacked" for block in section.blocks)
        own = [c.text for c in finding.caveats if c.key == "practitioner"]
        said = [item for block in section.blocks if isinstance(block, Bullets) for item in block.items]
        assert own == said
    (summary,) = [s for s in report.sections if s.id == "summary"]
    shared = [item for block in summary.blocks if isinstance(block, Bullets) for item in block.items]
    assert made_up.NO_COMPARISON.text in shared


def test_a_wholly_hidden_finding_has_tables_of_symbols_and_no_empty_chart() -> None:
    evidence = replace(made_up.evidence(), findings=(made_up.hidden(made_up.phq9()),))
    (section,) = [s for s in reports.build(evidence).sections if s.level == 2 and s.id.startswith("phq9")]
    assert not [block for block in section.blocks if isinstance(block, Chart)]


def test_chosen_sections_and_own_words() -> None:
    plan = reports.Plan.only("full", "summary", "learnt").writing(learnt="We learnt.\n\nWe will.")
    report = reports.build(made_up.evidence(), plan=plan)
    assert [section.id for section in report.sections] == ["summary", "learnt", "reading", "provenance"]
    assert report.sections[1].blocks == (Paragraph("We learnt."), Paragraph("We will."))


def test_scores_of_raters_who_are_spelt_alike_are_told_apart() -> None:
    one = made_up.phq9()
    alike = tuple(replace(one, rater=rater) for rater in ("mum dad", "mum-dad", "mum_dad"))
    report = reports.build(replace(made_up.evidence(), findings=alike))
    ids = [section.id for section in report.sections if section.id.startswith(one.measure)]
    assert ids == ["phq9-total-mum-dad", "phq9-total-mum-dad--2", "phq9-total-mum-dad--3"]


def test_sections_with_nothing_to_say_are_left_out() -> None:
    evidence = replace(made_up.evidence(), findings=(), needs=(), flow=Flow(steps=()), notes=())
    ids = [section.id for section in reports.build(evidence).sections]
    assert ids == ["summary", "reading", "provenance"]


def test_a_needs_profile_stands_alone_when_nobody_has_two_scores() -> None:
    evidence = replace(made_up.evidence(), findings=())
    report = reports.build(evidence)
    assert "outcomes" not in [section.id for section in report.sections]
    assert "needs" in [section.id for section in report.sections]
    assert reports.render(report, "xlsx")


def test_unknown_sections_and_formats_are_refused_in_one_sentence() -> None:
    evidence = made_up.evidence()
    with pytest.raises(InputError, match="no part 'sumary'; use summary,"):
        reports.build(evidence, plan=Plan(parts=(Part(id="sumary"),)))
    with pytest.raises(InputError, match="no layout 'anual' for a report; use full, annual,"):
        reports.build(evidence, plan=Plan(layout="anual"))
    assert reports.build(evidence, plan=Plan(title="  ")).title == "Outcomes for families"
    with pytest.raises(InputError, match="'odt'; use html, docx, xlsx"):
        reports.render(reports.build(evidence), "odt")


def test_file_names_hold_a_date_and_no_word_from_the_data() -> None:
    evidence = made_up.evidence(sample=False)
    assert reports.file_name(evidence, "docx", date(2026, 11, 22)) == "outcomes-2026-11-22.docx"
    assert reports.file_name(evidence, "xlsx") == "outcomes-2026-03-12.xlsx"
    assert reports.file_name(made_up.evidence(), "xlsx") == "made-up-sample-outcomes-2026-03-12.xlsx"
    assert reports.file_name(replace(evidence, findings=()), "docx") == "outcomes.docx"
