"""Findings by group from a data set: counts by hand, what is compared with whom, and what is said."""

from __future__ import annotations

import pytest

from evaluation.charts import difference_table
from evaluation.errors import InputError
from evaluation.findings.as_json import evidence_entries
from evaluation.groups import newcombe, p_value
from evaluation.view import View
from tests.reference import known
from tests.tables_of_text import dataset

HEAD = "Family ID,Site,PHQ-9 before,PHQ-9 after"


def families(**sites):
    """PHQ-9 scores: how many of each site got better (by 8), stayed, got worse (by 8), had no second."""
    lines, number = [HEAD], 0
    for site, kinds in sites.items():
        afters = [
            after for after, many in zip(("4", "12", "20", ""), kinds, strict=True) for _ in range(many)
        ]
        for after in afters:
            number += 1
            lines.append(f"F{number},{site.replace('_', ' ').strip()},{11 + number % 3},{after}")
    return "\n".join(lines)


def by_site(text, **view):
    return known(dataset(text).evidence(View(group_by="Site", **view)).groups)


FOUR = families(North=(20, 8, 2, 5), South=(9, 20, 6, 5), East=(15, 12, 3, 10), West=(3, 1, 0, 0))


def test_every_group_holds_its_own_counts_and_they_add_up_to_the_finding():
    data = dataset(FOUR)
    evidence = data.evidence(View(group_by="Site"))
    scale = known(evidence.groups).scales[0]
    told = {
        g.name: (g.among.n, g.started.n, g.completion.n, g.n, *(rate.n for rate in g.rates))
        for g in scale.groups
    }
    assert told == {
        "East": (40, 40, 30, 30, 15, 12, 3),
        "North": (35, 35, 30, 30, 20, 8, 2),
        "South": (40, 40, 35, 35, 9, 20, 6),
        "West": (4, 4, 4, 4, 3, 1, 0),
    }
    headline = evidence.findings[0].headline()
    for place, rate in enumerate(headline):
        assert sum(group.rates[place].n or 0 for group in scale.groups) == rate.n


def test_a_group_is_the_finding_of_a_view_of_that_group_alone():
    data = dataset(FOUR)
    scale = known(data.evidence(View(group_by="Site")).groups).scales[0]
    for group in scale.groups:
        alone = data.evidence(View(filters={"Site": (group.name,)})).findings[0]
        assert group.rates == alone.headline()
        assert group.effect == alone.effects[0]


def test_each_group_is_compared_with_all_others_together():
    scale = by_site(FOUR).scales[0]
    south = next(group for group in scale.groups if group.name == "South").comparison
    value, low, high = newcombe(9, 35, 38, 64)
    assert (south.value, south.low, south.high) == (value, low, high)
    assert south.p == p_value(9, 35, 38, 64)
    west = next(group for group in scale.groups if group.name == "West").comparison
    assert west.reason == "Fewer than 10 in this group: too few to compare."


def test_p_values_allow_for_the_comparisons_of_all_scales():
    """By hand: three comparisons a scale (West is too small), two scales, so the smallest p is times six."""
    lines = FOUR.split("\n")
    two = "\n".join(
        [
            f"{lines[0]},GAD-7 before,GAD-7 after",
            *(f"{line},{','.join(line.split(',')[2:])}" for line in lines[1:]),
        ]
    )
    found = by_site(two)
    assert found.comparisons == 6
    assert found.note.startswith("6 comparisons were made; even if nothing differs, about 1 in 20")
    every = [g.comparison for scale in found.scales for g in scale.groups if g.comparison.p is not None]
    least = min(every, key=lambda comparison: comparison.p)
    assert least.adjusted == pytest.approx(min(1, 6 * least.p))
    assert all(comparison.adjusted >= comparison.p for comparison in every)


def test_that_intervals_are_not_adjusted_is_said_wherever_the_readings_stand():
    """West's own interval leaves out 0, where Holm's reading of four groups finds no clear difference."""
    sites = families(North=(20, 20, 0, 0), South=(20, 20, 0, 0), East=(21, 19, 0, 0), West=(28, 12, 0, 0))
    data = dataset(sites)
    evidence = data.evidence(View(group_by="Site"))
    found = known(evidence.groups)
    west = next(group.comparison for group in found.scales[0].groups if group.name == "West")
    assert known(west.low) > 0
    assert west.reading == "no clear difference"
    said = "The intervals don't: each is of its own comparison, so one can leave out 0"
    assert said in found.note
    assert said in evidence_entries(evidence)["groups"]["note"]
    assert any(said in note for note in difference_table(found, found.scales[0]).notes)


def test_two_groups_are_one_comparison():
    found = by_site(families(North=(20, 8, 2, 0), South=(9, 20, 6, 0)))
    assert found.comparisons == 1
    one, other = (group.comparison for group in found.scales[0].groups)
    assert one.p == other.p == one.adjusted == other.adjusted
    assert one.value == -other.value
    assert found.scales[0].sentence == (
        "The two sites differ in how many families got reliably better on depression symptoms (PHQ-9 total, "
        "rated by the parent): North 20 of 30, 67%, South 9 of 35, 26%."
    )


def test_the_sentence_says_where_it_differs_in_order_of_name():
    sentence = by_site(FOUR).scales[0].sentence
    assert sentence == (
        "Sites differ in how many families got reliably better on depression symptoms (PHQ-9 total, rated by "
        "the parent): higher in North (20 of 30, 67%, the others together 39%) and lower in South (9 of 35, "
        "26%, the others together 59%); no clear difference for the other 1; 1 is too small to compare."
    )


def test_the_sentence_of_no_clear_difference():
    found = by_site(families(North=(10, 8, 2, 0), South=(11, 9, 2, 0), East=(12, 6, 3, 0)))
    assert found.scales[0].sentence == (
        "No clear difference between 3 sites in how many families got reliably better on depression symptoms "
        "(PHQ-9 total, rated by the parent): 33 of 63 families with both scores together (52%)."
    )


@pytest.mark.parametrize(
    ("sites", "ending"),
    [
        ({"North": (3, 2, 1, 0), "South": (2, 1, 1, 0)}, "too few families to tell a difference"),
        ({"North": (3, 2, 1, 0), "South": (0, 0, 0, 4)}, "sites can't be compared, as only one has families"),
        ({"North": (1, 0, 0, 0)}, "sites can't be compared, as only one has families"),
    ],
)
def test_too_few_get_a_sentence_and_no_number(sites, ending):
    found = by_site(families(**sites))
    assert ending in found.scales[0].sentence
    assert found.comparisons == 0
    assert found.note == ""


def test_those_not_recorded_are_shown_last_and_compared_with_nobody():
    found = by_site(families(North=(20, 8, 2, 0), South=(9, 20, 6, 0), _=(12, 0, 0, 0)))
    names = [group.name for group in found.scales[0].groups]
    assert names == ["North", "South", "Not recorded"]
    last = found.scales[0].groups[-1]
    assert (last.recorded, last.n, last.comparison.reason) == (
        False,
        12,
        "Not recorded: compared with nobody.",
    )
    assert found.scales[0].groups[0].comparison.others == pytest.approx(9 / 35)


def test_groups_are_in_order_of_name_whatever_their_result():
    swapped = families(North=(9, 20, 6, 5), South=(20, 8, 2, 5), East=(3, 1, 0, 0))
    assert [g.name for g in by_site(swapped).scales[0].groups] == ["East", "North", "South"]


def test_three_sites_of_ten_have_a_funnel_and_the_smaller_one_is_named():
    funnel = by_site(FOUR).scales[0].funnel
    assert funnel is not None
    assert (funnel.names, funnel.too_small) == (("East", "North", "South"), ("West",))
    assert by_site(families(North=(20, 8, 2, 0), South=(9, 20, 6, 0))).scales[0].funnel is None


def test_quarters_of_the_second_score_come_in_order_of_time():
    rows = ["Family ID,Date after,PHQ-9 before,PHQ-9 after"]
    rows += [f"A{i},2025-{5 + 3 * (i % 2):02d}-10,14,{6 + i % 9}" for i in range(30)]
    rows += [f"B{i},2024-11-10,14,9" for i in range(12)]
    found = known(dataset("\n".join(rows)).evidence(View(group_by="quarter")).groups)
    assert [group.name for group in found.scales[0].groups] == ["Q3 2024/25", "Q1 2025/26", "Q2 2025/26"]
    assert found.attribute.label == "Quarter of the second score"


def test_an_unknown_column_gets_a_sentence_that_names_the_known_ones():
    with pytest.raises(InputError, match=r"no column 'Sight' to compare groups by; they have 'Site'\."):
        dataset(FOUR).evidence(View(group_by="Sight"))
    with pytest.raises(InputError, match="'group_by' must be the name of a column"):
        View.from_dict({"group_by": 3})


def test_json_has_groups_only_where_the_view_asks():
    data = dataset(FOUR)
    assert "groups" not in evidence_entries(data.evidence(View()))
    view = View.from_dict({"group_by": "Site"})
    entry = evidence_entries(data.evidence(view))["groups"]
    assert (entry["by"], entry["comparisons"], view.to_dict()["group_by"]) == ("Site", 3, "Site")
    assert [group["name"] for group in entry["scales"][0]["groups"]] == ["East", "North", "South", "West"]
    funnel = entry["scales"][0]["funnel"]
    assert funnel["too_small"] == ["West"]
    assert [(point["name"], point["share"], point["of"]) for point in funnel["points"]] == [
        ("East", 0.5, 30),
        ("North", round(20 / 30, 9), 30),
        ("South", round(9 / 35, 9), 35),
    ]


def test_how_many_look_different_by_chance_goes_with_the_level():
    """At 99% one in a hundred does."""
    found = by_site(FOUR, confidence=0.99)
    assert "about 1 in 100 would look different" in found.note
