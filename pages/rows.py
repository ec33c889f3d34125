"""Rows used: what became of every row of the file. Seen by the person whose data it is."""

import streamlit as st

from evaluation import wording
from evaluation.charts import Table
from evaluation.charts.table import counted
from pages.shared.session import current
from pages.shared.texts import as_csv, as_html, plain

session = current()
data = session.data
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
    everything = Table(
        caption="Rows set aside",
        columns=("Sheet", "Row", "Reason"),
        rows=tuple((entry.sheet, str(entry.row), entry.reason) for entry in ledger.set_aside),
        name="rows-set-aside",
    )
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
    st.download_button(
        "Download the rows set aside (CSV)",
        data=as_csv(everything),
        file_name="rows-set-aside.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
if data.problems:
    st.header("Cells that could not be used")
    st.markdown("Their rows stay in use; only these cells are left blank. Row numbers are those Excel shows.")
    st.markdown("\n".join(f"- {plain(problem.message)}" for problem in data.problems))
if data.reading or data.notes:
    st.header("Good to know")
    st.markdown("\n".join(f"- {plain(note)}" for note in (*data.reading, *data.notes)))
