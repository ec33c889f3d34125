"""Pairing rules: which two scores of an episode are compared, by a rule that has a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from evaluation.errors import InputError
from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE, REVIEW, occasion_order

if TYPE_CHECKING:
    from evaluation.view import View


@dataclass(frozen=True)
class Rule:
    """A pairing rule: its name and, for occasions, which two are compared."""

    name: str
    before: str = ""
    after: str = ""

    @property
    def dates(self) -> tuple[str, ...]:
        """Which dates of an episode the rule looks at."""
        every = {"national": ("first_contact", "second_contact", "end"), "course": ("end",)}
        return every.get(self.name, ())

    @property
    def words(self) -> str:
        """The rule as it is printed beside a figure.

        >>> Rule("occasions", "baseline", "follow-up 6 months").words
        'score at baseline against score at follow-up 6 months'
        """
        if self.name == "occasions":
            return f"score at {self.before} against score at {self.after}"
        if self.name == "national":
            return (
                "first score on or after the first contact against the last on or after the second "
                "(as NHS England's outcome metrics pair scores; open referrals are included)"
            )
        if self.name == "course":
            return "first score against last score of the course of treatment, none after it ended"
        return "first score against last score"


class Staged(Protocol):
    """Scores of which it is known at which stages they were given, "" where that is not known of some."""

    @property
    def occasions(self) -> frozenset[str]:
        """Every stage, in no order."""


class Contacted(Protocol):
    """Episodes of which it is known whether any first and any second contact is dated."""

    @property
    def has_contacts(self) -> bool:
        """Whether the national rule can be used."""


def occasions_of(scores: Staged) -> tuple[str, ...]:
    """Every occasion that a score was given at, in order of time."""
    return tuple(sorted(scores.occasions - {""}, key=occasion_order))


def choose_rule(view: View, scores: Staged, episodes: Contacted) -> tuple[Rule, str]:
    """The rule a view asks for, or the one the data suggest; and in words how it was chosen.

    Raises InputError when the rule asked for needs what the data do not have.
    """
    occasions = occasions_of(scores)
    if view.pairing == "national":
        if not episodes.has_contacts:
            raise InputError(
                "The national pairing rule needs the dates of the first and second contact, and no columns "
                "are mapped to them. Map them on the import page, or choose another pairing rule."
            )
        return Rule("national"), ""
    if view.pairing == "first_last":
        return Rule("first_last"), ""
    for asked in (view.before, view.after):
        if asked and asked not in occasions:
            raise InputError(
                f"No score was given at '{asked}'. The data have: "
                f"{', '.join(occasions) or 'no named stages'}."
            )
    before = view.before or _first_of(occasions, (BASELINE, RETROSPECTIVE))
    after = view.after or _after(occasions, before)
    if before and after and before != after:
        said = (
            ""
            if view.after or len(occasions) == 2
            else f"Compared: {before} with {after}, of {len(occasions)} stages at which scores were given."
        )
        return Rule("occasions", before, after), said
    if view.pairing == "occasions":
        raise InputError(
            "Pairing by stage needs scores from two stages; the data name "
            f"{' and '.join(occasions) if occasions else 'none'}. Choose first and last score instead."
        )
    return Rule("first_last"), ""


def _first_of(occasions: tuple[str, ...], kinds: tuple[str, ...]) -> str:
    return next((o for kind in kinds for o in occasions if o.startswith(kind)), "")


def _after(occasions: tuple[str, ...], before: str) -> str:
    later = [o for o in occasions if o != before and not o.startswith((BASELINE, RETROSPECTIVE))]
    return _first_of(tuple(later), (END, FOLLOW_UP, REVIEW))
