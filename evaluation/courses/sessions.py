"""The sessions of each course: one name for each, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluation.courses.titles import session_number
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from datetime import date

_UNIT = re.compile(r"\b(workshop|session|week|module|class|day|part|seminar)", re.IGNORECASE)


class Sessions:
    """Gathers the names of sessions and settles which are the same, what they are called and their order.

    Names with numbers go by these ("Workshop 2: Talking" is "Workshop 2"); others by day where all have one,
    else by where they came first.

    >>> sessions = Sessions()
    >>> for name in ("Workshop 2", "Workshop 1", "Workshop 2: Talking"):
    ...     sessions.add("PAIRS", name, None)
    >>> sessions.name("PAIRS", "Workshop 2"), sessions.order("PAIRS", "Workshop 2: Talking")
    ('Workshop 2: Talking', 2)
    """

    def __init__(self) -> None:
        self._names: dict[str, dict[str, date | None]] = {}
        self._settled: dict[str, dict[str, tuple[str, int]]] = {}

    def add(self, course: str, name: str, day: date | None) -> None:
        """Take note of a session of a course."""
        held = self._names.setdefault(course, {})
        if name and (name not in held or (day is not None and (held[name] or day) >= day)):
            held[name] = day
            self._settled.pop(course, None)

    def name(self, course: str, name: str) -> str:
        """What a session is called."""
        return self._of(course).get(name, (name, 1))[0]

    def order(self, course: str, name: str) -> int:
        """Which of the course's sessions it is, from 1."""
        return self._of(course).get(name, (name, 1))[1]

    def _of(self, course: str) -> dict[str, tuple[str, int]]:
        if course not in self._settled:
            self._settled[course] = self._settle(self._names.get(course, {}))
        return self._settled[course]

    @staticmethod
    def _settle(names: dict[str, date | None]) -> dict[str, tuple[str, int]]:
        numbered = {name: session_number(name) for name in names}
        units = {found[1].casefold() for name in names if (found := _UNIT.search(name))}
        by_number = all(number is not None for number in numbered.values()) and len(units) <= 1
        groups: dict[object, list[str]] = {}
        for name in names:
            groups.setdefault(numbered[name] if by_number else _words(name), []).append(name)
        unit = next(iter(units), "session").capitalize()

        def place(entry: tuple[object, list[str]]) -> tuple[object, ...]:
            key, held = entry
            if by_number:
                return (key,)
            days = [day for name in held if (day := names[name]) is not None]
            return (min(days).toordinal(),) if all_dated else (list(groups).index(key),)

        all_dated = all(any(names[name] for name in held) for held in groups.values())
        ordered = sorted(groups.items(), key=place)
        settled: dict[str, tuple[str, int]] = {}
        for order, (key, held) in enumerate(ordered, start=1):
            best = max(held, key=len)
            shown = f"{unit} {key}" if by_number and best.strip().isdecimal() else best
            settled |= dict.fromkeys(held, (shown, order))
        return settled


def _words(name: str) -> str:
    return " ".join(tokens(name)) or name
