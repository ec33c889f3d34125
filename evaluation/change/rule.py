"""What every definition of "improved" has in common: its words, its source and its rates."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.change.intervals import wilson
from evaluation.estimates import Rate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluation.tables import ChangeTable


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """A named definition of "improved" with its source.

    `status` says how far to trust the source ("verified", "secondary", "recalled",
    "convention"), or "computed" where the rule rests on the inputs shown in its text.
    """

    id: str
    label: str
    text: str
    source: str
    status: str

    @property
    def available(self) -> bool:
        """Whether these scores can give the rule; where not, its text says why."""
        return True

    @abstractmethod
    def rates(self, table: ChangeTable, who: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Every outcome's rate, better first; `who` names those in the table ("families")."""


def make_rate(rule: str, outcome: str, n: int, of: int, who: str, confidence: float) -> Rate:
    """A rate with its Wilson interval; without an interval where nobody is in the denominator."""
    low, high = wilson(n, of, confidence) if of else (None, None)
    return Rate(rule=rule, outcome=outcome, n=n, of=of, who=who, low=low, high=high, confidence=confidence)


def three_ways(
    rule: str,
    table: ChangeTable,
    improved: NDArray[np.bool_],
    worse: NDArray[np.bool_],
    who: str,
    confidence: float,
) -> tuple[Rate, ...]:
    """Rates of improved, no change and worse, from which combinations of scores are which."""
    of = table.n
    better_n, worse_n = int(table.count[improved].sum()), int(table.count[worse].sum())
    counts = (("improved", better_n), ("no_change", of - better_n - worse_n), ("worse", worse_n))
    return tuple(make_rate(rule, outcome, n, of, who, confidence) for outcome, n in counts)


def not_available(
    rule: str, outcomes: tuple[str, ...], of: int, who: str, confidence: float
) -> tuple[Rate, ...]:
    """The rates of a rule that these scores cannot give, each printed as "[x]"."""
    return tuple(
        Rate(
            rule=rule,
            outcome=outcome,
            n=None,
            of=of,
            who=who,
            low=None,
            high=None,
            confidence=confidence,
            hidden="[x]",
        )
        for outcome in outcomes
    )
