"""Who rated a trainee or gives feedback, in one word; what may be somebody's name is not kept."""

from __future__ import annotations

from evaluation.tokens import tokens

_RATERS: tuple[tuple[str, str], ...] = (
    ("supervisor", "supervisor supervisors manager"),
    ("parent", "parent parents mother father mum dad carer caregiver family families"),
    ("tutor", "tutor tutors lecturer trainer teacher facilitator mentor"),
    ("observer", "observer observers assessor examiner marker independent"),
    ("peer", "peer peers colleague colleagues"),
    ("self", "self trainee learner own me"),
)


def rater_in(text: str) -> str:
    """Who rated, in one word; "" for what may be somebody's name.

    >>> rater_in("Clinical supervisor"), rater_in("Mum"), rater_in("J. Smith")
    ('supervisor', 'parent', '')
    """
    words = set(tokens(text))
    return next((rater for rater, said in _RATERS if words & set(said.split())), "")
