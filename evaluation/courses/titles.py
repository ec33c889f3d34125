"""What titles, sheets' and files' names say of a sheet: its course, its session, its group of learners."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluation.importing.privacy import shapes
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

# Words that say what a sheet is, and not of which course.
_ABOUT_SHEETS = frozenset(
    """
    attendance attendances attended register registers registration list lists booking bookings booked
    booker export exports exported form forms response responses report reports result results feedback
    evaluation evaluations questionnaire questionnaires survey surveys sheet sheets data copy final
    draft version v page table book workbook file orders order attendees attendee delegates delegate
    learner learners trainee trainees participants participant people staff sign in signin who came pre
    post before after follow up followup end start baseline course courses training trainings programme
    program workshop workshops session sessions week weeks month months year years day days the of and
    for each at on a to from all our by one two three twelve later answers answer summary raw clean
    cleaned test google quiz quizzes ms microsoft eventbrite numbers headcount headcounts workforce referral
    referrals unit units credits credit award awards accreditation accreditations rating ratings rated
    competence competences package packages topics supervisor supervisors parent parents quarter term
    spring summer autumn winter january february march april may june july august september october
    november december jan feb mar apr jun jul aug sep sept oct nov dec q p form1 responses1 size video
    videos recordings coverage contact contacts details info information record records log logs tracker
    csv xlsx xls ods intake cohort group completed returned monthly weekly daily annual submissions
    entries overview main
    """.split()
)
_SESSION = re.compile(
    r"\b(workshop|session|week|wk|module|class|day|part|seminar)s?[\s_-]*(\d{1,2})\b", re.IGNORECASE
)
_SHORT = re.compile(r"\s*(?:w|wk|ws|s|sess|no)\.?\s*(\d{1,2})\s*", re.IGNORECASE)
_COHORT = re.compile(
    r"^\s*((?:cohort|intake|group)[\s_-]+[\w-]{1,12}|(?:spring|summer|autumn|winter)\s+(?:19|20)\d{2}|"
    r"(?:19|20)\d{2}(?:[/-]\d{2,4})?\s+(?:cohort|intake))\s*$",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s[–—-]\s|[:|]\s")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ENDING = re.compile(r"\.[A-Za-z]{2,5}$")
_DATES = re.compile(r"\b\d{1,4}(?:[-/.]\d{1,4}){1,2}\b|\b(?:19|20)\d{2}\b")
_KIND_WORDS = frozenset("course courses training programme program workshop workshops".split())


def course_in(text: str) -> str:
    """The course that a title or a name seems to be of; "" where it only says what kind of sheet it is.

    >>> course_in("Observing infants: twelve-week course, spring 2025"), course_in("Form responses 1")
    ('Observing infants', '')
    >>> course_in("Workshops on attachment: who came, 2025"), course_in("pairs_post_workshop_2.csv")
    ('Workshops on attachment', 'pairs')

    An address, a telephone number or somebody's name is none of it.

    >>> course_in("Watching babies, ask a.b@example.org"), course_in("Emma Jones")
    ('Watching babies, ask', '')
    """
    text = shapes.without_contacts(text)
    plain = _DATES.sub(" ", _BRACKETS.sub(" ", _ENDING.sub("", text).replace("_", " ")))
    if " " not in plain.strip():
        plain = plain.replace("-", " ")
    for part in _PARTED.split(plain):
        part = _SESSION.sub(" ", part)  # noqa: PLW2901 the part without its session
        if _telling(part) and not _of_somebody(part):
            return _trimmed(part).rstrip(",;")
    return ""


def session_in(text: str) -> str:
    """The session that a title, a name or a header names, as "Workshop 2"; "" for none.

    >>> session_in("Brought a case workshop 1"), session_in("WEEK_11"), session_in("Form1")
    ('Workshop 1', 'Week 11', '')
    >>> session_in("W3"), session_in("S 2"), session_in("Wk 4 7/10")
    ('Session 3', 'Session 2', 'Week 4')
    """
    plain = text.replace("_", " ")
    if found := _SESSION.search(plain):
        noun = "Week" if found[1].casefold() == "wk" else found[1].capitalize()
        return f"{noun} {int(found[2])}"
    short = _SHORT.fullmatch(plain)
    return f"Session {int(short[1])}" if short else ""


def cohort_in(name: str) -> str:
    """The group of learners that a sheet is called after; "" for none.

    >>> cohort_in("Spring 2025"), cohort_in("Cohort 3"), cohort_in("Sheet1")
    ('Spring 2025', 'Cohort 3', '')
    """
    found = _COHORT.match(name)
    return " ".join(found[1].replace("_", " ").split()) if found else ""


def course_among(text: str, known: Iterable[str]) -> str:
    """Which of some courses a title or a name speaks of; the longest, "" for none.

    >>> course_among("ghosts_in_the_nursery_feedback.xlsx", ["Ghosts in the Nursery", "Nursery"])
    'Ghosts in the Nursery'
    """
    words = " ".join(tokens(_ENDING.sub("", text).replace("_", " ")))
    held = [course for course in known if f" {' '.join(tokens(course))} " in f" {words} "]
    return max(held, key=len, default="")


def same_course(name: str) -> tuple[str, ...]:
    """The words that tell a course from others: "PAIRS training" is "pairs".

    >>> same_course("PAIRS training") == same_course("pairs")
    True
    """
    words = tokens(name)
    return tuple(word for word in words if word not in _KIND_WORDS) or words


def session_number(name: str) -> int | None:
    """The number in a session's name; None where it has none, or several.

    >>> session_number("Week 11"), session_number("Workshop 1: What is attachment?"), session_number("Play")
    (11, 1, None)
    """
    named = _SESSION.search(name)
    if named:
        return int(named[2])
    numbers = [int(word) for word in tokens(name) if word.isdecimal() and len(word) <= 2]
    return numbers[0] if len(numbers) == 1 else None


def _of_somebody(text: str) -> bool:
    """Whether a title is a first name that is common and another word, none of them about sheets."""
    words = text.split()
    return (
        len(words) == 2
        and shapes.name(text.strip())
        and shapes.known_name(text.strip())
        and not _ABOUT_SHEETS & set(tokens(text))
    )


def _telling(text: str) -> bool:
    words = [word for word in tokens(text) if not word.isdecimal()]
    return any(word not in _ABOUT_SHEETS and len(word) > 1 for word in words)


def _trimmed(text: str) -> str:
    """A title without the words at its ends that only say what kind of sheet it is."""
    words = text.split()
    keep = (
        {"on", "in", "the", "of", "a", "to", "and"}
        | _KIND_WORDS
        | {"parents", "parent", "twelve", "one", "two", "three"}
    )

    def plain(word: str) -> bool:
        found = tokens(word)
        return all(one in _ABOUT_SHEETS - keep or one.isdecimal() for one in found)

    while words and (
        plain(words[-1])
        or (tokens(words[-1]) and set(tokens(words[-1])) <= {"on", "in", "the", "of", "a", "to", "and"})
    ):
        words.pop()
    while words and plain(words[0]):
        words.pop(0)
    while words and set(tokens(words[0])) <= {"of", "for", "and", "on", "to", "in"}:
        words.pop(0)
    return " ".join(words).strip(" ,;:-–—()[]")
