"""Figures for statisticians: what is there, what is said of floors and ceilings, what is withheld."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from evaluation import evaluate, wording
from evaluation.change import AnyChange, ReliableChange, rules_for
from evaluation.disclosure import protect
from evaluation.effects import baseline_sd, bootstrap, wilcoxon
from evaluation.effects.reweighted import NAMES
from evaluation.findings.as_json import details_entry, evidence_entries
from evaluation.findings.details import SOURCES, TEST_SOURCES, details
from evaluation.findings.ends import PILED_UP, loose_correlation, no_room, piled_up
from evaluation.findings.finding import FAMILY
from evaluation.measures import registry
from evaluation.reports.statistics import WITHHELD, statistics
from evaluation.tables import ChangeTable
from evaluation.view import View
from tests.reference import known

PHQ9 = registry().get("phq9").scales[0]
WHO = "families with both scores"
RELIABLE = next(rule for rule in rules_for(PHQ9) if rule.id == "reliable_change")


def of(before, after, rule=RELIABLE, **more):
    table = ChangeTable.from_scores(before, after, better="lower")
    return details(table, PHQ9, rule, WHO, 0.95, **more)


def scores(n: int = 80) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    before = np.clip(np.round(rng.normal(14, 5, n)), 0, 27)
    return before, np.clip(np.round(0.6 * before + rng.normal(0, 4, n)), 0, 27)


def csv(before, after) -> bytes:
    rows = [f"F{i},{b:g},{a:g}" for i, (b, a) in enumerate(zip(before, after, strict=True))]
    return "\n".join(("Family ID,PHQ-9 before,PHQ-9 after", *rows)).encode()


def test_every_figure_has_its_own_interval_the_bootstraps_and_a_source():
    before, after = scores()
    found = of(before, after)
    assert [detail.estimate.name for detail in found.figures] == list(NAMES)
    assert set(NAMES) == set(SOURCES)
    table = ChangeTable.from_scores(before, after, better="lower")
    drawn = bootstrap(table)
    for detail in found.figures:
        assert detail.label
        assert detail.source
        assert detail.bootstrap == drawn[detail.estimate.name]
        assert known(detail.estimate.low) < known(detail.estimate.value) < known(detail.estimate.high)
    assert found.figure("baseline_sd").estimate == baseline_sd(table)
    assert {test.name for test in found.tests} == set(TEST_SOURCES)
    assert wilcoxon(table) in found.tests


def test_many_pairs_are_not_resampled_and_say_so():
    assert "BCa" in known_interval(of(*scores(200)))
    assert "without resampling" in known_interval(of(*scores(201)))
    assert all(detail.bootstrap is None for detail in of(*scores(), resample=False).figures)


def known_interval(found) -> str:
    assert found.figures[0].bootstrap is not None
    return found.figures[0].bootstrap.interval


def test_an_ordered_rating_gets_what_order_alone_can_give():
    scale = registry().get("pir_gas").scales[0]
    table = ChangeTable.from_scores([40, 50, 60], [70, 60, 60], better=scale.better)
    found = details(table, scale, AnyChange(), WHO, 0.95)
    assert [d.estimate.name for d in found.figures] == ["probability_of_improvement"]
    assert [test.name for test in found.tests] == ["sign_test"]


@pytest.mark.parametrize(
    "pairs", [[], [(9, 4)], [(9, 4), (8, 8)], [(9, 9)] * 30, [(0, 0)] * 30, [(9, 4)] * 30, [(27, 0)] * 5]
)
def test_the_smallest_tables_print_a_reason_and_never_nan(pairs):
    found = of([b for b, _ in pairs], [a for _, a in pairs])
    text = json.dumps(details_entry(found), allow_nan=False)
    assert "NaN" not in text
    for detail in found.figures:
        if detail.estimate.value is None:
            assert detail.estimate.reason
    finding = evaluate(csv(*scores()), name="f.csv").evidence.findings[0]
    table = statistics(replace(finding, details=found))
    assert table is not None
    printed = " ".join(cell for row in table.printed() for cell in row)
    assert not {"nan", "inf", "None"} & set(printed.split())
    said = " ".join(table.notes)
    assert all(wording.sentence(d.estimate.reason) in said for d in found.figures if d.estimate.reason)


def test_no_room_is_said_from_a_tenth_on():
    # By hand: 2 of 20 start at 5 or less; 6 points better than 5 would be below 0.
    before, after = [5, 0] + [12] * 18, [0, 0] + [5] * 9 + [10] * 9
    assert no_room(of(before, after), FAMILY) == (
        "2 of 20 families started at 5 or less and had no room for 6 points. Of the 18 with room, 9 "
        "(50%, 95% interval 29% to 71%) got better by the same definition."
    )
    assert no_room(of([5] + [12] * 19, [0] + [5] * 19), FAMILY) == ""
    assert no_room(of([0] * 3 + [9] * 7, [0] * 3 + [8] * 7, AnyChange()), FAMILY).startswith(
        "3 of 10 families had the best possible score before and could not get better. Of the 7 with room"
    )
    assert no_room(of([0] * 4, [0] * 4), FAMILY).endswith("had no room for 6 points.")


def test_intervals_that_are_too_narrow_are_said_to_be():
    """docs/coverage.md: SMCRH held 88 to 92% of the time where 17% started at the worst score."""
    n, at_worst = 100, int(100 * PILED_UP)
    rest = np.tile([12.0, 15, 18, 20, 22], 17)
    before = np.r_[[27.0] * at_worst, rest]
    after = np.r_[np.tile([20.0, 22, 25], at_worst // 3), rest - 5]
    assert len(before) == n
    said = piled_up(of(before, after), FAMILY)
    assert said.startswith("15 of 100 families had the worst possible score before")
    assert piled_up(of(before[1:], after[1:]), FAMILY) == ""
    # Scores that get worse move away from the best end instead.
    assert piled_up(of(after, before), FAMILY) == ""
    mirrored = of(27 - before, 27 - after)
    assert piled_up(mirrored, FAMILY).startswith("15 of 100 families had the best possible score before")
    assert loose_correlation(of(before, after)) == ""
    assert loose_correlation(of(np.r_[before, [27] * 20], np.r_[after, [20] * 20])).startswith("29%")


def test_the_caveats_reach_the_finding_and_lose_their_numbers_under_a_preset():
    before = np.r_[[27.0] * 30, np.tile([2.0, 12, 15, 18, 20], 14)]
    after = np.r_[np.tile([20.0, 22, 25], 10), np.tile([1.0, 3, 12, 13, 9], 14)]
    exact = evaluate(csv(before, after), name="f.csv").evidence.findings[0]
    texts = {caveat.key: caveat.text for caveat in exact.caveats}
    assert texts["no_room"].startswith("14 of 100 families started at 5 or less")
    assert texts["piled_up"].startswith("30 of 100 families had the worst")
    told = evaluate(csv(before, after), name="f.csv", view=View(protection="nhs")).evidence.findings[0]
    again = {caveat.key: caveat.text for caveat in told.caveats}
    assert not any(digit in again["no_room"] + again["piled_up"] for digit in "0123456789")
    assert told.details is None
    # Too few without room to speak of: nothing is said at all.
    keep = np.r_[:30, 30:45]
    few = evaluate(csv(before[keep], after[keep]), name="f.csv", view=View(protection="strict"))
    assert "no_room" not in {caveat.key for caveat in few.evidence.findings[0].caveats}


@pytest.mark.parametrize("protection", ["nhs", "strict"])
def test_disclosure_control_withholds_the_details(protection):
    exact = evaluate(csv(*scores()), name="f.csv").evidence
    told = protect(replace(exact, view=View(protection=protection)))
    assert all(finding.details is None for finding in told.findings)
    (entry,) = evidence_entries(told)["scales"]
    assert entry["details"] is None
    assert statistics(told.findings[0]) is None
    assert "disclosure control" in WITHHELD


def test_the_table_prints_the_figures_of_the_json():
    finding = evaluate(csv(*scores()), name="f.csv").evidence.findings[0]
    assert finding.details is not None
    entry = details_entry(finding.details)
    table = statistics(finding)
    assert table is not None
    rows = {row[0]: row for row in table.printed()}
    for figure in entry["figures"].values():
        row = rows[figure["label"]]
        if "Chance" in row[0]:
            assert row[1] == f"{figure['value']:.0%}"
        else:
            places = 1 if row[0] == "Average change" else 2
            printed = [float(cell.replace("\N{MINUS SIGN}", "-")) for cell in row[1:6]]
            wanted = [figure["value"], figure["low"], figure["high"]]
            wanted += [figure["bootstrap"]["low"], figure["bootstrap"]["high"]]
            assert printed == pytest.approx(wanted, abs=0.5 * 10**-places + 1e-9)
    for test in finding.details.tests:
        assert test.p_words in rows[test.title][1]
    assert [rate["n"] for rate in entry["room"]] == [
        known(finding.details.room).could.n,
        known(finding.details.room).improved.n,
    ]


def test_the_sheet_is_in_the_report():
    from evaluation.reports import build

    evidence = evaluate(csv(*scores()), name="f.csv").evidence
    names = [table.name for table in build(evidence).tables]
    assert "PHQ-9 statistics" in names
    hidden = evaluate(csv(*scores()), name="f.csv", view=View(protection="nhs")).evidence
    assert "PHQ-9 statistics" not in [table.name for table in build(hidden).tables]


def test_a_reliable_rule_is_behind_the_room():
    assert isinstance(RELIABLE, ReliableChange)
    assert RELIABLE.value == 6
