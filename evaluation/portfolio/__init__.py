"""A trainee's summary report of clinical outcomes, for the trainee and their supervisor alone.

It holds a row for each of one person's closed cases, so no evidence, report or pack knows of this room.
"""

from evaluation.portfolio.building import portfolio
from evaluation.portfolio.columns import Trainee, proposed, trainee_columns, trainees
from evaluation.portfolio.contents import MANY, Case, Portfolio, Result, Score
from evaluation.portfolio.words import NOTICE
from evaluation.portfolio.written import DOCUMENTS, as_report, file_name, write_portfolio

__all__ = [
    "DOCUMENTS",
    "MANY",
    "NOTICE",
    "Case",
    "Portfolio",
    "Result",
    "Score",
    "Trainee",
    "as_report",
    "file_name",
    "portfolio",
    "proposed",
    "trainee_columns",
    "trainees",
    "write_portfolio",
]
