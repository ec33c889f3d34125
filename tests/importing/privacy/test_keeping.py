"""What is kept of attributes: bands and districts, and no personal data whoever maps it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.errors import InputError
from evaluation.importing import ingest
from evaluation.measures import registry
from tests.tables_of_text import column, mapped, responses, table, workbook

HEAD = "Family ID,First contact,PHQ-9 before,PHQ-9 after"


def kept(text, header, **changes):
    """The values of an attribute under the mapping proposed, with what the column holds changed."""
    found = mapped(text)
    mapping = found.with_column(replace(column(found, header), use="attribute", **changes))
    return ingest(workbook(text), mapping, registry())


def of(header, *values):
    return table(
        f"{HEAD},{header}", *[(f"F{i}", "2025-06-15", 12, 6, f'"{v}"') for i, v in enumerate(values)]
    )


def test_of_ages_only_bands_reach_the_episodes():
    found = responses(of("Mother's age", 19, 31, "40 years", ""))
    assert found.episodes.attributes["Mother's age"].tolist() == ["19 or under", "30–34", "40 or over", ""]


def test_ages_are_banded_even_under_a_mapping_that_does_not_say_so():
    found = kept(of("Mother's age", 19, 31, 33, 22), "Mother's age", keep="")
    assert found.episodes.attributes["Mother's age"].tolist() == ["19 or under", "30–34", "30–34", "20–24"]


def test_a_cell_that_is_no_age_is_left_blank_and_its_row_told_without_its_text():
    found = kept(of("Mother's age", 19, 31, 33, 28, 41, "Emma Jones"), "Mother's age", keep="age band")
    assert found.episodes.attributes["Mother's age"].tolist()[-1] == ""
    (problem,) = found.problems
    assert "1 cell is no age (row 7). It is left blank." in problem.message
    assert "Emma" not in repr(problem)


def test_ages_that_may_be_weeks_or_years_are_refused_in_a_sentence():
    with pytest.raises(InputError, match=r"'Baby's age' \(column E\) .* weeks, months or years"):
        kept(of("Baby's age", 3, 9, 14), "Baby's age", keep="age band")


@pytest.mark.parametrize("keep", ["", "district"])
def test_of_postcodes_only_districts_reach_the_episodes(keep):
    found = kept(of("Postcode", "OX4 3AA", "ox1 2jd", "", "OX4 1AB"), "Postcode", keep=keep)
    assert found.episodes.attributes["Postcode"].tolist() == ["OX4", "OX1", "", "OX4"]


def test_of_dates_of_birth_only_the_age_at_the_first_contact_reaches_the_episodes():
    text = of("Mother's DOB", "1994-06-16", "1994-06-15", "2006-01-01", "")
    found = kept(text, "Mother's DOB", keep="age band")
    assert found.episodes.attributes["Mother's DOB"].tolist() == ["30–34", "30–34", "19 or under", ""]
    text = of("Baby's DOB", "2025-03-16", "2025-03-15", "2024-06-15", "")
    found = kept(text, "Baby's DOB", keep="age band")
    assert found.episodes.attributes["Baby's DOB"].tolist() == [
        "0–2 months",
        "3–5 months",
        "12–23 months",
        "",
    ]


def test_an_age_needs_a_date_to_be_counted_at():
    text = table(
        "Family ID,DOB,PHQ-9 before,PHQ-9 after", ("A", "1994-06-16", 12, 6), ("B", "1990-01-01", 9, 9)
    )
    with pytest.raises(InputError, match="no date of first contact or start"):
        kept(text, "DOB", keep="age band")


PERSONAL = {
    "e-mail addresses": ("a@example.org", "b@example.org", "c@example.org"),
    "NHS numbers": ("9434765919", "9434765870", "4010232137"),
    "telephone numbers": ("07700 900123", "07700 900124", "07700 900125"),
    "people's names": ("Emma Jones", "Fatima Begum", "Tom Brown"),
    "addresses": ("14 High Street", "9 Park Road", "3 Mill Lane"),
    "dates of birth": ("1994-06-16", "1990-01-01", "1988-03-02"),
}


@pytest.mark.parametrize("words", PERSONAL)
def test_personal_data_can_t_be_something_to_filter_by_whoever_says_so(words):
    with pytest.raises(
        InputError, match=rf"'Field 7' \(column E\) .* holds {words}, which Attune does not keep"
    ):
        kept(of("Field 7", *PERSONAL[words]), "Field 7")


def test_who_rated_is_a_role_and_never_a_name():
    text = table(
        "Client,Stage,Completed by,PIR-GAS", ("A", "Pre", "Jane Smith", 40), ("A", "Post", "Bob Jones", 50)
    )
    found = mapped(text)
    mapping = found.with_column(replace(column(found, "Completed by"), use="rater"))
    with pytest.raises(InputError, match="holds people's names"):
        ingest(workbook(text), mapping, registry())


def test_a_single_address_among_sites_is_left_blank():
    values = ("North", "South", "North", "asha@example.org", "South", "North", "07700 900123", "South")
    found = kept(of("Site", *values), "Site")
    assert set(found.episodes.attributes["Site"]) == {"North", "South", ""}
    assert "2 cells are personal data (rows 5 and 8). They are left blank." in found.problems[0].message
    assert "asha" not in repr(found.problems)


def test_the_id_of_a_referral_is_no_attribute_and_a_course_is():
    referral = responses("Client,Referral ID,PHQ-9 before,PHQ-9 after\nC1,R1,12,6\nC1,R2,14,15")
    assert list(referral.episodes.attributes) == []
    course = responses(
        "Learner ID,Course,Knowledge before,Knowledge after\nL1,Ghosts,2,4\nL1,Watch,3,4\nL2,Ghosts,2,5"
    )
    assert sorted(course.episodes.attributes["Course"]) == ["Ghosts", "Ghosts", "Watch"]
