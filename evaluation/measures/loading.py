"""Reads a measure from its TOML file, checked against the dataclasses of `definition`."""

from __future__ import annotations

import dataclasses
import math
import tomllib
import types
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from evaluation.measures.checking import problems
from evaluation.measures.definition import Measure

if TYPE_CHECKING:
    from pathlib import Path

_Entry = TypeVar("_Entry")


class MeasureError(ValueError):
    """A measure that is not well defined; the message names the file and the field."""


def load(path: Path) -> Measure:
    """Read one measure from a TOML file whose keys are the fields of `Measure`.

    Raises MeasureError naming the file and the field when the file is not TOML, a key is
    unknown or missing, a value has the wrong type, or the values contradict each other (a
    cut-off outside the scale, a conversion with a gap, two default rules).

    >>> from pathlib import Path
    >>> import evaluation.measures
    >>> load(Path(evaluation.measures.__file__).with_name("phq9.toml")).scales[0].maximum
    27.0
    """
    measure = built(_toml(path), path.name)
    if measure.id != path.stem:
        raise MeasureError(f"{path.name}: id: {measure.id!r} is not the name of the file")
    found = problems(measure)
    if found:
        field, problem = found[0]
        raise MeasureError(f"{path.name}: {field}: {problem}")
    return measure


def built(plain: object, file: str) -> Measure:
    """A measure of the plain values that a file holds, which may still contradict each other.

    Raises MeasureError naming the file and the field.
    """
    measure: Measure = _Reader(file).build(Measure, plain, "")
    return measure


def read_list(path: Path, key: str, cls: type[_Entry]) -> tuple[_Entry, ...]:
    """Read the tables under one key of a TOML file, each with the fields of a dataclass as its keys.

    Raises MeasureError naming the file and the field.
    """
    plain = _toml(path)
    reader = _Reader(path.name)
    found: tuple[_Entry, ...] = reader.value(tuple[cls, ...], plain.get(key), key)  # type: ignore[valid-type]
    return found


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MeasureError(f"{path.name}: not readable as TOML: {error}") from error


class _Reader:
    """Turns plain TOML values into the types that the dataclasses' fields declare."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, field: str, problem: str) -> MeasureError:
        return MeasureError(f"{self.file}: {field}: {problem}" if field else f"{self.file}: {problem}")

    def build(self, cls: type[Any], plain: object, field: str) -> Any:
        if not isinstance(plain, dict):
            raise self.fail(field, f"{plain!r} is not a table of keys")
        hints = get_type_hints(cls)
        known = {entry.name: entry for entry in dataclasses.fields(cls)}
        for key in plain:
            if key not in known:
                raise self.fail(_join(field, key), f"not a known key; use one of {', '.join(known)}")
        for name, entry in known.items():
            optional = (
                entry.default is not dataclasses.MISSING or entry.default_factory is not dataclasses.MISSING
            )
            if name not in plain and not optional:
                raise self.fail(_join(field, name), "is missing")
        return cls(**{key: self.value(hints[key], value, _join(field, key)) for key, value in plain.items()})

    def value(self, kind: Any, value: object, field: str) -> Any:
        if dataclasses.is_dataclass(kind):
            return self.build(kind, value, field)  # type: ignore[arg-type]
        origin, inner = get_origin(kind), get_args(kind)
        if origin in {Union, types.UnionType}:  # X | None: TOML has no null, so it is an X
            return self.value(next(one for one in inner if one is not type(None)), value, field)
        if origin is Literal:
            if value not in inner:
                raise self.fail(field, f"{value!r} is not one of {', '.join(map(str, inner))}")
            return value
        if origin is tuple:
            return self.several(inner, value, field)
        return self.plain(kind, value, field)

    def several(self, inner: tuple[Any, ...], value: object, field: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise self.fail(field, f"{value!r} is not a list")
        if inner[-1] is Ellipsis:
            return tuple(self.value(inner[0], one, f"{field}[{i}]") for i, one in enumerate(value))
        if len(value) != len(inner):
            raise self.fail(field, f"{value!r} needs {len(inner)} values")
        pairs = enumerate(zip(inner, value, strict=True))
        return tuple(self.value(kind, one, f"{field}[{i}]") for i, (kind, one) in pairs)

    def plain(self, kind: Any, value: object, field: str) -> Any:
        # A bool is an int to Python; nothing here may confuse them.
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if kind is float:
            if not number or not math.isfinite(value):  # type: ignore[arg-type]
                raise self.fail(field, f"{value!r} is not a number")
            return float(value)  # type: ignore[arg-type]
        if kind is int and (not number or not isinstance(value, int)):
            raise self.fail(field, f"{value!r} is not a whole number")
        if kind is bool and not isinstance(value, bool):
            raise self.fail(field, f"{value!r} is not true or false")
        if kind is str and (not isinstance(value, str) or not value.strip()):
            raise self.fail(field, f"{value!r} is not a text")
        return value


def _join(field: str, key: str) -> str:
    return f"{field}.{key}" if field else key
