"""The boxes in which a person describes a score, wherever that is asked: one wording, one behaviour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.measures.own_texts import labels_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamlit.delta_generator import DeltaGenerator

_DIRECTIONS = {
    "": "Choose",
    "higher": "Higher scores are better",
    "lower": "Lower scores are better",
}
_ANSWERS = "Not at all = 0\nSometimes = 1\nOften = 2"  # an example
_ANSWERS_HELP = "One answer a line with the number it stands for, as in: Not at all = 0"


def points(
    place: DeltaGenerator,
    label: str,
    value: float | None,
    key: str,
    help: str | None = None,  # noqa: A002 Streamlit's word
) -> float | None:
    """A number of points of a scale; None while nothing is said."""
    return place.number_input(label, value=value, step=1.0, format="%g", help=help, key=key)


def direction(place: DeltaGenerator, better: str, key: str) -> str:
    """Which end is better; empty until it is said."""
    chosen = place.selectbox(
        "Which is better?",
        list(_DIRECTIONS),
        index=list(_DIRECTIONS).index(better),
        format_func=_DIRECTIONS.__getitem__,
        key=key,
    )
    return chosen or ""


def steps(ordinal: bool, key: str) -> bool:
    """Whether steps have an order and no size."""
    label = "Its steps are ordered but not equal in size (a rating, not a total)"
    return st.checkbox(label, value=ordinal, key=key)


def answers(place: DeltaGenerator, labels: Iterable[tuple[str, float]], key: str) -> str:
    """Answers in words with their numbers, as typed."""
    return place.text_area(
        "Answers in words and their numbers",
        value=labels_text(labels),
        placeholder=_ANSWERS,
        help=_ANSWERS_HELP,
        key=key,
    )


def concern(place: DeltaGenerator, value: float | None, key: str) -> float | None:
    """The cut-off."""
    return points(place, "First score that counts as a concern", value, key)


def concern_means(place: DeltaGenerator, label: str, key: str) -> str:
    """What a score beyond the cut-off means."""
    return place.text_input(
        "What such a score means", value=label, placeholder="support is offered", max_chars=100, key=key
    )


def reliability(place: DeltaGenerator, value: float | None, key: str) -> float | None:
    """A reliability coefficient."""
    return place.number_input("Reliability (0 to 1)", 0.0, 1.0, value=value, step=0.01, key=key)


def population(place: DeltaGenerator, what: str, value: float | None, key: str) -> float | None:
    """A figure of the general population: its average or its standard deviation."""
    return place.number_input(f"General population: {what}", value=value, step=0.1, key=key)
