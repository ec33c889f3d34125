"""A comparison in a few words: better and worse together, and nothing where a part is hidden."""

from __future__ import annotations

from dataclasses import replace

from evaluation.training.headlines import change_headline
from tests.training_made_up import after_only, change, moved, two_groups


def test_worse_stands_beside_better():
    said = change_headline(change())  # 28 up and 3 down of 40
    assert "70% of 40 learners moved up" in said
    assert "8% moved down" in said


def test_rounded_counts_are_said_to_be_about():
    found = change()
    rates = tuple(replace(rate, printed_share=0.5) for rate in found.rates)
    assert change_headline(replace(found, rates=rates)).startswith("about 50% of about 40")


def test_what_is_hidden_has_no_headline():
    found = change()
    hidden = tuple(
        replace(rate, n=None, low=None, high=None, hidden="[c]") if rate.outcome == "worse" else rate
        for rate in found.rates
    )
    assert change_headline(replace(found, rates=hidden)) == ""
    for once in (after_only(), two_groups()):
        top = replace(once.after.top, n=None, hidden="[c]")
        assert change_headline(replace(once, after=replace(once.after, top=top))) == ""


def test_forms_that_nobody_signed_are_not_called_learners():
    found = change()
    forms = replace(found, rates=moved(28, 9, 3, "forms with both answers"))
    assert change_headline(found) == "70% of 40 learners moved up, 8% moved down"
    assert change_headline(forms) == "70% of 40 forms moved up, 8% moved down"
