"""What columns are called as groups, and the order of their values: never that of results."""

from __future__ import annotations

import pytest

from evaluation.groups import attribute, in_order


@pytest.mark.parametrize(
    ("header", "many", "unit"),
    [
        ("Site", "sites", True),
        ("practitioner_id", "practitioners", True),
        ("Key worker", "workers", True),
        ("Programme", "programmes", False),
        ("Locality", "localities", False),
        ("severe_mental_illness", "groups by severe mental illness", False),
        ("deprivation_quintile", "groups by deprivation quintile", False),
        ("Ethnicity", "groups by ethnicity", False),
        ("quarter", "quarters", False),
        ("%%", "groups by %%", False),
    ],
)
def test_sites_and_practitioners_are_known_by_their_header(header, many, unit):
    found = attribute(header)
    assert (found.many, found.unit) == (many, unit)


def test_names_are_ordered_as_people_order_them():
    names = ["Quintile 10", "quintile 2", "Ärztehaus", "north", "Bath", "2", "10", "1"]
    assert in_order(names) == ["1", "2", "10", "Bath", "north", "quintile 2", "Quintile 10", "Ärztehaus"]
