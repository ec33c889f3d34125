"""What could not be scored: rows of which no score could be worked out, and why, counted by reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation import wording
from evaluation.importing.places import ROWS_SHOWN
from evaluation.warehouse.held import AsideRows
from evaluation.warehouse.scores import scores_of

if TYPE_CHECKING:
    from evaluation.warehouse.held import Held
    from evaluation.warehouse.scores import ScoredBlock

_PLACES = 4  # of the number before a reason that keeps reasons in the order of the blocks


@dataclass(frozen=True, kw_only=True)
class Unscored:
    """Rows set aside as they give no score at all, and what to say of every score that is missing."""

    aside: tuple[AsideRows, ...] = ()
    rows: nw.LazyFrame[Any] | None = None  # the rows of `aside`: `row` and `reason`
    problems: tuple[str, ...] = ()


def unscored(held: Held) -> Unscored:
    """What could not be scored of a table.

    Rows are set aside where a row is a questionnaire: a row of a wide table is a family, who counts among
    those referred even without a score. Raises InputError where there is no score at all.
    """
    blocks = scores_of(held).responses
    aside, rows = _aside(held, blocks) if held.mapping.layout == "long" else ((), None)
    problems = tuple(text for block in blocks for text in _problems(held, block))
    return Unscored(aside=aside, rows=rows, problems=problems)


def _problems(held: Held, block: ScoredBlock) -> list[str]:
    """What to say of the scores that a block does not give, one sentence for each scale and reason."""
    said = []
    for column in block.scores:
        if not column.explained:
            continue
        without = block.frame.filter(nw.col(column.why) != "").group_by(column.why)
        found = held.engine.collect(without.agg(nw.len().alias("n")))
        reasons = sorted(zip(found[column.why], found["n"], strict=True))
        said += [
            f"{column.scale.title} can't be scored on {wording.count(int(n))} row{'s' * (n != 1)}: {reason}."
            for reason, n in reasons
        ]
    return said


def _aside(
    held: Held, blocks: tuple[ScoredBlock, ...]
) -> tuple[tuple[AsideRows, ...], nw.LazyFrame[Any] | None]:
    """Rows that some score is missing of and that give no other, by the first reason for that."""
    explained = [block for block in blocks if any(column.explained for column in block.scores)]
    if not explained:
        return (), None
    frames = [_labelled(block, place) for place, block in enumerate(explained)]
    rows = frames[0] if len(frames) == 1 else nw.concat(frames, how="vertical")
    rows = held.engine.settle(rows.group_by("row").agg(nw.col("label").min()))
    if not len(held.engine.collect(rows.head(1))):
        return (), None
    for block in blocks:
        rows = rows.join(block.frame.filter(block.any_score).select("row"), on="row", how="anti")
    rows = held.engine.settle(rows.select("row", reason=nw.col("label").str.slice(_PLACES)))
    found = held.engine.collect(rows.group_by("reason").agg(nw.len().alias("n")))
    aside = [
        AsideRows(reason=str(reason), n=int(n), examples=_examples(held, rows, str(reason)))
        for reason, n in zip(found["reason"], found["n"], strict=True)
    ]
    return tuple(sorted(aside, key=lambda entry: (-entry.n, entry.reason))), rows


def _labelled(block: ScoredBlock, place: int) -> nw.LazyFrame[Any]:
    """The responses of a block that lack a score, with the first reason for that."""
    label = nw.lit(None, dtype=nw.String)
    for column in reversed([column for column in block.scores if column.explained]):
        before = nw.lit(f"{place:0{_PLACES}d}{column.scale.title}: ")
        why = nw.col(column.why)
        label = nw.when(why != "").then(nw.concat_str(before, why)).otherwise(label)
    labelled = block.frame.with_columns(label=label).select("row", "label")
    return labelled.filter(~nw.col("label").is_null())


def _examples(held: Held, rows: nw.LazyFrame[Any], reason: str) -> tuple[tuple[str, int], ...]:
    """Where the first few rows of a reason are."""
    found = rows.filter(nw.col("reason") == reason).select("row").sort("row").head(ROWS_SHOWN)
    first = [int(row) for row in held.engine.collect(found)["row"]]
    if held.aside_rows is None:
        return tuple((held.name, row) for row in first)
    return tuple(map(held.aside_rows.place, first))
