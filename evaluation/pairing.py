"""Pairing: which two scores of an episode are compared, by a rule that has a name.

Scores are paired within one episode, scale and rater; raters are never mixed, and a
retrospective baseline is never taken for a true one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.errors import InputError
from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE, REVIEW, occasion_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.importing.episodes import Episodes
    from evaluation.scoring import Scores, ScoreSet
    from evaluation.view import View

NO_SCORE = "no score"
ONE_SCORE = "one score"


@dataclass(frozen=True)
class Rule:
    """A pairing rule: its name and, for occasions, which two are compared."""

    name: str
    before: str = ""
    after: str = ""

    @property
    def words(self) -> str:
        """The rule as it is printed beside a figure.

        >>> Rule("occasions", "baseline", "follow-up 6 months").words
        'score at baseline against score at follow-up 6 months'
        """
        if self.name == "occasions":
            return f"score at {self.before} against score at {self.after}"
        if self.name == "national":
            return (
                "first score on or after the first contact against the last on or after the second "
                "(as NHS England's outcome metrics pair scores; open referrals are included)"
            )
        if self.name == "course":
            return "first score against last score of the course of treatment, none after it ended"
        return "first score against last score"


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


def occasions_of(scores: Scores) -> tuple[str, ...]:
    """Every occasion that a score was given at, in order of time."""
    return tuple(sorted(scores.occasions - {""}, key=occasion_order))


def choose_rule(view: View, scores: Scores, episodes: Episodes) -> tuple[Rule, str]:
    """The rule a view asks for, or the one the data suggest; and in words how it was chosen.

    Raises InputError when the rule asked for needs what the data do not have.
    """
    occasions = occasions_of(scores)
    if view.pairing == "national":
        if not episodes.has_contacts:
            raise InputError(
                "The national pairing rule needs the dates of the first and second contact, and no columns "
                "are mapped to them. Map them on the import page, or choose another pairing rule."
            )
        return Rule("national"), ""
    if view.pairing == "first_last":
        return Rule("first_last"), ""
    for asked in (view.before, view.after):
        if asked and asked not in occasions:
            raise InputError(
                f"No score was given at '{asked}'. The data have: "
                f"{', '.join(occasions) or 'no named stages'}."
            )
    before = view.before or _first_of(occasions, (BASELINE, RETROSPECTIVE))
    after = view.after or _after(occasions, before)
    if before and after and before != after:
        said = (
            ""
            if view.after or len(occasions) == 2
            else f"Compared: {before} with {after}, of {len(occasions)} stages at which scores were given."
        )
        return Rule("occasions", before, after), said
    if view.pairing == "occasions":
        raise InputError(
            "Pairing by stage needs scores from two stages; the data name "
            f"{' and '.join(occasions) if occasions else 'none'}. Choose first and last score instead."
        )
    return Rule("first_last"), ""


def _first_of(occasions: tuple[str, ...], kinds: tuple[str, ...]) -> str:
    return next((o for kind in kinds for o in occasions if o.startswith(kind)), "")


def _after(occasions: tuple[str, ...], before: str) -> str:
    later = [o for o in occasions if o != before and not o.startswith((BASELINE, RETROSPECTIVE))]
    return _first_of(tuple(later), (END, FOLLOW_UP, REVIEW))


def pair(entry: ScoreSet, rule: Rule, episodes: Episodes) -> Paired:
    """Pair the scores of one scale and rater."""
    ordered, key, place, placed = in_time(entry)
    first, last = _candidates(ordered, placed, rule, episodes)
    before_at = edge_of_each(ordered, key, place, first, last_one=False)
    after_at = edge_of_each(ordered, key, place, last, last_one=True)
    _, b, a = np.intersect1d(key[before_at], key[after_at], assume_unique=True, return_indices=True)
    pair_before, pair_after = before_at[b], after_at[a]
    distinct = pair_before != pair_after
    pair_before, pair_after = pair_before[distinct], pair_after[distinct]
    n = len(episodes)
    has_before, has_after, has_score = np.zeros(n, bool), np.zeros(n, bool), np.zeros(n, bool)
    has_score[ordered.episode] = True
    has_before[ordered.episode[before_at]] = True
    # Where stages are named, a second score without a first is known to be one.
    has_after[ordered.episode[after_at if rule.name == "occasions" else pair_after]] = True
    first_row, first_date = np.full(n, -1, np.int64), np.full(n, "NaT", "datetime64[s]")
    backwards = before_at[::-1]  # of several goals the first to stand stays
    first_row[ordered.episode[backwards]] = ordered.row[backwards]
    first_date[ordered.episode[backwards]] = ordered.date[backwards]
    counts = np.bincount(ordered.episode[before_at], minlength=n)
    totals = np.bincount(ordered.episode[before_at], ordered.score[before_at], n)
    return Paired(
        entry,
        ordered.episode[pair_before],
        ordered.score[pair_before],
        ordered.score[pair_after],
        ordered.date[pair_after],
        has_before,
        has_after,
        has_score,
        np.divide(totals, counts, out=np.full(n, np.nan), where=counts > 0),
        ordered.row[pair_after],
        first_row,
        first_date,
    )


def in_time(
    entry: ScoreSet,
) -> tuple[ScoreSet, NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Scores in order of time within each key (episode and part); keys, places in time, which have one.

    Dates decide where every score of a key has one (and stages between two of one date); otherwise
    stages do, and a score without one has no place unless it is alone. Two scores of a key with the
    same place in time can't be told apart: row order never decides.
    """
    by_key = np.lexsort((entry.part, entry.episode))
    entry = entry.take(by_key)
    change = (
        np.r_[True, (np.diff(entry.episode) != 0) | (np.diff(entry.part) != 0)] if len(by_key) else by_key
    )
    key = np.cumsum(change).astype(np.int64) - 1
    size = np.bincount(key) if len(key) else key
    dated = np.bincount(key, ~np.isnat(entry.date))[key] == size[key] if len(key) else change.astype(bool)
    staged = np.bincount(key, entry.occasion != "")[key] == size[key] if len(key) else change.astype(bool)
    when = np.where(dated, entry.date.astype("datetime64[s]").astype(np.int64), 0)
    stage = np.where(dated & ~staged, 0, _ranks(entry.occasion))
    order = np.lexsort((entry.score, stage, when, key))
    later = (np.diff(when[order]) != 0) | (np.diff(stage[order]) != 0) | (np.diff(key[order]) != 0)
    place = np.cumsum(np.r_[0, later]).astype(np.int64) if len(order) else key
    return (
        entry.take(order),
        key[order],
        place,
        (dated | (entry.occasion != "") | (size[key] == 1))[order],
    )


def _candidates(
    entry: ScoreSet, placed: NDArray[np.bool_], rule: Rule, episodes: Episodes
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which scores may be the first of a pair, and which the second."""
    true_design = entry.occasion != RETROSPECTIVE
    if rule.name == "occasions":
        return entry.occasion == rule.before, entry.occasion == rule.after
    if rule.name == "national":
        # NHS England, MHSDS CYP outcomes: first on or after contact 1; last on or after contact 2
        # and on or before discharge (facts/measures.md section 8.2, sources S1 and S2).
        date, episode = entry.date, entry.episode
        dated = ~np.isnat(date)
        open_ended = np.isnat(episodes.end[episode])
        first = dated & (date >= episodes.first_contact[episode])
        last = (
            dated
            & (date >= episodes.second_contact[episode])
            & (open_ended | (date <= episodes.end[episode]))
        )
        return first & true_design, last & true_design
    # A score at the end or later is nobody's first, even where it is the only one.
    late = np.array([str(o).startswith((END, FOLLOW_UP)) for o in entry.occasion], dtype=bool)
    first, last = placed & true_design & ~late, placed & true_design
    if rule.name == "course":  # a score given after the course has ended is none of its own
        end = episodes.end[entry.episode]
        within = np.isnat(end) | np.isnat(entry.date) | (entry.date <= end)
        return first & within, last & within
    return first, last


def edge_of_each(
    entry: ScoreSet,
    key: NDArray[np.int64],
    place: NDArray[np.int64],
    mask: NDArray[np.bool_],
    *,
    last_one: bool,
) -> NDArray[np.int64]:
    """The first (or last) position of each key among those that a mask allows, in key order.

    A key where two different scores have that place in time has none: either could be meant.
    """
    at = np.flatnonzero(mask)
    if not len(at):
        return at
    new_key = np.r_[True, np.diff(key[at]) != 0]
    new_place = np.r_[True, np.diff(place[at]) != 0] | new_key
    run = np.cumsum(new_place) - 1  # scores of one key at one place in time
    starts = np.flatnonzero(new_place)
    scores = entry.score[at]
    alike = np.minimum.reduceat(scores, starts) == np.maximum.reduceat(scores, starts)
    edge = np.r_[new_key[1:], True] if last_one else new_key
    picked: NDArray[np.int64] = at[edge & alike[run]]
    return picked


def _ranks(occasions: NDArray[np.object_]) -> NDArray[np.int64]:
    codes, names = pd.factorize(occasions)
    order = sorted(range(len(names)), key=lambda i: occasion_order(str(names[i])))
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    return rank[codes]
