"""Where each episode stands on every scale: which scores it has under a pairing rule, one row an episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.counting.cells import BEGUN, NO_MONTH, PAIRED, SCORED
from evaluation.counting.coding import STANDINGS
from evaluation.pairing.frames import by_episode, paired
from evaluation.warehouse.scores import last_of
from evaluation.warehouse.stages import by_stage, columns_of, one_pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.pairing import Rule
    from evaluation.warehouse.held import Held
    from evaluation.warehouse.kinds import Kinds
    from evaluation.warehouse.scores import HeldScale, HeldScores

# Who has a pair has a first score, and who has that has a score: so the most on any scale says all.
LEVELS = (0, SCORED, SCORED | BEGUN, SCORED | BEGUN | PAIRED)
_LEVEL = {"both": 3, "both_unpaired": 2, "before_only": 2, "after_only": 1, "unplaced": 1}
_TOGETHER = 6  # frames with a row an episode that are joined at one go, so that no more memory is taken


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """One scale by one kind of rater, whose columns in `Standings` end in its `place`.

    `pairs` are those of goals: `episode`, `before`, `after`, `date`.
    """

    place: int
    entry: HeldScale
    pairs: nw.LazyFrame[Any] | None = None

    def column(self, name: str) -> nw.Expr:
        """One of its columns."""
        return nw.col(f"{name}_{self.place}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Standings:
    """Where episodes stand under a pairing rule, worked out: a row each, also for those without a score.

    The frame has `episode`, the numbers of their kinds, `month` (of the latest second score, else of the
    latest score or answer of any kind, else of the end), `level` (among `LEVELS`, the most on any scale),
    and for the scale at each place `standing_0` (among `STANDINGS`), `first_0`, `after_0`, `date_0` (of the
    second score) and `pairs_0` (how many).
    """

    frame: nw.LazyFrame[Any]
    each: tuple[Standing, ...]


def standings_of(held: Held, scores: HeldScores, rule: Rule, kinds: Kinds) -> Standings:
    """Pair the scores of every scale, and say where each episode stands."""
    entries = dict(enumerate(scores.sets))
    staged = {
        place: entry
        for place, entry in entries.items()
        if rule.name == "occasions" and entry.scale.score != "each"
    }
    frames = [*by_stage(held, staged, rule, scores.occasions)]
    dated = {id(block) for entry in staged.values() for block, _ in entry.sources}
    others = [block for block in scores.responses if id(block) not in dated]
    if others:
        frames.append(last_of(others, "last_others"))
    goals: dict[int, nw.LazyFrame[Any]] = {}
    for place, entry in entries.items():
        if place in staged:
            continue
        found = _one(held, entry, rule, scores.occasions)
        if entry.scale.score == "each":
            found = held.engine.settle(found)
            goals[place] = found.filter(nw.col("has_pair")).select("episode", "before", "after", "date")
            found = by_episode(found).with_columns(after=nw.lit(None, dtype=nw.Float64))
        frames.append(held.engine.settle(columns_of(found, place)))
    everybody = held.episodes.select("episode", "end", **kinds.expressions())
    for start in range(0, len(frames), _TOGETHER):
        for frame in frames[start : start + _TOGETHER]:
            everybody = everybody.join(frame, on="episode", how="left")
        if start + _TOGETHER < len(frames):
            everybody = held.engine.settle(everybody)
    each = tuple(
        Standing(place=place, entry=entry, pairs=goals.get(place)) for place, entry in entries.items()
    )
    return Standings(frame=held.engine.settle(_told(everybody, kinds, each)), each=each)


def _one(held: Held, entry: HeldScale, rule: Rule, occasions: frozenset[str]) -> nw.LazyFrame[Any]:
    """The pairs of a scale: a row an episode, or of goals a row a goal."""
    scores = entry.frame.drop("row")
    if rule.dates:
        scores = scores.join(held.episodes.select("episode", *rule.dates), on="episode", how="left")
    if entry.scale.score == "each":
        return paired(scores, rule, sorted(occasions))
    return one_pair(scores.drop("part"), rule, occasions)


def _told(everybody: nw.LazyFrame[Any], kinds: Kinds, each: Sequence[Standing]) -> nw.LazyFrame[Any]:
    """All that `Standings` has, of episodes beside what was found of them on each scale."""
    names = everybody.collect_schema().names()
    last = _most([nw.col(name) for name in names if name.startswith("last_")])
    second = _most([one.column("date") for one in each])
    dates = [date for date in (second, last) if date is not None]
    level = _most([_level(one.column("standing")) for one in each])
    columns = {f"{name}_{one.place}": one.column(name) for one in each for name in ("first", "after", "date")}
    for one in each:
        for name in ("standing", "pairs"):
            columns[f"{name}_{one.place}"] = one.column(name).fill_null(0).cast(nw.Int64)
    return everybody.select(
        "episode",
        *kinds.names,
        month=month_of(nw.coalesce(*dates, nw.col("end").cast(nw.Datetime))),
        level=nw.lit(0, dtype=nw.Int64) if level is None else level,
        **columns,
    )


def month_of(date: nw.Expr) -> nw.Expr:
    """The month of a date, counted from year 0."""
    return (date.dt.year() * 12 + date.dt.month() - 1).fill_null(NO_MONTH).cast(nw.Int64)


def _most(columns: Sequence[nw.Expr]) -> nw.Expr | None:
    """The most of columns in each row; None where there are none."""
    if len(columns) < 2:
        return columns[0] if columns else None
    return nw.max_horizontal(*columns)


def _level(standing: nw.Expr) -> nw.Expr:
    """Where somebody's standing on one scale is among `LEVELS`; null is nothing."""
    found = nw.lit(0, dtype=nw.Int64)
    for name, level in _LEVEL.items():
        here = standing == STANDINGS.index(name)
        found = nw.when(here).then(nw.lit(level, dtype=nw.Int64)).otherwise(found)
    return found
