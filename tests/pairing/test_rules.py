"""Which two scores are compared, by each rule, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.errors import InputError
from evaluation.pairing import Rule, choose_rule, occasions_of, pair
from evaluation.view import View
from tests.tables_of_text import dataset, pairs


def under(data, rule, measure="phq9"):
    entry = next(s for s in data.scores.sets if s.measure.id == measure)
    return pair(entry, rule, data.responses.episodes)


def compared(data, rule, measure="phq9"):
    found = under(data, rule, measure)
    return sorted(zip(found.before.tolist(), found.after.tolist(), strict=True))


def chosen(data, view=None):
    return choose_rule(view or View(), data.scores, data.responses.episodes)


STAGES = """
Client,Stage,Date,PHQ-9
C1,Pre,2025-01-01,20
C1,Review,2025-02-01,15
C1,Post,2025-03-01,10
C1,6 month follow-up,2025-09-01,5
C2,Pre,2025-01-01,12
C2,Review,2025-02-01,9
C3,Post,2025-03-01,3
"""


def test_baseline_is_compared_with_the_end_where_stages_are_named():
    data = dataset(STAGES)
    rule, said = chosen(data)
    assert rule == Rule("occasions", "baseline", "end")
    assert said == "Compared: baseline with end, of 4 stages at which scores were given."
    found = under(data, rule)
    assert compared(data, rule) == [(20, 10)]
    assert found.has_before.tolist() == [True, True, False]
    assert found.has_after.tolist() == [True, False, True]


def test_another_pair_of_stages_can_be_asked_for():
    data = dataset(STAGES)
    rule, said = chosen(data, View(before="baseline", after="review"))
    assert (compared(data, rule), said) == ([(12, 9), (20, 15)], "")
    assert compared(data, chosen(data, View(after="follow-up 6 months"))[0]) == [(20, 5)]


def test_a_stage_that_is_not_there_is_said():
    with pytest.raises(
        InputError, match=r"No score was given at 'discharge'\. The data have: baseline, review, end"
    ):
        chosen(dataset(STAGES), View(after="discharge"))


def test_first_and_last_are_by_date_and_take_in_every_stage():
    data = dataset(STAGES)
    assert compared(data, Rule("first_last")) == [(12, 9), (20, 5)]


def test_stages_are_asked_for_but_the_data_name_none():
    data = dataset("Client,Date,PHQ-9\nC1,2025-01-01,12\nC1,2025-03-01,6")
    assert chosen(data)[0] == Rule("first_last")
    with pytest.raises(InputError, match="needs scores from two stages; the data name none"):
        chosen(data, View(pairing="occasions"))


def test_dates_alone_give_first_and_last_whatever_the_order_of_rows():
    rows = ["C1,2025-03-01,6", "C1,2025-01-01,12", "C1,2025-02-01,27", "C2,2025-01-01,9"]
    for order in (rows, rows[::-1], rows[2:] + rows[:2]):
        assert pairs(dataset("Client,Date,PHQ-9\n" + "\n".join(order)), "phq9") == [(12, 6)]


def test_two_scores_that_time_cannot_tell_apart_are_not_paired():
    # Row order must not decide, and taking the lower first would call everybody worse.
    data = dataset("Client,PHQ-9 pre,Date,PHQ-9 post\nC1,12,2025-01-01,6\nC2,9,2025-01-01,9")
    mixed = dataset(
        "Client,Stage,Date,PHQ-9\nC1,Pre,2025-01-01,10\nC1,Pre,,5\nC1,Post,2025-05-01,3\nC2,Pre,2025-01-01,11\nC2,Post,2025-02-01,6"
    )
    assert compared(data, Rule("first_last")) == [(9, 9), (12, 6)]  # one date, but the stages say
    assert compared(mixed, Rule("occasions", "baseline", "end")) == [(11, 6)]


def test_two_equal_scores_at_one_time_can_be_told_apart_from_nothing_and_need_not_be():
    data = dataset("Client,Stage,Date,PHQ-9\nC1,Pre,2025-01-01,10\nC1,Pre,,10\nC1,Post,2025-05-01,3")
    assert compared(data, Rule("occasions", "baseline", "end")) == [(10, 3)]


def test_undated_scores_without_a_stage_are_not_put_in_order():
    data = dataset("Client,Stage,PHQ-9\nC1,Pre,12\nC1,Odd,3\nC2,Pre,10\nC2,Post,5")
    assert compared(data, Rule("first_last")) == [(10, 5)]
    assert under(data, Rule("first_last")).has_score.tolist() == [True, True]


def test_a_retrospective_baseline_is_never_the_true_one():
    data = dataset(
        """
        Learner code,Knowledge before,Knowledge retrospective pre,Knowledge after
        L1,4,1,5
        L2,,2,4
        """,
        noun="learner",
    )
    rule, _ = chosen(data)
    assert rule == Rule("occasions", "baseline", "end")
    assert compared(data, rule, "training_self_rating") == [(4, 5)]
    assert compared(data, Rule("first_last"), "training_self_rating") == [(4, 5)]
    retro, _ = chosen(data, View(before="retrospective baseline", after="end"))
    assert compared(data, retro, "training_self_rating") == [(1, 5), (2, 4)]


def test_a_retrospective_baseline_alone_is_used_and_named():
    data = dataset("Learner code,Knowledge retrospective pre,Knowledge post\nL1,2,4\nL2,3,4")
    rule, _ = chosen(data)
    assert rule.words == "score at retrospective baseline against score at end"


def test_raters_are_never_paired_with_each_other():
    data = dataset(
        "Client,Stage,Completed by,PHQ-9\n"
        "C1,Pre,Mother,12\nC1,Post,Father,3\nC2,Pre,Mother,9\nC2,Post,Mother,8"
    )
    assert pairs(data, "phq9", "mother") == [(9, 8)]
    assert pairs(data, "phq9", "father") == []


def test_goals_are_paired_with_themselves():
    data = dataset("Family,Goal 1 start,Goal 1 end,Goal 2 start,Goal 2 end\nF1,2,5,3,\nF2,1,1,4,9")
    assert pairs(data, "gbo", scale="goal") == [(1, 1), (2, 5), (4, 9)]


# NHS England's rule for children's services (facts/measures.md section 8.2): the first score on or
# after contact 1; the last score, not the first, on or after contact 2 and on or before discharge.
NATIONAL = """
Client,First contact,Second contact,End date,Date,PHQ-9
A,2025-01-10,2025-01-20,2025-06-01,2025-01-05,20
A,2025-01-10,2025-01-20,2025-06-01,2025-01-10,18
A,2025-01-10,2025-01-20,2025-06-01,2025-03-01,9
A,2025-01-10,2025-01-20,2025-06-01,2025-06-01,7
A,2025-01-10,2025-01-20,2025-06-01,2025-06-02,1
B,2025-01-10,2025-01-20,2025-06-01,2025-01-12,15
B,2025-01-10,2025-01-20,2025-06-01,2025-01-19,5
C,2025-01-10,2025-01-20,2025-06-01,2025-02-01,14
D,2025-01-10,,2025-06-01,2025-01-12,13
D,2025-01-10,,2025-06-01,2025-05-01,4
E,2025-01-10,2025-01-20,,2025-01-12,12
E,2025-01-10,2025-01-20,,2026-01-01,11
"""


def test_the_national_rule_worked_by_hand():
    data = dataset(NATIONAL)
    rule, _ = chosen(data, View(pairing="national"))
    # A: 20 is before contact 1, 1 after discharge. B: no score from contact 2 on. C: one score only,
    # which can't be its own second. D: no second contact. E: still open, so no end to keep to.
    assert compared(data, rule) == [(12, 11), (18, 7)]
    found = under(data, rule)
    assert found.has_before.tolist() == [True, True, True, True, True]
    assert found.has_after.tolist() == [True, False, False, False, True]


def test_the_national_rule_needs_contact_dates():
    with pytest.raises(InputError, match="needs the dates of the first and second contact"):
        chosen(dataset(STAGES), View(pairing="national"))


def test_occasions_are_listed_in_order_of_time():
    assert occasions_of(dataset(STAGES).scores) == ("baseline", "review", "end", "follow-up 6 months")


def test_first_scores_are_kept_for_the_needs_profile():
    data = dataset("Family,Goal 1 start,Goal 2 start,Goal 1 end\nF1,2,4,\nF2,1,,")
    found = under(data, Rule("occasions", "baseline", "end"), "gbo")
    assert found.first_score.tolist() == [3.0, 1.0]


def test_a_rule_is_a_key_that_can_be_compared():
    assert replace(Rule("occasions", "baseline", "review"), after="end") == Rule(
        "occasions", "baseline", "end"
    )


def first_last(text):
    data = dataset(text)
    return pair(data.scores.sets[0], Rule("first_last"), data.responses.episodes)


def test_a_score_at_the_end_alone_is_nobodys_first():
    """Found in review: an end score without a first one was told as where a family started."""
    paired = first_last("ID,Stage,PHQ-9\nA,end,5\nB,end,7\nB,baseline,9")
    assert paired.has_before.tolist() == [False, True]


def test_a_score_without_a_stage_does_not_remove_the_ones_that_have_one():
    text = "ID,Stage,PHQ-9\nA,baseline,14\nA,something else,9\nA,end,6"
    paired = first_last(text)
    assert (paired.before.tolist(), paired.after.tolist()) == ([14], [6])
