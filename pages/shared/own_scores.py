"""Asks for what Attune can't know of a score that is no known questionnaire."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.importing import Local, Mapping

_RATERS = ("parent", "practitioner", "observer", "learner", "supervisor")
_DIRECTIONS = {
    "": "Choose",
    "higher": "Higher scores are better",
    "lower": "Lower scores are better",
}


def describe_locals(mapping: Mapping, key: str) -> Mapping:
    """Ask for the range and direction of each score that is no known questionnaire."""
    if not mapping.locals:
        return mapping
    st.subheader("Scores that Attune does not know")
    st.markdown(
        "Give the lowest and highest score that can be had and which end is better. "
        "Leave a score as it is to leave it out."
    )
    return replace(mapping, locals=tuple(_describe(entry, f"{entry.id} {key}") for entry in mapping.locals))


def raters(first: str) -> list[str]:
    """Who may give scores, the one named first in front."""
    return list(dict.fromkeys((first, *_RATERS)))


def _describe(entry: Local, key: str) -> Local:
    with st.container(border=True):
        left, right = st.columns(2)
        name = left.text_input("What it is called", value=entry.name, key=f"name {key}", max_chars=60)
        rater = right.selectbox(
            "Who gives the scores",
            raters(entry.rater),
            index=0,
            format_func=wording.capital,
            key=f"rater {key}",
        )
        first, second, third = st.columns(3)
        low = first.number_input(
            "Lowest possible score", value=entry.minimum, key=f"low {key}", step=1.0, format="%g"
        )
        high = second.number_input(
            "Highest possible score", value=entry.maximum, key=f"high {key}", step=1.0, format="%g"
        )
        better = third.selectbox(
            "Which is better?",
            list(_DIRECTIONS),
            index=list(_DIRECTIONS).index(entry.better),
            format_func=lambda way: _DIRECTIONS[way],
            key=f"direction {key}",
        )
        ordinal = st.checkbox(
            "Its steps are ordered but not equal in size (a rating, not a total)",
            value=entry.ordinal,
            key=f"ordinal {key}",
        )
        with st.expander("Reliability, if it is published"):
            one, two, three = st.columns(3)
            reliability = one.number_input(
                "Reliability (0 to 1)", 0.0, 1.0, value=entry.reliability, step=0.01, key=f"reliability {key}"
            )
            mean = two.number_input(
                "General population: average", value=entry.functional_mean, step=0.1, key=f"mean {key}"
            )
            sd = three.number_input(
                "General population: standard deviation", value=entry.functional_sd, step=0.1, key=f"sd {key}"
            )
            st.caption("Adds reliable change computed from these, by name. It never becomes the headline.")
    return replace(
        entry,
        name=name.strip() or entry.name,
        rater=rater,
        minimum=low,
        maximum=high,
        better=better or "",
        ordinal=ordinal,
        reliability=reliability or None,
        functional_mean=mean,
        functional_sd=sd,
    )
