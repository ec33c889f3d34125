"""Make the committed sample files again: `python -m data_samples`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from data_samples import NAMES, SEED, SHAPES, TRAINING, make, make_counts, make_training, path
from data_samples.networks import FOLDER
from data_samples.training import committed

if TYPE_CHECKING:
    from pathlib import Path


def main() -> int:
    """Write every committed sample and say where; 0 when done."""
    for sample in (*NAMES, *SHAPES):
        written = make(sample.name, families=sample.families, seed=SEED, out=path(sample.name))
        _say(written, written.name)
    for training in TRAINING:
        out = committed(training.name)
        for written in make_training(training.name, learners=training.learners, seed=SEED, out=out):
            _say(written, f"{training.name}/{written.name}")
    for written in make_counts(FOLDER, seed=SEED):
        _say(written, f"{FOLDER.name}/{written.name}")
    return 0


def _say(written: Path, name: str) -> None:
    sys.stdout.write(f"{name}: {written.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    raise SystemExit(main())
