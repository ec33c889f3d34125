"""Who is missing, under disclosure control. Oracle: the presets' own rules (facts/measures.md 8.3), and
attempts to recover a small number from everything that is published."""

from __future__ import annotations

import json

import pytest

from evaluation import wording
from evaluation.charts import bounds_table, multiverse, multiverse_table
from evaluation.findings.as_json import evidence_entries
from evaluation.findings.missing import (
    bound_shares,
    bounds_of,
    bounds_sentence,
    start_sentence,
    weighted_sentence,
)
from evaluation.findings.multiverse import FEWER
from evaluation.view import View
from tests.reference import known
from tests.tables_of_text import dataset, table

NHS = View(protection="nhs")


def file(both: int, without: int, *, north: int = 0):
    """A file with so many pairs and first scores alone; `north` of those alone are from the north."""
    rows: list[tuple[object, ...]] = [
        (f"A{i}", "north" if i % 2 else "south", 16 + i % 3, 6 if i % 5 < 3 else 16) for i in range(both)
    ]
    rows += [(f"B{i}", "north" if i < north else "south", 19 + i % 3, "") for i in range(without)]
    return dataset(table("Family ID,Site,PHQ-9 before,PHQ-9 after", *rows))


@pytest.mark.parametrize("without", [1, 4, 7, 9])
def test_few_without_a_second_score_are_not_described(without):
    (finding,) = file(60, without).evidence(NHS).findings
    found = finding.missing
    assert (found.without.n, found.without.mean, found.with_both.n, found.difference) == (None,) * 4
    assert (found.reasons, found.makeup, found.weighted) == ((), (), None)
    assert bounds_of(finding) is None
    assert "could give small numbers away" in start_sentence(finding)
    assert "is not shown" in bounds_sentence(finding)


def test_how_few_are_missing_can_not_be_told_from_the_section():
    """From 1 to 9 missing everything that this section publishes is the same."""
    told = []
    for without in range(1, 10):
        (finding,) = file(60, without).evidence(NHS).findings
        entry = evidence_entries(file(60, without).evidence(NHS))["scales"][0]
        told.append((start_sentence(finding), bounds_sentence(finding), json.dumps(entry["missing"])))
    assert len(set(told)) == 1


def test_enough_are_described_in_rounded_numbers():
    exact, shown = (file(61, 23, north=11).evidence(view).findings[0] for view in (View(), NHS))
    found = shown.missing
    assert (found.without.n, found.with_both.n) == (25, 60)
    assert found.without.mean == round(exact.missing.without.mean, 1)
    assert found.difference.value == round(exact.missing.difference.value, 1)
    (site,) = found.makeup
    assert all(n % 5 == 0 for part in site.parts for n in (part.without, part.with_both))


def test_bounds_are_made_of_what_is_printed():
    (shown,) = file(61, 23).evidence(NHS).findings
    improved = shown.rate(shown.headline_rule, "improved")
    bounds = known(bounds_of(shown))
    assert (bounds.improved, bounds.of, bounds.missing) == (improved.n, improved.of, shown.missing.without.n)
    assert "23" not in bounds_sentence(shown)
    assert "61" not in bounds_sentence(shown)


@pytest.mark.parametrize("north", [1, 2, 4, 21, 22])
def test_a_column_with_a_small_cell_is_left_out_whole(north):
    """One cell of two would tell the other, as their sum is printed."""
    (shown,) = file(60, 23, north=north).evidence(NHS).findings
    assert shown.missing.makeup == ()


def test_the_multiverse_tells_nothing_that_the_rates_do_not():
    evidence = file(61, 23).evidence(NHS)
    (finding,), (found,) = evidence.findings, evidence.multiverses
    printed = {rate.rule: (rate.n, rate.of) for rate in finding.rates if rate.outcome == "improved"}
    steps = {step.key: step.n for step in finding.flow.steps}
    missing = steps["before"] - steps["both"]
    for universe in found.universes:
        n, of = printed[universe.rule]
        more = {"complete": (0, 0), "none": (0, missing), "all": (missing, missing)}[universe.stance.id]
        assert (universe.rate.n, universe.rate.of) == (n + more[0], of + more[1])
        assert universe.rate.rounded


def test_why_there_are_fewer_definitions_is_said():
    exact, shown = (file(61, 23).evidence(view).multiverses[0] for view in (View(), NHS))
    assert len({u.rule for u in shown.universes}) < len({u.rule for u in exact.universes})
    assert (exact.note, shown.note) == ("", FEWER)
    entry = evidence_entries(file(61, 23).evidence(NHS))["multiverses"][0]
    assert entry["note"].startswith("Small numbers are hidden, so fewer definitions are shown")
    assert FEWER in known(multiverse(shown)).alt
    assert FEWER in multiverse_table(shown).notes
    complete = [known(u.rate.share) for u in shown.universes if u.stance.id == "complete"]
    low, high = (wording.share(end) for end in (min(complete), max(complete)))
    assert shown.sentence.startswith(f"Between about {low} and about {high} of families with both scores got")
    assert "if those without a second score are counted too" in shown.sentence


def test_few_pairs_have_no_multiverse_and_that_is_on_record():
    evidence = file(9, 30).evidence(NHS)
    assert evidence.multiverses == ()
    assert "PHQ-9 total: its share under other definitions." in evidence.suppressions


def test_shares_of_rounded_counts_are_to_five_points_where_fewer_than_100_are_counted():
    (shown,) = file(61, 23).evidence(NHS).findings
    assert bound_shares(shown) == (0.4, 0.7)  # 35 and 60 of 85 are 41% and 71%
    entry = evidence_entries(file(61, 23).evidence(NHS))["scales"][0]["missing"]["bounds"]
    assert (entry["share_if_none"], entry["share_if_all"]) == (0.4, 0.7)
    row = known(bounds_table(file(61, 23).evidence(NHS))).printed()[0]
    assert row[3:5] == ("40%", "70%")
    assert "the share of all about 85 families is about 40%" in bounds_sentence(shown)


def test_a_weighted_share_has_no_more_places_than_the_others():
    rows: list[tuple[object, ...]] = [(f"A{i}", 14 + i % 7, 6 if i % 5 < 3 else 20) for i in range(200)]
    rows += [(f"B{i}", 15 + i % 6, "") for i in range(100)]
    (shown,) = dataset(table("Family ID,PHQ-9 before,PHQ-9 after", *rows)).evidence(NHS).findings
    weighted = known(known(shown.missing).weighted)
    share = weighted.share
    assert share.value is not None
    assert share.value * 20 == pytest.approx(round(share.value * 20))
    assert (share.low, share.high, weighted.worth) == (None, None, None)
    assert "about " in weighted_sentence(shown)


def test_exact_figures_are_untouched():
    (finding,) = file(61, 23).evidence(View()).findings
    assert (finding.missing.without.n, finding.missing.with_both.n) == (23, 61)
