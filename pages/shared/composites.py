"""How a page shows the national rules across questionnaires."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.reports.composites import composite_table, definitions, heading
from pages.shared.figures import show_table
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence


def show_composites(evidence: Evidence) -> None:
    """A section with each rule's sentence, table, caveats and definitions; nothing where there are none."""
    if not evidence.composites:
        return
    st.header("By the national definitions")
    for composite in evidence.composites:
        with st.container(border=True):
            st.markdown(f"### {plain(heading(composite))}")
            st.markdown(plain(composite.sentence))
            for caveat in composite.caveats:
                if caveat.key != "no_comparison":  # the page says it once for all its figures
                    st.caption(plain(caveat.text))
            with st.expander("Every outcome and how it is defined", icon=":material/table:"):
                show_table(composite_table(composite), composite.key)
                st.markdown("\n".join(f"- {plain(line)}" for line in definitions(composite)))
