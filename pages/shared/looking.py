"""What the one who is looking sees: a lead's data and view, or one cut of a published pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from evaluation.errors import InputError
from pages.shared.audience import Audience, audience, packs_only
from pages.shared.packs import CUT, PACK, PackSession
from pages.shared.shelf import opened

if TYPE_CHECKING:
    from evaluation.packs.pack import Pack
    from pages.shared.session import Session

    Shown: TypeAlias = Session | PackSession  # what a page that leads and commissioners share is given

_LOOKING = "attune looking"  # in the session: what dashboard.py found for this run
_DRAFT = "attune draft"  # in the session: a pack that nobody else can open
_CHOSEN = "attune pack"  # in the session: the pack opened, which the address of a page leaves out


@dataclass(frozen=True, kw_only=True)
class Looking:
    """Who is looking and at what; without a session nothing can be shown, for the reason in `closed`."""

    audience: Audience
    session: Shown | None = None
    closed: str = ""

    @property
    def leads(self) -> bool:
        """Whether rows may be shown: a lead is looking, at data and at no pack."""
        return self.audience.kind == "lead" and not isinstance(self.session, PackSession)


def look() -> Looking:
    """Find out who is looking and at what, at the beginning of each run of dashboard.py."""
    seen = audience()
    try:
        found = Looking(audience=seen, session=_session(seen))
    except InputError as error:
        found = Looking(audience=seen, closed=str(error))
    st.session_state[_LOOKING] = found
    return found


def looking() -> Looking:
    """Who is looking at what in this run."""
    return _found()


def told(lead: str, reader: str) -> str:
    """What to do next, for a lead who has the data or for somebody who reads what was published."""
    return lead if _found().leads else reader


def current() -> Shown:
    """What this tab shows, for a page that leads and commissioners share."""
    session = _found().session
    if session is None:
        st.stop()
    return session


def lead() -> Session:
    """This tab's data and view, for a page that shows rows: it ends here for everybody but a lead."""
    found = _found()
    if not found.leads:
        st.stop()
    return cast("Session", found.session)


def close_pack() -> None:
    """Go back from a pack to what was there before it."""
    for key in (_CHOSEN, _DRAFT, CUT):
        st.session_state.pop(key, None)
    for parameter in (PACK, CUT):
        st.query_params.pop(parameter, None)


def open_pack(pack_id: str) -> None:
    """Show a pack from the next run on."""
    close_pack()
    st.session_state[_CHOSEN] = pack_id


def open_draft(pack: Pack) -> None:
    """Show a lead a pack that is not published yet, as its readers will see it, from the next run on."""
    open_pack(pack.id)
    st.session_state[_DRAFT] = pack


def _found() -> Looking:
    """What dashboard.py found; sees to it that it has run first.

    Until `st.navigation` has run once since the server started, Streamlit takes a folder named pages for
    its older kind of app and runs a linked page alone, without sidebar, choices or the question who looks.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
    found: Looking = st.session_state[_LOOKING]
    return found


def _session(seen: Audience) -> Shown | None:
    """What the audience sees; raises InputError where that is nothing, with why and what to do."""
    asked = st.query_params.get(PACK) or st.session_state.get(_CHOSEN, "")
    if asked and seen.packs != "none":
        return _pack(asked)
    if seen.kind in {"stranger", "commissioner"}:
        return None
    if packs_only():
        raise InputError(seen.why)
    from pages.shared.session import held  # noqa: PLC0415 it can hold rows: never among packs

    return held()


def _pack(pack_id: str) -> PackSession:
    """A pack with the cut that was chosen; both are kept in the address, so that it can be sent on."""
    if st.session_state.get(_CHOSEN) != pack_id:
        st.session_state.pop(CUT, None)
    draft: Pack | None = st.session_state.get(_DRAFT)
    pack = draft if draft is not None and draft.id == pack_id else opened(pack_id)
    st.session_state[_CHOSEN] = pack_id
    keys = [cut.key for cut in pack.cuts]
    if st.session_state.get(CUT) not in keys:
        asked = st.query_params.get(CUT, "")
        st.session_state[CUT] = asked if asked in keys else keys[0]
    key = st.session_state[CUT]
    for parameter, value in ((PACK, pack_id), (CUT, key)):
        if st.query_params.get(parameter) != value:
            st.query_params[parameter] = value
    return PackSession(pack, pack.cuts[keys.index(key)])
