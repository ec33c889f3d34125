"""What one text looks like.

The check digit of 943 476 5919, by hand: 9·10 + 4·9 + 3·8 + 4·7 + 7·6 + 6·5 + 5·4 + 9·3 + 1·2 = 299, which
leaves 2 when divided by 11, and 11 - 2 = 9.
"""

from __future__ import annotations

import pytest

from evaluation.importing.privacy import shapes
from evaluation.importing.privacy.first_names import FIRST_NAMES

LOOKS = {
    shapes.email: (
        ("asha.patel@nhs.net", "a+b@example.co.uk"),
        ("asha at nhs.net", "@asha", "5 @ home", "a@b@example.org"),
    ),
    # Numbers that Ofcom sets aside for drama, so nobody's.
    shapes.phone: (
        (
            "07700 900123",
            "07700-900-123",
            "+447700900123",
            "0044 7700 900123",
            "(01632) 960001",
            "020 7946 0000",
        ),
        (
            "12345",
            "7700900123",
            "0000000123",
            "01/02/2020",
            "2020-01-02",
            "0800 1111",
            "0.770090012",
            "14",
            "",
        ),
    ),
    shapes.nhs_number: (
        ("9434765919", "943 476 5919", "943-476-5919"),
        ("9434765918", "943476591", "94347659190", "+9434765919"),
    ),
    shapes.postcode: (("OX4 3AA", "sw1a 2aa", "M1  1AE"), ("OX4", "OX43AA", "F12 3", "P02", "A12 34B")),
    shapes.tight_postcode: (("OX43AA", "ox4 3aa"), ("OX4", "F0001", "A1234")),
    shapes.address: (
        ("14 High Street", "Flat 3, Rose Court", "12a Abbey Close, Oxford", "The Lodge, Oxford OX1 2JD"),
        ("3 visits at house", "2 in the park", "High Street", "5 years", "Riverside"),
    ),
    shapes.name: (
        ("Asha Patel", "O'Neill, Niamh", "Mary-Jane Smith", "JANE SMITH", "jane smith", "Mrs A. Begum"),
        ("not sure", "P02", "Victoria Park", "Rose Hill School", "home visiting", "Team 3"),
    ),
    shapes.known_name: (
        ("Emma Jones", "Jones, Emma", "JONES Emma", "Ms Jones", "anne-marie o'hara"),
        ("Home Visiting", "Strongly agree", "St James", "King George"),
    ),
    shapes.sure: (("a@example.org", "07700 900123", "9434765919", "OX4 3AA"), ("North", "226", "Emma Jones")),
}
CASES = [
    (test, text, expected)
    for test, (yes, no) in LOOKS.items()
    for texts, expected in ((yes, True), (no, False))
    for text in texts
]


@pytest.mark.parametrize(("test", "text", "expected"), CASES, ids=lambda one: getattr(one, "__name__", None))
def test_what_a_text_looks_like(test, text, expected):
    assert test(text) is expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ox4 3aa", "OX4"),
        ("OX43AA", "OX4"),
        ("OX4", "OX4"),
        ("OX4 3", "OX4"),
        ("SW1A 2AA", "SW1A"),
        ("14 High Street, Oxford OX1 2JD", "OX1"),
        ("Oxford", ""),
        ("14", ""),
    ],
)
def test_only_the_district_of_a_postcode_is_kept(text, kept):
    assert shapes.district(text) == kept


def test_the_list_of_first_names_holds_no_word_of_answers_colours_or_months():
    ordinary = "amber red green april may june will mark grace hope joy dawn never often daily none yes no"
    assert not FIRST_NAMES & set(ordinary.split()) - {"grace"}
    assert all(name == name.casefold() and name.isalpha() for name in FIRST_NAMES)
    assert len(FIRST_NAMES) > 200
