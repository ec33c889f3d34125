"""Forms scored by hand, one file a measure in answer_sheets/, against what the tool makes of them.

Each row is a form: `what` it shows, how its answers are `stored` (blank: as the measure expects),
the answers q1, q2, … (blank: none), the score of each scale worked out by hand (blank: there must
be none; "3; ; 10" where every goal is a score of its own) and a part of the reason in `why` (one
of several with "|"). The oracle is the measure's section of the facts sheet and a pencil.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from evaluation.importing.sheets import column_letter
from evaluation.measures import registry
from tests.measures.forms import scored_form, scored_forms

SHEETS = sorted((Path(__file__).parent / "answer_sheets").glob("*.csv"))
WITH_ITEMS = [measure for measure in registry() if measure.items]
# Written where there should have been an answer; none may ever be taken for one.
NO_ANSWERS = ["99", "-9", "999", "-99", "3 or 4", "3-4", "1.05", "2,5", "1/2", "1?", "12*", "seldom or so"]
HALF = "1.5"


def forms():
    for path in SHEETS:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield pytest.param(path.stem, row, id=f"{path.stem}: {row['what'][:60]}")


def by_hand(cell):
    """What a cell expects of a scale: its scores by part; no parts where there must be none."""
    if ";" in cell:
        return {part: float(one) for part, one in enumerate(cell.split(";"), 1) if one.strip()}
    return {0: float(cell)} if cell else {}


def test_every_measure_with_questions_has_a_sheet_and_every_sheet_a_measure():
    wanted = {m.id for m in WITH_ITEMS if any(scale.score != "answers" for scale in m.scales)}
    assert {path.stem for path in SHEETS} == wanted


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_has_a_column_for_every_question_and_scale(path):
    measure = registry().get(path.stem)
    assert measure.items is not None
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    questions = [f"q{item}" for item in range(1, measure.items.count + 1)]
    # A total that is only ever typed in has no column.
    scales = [scale.id for scale in measure.scales if scale.id in header]
    assert header == ["what", "stored", *questions, *scales, "why"]
    assert {s.id for s in measure.scales if s.items or s.parts} <= set(scales)
    assert all(len(row) == len(header) for row in rows)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_reaches_both_ends_of_every_scale_and_has_an_answer_missing(path):
    measure = registry().get(path.stem)
    assert measure.items is not None
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for scale in measure.scales:
        if scale.items or scale.parts:
            scores = {score for row in rows for score in by_hand(row[scale.id]).values()}
            assert {scale.minimum, scale.maximum} <= scores
    assert any(row[f"q{item}"] == "" for row in rows for item in range(1, measure.items.count + 1))


@pytest.mark.parametrize(("measure", "form"), list(forms()))
def test_a_form_is_scored_as_by_hand(measure, form):
    defined = registry().get(measure)
    assert defined.items is not None
    answers = [form[f"q{item}"] for item in range(1, defined.items.count + 1)]
    found = scored_form(defined, answers, form["stored"] or None)
    for scale in defined.scales:
        if scale.id in form:
            expected = by_hand(form[scale.id])
            # Scores are written with two decimals at most.
            assert found.scores.get(scale.id, {}) == pytest.approx(expected, abs=0.0051)
    said = [*found.reasons.values(), *(problem.message for problem in found.problems)]
    if form["why"]:
        assert any(why in text for why in form["why"].split("|") for text in said), said
    else:
        assert said == []


@pytest.mark.parametrize("measure", WITH_ITEMS, ids=lambda measure: measure.id)
def test_what_is_no_answer_is_left_blank_and_said_and_never_scored(measure):
    """A form is scored as if the question had been left blank, and the cell is reported."""
    usual = measure.items.labels[0][0] if measure.items.by_label else f"{measure.items.maximum:g}"
    own = {item: f"{entry.codes[0]:g}" for entry in measure.items.options for item in entry.items}
    answers = [own.get(item, usual) for item in range(1, measure.items.count + 1)]
    texts = [*NO_ANSWERS, *([HALF] if measure.items.step == 1 else [])]
    places = [n % len(answers) for n in range(len(texts))]  # each at another question

    def forms_with(cells):
        return [[*answers[:at], cell, *answers[at + 1 :]] for at, cell in zip(places, cells, strict=True)]

    blank = scored_forms(measure, forms_with([""] * len(texts)))
    for text, at, left_out, found in zip(
        texts, places, blank, scored_forms(measure, forms_with(texts)), strict=True
    ):
        assert (found.scores, found.reasons) == (left_out.scores, left_out.reasons), text
        assert [problem.column for problem in found.problems] == [column_letter(at + 1)], text
        assert left_out.problems == ()


def test_one_form_of_the_pbq_scores_the_same_in_either_order_of_its_questions():
    # Questions 8 and 9 of the 2006 order are 9 and 10 in that of 2001, and 10 is 8; all else stays.
    answers = [str((5 * item + item // 3) % 6) for item in range(1, 26)]
    moved = [*answers[:7], answers[9], answers[7], answers[8], *answers[10:]]
    in_2006 = scored_form(registry().get("pbq_2006"), answers)
    in_2001 = scored_form(registry().get("pbq_2001"), moved)
    assert in_2001.scores == in_2006.scores
    assert scored_form(registry().get("pbq_2001"), answers).scores != in_2006.scores
