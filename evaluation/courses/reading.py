"""From the files of a training programme and a mapping to its records: every row used or set aside."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.courses.brought import with_brought
from evaluation.courses.gathered import Described, Gathered, spellings_of
from evaluation.courses.kinds import KINDS
from evaluation.courses.mapping import NEEDS_YOU, SheetUse, TrainingMapping
from evaluation.courses.people import People
from evaluation.courses.reading_bookings import read_bookings
from evaluation.courses.reading_counts import read_packages, read_referrals, read_workforce
from evaluation.courses.reading_forms import latest, read_form
from evaluation.courses.reading_registers import once_each, read_register
from evaluation.courses.reading_trainees import read_awards, read_feedback, read_ratings, read_units
from evaluation.courses.recognising import different_files
from evaluation.courses.records import File, Learner, Records, Unmatched
from evaluation.courses.sheet_rows import SheetRows
from evaluation.courses.tables import refitted, table_of
from evaluation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.reading_forms import Brought
    from evaluation.courses.records import Answer, Attendance
    from evaluation.courses.vocabulary import Question
    from evaluation.importing.sheets import Workbook

_SIGNED = {
    "bookings": read_bookings,
    "register": read_register,
    "ratings": read_ratings,
    "feedback": read_feedback,
    "units": read_units,
    "awards": read_awards,
}
_COUNTS = {"workforce": read_workforce, "referrals": read_referrals, "packages": read_packages}
_NO_ONE = "Its learner is in no booking, attendance list or list of learners"


def read(
    workbooks: Sequence[Workbook], mapping: TrainingMapping, *, key: bytes = b"", sample: bool = False
) -> Records:
    """Read the files under a mapping.

    Learners are matched by id, or by a code made from their e-mail address with `key`; without one a random
    key serves for this reading alone. Raises InputError when the mapping does not fit the files.
    """
    books = different_files(workbooks)
    _check(books, mapping)
    sheets = [_rows(book, use) for book in books for use in mapping.of(book.name) if use.kind != "ignore"]
    if not sheets:
        raise InputError("No sheet of these files is read: say of at least one what kind it is.")
    by_place = {(sheet.use.file, sheet.use.sheet): sheet for sheet in sheets}
    questions = _questions(sheets)
    people = People(sheets, key)
    spell, courses = spellings_of(sheets)
    gathered, described = Gathered(spell, courses), Described(spell)
    answers, brought = _read_all(sheets, people, gathered, described)
    answers = latest(_in_sessions(answers, gathered), by_place)
    attendances = _attendances(gathered, by_place)
    attendances, more = with_brought(attendances, _brought_in_sessions(brought, gathered))
    unmatched = _unmatched(sheets, people)
    asked = {answer.question for answer in answers}
    return Records(
        learners=tuple(
            Learner(id=who, **values)
            for who, values in sorted(described.values().items())
            if values or who in people.known
        ),
        bookings=tuple(gathered.bookings),
        attendances=tuple(attendances),
        questions=tuple(question for name, question in questions.items() if name in asked),
        answers=tuple(answers),
        ratings=tuple(gathered.ratings),
        feedback=tuple(gathered.feedback),
        units=tuple(gathered.units),
        awards=tuple(gathered.awards),
        headcounts=tuple(gathered.headcounts),
        referrals=tuple(gathered.referrals),
        packages=tuple(gathered.packages),
        files=_files(books, mapping),
        ledgers=tuple(sheet.ledger for sheet in sheets),
        unmatched=unmatched,
        notes=_notes(sheets, mapping, people, described, [*more, *_said_unmatched(unmatched)]),
        fingerprint=_fingerprint(books, mapping),
        sample=sample,
    )


def _check(books: Sequence[Workbook], mapping: TrainingMapping) -> None:
    """Raise InputError where the mapping and the files are not of each other."""
    if not books:
        raise InputError("There is no file of training to read: upload at least one.")
    names = [book.name for book in books]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise InputError(f"Two different files are called {twice}: give one of them another name.")
    missing = next((use.file for use in mapping.sheets if use.file not in names and use.kind != "ignore"), "")
    if missing:
        raise InputError(f"The training mapping reads {missing}, which is not among the files: add it.")


def _rows(book: Workbook, use: SheetUse) -> SheetRows:
    """A sheet under its mapping, its columns found again by header; raises InputError where one is gone."""
    sheet = book.sheet(use.sheet)
    table = table_of(book.name, sheet, alone=len(book.sheets) == 1, header_rows=use.header_rows)
    held = refitted(use, table.headers)
    kept = {column.header for column in held.values()}
    gone = [column for column in use.columns if column.used and column.header not in kept]
    gone = [
        column
        for column in gone
        if " ".join(column.header.split()) not in {" ".join(one.split()) for one in kept}
    ]
    if gone:
        raise InputError(
            f"{use.place} has no column '{gone[0].header}', which the mapping reads: recognise the files "
            f"anew."
        )
    columns = tuple(held[i] for i in sorted(held))
    return SheetRows(table, replace(use, columns=columns, header_rows=table.header_rows))


def _questions(sheets: Sequence[SheetRows]) -> dict[str, Question]:
    """The questions of all forms by id; raises InputError where one id is on two scales."""
    found: dict[str, tuple[Question, SheetUse]] = {}
    for sheet in sheets:
        if sheet.use.kind != "form":
            continue
        for column in sheet.use.using("question"):
            question = column.question
            if question is None:
                continue
            before = found.setdefault(question.id, (question, sheet.use))
            ends = (question.low, question.high)
            if ends != (before[0].low, before[0].high):
                raise InputError(
                    f"“{question.text}” runs from {before[0].low:g} to {before[0].high:g} in "
                    f"{before[1].place} and "
                    f"from {ends[0]:g} to {ends[1]:g} in {sheet.use.place}: give both the same scale, or one "
                    f"of "
                    "them another id."
                )
            if question.labels and not before[0].labels:
                found[question.id] = (question, sheet.use)
    return {name: question for name, (question, _) in sorted(found.items())}


def _read_all(
    sheets: Sequence[SheetRows], people: People, gathered: Gathered, described: Described
) -> tuple[list[Answer], list[Brought]]:
    """Read every sheet into what is gathered; back come the answers of forms and the examples brought."""
    answers: list[Answer] = []
    brought: list[Brought] = []
    for place, sheet in enumerate(sheets):
        kind = sheet.use.kind
        if kind in _COUNTS:
            _COUNTS[kind](sheet, gathered)
            continue
        learners = people.learner(place)
        if kind == "form":
            made, said = read_form(sheet, learners, gathered)
            answers += made
            brought += said
        elif kind in _SIGNED:
            _SIGNED[kind](sheet, learners, gathered)
        else:
            for row in sheet.in_use:
                if not learners[row]:
                    sheet.set_aside(row, "There is no learner's id or e-mail address")
        described.add(sheet, learners)
    return answers, brought


def _in_sessions(answers: list[Answer], gathered: Gathered) -> list[Answer]:
    """The answers with each session under its one name."""
    sessions = gathered.sessions
    named = {(answer.course, answer.session) for answer in answers if answer.session}
    other = {pair for pair in named if sessions.name(*pair) != pair[1]}
    if not other:
        return answers
    return [
        replace(answer, session=sessions.name(answer.course, answer.session))
        if (answer.course, answer.session) in other
        else answer
        for answer in answers
    ]


def _attendances(gathered: Gathered, by_place: dict[tuple[str, str], SheetRows]) -> list[Attendance]:
    """Who came, each session under its one name and number, each learner once."""
    sessions = gathered.sessions
    named = [
        replace(
            entry,
            session=sessions.name(entry.course, entry.session),
            order=sessions.order(entry.course, entry.session),
        )
        for entry in gathered.attendances
    ]
    return once_each(named, by_place)


def _brought_in_sessions(brought: list[Brought], gathered: Gathered) -> list[Brought]:
    sessions = gathered.sessions
    return [
        (
            replace(
                entry,
                session=sessions.name(entry.course, entry.session),
                order=sessions.order(entry.course, entry.session),
            ),
            row,
        )
        for entry, row in brought
    ]


def _unmatched(sheets: Sequence[SheetRows], people: People) -> tuple[Unmatched, ...]:
    """The rows whose learner no booking, attendance list or list of learners has."""
    if not people.rosters:
        return ()
    return tuple(
        Unmatched(origin=sheet.origin(row), reason=_NO_ONE)
        for place, sheet in enumerate(sheets)
        if KINDS[sheet.use.kind].signed
        for learners in [people.learner(place)]
        for row in sheet.in_use
        if learners[row] and learners[row] not in people.known
    )


def _said_unmatched(unmatched: Sequence[Unmatched]) -> list[str]:
    n = len(unmatched)
    if not n:
        return []
    one = n == 1
    return [
        (
            f"{n:,} row{'' if one else 's'} {'is' if one else 'are'} of a learner whom no booking, "
            f"attendance list or list "
            "of learners has. They are listed: look for a code or an address that was typed in another way."
        )
    ]


def _files(books: Sequence[Workbook], mapping: TrainingMapping) -> tuple[File, ...]:
    return tuple(
        File(
            name=book.name,
            fingerprint=book.fingerprint,
            kinds=tuple(KINDS[use.kind].label for use in mapping.of(book.name)),
        )
        for book in books
    )


def _notes(
    sheets: Sequence[SheetRows],
    mapping: TrainingMapping,
    people: People,
    described: Described,
    more: Sequence[str],
) -> tuple[str, ...]:
    left = [
        f"{use.place} is left out{f': {use.why}' if use.why else ''}."
        for use in mapping.sheets
        if use.kind == "ignore"
    ]
    asked = [
        f"{use.place}: {note}"
        for use in mapping.sheets
        if use.kind != "ignore"
        for note in use.notes
        if not note.startswith(NEEDS_YOU)
    ]
    said = [f"{sheet.use.place}: {note}" for sheet in sheets for note in sheet.notes]
    return tuple(dict.fromkeys([*said, *people.notes, *described.notes(), *more, *asked, *left]))


def _fingerprint(books: Sequence[Workbook], mapping: TrainingMapping) -> str:
    """A mark that changes with any file and with how it is read."""
    whole = "\n".join([*sorted(f"{book.name} {book.fingerprint}" for book in books), mapping.to_json()])
    return hashlib.sha256(whole.encode()).hexdigest()
