"""The sidebar's choice of what counts as better, with what belongs to it, each explained in a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.change import NAMES, choices_for, cut_offs_for
from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.measures.definition import Scale
    from evaluation.view import CutOffFrom, Improved, Method

PARAMETERS = ("better", "percent", "method", "cut-off")  # of the address
_IMPROVED: dict[Improved, str] = {
    "auto": "Published rule, if any",
    "any_change": "Any change of score",
    "reliable_change": "Reliable change",
    "recovery": "No longer beyond the cut-off",
    "important_change": "Smallest change that counts",
    "band_move": "Moved to another band",
    "percent_change": "Percentage of the first score",
    "computed_change": "Reliable change, computed",
    "clinically_significant": "Computed, and past a cut-off",
}
# Links made before hold these, and the page says where a questionnaire lacks one.
_ALWAYS: tuple[Improved, ...] = ("auto", "any_change", "reliable_change", "recovery")
_EXPLAINED: dict[Improved, str] = {
    "important_change": "The smallest change that matters to people by a published study, or the amount that "
    "your service gave.",
    "band_move": "The second score lies in a better or worse named range than the first.",
    "percent_change": "The score got better by at least this share of the first score.",
    "computed_change": "More change than the questionnaire's own error explains, computed from these scores "
    "and its reliability.",
    "clinically_significant": "Computed reliable change, and from the worse side of a computed cut-off to "
    "the better one.",
}
_CUT_OFFS: dict[CutOffFrom, str] = {
    "c": "c: between both (usual)",
    "a": "a: away from the first scores",
    "b": "b: into the general population",
}
_CUT_OFF_LINES: dict[CutOffFrom, str] = {
    "a": "Cut-off a: two standard deviations (a measure of spread) better than the average first score here.",
    "b": "Cut-off b: two standard deviations worse than the average of the general population.",
    "c": "Cut-off c: as far from the average first score here as from the general population's average, each "
    "in its own standard deviations.",
}


@dataclass(frozen=True, kw_only=True)
class Better:
    """What counts as better: entries of a view."""

    improved: Improved
    method: Method = "jt"
    cut_off: CutOffFrom = "c"
    percent: float | None = None


def show_better(held: Iterable[Scale]) -> Better:
    """Draw the choice: only what some scale that the data have can use, and what belongs to it."""
    scales = [scale for scale in held if scale.claims]
    able = choices_for(scales)
    words = {name: text for name, text in _IMPROVED.items() if name in able or name in _ALWAYS}
    _say_what_a_link_lacks(words)
    chosen = st.selectbox(
        "What counts as better",
        list(words.values()),
        key="better",
        bind="query-params",
        help="Reliable change is at least the amount that a source counts as more than the "
        "questionnaire's own error, as its authors or NHS England published it. "
        "Where none is published, any change of score counts, and the page says so. The page Methods "
        "explains each choice.",
    )
    improved: Improved = next((name for name, text in words.items() if text == chosen), "auto")
    if improved in _EXPLAINED:
        st.caption(_EXPLAINED[improved])
    if improved == "percent_change":
        return Better(improved=improved, percent=_percent())
    if improved not in {"computed_change", "clinically_significant"}:
        return Better(improved=improved)
    method = _method()
    if improved == "computed_change":
        return Better(improved=improved, method=method)
    return Better(improved=improved, method=method, cut_off=_cut_off(cut_offs_for(scales)))


def _say_what_a_link_lacks(words: dict[Improved, str]) -> None:
    """Let go of a definition that was chosen with other data, and say so where a link asks for it."""
    if st.session_state.get("better") not in words.values():
        st.session_state.pop("better", None)
    wanted = st.query_params.get("better", "")
    if wanted in _IMPROVED.values() and wanted not in words.values():
        st.warning(
            plain(f"No questionnaire in these data can use “{wanted}”, so the published rules are used."),
            icon=":material/link_off:",
        )


def _percent() -> float:
    return float(
        st.number_input(
            "Per cent of the first score",
            min_value=1,
            max_value=100,
            value=20,
            step=5,
            key="percent",
            bind="query-params",
            help="Your own choice, and printed as such. A first score of 0 has no percentage, so those who "
            "have one are left out.",
        )
    )


def _method() -> Method:
    words: dict[Method, str] = {
        method: f"{named.name} (usual)" if method == "jt" else named.name for method, named in NAMES.items()
    }
    chosen = st.selectbox(
        "Computed by",
        list(words.values()),
        key="method",
        bind="query-params",
        help="Six published ways of telling change from a questionnaire's own error.",
    )
    method: Method = next((name for name, text in words.items() if text == chosen), "jt")
    st.caption(NAMES[method].line)
    return method


def _cut_off(able: tuple[CutOffFrom, ...]) -> CutOffFrom:
    words = {name: text for name, text in _CUT_OFFS.items() if name in able}
    cut_off: CutOffFrom = "a"
    if len(words) > 1:
        chosen = st.selectbox(
            "Cut-off",
            list(words.values()),
            key="cut-off",
            bind="query-params",
            help="Jacobson and Truax's three. b and c need the average of the general population, which is "
            "on record for few questionnaires.",
        )
        cut_off = next((name for name, text in words.items() if text == chosen), "c")
    st.caption(_CUT_OFF_LINES[cut_off])
    return cut_off
