"""What happens to an upload on its way to a data set: read, recognised, corrected."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.errors import InputError
from evaluation.exchange.files import is_counts
from evaluation.importing import Mapping, read_workbook, recognise
from evaluation.importing.gathering import together
from evaluation.importing.recalling import recall, recall_best
from evaluation.opening import header_texts
from evaluation.sources import open_counts as open_counts_file
from evaluation.stages import BASELINE, RETROSPECTIVE
from pages.shared.dropping import Dropping, show_error
from pages.shared.looking import lead
from pages.shared.place import saved_mappings
from pages.shared.session import Draft, held

if TYPE_CHECKING:
    from evaluation.dataset import CountedData, Dataset
    from evaluation.importing.recalling import Recalled

_OPENED = "import opened"


def show_uploader() -> Draft | None:
    """The place to drop files on; the upload being looked at, or None until it can be read."""
    session = lead()
    _PLACE.show(wanted=session.draft is None and session.looked_at is None)
    return session.draft


def _take(files: list[tuple[bytes, str]], mapping: bytes | None, password: str) -> None:
    counts = [(content, name) for content, name in files if is_counts(content)]
    if counts:
        held().looked_at = _counts(counts, alone=len(counts) == len(files) and mapping is None)
        return
    held().draft = begin(files, saved_mapping(mapping) if mapping is not None else None, password)


def _counts(files: list[tuple[bytes, str]], *, alone: bool) -> CountedData:
    """The counts of a file, to be looked at before they are used; raises InputError."""
    if len(files) > 1 or not alone:
        raise InputError(
            "Counts are opened one file at a time, with no other file beside them: the counts of several "
            "services are put together on the page Network."
        )
    return open_counts_file(files[0][0])


def _forget() -> None:
    held().draft = held().looked_at = None


_PLACE = Dropping(
    name="upload",
    label="Spreadsheet (Excel, OpenDocument, CSV or Parquet), or a file of counts",
    help="Scores before and after may come in a file each: drop both, and they meet by the id. A mapping "
    "that you saved earlier can be dropped with them.",
    reading="Reading the file",
    meant_for="spreadsheet",
    locked="This workbook is protected with a password. It is used once to open the file and is not kept.",
    take=_take,
    drop=_forget,
)


def begin(files: list[tuple[bytes, str]], saved: Mapping | None = None, password: str = "") -> Draft:
    """Read an upload and propose a mapping: the one saved and given with it, or one made before that fits.

    `files` are contents and names; several are read as one workbook. Raises InputError when one
    can't be read, or the saved mapping is for another file.
    """
    session = held()
    session.take_up()
    workbook = together([read_workbook(content, name, password) for content, name in files])
    found = recognise(workbook, session.known)
    if saved is not None:
        recalled: Recalled | None = recall(workbook, saved, session.known, found)
    else:
        latest_first = (*reversed(session.remembered.values()), *saved_mappings())
        recalled = recall_best(workbook, latest_first, session.known, found)
    if recalled is None:
        return Draft(workbook, found.mapping, found.notes)
    for measure in recalled.mapping.own:
        if measure.id not in session.own:
            with suppress(InputError):  # a known one goes by its name meanwhile
                session.keep(measure)
    mapping = recalled.mapping.with_own(session.own.values())  # as they are defined now
    return Draft(workbook, mapping, recalled.found.notes, recalled)


def saved_mapping(content: bytes) -> Mapping:
    """A mapping from the file it was saved in; its own questionnaires are kept from now on.

    Raises InputError, in one sentence, where it is none.
    """
    try:
        saved = Mapping.from_dict(json.loads(content))
    except (ValueError, RecursionError) as error:  # InputError is one of them: it says what is wrong
        why = str(error) if isinstance(error, InputError) else "it is not JSON, or only part of it."
        raise InputError(f"That mapping can't be used: {why}") from error
    for measure in saved.own:
        held().keep(measure)
    return saved


def read_again(draft: Draft, sheet: str, row: int, together: tuple[str, ...] | None = None) -> None:
    """Recognise again with another sheet, header row or sheets read together with it.

    Raises InputError when there is no such sheet or row.
    """
    found = recognise(draft.workbook, held().known, sheet=sheet, header_row=row, with_sheets=together)
    draft.notes, draft.recalled = found.notes, None
    draft.restart(found.mapping)


def show_saved_mapping(draft: Draft) -> None:
    """The place to drop a mapping saved earlier, which the table then starts from."""
    given = st.file_uploader("Use a mapping saved earlier", type=["json"], key=f"saved mapping {draft.key}")
    if given is None:
        return
    try:
        saved = saved_mapping(given.getvalue())
        draft.recalled = recall(draft.workbook, saved, held().known)
    except InputError as error:
        show_error(str(error))
        return
    draft.notes = draft.recalled.found.notes
    draft.restart(draft.recalled.mapping)
    st.rerun()


def show_looking_back(draft: Draft, mapping: Mapping) -> None:
    """One box to tick where "before" on a course was rated after it, which no header says."""
    stages = {column.occasion for column in mapping.using("score", "item")}
    marked = RETROSPECTIVE in stages
    one_form = mapping.layout == "wide" and not any(c.occasion for c in mapping.using("date"))
    if mapping.noun != "learner" or not one_form or not (marked or BASELINE in stages):
        return
    ticked = st.checkbox(
        "The “before” ratings were given after the course, looking back",
        value=marked,
        key=f"looking back {draft.key}",
        help="Such ratings can overstate the gain. The figures then say so, and are kept apart "
        "from true ones.",
    )
    if ticked != marked:
        old, new = (BASELINE, RETROSPECTIVE) if ticked else (RETROSPECTIVE, BASELINE)
        changed = tuple(replace(c, occasion=new) if c.occasion == old else c for c in mapping.columns)
        draft.restart(replace(mapping, columns=changed))
        st.rerun()


def open_checked(draft: Draft, data: Dataset) -> None:
    """Make a checked upload the data set that every page shows, and remember how it was mapped."""
    session = held()
    headers = header_texts(draft.workbook, data.mapping)
    session.remembered.pop(headers, None)  # the one used last stands last
    session.remembered[headers] = data.mapping
    session.open(data, draft.file(data))
    st.session_state[_OPENED] = True


def open_counts(counts: CountedData) -> None:
    """Make counts the data that every page shows."""
    held().open(counts, None)
    st.session_state[_OPENED] = True


def opened() -> bool:
    """Whether an upload was opened by the click that led here."""
    return bool(st.session_state.pop(_OPENED, False))
