"""Findings from counts, each figure worked by hand."""

from __future__ import annotations

import pytest

from data_samples import path
from evaluation.evaluating import evaluate
from evaluation.view import View
from tests.tables_of_text import dataset

# PHQ-9, better is lower; clinical from 10; NHS England's reliable change is 6 points.
#        16→5 reliable, out   12→9 out only   10→16 worse, in   9→9 same   4→10 worse, in
TEXT = "Family ID,PHQ-9 before,PHQ-9 after\nA,16,5\nB,12,9\nC,10,16\nD,9,9\nE,4,10\nF,20,\nG,,3\nH,,"


@pytest.fixture
def finding():
    return dataset(TEXT).evidence(View()).findings[0]


@pytest.mark.parametrize(
    ("rule", "outcome", "n", "of"),
    [
        ("any_change", "improved", 2, 5),
        ("any_change", "no_change", 1, 5),
        ("any_change", "worse", 2, 5),
        ("reliable_change", "improved", 1, 5),
        ("reliable_change", "no_change", 2, 5),
        ("reliable_change", "worse", 2, 5),
        ("recovery", "recovered", 2, 3),
        ("recovery", "not_recovered", 1, 3),
        ("band_move", "improved", 2, 5),
        ("band_move", "worse", 2, 5),
    ],
)
def test_rates_by_hand(finding, rule, outcome, n, of):
    rate = finding.rate(rule, outcome)
    assert (rate.n, rate.of) == (n, of)


def test_the_published_rule_is_the_headline(finding):
    assert finding.headline_rule == "reliable_change"
    assert [rate.outcome for rate in finding.headline()] == ["improved", "no_change", "worse"]
    assert "6 points" in finding.rule("reliable_change").text


def test_means_by_hand(finding):
    assert finding.description.mean_before == pytest.approx(51 / 5)
    assert finding.description.mean_after == pytest.approx(49 / 5)
    assert finding.mean_change.value == pytest.approx(2 / 5)  # a fall is a gain
    assert (finding.description.median_before, finding.description.median_after) == (10, 9)


def test_everybody_who_is_left_out_has_a_reason(finding):
    assert [(s.key, s.n) for s in finding.flow.steps] == [("all", 8), ("before", 6), ("both", 5)]
    assert [(s.key, s.n) for s in finding.flow.reasons] == [("neither", 1), ("no_after", 1), ("no_before", 1)]


def test_bins_count_everybody_once(finding):
    assert sum(b.before for b in finding.bins) == sum(b.after for b in finding.bins) == 5
    assert [(b.label, b.before, b.after) for b in finding.bins if b.before or b.after] == [
        ("3 to 5", 1, 1), ("9 to 11", 2, 3), ("12 to 14", 1, 0), ("15 to 17", 1, 1),
    ]  # fmt: skip


def test_moves_between_bands_count_everybody_once(finding):
    assert finding.bands == ("none", "mild", "moderate", "moderately severe", "severe")
    assert {(m.before, m.after): m.n for m in finding.moves if m.n} == {
        ("moderately severe", "mild"): 1,
        ("moderate", "mild"): 1,
        ("moderate", "moderately severe"): 1,
        ("mild", "mild"): 1,
        ("none", "moderate"): 1,
    }
    assert len(finding.moves) == 25


def test_a_small_group_says_how_wide_the_range_is(finding):
    assert any(c.key == "few" and "only 5 families" in c.text for c in finding.caveats)


def test_an_ordered_rating_has_no_effect_size():
    found = {f.measure: f for f in evaluate(path("first_run")).evidence.findings}
    ordinal = found["pir_gas"]
    assert ordinal.ordinal
    assert (ordinal.effects, ordinal.mean_change) == ((), None)
    assert ordinal.probability is not None
    assert {c.key for c in ordinal.caveats} >= {"ordinal", "not_blind", "no_comparison"}


def test_a_scale_without_a_published_rule_says_that_any_change_counts():
    found = {(f.measure, f.scale): f for f in evaluate(path("first_run")).evidence.findings}
    warmth = found["mors_sf", "warmth"]
    assert warmth.headline_rule == "any_change"
    assert any(c.key == "no_threshold" for c in warmth.caveats)
    assert not any(c.key == "no_threshold" for c in found["phq9", "total"].caveats)


def test_a_weak_rule_never_reaches_a_headline():
    # SWEMWBS: whether NHS England's 3 points are raw or converted is not known.
    found = dataset("Family ID,SWEMWBS before,SWEMWBS after\nA,21,25\nB,19,30\nC,20,20").evidence(
        View(improved="reliable_change")
    )
    assert found.findings[0].headline_rule == "any_change"
    assert any("no reliable-change threshold is firm enough" in note for note in found.notes)


def test_goals_are_counted_as_goals_and_families_as_families():
    found = (
        dataset("Family,Goal 1 start,Goal 1 end,Goal 2 start,Goal 2 end\nF1,2,5,3,9\nF2,1,1,,\nF3,4,,,")
        .evidence(View())
        .findings[0]
    )
    assert (found.n, found.nouns.many) == (3, "goals")
    assert [(s.key, s.n) for s in found.flow.steps] == [("all", 3), ("before", 3), ("both", 2), ("pairs", 3)]
    assert found.headline()[0].n == 2  # three points on a goal, NHS England
    assert any(c.key == "goals" for c in found.caveats)
    assert "goals" in found.sentence


def test_retrospective_designs_say_so():
    found = dataset("Learner code,Knowledge retrospective pre,Knowledge post\nL1,2,4\nL2,3,4").evidence(
        View()
    )
    assert any(c.key == "retrospective" for c in found.findings[0].caveats)
    assert found.findings[0].pairing == "score at retrospective baseline against score at end"
    assert "course caused" in found.findings[0].caveats[0].text


def test_each_person_is_counted_once_where_people_come_again():
    found = evaluate(path("course_forms")).evidence
    assert [s.key for s in found.flow.steps] == ["people", "all", "scored", "both"]
    assert (found.flow.n("people") or 0) < (found.flow.n("all") or 0)


def test_only_the_measures_asked_for_are_shown():
    found = evaluate(path("first_run"), view=View(measures=("phq9",))).evidence
    assert [f.measure for f in found.findings] == ["phq9"]


def test_low_completion_leads_to_a_caveat():
    rows = "\n".join(f"X{i},9," for i in range(20))
    found = dataset(f"{TEXT}\n{rows}").evidence(View()).findings[0]
    assert any(c.key == "completion" and "5 of 28 families (18%)" in c.text for c in found.caveats)
