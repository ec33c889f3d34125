"""Made-up data in the shapes that real tools export, of any size, the same for the same seed."""

from __future__ import annotations

from data_samples.catalogue import NAMES, SEED, SHAPES, Sample, make, path

__all__ = ["NAMES", "SEED", "SHAPES", "Sample", "make", "path"]
