"""A lead's training files: their own, or the made-up set that is chosen; and the families beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

import data_samples
from evaluation.opening import load
from evaluation.programme import load_programme
from evaluation.view import View
from pages.shared.session import held
from pages.shared.training_choices import COURSES, NAMED, SET, START, STOP

if TYPE_CHECKING:
    from data_samples import TrainingSet
    from evaluation.courses.records import Records
    from evaluation.dataset import Dataset
    from evaluation.programme import Programme
    from evaluation.training.choices import TrainingView
    from evaluation.training.evidence import TrainingEvidence
    from pages.shared.session import Session

_FIGURE = 320  # pixels that are kept free while figures are worked out
TRAINEES = "practitioner_programme"  # the made-up set with trainees' closed cases
_KEPT = 12  # views whose evidence is kept


def sets() -> dict[str, TrainingSet]:
    """The made-up sets by what a page calls them."""
    return {one.label: one for one in data_samples.training_sets()}


def chosen_set() -> TrainingSet:
    """The made-up set that is chosen, or named by the address where nothing asks; else the first."""
    offered = sets()
    asked = st.session_state.get(SET) or st.query_params.get(SET)
    return offered.get(str(asked), next(iter(offered.values())))


@st.cache_resource(show_spinner="Reading the sample files")
def _sample_programme(name: str) -> Programme:
    """Nobody's data, so all tabs may share it."""
    files = next(one.files for one in data_samples.training_sets() if one.name == name)
    return load_programme(files, sample=True)


@st.cache_resource(show_spinner="Reading the sample files")
def _sample_families(name: str) -> Dataset | None:
    path = next(one.families for one in data_samples.training_sets() if one.name == name)
    return None if path is None else load(path, name="Made-up sample data", sample=True)


def programme() -> Programme:
    """The training files that are open in this tab, else the made-up set that is chosen."""
    return held().programme or _sample_programme(chosen_set().name)


def training_of(session: Session) -> str:
    """The fingerprint of the training files that are shown."""
    return (session.programme or programme()).records.fingerprint


def beside_families() -> tuple[Dataset, View] | None:
    """The families to put beside the training, and the view of them: both own, or both made up.

    Made-up families never stand beside somebody's own training, nor made-up training beside own families.
    """
    session = held()
    if session.counts is not None:  # learners meet families by months of rows
        return None
    if session.programme is not None:
        return (session.rows, session.view) if session.dataset is not None else None
    if session.dataset is not None:
        return None
    found = _sample_families(chosen_set().name)
    # What is chosen in the sidebar is of other made-up families.
    return None if found is None else (found, View(protection=session.view.protection))


def trainees_cases() -> tuple[tuple[Dataset, View] | None, Records | None]:
    """The cases that trainees worked on, with the view of them, and what their programme recorded.

    The made-up set is the one that has trainees, whichever is chosen for other pages.
    """
    session = held()
    if session.programme is not None or session.dataset is not None:
        own = (session.rows, session.view) if session.dataset is not None else None
        return own, session.programme.records if session.programme is not None else None
    found = _sample_families(TRAINEES)
    return (found, View()) if found is not None else None, _sample_programme(TRAINEES).records


def evidence_of(session: Session, view: TrainingView | None = None) -> TrainingEvidence:
    """The evidence of a view (the sidebar's unless given), made once and kept; raises InputError."""
    chosen = view or session.training_view
    of = programme()
    families = beside_families()
    beside = (
        (families[0].fingerprint, families[0].mapping_fingerprint, json.dumps(families[1].to_dict()))
        if families
        else ()
    )
    key = (of.records.fingerprint, json.dumps(chosen.to_dict(), sort_keys=True), *beside)
    kept = session.training_evidence
    if key not in kept:
        while len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        with st.spinner("Working out the figures"), st.skeleton(height=_FIGURE):
            kept[key] = of.evidence(chosen, families)
    return kept[key]


def open_programme(found: Programme) -> None:
    """Make training files the ones that every page shows, without the choices made for others."""
    session = held()
    session.programme, session.training_draft = found, None
    forget_choices()
    session.training_evidence.clear()


def close_programme() -> None:
    """Go back to the made-up sets; the person's own training files leave memory."""
    session = held()
    session.programme, session.training_draft = None, None
    forget_choices()
    session.training_evidence.clear()


def forget_choices() -> None:
    """Choices that name something in the files: courses, days, what learners are compared by."""
    for key in (START, STOP):
        if key in st.session_state:
            st.session_state[key] = None
    if COURSES in st.session_state:
        st.session_state[COURSES] = []
    for key in NAMED:
        st.session_state.pop(key, None)
