"""Measures as files: any measure written as TOML, and a service's own read back with what it may claim."""

from __future__ import annotations

import dataclasses
import tomllib
from typing import TYPE_CHECKING, Any

import tomli_w

from evaluation.errors import InputError
from evaluation.measures.checking import problems
from evaluation.measures.definition import ChangeRule, Fact, Measure, Scale
from evaluation.measures.loading import MeasureError, built
from evaluation.measures.own import MOST_ANSWERS, MOST_QUESTIONS
from evaluation.measures.own_facts import given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BYTES = 200_000  # many times the largest questionnaire
_MOST = 500  # entries of a list, or characters of a name
_LONGEST = 5_000  # characters of any other text
_LARGEST = 100_000.0


def plain_values(measure: Measure) -> dict[str, Any]:
    """A measure as its file holds it: the fields of `Measure`, without those left at their default.

    >>> from evaluation.measures.own import local_measure
    >>> sorted(plain_values(local_measure("worry", "Worry", 1, 7, "lower"))["scales"][0])
    ['better', 'id', 'maximum', 'minimum', 'missing', 'name', 'score', 'source', 'status', 'title']
    """
    found: dict[str, Any] = _plain(measure)
    return found


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) is not None and getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def to_toml(measure: Measure) -> str:
    """A measure as the text of a file of the same kind as those in this folder; `loading.load` reads it.

    >>> from evaluation.measures.own import local_measure
    >>> print(to_toml(local_measure("worry", "Worry", 1, 7, "lower")).splitlines()[0])
    id = "worry"
    """
    return tomli_w.dumps(plain_values(measure))


def read_own(content: bytes, file: str) -> Measure:
    """A questionnaire of the service's own from a file that `to_toml` wrote, or one of the same kind.

    Raises InputError in one sentence that names the file and the field. Whatever the file claims
    of its numbers, they are taken as the service's own convention.

    >>> from evaluation.measures.own import local_measure
    >>> worry = local_measure("worry", "Worry", 1, 7, "lower")
    >>> read_own(to_toml(worry).encode(), "worry.toml") == worry
    True
    """
    if len(content) > _BYTES:
        raise InputError(f"{file} is too large to be the file of one questionnaire.")
    try:
        plain = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise InputError(
            f"{file} is not the file of a questionnaire: it can't be read as TOML, the kind of file that "
            "Attune writes for one."
        ) from error
    return own_from_plain(plain, file)


def own_from_plain(plain: Any, file: str) -> Measure:
    """A questionnaire of the service's own from plain values; `file` says where they are from.

    Raises InputError naming the field.
    """
    try:
        measure = built(_pruned(plain), file)
    except MeasureError as error:
        raise InputError(f"That is no questionnaire Attune can use. {error}.") from error
    except (OverflowError, RecursionError) as error:
        raise InputError(
            f"That is no questionnaire Attune can use. {file}: a number is too large."
        ) from error
    _sound(file, (*_beyond_reason(measure, ""), *_endless(measure)))
    own: Measure = _as_own(measure)
    _sound(file, problems(own))
    return own


def _sound(file: str, found: Iterable[tuple[str, str]]) -> None:
    for field, problem in found:
        raise InputError(f"That is no questionnaire Attune can use. {file}: {field}: {problem}.")


def _pruned(value: Any) -> Any:
    """Plain values without what says nothing: JSON writes an unknown value as null or as empty text."""
    if isinstance(value, dict):
        return {key: _pruned(one) for key, one in value.items() if one is not None and one != ""}
    if isinstance(value, (list, tuple)):
        return [_pruned(one) for one in value]
    return value


def _as_own(value: Any) -> Any:
    """The same definition as the service's own: nobody can bring in a verified threshold."""
    if isinstance(value, tuple):
        return tuple(map(_as_own, value))
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes = {f.name: _as_own(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (Fact, Scale)):
        changes["status"] = "convention"
    if isinstance(value, Fact):
        changes["source"] = given(value.source)
    if isinstance(value, ChangeRule):
        changes["default"] = False
    if isinstance(value, Measure):
        changes["local"] = True
    return dataclasses.replace(value, **changes)


def _beyond_reason(value: Any, field: str) -> Iterator[tuple[str, str]]:
    """What is too large or too long for a questionnaire, before anything is made of it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for entry in dataclasses.fields(value):
            place = f"{field}.{entry.name}" if field else entry.name
            yield from _beyond_reason(getattr(value, entry.name), place)
    elif isinstance(value, tuple):
        if len(value) > _MOST:
            yield field, f"has {len(value)} entries, more than the {_MOST} that a questionnaire can have"
        for i, one in enumerate(value):
            yield from _beyond_reason(one, f"{field}[{i}]")
    elif isinstance(value, str) and len(value) > (_MOST if field in {"id", "name", "short"} else _LONGEST):
        yield field, "is too long a text"
    elif isinstance(value, (int, float)) and abs(value) > _LARGEST:
        yield field, f"{value:g} is too large to be right"


def _endless(measure: Measure) -> Iterator[tuple[str, str]]:
    """What would take for ever to check: far too many questions, answers or reliabilities of one."""
    items = measure.items
    if items is not None and items.count > MOST_QUESTIONS:
        yield "items.count", f"{items.count} questions are more than the {MOST_QUESTIONS} there can be"
    if items is not None and 0 < items.step < (items.maximum - items.minimum) / MOST_ANSWERS:
        yield (
            "items.step",
            f"{items.step:g} is too small for answers from {items.minimum:g} to {items.maximum:g}",
        )
    for i, scale in enumerate(measure.scales):
        for j, one in enumerate(scale.reliability):
            if not 0 < one.value < 1:
                yield f"scales[{i}].reliability[{j}].value", f"{one.value:g} is not between 0 and 1"
