"""Effect sizes of a change table: how much scores moved, with the interval of each figure."""

from evaluation.effects.average import mean_change
from evaluation.effects.dominance import probability_of_improvement, score_interval
from evaluation.effects.moments import Moments, describe
from evaluation.effects.noncentral import noncentrality_interval
from evaluation.effects.standardised import baseline_sd, d_av, d_rm, d_z, effects, hedges_factor

__all__ = [
    "Moments",
    "baseline_sd",
    "d_av",
    "d_rm",
    "d_z",
    "describe",
    "effects",
    "hedges_factor",
    "mean_change",
    "noncentrality_interval",
    "probability_of_improvement",
    "score_interval",
]
