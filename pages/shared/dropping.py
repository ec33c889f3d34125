"""A place to drop files on: they are read at once, opened with a password, or refused in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from evaluation.errors import InputError
from evaluation.exchange.files import is_counts
from evaluation.importing import PasswordNeededError
from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    Files = list[tuple[bytes, str]]  # contents and names

KINDS = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt", "parquet", "json", "gz"]
_MAPPING = ".json"


@dataclass(frozen=True, kw_only=True)
class Dropping:
    """One such place; `name` is its key and begins those of all that it remembers in the session.

    `take` is given the files, the mapping dropped with them (None without one) and the password ("" where
    none was typed), and may raise InputError. `drop` forgets what had been taken.
    """

    name: str
    label: str
    help: str
    reading: str  # while they are read
    meant_for: str  # what a mapping is for
    locked: str  # that a password is needed
    take: Callable[[Files, bytes | None, str], None]
    drop: Callable[[], None]

    def show(self, *, wanted: bool) -> None:
        """The place itself, and what is wrong with what was dropped; files are read where `wanted`."""
        given = st.file_uploader(
            self.label,
            type=KINDS,
            accept_multiple_files=True,
            key=self.name,
            on_change=self._dropped,
            max_upload_size=50,
            help=self.help,
        )
        met = self._error in st.session_state or self._is_locked in st.session_state
        if given and wanted and not met:
            with st.spinner(self.reading):
                self._read(given)
        if given and self._is_locked in st.session_state:
            self._ask_password()
        if self._error in st.session_state:
            show_error(st.session_state[self._error])

    @property
    def _error(self) -> str:
        return f"{self.name} error"

    @property
    def _is_locked(self) -> str:
        return f"{self.name} locked"

    @property
    def _typed(self) -> str:
        return f"password of the {self.name}"

    def _read(self, given: list[Any], password: str = "") -> None:
        """Have the files taken, or note why they can't be."""
        files = [(one.getvalue(), one.name) for one in given if not _is_mapping(one)]
        mappings = [one.getvalue() for one in given if _is_mapping(one)]
        if not files:
            st.session_state[self._error] = (
                f"That is a mapping alone: drop the {self.meant_for} that it is for with it."
            )
            return
        try:
            self.take(files, _one(mappings), password)
            st.session_state.pop(self._is_locked, None)
        except PasswordNeededError as error:
            st.session_state[self._is_locked] = True
            if password:
                st.session_state[self._error] = str(error)
        except InputError as error:
            st.session_state[self._error] = str(error)
        except Exception:  # noqa: BLE001 a person gets a sentence, whatever a damaged file does to a parser
            names = " and ".join(name for _, name in files)
            st.session_state[self._error] = (
                f"{names} can't be read: something in it is not as spreadsheets have it. "
                "Open it, save it as a new .xlsx or .csv, and upload that."
            )

    def _dropped(self) -> None:
        """A file was dropped or taken away: what was known of those before goes."""
        self.drop()
        st.session_state.pop(self._error, None)
        st.session_state.pop(self._is_locked, None)

    def _ask_password(self) -> None:
        with st.form(f"open the {self.name}"):
            st.markdown(self.locked)
            st.text_input("Password", type="password", key=self._typed, autocomplete="off")
            st.form_submit_button("Open", icon=":material/lock_open:", on_click=self._unlock)

    def _unlock(self) -> None:
        """Open the files with the password typed, which leaves the session at once."""
        password = st.session_state[self._typed]
        st.session_state[self._typed] = ""
        given = st.session_state.get(self.name)
        if password and given:
            st.session_state.pop(self._error, None)
            self._read(given, password)


def show_error(text: str) -> None:
    """One sentence about what can't be used."""
    st.error(plain(text), icon=":material/error:")


def _is_mapping(one: Any) -> bool:
    """Whether a file is a mapping: counts are JSON too, by a name or content of their own."""
    return one.name.casefold().endswith(_MAPPING) and not is_counts(one.getvalue())


def _one(contents: list[bytes]) -> bytes | None:
    if len(contents) > 1:
        raise InputError("Two mappings were dropped and one is used: take the other away.")
    return contents[0] if contents else None
