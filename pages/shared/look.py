"""How the app looks beyond its theme: dark charts, focus, tables, print. One constant style sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from evaluation.charts.dark import ON_DARK

_SHEET = Path(__file__).with_name("look.css")


def dress() -> None:
    """Put the style sheet on the page."""
    st.html(f"<style>{sheet()}</style>")


@cache
def sheet() -> str:
    """The style sheet: what look.css says, and the colours of charts on a dark screen.

    A chart is drawn in its light colours. The browser changes them, so that a chart follows the theme at
    once and is light again on paper, whatever the theme on screen is.
    """
    return _SHEET.read_text("utf-8") + "\n".join(
        f'.js-plotly-plot [style*="{part}: {_rgb(light)}"] '
        f"{{ {part}: light-dark({light}, {dark}) !important; }}"
        for light, dark in ON_DARK.items()
        for part in ("fill", "stroke", "background")
    )


def _rgb(colour: str) -> str:
    """A colour as browsers write it in a style.

    >>> _rgb("#12436D")
    'rgb(18, 67, 109)'
    """
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"
