"""Fitting a mapping to a file: its sheet, its header row, its columns, and the names it uses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.importing.aliases import aliases_of
from evaluation.importing.gathering import missing_sheets, names_wanted, own_sheet, sheet_for
from evaluation.importing.headers import headers_of, rows_now, shown
from evaluation.importing.mapping import NEW
from evaluation.importing.misfits import header_notes, refuse_misfit
from evaluation.importing.naming import column_named
from evaluation.importing.renaming import compare_headers
from evaluation.importing.vocabulary import counted_from_one, occasion_named, tokens
from evaluation.measures import shared_by

if TYPE_CHECKING:
    from collections.abc import Container

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.sheets import Sheet, Workbook
    from evaluation.measures import Registry


def fit(workbook: Workbook, mapping: Mapping, registry: Registry) -> tuple[Sheet, Mapping, list[str]]:
    """The sheet that a mapping reads, the mapping on its columns, and what is to be known about that.

    Raises InputError when the workbook has no such sheet or the mapping names what there is not.
    """
    rows = rows_now(own_sheet(workbook, mapping), mapping.header_rows, names_wanted(mapping))
    notes: list[str] = []
    if rows != mapping.header_rows:
        notes.append(f"The headers are on row {rows[-1]} and no longer on row {mapping.header_rows[-1]}.")
    sheet = sheet_for(workbook, replace(mapping, header_rows=rows))
    notes += [
        f"The mapping names a sheet '{gone}' that is not there." for gone in missing_sheets(workbook, mapping)
    ]
    headers = headers_of(sheet, rows)
    named = tuple(shown(group, name, i) for i, (group, name) in enumerate(headers))
    kept = _in_its_terms(mapping, registry)
    fitted = replace(kept.fitted(named), header_rows=rows)
    read = _read(fitted, headers, registry)
    changes = compare_headers(kept, read, lambda i: sheet.cells.iloc[rows[-1] :, i])
    where = f"sheet '{sheet.name}' of {workbook.name}"
    refuse_misfit(changes, where, needs_id=mapping.subjects == "id")
    new = [c for i, c in enumerate(read) if fitted.columns[i].why == NEW]
    notes += header_notes(changes, [c for c in new if c.use in {"score", "item"} and c.measure])
    return sheet, fitted, notes


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
            scale=_scale_id(column, measure, registry) if measure in known else _of_own(column, own),
            occasion=_stage(column.occasion),
        )

    return replace(
        mapping,
        columns=tuple(of(column) for column in mapping.columns),
        occasions=tuple((said, _stage(meaning)) for said, meaning in mapping.occasions),
        measures=tuple((said, measure_id(meaning)) for said, meaning in mapping.measures),
        answers=tuple((measure_id(measure), said) for measure, said in mapping.answers),
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


def _of_own(column: Column, own: Container[str]) -> str:
    """The scale of a score of the person's own, which has a total and nothing else."""
    if column.measure in own and column.use == "score" and column.scale not in {"", "total"}:
        raise InputError(
            f"The mapping says that '{column.header}' is the scale '{column.scale}' of a score of your own, "
            "which has 'total' alone."
        )
    return column.scale


def _stage(text: str) -> str:
    """The stage that a word means; one of the person's own stays as it is."""
    return occasion_named(text) or text


def _read(fitted: Mapping, headers: tuple[tuple[str, str], ...], registry: Registry) -> list[Column]:
    """The columns of a file as the mapping has them, and those that it does not know by their headers."""
    if all(column.why != NEW for column in fitted.columns):
        return list(fitted.columns)
    aliases = aliases_of(registry)
    shift = counted_from_one(tokens(text) for pair in headers for text in pair)
    return [
        column_named(c.index, *headers[c.index], shift, aliases)
        if c.why == NEW and headers[c.index][1]
        else c
        for c in fitted.columns
    ]
