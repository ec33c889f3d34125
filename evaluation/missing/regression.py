"""Regression to the mean: how far people chosen for extreme scores are expected to move anyway."""

from __future__ import annotations


def expected_change(mean_before: float, norm_mean: float, reliability: float, sign: int) -> float:
    """The average change expected from regression to the mean alone, positive towards better.

    (1 - reliability) x (mean before - mean of the population they come from): Davis 1976, "The
    effect of regression to the mean in epidemiologic and clinical studies", American Journal of
    Epidemiology 104. `sign` is +1 where higher scores are better, -1 where lower are; the answer is
    in points of the scale. It is 0 or negative where the group starts no worse than the population.
    Raises ValueError when the reliability is not between 0 and 1.

    >>> round(expected_change(20.0, 5.0, 0.8, -1), 2)  # 20% of the way from 20 back to 5
    3.0
    """
    if not 0 <= reliability <= 1:
        raise ValueError(f"a reliability is between 0 and 1, not {reliability}")
    return sign * (1 - reliability) * (norm_mean - mean_before)
