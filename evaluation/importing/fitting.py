"""Fitting a mapping to a file: its sheet, its header row, its columns, and the names it uses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.importing.headers import SEARCHED, headers_of, shown
from evaluation.importing.naming import Aliases, column_named
from evaluation.importing.vocabulary import occasion_named, tokens
from evaluation.measures import shared_by

if TYPE_CHECKING:
    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.sheets import Sheet, Workbook
    from evaluation.measures import Registry


def fit(workbook: Workbook, mapping: Mapping, registry: Registry) -> tuple[Sheet, Mapping, list[str]]:
    """The sheet that a mapping reads, the mapping on its columns, and what is to be known about that.

    Raises InputError when the workbook has no such sheet or the mapping names what there is not.
    """
    sheet = sheet_for(workbook, mapping)
    notes: list[str] = []
    rows = _header_rows(sheet, mapping)
    if rows != mapping.header_rows:
        notes.append(f"The headers are on row {rows[-1]} and no longer on row {mapping.header_rows[-1]}.")
    headers = headers_of(sheet, rows)
    named = tuple(shown(group, name, i) for i, (group, name) in enumerate(headers))
    fitted = replace(_in_its_terms(mapping, registry).fitted(named), header_rows=rows)
    notes += _missing(mapping, fitted) + _new_scores(fitted, headers, registry)
    return sheet, fitted, notes


def sheet_for(workbook: Workbook, mapping: Mapping) -> Sheet:
    """The sheet that a mapping reads: the one it names, or the only one there is.

    A text file's only sheet is named after the file, and next quarter's file has another name.
    Raises InputError when the workbook has several sheets and none of that name.
    """
    found = next((s for s in workbook.sheets if s.name == mapping.sheet), None)
    if found is None and len(workbook.sheets) == 1:
        return workbook.sheets[0]
    if found is None:
        names = ", ".join(f"'{s.name}'" for s in workbook.sheets)
        raise InputError(f"The mapping is for a sheet '{mapping.sheet}', but {workbook.name} has {names}.")
    return found


def header_row_like(sheet: Sheet, wanted: set[tuple[str, ...]]) -> tuple[int, int]:
    """The Excel row near the top that holds most of the wanted headers, and how many; (0, 0) for none."""
    best = (0, 0)
    for i in range(min(SEARCHED, len(sheet.cells))):
        names = {tokens(" ".join(str(cell).split())) for cell in sheet.cells.iloc[i]}
        there = len(wanted & names)
        if there > best[1]:
            best = (i + 1, there)
    return best


def names_wanted(mapping: Mapping) -> set[tuple[str, ...]]:
    """The headers of the used columns, without the header of their group."""
    return {tokens(c.header.rsplit(": ", 1)[-1]) for c in mapping.columns if c.used}


def _header_rows(sheet: Sheet, mapping: Mapping) -> tuple[int, ...]:
    """The header rows of a mapping, or those a few rows away that hold its headers where these don't."""
    wanted = names_wanted(mapping)
    row = mapping.header_rows[-1]
    here: set[tuple[str, ...]] = set()
    if row <= len(sheet.cells):
        here = {tokens(name) for _, name in headers_of(sheet, mapping.header_rows)}
    found, there = header_row_like(sheet, wanted)
    if not found or len(wanted & here) >= len(wanted) / 2 or there < max(2, len(wanted) / 2):
        return mapping.header_rows
    moved = tuple(one + found - row for one in mapping.header_rows)
    return moved if min(moved) >= 1 else (found,)


def _in_its_terms(mapping: Mapping, registry: Registry) -> Mapping:
    """A mapping with measures by their id and stages by their name, however a person wrote them."""
    own = {entry.id for entry in mapping.locals}
    known = {measure.id for measure in registry}
    for entry in mapping.locals:
        if entry.id in known:
            raise InputError(
                f"A score of your own ('{entry.name}') has the id '{entry.id}', which is a known "
                "questionnaire's: give it another id."
            )

    meant = _meant(mapping, registry)

    def measure_id(text: str) -> str:
        text = meant.get(text, text)
        if not text or text in own or text in known:
            return text
        found, shared = registry.find(text), shared_by(text)
        if found is None and shared is not None:
            return meant.get(shared.id, shared.id)
        return found.id if found else text

    def of(column: Column) -> Column:
        measure = measure_id(column.measure)
        return replace(
            column,
            measure=measure,
            scale=_scale_id(column, measure, registry) if measure in known else column.scale,
            occasion=_stage(column.occasion),
        )

    return replace(
        mapping,
        columns=tuple(of(column) for column in mapping.columns),
        occasions=tuple((said, _stage(meaning)) for said, meaning in mapping.occasions),
        measures=tuple((said, measure_id(meaning)) for said, meaning in mapping.measures),
    )


def _meant(mapping: Mapping, registry: Registry) -> dict[str, str]:
    """Which questionnaire each shared name stands for in this file, where that has been said."""
    own = {entry.id for entry in mapping.locals}
    known = {measure.id for measure in registry}
    meant = {name: chosen for name, chosen in mapping.meant if chosen}
    for name, chosen in meant.items():
        if chosen not in own | known:
            entry = registry.shared.get(name)
            listed = " or ".join(f"'{m.id}'" for m in entry[1]) if entry else "the id of a questionnaire"
            raise InputError(
                f"The mapping says that '{name}' means '{chosen}', which is unknown: use {listed}."
            )
    return meant


def _scale_id(column: Column, measure_id: str, registry: Registry) -> str:
    if not column.scale or column.use != "score":
        return column.scale
    measure = registry.get(measure_id)
    said = tokens(column.scale)
    for scale in measure.scales:
        if said in {tokens(name) for name in (scale.id, scale.title, *scale.aliases)}:
            return scale.id
    listed = ", ".join(f"'{scale.id}'" for scale in measure.scales)
    raise InputError(
        f"The mapping says that '{column.header}' is the scale '{column.scale}' of {measure.short}, "
        f"which has {listed}."
    )


def _stage(text: str) -> str:
    """The stage that a word means; one of the person's own stays as it is."""
    return occasion_named(text) or text


def _missing(mapping: Mapping, fitted: Mapping) -> list[str]:
    there = {tokens(c.header) for c in fitted.columns}
    gone = [f"'{c.header}'" for c in mapping.columns if c.used and tokens(c.header) not in there]
    return [f"The mapping names columns that this file does not have: {', '.join(gone)}."] if gone else []


def _new_scores(fitted: Mapping, headers: tuple[tuple[str, str], ...], registry: Registry) -> list[str]:
    """Columns that the mapping does not know and that look like scores."""
    new = [c for c in fitted.columns if c.why == "new in this file" and headers[c.index][1]]
    if not new:
        return []
    aliases = Aliases(registry)
    read = [column_named(c.index, *headers[c.index], lambda words: words, aliases) for c in new]
    scores = [f"'{c.header}'" for c in read if c.use in {"score", "item"} and c.measure]
    if not scores:
        return []
    more = f" and {len(scores) - 6} more" if len(scores) > 6 else ""
    return [f"Not in the mapping, so not used, though they look like scores: {', '.join(scores[:6])}{more}."]
