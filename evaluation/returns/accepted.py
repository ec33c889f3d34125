"""What the Family Hubs return takes: its list of measures, under its names, and what may be entered.

Source: facts/measures.md section 1, S7 (the return's web application: guidance text, score ranges and field
definitions). ASQ-3 and HLE are in its list too; Attune scores neither.
"""

from __future__ import annotations

from dataclasses import dataclass

OTHER = "Other"


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A measure of the list: Attune's id, the return's name, the lowest and highest entry if known."""

    id: str
    name: str
    low: float | None = None
    high: float | None = None

    def takes(self, score: float) -> bool:
        """Whether a score can be entered.

        >>> LISTED["phq9"].takes(27), LISTED["phq9"].takes(28), LISTED["cprs_sf"].takes(40)
        (True, False, True)
        """
        return (self.low is None or score >= self.low) and (self.high is None or score <= self.high)


LISTED = {
    entry.id: entry
    for entry in (
        Accepted(id="cprs_sf", name="CPRS-SF"),  # S7; no range is given for it
        Accepted(id="gad7", name="GAD-7", low=0, high=21),  # S7
        Accepted(id="kpcs", name="KPCS", low=0, high=45),  # S7
        Accepted(id="mors_sf", name="MORS-SF", low=12, high=60),  # S7; trap 9
        Accepted(id="phq9", name="PHQ-9", low=0, high=27),  # S7
        Accepted(id="pss10_perceived", name="PSS-10", low=0, high=40),  # S7; trap 1
        Accepted(id="swemwbs", name="SWEMWBS", low=7, high=35),  # S7
    )
}
# Trap 9 (section 0.1): no score of the questionnaire has the range that the return gives.
UNLIKE = {
    "mors_sf": (
        "the return takes MORS-SF from 12 to 60, which neither of its two scores (0 to 35 each) can be: "
        "ask the Department which score is meant"
    )
}
OLDEST_CHILD = 12  # months: KPCS is for parents of children from 0 to 12 months (S7)
