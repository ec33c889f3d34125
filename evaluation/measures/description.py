"""A measure in plain words and in plain values: all that is known, with sources and status."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from evaluation.measures.definition import ChangeRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluation.measures.definition import CutOff, Fact, Items, Measure, Scale

_STATUS = {
    "verified": "verified",
    "secondary": "secondary source",
    "recalled": "not verified",
    "convention": "local convention",
}
_SCORE = {
    "sum": "the sum of questions {items}",
    "mean": "the mean of questions {items}",
    "mean_x10": "ten times the mean of questions {items}",
    "single": "one rating",
    "each": "questions {items}, each by itself",
    "entered": "entered as a score",
}
_NONE = "no published threshold that could be verified"


def to_dict(measure: Measure) -> dict[str, Any]:
    """Plain values for JSON, with the fields of `Measure` as keys and lists for tuples.

    >>> from evaluation.measures import registry
    >>> to_dict(registry().get("phq9"))["scales"][0]["cut_offs"][0]["at"]
    10.0
    """
    plain: dict[str, Any] = _listed(asdict(measure))
    return plain


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_listed(one) for one in value]
    return value


def describe(measure: Measure) -> str:
    """All that is known of a measure, as lines to read, each number with its source and status.

    >>> from evaluation.measures import registry
    >>> print(describe(registry().get("phq9")).splitlines()[0])
    PHQ-9: Patient Health Questionnaire
    """
    return "\n".join(_lines(measure))


def _lines(measure: Measure) -> Iterator[str]:
    yield measure.name if measure.name == measure.short else f"{measure.short}: {measure.name}"
    yield measure.asks
    own = "; described locally, not a published questionnaire" if measure.local else ""
    yield f"Answered by: {measure.rater}. About: {measure.about}. Outcome: {measure.domain}{own}."
    if measure.items is not None:
        yield from _item_lines(measure.items)
    for alert in measure.alerts:
        yield f"Safety: {alert.label} {_trust(alert)}"
    for scale in measure.scales:
        yield ""
        yield from _scale_lines(scale)
    yield ""
    yield f"Licence: {measure.licence.text} [{measure.licence.source or 'source not known'}]"
    yield from (f"Note: {note}" for note in measure.notes)
    for citation in measure.citations:
        yield f"Published in: {citation.text}" + (f" doi {citation.doi}" if citation.doi else "")


def _item_lines(items: Items) -> Iterator[str]:
    yield f"Questions: {items.count}, each scored {items.minimum:g} to {items.maximum:g} [{items.source}]"
    if items.labels:
        yield "Answers: " + ", ".join(f"{word} = {code:g}" for word, code in items.labels)
    if items.reversed:
        yield f"Reversed when scored: {_and(items.reversed)}"
    for item, code in items.not_applicable:
        yield f"“Not applicable” on question {item} scores {code:g}"


def _scale_lines(scale: Scale) -> Iterator[str]:
    yield f"{scale.title} ({scale.id}): {scale.name}"
    kind = ", an order rather than an amount" if scale.ordinal else ""
    yield f"  Scores {scale.minimum:g} to {scale.maximum:g}{kind}; {scale.better} is better [{scale.source}]"
    made = _SCORE[scale.score].format(items=_and(scale.items))
    yield f"  How it is made: {made}" + (", converted by a table" if scale.convert else "")
    if scale.score in {"sum", "mean", "mean_x10"}:
        yield f"  Unanswered questions: {_needed(scale)} {_trust(scale.missing)}"
    yield from _facts("Clinical range", [(_clinical(scale, cut), cut) for cut in scale.cut_offs], _NONE)
    bands = [(f"{band.label}, {band.low:g} to {band.high:g}", band) for band in scale.bands]
    yield from _facts("Band", bands, "none in the registry")
    yield from _facts("Reliable change", [(_gain(rule), rule) for rule in scale.change_rules], _NONE)
    reliabilities = [
        (f"{one.kind} {one.value:.2f}" + (f", {one.sample}" if one.sample else ""), one)
        for one in scale.reliability
    ]
    yield from _facts("Reliability", reliabilities, "none in the registry")
    for norm in scale.norms:
        spread = f" (SD {norm.sd:g})" if norm.sd is not None else ""
        people = f", n = {norm.n}" if norm.n is not None else ""
        yield f"  Mean elsewhere: {norm.mean:g}{spread}{people}, {norm.population} {_trust(norm)}"
    if scale.convert:
        yield "  Conversion: " + ", ".join(f"{raw:g} → {metric:.2f}" for raw, metric in scale.convert)


def _needed(scale: Scale) -> str:
    if scale.missing.rule == "complete":
        return "none may be missing"
    return f"up to {scale.missing.most} of {len(scale.items)} may be missing"


def _facts(heading: str, facts: Iterable[tuple[str, Fact]], otherwise: str) -> Iterator[str]:
    empty = True
    for text, fact in facts:
        empty = False
        yield f"  {heading}: {text} {_trust(fact)}"
    if empty:
        yield f"  {heading}: {otherwise}"


def _clinical(scale: Scale, cut_off: CutOff) -> str:
    return f"{cut_off.at:g} or {'more' if scale.better == 'lower' else 'less'}, {cut_off.label}"


def _gain(rule: ChangeRule) -> str:
    level = f", at {rule.confidence:.0%} confidence" if rule.confidence is not None else ""
    exact = f", published as {rule.published:g}" if rule.published is not None else ""
    return f"{rule.label}{exact}{level}" + (" (used unless another is chosen)" if rule.default else "")


def _trust(fact: Fact) -> str:
    """The status, source and note of a fact, in square brackets."""
    unit = "; unit not known" if isinstance(fact, ChangeRule) and fact.unit_unknown else ""
    note = f" {fact.note}" if fact.note else ""
    return f"[{_STATUS[fact.status]}{unit}: {fact.source}]{note}"


def _and(numbers: tuple[int, ...]) -> str:
    """The numbers of some questions: "1 to 9", "2 and 3", "1, 3 and 4"."""
    if len(numbers) > 2 and numbers == tuple(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]} to {numbers[-1]}"
    first = ", ".join(map(str, numbers[:-1]))
    return " and ".join(filter(None, (first, *map(str, numbers[-1:]))))
