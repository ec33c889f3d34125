"""National return: the lines of the Family Hubs return, who is left out and why. For leads alone."""

import streamlit as st

from evaluation import wording
from evaluation.charts import Table
from evaluation.charts.table import counted
from evaluation.returns import characteristics, family_hubs, quarters
from pages.shared.counts import with_rows
from pages.shared.texts import as_html, label, plain

session, data = with_rows("Family Hubs return", "The return has a line for each person.")

st.title("Family Hubs return")
st.caption(
    "England's Best Start Family Hubs and Healthy Babies return, parent-infant and perinatal section: a pre "
    "and a post score of each user, in the quarter of the post score."
)
offered = quarters(data, session.view)
if not offered:
    st.warning(
        "No pair of scores here has a date of its second score, so no quarter can be chosen. Name the column "
        "with that date under Use my own data.",
        icon=":material/warning:",
    )
    st.stop()
st.warning(
    "This file holds a line for each person. It is for the return alone: keep it as you keep the file "
    "that it is made from. It is in no report and in no published pack.",
    icon=":material/lock:",
)
left, right = st.columns(2)
names = {quarter.words: quarter for quarter in offered}
quarter = names[
    left.selectbox("Quarter of the post score", list(names), key="return quarter") or next(iter(names))
]
columns = right.multiselect(
    "Characteristics to add",
    [entry.name for entry in data.offered],
    default=[name for name in characteristics(data) if name in {entry.name for entry in data.offered}],
    key="return columns",
    format_func=label,
    help="The return asks for protected characteristics, such as ethnicity.",
)
other = left.toggle("Put other questionnaires under Other", value=True, key="return other")
rows = right.toggle("Add the row of your file to each line", key="return rows")

made = family_hubs(data, quarter, view=session.view, columns=tuple(columns), other=other)
st.markdown(f"**{plain(made.summary)}**")
if session.view.filters:
    st.caption("Only those chosen in the sidebar. Its dates are not used here: the quarter is.")
st.download_button(
    "Download the return (CSV)",
    data=lambda: made.to_csv(rows=rows),
    file_name=f"family-hubs-{quarter.name}.csv".lower(),
    mime="text/csv",
    key="return file",
    icon=":material/download:",
    type="primary",
    on_click="ignore",
    disabled=not made.entries,
)
st.header("Before you send it")
st.markdown("\n".join(f"- {plain(note)}" for note in made.notes))
for check, n in made.checks:
    st.markdown(plain(f"To check: {wording.plural(n, 'line', 'lines')}, as {check}."))

st.header("The lines")
if made.entries:
    heads, lines = made.headings(rows=rows), made.lines(rows=rows)
    st.dataframe(
        {head: [line[place] for line in lines] for place, head in enumerate(heads)},
        hide_index=True,
        alt="Each line of the return: user, measure, scores, quarter and characteristics",
    )
else:
    st.markdown("No pair of scores falls in this quarter.")

st.header("Who is left out, and why")
if made.left_out:
    table = Table(
        caption=f"{wording.count(len(made.left_out))} of {wording.count(made.considered)} are left out",
        columns=("Why: each is one user's scores on one scale", "Number"),
        rows=tuple((wording.capital(reason), counted(n)) for reason, n in made.reasons),
    )
    st.html(as_html(table))
    st.download_button(
        "Download each of them, with its row (CSV)",
        data=made.left_out_csv,
        file_name=f"family-hubs-{quarter.name}-left-out.csv".lower(),
        mime="text/csv",
        key="return left out",
        icon=":material/download:",
        on_click="ignore",
    )
else:
    st.markdown("Nobody is left out.")
