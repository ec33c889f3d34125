"""A trainee's portfolio. Oracle: the cases of made_up.py, worked out by hand in its docstring."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from evaluation import wording
from evaluation.change import make_rate, wilson
from evaluation.effects import mean_change
from evaluation.errors import InputError
from evaluation.portfolio import MANY, portfolio, proposed, trainee_columns, trainees, words
from evaluation.tables import ChangeTable
from evaluation.view import View
from tests.portfolio import made_up
from tests.portfolio.made_up import HEAD, ROWS, TODAY


@pytest.fixture(scope="module")
def cases():
    return made_up.data()


@pytest.fixture(scope="module")
def found(cases):
    return portfolio(cases, "Trainee code", "T01", today=TODAY, records=made_up.records(), minimum=10)


def of(cases, trainee="T01", **choices):
    return portfolio(cases, "Trainee code", trainee, today=TODAY, **choices)


def one_scale(found, title):
    return [score for case in found.closed for score in case.scores if score.scale == title]


def test_each_closed_case_is_a_row_with_its_two_scores_and_what_that_is_by_the_published_amount(found):
    told = [(s.before, s.after, s.change, words.judged(s)) for s in one_scale(found, "PHQ-9 total")]
    assert told == [
        (14, 6, 8, "Reliable improvement"),
        (18, 12, 6, "Reliable improvement"),  # exactly the amount counts
        (12, 7, 5, "No reliable change"),
        (9, 15, -6, "Reliable deterioration"),
        (16, 8, 8, "Reliable improvement"),
        (11, 11, 0, "No reliable change"),
        (13, None, None, "No second score"),
    ]


def test_without_a_published_amount_any_change_is_told_as_that(found):
    assert [words.judged(s) for s in one_scale(found, "MORS-SF warmth")] == [
        "Better by any amount: no published threshold",
        "The same: no published threshold",
        "Worse by any amount: no published threshold",
    ]
    assert [s.change for s in one_scale(found, "MORS-SF warmth")] == [6, 0, -4]  # higher is better


def test_cases_have_running_numbers_in_order_of_closing_and_months_for_days(found):
    assert [case.number for case in found.closed] == [*range(1, 9)]
    assert [words.months(case) for case in found.closed][:2] == [
        "Sep 2025 to Jan 2026",
        "Sep 2025 to Feb 2026",
    ]
    assert "C10" not in repr(found)
    assert not any(isinstance(day, date) for case in found.closed for day in (case.opened, case.closed))


def test_a_case_without_a_score_is_a_row_too_and_says_why(found):
    assert found.closed[-1].scores == ()
    assert (found.both.n, found.both.of) == (6, 8)
    assert words.lacking(found) == (
        "2 of 8 closed cases have no questionnaire with both scores: how they did is not known."
    )


def test_open_cases_are_counted_apart(found):
    assert (found.open, found.unknown, found.outside) == (1, 0, 0)
    assert words.others(found) == "Counted apart: 1 case is open."


def test_the_counts_of_each_scale_and_their_intervals_are_those_of_scipy_and_statsmodels(found):
    phq = found.results[0]
    assert [(r.outcome, r.n, r.of) for r in phq.rates] == [
        ("improved", 3, 6),
        ("no_change", 2, 6),
        ("worse", 1, 6),
    ]
    for result in found.results:
        for rate in result.rates:
            theirs = binomtest(rate.n, rate.of).proportion_ci(method="wilson")
            assert (rate.low, rate.high) == pytest.approx(tuple(theirs), abs=1e-12)
            also = pytest.importorskip("statsmodels.stats.proportion").proportion_confint
            assert (rate.low, rate.high) == pytest.approx(also(rate.n, rate.of, method="wilson"), abs=1e-12)
    assert (phq.whole.n, phq.whole.of) == (6, 7)
    assert words.result_sentence(phq) == (
        "PHQ-9 total, rated by the parent: of 6 closed cases with both scores, 3 showed reliable "
        "improvement (between 1 in 10 and 9 in 10), 2 no reliable change and 1 reliable deterioration."
    )


def test_of_fewer_than_ten_no_percentage_stands_and_of_ten_it_has_its_interval(found):
    for result in found.results:
        assert not any("%" in words.some(rate) for rate in result.rates)
    assert (
        words.some(make_rate("r", "improved", 5, 8, "cases", 0.95)) == "5 of 8 (between 3 in 10 and 9 in 10)"
    )
    assert (
        words.some(make_rate("r", "improved", 6, 10, "cases", 0.95)) == "6 of 10 (60%, between 31% and 83%)"
    )


@given(st.integers(1, 9).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_tenths_hold_the_interval_that_they_stand_for(counts):
    ends = wilson(*counts)
    said = wording.in_ten(*ends)
    tenths = {"none": 0, "fewer than 1 in 10": 0, "more than 9 in 10": 10, "all": 10}
    low, high = (tenths[t] if t in tenths else int(t.split(" ")[0]) for t in said.split(" and "))
    assert low / 10 <= ends[0] + 1e-9
    assert ends[1] <= high / 10 + 1e-9
    assert (low + 1) / 10 > ends[0]
    assert ("none" in said) == (counts[0] == 0)


def many(n: int) -> bytes:
    """So many closed cases of T01, whose PHQ-9 falls from 15 by 0 to 4 points in turn."""
    rows = [f"C{i},T01,2025-09-04,2026-01-15,15,2025-09-10,{15 - i % 5},2026-01-12,," for i in range(n)]
    return "\n".join((HEAD, *rows, "")).encode()


def test_averages_are_given_from_twenty_pairs_on_and_not_of_nineteen():
    few, enough = (of(made_up.data(many(n))).results[0] for n in (MANY - 1, MANY))
    assert (few.mean_before, few.mean_after, few.mean_change) == (None, None, None)
    assert words.average(few) == ""
    # Five of each of 0, 1, 2, 3 and 4 points better: 2 on average.
    assert (enough.mean_before, enough.mean_after, enough.mean_change.value) == (15, 13, 2)
    table = ChangeTable.from_scores([15] * 20, [15 - i % 5 for i in range(20)], better="lower")
    assert enough.mean_change == mean_change(table)


def test_the_period_keeps_cases_that_closed_in_it_and_counts_the_others(cases):
    found = of(cases, start=date(2026, 2, 1), end=date(2026, 3, 31))
    assert [words.months(case)[-8:] for case in found.closed] == ["Feb 2026", "Feb 2026", "Mar 2026"]
    assert (found.outside, found.open) == (5, 1)
    assert "5 cases closed outside the training period" in words.others(found)
    assert words.period(found) == "Training period 1 February 2026 to 31 March 2026"
    on_the_days = of(cases, start=date(2026, 2, 10), end=date(2026, 3, 12))  # when C102 and C104 closed
    assert len(on_the_days.closed) == 3


def test_the_sidebar_s_filters_and_definition_of_better_are_not_used(cases, found):
    view = View(filters={"Trainee code": ("T02",)}, improved="any_change", start=date(2030, 1, 1))
    assert of(cases, view=view).results == found.results


def test_a_column_with_the_status_closes_cases_where_no_case_has_an_end_date():
    csv = b"Case ID,Trainee,Status,PHQ-9 pre,PHQ-9 post\nA,T1,Closed,14,6\nB,T1,Open,9,\nC,T1,,9,3\n"
    found = portfolio(made_up.data(csv), "Trainee", "T1", today=TODAY)
    assert (len(found.closed), found.open, found.unknown) == (1, 1, 1)
    assert found.closing == "A case is closed where the column with its status says so"


def test_where_nothing_says_who_is_closed_somebody_has_to():
    csv = b"Case ID,Trainee,PHQ-9 pre,PHQ-9 post\nA,T1,14,6\nB,T1,9,\nC,T2,9,3\n"
    data = made_up.data(csv)
    unknown = portfolio(data, "Trainee", "T1", today=TODAY)
    assert (len(unknown.closed), unknown.unknown) == (0, 2)
    assert words.sentence(unknown) == "T1 has no closed case"
    closed = portfolio(data, "Trainee", "T1", today=TODAY, all_closed=True)
    assert (len(closed.closed), closed.unknown) == (2, 0)
    assert words.sentence(closed) == "T1: 1 of 2 closed cases have scores before and after"


def test_a_case_that_closes_later_than_today_is_open(cases):
    assert len(portfolio(cases, "Trainee code", "T01", today=date(2026, 3, 1)).closed) == 3


def test_goals_are_told_one_by_one_and_have_no_interval_where_a_family_has_several():
    csv = (
        b"Case ID,Trainee,End date,Goal 1 start,Goal 1 end,Goal 2 start,Goal 2 end\n"
        b"A,T1,2026-01-10,2,8,3,3\nB,T1,2026-02-10,4,5,1,\n"
    )
    found = portfolio(made_up.data(csv), "Trainee", "T1", today=TODAY)
    result = found.results[0]
    assert (result.one, result.rates[0].of) == ("goal", 3)
    assert {(rate.low, rate.high) for rate in result.rates} == {(None, None)}
    assert "go together" in result.note
    assert [words.judged(score) for score in found.closed[1].scores][-1] == "1 goal lacks one of two scores"


def test_a_scale_of_which_neither_end_is_better_is_described_and_nobody_is_judged():
    head = b"Case ID,Trainee,End date,PRFQ certainty pre,PRFQ certainty post"
    csv = head + b"\nA,T1,2026-01-10,3,5\nB,T1,2026-01-10,4,\n"
    found = portfolio(made_up.data(csv), "Trainee", "T1", today=TODAY)
    scores = [score for case in found.closed for score in case.scores]
    assert [words.judged(score) for score in scores] == [
        "Neither end of this scale is better",
        "No second score",
    ]
    assert words.change(scores[0]) == "+2"
    assert found.results[0].rates == ()
    assert "changes are only described; 1 of 2 with a first score have a second" in words.result_sentence(
        found.results[0]
    )


def test_a_family_with_two_of_the_cases_is_said_to_have_them():
    swaps = (("C102", "C101"), ("C104", "C103"), ("C106", "C105"))  # ids repeat: each date is a referral
    rows = [row.replace(*swaps[0]).replace(*swaps[1]).replace(*swaps[2]) for row in ROWS]
    found = of(made_up.data("\n".join((HEAD, *rows, "")).encode()))
    assert (len(found.closed), found.again) == (8, 3)
    assert "3 families have more than one of these cases" in " ".join(words.made_how(found))


def test_a_minimum_is_shown_as_the_course_s_own_rule_and_none_is_invented(cases, found):
    assert words.minimum(found) == (
        "Your course asks for 10 closed cases (its own rule; none is published): 8 so far, 2 to come."
    )
    assert words.minimum(of(cases)) == ("Minimum number of closed cases: not published; set by your course.")


def test_what_the_programme_s_files_hold_of_the_trainee_stands_beside(found):
    held = found.recorded
    assert (held.pathway, held.cohort) == ("Parent–infant", "2025")
    assert [(session.name, session.passed) for session in held.sessions] == [
        ("Video 1", False),
        ("Video 2", True),
    ]
    assert [unit.result for unit in held.units] == ["passed", "passed", "in progress"]  # the resit counts
    assert held.credits == (45, 90)
    assert [(one.rater, one.n, dict(one.answers)) for one in held.feedback] == [
        ("supervisor", 2, {1: 0, 2: 0, 3: 1, 4: 1, 5: 0}),
        ("parent", 3, {1: 0, 2: 0, 3: 0, 4: 1, 5: 2}),
    ]


def test_without_the_programme_s_files_it_says_what_is_lacking(cases):
    assert "have not been read" in of(cases).unrecorded
    assert of(cases, "T03", records=made_up.records()).unrecorded == (
        "The programme’s files name no learner T03."
    )
    assert "not both made up" in of(cases, records=made_up.records(sample=True)).unrecorded


def test_the_column_is_proposed_by_its_name_and_codes_stand_for_what_could_be_names():
    head = b"Case ID,Site,Practitioner,Trainee code,PHQ-9 pre,PHQ-9 post"
    data = made_up.data(head + b"\nA,North,P1,T1,14,6\nB,South,P2,Red Fox,9,3\n")
    assert trainee_columns(data) == ("Trainee code", "Practitioner", "Site")
    assert proposed(data) == "Trainee code"
    assert [(one.value, one.code, one.cases) for one in trainees(data, "Trainee code")] == [
        ("Red Fox", "Trainee 1", 1),
        ("T1", "T1", 1),
    ]
    assert portfolio(data, "Trainee code", "Red Fox", today=TODAY).trainee == "Trainee 1"


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"trainee": "T99"}, "The column 'Trainee code' has no 'T99'; it has T01, T02, T03."),
        ({"start": date(2026, 5, 1), "end": date(2026, 4, 1)}, "starts after it ends"),
        ({"minimum": 0}, "must be 1 or more"),
    ],
)
def test_what_can_t_be_used_is_one_sentence(cases, choices, said):
    with pytest.raises(InputError, match=said):
        of(cases, **choices)


def test_an_unknown_column_names_those_there_are(cases):
    with pytest.raises(InputError, match="the columns are: 'Trainee code'"):
        portfolio(cases, "Worker", "T01", today=TODAY)
