"""How a figure stands on a page: finding as title, what it is as subtitle, its data and method below."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.charts.screen import figure
from evaluation.charts.table import printed

if TYPE_CHECKING:
    from evaluation.charts import Chart, Table
    from evaluation.findings.finding import Evidence

_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def show_chart(chart: Chart, key: str, *, heading: bool = True) -> None:
    """Draw a chart with its two titles, its alternative text and the data behind it."""
    with st.container(border=True, key=f"figure-{key}"):
        if heading:
            st.markdown(f"#### {plain(chart.title)}")
        st.caption(plain(chart.subtitle))
        st.plotly_chart(
            figure(chart), key=f"chart-{key}", alt=chart.alt, width="stretch", config=_CONFIG, theme=None
        )
        with st.expander("Data for this figure", icon=":material/table:"):
            show_table(chart.data, key)
            st.caption(plain(chart.caption))


def show_table(table: Table, key: str) -> None:
    """A table that screen readers can walk, with its caption and a download."""
    st.markdown(f"**{plain(table.caption)}**")
    st.markdown(markdown(table))
    for note in table.notes:
        st.caption(plain(note))
    st.download_button(
        "Download this table (CSV)",
        data=as_csv(table),
        file_name=f"{table.name or key}.csv",
        mime="text/csv",
        key=f"download-{key}",
        icon=":material/download:",
        on_click="ignore",
    )


def markdown(table: Table) -> str:
    """The table as Markdown: real HTML cells, unlike a canvas."""
    head = " | ".join(plain(column) for column in table.columns)
    rule = " | ".join("---:" if table.numeric(i) else ":---" for i in range(len(table.columns)))
    rows = "\n".join("| " + " | ".join(plain(cell) for cell in row) + " |" for row in table.printed())
    return f"| {head} |\n| {rule} |\n{rows}"


def as_csv(table: Table) -> bytes:
    """The table as CSV that no spreadsheet program takes for a formula (OWASP, "CSV injection")."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (table.columns, *table.rows):
        writer.writerow([safe(printed(cell)) if isinstance(cell, str) else printed(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """Text that starts like a formula, marked as text."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def plain(text: str) -> str:
    """Text from a file or a finding, with what Markdown would take for its own marks kept as they are."""
    for mark in "\\`*_[]{}#|<>$~:":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", " ")


def show_banner(evidence: Evidence) -> None:
    """Say when data are made up, and when figures are exact."""
    if evidence.sample:
        st.info(
            "You are looking at made-up sample data for a service that does not exist. "
            "Choose **Use my own data** to see yours.",
            icon=":material/science:",
        )


def show_notes(evidence: Evidence) -> None:
    """Choices that were made from the data, and what was hidden."""
    if evidence.notes or evidence.suppressions:
        with st.expander("Choices made and what is not shown", icon=":material/info:"):
            for note in (*evidence.notes, *evidence.suppressions):
                st.markdown(f"- {plain(note)}")
