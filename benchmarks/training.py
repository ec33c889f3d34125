"""How long a training programme's files take: to read, to count, to protect; and the memory of it all.

    python benchmarks/training.py 500 5000 50000

Each size is a made-up year of one-day courses (bookings, forms after each course, follow-up six months on),
measured in a process of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

import data_samples
from evaluation.programme import load_programme
from evaluation.training import TrainingView


def measured(learners: int) -> dict[str, float]:
    """Seconds of each step and the peak of memory in MB, for so many learners."""
    with tempfile.TemporaryDirectory() as folder:
        files = data_samples.make_training("one_day_courses", learners=learners, seed=1, out=Path(folder))
        start = time.perf_counter()
        programme = load_programme(list(files))
        read = time.perf_counter()
        exact = programme.evidence(TrainingView(by="role"))
        counted = time.perf_counter()
        programme.evidence(TrainingView(by="role", protection="nhs"))
        protected = time.perf_counter()
    records = programme.records
    people = exact.reach.people if exact.reach and exact.reach.people else 0
    return {
        "learners": learners,
        "came": people,
        "bookings": len(records.bookings),
        "answers": len(records.answers),
        "read, s": read - start,
        "count, s": counted - read,
        "protect, s": protected - counted,
        "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("learners", type=int, nargs="*", default=[500, 5_000, 50_000])
    for learners in asked.parse_args().learners:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            found = pool.apply(measured, (learners,))
        print("  ".join(f"{name} {value:,.2f}".rstrip("0").rstrip(".") for name, value in found.items()))


if __name__ == "__main__":
    main()
