"""Questionnaires known by name alone: each sourced, none confused with one that is scored."""

from __future__ import annotations

import re

import pytest

from evaluation.measures import MeasureError, find, named_only, named_only_by, registry, shared_by
from evaluation.measures.named_only import read_named_only

# The facts sheet names them without enough to score them: sections 1, 2.6, 7.3, 8.2 and 8.6, and
# sections 2, 6, 7, 8, 12 and 14 of its update.
NAMED = {
    *("adbb", "aimh_competencies", "asq_3", "asq_se", "bmis", "can_m", "cgas", "cors", "current_view"),
    *("hle", "honos", "honosca", "incredible_years_leader", "mamb", "mors_child", "nichd"),
    *("perinatal_voice", "poem", "psoc_r", "reqol", "score_15", "topse_baby", "vig_skds", "vipp_fidelity"),
    *("wsas", "yp_core"),
}

# The only numbers that are told of them: by id, each as the sheet has it.
NUMBERS = {
    "aimh_competencies": {"63", "7", "3"},  # 63 competencies, 7 domains, 3 levels [V]
    "asq_3": {"0", "60"},  # national return: 0-60 [V]
    "asq_se": {"53.36", "30.05", "69", "48.05", "22.83", "209"},  # BMC Pregnancy table 1 [V]
    "cgas": {"11"},  # NHSE CYP code [V], as the four below
    "cors": {"10"},
    "honosca": {"2"},
    "score_15": {"10"},
    "yp_core": {"8"},
    "mamb": {"434"},  # Frontiers 2022 [V]
    "mors_child": {"2", "4"},  # morscales.org [V]
    "nichd": {"275", "0", "3"},  # Vaillancourt 2026 [V2]
    "poem": {"0", "3"},  # MHSDS list [V]
    "psoc_r": {"16", "10", "6", "3,056"},  # [V2]
    "topse_baby": {"36", "6"},  # [R], marked as not verified
    "wsas": {"2019", "20", "16.9", "9.0", "14.1", "106"},  # England 2019-20 [V]
}


ENTRY = """
[[measures]]
id = "fret"
name = "Fret scale"
short = "FRET"
aliases = ["fret"]
what_is_known = "It exists."
missing = "All the rest."
source = "Made up"
status = "recalled"
"""


def read(folder, text):
    path = folder / "named_only.toml"
    path.write_text(text, encoding="utf-8")
    return read_named_only(path)


def test_the_list_is_the_sheets():
    assert {entry.id for entry in named_only()} == NAMED


def test_the_numbers_told_are_those_of_the_sheet():
    told = {entry.id: set(re.findall(r"\d+(?:[.,]\d+)*", entry.what_is_known)) for entry in named_only()}
    assert {one: numbers for one, numbers in told.items() if numbers} == NUMBERS


def test_what_was_not_verified_is_marked():
    by_status = {s: {e.id for e in named_only() if e.status == s} for s in ("secondary", "recalled")}
    assert by_status["secondary"] == {"nichd", "psoc_r"}
    assert by_status["recalled"] == {"topse_baby", "vig_skds", "vipp_fidelity"}


@pytest.mark.parametrize("entry", named_only(), ids=lambda entry: entry.id)
def test_each_is_said_in_sentences_with_a_source_in_words(entry):
    assert entry.what_is_known.endswith(".")
    assert entry.missing.endswith(".")
    assert not re.search(r"\bV2?:S\d|\bS\d\d?[a-e]?\b", entry.source), "a key of the sheet, not words"


@pytest.mark.parametrize("entry", named_only(), ids=lambda entry: entry.id)
def test_no_name_leads_to_a_questionnaire_that_is_scored(entry):
    for name in (entry.name, entry.short, *entry.aliases):
        assert find(name) is None
        assert shared_by(name) is None
        assert named_only_by(name.upper()) is entry


def test_a_scored_questionnaire_is_not_in_the_list():
    assert all(named_only_by(measure.short) is None for measure in registry())
    assert named_only_by("") is None


def test_they_come_in_alphabetical_order():
    shorts = [entry.short.casefold() for entry in named_only()]
    assert shorts == sorted(shorts)


def test_a_sound_entry_is_read(tmp_path):
    (entry,) = read(tmp_path, ENTRY)
    assert (entry.short, entry.status, entry.keys) == ("FRET", "recalled", {"fret", "fretscale"})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('aliases = ["fret"]', 'aliases = ["phq-9"]', "measures[0].aliases: 'phq9' is also a name of phq9"),
        (
            'aliases = ["fret"]',
            'aliases = ["pss"]',
            "measures[0].aliases: 'pss' is also a name of the shared name PSS",
        ),
        ('aliases = ["fret"]', 'aliases = ["Fret"]', "measures[0].aliases[0]: 'Fret' must be lower case"),
        ('aliases = ["fret"]', "aliases = []", "measures[0].aliases: a name needs at least one way"),
        ('id = "fret"', 'id = "The fret"', "measures[0].id: 'The fret' is not an id"),
        ('status = "recalled"', 'status = "sure"', "measures[0].status: 'sure' is not one of"),
        ('missing = "All the rest."', "", "measures[0].missing: is missing"),
        ('source = "Made up"', 'source = " "', "measures[0].source: ' ' is not a text"),
    ],
)
def test_a_wrong_entry_is_refused_naming_file_and_field(tmp_path, old, new, said):
    assert old in ENTRY
    with pytest.raises(MeasureError, match=f"^named_only.toml: {re.escape(said)}"):
        read(tmp_path, ENTRY.replace(old, new))


def test_a_name_given_twice_is_refused(tmp_path):
    other = ENTRY.replace('id = "fret"', 'id = "worry"').replace('"Fret scale"', '"Worry"')
    with pytest.raises(MeasureError, match=r"measures\[1\].aliases: 'fret' is also a name of fret"):
        read(tmp_path, ENTRY + other)
