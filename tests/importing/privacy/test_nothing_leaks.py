"""Whatever personal data a file holds, and whatever its columns are called, none of it leaves the door."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.evaluating import Evaluation, evaluate, inspect
from evaluation.importing import recognise
from evaluation.importing.privacy.first_names import FIRST_NAMES
from evaluation.measures import registry
from evaluation.view import View
from tests.examples import examples
from tests.tables_of_text import table, workbook

SURNAMES = ("Okonkwo", "Begum", "Nowak", "O'Neill", "Featherstonehaugh", "Smith-Jones", "Li")
MEANINGLESS = ("Field 7", "xq", "Column1", "Other", "", "Z", "Info", "Details 2", "ref_b")


def _nhs_numbers() -> st.SearchStrategy[str]:
    """Ten digits, the last being 11 less the remainder by 11 of the others times 10, 9, 8 ... 2."""

    def complete(nine: int) -> str:
        weighed = sum(
            int(digit) * weight for digit, weight in zip(f"{nine:09}", range(10, 1, -1), strict=True)
        )
        check = (11 - weighed % 11) % 11
        return f"{nine:09}{check}" if check < 10 else "9434765919"  # 10 is no digit

    return st.integers(400_000_000, 799_999_999).map(complete)


NAMES = st.builds(
    "{} {}".format, st.sampled_from(sorted(FIRST_NAMES)).map(str.title), st.sampled_from(SURNAMES)
)
EMAILS = st.builds("{}.{}@example.org".format, st.sampled_from(sorted(FIRST_NAMES)), st.integers(100, 999))
PHONES = st.integers(100_000, 999_999).map(lambda n: f"07700 {n}")
POSTCODES = st.builds(
    "{}{} {}{}".format,
    st.sampled_from(("OX", "SW", "M", "B")),
    st.integers(1, 29),
    st.integers(1, 9),
    st.sampled_from(("AA", "QJ", "ZX")),
)
ADDRESSES = st.builds(
    "{} {} {}".format, st.integers(1, 999), st.sampled_from(("Mill", "Old", "Xyston")), st.just("Lane")
)
BIRTHS = st.dates(date(1970, 1, 1), date(2006, 12, 31)).map("{:%d/%m/%Y}".format)
KINDS = (BIRTHS, NAMES, EMAILS, PHONES, POSTCODES, ADDRESSES, _nhs_numbers())


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A table of families with personal data under headers that say nothing, and those data."""
    n = draw(st.integers(3, 24))
    headers = draw(st.lists(st.sampled_from(MEANINGLESS), min_size=1, max_size=4, unique=True))
    columns = []
    for _ in headers:
        kind = draw(st.sampled_from(KINDS))
        few = draw(st.lists(kind, min_size=2, max_size=n, unique=True))  # some come again, as in long data
        columns.append([*few, *(draw(st.sampled_from(few)) for _ in range(n - len(few)))][:n])
    rows = [(f"F{i}", 12 + i % 5, 6 + i % 4, *(cells[i] for cells in columns)) for i in range(n)]
    text = table(",".join(("Family ID", "PHQ-9 before", "PHQ-9 after", *headers)), *rows)
    return text, [value for cells in columns for value in cells]


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_personal_data_under_headers_that_say_nothing_appear_nowhere(made):
    text, values = made
    book = workbook(text)
    found = recognise(book, registry())
    data = Dataset.read(book, found.mapping, registry())
    data.reading = found.notes
    said = [
        json.dumps(found.mapping.to_dict(), ensure_ascii=False),
        json.dumps(Evaluation(data, data.evidence(View())).to_dict(), ensure_ascii=False),
        repr((found.notes, data.notes, data.problems, data.ledger, data.filters)),
        repr(data.responses.episodes.attributes.values.tolist()),
    ]
    assert not [value for value in values if any(value in text for text in said)]


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(EMAILS, PHONES, POSTCODES, _nhs_numbers()), st.integers(0, 11))
def test_a_single_personal_entry_among_others_appears_nowhere(value, place):
    cells = ["North", "South", "East"] * 4
    cells[place] = value
    text = table(
        "Family ID,PHQ-9 before,PHQ-9 after,Site", *[(f"F{i}", 12, 6, c) for i, c in enumerate(cells)]
    )
    book = workbook(text)
    data = Dataset.read(book, recognise(book, registry()).mapping, registry())
    assert {name for entry in data.filters for name in entry.values} == {"North", "South", "East"}
    assert value not in repr((data.problems, data.notes, data.ledger, data.mapping))


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(NAMES, EMAILS, PHONES, _nhs_numbers()), min_size=4, max_size=9, unique=True))
def test_whoever_maps_personal_data_as_an_attribute_is_refused_without_a_value(values):
    text = table("Family ID,PHQ-9 before,PHQ-9 after,Z", *[(f"F{i}", 12, 6, v) for i, v in enumerate(values)])
    book = workbook(text)
    mapping = recognise(book, registry()).mapping
    mapping = mapping.with_column(replace(mapping.columns[3], use="attribute", personal=""))
    with pytest.raises(InputError, match="does not keep") as refused:
        Dataset.read(book, mapping, registry())
    assert not any(value in str(refused.value) for value in values)


@pytest.mark.parametrize("key", ["", "seven grey herons"])
def test_ids_appear_nowhere_and_with_codes_not_even_in_a_note(key):
    rows = [("0017-Asha", 12, 6), ("0017-Asha", 3, 4), ("", 9, 9), ("17-asha", 9, 9), ("B2-Bea", 9, 3)]
    text = table("Client ID,PHQ-9 before,PHQ-9 after", *rows).encode()
    found = evaluate(text, name="a.csv", id_key=key)
    said = json.dumps(found.to_dict()) + json.dumps(inspect(text, name="a.csv", id_key=key).to_dict())
    said += repr((found.dataset.notes, found.rows.problems, found.rows.ledger))
    assert "0017-asha" not in said.casefold()
    assert "B2-Bea" not in said
    assert "b2-bea" not in said
