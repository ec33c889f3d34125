"""Answers that ask for a clinician's look: which are listed, which is the latest, and who never sees them."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from evaluation import evaluate, inspect, load
from evaluation.alerts import asks_about_risk, to_follow_up, unread, without_answers
from evaluation.importing import read_workbook, recognise
from evaluation.measures import registry
from evaluation.reports import FORMATS, build, render
from evaluation.view import View

PHQ9 = ",".join(f"PHQ-9 Q{i} {{stage}}" for i in range(1, 10))


def sheet(*rows: str) -> bytes:
    header = f"Family ID,{PHQ9.format(stage='before')},{PHQ9.format(stage='after')}"
    return "\n".join([header, *rows]).encode()


def answers(last: int) -> str:
    return ",".join(["1"] * 8 + [str(last)])


RISK = sheet(
    f"A1,{answers(2)},{answers(0)}",  # thought of it before, no more after
    f"A2,{answers(0)},{answers(3)}",  # does now
    f"A3,{answers(0)},{answers(0)}",
    f"A4,{answers(1)},{','.join([''] * 9)}",  # asked once
)


def test_every_answer_above_the_mark_is_listed_with_its_row_and_whether_it_is_the_latest():
    # PHQ-9 question 9 above 0 (facts/measures.md section 5.1). Row 2 is the first below the header.
    found = to_follow_up(load(RISK, name="risk.csv").responses)
    assert [(e.row, e.question, e.answer, e.occasion, e.latest) for e in found] == [
        (3, 9, 3.0, "end", True),
        (5, 9, 1.0, "baseline", True),
        (2, 9, 2.0, "baseline", False),
    ]


def test_the_latest_is_told_by_date_before_stage():
    header = "Client,Date,Stage," + ",".join(f"PHQ-9 Q{i}" for i in range(1, 10))
    rows = (
        f"C1,01/03/2026,Pre,{answers(0)}",
        f"C1,01/02/2026,Post,{answers(2)}",  # dated before the first: the dates decide
        f"C2,,Pre,{answers(2)}",  # one without a date: the stages decide
        f"C2,05/04/2026,Post,{answers(0)}",
    )
    found = to_follow_up(load("\n".join([header, *rows]).encode(), name="long.csv").responses)
    assert {(e.row, e.date, e.latest) for e in found} == {(3, date(2026, 2, 1), False), (4, None, False)}


def test_without_dates_and_stages_nobody_says_which_is_the_latest():
    header = "Client,Questionnaire," + ",".join(f"Q{i}" for i in range(1, 10))
    rows = (f"C1,PHQ-9,{answers(2)}", f"C1,PHQ-9,{answers(0)}", f"C2,PHQ-9,{answers(3)}")
    mapping = recognise(read_workbook("\n".join([header, *rows]).encode(), "x.csv"), registry()).mapping
    found = load("\n".join([header, *rows]).encode(), name="x.csv", mapping=mapping).to_follow_up
    assert {(e.row, e.latest) for e in found} == {(2, None), (4, True)}


@pytest.mark.parametrize(
    ("measure", "count", "question", "top"),
    [("phq9", 9, 9, 3), ("epds", 10, 10, 3), ("core10", 10, 6, 4)],
    # facts/measures.md sections 5.1, 5.3 and 5.4
)
def test_each_question_about_risk_is_looked_at(measure, count, question, top):
    short = registry().get(measure).short
    header = ",".join(f"{short} Q{i} before" for i in range(1, count + 1))
    blank = ["0"] * count
    risky = [*blank[: question - 1], str(top), *blank[question:]]
    found = load(f"Family ID,{header}\nA,{','.join(blank)}\nB,{','.join(risky)}\n".encode(), name="a.csv")
    assert [(e.row, e.question, e.answer) for e in found.to_follow_up] == [(3, question, top)]


def test_an_answer_held_in_printed_order_is_turned_round_first():
    # EPDS question 10 as printed: the first answer, 0, is the worst (facts/measures.md section 5.3).
    header = ",".join(f"EPDS Q{i} before" for i in range(1, 11))
    csv = f"Family ID,{header}\nA,{','.join(['0'] * 10)}\nB,{','.join(['3'] * 10)}\n".encode()
    mapping = recognise(read_workbook(csv, "a.csv"), registry()).mapping
    printed = replace(mapping, stored=(("epds", "printed"),))
    assert [e.row for e in load(csv, name="a.csv", mapping=mapping).to_follow_up] == [3]
    assert [e.row for e in load(csv, name="a.csv", mapping=printed).to_follow_up] == [2]


def test_totals_alone_say_that_risk_can_t_be_seen():
    data = load(b"Family ID,PHQ-9 before,PHQ-9 after,KPCS before\nA,20,9,30\nB,8,4,41\n", name="a.csv")
    assert data.to_follow_up == ()
    assert without_answers(data.responses, data.mapping) == ("PHQ-9",)  # KPCS asks nothing about risk


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (f"{PHQ9.format(stage='before')},PHQ-9 after", f"{answers(0)},7"),  # totals alone after
        (",".join(f"PHQ-9 Q{i} before" for i in range(1, 9)) + ",PHQ-9 before", "1,1,1,1,1,1,1,1,9"),
    ],
    ids=["one stage", "all questions but that one"],
)
def test_a_stage_or_a_file_without_that_question_says_so(header, row):
    # Nobody may read an empty list as "no risk" where the question was not there to be looked at.
    data = load(f"Family ID,{header}\nA,{row}\n".encode(), name="a.csv")
    assert data.to_follow_up == ()
    assert without_answers(data.responses, data.mapping) == ("PHQ-9",)


def test_each_rater_has_a_latest_answer_of_their_own():
    # A father's later 0 says nothing of the mother's 2.
    header = "Client,Date,Rater," + ",".join(f"PHQ-9 Q{i}" for i in range(1, 10))
    rows = (f"C1,2026-01-01,mother,{answers(2)}", f"C1,2026-02-01,father,{answers(0)}")
    found = load("\n".join([header, *rows]).encode(), name="a.csv").to_follow_up
    assert [(e.row, e.rater, e.latest) for e in found] == [(2, "mother", True)]


LONG = "Client,Date,Stage," + ",".join(f"PHQ-9 Q{i}" for i in range(1, 10))
WIDE = f"Family ID,{PHQ9.format(stage='before')}"


@pytest.mark.parametrize(
    ("header", "rows", "listed"),
    [
        (WIDE, (f"A,{answers(0)}", f"A,{answers(3)}", f"B,{answers(0)}"), [3]),  # the id comes again
        (WIDE, (f",{answers(2)}", f"B,{answers(0)}"), [2]),  # no id
        (
            LONG,
            (f"A,01/02/2026,Pre,{answers(0)}", f"A,01/02/2026,Pre,{answers(3)}", f"B,,Pre,{answers(0)}"),
            [3],
        ),
        (WIDE, (f"A,{answers(3)}", f"A,{answers(3)}", f"B,{answers(0)}"), [2]),  # a copy: listed once
    ],
    ids=["wide", "no id", "long", "copy"],
)
def test_a_row_that_no_figure_has_is_looked_at_all_the_same(header, rows, listed):
    # Which of two forms counts is a question for the figures; an answer about risk was given either way.
    found = load("\n".join([header, *rows]).encode(), name="a.csv").to_follow_up
    assert [e.row for e in found] == listed
    assert all(e.used is (rows[0] == rows[1]) for e in found)


def test_inspect_lists_them_for_whoever_imports():
    found = inspect(RISK, name="risk.csv").to_dict()["to_follow_up"]
    assert [(e["sheet"], e["row"], e["question"], e["latest"]) for e in found][:1] == [("risk", 3, 9, True)]
    json.dumps(found)


@pytest.mark.parametrize("protection", ["exact", "nhs"])
def test_no_evidence_and_no_report_knows_of_them(protection):
    data = load(RISK, name="risk.csv")
    why = data.to_follow_up[0].why
    found = evaluate(RISK, name="risk.csv", view=View(protection=protection))
    published = [json.dumps(found.to_dict()), str(found)]
    made = build(found.evidence, made_on=date(2026, 11, 22))
    for kind in FORMATS:
        content = render(made, kind)
        if zipfile.is_zipfile(io.BytesIO(content)):
            parts = zipfile.ZipFile(io.BytesIO(content))
            published += [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
        else:
            published.append(content.decode("utf-8", "replace"))
    assert all("clinician" not in text and why not in text for text in published)
    assert "clinician" in why


def test_an_answer_that_can_t_be_read_is_said_where_risk_is_looked_for():
    rows = (f"A1,{answers(0)[:-1]}yes,{answers(0)}", f"A2,{answers(0)},{answers(0)}")
    data = load(sheet(*rows), name="risk.csv")
    assert data.to_follow_up == ()
    assert [problem.rows for problem in unread(data.responses, data.mapping)] == [(2,)]
    elsewhere = (f"A1,x{answers(0)[1:]},{answers(0)}", f"A2,{answers(0)},{answers(0)}")
    data = load(sheet(*elsewhere), name="risk.csv")
    assert data.problems
    assert unread(data.responses, data.mapping) == ()  # question 1 asks nothing about risk


def test_a_questionnaire_whose_answers_were_not_used_is_named():
    # CORE-10's middle answers in words are not in the facts sheet, so its columns are left to the person.
    core = ",".join(f"CORE-10 Q{i} before" for i in range(1, 11))
    phq = PHQ9.format(stage="before")
    rows = [f"F{n},{','.join(['Often'] * 10)},{answers(0)}" for n in range(5)]
    data = load("\n".join([f"Family ID,{core},{phq}", *rows]).encode(), name="a.csv")
    assert without_answers(data.responses, data.mapping) == ("CORE-10",)


def test_a_file_without_such_questions_is_no_all_clear():
    data = load(b"Family ID,KPCS before,KPCS after\nA,30,35\nB,40,41\n", name="a.csv")
    assert not asks_about_risk(data.responses, data.mapping)
    data = load(RISK, name="risk.csv")
    assert asks_about_risk(data.responses, data.mapping)
