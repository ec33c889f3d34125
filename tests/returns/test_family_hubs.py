"""The Family Hubs return. Oracle: nine families by hand, and facts/measures.md section 1 (S7) with trap 9.

PHQ-9 and KPCS with dated second scores. A: 14 to 6 and 30 to 41 in March 2026, baby 5 months. B: second
scores in April. C: no second scores. D: no first PHQ-9. E: second scores without a date. F: KPCS 30 to 40 in
March, child 14 months. G: a GBO-like own measure is not needed; MORS-SF 20 to 25. H: two forms, one user.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from evaluation.command_line import main
from evaluation.errors import InputError
from evaluation.opening import load
from evaluation.returns import Quarter, characteristics, family_hubs, quarters
from evaluation.returns.accepted import LISTED, UNLIKE
from evaluation.returns.ages import span
from evaluation.returns.family_hubs import (
    ANOTHER,
    MAYBE_OLDER,
    NO_POST,
    NO_PRE,
    NOT_LISTED,
    OLDER,
    UNDATED,
    UNSEEN,
)
from evaluation.view import View

HEAD = (
    "Family ID,Ethnicity,Baby age,Site,Date before,Date after,PHQ-9 before,PHQ-9 after,"
    "KPCS before,KPCS after,MORS-SF warmth before,MORS-SF warmth after,EPDS before,EPDS after"
)
ROWS = (
    "A,White British,3-5 months,East,2025-11-02,2026-03-31,14,6,30,41,,,,",
    "B,Asian or Asian British,3-5 months,East,2025-11-03,2026-04-01,15,7,31,40,,,,",
    "C,White British,6-11 months,West,2025-11-04,,16,,32,,,,,",
    "D,White British,6-11 months,West,2025-11-05,2026-02-05,,8,,,,,,",
    "E,White British,6-11 months,West,2025-11-06,,17,9,,,,,,",
    "F,=1+1,14-16 months,West,2025-11-07,2026-01-01,,,30,40,,,,",
    "G,White British,3-5 months,West,2025-11-08,2026-02-08,,,,,20,25,,",
    "H,White British,3-5 months,West,2025-11-09,2026-02-09,,,,,,,12,5",
)
CSV = "\n".join([HEAD, *ROWS]).encode()
QUARTER = Quarter(2026, 1)


@pytest.fixture(scope="module")
def data():
    return load(CSV, name="families.csv")


@pytest.fixture(scope="module")
def made(data):
    return family_hubs(data, QUARTER)


def lines(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_line_a_user_and_measure_in_the_quarter_of_the_post_score(made):
    said = [(e.user, e.measure, e.score, e.before, e.after, e.characteristics) for e in made.entries]
    assert said == [
        (1, "KPCS", "KPCS total", 30, 41, ("White British", "3-5 months")),
        (1, "PHQ-9", "PHQ-9 total", 14, 6, ("White British", "3-5 months")),
        (2, "Other", "EPDS total", 12, 5, ("White British", "3-5 months")),
    ]


def test_each_of_the_others_says_why_and_where_it_stands(made):
    left = {(one.row, one.score): one.reason for one in made.left_out}
    assert left == {
        (3, "PHQ-9 total"): ANOTHER,
        (3, "KPCS total"): ANOTHER,
        (4, "PHQ-9 total"): NO_POST,
        (4, "KPCS total"): NO_POST,
        (5, "PHQ-9 total"): NO_PRE,
        (6, "PHQ-9 total"): UNDATED,
        (7, "KPCS total"): OLDER,
        (8, "MORS-SF warmth"): UNLIKE["mors_sf"],
    }
    assert made.considered == len(made.entries) + len(left) == 11


def test_the_quarters_offered_are_those_of_second_scores_the_latest_first(data):
    assert quarters(data, View()) == (Quarter(2026, 2), Quarter(2026, 1))


def test_the_next_quarter_has_the_others(data):
    assert [(e.measure, e.after) for e in family_hubs(data, Quarter(2026, 2)).entries] == [
        ("KPCS", 40),
        ("PHQ-9", 7),
    ]


def test_the_file_has_the_fields_and_no_formula(data):
    made = family_hubs(data, QUARTER, columns=("Ethnicity",), view=View(filters={"Site": ("East",)}))
    heads, *rest = lines(made.to_csv())
    assert heads == [
        *("User", "Measure", "Score", "Rated by", "Pre score", "Post score", "Quarter of post score"),
        "Ethnicity",
    ]
    assert rest[1] == [
        *("1", "PHQ-9", "PHQ-9 total", "rated by the parent", "14", "6", "January to March 2026"),
        "White British",
    ]
    assert len(rest) == 2
    text = CSV.replace(b"14-16 months", b"3-5 months")
    risky = family_hubs(load(text, name="f.csv"), QUARTER).to_csv()
    assert b"'=1+1" in risky
    assert b",=1+1" not in risky


def test_no_id_is_in_it_and_rows_only_when_asked_for(made):
    assert not any(cell in {"A", "H"} for line in lines(made.to_csv()) for cell in line)
    heads, first, *_ = lines(made.to_csv(rows=True))
    assert heads[-2:] == ["Sheet", "Row"]
    assert first[-1] == "2"
    assert lines(made.left_out_csv())[0] == ["Sheet", "Row", "Score", "Reason"]
    assert len(lines(made.left_out_csv())) == len(made.left_out) + 1


def test_others_can_be_left_out_with_that_reason(data):
    made = family_hubs(data, QUARTER, other=False)
    assert "Other" not in {entry.measure for entry in made.entries}
    assert [left.score for left in made.left_out if left.reason == NOT_LISTED] == ["EPDS total"]


def test_it_says_that_no_template_was_seen_and_how_quarters_are_named(made):
    assert UNSEEN in made.notes
    assert any("January to March 2026 is quarter 4 of 2025-26" in note for note in made.notes)
    assert "3 lines of 2 users, post scores January to March 2026." in str(made)


@pytest.mark.parametrize(
    ("measure", "low", "high"),
    [("phq9", 0, 27), ("gad7", 0, 21), ("swemwbs", 7, 35), ("kpcs", 0, 45), ("pss10_perceived", 0, 40)],
)
def test_what_the_return_takes_is_what_its_guidance_says(measure, low, high):
    """The ranges of facts/measures.md section 1."""
    assert LISTED[measure].takes(low)
    assert LISTED[measure].takes(high)
    assert not LISTED[measure].takes(low - 1)
    assert not LISTED[measure].takes(high + 1)


def test_a_score_out_of_range_is_left_out_and_not_altered(data, monkeypatch):
    monkeypatch.setitem(LISTED, "phq9", replace(LISTED["phq9"], high=13))
    made = family_hubs(data, QUARTER)
    assert "the return takes PHQ-9 from 0 to 13" in [left.reason for left in made.left_out]
    assert "PHQ-9" not in {entry.measure for entry in made.entries}


def test_a_child_who_may_be_older_is_told_and_kept():
    text = CSV.replace(b"14-16 months", b"12-23 months")
    made = family_hubs(load(text, name="f.csv"), QUARTER)
    assert [(e.measure, e.after) for e in made.entries if e.check] == [("KPCS", 40)]
    assert made.checks == ((MAYBE_OLDER, 1),)
    assert "To check: 1 line, as KPCS is for parents" in str(made)


def test_pss_10_says_for_whom_it_is():
    text = b"Family ID,Date after,PSS-10 before,PSS-10 after\nA,2026-02-01,20,10\nB,2026-02-01,21,11\n"
    made = family_hubs(load(text, name="f.csv"), QUARTER)
    assert {entry.measure for entry in made.entries} == {"PSS-10"}
    assert any("12 years or more" in note for note in made.notes)


@pytest.mark.parametrize(
    ("text", "column", "months"),
    [
        ("12–23 months", "Baby age", (12, 23)),
        ("24 months or over", "Baby age", (24, float("inf"))),
        ("2 years", "Child age", (24, 24)),
        ("under 1 year", "Child age", (0, 12)),
        ("14", "Child age (months)", (14, 14)),
        ("14", "Child age", None),
        ("not recorded", "Child age", None),
    ],
)
def test_what_a_cell_says_of_an_age(text, column, months):
    assert span(text, column) == months


def test_characteristics_are_the_protected_ones(data):
    assert characteristics(data) == ("Ethnicity", "Baby age")
    with pytest.raises(InputError, match="no column 'Shoe size'"):
        family_hubs(data, QUARTER, columns=("Shoe size",))


@pytest.mark.parametrize("text", ["2026", "Q1 2026", "2026-Q5", ""])
def test_a_quarter_is_year_and_number(text):
    with pytest.raises(InputError, match="2026-Q1"):
        Quarter.read(text)


def test_the_command_line_writes_the_same_bytes(made, tmp_path, capsys):
    path, out = tmp_path / "families.csv", tmp_path / "return.csv"
    path.write_bytes(CSV)
    asked = ["return", "family-hubs", str(path), "--quarter", "2026-Q1", "--out", str(out)]
    assert main(asked) == 0
    assert out.read_bytes() == made.to_csv()
    said = capsys.readouterr().out
    assert str(made) in said
    assert main([*asked[:-2], "--out", str(tmp_path / "no" / "such.csv")]) == 2
    assert main(["return", "family-hubs", str(path), "--quarter", "soon", "--out", str(out)]) == 2
    assert "soon" in capsys.readouterr().err
