"""Checks a sentence that somebody wants to print against the data, and says how to put it honestly."""

from evaluation.claims.answer import Answer, Verdict
from evaluation.claims.checking import check_claim

__all__ = ["Answer", "Verdict", "check_claim"]
