"""Visits: when made-up families filled in which forms, and what they answered, before any layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

import numpy as np

from data_samples.answers import fill
from data_samples.families import base_frame, family_ids
from data_samples.files import cells
from data_samples.forms import Score, form
from evaluation.measures import registry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data_samples.families import Families
    from data_samples.shapes.pages import Row

Stage = Literal["before", "after"]


@dataclass(frozen=True)
class Visit:
    """One time at which a family filled in forms.

    `family` is its place in the families (from 0), `code` its id; `answers` holds one number a
    question as printed, by form, None where it was left blank.
    """

    family: int
    code: str
    stage: Stage
    at: datetime
    answers: dict[str, tuple[int | None, ...]]

    @property
    def day(self) -> date:
        """The day without the time."""
        return self.at.date()


def visits(families: Families, form_ids: tuple[str, ...]) -> list[Visit]:
    """Every visit of every family, in the order in which forms came in."""
    codes = family_ids(families.ids)
    found = []
    when = families.when
    asked: tuple[tuple[Stage, NDArray[np.bool_], NDArray[np.datetime64]], ...] = (
        ("before", families.has_before, when.before_date),
        ("after", families.has_after, when.after_date),
    )
    for stage, here, day in asked:
        answers = {form_id: _answers(families, form_id, stage) for form_id in form_ids}
        minutes = families.stream(f"time of day {stage}").integers(9 * 60, 17 * 60, len(families))
        seconds = families.stream(f"second {stage}").integers(0, 60, len(families))
        for place in np.flatnonzero(here).tolist():
            moment = day[place].astype("datetime64[s]") + int(minutes[place] * 60 + seconds[place])
            found.append(
                Visit(
                    family=place,
                    code=codes[place],
                    stage=stage,
                    at=moment.astype(datetime),
                    answers={form_id: answers[form_id][place] for form_id in form_ids},
                )
            )
    return sorted(found, key=lambda visit: (visit.at, visit.code))


def totals(
    families: Families, score: Score, *, by_practitioner: bool = False
) -> dict[Stage, list[int | None]]:
    """A score of every family before and after, None where it was not given."""
    drawn = families.scores(score)
    before, after = families.held(score, by_practitioner=by_practitioner)
    return {
        "before": _where(drawn.before, before),
        "after": _where(drawn.after, after),
    }


def worded(form_id: str) -> dict[int, str]:
    """The words printed beside each answer of a form, by its number.

    >>> worded("phq9")[1]
    'Several days'
    """
    items = registry().get(form_id).items
    if items is None:
        raise KeyError(form_id)
    return {int(code): words.capitalize() for words, code in items.labels}


def in_words(form_id: str, answers: tuple[int | None, ...]) -> list[str | None]:
    """Answers as a form tool writes them: the words that were ticked, None where nothing was."""
    words = worded(form_id)
    return [None if answer is None else words[answer] for answer in answers]


def particulars(families: Families, *columns: str) -> list[Row]:
    """What is known of each family, one list a family: columns of `families.base_frame`."""
    frame = base_frame(families)
    return [list(row) for row in zip(*(cells(frame[name]) for name in columns), strict=True)]


def _answers(families: Families, form_id: str, stage: Stage) -> list[tuple[int | None, ...]]:
    one = form(form_id)
    drawn = tuple(families.scores(score) for score in one.scores)
    wanted = tuple(getattr(each, stage) for each in drawn)
    sheet = fill(families.stream(f"answers {form_id} {stage}"), one, wanted)
    return [
        tuple(None if empty else answer for answer, empty in zip(row, blank, strict=True))
        for row, blank in zip(sheet.values.tolist(), sheet.blank.tolist(), strict=True)
    ]


def _where(values: NDArray[np.integer], held: NDArray[np.bool_]) -> list[int | None]:
    return [value if here else None for value, here in zip(values.tolist(), held.tolist(), strict=True)]
