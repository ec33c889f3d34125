"""The small things that a lead keeps by name: mappings, questionnaires, views, plans and the brand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from evaluation.brand import Brand
from evaluation.errors import InputError
from evaluation.importing.mapping import Mapping
from evaluation.measures.own_files import read_own, to_toml
from evaluation.names import checked_name
from evaluation.reports.plan import Plan
from evaluation.store.saved import now
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from evaluation.measures.definition import Measure
    from evaluation.store.catalogue import Catalogue

_Thing = TypeVar("_Thing")
_DAMAGED = "What is saved under that name is damaged: save it again."


@dataclass(frozen=True, kw_only=True)
class Named(Generic[_Thing]):
    """A kept thing, what it is called, and when it was kept (UTC)."""

    name: str
    saved_on: datetime
    thing: _Thing


@dataclass(frozen=True, kw_only=True)
class KeptView:
    """A view that was kept, with the choices as the dashboard's address has them, to reopen it there."""

    view: View
    address: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class KeptPlan:
    """The plan of a report that was kept, with the view it was made with: both make the report again."""

    plan: Plan
    view: KeptView


class Drawer(Generic[_Thing]):
    """The kept things of one kind, each by its name."""

    def __init__(
        self,
        catalogue: Catalogue,
        writing: Callable[[], AbstractContextManager[None]],
        kind: str,
        to_text: Callable[[_Thing], str],
        from_text: Callable[[str], _Thing],
    ) -> None:
        self._catalogue, self._writing, self._kind = catalogue, writing, kind
        self._to_text, self._from_text = to_text, from_text

    def keep(self, name: str, thing: _Thing) -> str:
        """Keep a thing, in place of the one of that name; returns the name. Raises InputError."""
        called = checked_name(name)
        text = self._to_text(thing)
        with self._writing():
            self._catalogue.keep(self._kind, called, now(), text)
        return called

    def list(self) -> tuple[Named[_Thing], ...]:
        """All of them, newest first; one that this version can't read is left out."""
        found = []
        for kept in self._catalogue.kept(self._kind):
            try:
                thing = self._from_text(kept.content)
            except InputError:
                continue
            found.append(Named(name=kept.name, saved_on=kept.saved_on, thing=thing))
        return tuple(found)

    def get(self, name: str) -> _Thing:
        """The thing of that name; raises InputError where there is none."""
        for one in self.list():
            if one.name == name:
                return one.thing
        raise InputError(f"Nothing is saved under the name “{name}”.")

    def drop(self, name: str) -> None:
        """Keep the thing of that name no longer."""
        with self._writing():
            self._catalogue.drop(self._kind, name)


def mapping_to_text(mapping: Mapping) -> str:
    """A mapping as the text of its file."""
    return json.dumps(mapping.to_dict(), indent=2)


def mapping_from_text(text: str) -> Mapping:
    """The mapping of such a text; raises InputError."""
    return Mapping.from_dict(_plain(text))


def view_to_text(kept: KeptView) -> str:
    """A view and its address as text."""
    return json.dumps({"view": kept.view.to_dict(), "address": dict(kept.address)})


def view_from_text(text: str) -> KeptView:
    """The view of such a text; raises InputError."""
    return _view(_plain(text))


def _view(plain: dict[str, object]) -> KeptView:
    view, address = plain.get("view"), plain.get("address")
    if not isinstance(view, dict) or not isinstance(address, dict):
        raise InputError(_DAMAGED)
    said = tuple((str(name), tuple(map(str, values))) for name, values in address.items())
    return KeptView(view=View.from_dict(view), address=said)


def plan_to_text(kept: KeptPlan) -> str:
    """A plan and its view as text."""
    view = {"view": kept.view.view.to_dict(), "address": dict(kept.view.address)}
    return json.dumps({"plan": kept.plan.to_dict(), **view})


def plan_from_text(text: str) -> KeptPlan:
    """The plan of such a text; raises InputError."""
    plain = _plain(text)
    return KeptPlan(plan=Plan.from_dict(plain.get("plan")), view=_view(plain))


def measure_to_text(measure: Measure) -> str:
    """A questionnaire as the text of its file."""
    return to_toml(measure)


def measure_from_text(text: str) -> Measure:
    """The questionnaire of such a text, whose numbers are the service's own; raises InputError."""
    return read_own(text.encode(), "saved questionnaire")


def brand_to_text(brand: Brand) -> str:
    """A brand as text."""
    return brand.to_json()


def brand_from_text(text: str) -> Brand:
    """The brand of such a text; raises InputError."""
    return Brand.from_json(text)


def _plain(text: str) -> dict[str, object]:
    try:
        plain = json.loads(text)
    except ValueError as error:
        raise InputError(_DAMAGED) from error
    if not isinstance(plain, dict):
        raise InputError(_DAMAGED)
    return plain
