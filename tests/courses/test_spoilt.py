"""Spoilt training files end in records with a ledger of every row, or in one sentence."""

from __future__ import annotations

import random
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from evaluation.courses.mapping import TrainingMapping
from evaluation.courses.reading import read
from evaluation.courses.recognising import recognise
from evaluation.errors import InputError
from tests.courses.books import KEY, text, xlsx

if TYPE_CHECKING:
    from evaluation.importing.sheets import Workbook
    from tests.courses.books import Rows

DAY = datetime(2025, 1, 14)
GOOD: tuple[list[list[Any]], ...] = (
    [
        ["Order no.", "Attendee Email", "Event Name", "Event Start Date", "Attendee Status", "Job Title"],
        *([i, f"l{i}@example.org", "Play", DAY, "Checked In", "Midwife"] for i in range(5)),
    ],
    [
        ["Play: who came"],
        ["Learner ID", "Role", DAY, datetime(2025, 1, 21), "Workshop 3"],
        *([f"l{i}", "Nurse", "P", "A", "✓"] for i in range(5)),
        ["Total", None, 5, 0, 5],
    ],
    [
        [
            *("ID", "Start time", "Completion time", "Email", "Name", "Code"),
            *("Before the course: I can play", "NOW: I can play", "Total points", "Why?"),
        ],
        *([i, DAY, DAY, "anonymous", None, f"l{i}", "Agree", 4, i, "Because of Ann"] for i in range(5)),
    ],
    [
        ["Role", "Northbank", "Riverside", "Total"],
        ["Midwife", 3, 4, 7],
        ["Nurse", 1, 2, 3],
        ["Total", 4, 6, 10],
    ],
    [["Month", "Northbank", "Riverside"], [datetime(2025, 1, 1), 3, 4], ["Feb 2025", 1, 2]],
    [["Trainee", "Unit", "Credits", "Result", "Date passed"], ["T1", "Theory", 15, "Pass", DAY]],
    [
        ["Trainee", "Date", "Session", "Competence", "Rating (0-6)", "Rated by"],
        ["T1", DAY, "V1", "Warmth", 3, "A"],
    ],
    [
        ["Trainee", "From", "Question", "Answer"],
        ["T1", "Parent", "Heard", 5],
        ["T1", "Tutor", "Safe", "Agree"],
    ],
)
ODD = (
    *(None, "", " ", "n/a", "#REF!", "=1+1", -1, 1e308, 2.5, True, "✓", "x", "Agree", "4 - Agree", "Before"),
    *("Week 1", "14/01/2025", "31/02/2025", DAY, 45_000, "99", "Ann Hill", "a@example.org", "\u200b\u00a0"),
    *("a" * 400, "🙂", "[1-0]", "9999999999 to 1", "7 / 0", "(", "0 - 0", "month 99", "Q1.", "2025-13"),
    *("Total", "6 months later", "e\u0301"),
)


def odd_cell(rows: Rows, chance: random.Random) -> None:
    row = chance.choice(rows)
    if row:
        row[chance.randrange(len(row))] = chance.choice(ODD)


def lost_row(rows: Rows, chance: random.Random) -> None:
    rows.pop(chance.randrange(len(rows)))


def odd_row(rows: Rows, chance: random.Random) -> None:
    rows.insert(chance.randint(0, len(rows)), [chance.choice(ODD) for _ in range(chance.randint(0, 4))])


def lost_column(rows: Rows, chance: random.Random) -> None:
    at = chance.randrange(max(map(len, rows)) or 1)
    for row in rows:
        del row[at : at + 1]


def odd_column(rows: Rows, chance: random.Random) -> None:
    for row in rows:
        row.append(chance.choice(ODD))


def repeated_row(rows: Rows, chance: random.Random) -> None:
    rows.append(list(chance.choice(rows)))


def overwritten_column(rows: Rows, chance: random.Random) -> None:
    at = chance.randrange(max(map(len, rows)) or 1)
    for row in rows[1:]:
        row[at : at + 1] = [chance.choice(ODD)]


WAYS = (odd_cell, lost_row, odd_row, lost_column, odd_column, repeated_row, overwritten_column)


def spoilt(chance: random.Random) -> Workbook:
    """One good sheet changed in the ways that people and tools do."""
    rows = [list(row) for row in chance.choice(GOOD)]
    for _ in range(chance.randint(1, 5)):
        if rows:
            chance.choice(WAYS)(rows, chance)
    if chance.random() < 0.5:
        return text("spoilt pre.csv", rows)
    return xlsx("Play - after.xlsx", {chance.choice(["Sheet1", "Pre", "Week 2", "Spring 2025"]): rows})


def ended(seed: int) -> tuple[str, str]:
    """How one case ends: "read" with all that is said of it, or "refused" with the sentence."""
    try:
        books = [spoilt(random.Random(seed))]  # noqa: S311 the same case every time
        mapping = recognise(books).mapping
        assert TrainingMapping.from_json(mapping.to_json()) == mapping
        found = read(books, mapping, key=KEY)
    except InputError as error:
        return "refused", str(error)
    assert all(ledger.used + len(ledger.set_aside) == ledger.rows for ledger in found.ledgers)
    reasons = (entry.reason for ledger in found.ledgers for entry in ledger.set_aside)
    return "read", " ".join((*found.notes, *reasons))


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_a_spoilt_file_is_read_with_every_row_accounted_for_or_refused_in_one_sentence(start):
    ends = [ended(seed) for seed in range(start, start + 20)]
    refused = [said for end, said in ends if end == "refused"]
    assert all(20 < len(said) < 900 and "\n" not in said for said in refused)
    assert len(refused) < 15
    assert not any("Ann" in said or "example.org" in said for _, said in ends)
