"""Reading bookings: a row a place on a course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.courses.marks import WAITING, booking_status, word
from evaluation.courses.records import Booking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evaluation.courses.gathered import Gathered
    from evaluation.courses.records import BookingStatus
    from evaluation.courses.sheet_rows import SheetRows

_RANK: dict[BookingStatus, int] = {"booked": 0, "cancelled": 1, "did not attend": 2, "attended": 3}


def read_bookings(sheet: SheetRows, learners: Sequence[str], gathered: Gathered) -> None:
    """Read the bookings of a sheet; a place booked twice by one learner for one day is kept once."""
    courses, days = gathered.course_of(sheet), sheet.days()
    statuses = _statuses(sheet)
    places = [gathered.spell["place"](text) for text in sheet.texts_of("place")]
    sources = [gathered.spell["source"](text) for text in sheet.texts_of("source")]
    kept: dict[tuple[str, str, date | None], int] = {}
    made: dict[int, Booking] = {}
    for row in sheet.in_use:
        status = statuses[row]
        if status is None:
            continue
        made[row] = Booking(
            learner=learners[row],
            course=courses[row],
            day=days[row],
            status=status,
            origin=sheet.origin(row),
            place=places[row],
            source=sources[row],
        )
        if not learners[row]:
            continue
        key = (learners[row], courses[row], days[row])
        if key in kept:
            worse = _worse(made, kept[key], row)
            kept[key] = row if worse != row else kept[key]
            sheet.set_aside(
                worse, f"The same learner's place is booked again (row {sheet.number[kept[key]]})"
            )
            del made[worse]
        else:
            kept[key] = row
    gathered.bookings += [made[row] for row in sorted(made)]


def _worse(made: dict[int, Booking], before: int, row: int) -> int:
    """Which of two bookings of one place gives way: the one that says less of coming, else the earlier.

    A place that was cancelled and booked again is booked.
    """
    rank = {"cancelled": -1}
    first, second = (rank.get(made[one].status, _RANK[made[one].status]) for one in (before, row))
    return row if first > second else before


def _statuses(sheet: SheetRows) -> list[BookingStatus | None]:
    """What each row says of coming: of several columns the one that says most; None for rows set aside."""
    columns = sheet.use.using("status")
    found: list[BookingStatus | None] = ["booked"] * len(sheet)
    unknown: list[int] = []
    for column in columns:
        texts = sheet.words(column)
        read = {text: booking_status(text) for text in set(texts)}
        for row in sheet.in_use:
            status, before = read[texts[row]], found[row]
            if word(texts[row]) in WAITING:
                sheet.set_aside(row, "It is on the waiting list, so no place was booked")
                found[row] = None
            elif status is None:
                unknown.append(row)
                found[row] = None
                sheet.set_aside(row, "Its status is none that is known")
            elif before is not None and _RANK[status] > _RANK[before]:
                found[row] = status
    if unknown:
        n = "1 row's status is" if len(unknown) == 1 else f"{len(unknown)} rows' status is"
        sheet.notes.append(
            f"{n} none that is known ({sheet.listed(unknown)}), so "
            f"{'it is' if len(unknown) == 1 else 'they are'} not "
            "used: write attended, did not attend, cancelled or booked."
        )
    return found
