"""Definitions of "improved" computed from stated inputs (Jacobson & Truax 1991), never published ones.

Conventions, for comparison with other programs: the SD is the sample's before scores unless
another is given; z is the exact normal quantile (1.959964 at 95%, not 1.96); a change must be
larger than the threshold, and scores beyond the cut-off on both sides, strictly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from evaluation.change.rule import Rule, make_rate, not_available, three_ways
from evaluation.effects.moments import describe
from evaluation.tables import DECIMALS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.estimates import Rate
    from evaluation.tables import ChangeTable

_SOURCE = "Jacobson and Truax 1991, doi 10.1037/0022-006X.59.1.12; computed from the inputs shown"
_NO_SPREAD = "It can't be computed here: the scores before do not vary, or there are fewer than two."


@dataclass(frozen=True, kw_only=True)
class ComputedChange(Rule):
    """A change larger than measurement error explains, by a threshold computed from stated inputs.

    `threshold` is in points of the scale, None where the inputs cannot give one.
    """

    threshold: float | None

    def rates(self, table: ChangeTable, who: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Shares that improved, did not change and got worse by more than the threshold."""
        if self.threshold is None:
            return not_available(self.id, ("improved", "no_change", "worse"), table.n, who, confidence)
        improved, worse = _beyond(table, self.threshold)
        return three_ways(self.id, table, improved, worse, who, confidence)


@dataclass(frozen=True, kw_only=True)
class ClinicallySignificant(Rule):
    """Reliable change together with crossing a computed cut-off: five outcomes, each pair in one.

    recovered: reliably better and across the cut-off; improved: reliably better only; worse:
    reliably worse only; harmed: reliably worse and across the cut-off the wrong way.
    """

    threshold: float | None
    cut_off: float | None

    def rates(self, table: ChangeTable, who: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Shares recovered, improved, without reliable change, worse and harmed."""
        outcomes = ("recovered", "improved", "no_change", "worse", "harmed")
        if self.threshold is None or self.cut_off is None:
            return not_available(self.id, outcomes, table.n, who, confidence)
        better, worse = _beyond(table, self.threshold)
        edge = round(table.sign * self.cut_off, DECIMALS)
        before = np.round(table.sign * table.before, DECIMALS) - edge
        after = np.round(table.sign * table.after, DECIMALS) - edge
        recovered = better & (before < 0) & (after > 0)
        harmed = worse & (before > 0) & (after < 0)
        of = table.n
        chosen = (recovered, better & ~recovered, ~better & ~worse, worse & ~harmed, harmed)
        return tuple(
            make_rate(self.id, outcome, int(table.count[which].sum()), of, who, confidence)
            for outcome, which in zip(outcomes, chosen, strict=True)
        )


def computed_change(
    table: ChangeTable, reliability: float, *, sd: float | None = None, confidence: float = 0.95
) -> ComputedChange:
    """Reliable change computed as z * SD * sqrt(2 (1 - reliability)) (Jacobson & Truax 1991).

    `sd` is in points of the scale, by default the SD of the table's scores before. Raises
    ValueError when the reliability is not between 0 and 1 or the SD not above 0.

    >>> from evaluation.tables import ChangeTable
    >>> table = ChangeTable.from_scores([10, 14, 18], [9, 8, 8], better="lower")
    >>> round(computed_change(table, 0.875).threshold, 4)  # 1.96 x 4 x 0.5
    3.9199
    """
    threshold, words = _threshold(table, reliability, sd, confidence)
    return ComputedChange(
        id="computed_change",
        label="Reliable change, computed for these scores",
        text=words,
        source=_SOURCE,
        status="computed",
        threshold=threshold,
    )


def clinically_significant(
    table: ChangeTable,
    reliability: float,
    functional_mean: float,
    functional_sd: float,
    *,
    sd: float | None = None,
    confidence: float = 0.95,
) -> ClinicallySignificant:
    """Reliable and clinically significant change with cut-off c (Jacobson & Truax 1991).

    c = (SD before * functional mean + functional SD * mean before) / (SD before + functional SD):
    the score as far from those who use services as from those who do not, in SDs. Raises
    ValueError when an input is out of range.
    """
    if not (math.isfinite(functional_mean) and math.isfinite(functional_sd) and functional_sd > 0):
        raise ValueError("functional_mean must be a number and functional_sd a number above 0")
    threshold, words = _threshold(table, reliability, sd, confidence)
    moments = describe(table)
    cut_off = None
    if moments.sd_before and moments.mean_before is not None:
        both = moments.sd_before + functional_sd
        cut_off = (moments.sd_before * functional_mean + functional_sd * moments.mean_before) / both
        words += (
            f" Recovered: reliably better, and from the clinical side of {cut_off:.2f} to the other side. "
            f"{cut_off:.2f} = ({moments.sd_before:.2f} × {functional_mean:g} + {functional_sd:g} × "
            f"{moments.mean_before:.2f}) ÷ ({moments.sd_before:.2f} + {functional_sd:g}), from the SD and "
            f"mean before and a functional mean of {functional_mean:g} (SD {functional_sd:g}). "
            "“Improved” and “worse” leave out those who crossed it, who are counted apart."
        )
    return ClinicallySignificant(
        id="reliable_and_clinically_significant",
        label="Reliable and clinically significant change, computed for these scores",
        text=words,
        source=_SOURCE,
        status="computed",
        threshold=threshold,
        cut_off=cut_off,
    )


def _threshold(
    table: ChangeTable, reliability: float, sd: float | None, confidence: float
) -> tuple[float | None, str]:
    # At 1 the threshold is 0 and any move, however small, would count as reliable.
    if not 0 <= reliability < 1:
        raise ValueError(f"reliability must be 0 or more and below 1, not {reliability}")
    if sd is not None and not (math.isfinite(sd) and sd > 0):
        raise ValueError(f"the SD must be a number above 0, not {sd}")
    spread = describe(table).sd_before if sd is None else sd
    if not spread:
        return None, _NO_SPREAD
    z = float(special.ndtri((1 + confidence) / 2))
    threshold = z * spread * math.sqrt(2 * (1 - reliability))
    whose = "SD of these scores before" if sd is None else "SD given"
    return threshold, (
        f"The score moved by more than {threshold:.2f} points = {z:.2f} × {spread:.2f} ({whose}) × "
        f"√(2 × (1 − {reliability:g})), with a stated reliability of {reliability:g}. "
        "Computed for these scores; not a published threshold."
    )


def _beyond(table: ChangeTable, threshold: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    gain, amount = table.gain, round(threshold, DECIMALS)
    return gain > amount, gain < -amount
