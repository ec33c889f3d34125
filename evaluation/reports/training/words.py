"""The words around figures on training: levels of Kirkpatrick, designs, definitions and how to read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.courses.vocabulary import LEVELS
from evaluation.stages import FOLLOW_UP

if TYPE_CHECKING:
    from evaluation.courses.vocabulary import Level
    from evaluation.findings.finding import Caveat
    from evaluation.training.evidence import LearnerChange, TrainingEvidence

Way = tuple[str, bool]  # a design, and whether each learner's two answers are known to be theirs

_LATER = "later alone"
# The heading of results of one design, and what it compares.
_WAYS: dict[Way, tuple[str, str]] = {
    ("true baseline", True): (
        "asked before and after",
        "The same learners answered before the course and after it.",
    ),
    ("true baseline", False): (
        "asked before and after, two groups",
        "Nobody signed these forms, so those before and those after are two groups and not the same people.",
    ),
    ("retrospective baseline", True): (
        "before and after, both asked afterwards",
        (
            "After the course learners said how they had been before it (a retrospective baseline). That can "
            "show more change than asking before, so it stands apart from other results."
        ),
    ),
    ("follow-up", True): (
        "asked again later",
        "The same learners answered again after some time; not everybody who is asked answers.",
    ),
    ("follow-up", False): (
        "asked again later, two groups",
        "Nobody signed these forms, so those asked later are another group and not the same people.",
    ),
    ("after only", False): (
        "asked once, afterwards",
        "Asked after the course alone: there is nothing to compare it with, so it shows no change.",
    ),
    (_LATER, False): (
        "asked later alone",
        "Asked some time after the course and not before it: there is nothing to compare it with.",
    ),
}
CONTEXT = "Drawn as context, never as cause: other things changed in these places over the same time."


def way_of(found: LearnerChange) -> Way:
    """Under which design a result was got; results of two ways are never put together."""
    if found.before is None:
        later = found.design == "follow-up" or found.after.occasion.startswith(FOLLOW_UP)
        return (_LATER if later else "after only", False)
    return (found.design, found.paired)


def heading_of(way: Way) -> str:
    """What results of one design are called."""
    return _words(way)[0]


def compared(way: Way) -> str:
    """What a design compares, in a sentence."""
    return _words(way)[1]


def _words(way: Way) -> tuple[str, str]:
    if way in _WAYS:
        return _WAYS[way]
    # Both asked on one form are one person's, signed or not.
    return _WAYS.get((way[0], True), _WAYS["after only", False])


def level_line(level: Level) -> str:
    """A level of Kirkpatrick, named and explained.

    >>> level_line(1)
    "Level 1 of Kirkpatrick's four levels, reaction: what learners thought of the course."
    """
    name, asks = LEVELS[level]
    return f"Level {level} of Kirkpatrick's four levels, {name.lower()}: {asks}."


def level_name(level: Level) -> str:
    """A level by its name and number.

    >>> level_name(2)
    'Learning (level 2)'
    """
    return f"{LEVELS[level][0]} (level {level})"


def asked_of(found: LearnerChange) -> str:
    """Which course and session a question belongs to."""
    return f"{found.course}, {found.session}" if found.session else found.course


def definitions(training: TrainingEvidence) -> tuple[str, ...]:
    """What the words of training's figures mean: those that its figures need."""
    ways = dict.fromkeys(way_of(found) for found in training.changes)
    said = []
    if training.reach is not None:
        said.append(
            "People are counted once, however many courses they came to; places count each person on each "
            "course day."
        )
    if any(found.rates for found in training.changes):
        said.append(
            "Moved up: a better answer after than before, by any step of the answers. Moved up, stayed and "
            "moved down add up to everybody with both answers. These are steps of one question, no reliable "
            "change."
        )
    if any(found.after.top.of for found in training.changes):
        said.append(
            "Best answers: the two best of four answers or more, the best one of fewer, as “agree” and "
            "“strongly agree”."
        )
    said += [f"{wording.capital(heading_of(way))}: {compared(way)}" for way in ways]
    if training.changes:
        said.append(
            "Answered: how many gave the later answer, of those who were asked. Those who did not answer may "
            "have answered otherwise."
        )
        levels = dict.fromkeys(found.level for found in training.changes)
        said += [level_line(level) for level in sorted(levels)]
    if training.coverage is not None:
        said.append(
            "Coverage: people of a role in a borough who came, of how many work there as the workforce list "
            "gives it (headcount), which is no estimate."
        )
    if any(found.control is not None for found in training.referrals):
        said.append(
            "Limits around referrals: the average and the range within which chance alone would keep most "
            "months (XmR chart), begun anew at the first course."
        )
    if training.needs is not None:
        said.append("Rated themselves low: below the middle of the answers, before any course.")
    return tuple(said)


def limits(caveats: tuple[Caveat, ...], training: TrainingEvidence) -> tuple[str, ...]:
    """Caveats as sentences, without those that are printed once for all of the training."""
    told = {(caveat.key, caveat.text) for caveat in training.caveats}
    own = (caveat for caveat in caveats if (caveat.key, caveat.text) not in told)
    return tuple(dict.fromkeys(wording.sentence(caveat.text) for caveat in own))
