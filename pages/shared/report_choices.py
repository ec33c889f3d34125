"""Which layout a report has, and which groups it compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evaluation.reports.layouts import Layout

NO_GROUPS = "No comparison"
OPENINGS = {"summary", "headlines", "training_in_brief"}  # the contents that a report opens with


def ask_layout(offered: Sequence[Layout], key: str) -> Layout:
    """Ask for a layout."""
    shapes = {shape.id: shape for shape in offered}
    chosen = st.selectbox(
        "Layout",
        list(shapes),
        format_func=lambda shape_id: shapes[shape_id].name,
        key=key,
        persist_state="session",
    )
    return shapes[chosen]


def tell_layout(shape: Layout) -> None:
    """Say whom a layout is for, and where its shape comes from."""
    st.caption(
        f"For: {plain(shape.reader)}.",
        help=f"Where its shape comes from ({shape.status}): {plain(shape.source)}.",
    )


def ask_groups(columns: Mapping[str, str], key: str, shape: Layout) -> str:
    """Ask which groups are compared; the column's name, "" for none."""
    placed = _has_place(shape)
    chosen = st.selectbox(
        "Groups compared by",
        [NO_GROUPS, *columns],
        key=key,
        persist_state="session",
        help="The groups of one column side by side, as on the page Services compared."
        if placed
        else "This layout has no part in which groups are compared: Everything has one.",
        disabled=not (columns and placed),
    )
    return compared(chosen, columns, shape)


def compared(chosen: str, columns: Mapping[str, str], shape: Layout) -> str:
    """The name of the column chosen by its label; "" where the layout has no part that compares groups."""
    return columns.get(chosen, "") if _has_place(shape) else ""


def _has_place(shape: Layout) -> bool:
    return any(part.content == "groups" for part in shape.parts)
