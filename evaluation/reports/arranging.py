"""Puts a plan onto its layout: the parts in the order in which they are printed, each with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.reports.layouts import layout

if TYPE_CHECKING:
    from evaluation.reports.layouts import LayoutPart
    from evaluation.reports.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Arranged:
    """A part as it will be printed: the layout's, with what the plan says of it.

    `heading` is what is printed, the plan's or the layout's own (`of.heading`); `text` are the service's
    words, and `own_only` says that the part has nothing else, so that without them it is left out.
    """

    of: LayoutPart
    heading: str
    on: bool
    text: str

    @property
    def id(self) -> str:
        """The id that a plan knows the part by."""
        return self.of.id

    @property
    def prompt(self) -> str:
        """What the service ought to write here; for whoever writes, never printed."""
        return self.of.prompt

    @property
    def required(self) -> bool:
        """Whether it can't be switched off."""
        return self.of.required

    @property
    def own_only(self) -> bool:
        """Whether it holds the service's own words and nothing else."""
        return self.of.content == "own"


def arranged(plan: Plan) -> tuple[Arranged, ...]:
    """The parts of the plan's layout in the plan's order; one that it doesn't name follows those before it.

    Raises InputError for an unknown layout or part, or where a required part is switched off.

    >>> from evaluation.reports.plan import Part, Plan
    >>> made = arranged(Plan(layout="one_page", parts=(Part(id="own", text="We will."), Part(id="counted"))))
    >>> [part.id for part in made]
    ['headline', 'own', 'counted', 'training', 'reading', 'provenance']
    """
    shape = layout(plan.layout)
    for given in plan.parts:
        part = shape.part(given.id)
        if part.required and not given.on:
            raise InputError(
                f"The part '{part.heading}' can't be switched off: without it the figures can't be judged."
            )
    order = [part.id for part in plan.parts]
    before = 0  # behind all that the layout has before it
    for part in shape.parts:
        if part.id not in order:
            order.insert(before, part.id)
        before = max(before, order.index(part.id) + 1)
    named = {part.id: part for part in plan.parts}
    made = []
    for part_id in order:
        part, own = shape.part(part_id), named.get(part_id)
        heading = own.heading.strip() if own else ""
        made.append(
            Arranged(
                of=part,
                heading=heading or part.heading,
                on=own.on if own else part.on,
                text=own.text.strip() if own else "",
            )
        )
    return tuple(made)
