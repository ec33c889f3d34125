"""Reliable and clinically significant change, with Jacobson and Truax's cut-offs a, b and c (1991)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.change.computed import ComputedChange, computed_change
from evaluation.change.methods import NAMES
from evaluation.change.rule import Rule, make_rate, not_available
from evaluation.effects.moments import describe
from evaluation.tables import DECIMALS

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.tables import ChangeTable
    from evaluation.view import CutOffFrom, Method

OUTCOMES = ("recovered", "improved", "no_change", "worse", "harmed")


@dataclass(frozen=True, kw_only=True)
class ClinicallySignificant(Rule):
    """Reliable change together with crossing a computed cut-off: five outcomes, each pair in one.

    recovered: reliably better and across the cut-off; improved: reliably better only; worse:
    reliably worse only; harmed: reliably worse and across the cut-off the wrong way. Scores must
    lie beyond the cut-off on both sides, strictly.
    """

    change: ComputedChange
    cut_off: float | None

    @property
    def threshold(self) -> float | None:
        """The reliable change, in points of the scale."""
        return self.change.threshold

    @property
    def available(self) -> bool:
        """Whether these scores can give the rule."""
        return self.change.available and self.cut_off is not None

    def rates(self, table: ChangeTable, who: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Shares recovered, improved, without reliable change, worse and harmed."""
        if not self.available or self.cut_off is None:
            return not_available(self.id, OUTCOMES, table.n, who, confidence)
        better, worse = self.change.beyond(table)
        edge = round(table.sign * self.cut_off, DECIMALS)
        before = np.round(table.sign * table.before, DECIMALS) - edge
        after = np.round(table.sign * table.after, DECIMALS) - edge
        recovered = better & (before < 0) & (after > 0)
        harmed = worse & (before > 0) & (after < 0)
        chosen = (recovered, better & ~recovered, ~better & ~worse, worse & ~harmed, harmed)
        return tuple(
            make_rate(self.id, outcome, int(table.count[which].sum()), table.n, who, confidence)
            for outcome, which in zip(OUTCOMES, chosen, strict=True)
        )


@dataclass(frozen=True, kw_only=True)
class _Edge:
    """A cut-off with how it was worked out; `at` is None where `words` say why it could not be."""

    at: float | None
    words: str


def clinically_significant(
    table: ChangeTable,
    reliability: float,
    functional_mean: float | None = None,
    functional_sd: float | None = None,
    *,
    cut_off: CutOffFrom = "c",
    method: Method = "jt",
    sd: float | None = None,
    limits: tuple[float, float] | None = None,
    confidence: float = 0.95,
    places: int = 2,
) -> ClinicallySignificant:
    """Reliable and clinically significant change with cut-off a, b or c (Jacobson & Truax 1991).

    a: the mean before moved by 2 SDs before in the better direction, out of the range of those
    who use services. b: the functional mean moved by 2 functional SDs in the worse direction,
    into the range of those who do not. (The R package takes the SD before for b, which the paper
    does not.) c = (SD before * functional mean + functional SD * mean before) / (SD before +
    functional SD): as far from one group as from the other, in SDs. b and c need both functional
    figures. `limits` are the lowest and highest score: a cut-off outside can't be crossed.
    The other arguments are those of `computed_change`. Raises ValueError when an input is
    missing or out of range.

    >>> from evaluation.tables import ChangeTable
    >>> table = ChangeTable.from_scores([10, 14, 18], [9, 8, 8], better="lower")
    >>> [clinically_significant(table, 0.8, 4, 2, cut_off=kind).cut_off for kind in ("a", "b")]
    [6.0, 8.0]
    """
    if cut_off == "a":
        edge = _clinical(table, places)
    else:
        if functional_mean is None or functional_sd is None:
            raise ValueError(f"cut-off {cut_off} needs functional_mean and functional_sd")
        if not (math.isfinite(functional_mean) and math.isfinite(functional_sd) and functional_sd > 0):
            raise ValueError("functional_mean must be a number and functional_sd a number above 0")
        functional = _functional if cut_off == "b" else _between
        edge = functional(table, functional_mean, functional_sd, places)
    change = computed_change(table, reliability, method=method, sd=sd, confidence=confidence, places=places)
    if edge.at is not None and limits is not None and not limits[0] < edge.at < limits[1]:
        edge = _Edge(
            at=None,
            words=f"It can't be computed here: the cut-off would not lie within the scale ({limits[0]:g} to "
            f"{limits[1]:g}), so nobody could cross it.",
        )
    return ClinicallySignificant(
        id="reliable_and_clinically_significant",
        label=f"Reliable and clinically significant change (cut-off {cut_off}), computed for these scores",
        text=_in_words(change, edge, places),
        source=f"{NAMES['jt'].source}; computed from the inputs shown"
        if method == "jt"
        else f"{NAMES['jt'].source} (cut-off); {change.source}",
        status="computed",
        change=change,
        cut_off=edge.at,
    )


def _in_words(change: ComputedChange, edge: _Edge, places: int) -> str:
    if edge.at is None or not change.available:
        return change.text if not change.available else edge.words
    at = f"{edge.at:.{places}f}"
    return (
        f"{change.text} Recovered: reliably better, and from the clinical side of {at} to the other side. "
        f"{at} = {edge.words} “Improved” and “worse” leave out those who crossed it, who are counted apart."
    )


def _clinical(table: ChangeTable, places: int) -> _Edge:
    moments = describe(table)
    if not moments.sd_before or moments.mean_before is None:
        return _Edge(at=None, words="")
    way = "+" if table.better == "higher" else "−"
    return _Edge(
        at=moments.mean_before + table.sign * 2 * moments.sd_before,
        words=f"{moments.mean_before:.{places}f} {way} 2 × {moments.sd_before:.{places}f}, from the mean and "
        "SD before.",
    )


def _functional(table: ChangeTable, mean: float, sd: float, places: int) -> _Edge:  # noqa: ARG001 as the others
    way = "−" if table.better == "higher" else "+"
    return _Edge(
        at=float(mean - table.sign * 2 * sd),
        words=f"{mean:g} {way} 2 × {sd:g}, from a functional mean of {mean:g} (SD {sd:g}).",
    )


def _between(table: ChangeTable, mean: float, sd: float, places: int) -> _Edge:
    moments = describe(table)
    if not moments.sd_before or moments.mean_before is None:
        return _Edge(at=None, words="")
    first, spread = f"{moments.mean_before:.{places}f}", f"{moments.sd_before:.{places}f}"
    return _Edge(
        at=(moments.sd_before * mean + sd * moments.mean_before) / (moments.sd_before + sd),
        words=f"({spread} × {mean:g} + {sd:g} × {first}) ÷ ({spread} + {sd:g}), from the SD and mean before "
        f"and a functional mean of {mean:g} (SD {sd:g}).",
    )
