"""The verbs from Python, and their promise: a result or one sentence, whatever the spreadsheet."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_samples import NAMES, path
from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.evaluating import evaluate, inspect, report, sample
from evaluation.importing import Mapping, read_workbook, recognise
from evaluation.importing.sheets import Sheet as Cells
from evaluation.importing.sheets import Workbook, grid
from evaluation.measures import registry
from evaluation.opening import header_texts, load
from evaluation.view import View
from tests.examples import examples

sample_data = cache(lambda name: load(path(name)))

CSV = b"Family ID,Site,PHQ-9 before,PHQ-9 after\nF1,N,14,6\nF2,S,9,9\nF3,S,20,26\n"


def test_a_file_is_evaluated_in_one_call():
    # 14 to 6 is 8 better, 20 to 26 is 6 worse; NHS England counts 6 or more.
    finding = evaluate(CSV, name="families.csv").evidence.findings[0]
    assert [rate.n for rate in finding.headline()] == [1, 1, 1]
    assert finding.sentence.startswith(
        "1 of 3 families with both scores (33%, 95% interval 6% to 79%) got reliably better"
    )
    assert finding.sentence.endswith("1 had no reliable change and 1 got reliably worse.")


def test_a_printed_evaluation_says_what_a_person_needs():
    said = str(evaluate(CSV, name="families.csv"))
    for words in (
        "families.csv: 3 of 3 rows used",
        "got reliably better",
        "not compared with similar families",
        "Effect:",
        "With only 3 families",
    ):
        assert words in said


@pytest.mark.parametrize("name", [s.name for s in NAMES])
def test_the_documented_keys_are_there_for_every_sample(name):
    found = json.loads(json.dumps(evaluate(path(name)).to_dict(), allow_nan=False))
    assert {"version", "view", "data", "flow", "scales"} <= found.keys()
    assert {"fingerprint", "rows", "used", "set_aside"} <= found["data"].keys()
    assert found["data"]["rows"] == found["data"]["used"] + len(found["data"]["set_aside"])
    assert all({"sheet", "row", "reason"} == entry.keys() for entry in found["data"]["set_aside"])
    assert found["scales"] or found["experience"]
    for scale in found["scales"]:
        wanted = (
            "measure scale rater better ordinal n mean_before mean_after sd_before sd_after r effects rates "
            "sentence caveats"
        )
        assert set(wanted.split()) <= scale.keys()
        for effect in scale["effects"].values():
            assert {"value", "low", "high", "interval", "standardiser"} <= effect.keys()
        for rate in scale["rates"]:
            assert {"rule", "outcome", "n", "of", "share", "low", "high", "interval"} <= rate.keys()
        assert scale["ordinal"] == (not scale["effects"])
        assert scale["better"] in {"lower", "higher"}


@pytest.mark.parametrize("name", [s.name for s in NAMES])
@pytest.mark.parametrize("improved", ["any_change", "reliable_change", "recovery"])
def test_every_definition_of_improved_gives_a_whole_sentence(name, improved):
    for finding in sample_data(name).evidence(View(improved=improved), ()).findings:
        assert "no families have both scores" not in finding.sentence
        assert re.search(r"got (reliably )?worse", finding.sentence)
        assert "None" not in finding.sentence
        assert "nan" not in finding.sentence.lower().split()


@pytest.mark.parametrize("name", [s.name for s in NAMES])
def test_flows_add_up(name):
    for finding in sample_data(name).evidence(View(), ()).findings:
        left_out = sum(step.n or 0 for step in finding.flow.reasons)
        assert finding.flow.n("all") == (finding.flow.n("both") or 0) + left_out
        three = [rate.n for rate in finding.headline()]
        assert sum(three) == finding.headline()[0].of == finding.n  # type: ignore[arg-type]


def test_what_was_recognised_can_be_corrected_and_given_back():
    seen = inspect(CSV, name="families.csv").to_dict()
    given_back = Mapping.from_dict(json.loads(json.dumps(seen)))
    assert (seen["rows"], seen["used"]) == (3, 3)
    assert evaluate(CSV, name="other_name.csv", mapping=given_back).evidence.findings[0].n == 3


def test_what_cannot_be_evaluated_can_still_be_inspected():
    seen = inspect(b"Family ID,HOPE-A before,HOPE-A after\nF1,10,4\nF2,9,2\n", name="hope.csv")
    assert seen.used == 0
    assert seen.rows == 2
    assert "'HOPE-A': no questionnaire that Attune knows" in seen.problems[0]
    assert seen.mapping.locals[0].id == "hope_a"


def test_headers_are_listed_as_they_are_shown():
    book = read_workbook(path("families_wide"))
    found = header_texts(book, recognise(book, registry()).mapping)
    assert found[17] == "Before: PHQ-9"


def test_notes_of_the_file_reach_the_data_set():
    assert load(CSV, name="families.csv").reading == ("Read as UTF-8 text, separated by commas.",)


def test_an_unknown_report_format_is_said_before_anything_is_written(tmp_path):
    with pytest.raises(InputError, match="Reports can't be made as 'gif'; choose from"):
        report(CSV, name="families.csv", formats=("docx", "gif"), out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_report_is_the_same_bytes_each_time(tmp_path):
    made = [
        report(CSV, name="families.csv", formats=("docx",), out=tmp_path / n, made_on=date(2026, 4, 3))[0]
        for n in "ab"
    ]
    assert made[0].name == made[1].name
    assert made[0].read_bytes() == made[1].read_bytes()


def test_a_sample_is_made_in_the_shape_asked_for(tmp_path):
    made = sample("first_run", families=12, seed=1, out=tmp_path / "s.csv")
    assert evaluate(made).rows.ledger.rows == 12


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "is empty"),
        (b"\n\n\n", "is empty"),
        (b"1,2,3\n4,5,6\n", "No header row was found"),
        (b"Family ID,PHQ-9 before,PHQ-9 after\n", "no rows below it"),
        (b"PHQ-9 before,PHQ-9 after\n3,4\n5,6\n", "looks like the id"),
        (
            b"Family ID,PHQ-9 before,PHQ-9 after\nF1,lots,few\nF2,some,none\n",
            "holds a score that can be used",
        ),
        (b"Family ID,Site\nF1,N\nF2,S\n", "No score or questionnaire was recognised"),
        (b"Family ID,Mood before,Mood after\nF1,3,4\nF2,4,4\n", "no questionnaire that Attune knows"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence_of_advice(source, message):
    with pytest.raises(InputError, match=message) as error:
        evaluate(source, name="families.csv")
    said = str(error.value)
    assert "\n" not in said
    assert "Traceback" not in said
    assert len(said) > 30


# Whatever the spreadsheet, a result or one sentence

HEADERS = st.sampled_from(
    "Family ID|ID|No.|Client|Stage|Date|Questionnaire|Completed by|Site|PHQ-9 before|PHQ-9 after|PHQ-9|"
    "phq9_1_pre|phq9_2_pre|GAD-7 T0|GAD-7 T1|Total|Q1|Score before|Score after|SWEMWBS before|"
    "SWEMWBS after|Goal 1 start|Goal 1 end|PIR-GAS|Knowledge before|Knowledge after|First contact|"
    "Second contact|End date|Referral ID|Wärme vorher|"
    "1st rating before|1st rating after|Name|Before|After||  |Notes|MORS total pre|Confidence".split("|")
)
CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "F1",
            "F2",
            "f1",
            "Total",
            "Pre",
            "Post",
            "PHQ-9",
            "GAD-7",
            "Mother",
            "2025-01-01",
            "01/02/2025",
            "12",
            "3.5",
            "12,5",
            "999",
            "-1",
            "NA",
            "x",
            "=1+1",
            "1e400",
            "٣",
            "\u00a0",
            "nan",
            "inf",
        ]
    ),
    st.integers(-5, 110),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(
        lambda d: __import__("datetime").datetime(d.year, d.month, d.day)
    ),
    st.text(max_size=5),
)


@st.composite
def sheets(draw):
    width = draw(st.integers(1, 7))
    head = draw(st.lists(HEADERS, min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8))
    above = draw(
        st.lists(
            st.lists(st.sampled_from(["", "Title", "Before", "After", "PHQ-9"]), max_size=width), max_size=2
        )
    )
    return [*above, head, *rows]


@settings(max_examples=examples(250))
@given(sheets(), st.sampled_from(["exact", "nhs"]), st.booleans())
def test_any_sheet_gives_findings_or_one_sentence(rows, protection, described):
    book = Workbook("fuzz.xlsx", "0" * 64, (Cells("Sheet1", grid(rows)),), ())
    try:
        mapping = recognise(book, registry()).mapping
        if described:
            mapping = replace(
                mapping,
                locals=tuple(replace(e, minimum=0, maximum=100, better="lower") for e in mapping.locals),
            )
        assert Mapping.from_dict(json.loads(json.dumps(mapping.to_dict()))) == mapping
        data = Dataset.read(book, mapping, registry())
        assert data.ledger.used + len(data.ledger.set_aside) == data.ledger.rows
        for pairing in ("auto", "first_last"):
            found = data.evidence(View(protection=protection, pairing=pairing))
            for finding in found.findings:
                assert finding.sentence
    except InputError as error:
        said = str(error)
    else:
        said = ""
    assert "\n" not in said
