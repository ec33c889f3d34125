"""The choices under which findings on training are made, kept in a link or a file."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, get_args

from evaluation.courses.vocabulary import ATTRIBUTES
from evaluation.errors import InputError
from evaluation.view import Protection


@dataclass(frozen=True, kw_only=True)
class TrainingView:
    """Which courses and days are looked at, and by what learners are compared.

    `courses` are those looked at (empty: all). `start` and `end` bound the day of a course, of a session and
    of a form; what has no day is inside only where neither is set. `by` is one of `ATTRIBUTES`, or
    "session", by which change is compared (empty: not). `protection` names the disclosure preset,
    `confidence` the level of intervals. There is no filter by a learner's attributes: two cuts that differ
    by one learner would reveal what they answered.

    >>> TrainingView(courses=("Introduction to attachment",)).to_dict()["courses"]
    ['Introduction to attachment']
    """

    courses: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    by: str = ""
    protection: Protection = "exact"
    confidence: float = 0.95

    def __post_init__(self) -> None:
        if self.by not in {"", "session", *ATTRIBUTES}:
            allowed = ", ".join(("session", *ATTRIBUTES))
            raise InputError(f"The training view's 'by' is {self.by!r}; use one of {allowed}.")
        if self.protection not in get_args(Protection):
            allowed = ", ".join(get_args(Protection))
            raise InputError(
                f"The training view's 'protection' is {self.protection!r}; use one of {allowed}."
            )
        if self.start and self.end and self.start > self.end:
            raise InputError("The training view's period starts after it ends: check its 'start' and 'end'.")
        if not 0.5 <= self.confidence < 1:
            raise InputError(
                f"The training view's 'confidence' is {self.confidence}; use a number from 0.5 to 0.999."
            )

    def with_(self, **changes: Any) -> TrainingView:
        """The same view with some choices changed."""
        return replace(self, **changes)

    def looks_at(self, course: str, day: date | None) -> bool:
        """Whether it looks at what happened on a course on a day.

        >>> TrainingView(start=date(2026, 1, 1)).looks_at("Any", None)
        False
        """
        if self.courses and course not in self.courses:
            return False
        if day is None:
            return self.start is None and self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, in a fixed order."""
        return {
            "courses": list(self.courses),
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "by": self.by,
            "protection": self.protection,
            "confidence": self.confidence,
        }

    @classmethod
    def from_dict(cls, plain: Any) -> TrainingView:
        """Read a view from JSON; raises InputError naming the entry that can't be used.

        >>> TrainingView.from_dict({"by": "role"}).by
        'role'
        """
        if not isinstance(plain, dict):
            raise InputError('The training view must be a JSON object such as {"by": "role"}.')
        known = [entry.name for entry in fields(cls)]
        for name in plain:
            if name not in known:
                raise InputError(f"The training view has no {name!r}; use {', '.join(known)}.")
        courses = plain.get("courses") or ()
        if not isinstance(courses, (list, tuple)):
            raise InputError("The training view's 'courses' must be a list of names of courses.")
        confidence = plain.get("confidence", 0.95)
        if isinstance(confidence, bool) or not isinstance(confidence, (int, float)):
            raise InputError("The training view's 'confidence' must be a number such as 0.95.")
        return cls(
            courses=tuple(map(str, courses)),
            start=_day("start", plain.get("start")),
            end=_day("end", plain.get("end")),
            by=str(plain.get("by") or ""),
            protection=plain.get("protection", "exact"),
            confidence=float(confidence),
        )


def _day(name: str, value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError as error:
        raise InputError(f"The training view's {name!r} must be a date such as 2026-03-31.") from error
