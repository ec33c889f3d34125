"""Rules for single counts of learners that no total may undo, each by a hand example."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from evaluation.disclosure.training import protected_training
from tests import training_made_up as made_up


def under(**changes: Any) -> Any:
    evidence = made_up.training_evidence()
    return protected_training(replace(evidence, view=replace(evidence.view, protection="nhs"), **changes))


def test_the_share_of_best_answers_goes_where_it_would_tell_the_one_hidden_among_them():
    # 0 and 20 are hidden. Best are the last two, so 28 less the 28 that is shown would leave nobody.
    answers = replace(
        made_up.answers_at("end", (30, 22, 20, 0, 28)),
        top=made_up.rate(28, 100, "learners with both answers", "top", sampled=True),
    )
    change = replace(made_up.change(), after=answers, n=100, rates=made_up.moved(60, 30, 10), groups=())
    after = under(changes=(change,)).changes[0].after
    assert after.counts == (30, 20, None, None, 30)
    assert after.top.n is None


def test_who_is_accredited_goes_where_a_pathway_is_hidden():
    shown = under().cohort
    assert shown.accredited.n == 20
    small = made_up.cohort()
    few = replace(small.pathways[1], trainees=3)
    assert under(cohort=replace(small, pathways=(small.pathways[0], few))).cohort.accredited.n is None
