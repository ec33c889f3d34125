"""Effect sizes of a change table: how much scores moved, with the interval of each figure."""

from evaluation.effects.average import mean_change
from evaluation.effects.bootstrap import bootstrap
from evaluation.effects.correlation import correlation
from evaluation.effects.dominance import probability_of_improvement, score_interval
from evaluation.effects.extremes import Extremes, extremes
from evaluation.effects.jackknife import JACKKNIFE, jackknifed
from evaluation.effects.moments import Moments, describe
from evaluation.effects.noncentral import noncentrality_interval
from evaluation.effects.ranks import SignedRanks, rank_biserial
from evaluation.effects.significance import Significance, paired_t, sign_test, wilcoxon
from evaluation.effects.standardised import (
    baseline_sd,
    d_av,
    d_rm,
    d_z,
    effects,
    glass_delta,
    hedges_factor,
)

__all__ = [
    "JACKKNIFE",
    "Extremes",
    "Moments",
    "SignedRanks",
    "Significance",
    "baseline_sd",
    "bootstrap",
    "correlation",
    "d_av",
    "d_rm",
    "d_z",
    "describe",
    "effects",
    "extremes",
    "glass_delta",
    "hedges_factor",
    "jackknifed",
    "mean_change",
    "noncentrality_interval",
    "paired_t",
    "probability_of_improvement",
    "rank_biserial",
    "score_interval",
    "sign_test",
    "wilcoxon",
]
