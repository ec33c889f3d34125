"""Finding a questionnaire by what a person types; what is said where no one questionnaire fits.

The oracle is the registry: the words typed are those of a name, of what is asked, of who rates.
"""

from __future__ import annotations

import pytest

from evaluation.errors import InputError
from evaluation.measures import registry, tell
from evaluation.measures.searching import matching, nearest
from evaluation.measures.telling import asked_for, shared


def found(text):
    return {measure.id for measure in matching(text, registry())}


@pytest.mark.parametrize("measure", registry().measures, ids=lambda measure: measure.id)
def test_a_measure_is_found_by_each_of_its_names(measure):
    for name in (measure.id, measure.short, measure.name, measure.short.lower(), *measure.aliases):
        assert measure.id in found(name), name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("depression", {"phq9", "epds", "hads"}),
        ("practitioner", {"pir_gas", "loaf"}),
        ("  PHQ 9 ", {"phq9"}),
        ("bonding", {"pbq_2001", "pbq_2006"}),
        ("PSS", {"pss10_perceived"}),
    ],
)
def test_words_of_what_it_asks_and_who_rates_find_it(text, expected):
    assert expected <= found(text)


def test_every_word_has_to_be_said():
    assert found("parent depression") <= found("depression")
    assert found("depression zebra") == set()


def test_nothing_typed_leaves_all():
    assert len(found("")) == len(registry())


def test_the_name_that_begins_so_comes_first():
    assert matching("core", registry())[0].short.startswith("CORE")
    assert matching("gad", registry())[0].id == "gad7"


@pytest.mark.parametrize(("text", "expected"), [("PQH-9", "phq9"), ("EDPS", "epds"), ("karitan", "kpcs")])
def test_a_slip_of_the_fingers_is_offered_its_questionnaire(text, expected):
    assert nearest(text, registry())[0].id == expected


def test_nothing_like_it_offers_nothing():
    assert nearest("xyzzy", registry()) == ()
    assert nearest("?!", registry()) == ()


def test_a_shared_name_says_which_ones_and_how_to_tell_them_apart():
    """measures.md 0.1, trap 1: PSS means two different scales."""
    for ask in (tell, asked_for):
        with pytest.raises(InputError) as error:
            ask("pss")
        assert "0 to 40" in str(error.value)
        assert "Look for PSS-10 or Parental Stress Scale." in str(error.value)
    assert shared("PHQ-9") == ""


def test_a_name_without_a_definition_says_what_is_missing():
    assert "Known by name only: Attune does not score it." in tell("Perinatal POEM")
    assert "To score it: " in tell("Perinatal POEM")
    with pytest.raises(InputError, match="Perinatal POEM is known by name only"):
        asked_for("perinatal poem")


def test_an_unknown_name_gets_one_sentence_and_what_to_do():
    with pytest.raises(InputError, match=r"Did you mean PHQ-9"):
        asked_for("PQH-9")
    with pytest.raises(InputError, match=r"Look through the list of those it knows\."):
        asked_for("xyzzy")
