"""Words of headers that say who worked with a family. A room of their own: what is published needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.tokens import Tokens

STAFF = frozenset("practitioner worker therapist clinician keyworker supervisor".split())
IDENTIFIERS = frozenset("id ids code number no ref reference identifier num".split())


def of_trainees(header: Tokens) -> bool:
    """Whether a header says which trainee worked with a family.

    >>> from evaluation.tokens import tokens
    >>> of_trainees(tokens("Trainee code")), of_trainees(tokens("Trainee pathway"))
    (True, False)
    """
    words = [word for word in header if word not in IDENTIFIERS | {"initials"}]
    return "trainee" in words and words[-1] in {"trainee", *STAFF} - {"supervisor"}
