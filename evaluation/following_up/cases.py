"""Each family's case: who works with it, and whether it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.groups import by_whom
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.importing.episodes import Episodes

# What services write in a column that says how a case stands.
_CLOSED = frozenset("closed discharged ended completed complete finished inactive left withdrawn".split())


@dataclass(frozen=True, kw_only=True)
class Case:
    """One family's worker ("" where the file has none) and whether its case is closed, None: not known."""

    worker: str
    closed: bool | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Cases:
    """The cases of a file by place among its episodes; `worker_column` is "" where no column says so."""

    worker_column: str
    workers: tuple[str, ...]
    closed: NDArray[np.int8]  # 1 closed, 0 open, -1 not known

    def __getitem__(self, episode: int) -> Case:
        state = int(self.closed[episode])
        return Case(worker=self.workers[episode], closed=None if state < 0 else bool(state))


def cases_of(episodes: Episodes, today: date) -> Cases:
    """Who works with each family and whether its case is closed: by its end date, else by its status.

    A case with an end date up to today is closed. Without any end date in the file a column that is
    called a status says it, where it says so in a word that is known.
    """
    worker = next((name for name in _columns(episodes) if by_whom(name)), "")
    workers = episodes.attributes[worker].tolist() if worker else [""] * len(episodes)
    return Cases(worker_column=worker, workers=tuple(map(str, workers)), closed=closed_of(episodes, today))


def _columns(episodes: Episodes) -> list[str]:
    return [str(name) for name in episodes.attributes.columns]


def closed_of(episodes: Episodes, today: date) -> NDArray[np.int8]:
    """Whether each case is closed, as `cases_of` finds it: 1 closed, 0 open, -1 not known."""
    ended = ~np.isnat(episodes.end) & (episodes.end <= np.datetime64(today, "s"))
    if not np.isnat(episodes.end).all():
        return ended.astype(np.int8)
    status = next((name for name in _columns(episodes) if "status" in tokens(name)), "")
    if not status:
        return np.full(len(episodes), -1, np.int8)
    coded = episodes.coded(status)
    states = [1 if _CLOSED & set(tokens(value)) else 0 if value else -1 for value in coded.values]
    if 1 not in states:  # a status of something else
        return np.full(len(episodes), -1, np.int8)
    found: NDArray[np.int8] = np.array([*states, -1], np.int8)[coded.code]
    return found
