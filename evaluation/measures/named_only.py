"""Questionnaires known by name alone: what is known of each, and what it would take to score it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.measures.catalogue import names, registry
from evaluation.measures.checking import snake_case
from evaluation.measures.definition import Status  # noqa: TC001 - the reader asks for its values
from evaluation.measures.loading import MeasureError, read_list
from evaluation.measures.names import normalised
from evaluation.measures.shared_names import shared_names

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, kw_only=True)
class NamedOnly:
    """A questionnaire without a definition: nothing is scored, and nothing is guessed."""

    id: str
    name: str
    short: str
    aliases: tuple[str, ...]
    what_is_known: str
    missing: str
    source: str
    status: Status

    @property
    def keys(self) -> frozenset[str]:
        """Every name that it goes by, as names are compared."""
        return frozenset(map(normalised, (self.id, self.name, self.short, *self.aliases)))


@cache
def named_only() -> tuple[NamedOnly, ...]:
    """The questionnaires that are known by name alone, in alphabetical order of their short names.

    >>> [entry.short for entry in named_only() if "wsas" in entry.aliases]
    ['WSAS']
    """
    found = read_named_only(Path(__file__).with_name("named_only.toml"))
    return tuple(sorted(found, key=lambda entry: entry.short.casefold()))


def read_named_only(path: Path) -> tuple[NamedOnly, ...]:
    """Read such a list from a TOML file, in its order.

    Raises MeasureError naming the file and the field when an entry is not well defined, or one
    of its names is also a measure's, a shared name or another entry's.
    """
    found = read_list(path, "measures", NamedOnly)
    for field, problem in _problems(found):
        raise MeasureError(f"{path.name}: {field}: {problem}")
    return found


def named_only_by(text: str) -> NamedOnly | None:
    """The questionnaire that a text names, of those known by name alone.

    >>> named_only_by("Perinatal POEM").short
    'Perinatal POEM'
    >>> named_only_by("PHQ-9") is None  # it has a definition
    True
    """
    key = normalised(text)
    return next((entry for entry in named_only() if key in entry.keys), None)


def _problems(entries: tuple[NamedOnly, ...]) -> Iterator[tuple[str, str]]:
    owner = {name: measure.id for measure in registry() for name in names(measure)}
    for group in shared_names():
        owner |= {normalised(name): f"the shared name {group.name}" for name in (group.id, *group.aliases)}
    for i, entry in enumerate(entries):
        field = f"measures[{i}]"
        if not snake_case(entry.id):
            yield f"{field}.id", f"{entry.id!r} is not an id in lower-case letters, digits and underscores"
        if not entry.aliases:
            yield f"{field}.aliases", "a name needs at least one way in which it is written"
        for j, alias in enumerate(entry.aliases):
            if alias != alias.lower() or not normalised(alias):
                yield f"{field}.aliases[{j}]", f"{alias!r} must be lower case, with letters or digits"
        for name in sorted(entry.keys):
            if owner.setdefault(name, entry.id) != entry.id:
                yield f"{field}.aliases", f"{name!r} is also a name of {owner[name]}"
