"""What becomes of a programme's files if they are opened: for whoever holds them, before they go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts.table import Cell, Table, counted
from evaluation.courses.kinds import KINDS
from evaluation.training.choices import TrainingView

if TYPE_CHECKING:
    from evaluation.programme.programme import Programme


_NOTHING = "No row of these files can be used: see below what each sheet was taken for."


def consequence(programme: Programme) -> str:
    """One sentence: how much of what the files hold will be looked at."""
    records = programme.records
    reach = programme.evidence(TrainingView()).reach
    said = []
    if reach is not None:
        said.append(
            f"{wording.plural(reach.places, 'place', 'places')} of "
            f"{wording.plural(reach.people, 'person', 'people')} on "
            f"{wording.plural(len(records.courses), 'course', 'courses')}"
        )
    if records.answers:
        forms = len({answer.form for answer in records.answers})
        said.append(
            f"{wording.plural(len(records.answers), 'answer', 'answers')} on "
            f"{wording.plural(forms, 'form', 'forms')}"
        )
    said += [
        wording.plural(n, one, many)
        for n, one, many in (
            (len(records.ratings), "rating of a session", "ratings of sessions"),
            (len(records.feedback), "answer on a trainee’s work", "answers on trainees’ work"),
            (len(records.units), "result of a unit", "results of units"),
            (len(records.awards), "accreditation", "accreditations"),
            (len(records.headcounts), "headcount", "headcounts"),
            (len(records.referrals), "monthly number of referrals", "monthly numbers of referrals"),
        )
        if n
    ]
    return f"If you go on: {wording.listed(said)}." if said else _NOTHING


def sheets_table(programme: Programme) -> Table:
    """Each sheet, what it was taken for, and its rows: in = used + set aside."""
    ledgers = {ledger.sheet: ledger for ledger in programme.records.ledgers}
    rows = []
    for sheet in programme.mapping.sheets:
        ledger = ledgers.get(sheet.place) or ledgers.get(sheet.file)
        counts = (ledger.rows, ledger.used, len(ledger.set_aside)) if ledger else (None, None, None)
        rows.append((sheet.file, sheet.sheet, KINDS[sheet.kind].label, *(counted(n, "–") for n in counts)))
    return Table(
        caption="What each sheet was taken for",
        columns=("File", "Sheet", "Taken for", "Rows", "Used", "Set aside"),
        rows=tuple(rows),
        name="sheets-read",
    )


def set_aside_table(programme: Programme) -> Table | None:
    """Each row that is not used, with its place and why; None where all are."""
    rows = tuple(
        (entry.sheet, str(entry.row), entry.reason)
        for ledger in programme.records.ledgers
        for entry in ledger.set_aside
    )
    return _listed("Rows set aside", "rows-set-aside", rows)


def unmatched_table(programme: Programme) -> Table | None:
    """Each row whose learner no other list has, with its place and why; None where there is none."""
    rows = tuple(
        (f"{one.origin.file}, sheet '{one.origin.sheet}'", str(one.origin.row), one.reason)
        for one in programme.records.unmatched
    )
    return _listed("Rows that match nobody", "rows-unmatched", rows)


def _listed(caption: str, name: str, rows: tuple[tuple[Cell, ...], ...]) -> Table | None:
    if not rows:
        return None
    return Table(caption=caption, columns=("Sheet", "Row", "Why"), rows=rows, name=name)
