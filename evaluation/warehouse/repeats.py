"""Copies of a row, and rows that share an id but differ, in a table of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.importing.duplicates import COPY, REPEATED
from evaluation.importing.layout import MANY
from evaluation.warehouse.plain_cells import day_number
from evaluation.warehouse.table import SAID_MEASURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.importing.mapping import Duplicates
    from evaluation.warehouse.blocks import Planned
    from evaluation.warehouse.table import Table

_LEAST = -1e300  # stands for a blank where rows are compared: no score is as low


def set_aside_repeated_rows(table: Table) -> None:
    """In a wide table: set aside copies of a row, and rows of one episode that differ."""
    again = table.engine.settle(table.engine.repeated(table.live, ["episode"]))
    if not len(table.engine.collect(again.select("row").head(1))):
        return
    used = [column for column in table.mapping.columns if column.used]
    said = nw.concat_str([table.text(column) for column in used], separator="\x1f")
    some = again.select("row", "episode", said=said)
    marked = _marked(some, ["episode"], ["said"], table.mapping.duplicates, "repeat")
    _take_out(table, marked.filter(nw.col("repeat") > 0))


def leave_out_repeated(table: Table, planned: Sequence[Planned]) -> dict[int, nw.LazyFrame[Any]]:
    """In long data: of responses of one measure, rater, stage and date only one counts.

    Rows of which nothing is left are set aside; the result has, for each block (by its place) of which
    responses are left out, their rows.
    """
    tells = {(*plan.keys, *((SAID_MEASURE,) if table.has(SAID_MEASURE) else ())) for plan in planned}
    live = table.live
    again = [table.engine.repeated(live, told) for told in tells]
    marks = table.engine.settle(again[0] if len(again) == 1 else nw.concat(again).unique("row"))
    if not len(table.engine.collect(marks.select("row").head(1))):
        return {}
    for place, plan in enumerate(planned):
        marks = _of_block(marks, plan, table.mapping.duplicates, place)
    places = range(len(planned))
    kept = nw.any_horizontal(
        *(nw.col(f"in_{place}") & (nw.col(f"out_{place}") == 0) for place in places), ignore_nulls=True
    )
    first = nw.lit(0, dtype=nw.Int64)
    for place in reversed(places):
        first = nw.when(nw.col(f"out_{place}") > 0).then(nw.col(f"out_{place}")).otherwise(first)
    marks = marks.with_columns(repeat=first, kept=kept).filter(nw.col("repeat") > 0)
    marks = table.engine.settle(marks.select("row", "repeat", "kept", *(f"out_{place}" for place in places)))
    others = int(table.engine.collect(marks.filter(nw.col("kept")).select(n=nw.len()))["n"].iloc[0])
    if others:
        table.problems.append(
            f"{others:,} rows have an answer to one questionnaire that comes again at that stage and date, "
            "and is not used there; their other questionnaires are."
        )
    _take_out(table, marks.filter(~nw.col("kept")).select("row", "repeat"))
    return {place: marks.filter(nw.col(f"out_{place}") > 0).select("row") for place in places}


def repeats_note(table: Table, n: int, rows: int) -> list[str]:
    """What to do where many rows are set aside because their ids repeat; nothing where few are."""
    if n <= MANY * rows:
        return []
    column = table.mapping.first("id")
    where = f" in '{column.header}'" if column else ""
    said = (
        f"{n:,} of {rows:,} rows are not used, because their ids{where} come again with other answers. If a "
        "column tells these rows apart, say so: a stage or a date of each score, or a session, a child or "
        "a referral as the 'episode'."
    )
    return [said]


def _of_block(some: nw.LazyFrame[Any], plan: Planned, keep: Duplicates, place: int) -> nw.LazyFrame[Any]:
    """Mark a block's responses that are not to be counted: `in_` says which are its, `out_` why not."""
    placed = nw.col(plan.occasion) != "" if plan.occasion else nw.lit(value=bool(plan.stage))
    day = nw.lit(0, dtype=nw.Int64)
    if plan.day:
        placed = placed | ~nw.col(plan.day).is_null()
        day = day_number(plan.day)
    mine = plan.where.fill_null(value=False)
    keys = {
        "key_stage": nw.col(plan.occasion) if plan.occasion else nw.lit(plan.stage),
        "key_day": day,
        "key_rater": plan.rated_by,
        "key_mine": (mine & placed).cast(nw.Int64),
    }
    content = {f"said_{i}": nw.col(name).fill_null(_LEAST) for i, name in enumerate(plan.answers)}
    name = f"out_{place}"
    marked = _marked(
        some.with_columns(**keys, **content, **{f"in_{place}": mine}),
        ["episode", *keys],
        list(content),
        keep,
        name,
    )
    out = nw.when(nw.col("key_mine") == 1).then(nw.col(name)).otherwise(nw.lit(0, dtype=nw.Int64))
    return marked.with_columns(out.alias(name)).drop([*keys, *content])


def _marked(
    frame: nw.LazyFrame[Any], keys: Sequence[str], content: Sequence[str], keep: Duplicates, name: str
) -> nw.LazyFrame[Any]:
    """The frame with 1 for a copy of an earlier row, 2 for one that differs and is not kept, else 0."""
    row = nw.col("row")
    frame = frame.with_columns(attune_first=row.min().over(*keys, *content))
    alone = (row == nw.col("attune_first")).cast(nw.Int64)
    frame = frame.with_columns(attune_alone=alone)
    own = nw.when(nw.col("attune_alone") == 1).then(row)
    frame = frame.with_columns(attune_own=own).with_columns(
        attune_n=nw.col("attune_alone").sum().over(*keys),
        attune_kept=(nw.col("attune_own").max() if keep == "last" else nw.col("attune_own").min()).over(
            *keys
        ),
    )
    differs = (nw.col("attune_alone") == 1) & (nw.col("attune_n") > 1)
    if keep != "set_aside":
        differs = differs & (row != nw.col("attune_kept"))
    code = (
        nw.when(nw.col("attune_alone") == 0)
        .then(nw.lit(1, dtype=nw.Int64))
        .otherwise(nw.when(differs).then(nw.lit(2, dtype=nw.Int64)).otherwise(nw.lit(0, dtype=nw.Int64)))
    )
    return frame.with_columns(code.alias(name)).drop(
        ["attune_first", "attune_alone", "attune_own", "attune_n", "attune_kept"]
    )


def _take_out(table: Table, out: nw.LazyFrame[Any]) -> None:
    """Set aside the rows of a frame for the reason that its column `repeat` says."""
    copy, other = (nw.lit(table.reason(words), dtype=nw.Int64) for words in (COPY, REPEATED))
    reason = nw.when(nw.col("repeat") == 1).then(copy).otherwise(other)
    table.take_out(table.engine.settle(out.select("row", reason=reason)))
