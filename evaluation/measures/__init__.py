"""Questionnaires and ratings, defined once as data: one TOML file a measure."""

from __future__ import annotations

import sys
from types import ModuleType

from evaluation.errors import InputError
from evaluation.measures.catalogue import Registry, UnknownMeasureError, find, registry
from evaluation.measures.description import describe, to_dict
from evaluation.measures.loading import MeasureError, load
from evaluation.measures.local import local_measure

__all__ = [
    "MeasureError",
    "Registry",
    "UnknownMeasureError",
    "describe",
    "find",
    "load",
    "local_measure",
    "registry",
    "to_dict",
]


class _Room(ModuleType):
    """Makes the package a verb too: `evaluation.measures("PHQ-9")`, as on the command line."""

    def __call__(self, name: str = "") -> str:
        """What is known of one questionnaire, or a line on each of them.

        Raises InputError when there is none of that name.
        """
        known = registry()
        if not name:
            return "\n".join(f"{measure.id:22} {measure.short}: {measure.asks}" for measure in known)
        measure = known.find(name)
        if measure is None:
            raise InputError(
                f"'{name}' is no questionnaire Attune knows; it knows {', '.join(m.short for m in known)}."
            )
        return describe(measure)


sys.modules[__name__].__class__ = _Room
