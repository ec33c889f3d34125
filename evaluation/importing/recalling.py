"""A mapping made before, taken up for another file: which one fits it, and how it reads there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.importing.gathering import names_wanted, sheet_for
from evaluation.importing.headers import rows_now
from evaluation.importing.misfits import refuse_misfit
from evaluation.importing.recognising import Recognition, recognise
from evaluation.importing.renaming import HeaderChanges, compare_headers, refitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.renaming import Renamed
    from evaluation.importing.sheets import Workbook
    from evaluation.measures import Registry

    _Said = tuple[tuple[str, str], ...]  # what cells say -> what it means


@dataclass(frozen=True, eq=False)
class Recalled:
    """A mapping made before on a file: `mapping` reads it, without what somebody must say first.

    `found` is what would be recognised without it, and `changes` what differs in the headers. A
    column that is probably renamed, and a new one, are not used until somebody says so.
    """

    mapping: Mapping
    found: Recognition
    changes: HeaderChanges

    def takes(self, mapping: Mapping, pair: Renamed) -> bool:
        """Whether a mapping reads a new column as the one that it probably was."""
        return _as_used(mapping, pair.new.index) == (pair.column.use, *_whose(pair.column))

    def with_pair(self, mapping: Mapping, pair: Renamed, *, same: bool) -> Mapping:
        """A mapping after somebody has said whether a new column is the one that is gone."""
        return mapping.with_column(pair.column if same else self.mapping.columns[pair.new.index])

    @property
    def settled(self) -> bool:
        """Whether nobody needs to say anything: all columns are there, and no new one looks of use."""
        return not (self.changes.missing or self.changes.renamed or self.new_in_use)

    @property
    def new_in_use(self) -> tuple[Column, ...]:
        """New columns that would be used if the file were read without the mapping."""
        return tuple(column for column in self.changes.new if column.used)

    def takes_new(self, mapping: Mapping) -> bool:
        """Whether a mapping reads every new column as it would be recognised."""
        return all(_as_used(mapping, c.index) == (c.use, *_whose(c)) for c in self.new_in_use)

    def with_new(self, mapping: Mapping, *, used: bool) -> Mapping:
        """A mapping after somebody has said whether new columns are used as they are recognised."""
        for column in self.new_in_use:
            mapping = mapping.with_column(column if used else self.mapping.columns[column.index])
        if not used:
            return mapping
        held = {entry.id for entry in mapping.locals}
        asked = {column.measure for column in self.new_in_use} - held
        more = tuple(entry for entry in self.found.mapping.locals if entry.id in asked)
        return _with_entries(replace(mapping, locals=(*mapping.locals, *more)), self.found.mapping)


def recall(
    workbook: Workbook, earlier: Mapping, registry: Registry, found: Recognition | None = None
) -> Recalled:
    """A mapping made before on a workbook; `found` is what was recognised in it, where that is known.

    Its sheets are read where the workbook has them, and its header row is looked for. Raises
    InputError where none of its scores is there, or no header row is found.
    """
    found = _in_its_place(workbook, earlier, registry, found)
    here = found.mapping
    body = sheet_for(workbook, here).cells.iloc[here.header_rows[-1] :]
    changes = compare_headers(earlier, here.columns, lambda i: body.iloc[:, i])
    if not changes.fits:
        refuse_misfit(changes, f"sheet '{here.sheet}' of {workbook.name}", needs_id=False)
    place = replace(
        earlier,
        sheet=here.sheet,
        header_rows=here.header_rows,
        more_sheets=here.more_sheets,
        decimal_comma=here.decimal_comma,
    )
    return Recalled(_with_entries(refitted(place, here.columns), here), found, changes)


def recall_best(
    workbook: Workbook, kept: Iterable[Mapping], registry: Registry, found: Recognition
) -> Recalled | None:
    """Of mappings made before, the one whose headers a workbook has, or most of them; None for none.

    Of several that do as well the first is taken.
    """
    best: tuple[float, Recalled] | None = None
    for earlier in kept:
        try:
            recalled = recall(workbook, earlier, registry, found)
        except InputError:
            continue
        changes = recalled.changes
        if changes.same:
            return recalled
        share = len(changes.found) / changes.wanted if changes.wanted else 0.0
        if changes.fits and (best is None or share > best[0]):
            best = (share, recalled)
    return best[1] if best else None


def _in_its_place(
    workbook: Workbook, earlier: Mapping, registry: Registry, found: Recognition | None
) -> Recognition:
    """What is recognised in the sheets and below the header row that a mapping was made for."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    if earlier.sheet in sheets or len(sheets) == 1:
        name = earlier.sheet if earlier.sheet in sheets else next(iter(sheets))
        rows = rows_now(sheets[name], earlier.header_rows, names_wanted(earlier))
        together = tuple(more.sheet for more in earlier.more_sheets if more.sheet in sheets)
        if found is not None and _place(found.mapping) == (name, rows[-1], together):
            return found
        return recognise(workbook, registry, sheet=name, header_row=rows[-1], with_sheets=together)
    return found or recognise(workbook, registry)


def _place(mapping: Mapping) -> tuple[str, int, tuple[str, ...]]:
    return mapping.sheet, mapping.header_rows[-1], tuple(more.sheet for more in mapping.more_sheets)


def _with_entries(mapping: Mapping, found: Mapping) -> Mapping:
    """The mapping with what stages and questionnaires are called in a file and it did not know yet."""
    return replace(
        mapping,
        occasions=_with_new_keys(mapping.occasions, found.occasions),
        measures=_with_new_keys(mapping.measures, found.measures),
    )


def _with_new_keys(ours: _Said, theirs: _Said) -> _Said:
    known = dict(ours)
    return (*ours, *((text, meaning) for text, meaning in theirs if text not in known))


def _as_used(mapping: Mapping, index: int) -> tuple[object, ...]:
    column = mapping.columns[index]
    return (column.use, *_whose(column))


def _whose(column: Column) -> tuple[object, ...]:
    return (column.measure, column.scale, column.item, column.occasion, column.rater)
