"""The answers of a question as a chart shows them: at most five parts, from the lowest to the best."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evaluation.charts import palette
from evaluation.charts.chart import MOST_ANSWERS
from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE

if TYPE_CHECKING:
    from evaluation.charts.palette import Look
    from evaluation.courses.vocabulary import Question
    from evaluation.training.evidence import AnswersAt

# From the worst answer to the best; the outer two are the strongest, in grey print too.
_LOOKS = (palette.WORSE, palette.MOVED_WORSE, palette.NO_CHANGE, palette.MOVED_BETTER, palette.BETTER)
_AMONG = {2: (0, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
_NAMED: dict[str, str] = {BASELINE: "before", RETROSPECTIVE: "before, asked afterwards", END: "after"}


@dataclass(frozen=True)
class Parts:
    """The parts of a bar: their names and looks, and which answers (from `start` up to `end`) each holds."""

    names: tuple[str, ...]
    looks: tuple[Look, ...]
    spans: tuple[tuple[int, int], ...]
    backwards: bool  # a high answer is the worse one, so that answers are turned round

    def counts(self, found: AnswersAt) -> tuple[int | None, ...]:
        """How many gave an answer of each part; None where one of its answers is hidden."""
        given = found.counts[::-1] if self.backwards else found.counts
        return tuple(_sum(given[start:end]) for start, end in self.spans)


def parts_of(question: Question, many: int) -> Parts | None:
    """The parts for a question with so many answers; more than five are put together round the middle.

    None for fewer than two answers. The middle answer stays alone, and the outer parts hold more.

    >>> from evaluation.courses.vocabulary import Question
    >>> parts_of(Question(id="q", text="Sure?", low=0, high=10, level=2), 11).names
    ('0 to 2 (lowest)', '3 to 4', '5', '6 to 7', '8 to 10 (highest)')
    """
    if many < 2:
        return None
    spans = tuple((place, place + 1) for place in range(many)) if many <= MOST_ANSWERS else _grouped(many)
    worded = len(question.labels) == many
    answers = list(question.labels) if worded else [f"{question.low + place:g}" for place in range(many)]
    backwards = question.better == "lower"
    if backwards:
        answers.reverse()
    names = [_named(answers[start:end]) for start, end in spans]
    if not worded:
        ends = ("highest", "lowest") if backwards else ("lowest", "highest")
        names[0], names[-1] = f"{names[0]} ({ends[0]})", f"{names[-1]} ({ends[1]})"
    looks = tuple(_LOOKS[place] for place in _AMONG[len(spans)])
    return Parts(tuple(names), looks, spans, backwards)


def occasion(name: str) -> str:
    """When something was asked, in a word or a few.

    >>> occasion("baseline"), occasion("retrospective baseline"), occasion("follow-up 3 months")
    ('before', 'before, asked afterwards', '3 months later')
    """
    if name.startswith(FOLLOW_UP):
        later = name.removeprefix(FOLLOW_UP).strip(" -,:")
        return f"{later} later" if later else "months later"
    return _NAMED.get(name, name)


def _grouped(many: int) -> tuple[tuple[int, int], ...]:
    """Four parts, or five with the middle answer alone: the halves are parted in two."""
    half, odd = divmod(many, 2)
    outer = -(-half // 2)
    edges = [0, outer, half, *((half + 1,) if odd else ()), many - outer, many]
    return tuple(pairwise(edges))


def _named(answers: list[str]) -> str:
    return answers[0] if len(answers) == 1 else f"{answers[0]} to {answers[-1]}"


def _sum(counts: tuple[int | None, ...]) -> int | None:
    known = [n for n in counts if n is not None]
    return sum(known) if len(known) == len(counts) else None
