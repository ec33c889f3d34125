"""Cells counted one episode after another in plain Python from what the rows give: an oracle of the pass.

It goes by `Counted`, made in memory from every row, and shares nothing with the frames of the pass.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from evaluation.counting.days import NO_DAY, days_of
from evaluation.importing.episodes import Episodes

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.counting.cells import Cells

Table = dict["Hashable", tuple[int, int, int]]  # how many are alike, first and last day of second scores


def tables_by_hand(counted: Counted, names: Sequence[str]) -> dict[str, Table]:
    """Every table of cells that these rows make, by name, told apart by the attributes named."""
    episodes = counted.episodes
    assert isinstance(episodes, Episodes)
    values = [tuple(str(episodes.attributes[name][e]) for name in names) for e in range(len(episodes))]
    contacts = [
        sum(
            bit * (not np.isnat(dates[e]))
            for bit, dates in ((1, episodes.first_contact), (2, episodes.second_contact), (4, episodes.end))
        )
        for e in range(len(episodes))
    ]
    overall: Table = defaultdict(lambda: (0, NO_DAY, NO_DAY))
    months = _months(counted.last_date)
    for e in range(len(episodes)):
        begun = any(bool(coded.paired.has_before[e]) for coded in counted.coded)
        scored = begun + 2 * bool(counted.any_pair[e]) + 4 * bool(counted.any_score[e])
        _add(overall, (values[e], months[e], contacts[e], scored))
    found = {"overall": dict(overall)}
    for i, coded in enumerate(counted.coded):
        paired = coded.paired
        name = f"{paired.scores.measure.id} {paired.scores.scale.id} {paired.scores.rater}"
        goals = paired.scores.scale.score == "each"
        after = {} if goals else dict(zip(paired.episode.tolist(), paired.after.tolist(), strict=True))
        months, days = _months(counted.dates(i)), days_of(coded.second).tolist()
        scale: Table = defaultdict(lambda: (0, NO_DAY, NO_DAY))
        for e in range(len(episodes)):
            scores = (_number(paired.first_score[e]), _number(after.get(e, math.nan)))
            key = (values[e], months[e], contacts[e], int(coded.standing[e]), *scores, days[e] != NO_DAY)
            _add(scale, key, days[e])
        found[name] = dict(scale)
        if goals:
            table: Table = defaultdict(lambda: (0, NO_DAY, NO_DAY))
            for e, before, second, day in zip(
                paired.episode.tolist(),
                paired.before.tolist(),
                paired.after.tolist(),
                days_of(paired.date).tolist(),
                strict=True,
            ):
                _add(table, (values[e], months[e], before, second), day)
            found[f"{name} pairs"] = dict(table)
    return found


def tables_of(cells: Cells) -> dict[str, Table]:
    """Every table of the cells, in the same form."""
    overall = cells.overall
    found = {"overall": _table(cells, overall, overall.month, overall.contacts, overall.scored)}
    for one in cells.scales:
        name = f"{one.measure.id} {one.scale.id} {one.rater}"
        scores = _numbers(one.first), _numbers(one.after)
        dated = one.latest != NO_DAY
        found[name] = _table(cells, one, one.month, one.contacts, one.standing, *scores, dated)
        if one.pairs is not None:
            pairs = one.pairs
            found[f"{name} pairs"] = _table(cells, pairs, pairs.month, pairs.before, pairs.after)
    return found


def _table(cells: Cells, part: Any, *columns: Any) -> Table:
    none = np.full(len(part.n), NO_DAY)
    earliest, latest = getattr(part, "earliest", none), getattr(part, "latest", none)
    found: Table = {}
    for at in range(len(part.n)):
        texts = tuple(
            "" if place < 0 else attribute.values[place]
            for attribute, place in zip(cells.attributes, part.value[at].tolist(), strict=True)
        )
        key = (texts, *(_plain(column[at]) for column in columns))
        _merge(found, key, int(part.n[at]), int(earliest[at]), int(latest[at]))
    return found


def _add(table: Table, key: Hashable, day: int = NO_DAY) -> None:
    _merge(table, key, 1, day, day)


def _merge(table: Table, key: Hashable, n: int, earliest: int, latest: int) -> None:
    many, first, last = table.get(key, (0, NO_DAY, NO_DAY))
    first = earliest if first == NO_DAY else first if earliest == NO_DAY else min(first, earliest)
    table[key] = (many + n, first, max(last, latest))


def _months(dates: NDArray[np.datetime64]) -> list[int]:
    months = dates.astype("datetime64[M]").astype(int) + 1970 * 12
    return np.where(np.isnat(dates), -1, months).tolist()


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _numbers(values: NDArray[np.float64]) -> list[float | None]:
    return [_number(value) for value in values.tolist()]


def _plain(value: object) -> object:
    return value.item() if isinstance(value, np.generic) else value
