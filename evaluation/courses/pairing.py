"""The same question on several forms gets one scale: all its words and numbers are looked at together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.courses.mapping import NEEDS_YOU, ColumnUse
from evaluation.courses.ranges import SAID, range_of
from evaluation.courses.scales import Worded, scale_of
from evaluation.importing.values import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.courses.cells import Cells
    from evaluation.courses.mapping import Confidence
    from evaluation.courses.vocabulary import Question

_KINDS = frozenset({"rating", "agreement"})


@dataclass(eq=False)
class Asked:
    """One column of a question on one form, with its cells."""

    sheet: int
    column: ColumnUse
    cells: Cells

    @property
    def question(self) -> Question:
        """The question, which every such column has."""
        if self.column.question is None:
            raise ValueError("a question without its words")
        return self.column.question


def one_scale_each(asked: Sequence[Asked]) -> tuple[list[Asked], tuple[str, ...]]:
    """The columns with one scale for each question, and sentences on those that are asked on two."""
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        groups.setdefault(one.question.id, []).append(one)
    worded = _worded(groups)
    result: list[Asked] = []
    notes: list[str] = []
    for name, group in groups.items():
        settled, note = _settled(group, worded.get(name))
        result += settled
        notes += [note] if note else []
    return result, tuple(notes)


def _worded(groups: dict[str, list[Asked]]) -> dict[str, Worded]:
    """The scale of each question that is answered in words; questions like each other share one.

    An answer that nobody chose for one question may be chosen for the next, which is on the same scale.
    """
    words = {
        name: frozenset().union(*(one.cells.counts for one in group if one.cells.worded is not None))
        for name, group in groups.items()
    }
    clusters: list[tuple[frozenset[str], list[str]]] = []
    for name, said in sorted(words.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        if not said:
            continue
        for place, (held, names) in enumerate(clusters):
            if _alike(held, said):
                clusters[place] = (held | said, [*names, name])
                break
        else:
            clusters.append((said, [name]))
    found: dict[str, Worded] = {}
    for held, names in clusters:
        scale = scale_of(_no_numbers(held))
        found |= {name: scale for name in names if scale is not None}
    return found


def _no_numbers(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if not text.replace(".", "").isdigit()]


def _alike(held: frozenset[str], said: frozenset[str]) -> bool:
    """Whether words of two questions are of one scale: they share some, and fit one of the same length."""
    one, other = scale_of(_no_numbers(held)), scale_of(_no_numbers(said))
    both = scale_of(_no_numbers(held | said))
    if one is None or other is None or both is None:
        return False
    shared = {text.casefold() for text in held} & {text.casefold() for text in said}
    same = one.kind == other.kind and one.low == other.low == both.low
    return same and len(both.labels) == len(one.labels) and (bool(shared) or one.kind == "agreement")


def _settled(group: list[Asked], scale: Worded | None) -> tuple[list[Asked], str]:
    """One question's columns on one scale, or apart where they are on two, with a sentence on that."""
    low_high = _numbers_of(group, scale)
    for one in group:
        question = one.question
        if scale is not None and question.kind in _KINDS and _inside(one, scale):
            asked = replace(
                question, low=float(scale.low), high=float(scale.high), kind=scale.kind, labels=scale.labels
            )
            # Numbers on a scale that the same question has in words elsewhere need nobody.
            sure = one.column.confidence if one.column.confidence != "needs you" else "suggested"
            one.column = replace(one.column, question=asked, confidence=sure)
        elif low_high is not None and question.kind == "rating" and not question.labels:
            low, high, confidence, why = low_high
            asked = replace(question, low=low, high=high)
            one.column = replace(one.column, question=asked, confidence=confidence, why=why)
    return _apart(group)


def _inside(one: Asked, scale: Worded) -> bool:
    ends = (one.question.low, one.question.high)
    if one.column.why.startswith(SAID) and ends != (scale.low, scale.high):
        return False  # its header gives other ends
    return all(scale.low <= value <= scale.high for value in one.cells.numbers)


def _numbers_of(group: list[Asked], scale: Worded | None) -> tuple[float, float, Confidence, str] | None:
    """The ends of a question's scale by the numbers of all its columns."""
    plain = [one for one in group if one.question.kind == "rating" and not one.question.labels]
    if len(plain) < 2 or scale is not None:
        return None
    said = [one for one in plain if one.column.why.startswith(SAID)]
    if said:
        return None  # a header gives the ends
    pooled = {value for one in plain for value in one.cells.numbers}
    ends = range_of("", pooled)
    return None if ends is None else (ends.low, ends.high, ends.confidence, ends.why)


def _apart(group: list[Asked]) -> tuple[list[Asked], str]:
    """Columns of one question whose scales differ become questions of their own: they can't be compared."""
    scales = [_scale_of(one.question) for one in group]
    if len(set(scales)) < 2:
        return group, ""
    by_use = sorted(set(scales), key=lambda scale: (-scales.count(scale), scales.index(scale)))
    for one, scale in zip(group, scales, strict=True):
        number = by_use.index(scale) + 1
        if number > 1:
            named = replace(one.question, id=f"{one.question.id}-scale-{number}")
            one.column = replace(one.column, question=named, confidence="needs you")
    return group, (
        f"{NEEDS_YOU}: “{group[0].question.text}” is asked on {len(by_use)} scales, so those answers are "
        "kept apart. If it is one scale, give each column the same question, range and answers."
    )


def _scale_of(question: Question) -> tuple[float, float, tuple[str, ...]]:
    """What two questions must share to be compared; numbers alone may be of any words."""
    words = tuple(words_of(label) for label in question.labels)
    return question.low, question.high, words
