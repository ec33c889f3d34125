"""Words and signs in cells that say whether somebody came, how far they are, and yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.importing.cells import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.courses.records import AwardStatus, BookingStatus, UnitResult

_TICKS = frozenset("✓ ✔ √ ☑ ✅ ■ ●".split())
_CROSSES = frozenset("✗ ✘ ❌ ☒".split())
_EITHER = frozenset({"x", "×"})  # came, where nothing else says so; absent beside ticks
CAME = (
    _TICKS
    | frozenset("y yes 1 p present attended came true late here online virtual full part partly".split())
    | frozenset({"checked in", "left early", "arrived late", "in person", "attended in full", "/", "\\"})
)
AWAY = (
    _CROSSES
    | frozenset(
        "n no 0 a absent apologies apology apols apol dna false cancelled canceled sick ill holiday leave "
        "withdrew aa".split()
    )
    | frozenset({"no show", "did not attend", "not attended", "annual leave", "apologies received", "dns"})
)
_SAYS_NOTHING = frozenset({"", "n/a", "na", "-", "–", "—", "."})

_BOOKINGS: tuple[tuple[BookingStatus, str], ...] = (
    (
        "did not attend",
        (
            "did not attend, dna, no show, noshow, not attended, absent, did not come, n, no, false, 0, "
            "not checked in, apologies, did not show, ✗, ✘"
        ),
    ),
    (
        "cancelled",
        (
            "cancelled, canceled, refunded, withdrew, withdrawn, deleted, transferred, declined, not "
            "attending, "
            "refund, cancelled by delegate, cancelled by us"
        ),
    ),
    (
        "attended",
        (
            "attended, checked in, present, came, y, yes, true, 1, completed, complete, attended in full, ✓, "
            "✔, x, "
            "attended online, late, partly attended"
        ),
    ),
    (
        "booked",
        (
            "booked, attending, confirmed, registered, paid, unpaid, pending, free order, reserved, "
            "approved, "
            "placed, ordered, invited, invoice sent"
        ),
    ),
)
WAITING = frozenset(
    {"waiting list", "waitlist", "waitlisted", "on waiting list", "on waitlist", "reserve list"}
)
_UNITS: tuple[tuple[UnitResult, str], ...] = (
    (
        "not passed",
        (
            "not passed, fail, failed, f, refer, referred, not pass, no, n, resit, resubmit, withdrawn, not "
            "achieved"
        ),
    ),
    (
        "in progress",
        (
            "in progress, current, ongoing, started, enrolled, submitted, pending, awaiting mark, deferred, "
            "due, "
            "not yet, working towards, awaiting result, not yet submitted, to be submitted"
        ),
    ),
    (
        "passed",
        (
            "passed, pass, p, merit, distinction, achieved, complete, completed, yes, y, awarded, credited, "
            "pass on resubmission, passed on resubmission, passed at second attempt, pass with merit"
        ),
    ),
)
_AWARDS: tuple[tuple[AwardStatus, str], ...] = (
    (
        "achieved",
        "achieved, accredited, awarded, complete, completed, passed, yes, y, certified, pass, full",
    ),
    (
        "in progress",
        (
            "in progress, working towards, started, current, ongoing, submitted, in training, pending, "
            "supervision, "
            "awaiting, enrolled, part way"
        ),
    ),
    ("not started", "not started, no, n, none, not yet, not yet started, planned, not begun, to start"),
)
_PASSED = {"pass": True, "passed": True, "yes": True, "y": True, "true": True, "met": True, "competent": True}
_FAILED = {"fail": False, "failed": False, "no": False, "n": False, "false": False, "refer": False}
_FAILED |= {"not passed": False, "not pass": False, "not met": False, "not yet": False, "referred": False}


def word(text: str) -> str:
    """What stands in a cell as it is compared: small letters, no stops, dashes as spaces.

    >>> word("No-Show "), word("P (late)"), word("✓")
    ('no show', 'p (late)', '✓')
    """
    plain = plain_text(text).casefold()
    return " ".join(plain.replace("-", " ").replace("_", " ").rstrip(".!").split()) or plain


def is_mark(text: str) -> bool:
    """Whether a cell says that somebody came or stayed away, or holds nothing.

    >>> is_mark("Apologies – sick"), is_mark("x"), is_mark("Midwife")
    (True, True, False)
    """
    known = word(text)
    return known in _SAYS_NOTHING | _EITHER or _said(known) is not None


def marks_away(texts: Iterable[str]) -> bool:
    """Whether some cells say that somebody stayed away: a blank beside them then says nothing."""
    known = {word(text) for text in texts}
    return any(_said(one) is False for one in known) or ("x" in known and _ticked(known))


def came(text: str, *, cross_is_away: bool) -> bool | None:
    """Whether a mark says that somebody came; None where it says nothing. Raises ValueError for no mark.

    `cross_is_away` says that an x stands beside ticks, so it means that they did not.

    >>> came("P (late)", cross_is_away=False), came("x", cross_is_away=True), came("", cross_is_away=False)
    (True, False, None)
    """
    known = word(text)
    if known in _SAYS_NOTHING:
        return None
    if known in _EITHER:
        return not cross_is_away
    said = _said(known)
    if said is None:
        raise ValueError(text)
    return said


def crosses_are_away(texts: Iterable[str]) -> bool:
    """Whether an x means away on a sheet: it does where anything else says that somebody came.

    >>> crosses_are_away(["x", "✓"]), crosses_are_away(["x", ""]), crosses_are_away(["x", "a"])
    (True, False, False)
    """
    return _ticked({word(text) for text in texts})


def _ticked(known: set[str]) -> bool:
    return any(_said(one) for one in known - _EITHER)


def _said(known: str) -> bool | None:
    """Whether a mark, or its first word before a bracket or a remark, says came or away."""
    for part in (
        known,
        known.split(" (", maxsplit=1)[0],
        known.split("(", maxsplit=1)[0].strip(),
        known.split(" ", maxsplit=1)[0].rstrip(":,;"),
    ):
        if part in CAME:
            return True
        if part in AWAY:
            return False
    return None


def _table(entries: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {word(said): status for status, listed in entries for said in listed.split(", ")}


_OF_BOOKING, _OF_UNIT, _OF_AWARD = _table(_BOOKINGS), _table(_UNITS), _table(_AWARDS)


def booking_status(text: str) -> BookingStatus | None:
    """What a booking's cell says, "booked" where it is blank; None for words that are not known.

    >>> booking_status("Checked In"), booking_status("No-show"), booking_status(""), booking_status("Blue")
    ('attended', 'did not attend', 'booked', None)
    """
    known = word(text)
    if known in _SAYS_NOTHING:
        return "booked"
    return _found(_OF_BOOKING, known)  # type: ignore[return-value] # the table's values are such


def unit_result(text: str) -> UnitResult | None:
    """What a unit's cell says, "in progress" where it is blank; None for words that are not known.

    >>> unit_result("Pass"), unit_result("Referred"), unit_result("")
    ('passed', 'not passed', 'in progress')
    """
    known = word(text)
    if known in _SAYS_NOTHING:
        return "in progress"
    return _found(_OF_UNIT, known)  # type: ignore[return-value] # the table's values are such


def award_status(text: str) -> AwardStatus | None:
    """How far an accreditation is, "not started" where it is blank; None for words that are not known.

    >>> award_status("Accredited"), award_status("Working towards"), award_status("Green")
    ('achieved', 'in progress', None)
    """
    known = word(text)
    if known in _SAYS_NOTHING:
        return "not started"
    return _found(_OF_AWARD, known)  # type: ignore[return-value] # the table's values are such


def yes_or_no(text: str) -> bool | None:
    """Whether a cell says yes (or passed) or no; None for anything else.

    >>> yes_or_no("Y"), yes_or_no("Not passed"), yes_or_no("perhaps")
    (True, False, None)
    """
    known = word(text)
    if known in _PASSED or known in _FAILED:
        return {**_PASSED, **_FAILED}[known]
    if known in _EITHER:
        return True
    return None if known in _SAYS_NOTHING else _said(known)


def _found(table: dict[str, str], known: str) -> str | None:
    """The entry of a cell, or of its part before a bracket, a dash or a colon."""
    for part in (
        known,
        known.split("(", maxsplit=1)[0].strip(),
        known.split(" – ", maxsplit=1)[0],
        known.split(":", maxsplit=1)[0],
    ):
        if part in table:
            return table[part]
    return None
