"""The scores of a data set as they are counted under each pairing rule, each counted once and kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from evaluation.counting import Counted, count, put_together
from evaluation.errors import InputError
from evaluation.pairing import choose_rule
from evaluation.view import View

if TYPE_CHECKING:
    from evaluation.importing.episodes import Episodes
    from evaluation.pairing import Rule
    from evaluation.scoring import Scores
    from evaluation.view import Pairing


@dataclass(eq=False)
class Countings:
    """Pairs of all scores, or of some questionnaires alone, under any pairing rule."""

    scores: Scores
    episodes: Episodes
    _under: dict[Rule, Counted] = field(default_factory=dict, repr=False)
    _of: dict[tuple[Rule, frozenset[str]], Counted] = field(default_factory=dict, repr=False)

    def under(self, rule: Rule) -> Counted:
        """Pairs under a rule, counted once and kept."""
        if rule not in self._under:
            self._under[rule] = count(self.scores, self.episodes, rule)
        return self._under[rule]

    def of(self, rule: Rule, measures: frozenset[str]) -> Counted:
        """Some questionnaires alone, counted once and kept."""
        if (rule, measures) not in self._of:
            if rule in self._under or rule in self._rules:  # the pairs of each scale are wanted anyway
                every = [c for c in self.under(rule).coded if c.paired.scores.measure.id in measures]
                found = put_together(every, self.scores.answers, self.episodes, rule)
            else:
                sets = tuple(entry for entry in self.scores.sets if entry.measure.id in measures)
                found = count(replace(self.scores, sets=sets), self.episodes, rule)
            self._of[rule, measures] = found
        return self._of[rule, measures]

    def each(self, first: Counted) -> tuple[Counted, ...]:
        """The data as they are counted first, and under every other pairing rule."""
        return (first, *(self.under(other) for other in self._rules if other != first.rule))

    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        """Every pairing rule that these data allow, for the multiverse."""
        found = []
        asked: tuple[Pairing, ...] = ("occasions", "first_last", "national")
        for pairing in asked:
            try:
                rule, _ = choose_rule(View(pairing=pairing), self.scores, self.episodes)
            except InputError:
                continue
            found.append(rule)
        return tuple(found)
