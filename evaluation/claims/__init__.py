"""Checks a sentence that somebody wants to print against the data, and says how to put it honestly."""

from evaluation.claims.answer import Answer, Held, Said, Verdict
from evaluation.claims.checking import LONGEST, check_claim
from evaluation.claims.examples import examples
from evaluation.claims.understanding import definitions_table

__all__ = ["LONGEST", "Answer", "Held", "Said", "Verdict", "check_claim", "definitions_table", "examples"]
