"""Questionnaires and ratings, defined once as data: one TOML file a measure."""

from __future__ import annotations

import sys
from types import ModuleType

from evaluation.measures.catalogue import Registry, UnknownMeasureError, find, registry
from evaluation.measures.description import describe, to_dict
from evaluation.measures.loading import MeasureError, load
from evaluation.measures.local import NOT_STATED, local_measure
from evaluation.measures.telling import tell

__all__ = [
    "NOT_STATED",
    "MeasureError",
    "Registry",
    "UnknownMeasureError",
    "describe",
    "find",
    "load",
    "local_measure",
    "registry",
    "tell",
    "to_dict",
]


class _Room(ModuleType):
    """Makes the package a verb too: `evaluation.measures("PHQ-9")`, as on the command line."""

    def __call__(self, name: str = "") -> str:
        """What is known of one questionnaire, or a line on each of them."""
        return tell(name)


sys.modules[__name__].__class__ = _Room
