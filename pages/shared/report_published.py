"""The report of a published pack: its readers choose a layout; title and words are the publisher's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.brand import Brand
from evaluation.reports.layouts import layouts
from evaluation.reports.plan import Plan
from pages.shared.preview import show_preview
from pages.shared.report_choices import OPENINGS, ask_groups, ask_layout, tell_layout
from pages.shared.report_files import show_files
from pages.shared.report_made import made

if TYPE_CHECKING:
    from evaluation.reports.layouts import Layout, LayoutPart
    from pages.shared.packs import PackSession

_LAYOUT, _GROUPS = "pack layout", "pack groups"


def show_published(session: PackSession) -> None:
    """The layouts that have a place for the publisher's words, the files, and the document itself."""
    offered = [shape for shape in layouts() if _opening(shape)]
    left, right = st.columns(2)
    with left:
        shape = ask_layout(offered, _LAYOUT)
    with right:
        groups = ask_groups(session.columns, _GROUPS, shape)
    tell_layout(shape)
    plan = Plan(layout=shape.id, title=session.pack.title, organisation=session.pack.organisation)
    opening = _opening(shape)
    if opening and session.pack.words.strip():
        plan = plan.writing(**{opening[0].id: session.pack.words})
    evidence = session.evidence(session.view.with_(group_by=groups))
    report = made(evidence, plan, Brand(), session.training)
    show_files(report, evidence, session.training)
    if st.toggle("Show the preview", key="pack report preview"):
        show_preview(report)


def _opening(shape: Layout) -> list[LayoutPart]:
    return [part for part in shape.parts if part.content in OPENINGS]
