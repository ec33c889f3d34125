"""Families that somebody might look at again, for those who hold the data and for nobody else.

No evidence, report or pack knows of this room: what it finds are single rows of the file.
"""

from evaluation.following_up.cases import Case, Cases, cases_of
from evaluation.following_up.second_scores import USUAL_WEEKS, Waiting, Worker, by_worker, totals, waiting
from evaluation.following_up.worse import GotWorse, got_worse, without_rule

__all__ = [
    "USUAL_WEEKS",
    "Case",
    "Cases",
    "GotWorse",
    "Waiting",
    "Worker",
    "by_worker",
    "cases_of",
    "got_worse",
    "totals",
    "waiting",
    "without_rule",
]
