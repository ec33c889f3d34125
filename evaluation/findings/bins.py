"""Scores grouped for pictures and tables: bins of equal width, and moves between bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.findings.finding import Bin, Move

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.measures.definition import Band, Scale
    from evaluation.tables import ChangeTable

    Counts = tuple[NDArray[np.float64], NDArray[np.int64]]

MOST_BINS = 10
_WIDTHS = (1, 2, 3, 4, 5, 10, 20, 25, 50, 100)


def edges(scale: Scale) -> tuple[tuple[float, float, str], ...]:
    """Low end, high end (both included for whole scores) and label of each bin, lowest first.

    >>> from evaluation.measures import registry
    >>> [label for _, _, label in edges(registry().get("phq9").scale("total"))][:3]
    ['0 to 2', '3 to 5', '6 to 8']
    """
    low, high = scale.minimum, scale.maximum
    whole = scale.step >= 1 and not scale.convert and low == round(low) and high == round(high)
    span = high - low + 1 if whole else high - low
    width = next((w for w in _WIDTHS if span / w <= MOST_BINS), span / MOST_BINS)
    if not whole and span <= MOST_BINS / 2:
        width = span / MOST_BINS
    bins, start = [], low
    while start <= high if whole else start < high:
        end = min(start + width - 1, high) if whole else min(start + width, high)
        if whole:
            label = f"{start:g}" if start == end else f"{start:g} to {end:g}"
        else:
            label = f"{start:g} to {end:g}" if end == high else f"{start:g} to under {end:g}"
        bins.append((start, end, label))
        start += width
    return tuple(bins)


def bins_of(scale: Scale, before: Counts, after: Counts | None) -> tuple[Bin, ...]:
    """How many scored in each bin before and after; `after` None leaves the second empty."""
    found = edges(scale)
    starts = np.array([low for low, _, _ in found])
    first = _counted(starts, *before)
    second = _counted(starts, *after) if after is not None else None
    return tuple(
        Bin(
            label=label,
            low=low,
            high=high,
            before=int(first[i]),
            after=None if second is None else int(second[i]),
        )
        for i, (low, high, label) in enumerate(found)
    )


def _counted(
    starts: NDArray[np.float64], scores: NDArray[np.float64], counts: NDArray[np.int64]
) -> NDArray[np.int64]:
    at = np.clip(np.searchsorted(starts, scores, side="right") - 1, 0, len(starts) - 1)
    return np.bincount(at, counts, minlength=len(starts)).astype(np.int64)


def bands_of(scale: Scale) -> tuple[str, ...]:
    """The labels of a scale's bands, best first."""
    ordered = sorted(scale.bands, key=lambda band: band.low, reverse=scale.better == "higher")
    return tuple(band.label for band in ordered)


def moves_of(scale: Scale, table: ChangeTable) -> tuple[Move, ...]:
    """How many moved from each band to each, best first; empty where the scale has no bands."""
    if not scale.bands:
        return ()
    labels = tuple(dict.fromkeys(bands_of(scale)))
    size = len(labels)
    before, after = (_places(scale.bands, labels, scores) for scores in (table.before, table.after))
    inside = (before >= 0) & (after >= 0)
    counts = np.zeros(size * size, np.int64)
    np.add.at(counts, before[inside] * size + after[inside], table.count[inside])
    pairs = ((b, a) for b in labels for a in labels)
    return tuple(Move(before=b, after=a, n=n) for (b, a), n in zip(pairs, counts.tolist(), strict=True))


def _places(
    bands: tuple[Band, ...], labels: tuple[str, ...], scores: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The place of each score's band among the labels, -1 below the lowest band.

    Between two whole-number bands (9.5) it is the lower one's.
    """
    ordered = sorted(bands, key=lambda band: band.low)
    at = np.searchsorted([band.low for band in ordered], scores, side="right") - 1
    places = np.array([*(labels.index(band.label) for band in ordered), -1], dtype=np.int64)
    return places[at]
