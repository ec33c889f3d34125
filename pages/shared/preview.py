"""The preview of a report: one section at a time, as it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.charts import Chart, Table
from evaluation.reports.report import Bullets, Paragraph, Statement
from pages.shared.figures import show_chart
from pages.shared.texts import as_html, plain

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence
    from evaluation.reports import Report, Section


def show_preview(report: Report, evidence: Evidence) -> None:
    """Show the head of the report and the section that is chosen."""
    if not report.sections:
        st.markdown(
            "The sections chosen hold nothing for these data. Choose others, or none to have them all."
        )
        return
    named = {("– " if section.level > 1 else "") + section.heading: section for section in report.sections}
    chosen = st.selectbox("Section", list(named), key="report preview")
    with st.container(border=True, key="preview"):
        st.markdown(f"**{plain(report.title)}**")
        st.caption(plain(report.subtitle))
        for notice in report.notices:
            st.caption(plain(notice))
        _show_section(named.get(chosen or "", report.sections[0]), evidence)
        st.caption(plain(report.stamp))


def _show_section(section: Section, evidence: Evidence) -> None:
    st.markdown(f"### {plain(section.heading)}")
    if not section.blocks:
        st.markdown("Its parts follow in the list above.")
    for place, block in enumerate(section.blocks):
        if isinstance(block, Chart):
            show_chart(block, f"preview-{place}", evidence, level=4)
        elif isinstance(block, Table):
            st.html(as_html(block))
        elif isinstance(block, Bullets):
            st.markdown("\n".join(f"- {plain(item)}" for item in block.items))
        elif isinstance(block, Statement):
            st.markdown(f"**{plain(block.text)}**")
        elif isinstance(block, Paragraph):
            st.markdown(plain(block.text))
