"""All known measures, and how one is found by the name that a column header gives it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.measures.loading import MeasureError, load
from evaluation.measures.names import normalised
from evaluation.measures.shared_names import SharedName, shared_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluation.measures.definition import Measure


_LISTS = {"shared_names", "named_only"}  # data files that define no measure


class UnknownMeasureError(InputError, KeyError):
    """No measure has the id asked for; the message lists those there are."""

    def __str__(self) -> str:
        """Return the sentence as it stands (KeyError would put it in quotation marks)."""
        return str(self.args[0])


@dataclass(frozen=True, eq=False)  # one is itself alone, so that what was worked out of it can be kept
class Registry:
    """The measures at hand, each once; later ones win where two answer to one name."""

    measures: tuple[Measure, ...]

    def __post_init__(self) -> None:
        ids = [measure.id for measure in self.measures]
        for one in ids:
            if ids.count(one) > 1:
                raise InputError(f"There are two measures with the id {one!r}; give one of them another.")

    def __iter__(self) -> Iterator[Measure]:
        return iter(self.measures)

    def __len__(self) -> int:
        return len(self.measures)

    def get(self, measure_id: str) -> Measure:
        """The measure of that id; raises UnknownMeasureError (a KeyError) when there is none.

        >>> registry().get("phq9").short
        'PHQ-9'
        """
        for measure in self.measures:
            if measure.id == measure_id:
                return measure
        known = ", ".join(measure.id for measure in self.measures)
        raise UnknownMeasureError(f"No measure is called {measure_id!r}; the known ones are {known}.")

    def find(self, text: str) -> Measure | None:
        """The measure that a header names, by one of its own names or of its scales'.

        Only a whole name counts; case, spaces, hyphens and underscores do not.

        >>> registry().find("Phq 9").id, registry().find("MORS warmth").id
        ('phq9', 'mors_sf')
        >>> registry().find("PSS") is None  # two different questionnaires go by that name
        True
        """
        return self._by_name.get(normalised(text))

    def with_local(self, measures: Iterable[Measure]) -> Registry:
        """The same registry and some measures of the person's own.

        Raises InputError when an id is taken. Where a local measure has the same name as a
        known one, the local one is found: the person has said what the column means.
        """
        return Registry((*self.measures, *measures))

    @property
    def own(self) -> tuple[Measure, ...]:
        """Those that did not come with the tool: the person's own."""
        shipped = {measure.id for measure in registry()}
        return tuple(measure for measure in self.measures if measure.id not in shipped)

    @cached_property
    def shared(self) -> dict[str, tuple[SharedName, tuple[Measure, ...]]]:
        """The names that several of these measures go by, by their id, with those measures."""
        by_id = {measure.id: measure for measure in self.measures}
        found = {}
        for entry in shared_names():
            members = tuple(by_id[one] for one in entry.measures if one in by_id)
            if len(members) > 1:
                found[entry.id] = (entry, members)
        return found

    @cached_property
    def _by_name(self) -> dict[str, Measure]:
        return {name: measure for measure in self.measures for name in names(measure)}


def names(measure: Measure) -> frozenset[str]:
    """Every normalised name by which a measure is found: its own and its scales' aliases."""
    own = (measure.id, measure.name, measure.short, *measure.aliases)
    scales = (alias for scale in measure.scales for alias in scale.aliases)
    return frozenset(key for key in map(normalised, (*own, *scales)) if key)


@cache
def registry() -> Registry:
    """The published measures that come with the tool, in alphabetical order of id.

    Raises MeasureError when a file is not well defined or two answer to one name.

    >>> len(registry()) >= 10
    True
    """
    files = sorted(Path(__file__).parent.glob("*.toml"))
    measures = tuple(load(path) for path in files if path.stem not in _LISTS)
    owner = {normalised(alias): "shared_names.toml" for entry in shared_names() for alias in entry.aliases}
    for measure in measures:
        for name in sorted(names(measure)):
            if owner.setdefault(name, measure.id) != measure.id:
                raise MeasureError(f"{measure.id}.toml: aliases: {name!r} is also a name of {owner[name]}")
    return Registry(measures)


def find(text: str) -> Measure | None:
    """The published measure that a header names; None when it names none.

    >>> find("karitane").id
    'kpcs'
    """
    return registry().find(text)
