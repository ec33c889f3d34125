"""Scores on which no direction counts as better: described, never claimed. Oracles: means and standard
deviations by hand or by the standard library; facts/measures.md (PRFQ has no "improved" label)."""

from __future__ import annotations

import json
import statistics

import pytest

from evaluation import reports
from evaluation.findings.as_json import described_entry, evidence_entries
from evaluation.reports.described import described_scores
from evaluation.view import View
from tests.tables_of_text import dataset

BEFORE, AFTER = (2.0, 3.0, 4.0, 5.0, 6.0), (3.0, 3.0, 5.0, 5.0, 7.0)
ROWS = "\n".join(f"A{i},{b:g},{a:g}" for i, (b, a) in enumerate(zip(BEFORE, AFTER, strict=True)))
PRFQ = f"Family ID,PRFQ certainty before,PRFQ certainty after\n{ROWS}\nB1,4,"


def test_averages_and_spreads_are_those_of_the_pairs():
    (found,) = dataset(PRFQ).evidence(View()).described
    d = found.description
    assert (found.n, found.n_before_only) == (5, 1)
    assert (d.mean_before, d.mean_after) == pytest.approx((4.0, 4.6))
    assert (d.sd_before, d.sd_after) == pytest.approx((statistics.stdev(BEFORE), statistics.stdev(AFTER)))
    assert (d.median_before, d.median_after) == (4.0, 5.0)


def test_the_difference_is_after_less_before_with_its_interval():
    (found,) = dataset(PRFQ).evidence(View()).described
    change = found.difference
    # Changes 1, 0, 1, 0, 1: mean 0.6, SD 0.5477, n 5; t(4) at 97.5% is 2.7764 (Student's table).
    assert change is not None
    assert (change.value, change.low, change.high) == pytest.approx(
        (0.6, 0.6 - 2.7764 * 0.5477 / 5**0.5, 0.6 + 2.7764 * 0.5477 / 5**0.5), abs=1e-3
    )


def test_its_sentence_claims_nothing():
    (found,) = dataset(PRFQ).evidence(View()).described
    assert found.sentence.startswith("The average score on ")
    assert "was 4.0 before and 4.6 after (5 families with both scores;" in found.sentence
    assert found.sentence.endswith("so no improvement is claimed.")


def test_a_scale_whose_scoring_is_not_verified_is_marked_as_findings_are():
    """The PRFQ's scoring is from memory (facts/measures.md); that of the SRS was read."""
    found = dataset(PRFQ).evidence(View())
    (prfq,) = found.described
    mark = "scoring not verified, rated by the parent"
    assert not prfq.firm
    assert prfq.about.endswith(mark)
    assert mark in prfq.sentence
    (section,) = [s for s in reports.build(found).sections if s.id == prfq.key]
    assert section.heading.endswith(mark)
    assert mark in described_scores(prfq).caption
    text = "Family ID,SRS total before,SRS total after\nA1,30,34\nA2,28,27"
    (srs,) = dataset(text).evidence(View()).described
    assert srs.firm
    assert "not verified" not in srs.sentence


def test_there_is_no_finding_no_rate_and_no_effect():
    evidence = dataset(PRFQ).evidence(View())
    assert (evidence.findings, evidence.needs) == ((), ())
    entry = described_entry(evidence.described[0])
    assert not {"rates", "effects", "better", "headline_rule", "probability_of_improvement"} & set(entry)
    assert not any(word in json.dumps(entry) for word in ("got better", "got worse", "improved"))


def test_first_scores_alone_stay_a_profile():
    evidence = dataset("Family ID,PRFQ certainty before,PRFQ certainty after\nA1,4,\nA2,5,").evidence(View())
    assert (evidence.described, [n.n for n in evidence.needs]) == ((), [2])


def test_other_scales_of_the_file_are_findings_as_ever():
    text = "Family ID,PHQ-9 before,PHQ-9 after,SRS total before,SRS total after\nA1,15,6,30,34\nA2,9,9,28,27"
    evidence = dataset(text).evidence(View())
    assert [f.measure for f in evidence.findings] == ["phq9"]
    assert [d.measure for d in evidence.described] == ["srs"]
    assert dataset(text).evidence(View(measures=("phq9",))).described == ()


def test_filters_narrow_it_and_the_flow_adds_up():
    text = (
        "Family ID,Site,PRFQ certainty before,PRFQ certainty after\n"
        "A1,North,4,5\nA2,North,3,\nA3,South,5,6\nA4,South,2,4\nA5,North,,4"
    )
    (found,) = dataset(text).evidence(View(filters={"Site": ("North",)})).described
    assert (found.n, found.n_before_only) == (1, 1)
    left = sum(step.n or 0 for step in found.flow.reasons)
    assert found.flow.n("all") == 3 == (found.flow.n("both") or 0) + left


def test_the_json_is_plain_values():
    entry = evidence_entries(dataset(PRFQ).evidence(View()))["described"][0]
    assert json.loads(json.dumps(entry, allow_nan=False)) == entry
    assert (entry["n"], entry["n_before_only"], entry["mean_before"]) == (5, 1, 4.0)
    assert entry["difference"]["value"] == pytest.approx(0.6)


@pytest.mark.parametrize("rows", ["A1,4,4", "A1,4,4\nA2,4,4", "A1,1,7\nA2,1,7"])
def test_few_or_equal_scores_give_no_nan(rows):
    evidence = dataset(f"Family ID,PRFQ certainty before,PRFQ certainty after\n{rows}").evidence(View())
    assert json.dumps(evidence_entries(evidence), allow_nan=False)
    assert "nan" not in evidence.described[0].sentence
