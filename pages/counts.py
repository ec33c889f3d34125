"""Counts for a network: what a service sends in place of rows, looked at before. For leads alone."""

from datetime import date

import streamlit as st

from evaluation.errors import InputError
from evaluation.exchange.files import file_name
from pages.shared.looking import lead
from pages.shared.place import saved_organisation
from pages.shared.sharing import PRESETS, Asked, made, show_contents
from pages.shared.texts import label, plain

session = lead()
st.title("What may a network have of your data?")
st.markdown(
    "A network puts the figures of several services together without anyone sending a row. You send it one "
    "file of counts, made here; it opens all files on its own page Network. Nothing leaves this machine "
    "until you send the file yourself."
)
if session.data.sample:
    st.info(
        "These are the made-up sample data, and the file will say so: a network puts it beside no real data.",
        icon=":material/science:",
    )

st.header("1. Choose")
left, right = st.columns(2)
service = left.text_input(
    "Name of your service, as the network should show it",
    value=saved_organisation(),
    key="counts service",
    persist_state="session",
    max_chars=100,
)
preset = left.radio(
    "What the file holds",
    list(PRESETS),
    format_func=lambda name: PRESETS[name].label,
    captions=[entry.words for entry in PRESETS.values()],
    key="counts preset",
    persist_state="session",
)
exact = preset == "exact"
columns = {label(entry.name): entry.name for entry in session.data.offered}
kept: list[str] = []
months = False
if exact:
    kept = right.multiselect(
        "Columns that the network can narrow its figures by",
        list(columns),
        key="counts columns",
        persist_state="session",
        placeholder="None: everybody together",
        help="Each column makes the groups in the file smaller. Keep those that the network asked for.",
    )
    if session.times != "none":
        months = right.checkbox(
            "Keep the month of each second score",
            key="counts months",
            persist_state="session",
            help="With months the network can look at a period, or at change over time. Days are never in "
            "the file.",
        )
view = session.view
if view.filters or view.start or view.end or view.raters:
    st.caption("The filters and dates chosen in the sidebar hold: the file counts those families alone.")
if not exact:
    st.caption("Columns and months are kept in exact counts alone.")
asked = Asked(
    service=service,
    view=view.with_(protection=preset or "nhs", group_by=""),
    keep=tuple(columns[name] for name in kept if name in columns),
    by_month=months,
)
if not service.strip():
    st.info("Type the name of your service: the network tells its files apart by it.", icon=":material/edit:")
    st.stop()
try:
    with st.spinner("Counting"):
        contribution, content = made(session.data, asked, date.today())
except InputError as error:
    st.error(plain(str(error)), icon=":material/error:")
    st.stop()

st.header("2. Look at what is in it")
show_contents(contribution, content)

st.header("3. Download it")
st.download_button(
    "Download the counts",
    data=content,
    file_name=file_name(contribution.service),
    mime="application/json",
    key="download counts",
    type="primary",
    icon=":material/download:",
    on_click="ignore",
)
st.caption(plain(contribution.warning))
st.page_link("pages/network.py", label="See what a network sees", icon=":material/hub:")
