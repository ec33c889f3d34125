"""Attune's library: before-and-after questionnaires in, defensible figures out.

The verbs of the command line, and `compare` for those with two columns in hand:

>>> from evaluation import compare
>>> compare([14, 9, 12, 20], [6, 9, 7, 11], better="lower").to_dict()["n"]
4
"""

from evaluation.claims import check_claim
from evaluation.comparing import compare
from evaluation.errors import InputError
from evaluation.evaluating import Evaluation, differences, evaluate, inspect, report, sample
from evaluation.opening import load
from evaluation.version import __version__
from evaluation.view import View

# `evaluation.measures` is both the room and the verb: the package can be called.
from evaluation import measures  # isort: skip

__all__ = [
    "Evaluation",
    "InputError",
    "View",
    "__version__",
    "check_claim",
    "compare",
    "differences",
    "evaluate",
    "inspect",
    "load",
    "measures",
    "report",
    "sample",
]
