"""How long scoring takes: `python benchmarks/scoring.py [RESPONSES]` (a million unless said otherwise).

Times the arrow from answers to scores alone, for a plain sum, a conversion, options that differ
by item and a pro-rated sum of scales, with one answer in fifty missing.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np

from evaluation.measures import registry
from evaluation.measures.coding import possible
from evaluation.scoring import item_scores

MEASURES = ("phq9", "swemwbs", "core10", "mpas", "sdq_2_4")


def main(responses: int) -> None:
    """Print a line for each questionnaire."""
    random = np.random.default_rng(1)
    print(f"{responses:,} responses, one answer in fifty missing")
    for measure in map(registry().get, MEASURES):
        items = measure.items
        assert items is not None  # noqa: S101 each of MEASURES is answered question by question
        columns = [
            random.choice(possible(item, items, "printed"), responses) for item in range(1, items.count + 1)
        ]
        answers = np.column_stack(columns)
        answers[random.random(answers.shape) < 0.02] = np.nan
        start = time.perf_counter()
        scales = [scale for scale in measure.scales if scale.items]
        scored = [item_scores(answers, scale, items) for scale in scales]
        took = time.perf_counter() - start
        share = np.mean([np.isfinite(values).mean() for values, _ in scored])
        words = f"{items.count} answers, {len(scales)} scales: {took:.2f} s, {share:.0%} scored"
        print(f"  {measure.short:12} {words}")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
