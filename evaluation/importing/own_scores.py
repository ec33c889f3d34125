"""A score of one's own: what a person says about a column that holds no known questionnaire."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from evaluation.errors import InputError
from evaluation.measures import NOT_STATED, Own, own_measure

if TYPE_CHECKING:
    from evaluation.measures.definition import Measure

_LONGEST = 200  # characters of a header that a name is made of


@dataclass(frozen=True, kw_only=True)
class Local:
    """A score that is no known measure: its name, range and direction as the person gave them."""

    id: str
    name: str
    minimum: float | None = None
    maximum: float | None = None
    better: str = ""
    ordinal: bool = False
    rater: str = NOT_STATED
    # Given, they add a reliable change (and cut-off) computed from them, offered by name.
    reliability: float | None = None
    functional_mean: float | None = None
    functional_sd: float | None = None
    labels: tuple[tuple[str, float], ...] = ()  # answers in words and the number each stands for
    cut_off: float | None = None  # the first score that counts as a concern
    cut_off_label: str = ""

    def measure(self) -> Measure:
        """The measure it describes; raises InputError where something is missing or can't be."""
        return own_measure(self.said())

    def said(self) -> Own:
        """The same in the words of a questionnaire of one's own, which this is a short way to."""
        return Own(
            id=self.id,
            name=self.name[:_LONGEST],
            minimum=self.minimum,
            maximum=self.maximum,
            better=self.better,
            ordinal=self.ordinal,
            rater=self.rater,
            labels=self.labels,
            cut_off=self.cut_off,
            cut_off_label=self.cut_off_label,
            reliability=self.reliability,
            population_mean=self.functional_mean,
            population_sd=self.functional_sd,
        )

    @property
    def described(self) -> bool:
        """Whether the person has given range and direction."""
        return self.minimum is not None and self.maximum is not None and self.better != ""

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {"labels": dict(self.labels)}

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Local:
        """Read it from JSON; raises InputError when a name is no text or a label has no number."""
        for name in ("id", "name", "better", "rater", "cut_off_label"):
            if not isinstance(plain.get(name, ""), str):
                raise InputError(f"The {name!r} of a score of your own in the mapping must be text.")
        said = plain.get("labels") or {}
        try:
            pairs = said.items() if isinstance(said, dict) else said
            labels = tuple((str(word), float(number)) for word, number in pairs)
        except (TypeError, ValueError, OverflowError) as error:
            raise InputError(
                f"The labels of '{plain.get('name', '')}' must each have a number, "
                'such as {"Strongly agree": 5}.'
            ) from error
        return cls(**{**plain, "labels": labels})
