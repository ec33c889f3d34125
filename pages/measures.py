"""Questionnaires: which ones Attune knows, and how to find one."""

import streamlit as st

from pages.shared.looking import current, looking
from pages.shared.measure_list import show_list, show_named_only, show_search, show_shared_names

session = current()
st.title("Which questionnaires does Attune know?")
st.markdown(
    "Choose one to see how it is scored, what its scores mean, and who says so."
    + (" Is yours not here? [Add your own](#own)." if looking().leads else "")
)
found = show_search(tuple(session.known))
show_list(found, session.where_used)
st.header("More names")
show_shared_names()
show_named_only()
if looking().leads:
    from pages.shared.own_measures import show_own_measures  # it knows the session: never among packs

    show_own_measures()
