"""How many examples a property is tried on: as many as it asks for at a desk, a quarter of them in CI."""

from __future__ import annotations

import os

FEWEST = 5


def examples(many: int) -> int:
    """For `settings(max_examples=…)`, which would otherwise stand above the profile of CI."""
    return min(many, max(FEWEST, many // 4)) if os.environ.get("CI") == "true" else many
