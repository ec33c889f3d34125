"""The presets of disclosure control, and which numbers of a set they hide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Preset:
    """A set of disclosure rules: counts below `threshold` are hidden, others rounded to `base`.

    The base is no smaller than the threshold: two counts that are rounded to the nearest 5 differ by 1 to 9
    at times, which is all that hiding fewer than 10 is meant to keep.
    """

    name: str
    threshold: int
    base: int
    words: str
    source: str


_ROUNDED = (
    "others are rounded to the nearest {}, and percentages of fewer than 100 to the nearest 5, so figures "
    "may not add up."
)
PRESETS = {
    "exact": Preset("exact", 0, 1, "Exact figures: check small numbers before publishing.", ""),
    "nhs": Preset(
        "nhs",
        5,
        5,
        f"Numbers below 5, and any that would give them away, are shown as [c]; {_ROUNDED.format(5)}",
        "NHS England: counts under 5 hidden, others to the nearest 5",
    ),
    "strict": Preset(
        "strict",
        10,
        10,
        f"Numbers below 10, and any that would give them away, are shown as [c]; {_ROUNDED.format(10)}",
        "ONS Longitudinal Study and ACRO: counts under 10 hidden; others to the nearest 10 (ACRO: 5), so "
        "that no two numbers beside each other tell of 1 to 9",
    ),
}


def rounded(n: int, preset: Preset) -> int:
    """A count to the nearest multiple of the preset's base, halves up.

    >>> rounded(12, PRESETS["nhs"]), rounded(13, PRESETS["nhs"])
    (10, 15)
    """
    return (2 * n + preset.base) // (2 * preset.base) * preset.base


def hidden_cells(counts: Sequence[int], preset: Preset) -> list[bool]:
    """Which cells of a set that adds up to a printed total are hidden, zeros included.

    If only one were, it could be worked out from the others, so the next smallest goes too.

    >>> hidden_cells([40, 12, 2], PRESETS["nhs"])
    [False, True, True]
    """
    hide = [n < preset.threshold for n in counts]
    if sum(hide) == 1 and len(counts) > 1:
        rest = [i for i, h in enumerate(hide) if not h]
        hide[min(rest, key=lambda i: (counts[i], i))] = True
    return hide
