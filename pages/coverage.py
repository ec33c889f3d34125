"""Coverage: how much of each role in each borough has come to a course, and what is needed next."""

from __future__ import annotations

import streamlit as st

from evaluation import wording
from evaluation.charts.training import coverage_heat, coverage_map, coverage_table
from evaluation.errors import InputError
from pages.shared.boundaries import ask_boundaries
from pages.shared.figures import show_chart, show_table
from pages.shared.texts import plain
from pages.shared.training_needs import show_needs
from pages.shared.training_shown import (
    show_caveats,
    show_nothing,
    show_training_banner,
    show_training_notes,
    training_evidence,
)

evidence = training_evidence()
found = evidence.coverage
st.title(plain(wording.capital(found.sentence)) if found else "How much of the workforce has come?")
show_training_banner(evidence)
if found is None:
    show_nothing(
        "How much of the workforce has come can't be said: no file says how many work in each role and "
        "borough.",
        next_step="Add a sheet with role, borough and headcount: a row each, or roles down and boroughs "
        "across.",
    )
else:
    st.header("By role and borough")
    drawn = coverage_heat(found)
    if drawn is not None:
        show_chart(drawn, "coverage", evidence)
    else:
        with st.container(border=True):
            show_table(coverage_table(found), "coverage-table")
    st.header("On a map")
    boundaries = ask_boundaries(evidence)
    if boundaries is not None:
        try:
            drawn = coverage_map(found, boundaries)
        except InputError as error:
            drawn = None
            st.error(plain(str(error)), icon=":material/error:")
        if drawn is not None:
            show_chart(drawn, "coverage-map", evidence)
show_needs(evidence)
show_caveats((*(found.caveats if found else ()), *(evidence.needs.caveats if evidence.needs else ())))
show_training_notes(evidence)
