"""The map that coverage is drawn on: a file of boundaries, one's own or the sample's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.courses.boundaries import Boundaries, boundaries
from evaluation.errors import InputError
from pages.shared.looking import current
from pages.shared.packs import PackSession
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.training.evidence import TrainingEvidence

_KINDS = ["geojson", "json"]


def ask_boundaries(evidence: TrainingEvidence) -> Boundaries | None:
    """The boundaries of the made-up set that is chosen, else of the file dropped here; None until then."""
    data = _sample() if evidence.sample else None
    if data is None:
        given = st.file_uploader(
            "Boundaries of your boroughs, as GeoJSON",
            type=_KINDS,
            key="boundary file",
            max_upload_size=30,
            help="Councils and the Office for National Statistics publish boundary files. Areas are found by "
            "name; the file stays in this session and nothing is fetched.",
        )
        data = given.getvalue() if given else None
    if data is None:
        return None
    try:
        return _read(data)
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None


@st.cache_data(scope="session", max_entries=2, show_spinner="Reading the boundary file")
def _read(data: bytes) -> Boundaries:
    return boundaries(data)


def _sample() -> bytes | None:
    """The boundary file of the made-up set that is chosen, where it has one."""
    if isinstance(current(), PackSession):
        return None
    from pages.shared.training_session import chosen_set  # noqa: PLC0415 it holds rows: never among packs

    path = chosen_set().boundaries
    return path.read_bytes() if path else None
