"""Definitions of "improved" that a measure brings along: any change, reliable change, recovery, bands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation import wording
from evaluation.change.rule import Rule, make_rate, three_ways
from evaluation.tables import DECIMALS

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.measures.definition import Band, Better, ChangeRule, CutOff
    from evaluation.tables import ChangeTable


@dataclass(frozen=True, kw_only=True)
class AnyChange(Rule):
    """Any difference between the two scores counts.

    >>> from evaluation.tables import ChangeTable
    >>> table = ChangeTable.from_scores([9, 9, 9], [4, 9, 11], better="lower")
    >>> [(rate.outcome, rate.n) for rate in AnyChange().rates(table, "families")]
    [('improved', 1), ('no_change', 1), ('worse', 1)]
    """

    id: str = "any_change"
    label: str = "Any change"
    text: str = (
        "The second score is better (or worse) than the first by any amount. Small differences can be chance."
    )
    source: str = "The scores themselves; no threshold"
    status: str = "convention"

    def rates(self, table: ChangeTable, who: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Shares that improved, stayed the same and got worse."""
        gain = table.gain
        return three_ways(self.id, table, gain > 0, gain < 0, who, confidence)


@dataclass(frozen=True, kw_only=True)
class ReliableChange(Rule):
    """A published amount of change counts: a gain of exactly `value` is improvement.

    `worse` is the amount for the worse where it differs. Raises ValueError when an amount is not
    above 0.
    """

    value: float
    worse: float | None = None

    def __post_init__(self) -> None:
        for amount in (self.value, self.worse):
            if amount is not None and not amount > 0:
                raise ValueError(f"a reliable change must be an amount above 0, not {amount}")

    @classmethod
    def of(cls, rule: ChangeRule, rule_id: str = "reliable_change") -> ReliableChange:
        """The rule in the form the statistics use.

        >>> from evaluation.measures.definition import ChangeRule
        >>> ReliableChange.of(ChangeRule(id="x", label="6 points", value=6, source="a paper")).value
        6
        """
        reliable = rule.kind == "reliable" and rule.status != "convention"
        name, text = _reliable(rule) if reliable else _other_kind(rule)
        unit = (
            " The source doesn't say whether raw or converted points are meant." if rule.unit_unknown else ""
        )
        return cls(
            id=rule_id,
            label=f"{name} ({rule.label})",
            text=text + unit,
            source=rule.source,
            status="unit unknown" if rule.unit_unknown else rule.status,
            value=rule.value,
            worse=rule.worse,
        )

    def rates(self, table: ChangeTable, who: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Shares that improved reliably, did not change reliably and got reliably worse."""
        gain, amount = table.gain, round(self.value, DECIMALS)
        down = amount if self.worse is None else round(self.worse, DECIMALS)
        return three_ways(self.id, table, gain >= amount, gain <= -down, who, confidence)


def _reliable(rule: ChangeRule) -> tuple[str, str]:
    """Name and text of a published amount that is more than measurement error, or counted so."""
    rounded = f" (published as {rule.published:g}, rounded before comparing)" if rule.published else ""
    level = f" with {rule.confidence:.0%} confidence" if rule.confidence else ""
    # A threshold without a published computation is an amount that somebody decided on.
    why = (
        f"more than the questionnaire's own imprecision explains{level}"
        if rule.published or rule.confidence
        else "the amount that the source counts as change"
    )
    return "Reliable change", f"{_moved(rule, rounded)}: {why}. Smaller moves count as no reliable change."


def _other_kind(rule: ChangeRule) -> tuple[str, str]:
    """Name and text of an amount that matters to people or to the service, or of progress to a goal."""
    if rule.status == "convention":
        return "Change that counts", f"{_moved(rule)}, the amount that the service chose."
    if rule.kind == "progress":
        return "Progress towards the goal", f"{_moved(rule)}, which the source counts as progress."
    text = f"{_moved(rule)}, the smallest change that matters to people by that source."
    return "Important change", f"{text} {wording.sentence(rule.note)}".strip()


def _moved(rule: ChangeRule, rounded: str = "") -> str:
    if rule.worse is not None and rule.worse != rule.value:
        return (
            f"The score got better by at least {rule.value:g} points{rounded} or worse by at least "
            f"{rule.worse:g}"
        )
    return f"The score moved by at least {rule.value:g} points{rounded}"


@dataclass(frozen=True, kw_only=True)
class Recovery(Rule):
    """Beyond a cut-off before and not after, of those beyond it before; `at` is its first score.

    `reach` says the range in words ("10 or more").
    """

    at: float
    reach: str

    @classmethod
    def of(cls, cut_off: CutOff, better: Better, rule_id: str = "recovery") -> Recovery:
        """The cut-off in the form the statistics use."""
        reach = cut_off.reach(better)
        return cls(
            id=rule_id,
            label=f"Scored {reach} before ({cut_off.label}) and no longer after",
            text=(
                f"Of those who scored {reach} before ({cut_off.label}), the share who no longer did after. "
                "Nobody else is in this denominator."
                + ("" if cut_off.firm else " This cut-off is a custom, not a published rule.")
            ),
            source=cut_off.source,
            status=cut_off.status,
            at=cut_off.at,
            reach=reach,
        )

    def rates(self, table: ChangeTable, who: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Shares of those beyond the cut-off before who no longer were after, and who still were."""
        # Oriented so that low is worse: clinical is at the cut-off or below it.
        edge = round(table.sign * self.at, DECIMALS)
        clinical = np.round(table.sign * table.before, DECIMALS) <= edge
        out = np.round(table.sign * table.after, DECIMALS) > edge
        of = int(table.count[clinical].sum())
        n = int(table.count[clinical & out].sum())
        whom = f"{who} who scored {self.reach} before"
        counts = (("recovered", n), ("not_recovered", of - n))
        return tuple(make_rate(self.id, outcome, m, of, whom, confidence) for outcome, m in counts)


@dataclass(frozen=True, kw_only=True)
class BandMove(Rule):
    """At least one named band better or worse; `lows` are the lowest scores of the bands, ascending."""

    lows: tuple[float, ...]

    @classmethod
    def of(cls, bands: tuple[Band, ...]) -> BandMove:
        """The bands in the form the statistics use; a score between two bands is in the lower one."""
        ordered = sorted(bands, key=lambda band: band.low)
        return cls(
            id="band_move",
            label="Moved at least one band",
            text=(
                f"The second score is in a better (or worse) band than the first: "
                f"{'; '.join(f'{band.label} {band.low:g} to {band.high:g}' for band in ordered)}. "
                "Counting moves between bands is a custom, not a published rule."
            ),
            source="; ".join(dict.fromkeys(band.source for band in ordered)),
            status="convention",
            lows=tuple(band.low for band in ordered),
        )

    def rates(self, table: ChangeTable, who: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Shares in a better band, the same band and a worse band after than before."""
        lows = np.round(self.lows, DECIMALS)
        before = np.searchsorted(lows, np.round(table.before, DECIMALS), side="right")
        after = np.searchsorted(lows, np.round(table.after, DECIMALS), side="right")
        # 0 is below every band: a pair with a score in no band can't have moved between bands.
        placed = (before > 0) & (after > 0)
        moved = np.where(placed, table.sign * (after - before), 0)
        of = int(table.count[placed].sum())
        whom = who if of == table.n else f"{who} whose two scores are in a named band"
        better, worse = int(table.count[moved > 0].sum()), int(table.count[moved < 0].sum())
        counts = (("improved", better), ("no_change", of - better - worse), ("worse", worse))
        return tuple(make_rate(self.id, outcome, n, of, whom, confidence) for outcome, n in counts)
