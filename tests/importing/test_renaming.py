"""Which columns of a mapping a file has: same, moved, new, missing, and those to be asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import InputError
from evaluation.importing import Column, Mapping, ingest, recognise
from evaluation.importing.naming import Aliases, column_named
from evaluation.importing.renaming import compare_headers, refitted, with_renamed
from evaluation.measures import registry
from tests.tables_of_text import mapped, workbook

ALIASES = Aliases(registry())
FAMILIES = "Family ID,Site,KPCS pre,KPCS post\nF1,North,30,40\nF2,South,31,36\nF3,North,28,33"
BOND = Mapping(
    sheet="upload",
    header_rows=(1,),
    layout="wide",
    columns=(
        Column(index=0, header="Family ID", use="id"),
        Column(index=1, header="Bond pre", use="score", measure="bond", scale="total", occasion="baseline"),
    ),
)


def read(*headers: str) -> list[Column]:
    """What headers say alone."""
    return [column_named(i, "", header, lambda words: words, ALIASES) for i, header in enumerate(headers)]


def asked(old: str, new: str) -> bool:
    """Whether somebody is asked if one column is the other, when nothing but their headers is known."""
    (column,) = read(old)
    if not column.used:  # as whoever imports it would have said
        column = replace(column, use="attribute")
    mapping = replace(BOND, columns=(column,))
    return bool(compare_headers(mapping, read(new)).renamed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("KPCS pre", "KPCS score pre"),
        ("KPCS pre", "Karitane baseline total"),
        ("Family ID", "Family reference"),
        ("Family ID", "Client number"),
        ("Site", "Site name"),
        ("Bond pre", "Bonding pre"),
        ("Bond pre", "Bond at start"),
        ("Programme", "Program"),
        ("Centre", "Center"),
        ("Behaviour pre", "Behavior pre"),
        ("Mood (0-10) before", "Mood before"),
        ("Pre date", "Baseline date"),
        ("Referral date", "Date of referral"),
        ("Ethnicity", "Ethnic group"),
        ("PHQ-9 Q1 pre", "PHQ9 item 1 before"),
        ("How confident do you feel about bathing baby?", "How confident do you feel bathing your baby?"),
    ],
)
def test_headers_that_probably_mean_the_same_are_asked_about(old, new):
    assert asked(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("PHQ9 pre", "PHQ9 post"),  # another stage
        ("Bond pre", "Bond post"),
        ("PHQ9 pre", "GAD7 pre"),  # another questionnaire
        ("MORS warmth pre", "MORS invasion pre"),  # another score of it
        ("PHQ-9 Q1 pre", "PHQ-9 Q2 pre"),  # another question
        ("Q1", "Q2"),
        ("Mother PHQ-9 pre", "Father PHQ-9 pre"),  # another rater
        ("Start date", "End date"),
        ("Date", "Date of birth"),  # personal data
        ("Site", "Postcode"),
        ("Site", "Borough"),
        ("Team", "Term"),
        ("Hours attended", "Hours planned"),
        ("Notes", "Comments"),
        ("Score pre", "Bond score pre"),  # the first header says nothing of what it scores
        ("How confident do you feel bathing your baby?", "How confident do you feel feeding your baby?"),
    ],
)
def test_headers_that_mean_different_things_are_not(old, new):
    assert not asked(old, new)


def test_headers_that_are_spelt_otherwise_are_the_same_without_asking():
    changes = compare_headers(
        mapped("Family ID,PHQ-9 total (pre)\nF1,3"), read("family_id", "PHQ9 total pre")
    )
    assert changes.same
    assert len(changes.found) == 2


def test_a_column_in_another_place_is_found_there_and_called_moved():
    changes = compare_headers(mapped(FAMILIES), read("KPCS post", "Family ID", "KPCS pre", "Site"))
    assert changes.same
    assert [(c.header, c.index) for c in changes.moved] == [
        ("KPCS post", 0),
        ("Family ID", 1),
        ("Site", 3),
    ]


def test_new_and_missing_columns_are_told_apart_from_renamed_ones():
    changes = compare_headers(mapped(FAMILIES), read("Family ID", "Borough", "KPCS score pre", "GAD-7 pre"))
    assert [pair.question for pair in changes.renamed] == [
        "'KPCS pre' is gone and 'KPCS score pre' is new: is it the same column?"
    ]
    assert [c.header for c in changes.missing] == ["Site", "KPCS post"]
    assert [c.header for c in changes.new] == ["Borough", "GAD-7 pre"]
    assert not changes.same
    assert changes.wanted == 4


def test_of_several_likely_pairs_each_column_is_in_the_best_one_alone():
    mapping = replace(BOND, columns=tuple(replace(c, use="attribute") for c in read("Bond", "Bond strength")))
    changes = compare_headers(mapping, read("Bond strength rating", "Bonding"))
    assert {(pair.old.header, pair.new.header) for pair in changes.renamed} == {
        ("Bond", "Bonding"),
        ("Bond strength", "Bond strength rating"),
    }


@pytest.mark.parametrize(
    ("cells", "plausible"),
    [
        (["3", "4", "5", "4", "2"], True),
        (["a little", "a lot", "a little", "a lot", "none"], True),
        (["2026-01-03", "2026-02-03", "2026-02-07", "2026-03-01", "2026-03-02"], False),
        (["was tired", "came late", "moved away", "new baby", "well settled"], False),
        ([], True),
    ],
)
def test_what_a_new_column_holds_must_suit_a_score(cells, plausible):
    table = "\n".join(["Family ID,Bonding pre", *(f"F{i},{cell}" for i, cell in enumerate(cells or [""]))])
    body = workbook(table).sheets[0].cells.iloc[1:]
    changes = compare_headers(BOND, read("Family ID", "Bonding pre"), lambda i: body.iloc[:, i])
    assert bool(changes.renamed) is plausible


def test_what_a_new_column_holds_must_suit_a_date():
    mapping = replace(BOND, columns=(Column(index=0, header="Pre date", use="date", occasion="baseline"),))
    for cells, plausible in ((["03/04/2026", "13/04/2026"], True), (["North", "South"], False)):
        body = workbook("\n".join(["Baseline date", *cells])).sheets[0].cells.iloc[1:]
        changes = compare_headers(mapping, read("Baseline date"), body.__getitem__)
        assert bool(changes.renamed) is plausible


def test_a_pair_is_used_only_once_somebody_has_said_so():
    mapping = mapped(FAMILIES)
    here = read("Family ID", "Site", "KPCS score pre", "KPCS post")
    changes = compare_headers(mapping, here)
    assert refitted(mapping, here).columns[2].use == "ignore"
    column = refitted(mapping, here, changes.renamed).columns[2]
    assert (column.header, column.use, column.measure, column.occasion) == (
        "KPCS score pre",
        "score",
        "kpcs",
        "baseline",
    )


def test_new_personal_data_is_left_out_though_the_mapping_does_not_know_it():
    book = workbook("Family ID,KPCS pre,Contact\nF1,30,a@example.org\nF2,31,b@example.org")
    columns = recognise(book, registry()).mapping.columns
    assert refitted(mapped(FAMILIES), columns).columns[2].use == "private"


def test_the_command_line_says_what_is_probably_renamed_and_does_not_use_it():
    later = FAMILIES.replace("KPCS pre", "KPCS score pre")
    data = ingest(workbook(later), mapped(FAMILIES), registry())
    assert data.notes == (
        (
            "Probably renamed: 'KPCS pre' to 'KPCS score pre'. Not used until the mapping says so: put the "
            "new header into it in place of the old one."
        ),
    )
    assert {block.occasion[0] for block in data.blocks} == {"end"}


def test_the_mapping_with_the_new_header_in_it_is_used():
    mapping = mapped(FAMILIES)
    later = workbook(FAMILIES.replace("KPCS pre", "KPCS score pre"))
    changes = compare_headers(mapping, recognise(later, registry()).mapping.columns)
    data = ingest(later, with_renamed(mapping, changes.renamed), registry())
    assert {block.occasion[0] for block in data.blocks} == {"baseline", "end"}
    assert data.notes == ()


def test_without_its_id_column_a_mapping_says_which_one_it_probably_is():
    later = FAMILIES.replace("Family ID", "Family reference")
    with pytest.raises(InputError) as error:
        ingest(workbook(later, "later.csv"), mapped(FAMILIES), registry())
    assert str(error.value) == (
        "The mapping's id column 'Family ID' is not in sheet 'later' of later.csv (probably renamed: 'Family "
        "reference' for 'Family ID'). Put the header that it has now into the mapping."
    )


def test_a_mapping_for_another_file_says_how_many_headers_match():
    other = workbook("Family ID,GAD-7 pre,GAD-7 post\nF1,9,3", "other.csv")
    with pytest.raises(InputError) as error:
        ingest(other, mapped(FAMILIES), registry())
    assert str(error.value) == (
        "This mapping is for another file: 1 of the 4 columns that it uses is in sheet 'other' of other.csv, "
        "and none of its scores. Use this file's own mapping, or none."
    )


@given(
    st.permutations(["Family ID", "Site", "KPCS pre", "KPCS post"]),
    st.lists(st.sampled_from(["Borough", "GAD-7 pre", "KPCS score pre", "Client no", "Notes"]), unique=True),
    st.integers(min_value=0, max_value=4),
)
def test_every_column_is_accounted_for_once(headers, more, left_out):
    mapping = mapped(FAMILIES)
    here = read(*headers[left_out:], *more)
    changes = compare_headers(mapping, here)
    ours = [c.header for c in (*changes.found, *changes.missing)] + [p.old.header for p in changes.renamed]
    theirs = [c.header for c in (*changes.found, *changes.new)] + [p.new.header for p in changes.renamed]
    assert sorted(ours) == sorted(c.header for c in mapping.columns)
    assert sorted(theirs) == sorted(c.header for c in here)
    assert changes.wanted == 4
