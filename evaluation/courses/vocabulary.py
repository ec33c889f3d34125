"""The words that records of training and what is said of them share: attributes, levels, questions.

Nothing here holds a row, so whoever only reads what was published may load it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE

if TYPE_CHECKING:
    from evaluation.measures.definition import Better

Level = Literal[1, 2, 3, 4]
QuestionKind = Literal["rating", "agreement", "quiz", "yes or no"]
# What each of Kirkpatrick's levels asks (facts/measures.md section 8.6).
LEVELS: dict[Level, tuple[str, str]] = {
    1: ("Reaction", "what learners thought of the course"),
    2: ("Learning", "what learners know, or how confident they feel, by their own rating or a quiz"),
    3: ("Behaviour", "what learners do differently at work, months later or as a supervisor saw it"),
    4: ("Results", "what became of families and referrals"),
}
OCCASIONS = (RETROSPECTIVE, BASELINE, END, FOLLOW_UP)
# The columns that describe a learner, and what a page calls them.
ATTRIBUTES: dict[str, str] = {
    "role": "Role",
    "employer": "Employer",
    "service": "Service",
    "borough": "Borough or locality",
    "region": "Region",
    "pathway": "Pathway",
    "cohort": "Cohort",
    "caseload": "Vulnerability of the caseload",
}
UNRECORDED = "Not recorded"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a course's form: a measure of one item, with its range and direction.

    `labels` are the answers in words for each whole number from `low` to `high`, none where there are only
    numbers. `level` is Kirkpatrick's; `topic` is what it asks about, in a few words, where that was told.
    """

    id: str
    text: str
    low: float
    high: float
    level: Level
    kind: QuestionKind = "rating"
    labels: tuple[str, ...] = ()
    better: Better = "higher"
    topic: str = ""
