"""Asks what only the person knows of the questionnaires in a file: which form, and how answers are held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.measures import registry
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.importing import Mapping
    from evaluation.measures.definition import Measure, Stored

_ASK = "Not said yet: left out"


def ask_about(mapping: Mapping, key: str) -> Mapping:
    """Ask which of several questionnaires a shared name means, and whether answers are scored already."""
    return _ask_stored(_ask_meant(mapping, key), key)


def _ask_meant(mapping: Mapping, key: str) -> Mapping:
    """One choice for each name in the file that several questionnaires go by."""
    shared = registry().shared
    named = {column.measure for column in mapping.columns} | {measure for _, measure in mapping.measures}
    asked = [name for name in shared if name in named]
    if not asked:
        return mapping
    st.subheader("Which questionnaire is it?")
    meant = dict(mapping.meant)
    for name in asked:
        entry, members = shared[name]
        choices = {"": _ASK, **{measure.id: measure.name for measure in members}}
        chosen = st.selectbox(
            f"{entry.name}: {entry.question}",  # the registry's own words: escaped they would be read out so
            list(choices),
            list(choices).index(meant.get(name, "")) if meant.get(name, "") in choices else 0,
            choices.__getitem__,
            key=f"meant {name} {key}",
        )
        st.caption(plain(entry.tell_apart))
        meant[name] = chosen or ""
    said = tuple((name, measure) for name, measure in meant.items() if measure)
    columns = tuple(
        replace(column, confidence="matched", why="chosen by you")
        if column.measure in dict(said) and (column.scale or column.use != "score")
        else column
        for column in mapping.columns
    )
    return replace(mapping, meant=said, columns=columns)


def _ask_stored(mapping: Mapping, key: str) -> Mapping:
    """How answers are numbered: asked outright where nobody can know, and aside where it is mostly known."""
    asked = _reversed(mapping)
    must = [measure for measure in asked if measure.items is not None and measure.items.ask_stored]
    may = [measure for measure in asked if measure not in must]
    stored = dict(mapping.stored)
    if must:
        st.subheader("How are the answers numbered?")
        for measure in must:
            _ask_one(measure, stored, mapping, key)
        st.caption("Answers in words need no choice. Numbers are left out until it is made.")
    if may:
        with st.expander("How the answers are numbered", icon=":material/swap_vert:"):
            names = wording.listed([measure.short for measure in may])
            st.markdown(
                f"Some questions of {plain(names)} are worded the other way round. "
                "Where a file already holds them turned round, say so, or they are turned twice."
            )
            for measure in may:
                _ask_one(measure, stored, mapping, key)
    return replace(mapping, stored=tuple(stored.items()))


def _ask_one(measure: Measure, stored: dict[str, Stored], mapping: Mapping, key: str) -> None:
    """One choice, put into `stored` once it is made."""
    ways = _ways(measure)
    must = measure.items is not None and measure.items.ask_stored
    now = stored.get(measure.id) if must else mapping.stored_as(measure)
    said = st.radio(
        plain(f"{measure.short}: the answers in the file are"),
        list(ways),
        list(ways).index(now) if now in ways else None,
        ways.__getitem__,
        key=f"stored {measure.id} {key}",
    )
    if said is not None and (must or said != now or measure.id in stored):
        stored[measure.id] = said


def _ways(measure: Measure) -> dict[Stored, str]:
    """The ways in which a file can hold a measure's answers, in words."""
    items = measure.items
    scored = "already scored: reversed questions are turned round in the file"
    if items is None or not (items.ask_stored and items.labels):
        return {
            "printed": "as the form numbers them: Attune turns reversed questions round",
            "scored": scored,
        }
    words = {code: word for word, code in items.labels}
    top, bottom = f"{items.maximum:g}", f"{items.minimum:g}"
    high, low = words[items.maximum], words[items.minimum]
    return {
        "printed": f"{bottom} for “{low}” up to {top} for “{high}”, on every question",
        "upside_down": f"{bottom} for “{high}” up to {top} for “{low}”, on every question",
        "scored": f"already scored: {top} is the worst answer to every question",
    }


def _reversed(mapping: Mapping) -> list[Measure]:
    """The questionnaires answered question by question in the file that have reversed questions."""
    meant = dict(mapping.meant)
    ids = {meant.get(column.measure, column.measure) for column in mapping.using("item")}
    if any(not column.measure for column in mapping.using("item")):  # the rows name it
        ids |= {meant.get(measure, measure) for _, measure in mapping.measures}
    return [
        measure
        for measure in registry().with_local(mapping.own)
        if measure.id in ids
        and measure.items is not None
        and (
            measure.items.reversed
            or any(entry.scores[0] > entry.scores[-1] for entry in measure.items.options)
        )
    ]
