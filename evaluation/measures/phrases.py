"""Phrases about a measure: its direction, its answers, its thresholds, how a score is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluation.measures.definition import (
        Ages,
        Band,
        ChangeRule,
        CutOff,
        Domain,
        Items,
        Measure,
        Options,
        Scale,
        Status,
    )

STATUS: dict[Status, str] = {
    "verified": "verified",
    "secondary": "secondary source",
    "recalled": "not verified",
    "convention": "local convention",
}
STATUS_MEANS: dict[Status, str] = {
    "verified": "read in what its authors, or whoever sets the rule, have published",
    "secondary": "read in somebody else's statement of it",
    "recalled": "widely quoted, but not found in a text; it never stands behind a headline",
    "convention": "a custom of services or of Attune, not a published rule",
}
DOMAIN: dict[Domain, str] = {
    "relationship": "parent and baby together",
    "caregiver": "how the parent is doing",
    "baby": "how the child is doing",
    "goals": "goals of the family's own",
    "experience": "what families think of the service",
    "learning": "what people learned on a course",
    "other": "something else",
}
RELIABILITY = {
    "alpha": "alpha (how well its questions agree)",
    "test-retest": "test-retest (the same people asked again)",
    "inter-rater": "inter-rater (how well two raters agree)",
    "stated": "as the service gives it,",
}
_MADE = {
    "sum": "the sum of {questions}",
    "mean": "the mean of {questions}",
    "mean_x10": "ten times the mean of {questions}",
    "single": "one rating",
    "each": "{questions}, each by itself",
    "answers": "counted answer by answer, {questions}, without a total",
    "entered": "entered as a score worked out elsewhere",
}


def direction(scale: Scale) -> str:
    """Which end of a scale is better, as a sentence.

    >>> from evaluation.measures import registry
    >>> direction(registry().get("phq9").scale("total"))
    'Lower scores are better'
    """
    if not scale.claims:
        return "Neither end is better, so a change is described and never called better"
    return f"{wording.capital(scale.better)} scores are better"


def made(scale: Scale, measure: Measure) -> str:
    """How a score comes about.

    >>> from evaluation.measures import registry
    >>> core10 = registry().get("core10")
    >>> made(core10.scales[0], core10)
    'ten times the mean of questions 1 to 10 (the same as their sum when all ten are answered)'
    """
    if scale.score == "sum_of":
        parts = wording.listed(measure.scale(part).title for part in scale.parts)
        return f"the sum of {parts}"
    text = _MADE[scale.score].format(questions=questions(scale.items))
    if scale.score == "mean_x10" and len(scale.items) == 10:
        text += " (the same as their sum when all ten are answered)"
    return text + (", converted by a table" if scale.convert else "")


def needed(scale: Scale) -> str:
    """How many unanswered questions a score allows."""
    if scale.missing.rule == "complete":
        return "none may be missing"
    rounded = ", and the score is rounded to a whole number" if scale.missing.rounded else ""
    return (
        f"up to {scale.missing.most} of {len(scale.items)} may be missing; "
        f"the mean of the others takes their place{rounded}"
    )


def clinical(scale: Scale, cut_off: CutOff) -> str:
    """A cut-off in words: which scores lie beyond it, what they are called, in which edition."""
    return f"{cut_off.reach(scale.better)}, {cut_off.label}{_edition(cut_off.edition)}"


def band(one: Band) -> str:
    """A band in words."""
    return f"{short_band(one)}{_edition(one.edition)}"


def short_band(one: Band) -> str:
    """A band in words, without its edition."""
    reach = f"{one.low:g}" if one.low == one.high else f"{one.low:g} to {one.high:g}"
    return f"{one.label}, {reach}"


def gain(rule: ChangeRule) -> str:
    """A change rule in words: its label, and what the label leaves unsaid."""
    parts = [rule.label]
    if rule.worse is not None and "worse" not in rule.label:
        unit = " per cent of the first score" if rule.unit == "percent" else " points"
        parts.append(f"{rule.worse:g}{unit} or more for the worse")
    if rule.published is not None:
        parts.append(f"published as {rule.published:g}")
    if rule.confidence is not None:
        parts.append(f"at {rule.confidence:.0%} confidence")
    return ", ".join(parts) + (" (used unless another is chosen)" if rule.default else "")


def ages(entry: Ages) -> str:
    """The ages of the children a measure is for.

    >>> from evaluation.measures.definition import Ages
    >>> ages(Ages(low=24, high=48, source="a manual")), ages(Ages(high=12, source="a manual"))
    ('children of 2 to 4 years', 'children of up to 12 months')
    """
    ends = [end for end in (entry.low, entry.high) if end is not None]
    years = all(end >= 24 and end % 12 == 0 for end in ends)
    spans = (end if end is None or not years else end / 12 for end in (entry.low, entry.high))
    low, high = (None if end is None else f"{end:g}" for end in spans)
    unit = "years" if years else "months"
    if low is None:
        return f"children of up to {high} {unit}"
    return f"children of {low} to {high} {unit}" if high else f"children of {low} {unit} or more"


def answers(items: Items) -> Iterator[tuple[str, str]]:
    """What is known of the answers to a measure's questions, each with its heading."""
    if items.labels:
        steps = round((items.maximum - items.minimum) / items.step) + 1
        some = len({code for _, code in items.labels}) < steps
        yield "Answers", coded(items.labels) + ("; those in between are read as numbers only" if some else "")
    if items.by_label:
        yield (
            "Numbers",
            "not read as answers: what they stand for on a form is not known, so only words count",
        )
    if items.ask_stored:
        yield (
            "Numbers",
            "files number the answers in several ways, so numbers wait until you say how yours runs",
        )
    for entry in items.options:
        yield "Answers that differ", f"{questions(entry.items)}: {_own(entry)}"
    if items.reversed:
        printed = "Reversed when scored" if items.stored == "printed" else "Printed the other way round"
        yield printed, _numbers(items.reversed)
    for item, code in items.not_applicable:
        yield "Not applicable", f"“not applicable” on question {item} scores {code:g}"
    if items.omitted:
        said = wording.listed((f"“{word}”" for word in items.omitted), "or")
        yield "Left out of the score", f"{said} counts neither as a score nor as missing"
    if items.stored == "scored":
        yield "In a file", "answers are taken as already scored, so nothing is turned round unless you say so"
    elif (items.reversed or items.options) and not items.ask_stored:
        yield "In a file", "answers are taken as the form prints them, and turned round by Attune"


def coded(labels: Iterable[tuple[str, float]]) -> str:
    """Answers in words with the numbers they stand for."""
    return ", ".join(f"{word} = {code:g}" for word, code in labels)


def questions(items: tuple[int, ...]) -> str:
    """The numbers of some questions with their noun.

    >>> questions((1, 2, 3, 4)), questions((2, 3)), questions((9,))
    ('questions 1 to 4', 'questions 2 and 3', 'question 9')
    """
    return f"{'question' if len(items) == 1 else 'questions'} {_numbers(items)}"


def _own(entry: Options) -> str:
    words = {code: word for word, code in reversed(entry.labels)}
    return ", ".join(
        f"{words.get(code, f'answer {code:g}')} scores {score:g}"
        for code, score in zip(entry.codes, entry.scores, strict=True)
    )


def _edition(edition: str) -> str:
    return f", edition {edition}" if edition else ""


def _numbers(numbers: tuple[int, ...]) -> str:
    """The numbers of some questions: "1 to 9", "2 and 3", "1, 3 and 4"."""
    if len(numbers) > 2 and numbers == tuple(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]} to {numbers[-1]}"
    return wording.listed(map(str, numbers))
