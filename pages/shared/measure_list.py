"""The list of questionnaires: what a person types narrows it, each entry leads to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.measures import phrases, registry, shared_names
from evaluation.measures.named_only import named_only, named_only_by
from evaluation.measures.searching import matching, nearest
from evaluation.measures.telling import shared
from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.measures.definition import Measure

LIST, PAGE = "pages/measures.py", "pages/measure.py"
NAME = "name"  # in the address of a questionnaire's page
_ANYTHING = "Anything"


def show_search(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The search box and the kind of outcome, both kept in the address; the measures that fit."""
    left, right = st.columns([2, 1])
    text = left.text_input(
        "Search",
        key="q",
        bind="query-params",
        type="search",
        placeholder="a name, what it asks, or who answers",
        help="Looks in names and abbreviations, in what is asked and in who answers.",
    )
    domains = [phrases.DOMAIN[one] for one in phrases.DOMAIN if any(m.domain == one for m in measures)]
    about = right.selectbox(
        "What it is about", [_ANYTHING, *map(wording.capital, domains)], key="about", bind="query-params"
    )
    found = matching(text or "", measures)
    if about != _ANYTHING:
        found = tuple(m for m in found if wording.capital(phrases.DOMAIN[m.domain]) == about)
    st.caption(f"{wording.plural(len(found), 'questionnaire', 'questionnaires')} of {len(measures)}")
    _say(text or "", found, measures)
    return found


def searched() -> dict[str, str]:
    """What the list is narrowed by, as the address has it: a link keeps it for the way back."""
    return {key: st.query_params[key] for key in ("q", "about") if st.query_params.get(key)}


def _say(text: str, found: Sequence[Measure], measures: Sequence[Measure]) -> None:
    """What a search needs to be told: that several share a name, that one is only a name, or what is near."""
    by_name = named_only_by(text)
    if shared(text):
        st.info(plain(shared(text)), icon=":material/call_split:")
    elif by_name is not None:
        st.info(
            plain(f"{by_name.short} is known by name only. {wording.sentence(by_name.missing)}"),
            icon=":material/info:",
        )
    elif not found:
        near = nearest(text, measures)
        st.info(
            plain(f"No questionnaire fits “{text}”.")
            + (" Did you mean one of these?" if near else " Try fewer words, or add your own below."),
            icon=":material/search_off:",
        )
        for measure in near:
            _link(measure)


def show_list(measures: Sequence[Measure], in_data: dict[str, str]) -> None:
    """The measures under what they are about; `in_data` says which the open data have, and where."""
    for domain, words in phrases.DOMAIN.items():
        group = [measure for measure in measures if measure.domain == domain]
        if not group:
            continue
        st.header(plain(wording.capital(words)))
        ordered = sorted(group, key=lambda one: one.short.casefold())
        for start in range(0, len(ordered), 2):  # in pairs, so that a phone keeps their order
            for measure, column in zip(ordered[start : start + 2], st.columns(2), strict=False):
                with column:
                    _card(measure, in_data.get(measure.id, ""))


def _card(measure: Measure, in_data: str) -> None:
    with st.container(border=True, gap="xsmall", key=f"questionnaire-{measure.id}", height="stretch"):
        _link(measure)
        badge = f" :blue-badge[:material/table_chart: {in_data}]" if in_data else ""
        name = "" if measure.name == measure.short else f"**{plain(measure.name)}.** "
        st.markdown(name + plain(measure.asks) + badge)
        st.caption(plain(f"Answered by: {measure.rater}. {_scored(measure)}"))


def _link(measure: Measure) -> None:
    st.page_link(
        PAGE,
        label=f"**{plain(measure.short)}**",
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params={NAME: measure.id, **searched()},
    )


def _scored(measure: Measure) -> str:
    """What is typed in: answers or scores."""
    scales = wording.plural(len(measure.scales), "score", "scores")
    if measure.items is None:
        return f"{scales}, worked out elsewhere."
    return f"{wording.plural(measure.items.count, 'question', 'questions')}, {scales}."


def show_shared_names() -> None:
    """Names that several questionnaires go by, and how to tell those apart."""
    with st.expander("One name, several questionnaires", icon=":material/call_split:"):
        st.markdown("A column with one of these names is asked about, never guessed.")
        for entry in shared_names():
            members = (registry().get(one) for one in entry.measures)
            which = wording.listed((measure.short for measure in members), "or")
            st.markdown(f"- **{plain(entry.name)}** ({plain(which)}): {plain(entry.tell_apart)}")


def show_named_only() -> None:
    """Questionnaires that are known by name, and what it would take to score them."""
    with st.expander("Known by name, not scored", icon=":material/block:"):
        st.markdown(
            "Services use these too, but too little about them could be verified to score them. "
            "Enter their scores as a questionnaire of your own."
        )
        for entry in named_only():
            more = "" if entry.name == entry.short else f", {plain(entry.name)}"
            st.markdown(
                f"- **{plain(entry.short)}**{more}. {plain(wording.sentence(entry.what_is_known))} "
                f"Missing: {plain(wording.sentence(entry.missing))} Source: {plain(entry.source)}."
            )
