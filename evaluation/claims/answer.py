"""What is said of a claim: whether the data bear it out, why, and the honest sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from evaluation import wording

Verdict = Literal["supported", "supported if reworded", "not supported"]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer to one claim; `print` it, or take `to_dict()`.

    `sentence` is what the data do say, ready to print; empty where they say nothing.
    """

    claim: str
    verdict: Verdict
    reasons: tuple[str, ...]
    sentence: str = ""

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
        }

    def __str__(self) -> str:
        lines = [f"{wording.capital(self.verdict)}.", *(f"  {reason}" for reason in self.reasons)]
        if self.sentence:
            lines.append(f"Say instead: {self.sentence}" if self.verdict != "supported" else self.sentence)
        return "\n".join(lines)
