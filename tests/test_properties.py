"""Laws that hold of any data: pooling, unpaired families, reversed scales, the order of rows.

Each law is its own oracle (DESIGN.md, promises 3 and 5 and the section on the change table): two ways
to the same figure must meet.
"""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_samples import path
from evaluation import compare
from evaluation import effects as every_effect
from evaluation.change import headline_rule, offered_rules, room_to_improve, rules_for
from evaluation.change.percent import PercentChange
from evaluation.effects import Moments, describe
from evaluation.estimates import Estimate
from evaluation.findings.as_json import evidence_entries
from evaluation.findings.ends import held
from evaluation.measures import registry
from evaluation.pairing import choose_rule
from evaluation.tables import ChangeTable
from evaluation.view import View
from tests.examples import examples
from tests.reference import known
from tests.tables_of_text import dataset

SCALES = [
    scale
    for measure, scale_id in (("phq9", "total"), ("pir_gas", "rating"), ("swemwbs", "total"), ("gbo", "goal"))
    for scale in registry().get(measure).scales
    if scale.id == scale_id
]
# Estimates of one table alone; the bootstrap, which draws at random, has its own tests.
STATISTICS = (
    *("mean_change", "effects", "baseline_sd", "d_av", "d_rm", "d_z", "glass_delta", "correlation"),
    *("probability_of_improvement", "rank_biserial", "paired_t", "sign_test", "wilcoxon"),
)
AVERAGES = ("mean_before", "mean_after", "median_before", "median_after")
MOMENTS = ("n", *AVERAGES, "mean_change", "sd_before", "sd_after", "r", "sd_change")
PLACES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=40)
VIEWS = (View(), View(improved="computed_change"), View(improved="percent_change", percent=20))


def table(scale, places):
    """A change table of scores on a scale's own grid, from places counted from its lowest score."""
    steps = [(scale.minimum + b * scale.step, scale.minimum + a * scale.step) for b, a in places]
    steps = [(min(b, scale.maximum), min(a, scale.maximum)) for b, a in steps]
    return ChangeTable.from_scores([b for b, _ in steps], [a for _, a in steps], better=scale.better)


def found(scale, changes, view=View()):  # noqa: B008 frozen
    """Every figure that the library makes of a table: each statistic and each rule's rates."""
    made = [getattr(every_effect, name)(changes) for name in STATISTICS]
    made.append(chosen(scale, changes))
    rules = (*rules_for(scale), *offered_rules(scale, changes, view))
    rates = [rate for rule in rules for rate in rule.rates(changes, "families")]
    headline = headline_rule(scale, view.improved, rules, changes)
    return numbers((*made, describe(changes))), rates, headline.rule


def chosen(scale, changes):
    """The effects with the intervals that a finding gives them."""
    spread = (*every_effect.effects(changes), every_effect.correlation(changes))
    return held(changes, scale.minimum, scale.maximum, spread)


def numbers(value):
    """All numbers of results, in order; None stays."""
    if isinstance(value, (tuple, list)):
        return [number for part in value for number in numbers(part)]
    if isinstance(value, Estimate):
        return [value.value, value.low, value.high, value.plain, value.hedges]
    if isinstance(value, Moments):
        return [getattr(value, name) for name in MOMENTS]
    if hasattr(value, "__dataclass_fields__"):
        return [number for name in value.__dataclass_fields__ for number in numbers(getattr(value, name))]
    return [value] if value is None or isinstance(value, (int, float)) else []


def alike(one, other):
    assert len(one) == len(other)
    for a, b in zip(one, other, strict=True):
        if a is None or b is None:
            assert a is b
        else:
            assert math.isclose(a, b, rel_tol=1e-7, abs_tol=1e-7), (a, b)


def plain(rates):
    return [(rate.rule, rate.outcome, rate.n, rate.of, rate.low, rate.high) for rate in rates]


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.title)
@settings(max_examples=examples(40))
@given(one=PLACES, other=PLACES, view=st.sampled_from(VIEWS))
def test_pooling_two_tables_is_evaluating_both_together(scale, one, other, view):
    pooled, whole = table(scale, one) + table(scale, other), table(scale, one + other)
    first, second = found(scale, pooled, view), found(scale, whole, view)
    alike(first[0], second[0])
    assert plain(first[1]) == plain(second[1])
    assert first[2] == second[2]


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.title)
@settings(max_examples=examples(40))
@given(places=PLACES, view=st.sampled_from(VIEWS[:2]))
def test_reversing_scale_and_direction_leaves_every_figure(scale, places, view):
    """The averages alone move to the other end; a percentage of the first score is no law of this kind."""
    other = mirrored(scale)
    one = table(scale, places)
    turn = scale.minimum + scale.maximum
    turned = ChangeTable.from_scores(
        turn - one.before, turn - one.after, better=other.better, counts=one.count
    )
    first, second = found(scale, one, view), found(other, turned, view)
    moments = describe(one), describe(turned)
    for name in AVERAGES:
        a, b = getattr(moments[0], name), getattr(moments[1], name)
        assert (a is None) == (b is None)
        assert a is None or math.isclose(a, turn - b, abs_tol=1e-9)
    alike(*(numbers([getattr(every_effect, s)(t) for s in STATISTICS]) for t in (one, turned)))
    alike(numbers(chosen(scale, one)), numbers(chosen(other, turned)))
    shares = {rule.id for rule in rules_for(scale) if isinstance(rule, PercentChange)} | {"percent_change"}
    kept = [[entry for entry in plain(rates) if entry[0] not in shares] for rates in (first[1], second[1])]
    assert kept[0] == kept[1]
    assert first[2] == second[2]


def mirrored(scale):
    """The same scale read from its other end."""
    turn = scale.minimum + scale.maximum
    return replace(
        scale,
        better="lower" if scale.better == "higher" else "higher",
        cut_offs=tuple(replace(entry, at=turn - entry.at) for entry in scale.cut_offs),
        bands=tuple(replace(band, low=turn - band.high, high=turn - band.low) for band in scale.bands),
        norms=tuple(replace(norm, mean=turn - norm.mean) for norm in scale.norms),
    )


HEAD = "Family ID,Site,After date,PHQ-9 before,PHQ-9 after,KPCS before,KPCS after"


def families(prefix, seed, count=60):
    dealt = random.Random(seed)  # noqa: S311 made-up data
    rows = []
    for i in range(count):
        kpcs = (dealt.randint(25, 45), dealt.randint(25, 45)) if dealt.random() < 0.8 else ("", "")
        day = f"2025-{dealt.randint(1, 12):02d}-{dealt.randint(1, 28):02d}"
        scores = (dealt.randint(5, 27), dealt.randint(0, 22), *kpcs)
        rows.append(",".join(map(str, (f"{prefix}{i}", dealt.choice(["East", "West"]), day, *scores))))
    return rows


def tables_of(data):
    counted = data.counted(data_rule(data))
    keep = counted.mask({}, None, None)
    return [counted.table(i, keep) for i in range(len(counted.coded))]


def data_rule(data):
    return choose_rule(View(), data.scores, data.responses.episodes)[0]


def test_two_services_pooled_are_the_finding_of_both_files_together():
    one, other = families("A", 1), families("B", 2)
    both = dataset("\n".join([HEAD, *one, *other]))
    parts = [tables_of(dataset("\n".join([HEAD, *rows]))) for rows in (one, other)]
    pooled = [a + b for a, b in zip(*parts, strict=True)]
    for finding in both.evidence(View()).findings:
        scale = registry().get(finding.measure).scale(finding.scale)
        changes = next(
            t
            for t, entry in zip(pooled, both.scores.sets, strict=True)
            if (entry.measure.id, entry.scale.id) == (finding.measure, finding.scale)
        )
        assert changes.n == finding.n
        alike(numbers(chosen(scale, changes)[:-1]), numbers(finding.effects))
        alike(numbers(every_effect.mean_change(changes)), numbers(finding.mean_change))
        rules = (*rules_for(scale), *offered_rules(scale, changes, View()))
        rates = [rate for rule in rules for rate in rule.rates(changes, "")]
        assert plain(rates) == plain(finding.rates)


def test_an_unpaired_family_changes_no_paired_result():
    rows = families("A", 3)
    before = dataset("\n".join([HEAD, *rows])).evidence(View()).findings
    more = [*rows, "X1,East,,27,,25,", "X2,West,2025-05-05,,3,,", "X3,East,,,,,30"]
    after = dataset("\n".join([HEAD, *more])).evidence(View()).findings
    for one, other in zip(before, after, strict=True):
        for name in ("n", "description", "mean_change", "effects", "probability", "rates", "rules", "moves"):
            assert getattr(one, name) == getattr(other, name), name
        for name in ("bins", "headline_rule", "lead_rule", "period", "sentence"):
            assert getattr(one, name) == getattr(other, name), name


@pytest.mark.parametrize("name", ["first_run", "families_redcap", "families_long"])
@pytest.mark.parametrize("protection", ["exact", "nhs"])
def test_the_order_of_rows_never_matters(name, protection):
    head, *rows = path(name).read_text("utf-8-sig").splitlines()
    shuffled = rows.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 made-up data
    entries = []
    for some in (rows, shuffled):
        found_here = evidence_entries(dataset("\n".join([head, *some])).evidence(View(protection=protection)))
        found_here.pop("data")
        entries.append(found_here)
    assert entries[0] == entries[1]


def test_room_to_improve_is_the_same_from_either_end():
    scale = SCALES[0]
    one = table(scale, [(20, 4), (3, 0), (0, 0), (9, 9)])
    turn = scale.minimum + scale.maximum
    other = ChangeTable.from_scores(turn - one.before, turn - one.after, better="higher", counts=one.count)
    rule = next(rule for rule in rules_for(scale) if rule.id == "reliable_change")
    found = (room_to_improve(rule, t, scale.minimum, scale.maximum, "families") for t in (one, other))
    rooms = [known(room) for room in found]
    assert [numbers_of(room.could) for room in rooms] == [(2, 4)] * 2  # 20 and 9 can fall by 6
    assert [numbers_of(room.improved) for room in rooms] == [(1, 2)] * 2
    assert rooms[0].edge == turn - known(rooms[1].edge)


def numbers_of(rate):
    return rate.n, rate.of


SMALLEST = {
    "nobody": [],
    "one": [(12, 5)],
    "two": [(12, 5), (9, 9)],
    "two alike": [(12, 5)] * 2,
    "all equal": [(9, 9)] * 12,
    "all changed alike": [(12, 5)] * 12,
    "all at the floor": [(0, 0)] * 12,
    "all at the ceiling": [(27, 27)] * 12,
    "all from end to end": [(27, 0)] * 12,
}


@pytest.mark.parametrize("pairs", SMALLEST.values(), ids=SMALLEST)
@pytest.mark.parametrize("protection", ["exact", "nhs"])
def test_the_smallest_data_give_a_sentence_and_never_nan(pairs, protection):
    """Nobody, one, two, no spread, everybody at one end: each figure is a number or has a reason."""
    rows = [f"F{i},{before},{after}" for i, (before, after) in enumerate(pairs)]
    data = dataset("\n".join(["Family ID,PHQ-9 before,PHQ-9 after", *rows, "X1,12,", "X2,,3"]))
    evidence = data.evidence(View(protection=protection))
    entries = evidence_entries(evidence)
    assert "NaN" not in json.dumps(entries, allow_nan=False)
    if not pairs:
        assert (entries["scales"], len(entries["needs"])) == ([], 1)
    said = [finding.sentence for finding in evidence.findings] + [needs.sentence for needs in evidence.needs]
    assert said
    for sentence in said:
        assert sentence.endswith(".")
        assert not {"nan", "inf", "None"} & set(sentence.replace("%", " ").split())
    if protection == "exact":
        for finding in evidence.findings:
            shown = known(finding.details).figures
            figures = [e for d in shown for e in (d.estimate, d.bootstrap) if e is not None]
            assert all(one.low is not None or one.reason for one in (*figures, *finding.effects))


@pytest.mark.parametrize("pairs", SMALLEST.values(), ids=SMALLEST)
def test_the_smallest_columns_are_compared_without_nan(pairs):
    before, after = [b for b, _ in pairs], [a for _, a in pairs]
    result = compare(before, after, better="lower", reliability=0.8, functional_mean=5, functional_sd=4)
    json.dumps(result.to_dict(), allow_nan=False)
    assert result.sentence.endswith(".")
    assert not {"nan", "inf", "None"} & set(str(result).replace("%", " ").replace("(", " ").split())
    assert all(one.low is not None or one.reason for one in (result.mean_change, *result.effects))
