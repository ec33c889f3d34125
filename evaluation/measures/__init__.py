"""Questionnaires and ratings, defined once as data: one TOML file a measure."""

from __future__ import annotations

import sys
from types import ModuleType

from evaluation.measures.catalogue import Registry, UnknownMeasureError, find, registry
from evaluation.measures.description import describe, to_dict
from evaluation.measures.loading import MeasureError, load
from evaluation.measures.named_only import NamedOnly, named_only, named_only_by
from evaluation.measures.own import NOT_STATED, Own, local_measure, own_measure
from evaluation.measures.own_files import read_own, to_toml
from evaluation.measures.shared_names import SharedName, shared_by, shared_names
from evaluation.measures.telling import tell

__all__ = [
    "NOT_STATED",
    "MeasureError",
    "NamedOnly",
    "Own",
    "Registry",
    "SharedName",
    "UnknownMeasureError",
    "describe",
    "find",
    "load",
    "local_measure",
    "named_only",
    "named_only_by",
    "own_measure",
    "read_own",
    "registry",
    "shared_by",
    "shared_names",
    "tell",
    "to_dict",
    "to_toml",
]


class _Room(ModuleType):
    """Makes the package a verb too: `evaluation.measures("PHQ-9")`, as on the command line."""

    def __call__(self, name: str = "") -> str:
        """What is known of one questionnaire, or a line on each of them."""
        return tell(name)


sys.modules[__name__].__class__ = _Room
