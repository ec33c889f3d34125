"""Which kind a sheet is of, by its headers, its cells and its names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.courses.marks import award_status, unit_result
from evaluation.courses.months import month_of
from evaluation.courses.raters import rater_in
from evaluation.courses.stages_said import stage_named
from evaluation.courses.titles import session_in
from evaluation.importing.aliases import aliases_of
from evaluation.measures import registry
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evaluation.courses.kinds import Kind
    from evaluation.courses.looked import Looked
    from evaluation.courses.mapping import Confidence

# Words of a sheet's and a file's names, and the kind that they point to.
_NAMED: tuple[tuple[Kind, str], ...] = (
    ("register", "register registers attendance signin"),
    ("bookings", "bookings booking eventbrite orders registrations"),
    ("workforce", "workforce headcount headcounts"),
    ("referrals", "referrals referral"),
    ("units", "units credits"),
    ("awards", "accreditation accreditations awards"),
    ("ratings", "ratings competence competences competencies videos video rated"),
    ("packages", "packages package topics"),
    ("learners", "learners trainees participants"),
    ("feedback", "supervisor supervisors"),
    ("form", "form forms survey questionnaire evaluation pre post baseline responses feedback"),
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The kind that a sheet was taken for, how sure that is, and why."""

    kind: Kind
    confidence: Confidence
    why: str


def kind_of(looked: Looked, tool: str = "") -> Found:
    """The kind of a sheet; `tool` names the form tool whose export it is."""
    hints = hinted(looked.names)
    if not tool and _families(looked):
        why = "its columns are families' questionnaires: upload it with the families' data"
        return Found(kind="ignore", confidence="suggested", why=why)
    for found in (_lists_of_numbers(looked, hints), _trainees(looked, hints)):
        if found is not None:
            return found
    asked = looked.asked()
    told = [i for i in asked if (cells := looked.cells[i].worded) is not None and cells.kind != "yes or no"]
    form = _form(looked, tool, hints, len(asked), len(told))
    register = _register(looked, hints)
    if register is not None and not (form and len(told) >= 2):
        return register
    if form is not None:
        return form
    return _lists_of_people(looked, hints)


def hinted(names: str) -> tuple[Kind, ...]:
    """The kinds that words of names point to.

    >>> hinted("bookings.csv Sheet1"), hinted("Form1")
    (('bookings',), ('form',))
    """
    words = set(tokens(names.replace("_", " ")))
    return tuple(kind for kind, said in _NAMED if words & set(said.split()))


def _families(looked: Looked) -> bool:
    """Whether a sheet holds scores of families' questionnaires."""
    short = [words for words in map(tokens, looked.headers) if len(words) <= 6]
    found = [said[0].domain for words in short if (said := aliases_of(registry()).find(words)) is not None]
    return sum(domain != "learning" for domain in found) >= 2


def _lists_of_numbers(looked: Looked, hints: tuple[Kind, ...]) -> Found | None:
    """Referrals, the workforce, packages: nobody's rows."""
    if looked.signed:
        return None
    packages = looked.has("packages", "topic", "course")
    return (
        _referrals(looked, hints)
        or (_sure("packages", "each row has a topic and a course") if packages else None)
        or _workforce(looked, hints)
    )


def _referrals(looked: Looked, hints: tuple[Kind, ...]) -> Found | None:
    months = sum(month_of(header) is not None for header in looked.headers)
    wide = len(looked.counts("referrals"))
    if looked.has("referrals", "borough", "month", "n"):
        return _sure("referrals", "a borough, a month and a number stand in each row")
    if looked.has("referrals", "borough") and months >= 2 and wide >= 2:
        return _sure("referrals", "boroughs stand down the side and months across")
    month = looked.column("referrals", "month")
    by_month = month >= 0 and (looked.cells[month].days or _months(looked.cells[month].counts))
    if by_month and wide >= 1 and ("referrals" in hints or (wide >= 2 and not looked.asked())):
        return _sure("referrals", "months stand down the side and boroughs across", sure="referrals" in hints)
    return None


def _workforce(looked: Looked, hints: tuple[Kind, ...]) -> Found | None:
    role = looked.column("workforce", "role")
    if role < 0:
        return None
    if looked.has("workforce", "borough", "people"):
        return _sure("workforce", "a role, a borough and a number stand in each row")
    across = [i for i in looked.counts("workforce") if i != role]
    plain = not any(looked.has("form", name) for name in ("day", "occasion"))
    if len(across) >= 2 and plain and not looked.cells[role].repeats:
        return _sure("workforce", "roles stand down the side and boroughs across", sure="workforce" in hints)
    return None


def _trainees(looked: Looked, hints: tuple[Kind, ...]) -> Found | None:
    """Units, accreditation, rated sessions, feedback: of trainees of a programme."""
    if not (looked.has("learners", "learner") or looked.has("learners", "email")):
        return None
    return _units(looked, hints) or _rated(looked, hints)


def _units(looked: Looked, hints: tuple[Kind, ...]) -> Found | None:
    result, status = looked.column("units", "result"), looked.column("awards", "status")
    if looked.has("units", "unit", "result") and _most(looked.cells[result].counts, unit_result):
        sure = looked.has("units", "credits") or "units" in hints
        return _sure("units", "each row has a unit and its result", sure=sure)
    if looked.has("awards", "award", "status") and _most(looked.cells[status].counts, award_status):
        return _sure("awards", "each row has an accreditation and how far it is")
    return None


def _rated(looked: Looked, hints: tuple[Kind, ...]) -> Found | None:
    value = looked.column("ratings", "value")
    rated = value >= 0 and (looked.cells[value].numeric or looked.cells[value].worded is not None)
    if looked.has("ratings", "competence") and rated and not looked.has("feedback", "question"):
        return _sure("ratings", "each row has a competence and its rating")
    source = looked.column("feedback", "rater")
    said = source >= 0 and any(map(rater_in, looked.cells[source].counts))
    value = looked.column("feedback", "value")
    if said and (value >= 0 or looked.asked() or len(looked.counts("feedback")) >= 1):
        return _sure("feedback", "each row says who gives feedback on a trainee")
    wide = [i for i in looked.counts("ratings") if i != source]
    if "ratings" in hints and looked.has("ratings", "session") and len(wide) >= 2:
        return _sure("ratings", "each row is a recorded session, with a column a competence", sure=False)
    return None


def _register(looked: Looked, hints: tuple[Kind, ...]) -> Found | None:
    meetings = looked.meetings()
    to_come = sum(
        bool(session_in(header)) and not cells.some
        for header, cells in zip(looked.headers, looked.cells, strict=True)
    )
    if meetings and (len(meetings) + to_come >= 2 or "register" in hints):
        return _sure("register", f"{len(meetings) + to_come} columns say who came to one session each")
    came = looked.column("register", "came")
    if came >= 0 and looked.cells[came].marked >= 0.5 and looked.has("register", "session"):
        return _sure("register", "each row says whether a learner came to a session")
    if came >= 0 and looked.cells[came].marked >= 0.5 and "register" in hints and "bookings" not in hints:
        return _sure("register", "each row says whether a learner came")
    sessions = looked.has("register", "session") and (looked.signed or looked.has("register", "day"))
    if "register" in hints and sessions and not looked.asked():
        return _sure("register", "each row names a learner and a session", sure=False)
    return None


def _form(looked: Looked, tool: str, hints: tuple[Kind, ...], asked: int, told: int) -> Found | None:
    if tool:
        return _sure("form", f"it is an export of {tool}")
    booked = looked.has("bookings", "status") and (
        looked.has("bookings", "course") or looked.has("bookings", "day")
    )
    if told and not (booked and told < 2):
        return _sure("form", f"{asked} columns hold answers on a scale", sure=told >= 2 or "form" in hints)
    return None if booked else _bare_form(looked, hints, asked)


def _bare_form(looked: Looked, hints: tuple[Kind, ...], asked: int) -> Found | None:
    """A form whose answers are numbers or words of no scale that is known."""
    rated = looked.rated()
    if looked.has("form", "occasion") and (rated or asked):
        return _sure("form", "its rows are forms before and after, by a column that says so")
    if rated and stage_named(looked.names):
        return _sure("form", "its name says when it was filled in, and it holds ratings")
    long = sum(len(tokens(header)) >= 5 for header in looked.headers)
    if "form" in hints and (asked or rated or long >= 2):
        return _sure("form", "its name says so", sure=bool(asked or rated))
    # Else a rating of a course, alone beside its name or day, would count as places booked.
    booked = "bookings" in hints or any(looked.has("bookings", name) for name in ("source", "place"))
    alone = rated and not booked and any(looked.has("bookings", name) for name in ("course", "day"))
    if long >= 3 or len(rated) >= 2 or alone:
        return _sure("form", "its headers are questions", sure=False)
    return None


def _lists_of_people(looked: Looked, hints: tuple[Kind, ...]) -> Found:
    """Bookings, or a list of learners; what else holds nothing that Attune knows."""
    course, day = looked.has("bookings", "course"), looked.has("bookings", "day")
    told = [name for name in ("status", "source", "place") if looked.has("bookings", name)]
    if (course or day) and (told or "bookings" in hints):
        return _sure("bookings", "each row has a course or its date, and a booking's particulars")
    if "bookings" in hints and looked.signed:
        return _sure("bookings", "its name says so", sure=False)
    attributes = ("role", "employer", "service", "borough", "region", "pathway", "cohort", "caseload")
    described = [name for name in attributes if looked.has("learners", name)]
    known = looked.has("learners", "learner") or looked.has("learners", "email")
    if known and (course and day):
        return _sure("bookings", "each row has a learner, a course and a date", sure=False)
    if known and described:
        return _sure("learners", "each row describes a learner")
    if known and course:
        return _sure("bookings", "each row has a learner and a course", sure=False)
    return Found(
        kind="ignore",
        confidence="needs you",
        why="nothing in it says what kind of sheet it is",
    )


def _sure(kind: Kind, why: str, *, sure: bool = True) -> Found:
    return Found(kind=kind, confidence="matched" if sure else "suggested", why=why)


def _most(counts: dict[str, int], reads: Callable[[str], str | None]) -> bool:
    total = sum(counts.values())
    known = sum(n for text, n in counts.items() if reads(text) is not None)
    return bool(total) and known >= total / 2


def _months(texts: Iterable[str]) -> bool:
    found = [month_of(text) is not None for text in texts]
    return bool(found) and sum(found) >= len(found) / 2
