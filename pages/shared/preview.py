"""The preview of a report: the document itself, as it will be printed, where nothing in it can run."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.reports import render

if TYPE_CHECKING:
    from evaluation.reports import Report

_KEY = "report previewed"  # in the session: the report that was drawn last, and its page
_HEIGHT = 900  # pixels


def show_preview(report: Report) -> None:
    """Show the report's web page in a frame; drawn anew only when the report has changed.

    The frame's address is the page itself: a browser gives such a page an origin of its own, so that it
    could reach nothing of Attune's even if something in it ran, which the page's own policy forbids.
    """
    st.caption("The document as a web page. Word and PDF say the same, on pages of paper.")
    drawn: tuple[Report, str] | None = st.session_state.get(_KEY)
    if drawn is None or drawn[0] != report:
        with st.spinner("Drawing the preview"):
            held = base64.b64encode(render(report, "html")).decode()
        drawn = report, f"data:text/html;charset=utf-8;base64,{held}"
        st.session_state[_KEY] = drawn
    with st.container(border=True, key="preview"):
        st.iframe(drawn[1], height=_HEIGHT, alt=f"Preview of the report {report.title}")
