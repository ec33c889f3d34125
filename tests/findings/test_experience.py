"""What was said about the service. Oracles: counts made by hand; facts/measures.md section 7.2 for CHI-ESQ
(answers in words, "don't know" not scored, given once, share "certainly true" for each question)."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.findings.as_json import evidence_entries
from evaluation.findings.latest import latest
from evaluation.measures import registry
from evaluation.scoring import OMITTED, ScoreSet
from evaluation.view import View
from tests.examples import examples
from tests.made_up import wilson
from tests.tables_of_text import dataset

QUESTIONS = range(1, 13)
HEAD = "Family ID,Date,Site," + ",".join(f"CHI-ESQ Q{i}" for i in QUESTIONS)
YES, PARTLY, NO, UNSURE = "Certainly true", "Partly true", "Not true", "Don't know"


def form(family, first, *, day="2026-03-01", site="North", rest=YES):
    """A row of the export: an answer to question 1, the same one to all others."""
    return ",".join([family, day, site, first, *[rest] * 11])


def table(*rows):
    return "\n".join([HEAD, *rows])


def said(text, **view):
    (found,) = dataset(text).evidence(View(**view)).experience
    return found


FIVE = table(
    form("A1", YES, day="2026-01-05"),
    form("A2", YES, day="2026-02-11"),
    form("A3", PARTLY, site="South", day="2026-03-20"),
    form("A4", UNSURE, day="2026-04-02"),
    form("A5", "", site="South", day="2026-05-30"),
)


def test_each_answer_is_counted_among_those_who_gave_one_and_dont_knows_beside_them():
    found = said(FIVE)
    first, second = found.questions[:2]
    assert found.n == 5
    assert [(r.outcome, r.n, r.of) for r in first.answers] == [
        ("certainly true", 2, 3),
        ("partly true", 1, 3),
        ("not true", 0, 3),
    ]
    assert (first.unsure, second.unsure) == (1, 0)
    assert (second.best.n, second.best.of) == (5, 5)
    assert (first.best.low, first.best.high) == pytest.approx(wilson(2, 3))
    assert len(found.questions) == 12


def test_sentences_hold_the_numbers_and_nothing_of_change():
    found = said(FIVE)
    low, high = (f"{100 * end:.0f}%" for end in wilson(2, 3))
    assert found.questions[0].sentence == (
        f"2 of 3 parents (67%, 95% interval {low} to {high}) answered “certainly true” to question 1 "
        "(1 “partly true” and 0 “not true”; 1 “don't know”)."
    )
    assert found.sentence.startswith("The share who answered “certainly true” runs from 2 of 3 parents (67%,")
    assert "to 5 of 5 parents (100%," in found.sentence
    assert "CHI-ESQ, filled in by the parent, 5 January 2026 to 30 May 2026" in found.sentence
    words = " ".join([found.sentence, *(q.sentence for q in found.questions)])
    assert not {"improved", "better", "worse", "before"} & set(words.split())


def test_there_is_no_finding_no_profile_and_no_pair():
    evidence = dataset(FIVE).evidence(View())
    assert (evidence.findings, evidence.needs, evidence.described) == ((), (), ())
    reasons = {step.key: step.n for step in evidence.flow.reasons}
    assert reasons == {"only_said": 5}


def test_the_latest_form_of_a_family_counts_once():
    found = said(
        table(
            form("A1", NO, day="2026-01-05"), form("A1", YES, day="2026-06-05"), form("A2", YES, rest=PARTLY)
        )
    )
    assert (found.n, found.questions[0].best.n, found.questions[0].best.of) == (2, 2, 2)
    assert found.period == (date(2026, 3, 1), date(2026, 6, 5))


def test_a_blank_in_the_latest_form_is_not_filled_from_an_earlier_one():
    found = said(table(form("A1", NO, day="2026-01-05"), form("A1", "", day="2026-06-05"), form("A2", YES)))
    assert (found.questions[0].best.n, found.questions[0].best.of) == (1, 1)


def test_forms_whose_order_is_not_known_are_left_out_and_said():
    text = (
        "Family ID,Questionnaire,"
        + ",".join(f"Q{i}" for i in QUESTIONS)
        + "".join(
            f"\n{who},CHI-ESQ,{','.join([answer] * 12)}"
            for who, answer in [("A1", YES), ("A1", NO), ("A2", YES), ("A3", NO)]
        )
    )
    found = said(text)
    assert (found.n, found.flow.n("unclear"), found.flow.n("all")) == (2, 1, 3)


def scores(*entries):
    """A ScoreSet of CHI-ESQ answers: (episode, row, item, code, date or "", stage or "")."""
    measure = registry().get("chi_esq")
    episode, row, part, code, day, stage = zip(*entries, strict=True)
    return ScoreSet(
        measure,
        measure.scale("answers"),
        "parent",
        np.array(episode),
        np.array(part),
        np.array(stage, dtype=object),
        np.array([d or "NaT" for d in day], dtype="datetime64[s]"),
        np.array(code, dtype=float),
        np.array(row),
    )


def test_stages_decide_where_a_date_is_missing():
    found = latest(
        scores((0, 2, 1, 0, "", "end"), (0, 3, 1, 2, "", "baseline"), (1, 4, 1, 1, "2026-01-01", "end"))
    )
    assert found.episode.tolist() == [0, 1]
    assert found.answers[:, 0].tolist() == [0, 1]


def test_two_forms_of_one_day_that_differ_are_not_told_apart_and_equal_ones_are_one():
    differ = latest(scores((0, 2, 1, 0, "2026-01-01", ""), (0, 3, 1, 2, "2026-01-01", "")))
    alike = latest(scores((0, 2, 1, OMITTED, "2026-01-01", ""), (0, 3, 1, OMITTED, "2026-01-01", "")))
    assert (differ.episode.tolist(), differ.unclear.tolist()) == ([], [0])
    assert (alike.episode.tolist(), alike.unclear.tolist()) == ([0], [])
    assert alike.answers[0, 0] == OMITTED


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.integers(2, 9),
            st.integers(1, 12),
            st.sampled_from([0, 1, 2, OMITTED]),
            st.sampled_from(["", "2026-01-01", "2026-02-01"]),
            st.sampled_from(["", "baseline", "end"]),
        ),
        min_size=1,
        max_size=30,
        unique_by=lambda entry: entry[:3],
    ),
    st.randoms(),
)
@settings(max_examples=examples(60))
def test_the_order_of_rows_never_decides(entries, random):
    # A row has one date and one stage.
    fixed = [(e, r, i, c, ("", "2026-01-01")[r % 2], ("", "end")[e % 2]) for e, r, i, c, _, _ in entries]
    shuffled = random.sample(fixed, len(fixed))
    one, other = latest(scores(*fixed)), latest(scores(*shuffled))
    assert one.episode.tolist() == other.episode.tolist()
    assert one.unclear.tolist() == other.unclear.tolist()
    assert np.array_equal(one.answers, other.answers, equal_nan=True)
    assert sorted({*one.episode, *one.unclear}) == sorted({entry[0] for entry in fixed})


def test_filters_and_the_period_are_those_of_the_form():
    assert said(FIVE, filters={"Site": ("South",)}).n == 2
    spring = said(FIVE, start=date(2026, 2, 1), end=date(2026, 4, 30))
    assert (spring.n, spring.questions[0].best.n) == (3, 1)
    assert dataset(FIVE).evidence(View(start=date(2027, 1, 1))).experience == ()


def test_the_form_has_a_period_of_its_own_beside_scores():
    text = (
        "Family ID,Date,Stage,PHQ-9,CHI-ESQ Q1\n"
        "A1,2025-01-05,baseline,15,\nA1,2025-06-05,end,6,\nA1,2026-01-10,follow-up,,Certainly true\n"
    )
    evidence = dataset(text).evidence(View(start=date(2026, 1, 1)))
    assert (len(evidence.findings), [e.n for e in evidence.experience]) == (0, [1])


def test_a_view_of_other_measures_leaves_it_out():
    text = "Family ID,PHQ-9 before,PHQ-9 after,CHI-ESQ Q1\nA1,15,6,Certainly true\nA2,12,9,Not true"
    data = dataset(text)
    assert ("chi_esq", "CHI-ESQ") in data.measures
    assert data.evidence(View(measures=("phq9",))).experience == ()
    only = data.evidence(View(measures=("chi_esq",)))
    assert (len(only.findings), len(only.experience)) == (0, 1)


def test_raters_are_never_mixed():
    text = table(form("A1", YES), form("A2", NO)).replace("Family ID,", "Family ID,Rater,")
    text = text.replace("A1,", "A1,Parent,").replace("A2,", "A2,Practitioner,")
    found = dataset(text).evidence(View()).experience
    assert sorted((e.rater, e.nouns.many, e.n) for e in found) == [
        ("parent", "parents", 1),
        ("practitioner", "families", 1),
    ]


def test_two_referrals_of_a_family_are_counted_as_referrals_with_a_caveat():
    text = table(form("A1", YES), form("A1", NO), form("A2", YES)).replace(
        "Family ID,", "Family ID,Referral ID,"
    )
    text = text.replace("A1,2026", "A1,first,2026", 1).replace("A1,2026", "A1,second,2026", 1)
    text = text.replace("A2,2026", "A2,only,2026")
    found = said(text)
    assert (found.n, found.nouns.many, found.most_each) == (3, "referrals", 2)
    assert any("counted more than once" in caveat.text for caveat in found.caveats)


def test_few_answers_and_many_without_any_are_said():
    rows = [form(f"A{i}", YES) for i in range(4)] + [form(f"B{i}", "", rest="") for i in range(6)]
    text = "\n".join(row for row in [HEAD.replace("Site", "PHQ-9"), *rows]).replace("North", "9")
    found = said(text)
    told = {caveat.key: caveat.text for caveat in found.caveats}
    assert told["answered"].startswith("Answers are held for 4 of 10 families (40%).")
    assert "few" in told
    assert (found.flow.n("all"), found.flow.n("answered"), found.flow.n("none")) == (10, 4, 6)


@given(
    st.lists(
        st.lists(st.sampled_from([YES, PARTLY, NO, UNSURE, ""]), min_size=12, max_size=12),
        min_size=1,
        max_size=25,
    )
)
@settings(max_examples=examples(25))
def test_every_answer_is_somewhere(answers):
    rows = [",".join([f"A{i}", "2026-03-01", "North", *row]) for i, row in enumerate(answers)]
    counted = [row for row in answers if any(row)]
    if not counted:
        return
    found = said(table(*rows))
    assert found.n == len(counted)
    for place, question in enumerate(found.questions):
        column = [row[place] for row in counted]
        assert [rate.n for rate in question.answers] == [column.count(word) for word in (YES, PARTLY, NO)]
        assert question.unsure == column.count(UNSURE)


def test_the_json_has_every_answer_of_every_question():
    entry = evidence_entries(dataset(FIVE).evidence(View()))["experience"][0]
    assert json.loads(json.dumps(entry, allow_nan=False)) == entry
    assert (entry["key"], entry["n"], entry["counted"]) == ("chi-esq-answers-parent", 5, "parents")
    assert entry["answers"] == ["certainly true", "partly true", "not true"]
    first = entry["questions"][0]
    assert (first["question"], first["unsure"]) == (1, 1)
    assert [(r["outcome"], r["n"], r["of"]) for r in first["rates"]] == [
        ("certainly true", 2, 3),
        ("partly true", 1, 3),
        ("not true", 0, 3),
    ]
    assert entry["period"] == ["2026-01-05", "2026-05-30"]
