"""Which columns a table is counted by, and what is said where that makes too many cells."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.errors import InputError
from evaluation.warehouse.counting import count, sizes
from evaluation.warehouse.of_dataset import held
from tests.tables_of_text import dataset, table

SITES = ("North", "South", "East")
TEXT = table(
    "Family ID,Site,Ward,Initials of trainee,PHQ-9 before,PHQ-9 after,End date",
    *(
        (f"F{i}", SITES[i % 3], f"Ward {i % 45}", "AB", 10 + i % 4, 5 + i % 3, f"2025-0{1 + i % 5}-01")
        for i in range(90)
    ),
)


@pytest.fixture(scope="module")
def families():
    return held(dataset(TEXT))


def test_columns_with_few_values_are_kept_and_nobody_is_told_apart_by_a_trainee(families):
    assert [(one.name, one.values) for one in count(families).attributes] == [
        ("Site", ("East", "North", "South"))
    ]


def test_a_column_with_many_values_is_kept_where_it_is_named(families):
    (ward,) = count(families, keep=["Ward"]).attributes
    assert (ward.name, len(ward.values)) == ("Ward", 45)
    assert count(families, keep=[]).attributes == ()


def test_more_attributes_than_one_number_holds_are_told_apart_all_the_same(families, monkeypatch):
    expected = count(families, keep=["Site", "Ward"])
    monkeypatch.setattr("evaluation.warehouse.kinds._LARGEST", 100)
    found = count(families, keep=["Site", "Ward"])
    assert found.size == expected.size
    np.testing.assert_array_equal(found.overall.value, expected.overall.value)
    np.testing.assert_array_equal(found.overall.contacts, expected.overall.contacts)


def test_a_column_that_is_not_there_or_may_not_be_used_is_refused(families):
    for name in ("Borough", "Initials of trainee"):
        with pytest.raises(InputError, match=f"no column '{name}' to keep; figures can .* 'Site', 'Ward'"):
            count(families, keep=[name])


def test_too_many_cells_are_refused_with_what_each_column_costs(families):
    both = count(families, keep=["Site", "Ward"]).size
    site, ward = (count(families, keep=[name]).size for name in ("Site", "Ward"))
    found = sizes(families, keep=["Site", "Ward"])
    assert (found.cells, dict(found.without)) == (both, {"Site": ward, "Ward": site})
    with pytest.raises(InputError) as said:
        count(families, keep=["Site", "Ward"], most=both - 1)
    assert str(said.value) == (
        f"Counted by 'Site' and 'Ward' the table makes {both} cells, and at most {both - 1} are kept "
        f"({ward} without 'Site', {site} without 'Ward'): say which of these columns to keep, as in "
        "--keep 'Site'."
    )
    with pytest.raises(InputError, match=r"by month and score alone .* count part of it at a time"):
        count(families, keep=[], most=3)
