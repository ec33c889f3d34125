"""Findings on training: who came, what they learnt, which roles are covered, beside families' outcomes."""

from evaluation.training.choices import TrainingView
from evaluation.training.evidence import TrainingEvidence

__all__ = ["TrainingEvidence", "TrainingView"]
