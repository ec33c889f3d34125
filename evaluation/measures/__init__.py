"""Questionnaires and ratings, defined once as data: one TOML file a measure."""

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
