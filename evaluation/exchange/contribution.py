"""The contribution: what one service sends to a network, counts or printed figures, and never a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from evaluation.counting.cells import Cells
    from evaluation.findings.finding import Evidence
    from evaluation.pairing import Rule
    from evaluation.view import View


@dataclass(frozen=True, kw_only=True, eq=False)
class Contribution:
    """One service's counts under one view, or its evidence where that view hides small numbers.

    `cells` are exact counts of those whom the view keeps, `evidence` what is printed under its disclosure
    preset: just one of them is there. `service` is the name that a person typed. `editions` has for each
    questionnaire its id and the edition it was scored by (`measures.editions.edition`). `rows`, `used` and
    `set_aside` are rounded as printed under a preset (None: hidden). `one_form` is of learners whose scores
    before and after came on one form.
    """

    service: str
    fingerprint: str
    version: str
    made_on: date
    view: View
    noun: Literal["family", "learner"]
    sample: bool
    rows: int | None
    used: int | None
    set_aside: int | None
    editions: tuple[tuple[str, str], ...]
    pairing: Rule
    one_form: bool = False
    engine: str = ""  # where a large table was counted; its cells then say how long that took
    cells: Cells | None = None
    evidence: Evidence | None = None

    @property
    def exact(self) -> bool:
        """Whether exact counts are in it, small ones among them."""
        return self.cells is not None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns by which its counts can be narrowed."""
        return tuple(attribute.name for attribute in self.cells.attributes) if self.cells else ()

    @property
    def warning(self) -> str:
        """What whoever holds the file has to know of it, in a sentence."""
        return EXACT if self.exact else PROTECTED


EXACT = (
    "These are exact counts, small numbers among them, from which single people may be recognised: only for "
    "people entitled to them under an agreement, and not to be published."
)
PROTECTED = (
    "These are printed figures, with small numbers hidden and others rounded; no exact count is in here."
)
