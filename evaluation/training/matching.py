"""Whose answers are whose: the pairs of one comparison, and who has none.

An answer is a learner's where the form says whose it is. Two answers on one form that nobody signed are
one person's too: the question asked both times on a sheet of paper. Other unsigned forms match nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evaluation.courses.records import Answer

_FIRST, _LAST = date.min, date.max


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched:
    """The answers of one comparison: those of the same person, and the rest, none of them twice.

    `pairs` have an answer before and one after; `before` and `after` are everybody's at each occasion, one
    a person. `repeats` are answers left out since the same learner had already given one.
    """

    pairs: tuple[tuple[Answer, Answer], ...]
    before: tuple[Answer, ...]
    after: tuple[Answer, ...]
    repeats: int

    @property
    def signed(self) -> bool:
        """Whether any form says whose it is."""
        return any(answer.learner for answer in (*self.before, *self.after))


def match(before: Sequence[Answer], after: Sequence[Answer], within: Callable[[Answer], bool]) -> Matched:
    """Pair the answers of each person: the first after that `within` holds for and that has one before it.

    The one before is that on the same form, else the last that is not dated later. So somebody who took a
    course twice counts once, with the answers of one time. Answers before are held to `within` only where
    nothing pairs them: a pair belongs to the day of its later answer.
    """
    firsts, lasts = _by_person(before), _by_person([answer for answer in after if within(answer)])
    pairs, kept_before, kept_after = [], [], []
    repeats = 0
    for person, later in lasts.items():
        mine = firsts.get(person, [])
        pair = _pair(mine, later) if mine else None
        kept_after.append(pair[1] if pair else min(later, key=_day_or_last))
        repeats += len(later) - 1
        if pair:
            pairs.append(pair)
            kept_before.append(pair[0])
            repeats += sum(map(within, mine)) - within(pair[0])
    paired = {_person(answer) for answer in kept_before}
    for person, earlier in firsts.items():
        inside = [] if person in paired else [answer for answer in earlier if within(answer)]
        if inside:
            kept_before.append(min(inside, key=_day_or_last))
            repeats += len(inside) - 1
    return Matched(pairs=tuple(pairs), before=tuple(kept_before), after=tuple(kept_after), repeats=repeats)


def _pair(before: Sequence[Answer], after: Sequence[Answer]) -> tuple[Answer, Answer] | None:
    """One person's first answer after that has one before it, with that one; None where none has."""
    if len(before) == len(after) == 1:  # nearly everybody
        first, last = before[0], after[0]
        return (first, last) if _day_or_first(first) <= _day_or_last(last) else None
    for later in sorted(after, key=_day_or_last):
        form, latest = later.form, _day_or_last(later)
        earlier = [answer for answer in before if _day_or_first(answer) <= latest]
        if earlier:
            same = [answer for answer in earlier if answer.form == form]
            # Of equals max() takes the first, and the last in the files is meant.
            return (same or [max(reversed(earlier), key=_day_or_first)])[-1], later
    return None


def _person(answer: Answer) -> object:
    return answer.learner or answer.form


def _by_person(answers: Sequence[Answer]) -> dict[object, list[Answer]]:
    found: dict[object, list[Answer]] = defaultdict(list)
    for answer in answers:
        found[_person(answer)].append(answer)
    return found


def _day_or_first(answer: Answer) -> date:
    return answer.day or _FIRST


def _day_or_last(answer: Answer) -> date:
    return answer.day or _LAST
