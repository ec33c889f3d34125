"""What is shown where no figures can be: a sign-in, the list of published results, or why a link is dead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.errors import StreamlitAuthError

from evaluation import wording
from pages.shared.looking import open_pack
from pages.shared.shelf import on_shelf
from pages.shared.texts import plain

if TYPE_CHECKING:
    from pages.shared.audience import Audience
    from pages.shared.looking import Looking


def show_arrival(looking: Looking) -> None:
    """Say in place of a page what can be done here."""
    if looking.audience.kind == "stranger":
        _sign_in(looking.audience)
        return
    if looking.closed:
        st.title("Nothing to show")
        st.warning(plain(looking.closed), icon=":material/link_off:")
    else:
        st.title("Published results")
    if looking.audience.packs == "listed":
        _list()
    elif not looking.closed:
        st.info(
            "Open the link that you were sent: it leads to the results. There is no list of them here, so "
            "that each is seen by those it was sent to. Without a link, ask the service whose results you "
            "look for.",
            icon=":material/link:",
        )
    show_account(looking.audience)


def _sign_in(audience: Audience) -> None:
    st.title("Sign in")
    st.markdown(f"{plain(audience.why)} If somebody sent you a link, open it again once you have signed in.")
    for name, provider in _providers().items():
        label = f"Sign in with {name}" if provider else "Sign in"
        if st.button(label, key=f"sign in {name}", type="primary"):
            try:
                st.login(provider)
            except StreamlitAuthError:
                st.error(
                    "Sign-in is not set up correctly here, so nobody can sign in. Whoever runs this Attune "
                    "finds in its documentation, under Serving, what `.streamlit/secrets.toml` needs.",
                    icon=":material/error:",
                )


def _providers() -> dict[str, str | None]:
    """The services to sign in with, as Streamlit's settings name them; one without a name is None."""
    found = st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}
    named = {name.capitalize(): name for name, entry in found.items() if isinstance(entry, Mapping)}
    return named if named and "client_id" not in found else {"": None, **named}


def show_account(audience: Audience) -> None:
    """Who is signed in, with a way out; nothing where nobody signs in."""
    if audience.name:
        st.caption(plain(f"Signed in as {audience.name}."))
        st.button("Sign out", key="sign out", icon=":material/logout:", on_click=st.logout)


def _list() -> None:
    entries = on_shelf()
    if not entries:
        st.info(
            "Nothing has been published yet. It appears here once a service publishes results.",
            icon=":material/inventory_2:",
        )
    for entry in entries:
        with st.container(border=True, key=f"pack-{entry.id}"):
            by = f", {entry.organisation}" if entry.organisation else ""
            st.markdown(f"**{plain(entry.title)}**{plain(by)}")
            if entry.made_on is not None:
                st.caption(plain(f"Published on {wording.day(entry.made_on)}"))
            st.button("Open", key=f"open {entry.id}", on_click=open_pack, args=(entry.id,))
