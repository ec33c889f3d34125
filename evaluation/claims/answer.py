"""What is said of a claim: whether the data bear it out, why, how it was read, and the honest sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.lengths import Lengths

Verdict = Literal["supported", "supported if reworded", "not supported"]


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing that was looked for in a claim, and how it was read."""

    what: str
    read: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """One definition of what a claim says happened, its number, and whether the claim holds by it.

    `fits` says that the number is right, `holds` that the claim's words name such a definition too.
    `rate` is of those with both scores; `whom` says of whom the claim was compared with it: of a wider
    group `of` and `share` are that group's, and there is no interval.
    """

    about: str  # what was measured
    definition: str
    whom: str
    rate: Rate
    of: int
    share: float
    wider: bool
    fits: bool
    holds: bool

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "about": self.about,
            "definition": self.definition,
            "rule": self.rate.rule,
            "outcome": self.rate.outcome,
            "n": self.rate.n,
            "of": self.of,
            "who": self.whom,
            "share": self.share,
            "low": None if self.wider else self.rate.low,
            "high": None if self.wider else self.rate.high,
            "interval": "" if self.wider else self.rate.interval,
            "confidence": self.rate.confidence,
            "fits": self.fits,
            "holds": self.holds,
        }


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer to one claim; `print` it, or take `to_dict()`.

    `sentence` is what the data do say, ready to print; empty where they say nothing. `reading` is how the
    claim was understood, `about` the key of the finding it was taken to be of, `could_be` the keys and
    titles of all that it could be of, and `definitions` every number of the kind that it names.
    """

    claim: str
    verdict: Verdict
    reasons: tuple[str, ...]
    sentence: str = ""
    about: str = ""
    could_be: tuple[tuple[str, str], ...] = ()
    reading: tuple[Said, ...] = ()
    definitions: tuple[Held, ...] = ()
    lengths: Lengths | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON.

        >>> Answer(claim="All did", verdict="not supported", reasons=("None did.",)).to_dict()["verdict"]
        'not supported'
        """
        return {
            "claim": self.claim,
            "verdict": self.verdict,
            "reasons": list(self.reasons),
            "sentence": self.sentence,
            "about": self.about,
            "reading": {said.what: said.read for said in self.reading},
            "definitions": [held.to_dict() for held in self.definitions],
            "sentences": self.lengths.to_dict() if self.lengths else {},
        }

    def __str__(self) -> str:
        lines = [f"{wording.capital(self.verdict)}.", *(f"  {reason}" for reason in self.reasons)]
        if self.sentence:
            lines.append(f"Say instead: {self.sentence}" if self.verdict != "supported" else self.sentence)
        return "\n".join(lines)
