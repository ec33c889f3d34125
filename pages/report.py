"""Report: a good one is there to download at once; arrange it, add your words, look at it, keep it."""

import streamlit as st

from pages.shared.figures import show_banner, show_empty
from pages.shared.looking import current
from pages.shared.packs import PackSession
from pages.shared.report_published import show_published

session = current()
st.title("Make a report")
if isinstance(session, PackSession):
    begun = session.evidence(parts=())
    show_banner(begun)
    if not (session.training or begun.findings or begun.experience or begun.described):
        show_empty(begun)
    show_published(session)
else:
    from pages.shared.report_desk import show_desk  # what it keeps can lead to rows: never among packs

    show_desk(session)
