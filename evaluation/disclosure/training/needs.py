"""Training needs, under disclosure control."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.training.counts import coarse_share, groups_of_rates, hidden_share
from evaluation.training.needs_words import needs_caveats, needs_sentence

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.training.evidence import TopicNeed, TrainingNeeds


def protected_needs(found: TrainingNeeds, preset: Preset, record: list[str], *, hide: bool) -> TrainingNeeds:
    """How many rated themselves low on each topic; its groups where none of them is small."""
    topics = tuple(_topic(topic, preset, hide=hide) for topic in found.topics)
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
