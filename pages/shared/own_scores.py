"""Asks for what Attune can't know of a score that is no known questionnaire."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from evaluation import wording
from evaluation.errors import InputError
from evaluation.measures import own_measure, to_toml
from evaluation.measures.own_texts import in_a_line, labels_said
from pages.shared import boxes
from pages.shared.session import held
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.importing import Local, Mapping
    from evaluation.measures.definition import Measure

_RATERS = ("parent", "practitioner", "observer", "learner", "supervisor")


def describe_locals(mapping: Mapping, key: str) -> Mapping:
    """Ask for the range and direction of each score that is no known questionnaire."""
    for measure in mapping.own:
        _show_own(measure, key)
    if not mapping.locals:
        return mapping
    st.subheader("Scores that Attune does not know")
    st.markdown(
        "Give the lowest and highest score that can be had and which end is better. "
        "Leave a score as it is to leave it out."
    )
    described = []
    for entry in mapping.locals:
        with st.container(border=True):
            changed = _describe(entry, f"{entry.id} {key}")
            described.append(changed)
            if changed.described:
                _offer_to_keep(changed, f"keep {entry.id}")
    return replace(mapping, locals=tuple(described))


def raters(first: str) -> list[str]:
    """Who may give scores, the one named first in front."""
    return list(dict.fromkeys((first, *_RATERS)))


def clicked(label: str, key: str, **how: Any) -> bool:
    """A button that counts as clicked in the run that has read every widget, whatever reran before it."""
    flag = f"clicked {key}"
    st.button(label, key=key, on_click=st.session_state.__setitem__, args=(flag, True), **how)
    return bool(st.session_state.pop(flag, False))


def download(measure: Measure, key: str) -> None:
    """The button that saves a questionnaire of the service's own as a file."""
    st.download_button(
        "Download its file",
        data=to_toml(measure),
        file_name=f"{measure.id}.toml",
        mime="application/toml",
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )


def _show_own(measure: Measure, key: str) -> None:
    """A questionnaire of the service's own that the file is read with."""
    with st.container(border=True):
        st.markdown(f"**{plain(measure.short)}** is a questionnaire of your own. {plain(in_a_line(measure))}")
        download(measure, f"file of {measure.id} {key}")


def _describe(entry: Local, key: str) -> Local:
    left, right = st.columns(2)
    name = left.text_input("What it is called", value=entry.name, key=f"name {key}", max_chars=200)
    rater = right.selectbox(
        "Who gives the scores",
        raters(entry.rater),
        index=0,
        format_func=wording.capital,
        key=f"rater {key}",
    )
    first, second, third = st.columns(3)
    low = boxes.points(first, "Lowest possible score", entry.minimum, f"low {key}")
    high = boxes.points(second, "Highest possible score", entry.maximum, f"high {key}")
    better = boxes.direction(third, entry.better, f"direction {key}")
    ordinal = boxes.steps(entry.ordinal, f"ordinal {key}")
    entry = replace(
        entry,
        name=name.strip() or entry.name,
        rater=rater,
        minimum=low,
        maximum=high,
        better=better,
        ordinal=ordinal,
    )
    with st.expander("More: answers in words, a cut-off, reliability"):
        return _more(entry, key)


def _more(entry: Local, key: str) -> Local:
    """What few scores have."""
    left, right = st.columns(2)
    text = boxes.answers(left, entry.labels, f"answers {key}")
    cut_off = boxes.concern(right, entry.cut_off, f"cut-off {key}")
    label = boxes.concern_means(right, entry.cut_off_label, f"cut-off label {key}")
    one, two, three = st.columns(3)
    reliability = boxes.reliability(one, entry.reliability, f"reliability {key}")
    mean = boxes.population(two, "average", entry.functional_mean, f"mean {key}")
    sd = boxes.population(three, "standard deviation", entry.functional_sd, f"sd {key}")
    st.caption("All of it is yours: figures that use it say so, and it never becomes the headline by itself.")
    try:
        labels = labels_said(text)
    except InputError as error:
        st.error(plain(f"{error} The answers are left as they were."), icon=":material/error:")
        labels = entry.labels
    return replace(
        entry,
        labels=labels,
        cut_off=cut_off,
        cut_off_label=label.strip(),
        reliability=reliability or None,
        functional_mean=mean,
        functional_sd=sd,
    )


def _offer_to_keep(entry: Local, key: str) -> None:
    """One click makes it a questionnaire of the service's own, found again in the next file."""
    draft = held().draft
    pressed = clicked(
        "Keep this as a questionnaire of our own",
        key,
        icon=":material/bookmark_add:",
        help="It is then recognised in the next file, listed on the page Questionnaires, and can be "
        "downloaded.",
    )
    if not pressed or draft is None:
        return
    try:
        measure = own_measure(replace(entry.said(), id=""))
        held().keep(measure)
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    draft.restart(_with_kept(draft.corrected or draft.mapping, entry, measure))
    st.rerun()


def _with_kept(mapping: Mapping, entry: Local, measure: Measure) -> Mapping:
    """The mapping with a questionnaire of the service's own in the place of a score of that file."""
    why = "a questionnaire of your own"
    columns = tuple(
        replace(column, measure=measure.id, confidence="matched", why=why)
        if column.measure == entry.id
        else column
        for column in mapping.columns
    )
    rest = tuple(other for other in mapping.locals if other.id != entry.id)
    return replace(mapping, columns=columns, locals=rest).with_own((measure,))
