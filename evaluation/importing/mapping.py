"""The mapping: what each column of a sheet holds. Proposed by Attune, corrected by a person, kept.

A mapping written for one file reads next quarter's: columns are found again by header.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from evaluation.errors import InputError
from evaluation.importing.own_scores import Local
from evaluation.importing.values import words_of
from evaluation.importing.vocabulary import role_named, tokens
from evaluation.measures.catalogue import names
from evaluation.measures.definition import Measure, Stored
from evaluation.measures.names import normalised
from evaluation.measures.own_files import plain_values

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "USES",
    "Column",
    "Confidence",
    "Duplicates",
    "Ids",
    "Keep",
    "Layout",
    "Local",
    "Mapping",
    "MoreSheet",
    "Personal",
    "Subjects",
    "Use",
]

Use = Literal[
    "ignore", "private", "id", "episode", "date", "occasion", "rater", "measure", "score", "item",
    "attribute", "first_contact", "second_contact", "start", "end",
]  # fmt: skip
Confidence = Literal["matched", "suggested", "needs you"]
Layout = Literal["wide", "long"]
Duplicates = Literal["set_aside", "first", "last"]
Subjects = Literal["id", "one_per_row"]
Ids = Literal["as they are", "keyed"]
Keep = Literal["", "age band", "district"]
# What personal data a column holds; "other" where only its header says that it is personal.
Personal = Literal[
    "", "name", "birth", "nhs number", "email", "phone", "postcode", "address", "free text", "other"
]

NEW = "new in this file"  # why a column that a mapping does not know is left to the person
FORMAT = 1  # of a mapping's file: counted up when an entry changes its meaning
DATE_ORDERS = ("", "iso", "day first", "month first", "excel")
STORED: tuple[str, ...] = Stored.__args__  # type: ignore[attr-defined]  # the values of a Literal
CONFIDENCES: tuple[str, ...] = Confidence.__args__  # type: ignore[attr-defined]  # the values of a Literal
USES: tuple[str, ...] = Use.__args__  # type: ignore[attr-defined]  # the values of a Literal
KEEPS: tuple[str, ...] = Keep.__args__  # type: ignore[attr-defined]  # the values of a Literal
PERSONAL: tuple[str, ...] = Personal.__args__  # type: ignore[attr-defined]  # the values of a Literal


@dataclass(frozen=True, kw_only=True)
class Column:
    """What one column holds.

    `index` counts from 0 (column A). `measure`, `scale`, `item`, `occasion` and `rater` say
    whose score or answer it is; empty ones come from the row. `entered` says whether a total
    of a converted scale (SWEMWBS) is "raw" or already "converted". Of an attribute, `keep` says that
    only the "age band" or the "district" of a postcode is kept. `personal` is the kind of personal
    data that was recognised. `why` is shown to the person.
    """

    index: int
    header: str
    use: Use = "ignore"
    measure: str = ""
    scale: str = ""
    item: int = 0
    occasion: str = ""
    rater: str = ""
    entered: Literal["", "raw", "converted"] = ""
    keep: Keep = ""
    personal: Personal = ""
    confidence: Confidence = "matched"
    why: str = ""

    @property
    def used(self) -> bool:
        """Whether anything is read from it: it is neither ignored nor left out as private."""
        return self.use not in {"ignore", "private"}


@dataclass(frozen=True, kw_only=True)
class MoreSheet:
    """A further sheet that is read together with the mapping's own, and its header rows in Excel."""

    sheet: str
    header_rows: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """How a sheet is read, or several together.

    `header_rows` are Excel row numbers, the last one being the header itself and any before it
    group headers. The rows of `more_sheets` are read below those of `sheet`, column by column of the
    same header. `subjects` "one_per_row" reads each row as a family of its own where there is
    no id. With `ids` "keyed" a code made from each id with a key stands for it (`privacy.pseudonyms`).
    `duplicates` says which row to keep when an id comes twice. `noun` is "family" or "learner".
    """

    sheet: str
    header_rows: tuple[int, ...]
    layout: Layout
    columns: tuple[Column, ...]
    subjects: Subjects = "id"
    ids: Ids = "as they are"
    duplicates: Duplicates = "set_aside"
    date_order: str = ""
    noun: Literal["family", "learner"] = "family"
    locals: tuple[Local, ...] = ()
    own: tuple[Measure, ...] = ()  # questionnaires of the service's own that it uses
    occasions: tuple[tuple[str, str], ...] = ()  # what the occasion column says -> occasion
    measures: tuple[tuple[str, str], ...] = ()  # what the measure column says -> measure id, "" to leave out
    decimal_comma: bool = False
    stored: tuple[tuple[str, Stored], ...] = ()  # measure id -> how its answers are held, where said
    meant: tuple[tuple[str, str], ...] = ()  # a name that several questionnaires share -> measure id
    more_sheets: tuple[MoreSheet, ...] = ()
    missing_codes: tuple[float, ...] = ()  # numbers that stand for "not known" and are left blank
    # Measure id -> what a person said that words stand for: words -> code, None to leave them blank.
    answers: tuple[tuple[str, tuple[tuple[str, float | None], ...]], ...] = ()

    def __post_init__(self) -> None:
        if self.date_order not in DATE_ORDERS:
            listed = ", ".join(repr(entry) for entry in DATE_ORDERS)
            raise InputError(f"The mapping's 'date_order' is {self.date_order!r}; use one of {listed}.")
        for measure, said in self.answers:
            if len({words_of(text) for text, _ in said}) < len(said):
                raise InputError(f"The mapping's 'answers' of '{measure}' give the same words twice.")

    def using(self, *uses: str) -> tuple[Column, ...]:
        """The columns put to any of these uses."""
        return tuple(column for column in self.columns if column.use in uses)

    def first(self, use: str) -> Column | None:
        """The first column put to a use, if any."""
        return next(iter(self.using(use)), None)

    def stored_as(self, measure: Measure) -> Stored:
        """How the file holds a measure's answers: as the person said, or as its definition expects."""
        return dict(self.stored).get(measure.id) or (measure.items.stored if measure.items else "printed")

    def answers_said(self, measure_id: str) -> dict[str, float | None]:
        """The codes that a person gave to words in which a questionnaire was answered."""
        return dict(dict(self.answers).get(measure_id, ()))

    def with_answers(self, measure_id: str, said: Iterable[tuple[str, float | None]]) -> Mapping:
        """The same mapping with the codes of further words in answers to a questionnaire."""
        told, before = dict(said), self.answers_said(measure_id)
        again = {words_of(text) for text in told}
        kept = {text: code for text, code in before.items() if words_of(text) not in again}
        every = dict(self.answers) | {measure_id: tuple(sorted((kept | told).items()))}
        return replace(self, answers=tuple(sorted(every.items())))

    def with_own(self, measures: Iterable[Measure]) -> Mapping:
        """The same mapping with those of some questionnaires of the service's own that it uses.

        One that it holds already gives way to another of the same id: a newer definition.
        """
        said = {c.measure for c in self.columns} | {measure_id for _, measure_id in self.measures}
        wanted = {normalised(text) for text in said if text}
        found = {measure.id: measure for measure in (*self.own, *measures) if wanted & names(measure)}
        return replace(self, own=tuple(found.values()))

    def with_column(self, column: Column) -> Mapping:
        """The same mapping with one column changed."""
        return replace(self, columns=tuple(column if c.index == column.index else c for c in self.columns))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        plain = {"format": FORMAT, **asdict(self)}
        plain["header_rows"] = list(self.header_rows)
        plain["more_sheets"] = [
            {"sheet": more.sheet, "header_rows": list(more.header_rows)} for more in self.more_sheets
        ]
        plain["occasions"] = dict(self.occasions)
        plain["measures"] = dict(self.measures)
        plain["stored"] = dict(self.stored)
        plain["meant"] = dict(self.meant)
        plain["columns"] = [dict(c) for c in plain["columns"]]
        plain["locals"] = [entry.to_dict() for entry in self.locals]
        plain["own"] = [plain_values(measure) for measure in self.own]
        plain["missing_codes"] = list(self.missing_codes)
        plain["answers"] = {measure: dict(said) for measure, said in self.answers}
        return plain

    @classmethod
    def from_dict(cls, plain: Any) -> Mapping:
        """Read a mapping from JSON; raises InputError naming the entry that can't be used."""
        from evaluation.importing.mapping_files import mapping_from  # noqa: PLC0415 it makes a Mapping

        return mapping_from(plain)

    def found_in(self, headers: tuple[str, ...]) -> dict[int, Column]:
        """The columns that a file has, by their place in it: found by header, then by place."""
        keys = [tokens(header) for header in headers]
        taken: dict[int, Column] = {}
        waiting = []
        for column in self.columns:
            same_place = column.index < len(keys) and keys[column.index] == tokens(column.header)
            if same_place:
                taken[column.index] = column
            else:
                waiting.append(column)
        for column in waiting:
            places = [i for i, key in enumerate(keys) if key == tokens(column.header) and i not in taken]
            if places:
                taken[places[0]] = replace(column, index=places[0])
        return taken

    def fitted(self, headers: tuple[str, ...]) -> Mapping:
        """The same mapping on another file's headers.

        Columns that the new file does not have are dropped; new ones are ignored until somebody
        says what they hold.
        """
        taken = self.found_in(headers)
        return replace(
            self,
            columns=tuple(
                replace(taken[i], header=header) if i in taken else _new(i, header)
                for i, header in enumerate(headers)
            ),
        )


def _new(index: int, header: str) -> Column:
    """A column that a mapping does not know: left out where its header names personal data."""
    named = role_named(tokens(header.rpartition(": ")[2]))
    if named is not None and named.role == "private":
        return Column(index=index, header=header, use="private", why="its header names personal data")
    return Column(index=index, header=header, confidence="needs you", why=NEW)
