"""Columns recognised as personal by header or content, and columns that must not be taken for such."""

from __future__ import annotations

import pytest

import data_samples
from evaluation.importing import read_workbook, recognise
from evaluation.measures import registry
from tests.tables_of_text import column, mapped, recognised, responses, table

NAMES = ("Emma Jones", "Fatima Begum", "Oluwaseun Adeyemi", "SMITH Jane", "Katarzyna Nowak", "Li Wei")
CONTENT = {
    "email": ("a.b@example.org", "c@example.org", "d@example.org", "none", "e@example.org", ""),
    "nhs number": ("9434765919", "943 476 5870", "4010232137", "", "9876543210", "9434765919"),
    "phone": ("07700 900123", "+447700900124", "01632 960001", "", "07700900125", "0044 7700 900126"),
    "postcode": ("OX4 3AA", "OX4 1AB", "OX1 2JD", "", "OX2 6GG", "SW1A 2AA"),
    "address": (
        "14 High Street",
        "Flat 2, Rose Court",
        "3 Mill Lane, Oxford",
        "",
        "9 Park Road",
        "The Lodge",
    ),
    "name": NAMES,
    "free text": (
        "Mum says that Tom settles better at night now",
        "She came with her sister Ann and stayed for the group",
        "We talked about his first months at home again",
        "",
        "They liked the visits and asked about the park",
        "Was late because the bus did not come today",
    ),
}


def under(header, values, extra="", more=()):
    """A table of families whose last column, of this header, holds the values."""
    beside = [(entry,) for entry in more] if more else [()] * len(values)
    rows = [(f"F{i}", 12, 6, *beside[i], f'"{value}"') for i, value in enumerate(values)]
    return table(f"Family ID,PHQ-9 before,PHQ-9 after,{extra}{header}", *rows)


@pytest.mark.parametrize("kind", CONTENT)
@pytest.mark.parametrize("header", ["Field 7", "xq", "Other"])
def test_content_tells_under_a_header_that_says_nothing(kind, header):
    found = column(mapped(under(header, CONTENT[kind])), header)
    assert (found.use, found.personal) == ("private", kind)
    assert found.why.endswith("so it is left out")


def test_repeated_names_are_names_where_the_header_says_nothing_and_workers_where_it_says_so():
    few = ("Emma Jones", "Tom Brown") * 9
    assert column(mapped(under("Field 7", few)), "Field 7").use == "private"
    assert column(mapped(under("Worker", few)), "Worker").use == "attribute"
    assert column(mapped(under("Practitioner", NAMES)), "Practitioner").use == "private"  # a learner each


def test_mobile_numbers_without_their_zero_are_telephone_numbers():
    spoilt = ("7700900123", "7700900124", "7700900125")
    assert column(mapped(under("Field 7", spoilt)), "Field 7").personal == "phone"


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Site", ("Victoria Park", "Riverside", "Rose Hill") * 4),
        ("Hub", ("Florence", "Jasmine", "Riverside") * 4),
        ("RAG status", ("Red", "Amber", "Green") * 4),
        ("Seen by", ("Not yet", "Nobody", "Somebody") * 4),
        ("Main language", ("English", "Urdu", "Polish") * 4),
        ("Month seen", ("April", "May", "June") * 4),
        ("Area", ("OX4", "OX1", "OX2") * 4),
        ("Consent", ("Yes", "No") * 6),
        ("Stated as", ("Home visits and a group together in the centre", "Group alone in the library") * 6),
        ("Contacts", ("3", "14", "7") * 4),
        ("Birth weight", ("low", "normal") * 6),
        ("Country of birth", ("England", "Poland", "India") * 4),
    ],
)
def test_what_groups_families_is_not_taken_for_personal_data(header, values):
    found = column(mapped(under(header, values)), header)
    assert (found.use, found.personal) == ("attribute", ""), found.why


@pytest.mark.parametrize(
    "header", ["PHQ-9 by phone before", "EPDS 6 weeks after birth", "PHQ-9 before (telephone call)"]
)
def test_a_score_taken_by_telephone_or_after_a_birth_is_a_score(header):
    text = table(f"Family ID,{header},PHQ-9 after", ("A", 12, 6), ("B", 9, 9))
    assert column(mapped(text), header).personal == ""
    assert column(mapped(text), header).use != "private"


def test_a_question_of_many_words_is_judged_by_its_answers():
    header = "Did the course address what you need to know about your work?"
    found = column(mapped(under(header, ("Yes", "No", "Partly") * 4)), header)
    assert found.use == "attribute"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Post code", "postcode"),
        ("D.O.B.", "birth"),
        ("Baby’s date of birth", "birth"),
        ("Contact number", "phone"),
        ("E-mail address", "email"),
        ("NHS no", "nhs number"),
        ("Next of kin", "name"),
        ("Mother's surname", "name"),
        ("Home address", "address"),
        ("NI number", "other"),
    ],
)
def test_a_header_alone_is_enough(header, kind):
    found = column(mapped(under(header, ("", "x", ""))), header)
    assert (found.use, found.personal) == ("private", kind)


def test_numbers_of_ten_digits_are_nhs_numbers_only_where_their_check_digits_are_right():
    wrong = ("9434765918", "1234567890", "4010232138", "9876543211")
    assert column(mapped(under("Field 7", wrong)), "Field 7").use == "ignore"
    assert column(mapped(under("Field 7", wrong)), "Field 7").personal == ""


def test_a_slip_does_not_make_a_column_personal():
    found = column(mapped(under("Site", ("a@example.org", *("North", "South") * 6))), "Site")
    assert found.use == "attribute"


def test_dates_of_birth_are_told_by_the_other_dates():
    dates = ("2025-03-01", "2025-04-02", "2025-05-03", "2025-06-04")
    parents = ("1990-01-01", "1995-02-02", "1988-03-03", "2001-04-04")
    babies = ("2024-12-24", "2025-01-02", "2023-03-03", "2025-04-04")
    later = ("2025-09-24", "2025-09-02", "2025-09-03", "2025-10-04")
    found = {
        what: column(mapped(under("Field 7", values, "Referral date,", dates)), "Field 7")
        for what, values in {"parents": parents, "babies": babies, "later": later}.items()
    }
    assert [found[what].use for what in found] == ["private", "private", "ignore"]
    assert found["parents"].personal == found["babies"].personal == "birth"
    assert "may be dates of birth" in found["babies"].why
    assert "does not say of what" in found["later"].why


def test_dates_without_a_meaning_are_no_attribute_even_if_few():
    few = ("2025-03-01", "2025-04-02") * 6
    assert column(mapped(under("Field 7", few)), "Field 7").use == "ignore"


def test_an_id_is_never_dropped_for_looking_like_names():
    rows = [(name, 12, 6) for name in NAMES]
    found = recognised(table("Client,PHQ-9 before,PHQ-9 after", *rows))
    assert (column(found.mapping, "Client").use, column(found.mapping, "Client").personal) == ("id", "name")
    assert len(responses(table("Client,PHQ-9 before,PHQ-9 after", *rows)).episodes) == len(NAMES)


def test_the_notes_name_columns_and_never_their_values():
    text = table(
        "Family ID,PHQ-9 before,PHQ-9 after," + ",".join(f"Field {i}" for i in range(len(CONTENT))),
        *[(f"F{i}", 12, 6, *(f'"{values[i]}"' for values in CONTENT.values())) for i in range(6)],
    )
    said = " ".join(recognised(text).notes)
    assert all(f"'Field {i}'" in said for i in range(len(CONTENT)))
    assert not any(value and value in said for values in CONTENT.values() for value in values)


# What the made-up files hold: nothing else of theirs may be taken for personal data.
PRIVATE = {
    "families_wide": {"Mother's initials": "name", "Postcode": "postcode"},
    "course_forms": {"Email": "email", "Name": "name"},
    "experience_forms": {"Email": "email", "Name": "name"},
}


@pytest.mark.parametrize("name", [sample.name for sample in data_samples.NAMES])
def test_of_the_made_up_files_only_personal_columns_are_left_out(name):
    found = recognise(read_workbook(data_samples.path(name)), registry()).mapping
    assert {c.header: c.personal for c in found.using("private")} == PRIVATE.get(name, {})


def test_a_column_that_a_kept_mapping_does_not_know_is_left_out_by_its_header():
    kept = mapped(table("Family ID,PHQ-9 before,PHQ-9 after", ("A", 12, 6)))
    fitted = kept.fitted(("Family ID", "PHQ-9 before", "PHQ-9 after", "Mother’s DOB", "Site"))
    assert [c.use for c in fitted.columns[3:]] == ["private", "ignore"]
