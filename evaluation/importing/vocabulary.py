"""The words that headers are made of: how a header is cut up, and what its words mean.

Headers are compared as lists of lower-case words and numbers, so "PHQ-9 (pre)", "phq9_pre"
and "PHQ9Pre" are the same header. Nothing here looks at a column's content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Tokens = tuple[str, ...]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")

BASELINE = "baseline"
RETROSPECTIVE = "retrospective baseline"
REVIEW = "review"
END = "end"
FOLLOW_UP = "follow-up"

_WORDS = {
    BASELINE: (
        "pre", "before", "baseline", "base line", "bl", "initial", "initially", "first", "start", "starting",
        "intake", "entry", "admission", "opening", "t 0", "t 1", "time 0", "time 1", "timepoint 1",
        "time point 1", "wave 1", "before score", "prior", "1 st",
    ),
    END: (
        "post", "after", "end", "ending", "final", "last", "discharge", "closing", "closure", "exit", "t 2",
        "time 2", "timepoint 2", "time point 2", "wave 2", "end of work", "end of therapy",
        "end of treatment", "end of intervention", "end of course", "second", "2 nd",
    ),
    REVIEW: ("review", "mid", "midpoint", "mid point", "midway", "interim", "middle"),
    FOLLOW_UP: ("follow up", "followup", "fu", "t 3", "time 3", "timepoint 3", "time point 3", "wave 3", "third", "3 rd"),
    RETROSPECTIVE: (
        "retrospective", "retrospectively", "retro", "looking back", "thinking back", "retrospective pre",
        "retrospective baseline", "then test", "retrospective before",
    ),
}  # fmt: skip
# Later kinds win where a header holds words of several ("retrospective baseline").
_PRIORITY = (RETROSPECTIVE, FOLLOW_UP, REVIEW, END, BASELINE)
_UNITS = {
    "d": "day", "day": "day", "days": "day",
    "w": "week", "wk": "week", "wks": "week", "week": "week", "weeks": "week",
    "m": "month", "mo": "month", "mth": "month", "mths": "month", "month": "month", "months": "month",
    "y": "year", "yr": "year", "yrs": "year", "year": "year", "years": "year",
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@lru_cache(maxsize=65536)
def tokens(header: str) -> Tokens:
    """Cut a header into lower-case words and numbers.

    >>> tokens("PHQ-9\\u00a0(pre)"), tokens("phq9_1_pre"), tokens("KnowledgeBefore")
    (('phq', '9', 'pre'), ('phq', '9', '1', 'pre'), ('knowledge', 'before'))
    """
    return tuple(_TOKEN.findall(_CAMEL.sub(" ", header).casefold()))


def locate(needle: Tokens, haystack: Tokens) -> int:
    """Where a run of words starts within another; -1 when it is not there."""
    width = len(needle)
    return next((i for i in range(len(haystack) - width + 1) if haystack[i : i + width] == needle), -1)


def without(found: Tokens, start: int, width: int) -> Tokens:
    """The words left after a run is taken out."""
    return found[:start] + found[start + width :]


_PHRASES = tuple(
    sorted(((tokens(p), kind) for kind, phrases in _WORDS.items() for p in phrases), key=lambda x: -len(x[0]))
)


def occasion_in(header: Tokens, *, numbered: bool = True) -> tuple[str, Tokens]:
    """The occasion a header names and the words left over; ("", header) when it names none.

    Without `numbered` a number left beside "review" stays in the words: where a questionnaire's
    name has been taken out ("phq9_2_review") it is the number of an item.

    >>> occasion_in(tokens("phq9_total_post"))
    ('end', ('phq', '9', 'total'))
    >>> occasion_in(tokens("hamd_6m"))
    ('follow-up 6 months', ('hamd',))
    """
    rest, found, duration = header, set[str](), ""
    arm = locate(("arm",), rest)  # REDCap events end in "arm 1"
    if arm >= 0:
        rest = rest[:arm]
    for i in range(len(rest) - 1):
        one, two = rest[i : i + 2]
        # "6m", "12 weeks", and with the unit spelled out also "week 12".
        amount, unit = (one, two) if one.isdigit() else (two, one if len(one) > 2 else "")
        if amount.isdigit() and unit in _UNITS:
            many = "" if int(amount) == 1 else "s"
            duration = f" {int(amount)} {_UNITS[unit]}{many}" if int(amount) else ""
            found.add(FOLLOW_UP if duration else BASELINE)
            rest = without(rest, i, 2)
            break
    for phrase, kind in _PHRASES:
        at = locate(phrase, rest)
        if at >= 0:
            found.add(kind)
            rest = without(rest, at, len(phrase))
    if not found:
        return "", header
    kind = next(k for k in _PRIORITY if k in found)
    number = ""
    if numbered and kind == REVIEW and rest and rest[-1].isdigit() and len(rest) == 1:
        number, rest = f" {rest[-1]}", ()
    return kind + (duration if kind == FOLLOW_UP else number), rest


_NUMBERED = ("t", "time", "timepoint", "point", "wave")


def counted_from_one(names: Iterable[Tokens]) -> Callable[[Tokens], Tokens]:
    """How names of stages are to be read: where some say T0, their T1 is the second stage, not the first.

    >>> shift = counted_from_one([tokens("PHQ-9 T0"), tokens("PHQ-9 T1")])
    >>> occasion_in(shift(tokens("PHQ-9 T1")))[0], occasion_in(shift(tokens("PHQ-9 T0")))[0]
    ('end', 'baseline')
    """

    def places(words: Tokens) -> list[int]:
        return [i + 1 for i in range(len(words) - 1) if words[i] in _NUMBERED and words[i + 1].isdigit()]

    if not any(words[i] == "0" for words in names for i in places(words)):
        return lambda words: words

    def shifted(words: Tokens) -> Tokens:
        at = set(places(words))
        return tuple(str(int(word) + 1) if i in at else word for i, word in enumerate(words))

    return shifted


def occasion_named(text: str) -> str:
    """The occasion a cell names ("Initial", "end_of_work_arm_1"); "" when it names none.

    >>> occasion_named("Event 1"), occasion_named("6 month follow-up")
    ('', 'follow-up 6 months')
    """
    return occasion_in(tokens(text))[0]


def occasion_order(occasion: str) -> tuple[int, int, str]:
    """A sort key that puts occasions in the order in which they happen."""
    for rank, kind in enumerate((RETROSPECTIVE, BASELINE, REVIEW, END, FOLLOW_UP)):
        if occasion.startswith(kind):
            numbers = re.findall(r"(\d+)(?: (day|week|month|year))?", occasion)
            days = int(numbers[0][0]) * _DAYS.get(numbers[0][1], 1) if numbers else 0
            return (rank, days, occasion)
    return (9, 0, occasion)


Role = Literal[
    "private", "id", "row id", "episode", "measure", "occasion", "rater", "first_contact",
    "second_contact", "end", "start", "date", "attribute", "noise",
]  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A role that a header's words name, and how strongly (higher wins among equals)."""

    role: Role
    strength: int = 1


_PEOPLE = frozenset(
    "family client dyad subject participant patient parent mother learner trainee person case child baby "
    "infant user respondent delegate student practitioner staff study p".split()
)
_IDENTIFIERS = frozenset("id ids code number no ref reference identifier num".split())
_EPISODES = frozenset("referral episode enrolment enrollment spell pathway booking".split())
_PRIVATE = frozenset(
    "surname forename forenames firstname lastname dob birth birthday birthdate postcode postal email mail phone "
    "telephone mobile address nhs initials nino".split()
)
_NAMED_THINGS = frozenset(
    "site service team programme program course workshop centre hub school organisation organization employer "
    "questionnaire measure tool form event project practice file sheet group borough area locality ward".split()
)
_ATTRIBUTES = frozenset(
    "site service team programme program practitioner worker therapist clinician locality borough area ward "
    "region hub centre ethnicity ethnic language gender sex quintile deprivation imd role employer agency "
    "status arm treat group risk workshop course cohort referrer source pathway intervention".split()
)
_NOISE = frozenset(
    "complete completed severity band banding change difference diff caseness category rag comment comments "
    "notes note percentile threshold improved improvement timestamp".split()
)
_SHORT = 7  # words: a longer header is a question, which may hold any word
_EXACT: dict[str, Named] = {
    "measure": Named("measure", 3), "questionnaire": Named("measure", 3), "tool": Named("measure", 2),
    "questionnaire name": Named("measure", 3), "measure name": Named("measure", 3),
    "outcome measure": Named("measure", 3), "assessment tool": Named("measure", 3),
    "assessment": Named("measure", 1), "scale": Named("measure", 1), "form": Named("measure", 1),
    "form name": Named("measure", 2), "instrument": Named("measure", 2),
    "stage": Named("occasion", 3), "occasion": Named("occasion", 3), "timepoint": Named("occasion", 3),
    "time point": Named("occasion", 3), "event": Named("occasion", 2), "event name": Named("occasion", 2),
    "redcap event name": Named("occasion", 3), "wave": Named("occasion", 2), "visit": Named("occasion", 2),
    "pre post": Named("occasion", 3), "before after": Named("occasion", 3), "time": Named("occasion", 1),
    "phase": Named("occasion", 1), "pre or post": Named("occasion", 3), "before or after": Named("occasion", 3),
    "rater": Named("rater", 3), "completed by": Named("rater", 3), "rated by": Named("rater", 3),
    "informant": Named("rater", 3), "filled in by": Named("rater", 3), "perspective": Named("rater", 2),
    "scored by": Named("rater", 2),
    "first contact": Named("first_contact", 3), "first contact date": Named("first_contact", 3),
    "1st contact": Named("first_contact", 3), "1st contact date": Named("first_contact", 3),
    "date of 1st contact": Named("first_contact", 3), "2nd contact": Named("second_contact", 3),
    "2nd contact date": Named("second_contact", 3), "date of 2nd contact": Named("second_contact", 3),
    "date of first contact": Named("first_contact", 3), "second contact": Named("second_contact", 3),
    "second contact date": Named("second_contact", 3), "date of second contact": Named("second_contact", 3),
    "end date": Named("end", 3), "discharge date": Named("end", 3), "date of discharge": Named("end", 3),
    "closure date": Named("end", 3), "date closed": Named("end", 3), "closed date": Named("end", 3),
    "end of episode": Named("end", 2), "date of end": Named("end", 2),
    "referral date": Named("start", 3), "date of referral": Named("start", 3), "start date": Named("start", 2),
    "date referred": Named("start", 3), "referred on": Named("start", 2),
    "completion time": Named("date", 4), "date completed": Named("date", 4), "completed on": Named("date", 4),
    "completion date": Named("date", 4), "date of completion": Named("date", 4), "timestamp": Named("date", 3),
    "submission date": Named("date", 3), "start time": Named("date", 1), "submission time": Named("date", 2),
    "last modified time": Named("noise", 1), "p number": Named("id", 3),
}  # fmt: skip
_EXACT_TOKENS = {tokens(text): named for text, named in _EXACT.items()}


def names_exactly(header: Tokens) -> bool:
    """Whether a header is a name that tools give a column ("Start time"), all of it."""
    return header in _EXACT_TOKENS


def role_named(header: Tokens) -> Named | None:
    """What a header that names no score says the column holds; None when its words say nothing.

    >>> role_named(tokens("Family ID")), role_named(tokens("Mother's postcode"))
    (Named(role='id', strength=3), Named(role='private', strength=3))
    """
    if header in _EXACT_TOKENS:
        return _EXACT_TOKENS[header]
    words = set(header)
    if words & _PRIVATE or (words & {"name", "names"} and not words & _NAMED_THINGS):
        return Named("private", 3)
    if words & _IDENTIFIERS:
        if words & _EPISODES:
            return Named("episode", 3)
        # A bare "No." mostly numbers the rows of a sheet.
        if words & {"row", "response", "collector", "form"} or words <= {"no", "number", "num"}:
            return Named("row id", 1)
        # "Practitioner code" says who did the work, but on a course the practitioner is the learner.
        if words & {"worker", "therapist", "clinician", "practitioner", "staff", "site", "team", "service"}:
            return Named("attribute", 2)
        if words & _PEOPLE:
            return Named("id", 3)
        if len(words) == 1 or words <= _IDENTIFIERS | {
            "unique",
            "record",
            "attune",
            "anon",
            "anonymous",
            "my",
        }:
            return Named("id", 2)
    if len(header) == 1 and header[0].endswith("id") and 3 <= len(header[0]) <= 8:
        return Named("id", 2)
    if len(header) == 1 and header[0] in {"participant", "family", "client", "learner", "subject"}:
        return Named("id", 2)
    if words & {"date", "dated"}:
        return Named("date", 2)
    if words & _ATTRIBUTES and len(header) <= _SHORT:
        return Named("attribute", 2)
    if words & _NOISE:
        return Named("noise", 1)
    return None
