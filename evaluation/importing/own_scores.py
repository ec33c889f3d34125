"""A score of one's own: what a person says about a column that holds no known questionnaire."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from evaluation.errors import InputError
from evaluation.measures import NOT_STATED, local_measure
from evaluation.measures.definition import Measure, Norm, Reliability


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

    def measure(self) -> Measure:
        """The measure it describes; raises InputError when range or direction is missing or wrong."""
        measure = local_measure(
            self.id,
            self.name,
            minimum=self.minimum,
            maximum=self.maximum,
            better=self.better,
            ordinal=self.ordinal,
            rater=self.rater,
        )
        said = "Given by the service"
        scale = measure.scales[0]
        if self.reliability is not None:
            if not 0 < self.reliability < 1:
                raise InputError(
                    f"The reliability of '{self.name}' is {self.reliability:g}; it must lie between 0 and 1."
                )
            stated = Reliability(kind="stated", value=self.reliability, source=said, status="convention")
            scale = replace(scale, reliability=(stated,))
        if (self.functional_mean is None) != (self.functional_sd is None):
            raise InputError(
                f"Give both the average and the spread (SD) of the general population for '{self.name}'."
            )
        if self.functional_mean is not None and self.functional_sd is not None:
            if not self.functional_sd > 0:
                raise InputError(f"The general population's SD for '{self.name}' must be above 0.")
            norm = Norm(
                population="general population",
                mean=self.functional_mean,
                sd=self.functional_sd,
                source=said,
                status="convention",
            )
            scale = replace(scale, norms=(norm,))
        return replace(measure, scales=(scale,))

    @property
    def described(self) -> bool:
        """Whether the person has given range and direction."""
        return self.minimum is not None and self.maximum is not None and self.better != ""

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {"labels": dict(self.labels)}

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Local:
        """Read it from JSON; raises InputError when a label has no number."""
        said = plain.get("labels") or {}
        try:
            pairs = said.items() if isinstance(said, dict) else said
            labels = tuple((str(word), float(number)) for word, number in pairs)
        except (TypeError, ValueError) as error:
            raise InputError(
                f"The labels of '{plain.get('name', '')}' must each have a number, "
                'such as {"Strongly agree": 5}.'
            ) from error
        return cls(**{**plain, "labels": labels})
