"""Pairs of scores that are in memory, by the same frames as those of a table of any size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from evaluation.pairing.frames import paired

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from evaluation.importing.episodes import Episodes
    from evaluation.pairing.rules import Rule
    from evaluation.scoring import ScoreSet

KEY = ("key",)  # of scores in memory: an episode and a part of it as one number
_TOGETHER = 200_000  # scores that are paired at one go, so that no more memory is taken
_SECONDS = "datetime64[s]"


@dataclass(frozen=True, eq=False)
class Paired:
    """The pairs of one scale and rater, and which episodes have a first and a second score.

    `episode`, `before`, `after` have one entry a pair (a goal each, for goal scales), `date` is
    the second score's. `has_before`, `has_after` and `has_score` (any at all, even one that the
    rule can't place) have one entry an episode. `first_score` is each episode's first score
    (mean over goals), NaN without one, for the needs profile. `row` is that of the second score, and
    `first_row` and `first_date` are those of each episode's first score (-1 and NaT without one).
    """

    scores: ScoreSet
    episode: NDArray[np.int64]
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    date: NDArray[np.datetime64]
    has_before: NDArray[np.bool_]
    has_after: NDArray[np.bool_]
    has_score: NDArray[np.bool_]
    first_score: NDArray[np.float64]
    row: NDArray[np.int64]
    first_row: NDArray[np.int64]
    first_date: NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class Keyed:
    """Scores as a frame whose keys are numbers: an episode and a part of it each, of several sets in turn.

    `sets` has the first key of each set and one more, so that the keys of each lie between two.
    """

    frame: nw.LazyFrame[Any]
    occasions: tuple[str, ...]
    sets: tuple[int, ...]
    widths: tuple[int, ...]  # parts an episode may have in each set

    def episode(self, key: NDArray[np.int64], which: int = 0) -> NDArray[np.int64]:
        """Which episode each of these keys of one set is of."""
        return (key - self.sets[which]) // self.widths[which]


def keyed(entries: Sequence[ScoreSet], **more: NDArray[np.datetime64]) -> Keyed:
    """Scores, each set of one scale and rater, as a frame with `key` in place of episode and part.

    `more` are further columns: of dates, one entry an episode.
    """
    sets, widths, keys = [0], [], []
    for entry in entries:
        least, most = (int(entry.part.min()), int(entry.part.max())) if len(entry.part) else (0, 0)
        widths.append(most - least + 1)
        keys.append(entry.episode * widths[-1] + (entry.part - least + sets[-1]))
        sets.append(int(keys[-1].max(initial=sets[-1])) + 1)
    episode = np.concatenate([entry.episode for entry in entries])
    occasion = np.concatenate([entry.occasion for entry in entries]).tolist()
    columns = {
        "key": np.concatenate(keys),
        "date": np.concatenate([entry.date for entry in entries]).astype(_SECONDS),
        "score": np.concatenate([entry.score for entry in entries]),
        "row": np.concatenate([entry.row for entry in entries]),
        **{name: dates[episode].astype(_SECONDS) for name, dates in more.items()},
    }
    table = pa.table({"occasion": pa.array(occasion, pa.string()), **columns})
    # An Arrow table costs a third as much to begin as a frame of pandas, and no more where there are many.
    return Keyed(nw.from_native(table).lazy(), tuple(set(occasion)), tuple(sets), tuple(widths))


def pair(entry: ScoreSet, rule: Rule, episodes: Episodes) -> Paired:
    """Pair the scores of one scale and rater."""
    return pair_each((entry,), rule, episodes)[0]


def pair_each(entries: Sequence[ScoreSet], rule: Rule, episodes: Episodes) -> tuple[Paired, ...]:
    """Pair the scores of each scale and rater: sooner done together, where they are few, than one by one."""
    found: list[Paired] = []
    waiting: list[ScoreSet] = []
    for place, entry in enumerate(entries):
        waiting.append(entry)
        if place + 1 == len(entries) or sum(len(one.score) for one in waiting) > _TOGETHER:
            found += _paired(waiting, rule, episodes)
            waiting = []
    return tuple(found)


def _paired(entries: Sequence[ScoreSet], rule: Rule, episodes: Episodes) -> Iterator[Paired]:
    scores = keyed(entries, **{name: getattr(episodes, name) for name in rule.dates})
    table = paired(scores.frame, rule, scores.occasions, KEY).collect()
    columns = {name: table[name].to_numpy() for name in table.columns}
    order = np.argsort(columns["key"])
    ends = np.searchsorted(columns["key"], scores.sets, sorter=order)
    for which, entry in enumerate(entries):
        at = order[ends[which] : ends[which + 1]]
        found = {name: column[at] for name, column in columns.items()}
        yield _of_episodes(entry, scores.episode(found["key"], which), found, len(episodes))


def _of_episodes(
    entry: ScoreSet, episode: NDArray[np.int64], found: dict[str, NDArray[Any]], n: int
) -> Paired:
    """The pairs of one set; `episode` is that of each key, in order, and `found` what was found of it."""
    both, begun = found["has_pair"], found["has_before"]
    has_before, has_after, has_score = np.zeros(n, bool), np.zeros(n, bool), np.zeros(n, bool)
    has_score[episode] = True
    has_before[episode[begun]] = True
    has_after[episode[found["has_after"]]] = True
    backwards = np.flatnonzero(begun)[::-1]  # of several goals the first to stand stays
    first_row, first_date = np.full(n, -1, np.int64), np.full(n, "NaT", _SECONDS)
    first_row[episode[backwards]] = found["first_row"][backwards]
    first_date[episode[backwards]] = found["first_date"][backwards]
    counts = np.bincount(episode[begun], minlength=n)
    totals = np.bincount(episode[begun], found["first"][begun], n)
    return Paired(
        entry,
        episode[both],
        found["before"][both],
        found["after"][both],
        found["date"][both],
        has_before,
        has_after,
        has_score,
        np.divide(totals, counts, out=np.full(n, np.nan), where=counts > 0),
        found["row"][both].astype(np.int64),
        first_row,
        first_date,
    )
