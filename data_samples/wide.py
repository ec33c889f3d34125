"""Wide samples: one row a family, before and after side by side, as tidy totals or single answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data_samples.answers import fill
from data_samples.families import Families, base_frame
from data_samples.forms import Form, form

if TYPE_CHECKING:
    from numpy.typing import NDArray


def scores_frame(families: Families, form_ids: tuple[str, ...]) -> pd.DataFrame:
    """Clean totals: the family's columns, two dates, then `<score>_before` and `<score>_after`."""
    frame = _dated(families, "before_date", "after_date", form_ids)
    for form_id in form_ids:
        one = form(form_id)
        for score in one.scores:
            drawn = families.scores(score)
            before, after = families.held(score, by_practitioner=one.rater == "Practitioner")
            frame[f"{score.id}_before"] = whole(drawn.before, before)
            frame[f"{score.id}_after"] = whole(drawn.after, after)
    return frame


def items_frame(families: Families, form_ids: tuple[str, ...]) -> pd.DataFrame:
    """Single answers: `phq9_1_pre` … `phq9_9_pre`, `phq9_1_post` …; ratings without questions stand alone."""
    frame = _dated(families, "date_pre", "date_post", form_ids)
    columns: dict[str, object] = {}
    for form_id in form_ids:
        one = form(form_id)
        held = families.held(one.scores[0], by_practitioner=one.rater == "Practitioner")
        drawn = tuple(families.scores(score) for score in one.scores)
        for occasion, who, totals in (
            ("pre", held[0], tuple(each.before for each in drawn)),
            ("post", held[1], tuple(each.after for each in drawn)),
        ):
            if not one.items:
                columns[f"{one.id}_{occasion}"] = whole(totals[0], who)
                continue
            columns.update(_answers(families, one, occasion, who, totals))
    return pd.concat([frame, pd.DataFrame(columns, index=frame.index)], axis=1)


def whole(values: NDArray[np.integer], held: NDArray[np.bool_]) -> pd.arrays.IntegerArray:
    """Whole numbers with blanks where `held` is false.

    >>> whole(np.array([3, 4], dtype=np.int16), np.array([True, False])).tolist()
    [3, <NA>]
    """
    return pd.arrays.IntegerArray(values.astype(np.int16), ~held)


def _answers(
    families: Families,
    one: Form,
    occasion: str,
    who: NDArray[np.bool_],
    totals: tuple[NDArray[np.int16], ...],
) -> dict[str, object]:
    sheet = fill(families.stream(f"answers {one.id} {occasion}"), one, totals)
    may_not_apply = {item for item, _, _ in one.not_applicable}
    columns: dict[str, object] = {}
    for place in range(one.items):
        answered = who & ~sheet.blank[:, place]
        answers = whole(sheet.values[:, place], answered)
        name = f"{one.id}_{place + 1}_{occasion}"
        if place + 1 in may_not_apply:
            text = answers.astype(object)
            text[answered & sheet.not_applicable[:, place]] = "N/A"
            columns[name] = text
        else:
            columns[name] = answers
    return columns


def _dated(families: Families, before: str, after: str, form_ids: tuple[str, ...]) -> pd.DataFrame:
    """The family's columns and the two dates, each only where something was filled in."""
    frame = base_frame(families)
    closing = families.has_after.copy()
    if any(form(form_id).rater == "Practitioner" for form_id in form_ids):
        closing |= families.rated_after
    never = np.datetime64("NaT", "D")
    frame[before] = np.where(families.has_before, families.when.before_date, never)
    frame[after] = np.where(closing, families.when.after_date, never)
    return frame
