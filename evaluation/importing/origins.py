"""Which tool a sheet was exported from, told by its headers, and which of its columns are the tool's own.

A form tool numbers the forms that come in and notes when each was begun and ended: such a number
is no family's id, and an "End Date" there is no end of the work. What each tool writes is in
facts/users.md section 4.1 of the project's papers; `source` says how far each list was checked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column
    from evaluation.measures import Registry

_Own = Literal["", "ignore", "date", "private"]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A tool that sheets are exported from.

    A sheet is its export when it holds `least` of the headers in `signature`, and its first
    header is `first` where that is given. `dates` are the tool's columns of when a form was sent
    in, `unused` its other ones, `private` those that can tell who somebody is; `beside` begins the
    headers of columns that it puts beside each answer; `tries` says, by header, which entries mark a
    try of the form by whoever made it. All are in lower case, white space folded.
    """

    name: str
    signature: frozenset[str]
    least: int
    source: str
    first: str = ""
    dates: frozenset[str] = frozenset()
    unused: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()
    tries: tuple[tuple[str, frozenset[str]], ...] = ()

    def made(self, headers: Iterable[str]) -> bool:
        """Whether a sheet with these headers, in their order, is an export of this tool."""
        keys = [_key(header) for header in headers]
        if self.first and keys[:1] != [self.first]:
            return False
        return len(self.signature & set(keys)) >= self.least

    def own(self, header: str) -> _Own:
        """What to do with a column that the tool writes for itself; "" for somebody's question."""
        key = _key(header)
        if key in self.dates:
            return "date"
        if key in self.private:
            return "private"
        return "ignore" if key in self.unused or key.startswith(self.beside) else ""


_CHECKED = "facts/users.md section 4.1, and the same headers in public code that reads such exports"
_RECALLED = "facts/users.md section 4.1, recalled and not seen in a real export"

ORIGINS: tuple[Origin, ...] = (
    Origin(
        name="Qualtrics",
        signature=_names(
            "startdate, enddate, status, progress, finished, recordeddate, responseid, userlanguage"
        ),
        least=4,
        dates=_names("enddate"),
        unused=_names(
            "startdate, status, progress, duration (in seconds), finished, recordeddate, responseid, "
            "externalreference, distributionchannel, userlanguage"
        ),
        private=_names(
            "ipaddress, recipientlastname, recipientfirstname, recipientemail, locationlatitude, "
            "locationlongitude"
        ),
        tries=(
            ("status", _names("survey preview, survey test, 1")),
            ("distributionchannel", _names("preview, test")),
        ),
        source=_CHECKED,
    ),
    Origin(
        name="SurveyMonkey",
        signature=_names("respondent id, collector id, start date, end date, ip address, custom data 1"),
        least=4,
        dates=_names("end date"),
        unused=_names("respondent id, collector id, start date, date created, date modified"),
        private=_names("ip address, email address, first name, last name, custom data 1"),
        source=_CHECKED,
    ),
    Origin(
        name="Microsoft Forms",
        signature=_names("id, start time, completion time, email, name"),
        least=4,
        first="id",
        dates=_names("completion time"),
        unused=_names(
            "id, start time, last modified time, language, total points, quiz feedback, grade posted time"
        ),
        private=_names("email, name"),
        beside=("points - ", "feedback - "),
        source=_CHECKED,
    ),
    Origin(
        name="Google Forms",
        signature=_names("timestamp, email address, username, score"),
        least=2,
        first="timestamp",
        dates=_names("timestamp"),
        unused=_names("score"),
        private=_names("email address, username"),
        source=_RECALLED,
    ),
    Origin(
        name="SmartSurvey",
        signature=_names("userid, userno, unique id, ip address, started, ended, tracking link"),
        least=4,
        dates=_names("ended"),
        unused=_names("userid, userno, unique id, started, tracking link, collector, status, language"),
        private=_names("name, email, ip address"),
        source=_RECALLED,
    ),
    Origin(
        name="REDCap",
        signature=_names(
            "redcap_event_name, redcap_repeat_instrument, redcap_repeat_instance, redcap_data_access_group, "
            "redcap_survey_identifier"
        ),
        least=1,
        unused=_names("redcap_repeat_instrument, redcap_repeat_instance"),
        private=_names("redcap_survey_identifier"),
        source="facts/users.md section 4.1, read in PyCap",
    ),
    Origin(
        name="REDCap (labels)",
        signature=_names(
            "record id, event name, repeat instrument, repeat instance, data access group, "
            "survey identifier, complete?"
        ),
        least=3,
        unused=_names("repeat instrument, repeat instance, complete?"),
        private=_names("survey identifier"),
        source=_RECALLED,
    ),
    Origin(
        name="KoboToolbox",
        signature=_names(
            "_id, _uuid, _submission_time, _validation_status, _notes, _status, _submitted_by, __version__, "
            "_tags, _index"
        ),
        least=3,
        dates=_names("end"),
        unused=_names(
            "start, today, deviceid, simserial, _id, _uuid, _submission_time, _validation_status, _notes, "
            "_status, __version__, _tags, _index, _parent_table_name, _parent_index"
        ),
        private=_names("username, phonenumber, _submitted_by"),
        source="facts/users.md section 4.1, and the same headers in public code that reads such exports",
    ),
    Origin(
        name="SurveyCTO",
        signature=_names("submissiondate, key, instanceid, formdef_version, review_quality"),
        least=3,
        dates=_names("endtime"),
        unused=_names(
            "submissiondate, starttime, deviceid, subscriberid, simid, key, instanceid, formdef_version, "
            "review_quality, duration"
        ),
        private=_names("username, devicephonenum"),
        source="facts/users.md section 4.1",
    ),
)


def origin_of(headers: Iterable[str]) -> Origin | None:
    """The tool whose export a sheet with these headers is; None where none shows.

    >>> origin_of(["Respondent ID", "Collector ID", "Start Date", "End Date", "Family code"]).name
    'SurveyMonkey'
    >>> origin_of(["Family ID", "Start date", "End date", "PHQ-9"]) is None
    True
    """
    listed = list(headers)
    return next((origin for origin in ORIGINS if origin.made(listed)), None)


def as_exported(columns: list[Column], registry: Registry) -> list[Column]:
    """The columns of a tool's export, with those that the tool writes for itself put to their use.

    Its number of each form stands for whoever filled it in where no other id does and nothing is
    compared over time: every questionnaire asks what was thought of the service.
    """
    origin = origin_of(column.header for column in columns)
    if origin is None:
        return columns
    exported = [_as_exported(column, origin) for column in columns]
    if any(column.use == "id" for column in exported) or not _asked_once(columns, registry):
        return exported
    number = next((column for column in columns if column.use == "id"), None)
    return exported if number is None else [number if c.index == number.index else c for c in exported]


def _asked_once(columns: list[Column], registry: Registry) -> bool:
    """Whether all the questionnaires are of the kind whose answers are counted and never compared."""
    ids = {column.measure for column in columns if column.use in {"score", "item"}}
    asked = [measure for measure in registry if measure.id in ids]
    return bool(asked) and all(scale.score == "answers" for measure in asked for scale in measure.scales)


def tries_of_form(
    columns: Sequence[Column], texts: Callable[[Column], NDArray[Any]]
) -> NDArray[np.bool_] | None:
    """Which rows are tries of a form by whoever made it; None where no tool marks them.

    `texts` gives a column's cells as text.
    """
    found = [
        np.array([str(text).casefold() in marks for text in texts(column)], dtype=bool)
        for column, marks in marks_of_tries(columns)
    ]
    return np.any(found, axis=0) if found else None


def marks_of_tries(columns: Sequence[Column]) -> list[tuple[Column, Container[str]]]:
    """The columns in which a tool marks tries of a form, each with what then stands there in lower case."""
    origin = origin_of(column.header for column in columns)
    marks = dict(origin.tries) if origin else {}
    return [(column, marks[_key(column.header)]) for column in columns if _key(column.header) in marks]


def _as_exported(column: Column, origin: Origin) -> Column:
    own = origin.own(column.header)
    if not own:
        return column
    why = {
        "ignore": f"{origin.name} writes it for itself",
        "date": f"when the form was sent in, as {origin.name} noted it",
        "private": "looks like personal data, so it is left out",
    }[own]
    return replace(
        column, use=own, measure="", scale="", item=0, occasion="", rater="", confidence="matched", why=why
    )


def _key(header: str) -> str:
    return " ".join(header.split()).casefold()
