"""Says where the questions of a measure contradict themselves: items, answers, options."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluation.measures.definition import Items, Options

Problem = tuple[str, str]  # the field, as in "items.labels[0]", and what is wrong


def item_problems(items: Items) -> Iterator[Problem]:
    """All contradictions of the questions of a measure, each with its field."""
    if items.count < 1:
        yield "items.count", "a questionnaire needs at least one item"
    if items.minimum >= items.maximum:
        yield "items.minimum", f"{items.minimum:g} is not below the maximum of {items.maximum:g}"
    if items.step <= 0:
        yield "items.step", f"{items.step:g} is not above 0"
    if not items.source:
        yield "items.source", "is missing"
    yield from each_once("items.reversed", items.reversed, items.count)
    yield from label_problems("items.labels", items.labels, items.minimum, items.maximum)
    if items.ask_stored and not items.labels:
        yield "items.ask_stored", "answers whose numbers wait need labels"
    if items.by_label and not items.labels:
        yield "items.by_label", "answers that are read by their words need labels"
    yield from _special_answers(items)


def _special_answers(items: Items) -> Iterator[Problem]:
    """What is wrong with answers that are read in a way of their own."""
    for i, word in enumerate(items.omitted):
        if word != word.lower() or word in dict(items.labels):
            yield f"items.omitted[{i}]", f"{word!r} must be lower case and no label"
    yield from each_once("items.options", [i for entry in items.options for i in entry.items], items.count)
    for i, entry in enumerate(items.options):
        for field, problem in _options(entry, items):
            yield f"items.options[{i}].{field}", problem
    yield from each_once("items.not_applicable", [item for item, _ in items.not_applicable], items.count)
    for i, (_, code) in enumerate(items.not_applicable):
        if not items.minimum <= code <= items.maximum:
            yield f"items.not_applicable[{i}]", f"{code:g} is outside {items.minimum:g} to {items.maximum:g}"


def label_problems(
    field: str, labels: tuple[tuple[str, float], ...], low: float, high: float
) -> Iterator[Problem]:
    """Words that stand for a number: lower case, each once, the number within range."""
    said = [word for word, _ in labels]
    for i, (word, code) in enumerate(labels):
        if word != word.lower() or said.count(word) > 1:
            yield f"{field}[{i}]", f"{word!r} must be lower case and occur once"
        if not low <= code <= high:
            yield f"{field}[{i}]", f"{code:g} is outside {low:g} to {high:g}"


def _options(options: Options, items: Items) -> Iterator[Problem]:
    if len(options.codes) != len(options.scores) or len(set(options.codes)) < 2:
        yield "codes", "needs two or more codes and as many scores"
    elif len(set(options.codes)) < len(options.codes):
        yield "codes", "a code is listed more than once"
    for score in options.scores:
        if not items.minimum <= score <= items.maximum:
            yield "scores", f"{score:g} is outside {items.minimum:g} to {items.maximum:g}"
    both = sorted(set(options.items) & set(items.reversed))
    if both:
        yield "items", f"item {both[0]} is also in 'reversed': its scores here are final"
    if {code for _, code in options.labels} - set(options.codes):
        yield "labels", "a label stands for a code that is not listed"


def each_once(field: str, numbers: Iterable[int], count: int) -> Iterator[Problem]:
    """Numbers of items: each one that the measure has, and once."""
    seen: set[int] = set()
    for number in numbers:
        if not 1 <= number <= count:
            yield field, f"there is no item {number}: the measure has {count}"
        if number in seen:
            yield field, f"item {number} is listed more than once"
        seen.add(number)
