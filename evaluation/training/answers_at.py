"""The answers that a question allows, how many gave each, and which of them are the best."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from evaluation.change.rule import make_rate, three_ways
from evaluation.findings.finding import Move
from evaluation.training.evidence import AnswersAt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.courses.vocabulary import Question
    from evaluation.estimates import Rate
    from evaluation.tables import ChangeTable

MOST = 11  # answers that are told one by one: 0 to 10 is the longest rating in use
_MANY_ANSWERS = 4  # from which on the two best count as best


def grid(question: Question) -> tuple[float, ...]:
    """The whole numbers that may be answered, lowest first; none where there are more than MOST.

    >>> from evaluation.courses.vocabulary import Question
    >>> grid(Question(id="q", text="Q", low=1, high=4, level=2))
    (1, 2, 3, 4)
    >>> grid(Question(id="q", text="Q", low=0, high=20, level=2, kind="quiz"))
    ()
    """
    low, high = question.low, question.high
    if low != int(low) or high != int(high) or high - low + 1 > MOST:
        return ()
    return tuple(range(int(low), int(high) + 1))


def best(question: Question) -> tuple[float, ...]:
    """The two best of four answers or more, the best of fewer; lowest first.

    >>> from evaluation.courses.vocabulary import Question
    >>> best(Question(id="q", text="Q", low=1, high=5, level=2))
    (4, 5)
    >>> best(Question(id="q", text="Q", low=1, high=3, level=2, better="lower"))
    (1,)
    """
    how_many = count_best(question.low, question.high)
    if question.better == "higher":
        return tuple(question.high - step for step in reversed(range(how_many)))
    return tuple(question.low + step for step in range(how_many))


def count_best(low: float, high: float) -> int:
    """How many answers of a range count as the best: Attune's own convention, as none is published.

    >>> count_best(1, 5), count_best(1, 4), count_best(1, 3)
    (2, 2, 1)
    """
    return 2 if high - low + 1 >= _MANY_ANSWERS else 1


def label(question: Question, value: float) -> str:
    """An answer in words, or its number where the question has none."""
    place = value - question.low
    if question.labels and place == int(place) and 0 <= place < len(question.labels):
        return question.labels[int(place)]
    return f"{value:g}"


def is_best(question: Question, value: float) -> bool:
    """Whether an answer is among the best, or as good where it lies between two."""
    ends = best(question)
    return value >= ends[0] if question.better == "higher" else value <= ends[-1]


def answers_at(
    occasion: str, question: Question, values: Sequence[float], who: str, confidence: float
) -> AnswersAt:
    """How many gave each answer at an occasion; no counts where an answer is none of the whole numbers."""
    found = Counter(values)
    answers = grid(question)
    told = bool(answers) and set(found) <= set(answers)
    return AnswersAt(
        occasion=occasion,
        n=len(values),
        counts=tuple(found[value] for value in answers) if told else (),
        top=make_rate(
            "top",
            "",
            sum(n for value, n in found.items() if is_best(question, value)),
            len(values),
            who,
            confidence,
        ),
    )


def moves(question: Question, pairs: Iterable[tuple[float, float]]) -> tuple[Move, ...]:
    """How many moved from each answer to each, all combinations; none where answers aren't told singly."""
    found = Counter(pairs)
    answers = grid(question)
    if not answers or not {value for pair in found for value in pair} <= set(answers):
        return ()
    return tuple(
        Move(before=label(question, before), after=label(question, after), n=found[before, after])
        for before, after in product(answers, repeat=2)
    )


def moved(table: ChangeTable, who: str, confidence: float) -> tuple[Rate, ...]:
    """How many gave a better answer, the same and a worse one, by any step."""
    return three_ways("moved", table, table.gain > 0, table.gain < 0, who, confidence)
