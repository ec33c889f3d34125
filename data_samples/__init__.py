"""Made-up data in the shapes that real tools export, of any size, the same for the same seed."""

from __future__ import annotations

from data_samples.catalogue import NAMES, SEED, SHAPES, Sample, make, path
from data_samples.networks import counts, make_counts
from data_samples.training import TRAINING, TrainingSet, make_training, training_sets

__all__ = [
    "NAMES",
    "SEED",
    "SHAPES",
    "TRAINING",
    "Sample",
    "TrainingSet",
    "counts",
    "make",
    "make_counts",
    "make_training",
    "path",
    "training_sets",
]
