"""What happens to an upload on its way to a data set: read, recognised, corrected."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.errors import InputError
from evaluation.evaluating import header_texts
from evaluation.importing import Mapping, read_workbook, recognise
from evaluation.importing.vocabulary import BASELINE, RETROSPECTIVE
from pages.shared.session import Draft, current, held
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.dataset import Dataset

KINDS = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt", "parquet"]
_ERROR = "import error"
_OPENED = "import opened"


def show_uploader() -> Draft | None:
    """The place to drop a file on; the upload being looked at, or None until one can be read."""
    given = st.file_uploader(
        "Spreadsheet (Excel, OpenDocument, CSV or Parquet)",
        type=KINDS,
        key="upload",
        on_change=_dropped,
        max_upload_size=50,
    )
    session = current()
    if given is not None and session.draft is None and _ERROR not in st.session_state:
        try:
            with st.spinner("Reading the file"):
                session.draft = begin(given.getvalue(), given.name)
        except InputError as error:
            st.session_state[_ERROR] = str(error)
        except Exception:  # noqa: BLE001 a person gets a sentence, whatever a damaged file does to a parser
            st.session_state[_ERROR] = (
                f"{given.name} can't be read: something in it is not as spreadsheets have it. "
                "Open it, save it as a new .xlsx or .csv, and upload that."
            )
    if _ERROR in st.session_state:
        show_error(st.session_state[_ERROR])
    return session.draft


def _dropped() -> None:
    """A file was dropped or taken away: what was known of the one before it goes."""
    held().draft = None
    st.session_state.pop(_ERROR, None)


def begin(content: bytes, name: str) -> Draft:
    """Read an upload and propose a mapping; one made for the same headers before is used again."""
    workbook = read_workbook(content, name)
    found = recognise(workbook, held().known)
    headers = header_texts(workbook, found.mapping)
    known = held().remembered.get(headers)
    if known is None:
        return Draft(workbook, found.mapping, found.notes)
    fitted = replace(known, sheet=found.mapping.sheet, header_rows=found.mapping.header_rows).fitted(headers)
    fitted = fitted.with_own(held().own.values())  # as they are defined now
    return Draft(workbook, fitted, found.notes, remembered=True)


def read_again(draft: Draft, sheet: str, row: int) -> None:
    """Recognise again with another sheet or header row; raises InputError when there is none."""
    found = recognise(draft.workbook, held().known, sheet=sheet, header_row=row)
    draft.notes, draft.remembered = found.notes, False
    draft.restart(found.mapping)


def show_saved_mapping(draft: Draft, mapping: Mapping) -> None:
    """The place to drop a mapping saved earlier, which the table then starts from."""
    given = st.file_uploader("Use a mapping saved earlier", type=["json"], key=f"saved mapping {draft.key}")
    if given is None:
        return
    try:
        saved = Mapping.from_dict(json.loads(given.getvalue()))
        headers = header_texts(draft.workbook, mapping)
        for measure in saved.own:
            held().keep(measure)
        draft.restart(replace(saved, sheet=mapping.sheet, header_rows=mapping.header_rows).fitted(headers))
    except (InputError, ValueError) as error:
        show_error(f"That mapping can't be used: {error}")
        return
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
    session.remembered[header_texts(draft.workbook, data.mapping)] = data.mapping
    session.open(data)
    st.session_state[_OPENED] = True


def opened() -> bool:
    """Whether an upload was opened by the click that led here."""
    return bool(st.session_state.pop(_OPENED, False))


def show_error(text: str) -> None:
    """One sentence about what can't be used."""
    st.error(plain(text), icon=":material/error:")
