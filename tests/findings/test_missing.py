"""Who is missing, other definitions, what was expected anyway, level 2. Oracles: counts by hand;
facts/measures.md sections 5.4 (CORE-10) and 8.5 (evidence standards)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from evaluation.findings.as_json import evidence_entries
from evaluation.findings.evidence_standard import LABEL, evidence_standard
from evaluation.findings.expected import expected, expected_sentence
from evaluation.findings.flows import untold
from evaluation.findings.missing import (
    bounds_of,
    bounds_sentence,
    start_sentence,
    tipping_sentence,
    weighted_sentence,
)
from evaluation.measures import registry
from evaluation.missing.bounds import Bounds
from evaluation.view import View
from tests.reference import known
from tests.tables_of_text import dataset, table

# Of 40 with both, 24 fell by 10 (16 to 6) and 16 stayed; 20 have a first score of 20 alone.
ROWS: list[tuple[object, ...]] = [
    (f"A{i}", "north" if i % 2 else "south", 16 + i % 3, 6 if i < 24 else 16 + i % 3) for i in range(40)
]
ROWS += [(f"B{i}", "north", 19 + i % 3, "") for i in range(20)]
TEXT = table("Family ID,Site,PHQ-9 before,PHQ-9 after", *ROWS)


@pytest.fixture(scope="module")
def exact():
    return dataset(TEXT).evidence(View())


def test_both_groups_are_told_apart(exact):
    (finding,) = exact.findings
    found = finding.missing
    assert (found.without.n, found.with_both.n) == (20, 40)
    assert found.without.mean == pytest.approx(sum(19 + i % 3 for i in range(20)) / 20)
    assert found.difference.value < 0  # lower is better, and they started higher
    assert "20 families have a first score and no second one" in start_sentence(finding)
    assert "SDs (standard deviations) worse than those with both" in start_sentence(finding)
    (site,) = found.makeup
    assert [(p.value, p.without, p.with_both) for p in site.parts] == [("north", 20, 20), ("south", 0, 20)]


def test_a_difference_whose_interval_holds_0_has_no_direction():
    """Means 14 and 14.5, SDs near 2.6 and 2.9: 0.2 SDs worse, with about 0.5 either way for 45 and 20."""
    rows: list[tuple[object, ...]] = [(f"A{i}", 10 + i % 9, 6) for i in range(45)]
    rows += [(f"B{i}", 10 + i % 10, "") for i in range(20)]
    (finding,) = dataset(table("Family ID,PHQ-9 before,PHQ-9 after", *rows)).evidence(View()).findings
    difference = known(known(finding.missing).difference)
    assert known(difference.low) < 0 < known(difference.high)
    said = start_sentence(finding)
    assert "there is no clear difference between where they started and where those with both did" in said
    assert "worse than" not in said
    assert "better than" not in said
    assert f"{difference.value:.1f} SDs, standard deviations; 95% interval" in said


@pytest.mark.parametrize(
    ("low", "high", "clear"), [(-0.5, -0.1, True), (-0.5, 0.0, False), (0.0, 0.4, False)]
)
def test_an_end_at_0_is_no_clear_difference(exact, low, high, clear):
    (finding,) = exact.findings
    missing = known(finding.missing)
    other = replace(missing, difference=replace(missing.difference, value=-0.3, low=low, high=high))
    said = start_sentence(replace(finding, missing=other))
    assert ("0.3 SDs (standard deviations) worse than those with both" in said) is clear
    assert ("no clear difference" in said) is not clear


def test_bounds_and_tipping_point_by_hand(exact):
    # 24 of 40; if none of 20 did, 24 of 60 = 40%; if all, 44 of 60 = 73%; half is 30, so 6 more.
    bounds = known(bounds_of(exact.findings[0]))
    assert (bounds.improved, bounds.of, bounds.missing, bounds.needed()) == (24, 40, 20, 6)
    assert bounds_sentence(exact.findings[0]) == (
        "60% of those with both scores got better by the definition used. If none of the 20 without a second "
        "score did, the share of all 60 families is 40%; if all of them did, 73%. The share falls below half "
        "only if fewer than 6 of those 20 (30%) got better."
    )


def test_a_column_that_parts_the_groups_is_not_weighted_by(exact):
    """Nobody in the south is missing: the weights can rest on the first score alone, if on anything."""
    sentence = weighted_sentence(exact.findings[0])
    assert sentence.startswith("Sensitivity analysis: ")
    assert "site" not in sentence.lower()


def test_nobody_missing_is_said_and_moves_nothing():
    (finding,) = (
        dataset(table("Family ID,PHQ-9 before,PHQ-9 after", ("A", 14, 6), ("B", 9, 9)))
        .evidence(View())
        .findings
    )
    assert "nobody is missing" in start_sentence(finding)
    assert (bounds_sentence(finding), weighted_sentence(finding)) == ("", "")


@pytest.mark.parametrize(
    "rows", [[("A", 14, 6)], [("A", 14, 14), ("B", 14, ""), ("C", 14, "")], [("A", 0, 0)]]
)
def test_few_or_all_alike_is_a_sentence_never_nan(rows):
    evidence = dataset(table("Family ID,PHQ-9 before,PHQ-9 after", *rows)).evidence(View())
    text = json.dumps(evidence_entries(evidence), allow_nan=False, default=str)
    assert "NaN" not in text
    assert start_sentence(evidence.findings[0])


def test_an_ordered_rating_has_a_middle_score_and_no_difference():
    rows = [("A", 40, 60), ("B", 50, 50), ("C", 30, ""), ("D", 35, "")]
    (finding,) = dataset(table("Family ID,PIR-GAS before,PIR-GAS after", *rows)).evidence(View()).findings
    found = known(finding.missing)
    assert found.difference is None
    assert (found.without.median, found.with_both.median) == (32.5, 45)
    assert found.without.mean is None


def test_reasons_add_up_and_come_from_dates():
    head = "family_id,first_contact,second_contact,end_date,phq9_before,phq9_after"
    rows = [
        ("A", "2025-01-01", "2025-01-10", "2025-06-01", 14, 6),
        ("B", "2025-01-01", "", "2025-02-01", 14, ""),
        ("C", "2025-01-01", "2025-01-10", "2025-06-01", 14, ""),
        ("D", "2025-01-01", "2025-01-10", "", 14, ""),
    ]
    evidence = dataset(table(head, *rows)).evidence(View())
    (finding,) = evidence.findings
    assert [(s.key, s.n) for s in known(finding.missing).reasons] == [("open", 1), ("early", 1), ("ended", 1)]
    assert (evidence.flow.n("first_contact"), evidence.flow.n("second_contact")) == (4, 3)
    assert untold(evidence.flow, "families") == ""


def test_steps_that_the_file_cannot_tell_are_said(exact):
    assert "first_contact" not in {step.key for step in exact.flow.steps}
    assert untold(exact.flow, "families") == (
        "The file has no dates of a first and second contact, so how many families started and how many were "
        "seen twice can't be told."
    )


def test_of_goals_families_lack_scores_and_no_range_is_given():
    text = "Family,Goal 1 start,Goal 1 end,Goal 2 start,Goal 2 end\nF1,2,5,3,9\nF2,1,1,,\nF3,4,,,"
    (finding,) = dataset(text).evidence(View()).findings
    assert (finding.nouns.many, finding.n, bounds_of(finding)) == ("goals", 3, None)
    assert start_sentence(finding).startswith("1 family has a first score and no second one")
    assert "never rated a second time is not known" in bounds_sentence(finding)


def test_courses_have_no_contacts_to_tell(exact):
    assert untold(exact.flow, "learners") == untold(exact.flow, "enrolments") == ""


def test_the_multiverse_by_hand(exact):
    """PHQ-9's firm definitions under three stances, by one rater; pairing rules all take the same scores."""
    (found,) = exact.multiverses
    by = {(u.rule, u.stance.id): (u.rate.n, u.rate.of) for u in found.universes}
    for rule in {u.rule for u in found.universes} - {"band_move"}:
        assert by[rule, "complete"] == (24, 40)
        assert (by[rule, "none"], by[rule, "all"]) == ((24, 60), (44, 60))
    shares = [u.rate.share for u in found.universes]
    assert shares == sorted(shares)
    assert len({u.pairing for u in found.universes}) == 1
    complete = [u.rate.share for u in found.universes if u.stance.id == "complete"]
    assert (min(complete), max(complete)) == (0.6, 0.6)
    assert found.sentence == (
        f"60% of families with both scores got better on depression symptoms under {len(complete)} "
        "reasonable definitions; between 40% and 73% if those without a second score are counted too, as if "
        "none or all of them had got better."
    )
    assert found.note == ""


def test_the_multiverse_holds_no_weak_definition_and_no_recovery(exact):
    firm = {"verified", "secondary", "convention", "computed"}
    (finding,), (found,) = exact.findings, exact.multiverses
    listed = {rule.id: rule.status for rule in finding.rules}
    for universe in found.universes:
        assert not universe.rule.startswith("recovery")
        assert listed.get(universe.rule, "computed") in firm


def test_another_rater_and_another_pairing_are_other_definitions():
    head = "Family ID,Date,Stage,Rated by,PHQ-9 total"
    rows = []
    for i in range(6):
        for rater in ("parent", "practitioner"):
            rows += [
                (f"A{i}", "2025-01-01", "baseline", rater, 16),
                (f"A{i}", "2025-03-01", "end", rater, 6 if i < 3 else 16),
                (f"A{i}", "2025-09-01", "follow-up", rater, 6 if i < 5 else 16),
            ]
    evidence = dataset(table(head, *rows)).evidence(View())
    (found,) = evidence.multiverses
    assert {u.rater for u in found.universes} == {"parent", "practitioner"}
    shares = {(u.pairing.split(" ")[0], u.rate.share) for u in found.universes if u.rule == "any_change"}
    # Baseline against end: 3 of 6; first against last, which is the follow-up: 5 of 6.
    assert {share for _, share in shares} == {3 / 6, 5 / 6}


def test_regression_to_the_mean_shows_its_inputs():
    """CORE-10: alpha .90, general population 4.7 (facts/measures.md 5.4); Davis: 10% of 20 - 4.7."""
    assert known(expected(registry().get("core10").scale("total"), 20.0)).change == pytest.approx(0.1 * 15.3)
    rows = [(f"A{i}", 18 + i % 5, 10 + i % 5) for i in range(10)]
    (finding,) = dataset(table("Family ID,CORE-10 before,CORE-10 after", *rows)).evidence(View()).findings
    sentence = expected_sentence(finding)
    assert "about 1.5 points for the better would be expected" in sentence
    assert (
        "reliability 0.9 (alpha), average first score 20.0, average of the general population 4.7" in sentence
    )
    assert "the average change was 8.0" in sentence
    assert "no comparison group" in sentence


def test_who_starts_no_worse_than_everybody_is_expected_to_stay():
    rows = [(f"A{i}", i % 5, 2) for i in range(10)]
    (finding,) = dataset(table("Family ID,CORE-10 before,CORE-10 after", *rows)).evidence(View()).findings
    assert "no change for the better is expected" in expected_sentence(finding)


def test_no_norm_no_expectation(exact):
    assert exact.findings[0].expected is None
    assert expected_sentence(exact.findings[0]) == ""


def sdq(pairs: int, gain: int):
    rows = [(f"A{i}", 18 + i % 5, 18 + i % 5 - gain + i % 2) for i in range(pairs)]
    text = table("Family ID,SDQ 2-4 total before,SDQ 2-4 total after", *rows)
    findings = dataset(text).evidence(View()).findings
    return next(finding for finding in findings if finding.measure == "sdq_2_4")


def test_level_two_where_the_items_allow():
    found = known(evidence_standard(sdq(30, 6)))
    assert LABEL in found.verdict
    assert [item.verified for item in found.items].count(True) == 1  # that it is a child outcome


@pytest.mark.parametrize(
    ("pairs", "gain", "failed"), [(12, 6, "20 with both"), (30, 0, "larger than chance")]
)
def test_level_two_names_what_is_not_met(pairs, gain, failed):
    found = known(evidence_standard(sdq(pairs, gain)))
    assert found.verdict.startswith("Not consistent with Level 2")
    assert failed in found.verdict
    assert LABEL not in found.verdict


def harm(finding):
    return next(item for item in known(evidence_standard(finding)).items if item.asks == "No sign of harm")


@pytest.mark.parametrize(
    ("worse", "gain", "met", "said"),
    [
        (0, 6, True, "0 of 30 families with both scores (0%, 95% interval 0% to 11%)"),
        # The average improves, and 9 of 30 got worse: that is for people to judge, with the number.
        (9, 10, None, "9 of 30 families with both scores (30%, 95% interval 17% to 48%)"),
        # 16 got worse by a little and 14 better by a lot: the average alone would not tell.
        (16, 10, False, "16 of 30 families with both scores (53%"),
        (30, 6, False, "30 of 30 families with both scores (100%"),
    ],
)
def test_no_harm_looks_at_how_many_got_worse_and_not_at_the_average_alone(worse, gain, met, said):
    rows = [(f"A{i}", 18 + i % 5, 18 + i % 5 + 3 if i < worse else 18 + i % 5 - gain) for i in range(30)]
    text = table("Family ID,SDQ 2-4 total before,SDQ 2-4 total after", *rows)
    finding = next(f for f in dataset(text).evidence(View()).findings if f.measure == "sdq_2_4")
    item = harm(finding)
    assert (item.met, item.found.startswith(said)) == (met, True), item.found
    assert item.found.count("worse") >= 1
    assert ("no sign of harm" in known(evidence_standard(finding)).verdict) is (met is False)


def test_harm_is_by_reliable_change_where_a_threshold_is_published():
    """Whatever the view's own definition; a threshold that is only recalled does not count."""
    finding = sdq(30, 6)
    worse = replace(known(finding.rate(finding.headline_rule, "worse")), rule="reliable_change", n=4, of=30)
    better = replace(worse, outcome="improved", n=20)
    rule = replace(finding.rules[0], id="reliable_change", status="verified")
    both = replace(finding, rates=(*finding.rates, better, worse), rules=(*finding.rules, rule))
    assert harm(both).found.startswith("4 of 30 families with both scores (13%")
    assert harm(both).found.endswith("got reliably worse")
    weak = replace(both, rules=(*finding.rules, replace(rule, status="recalled")))
    assert harm(weak).found.startswith("0 of 30")


def test_harm_that_is_hidden_is_for_people_to_judge():
    finding = sdq(30, 6)
    hidden = tuple(
        replace(r, n=None, of=None, hidden="[c]") if r.outcome == "worse" else r for r in finding.rates
    )
    item = harm(replace(finding, rates=hidden))
    assert (item.met, item.found) == (None, "How many got worse is not shown")


def test_level_two_is_about_child_outcomes_only(exact):
    assert evidence_standard(exact.findings[0]) is None


def test_level_two_needs_an_interval_of_95_percent():
    finding = sdq(30, 6)
    low = replace(finding, mean_change=replace(finding.mean_change, confidence=0.8), probability=None)
    assert "can't be told" in known(evidence_standard(low)).verdict


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        # By hand: half of 11 is 5.5, so one more than 5 is needed, and there is one.
        ((5, 10, 1), "The share falls below half only if that one did not get better."),
        ((4, 9, 1), "The share reaches half only if that one got better."),
    ],
)
def test_a_single_one_missing_is_told_as_one(counts, said):
    improved, of, missing = counts
    assert tipping_sentence(Bounds(improved=improved, of=of, missing=missing)) == said


def test_rounded_counts_say_nothing_of_half_that_the_exact_ones_deny():
    """Every table of up to 60 people, against the same table to the nearest 5."""
    near = [(2 * n + 5) // 10 * 5 for n in range(61)]
    for of in range(10, 41, 3):
        for missing in range(5, 21, 3):
            for improved in range(5, of + 1):
                if near[improved] > near[of]:
                    continue
                told = tipping_sentence(
                    Bounds(improved=near[improved], of=near[of], missing=near[missing]), rounded=True
                )
                exact = Bounds(improved=improved, of=of, missing=missing)
                if told == "It is half or more either way.":
                    assert exact.needed() == 0
                if told == "It stays below half even then.":
                    assert exact.needed() is None
