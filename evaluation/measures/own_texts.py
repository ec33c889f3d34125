"""What a person types into one box, as values and back: answers in words, numbers of questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluation.measures.definition import Measure, Scale

_ANSWER = re.compile(r"(?P<words>.*\S)\s*[=:]\s*(?P<number>[-+]?\d+(?:[.,]\d+)?)")
_RUN = re.compile(r"(\d{1,4})\s*(?:-|–|to)\s*(\d{1,4})")
_MOST = 1000


def labels_said(text: str) -> tuple[tuple[str, float], ...]:
    r"""Answers in words with their numbers, one a line; raises InputError naming the line it can't read.

    >>> labels_said("Not at all = 0\nSeveral days = 1")
    (('Not at all', 0.0), ('Several days', 1.0))
    """
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        read = _ANSWER.fullmatch(line)
        if read is None:
            raise InputError(
                f"The answer '{line[:60]}' has no number: write one answer a line, as in 'Not at all = 0'."
            )
        found.append((read["words"], float(read["number"].replace(",", "."))))
    return tuple(found)


def labels_text(labels: Iterable[tuple[str, float]]) -> str:
    r"""The text that `labels_said` reads.

    >>> labels_text((("not at all", 0), ("several days", 1)))
    'not at all = 0\nseveral days = 1'
    """
    return "\n".join(f"{word} = {number:g}" for word, number in labels)


def numbers_said(text: str) -> tuple[int, ...]:
    """Numbers of questions, parted by commas or spaces, runs with a hyphen; raises InputError for others.

    >>> numbers_said("2, 5-7 and 10")
    (2, 5, 6, 7, 10)
    """
    found: list[int] = []
    for part in re.split(r"[,;\s]+|\band\b", _RUN.sub(r"\1-\2", text)):
        run = _RUN.fullmatch(part)
        if run and int(run[1]) <= int(run[2]) <= _MOST:
            found += range(int(run[1]), int(run[2]) + 1)
        elif part.isdecimal() and len(part) <= 4:
            found.append(int(part))
        elif part:
            raise InputError(f"'{part[:30]}' is no number of a question: write numbers, as in '2, 5, 7-9'.")
    return tuple(dict.fromkeys(found))


def numbers_text(numbers: Iterable[int]) -> str:
    """The text that `numbers_said` reads."""
    return ", ".join(map(str, numbers))


def in_a_line(measure: Measure) -> str:
    """How a measure will be scored and read, in a sentence or two a scale.

    >>> from evaluation.measures.own import Own, own_measure
    >>> said = Own(name="Ours", questions=10, minimum=1, maximum=5, better="higher", reversed=(2, 5))
    >>> in_a_line(own_measure(said))
    'Scores run from 10 to 50; higher is better; the sum of 10 questions, 2 of them reversed.'
    """
    several = len(measure.scales) > 1
    return " ".join(
        (f"{scale.title}: s" if several else "S") + f"{'; '.join(_parts(measure, scale))}."
        for scale in measure.scales
    )


def _parts(measure: Measure, scale: Scale) -> Iterator[str]:
    yield f"cores run from {scale.minimum:g} to {scale.maximum:g}"
    yield f"{scale.better} is better"
    if measure.items is not None and scale.items:
        count = len(scale.items)
        made = {"sum": "the sum of ", "mean": "the mean of "}.get(scale.score, "")
        turned = len(set(scale.items) & set(measure.items.reversed))
        reversed_ = f", {turned} of them reversed" if turned else ""
        yield f"{made}{count} question{'' if count == 1 else 's'}{reversed_}"
    if scale.missing.most:
        yield f"up to {scale.missing.most} may be unanswered"
    for cut_off in scale.cut_offs:
        yield f"{cut_off.reach(scale.better)}: {cut_off.label}"
    for rule in scale.change_rules:
        percent = "%" if rule.unit == "percent" else " points"
        yield f"a change of {rule.value:g}{percent} or more can be asked for"
