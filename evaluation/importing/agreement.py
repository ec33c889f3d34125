"""What should agree and does not: dates with stages, typed totals with answers, ids with each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.importing.ledger import Fault, Problem
from evaluation.importing.sheets import column_letter
from evaluation.importing.vocabulary import BASELINE, END, FOLLOW_UP, RETROSPECTIVE
from evaluation.measures.coding import scored_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from evaluation.importing.blocks import Block
    from evaluation.importing.places import Places
    from evaluation.measures.definition import Scale

_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_FIRST = (BASELINE, RETROSPECTIVE)
_LATER = (END, FOLLOW_UP)


def dates_against_stages(blocks: Sequence[Block], places: Places) -> tuple[Problem, ...]:
    """Rows whose score "after" is dated before the score "before" of the same family and questionnaire."""
    pieces = []
    for block in blocks:
        dated = ~np.isnat(block.date) & (block.occasion != "")
        if dated.any():
            place, said = pd.factorize(block.occasion[dated])
            stage = np.array([_order(str(one)) for one in said])[place]
            pieces.append(
                pd.DataFrame(
                    {
                        "measure": block.measure.id,
                        "episode": block.episode[dated],
                        "rater": block.rater[dated],
                        "stage": stage,
                        "date": block.date[dated],
                        "row": block.row[dated],
                        "column": block.dated_by,
                    }
                )
            )
    if not pieces:
        return ()
    told = pd.concat(pieces, ignore_index=True)
    whose = ["measure", "episode", "rater"]
    first = told[told["stage"] == 1].sort_values("date", kind="stable").drop_duplicates(whose)
    later = told[told["stage"] == 2].merge(first, on=whose, suffixes=("", "_first"))
    wrong = later[later["date"] < later["date_first"]]
    # Where both dates are on one row, either may be the wrong one.
    same = (wrong["row"] == wrong["row_first"]).to_numpy()
    beside = np.where(same, wrong["column_first"], wrong["column"])
    found: dict[tuple[int, int], set[int]] = {}
    for row, *columns in zip(wrong["row"], wrong["column"], beside, strict=True):
        found.setdefault((int(columns[0]), int(columns[1])), set()).add(int(row))
    return tuple(_swapped(sorted(rows), columns, places) for columns, rows in found.items())


def _swapped(rows: list[int], columns: tuple[int, ...], places: Places) -> Problem:
    verb, noun = ("is", "score") if len(rows) == 1 else ("are", "scores")
    columns = tuple(dict.fromkeys(columns))
    return Problem(
        f"On {places.listed(rows)} the {noun} after {verb} dated before the score before: check whether "
        f"the dates or the stages are the wrong way round. The stages were followed and the {noun} used.",
        tuple(rows),
        column_letter(columns[0]),
        fault=Fault("stages swapped"),
        columns=columns,
    )


def _order(stage: str) -> int:
    if stage.startswith(_FIRST):
        return 1
    return 2 if stage.startswith(_LATER) else 0


def totals_against_answers(blocks: Sequence[Block], places: Places) -> tuple[Problem, ...]:
    """Typed-in totals that are not the sum of the answers beside them."""
    return tuple(problem for block in blocks for problem in _totals(block, places))


def _totals(block: Block, places: Places) -> Iterator[Problem]:
    if block.items is None or block.measure.items is None:
        return
    for (scale_id, entered, typed), column in zip(block.totals, block.typed_in, strict=True):
        scale = block.measure.scale(scale_id)
        if scale.score not in {"sum", "mean_x10"} or not scale.items or (scale.convert and entered != "raw"):
            continue
        sums = _sums(block, scale)
        other = np.isfinite(sums) & np.isfinite(typed) & (np.abs(sums - typed) > 0.005)
        if other.any():
            at = np.flatnonzero(other)
            rows = [int(row) for row in block.row[at]]
            stage = f" ({block.occasion[at[0]]})" if len(set(block.occasion[at])) == 1 else ""
            yield Problem(
                f"{scale.title}{stage}: {len(at)} typed totals are not the sum of their answers ("
                f"{places.listed(rows)}; first {typed[at[0]]:g} beside {sums[at[0]]:g}). "
                "The answers are used.",
                tuple(rows),
                column_letter(column),
                fault=Fault("total", block.measure.id, block.measure.short),
                columns=(column,),
            )


def _sums(block: Block, scale: Scale) -> NDArray[np.float64]:
    """The total of all answers of a scale, one a response; NaN where one is missing."""
    items = block.measure.items
    if items is None or block.items is None:
        return np.full(len(block.row), np.nan)
    answers = scored_items(block.items, scale.items, items, block.stored)
    found: NDArray[np.float64] = (
        answers.mean(axis=1) * 10 if scale.score == "mean_x10" else answers.sum(axis=1)
    )
    return found


def without_zeros(text: str) -> str:
    """An id without the zeros in front of its numbers.

    >>> without_zeros("A001-10")
    'A1-10'
    """
    return _ZEROS.sub("", text)


def ids_apart_by_zeros(
    ids: NDArray[np.object_], rows: NDArray[np.int64], places: Places, noun: str
) -> tuple[str, ...]:
    """A note on ids that differ by zeros in front alone ("001" and "1"), as Excel drops them.

    It names the first two by their rows: no id outlives the reading of the file.
    """
    distinct = set(ids) - {""}
    if not any(map(_ZEROS.search, distinct)):
        return ()
    groups: dict[str, list[str]] = {}
    for one in sorted(distinct):
        groups.setdefault(without_zeros(one), []).append(one)
    apart = [found for found in groups.values() if len(found) > 1]
    if not apart:
        return ()
    count = "1 id differs" if len(apart) == 1 else f"{len(apart)} ids differ"
    first = sorted(int(rows[np.argmax(ids == one)]) for one in apart[0][:2])
    plural = "families" if noun == "family" else "learners"
    note = (
        f"{count} from another only by zeros in front (such as on {places.listed(first)}), and they count "
        f"as different {plural}: write them alike if they are the same."
    )
    return (note,)
