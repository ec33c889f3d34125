"""Training files on their way to a programme: read, recognised, corrected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evaluation.courses.recognising import AS_BEFORE, different_files, recognise
from evaluation.importing import read_workbook
from evaluation.importing.privacy.pseudonyms import read_key
from evaluation.programme import Programme
from pages.shared.place import saved_training_sheets
from pages.shared.session import held

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.kinds import Kind
    from evaluation.courses.mapping import SheetUse, TrainingMapping
    from evaluation.importing.sheets import Sheet, Workbook


@dataclass(eq=False)
class TrainingDraft:
    """Training files being looked at: their sheets and the mapping as corrected so far."""

    workbooks: tuple[Workbook, ...]
    mapping: TrainingMapping  # what the tables of columns start from
    notes: tuple[str, ...]
    remembered: bool = False  # whether it starts from corrections made before
    corrected: TrainingMapping | None = None
    turn: int = 0  # counts new starts of the tables, which forget their own changes at each
    _read: tuple[TrainingMapping, str, Programme] | None = field(default=None, repr=False)

    def take_for(self, sheet: SheetUse, kind: Kind) -> None:
        """Recognise everything again with one sheet taken for another kind; raises InputError.

        Other sheets stay as they were corrected.
        """
        place = (sheet.file, sheet.sheet)
        every = (self.corrected or self.mapping).sheets
        others = [one for one in every if (one.file, one.sheet) != place and one.columns]
        self.restart(recognise(self.workbooks, others, {place: kind}).mapping)

    @property
    def key(self) -> str:
        """Names the widgets of these files and this turn, so that none keeps another's values."""
        prints = "".join(workbook.fingerprint[:6] for workbook in self.workbooks)
        return f"{prints} {self.turn}"

    def restart(self, mapping: TrainingMapping) -> None:
        """Let the tables start again from another mapping."""
        self.mapping, self.corrected = mapping, None
        self.turn += 1

    def sheet(self, use: SheetUse) -> Sheet:
        """The cells of a sheet; raises InputError where there is none of that name."""
        workbook = next(one for one in self.workbooks if one.name == use.file)
        return workbook.sheet(use.sheet)

    def programme(self, mapping: TrainingMapping) -> Programme:
        """What a mapping reads of the files, made once; raises InputError where nothing can be used."""
        text = held().id_key
        if self._read is None or self._read[:2] != (mapping, text):
            self._read = None
            key = read_key(text) if text else b""
            found = Programme.read(self.workbooks, mapping, key=key)
            found.notes = self.notes
            self._read = (mapping, text, found)
        return self._read[2]


def begin(
    files: Sequence[tuple[bytes, str]], saved: TrainingMapping | None = None, password: str = ""
) -> TrainingDraft:
    """Read files (contents and names) and propose how: as saved with them or corrected before, else anew.

    Raises InputError where one can't be read, or two different ones have one name.
    """
    workbooks = tuple(read_workbook(content, name, password) for content, name in files)
    before = [*(saved.sheets if saved else ()), *held().training_sheets, *saved_training_sheets()]
    found = recognise(workbooks, before)
    return TrainingDraft(
        workbooks=tuple(different_files(workbooks)),
        mapping=found.mapping,
        notes=found.notes,
        remembered=any(sheet.why == AS_BEFORE for sheet in found.mapping.sheets),
    )
