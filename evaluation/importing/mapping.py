"""The mapping: what each column of a sheet holds. Proposed by Attune, corrected by a person, kept.

A mapping written for one file reads next quarter's: columns are found again by header.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal

from evaluation.errors import InputError
from evaluation.importing.own_scores import Local
from evaluation.importing.vocabulary import tokens
from evaluation.measures.catalogue import names
from evaluation.measures.definition import Measure, Stored
from evaluation.measures.names import normalised
from evaluation.measures.own_files import own_from_plain, plain_values

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["USES", "Column", "Confidence", "Duplicates", "Layout", "Local", "Mapping", "Subjects", "Use"]

Use = Literal[
    "ignore", "private", "id", "episode", "date", "occasion", "rater", "measure", "score", "item",
    "attribute", "first_contact", "second_contact", "start", "end",
]  # fmt: skip
Confidence = Literal["matched", "suggested", "needs you"]
Layout = Literal["wide", "long"]
Duplicates = Literal["set_aside", "first", "last"]
Subjects = Literal["id", "one_per_row"]

DATE_ORDERS = ("", "iso", "day first", "month first", "excel")
STORED: tuple[str, ...] = Stored.__args__  # type: ignore[attr-defined]  # the values of a Literal
USES: tuple[str, ...] = Use.__args__  # type: ignore[attr-defined]  # the values of a Literal


@dataclass(frozen=True, kw_only=True)
class Column:
    """What one column holds.

    `index` counts from 0 (column A). `measure`, `scale`, `item`, `occasion` and `rater` say
    whose score or answer it is; empty ones come from the row. `entered` says whether a total
    of a converted scale (SWEMWBS) is "raw" or already "converted". `why` is shown to the person.
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
    confidence: Confidence = "matched"
    why: str = ""

    @property
    def used(self) -> bool:
        """Whether anything is read from it: it is neither ignored nor left out as private."""
        return self.use not in {"ignore", "private"}


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """How one sheet is read.

    `header_rows` are Excel row numbers, the last one being the header itself and any before it
    group headers. `subjects` "one_per_row" reads each row as a family of its own where there is
    no id. `duplicates` says which row to keep when an id comes twice. `noun` is "family" or "learner".
    """

    sheet: str
    header_rows: tuple[int, ...]
    layout: Layout
    columns: tuple[Column, ...]
    subjects: Subjects = "id"
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
    missing_codes: tuple[float, ...] = ()  # numbers that stand for "not known" and are left blank

    def __post_init__(self) -> None:
        _one_of(self.date_order, DATE_ORDERS, "date_order")

    def using(self, *uses: str) -> tuple[Column, ...]:
        """The columns put to any of these uses."""
        return tuple(column for column in self.columns if column.use in uses)

    def first(self, use: str) -> Column | None:
        """The first column put to a use, if any."""
        return next(iter(self.using(use)), None)

    def stored_as(self, measure: Measure) -> Stored:
        """How the file holds a measure's answers: as the person said, or as its definition expects."""
        return dict(self.stored).get(measure.id) or (measure.items.stored if measure.items else "printed")

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
        plain = asdict(self)
        plain["header_rows"] = list(self.header_rows)
        plain["occasions"] = dict(self.occasions)
        plain["measures"] = dict(self.measures)
        plain["stored"] = dict(self.stored)
        plain["meant"] = dict(self.meant)
        plain["columns"] = [dict(c) for c in plain["columns"]]
        plain["locals"] = [entry.to_dict() for entry in self.locals]
        plain["own"] = [plain_values(measure) for measure in self.own]
        plain["missing_codes"] = list(self.missing_codes)
        return plain

    @classmethod
    def from_dict(cls, plain: Any) -> Mapping:
        """Read a mapping from JSON; raises InputError naming the entry that can't be used."""
        if not isinstance(plain, dict):
            raise InputError(
                "The mapping must be a JSON object, such as `python -m evaluation inspect` prints."
            )
        if "mapping" in plain and isinstance(plain["mapping"], dict):
            plain = plain["mapping"]  # the whole output of `inspect` is welcome too
        _known(cls, plain, "The mapping")
        try:
            return cls(
                sheet=str(plain["sheet"]),
                header_rows=_header_rows(plain["header_rows"]),
                layout=_one_of(plain.get("layout", "wide"), ("wide", "long"), "layout"),
                columns=tuple(_column(entry) for entry in plain["columns"]),
                subjects=_one_of(plain.get("subjects", "id"), ("id", "one_per_row"), "subjects"),
                duplicates=_one_of(
                    plain.get("duplicates", "set_aside"), ("set_aside", "first", "last"), "duplicates"
                ),
                date_order=_one_of(plain.get("date_order") or "", DATE_ORDERS, "date_order"),
                noun=_one_of(plain.get("noun", "family"), ("family", "learner"), "noun"),
                locals=tuple(_local(entry) for entry in plain.get("locals") or ()),
                own=tuple(_own(entry) for entry in plain.get("own") or ()),
                occasions=tuple((str(k), str(v)) for k, v in (plain.get("occasions") or {}).items()),
                measures=tuple((str(k), str(v)) for k, v in (plain.get("measures") or {}).items()),
                stored=tuple(
                    (str(k), _one_of(v, STORED, "stored")) for k, v in (plain.get("stored") or {}).items()
                ),
                meant=tuple((str(k), str(v)) for k, v in (plain.get("meant") or {}).items()),
                decimal_comma=bool(plain.get("decimal_comma", False)),
                missing_codes=tuple(float(code) for code in plain.get("missing_codes") or ()),
            )
        except KeyError as error:
            raise InputError(
                f"The mapping has no {error.args[0]!r} entry; start from what `inspect` prints."
            ) from error
        except (TypeError, ValueError, AttributeError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError(
                f"The mapping can't be read: {error}. Start from what `inspect` prints."
            ) from error

    def fitted(self, headers: tuple[str, ...]) -> Mapping:
        """The same mapping on another file's headers: columns are found by header, then by place.

        Columns that the new file does not have are dropped; new ones are ignored until somebody
        says what they hold.
        """
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
        return replace(
            self,
            columns=tuple(
                replace(taken[i], header=header)
                if i in taken
                else Column(index=i, header=header, confidence="needs you", why="new in this file")
                for i, header in enumerate(headers)
            ),
        )


def _known(cls: type, plain: dict[str, Any], what: str) -> None:
    unknown = sorted(set(plain) - {f.name for f in fields(cls)})
    if unknown:
        raise InputError(f"{what} has an entry {unknown[0]!r} that is not known.")


def _header_rows(value: Any) -> tuple[int, ...]:
    rows = tuple(int(row) for row in value)
    if not rows or min(rows) < 1:
        raise InputError("The mapping's 'header_rows' must be rows as Excel numbers them, such as [1].")
    return rows


def _one_of(value: Any, allowed: tuple[str, ...], name: str) -> Any:
    if value not in allowed:
        raise InputError(
            f"The mapping's {name!r} is {value!r}; use one of {', '.join(repr(a) for a in allowed)}."
        )
    return value


def _column(plain: Any) -> Column:
    _known(Column, plain, "A column of the mapping")
    if "index" not in plain:
        raise InputError(
            f"The column {plain.get('header', '')!r} of the mapping has no 'index': "
            "give its place, 0 for column A, 1 for column B and so on."
        )
    column = Column(**plain)
    _one_of(column.use, USES, f"use of column {column.header}")
    return replace(column, index=int(column.index), item=int(column.item or 0))


def _own(plain: Any) -> Measure:
    if not isinstance(plain, dict):
        raise InputError("An entry of the mapping's 'own' must be a questionnaire, as `inspect` prints one.")
    return own_from_plain(plain, f"'own' questionnaire {plain.get('short', '')!r} of the mapping")


def _local(plain: Any) -> Local:
    _known(Local, plain, "An entry of the mapping's 'locals'")
    return Local.from_dict(plain)
