"""A chart on a dark screen: for each colour of the palette, the one that stands in its place there.

The order stays: better is the strongest mark on either paper, worse comes next and no change is hollow.
Paper exports never use it. The contrasts are checked in tests/charts/test_dark.py.
"""

from __future__ import annotations

from evaluation.charts import palette

PAPER = "#10171E"  # backgroundColor of [theme.dark] in .streamlit/config.toml

ON_DARK: dict[str, str] = {
    palette.BLUE: "#C3E2FF",
    palette.TURQUOISE: "#27847B",
    palette.PINK: "#F59AC0",
    palette.ORANGE: "#C75B22",
    palette.GREY: "#C9D1D8",
    palette.PURPLE: "#A285D1",
    palette.INK: "#F2F5F7",
    palette.PAPER: PAPER,
    palette.PALE: "#27313A",
    palette.QUIET: "#B4BEC6",
    palette.RULE: "#66727D",
    palette.MOVED_BETTER.fill: "#27567F",
    palette.MOVED_WORSE.fill: "#4A2210",
    palette.SHADE_1.fill: "#182733",
    palette.SHADE_2.fill: "#24425F",
    palette.SHADE_3.fill: "#2F669A",
    palette.SHADE_4.fill: "#7FB3E2",
}


def on_dark(look: palette.Look) -> palette.Look:
    """How a mark is filled and outlined on a dark screen; raises KeyError for a colour of no palette.

    >>> on_dark(palette.WORSE).fill
    '#C75B22'
    """
    return palette.Look(ON_DARK[look.fill], ON_DARK[look.edge])
