"""Questionnaires: which ones Attune knows, and how to find one."""

import streamlit as st

from pages.shared.measure_list import show_list, show_named_only, show_search, show_shared_names, where_used
from pages.shared.own_measures import show_own_measures
from pages.shared.session import current

session = current()
st.title("Which questionnaires does Attune know?")
st.markdown(
    "Choose one to see how it is scored, what its scores mean, and who says so. "
    "Is yours not here? [Add your own](#own)."
)
found = show_search(tuple(session.known))
show_list(found, where_used(session))
st.header("More names")
show_shared_names()
show_named_only()
show_own_measures()
