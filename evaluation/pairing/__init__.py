"""Pairing: which two scores of an episode are compared, by a rule that has a name.

Scores are paired within one episode, scale and rater; raters are never mixed, and a
retrospective baseline is never taken for a true one.
"""

from __future__ import annotations

from evaluation.pairing.in_memory import KEY, Keyed, Paired, keyed, pair, pair_each
from evaluation.pairing.places import Edge, at_edges, in_time, ranks, told_apart
from evaluation.pairing.rules import Rule, choose_rule, occasions_of

__all__ = [
    "KEY",
    "Edge",
    "Keyed",
    "Paired",
    "Rule",
    "at_edges",
    "choose_rule",
    "in_time",
    "keyed",
    "occasions_of",
    "pair",
    "pair_each",
    "ranks",
    "told_apart",
]
