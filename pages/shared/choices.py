"""The sidebar's choices as texts: kept with a saved view, and made again when it is opened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.shared.better import PARAMETERS
from pages.shared.filters import ONLY, RATERS
from pages.shared.texts import label

if TYPE_CHECKING:
    from pages.shared.session import InUse

Choices = tuple[tuple[str, tuple[str, ...]], ...]  # each choice with its values
_DATES = {"from": "Second score from", "to": "Second score up to"}
_LIKE_MEASURES = {
    "better": "What counts as better",
    "pairing": "Which scores are compared",
    "numbers": "Small numbers",
}
_NAMES = frozenset({*PARAMETERS, "pairing", "before", "after", "numbers", *_DATES})


def chosen() -> Choices:
    """What is chosen in the sidebar; boxes left empty are left out."""
    found = []
    for name in sorted(map(str, st.session_state)):
        value = st.session_state[name]
        if _of_the_sidebar(name) and value not in (None, "", []):
            values = value if isinstance(value, list) else [value]
            found.append((name, tuple(map(str, values))))  # a date as 2026-03-31
    return tuple(found)


def in_words(choices: Choices) -> str:
    """The choices in a line."""
    said = (f"{_called(name)}: {', '.join(values)}" for name, values in choices)
    return "; ".join(said)


def choose(choices: Choices, data: InUse) -> tuple[str, ...]:
    """Make choices in place of those made; returns the names of the columns that the data don't have.

    To be called before the sidebar is drawn, as what a click calls is.
    """
    for name in list(map(str, st.session_state)):
        if _of_the_sidebar(name):
            _empty(name)
    offered = {f"{ONLY}{entry.name}": entry.values for entry in data.offered}
    lacking = []
    for name, values in choices:
        if name.startswith(ONLY):
            here = [value for value in values if value in offered.get(name, ())]
            if len(here) < len(values):
                lacking.append(_called(name))
            if here:
                st.session_state[name] = here
        elif _of_the_sidebar(name):
            st.session_state[name] = _value(name, values)
    return tuple(lacking)


def _of_the_sidebar(name: str) -> bool:
    return name in _NAMES or name == RATERS or name.startswith(ONLY)


def _empty(name: str) -> None:
    if name == RATERS or name.startswith(ONLY):
        st.session_state[name] = []
    elif name in _DATES:
        st.session_state[name] = None
    else:
        del st.session_state[name]


def _value(name: str, values: tuple[str, ...]) -> Any:
    if name == RATERS:
        return list(values)
    if name in _DATES:
        return date.fromisoformat(values[0])
    return float(values[0]) if name == "percent" else values[0]


def _called(name: str) -> str:
    return _DATES.get(name) or _LIKE_MEASURES.get(name) or label(name.removeprefix(ONLY))
