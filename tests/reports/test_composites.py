"""The report's section on national rules: there where the evidence has them, with what qualifies them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data_samples import path
from evaluation import reports
from evaluation.evaluating import evaluate
from evaluation.reports.composites import composite_section, composite_table, definitions
from tests import made_up
from tests.reports.reading import word_dump


@pytest.fixture(scope="module")
def evidence():
    return evaluate(path("first_run")).evidence


def test_the_section_stands_after_what_changed_and_before_needs(evidence) -> None:
    made = reports.build(evidence, made_on=date(2026, 11, 22))
    headings = [section.heading for section in made.sections if section.level == 1]
    assert headings.index("By the national definitions") == headings.index("What changed") + 1
    each = [s.heading for s in made.sections if s.id in {c.key for c in evidence.composites}]
    assert each == [f"{c.title}, rated by the parent" for c in evidence.composites]


def test_without_national_rules_there_is_no_section() -> None:
    made = reports.build(made_up.evidence(), plan=reports.Plan.only("full", "national"))
    assert [section.id for section in made.sections] == ["reading", "provenance"]


def test_the_service_can_put_words_above_it(evidence) -> None:
    made = reports.build(evidence, plan=reports.Plan().writing(national="We follow the NHS manual."))
    assert "We follow the NHS manual." in word_dump(reports.render(made, "docx"))


def test_every_outcome_has_a_plain_name_and_its_definition(evidence) -> None:
    """The words of measures.md section 8: recovery, reliable recovery, better, no change, worse."""
    therapies = next(c for c in evidence.composites if c.id == "talking_therapies")
    rows = composite_table(therapies).printed()
    assert [row[1] for row in rows] == [
        "Got better",
        "No reliable change",
        "Got worse",
        "Not judged: a score is missing",
        "Recovered",
        "Did not recover",
        "Recovered reliably",
        "Did not recover reliably",
    ]
    said = " ".join(definitions(therapies))
    for fact in ("PHQ-9 6 points", "GAD-7 4 points", "PHQ-9 10 or more", "GAD-7 8 or more", "not verified"):
        assert fact in said


def test_every_caveat_is_printed(evidence) -> None:
    for composite in evidence.composites:
        plan = reports.Plan.only("full", "national")
        alone = replace(reports.build(evidence, plan=plan), sections=(composite_section(composite),))
        words = word_dump(reports.render(alone, "docx"))
        assert all(caveat.text in words for caveat in composite.caveats)
