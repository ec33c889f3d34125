"""Make the committed sample files again: `python -m data_samples`."""

from __future__ import annotations

import sys

from data_samples import NAMES, SEED, SHAPES, make, path


def main() -> int:
    """Write every committed sample and say where; 0 when done."""
    for sample in (*NAMES, *SHAPES):
        written = make(sample.name, families=sample.families, seed=SEED, out=path(sample.name))
        sys.stdout.write(f"{written.name}: {written.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
