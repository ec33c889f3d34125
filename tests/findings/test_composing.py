"""National rules from a file to evidence: whom they count, what they are called, when they are left out."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from data_samples import path
from evaluation.evaluating import evaluate
from evaluation.findings.as_json import evidence_entries
from evaluation.view import View
from tests.reference import ENGLAND_2019_20
from tests.tables_of_text import dataset, table

HEAD = "Family ID,PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after"
DATED = (
    "Family ID,First contact date,Second contact date,End date,Date before,Date after,"
    "PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after"
)
# England 2019-20, ante- and post-natal counselling (measures_update.md section 7; counts published by
# NHS England): PHQ-9 and GAD-7 before and after, and how many, that make the published counts.
ENGLAND = (
    ((14, 6, 10, 5), 23),  # recovered and reliably improved
    ((10, 9, 5, 5), 6),  # recovered only
    ((20, 12, 12, 12), 22),  # improved only
    ((12, 20, 10, 10), 6),  # worse
    ((3, 3, 2, 2), 20),  # not at caseness at the start
    ((12, 12, 10, 10), 27),
    ((12, "", 10, ""), 2),  # no second scores
)


def england(extra=()):
    rows = [scores for scores, n in ENGLAND for _ in range(n)]
    dates = ("2025-01-01", "2025-01-15", "2025-06-30", "2025-01-01", "2025-06-20")
    lines = [(f"F{i}", *dates, *scores) for i, scores in enumerate(rows)]
    return table(DATED, *lines, *extra)


def of(text, rule="talking_therapies", rater="parent", **view):
    found = dataset(text).evidence(View(**view)).composites
    return next((c for c in found if c.id == rule and c.rater == rater), None)


def numbers(composite):
    return {rate.outcome: (rate.n, rate.of) for rate in composite.rates}


def test_the_published_figures_of_england_2019_20_from_a_file():
    found = of(england())
    assert found.national
    assert numbers(found) == ENGLAND_2019_20
    # Deterioration is recalled only (measures.md section 8.1), and said to be.
    assert any("not verified" in caveat.text for caveat in found.caveats)
    assert found.sentence.startswith("45 of 106 families with a finished course of treatment (42%")
    assert "53 had no reliable change, 6 got reliably worse and 2 could not be judged" in found.sentence
    assert "29 of 86 families" in found.sentence
    assert "23 (27%" in found.sentence


def test_only_closed_referrals_with_two_contacts_are_counted():
    extra = (
        ("X1", "2025-01-01", "2025-01-15", "", "2025-01-01", "2025-06-20", 20, 5, 15, 3),  # open
        ("X2", "2025-01-01", "", "2025-06-30", "2025-01-01", "2025-06-20", 20, 5, 15, 3),  # one contact
    )
    assert numbers(of(england(extra))) == numbers(of(england()))
    change = of(england(extra), "measurable_change")
    assert change.rate("measurable_change_paired", "paired").of == 106


def test_scores_outside_the_contacts_do_not_count_for_measurable_change():
    """measures.md 8.2: first on or after contact 1, last on or after contact 2 and not after discharge."""
    rows = [
        ("A", "2025-01-10", "2025-02-01", "2025-06-30", "2025-01-10", "2025-02-01", 20, 10, 9, 9),
        ("B", "2025-01-10", "2025-02-01", "2025-06-30", "2025-01-09", "2025-06-30", 20, 10, 9, 9),
        ("C", "2025-01-10", "2025-02-01", "2025-06-30", "2025-01-10", "2025-07-01", 20, 10, 9, 9),
        ("D", "2025-01-10", "2025-02-01", "2025-06-30", "2025-01-10", "2025-06-30", 9, 12, 4, 9),
    ]
    found = of(table(DATED, *rows), "measurable_change")
    assert found.national
    assert numbers(found) == {
        "improved": (1, 2),
        "no_change": (0, 2),
        "worse": (1, 2),
        "paired": (2, 4),
        "not_paired": (2, 4),
    }
    assert "not after the end" in found.pairing


def test_without_dates_the_rule_is_applied_and_called_so():
    rows = [("A", 14, 6, 10, 5), ("B", 12, "", 10, ""), ("C", 12, 3, 9, ""), ("D", 3, 3, 2, 2)]
    found = of(table(HEAD, *rows))
    assert not found.national
    assert "not the national statistic" in found.title
    assert found.title in found.sentence
    assert numbers(found) == {
        "improved": (1, 2),
        "no_change": (1, 2),
        "worse": (0, 2),
        "recovery": (1, 1),
        "no_recovery": (0, 1),
        "reliable_recovery": (1, 1),
        "no_reliable_recovery": (0, 1),
    }
    change = of(table(HEAD, *rows), "measurable_change")
    assert not change.national
    assert numbers(change) == {"improved": (2, 3), "no_change": (1, 3), "worse": (0, 3)}


def test_one_questionnaire_alone_is_no_composite():
    assert dataset("Family ID,PHQ-9 before,PHQ-9 after\nA,14,6").evidence(View()).composites == ()


def test_goals_of_one_family_are_judged_together():
    """Three points per goal (measures.md 8.2): A better on one goal, B better on one and worse on another."""
    head = "Family,Goal 1 start,Goal 1 end,Goal 2 start,Goal 2 end"
    found = of(f"{head}\nA,2,5,4,4\nB,2,6,6,3\nC,1,3,,", "measurable_change")
    assert numbers(found) == {"improved": (1, 3), "no_change": (1, 3), "worse": (1, 3)}


def test_raters_are_never_mixed():
    head = "Client,Stage,Completed by,PHQ-9,GAD-7"
    text = table(
        head,
        ("C1", "Pre", "Mother", 14, 10), ("C1", "Post", "Mother", 6, 5),
        ("C1", "Pre", "Father", 6, 5), ("C1", "Post", "Father", 14, 10),
    )  # fmt: skip
    found = dataset(text).evidence(View()).composites
    told = {
        (c.id, c.rater): tuple(rate.n for rate in c.rates if rate.outcome in {"improved", "worse"})
        for c in found
    }
    raters = {rater for _, rater in told}
    assert len(raters) == 2
    assert sorted(told["talking_therapies", rater] for rater in raters) == [(0, 1), (1, 0)]
    assert sorted(told["measurable_change", rater] for rater in raters) == [(0, 1), (1, 0)]


@pytest.mark.parametrize("dated", [False, True])
def test_choosing_a_rater_leaves_every_figure_of_that_rater_as_it_was(dated):
    rows = []
    for number in range(12):
        contacts = ("2025-01-01", "2025-01-15", "2025-06-30") if dated else ("", "", "")
        for rater, by in (("Mother", 1), ("Father", -1)):
            for stage, day, score in (("Pre", "2025-01-02", 14), ("Post", "2025-06-20", 14 - by * number)):
                rows.append((f"C{number}", stage, rater, *contacts, day, score % 21, score % 17))
    head = "Client,Stage,Completed by,First contact date,Second contact date,End date,Date,PHQ-9,GAD-7"
    data = dataset(table(head, *rows))
    whole = data.evidence(View())
    assert len({finding.rater for finding in whole.findings}) == 2
    assert whole.composites
    for rater in data.raters:
        alone = data.evidence(View(raters=(rater,)))
        for part in ("findings", "composites", "trends", "trajectories"):
            wanted = tuple(entry for entry in getattr(whole, part) if entry.rater == rater)
            assert getattr(alone, part) == wanted, part
        assert alone.findings
        assert alone.flow == whole.flow


def test_a_view_that_leaves_out_one_of_its_questionnaires_has_no_composite():
    text = table(HEAD, ("A", 14, 6, 10, 5))
    assert len(dataset(text).evidence(View()).composites) == 2
    assert dataset(text).evidence(View(measures=("phq9",))).composites == ()
    assert len(dataset(text).evidence(View(measures=("phq9", "gad7"))).composites) == 2


def test_filters_and_the_period_narrow_it():
    head = f"{HEAD},Site,Date before,Date after"
    rows = [
        ("A", 14, 6, 10, 5, "North", "2025-01-01", "2025-03-01"),
        ("B", 14, 14, 10, 10, "South", "2025-01-01", "2025-03-01"),
        ("C", 6, 14, 5, 10, "North", "2025-01-01", "2026-03-01"),
    ]
    text = table(head, *rows)
    assert numbers(of(text, filters={"Site": ("North",)}))["improved"] == (1, 2)
    assert numbers(of(text, end=date(2025, 12, 31)))["improved"] == (1, 2)
    assert of(text, end=date(2025, 12, 31)).period == (date(2025, 3, 1), date(2025, 3, 1))


def test_a_questionnaire_whose_amount_is_in_unknown_points_is_left_out_and_said():
    """SWEMWBS, 2.87 rounded to 3: raw or metric is not known (measures.md section 10.1)."""
    head = f"{HEAD},SWEMWBS metric score before,SWEMWBS metric score after"
    found = of(table(head, ("A", 14, 14, 10, 10, 20.73, 35.00)), "measurable_change")
    assert numbers(found)["no_change"] == (1, 1)
    assert any("SWEMWBS" in caveat.text for caveat in found.caveats)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Family ID,PIR-GAS before,PIR-GAS after,KPCS before,KPCS after\nA,40,60,30,40",
            "KPCS and PIR-GAS are",
        ),
        ("Family ID,PIR-GAS before,PIR-GAS after\nA,40,60", "PIR-GAS is"),
    ],
)
def test_relationship_measures_alone_earn_no_national_credit(text, named):
    """The national list of assessments has neither (measures.md section 1, read in that list)."""
    notes = dataset(text).evidence(View()).notes
    assert any(note.startswith(named) and "no credit" in note for note in notes)


def test_with_a_questionnaire_that_earns_credit_nothing_is_said():
    evidence = dataset(
        "Family ID,PIR-GAS before,PIR-GAS after,PHQ-9 before,PHQ-9 after\nA,40,60,9,3"
    ).evidence(View())
    assert not any("no credit" in note for note in evidence.notes)


def test_learners_have_none():
    found = evaluate(path("course_forms")).evidence
    assert found.composites == ()
    assert not any("no credit" in note for note in found.notes)


def test_nobody_in_the_view_gives_a_sentence_and_no_interval():
    text = table(f"{HEAD},Site", ("A", 14, 6, 10, 5, "North"), ("B", "", "", "", "", "South"))
    found = of(text, filters={"Site": ("South",)})
    assert found.rates[0].of == 0
    assert found.rates[0].low is None
    assert found.sentence.endswith("no families can be counted.")


def test_repeated_referrals_are_called_referrals_and_said():
    rows = [(f"C{i}", f"R{i}{k}", 14, 6, 10, 5) for i in range(3) for k in range(2)]
    found = of(table(f"Client ID,Referral ID,{HEAD.split(',', 1)[1]}", *rows))
    assert (found.nouns.many, found.n, found.most_each) == ("referrals", 6, 2)
    assert any(caveat.key == "repeats" for caveat in found.caveats)


def test_the_sample_shows_both_as_published():
    """Every figure again from the file itself, with plain loops and the rule as measures.md writes it."""
    import csv

    with path("first_run").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    closed = [r for r in rows if r["second_contact"] and r["end_date"]]
    names = ("phq9_before", "phq9_after", "gad7_before", "gad7_after")
    scores = [[float(r[n]) if r[n] else np.nan for n in names] for r in closed]
    full = [s for s in scores if not np.isnan(s).any()]
    better = [s for s in full if s[0] - s[1] >= 6 or s[2] - s[3] >= 4]
    worse = [s for s in full if s[1] - s[0] >= 6 or s[3] - s[2] >= 4]
    improved = [s for s in better if s not in worse]
    not_case = [s for s in scores if s[0] < 10 and s[2] < 8]
    recovered = [s for s in full if (s[0] >= 10 or s[2] >= 8) and s[1] < 10 and s[3] < 8]
    evidence = evaluate(path("first_run")).evidence
    found = numbers(next(c for c in evidence.composites if c.id == "talking_therapies"))
    assert found["improved"] == (len(improved), len(closed))
    assert found["worse"] == (len([s for s in worse if s not in better]), len(closed))
    assert found["recovery"] == (len(recovered), len(closed) - len(not_case))
    assert found["reliable_recovery"][0] == len([s for s in recovered if s in improved])
    assert all(composite.national for composite in evidence.composites)


def test_the_documented_keys_are_there(root):
    found = evidence_entries(dataset(england()).evidence(View()))["composites"]
    text = (root / "docs" / "json.md").read_text("utf-8")
    for entry in found:
        assert [key for key in entry if f"`{key}`" not in text] == []
    assert found[0]["rates"][0]["rule"] == found[0]["rule"] == "talking_therapies"
