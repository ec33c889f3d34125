"""Accessibility: the statement, from the file that the project keeps."""

from pathlib import Path

import streamlit as st

STATEMENT = Path(__file__).parent.parent / "docs" / "accessibility.md"

st.markdown(STATEMENT.read_text("utf-8"))
