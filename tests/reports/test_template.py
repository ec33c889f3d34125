"""The workbook to type answers into: what it asks for is what importing reads, and nothing else.

The oracle of the round trip is what was typed in: it must arrive in its place, cell by cell, and be
scored; that a score is made rightly of answers is what tests/measures/test_answer_sheets.py shows.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from itertools import chain, cycle

import numpy as np
import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from evaluation import evaluate, inspect
from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.importing import read_workbook
from evaluation.measures import registry
from evaluation.measures.coding import OMITTED, possible, words
from evaluation.opening import load
from evaluation.reports.template import ANSWERS, HELP, columns, file_name, template

MEASURES = registry().measures
FAMILIES = ("F001", "F002", "F003", "F004")
by_id = pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)


made = cache(template)


@cache
def opened(measure):
    """The template as openpyxl reads it, to look at and never to change."""
    return load_workbook(BytesIO(made(measure)))


def choices(field):
    """What a person may write in an answer's column."""
    if field.choices:
        return [float(word) if is_number(word) else word for word in field.choices]
    step = 1 if field.whole else (field.high - field.low) / 4
    count = int((field.high - field.low) / step)
    return [round(field.low + step * i, 2) for i in range(min(count, 40) + 1)]


def is_number(word):
    return word.replace(".", "", 1).isdecimal()


@cache
def filled(measure):
    """The template with answers typed in below its examples, and what was typed by column."""
    book = load_workbook(BytesIO(made(measure)))
    sheet = book[ANSWERS]
    fields = columns(measure)
    typed: dict[str, list[object]] = {field.header: [] for field in fields[4:]}
    # Each column starts with another answer, so that no row has the same answer throughout.
    offered = {}
    for start, field in enumerate(fields[4:]):
        offered[field.header] = cycle(choices(field))
        for _ in range(start):
            next(offered[field.header])
    for number, family in enumerate(chain(FAMILIES, FAMILIES), 4):
        after = number >= 4 + len(FAMILIES)
        sheet.cell(number, 1, family)
        sheet.cell(number, 2, date(2026, 5 if after else 2, number))
        sheet.cell(number, 3, "After" if after else "Before")
        sheet.cell(number, 4, measure.rater)
        for place, field in enumerate(fields[4:], 5):
            value = next(offered[field.header])
            sheet.cell(number, place, value)
            typed[field.header].append(value)
    out = BytesIO()
    book.save(out)
    return out.getvalue(), typed


def code_of(value, item, items):
    """The number that an answer stands for."""
    if not isinstance(value, str):
        return value
    word = value.casefold()
    if word in items.omitted:
        return OMITTED
    if word == "not applicable":
        return dict(items.not_applicable)[item]
    return words(item, items)[word]


@by_id
def test_a_filled_in_template_needs_no_correction(measure):
    content, _ = filled(measure)
    found = inspect(content, name=file_name(measure))
    assert [c.header for c in found.mapping.columns if c.use in {"ignore", "private"}] == []
    assert [c.header for c in found.mapping.columns if c.confidence == "needs you"] == []
    assert {c.measure for c in found.mapping.using("item", "score")} == {measure.id}
    assert found.problems == ()
    assert found.mapping.layout == "long"
    assert found.mapping.noun == ("learner" if measure.domain == "learning" else "family")
    assert (found.rows, found.used) == (10, 8)


@by_id
def test_every_answer_arrives_in_its_place_and_is_scored(measure):
    content, typed = filled(measure)
    data = load(content, name=file_name(measure))
    (block,) = data.responses.blocks
    assert block.measure == measure
    assert set(block.rater) == {measure.rater}
    assert list(block.occasion) == ["baseline"] * 4 + ["end"] * 4
    if measure.items is not None:
        assert block.items is not None
        for item, header in enumerate(list(typed)[: measure.items.count], 1):
            expected = [code_of(value, item, measure.items) for value in typed[header]]
            assert block.items[:, item - 1].tolist() == expected, header
    for scale_id, _, scores in block.totals:
        scale = measure.scale(scale_id)
        labels = {word.casefold(): code for word, code in scale.labels}
        expected = [labels[v.casefold()] if isinstance(v, str) else v for v in typed[scale.title]]
        assert scores.tolist() == expected, scale.title
    scored = {entry.scale.id for entry in data.scores.sets}
    counted = {entry.scale.id for entry in data.scores.answers}
    made = {s.id for s in measure.scales if not (measure.id == "gbo" and s.score == "entered")}
    assert scored | counted == made
    for entry in data.scores.sets:
        if entry.scale.unit == "subject":
            assert len(entry.score) == 8
            assert np.isfinite(entry.score).all()
            assert entry.score.min() >= entry.scale.minimum
            assert entry.score.max() <= entry.scale.maximum


def test_a_score_worked_out_by_hand():
    """PHQ-9 (measures.md section 4): 9 answers of "Several days" are 9, of "Nearly every day" 27."""
    phq9 = registry().get("phq9")
    book = load_workbook(BytesIO(made(phq9)))
    sheet = book[ANSWERS]
    for row, (stage, answer) in enumerate((("Before", "nearly every day"), ("After", "Several days")), 4):
        for place, value in enumerate(("F1", date(2026, 1, row), stage, None, *[answer] * 9), 1):
            sheet.cell(row, place, value)
    out = BytesIO()
    book.save(out)
    finding = evaluate(out.getvalue(), name="filled.xlsx").evidence.findings[0]
    assert (finding.n, finding.description.mean_before, finding.description.mean_after) == (1, 27, 9)
    rate = finding.rate("reliable_change", "improved")
    assert rate is not None
    assert rate.n == 1


@by_id
def test_an_untouched_template_counts_nobody_and_says_so(measure):
    with pytest.raises(InputError) as error:
        load(made(measure), name=file_name(measure))
    who = "learner" if measure.domain == "learning" else "family"
    assert f"It is an example of how to fill in the sheet, not a {who}" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_examples_are_set_aside_with_their_rows():
    content, _ = filled(registry().get("phq9"))
    ledger = load(content, name="filled.xlsx").ledger
    assert [entry.row for entry in ledger.set_aside] == [2, 3]
    assert {entry.reason for entry in ledger.set_aside} == {
        "It is an example of how to fill in the sheet, not a family"
    }


@by_id
def test_the_same_bytes_every_time(measure):
    assert template(measure) == made(measure)


@by_id
def test_what_may_be_typed_is_checked(measure):
    """Each answer's column has a rule that takes each of its answers and refuses what is none."""
    sheet = opened(measure)[ANSWERS]
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["B"].type == "date"
    assert rules["C"].formula1 == '"Before,Review,After,Follow-up"'
    for place, field in enumerate(columns(measure), 1):
        rule = rules[get_column_letter(place)]
        assert rule.prompt
        if place <= 4:
            continue
        assert rule.errorStyle == "stop"
        if rule.type == "list":
            assert rule.formula1.strip('"').split(",") == list(field.choices)
            assert len(rule.formula1) <= 257
        else:
            assert (float(rule.formula1), float(rule.formula2)) == (field.low, field.high)
            assert rule.type == ("whole" if field.whole else "decimal")


@by_id
def test_a_column_offers_every_answer_there_is(measure):
    """The registry's own codes are the oracle: none is left out and none invented."""
    if measure.items is None:
        assert [field.header for field in columns(measure)[4:]] == [scale.title for scale in measure.scales]
        return
    for item, field in enumerate(columns(measure)[4 : 4 + measure.items.count], 1):
        codes = set(possible(item, measure.items, measure.items.stored).tolist())
        if field.choices:
            offered = {code_of(value, item, measure.items) for value in choices(field)} - {OMITTED}
            assert offered == codes
        elif field.whole:
            assert set(choices(field)) == codes
        else:
            assert (field.low, field.high) == (min(codes), max(codes))


def test_where_scores_are_asked_for_the_column_says_so():
    """EPDS answers are stored as scored (measures.md section 4): the printed order would be read wrongly."""
    epds = columns(registry().get("epds"))[4]
    assert epds.write == "The score of the answer, not its place on the form: 0, 1, 2 or 3."
    assert "score" not in columns(registry().get("core10"))[4].write


def test_the_workbook_can_be_read_by_everybody():
    book = opened(registry().get("core10"))
    assert book.sheetnames == [ANSWERS, HELP]
    assert all(sheet.sheet_state == "visible" for sheet in book)
    assert book[ANSWERS].freeze_panes == "B2"
    assert book.properties.title == "CORE-10: template for answers"
    assert not any(sheet.merged_cells.ranges for sheet in book)
    said = "\n".join(str(cell.value) for row in book[HELP].iter_rows() for cell in row if cell.value)
    assert "How to fill in CORE-10" in said
    assert "turned round by Attune" in said
    assert registry().get("core10").licence.text in said


def test_the_workbook_holds_no_formula_and_no_macro():
    for measure in MEASURES:
        workbook = read_workbook(made(measure), file_name(measure))
        assert not any(sheet.hidden for sheet in workbook.sheets)
        book = opened(measure)
        assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
        assert book.vba_archive is None


def test_dataset_reads_what_the_template_says_of_raters():
    """A blank "Completed by" is the questionnaire's own rater (measures.md 2.1: PIR-GAS, clinician)."""
    book = load_workbook(BytesIO(made(registry().get("pir_gas"))))
    sheet = book[ANSWERS]
    for row, stage in ((4, "Before"), (5, "After")):
        for place, value in enumerate(("F1", date(2026, 1, row), stage, None, 40 + row), 1):
            sheet.cell(row, place, value)
    out = BytesIO()
    book.save(out)
    data = load(out.getvalue(), name="filled.xlsx")
    assert isinstance(data, Dataset)
    assert [entry.rater for entry in data.scores.sets] == ["practitioner"]


@pytest.mark.parametrize(
    ("name", "question", "before", "after"),
    [
        ("gbo", 1, 1, 9),  # higher is better: the guidance on goals
        ("phq9", 2, "Nearly every day", "Not at all"),
        ("pbq_2006", 2, "Always", "Never"),
        ("pbq_2006", 4, "Never", "Always"),  # one of the positive questions, turned round when scored
        ("core10", 2, "Not at all", "Most or all of the time"),  # reversed
    ],
)
def test_the_example_shows_a_family_getting_better(name, question, before, after):
    measure = registry().get(name)
    fields = [field for field in columns(measure) if field.header.startswith(measure.short)]
    assert fields[question - 1].examples == (before, after)
