"""What a pack holds of training: protected evidence, without names that would describe single learners.

A trainee's portfolio is no part of it, and nothing here knows of any.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.training.choices import TrainingView

if TYPE_CHECKING:
    from evaluation.training.evidence import Breakdown, LearnerChange, TrainingEvidence, TrainingNeeds
    from evaluation.view import View

# Of these nearly everybody knows what there is; any other value, a rare job title too, may be of one learner.
_KNOWN = frozenset({"course", "month"})


def publishable(training: TrainingEvidence | None, view: View, title: str) -> TrainingEvidence | None:
    """The evidence on training as it may be published with a view of families; None stays None.

    Its sources go by the pack's title. Single localities beside families' outcomes are left out: they
    would be cuts of the families that the pack does not compare with its others.
    Raises InputError where it is exact, or hides small numbers by another rule than the view.
    """
    if training is None:
        return None
    if training.view.protection != view.protection:
        raise InputError(
            f"The figures on training hide small numbers by the rule '{training.view.protection}' and the "
            f"families' by '{view.protection}': choose one for both."
        )
    reach = training.reach
    return replace(
        training,
        sources=tuple(replace(source, name=title) for source in training.sources),
        reach=replace(reach, breakdowns=tuple(map(_without_rare, reach.breakdowns))) if reach else None,
        courses=tuple(
            replace(course, by=_without_rare(course.by) if course.by else None) for course in training.courses
        ),
        changes=tuple(map(_without_rare_groups, training.changes)),
        needs=_without_rare_needs(training.needs) if training.needs else None,
        context=tuple(one for one in training.context if not one.locality),
        notes=(),
    )


def _without_rare(found: Breakdown) -> Breakdown:
    """A breakdown without the values whose numbers are hidden, where a name alone would tell of somebody."""
    if found.id in _KNOWN:
        return found
    return replace(found, parts=tuple(part for part in found.parts if part.people.n is not None))


def _without_rare_groups(change: LearnerChange) -> LearnerChange:
    if change.grouped_by in _KNOWN:
        return change
    shown = tuple(group for group in change.groups if any(rate.n is not None for rate in group.rates))
    return replace(change, groups=shown)


def _without_rare_needs(needs: TrainingNeeds) -> TrainingNeeds:
    if needs.by in _KNOWN:
        return needs
    return replace(
        needs,
        topics=tuple(
            replace(topic, groups=tuple(entry for entry in topic.groups if entry[1].n is not None))
            for topic in needs.topics
        ),
    )


def clash(new: TrainingEvidence | None, old: TrainingEvidence | None) -> str:
    """Why figures on training can't lie beside those of an earlier pack; "" where they can.

    A pack holds no exact count, so only the same figures are known to tell nothing more.

    >>> clash(None, None)
    ''
    """
    if new is None or old is None or _same(new, old):
        return ""
    return (
        "It shows training under other choices or from other files, which may be of the same learners, and "
        "comparing the two could find a few of them."
    )


def _same(new: TrainingEvidence, old: TrainingEvidence) -> bool:
    def told(found: TrainingEvidence) -> TrainingEvidence:
        # What a session is called on a page and what the files are called bear on no figure.
        return replace(found, sources=(), context=(), view=TrainingView(protection=found.view.protection))

    return new.view == old.view and told(new) == told(old)
