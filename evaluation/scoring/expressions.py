"""The computation of every score, written once: expressions that run on PyArrow, pandas, DuckDB and Spark.

They stand over columns `item_1` … (null blank, infinite where an answer is neither a score nor missing) and
`typed_0` … (typed-in totals, null blank). What isn't there is null in what they give, and never NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.measures.coding import OMITTED, PLACES, Coding, by_table, coding, points
from evaluation.scoring import reasons

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from narwhals.typing import FrameT

    from evaluation.measures.definition import Items, Measure, Scale, Stored

NOTHING = nw.lit(None, nw.Float64)
_SUMMED = {"sum", "sum_of", "mean_x10"}


@dataclass(frozen=True)
class ScoreColumns:
    """The scores of one scale and why there is none, a row a response.

    `score` is null where it can't be computed. `reason` is "" where there is a score and where
    nothing of the scale was answered.
    """

    score: nw.Expr
    reason: nw.Expr


@dataclass(frozen=True)
class Tally:
    """The answers to the questions of one scale in each response: their sum (rounded) and how many there are.

    `answered` and `omitted` are numbers of questions, of `of` in all; None for `omitted` is none at all.
    """

    total: nw.Expr
    answered: nw.Expr
    omitted: nw.Expr | None
    of: int

    def columns(self, name: str) -> dict[str, nw.Expr]:
        """Its expressions by the names that their columns get, to be worked out once."""
        found = {f"{name}_total": self.total, f"{name}_answered": self.answered}
        return found if self.omitted is None else {**found, f"{name}_omitted": self.omitted}

    def worked_out(self, name: str) -> Tally:
        """The same tally in a frame that has those columns."""
        omitted = None if self.omitted is None else nw.col(f"{name}_omitted")
        return Tally(nw.col(f"{name}_total"), nw.col(f"{name}_answered"), omitted, self.of)


def scored(
    measure: Measure,
    scale: Scale,
    stored: Stored,
    *,
    items: Collection[int],
    totals: Sequence[tuple[str, str]],
    given: Collection[int] | None = None,
) -> ScoreColumns:
    """The scores on one scale of a measure, from its answers or else from its typed-in totals.

    `items` are the numbers of the questions that have a column, `totals` what each of `typed_0` … holds:
    (scale id, "raw" or "converted" or ""). `given` are the questions that were answered at least once
    (`given_items` asks a frame): all of `items` unless said otherwise. For several scales at once
    `with_tallies` and `of_tallies` give the same and are quicker.

    >>> import pyarrow as pa
    >>> from evaluation.measures import registry
    >>> phq9 = registry().get("phq9")
    >>> answers = {f"item_{i}": [1.0, 3.0] for i in range(1, 9)} | {"item_9": [1.0, None]}
    >>> found = scored(phq9, phq9.scale("total"), "printed", items=range(1, 10), totals=())
    >>> nw.from_native(pa.table(answers)).select(score=found.score)["score"].to_list()
    [9.0, None]
    """
    tallies = tallies_of(measure, (scale,), stored, items)
    return of_tallies(measure, scale, tallies, totals=totals, given=items if given is None else given)


def answer(measure: Measure, item: int, stored: Stored) -> nw.Expr:
    """What the answers to one item score by themselves: null blank, infinite where it is not a score.

    For scales that are scored "each" or "answers". Raises ValueError for a measure without items.
    """
    if measure.items is None:
        raise ValueError(f"{measure.id} has no items")
    column = nw.col(f"item_{item}")
    rule = coding(item, measure.items, stored)
    if rule == Coding():  # as it stands
        return column
    found = points(column, rule)
    return nw.when(column == nw.lit(OMITTED)).then(column).otherwise(found)


def parts_of(measure: Measure, scale: Scale) -> tuple[Scale, ...]:
    """The scales whose answers make up a scale: those that it adds up, or itself."""
    return tuple(map(measure.scale, scale.parts)) if scale.parts else (scale,)


def tallies_of(
    measure: Measure, scales: Iterable[Scale], stored: Stored, items: Collection[int]
) -> dict[str, Tally | None]:
    """The tally of each scale, or of those that it adds up, by its id; None where no item is held."""
    wanted = {part.id: part for scale in scales for part in parts_of(measure, scale)}
    return {
        part_id: None if measure.items is None else tally(part, measure.items, stored, items)
        for part_id, part in wanted.items()
    }


def tally(scale: Scale, items: Items, stored: Stored, held: Collection[int]) -> Tally | None:
    """The sum and the number of answers to the questions of a scale; None if none of them is `held`."""
    chosen = [item for item in scale.items if item in set(held)]
    if not chosen:
        return None
    totals, answered = [], []
    for rule, names in _by_coding(chosen, items, stored):
        columns = nw.col(*names)
        answered.append(_how_many(_is_answer(columns, rule)))
        if rule.table:  # as many times its score as each answer was given
            totals += [_how_many(columns == number) * score for number, score in rule.table]
        elif items.omitted:
            totals.append(nw.sum_horizontal(*(points(nw.col(name), rule) for name in names)))
        else:
            totals.append(_sum_of_linear(columns, rule))
    names = [f"item_{item}" for item in chosen]
    omitted = _how_many(nw.col(*names) == nw.lit(OMITTED)) if items.omitted else None
    return Tally(_rounded(reduce(add, totals)), reduce(add, answered), omitted, len(scale.items))


def with_tallies(
    frame: FrameT, tallies: Mapping[str, Tally | None]
) -> tuple[FrameT, dict[str, Tally | None]]:
    """A frame with tallies as columns, and the tallies as those columns: what scores share is made once."""
    held = {key: entry for key, entry in tallies.items() if entry is not None}
    columns = {name: column for key, entry in held.items() for name, column in entry.columns(key).items()}
    found = {key: None if entry is None else entry.worked_out(key) for key, entry in tallies.items()}
    return frame.with_columns(**columns) if columns else frame, found


def _by_coding(chosen: Iterable[int], items: Items, stored: Stored) -> Iterable[tuple[Coding, list[str]]]:
    """The columns of items that are coded alike."""
    groups: dict[Coding, list[str]] = {}
    for item in chosen:
        groups.setdefault(coding(item, items, stored), []).append(f"item_{item}")
    return groups.items()


def _sum_of_linear(columns: nw.Expr, rule: Coding) -> nw.Expr:
    """The sum of what columns coded alike score."""
    if rule.sign > 0:
        return nw.sum_horizontal(columns + rule.base if rule.base else columns)
    # Turned round twice: narwhals takes a number from many columns, but not many columns from a number.
    return 0.0 - nw.sum_horizontal(columns - rule.base)


def _is_answer(columns: nw.Expr, rule: Coding) -> nw.Expr:
    """Whether each cell is an answer that has a score."""
    return columns.is_in([number for number, _ in rule.table]) if rule.table else columns.is_finite()


def _how_many(held: nw.Expr) -> nw.Expr:
    """In how many columns something holds, in each row; null is no."""
    return nw.sum_horizontal(held.cast(nw.Int64))


def of_tallies(
    measure: Measure,
    scale: Scale,
    tallies: Mapping[str, Tally | None],
    *,
    totals: Sequence[tuple[str, str]],
    given: Collection[int],
) -> ScoreColumns:
    """The scores on a scale from the tallies of its parts, or else from typed-in totals (see `scored`)."""
    parts = parts_of(measure, scale)
    found = [of_tally(part, tallies[part.id]) for part in parts]
    columns = _added_up(parts, found) if scale.parts else found[0]
    for i, (scale_id, entered) in enumerate(totals):
        if scale_id == scale.id:
            typed = nw.col(f"typed_{i}")
            counts = counts_blanks(measure, scale, entered, given)
            spoilt = _blanks_as_zero([tallies[part.id] for part in parts], typed) if counts else None
            columns = _or_typed(columns, typed, scale, entered, spoilt)
    return columns


def _added_up(parts: Sequence[Scale], found: Sequence[ScoreColumns]) -> ScoreColumns:
    """The score of a scale that adds up others, where all of them have one."""
    scores, why = [one.score for one in found], [one.reason for one in found]
    total = reduce(add, scores)
    reason = reasons.of_parts([part.title for part in parts], scores, why)
    return ScoreColumns(total, reasons.without_score(total, reason))


def of_tally(scale: Scale, tally: Tally | None) -> ScoreColumns:
    """The score of a tally under the scale's rule for missing answers, and why there is none."""
    if tally is None:
        return ScoreColumns(NOTHING, nw.lit(""))
    allowed = scale.missing.most if scale.missing.rule == "prorate" else 0
    count = nw.lit(tally.of) if tally.omitted is None else tally.of - tally.omitted
    missing = count - tally.answered
    # Null where nothing was answered: no engine is asked to divide by nought.
    answered = nw.when(tally.answered > 0).then(tally.answered.cast(nw.Float64))
    if scale.score == "mean":
        raw = _rounded(tally.total / answered)
    elif scale.score == "mean_x10":
        raw = _rounded(tally.total / answered * 10)
    elif allowed == 0:
        raw = tally.total
    else:
        whole = tally.total / answered * count
        whole = (whole + 0.5).floor() if scale.missing.rounded else _rounded(whole)
        raw = nw.when(missing > 0).then(whole).otherwise(tally.total)
    computable = (missing <= allowed) & (tally.answered > 0)
    why = reasons.of_answers(missing, tally.answered, tally.omitted, tally.of, allowed)
    score = nw.when(computable).then(on_table(raw, scale))
    # A complete set of answers whose total is not on the conversion table has no score and no reason.
    return ScoreColumns(score, why)


def on_table(raw: nw.Expr, scale: Scale) -> nw.Expr:
    """Raw totals on the scale's published conversion table; null where the table has no entry."""
    return by_table(raw, scale.convert) if scale.convert else raw


def _rounded(scores: nw.Expr) -> nw.Expr:
    """Scores at the decimals at which they are compared, the same double whatever the order of adding.

    PyArrow's own rounding to decimals leaves a number as it is that is off by less than it can see.
    """
    return (scores * 10.0**PLACES).round(0) / 10.0**PLACES


def counts_blanks(measure: Measure, scale: Scale, entered: str, given: Collection[int]) -> bool:
    """Whether a typed-in total may be the sum of some of the answers, as a spreadsheet adds them up.

    Only where every question of the scale was answered by somebody: beside one question alone a
    total says more.
    """
    summed = scale.score in _SUMMED and (entered == "raw" or not scale.convert)
    wanted = {item for part in parts_of(measure, scale) for item in part.items}
    return summed and bool(wanted) and wanted <= set(given)


def given_items(
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any],
    measure: Measure,
    stored: Stored,
    *,
    items: Collection[int],
    totals: Sequence[tuple[str, str]],
) -> tuple[int, ...]:
    """The questions that anybody in a frame answered, for `scored`.

    The frame is asked only where typed-in totals make that matter; else it is all of `items`.
    """
    matters = any(
        counts_blanks(measure, measure.scale(scale_id), entered, items) for scale_id, entered in totals
    )
    if measure.items is None or not matters:
        return tuple(items)
    counts = [
        _is_answer(nw.col(*names), rule).cast(nw.Int64).sum()
        for rule, names in _by_coding(items, measure.items, stored)
    ]
    row = frame.lazy().select(*counts).collect().rows(named=True)[0]
    return tuple(item for item in items if row[f"item_{item}"])


def _blanks_as_zero(tallies: Sequence[Tally | None], typed: nw.Expr) -> nw.Expr:
    """Which typed-in totals leave out missing answers."""
    held = [entry for entry in tallies if entry is not None]
    total = reduce(add, (entry.total for entry in held))
    answered = reduce(add, (entry.answered for entry in held))
    some = (answered > 0) & (answered < sum(entry.of for entry in held))
    return ((total - typed).abs() < 0.5 * 10.0**-PLACES) & some


def _or_typed(
    found: ScoreColumns, typed: nw.Expr, scale: Scale, entered: str, spoilt: nw.Expr | None
) -> ScoreColumns:
    """Scores with typed-in totals where the answers give none: answers can be checked, so they come first."""
    value = on_table(typed, scale) if entered == "raw" else typed
    used = typed.is_finite() if spoilt is None else typed.is_finite() & ~spoilt
    # Not coalesce: of a literal first, pandas makes a single value of the whole column.
    score = nw.when(used & found.score.is_null()).then(value).otherwise(found.score)
    why = found.reason
    if entered == "raw" and scale.convert:
        why = nw.when(typed.is_finite()).then(nw.lit(reasons.NOT_ON_TABLE)).otherwise(why)
    if spoilt is not None:
        why = nw.when(typed.is_finite() & spoilt).then(nw.lit(reasons.BLANKS_AS_ZERO)).otherwise(why)
    return ScoreColumns(score, reasons.without_score(score, why))
