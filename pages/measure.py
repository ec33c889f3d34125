"""One questionnaire: how it is scored, what its scores mean, and who says so."""

import streamlit as st

from evaluation.measures.telling import why_not
from pages.shared.looking import current
from pages.shared.measure_facts import show_measure
from pages.shared.measure_list import LIST, NAME, searched
from pages.shared.texts import plain

SHOWN = "questionnaire shown"

session = current()
st.page_link(LIST, label="All questionnaires", icon=":material/arrow_back:", query_params=searched())
name = st.query_params.get(NAME) or st.session_state.get(SHOWN, "")
measure = session.known.find(name)
if measure is not None:
    st.session_state[SHOWN] = name
    if NAME not in st.query_params:  # the browser's "back" leaves it out: the one shown last is meant
        st.query_params[NAME] = name
    show_measure(measure, in_data=session.where_used.get(measure.id, ""))
else:
    st.title("Which questionnaire?")
    st.info(plain(why_not(name) if name else "Choose one from the list."), icon=":material/search_off:")
