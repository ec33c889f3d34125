"""What everything that is said of one scale by one kind of rater has: whose it is and what it is called."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluation.findings.finding import Nouns

_RATERS = {
    "parent": "rated by the parent",
    "practitioner": "rated by the practitioner",
    "observer": "rated by an observer",
    "learner": "rated by the learner",
    "supervisor": "rated by the supervisor",
    "not stated": "rater not stated",
}


def rated_by(rater: str) -> str:
    """Who gave the scores, in words.

    >>> rated_by("parent"), rated_by("father")
    ('rated by the parent', 'rated by: father')
    """
    return _RATERS.get(rater, f"rated by: {rater}")


@dataclass(frozen=True, kw_only=True)
class OfScale:
    """The names of one scale and who rated; `nouns` are those counted.

    `firm` says whether how the score is made was read in a firm source, `most_each` is the most
    pairs of one person: goals, or several enrolments.
    """

    measure: str
    scale: str
    short: str  # "PHQ-9"
    title: str  # "PHQ-9 total"
    concept: str  # what it measures: "depression symptoms"
    rater: str  # "parent", "practitioner" ...
    nouns: Nouns
    firm: bool = True
    most_each: int = 1

    @property
    def key(self) -> str:
        """A stable name for links and file names: measure, scale and rater."""
        return f"{self.measure}-{self.scale}-{self.rater}".replace("_", "-").replace(" ", "-")

    @property
    def about(self) -> str:
        """Measure and rater, which tell the scales of one page apart."""
        # A score of the service's own is called what it measures; once is enough.
        parts = [self.title] if self.title != self.concept else []
        return ", ".join([*parts, *([] if self.firm else ["scoring not verified"]), rated_by(self.rater)])


def names_of(found: OfScale) -> dict[str, Any]:
    """The fields that something else said of the same scale takes over; who is counted is its own."""
    return {field.name: getattr(found, field.name) for field in fields(OfScale) if field.name != "most_each"}


def scale_entry(found: OfScale) -> dict[str, Any]:
    """The same as plain values: with these every entry of a scale begins."""
    return {
        "key": found.key,
        "measure": found.measure,
        "scale": found.scale,
        "title": found.title,
        "concept": found.concept,
        "rater": found.rater,
        "counted": found.nouns.many,
    }
