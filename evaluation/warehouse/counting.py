"""The counting pass: from a table that is held where it is to the counts of those in it who are alike."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from evaluation.counting.cells import Cells, OverallCells, PairCells, ScaleCells
from evaluation.counting.days import days_of
from evaluation.counting.tidying import tidy
from evaluation.errors import InputError
from evaluation.pairing import choose_rule
from evaluation.view import View
from evaluation.warehouse.kinds import Kinds, kinds_of
from evaluation.warehouse.scores import scores_of
from evaluation.warehouse.sizes import Sizes, sizes_of
from evaluation.warehouse.standing import LEVELS, month_of, standings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.pairing import Rule
    from evaluation.warehouse.held import Held
    from evaluation.warehouse.standing import Standing, Standings

MOST_CELLS = 2_000_000


def choose(held: Held, view: View) -> tuple[Rule, str]:
    """The pairing rule a view asks for, or the one the data suggest; and in words how it was chosen.

    Raises InputError when the rule asked for needs what the data do not have.
    """
    return choose_rule(view, scores_of(held), _Contacts(held))


def count(
    held: Held, rule: Rule | None = None, keep: Sequence[str] | None = None, most: int = MOST_CELLS
) -> Cells:
    """Score, pair and count a table where it is; `rule` is the one the data suggest unless given.

    `keep` names the columns to tell episodes apart by: all with few enough values unless given. Raises
    InputError where there is no such column, no score, or that would be more cells than `most`.
    """
    scores = scores_of(held)  # they may have been worked out before
    started = perf_counter() - scores.seconds
    found = _grouped(held, rule, keep)
    if found.size().cells > most:
        raise InputError(found.size(without=True).refusal(most))
    return found.cells(started)


def sizes(held: Held, rule: Rule | None = None, keep: Sequence[str] | None = None) -> Sizes:
    """How many cells a table would be counted in, and how many without each of the columns kept.

    Raises InputError where there is no such column or no score.
    """
    return _grouped(held, rule, keep).size(without=True)


@dataclass(frozen=True)
class _Contacts:
    """Whether a table has the dates that the national pairing rule needs, looked up when asked."""

    held: Held

    @property
    def has_contacts(self) -> bool:
        """Whether any first and any second contact is dated."""
        dates = self.held.episodes.select(nw.col("first_contact").count(), nw.col("second_contact").count())
        return bool((self.held.engine.collect(dates).iloc[0] > 0).all())


@dataclass(frozen=True, kw_only=True, eq=False)
class _Grouped:
    """The cells while they are still where the table is: one row a cell, worked out."""

    held: Held
    rule: Rule
    kinds: Kinds
    standings: Standings
    overall: nw.LazyFrame[Any]
    scales: tuple[tuple[Standing, nw.LazyFrame[Any], nw.LazyFrame[Any] | None], ...]

    def size(self, *, without: bool = False) -> Sizes:
        """How many cells there are, and how many without each of the attributes."""
        every = [self.overall, *(part for _, *parts in self.scales for part in parts if part is not None)]
        return sizes_of(self.held.engine, self.kinds, every, without=without)

    def cells(self, started: float) -> Cells:
        """The cells, brought here."""
        collect = self.held.engine.collect
        people = nw.col("subject").n_unique().alias("people")
        counts = collect(self.held.episodes.select(nw.len().alias("episodes"), people)).iloc[0]
        once = bool(counts["episodes"] == counts["people"])
        table = collect(self.overall)
        overall = OverallCells(
            **_episodes(self.kinds, table),
            scored=np.array(LEVELS, np.uint8)[table["level"].to_numpy(np.int64)],
        )
        return tidy(
            Cells(
                rule=self.rule,
                attributes=self.kinds.attributes,
                overall=overall,
                scales=tuple(self._scale(*parts, once=once) for parts in self.scales),
                people=int(counts["people"]),
                seconds=perf_counter() - started,
            )
        )

    def _scale(
        self, standing: Standing, frame: nw.LazyFrame[Any], pairs: nw.LazyFrame[Any] | None, *, once: bool
    ) -> ScaleCells:
        table = self.held.engine.collect(frame)
        most_pairs, most_first = _most(self.held, self.standings.frame, standing, once=once)
        return ScaleCells(
            **_episodes(self.kinds, table),
            measure=standing.entry.measure,
            scale=standing.entry.scale,
            rater=standing.entry.rater,
            standing=table["standing"].to_numpy(np.uint8),
            first=_floats(table["first"]),
            after=_floats(table["after"]),
            earliest=_days(table["earliest"]),
            latest=_days(table["latest"]),
            pairs=None if pairs is None else self._pairs(pairs),
            most_pairs=most_pairs,
            most_first=most_first,
        )

    def _pairs(self, frame: nw.LazyFrame[Any]) -> PairCells:
        table = self.held.engine.collect(frame)
        return PairCells(
            value=self.kinds.read(table)[0],
            month=table["month"].to_numpy(np.int32),
            before=_floats(table["before"]),
            after=_floats(table["after"]),
            n=table["n"].to_numpy(np.int64),
            earliest=_days(table["earliest"]),
            latest=_days(table["latest"]),
        )


def _grouped(held: Held, rule: Rule | None, keep: Sequence[str] | None) -> _Grouped:
    """Score, pair and group a table, all of it still where it is."""
    settle = held.engine.settle
    kinds = kinds_of(held, keep)
    scores = scores_of(held)
    rule = rule or choose(held, View())[0]
    standings = standings_of(held, scores, rule, kinds)
    everybody = standings.frame
    return _Grouped(
        held=held,
        rule=rule,
        kinds=kinds,
        standings=standings,
        overall=settle(everybody.group_by(*kinds.names, "month", "level").agg(nw.len().alias("n"))),
        scales=tuple((one, *_of_scale(held, kinds, everybody, one)) for one in standings.each),
    )


def _of_scale(
    held: Held, kinds: Kinds, everybody: nw.LazyFrame[Any], standing: Standing
) -> tuple[nw.LazyFrame[Any], nw.LazyFrame[Any] | None]:
    """The cells of one scale, and those of its pairs where an episode may have several."""
    date = standing.column("date")
    dated = everybody.select(
        "episode",
        *kinds.names,
        month=nw.when(date.is_null()).then(nw.col("month")).otherwise(month_of(date)),
        # Whose second score has no date is not alike one whose second score has.
        dated=~date.is_null(),
        date=date,
        **{name: standing.column(name) for name in ("standing", "first", "after")},
    )
    same = (*kinds.names, "month", "dated")
    found = held.engine.settle(_counted(dated, *same, "standing", "first", "after"))
    if standing.pairs is None:
        return found, None
    pairs = standing.pairs.join(dated.select("episode", *same), on="episode", how="inner")
    return found, held.engine.settle(_counted(pairs, *same, "before", "after"))


def _counted(frame: nw.LazyFrame[Any], *keys: str) -> nw.LazyFrame[Any]:
    """How many rows are alike in these columns, with the first and the last of their dates."""
    return frame.group_by(*keys).agg(
        nw.len().alias("n"), nw.col("date").min().alias("earliest"), nw.col("date").max().alias("latest")
    )


def _most(held: Held, everybody: nw.LazyFrame[Any], standing: Standing, *, once: bool) -> tuple[int, int]:
    """The most pairs, and the most first scores, that one person has."""
    goals = standing.pairs is not None
    if once and not goals:
        return 1, 1
    frame = everybody.select(
        "episode",
        pairs=standing.column("pairs"),
        begun=nw.when(~standing.column("first").is_null()).then(nw.lit(1)).otherwise(nw.lit(0)),
    )
    if not once:
        subjects = held.episodes.select("episode", "subject")
        by_person = frame.join(subjects, on="episode", how="inner").group_by("subject")
        frame = by_person.agg(nw.col("pairs").sum(), nw.col("begun").sum())
    found = held.engine.collect(frame.select(nw.col("pairs").max(), nw.col("begun").max())).iloc[0]
    return max(int(found["pairs"]), 1), max(int(found["begun"]), 1)


def _episodes(kinds: Kinds, table: pd.DataFrame) -> dict[str, Any]:
    """What all cells of episodes have, from a table with one row a cell."""
    value, contacts = kinds.read(table)
    return {
        "value": value,
        "contacts": contacts,
        "month": table["month"].to_numpy(np.int32),
        "n": table["n"].to_numpy(np.int64),
    }


def _floats(column: pd.Series) -> NDArray[np.float64]:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def _days(column: pd.Series) -> NDArray[np.int32]:
    return days_of(column.to_numpy(dtype="datetime64[s]"))
