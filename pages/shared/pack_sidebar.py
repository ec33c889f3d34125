"""The sidebar beside a published pack: whose it is, which families are shown, what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from pages.shared.arriving import show_account
from pages.shared.looking import close_pack
from pages.shared.packs import CUT, preset_words
from pages.shared.texts import plain

if TYPE_CHECKING:
    from pages.shared.audience import Audience
    from pages.shared.packs import PackSession


def show_pack_sidebar(session: PackSession, audience: Audience) -> None:
    """Draw it; the only choice is between the cuts that were published."""
    pack = session.pack
    with st.sidebar:
        st.markdown(f"**{plain(pack.title)}**")
        by = f" by {pack.organisation}" if pack.organisation else ""
        st.caption(plain(f"Published{by} on {wording.day(pack.made_on)}"))
        if pack.sample:
            st.caption("Made-up sample data")
        if len(pack.cuts) > 1:
            labels = {cut.key: cut.label for cut in pack.cuts}
            st.selectbox(
                "Who is shown",
                list(labels),
                key=CUT,
                format_func=labels.__getitem__,
                help="These figures were worked out once, when they were published. Nothing else can be "
                "chosen, so that no two choices can be compared to find a family.",
            )
        with st.expander("Small numbers", icon=":material/visibility_off:"):
            st.markdown(plain(preset_words(pack.preset)))
            for symbol, meaning in wording.SYMBOLS.items():
                st.markdown(plain(f"{symbol} means: {meaning}."))
        if audience.kind == "lead":
            st.info("This is what readers of the link see.", icon=":material/preview:")
        if audience.kind == "lead" or audience.packs == "listed":
            back = "Back to my own data" if audience.kind == "lead" else "All published results"
            st.button(
                back, key="close pack", icon=":material/arrow_back:", on_click=close_pack, width="stretch"
            )
        show_account(audience)
