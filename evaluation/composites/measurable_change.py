"""NHS England's "measurable change" for children and young people, across all its questionnaires.

Definitions: NHS England's outcomes code (github.com/nhsengland/MHSDS at dc7bf10) and the statistics'
own (github.com/NHSDigital/mental-health-monthly-statistics at 7b4d742).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.change.rule import make_rate
from evaluation.composites.rule import CompositeRule, RuleText
from evaluation.composites.statuses import Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluation.composites.statuses import StatusTable
    from evaluation.estimates import Rate

SOURCE = (
    "NHS England children and young people's outcomes code (github.com/nhsengland/MHSDS at dc7bf10; "
    "github.com/NHSDigital/mental-health-monthly-statistics at 7b4d742)"
)
# Asked for by name in NHS England's list of assessments (Mental Health Services Data Set, at dc7bf10)
# and not in it: they earn no credit in the national paired-score figures.
NO_CREDIT = frozenset(
    "pir_gas loaf mors_sf pbq_2006 pbq_2001 kpcs epds asq_se_2 psi_4_sf topse hads mpas".split()
)


@dataclass(frozen=True, kw_only=True)
class MeasurableChange(CompositeRule):
    """NHS England's rule on every questionnaire with a firm amount, for one kind of rater.

    Improved: any scale (or goal) improved and none got worse; worse: any got worse. With
    `national`, it also says how many of the closed referrals have two scores.
    """

    amounts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the rule."""
        return "measurable_change"

    @property
    def title(self) -> str:
        """What it is called, and whether it is the national statistic."""
        named = "NHS England measurable change for children and young people"
        return named if self.national else f"{named}: the rule, not the national statistic"

    @property
    def texts(self) -> tuple[RuleText, ...]:
        """Change, and where it can be told how many are paired, in words."""
        change = RuleText(
            id="measurable_change",
            label="Measurable change",
            text=(
                f"Got better: at least one score moved by its amount ({wording.listed(self.amounts)}) for "
                "the better and none for the worse. Got worse: at least one moved by it for the worse. No "
                "reliable change: neither. Each goal counts on its own. Amounts are rounded before "
                "comparing, and a change of exactly the amount counts."
            ),
            source=SOURCE,
            status="verified",
        )
        paired = RuleText(
            id="measurable_change_paired",
            label="Two scores by the same rater",
            text=(
                "At least one questionnaire with a first score on or after the first contact and a last on "
                "or after the second and not after the end, among referrals closed after at least two."
            ),
            source=SOURCE,
            status="verified",
        )
        return (change, paired) if self.national else (change,)

    def judged(self, table: StatusTable) -> NDArray[np.bool_]:
        """Those with two scores on at least one scale."""
        return table.any_of(Status.PAIRED)

    def rates(self, table: StatusTable, many: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Better, no change, worse of those with two scores; of the closed, how many have them."""
        improved = table.any_of(Status.IMPROVED) & ~table.any_of(Status.WORSE)
        n_judged, closed = table.number(self.judged(table)), f"{many} closed after at least two contacts"
        n_improved, n_worse = table.number(improved), table.number(table.any_of(Status.WORSE))
        who = f"{closed} with two scores" if self.national else f"{many} with two scores on any of them"
        change = (
            ("improved", n_improved),
            ("no_change", n_judged - n_improved - n_worse),
            ("worse", n_worse),
        )
        of_judged = (make_rate(self.id, outcome, n, n_judged, who, confidence) for outcome, n in change)
        if not self.national:
            return tuple(of_judged)
        pairing = (("paired", n_judged), ("not_paired", table.n - n_judged))
        return (
            *of_judged,
            *(
                make_rate(f"{self.id}_paired", outcome, n, table.n, closed, confidence)
                for outcome, n in pairing
            ),
        )

    def asides(self, table: StatusTable) -> tuple[str, ...]:
        """How many got worse although something got better."""
        mixed = table.number(table.any_of(Status.IMPROVED) & table.any_of(Status.WORSE))
        if not mixed:
            return ()
        return (
            (
                f"{wording.count(mixed)} of those who got worse got better on another score; the rule counts "
                "them as worse."
            ),
        )
