"""Rows used: what became of every row of the file. Seen by the person whose data it is."""

import streamlit as st

from evaluation import wording
from evaluation.charts import Table
from evaluation.charts.table import counted
from pages.shared.counts import show_rows_counted
from pages.shared.downloads import show_downloads
from pages.shared.looking import lead
from pages.shared.texts import as_html, plain
from pages.shared.undoing import list_corrections

if lead().counts is not None:
    show_rows_counted()
    st.stop()
session = lead()
data = session.rows
ledger = data.ledger

st.title(f"{wording.count(ledger.used)} of {wording.count(ledger.rows)} rows were used")
st.caption(
    plain(f"{data.name}, sheet {ledger.sheet}. This page is for whoever holds the data: it is in no report.")
)
if not ledger.set_aside:
    st.markdown("No row was set aside.")
else:
    reasons = Table(
        caption="Why rows were set aside",
        columns=("Reason", "Rows"),
        rows=tuple((reason, counted(n)) for reason, n in ledger.reasons),
    )
    st.header("Set aside, and why")
    st.html(as_html(reasons))
    with st.expander("Each row that was set aside", icon=":material/list:"):
        st.dataframe(
            {
                "Sheet": [e.sheet for e in ledger.set_aside],
                "Row": [e.row for e in ledger.set_aside],
                "Reason": [e.reason for e in ledger.set_aside],
            },
            hide_index=True,
            alt="The sheet, row number and reason of each row that was set aside",
        )
if data.repairs:
    st.header("What could be put right")
    st.markdown(
        "Row numbers are those Excel shows. To correct cells, upload the file again: the import page "
        "has a place for each."
    )
    for group in data.repairs:
        with st.expander(plain(group.heading), icon=":material/build:"):
            st.markdown(f"{plain(group.do)} {plain(group.then)}")
            st.markdown("\n".join(f"- {plain(problem.message)}" for problem in group.problems))
if session.file is not None and session.file.corrections:
    st.header("Corrected by hand")
    list_corrections(session.file.corrections)
st.header("Downloads")
if session.file is None:
    st.markdown("The file itself is not saved: upload it again to download it with what was found in it.")
else:
    show_downloads(session.file)
notes = (*data.redefined, *data.reading, *data.notes)
if notes:
    st.header("Good to know")
    st.markdown("\n".join(f"- {plain(note)}" for note in notes))
