"""Network: what several services' counts show together, and how much the services differ. For leads."""

import json

import streamlit as st

from evaluation import wording
from evaluation.errors import InputError
from pages.shared.looking import lead
from pages.shared.network import (
    SCALE,
    ask_page,
    pooled,
    show_answer,
    show_apart,
    show_hidden,
    show_services,
    show_together,
)
from pages.shared.network_files import show_members, show_network_files
from pages.shared.texts import plain

session = lead()
if not session.network:
    st.title("What do all services show together?")
    st.markdown(
        "Each service sends one file of counts and no row. Drop them here: you see what all show together, "
        "and how much the services differ by more than chance."
    )
    show_network_files()
    st.page_link("pages/counts.py", label="Make the file of your own service", icon=":material/hub:")
    st.stop()

try:
    with st.spinner("Putting the services together"):
        network = pooled(session)
except InputError as error:
    st.title("These files can't be put together")
    st.error(plain(str(error)), icon=":material/error:")
    show_members(session.network)
    show_network_files()
    st.stop()

st.title(f"What do {wording.plural(len(network.members), 'service', 'services')} show together?")
if network.sample:
    st.info("Made-up counts of services that do not exist.", icon=":material/science:")
if not network.findings:
    st.warning(
        "No scale can be pooled: no two files have the same questionnaire, scored and rated alike. Below is "
        "what each lacks.",
        icon=":material/warning:",
    )
    show_apart(network, None)
else:
    about = {finding.about: finding for finding in network.findings}
    chosen = st.selectbox("Measure", list(about), key=SCALE, bind="query-params")
    finding = about.get(chosen or "", network.findings[0])
    ask_page(finding)
    show_answer(network, finding)
    show_services(network, finding)
    show_hidden(finding)
    show_apart(network, finding)
    st.header("Before you quote this")
    st.markdown("\n".join(f"- {plain(caveat.text)}" for caveat in finding.caveats))
show_together(network)

st.header("The files")
show_members(session.network)
show_network_files()
st.download_button(
    "Download all of this (JSON)",
    data=lambda: json.dumps(network.to_dict(), indent=2, ensure_ascii=False),
    file_name="network.json",
    mime="application/json",
    key="download network",
    icon=":material/download:",
    on_click="ignore",
)
st.caption("The sidebar’s filters and choices are not used here: each file holds the families it counted.")
