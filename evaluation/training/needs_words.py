"""The sentence and the limits of a profile of training needs, from its printed figures alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import Caveat

if TYPE_CHECKING:
    from evaluation.training.evidence import TopicNeed, TrainingNeeds

SIGNED = "learners who answered before a course"
UNSIGNED = "forms filled in before a course"


def needs_sentence(found: TrainingNeeds) -> str:
    """On which topic most rated themselves low, of how many, and which course the provider's list has for it.

    Without its full stop. Of topics whose share is hidden the next one that is shown leads.
    """
    shown = [topic for topic in found.topics if topic.low.share is not None]
    if not shown:
        return "Too few learners answered before a course for their needs to be shown"
    first = shown[0]
    rated = wording.capital(wording.rate(first.low))
    asked = named(first, alone=[topic.topic for topic in found.topics].count(first.topic) == 1)
    low = "rated themselves low on" if first.low.who == SIGNED else "gave a low rating on"
    listed = any(topic.package for topic in found.topics)  # else nobody gave a list of what is offered
    return f"{rated} {low} {asked}{f'; {offered(first)}' if listed else ''}"


def offered(topic: TopicNeed) -> str:
    """Which course is offered for a topic, or that nobody has said."""
    if topic.package:
        return f"the course offered for it is “{topic.package}”"
    return "which course is offered for it has not been said"


def named(topic: TopicNeed, *, alone: bool) -> str:
    """A topic in a sentence as it was told; the question in quotation marks where it isn't `alone` on it."""
    whole = topic.topic == topic.question.text or not alone
    return f"“{topic.question.text}”" if whole else topic.topic


def needs_caveats(found: TrainingNeeds) -> tuple[Caveat, ...]:
    """The limits of a needs profile, the most important first."""
    texts = {
        "own_rating": (
            "Learners rated themselves before a course: this says where they feel unsure. It is no test of "
            "what they know."
        ),
        "low": "Low is an answer worse than the middle of those there were; nobody published another limit.",
        "those_who_booked": (
            "These are people who came to a course, or meant to: those who never booked one may need "
            "something else."
        ),
        "first_answers": (
            "Everybody counts once a question, with the answer given before their first course."
            if all(topic.low.who == SIGNED for topic in found.topics)
            else "Some forms are not signed, so somebody who came to several courses may count twice."
        ),
    }
    return tuple(Caveat(key=key, text=text) for key, text in texts.items())
