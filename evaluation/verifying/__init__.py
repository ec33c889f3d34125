"""Verifying: whether a report's file still says what its data give, and what it was made of."""

from evaluation.verifying.carrying import carried_by
from evaluation.verifying.checking import verify
from evaluation.verifying.comparing import Difference
from evaluation.verifying.verification import Verification

__all__ = ["Difference", "Verification", "carried_by", "verify"]
