"""The definition that a lead asks for, in a finding: its sentence, its caveat, better and worse together."""

from __future__ import annotations

from typing import get_args

import pytest

from evaluation.findings.sentences import short_sentence
from evaluation.reports.origin import choices
from evaluation.view import Improved, View
from tests.tables_of_text import dataset

# CORE-10: 0 to 40, lower is better, alpha .90, general population 4.7 (SD 4.8). Before: mean 16, SD 11.40.
TEXT = "Family ID,CORE-10 before,CORE-10 after\nA,30,6\nB,20,12\nC,10,10\nD,20,36\nE,0,0"


def found(**choice):
    evidence = dataset(TEXT).evidence(View(**choice))
    (finding,) = evidence.findings
    return finding, evidence


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (
            {"improved": "percent_change", "percent": 40},
            (
                "2 of 4 families with both scores whose first score is not 0",
                "got better by at least 40% of the first score on",
                "1 changed by less and 1 got worse by as much.",
            ),
        ),
        # SD before 11.4: 1.96 x 11.4 x sqrt(.2) is 9.99, which A beats for the better and D for the worse.
        (
            {"improved": "computed_change"},
            (
                "1 of 5 families with both scores",
                "got better by a computed reliable amount on",
                "3 had no reliable change and 1 got worse by a computed reliable amount.",
            ),
        ),
        # c = (11.4 x 4.7 + 4.8 x 16) / 16.2 is 8.05: A went from 30 to 6.
        (
            {"improved": "clinically_significant"},
            (
                "1 of 5 families with both scores",
                "got reliably better and crossed the cut-off, on",
                "; in all, 1 got better by a computed reliable amount, 3 had no reliable change and 1 got",
                "worse by a computed reliable amount.",
            ),
        ),
        (
            {"improved": "band_move"},
            ("moved to a better band on", "stayed in the same band and", "moved to a worse band."),
        ),
    ],
)
def test_the_sentence_names_what_was_asked_for_with_better_and_worse(choice, said):
    finding, evidence = found(**choice)
    for words in said:
        assert words in finding.sentence
    assert len(finding.headline()) == 3
    assert [note for note in evidence.notes if note.startswith("CORE-10")] == []
    short = short_sentence(finding)
    assert "better" in short
    assert "worse" in short


@pytest.mark.parametrize("improved", get_args(Improved))
def test_every_choice_gives_a_whole_finding(improved):
    finding, evidence = found(improved=improved, percent=20)
    assert [rate.outcome for rate in finding.headline()] == ["improved", "no_change", "worse"]
    assert sum(rate.n or 0 for rate in finding.headline()) == finding.headline()[0].of
    assert finding.rule(finding.headline_rule).text
    assert choices(evidence).rows[1][0] == "What counts as better"


def test_a_computed_headline_says_that_it_is_not_published_and_what_is():
    finding, _ = found(improved="computed_change")
    (caveat,) = [c for c in finding.caveats if c.key == "threshold"]
    assert "it is not a published threshold" in caveat.text
    assert "The published threshold of CORE-10 is Barkham 2013: 6 points or more." in caveat.text
    assert finding.rate("reliable_change", "improved") is not None
    assert "any change of score counts" not in " ".join(c.text for c in finding.caveats)


def test_a_chosen_percentage_says_so():
    finding, evidence = found(improved="percent_change", percent=40)
    assert any("chosen for these figures" in c.text for c in finding.caveats)
    assert choices(evidence).rows[1] == (
        "What counts as better",
        "A change of at least 40% of the first score",
    )


def test_what_can_not_be_used_is_said_in_the_notes_and_the_usual_rule_stands():
    finding, evidence = found(improved="important_change")
    assert finding.headline_rule == "reliable_change"
    assert (
        "CORE-10 total: no smallest change that matters is known from a firm source; reliable change is used."
        in evidence.notes
    )


def test_the_method_and_cut_off_are_printed_with_the_choices():
    _, evidence = found(improved="clinically_significant", method="nk", cut_off="b")
    assert choices(evidence).rows[1][1] == (
        "Reliable change computed from these scores (Nunnally–Kotsch), together with crossing cut-off b"
    )
