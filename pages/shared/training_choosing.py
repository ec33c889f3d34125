"""Which of the statements on learners come first, and how a list names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.stages import BASELINE, RETROSPECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.courses.vocabulary import Level
    from evaluation.training.evidence import Design, LearnerChange

# Of when "before" was asked, the stronger first: at the start, looking back. A third is the end, or never.
_ASKED_BEFORE = (BASELINE, RETROSPECTIVE)
# What each design is, in a line for whoever never heard of it.
DESIGNS: dict[Design, str] = {
    "true baseline": "Asked before the course and again at its end.",
    "retrospective baseline": "Both asked after the course, looking back. This can overstate the gain.",
    "after only": "Asked once, after the course: there is nothing to compare it with.",
    "follow-up": "Asked again months later, at work.",
}


def by_strength(changes: Iterable[LearnerChange]) -> list[LearnerChange]:
    """The strongest designs first, those of one design by how many answered; never by how good they look."""
    return sorted(changes, key=_strength)


def _strength(found: LearnerChange) -> tuple[bool, int, bool, int, str]:
    """What is known to be of the same people, then what was asked before; later answers after the first."""
    asked = _ASKED_BEFORE.index(found.occasions[0]) if found.occasions[0] in _ASKED_BEFORE else 2
    return (not found.paired, asked, found.design == "follow-up", -(found.n or 0), found.key)


def at_level(changes: Iterable[LearnerChange], level: Level) -> list[LearnerChange]:
    """Those of one level of Kirkpatrick, strongest first."""
    return by_strength(found for found in changes if found.level == level)


def named(changes: Iterable[LearnerChange]) -> dict[str, LearnerChange]:
    """Each comparison by what tells it apart in a list: its question, and what else is needed."""
    every = list(changes)
    found: dict[str, LearnerChange] = {}
    for change in every:
        same = [other for other in every if other.question.id == change.question.id]
        name = change.question.text
        if len({other.session for other in same}) > 1 and change.session:
            name = f"{name} ({change.session})"
        if len({(other.design, other.occasions) for other in same}) > 1:
            name = f"{name} ({design_words(change)})"
        found[name if name not in found else f"{name}, {change.course}"] = change
    return found


def design_words(found: LearnerChange) -> str:
    """The design in a few words, with the occasion where it is a follow-up.

    >>> from tests.training_made_up import change
    >>> design_words(change())
    'before and after'
    """
    if found.design == "follow-up":
        return f"again: {found.occasions[1]}"
    return {
        "true baseline": "before and after",
        "retrospective baseline": "looking back, both afterwards",
        "after only": "once, afterwards",
    }[found.design]
