"""The place to drop training files on, and what happens to them there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from evaluation.courses.mapping import TrainingMapping
from evaluation.errors import InputError
from evaluation.importing import PasswordNeededError
from pages.shared.looking import lead
from pages.shared.session import held
from pages.shared.training_draft import begin
from pages.shared.training_session import open_programme
from pages.shared.uploading import KINDS, show_error

if TYPE_CHECKING:
    from evaluation.programme import Programme
    from pages.shared.training_draft import TrainingDraft

UPLOAD = "training upload"
_MAPPING = ".json"
_ERROR = "training import error"
_LOCKED = "training import locked"
_TYPED = "password of the training files"
_OPENED = "training opened"


def show_training_uploader() -> TrainingDraft | None:
    """The place to drop files on; what is being looked at, or None until it can be read."""
    given = st.file_uploader(
        "Bookings, attendance lists, questionnaires and other files of your courses",
        type=KINDS,
        accept_multiple_files=True,
        key=UPLOAD,
        on_change=_dropped,
        max_upload_size=50,
        help="Drop all files of a programme together: they are matched by the learner’s id or e-mail "
        "address. A mapping that you saved earlier can be dropped with them.",
    )
    session = lead()
    met = _ERROR in st.session_state or _LOCKED in st.session_state
    if given and session.training_draft is None and not met:
        with st.spinner("Reading the files"):
            _read(given)
    if given and _LOCKED in st.session_state:
        _ask_password()
    if _ERROR in st.session_state:
        show_error(st.session_state[_ERROR])
    return session.training_draft


def _read(given: list[Any], password: str = "") -> None:
    """Read files into the session's draft, or note why they can't be."""
    files = [(one.getvalue(), one.name) for one in given if not one.name.casefold().endswith(_MAPPING)]
    mappings = [one.getvalue() for one in given if one.name.casefold().endswith(_MAPPING)]
    if not files:
        st.session_state[_ERROR] = "That is a mapping alone: drop the files that it is for with it."
        return
    try:
        held().training_draft = begin(files, _one_mapping(mappings), password)
        st.session_state.pop(_LOCKED, None)
    except PasswordNeededError as error:
        st.session_state[_LOCKED] = True
        if password:
            st.session_state[_ERROR] = str(error)
    except InputError as error:
        st.session_state[_ERROR] = str(error)
    except Exception:  # noqa: BLE001 a person gets a sentence, whatever a damaged file does to a parser
        names = " and ".join(name for _, name in files)
        st.session_state[_ERROR] = (
            f"{names} can't be read: something in it is not as spreadsheets have it. "
            "Open it, save it as a new .xlsx or .csv, and upload that."
        )


def _one_mapping(contents: list[bytes]) -> TrainingMapping | None:
    if len(contents) > 1:
        raise InputError("Two mappings were dropped and one is used: take the other away.")
    return TrainingMapping.from_json(contents[0]) if contents else None


def _dropped() -> None:
    """A file was dropped or taken away: what was known of those before goes."""
    held().training_draft = None
    st.session_state.pop(_ERROR, None)
    st.session_state.pop(_LOCKED, None)


def _ask_password() -> None:
    """Ask for the password that workbooks among the files need."""
    with st.form("open protected training files"):
        st.markdown(
            "A workbook among these is protected with a password. It is used once to open it and is not kept."
        )
        st.text_input("Password", type="password", key=_TYPED, autocomplete="off")
        st.form_submit_button("Open", icon=":material/lock_open:", on_click=_unlock)


def _unlock() -> None:
    """Open the files with the password typed, which leaves the session at once."""
    password = st.session_state[_TYPED]
    st.session_state[_TYPED] = ""
    given = st.session_state.get(UPLOAD)
    if password and given:
        st.session_state.pop(_ERROR, None)
        _read(given, password)


def open_training(found: Programme) -> None:
    """Make checked files the ones that every training page shows, and remember how they were read."""
    session = held()
    kept = {(use.file, use.sheet): use for use in (*session.training_sheets, *found.mapping.sheets)}
    session.training_sheets = tuple(reversed(kept.values()))  # the one used last stands first
    open_programme(found)
    st.session_state[_OPENED] = True


def training_opened() -> bool:
    """Whether files were opened by the click that led here."""
    return bool(st.session_state.pop(_OPENED, False))
