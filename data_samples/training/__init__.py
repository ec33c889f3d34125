"""Made-up files of five training programmes, as their tools and people keep them, and what makes them."""

from __future__ import annotations

from data_samples.training.sets import TRAINING, TrainingSet, committed, make_training, training_sets

__all__ = ["TRAINING", "TrainingSet", "committed", "make_training", "training_sets"]
