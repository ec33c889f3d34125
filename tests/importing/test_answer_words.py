"""Answers in words: shown once with their numbers, and a place to say what an unknown one means."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from evaluation.errors import InputError
from evaluation.importing import Mapping
from evaluation.importing.answer_words import NOT_SCORED, choices, unknown, worded
from evaluation.importing.fitting import fit
from evaluation.measures import registry
from tests.importing.test_repairs import HEADER, form
from tests.tables_of_text import dataset, mapped, scored, workbook

TEXT = (
    f"Family ID,{HEADER}\n"
    f"A1,{form((0, 'Most days'), (1, 'Several days'), (2, '2 - More than half the days'))}\n"
    f"A2,{form((9, 'MOST  DAYS!'), (10, 'hardly ever'))}\n"
    f"A3,{form((0, '3'))}"
)


def read(text):
    book = workbook(text)
    data = dataset(text)
    sheet, fitted, _ = fit(book, data.mapping, registry())
    return data, sheet, fitted


def test_words_that_are_known_are_shown_once_with_number_and_count():
    _, sheet, fitted = read(TEXT)
    (entry,) = worded(sheet, fitted, registry())
    assert entry.short == "PHQ-9"
    assert [(one.text, one.code, one.n) for one in entry.wordings] == [
        ("Not at all", "0", 48),
        ("Several days", "1", 1),
        ("2 - More than half the days", "2", 1),
    ]


def test_numbers_alone_are_no_words():
    _, sheet, fitted = read("Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,n/a")
    assert worded(sheet, fitted, registry()) == ()


def test_an_answer_that_is_left_out_of_the_score_says_so():
    short, items = next((m.short, m.items) for m in registry() if m.items is not None and m.items.omitted)
    assert items is not None
    header = ",".join(f"{short} Q{i} after" for i in range(1, items.count + 1))
    answers = [items.omitted[0], *[items.labels[0][0]] * (items.count - 1)]
    text = f"Family ID,{header}\nA1,{','.join(answers)}"
    _, sheet, fitted = read(text)
    (entry,) = worded(sheet, fitted, registry())
    assert [one.n for one in entry.wordings if one.code == NOT_SCORED] == [1]


def test_unknown_words_are_gathered_whatever_their_case_commonest_first():
    data, sheet, _ = read(TEXT)
    group = next(group for group in data.repairs if group.repair == "answer in words")
    assert group.heading == "3 answers to PHQ-9 are in words that Attune does not know"
    assert [(one.text, one.n) for one in unknown(group, sheet)] == [("Most days", 2), ("hardly ever", 1)]


def test_what_words_could_mean_are_the_answers_of_those_questions():
    _, _, fitted = read(TEXT)
    found = choices(registry().get("phq9"), fitted.using("item"))
    assert found == (
        (0.0, "Not at all (0)"),
        (1.0, "Several days (1)"),
        (2.0, "More than half the days (2)"),
        (3.0, "Nearly every day (3)"),
    )


def test_words_that_were_given_a_meaning_are_read():
    said = mapped(TEXT).with_answers("phq9", [("most days", 2), ("hardly ever", 1)])
    found = scored(TEXT, answers=said.answers)
    by = {
        (int(r), str(o)): float(s)
        for r, o, s in zip(found.sets[0].row, found.sets[0].occasion, found.sets[0].score, strict=True)
    }
    assert by == {
        (2, "baseline"): 2 + 1 + 2,
        (2, "end"): 0,
        (3, "baseline"): 0,
        (3, "end"): 2 + 1,
        (4, "baseline"): 3,
        (4, "end"): 0,
    }
    assert dataset(TEXT, answers=said.answers).repairs == ()


def test_words_can_be_left_blank():
    said = mapped(TEXT).with_answers("phq9", [("most days", None), ("hardly ever", None)])
    data = dataset(TEXT, answers=said.answers)
    assert [group.repair for group in data.repairs] == ["not scored"]


def test_what_a_person_says_stands_above_what_is_known():
    said = mapped(TEXT).with_answers("phq9", [("Several days", 3), ("most days", 2), ("hardly ever", 1)])
    found = scored(TEXT, answers=said.answers).sets[0]
    assert found.score[(found.row == 2) & (found.occasion == "baseline")].tolist() == [2 + 3 + 2]


def test_words_of_a_reversed_question_are_turned_round_as_the_form_s_own_are():
    """CORE-10, question 2 is worded the other way round: 4 less its printed number (coding.py's example)."""
    header = ",".join(f"core10_{i}_pre" for i in range(1, 11))
    text = f"Family ID,{header}\nA1,0,Now and then,0,0,0,0,0,0,0,0"
    said = replace(mapped(text), stored=(("core10", "printed"),)).with_answers(
        "core10", [("now and then", 1)]
    )
    found = scored(text, answers=said.answers, stored=said.stored)
    # Question 3 is turned round as well, so its printed 0 scores 4.
    assert found.sets[0].score.tolist() == [4 - 1 + 4]


def test_answers_are_saved_with_the_mapping():
    said = mapped(TEXT).with_answers("phq9", [("most days", 2), ("hardly ever", None)])
    plain = json.loads(json.dumps(said.to_dict()))
    assert plain["answers"] == {"phq9": {"hardly ever": None, "most days": 2}}
    assert Mapping.from_dict(plain) == said


def test_words_said_again_take_the_place_of_those_that_read_alike():
    said = mapped(TEXT).with_answers("phq9", [("Most days", 1)]).with_answers("phq9", [("most days", 2)])
    assert said.answers_said("phq9") == {"most days": 2}


def test_the_same_words_with_two_meanings_are_refused():
    plain = mapped(TEXT).to_dict() | {"answers": {"phq9": {"Most days": 2, "most  days": 1}}}
    with pytest.raises(InputError, match="'phq9' give the same words twice"):
        Mapping.from_dict(plain)


@pytest.mark.parametrize("answers", [{"phq9": 2}, {"phq9": {"most days": "two"}}, []])
def test_answers_that_are_none_are_refused_in_a_sentence(answers):
    plain = mapped(TEXT).to_dict() | {"answers": answers or {"phq9": []}}
    with pytest.raises(InputError, match="The mapping can't be read"):
        Mapping.from_dict(plain)
