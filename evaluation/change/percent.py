"""A percentage of the first score as the amount that counts, published or chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation import wording
from evaluation.change.rule import Rule, make_rate
from evaluation.tables import DECIMALS

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.measures.definition import ChangeRule
    from evaluation.tables import ChangeTable

_ZERO = "A first score of 0 has no percentage: who has one is left out."


@dataclass(frozen=True, kw_only=True)
class PercentChange(Rule):
    """A change of at least so many per cent of the first score, each way.

    `value` and `worse` are percentages above 0 of the size of the first score. Those whose first
    score is 0 are in no outcome and not in the denominator; elsewhere such a rise counts as an
    improvement and a deterioration at once.
    """

    value: float
    worse: float

    def __post_init__(self) -> None:
        if not (self.value > 0 and self.worse > 0):
            raise ValueError(f"a percentage must be above 0, not {min(self.value, self.worse)}")

    @classmethod
    def of(cls, rule: ChangeRule, rule_id: str) -> PercentChange:
        """A published percentage in the form the statistics use."""
        worse = rule.value if rule.worse is None else rule.worse
        text = (
            f"The score got better by at least {rule.value:g}% of the first score, or worse by at least "
            f"{worse:g}%, the amount that the source counts as one that matters. {_ZERO}"
        )
        return cls(
            id=rule_id,
            label=f"Important change ({rule.label})",
            text=f"{text} {wording.sentence(rule.note)}".strip(),
            source=rule.source,
            status="unit unknown" if rule.unit_unknown else rule.status,
            value=rule.value,
            worse=worse,
        )

    @classmethod
    def chosen(cls, percent: float, lowest: float = 0) -> PercentChange:
        """A percentage of somebody's own choosing; `lowest` is the scale's lowest score.

        >>> from evaluation.tables import ChangeTable
        >>> table = ChangeTable.from_scores([10, 10, 10, 0], [8, 9, 12, 3], better="lower")
        >>> [(rate.n, rate.of) for rate in PercentChange.chosen(20).rates(table, "families")]
        [(1, 3), (1, 3), (1, 3)]
        """
        start = (
            f" This scale starts at {lowest:g}, so {percent:g}% of a score is not {percent:g}% of the way "
            "to its end."
            if lowest
            else ""
        )
        return cls(
            id="percent_change",
            label=f"At least {percent:g}% of the first score",
            text=(
                f"The score got better (or worse) by at least {percent:g}% of the first score. {_ZERO}{start}"
                " The percentage was chosen for these figures; it is not a published threshold."
            ),
            source="Chosen for these figures",
            status="convention",
            value=percent,
            worse=percent,
        )

    def rates(self, table: ChangeTable, who: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Shares that improved, stayed within the percentage and got worse, of first scores other than 0."""
        size = np.abs(np.round(table.before, DECIMALS))
        judged = size > 0
        # Multiplied out: a division would move those exactly at the percentage.
        gain = np.round(100 * table.gain, DECIMALS - 2)
        improved = judged & (gain >= np.round(self.value * size, DECIMALS - 2))
        worse = judged & (-gain >= np.round(self.worse * size, DECIMALS - 2))
        of = int(table.count[judged].sum())
        whom = who if of == table.n else f"{who} whose first score is not 0"
        better_n, worse_n = int(table.count[improved].sum()), int(table.count[worse].sum())
        counts = (("improved", better_n), ("no_change", of - better_n - worse_n), ("worse", worse_n))
        return tuple(make_rate(self.id, outcome, n, of, whom, confidence) for outcome, n in counts)
