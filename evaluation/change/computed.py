"""Reliable change computed from stated inputs, never a published threshold.

Conventions, for comparison with other programs: the SD is the sample's before scores unless
another is given; z is the exact normal quantile (1.959964 at 95%, not 1.96); a change must be
larger than the threshold, strictly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.change.methods import NAMES, margin
from evaluation.change.rule import Rule, not_available, three_ways
from evaluation.tables import DECIMALS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluation.estimates import Rate
    from evaluation.tables import ChangeTable
    from evaluation.view import Method


@dataclass(frozen=True, kw_only=True)
class ComputedChange(Rule):
    """A change larger than measurement error explains, by a threshold computed from stated inputs.

    The second score is compared with `slope` x first + `shift`, where it would be expected;
    `threshold` is in points of the scale, None where the inputs cannot give one.
    """

    threshold: float | None
    slope: float = 1.0
    shift: float = 0.0

    @property
    def available(self) -> bool:
        """Whether these scores can give the rule."""
        return self.threshold is not None

    def rates(self, table: ChangeTable, who: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Shares that improved, did not change and got worse by more than the threshold."""
        if self.threshold is None:
            return not_available(self.id, ("improved", "no_change", "worse"), table.n, who, confidence)
        improved, worse = self.beyond(table)
        return three_ways(self.id, table, improved, worse, who, confidence)

    def beyond(self, table: ChangeTable) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which combinations of scores are reliably better and which reliably worse.

        Raises ValueError where there is no threshold.
        """
        if self.threshold is None:
            raise ValueError("without a threshold nothing is reliably better or worse")
        amount = round(self.threshold, DECIMALS)
        gain = replace(table, before=self.slope * table.before + self.shift).gain
        return gain > amount, gain < -amount


def computed_change(
    table: ChangeTable,
    reliability: float,
    *,
    method: Method = "jt",
    sd: float | None = None,
    mean_after: float | None = None,
    confidence: float = 0.95,
    places: int = 2,
) -> ComputedChange:
    """Reliable change by one of six methods: z * SD * sqrt(2 (1 - reliability)) for Jacobson & Truax.

    `evaluation.change.methods.margin` has the formulas, their sources and what each argument is;
    it raises ValueError when the reliability is not between 0 and 1 or the SD not above 0.

    >>> from evaluation.tables import ChangeTable
    >>> table = ChangeTable.from_scores([10, 14, 18], [9, 8, 8], better="lower")
    >>> round(computed_change(table, 0.875).threshold, 4)  # 1.96 x 4 x 0.5
    3.9199
    """
    found = margin(
        table,
        reliability,
        method=method,
        sd=sd,
        mean_after=mean_after,
        confidence=confidence,
        places=places,
    )
    named = NAMES[method]
    by = "" if method == "jt" else f" by {named.name}"
    return ComputedChange(
        id="computed_change",
        label=f"Reliable change{by}, computed for these scores",
        text=found.words,
        source=f"{named.source}; computed from the inputs shown",
        status="computed",
        threshold=found.amount,
        slope=found.slope,
        shift=found.shift,
    )
