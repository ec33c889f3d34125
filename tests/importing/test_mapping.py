"""Mappings: kept as JSON, read back, and fitted to the next file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_samples import NAMES, path
from evaluation.errors import InputError
from evaluation.importing import Column, Local, Mapping, ingest, read_workbook, recognise
from evaluation.importing.mapping import CONFIDENCES, KEEPS, PERSONAL, STORED, USES, MoreSheet
from evaluation.measures import registry
from tests.tables_of_text import mapped, used, workbook

FAMILIES = "Family ID,PHQ-9 before,PHQ-9 after\nF1,14,6\nF2,9,9"


@pytest.mark.parametrize("name", [sample.name for sample in NAMES])
def test_every_proposed_mapping_survives_json(name):
    found = recognise(read_workbook(path(name)), registry()).mapping
    assert Mapping.from_dict(json.loads(json.dumps(found.to_dict()))) == found


def test_a_mapping_with_every_choice_changed_survives_json():
    found = replace(
        mapped(FAMILIES),
        duplicates="last",
        date_order="month first",
        noun="learner",
        subjects="one_per_row",
        locals=(Local(id="bond", name="Bond", minimum=0, maximum=10, better="higher", ordinal=True),),
        occasions=(("Wk0", "baseline"),),
        measures=(("Mood form", "phq9"), ("Other", "")),
        decimal_comma=True,
    )
    assert Mapping.from_dict(json.loads(json.dumps(found.to_dict()))) == found


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
WORDS = st.dictionaries(TEXT, TEXT, max_size=3).map(lambda found: tuple(found.items()))
COLUMNS = st.builds(
    Column,
    index=st.integers(min_value=0, max_value=20_000),
    header=TEXT,
    use=st.sampled_from(USES),
    measure=TEXT,
    scale=TEXT,
    item=st.integers(min_value=0, max_value=200),
    occasion=TEXT,
    rater=TEXT,
    entered=st.sampled_from(["", "raw", "converted"]),
    keep=st.sampled_from(KEEPS),
    personal=st.sampled_from(PERSONAL),
    confidence=st.sampled_from(CONFIDENCES),
    why=TEXT,
)
ROWS = st.lists(st.integers(min_value=1, max_value=10**6), min_size=1, max_size=3).map(tuple)


@given(
    st.builds(
        Mapping,
        sheet=TEXT,
        header_rows=ROWS,
        layout=st.sampled_from(["wide", "long"]),
        columns=st.lists(COLUMNS, max_size=4).map(tuple),
        locals=st.lists(st.builds(Local, id=TEXT, name=TEXT, labels=st.just((("a", 1.5),))), max_size=2).map(
            tuple
        ),
        occasions=WORDS,
        measures=WORDS,
        meant=WORDS,
        stored=st.dictionaries(TEXT, st.sampled_from(STORED), max_size=2).map(lambda d: tuple(d.items())),
        more_sheets=st.lists(st.builds(MoreSheet, sheet=TEXT, header_rows=ROWS), max_size=2).map(tuple),
        missing_codes=st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=3).map(tuple),
        decimal_comma=st.booleans(),
    )
)
def test_any_mapping_survives_json(mapping):
    assert Mapping.from_dict(json.loads(json.dumps(mapping.to_dict()))) == mapping


BROKEN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    TEXT,
    st.just([[1]]),
    st.just({"a": {}}),
    st.just(10**400),
    st.just("9" * 500),
)


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """The way to each entry of some JSON."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inner for found in places(one, (*path, key)))]


DAMAGED = replace(
    mapped(FAMILIES), locals=(Local(id="bond", name="Bond", minimum=0, maximum=9, labels=(("a", 1.0),)),)
).to_dict()


@given(st.sampled_from(places(DAMAGED)[1:]), BROKEN)
def test_a_damaged_mapping_is_read_or_refused_in_a_sentence(place, broken):
    plain = json.loads(json.dumps(DAMAGED))
    inner = plain
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = broken
    try:
        ingest(workbook(FAMILIES), Mapping.from_dict(plain), registry())
    except InputError as error:
        assert str(error).endswith((".", "?"))  # noqa: PT017 there need not be one
        assert "\n" not in str(error)  # noqa: PT017


def test_what_inspect_prints_is_a_mapping_too():
    found = mapped(FAMILIES)
    assert Mapping.from_dict({"mapping": found.to_dict(), "notes": [], "rows": 2}) == found


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: [m], "must be a JSON object"),
        (lambda m: {**m, "sheets": 1}, "'sheets' that is not known; 'sheet' may be meant"),
        (lambda m: {**m, "colour": 1}, "'colour' that is not known to this version of Attune"),
        (lambda m: {**m, "format": 2}, "saved by a newer version of Attune .* update Attune"),
        (lambda m: {**m, "format": "new"}, "'format' is 'new'; it must be 1"),
        (lambda m: {**m, "format": 0}, "'format' is 0"),
        (lambda m: {**m, "header_rows": "12"}, "header_rows"),
        (lambda m: {**m, "columns": [{"index": -1, "header": "x"}]}, "can't be below 0"),
        (lambda m: {**m, "columns": [{"index": 0, "header": 5}]}, "'header' of column 5 .* must be text"),
        (lambda m: {**m, "columns": [{"index": 0, "header": "x", "entered": "r"}]}, "entered of column x"),
        (lambda m: {**m, "columns": [{"index": 0, "header": "x", "confidence": ""}]}, "confidence of col"),
        (lambda m: {**m, "locals": [{"id": 1, "name": "X"}]}, "'id' of a score of your own"),
        (lambda m: {k: v for k, v in m.items() if k != "columns"}, "no 'columns' entry"),
        (lambda m: {**m, "layout": "tall"}, "'layout' is 'tall'; use one of 'wide', 'long'"),
        (lambda m: {**m, "duplicates": "all"}, "'duplicates' is 'all'"),
        (lambda m: {**m, "date_order": "dmy"}, "'date_order' is 'dmy'"),
        (lambda m: {**m, "noun": "dog"}, "'noun' is 'dog'"),
        (lambda m: {**m, "header_rows": ["one"]}, "can't be read"),
        (lambda m: {**m, "header_rows": 1}, "can't be read"),
        (lambda m: {**m, "header_rows": []}, "header_rows"),
        (lambda m: {**m, "header_rows": [0]}, "header_rows"),
        (lambda m: {**m, "columns": [{"index": 0}]}, "can't be read"),
        (lambda m: {**m, "columns": ["A"]}, "can't be read|not known"),
        (lambda m: {**m, "columns": [{"index": 0, "header": "x", "use": "scores"}]}, "use of column x"),
        (
            lambda m: {**m, "columns": [{"index": 0, "header": "x", "colour": 1}]},
            "'colour' that is not known",
        ),
        (
            lambda m: {**m, "columns": [{"header": "PHQ9 pre", "use": "score"}]},
            "'PHQ9 pre' .* has no 'index'",
        ),
        (lambda m: {**m, "missing_codes": ["x"]}, "can't be read"),
        (lambda m: {**m, "locals": [{"id": "x", "name": "X", "labels": {"Agree": "many"}}]}, "labels of 'X'"),
        (lambda m: {**m, "columns": [{"index": "first", "header": "x"}]}, "can't be read"),
        (lambda m: {**m, "locals": [{"id": "x"}]}, "can't be read"),
        (lambda m: {**m, "occasions": ["Pre"]}, "can't be read"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_one_sentence(change, message):
    with pytest.raises(InputError, match=message) as error:
        Mapping.from_dict(change(mapped(FAMILIES).to_dict()))
    assert "\n" not in str(error.value)


def test_columns_are_found_again_in_another_order_by_header():
    found = mapped(FAMILIES)
    fitted = found.fitted(("PHQ9 After", "Site", "family id", "PHQ 9 Before"))
    assert used(fitted) == {
        "PHQ9 After": ("score", "phq9", "total", "end"),
        "family id": ("id",),
        "PHQ 9 Before": ("score", "phq9", "total", "baseline"),
    }
    assert fitted.columns[1].confidence == "needs you"


def test_two_columns_of_one_name_stay_in_their_places():
    found = replace(
        mapped(FAMILIES),
        columns=(
            Column(index=0, header="ID", use="id"),
            Column(index=1, header="Score", use="score", measure="phq9", scale="total", occasion="baseline"),
            Column(index=2, header="Score", use="score", measure="phq9", scale="total", occasion="end"),
        ),
    )
    assert [c.occasion for c in found.fitted(("ID", "Score", "Score")).columns] == ["", "baseline", "end"]
    assert [c.occasion for c in found.fitted(("Site", "ID", "Score", "Score")).columns] == [
        "",
        "",
        "end",
        "baseline",
    ] or [c.occasion for c in found.fitted(("Site", "ID", "Score", "Score")).columns] == [
        "",
        "",
        "baseline",
        "end",
    ]


def test_next_quarters_file_is_read_though_its_name_and_order_differ():
    kept = mapped(FAMILIES)
    later = workbook("Site,PHQ-9 after,Family ID,PHQ-9 before\nN,3,F9,12\nS,4,F8,11", "quarter_2.csv")
    read = ingest(later, kept, registry())
    assert read.ledger.used == 2
    assert {(b.occasion[0], tuple(b.totals[0][2])) for b in read.blocks} == {
        ("baseline", (12.0, 11.0)),
        ("end", (3.0, 4.0)),
    }


def test_a_column_that_the_next_file_lacks_is_said():
    later = workbook("Family ID,PHQ-9 before,GAD-7 after\nF9,12,3", "quarter_2.csv")
    read = ingest(later, mapped(FAMILIES), registry())
    assert read.notes == (
        "The mapping names columns that this file does not have: 'PHQ-9 after'.",
        "Not in the mapping, so not used, though they look like scores: 'GAD-7 after'.",
    )


def test_a_mapping_for_a_sheet_that_is_not_there_is_said():
    found = replace(recognise(read_workbook(path("families_wide")), registry()).mapping, sheet="2024")
    with pytest.raises(InputError, match=r"for a sheet '2024', but families_wide.xlsx has"):
        ingest(read_workbook(path("families_wide")), found, registry())


def test_a_local_score_is_described_only_with_range_and_direction():
    assert not Local(id="bond", name="Bond", minimum=0, maximum=10).described
    bond = Local(id="bond", name="Bond", minimum=0, maximum=10, better="lower")
    assert bond.described
    scale = bond.measure().scales[0]
    assert (scale.minimum, scale.maximum, scale.better) == (0, 10, "lower")
    with pytest.raises(InputError, match="lowest score of 'Bond'"):
        replace(bond, minimum=10).measure()


def test_a_questionnaire_that_the_mapping_does_not_name_is_set_aside_for_that_reason():
    long = "Client,Stage,Form,Score\nC1,Pre,PHQ-9,12\nC1,Post,PHQ-9,7"
    read = ingest(workbook(f"{long}\nC1,Post,GAD-7,5"), mapped(long), registry())
    assert [(entry.row, entry.reason) for entry in read.ledger.set_aside] == [
        (4, "The mapping does not say which questionnaire 'GAD-7' is ('measures')")
    ]
