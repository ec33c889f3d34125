"""Data quality: can these data carry the conclusions, and what should be mended first? For leads alone."""

from datetime import date

import streamlit as st

from evaluation.following_up import USUAL_WEEKS
from evaluation.quality import quality_of
from pages.shared.counts import with_rows
from pages.shared.figures import show_table
from pages.shared.quality_tables import (
    aside_table,
    column_table,
    forms_table,
    held_table,
    months_table,
    repairs_table,
    skipped_table,
    stages_table,
)
from pages.shared.texts import label, plain

WHERE = {
    "import": "Under Use my own data, or in the file.",
    "follow up": "Who they are: Families to follow up.",
    "paper": "Where the questionnaire is filled in.",
}
SHOWN = 5  # steps on the first screen

session, data = with_rows(
    "Can these data carry the conclusions?",
    "What is missing, wrong or set aside is found row by row.",
)
found = quality_of(data, session.view, today=date.today(), weeks=USUAL_WEEKS)

st.title("Can these data carry the conclusions?")
st.markdown(f"**{plain(found.answer)}**")
st.caption(
    plain(
        f"{data.name}, sheet {data.ledger.sheet}: the whole file, whatever is filtered elsewhere. This page "
        "is for whoever holds the data: it is in no report and on no commissioner's page."
    )
)

st.header("What to do next")
if found.steps:
    st.markdown("\n".join(f"1. {plain(step.text)} *{WHERE[step.where]}*" for step in found.steps[:SHOWN]))
    if len(found.steps) > SHOWN:
        with st.expander(f"{len(found.steps) - SHOWN} more"):
            st.markdown(
                "\n".join(f"- {plain(step.text)} *{WHERE[step.where]}*" for step in found.steps[SHOWN:])
            )
    left, right = st.columns(2)
    left.page_link("pages/follow_up.py", label="Families to follow up", icon=":material/emergency_home:")
    right.page_link("pages/import_data.py", label="Mend the file", icon=":material/upload:")
else:
    st.success("Nothing was found that would have to be mended.", icon=":material/check:")

st.header("Questionnaire by questionnaire")
if found.held:
    with st.container(border=True):
        show_table(held_table(found), "held")
with st.container(border=True):
    show_table(forms_table(found.forms), "forms")
with st.container(border=True):
    show_table(stages_table(found.forms), "stages")
skipped = skipped_table(found.forms)
if skipped is not None:
    with st.container(border=True):
        show_table(skipped, "skipped")

st.header("Rows and cells")
with st.container(border=True):
    show_table(aside_table(found), "aside")
    st.page_link("pages/rows.py", label="Each row that is set aside", icon=":material/fact_check:")
if data.repairs:
    with st.container(border=True):
        show_table(repairs_table(data.repairs), "repairs")

st.header("Whose second scores are there")
st.markdown(
    "Those who began lately may not be due yet. A gap with one worker or at one site is a reason to ask how "
    "forms are handed out there, no verdict on anybody."
)
if found.months:
    with st.expander("By the month of the first score", icon=":material/calendar_month:"):
        show_table(months_table(found), "months")
for by in found.columns:
    with st.expander(f"By {plain(label(by.column).lower())}", icon=":material/groups:"):
        show_table(column_table(found, by), f"held by {by.column}")
