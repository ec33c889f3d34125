"""The plan of a report: its layout, title, and which parts it has, in which order, with whose words."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from evaluation.errors import InputError
from evaluation.reports.layouts import layout

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = {"layout": str, "title": str, "organisation": str, "parts": list}
_OF_PART = {"id": str, "heading": str, "on": bool, "text": str}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a report as somebody arranged it.

    `id` is that of the layout's part; a blank `heading` is the layout's own, and `text` are the
    service's words under it, paragraphs apart by an empty line.
    """

    id: str
    heading: str = ""
    on: bool = True
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What somebody chose for a report, to be kept and used again for next quarter's data.

    `layout` is the id of a layout; `parts` are in the order in which they are printed, and each part of the
    layout that is not among them follows those before it in the layout, as it is there. A blank `title` is
    the layout's own, a blank `organisation` the brand's.

    >>> plan = Plan(layout="annual", parts=(Part(id="learnt", text="We learnt to ask twice."),))
    >>> Plan.from_dict(plan.to_dict()) == plan
    True
    """

    layout: str = "full"
    title: str = ""
    organisation: str = ""
    parts: tuple[Part, ...] = field(default=())

    @classmethod
    def of(cls, layout_id: str, **given: Any) -> Plan:
        """The plan that names every part of a layout, each as the layout has it.

        `given` are other fields of the plan. Raises InputError for an unknown layout.

        >>> Plan.of("one_page", title="Our year").parts[0]
        Part(id='headline', heading='', on=True, text='')
        """
        parts = tuple(Part(id=part.id, on=part.on) for part in layout(layout_id).parts)
        return cls(layout=layout_id, parts=parts, **given)

    @classmethod
    def only(cls, layout_id: str, *part_ids: str, **given: Any) -> Plan:
        """The plan of the named parts in that order, and of those that can't be switched off behind them.

        Raises InputError for an unknown layout or part.

        >>> [part.id for part in Plan.only("annual", "learnt", "aims").parts if part.on]
        ['learnt', 'aims', 'reading', 'provenance']
        """
        shape = layout(layout_id)
        chosen = tuple(Part(id=shape.part(part_id).id) for part_id in part_ids)
        others = (part for part in shape.parts if part.id not in part_ids)
        return cls(
            layout=layout_id,
            parts=(*chosen, *(Part(id=part.id, on=part.required) for part in others)),
            **given,
        )

    def with_(self, **changes: Any) -> Plan:
        """A copy with some of it changed."""
        return replace(self, **changes)

    def writing(self, **texts: str) -> Plan:
        """A copy with the service's words under the parts named.

        Raises InputError for a part that the layout doesn't have.

        >>> Plan(layout="annual").writing(learnt="We learnt to ask twice.").parts[0].text
        'We learnt to ask twice.'
        """
        shape = layout(self.layout)
        known = {part.id: part for part in self.parts}
        for part_id, text in texts.items():
            default = shape.part(part_id)
            known[part_id] = replace(known.get(part_id, Part(id=part_id, on=default.on)), text=text)
        return replace(self, parts=tuple(known.values()))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a JSON file."""
        return {
            "layout": self.layout,
            "title": self.title,
            "organisation": self.organisation,
            "parts": [{name: getattr(part, name) for name in _OF_PART} for part in self.parts],
        }

    def to_json(self) -> str:
        """The plan as the text of a file that people can read."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_dict(cls, plain: Any) -> Plan:
        """The plan that `to_dict` wrote; raises InputError where it is none."""
        _check(plain, _PLAIN, "The report's plan")
        for place, part in enumerate(plain.get("parts", []), 1):
            _check(part, _OF_PART, f"Part {place} of the report's plan")
            if not part.get("id"):
                raise InputError(f"Part {place} of the report's plan has no 'id'.")
        ids = [part["id"] for part in plain.get("parts", [])]
        for part_id in ids:
            if ids.count(part_id) > 1:
                raise InputError(f"The report's plan has the part {part_id!r} twice: take one out.")
        return cls(**{**plain, "parts": tuple(Part(**part) for part in plain.get("parts", []))})

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """The plan that `to_json` wrote; raises InputError where it is none."""
        try:
            return cls.from_dict(json.loads(text))
        except json.JSONDecodeError as error:
            raise InputError(f"The report's plan is not JSON: {error}.") from error


def _check(plain: Any, known: Mapping[str, type], what: str) -> None:
    if not isinstance(plain, dict):
        raise InputError(f"{what} is no JSON object; use one with {', '.join(known)}.")
    for name, value in plain.items():
        if name not in known:
            raise InputError(f"{what} has no {name!r}; use {', '.join(known)}.")
        if not isinstance(value, known[name]):
            raise InputError(f"{what}: {name!r} is {value!r}, which is no {known[name].__name__}.")
