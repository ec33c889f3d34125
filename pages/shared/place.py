"""Where a lead's saved data lie: the store of this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.errors import InputError

if TYPE_CHECKING:
    from evaluation.brand import Brand
    from evaluation.courses.mapping import SheetUse
    from evaluation.importing.mapping import Mapping
    from evaluation.measures.definition import Measure
    from evaluation.store import Store


def the_store() -> Store:
    """The store that the environment names; raises InputError where it can't be used."""
    from evaluation.store import Store  # noqa: PLC0415 it takes a moment, and most pages never ask

    return Store.at()


def marks_key() -> bytes:
    """The key by which families in what is saved are told apart, for a file being read; empty without one."""
    try:
        return the_store().marks_key
    except InputError:
        return b""  # what is wrong there is told on the page of saved data: a file can be read without


def saved_brand() -> Brand:
    """The organisation's brand as it is saved; an empty one without."""
    from evaluation.brand import Brand  # noqa: PLC0415 as above

    try:
        return the_store().brand
    except InputError:
        return Brand()


def saved_organisation() -> str:
    """The organisation's name as it is saved; empty without one."""
    return saved_brand().organisation


def saved_mappings() -> tuple[Mapping, ...]:
    """The saved mappings, the latest first, to be offered for a file with their headers."""
    try:
        return tuple(named.thing for named in the_store().mappings.list())
    except InputError:
        return ()


def saved_training_sheets() -> tuple[SheetUse, ...]:
    """How the sheets of training files were read that are saved, the latest first."""
    try:
        kept = the_store().training_mappings.list()
    except InputError:
        return ()
    return tuple(sheet for named in kept for sheet in named.thing.sheets)


def saved_questionnaires() -> tuple[Measure, ...]:
    """The saved questionnaires of the service's own."""
    try:
        return tuple(named.thing for named in the_store().measures.list())
    except InputError:
        return ()
