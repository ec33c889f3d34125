"""How the sheets of training files are read: proposed by Attune, corrected by a person, kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from evaluation.courses.kinds import KINDS
from evaluation.errors import InputError

if TYPE_CHECKING:
    from evaluation.courses.kinds import Kind
    from evaluation.courses.vocabulary import Question

Confidence = Literal["matched", "suggested", "needs you"]
# What a column may be beside the fields of its sheet's kind: a question of a form, one session of a wide
# attendance list, one borough (or month) of a wide list of numbers, unused, or personal.
MORE_USES = ("question", "session", "count", "ignore", "private")
FORMAT = 1  # of a mapping's file: counted up when an entry changes its meaning


@dataclass(frozen=True, kw_only=True)
class ColumnUse:
    """What one column holds: `use` is a field of the sheet's kind, or one of `MORE_USES`.

    `index` counts from 0 (column A). `occasion` is the stage of a question ("" is the row's or the
    sheet's), `session` the session that a question, a mark or a case is of, `borough` whose numbers a
    "count" column holds. `question` also gives a "value" column its range. `why` is shown to the person.
    """

    index: int
    header: str
    use: str = "ignore"
    occasion: str = ""
    session: str = ""
    borough: str = ""
    question: Question | None = None
    confidence: Confidence = "matched"
    why: str = ""

    @property
    def used(self) -> bool:
        """Whether anything is read from it."""
        return self.use not in {"ignore", "private"}

    @property
    def needs_you(self) -> bool:
        """Whether a person has to say something of it."""
        return self.confidence == "needs you"


@dataclass(frozen=True, kw_only=True)
class SheetUse:
    """How one sheet of one file is read; `header_rows` are rows as Excel numbers them, the last the names.

    `course`, `session`, `cohort` and `occasion` are those of all its rows, where no column says it. `notes`
    are sentences on it for the person; those of what is missing begin with "Needs you".
    """

    file: str
    sheet: str
    header_rows: tuple[int, ...] = ()
    kind: Kind = "ignore"
    columns: tuple[ColumnUse, ...] = ()
    course: str = ""
    session: str = ""
    occasion: str = ""
    date_order: str = ""
    cohort: str = ""
    confidence: Confidence = "matched"
    why: str = ""
    notes: tuple[str, ...] = ()

    def using(self, *uses: str) -> tuple[ColumnUse, ...]:
        """The columns put to any of these uses."""
        return tuple(column for column in self.columns if column.use in uses)

    def first(self, use: str) -> ColumnUse | None:
        """The first column put to a use, if any."""
        return next(iter(self.using(use)), None)

    def with_column(self, column: ColumnUse) -> SheetUse:
        """The same sheet with one column changed."""
        changed = tuple(column if one.index == column.index else one for one in self.columns)
        return replace(self, columns=changed)

    @property
    def place(self) -> str:
        """The sheet in words: "forms.xlsx, sheet 'Form1'"; of a text file, the file."""
        alone = self.file.rsplit(".", 1)[0] == self.sheet
        return self.file if alone else f"{self.file}, sheet '{self.sheet}'"

    @property
    def needs_you(self) -> bool:
        """Whether a person has to say something of it or of one of its columns."""
        told = any(note.startswith(NEEDS_YOU) for note in self.notes)
        return told or self.confidence == "needs you" or any(one.needs_you for one in self.columns)


NEEDS_YOU = "Needs you"


@dataclass(frozen=True, kw_only=True)
class TrainingMapping:
    """How all sheets of a programme's files are read."""

    sheets: tuple[SheetUse, ...] = ()

    def of(self, file: str) -> tuple[SheetUse, ...]:
        """The sheets of one file, by its name."""
        return tuple(sheet for sheet in self.sheets if sheet.file == file)

    def with_sheet(self, sheet: SheetUse) -> TrainingMapping:
        """The same mapping with one sheet changed."""
        key = (sheet.file, sheet.sheet)
        return replace(
            self, sheets=tuple(sheet if (one.file, one.sheet) == key else one for one in self.sheets)
        )

    @property
    def needs_you(self) -> tuple[SheetUse, ...]:
        """The sheets of which a person has to say something."""
        return tuple(sheet for sheet in self.sheets if sheet.needs_you)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"format": FORMAT, "sheets": [_plain(sheet) for sheet in self.sheets]}

    def to_json(self) -> str:
        """The mapping as the text of a JSON file."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_dict(cls, plain: Any) -> TrainingMapping:
        """Read a mapping from JSON's values; raises InputError naming the entry that can't be used."""
        from evaluation.courses.mapping_files import mapping_from  # noqa: PLC0415 it makes a mapping

        return mapping_from(plain)

    @classmethod
    def from_json(cls, text: str | bytes) -> TrainingMapping:
        """Read a mapping from the text of a JSON file; raises InputError in one sentence.

        >>> TrainingMapping.from_json(TrainingMapping().to_json())
        TrainingMapping(sheets=())
        """
        try:
            plain = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError(
                "The training mapping is no JSON: give the file that Attune wrote, or recognise the files "
                "anew."
            ) from error
        return cls.from_dict(plain)


def uses_of(kind: Kind) -> tuple[str, ...]:
    """All that a column of a kind of sheet may be put to.

    >>> uses_of("packages")[:2]
    ('topic', 'course')
    """
    return (*(field.name for field in KINDS[kind].fields), *MORE_USES)


def _plain(sheet: SheetUse) -> dict[str, Any]:
    plain = asdict(sheet)
    plain["header_rows"] = list(sheet.header_rows)
    plain["notes"] = list(sheet.notes)
    for column in plain["columns"]:
        if column["question"] is not None:
            column["question"]["labels"] = list(column["question"]["labels"])
    plain["columns"] = list(plain["columns"])
    return plain
