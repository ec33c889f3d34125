"""The rules of pairing once more, in plain Python and one family after another: what the frames must say.

Written from the rules' words (docs and docstrings), not from the frames. Slow, and meant to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
from hypothesis import strategies as st

from evaluation.pairing import Rule
from evaluation.stages import occasion_order

if TYPE_CHECKING:
    from datetime import datetime

BASELINE, END, LOOKING_BACK = "baseline", "end", "retrospective baseline"
STAGES = (BASELINE, END, "review", "follow-up 6 months", LOOKING_BACK, "session 3", "")
RULES = (
    Rule("occasions", BASELINE, END),
    Rule("occasions", LOOKING_BACK, "review"),
    Rule("first_last"),
    Rule("national"),
    Rule("course"),
)
DATES = ("first_contact", "second_contact", "end")


@dataclass(frozen=True)
class Given:
    """One score that somebody gave."""

    episode: str
    part: int
    occasion: str
    date: datetime | None
    score: float | None
    row: int


@dataclass(frozen=True)
class Found:
    """What is compared of one key, as `frames.paired` says it."""

    before: float | None
    after: float | None
    first: float | None
    date: datetime | None
    first_date: datetime | None
    has_before: bool
    has_after: bool
    has_pair: bool
    row: int | None
    first_row: int | None


def moments() -> st.SearchStrategy[datetime | None]:
    """A few days, so that many are the same, or none."""
    from datetime import datetime

    return st.sampled_from([None, *(datetime(2025, 1, day) for day in range(1, 5))])


EPISODES = ("A", "B", "C", "D", "E")
# Often all are dated, often none is: both at random would leave nobody whose dates decide.
SCORES = st.sampled_from(("some", "all", "none")).flatmap(
    lambda dated: st.lists(
        st.builds(
            Given,
            st.sampled_from(EPISODES),
            st.integers(1, 2),
            st.sampled_from(STAGES) | st.sampled_from(STAGES[:2]),
            {"some": moments(), "all": moments().filter(bool), "none": st.none()}[dated],
            st.sampled_from((1.0, 2.0)),
            st.integers(2, 9),
        ),
        max_size=30,
    )
)
CONTACTS = st.fixed_dictionaries({whose: st.tuples(moments(), moments(), moments()) for whose in EPISODES})


def place(one: Given, every: list[Given]) -> tuple[object, ...]:
    """Where a score stands in time among all of its key."""
    dated, staged = all(g.date for g in every), all(g.occasion for g in every)
    stage = occasion_order(one.occasion)
    if dated:
        return (one.date, *(stage if staged else ()))
    return stage


def has_place(one: Given, every: list[Given]) -> bool:
    """Whether it is known where it stands."""
    return all(g.date for g in every) or one.occasion != "" or len(every) == 1


def may_be(
    rule: Rule, one: Given, every: list[Given], dates: dict[str, datetime | None]
) -> tuple[bool, bool]:
    """Whether a score may be the first of a pair, and whether the second."""
    if rule.name == "occasions":
        return one.occasion == rule.before, one.occasion == rule.after
    if one.occasion == LOOKING_BACK:
        return False, False
    ended = one.date is not None and dates["end"] is not None and one.date > dates["end"]
    if rule.name == "national":
        first, second = dates["first_contact"], dates["second_contact"]
        since = [one.date is not None and when is not None and one.date >= when for when in (first, second)]
        return since[0], since[1] and not ended
    known = has_place(one, every) and not (rule.name == "course" and ended)
    return known and not one.occasion.startswith(("end", "follow-up")), known


def compared(every: list[Given], rule: Rule, dates: dict[str, datetime | None]) -> Found:
    """What is compared of the scores of one key."""
    allowed = [may_be(rule, one, every, dates) for one in every]
    firsts = edge([g for g, (first, _) in zip(every, allowed, strict=True) if first], every, min)
    lasts = edge([g for g, (_, last) in zip(every, allowed, strict=True) if last], every, max)
    one, other = agreed(firsts), agreed(lasts)
    two = any(first is not last for first in firsts for last in lasts)
    pair = one is not None and other is not None and two
    return Found(
        before=one if pair else None,
        after=other if pair else None,
        first=one,
        date=max((g.date for g in lasts if g.date), default=None) if pair else None,
        first_date=min((g.date for g in firsts if g.date), default=None) if one is not None else None,
        has_before=one is not None,
        has_after=other is not None if rule.name == "occasions" else pair,
        has_pair=pair,
        row=max(g.row for g in lasts) if pair else None,
        first_row=min(g.row for g in firsts) if one is not None else None,
    )


def edge(those, every, end):
    """Those scores at the first or last place of any of them."""
    if not those:
        return []
    where = end(place(g, every) for g in those)
    return [g for g in those if place(g, every) == where]


def agreed(those):
    """The score of those at one place; none where two differ, as either could be meant."""
    scores = {g.score for g in those}
    return scores.pop() if len(scores) == 1 else None


def by_key(given, rule, contacts) -> dict[tuple[str, int], Found]:
    """What is compared of every key that has a score."""
    keys = {(g.episode, g.part) for g in given}
    return {
        key: compared(
            [g for g in given if (g.episode, g.part) == key],
            rule,
            dict(zip(DATES, contacts[key[0]], strict=True)),
        )
        for key in keys
    }


def table_of(given, contacts) -> pa.Table:
    """The scores as a table, with the dates of their episodes."""
    moment = pa.timestamp("us")
    return pa.table(
        {
            "episode": pa.array([g.episode for g in given], pa.string()),
            "part": pa.array([g.part for g in given], pa.int64()),
            "occasion": pa.array([g.occasion for g in given], pa.string()),
            "date": pa.array([g.date for g in given], moment),
            "score": pa.array([g.score for g in given], pa.float64()),
            "row": pa.array([g.row for g in given], pa.int64()),
            **{
                name: pa.array([contacts[g.episode][at] for g in given], moment)
                for at, name in enumerate(DATES)
            },
        }
    )
