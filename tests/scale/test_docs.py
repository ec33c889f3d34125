"""What docs/scale.md shows is what happens."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_the_examples_of_the_page_run(root: Path):
    found = doctest.testfile(str(root / "docs" / "scale.md"), module_relative=False)
    assert found.attempted >= 8
    assert found.failed == 0
