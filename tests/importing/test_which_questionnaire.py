"""What is asked of a person and never guessed: which of several forms, and how answers are held."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation import evaluate, inspect, load
from evaluation.errors import InputError
from evaluation.importing import Mapping, read_workbook, recognise
from evaluation.measures import registry, shared_by, shared_names

PSS = b"Family ID,PSS before,PSS after\nA,20,19\nB,30,22\nC,18,18\n"


def recognised(content: bytes) -> Mapping:
    return recognise(read_workbook(content, "file.csv"), registry()).mapping


@pytest.mark.parametrize(
    ("text", "expected"),
    [("PSS", "pss"), ("P.B.Q", "pbq"), ("Strengths and Difficulties Questionnaire", "sdq"), ("psoc", "psoc")],
)
def test_a_shared_name_is_no_measure_s_own(text, expected):
    # facts/measures.md section 0.1: "PSS" means two scales (1), the PBQ has two orders (2).
    shared = shared_by(text)
    assert shared is not None
    assert shared.id == expected
    assert registry().find(text) is None


@pytest.mark.parametrize("shared", shared_names(), ids=lambda shared: shared.id)
def test_the_questionnaires_of_a_shared_name_are_known_and_have_the_same_scores(shared):
    entry, members = registry().shared[shared.id]
    assert tuple(measure.id for measure in members) == shared.measures
    assert entry.stand_in(members).scales, "a total in a file can be told to either"


def test_a_column_of_a_shared_name_needs_the_person():
    found = recognised(PSS)
    assert [(c.measure, c.scale, c.confidence, c.why) for c in found.using("score")] == [
        ("pss", "total", "needs you", "Which PSS is it?")
    ] * 2


def test_it_is_left_out_and_asked_about_until_somebody_has_said():
    with pytest.raises(InputError, match=r"Which PSS is it\?.*'meant': 'pss' is 'pss10_perceived' or"):
        evaluate(PSS, name="pss.csv")
    beside = PSS.replace(b"PSS after", b"PSS after,PHQ-9 before,PHQ-9 after").replace(b"19\n", b"19,9,4\n")
    found = inspect(beside.replace(b"22\n", b"22,8,8\n").replace(b"18\n", b"18,1,1\n"), name="pss.csv")
    assert sum("PSS was not evaluated: Which PSS is it?" in note for note in found.notes) == 1
    assert found.used == 3


@pytest.mark.parametrize(("meant", "top"), [("pss10_perceived", 40), ("pss_parental", 90)])
def test_said_once_it_is_scored_as_that_questionnaire(meant, top):
    mapping = replace(recognised(PSS), meant=(("pss", meant),))
    again = Mapping.from_dict(mapping.to_dict())
    assert again == mapping
    finding = evaluate(PSS, name="pss.csv", mapping=again).evidence.findings[0]
    assert (finding.measure, finding.maximum, finding.n) == (meant, top, 3)


def test_rows_may_name_a_shared_name_too():
    rows = b"Client,Stage,Questionnaire,Total\nA,Pre,PSS,20\nA,Post,PSS,12\nB,Pre,PHQ-9,9\nB,Post,PHQ-9,3\n"
    data = load(rows, name="long.csv")
    assert [(e.row, e.reason) for e in data.ledger.set_aside] == [
        (2, "'PSS' may be more than one questionnaire"),
        (3, "'PSS' may be more than one questionnaire"),
    ]
    told = replace(recognised(rows), meant=(("pss", "pss10_perceived"),))
    assert load(rows, name="long.csv", mapping=told).ledger.set_aside == ()


def test_a_meaning_that_is_none_is_one_sentence():
    mapping = replace(recognised(PSS), meant=(("pss", "pss_10"),))
    with pytest.raises(InputError, match=r"'pss' means 'pss_10', which is unknown: use 'pss10_perceived' or"):
        load(PSS, name="pss.csv", mapping=mapping)


def pbq(order: int) -> bytes:
    """One mother who is happy throughout, the words of the 2006 or 2001 order of questions."""
    # facts/measures.md section 3.2: positive questions in the 2006 order; in that of 2001 the question about
    # being irritated is number 8 and the two after it move up by one.
    positive = {1, 4, 8, 9, 11, 16, 22, 25} if order == 2006 else {1, 4, 9, 10, 11, 16, 22, 25}
    header = ",".join(f"PBQ Q{i} before" for i in range(1, 26))
    answers = ",".join("Always" if i in positive else "Never" for i in range(1, 26))
    return f"Family ID,{header}\nA,{answers}\n".encode()


@pytest.mark.parametrize(("order", "said", "total"), [(2006, 2006, 0), (2001, 2001, 0), (2001, 2006, 10)])
def test_the_order_of_the_pbq_changes_its_score(order, said, total):
    # Scored in the wrong order, questions 8 and 10 are each taken for the other kind: 5 points apiece.
    mapping = replace(recognised(pbq(order)), meant=(("pbq", f"pbq_{said}"),))
    scores = load(pbq(order), name="pbq.csv", mapping=mapping).scores
    assert {s.scale.id: s.score.tolist() for s in scores.sets}["total"] == [total]


def core10(n: int, *, turned: bool) -> bytes:
    """Answers of n people who are more or less distressed on every question, 2 and 3 turned round or not."""
    header = ",".join(f"CORE-10 Q{i} before" for i in range(1, 11))
    noise = np.random.default_rng(1)
    rows = []
    for person in range(n):
        level = person % 5
        answers = np.clip(level + noise.integers(-1, 2, 10), 0, 4)
        if not turned:
            answers[[1, 2]] = 4 - answers[[1, 2]]
        rows.append(f"P{person},{','.join(map(str, answers))}")
    return "\n".join([f"Client,{header}", *rows]).encode()


def test_answers_that_go_against_the_others_are_said_and_not_acted_on():
    # CORE-10 questions 2 and 3 are reversed (facts/measures.md section 5.4).
    wrong = load(core10(40, turned=True), name="a.csv")
    right = load(core10(40, turned=False), name="a.csv")
    assert any("'stored': 'core10' is 'scored'" in note for note in wrong.notes)
    assert not any("'stored'" in note for note in right.notes)
    assert not any("'stored'" in note for note in load(core10(19, turned=True), name="a.csv").notes)


def test_said_to_be_scored_already_they_are_used_as_they_stand():
    content = core10(40, turned=True)
    mapping = replace(recognised(content), stored=(("core10", "scored"),))
    scored = load(content, name="a.csv", mapping=Mapping.from_dict(mapping.to_dict()))
    right = load(core10(40, turned=False), name="a.csv")
    assert scored.scores.sets[0].score.tolist() == right.scores.sets[0].score.tolist()
    assert not any("'stored'" in note for note in scored.notes)


def test_words_are_what_the_form_prints_even_where_numbers_are_scored():
    header = ",".join(f"CORE-10 Q{i} before" for i in range(1, 11))
    content = f"Client,{header}\nA,{','.join(['Not at all'] * 10)}\nB,{','.join(['0'] * 10)}\n".encode()
    mapping = replace(recognised(content), stored=(("core10", "scored"),))
    # In words, questions 2 and 3 are turned round: 4 each. As scored numbers nothing is: 0.
    assert load(content, name="a.csv", mapping=mapping).scores.sets[0].score.tolist() == [8, 0]


def test_a_way_of_holding_answers_that_is_none_is_one_sentence():
    plain = recognised(PSS).to_dict() | {"stored": {"core10": "backwards"}}
    with pytest.raises(InputError, match=r"'stored' is 'backwards'; use one of 'printed', 'scored'"):
        Mapping.from_dict(plain)


def test_a_questionnaire_known_by_name_alone_says_what_is_missing_to_score_it():
    # facts/measures.md section 7.3 names the Perinatal POEM, not how it is scored.
    wide = b"Family ID,Perinatal POEM before,PHQ-9 before,PHQ-9 after\nA,3,12,9\nB,2,9,8\nC,1,9,9\n"
    column = recognised(wide).columns[1]
    assert (column.use, column.confidence) == ("ignore", "needs you")
    assert column.why.startswith("Perinatal POEM is known by name alone; what is missing to score it:")
    rows = b"Client,Stage,Questionnaire,Total\nA,Pre,POEM,20\nA,Pre,PHQ-9,9\nA,Post,PHQ-9,3\n"
    reasons = [entry.reason for entry in load(rows, name="long.csv").ledger.set_aside]
    assert reasons == ["'POEM' is known by name alone, not how it is scored"]


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("ASQ:SE-2 zone", ("Above", "monitoring", "below"), {"baseline": [3, 2], "end": [2, 1]}),
        ("LOAF relationship", ("Level 4", "3", " level 2"), {"baseline": [4, 3], "end": [3, 2]}),
    ],
    # facts/measures.md sections 6.1 and 2.2: zones and levels, in words or as numbers
)
def test_ratings_in_words_are_read_as_their_level(header, cells, expected):
    first, second, third = cells
    content = f"Family ID,{header} before,{header} after\nA,{first},{second}\nB,{second},{third}\n".encode()
    entry = load(content, name="a.csv").scores.sets[0]
    found: dict[str, list[float]] = {}
    for stage, score in zip(entry.occasion, entry.score, strict=True):
        found.setdefault(str(stage), []).append(score)
    assert found == expected


@pytest.mark.parametrize(
    ("header", "scale"),
    [
        ("PBQ pre", "total"),
        ("PBQ factor 2 pre", "rejection_anger"),
        ("SDQ emotional symptoms pre", "emotional"),
        ("SDQ total difficulties pre", "total"),
        ("PSOC efficacy pre", "efficacy"),
        ("PBQ mother pre", ""),  # no score of it is called that: not taken for the total
    ],
)
def test_a_score_of_a_shared_name_is_the_one_its_header_says(header, scale):
    column = recognised(f"Family ID,{header}\nA,3\nB,4\n".encode()).columns[1]
    assert (column.use, column.scale, column.confidence) == ("score", scale, "needs you")


def test_excel_s_error_is_nobody_s_not_applicable():
    # KPCS questions 1 and 9: "not applicable" scores 2 (facts/measures.md section 4.1); "#N/A" says nothing.
    header = ",".join(f"KPCS Q{i} before" for i in range(1, 16))
    rest = ",".join(["3"] * 14)
    data = load(f"Family ID,{header}\nA,n/a,{rest}\nB,#N/A,{rest}\n".encode(), name="a.csv")
    assert data.scores.sets[0].score.tolist() == [44]
    assert [entry.row for entry in data.scores.unscored] == [3]


def test_a_form_on_which_nothing_was_rated_says_so():
    header = ",".join(f"KIPS Q{i} before" for i in range(1, 13))
    rows = f"A,{','.join(['NOB'] * 12)}\nB,{','.join(['4'] * 11)},not observed\n"
    data = load(f"Family ID,{header}\n{rows}".encode(), name="a.csv")
    assert data.scores.sets[0].score.tolist() == [4]
    assert [(e.row, e.reason) for e in data.scores.unscored] == [(2, "none of its answers is a score")]


def numbered(way: str) -> bytes:
    """A mother who is happy throughout, in numbers: by how often, from the other end, or scored already."""
    positive = {1, 4, 8, 9, 11, 16, 22, 25}
    always, never = {"printed": (5, 0), "upside_down": (0, 5), "scored": (0, 0)}[way]
    header = ",".join(f"PBQ 2006 Q{i} before" for i in range(1, 26))
    answers = ",".join(str(always if i in positive else never) for i in range(1, 26))
    return f"Family ID,{header}\nA,{answers}\n".encode()


@pytest.mark.parametrize("way", ["printed", "upside_down", "scored"])
def test_numbers_of_the_pbq_wait_until_somebody_says_how_they_run(way):
    # facts/measures.md section 3.2 gives the scores of the words; how a file numbers them is not known.
    content = numbered(way)
    with pytest.raises(InputError, match=r"files number the answers to PBQ \(2006\) in several ways"):
        load(content, name="pbq.csv")
    mapping = replace(recognised(content), stored=(("pbq_2006", way),))
    data = load(content, name="pbq.csv", mapping=Mapping.from_dict(mapping.to_dict()))
    assert {s.scale.id: s.score.tolist() for s in data.scores.sets}["total"] == [0]
    assert data.to_follow_up == ()


def test_always_is_a_risk_on_the_two_questions_about_harm_however_it_is_numbered():
    header = ",".join(f"PBQ 2006 Q{i} before" for i in range(1, 26))
    words = ["Never"] * 25
    words[17] = "Always"
    content = f"Family ID,{header}\nA,{','.join(words)}\n".encode()
    for way in ("printed", "upside_down", "scored"):
        mapping = replace(recognised(content), stored=(("pbq_2006", way),))
        found = load(content, name="pbq.csv", mapping=mapping).to_follow_up
        assert [(e.question, e.answer) for e in found] == [(18, 5)]
