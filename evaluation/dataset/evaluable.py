"""What evidence can be made of: rows that were read, or counts of rows that somebody else has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Literal

from evaluation.dataset.cuts import fixed_cuts, refuse_unknown
from evaluation.dataset.making import Cores, exact, protected
from evaluation.findings.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.dataset.filters import Filter
    from evaluation.findings.composite import Composite
    from evaluation.findings.finding import Evidence, Nouns, Source
    from evaluation.findings.latest import Latest
    from evaluation.findings.parts import Part
    from evaluation.findings.reaching import Column as Described
    from evaluation.importing.ledger import SetAside
    from evaluation.importing.repairs import ToRepair
    from evaluation.trajectories.arranging import Arranged
    from evaluation.view import View


class Evaluable(ABC):
    """Data of which any view's evidence can be made: `Dataset` has rows, `CountedData` has none.

    `noun` is "family" or "learner". `names` are all columns that describe them. `latest`, `arranged` and
    `describing` are what evidence has beside counts, and are empty where only counts are known.
    """

    name: str
    fingerprint: str
    notes: tuple[str, ...]
    reading: tuple[str, ...]  # what was noticed while reading and recognising
    sample: bool
    _cores: Cores

    @property
    @abstractmethod
    def noun(self) -> Literal["family", "learner"]:
        """Who is followed."""

    @property
    @abstractmethod
    def one_form(self) -> bool:
        """Whether learners' scores before and after came on one form."""

    @property
    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """Every column that describes those who are followed."""

    @property
    @abstractmethod
    def filters(self) -> tuple[Filter, ...]:
        """The attributes that figures can be narrowed by, with the values that occur."""

    @property
    @abstractmethod
    def offered(self) -> tuple[Filter, ...]:
        """The filters that a person may choose."""

    @property
    @abstractmethod
    def raters(self) -> tuple[str, ...]:
        """Who gave the scores and answers, in order of name."""

    @property
    @abstractmethod
    def measures(self) -> tuple[tuple[str, str], ...]:
        """Id and short name of each measure with a score."""

    @property
    @abstractmethod
    def source(self) -> Source:
        """Which upload the figures come from."""

    @property
    @abstractmethod
    def set_aside(self) -> tuple[SetAside, ...]:
        """The rows that no figure rests on; of a table that was counted, the first few for each reason."""

    @property
    @abstractmethod
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """How many rows were set aside for each kind of reason, most first."""

    @property
    @abstractmethod
    def messages(self) -> tuple[str, ...]:
        """What could not be read, in words."""

    @property
    @abstractmethod
    def repairs(self) -> tuple[ToRepair, ...]:
        """What could be put right, grouped by how."""

    @property
    @abstractmethod
    def starts(self) -> NDArray[np.datetime64] | None:
        """When each episode started, NaT unknown; None where only counts are known."""

    @property
    @abstractmethod
    def latest(self) -> tuple[Latest, ...]:
        """The forms that say what was thought of the service."""

    @property
    @abstractmethod
    def arranged(self) -> tuple[Arranged, ...]:
        """The scores of each scale side by side where there are more than two of each; else nothing."""

    @property
    @abstractmethod
    def describing(self) -> tuple[tuple[Described, ...], tuple[str, ...]]:
        """The columns that say whom the service reaches, as numbers, and those with too many values."""

    @abstractmethod
    def counted_for(self, view: View) -> tuple[Counted, str]:
        """Pairs under the rule that a view asks for or the data suggest, and how it was chosen in words.

        Raises InputError where the data can't give what the view asks for.
        """

    @abstractmethod
    def every_counting(self, first: Counted) -> tuple[Counted, ...]:
        """The data as they are counted first, and under every other pairing rule that there is."""

    @abstractmethod
    def national(
        self, counted: Counted, view: View, entries: Nouns
    ) -> tuple[tuple[Composite, ...], tuple[str, ...]]:
        """What national rules say of several questionnaires, and what is to be known about them."""

    def counted_under(self, view: View) -> Counted:
        """Pairs under the rule that a view asks for, or that the data suggest."""
        return self.counted_for(view)[0]

    def evidence(self, view: View, parts: Collection[Part] = PARTS, of: str = "") -> Evidence:
        """The findings of a view after disclosure control.

        `parts` names those that are wanted of the parts that take long, and `of` the key of the only finding
        whose own parts are (empty: of all). What is not wanted is left out of exact figures only, and
        refuses to be used; disclosure control judges all parts together.
        Raises InputError when the view names an attribute, a rater or a stage that the data don't have.
        """
        refuse_unknown(self, view)
        if view.protection == "exact":
            return exact(self, self._cores.of(self, view), view, parts, of)
        view = fixed_cuts(view)
        return protected(self, self._cores.of(self, view), view)
