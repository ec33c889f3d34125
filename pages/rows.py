"""Rows used: what became of every row of the file. Seen by the person whose data it is."""

import streamlit as st

from evaluation import wording
from evaluation.charts import Table
from evaluation.charts.table import counted
from pages.shared.figures import as_csv, markdown, plain
from pages.shared.session import current

session = current()
data = session.data
ledger = data.ledger

st.title(f"{wording.count(ledger.used)} of {wording.count(ledger.rows)} rows were used")
st.caption(plain(f"{data.name}, sheet {ledger.sheet}"))
if not ledger.set_aside:
    st.markdown("No row was set aside.")
else:
    reasons = Table(
        caption="Why rows were set aside",
        columns=("Reason", "Rows"),
        rows=tuple((reason, counted(n)) for reason, n in ledger.reasons),
    )
    st.subheader("Set aside, and why")
    st.markdown(markdown(reasons))
    everything = Table(
        caption="Rows set aside",
        columns=("Sheet", "Row", "Reason"),
        rows=tuple((entry.sheet, str(entry.row), entry.reason) for entry in ledger.set_aside),
        name="rows-set-aside",
    )
    with st.expander("Each row that was set aside", icon=":material/list:"):
        st.dataframe(
            {"Sheet": [e.sheet for e in ledger.set_aside], "Row": [e.row for e in ledger.set_aside],
             "Reason": [e.reason for e in ledger.set_aside]},
            hide_index=True, alt="The sheet, row number and reason of each row that was set aside",
        )  # fmt: skip
    st.download_button("Download the rows set aside (CSV)", data=as_csv(everything), file_name="rows-set-aside.csv",
                       mime="text/csv", icon=":material/download:", on_click="ignore")  # fmt: skip
if data.problems:
    st.subheader("Cells that could not be used")
    st.markdown("Their rows stay in use; only these cells are left blank. Row numbers are those Excel shows.")
    for problem in data.problems:
        st.markdown(f"- {plain(problem.message)}")
if data.notes:
    st.subheader("Good to know")
    for note in data.notes:
        st.markdown(f"- {plain(note)}")
