"""Training needs, under disclosure control."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.coarse import DETAILED
from evaluation.disclosure.training.counts import coarse_share, groups_of_rates, hidden_share
from evaluation.stages import BASELINE
from evaluation.training.answers_at import best, grid
from evaluation.training.needs import is_low
from evaluation.training.needs_words import needs_caveats, needs_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.disclosure.presets import Preset
    from evaluation.training.evidence import LearnerChange, TopicNeed, TrainingNeeds


def protected_needs(
    found: TrainingNeeds,
    preset: Preset,
    record: list[str],
    *,
    hide: bool,
    changes: Sequence[tuple[LearnerChange, LearnerChange]] = (),
) -> TrainingNeeds:
    """How many rated themselves low on each topic; its groups where none of them is small.

    `changes` are the comparisons of answers, exact and as shown: a low share beside the answers that the
    same learners gave at the start must not tell a hidden one of them.
    """
    topics = tuple(
        _topic(topic, preset, hide=hide or any(_tells(topic, one, shown, preset) for one, shown in changes))
        for topic in found.topics
    )
    if not hide and any(
        rate.n is None for topic in topics for rate in (topic.low, *(rate for _, rate in topic.groups))
    ):
        record.append(
            f"Training needs: numbers below {preset.threshold}, and others that would give them away."
        )
    shown = replace(found, topics=topics, rounded=True)
    return replace(shown, sentence=needs_sentence(shown), caveats=needs_caveats(shown))


def _topic(topic: TopicNeed, preset: Preset, *, hide: bool) -> TopicNeed:
    if hide:
        return replace(
            topic,
            low=hidden_share(topic.low),
            groups=tuple((value, hidden_share(rate)) for value, rate in topic.groups),
        )
    both = [
        (rate, replace(rate, outcome="the rest", n=(rate.of or 0) - (rate.n or 0)))
        for _, rate in topic.groups
    ]
    groups = groups_of_rates(both, preset) if both else []
    return replace(
        topic,
        low=coarse_share(topic.low, preset),
        groups=tuple((value, rates[0]) for (value, _), rates in zip(topic.groups, groups, strict=True)),
    )


def _tells(topic: TopicNeed, exact: LearnerChange, shown: LearnerChange, preset: Preset) -> bool:
    """Whether the low share leaves a hidden number of the same learners' first answers no room."""
    question, before, printed = topic.question, exact.before, shown.before
    if (
        exact.question.id != question.id
        or exact.occasions[0] != BASELINE
        or before is None
        or printed is None
        or abs((topic.low.of or 0) - (before.n or 0)) >= DETAILED * preset.threshold
    ):
        return False
    ends = best(question) if printed.top.n is not None else ()
    sides: dict[str, list[int]] = {}
    for value, count, told in zip(grid(question), before.counts, printed.counts, strict=False):
        side = "low" if is_low(question, value) else "best" if value in ends else "between"
        if told is None:
            sides.setdefault(side, []).append(count or 0)
    return any(len(hidden) == 1 or 0 < sum(hidden) < preset.threshold for hidden in sides.values())
