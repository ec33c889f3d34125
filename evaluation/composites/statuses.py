"""Where an episode stands on each scale, and how many have each combination.

The table of combinations is all that a composite rule needs, so its cost depends on how many
combinations occur and not on the number of families; and tables add, so that services can pool
them without anyone sharing a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

import numpy as np

from evaluation.tables import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from evaluation.measures.definition import ChangeRule, CutOff
    from evaluation.pairing import Paired


class Status(IntFlag):
    """What is known of an episode on one scale; several hold at once, and 0 is no score."""

    IMPROVED = 1  # of several goals one may have improved, another not
    UNCHANGED = 2
    WORSE = 4
    CASE_FIRST = 8  # the first score is at or beyond the cut-off
    BELOW_FIRST = 16
    CASE_LAST = 32
    BELOW_LAST = 64
    PAIRED = IMPROVED | UNCHANGED | WORSE


_ALL = 128  # more than any sum of them


def statuses_of(paired: Paired, rule: ChangeRule, cut_off: CutOff | None, episodes: int) -> NDArray[np.int64]:
    """The status of each of so many episodes on one scale; of several goals all count."""
    scale = paired.scores.scale
    found = np.zeros(episodes, dtype=np.int64)
    gain = np.round(scale.sign * (paired.after - paired.before), DECIMALS)
    better = gain >= round(rule.value, DECIMALS)
    worse = gain <= -round(rule.value if rule.worse is None else rule.worse, DECIMALS)
    for status, of in (
        (Status.IMPROVED, better),
        (Status.WORSE, worse),
        (Status.UNCHANGED, ~(better | worse)),
    ):
        found[paired.episode[of]] |= status
    if cut_off is not None:
        # Oriented so that low is worse: a case is at the cut-off or below it.
        edge = round(scale.sign * cut_off.at, DECIMALS)
        first = np.round(scale.sign * paired.first_score, DECIMALS)
        last = np.round(scale.sign * paired.after, DECIMALS)
        found[first <= edge] |= Status.CASE_FIRST
        found[first > edge] |= Status.BELOW_FIRST
        found[paired.episode[last <= edge]] |= Status.CASE_LAST
        found[paired.episode[last > edge]] |= Status.BELOW_LAST
    return found


@dataclass(frozen=True, eq=False)
class StatusTable:
    """How many episodes have each combination of statuses, one status a scale.

    `status` is an array of combinations × scales, `count` has one entry a combination.
    """

    scales: tuple[str, ...]
    status: NDArray[np.int64]
    count: NDArray[np.int64]

    @classmethod
    def from_statuses(cls, statuses: Mapping[str, NDArray[np.int64]]) -> StatusTable:
        """Count episodes' statuses, given by scale as arrays of equal length.

        Raises ValueError when the lengths differ.

        >>> better, same = int(Status.IMPROVED), int(Status.UNCHANGED)
        >>> table = StatusTable.from_statuses(
        ...     {"phq9": np.array([better, better, same]), "gad7": np.array([same, same, 0])})
        >>> table.count.tolist(), table.n
        ([2, 1], 3)
        """
        return Statuses.of(statuses).table

    @property
    def n(self) -> int:
        """How many episodes the table counts."""
        return int(self.count.sum())

    def any_of(self, status: Status) -> NDArray[np.bool_]:
        """Which combinations have a status on at least one scale."""
        found: NDArray[np.bool_] = ((self.status & status) != 0).any(axis=1)
        return found

    def all_of(self, status: Status) -> NDArray[np.bool_]:
        """Which combinations have a status on every scale."""
        found: NDArray[np.bool_] = ((self.status & status) != 0).all(axis=1)
        return found

    def number(self, combinations: NDArray[np.bool_]) -> int:
        """How many episodes have one of these combinations."""
        return int(self.count[combinations].sum())

    def __add__(self, other: StatusTable) -> StatusTable:
        """Pool two tables; a scale that only one of them has counts as not scored in the other."""
        scales = tuple(dict.fromkeys((*self.scales, *other.scales)))
        rows = np.vstack([_spread(self, scales), _spread(other, scales)])
        return _grouped(scales, rows, np.r_[self.count, other.count])[0]


@dataclass(frozen=True, eq=False)
class Statuses:
    """The combinations of all episodes, so that a table of some of them is counted and not sorted.

    `member` is each episode's place among the combinations of `table`.
    """

    table: StatusTable
    member: NDArray[np.int64]

    @classmethod
    def of(cls, statuses: Mapping[str, NDArray[np.int64]]) -> Statuses:
        """Code episodes' statuses, given by scale as arrays of equal length.

        Raises ValueError when the lengths differ.
        """
        columns = [np.asarray(column, dtype=np.int64) for column in statuses.values()]
        if len({len(column) for column in columns}) > 1:
            raise ValueError("every scale needs the status of every episode")
        rows = np.column_stack(columns) if columns else np.zeros((0, 0), np.int64)
        return cls(*_grouped(tuple(statuses), rows, np.ones(len(rows), np.int64)))

    def among(self, keep: NDArray[np.bool_]) -> StatusTable:
        """The table of the episodes kept."""
        counts = np.bincount(self.member.compress(keep), minlength=len(self.table.count))
        at = np.flatnonzero(counts)
        return StatusTable(self.table.scales, self.table.status[at], counts[at].astype(np.int64))


def _spread(table: StatusTable, scales: tuple[str, ...]) -> NDArray[np.int64]:
    rows = np.zeros((len(table.count), len(scales)), dtype=np.int64)
    for place, scale in enumerate(table.scales):
        rows[:, scales.index(scale)] = table.status[:, place]
    return rows


def _grouped(
    scales: tuple[str, ...], rows: NDArray[np.int64], count: NDArray[np.int64]
) -> tuple[StatusTable, NDArray[np.int64]]:
    """Equal rows together, in ascending order, and the place of each row among them."""
    group = np.zeros(len(rows), dtype=np.int64)
    for place in range(len(scales)):  # ranks, so that any number of scales fits one integer
        group = np.unique(group * _ALL + rows[:, place], return_inverse=True)[1]
    _, at, member = np.unique(group, return_index=True, return_inverse=True)
    totals = np.bincount(member, count, len(at)).astype(np.int64)
    return StatusTable(scales, rows[at], totals), member
