"""What Streamlit draws as a plotly figure without having plotly check it again at each redraw."""

from __future__ import annotations

from typing import Any

from plotly.basedatatypes import BaseFigure


class Checked(BaseFigure):  # type: ignore[misc] # plotly is untyped
    """A figure's description, taken as it is.

    Plotly looks at every word of a figure, which takes ten times as long as all else that a redraw does
    with it. Ours are made in one place, and the tests have plotly check one of every kind.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec

    def to_dict(self) -> dict[str, Any]:
        """The description, as Streamlit asks for it."""
        return self._spec
