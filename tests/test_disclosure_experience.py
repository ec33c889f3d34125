"""What was said of the service, and scores without a better end, under disclosure control.

Oracle: the presets' own words (NHS: under 5 hidden, others to the nearest 5; strict: 10), and an attacker
who knows the rules: of all numbers that would be published alike, each hidden one takes several values.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.change.rule import make_rate
from evaluation.disclosure import PRESETS
from evaluation.disclosure.experience import protected_question
from evaluation.findings.as_json import evidence_entries
from evaluation.findings.experience import Question
from evaluation.view import View
from tests.tables_of_text import dataset
from tests.test_disclosure import counts_in

ANSWERS = ("Certainly true", "Partly true", "Not true", "Don't know", "")
HEAD = "Family ID,Site," + ",".join(f"CHI-ESQ Q{i}" for i in range(1, 13))
NHS = PRESETS["nhs"]


def forms(n, seed=1, odds=(0.75, 0.12, 0.06, 0.04, 0.03)):
    """A table of n forms with answers drawn from those odds."""
    drawn = np.random.default_rng(seed).choice(ANSWERS, (n, 12), p=odds)
    rows = [f"F{i},{'South' if i % 3 else 'North'},{','.join(row)}" for i, row in enumerate(drawn)]
    return "\n".join([HEAD, *rows])


def published(text, **view):
    return json.loads(json.dumps(evidence_entries(dataset(text).evidence(View(**view))), allow_nan=False))


@settings(max_examples=12)
@given(st.integers(1, 70), st.integers(0, 50), st.sampled_from(["nhs", "strict"]))
def test_no_small_count_is_published_in_a_number_or_in_words(n, seed, preset):
    found = published(forms(n, seed), protection=preset)
    least = PRESETS[preset].threshold
    for entry in found["experience"]:
        counts = [(k, v) for k, v in counts_in(entry) if k in {"n", "of", "unsure", "all", "answered"}]
        assert all(v >= least and v % 5 == 0 for _, v in counts)
        for text in [entry["sentence"], *entry["caveats"], *(q["sentence"] for q in entry["questions"])]:
            said = re.findall(r"(\d+) (?:of|parents|“)", re.sub(r"question \d+", "", text))
            assert all(int(number) >= least for number in said), text


def question(split, unsure=0):
    words = ("certainly true", "partly true", "not true")
    rates = tuple(
        make_rate("answer", word, n, sum(split), "parents", 0.95)
        for word, n in zip(words, split, strict=True)
    )
    return Question(number=1, answers=rates, unsure=unsure)


def told(split, preset=NHS):
    shown = protected_question(question(split), preset)
    return tuple((r.n, r.of, r.share, r.low, r.high) for r in shown.answers)


def test_of_few_forms_no_hidden_answer_and_no_total_can_be_worked_out():
    """Every split of up to 12 answers (12 rounds to 10 as 8 does), by what is published of it."""
    alike = defaultdict(list)
    for split in product(range(13), repeat=3):
        if sum(split) <= 12:
            alike[told(split)].append(split)
    for print_, splits in alike.items():
        assert len({sum(split) for split in splits}) > 1, splits
        for place, entry in enumerate(print_):
            if entry[0] is None:
                assert len({split[place] for split in splits}) > 1, splits


@pytest.mark.parametrize(
    "split", [(28, 7, 2), (39, 12, 2), (30, 0, 6), (6, 30, 1), (84, 11, 3), (120, 25, 3)]
)
def test_of_more_forms_other_numbers_near_by_would_be_published_alike(split):
    shown = told(split)
    near = [*product(*(range(max(n - 2, 0), n + 3) for n in split))]
    # What is wholly hidden may as well be nearly everybody.
    near += [(n - 2, 1, 1) for n in range(sum(split) - 4, sum(split) + 5)]
    alike = [other for other in near if told(other) == shown]
    assert len({sum(other) for other in alike}) > 1
    for place, entry in enumerate(shown):
        if entry[0] is None:
            assert len({other[place] for other in alike}) > 1


def test_the_best_answer_stays_where_the_others_hide():
    best, partly, no = told((40, 9, 3))
    assert (best[0], partly[0], no[0]) == (40, None, None)


def test_nearly_everybody_tells_of_the_few_who_are_left():
    assert [entry[0] for entry in told((48, 1, 1))] == [None, None, None]


def test_few_dont_knows_are_hidden_and_many_rounded():
    assert protected_question(question((30, 10, 8), unsure=3), NHS).unsure is None
    assert protected_question(question((30, 10, 8), unsure=0), NHS).unsure is None
    assert protected_question(question((30, 10, 8), unsure=8), NHS).unsure == 10


def test_a_share_is_near_the_exact_one():
    for split in [(28, 12, 8), (60, 20, 15), (110, 30, 25), (400, 90, 60)]:
        for entry, n in zip(told(split), split, strict=True):
            if entry[2] is not None:
                assert entry[2] == pytest.approx(n / sum(split), abs=0.035)


def test_too_few_forms_show_nothing_at_all():
    (entry,) = published(forms(4), protection="nhs")["experience"]
    assert "Too few parents" in entry["sentence"]
    assert entry["n"] is None
    assert not [v for k, v in counts_in(entry) if k not in {"question", "confidence"}]
    assert all(q["sentence"].endswith("the numbers are too small.") for q in entry["questions"])


def test_filters_that_leave_out_a_few_forms_hide_them_all():
    rows = [f"F{i},North,{','.join(['Certainly true'] * 6 + ['Partly true'] * 6)}" for i in range(30)]
    rows += ["X1,South," + ",".join(["Not true"] * 12), *(f"Y{i},South" + "," * 12 for i in range(9))]
    text = "\n".join([f"{HEAD},PHQ-9", *(f"{row},9" for row in rows)])
    evidence = dataset(text).evidence(View(protection="nhs", filters={"Site": ("North",)}))
    assert evidence.experience[0].n is None
    assert "CHI-ESQ (parent): the filters leave out fewer than 5 who have scores." in evidence.suppressions
    assert dataset(text).evidence(View(filters={"Site": ("North",)})).experience[0].n == 30


def test_what_is_hidden_is_recorded():
    found = published(forms(40), protection="nhs")
    assert "CHI-ESQ (parent): answers with a number below 5." in found["suppressions"]


def prfq(n, seed=3):
    random = np.random.default_rng(seed)
    rows = [f"F{i},{random.integers(2, 7)},{random.integers(2, 7) if i % 5 else ''}" for i in range(n)]
    return "\n".join(["Family ID,PRFQ certainty before,PRFQ certainty after", *rows])


@pytest.mark.parametrize(("preset", "least"), [("nhs", 5), ("strict", 10)])
@pytest.mark.parametrize("n", [3, 9, 14, 60])
def test_described_scores_hold_no_small_count_and_averages_of_enough_only(n, preset, least):
    exact = dataset(prfq(n)).evidence(View()).described[0]
    found = dataset(prfq(n)).evidence(View(protection=preset)).described[0]
    counts = [found.n, found.n_before_only, *(step.n for step in (*found.flow.steps, *found.flow.reasons))]
    assert all(count is None or (count >= least and count % 5 == 0) for count in counts)
    enough = (exact.n or 0) >= 2 * least
    assert (found.description.mean_before is not None) == enough == (found.difference is not None)
    assert found.description.median_before is None
    assert found.sentence != exact.sentence or exact.n == found.n
    if not enough and found.n is not None:
        assert "average scores are not shown" in found.sentence
    if found.n is None:
        assert "Too few families" in found.sentence
        assert not re.search(r"\d (?:before|after|families)", found.sentence)


def test_an_exact_view_is_left_as_it_is():
    entry = published(forms(7))["experience"][0]
    assert entry["n"] == 7
