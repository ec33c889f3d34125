"""Sentences and caveats of what learners answered: plain, without cause, made of printed figures alone."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

from evaluation.courses.vocabulary import Question
from evaluation.disclosure.presets import PRESETS
from evaluation.disclosure.training.change import protected_change
from evaluation.training.change import changes
from evaluation.training.change_caveats import change_caveats
from evaluation.training.change_words import change_sentence, occasion_words
from evaluation.training.choices import TrainingView
from tests.training.forms import SURE, answer, both, came, records, unsigned

PAIRS = [(1, 4)] * 28 + [(3, 3)] * 9 + [(4, 2)] * 3
AGREES = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
KNOWS = replace(SURE, id="sure", text="I know how", kind="agreement", labels=AGREES)
WORRIES = replace(KNOWS, text="I worry about it", better="lower")
CAUSES = re.compile(
    r"\b(because of|thanks to|led to|caused?|due to|as a result|helped|improved|effect of|impact|made)\b"
)


def only(answers, question=SURE, **more):
    (found,) = changes(records(answers, question, **more), TrainingView())
    return found


def every_kind():
    learners = [f"L{place}" for place in range(60)]
    quiz = Question(id="sure", text="Quiz", low=0, high=20, level=2, kind="quiz")
    later = both(PAIRS, "baseline", "follow-up 3 months")
    return [
        only(both(PAIRS)),
        only(both(PAIRS), KNOWS),
        only(both(PAIRS), WORRIES),
        only(both(PAIRS), quiz),
        only(both(PAIRS, "retrospective baseline")),
        only([*both(PAIRS), answer("M", "baseline", 2), *unsigned([2, 2], "end", "more.csv")]),
        only(later, attendances=came(learners)),
        only(later, replace(SURE, level=3)),
        only(unsigned([2, 3, 5] * 8, "baseline", "b.csv") + unsigned([4, 5] * 9, "end", "a.csv")),
        only([answer(f"L{place}", "end", 4) for place in range(9)], replace(SURE, level=1)),
        only([answer(f"L{place}", "follow-up", 4) for place in range(9)], attendances=came(learners)),
    ]


def test_the_sentence_of_a_true_baseline():
    assert change_sentence(only(both(PAIRS))) == (
        "28 of 40 learners with both answers (70%, 95% interval 55% to 82%) rated “How sure are you?” higher "
        "after “Introduction to attachment” than before it; 9 the same and 3 lower (level 2, learning)"
    )


def test_the_sentence_of_a_before_asked_afterwards_begins_with_that():
    said = only(both(PAIRS, "retrospective baseline"), KNOWS).sentence
    assert said.startswith("Looking back, 28 of 40 learners with both answers (70%")
    assert "agreed with “I know how” more strongly after “Introduction to attachment” than before it" in said
    assert "9 as strongly and 3 less strongly" in said


def test_where_less_is_better_the_sentence_says_so():
    said = only(both([(after, before) for before, after in PAIRS]), WORRIES).sentence
    assert "28 of 40" in said
    assert "agreed with “I worry about it” less strongly, which is better," in said
    assert "3 more strongly" in said


def test_a_session_is_named_with_its_course():
    said = only(both(PAIRS, session="Workshop 2")).sentence
    assert "after Workshop 2 of “Introduction to attachment” than before it" in said


def test_a_course_that_no_file_names_is_the_course():
    found = only(both(PAIRS, course=""))
    assert "after the course than before it" in found.sentence
    assert found.key == "sure--true-baseline"


def test_the_best_answers_are_named_in_the_words_of_the_form():
    once = [answer(f"L{place}", "end", 5 if place < 40 else 2) for place in range(45)]
    assert only(once, KNOWS).sentence.startswith(
        "40 of 45 learners who answered (89%, 95% interval 77% to 95%) chose “Agree” or “Strongly agree” for "
        "“I know how” after “Introduction to attachment”"
    )
    assert "chose “Strongly disagree” or “Disagree” for" in only(once, WORRIES).sentence
    bare = replace(SURE, labels=())
    assert "chose 4 or 5 of 1 to 5 for" in only(once, bare).sentence


@pytest.mark.parametrize(
    ("occasion", "words"),
    [
        ("follow-up 3-6 months", "3-6 months after it"),
        ("follow-up 1 year", "1 year after it"),
        ("follow-up (second)", "after it (follow-up, second)"),
        ("follow-up", "months after it"),
        ("end", "after it"),
    ],
)
def test_an_occasion_in_words(occasion, words):
    assert occasion_words(occasion, "it") == words


@pytest.mark.parametrize("found", every_kind(), ids=lambda found: f"{found.design}-{found.question.kind}")
def test_nothing_is_said_to_be_caused_and_both_sides_are_told(found):
    assert not CAUSES.search(found.sentence)
    assert not found.sentence.endswith(".")
    if found.paired:
        for rate in found.rates:
            assert f"{rate.n} " in found.sentence
    assert len({caveat.key for caveat in found.caveats}) == len(found.caveats)
    assert all(caveat.text.endswith((".", ")")) for caveat in found.caveats)


@pytest.mark.parametrize("found", every_kind(), ids=lambda found: f"{found.design}-{found.question.kind}")
def test_words_are_made_again_of_what_is_printed_alone(found):
    """With every count hidden no number of a person is left in sentence or caveats."""
    hidden = replace(
        found,
        n=None,
        before=found.before and _hidden(found.before),
        after=_hidden(found.after),
        rates=tuple(map(_gone, found.rates)),
        answered=_gone(found.answered),
        difference=None,
        left_out=tuple(replace(step, n=None) for step in found.left_out),
        rounded=True,
    )
    words = [change_sentence(hidden), *(caveat.text for caveat in change_caveats(hidden))]
    numbers = re.findall(r"\d+", " ".join(words).replace(found.question.text, ""))
    assert set(numbers) <= {f"{found.level}", "3"}  # the level, and 3 months


@pytest.mark.parametrize("found", every_kind(), ids=lambda found: f"{found.design}-{found.question.kind}")
def test_rounded_counts_are_told_as_about(found):
    rates = tuple(replace(rate, printed_share=0.5, n=20, of=40) for rate in found.rates)
    said = change_sentence(replace(found, rates=rates, rounded=True))
    if found.paired:
        assert "about 50% of about 40 learners with both answers" in said.casefold()
        assert "; about 50%" in said


def test_few_pairs_are_told_with_how_wide_the_range_is():
    few = {caveat.key: caveat.text for caveat in only(both(PAIRS[:19])).caveats}
    assert few["few"].startswith("With only 19 learners with both answers the likely range is wide")
    assert "few" not in {caveat.key for caveat in only(both(PAIRS[:20])).caveats}


def test_a_count_alone_is_made_coarse_too():
    """Four answers, of nobody knows how many, are hidden, and so is that they were four."""
    once = only([answer(f"L{place}", "follow-up", 4) for place in range(4)])
    shown = protected_change(once, PRESETS["nhs"], [], hide=False)
    assert not re.search(r"\b4\b", " ".join([shown.sentence, *(caveat.text for caveat in shown.caveats)]))
    assert shown.answered.n is None
    more = only([answer(f"L{place}", "follow-up", 4) for place in range(43)])
    assert "about 45 answered" in protected_change(more, PRESETS["nhs"], [], hide=False).sentence


def test_one_learner_is_one():
    assert only(both([(2, 4)])).sentence.startswith("1 of 1 learner with both answers (100%")


def _gone(rate):
    return replace(rate, n=None, of=None, low=None, high=None, hidden="[c]")


def _hidden(at):
    return replace(at, n=None, counts=tuple(None for _ in at.counts), top=_gone(at.top))


def test_every_field_of_a_comparison_is_filled():
    found = only(both(PAIRS))
    assert {field.name for field in fields(found) if getattr(found, field.name) is None} == {"difference"}
