"""Every number of the registry against tables written by hand from the facts sheet.

The sheet is the project's own `facts/measures.md` with its update: [V] read in the source,
[V2] read in somebody else's statement of it, [R+] not verified. A number that changes in a
data file has to be changed in its table too, by somebody who has looked it up again.
"""

from __future__ import annotations

import re

import pytest

from evaluation.measures import registry
from tests.measures.facts import (
    AgesFact,
    AlertFact,
    BandFact,
    CutOffFact,
    ItemsFact,
    MissingFact,
    NormFact,
    ReliabilityFact,
    RuleFact,
    ScaleFact,
)
from tests.measures.tables import table


def scales():
    return [(measure, scale) for measure in registry() for scale in measure.scales]


def listed(shape, attribute, *fields):
    """The entries that each scale has under an attribute, in a table's shape."""
    return {
        (measure.id, scale.id): [shape(*(getattr(one, field) for field in fields)) for one in entries]
        for measure, scale in scales()
        if (entries := getattr(scale, attribute))
    }


def test_direction_range_and_making_of_every_scale():
    fields = "better minimum maximum score ordinal claims status step".split()
    found = {(m.id, s.id): ScaleFact(*(getattr(s, field) for field in fields)) for m, s in scales()}
    assert found == table("SCALES")


def test_items_and_their_coding():
    found = {
        measure.id: ItemsFact(
            items.count,
            items.minimum,
            items.maximum,
            items.reversed,
            tuple((entry.items, entry.codes, entry.scores) for entry in items.options),
            items.not_applicable,
            items.omitted,
            items.by_label,
            items.stored,
            items.step,
        )
        for measure in registry()
        if (items := measure.items)
    }
    assert found == table("ITEMS")


def test_which_items_each_scale_is_made_of():
    found = {(m.id, s.id): s.items or s.parts for m, s in scales() if s.items or s.parts}
    assert found == table("ITEM_LISTS")


def test_answers_in_words():
    found: dict[object, dict[str, float]] = {}
    for measure in registry():
        if measure.items and measure.items.labels:
            found[measure.id] = dict(measure.items.labels)
        for entry in measure.items.options if measure.items else ():
            if entry.labels:
                found[measure.id, f"item {entry.items[0]}"] = dict(entry.labels)
    found |= {(m.id, s.id): dict(s.labels) for m, s in scales() if s.labels}
    assert found == table("LABELS")


def test_which_scales_may_be_scored_with_answers_missing():
    found = {
        (m.id, s.id): MissingFact(s.missing.most, s.missing.rounded, s.missing.status)
        for m, s in scales()
        if s.missing.rule == "prorate"
    }
    assert found == table("MISSING")


def test_every_cut_off():
    assert listed(CutOffFact, "cut_offs", "id", "at", "status", "edition") == table("CUT_OFFS")


def test_every_band():
    assert listed(BandFact, "bands", "low", "high", "label", "status", "edition") == table("BANDS")


def test_every_change_rule():
    fields = "id value published confidence default firm kind unit worse".split()
    assert listed(RuleFact, "change_rules", *fields) == table("RULES")


def test_every_reliability():
    assert listed(ReliabilityFact, "reliability", "kind", "value", "status", "n") == table("RELIABILITY")


def test_every_norm():
    assert listed(NormFact, "norms", "mean", "sd", "n", "status") == table("NORMS")


def test_alerts_and_how_far_to_trust_them():
    found = {
        m.id: [AlertFact(alert.item, alert.above, alert.status) for alert in m.alerts]
        for m in registry()
        if m.alerts
    }
    assert found == table("ALERTS")


def test_ages_in_months():
    found = {m.id: AgesFact(m.ages.low, m.ages.high, m.ages.status) for m in registry() if m.ages}
    assert found == table("AGES")


def test_whether_the_questions_may_be_shown():
    assert {measure.id: measure.licence.wording for measure in registry()} == table("WORDING")


def test_only_goals_are_counted_each_by_itself():
    assert {(m.id, s.id) for m, s in scales() if s.unit == "goal"} == {("gbo", "goal")}


def test_the_conversion_of_swemwbs_at_known_totals():
    conversion = dict(registry().get("swemwbs").scale("total").convert)
    assert list(conversion) == list(range(7, 36))
    # The value that one published-looking copy has wrong (25.99), and others from the sheet.
    known = {7: 7.00, 8: 9.51, 14: 15.32, 21: 19.25, 22: 19.98, 29: 26.02, 30: 27.03, 34: 32.55, 35: 35.00}
    assert {raw: conversion[raw] for raw in known} == known


def test_the_whole_conversion_against_the_facts_sheet(root):
    sheet = root.parent / "shared" / "facts" / "measures.md"
    if not sheet.exists():
        pytest.skip("the facts sheet is kept beside the repository and is not here")
    text = sheet.read_text(encoding="utf-8")
    section = text[text.index("| raw | metric |") : text.index("- Missing: SWEMWBS conversion")]
    pairs = re.findall(r"\| (\d+) \| (\d+\.\d\d) (?=\|)", section)
    expected = {float(raw): float(metric) for raw, metric in pairs}
    assert len(expected) == 29
    assert dict(registry().get("swemwbs").scale("total").convert) == expected
