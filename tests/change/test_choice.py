"""What the lead may choose: a definition by name where its inputs are firm, else the usual one and why."""

from __future__ import annotations

import dataclasses

import pytest

from evaluation.change import (
    choices_for,
    cut_offs_for,
    functional_norm,
    headline_rule,
    offered_rules,
    reliability_of,
    rules_for,
)
from evaluation.measures import registry
from evaluation.measures.definition import Band, ChangeRule, CutOff, Norm, Reliability, Scale
from evaluation.tables import ChangeTable
from evaluation.view import View

SIX = ChangeRule(id="nhs", label="6 points", value=6, default=True, source="a rule book")
NOTICED = ChangeRule(
    id="noticed", label="4 points, 3 worse", kind="important", value=4, worse=3, source="a study"
)
SHARE = ChangeRule(id="share", label="30%", kind="important", unit="percent", value=30, source="a study")
QUOTED = ChangeRule(id="quoted", label="5", kind="important", value=5, status="recalled", source="a memory")
OURS = ChangeRule(
    id="own", label="2 points", kind="important", value=2, status="convention", source="the service"
)
RETEST = Reliability(kind="test-retest", value=0.8, source="a manual")
ALPHA = Reliability(kind="alpha", value=0.9, source="a paper")
PUBLIC = Norm(population="general population", mean=5, sd=3, source="a survey")
BANDS = (
    Band(low=0, high=9, label="low", source="a manual"),
    Band(low=10, high=27, label="high", source="a manual"),
)
PLAIN = Scale(id="total", name="low mood", title="Mood", minimum=0, maximum=27, better="lower")
RICH = dataclasses.replace(
    PLAIN,
    change_rules=(SIX, NOTICED, SHARE, QUOTED),
    cut_offs=(CutOff(id="case", at=10, label="caseness", source="a manual"),),
    bands=BANDS,
    reliability=(ALPHA, RETEST),
    norms=(PUBLIC,),
)
TABLE = ChangeTable.from_scores([20, 15, 10, 16], [8, 12, 9, 18], better="lower")


def chosen(scale, table=TABLE, **choice):
    view = View(**choice)
    rules = (*rules_for(scale), *offered_rules(scale, table, view))
    return headline_rule(scale, view.improved, rules, table), {rule.id: rule for rule in rules}


@pytest.mark.parametrize(
    ("choice", "rule", "lead"),
    [
        ({"improved": "important_change"}, "important_change", ""),
        ({"improved": "percent_change", "percent": 20}, "percent_change", ""),
        ({"improved": "band_move"}, "band_move", ""),
        ({"improved": "computed_change"}, "computed_change", ""),
        ({"improved": "computed_change", "method": "ha"}, "computed_change", ""),
        ({"improved": "recovery"}, "reliable_change", "recovery"),
        ({"improved": "clinically_significant"}, "computed_change", "reliable_and_clinically_significant"),
        (
            {"improved": "clinically_significant", "cut_off": "a"},
            "computed_change",
            "reliable_and_clinically_significant",
        ),
    ],
)
def test_what_is_asked_for_by_name_is_used_and_better_and_worse_stay_together(choice, rule, lead):
    found, rules = chosen(RICH, **choice)
    assert (found.rule, found.lead, found.note) == (rule, lead, "")
    outcomes = [rate.outcome for rate in rules[rule].rates(TABLE, "families")]
    assert outcomes == ["improved", "no_change", "worse"]


RECALLED = dataclasses.replace(RETEST, status="recalled")
RATERS = dataclasses.replace(RETEST, kind="inter-rater")
WEAK_BANDS = tuple(dataclasses.replace(band, status="recalled") for band in BANDS)
CHOSEN_PEOPLE = dataclasses.replace(PUBLIC, population="women before the birth")


@pytest.mark.parametrize(
    ("change", "choice", "why"),
    [
        ({"change_rules": (SIX, QUOTED)}, {"improved": "important_change"}, "no smallest change"),
        ({"bands": ()}, {"improved": "band_move"}, "no named bands"),
        ({"bands": WEAK_BANDS}, {"improved": "band_move"}, "bands are not verified"),
        ({"reliability": ()}, {"improved": "computed_change"}, "no reliability from a firm source"),
        ({"reliability": (RECALLED,)}, {"improved": "computed_change"}, "no reliability from a firm source"),
        ({"reliability": (RATERS,)}, {"improved": "computed_change"}, "no reliability from a firm source"),
        ({"norms": ()}, {"improved": "clinically_significant"}, "cut-off a does not"),
        ({"norms": (CHOSEN_PEOPLE,)}, {"improved": "clinically_significant"}, "cut-off a does not"),
        (
            {"norms": (dataclasses.replace(PUBLIC, mean=19),)},
            {"improved": "clinically_significant"},
            "no worse than the general population's",
        ),
        (
            {"minimum": 12},
            {"improved": "clinically_significant", "cut_off": "a"},
            "not lie within the scale (12 to 27), so nobody could cross it",
        ),
    ],
)
def test_what_cannot_be_used_gives_way_to_the_usual_rule_and_says_why(change, choice, why):
    found, _ = chosen(dataclasses.replace(RICH, **change), **choice)
    assert (found.rule, found.lead) == ("reliable_change", "")
    assert why in found.note
    assert found.note.endswith("; reliable change is used.")
    bare = dataclasses.replace(RICH, **{**change, "change_rules": (QUOTED,)})
    found, _ = chosen(bare, **choice)
    assert (found.rule, found.lead) == ("any_change", "")
    assert found.note.endswith(
        "no published reliable-change threshold is known, so any difference counts as change."
    )


@pytest.mark.parametrize(
    ("before", "choice", "why"),
    [
        ([9, 9, 9, 9], {"improved": "computed_change"}, "scores before do not vary"),
        ([0, 0, 0, 0], {"improved": "percent_change", "percent": 20}, "nobody's scores can be judged"),
    ],
)
def test_scores_that_cannot_give_a_rule_give_way_too(before, choice, why):
    found, _ = chosen(RICH, ChangeTable.from_scores(before, [3, 4, 5, 6], better="lower"), **choice)
    assert found.rule == "reliable_change"
    assert why in found.note


@pytest.mark.parametrize("improved", ["computed_change", "clinically_significant", "percent_change"])
def test_ordered_ratings_have_nothing_computed(improved):
    ordinal = dataclasses.replace(RICH, ordinal=True)
    found, rules = chosen(ordinal, improved=improved, percent=20)
    assert found.rule == "any_change"
    assert found.note.startswith("nothing can be computed from the size of its steps; the rating's steps are")
    assert not {"computed_change", "percent_change"} & set(rules)


def test_kinds_of_amount_have_their_own_ids_the_usable_one_first():
    assert [rule.id for rule in rules_for(RICH)] == [
        "any_change",
        "reliable_change",
        "important_change",
        "important_change:share",
        "important_change:quoted",
        "recovery",
        "band_move",
    ]
    only_quoted = dataclasses.replace(PLAIN, change_rules=(QUOTED,))
    assert [rule.id for rule in rules_for(only_quoted)] == ["any_change", "important_change:quoted"]


def test_progress_towards_a_goal_is_named_so():
    goal = ChangeRule(id="goal", label="half way", kind="progress", value=3, source="a manual")
    (_, rule) = rules_for(dataclasses.replace(PLAIN, change_rules=(goal,)))
    assert rule.id == "goal_progress"
    assert rule.label == "Progress towards the goal (half way)"


def test_a_smallest_important_change_may_differ_for_the_worse():
    rule = next(rule for rule in rules_for(RICH) if rule.id == "important_change")
    table = ChangeTable.from_scores([10, 10, 10, 10], [6, 7, 13, 12], better="lower")
    assert {rate.outcome: rate.n for rate in rule.rates(table, "families")} == {
        "improved": 1, "no_change": 2, "worse": 1,
    }  # fmt: skip
    assert "better by at least 4 points or worse by at least 3" in rule.text


def test_a_services_own_amount_is_used_only_when_asked_for_by_name():
    own = dataclasses.replace(PLAIN, change_rules=(OURS,))
    assert chosen(own)[0].rule == "any_change"
    assert chosen(own, improved="reliable_change")[0].rule == "any_change"
    found, rules = chosen(own, improved="important_change")
    assert found.rule == "important_change"
    assert "the amount that the service chose" in rules["important_change"].text
    assert rules["important_change"].status == "convention"
    # Called reliable by whoever wrote the file, it is still no more than what they chose.
    claimed = dataclasses.replace(PLAIN, change_rules=(dataclasses.replace(OURS, kind="reliable"),))
    assert [rule.id for rule in rules_for(claimed)] == ["any_change", "important_change"]


def test_computed_rules_stand_by_themselves_only_where_nothing_is_published():
    unpublished = dataclasses.replace(RICH, change_rules=(NOTICED,))
    assert [rule.id for rule in offered_rules(unpublished, TABLE, View())] == ["computed_change"]
    assert offered_rules(RICH, TABLE, View()) == ()
    found, rules = chosen(unpublished)
    assert found.rule == "any_change"  # computed, but nobody asked for it
    given = dataclasses.replace(unpublished, norms=(dataclasses.replace(PUBLIC, status="convention"),))
    assert "reliable_and_clinically_significant" in chosen(given)[1]
    assert "computed_change" in rules


def test_the_published_rule_stays_beside_a_computed_one():
    assert {"reliable_change", "computed_change"} <= set(chosen(RICH, improved="computed_change")[1])


def test_retest_reliability_comes_before_alpha_and_is_named_with_the_norm():
    assert reliability_of(RICH) is RETEST
    assert reliability_of(dataclasses.replace(RICH, reliability=(RATERS, ALPHA))) is ALPHA
    rules = chosen(RICH, improved="clinically_significant")[1]
    assert "reliability (test-retest): a manual" in rules["computed_change"].source
    both = rules["reliable_and_clinically_significant"].source
    assert "functional mean (general population): a survey" in both
    assert (
        "functional mean"
        not in chosen(RICH, improved="clinically_significant", cut_off="a")[1][
            "reliable_and_clinically_significant"
        ].source
    )


@pytest.mark.parametrize("weak", [{"status": "recalled"}, {"unit_unknown": True}], ids=["recalled", "unit"])
def test_a_rule_that_is_not_firm_is_no_headline_even_where_it_is_marked_default(weak):
    """measures.md section 0: what is recalled ships flagged, never behind a headline."""
    rule = ChangeRule(id="x", label="6 points", value=6, default=True, source="a paper", **weak)
    scale = dataclasses.replace(PLAIN, change_rules=(rule,))
    assert {headline_rule(scale, asked).rule for asked in ("auto", "reliable_change")} == {"any_change"}


def test_no_change_of_one_child_is_computed_from_a_reliability_too_low_for_it():
    """measures_update.md section 5: the SDQ 2-4 subscales are too weak for individual reliable change."""
    scales = {scale.id: scale for scale in registry().get("sdq_2_4").scales}
    assert [name for name, scale in scales.items() if reliability_of(scale) is not None] == ["total"]
    weak = dataclasses.replace(
        RICH, change_rules=(), reliability=(dataclasses.replace(ALPHA, individual=False),)
    )
    assert offered_rules(weak, TABLE, View()) == ()


def test_under_disclosure_control_the_inputs_are_printed_to_one_decimal():
    (rule,) = offered_rules(RICH, TABLE, View(improved="computed_change", protection="nhs"))
    assert "× 4.1 (SD of these scores before)" in rule.text  # 4.11: 20, 15, 10, 16 about 15.25


def test_choices_are_those_that_some_scale_can_use():
    assert choices_for([PLAIN]) == ("auto", "any_change", "percent_change")
    assert choices_for([dataclasses.replace(PLAIN, ordinal=True, bands=BANDS)]) == (
        "auto", "any_change", "band_move",
    )  # fmt: skip
    assert set(choices_for([PLAIN, RICH])) == {
        *("auto", "any_change", "reliable_change", "recovery", "important_change", "band_move"),
        *("percent_change", "computed_change", "clinically_significant"),
    }
    assert choices_for([]) == ()


def test_cut_offs_offered_are_those_with_figures():
    assert cut_offs_for([PLAIN]) == ()
    assert cut_offs_for([dataclasses.replace(RICH, norms=())]) == ("a",)
    assert cut_offs_for([PLAIN, RICH]) == ("a", "b", "c")


def test_every_norm_used_as_functional_is_of_a_general_population():
    # measures.md: only the CORE-10's is of the general population in so many words.
    used = {
        (measure.id, scale.id)
        for measure in registry()
        for scale in measure.scales
        if functional_norm(scale) is not None
    }
    assert ("core10", "total") in used
    for measure, scale in used:
        norm = functional_norm(registry().get(measure).scale(scale))
        assert norm is not None
        assert norm.firm
        assert norm.population.lower().startswith("general population")
