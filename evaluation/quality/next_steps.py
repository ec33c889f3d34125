"""What to do next about the data, the most useful first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from evaluation import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluation.importing.repairs import ToRepair
    from evaluation.quality.forms import Forms

Where = Literal["import", "follow up", "paper"]
OFTEN = 0.1  # share of forms from which a question that is left blank is worth a word: our own convention
# What brings somebody into the results comes before what corrects a figure, and that before dates.
_BRINGS_IN = frozenset({"no id", "repeated id", "not scored", "doubtful column", "numbering"})
_DATES = frozenset({"not a date", "stages swapped"})


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """Something to do: how many it is about, in words, and where it is done."""

    n: int
    text: str
    where: Where


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Those who could be asked for a second score: how many, of them overdue, and all of them in words."""

    n: int
    overdue: int
    who: str


def next_steps(repairs: Iterable[ToRepair], asked: Asked, forms: Iterable[Forms]) -> tuple[NextStep, ...]:
    """Ordered by what it brings: families into the results, figures put right, dates, habits of filling in.

    Within each kind the largest comes first.
    """
    kinds: list[list[NextStep]] = [[], [], [], []]
    if asked.n:
        due = f" ({wording.count(asked.overdue)} of them overdue)" if asked.overdue else ""
        text = f"Ask {asked.who} for a second score{due}: without one nobody can tell what became of them."
        kinds[0].append(NextStep(n=asked.n, text=text, where="follow up"))
    for repair in repairs:
        kind = 0 if repair.repair in _BRINGS_IN else 2 if repair.repair in _DATES else 1
        kinds[kind].append(NextStep(n=repair.n, text=f"{repair.heading}. {repair.do}", where="import"))
    for entry in forms:
        kinds[2] += _of_dates(entry)
        kinds[3] += _of_blanks(entry)
    return tuple(step for kind in kinds for step in sorted(kind, key=lambda step: -step.n))


def _of_dates(entry: Forms) -> Iterator[NextStep]:
    undated = entry.dated.of - entry.dated.n
    if entry.dated.n and undated:  # a file without any dates has its reasons
        forms = wording.plural(undated, "form has", "forms have")
        text = f"{entry.title} ({entry.rater}): {forms} no date, so change over time leaves them out. Add it."
        yield NextStep(n=undated, text=text, where="import")
    if entry.ahead:
        forms = wording.plural(entry.ahead, "form is", "forms are")
        text = f"{entry.title} ({entry.rater}): {forms} dated in the future. Correct the date."
        yield NextStep(n=entry.ahead, text=text, where="import")


def _of_blanks(entry: Forms) -> Iterator[NextStep]:
    for skipped in entry.skipped[:1]:
        if (skipped.blank.share or 0) >= OFTEN:
            text = (
                f"{entry.title} ({entry.rater}): question {skipped.question} is left blank on "
                f"{wording.count(skipped.blank.n)} of {wording.count(skipped.blank.of)} forms. Ask those who "
                "hand it out why."
            )
            yield NextStep(n=skipped.blank.n, text=text, where="paper")
