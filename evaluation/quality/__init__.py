"""Data quality, for those who hold the data: can they carry the conclusions, and what to mend first.

All of it is exact and none of it is evidence: single rows and small counts are what it is for.
"""

from evaluation.quality.forms import Forms, Part, Skipped, Stage, forms_of
from evaluation.quality.held import Held, HeldBy, by_columns, by_month, by_questionnaire
from evaluation.quality.looking import Quality, enough, quality_of
from evaluation.quality.next_steps import Asked, NextStep, next_steps

__all__ = [
    "Asked",
    "Forms",
    "Held",
    "HeldBy",
    "NextStep",
    "Part",
    "Quality",
    "Skipped",
    "Stage",
    "by_columns",
    "by_month",
    "by_questionnaire",
    "enough",
    "forms_of",
    "next_steps",
    "quality_of",
]
