"""How much of a change could be regression to the mean, with its inputs: one part of what happens anyway."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.change import functional_norm, reliability_of
from evaluation.missing import expected_change

if TYPE_CHECKING:
    from evaluation.findings.finding import Finding
    from evaluation.measures.definition import Scale

HEADING = "How much could be regression to the mean?"
EXPLAINED = (
    "Regression to the mean: scores that are extreme one day, good or bad, tend to be nearer the average the "
    "next time, whatever happens in between."
)
SOURCE = (
    "Davis 1976, American Journal of Epidemiology 104: (1 - reliability) x (average first score - average of "
    "the population)"
)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """The change expected from regression to the mean alone, positive towards better, and its inputs.

    `change` is in points of the scale, None where the average first score is hidden.
    """

    change: float | None
    mean_before: float | None
    reliability: float
    reliability_kind: str
    reliability_source: str
    norm_mean: float
    norm_population: str
    norm_source: str
    sign: int


def expected(scale: Scale, mean_before: float | None) -> Expected | None:
    """What a scale's published reliability and norm say; None without firm ones.

    >>> from evaluation.measures import registry
    >>> found = expected(registry().get("core10").scale("total"), 20.0)
    >>> found is None or found.change > 0
    True
    """
    reliability, norm = reliability_of(scale), functional_norm(scale)
    if scale.ordinal or mean_before is None or reliability is None or norm is None:
        return None
    made = Expected(
        change=None,
        mean_before=None,
        reliability=reliability.value,
        reliability_kind=reliability.kind,
        reliability_source=reliability.source,
        norm_mean=norm.mean,
        norm_population=norm.population,
        norm_source=norm.source,
        sign=scale.sign,
    )
    return from_mean(made, mean_before)


def from_mean(found: Expected, mean_before: float | None) -> Expected:
    """The same for another average first score; None leaves it open."""
    change = (
        None
        if mean_before is None
        else expected_change(mean_before, found.norm_mean, found.reliability, found.sign)
    )
    return replace(found, mean_before=mean_before, change=change)


def expected_sentence(finding: Finding) -> str:
    """What is expected from regression to the mean, beside what was seen; empty where nothing is known."""
    found, seen = finding.expected, finding.mean_change
    if found is None or found.change is None:
        return ""
    inputs = (
        f"reliability {found.reliability:g} ({found.reliability_kind}), average first score "
        f"{wording.decimal(found.mean_before)}, average of the {found.norm_population} "
        f"{wording.decimal(found.norm_mean)}"
    )
    if found.change <= 0:
        return (
            f"The average first score is no worse than that of the {found.norm_population}, so no change for "
            f"the better is expected from regression to the mean ({inputs})."
        )
    beside = (
        ""
        if seen is None or seen.value is None
        else f"; the average change was {wording.decimal(seen.value)}"
    )
    return (
        f"From regression to the mean alone, an average change of about {wording.decimal(found.change)} "
        f"points for the better would be expected ({inputs}){beside}. This is no comparison group: nothing "
        "is taken off the figures, and what else would have changed without the service is not known."
    )
