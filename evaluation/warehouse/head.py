"""The head of a table as a workbook: what its columns hold is recognised from some thousand rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.errors import InputError
from evaluation.importing.columnar import cells_of
from evaluation.importing.contents import Body, measures_said, occasions_said
from evaluation.importing.fitting import fit
from evaluation.importing.privacy.notes import privacy_notes
from evaluation.importing.privacy.pseudonyms import with_coded_ids
from evaluation.importing.recognising import recognise
from evaluation.importing.sheets import Sheet, Workbook, grid
from evaluation.measures.own import check_new

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.measures import Registry
    from evaluation.measures.definition import Measure
    from evaluation.warehouse.opening import Opened
    from evaluation.warehouse.table import Table

ROWS = 5_000  # from which a table is recognised


def head_of(opened: Opened, frame: nw.LazyFrame[Any]) -> Workbook:
    """The first rows as a sheet, read as a Parquet file is; raises InputError where there is none."""
    some = frame.filter(nw.col("row") <= ROWS) if opened.numbered else frame
    table = opened.engine.arrow(some.select([f"c{i}" for i in range(len(opened.headers))]).head(ROWS))
    if not table.num_rows:
        raise InputError(f"{opened.name} has columns but no rows below them.")
    columns = [[header, *cells_of(table.column(f"c{i}"))] for i, header in enumerate(opened.headers)]
    sheet = Sheet("Table", grid(list(zip(*columns, strict=True))))
    return Workbook(opened.name, "", (sheet,), ())


def mapping_of(
    workbook: Workbook,
    mapping: Mapping | None,
    measures: Iterable[Measure],
    registry: Registry,
    *,
    keyed: bool,
) -> tuple[Mapping, tuple[str, ...]]:
    """The mapping given or recognised, on this table's columns, and what is to be known about it.

    Raises InputError where a mapping reads several sheets, or does not fit.
    """
    own: list[Measure] = []
    for measure in measures:
        check_new(measure, (*registry, *own))
        own.append(measure)
    if mapping is None:
        found = recognise(workbook, registry.with_local(own))
        chosen, notes = found.mapping, list(found.notes)
    else:
        chosen, notes = mapping.with_own(own), []
    if chosen.more_sheets:
        raise InputError(
            "The mapping reads several sheets together, and a table of this kind is one: join them first."
        )
    if keyed:
        before, chosen = privacy_notes(chosen), with_coded_ids(chosen)
        notes = [*(note for note in notes if note not in before), *privacy_notes(chosen)]
    notes += [f"No column was recognised as '{one.short}'." for one in own if one not in chosen.own]
    _, fitted, more = fit(workbook, chosen, registry.with_local(chosen.own))
    return fitted, (*notes, *more)


def with_all_meanings(table: Table) -> Mapping:
    """The recognised mapping with every stage and questionnaire that the whole table names."""
    mapping = table.mapping
    columns = list(mapping.columns)
    changed = mapping
    for use in ("occasion", "measure"):
        column = mapping.first(use)
        if column is None:
            continue
        body = _body(table, column)
        if use == "occasion":
            changed = replace(changed, occasions=occasions_said(columns, body))
        else:
            changed = replace(changed, measures=measures_said(columns, body, table.registry))
    return changed


def _body(table: Table, column: Column) -> Body:
    distincts = table.few(column)
    return Body(distincts.body, distincts.filled, decimal_comma=table.mapping.decimal_comma)
