"""Says where a measure contradicts itself: each problem with the field that it is in."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from evaluation.measures.checking_items import each_once, item_problems, label_problems
from evaluation.measures.coding import reach
from evaluation.measures.names import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluation.measures.definition import ChangeRule, Items, Measure, Scale

Problem = tuple[str, str]  # the field, as in "scales[0].cut_offs[1].at", and what is wrong

_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FROM_ITEMS = {"sum", "mean", "mean_x10", "each", "answers"}
_RATINGS = {"single", "entered"}


def problems(measure: Measure) -> list[Problem]:
    """All contradictions of a measure, in the order of its fields; empty when it is sound."""
    return list(_measure(measure))


def snake_case(text: str) -> bool:
    """Whether a text can be an id: lower-case letters, digits and single underscores.

    >>> snake_case("mors_sf"), snake_case("MORS-SF")
    (True, False)
    """
    return bool(_SNAKE.fullmatch(text))


def _measure(measure: Measure) -> Iterator[Problem]:
    yield from _ids("id", [measure.id])
    yield from _aliases("aliases", measure.aliases)
    if not measure.scales:
        yield "scales", "a measure needs at least one scale"
    if not measure.licence.source:
        yield "licence.source", "is missing"
    if measure.items is not None:
        yield from item_problems(measure.items)
    if measure.ages is not None:
        yield from _ages(measure.ages.low, measure.ages.high)
    for i, alert in enumerate(measure.alerts):
        if measure.items is None or not 1 <= alert.item <= measure.items.count:
            yield f"alerts[{i}].item", f"the measure has no item {alert.item}"
        elif not measure.items.minimum <= alert.above < measure.items.maximum:
            yield f"alerts[{i}].above", f"no answer is above {alert.above:g}, or all are"
    yield from _ids("scales", [scale.id for scale in measure.scales])
    for i, scale in enumerate(measure.scales):
        for field, problem in (*_scale(scale, measure.items), *_parts(scale, measure)):
            yield f"scales[{i}].{field}", problem


def _ages(low: float | None, high: float | None) -> Iterator[Problem]:
    if low is None and high is None:
        yield "ages", "give the lowest or the highest age, in months"
    if min(low or 0, high or 0) < 0 or (low is not None and high is not None and low >= high):
        yield "ages.low", "ages are months, the lower first"


def _parts(scale: Scale, measure: Measure) -> Iterator[Problem]:
    """What is wrong with a scale that adds up others."""
    if scale.score != "sum_of":
        if scale.parts:
            yield "parts", f"score {scale.score!r} has no parts"
        return
    known = {one.id: one for one in measure.scales if one.score in _FROM_ITEMS}
    found = [known[part] for part in scale.parts if part in known]
    if len(found) < 2 or len(found) < len(scale.parts) or len(set(scale.parts)) < len(scale.parts):
        yield "parts", "needs two or more other scales of the measure, each once, made from items"
        return
    low, high = sum(one.minimum for one in found), sum(one.maximum for one in found)
    if (scale.minimum, scale.maximum) != (low, high):
        yield "minimum", f"its parts give {low:g} to {high:g}, not {_range(scale)}"
    if {one.better for one in found} != {scale.better}:
        yield "parts", "all parts must have the direction of the whole"


def _ids(field: str, ids: list[str]) -> Iterator[Problem]:
    for one in ids:
        if not snake_case(one):
            yield field, f"{one!r} is not an id in lower-case letters, digits and underscores"
        if ids.count(one) > 1:
            yield field, f"the id {one!r} is used more than once"


def _aliases(field: str, aliases: Iterable[str]) -> Iterator[Problem]:
    for i, alias in enumerate(aliases):
        if alias != alias.lower() or not normalised(alias):
            yield f"{field}[{i}]", f"{alias!r} must be lower case, with letters or digits"


def _scale(scale: Scale, items: Items | None) -> Iterator[Problem]:
    if scale.minimum >= scale.maximum:
        yield "minimum", f"{scale.minimum:g} is not below the maximum of {scale.maximum:g}"
    if scale.step <= 0:
        yield "step", f"{scale.step:g} is not above 0"
    if not scale.source:
        yield "source", "is missing"
    yield from _aliases("aliases", scale.aliases)
    yield from _score(scale, items)
    if (scale.score == "each") != (scale.unit == "goal"):
        yield "unit", "'goal' goes with score 'each', and score 'each' with unit 'goal'"
    yield from _missing(scale)
    yield from _cut_offs_and_bands(scale)
    yield from _change_rules(scale)
    yield from _comparisons(scale)


def _comparisons(scale: Scale) -> Iterator[Problem]:
    for i, reliability in enumerate(scale.reliability):
        if not 0 < reliability.value <= 1:
            yield f"reliability[{i}].value", f"{reliability.value:g} is not above 0 and at most 1"
    for i, norm in enumerate(scale.norms):
        if not scale.minimum <= norm.mean <= scale.maximum:
            yield f"norms[{i}].mean", _outside(norm.mean, scale)
        if norm.sd is not None and norm.sd <= 0:
            yield f"norms[{i}].sd", f"{norm.sd:g} is not above 0"
        if norm.n is not None and norm.n < 1:
            yield f"norms[{i}].n", f"{norm.n} is not a number of people"


def _score(scale: Scale, items: Items | None) -> Iterator[Problem]:
    if scale.labels and scale.score not in _RATINGS:
        yield "labels", f"words for a rating don't go with score {scale.score!r}"
    yield from label_problems("labels", scale.labels, scale.minimum, scale.maximum)
    if not scale.claims and (scale.change_rules or scale.unit == "goal"):
        yield "claims", "a scale without a better end has no change rules"
    if scale.convert and scale.score != "sum":
        yield "convert", f"a conversion table goes with score 'sum', not {scale.score!r}"
    if scale.score not in _FROM_ITEMS:
        if scale.items:
            yield "items", f"score {scale.score!r} is not made from items"
        return
    if items is None or not scale.items:
        yield "items", f"score {scale.score!r} needs items"
        return
    known = [item for item in scale.items if 1 <= item <= items.count]
    yield from each_once("items", scale.items, items.count)
    if items.omitted and scale.score not in {"mean", "answers"}:
        yield "score", f"an omitted answer has no place in score {scale.score!r}"
    reached = [reach(item, items) for item in known] or [(items.minimum, items.maximum)]
    times = {"sum": float(len(reached)), "mean": 1, "mean_x10": 10, "each": 1, "answers": 1}[scale.score]
    low, high = (round(sum(ends) / len(reached) * times, 9) for ends in zip(*reached, strict=True))
    if scale.convert:
        yield from _convert(scale, low, high)
    elif (scale.minimum, scale.maximum) != (low, high):
        yield "minimum", f"the items give {low:g} to {high:g}, not {_range(scale)}"


def _convert(scale: Scale, low: float, high: float) -> Iterator[Problem]:
    raw = [before for before, _ in scale.convert]
    metric = [after for _, after in scale.convert]
    if raw != [low + i for i in range(int(high - low) + 1)]:
        yield "convert", f"must list every total from {low:g} to {high:g} once, in order"
    elif any(b <= a for a, b in pairwise(metric)):
        yield "convert", "the converted scores must rise with the total"
    elif (metric[0], metric[-1]) != (scale.minimum, scale.maximum):
        yield "convert", f"must run from {scale.minimum:g} to {scale.maximum:g}, the scale's range"


def _missing(scale: Scale) -> Iterator[Problem]:
    missing = scale.missing
    if missing.rule == "complete" and (missing.most != 0 or missing.rounded):
        yield "missing.most", "goes with rule 'prorate' alone, as does 'rounded'"
    if missing.rule == "prorate":
        if not 1 <= missing.most < len(scale.items):
            yield (
                "missing.most",
                f"{missing.most} is not from 1 to fewer than the scale's {len(scale.items)} items",
            )
        if scale.convert:
            yield "missing.rule", "a pro-rated total has no place in a conversion table"


def _cut_offs_and_bands(scale: Scale) -> Iterator[Problem]:
    yield from _ids("cut_offs", [cut_off.id for cut_off in scale.cut_offs])
    for i, cut_off in enumerate(scale.cut_offs):
        if not scale.minimum <= cut_off.at <= scale.maximum:
            yield f"cut_offs[{i}].at", _outside(cut_off.at, scale)
    labels = [band.label for band in scale.bands]
    for i, band in enumerate(scale.bands):
        if not scale.minimum <= band.low <= band.high <= scale.maximum:
            yield f"bands[{i}]", f"{band.low:g} to {band.high:g} is not a range within {_range(scale)}"
        if i and band.low <= scale.bands[i - 1].high:
            yield f"bands[{i}].low", "bands must go from low to high and not overlap"
        if labels.count(band.label) > 1:
            yield f"bands[{i}].label", f"{band.label!r} is used more than once"


def _change_rules(scale: Scale) -> Iterator[Problem]:
    yield from _ids("change_rules", [rule.id for rule in scale.change_rules])
    if sum(rule.default for rule in scale.change_rules) > 1:
        yield "change_rules", "more than one rule is marked default"
    for i, rule in enumerate(scale.change_rules):
        for field, problem in _change_rule(rule, scale.maximum - scale.minimum):
            yield f"change_rules[{i}].{field}", problem


def _change_rule(rule: ChangeRule, width: float) -> Iterator[Problem]:
    most = 100.0 if rule.unit == "percent" else width
    of = "per cent" if rule.unit == "percent" else f"the scale's {width:g} points"
    for field, amount in (("value", rule.value), ("worse", rule.worse)):
        if amount is not None and not 0 < amount <= most:
            yield field, f"{amount:g} is not a change that {of} allow"
    if rule.published is not None and abs(rule.published - rule.value) > 0.5:
        yield "published", f"{rule.published:g} does not round to {rule.value:g}"
    if rule.confidence is not None and not 0 < rule.confidence < 1:
        yield "confidence", f"{rule.confidence:g} is not between 0 and 1"
    if rule.default and not rule.firm:
        yield "default", "a fact that is not firm can't be the default"
    if rule.default and (rule.kind != "reliable" or rule.unit != "points"):
        yield "default", "the default is a reliable change in points"


def _outside(value: float, scale: Scale) -> str:
    return f"{value:g} is outside the scale's {_range(scale)}"


def _range(scale: Scale) -> str:
    return f"{scale.minimum:g} to {scale.maximum:g}"
