"""The place to drop training files on, and what happens to them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.courses.mapping import TrainingMapping
from pages.shared.dropping import Dropping
from pages.shared.looking import lead
from pages.shared.session import held
from pages.shared.training_draft import begin
from pages.shared.training_session import open_programme

if TYPE_CHECKING:
    from evaluation.programme import Programme
    from pages.shared.training_draft import TrainingDraft

UPLOAD = "training upload"
_OPENED = "training opened"


def show_training_uploader() -> TrainingDraft | None:
    """The place to drop files on; what is being looked at, or None until it can be read."""
    session = lead()
    _PLACE.show(wanted=session.training_draft is None)
    return session.training_draft


def _take(files: list[tuple[bytes, str]], mapping: bytes | None, password: str) -> None:
    saved = TrainingMapping.from_json(mapping) if mapping is not None else None
    held().training_draft = begin(files, saved, password)


def _forget() -> None:
    held().training_draft = None


_PLACE = Dropping(
    name=UPLOAD,
    label="Bookings, attendance lists, questionnaires and other files of your courses",
    help="Drop all files of a programme together: they are matched by the learner’s id or e-mail address. A "
    "mapping that you saved earlier can be dropped with them.",
    reading="Reading the files",
    meant_for="files",
    locked="A workbook among these is protected with a password. It is used once to open it and is not kept.",
    take=_take,
    drop=_forget,
)


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
