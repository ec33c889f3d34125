"""The evidence pack: what is published, fixed cuts after disclosure control, and never a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from evaluation.findings.finding import Evidence
    from evaluation.findings.grouped import Grouped
    from evaluation.training.evidence import TrainingEvidence
    from evaluation.view import View

ALL = "all"  # the key of the first cut: everybody


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One group of families that figures are published of: everybody, or those with one value of a column.

    `key` names it in links, `label` in print ("Site: North"); `column` and `value` are empty for everybody.
    """

    key: str
    label: str
    evidence: Evidence
    column: str = ""
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """One thing that is not published: of which cut (its label), what it is, and why."""

    cut: str
    what: str
    reason: str

    def __str__(self) -> str:
        return f"{self.cut}: {self.what}. {self.reason}"


@dataclass(frozen=True, kw_only=True)
class Pack:
    """What a commissioner is given: fixed cuts of one view, groups side by side, and what is hidden.

    `cuts[0]` is everybody. `comparisons` has one entry for each column that is published by. `words` are
    the publisher's own. `preset` names the disclosure rules; `version` is Attune's. No other cut can be
    made from a pack, and nothing in it is exact: it holds protected evidence alone. `withheld` is what
    is hidden because of other figures in the pack; `suppressions` of each cut's evidence what is of itself.
    """

    id: str
    title: str
    organisation: str
    words: str
    made_on: date
    version: str
    preset: str
    cuts: tuple[Cut, ...]
    comparisons: tuple[Grouped, ...]
    withheld: tuple[Withheld, ...]
    sample: bool = False
    training: TrainingEvidence | None = None  # who was trained, and what they learnt

    @property
    def view(self) -> View:
        """The choices under which everybody's figures were made."""
        return self.cuts[0].evidence.view

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is published by."""
        return tuple(found.attribute.name for found in self.comparisons)

    def cut(self, key: str) -> Cut:
        """The cut of that key; raises KeyError when there is none."""
        for cut in self.cuts:
            if cut.key == key:
                return cut
        raise KeyError(key)

    def comparison(self, column: str) -> Grouped:
        """The groups of a column side by side; raises KeyError when the pack is not published by it."""
        for found in self.comparisons:
            if found.attribute.name == column:
                return found
        raise KeyError(column)
