"""Propose a mapping: what each column of a sheet seems to hold, and how sure that is.

Ids and directions are matched by name or asked for, never inferred from content. What is
proposed is always shown, with its reason, and can be corrected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.errors import InputError
from evaluation.importing.aliases import Aliases, aliases_of
from evaluation.importing.contents import (
    Body,
    attribute,
    confirmed,
    entered,
    measures_said,
    occasions_said,
    writes_decimal_comma,
)
from evaluation.importing.doubts import (
    ages,
    named_raters,
    not_learning,
    stages_from_neighbours,
    told_apart,
    which_one,
)
from evaluation.importing.gathering import sheet_for
from evaluation.importing.headers import find_headers, headers_of
from evaluation.importing.joining import belonging, same_people, sheet_column
from evaluation.importing.layout import (
    children,
    enrolments,
    layout_of,
    noun_of,
    one_date,
    one_id,
    unknown_scores,
    with_measures,
)
from evaluation.importing.mapping import Column, Mapping, MoreSheet
from evaluation.importing.naming import column_named
from evaluation.importing.origins import as_exported, origin_of
from evaluation.importing.privacy.banding import banded
from evaluation.importing.privacy.notes import privacy_notes
from evaluation.importing.privacy.personal import left_out
from evaluation.importing.rows import Rows
from evaluation.importing.sheets import Together
from evaluation.importing.strays import stray_rows
from evaluation.importing.unlikely import other_scales
from evaluation.importing.unread import together_note, unread_sheets
from evaluation.importing.vocabulary import FOLLOW_UP, counted_from_one, role_named, tokens

if TYPE_CHECKING:
    from evaluation.importing.mapping import Layout, Local
    from evaluation.importing.sheets import Sheet, Workbook
    from evaluation.measures import Registry


@dataclass(frozen=True)
class Recognition:
    """A proposed mapping and what the person should know about it, in words."""

    mapping: Mapping
    notes: tuple[str, ...]

    @property
    def needs_you(self) -> tuple[Column, ...]:
        """Columns that cannot be used before a person has said what they hold."""
        return tuple(c for c in self.mapping.columns if c.confidence == "needs you" and c.use != "ignore")


def recognise(
    workbook: Workbook,
    registry: Registry,
    *,
    sheet: str = "",
    header_row: int = 0,
    with_sheets: tuple[str, ...] | None = None,
) -> Recognition:
    """Propose how a workbook is read; `sheet` and `header_row` override what would be chosen.

    `with_sheets` are those to read together with it: those that belong to it where None, and none
    where empty.

    Raises InputError with one sentence when no sheet holds a header row.
    """
    aliases = aliases_of(registry)
    rows: tuple[int, ...] = ()
    if sheet:
        chosen = _named(workbook, sheet)
    else:
        chosen, rows = _best_sheet(workbook, aliases)
    if not rows or header_row:
        rows = _rows(chosen, header_row, aliases)
    more = _more_sheets(workbook, chosen, rows, aliases, with_sheets)
    parts = (MoreSheet(sheet=chosen.name, header_rows=rows), *more)
    start = _start(parts if sheet else _in_order(workbook, parts))
    rows, read = start.header_rows, sheet_for(workbook, start)
    headers = headers_of(read, rows)
    decimal_comma = writes_decimal_comma(workbook, read.cells)
    shift = counted_from_one(tokens(text) for pair in headers for text in pair)
    columns = as_exported(
        [column_named(i, group, name, shift, aliases) for i, (group, name) in enumerate(headers)], registry
    )
    if isinstance(read, Together):
        columns[-1] = sheet_column(read, registry)
    body = _body(read, rows, columns, decimal_comma=decimal_comma)
    columns, layout, locals_ = _proposed(columns, body, registry, aliases, read)
    mapping = replace(
        start,
        layout=layout,
        columns=tuple(columns),
        noun=noun_of(columns, registry),
        locals=locals_,
        occasions=occasions_said(columns, body),
        measures=measures_said(columns, body, registry),
        decimal_comma=decimal_comma,
    ).with_own(registry.own)
    return Recognition(mapping, (*together_note(read, rows[-1]), *_notes(workbook, mapping)))


def _body(sheet: Sheet, header: tuple[int, ...], columns: list[Column], *, decimal_comma: bool) -> Body:
    """The rows below the header without those that are nobody's, whose values say nothing of a column."""
    ids = [c for c in columns if c.use == "id"]
    # Which of several ids is the person's is not settled yet.
    named = [c for c in columns if c.use != "id" or c is ids[0]]
    rows = Rows(sheet, Mapping(sheet=sheet.name, header_rows=header, layout="wide", columns=tuple(named)))
    keep = np.ones(len(rows), bool)
    for mask, _ in stray_rows(rows):
        keep &= ~mask
    filled = sheet.filled[header[-1] :][: len(rows)]
    if keep.all():
        return Body(rows.body, filled, decimal_comma=decimal_comma)
    return Body(rows.body[keep], filled[keep], decimal_comma=decimal_comma)


def _rows(sheet: Sheet, header_row: int, aliases: Aliases) -> tuple[int, ...]:
    """The header rows of a sheet: those found, or the row given where that is none of them."""
    try:
        found = find_headers(sheet, aliases.knows)
    except InputError:
        if header_row:
            return (header_row,)
        raise
    return found if header_row in {0, found[-1]} else (header_row,)


def _in_order(workbook: Workbook, parts: tuple[MoreSheet, ...]) -> tuple[MoreSheet, ...]:
    order = [sheet.name for sheet in workbook.sheets]
    return tuple(sorted(parts, key=lambda part: order.index(part.sheet)))


def _start(parts: tuple[MoreSheet, ...]) -> Mapping:
    """A mapping, without columns yet, of sheets that are read together."""
    first, *more = parts
    return Mapping(
        sheet=first.sheet,
        header_rows=first.header_rows,
        layout="wide",
        columns=(),
        more_sheets=tuple(more),
    )


def _more_sheets(
    workbook: Workbook,
    chosen: Sheet,
    rows: tuple[int, ...],
    aliases: Aliases,
    with_sheets: tuple[str, ...] | None,
) -> tuple[MoreSheet, ...]:
    if with_sheets is None:
        return belonging(workbook, chosen, rows, aliases)
    others = [_named(workbook, name) for name in with_sheets if name != chosen.name]
    return tuple(
        MoreSheet(sheet=other.name, header_rows=find_headers(other, aliases.knows)) for other in others
    )


def _proposed(
    columns: list[Column], body: Body, registry: Registry, aliases: Aliases, sheet: Sheet
) -> tuple[list[Column], Layout, tuple[Local, ...]]:
    """What is proposed for the columns that headers have named: each step builds on those before it."""
    columns = one_id(columns, body)
    columns = left_out(confirmed(columns, body, registry), body)
    columns = named_raters(columns, lambda column: set(body.filled(column.index).astype(str)))
    columns = ages(stages_from_neighbours(not_learning(columns, registry), aliases))
    columns = other_scales(columns, body, registry)
    layout = layout_of(columns)
    if isinstance(sheet, Together) and same_people(sheet, next((c for c in columns if c.use == "id"), None)):
        layout = "long"
        if columns[-1].use == "attribute":  # each family is on several sheets: no name is its own
            why = "the name of each row's sheet: the same families are on several"
            columns = [*columns[:-1], replace(columns[-1], use="ignore", why=why)]
    if layout == "wide":
        columns = enrolments(with_measures(columns), body)
    columns = children(columns, body)
    columns = one_date(columns, layout)
    columns, locals_ = unknown_scores(columns, body, layout, aliases)
    columns = told_apart([entered(column, body, registry) for column in columns], body.holds)
    columns = [which_one(column, registry) for column in columns]
    columns = [banded(column, body) for column in columns]
    return [column if column.keep else attribute(column, body) for column in columns], layout, locals_


def _named(workbook: Workbook, name: str) -> Sheet:
    for sheet in workbook.sheets:
        if sheet.name == name:
            return sheet
    names = ", ".join(f"'{sheet.name}'" for sheet in workbook.sheets)
    raise InputError(f"There is no sheet '{name}' in {workbook.name}; it has {names}.")


def _best_sheet(workbook: Workbook, aliases: Aliases) -> tuple[Sheet, tuple[int, ...]]:
    """The visible sheet with most columns that mean something; raises the first sheet's error."""
    best: tuple[float, Sheet, tuple[int, ...]] | None = None
    failure: InputError | None = None
    for sheet in workbook.sheets:
        if sheet.hidden and len(workbook.sheets) > 1:
            continue
        try:
            rows = find_headers(sheet, aliases.knows)
        except InputError as error:
            failure = failure or error
            continue
        words = [tokens(name) for _, name in headers_of(sheet, rows)]
        known = sum(aliases.knows(w) or role_named(w) is not None for w in words)
        score = known + min(len(sheet.cells), 1000) / 10_000
        if best is None or score > best[0]:
            best = (score, sheet, rows)
    if best is None:
        raise failure or InputError(f"{workbook.name} has no sheet with data in it.")
    return best[1], best[2]


def _notes(workbook: Workbook, mapping: Mapping) -> tuple[str, ...]:
    notes = [*unread_sheets(workbook, mapping), *workbook.notes]
    origin = origin_of(column.header for column in mapping.columns)
    if origin is not None:
        notes.append(f"This looks like an export from {origin.name}.")
    learners_once = mapping.noun == "learner" and mapping.layout == "wide" and mapping.using("score")
    if learners_once and _one_form(mapping):
        notes.append(
            "Before and after stand on one form. If the 'before' rating was given after the course, "
            "looking back, set its stage to 'retrospective baseline': such ratings can overstate the gain."
        )
    notes += [
        f"'{c.header}': {c.why}."
        for c in mapping.columns
        if c.why.startswith(("no stage in its header", "ids repeat", "families have rows"))
    ]
    asked = [c for c in mapping.columns if c.confidence == "needs you" and c.use == "ignore" and c.why]
    notes += [f"'{c.header}' is not used: {c.why}." for c in asked]
    thirds = [f"'{c.header}'" for c in mapping.using("score", "item", "date") if _third(c)]
    if thirds:
        notes.append(
            f"{', '.join(thirds[:3])}: T1, T2 and T3 are taken for before, after and a follow-up; "
            "if T3 is the last score of the work, set its stage to 'end' and that of T2 to 'review'."
        )
    return (*notes, *privacy_notes(mapping))


def _third(column: Column) -> bool:
    """Whether a follow-up is called so by its number alone ("T3")."""
    return column.occasion == FOLLOW_UP and not set(tokens(column.header)) & {"follow", "followup", "fu"}


def _one_form(mapping: Mapping) -> bool:
    """Whether both scores of a row came with one form: no date belongs to either."""
    return not any(c.occasion or c.measure for c in mapping.using("date"))
