"""From a file to findings: what must hold however the same data are written down."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_samples import make, path
from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.findings.as_json import evidence_entries
from evaluation.importing import Column, Local, read_workbook, recognise
from evaluation.measures import registry
from evaluation.view import View
from tests.examples import examples
from tests.reference import load, shared
from tests.tables_of_text import dataset, workbook

UNSTEADY = {"fingerprint", "mapping", "data"}  # of the file, not of the findings


def read(source):
    book = read_workbook(source)
    return Dataset.read(book, recognise(book, registry()).mapping, registry())


def plain(data, view=None):
    """The published findings, less what names the file."""
    entries = evidence_entries(data.evidence(view or View()))
    return {key: value for key, value in entries.items() if key not in UNSTEADY}


def close(one, two, where=""):
    """Whether two published values are the same, numbers to 1e-9."""
    assert type(one) is type(two) or {type(one), type(two)} == {int, float}, where
    if isinstance(one, dict):
        assert one.keys() == two.keys(), where
        for key in one:
            close(one[key], two[key], f"{where}.{key}")
    elif isinstance(one, list):
        assert len(one) == len(two), where
        for i, (a, b) in enumerate(zip(one, two, strict=True)):
            close(a, b, f"{where}[{i}]")
    elif isinstance(one, float):
        assert one == pytest.approx(two, rel=1e-9, abs=1e-9), where
    else:
        assert one == two, where


SCORE = st.one_of(st.none(), st.integers(0, 27))
FAMILIES = st.lists(st.tuples(SCORE, SCORE, st.sampled_from(["North", "South"])), min_size=3, max_size=25)


def table(rows, ids=None, extra=""):
    ids = ids or [f"F{i}" for i in range(len(rows))]
    said = "\n".join(
        f"{key},{site},{'' if b is None else b},{'' if a is None else a}"
        for key, (b, a, site) in zip(ids, rows, strict=True)
    )
    # Two families that are always there, so that there is something to evaluate.
    return f"Family ID,Site,PHQ-9 before,PHQ-9 after\nX1,North,20,10\nX2,South,8,9\n{said}\n{extra}"


@settings(max_examples=examples(25))
@given(FAMILIES, st.randoms())
def test_the_order_of_rows_changes_nothing(rows, random):
    shuffled = list(enumerate(rows))
    random.shuffle(shuffled)
    again = table([row for _, row in shuffled], ids=[f"F{i}" for i, _ in shuffled])
    close(plain(dataset(table(rows))), plain(dataset(again)))


@settings(max_examples=examples(25))
@given(FAMILIES)
def test_other_ids_change_nothing(rows):
    renamed = [f"{(i * 7919) % 1009:04}-Z" for i in range(len(rows))]
    close(plain(dataset(table(rows))), plain(dataset(table(rows, ids=renamed))))


@settings(max_examples=examples(25))
@given(FAMILIES, SCORE)
def test_a_family_with_one_score_changes_no_paired_figure(rows, score):
    one, two = (
        dataset(table(rows)),
        dataset(table(rows, extra=f"Y1,North,{'' if score is None else score},\n")),
    )
    first, second = one.evidence(View()).findings[0], two.evidence(View()).findings[0]
    for name in (
        "n",
        "description",
        "mean_change",
        "effects",
        "probability",
        "rates",
        "bins",
        "moves",
        "sentence",
    ):
        assert getattr(first, name) == getattr(second, name)
    assert second.flow.n("all") == (first.flow.n("all") or 0) + 1


@settings(max_examples=examples(25))
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=25))
def test_a_scale_turned_upside_down_with_its_direction_changes_no_finding(rows):
    def read_as(better, turn):
        text = "Family ID,Bond before,Bond after\n" + "\n".join(
            f"F{i},{40 - b if turn else b},{40 - a if turn else a}"
            for i, (b, a) in enumerate([(10, 25), (30, 12), *rows])
        )
        described = (Local(id="bond", name="Bond", minimum=0.0, maximum=40.0, better=better),)
        return dataset(text, locals=described).evidence(View()).findings[0]

    one, two = read_as("higher", turn=False), read_as("lower", turn=True)
    assert one.sentence == two.sentence
    assert one.rates == two.rates
    assert [e.name for e in one.effects] == [e.name for e in two.effects]
    for first, second in zip(
        (*one.effects, one.mean_change, one.probability),
        (*two.effects, two.mean_change, two.probability),
        strict=True,
    ):
        assert first is not None
        assert second is not None
        close(
            [first.value, first.low, first.high, first.plain],
            [second.value, second.low, second.high, second.plain],
        )
    close([one.description.sd_before, one.description.r], [two.description.sd_before, two.description.r])


def test_wide_and_long_forms_of_the_same_scores_give_the_same_findings():
    random = np.random.default_rng(4)
    pairs = [
        (int(b), int(np.clip(b + c, 0, 27)))
        for b, c in zip(random.integers(0, 28, 40), random.integers(-9, 6, 40), strict=True)
    ]
    wide = "Family ID,PHQ-9 before,PHQ-9 after\n" + "\n".join(
        f"F{i},{b},{a}" for i, (b, a) in enumerate(pairs)
    )
    staged = "Family ID,Stage,PHQ-9\n" + "\n".join(
        f"F{i},Pre,{b}\nF{i},Post,{a}" for i, (b, a) in enumerate(pairs)
    )
    dated = "Family ID,Date,PHQ-9\n" + "\n".join(
        f"F{i},2025-06-01,{a}\nF{i},2025-01-01,{b}" for i, (b, a) in enumerate(pairs)
    )
    named = "Family ID,Stage,Questionnaire,Total\n" + "\n".join(
        f"F{i},Pre,PHQ-9,{b}\nF{i},Post,PHQ-9,{a}" for i, (b, a) in enumerate(pairs)
    )
    first = dataset(wide).evidence(View()).findings[0]
    for text in (staged, dated, named):
        other = dataset(text).evidence(View()).findings[0]
        for name in ("n", "description", "mean_change", "effects", "rates", "bins", "moves"):
            assert getattr(first, name) == getattr(other, name)


# A real trial, against another program's figures


@pytest.mark.parametrize("arm", ["0", "1"])
def test_the_perinatal_trial_as_another_program_has_it(arm):
    file = shared("data/thp_perinatal_depression_trial_hamd_wide.csv")
    book = read_workbook(file)
    proposed = recognise(book, registry()).mapping
    # Ids are blank for some rows of the public file, and each row is one mother.
    chosen = replace(
        proposed,
        subjects="one_per_row",
        locals=(Local(id="hamd", name="HAM-D", minimum=0, maximum=52, better="lower"),),
        columns=tuple(
            Column(index=c.index, header=c.header, use="attribute")
            if c.header == "treat"
            else Column(
                index=c.index, header=c.header, use="score", measure="hamd", scale="total", occasion=stage
            )
            if (stage := {"hamd_baseline": "baseline", "hamd_6m": "follow-up 6 months"}.get(c.header))
            else Column(index=c.index, header=c.header)
            for c in proposed.columns
        ),
    )
    data = Dataset.read(book, chosen, registry())
    finding = data.evidence(View(filters={"treat": (arm,)})).findings[0]
    expected = load("perinatal_trial/thp_reference.json")[f"hamd_6m_treat{arm}"]
    desc, found = expected["desc"], finding.description
    assert finding.n == desc["n_pairs"]
    assert finding.flow.n("before") == desc["n_rows"]
    assert found.mean_before == pytest.approx(desc["m_pre"], abs=1e-9)
    assert found.mean_after == pytest.approx(desc["m_post"], abs=1e-9)
    assert found.sd_before == pytest.approx(desc["sd_pre"], abs=1e-9)
    assert found.sd_after == pytest.approx(desc["sd_post"], abs=1e-9)
    assert found.r == pytest.approx(desc["r"], abs=1e-9)
    d_z = next(e for e in finding.effects if e.name == "d_z")
    # Theirs is after − before, so a fall is negative; ours is a gain. Noncentral t (MOTE, effectsize).
    theirs = expected["cohens_dz_nct"]
    assert d_z.plain == pytest.approx(-theirs["Cohens_d"], abs=1e-9)


def test_the_trial_is_recognised_as_scores_that_need_a_range():
    proposed = recognise(
        read_workbook(shared("data/thp_perinatal_depression_trial_hamd_wide.csv")), registry()
    ).mapping
    assert [entry.id for entry in proposed.locals] == ["hamd", "bdq", "mspss"]
    assert {c.header: c.occasion for c in proposed.columns if c.measure == "hamd"} == {
        "hamd_baseline": "baseline",
        "hamd_6m": "follow-up 6 months",
        "hamd_1y": "follow-up 1 year",
    }


# What can be asked of a data set


SITES = """
Family ID,Site,Before date,After date,PHQ-9 before,PHQ-9 after
F1,North,2025-01-01,2025-03-01,20,5
F2,South,2025-01-01,2025-06-01,9,9
F3,South,,,8,7
"""


def test_filters_list_the_values_that_occur():
    data = dataset(SITES)
    assert [(f.name, f.values) for f in data.filters] == [("Site", ("North", "South"))]
    assert data.measures == (("phq9", "PHQ-9"),)
    assert data.occasions == ("baseline", "end")
    assert not data.has_contacts


def test_filters_and_periods_narrow_the_figures():
    data = dataset(SITES)
    assert data.evidence(View(filters={"Site": ("South",)})).findings[0].n == 2
    spring = data.evidence(View(start=View.from_dict({"start": "2025-04-01"}).start))
    assert spring.findings[0].n == 1
    assert "1 have no date at all, so they are outside any period." in spring.notes


@pytest.mark.parametrize(
    ("view", "message"),
    [
        (
            View(filters={"Colour": ("red",)}),
            "There is no column 'Colour' to filter by; the data have: 'Site'",
        ),
        (View(measures=("gad7",)), "There is no score on 'gad7' in the data; they have phq9"),
        (View(before="start"), "No score was given at 'start'"),
        (View(pairing="national"), "national pairing rule needs"),
    ],
)
def test_a_view_that_does_not_fit_the_data_is_one_sentence(view, message):
    with pytest.raises(InputError, match=message):
        dataset(SITES).evidence(view)


def test_a_filter_that_nobody_passes_leaves_no_finding():
    found = dataset(SITES).evidence(View(filters={"Site": ("East",)}))
    assert (found.findings, found.flow.n("all")) == ((), 0)


def test_one_family_is_a_finding_with_no_interval_it_cannot_have():
    finding = dataset("Family ID,PHQ-9 before,PHQ-9 after\nF1,20,5").evidence(View()).findings[0]
    assert finding.n == 1
    assert finding.description.sd_before is None
    assert all(effect.value is None and effect.reason for effect in finding.effects)


def test_nobody_with_two_scores_gives_a_needs_profile():
    found = dataset("Family ID,PHQ-9 before,PHQ-9 after\nF1,20,\nF2,9,").evidence(View())
    assert found.findings == ()
    needs = found.needs[0]
    assert (needs.n, needs.mean) == (2, 14.5)
    assert needs.clinical is not None
    assert (needs.clinical.n, needs.clinical.of) == (1, 2)
    assert needs.sentence.endswith("Nobody has both scores yet, so change can't be shown.")


def test_a_score_that_is_never_compared_is_said():
    found = dataset("Family ID,PHQ-9 before,PHQ-9 after,GAD-7 after\nF1,20,4,3\nF2,9,5,4").evidence(View())
    assert [f.measure for f in found.findings] == ["phq9"]
    assert any(
        note.startswith("GAD-7 total (rated by the parent): nobody has the two scores")
        for note in found.notes
    )


def test_a_form_that_cannot_be_scored_is_set_aside_in_long_data():
    header = ",".join(f"Q{i}" for i in range(1, 10))
    data = dataset(
        f"Client,Stage,Questionnaire,{header}\n"
        f"C1,Pre,PHQ-9,{','.join('1' * 9)}\nC1,Post,PHQ-9,{','.join('1' * 8)},\n"
        f"C2,Pre,PHQ-9,{','.join('2' * 9)}\nC2,Post,PHQ-9,{','.join('0' * 9)}"
    )
    assert [(e.row, e.reason) for e in data.ledger.set_aside] == [
        (3, "PHQ-9 total: 1 of 9 answers is missing or can't be read; it is scored only when complete")
    ]
    assert data.ledger.used == 3
    assert data.evidence(View()).findings[0].n == 1


def test_a_changed_mapping_changes_its_fingerprint():
    book = workbook(SITES)
    found = recognise(book, registry()).mapping
    one = Dataset.read(book, found, registry())
    two = Dataset.read(book, replace(found, duplicates="last"), registry())
    assert one.fingerprint == two.fingerprint
    assert one.mapping_fingerprint != two.mapping_fingerprint


def test_the_same_file_and_view_give_the_same_evidence():
    assert read(path("first_run")).evidence(View()) == read(path("first_run")).evidence(View())


def test_twenty_thousand_families_are_read_in_seconds_and_explored_at_once(tmp_path):
    file = make("families_scores", families=20_000, seed=3, out=tmp_path / "many.csv")
    started = time.process_time()
    data = read(file)
    reading = time.process_time() - started
    data.evidence(View())  # pairs are counted once and kept
    started = time.process_time()
    found = data.evidence(View(filters={"site": ("Riverside",)}))
    exploring = time.process_time() - started
    assert found.findings
    assert reading < 6  # takes about 1 s; bounds are wide so that a busy machine passes
    assert exploring < 1.5  # takes about 0.1 s


TWO_MEASURES = (
    "ID,PHQ-9 before,PHQ-9 after,PHQ-9 after date,GAD-7 before,GAD-7 after,GAD-7 after date\n"
    "A,14,6,2025-02-01,12,5,2025-08-01\n"
    "B,9,9,2025-08-02,10,9,2025-08-02\n"
)


def test_a_period_is_of_the_second_score_on_each_scale():
    """A figure belongs to one quarter only, whatever the family's other scores (found in review)."""
    found = dataset(TWO_MEASURES).evidence(View(start=date(2025, 7, 1)))
    assert {f.measure: f.n for f in found.findings} == {"phq9": 1, "gad7": 2}


def test_ratings_on_one_form_are_doubted_until_they_have_dates():
    one_form = "Learner code,Knowledge before,Knowledge after\nL1,2,4\nL2,3,3\n"
    dated = "Learner code,Date before,Knowledge before,Date after,Knowledge after\n"
    dated += "L1,2025-01-01,2,2025-02-01,4\n"
    for text, doubted in ((one_form, True), (dated, False)):
        finding = dataset(text).evidence(View()).findings[0]
        assert any(c.key == "one_form" for c in finding.caveats) == doubted


def test_pooled_trial_arms_are_said_until_one_is_chosen():
    data = dataset("ID,treat,PHQ-9 before,PHQ-9 after\nA,1,14,6\nB,0,9,9\nC,1,8,8\nD,0,7,7\n")
    said = "looks like a comparison between groups"
    assert any(said in note for note in data.evidence(View()).notes)
    assert not any(said in note for note in data.evidence(View(filters={"treat": ("1",)})).notes)
