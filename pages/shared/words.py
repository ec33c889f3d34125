"""Words to copy: a text with a button that copies it, laid out so that it wraps on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.findings.lengths import KEEP
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.findings.lengths import Lengths


def show_words(three: Lengths) -> None:
    """A finding in three lengths, each to be copied with one click."""
    st.caption(KEEP)
    for heading, text in three.named():
        show_to_copy(heading, text)


def show_to_copy(heading: str, text: str) -> None:
    """A text under its name; Streamlit draws the button that copies it."""
    st.markdown(f"**{plain(heading)}**")
    st.code(text, language=None, wrap_lines=True)
