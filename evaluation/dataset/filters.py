"""The columns of a data set that figures can be narrowed by, and which of them a person may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.groups import in_order
from evaluation.importing.vocabulary import role_named
from evaluation.staff import of_trainees
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from evaluation.importing.episodes import Episodes
    from evaluation.importing.mapping import Mapping


@dataclass(frozen=True)
class Filter:
    """An attribute that figures can be narrowed by, and its values."""

    name: str
    values: tuple[str, ...]


def filters_of(episodes: Episodes) -> tuple[Filter, ...]:
    """The attributes with several values, with the values that occur, in order."""
    attributes = episodes.attributes
    found = []
    for name in attributes.columns:
        values = tuple(in_order(set(attributes[name]) - {""}))
        if len(values) > 1:
            found.append(Filter(str(name), values))
    return tuple(found)


def may_be_shown(mapping: Mapping, name: str) -> bool:
    """Whether a column is not named like personal data, or only bands of it are kept."""
    if any(column.header == name and column.keep for column in mapping.columns):
        return True
    role = role_named(tokens(name))
    return role is None or role.role != "private"


def may_be_offered(mapping: Mapping, name: str) -> bool:
    """Whether figures may be narrowed or compared by a column: one trainee's are in a portfolio alone."""
    return may_be_shown(mapping, name) and not of_trainees(tokens(name))
