"""Who is reached: counts by hand, who is left out of a table, and what is said."""

from __future__ import annotations

import statistics

import pytest

from evaluation.charts import access_bars, first_scores_table, reach_bars, reach_table
from evaluation.findings.as_json import evidence_entries
from evaluation.findings.reaching import MOST_VALUES
from evaluation.view import View
from tests.reference import known
from tests.tables_of_text import dataset

# Two without a score, one with a second score alone, one of no recorded language.
FILE = """Family ID,Site,Language,Practitioner,PHQ-9 before,PHQ-9 after,EPDS before
A1,North,English,Asha,14,6,13
A2,North,Polish,Asha,9,9,
A3,North,English,Ben,12,,9
A4,South,,Ben,,7,
A5,South,English,Ben,,,
A6,South,Polish,Ben,,,12
A7,South,English,Asha,20,21,
A8,North,English,Asha,,,
"""


@pytest.fixture(scope="module")
def data():
    return dataset(FILE)


def reached(data, **view):
    return known(data.evidence(View(**view)).reach)


def test_everybody_in_the_file_is_counted_and_those_with_scores_by_hand(data):
    found = reached(data)
    # A first score: A1, A2, A3, A6, A7. Both: A1, A2, A7.
    assert (found.started.n, found.started.of, found.both.n) == (5, 8, 3)
    assert found.sentence == (
        "Of 8 families in the file, 5 (63%) had a first score on at least one measure; "
        "3 (38%) had both scores"
    )


def test_each_value_of_a_column_by_hand_and_those_not_recorded_last(data):
    found = {makeup.attribute.name: makeup for makeup in reached(data).makeups}
    told = {
        name: [(p.value, p.recorded, p.among.n, p.started.n, p.both.n) for p in makeup.parts]
        for name, makeup in found.items()
    }
    assert told == {
        "Site": [("North", True, 4, 3, 2), ("South", True, 4, 2, 1)],
        "Language": [("English", True, 5, 3, 2), ("Polish", True, 2, 2, 1), ("Not recorded", False, 1, 0, 0)],
    }


def test_who_did_the_work_describes_no_family_and_has_no_table(data):
    assert "Practitioner" not in {makeup.attribute.name for makeup in reached(data).makeups}


def test_a_column_with_too_many_values_is_named_and_has_no_table():
    rows = "\n".join(f"A{i},Ward {i},{i % 20},{i % 9}" for i in range(MOST_VALUES + 1))
    found = reached(dataset(f"Family ID,Ward,PHQ-9 before,PHQ-9 after\n{rows}"))
    assert found.makeups == ()
    assert "“Ward” has more than 40 different entries" in found.left_out[0]


def test_first_scores_are_of_everybody_who_has_one_on_every_scale(data):
    first = {needs.measure: needs for needs in reached(data).first}
    phq9, epds = first["phq9"], first["epds"]
    scores = [14, 9, 12, 20]  # with a second score or without
    assert (phq9.n, phq9.mean, phq9.sd) == (
        4,
        pytest.approx(statistics.mean(scores)),
        pytest.approx(statistics.stdev(scores)),
    )
    assert (known(phq9.clinical).n, known(phq9.clinical).of, phq9.alone) == (3, 4, False)  # 10 or more
    assert phq9.sentence.startswith("4 families have a first score for depression symptoms")
    assert "Nobody has both scores yet" not in phq9.sentence
    assert epds.alone
    assert (epds.n, epds.mean) == (3, pytest.approx(34 / 3))


def test_the_scales_without_pairs_are_profiled_alike_where_needs_lists_them(data):
    evidence = data.evidence(View())
    assert list(evidence.needs) == [needs for needs in known(evidence.reach).first if needs.alone]


def test_filters_narrow_who_is_here(data):
    found = reached(data, filters={"Site": ("South",)})
    assert (found.started.n, found.started.of) == (2, 4)
    assert found.sentence.startswith("Of 4 families in these figures, ")


def test_a_rater_leaves_out_scales_and_nobody_who_is_counted():
    rows = "\n".join(f"A{i},{i % 20},{i % 9},{20 + i},{30 + i}" for i in range(9))
    header = "Family ID,PHQ-9 before,PHQ-9 after,PIR-GAS before,PIR-GAS after"
    data = dataset(f"{header}\n{rows}")
    every, some = data.evidence(View()), data.evidence(View(raters=("practitioner",)))
    assert {f.rater for f in every.findings} == {"parent", "practitioner"}
    assert {f.rater for f in some.findings} == {"practitioner"}
    assert {f.rater for f in known(some.reach).first} == {"practitioner"}
    assert some.flow == every.flow
    assert known(some.reach).started == known(every.reach).started
    assert some.findings[0] == next(f for f in every.findings if f.rater == "practitioner")


def test_json_tables_and_pictures_hold_the_same_numbers(data):
    found = reached(data)
    entry = evidence_entries(data.evidence(View()))["reach"]
    assert entry["started"]["n"] == found.started.n
    site = found.makeup("Site")
    assert [v["among"]["n"] for v in entry["columns"][0]["values"]] == [p.among.n for p in site.parts]
    printed = reach_table(found, site).printed()
    assert [row[:5] for row in printed] == [
        ("North", "4", "50%", "3", "75%"),
        ("South", "4", "50%", "2", "50%"),
    ]
    bars, access = known(reach_bars(found, site)), known(access_bars(found, site))
    assert bars.series[0].values == (4, 4)
    assert access.series[0].values == (0.75, 0.5)
    assert "North: first score 3 (75%), both 2 (50%)" in access.alt
    table = known(first_scores_table(found))
    assert {row[0]: row[2] for row in table.printed()} == {"EPDS total": "3", "PHQ-9 total": "4"}


def test_the_largest_group_is_named_only_where_one_is_largest(data):
    found = reached(data)
    assert known(reach_bars(found, found.makeup("Site"))).title == "Who they are, by site"
    assert known(reach_bars(found, found.makeup("Language"))).title == (
        "Language: the largest group is English, 63% of 8 families"
    )
