"""What a person reads of a measure: every number with its source and how far to trust it."""

from __future__ import annotations

import json

import pytest

from evaluation.measures import describe, local_measure, registry, to_dict


def line(measure_id, start):
    lines = [one.strip() for one in describe(registry().get(measure_id)).splitlines()]
    return next(one for one in lines if one.startswith(start))


@pytest.mark.parametrize("measure", registry().measures, ids=lambda measure: measure.id)
def test_every_fact_is_told_with_its_source(measure):
    text = describe(measure)
    for scale in measure.scales:
        for cut_off in scale.cut_offs:
            assert f"{cut_off.at:g} or " in text
            assert cut_off.source in text
        for rule in scale.change_rules:
            assert rule.label in text
            assert rule.source in text
        for band in scale.bands:
            reach = f"{band.low:g}" if band.low == band.high else f"{band.low:g} to {band.high:g}"
            edition = f", edition {band.edition}" if band.edition else ""
            assert f"{band.label}, {reach}{edition} [" in text
        for norm in scale.norms:
            assert f"Mean elsewhere: {norm.mean:g}" in text
    assert measure.licence.text in text
    for note in measure.notes:
        assert note in text
    for citation in measure.citations:
        assert citation.text in text


@pytest.mark.parametrize("measure", registry().measures, ids=lambda measure: measure.id)
def test_where_nothing_is_published_the_description_says_so(measure):
    text = describe(measure)
    without_rule = sum(
        scale.claims
        and scale.score != "answers"
        and all(rule.kind != "reliable" for rule in scale.change_rules)
        for scale in measure.scales
    )
    without_cut_off = sum(not scale.cut_offs and scale.score != "answers" for scale in measure.scales)
    assert text.count("Reliable change: no published threshold") == without_rule
    assert text.count("Clinical range: no published threshold") == without_cut_off


def test_the_direction_of_a_cut_off_is_in_words():
    assert line("phq9", "Clinical range:").startswith("Clinical range: 10 or more, ")
    assert line("kpcs", "Clinical range:").startswith("Clinical range: 39 or less, ")


def test_status_is_in_words():
    assert "[verified: NHS England" in line("phq9", "Reliable change:")
    assert "[verified; unit not known: " in line("swemwbs", "Reliable change:")
    assert "[secondary source: " in line("gad7", "Clinical range:")
    assert "[not verified: " in line("phq9", "Safety:")
    assert "[local convention: " in line("core10", "Safety:")
    assert "[not verified: " in line("gbo", "Reliable change: CORC research")


def test_what_is_turned_round_and_by_whom_is_said():
    """CORE-10's form is turned round by Attune; EPDS answers are taken as scored already (measures.md 4)."""
    assert line("core10", "In a file:").endswith("as the form prints them, and turned round by Attune")
    assert line("epds", "In a file:").startswith("In a file: answers are taken as already scored")
    assert line("epds", "Printed the other way round:").endswith("3, 5, 6, 7, 8, 9 and 10")
    assert line("mpas", "Answers that differ: questions 8 and 12").endswith(
        "answer 1 scores 5, answer 2 scores 1"
    )


def test_a_scale_without_a_better_end_has_no_thresholds_to_tell():
    """PRFQ (measures.md 3.5): certainty is not monotonic, so nobody is called better on it."""
    text = describe(registry().get("prfq"))
    assert "Neither end is better" in text
    assert "Reliable change" not in text


def test_answers_that_are_only_counted_have_no_score_to_tell_of():
    """CHI-ESQ: each question is counted by itself."""
    text = describe(registry().get("chi_esq"))
    assert "counted answer by answer, questions 1 to 12, without a total" in text
    assert "Clinical range" not in text
    assert "only words count" in text


def test_a_threshold_for_the_worse_and_one_in_per_cent_are_told():
    """measures_update.md: EPDS 4 points better or 3 worse; PHQ-9 21% of the first score."""
    assert "3 points worse" in line("epds", "Smallest change that counts:")
    assert "21% of the first score" in line("phq9", "Smallest change that counts:")


def test_numbers_of_questions_read_as_a_person_would_say_them():
    assert line("phq9", "How it is made:") == "How it is made: the sum of questions 1 to 9"
    assert line("core10", "How it is made:") == (
        "How it is made: ten times the mean of questions 1 to 10 "
        "(the same as their sum when all ten are answered)"
    )
    assert (
        line("mors_sf", "How it is made:") == "How it is made: the sum of questions 1, 3, 4, 6, 8, 11 and 13"
    )
    assert line("core10", "Reversed when scored:") == "Reversed when scored: 2 and 3"
    assert line("core10", "Unanswered").startswith("Unanswered questions: up to 1 of 10 may be missing")
    assert line("pir_gas", "How it is made:") == "How it is made: one rating"


@pytest.mark.parametrize("measure", registry().measures, ids=lambda measure: measure.id)
def test_plain_values_survive_json(measure):
    plain = to_dict(measure)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert plain["id"] == measure.id
    assert [scale["better"] for scale in plain["scales"]] == [scale.better for scale in measure.scales]


def test_a_local_measure_is_described_as_the_service_s_own():
    text = describe(local_measure("worry", "Worry today", 1, 7, "lower"))
    assert text.startswith("Worry today\n")
    assert "described locally, not a published questionnaire" in text
    assert "Scores: 1 to 7 [" in text
    assert "Direction: Lower scores are better" in text
    assert "Reliable change: no published threshold" in text
