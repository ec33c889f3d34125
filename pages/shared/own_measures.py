"""A service's own questionnaires: added in a short form, listed, saved as files and brought in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.errors import InputError
from evaluation.measures import Own, own_measure, read_own
from evaluation.measures.own import check_new, said_of
from evaluation.measures.own_texts import in_a_line
from pages.shared.measure_facts import show_template
from pages.shared.own_form import ask
from pages.shared.own_scores import clicked, download
from pages.shared.session import held
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.measures.definition import Measure

_EDITING, _TURN, _SAID = "own editing", "own turn", "own said"


def show_own_measures() -> None:
    """The service's own questionnaires, and the form that adds one."""
    session = held()
    session.take_up()
    st.header("Questionnaires of your own", anchor="own")
    st.markdown(
        "Add a questionnaire that is not in the list. It is then recognised by its name in the headers of "
        "your file, scored and compared like the others; whatever uses it says that it is your own."
    )
    st.caption(
        "It is kept in this browser tab alone until you save it on the page Saved, or download its file. A "
        "mapping that you save holds the questionnaires that it uses."
    )
    if _SAID in st.session_state:
        st.success(plain(st.session_state.pop(_SAID)), icon=":material/check:")
    for measure in list(session.own.values()):
        _show(measure)
    _show_form()
    _show_bring_in()


def _show(measure: Measure) -> None:
    """One questionnaire and what can be done with it."""
    with st.container(border=True):
        name = measure.name if measure.short == measure.name else f"{measure.short}: {measure.name}"
        st.markdown(f"**{plain(name)}**")
        st.markdown(plain(in_a_line(measure)))
        said = said_of(measure)
        if said is None:
            st.caption(
                "It holds more than the form below: to change it, change its file and bring it in again."
            )
        with st.container(horizontal=True):
            download(measure, f"own file {measure.id}")
            show_template(measure)
            if said is not None and clicked(
                "Change", f"own change {measure.id}", icon=":material/edit:", help=f"Change {measure.short}"
            ):
                _start(editing=measure.id)
            if clicked(
                "Remove",
                f"own remove {measure.id}",
                icon=":material/delete:",
                help=f"Remove {measure.short} from the list. Results that are open keep it.",
            ):
                held().own.pop(measure.id, None)
                _start(said=f"{measure.short} is removed from the list.")


def _start(*, editing: str = "", said: str = "") -> None:
    """Draw the form afresh, for a new questionnaire or the one being changed."""
    st.session_state[_EDITING] = editing
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    if said:
        st.session_state[_SAID] = said
    st.rerun()


def _show_form() -> None:
    """The form: what every questionnaire has first, the rest under "More"."""
    editing = held().own.get(st.session_state.get(_EDITING, ""))
    base = (said_of(editing) if editing else None) or Own(name="")
    key = f"{st.session_state.get(_TURN, 0)}"
    with st.container(border=True):
        st.subheader(f"Change {plain(base.name)}" if editing else "Add a questionnaire of your own")
        try:
            said = ask(base, key)
            measure = own_measure(said)
            check_new(measure, [other for other in held().known if other != editing])
            problem = ""
            st.info(plain(in_a_line(measure)), icon=":material/visibility:")
        except InputError as error:
            measure, problem = None, str(error)
        with st.container(horizontal=True):
            pressed = clicked(
                "Save the change" if editing else "Add this questionnaire", f"own add {key}", type="primary"
            )
            if editing and clicked("Leave it as it was", f"own leave {key}"):
                _start()
        if measure is None:
            if pressed:
                st.error(plain(problem), icon=":material/error:")
            elif base.name or st.session_state.get(f"own name {key}"):
                st.caption(f"Not ready yet. {plain(problem)}")
            return
        if pressed:
            held().keep(measure)
            held().look_again()
            _start(said=_added(measure, changed=editing is not None))


def _added(measure: Measure, *, changed: bool) -> str:
    if changed:
        return f"{measure.short} is changed. The change counts from the next file that you open."
    header = f"{measure.short} Q1 before" if measure.items is not None else f"{measure.short} before"
    return f"{measure.short} is added. It is recognised in headers such as “{header}”."


def _show_bring_in() -> None:
    """The place for a file that was saved earlier."""
    given = st.file_uploader(
        "Bring in a questionnaire saved earlier",
        type=["toml"],
        max_upload_size=1,
        key=f"own file {st.session_state.get(_TURN, 0)}",
        help="Its numbers are taken as your own: a file can't bring in a verified threshold.",
    )
    if given is None:
        return
    try:
        measure = read_own(given.getvalue(), given.name)
        held().keep(measure)
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    held().look_again()
    _start(said=f"{measure.short} is brought in. Its numbers are taken as your own, whatever the file says.")
