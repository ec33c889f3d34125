"""Sentences about training beside referrals and outcomes: side by side, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import Caveat

if TYPE_CHECKING:
    from evaluation.training.evidence import Beside

_NO_CAUSE = Caveat(
    key="context",
    text=(
        "These are drawn beside each other as context. Much else changes from quarter to quarter, and "
        "nothing here shows that training changed referrals or families’ outcomes."
    ),
)
_ROUNDED = Caveat(
    key="context_rounded",
    text="Numbers are rounded and small ones hidden, so a difference between two quarters may be rounding.",
)


def beside_sentence(found: Beside) -> str:
    """What stands beside each other, where, and over how long."""
    where = f" in {found.locality}" if found.locality else ""
    first, last = found.periods[0].short, found.periods[-1].short
    known = [n for n in found.trained if n is not None]
    # Where numbers are hidden, one that is not there may be a small one; else no file covers its quarter.
    hidden = found.rounded and len(known) < len(found.trained)
    people = f"{wording.HIDDEN} people" if hidden else wording.plural(sum(known), "person", "people")
    about = "about " if found.rounded and not hidden else ""
    over = f"in {first}" if first == last else f"from {first} to {last}"
    shares = f" and how many families got better on {found.scale}" if found.scale else ""
    return (
        f"{about}{people} came to a course for the first time{where} {over}; referrals{shares} are shown "
        "beside them, quarter by quarter"
    )


def beside_caveats(found: Beside) -> tuple[Caveat, ...]:
    """That it is context, and what rounding does to it."""
    return (_NO_CAUSE, _ROUNDED) if found.rounded else (_NO_CAUSE,)
