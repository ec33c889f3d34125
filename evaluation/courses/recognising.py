"""Propose how the sheets of a training programme's files are read, and say how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.courses.cells import Cells
from evaluation.courses.columns import columns_of
from evaluation.courses.courses_named import with_courses
from evaluation.courses.forms import staged, with_questions
from evaluation.courses.kind_found import kind_of
from evaluation.courses.kinds import KINDS
from evaluation.courses.looked import Looked
from evaluation.courses.mapping import NEEDS_YOU, ColumnUse, SheetUse, TrainingMapping
from evaluation.courses.pairing import Asked, one_scale_each
from evaluation.courses.stages_said import stage_named
from evaluation.courses.tables import Table, refitted, same_header, table_of
from evaluation.errors import InputError
from evaluation.importing.origins import origin_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evaluation.courses.kinds import Kind
    from evaluation.courses.vocabulary import Question
    from evaluation.importing.origins import Origin
    from evaluation.importing.sheets import Workbook

AS_BEFORE = "read as you corrected it before"
_MOST_LISTED = 200  # courses of a column that are remembered to recognise others by
# Kinds whose answers are a column each where no column holds "the value".
_ASKED = frozenset({"form", "feedback", "ratings"})


@dataclass(frozen=True)
class Recognised:
    """A proposed mapping and what a person should know about it, in sentences."""

    mapping: TrainingMapping
    notes: tuple[str, ...]


@dataclass(eq=False)
class _Seen:
    """A sheet while it is being recognised."""

    use: SheetUse
    table: Table | None = None
    looked: Looked | None = None
    origin: Origin | None = None
    remembered: SheetUse | None = None


def recognise(
    workbooks: Sequence[Workbook],
    remembered: Sequence[SheetUse] = (),
    kinds: Mapping[tuple[str, str], Kind] | None = None,
) -> Recognised:
    """Propose how every sheet of every file is read.

    `remembered` are sheets as somebody corrected them: one with the same headers is read so again. `kinds`
    are what somebody says that sheets (file and sheet) are, whatever they look like. Raises InputError when
    there is no file, or two different files of one name.
    """
    notes = list(_checked(workbooks))
    said = kinds or {}
    seen = [
        _looked(book.name, book, sheet.name, remembered, said)
        for book in _different(workbooks)
        for sheet in book.sheets
    ]
    for one in seen:
        if one.looked is not None:
            _with_columns(one)
    _one_scale(seen, notes)
    for one in seen:
        _with_stages(one)
        if one.looked is not None and one.remembered is None:
            one.use = replace(one.use, notes=(*one.use.notes, *_missing(one.use.kind, one.use.columns)))
    uses = with_courses(
        [one.use for one in seen],
        [one.table.titles() if one.table is not None else [] for one in seen],
        [_courses(one) for one in seen],
        [one.remembered.course if one.remembered is not None else "" for one in seen],
    )
    uses = [_as_before(use, one.remembered) for use, one in zip(uses, seen, strict=True)]
    notes += [f"{use.place}: {note}" for use in uses for note in use.notes]
    if all(use.kind == "ignore" for use in uses):
        notes.append("No sheet holds anything of training that is recognised: say for each what kind it is.")
    return Recognised(TrainingMapping(sheets=tuple(uses)), tuple(notes))


def _checked(workbooks: Sequence[Workbook]) -> list[str]:
    """Sentences on the files themselves; raises InputError where they can't be told apart."""
    if not workbooks:
        raise InputError("There is no file of training to read: upload at least one.")
    notes = [note for book in _different(workbooks) for note in book.notes]
    marks = [book.fingerprint for book in workbooks]
    again = [book.name for i, book in enumerate(workbooks) if book.fingerprint and marks.index(marks[i]) < i]
    notes += [f"{name} holds the same as another file, so it is read once." for name in again]
    names = [book.name for book in _different(workbooks)]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise InputError(f"Two different files are called {twice}: give one of them another name.")
    return notes


def _different(workbooks: Sequence[Workbook]) -> list[Workbook]:
    """The files without those whose bytes were there already."""
    return different_files(workbooks)


def different_files(workbooks: Sequence[Workbook]) -> list[Workbook]:
    """The files, each once where the same bytes were given twice."""
    seen: set[str] = set()
    kept = []
    for book in workbooks:
        if not book.fingerprint or book.fingerprint not in seen:
            seen.add(book.fingerprint)
            kept.append(book)
    return kept


def _looked(
    file: str,
    book: Workbook,
    name: str,
    remembered: Sequence[SheetUse],
    said: Mapping[tuple[str, str], Kind],
) -> _Seen:
    """A sheet's header, columns and kind."""
    sheet = book.sheet(name)
    if sheet.hidden and len(book.sheets) > 1:
        return _Seen(SheetUse(file=file, sheet=name, why="the sheet is hidden, so it is left out"))
    try:
        table = table_of(file, sheet, alone=len(book.sheets) == 1)
    except InputError:
        why = "no row of it looks like a header, so it is left out"
        return _Seen(SheetUse(file=file, sheet=name, confidence="suggested", why=why))
    body = table.body()
    cells = tuple(Cells(body, i) for i in range(len(table.headers)))
    names = " ".join((file.rsplit(".", 1)[0], name, *table.titles()))
    looked = Looked(table.headers, cells, names)
    origin = origin_of(table.headers)
    told = said.get((file, name))
    before = None if told else _remembered(table, remembered)
    found = kind_of(looked, origin.name if origin is not None else "")
    kind: Kind = before.kind if before is not None else found.kind
    use = SheetUse(
        file=file,
        sheet=name,
        header_rows=table.header_rows,
        kind=kind,
        confidence="matched" if before is not None else found.confidence,
        why=AS_BEFORE if before is not None else found.why,
    )
    if told:
        use = replace(use, kind=told, confidence="matched", why="chosen by you")
    elif before is None and found.confidence == "needs you":
        note = f"{NEEDS_YOU}: {found.why}, so it is left out until you say what it is."
        use = replace(use, notes=(note,))
    return _Seen(use, table, looked, origin, before)


def _remembered(table: Table, remembered: Sequence[SheetUse]) -> SheetUse | None:
    """The sheet that somebody corrected which has the same headers; the one of the same name first."""
    key = sorted(map(same_header, table.headers))
    alike = [
        use for use in remembered if use.columns and sorted(same_header(c.header) for c in use.columns) == key
    ]
    names = (table.file, table.sheet.name)
    return max(alike, key=lambda use: ((use.file, use.sheet) == names, use.sheet == names[1]), default=None)


def _with_columns(one: _Seen) -> None:
    looked, use = one.looked, one.use
    if looked is None:
        return
    if one.remembered is not None:
        held = refitted(one.remembered, looked.headers)
        columns = [held.get(i, ColumnUse(index=i, header=header)) for i, header in enumerate(looked.headers)]
        one.use = replace(use, columns=tuple(columns), date_order=one.remembered.date_order)
        return
    columns = columns_of(looked, use.kind, one.origin)
    if use.kind in _ASKED and not any(column.use == "value" for column in columns):
        columns = with_questions(columns, looked)
    elif use.kind in {"feedback", "ratings"}:
        columns = _with_range(columns, looked, use.kind)
    one.use = replace(use, columns=tuple(columns))


def _with_range(columns: list[ColumnUse], looked: Looked, kind: Kind) -> list[ColumnUse]:
    """The column of all ratings or answers with their range, as a question of its own."""
    result = []
    for column in columns:
        if column.use == "value":
            bare = replace(
                column, use="ignore", confidence="suggested", why="not recognised, so it is not used"
            )
            asked = with_questions(
                [replace(bare if c.index == column.index else c) for c in columns], looked
            )[column.index]
            if asked.question is not None:
                question = replace(asked.question, id=f"{kind}-value", level=3)
                why = asked.why.split("; ")[0]
                column = replace(column, question=question, confidence=asked.confidence, why=why)  # noqa: PLW2901
        result.append(column)
    return result


def _missing(kind: Kind, columns: Sequence[ColumnUse]) -> list[str]:
    """What a sheet of a kind can't be read without, as sentences."""
    used = {column.use for column in columns}
    info = KINDS[kind]
    notes = [
        f"{NEEDS_YOU}: no column holds “{entry.label}”. Say which does."
        for entry in info.fields
        if entry.needed and entry.name not in used and "count" not in used
    ]
    numbers = {"workforce": "people", "referrals": "n"}.get(kind)
    if numbers and not used & {numbers, "count"}:
        notes.append(f"{NEEDS_YOU}: no column holds the numbers. Say which do.")
    if info.signed and kind != "ignore" and not used & {"learner", "email"}:
        if kind in {"form", "bookings"}:
            notes.append(
                "No column holds a learner's id or e-mail address, so its rows are of nobody in particular."
            )
        else:
            notes.append(f"{NEEDS_YOU}: no column holds a learner's id or e-mail address. Say which does.")
    if kind in _ASKED and not used & {"question", "value"} and "brought_case" not in used:
        notes.append(
            f"{NEEDS_YOU}: no column is recognised as an answer on a scale. Say which are questions."
        )
    asked = [column for column in columns if column.needs_you]
    if asked:
        one = f"'{_short(asked[0].header)}'"
        more = f" and {len(asked) - 1} more" if len(asked) > 1 else ""
        why = asked[0].why if asked[0].why.endswith("?") else f"{asked[0].why}."
        notes.append(f"{NEEDS_YOU}: look at column {one}{more}: {why}")
    return notes


def _one_scale(seen: list[_Seen], notes: list[str]) -> None:
    """Give the same question on several forms one scale."""
    asked = [
        Asked(place, column, one.looked.cells[column.index])
        for place, one in enumerate(seen)
        if one.looked is not None and one.remembered is None
        for column in one.use.columns
        if column.use == "question" and column.question is not None
    ]
    settled, more = one_scale_each(asked)
    notes += more
    for entry in settled:
        seen[entry.sheet].use = seen[entry.sheet].use.with_column(entry.column)
    _one_text(seen)


def _one_text(seen: list[_Seen]) -> None:
    """One question has one wording, level and topic wherever it is asked: those of a form at the end."""
    chosen: dict[str, Question] = {}
    for one in seen:
        for column in one.use.columns:
            if column.question is not None and (column.occasion == "end" or column.question.id not in chosen):
                chosen[column.question.id] = column.question
    for one in seen:
        if one.remembered is None:
            columns = tuple(
                column
                if column.question is None
                else replace(column, question=_worded_as(column.question, chosen[column.question.id]))
                for column in one.use.columns
            )
            one.use = replace(one.use, columns=columns)


def _worded_as(question: Question, other: Question) -> Question:
    return replace(
        question,
        text=other.text,
        level=other.level,
        topic=other.topic,
        better=other.better,
        labels=other.labels,
    )


def _with_stages(one: _Seen) -> None:
    if one.looked is None or one.table is None or one.use.kind != "form" or one.remembered is not None:
        return
    named = [stage_named(text) for text in (one.use.sheet, one.use.file, *one.table.titles())]
    occasion = next((stage for stage in named if stage), "")
    asked = staged(list(one.use.columns), occasion, one.looked)
    one.use = replace(
        one.use, columns=tuple(asked.columns), occasion=asked.occasion, notes=(*one.use.notes, *asked.notes)
    )


def _courses(one: _Seen) -> list[str]:
    """The courses that a sheet's own column names."""
    column = one.use.first("course")
    if (
        column is None
        or one.looked is None
        or one.use.kind not in {"bookings", "register", "form", "packages"}
    ):
        return []
    return list(one.looked.cells[column.index].counts)[:_MOST_LISTED]


def _as_before(use: SheetUse, before: SheetUse | None) -> SheetUse:
    """A remembered sheet's own course, session and stage, where it is the very sheet; else what is new."""
    if before is None:
        return use
    if (before.file, before.sheet) == (use.file, use.sheet):
        return replace(
            use,
            course=before.course,
            session=before.session,
            occasion=before.occasion,
            cohort=before.cohort,
            notes=(),
        )
    occasion = stage_named(use.sheet) or stage_named(use.file) or before.occasion
    return replace(use, occasion=occasion)


def _short(header: str) -> str:
    return header if len(header) <= 60 else f"{header[:57].rstrip()} …"
