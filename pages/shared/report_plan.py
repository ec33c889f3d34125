"""What is chosen for a report: its layout, title, and parts with their order and words, as a plan.

Everything is kept by layout, and words by part, so going to another layout and back loses nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.reports.arranging import arranged
from evaluation.reports.layouts import layout
from evaluation.reports.plan import Part, Plan

if TYPE_CHECKING:
    from evaluation.reports.layouts import Layout

LAYOUT, ORGANISATION = "report layout", "report organisation"  # keys of boxes, as these are
MEASURES, GROUPS = "report measures", "report groups"
ABOUT = "report about"


def title_key(shape: Layout) -> str:
    """The key of the box with the title."""
    return f"report title {shape.id}"


def on_key(shape: Layout, part_id: str) -> str:
    """The key of the box that switches a part on."""
    return f"report on {shape.id} {part_id}"


def heading_key(shape: Layout, part_id: str) -> str:
    """The key of the box with a part's heading."""
    return f"report heading {shape.id} {part_id}"


def words_key(part_id: str) -> str:
    """The key of the box with a part's words, which every layout with that part shares."""
    return f"report words {part_id}"


def begin_plan(shape: Layout) -> None:
    """Fill the boxes of a layout that nobody has touched in this tab with the layout's own."""
    said = st.session_state
    said.setdefault(title_key(shape), "")
    said.setdefault(_order_key(shape), [part.id for part in shape.parts])
    for part in shape.parts:
        said.setdefault(on_key(shape, part.id), part.on)
        said.setdefault(heading_key(shape, part.id), part.heading)
        said.setdefault(words_key(part.id), "")


def chosen_plan(shape: Layout) -> Plan:
    """The plan as it is chosen in this tab."""
    said = st.session_state
    parts = []
    for part_id in said[_order_key(shape)]:
        part = shape.part(part_id)
        heading = said[heading_key(shape, part_id)].strip()
        parts.append(
            Part(
                id=part_id,
                heading="" if heading == part.heading else heading,
                on=part.required or said[on_key(shape, part_id)],
                text=said[words_key(part_id)].strip(),
            )
        )
    return Plan(
        layout=shape.id,
        title=said[title_key(shape)].strip(),
        organisation=said[ORGANISATION].strip(),
        parts=tuple(parts),
    )


def move(shape: Layout, part_id: str, by: int) -> None:
    """Let a part change places with the one before (-1) or after it (1)."""
    order = list(st.session_state[_order_key(shape)])
    place = order.index(part_id)
    other = place + by
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        st.session_state[_order_key(shape)] = order


def restore(shape: Layout) -> None:
    """Give a layout its own parts, order and headings again; the words stay."""
    said = st.session_state
    said[_order_key(shape)] = [part.id for part in shape.parts]
    for part in shape.parts:
        said[on_key(shape, part.id)] = part.on
        said[heading_key(shape, part.id)] = part.heading


def use_plan(plan: Plan) -> str:
    """Put a plan into the boxes; says in words what of it its layout no longer has, with its words.

    Raises InputError for a layout that is not known; nothing is changed then.
    """
    shape = layout(plan.layout)
    known = {part.id: part for part in shape.parts}
    gone = [part for part in plan.parts if part.id not in known]
    kept = [replace(part, on=part.on or known[part.id].required) for part in plan.parts if part.id in known]
    said = st.session_state
    found = arranged(plan.with_(parts=tuple(kept)))
    said[LAYOUT], said[title_key(shape)] = shape.id, plan.title
    if plan.organisation:
        said[ORGANISATION] = plan.organisation
    said[_order_key(shape)] = [part.id for part in found]
    for part in found:
        said[on_key(shape, part.id)] = part.on
        said[heading_key(shape, part.id)] = part.heading
        said[words_key(part.id)] = part.text
    return _told(gone, shape)


def _told(gone: list[Part], shape: Layout) -> str:
    if not gone:
        return ""
    those = wording.listed([f"“{part.heading or part.id}”" for part in gone])
    said = f"The layout “{shape.name}” no longer has {those}, so the report is without."
    lost = [part.text for part in gone if part.text]
    return f"{said} What you had written there: {' '.join(lost)}" if lost else said


def _order_key(shape: Layout) -> str:
    return f"report order {shape.id}"
