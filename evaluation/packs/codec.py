"""Evidence as plain values for JSON and back, exactly, by the types that its words declare."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import numpy as np

from evaluation.packs.names import fields_of

_Read = Callable[[Any], Any]


class ShapeError(ValueError):
    """Plain values that are not what the words ask for; its text says what is wrong, and where."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what, self.path = what, list[str]()

    def __str__(self) -> str:
        return " → ".join([*reversed(self.path), self.what])


def to_plain(value: Any) -> Any:
    """Plain values for JSON: objects become dictionaries of their fields, tuples and arrays lists.

    Raises TypeError for anything that evidence does not hold, a number that is not finite among them.

    >>> from evaluation.findings.finding import Step
    >>> to_plain((Step(key="all", label="In the file", n=40),))
    [{'key': 'all', 'label': 'In the file', 'n': 40}]
    """
    plain: Any
    if value is None or isinstance(value, (str, bool)):
        plain = value
    elif isinstance(value, (int, np.integer)):
        plain = int(value)
    elif isinstance(value, (float, np.floating)) and np.isfinite(value):
        plain = float(value)
    elif isinstance(value, date):
        plain = value.isoformat()
    elif isinstance(value, (tuple, np.ndarray)):
        plain = [to_plain(entry) for entry in value]
    elif isinstance(value, dict):
        plain = {str(key): to_plain(entry) for key, entry in value.items()}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain = {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    else:
        raise TypeError(f"a pack can't hold {value!r}")
    return plain


def from_plain(kind: Any, value: Any) -> Any:
    """The object of a type that plain values stand for; raises ShapeError where they don't fit it.

    Fields that are not there take their default, so that what an older version wrote can be read.

    >>> from evaluation.findings.finding import Step
    >>> from_plain(Step, {"key": "all", "label": "In the file", "n": None}).n is None
    True
    """
    return _reader(kind)(value)


@cache
def _reader(kind: Any) -> _Read:
    """How values of one type are read."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if dataclasses.is_dataclass(kind):
        return _object(kind)
    origin, inner = get_origin(kind), get_args(kind)
    made: dict[Any, Callable[..., _Read]] = {
        Union: _one_of,
        types.UnionType: _one_of,
        Literal: _literal,
        tuple: _tuple,
        dict: _dictionary,
        np.ndarray: lambda *_: _array,
    }
    return made[origin](*inner)


def _is(what: str, *kinds: type) -> _Read:
    def read(value: Any) -> Any:
        if type(value) not in kinds:
            raise ShapeError(f"it is no {what}")
        return value

    return read


def _date(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ShapeError("it is no date") from error


# A whole number may stand for one with decimals, and stays one.
_SIMPLE: dict[Any, _Read] = {
    str: _is("text", str),
    int: _is("whole number", int),
    bool: _is("yes or no", bool),
    float: _is("number", float, int),
    type(None): _is("gap", type(None)),
    date: _date,
}


def _one_of(*kinds: Any) -> _Read:
    others = [kind for kind in kinds if kind is not type(None)]

    def read(value: Any) -> Any:
        if value is None and len(others) < len(kinds):
            return None
        for kind in others[:-1]:
            try:
                return _reader(kind)(value)
            except ShapeError:
                continue
        return _reader(others[-1])(value)

    return read


def _literal(*allowed: Any) -> _Read:
    def read(value: Any) -> Any:
        if type(value) not in {str, int} or value not in allowed:  # True is no 1
            raise ShapeError("it is none of the words that it can be")
        return value

    return read


def _tuple(*inner: Any) -> _Read:
    several = len(inner) == 2 and inner[1] is Ellipsis

    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or (not several and len(value) != len(inner)):
            raise ShapeError("it is no list of the right length")
        kinds = [inner[0]] * len(value) if several else inner
        return tuple(
            _at(f"entry {place}", _reader(kind), entry)
            for place, (kind, entry) in enumerate(zip(kinds, value, strict=True), 1)
        )

    return read


def _dictionary(_key: Any, inner: Any) -> _Read:
    def read(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise ShapeError("it is no object")
        return {key: _at(key, _reader(inner), entry) for key, entry in value.items()}

    return read


def _array(value: Any) -> Any:
    if type(value) is not list or any(type(entry) not in (int, float) for entry in value):
        raise ShapeError("it is no list of numbers")
    return np.array(value, np.float64)


def _object(kind: Any) -> _Read:
    fields = dataclasses.fields(kind)
    readers = {field.name: _reader(fields_of(kind)[field.name]) for field in fields}
    needed = {
        field.name
        for field in fields
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise ShapeError("it is no object")
        if unknown := sorted(value.keys() - readers.keys()):
            raise ShapeError(f"'{unknown[0][:40]}' is not known")
        if missing := sorted(needed - value.keys()):
            raise ShapeError(f"'{missing[0]}' is not there")
        return kind(**{name: _at(name, readers[name], entry) for name, entry in value.items()})

    return read


def _at(place: str, read: _Read, value: Any) -> Any:
    try:
        return read(value)
    except ShapeError as error:
        error.path.append(place[:40])
        raise
