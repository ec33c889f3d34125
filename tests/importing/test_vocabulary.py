"""What the words of a header mean, with nothing but the header to go by."""

from __future__ import annotations

import pytest

from evaluation.importing.vocabulary import (
    Named,
    counted_from_one,
    locate,
    names_exactly,
    occasion_in,
    occasion_named,
    occasion_order,
    role_named,
    tokens,
    without,
)


@pytest.mark.parametrize(
    "header",
    ["PHQ-9 pre", "phq9_pre", "PHQ9Pre", "PHQ 9 (pre)", "phq.9-PRE", "PHQ\u00a09  pre", "PHQ–9: Pre"],
)
def test_one_header_written_in_many_ways_is_one_list_of_words(header):
    assert tokens(header) == ("phq", "9", "pre")


def test_a_run_of_words_is_found_and_taken_out():
    words = tokens("KPCS total score after")
    assert locate(("total", "score"), words) == 1
    assert locate(("score", "total"), words) == -1
    assert without(words, 1, 2) == ("kpcs", "after")


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("Pre", "baseline"),
        ("Initial", "baseline"),
        ("T1", "baseline"),
        ("1st", "baseline"),
        ("First", "baseline"),
        ("Week 0", "baseline"),
        ("0 months", "baseline"),
        ("Post", "end"),
        ("Final", "end"),
        ("Second", "end"),
        ("2nd", "end"),
        ("end_of_work_arm_1", "end"),
        ("Review", "review"),
        ("Review 2", "review 2"),
        ("6 month follow-up", "follow-up 6 months"),
        ("followup_6m_arm_1", "follow-up 6 months"),
        ("Week 12", "follow-up 12 weeks"),
        ("12wk", "follow-up 12 weeks"),
        ("1 year", "follow-up 1 year"),
        ("Retrospective pre", "retrospective baseline"),
        ("Thinking back: before the course", "retrospective baseline"),
        ("Event 1", ""),
        ("Q3", ""),
        ("", ""),
    ],
)
def test_stages_by_the_names_that_services_give_them(text, occasion):
    assert occasion_named(text) == occasion


def test_the_words_of_the_stage_are_taken_from_the_header():
    assert occasion_in(tokens("hamd_6m")) == ("follow-up 6 months", ("hamd",))
    assert occasion_in(tokens("confidence")) == ("", ("confidence",))


def test_a_number_beside_review_is_an_item_where_the_questionnaire_is_known():
    assert occasion_in(("2", "review"), numbered=False) == ("review", ("2",))
    assert occasion_in(("review", "2")) == ("review 2", ())


def test_stages_are_put_in_order_of_time():
    late = [
        "follow-up 1 year",
        "end",
        "baseline",
        "follow-up 6 months",
        "review",
        "retrospective baseline",
        "other",
    ]
    assert sorted(late, key=occasion_order) == [
        "retrospective baseline",
        "baseline",
        "review",
        "end",
        "follow-up 6 months",
        "follow-up 1 year",
        "other",
    ]


def test_t1_is_the_first_stage_unless_there_is_a_t0():
    def stages(*names):
        shift = counted_from_one(tokens(name) for name in names)
        return [occasion_in(shift(tokens(name)))[0] for name in names]

    assert stages("T1", "T2", "T3") == ["baseline", "end", "follow-up"]
    assert stages("T0", "T1", "T2") == ["baseline", "end", "follow-up"]
    assert stages("Time 0", "Time 1") == ["baseline", "end"]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Family ID", Named("id", 3)),
        ("Client no.", Named("id", 3)),
        ("record_id", Named("id", 2)),
        ("Participant", Named("id", 2)),
        ("No.", Named("row id", 1)),
        ("Response ID", Named("row id", 1)),
        ("Referral ID", Named("episode", 3)),
        ("NHS number", Named("private", 3)),
        ("Child's name", Named("private", 3)),
        ("Date of birth", Named("private", 3)),
        ("Site name", Named("attribute", 2)),
        ("Practitioner code", Named("attribute", 2)),
        ("Questionnaire", Named("measure", 3)),
        ("redcap_event_name", Named("occasion", 3)),
        ("Completed by", Named("rater", 3)),
        ("First contact date", Named("first_contact", 3)),
        ("2nd contact", Named("second_contact", 3)),
        ("Date of discharge", Named("end", 3)),
        ("Referral date", Named("start", 3)),
        ("Date completed", Named("date", 4)),
        ("Visit date", Named("date", 2)),
        ("phq9_complete", Named("noise", 1)),
        ("Helping question", None),
    ],
)
def test_what_a_header_that_names_no_score_says(header, role):
    assert role_named(tokens(header)) == role


def test_names_that_tools_give_are_told_from_other_headers():
    assert names_exactly(tokens("Completion time"))
    assert not names_exactly(tokens("Completion time of the first visit"))
