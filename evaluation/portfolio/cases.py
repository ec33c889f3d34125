"""A trainee's closed cases, one by one, each with what became of its scores."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.change import headline_rule, rules_for
from evaluation.portfolio.contents import Case, Outcome, Score
from evaluation.tables import ChangeTable
from evaluation.trends.periods import Period, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from evaluation.change import HeadlineRule, Rule
    from evaluation.counting import Counted
    from evaluation.counting.coding import Coded
    from evaluation.importing.episodes import Episodes
    from evaluation.measures.definition import Scale
    from evaluation.pairing import Paired

NO_SECOND = "no second score"
NO_FIRST = "no first score"
UNPLACED = "its scores can't be told apart in time"
_OUTCOMES: tuple[Outcome, ...] = ("improved", "no_change", "worse")


@dataclass(frozen=True)
class Judge:
    """The rule that judges a scale's pairs: the published amount where there is one, else any difference."""

    scale: Scale
    rule: Rule
    headline: HeadlineRule

    @classmethod
    def of(cls, scale: Scale) -> Judge:
        """The rule of a scale, whatever definition somebody chose for other figures."""
        headline = headline_rule(scale)
        return cls(scale, next(rule for rule in rules_for(scale) if rule.id == headline.rule), headline)

    @property
    def published(self) -> bool:
        """Whether an amount with a source judges."""
        return self.rule.id != "any_change"

    def judged(self, before: float, after: float) -> tuple[Outcome, float]:
        """What became of one pair, as the rule says of it alone, and by how much it changed."""
        if not self.scale.claims:
            return "described", after - before
        one = ChangeTable.from_scores([before], [after], better=self.scale.better)
        found = {rate.outcome for rate in self.rule.rates(one, "") if rate.n}
        return next(outcome for outcome in _OUTCOMES if outcome in found), float(
            one.gain[0]
        ) + 0.0  # never minus nothing


def cases(counted: Counted, episodes: Episodes, closed: NDArray[np.bool_]) -> tuple[Case, ...]:
    """The closed cases under running numbers, in the order in which they closed, each with all its scores.

    `closed` has one entry an episode.
    """
    scores: dict[int, list[Score]] = defaultdict(list)
    for coded in counted.coded:
        for episode, score in _of_scale(coded, closed):
            scores[episode].append(score)
    opened = np.where(np.isnat(episodes.start), episodes.first_contact, episodes.start)
    when = np.where(np.isnat(episodes.end), counted.last_date, episodes.end)
    rows = episodes.marks.row if len(episodes.marks.row) else np.zeros(len(episodes), np.int64)
    order = sorted(
        np.flatnonzero(closed).tolist(),
        key=lambda e: (bool(np.isnat(when[e])), when[e].astype("datetime64[s]").astype(np.int64), rows[e], e),
    )
    return tuple(
        Case(
            number=number,
            opened=_month(opened[e]),
            closed=_month(episodes.end[e]),
            scores=tuple(scores[e]),
            row=int(rows[e]),
        )
        for number, e in enumerate(order, start=1)
    )


def _of_scale(coded: Coded, closed: NDArray[np.bool_]) -> Iterator[tuple[int, Score]]:
    """What each closed case has on one scale: its pairs (of goals several), else why there is none."""
    paired = coded.paired
    entry, judge = paired.scores, Judge.of(paired.scores.scale)
    blank = Score(scale=entry.scale.title, rater=entry.rater, outcome="unpaired")
    for at in np.flatnonzero(closed[paired.episode]).tolist():
        episode = int(paired.episode[at])
        before, after = float(paired.before[at]), float(paired.after[at])
        outcome, change = judge.judged(before, after)
        yield (
            episode,
            replace(
                blank,
                outcome=outcome,
                published=judge.published,
                before=before,
                after=after,
                first=_month(paired.first_date[episode]),
                second=_month(paired.date[at]),
                change=change,
            ),
        )
    with_pair = np.zeros(len(closed), bool)
    with_pair[paired.episode] = True
    for episode in np.flatnonzero(closed & paired.has_score & ~with_pair).tolist():
        yield episode, _unpaired(paired, episode, blank)
    if entry.scale.unit == "goal":
        yield from _goals_left(paired, closed & with_pair, blank)


def _unpaired(paired: Paired, episode: int, blank: Score) -> Score:
    """A case with scores that make no pair: its first one where there is one, and what is missing."""
    first, second = bool(paired.has_before[episode]), bool(paired.has_after[episode])
    return replace(
        blank,
        before=float(paired.first_score[episode]) if first else None,
        first=_month(paired.first_date[episode]),
        why=UNPLACED if first == second else NO_SECOND if first else NO_FIRST,
    )


def _goals_left(paired: Paired, closed: NDArray[np.bool_], blank: Score) -> Iterator[tuple[int, Score]]:
    """Of cases with goals that have both scores: how many other goals have not."""
    entry = paired.scores
    for episode in np.flatnonzero(closed).tolist():
        every = len(np.unique(entry.part[entry.episode == episode]))
        left = every - int(np.count_nonzero(paired.episode == episode))
        if left:
            goals = "1 goal lacks" if left == 1 else f"{left} goals lack"
            yield episode, replace(blank, why=f"{goals} one of two scores")


def _month(day: np.datetime64) -> Period | None:
    number = int(numbers(np.array([day], "datetime64[s]"), "month")[0])
    return None if number < 0 else Period("month", number)
