"""A data set of which only counts are here: of a large table, of another service, or of several together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from evaluation.counting import counted_of
from evaluation.dataset.evaluable import Evaluable
from evaluation.dataset.filters import Filter
from evaluation.dataset.making import Cores
from evaluation.errors import InputError
from evaluation.findings.finding import Source
from evaluation.findings.reaching import describing
from evaluation.groups import in_order
from evaluation.importing.ledger import SetAside
from evaluation.view import whole_months

if TYPE_CHECKING:
    from evaluation.counting import Counted
    from evaluation.counting.cells import Cells
    from evaluation.findings.composite import Composite
    from evaluation.findings.finding import Nouns
    from evaluation.findings.latest import Latest
    from evaluation.findings.reaching import Column as Described
    from evaluation.importing.repairs import ToRepair
    from evaluation.trajectories.arranging import Arranged
    from evaluation.view import View

NOT_COUNTED = (
    "These figures come from counts, not from rows: answers about the service, national rules across "
    "questionnaires, stages in between and other ways of pairing are not among them."
)


@dataclass(frozen=True, kw_only=True)
class Aside:
    """Rows set aside for one reason: how many, and the first few (file or sheet, row)."""

    reason: str
    n: int
    examples: tuple[tuple[str, int], ...] = ()


@dataclass(eq=False, kw_only=True)
class CountedData(Evaluable):
    """Counts of families under one pairing rule, of which evidence is made as of rows; it holds no row.

    `rows` and `used` are of the table that was counted; `aside` says what became of the others. `said` is
    how the pairing rule was chosen, `problems` what could not be read, and `engine` where it was counted.
    """

    name: str
    fingerprint: str
    cells: Cells
    rows: int
    used: int
    aside: tuple[Aside, ...] = ()
    people_are: Literal["family", "learner"] = "family"
    rated_once: bool = False  # learners' scores before and after came on one form
    said: str = ""
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    sample: bool = False
    narrowed: View | None = None  # the view whose families these are, where they were shared under one
    mapping_fingerprint: str = ""
    engine: str = ""
    _cores: Cores = field(default_factory=Cores, init=False, repr=False)

    @property
    def noun(self) -> Literal["family", "learner"]:
        """Who is followed."""
        return self.people_are

    @property
    def one_form(self) -> bool:
        """Whether learners' scores before and after came on one form."""
        return self.rated_once

    @cached_property
    def whole(self) -> Counted:
        """The cells ready to be counted under any filter."""
        return counted_of(self.cells)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that were kept."""
        return tuple(attribute.name for attribute in self.cells.attributes)

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        """The columns kept that have several values, with these."""
        found = (Filter(a.name, tuple(in_order(set(a.values) - {""}))) for a in self.cells.attributes)
        return tuple(one for one in found if len(one.values) > 1)

    @property
    def offered(self) -> tuple[Filter, ...]:
        """The same: nothing personal and nobody's trainees are kept when cells are counted."""
        return self.filters

    @cached_property
    def raters(self) -> tuple[str, ...]:
        """Who gave the scores, in order of name."""
        return tuple(sorted({one.rater for one in self.cells.scales}))

    @property
    def measures(self) -> tuple[tuple[str, str], ...]:
        """Id and short name of each measure with a score."""
        return tuple(dict.fromkeys((one.measure.id, one.measure.short) for one in self.cells.scales))

    @property
    def occasions(self) -> tuple[str, ...]:
        """The two stages that are compared, where stages are."""
        return tuple(filter(None, (self.cells.rule.before, self.cells.rule.after)))

    @property
    def has_contacts(self) -> bool:
        """Whether the national pairing rule can be chosen: counts keep to the one they were made with."""
        return self.cells.rule.name == "national"

    @property
    def source(self) -> Source:
        """Which table the figures come from."""
        return Source(
            name=self.name,
            fingerprint=self.fingerprint,
            rows=self.rows,
            used=self.used,
            set_aside=self.rows - self.used,
            mapping=self.mapping_fingerprint,
        )

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The first few rows set aside for each reason, by file."""
        return tuple(SetAside(file, row, one.reason) for one in self.aside for file, row in one.examples)

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """How many rows were set aside for each reason, most first."""
        return tuple(sorted(((e.reason, e.n) for e in self.aside), key=lambda one: (-one[1], one[0])))

    @property
    def messages(self) -> tuple[str, ...]:
        """What could not be read, in words."""
        return self.problems

    @property
    def repairs(self) -> tuple[ToRepair, ...]:
        """None: what could be put right is for whoever holds the rows."""
        return ()

    @property
    def starts(self) -> None:
        """Not known: months are those of second scores."""
        return

    @property
    def latest(self) -> tuple[Latest, ...]:
        """None: answers about the service are not counted."""
        return ()

    @property
    def arranged(self) -> tuple[Arranged, ...]:
        """None: only the two scores that are compared are counted."""
        return tuple(() for _ in self.cells.scales)

    @cached_property
    def describing(self) -> tuple[tuple[Described, ...], tuple[str, ...]]:
        """The columns kept, as numbers."""
        return describing(self.whole.episodes, self.names)

    def to_dict(self) -> dict[str, Any]:
        """What was counted, for JSON: how many cells, by which columns, where and how long it took."""
        cells = self.cells
        return {
            "cells": cells.size,
            "episodes": cells.episodes,
            "kept": list(self.names),
            "by_month": cells.by_month,
            "pairing": cells.rule.words,
            "engine": self.engine,
            "seconds": round(cells.seconds, 3),
        }

    def counted_for(self, view: View) -> tuple[Counted, str]:
        """The counts, where they were made as the view asks.

        Raises InputError where it asks for another pairing, or for a period that months can't tell.
        """
        self._check_pairing(view)
        self._check_period(view)
        return self.whole, self.said

    def every_counting(self, first: Counted) -> tuple[Counted, ...]:
        """Counts are made under one pairing rule."""
        return (first,)

    def national(
        self, _counted: Counted, _view: View, _entries: Nouns
    ) -> tuple[tuple[Composite, ...], tuple[str, ...]]:
        """None: what one family has on several questionnaires is not counted."""
        return (), (NOT_COUNTED,)

    def _check_pairing(self, view: View) -> None:
        rule = self.cells.rule
        same = view.pairing in {"auto", rule.name}
        if view.pairing in {"auto", "occasions"}:
            same &= view.before in {"", rule.before} and view.after in {"", rule.after}
        if not same:
            raise InputError(
                f"These counts compare the {rule.words}, so no other two scores can be compared: count the "
                "table again with the pairing that you want."
            )

    def _check_period(self, view: View) -> None:
        if view.start is None and view.end is None:
            return
        if not self.cells.by_month:
            raise InputError(
                "No months are kept in these counts, so they can't be narrowed to a period: leave it out, or "
                "count the table again with its months."
            )
        if (view.start, view.end) != whole_months(view.start, view.end):
            raise InputError(
                "These counts are by month: give a period from the first day of a month to the last of one."
            )
