"""Attune's library: before-and-after questionnaires in, defensible figures out.

The verbs of the command line, and `compare` for those with two columns in hand:

>>> from evaluation import compare
>>> compare([14, 9, 12, 20], [6, 9, 7, 11], better="lower").to_dict()["n"]
4

A verb's room is imported when the verb is first asked for: whoever only reads published packs
(`evaluation.packs`) loads nothing that can hold a row.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from evaluation.version import __version__

if TYPE_CHECKING:
    from evaluation import measures
    from evaluation.claims import check_claim
    from evaluation.comparing import compare
    from evaluation.errors import InputError
    from evaluation.evaluating import (
        Evaluation,
        count,
        differences,
        evaluate,
        inspect,
        pack,
        publish,
        report,
        sample,
    )
    from evaluation.opening import load
    from evaluation.pooling import pool
    from evaluation.verifying import verify
    from evaluation.view import View

# `evaluation.measures` is both the room and the verb: the package can be called.
_ROOMS = {
    "check_claim": "claims",
    "compare": "comparing",
    "InputError": "errors",
    **dict.fromkeys(
        ("Evaluation", "count", "differences", "evaluate", "inspect", "pack", "publish", "report", "sample"),
        "evaluating",
    ),
    "load": "opening",
    "pool": "pooling",
    "verify": "verifying",
    "View": "view",
}

__all__ = [
    "Evaluation",
    "InputError",
    "View",
    "__version__",
    "check_claim",
    "compare",
    "count",
    "differences",
    "evaluate",
    "inspect",
    "load",
    "measures",
    "pack",
    "pool",
    "publish",
    "report",
    "sample",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name == "measures":
        return import_module("evaluation.measures")
    if name not in _ROOMS:
        raise AttributeError(f"module 'evaluation' has no attribute {name!r}")
    return getattr(import_module(f"evaluation.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
