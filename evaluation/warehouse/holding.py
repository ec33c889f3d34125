"""Holding a table: from where it is to frames of answers and episodes, every row used or set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from evaluation.errors import InputError
from evaluation.importing.continued import continued
from evaluation.importing.doubts import claimed_together
from evaluation.importing.duplicates import REPEATED
from evaluation.importing.privacy.keeping import refuse_personal_data
from evaluation.importing.responses import UNANSWERED, no_score, usable_scores
from evaluation.importing.rows import Rows, no_id
from evaluation.measures import registry as known_measures
from evaluation.warehouse.aside import set_aside
from evaluation.warehouse.blocks import plan_blocks
from evaluation.warehouse.episodes import episodes_of
from evaluation.warehouse.fingerprints import fingerprint_of
from evaluation.warehouse.head import head_of, mapping_of, with_all_meanings
from evaluation.warehouse.held import AsideList, Held
from evaluation.warehouse.nobodys import note_ids_apart, refuse_two_lists, set_aside_nobodys
from evaluation.warehouse.opening import open_table
from evaluation.warehouse.plain_cells import any_of, kind_of, plain
from evaluation.warehouse.repeats import leave_out_repeated, repeats_note, set_aside_repeated_rows
from evaluation.warehouse.table import ASIDE, IN_USE, SAID_MEASURE, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.measures import Registry
    from evaluation.measures.definition import Measure
    from evaluation.warehouse.blocks import Planned
    from evaluation.warehouse.opening import Opened

_NOT_CHECKED = (
    "In a table of this size typed totals are not compared with their answers, nor dates with stages, nor is "
    "it asked whether reversed questions were turned round already: those checks change no figure."
)


def hold(
    source: Any,
    *,
    engine: str | None = None,
    mapping: Mapping | None = None,
    measures: Iterable[Measure] = (),
    name: str | None = None,
    memory: str = "3GB",
    id_key: str = "",
) -> Held:
    """Look through a table where it is, and hold its answers ready to be scored, paired and counted.

    `source` is a path, pattern or folder of Parquet files (or several), a DuckDB relation, a Spark DataFrame
    or a frame of pandas, polars or pyarrow. `engine` is "pandas", "duckdb" or "spark"; files of up to a
    million
    rows are read with pandas and more with DuckDB unless it is named. Without a `mapping` the columns are
    recognised from the first rows. `memory` is what DuckDB may take; beyond that it goes to disk. With an
    `id_key` a column of personal data may tell families apart; no code leaves the engine.

    Raises InputError with one sentence when the table can't be used.
    """
    opened = open_table(source, engine, name, memory)
    try:
        return _held(opened, mapping, tuple(measures), keyed=bool(id_key))
    except BaseException:
        opened.engine.close()
        raise


def _held(opened: Opened, mapping: Mapping | None, measures: tuple[Measure, ...], *, keyed: bool) -> Held:
    schema = opened.frame.collect_schema()
    dtypes = [schema[f"c{i}"] for i in range(len(opened.headers))]
    frame = opened.frame.with_columns(plain(f"c{i}", dtype).alias(f"c{i}") for i, dtype in enumerate(dtypes))
    workbook = head_of(opened, frame)
    registry = known_measures()
    fitted, notes = mapping_of(workbook, mapping, measures, registry, keyed=keyed)
    known = registry.with_local(fitted.own).with_local(
        entry.measure() for entry in fitted.locals if entry.described
    )
    kinds = tuple(map(kind_of, dtypes))
    if not opened.numbered:
        frame = opened.engine.numbered(frame)
    frame = frame.with_columns(nw.lit(IN_USE, dtype=nw.Int64).alias(ASIDE))
    table = Table(opened.name, opened.engine, frame, kinds, fitted, known, notes=[*opened.notes])
    if mapping is None:
        table.mapping = with_all_meanings(table)
    return _read(table, opened, Rows(workbook.sheets[0], table.mapping), notes)


def _read(table: Table, opened: Opened, head: Rows, notes: tuple[str, ...]) -> Held:
    """The steps of reading a sheet, in their order: a row is set aside for the first reason found."""
    scored = _usable(table, head, table.registry)
    if not table.mapping.using("score", "item"):
        raise no_score(head)
    refuse_personal_data(head)
    rows = int(table.engine.collect(table.frame.select(n=nw.len()))["n"].iloc[0])
    fingerprint = opened.fingerprint() or fingerprint_of(table, rows)
    _refuse_other_kinds(table)
    _name_subjects(table, head)
    set_aside_nobodys(table)
    refuse_two_lists(table)
    note_ids_apart(table)
    _settle(table)
    episodes, attributes = episodes_of(table)
    long = table.mapping.layout == "long"
    if not long:
        set_aside_repeated_rows(table)
    planned = plan_blocks(table, scored)
    if not planned:
        raise InputError(" ".join((f"No score of {table.name} could be used.", *table.notes[:2])))
    left_out = leave_out_repeated(table, planned) if long else {}
    if long:
        table.set_aside(~any_of(plan.where for plan in planned), UNANSWERED)
    aside, listed = set_aside(table, opened)
    if sum(entry.n for entry in aside) == rows:
        raise InputError(
            f"None of the {rows:,} rows of {table.name} can be used. {aside[0].reason} ({aside[0].n:,} rows)."
        )
    n = sum(entry.n for entry in aside if entry.reason.startswith(REPEATED))
    live = _settled_responses(table, planned)
    return Held(
        name=table.name,
        fingerprint=fingerprint,
        engine=table.engine,
        mapping=table.mapping,
        blocks=tuple(plan.taken(_without(live, left_out.get(place))) for place, plan in enumerate(planned)),
        episodes=episodes,
        attributes=attributes,
        rows=rows,
        aside=aside,
        problems=tuple(table.problems),
        notes=(*notes, *repeats_note(table, n, rows), *table.notes, _NOT_CHECKED),
        aside_rows=AsideList(listed, tuple(table.reasons), opened.place),
    )


def _settle(table: Table) -> None:
    """Work out once whose each row is and why it is set aside, and keep only what is still read.

    Numbers stand in for ids from here on, and ids are kept only where whole rows are compared.
    """
    wide = table.mapping.layout != "long"
    columns = [c for c in table.mapping.columns if c.used and (wide or c.use != "id")]
    whose = ["subject", *(["episode"] if table.mapping.first("episode") is not None else [])]
    frame = table.engine.coded(
        table.frame.select("row", ASIDE, *whose, *(f"c{c.index}" for c in columns)), whose
    )
    if len(whose) == 1:
        frame = frame.rename({"subject": "episode", "subject_check": "episode_check"})
    table.base = table.engine.settle(frame)


def _settled_responses(table: Table, planned: list[Planned]) -> nw.LazyFrame[Any]:
    """The rows in use with what blocks are made of, worked out once for all of them."""
    names = {
        name for plan in planned for name in (plan.occasion, plan.day, plan.rater, *plan.answers) if name
    }
    names |= {SAID_MEASURE} if table.has(SAID_MEASURE) else set()
    return table.engine.settle(table.live.select("row", "episode", *sorted(names)))


def _without(frame: nw.LazyFrame[Any], rows: nw.LazyFrame[Any] | None) -> nw.LazyFrame[Any]:
    return frame if rows is None else frame.join(rows, on="row", how="anti")


def _usable(table: Table, head: Rows, registry: Registry) -> tuple[Column, ...]:
    """The score columns that can be read, judged by the head but for what only the whole table can say."""
    for group in claimed_together(table.mapping.using("score", "item")):
        if continued([group], lambda column: head.filled[:, column.index]):
            both = nw.sum_horizontal(*(table.filled(column).cast(nw.Int64) for column in group))
            if len(table.engine.collect(table.frame.filter(both > 1).select("row").head(1))):
                head.filled = np.vstack([head.filled, np.ones(head.filled.shape[1], bool)])
    scored = usable_scores(head, registry)
    table.notes += [note for note in head.notes if note not in table.notes]
    return scored


def _refuse_other_kinds(table: Table) -> None:
    for column in table.mapping.columns:
        if column.used and table.kind(column) == "other":
            raise InputError(
                f"'{column.header}' holds lists or the like, which no cell can: give it as text, numbers "
                "or dates, or leave it out in the mapping."
            )


def _name_subjects(table: Table, head: Rows) -> None:
    """Add whose each row is, as ids are compared, and of which episode."""
    mapping = table.mapping
    if mapping.subjects == "one_per_row":
        subject = nw.concat_str([nw.lit("row "), nw.col("row").cast(nw.String)])
    else:
        column = mapping.first("id")
        if column is None:
            raise no_id(head)
        subject = _compared(table, column, keyed=mapping.ids == "keyed")
    table.add("subject", subject)
    column = mapping.first("episode")
    if column is not None:
        subject = nw.concat_str([subject, _compared(table, column, keyed=False)], separator="\x1f")
        table.add("episode", subject)


def _compared(table: Table, column: Column, *, keyed: bool) -> nw.Expr:
    """Ids as they are compared: without case, and "226.0" as Excel wrote it is "226"."""
    text = table.text(column)
    if table.kind(column) == "text":
        name = nw.col(f"c{column.index}").str
        for long, short in (
            ("ß", "ss"),
            ("ς", "σ"),
        ):  # the case of these is folded further than to small letters
            if table.any_text(column, name.contains(long, literal=True)):
                text = text.str.replace_all(long, short, literal=True)
        text = text.str.to_lowercase()
        if keyed:
            text = text.str.replace_all(" ", "", literal=True)
            nhs = text.str.contains("^[0-9]{3}-?[0-9]{3}-?[0-9]{4}$")
            text = nw.when(nhs).then(text.str.replace_all("-", "", literal=True)).otherwise(text)
        if table.any_text(column, name.contains(".0", literal=True)):
            pointed = text.str.contains(r"^[0-9]+\.0$")
            text = nw.when(pointed).then(text.str.replace_all(r"\.0$", "")).otherwise(text)
    return text
