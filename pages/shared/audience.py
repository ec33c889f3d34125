"""Who is looking, and why: a lead, a commissioner, a visitor, or somebody who has yet to sign in.

The rules are in `who`, which asks nothing of Streamlit; `audience` tells it what Streamlit knows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config

from evaluation.errors import InputError

SERVE = "ATTUNE_SERVE"  # in the environment: "packs" makes a process that serves published packs only

Kind = Literal["lead", "commissioner", "visitor", "stranger"]
# Headers with which a proxy says that it passes on what somebody else asked.
_PASSED_ON = re.compile(
    r"^(?:x-forwarded-.*|forwarded|via|x-real-ip|x-client-ip|x-cluster-client-ip|x-original-.*|true-client-ip"
    r"|cf-.*|fly-client-ip|x-envoy-.*|x-azure-.*|x-amzn-.*)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One browser's connection: where from, what it calls this server, and who is signed in there.

    `ip` is None for this machine or where it is not known. `headers` are those of the connection, names in
    any case; a connection has some, so none at all means that there is no browser (the test runner).
    """

    ip: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, Any] = field(default_factory=dict)  # of the identity token; none: not signed in


@dataclass(frozen=True, kw_only=True)
class Serving:
    """How this process was started: what it is bound to, whether people sign in, and who may do what."""

    address: str | None = "127.0.0.1"  # `server.address`; None binds to every network
    packs_only: bool = False
    sign_in: bool = False
    leads: tuple[str, ...] = ()
    commissioners: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who is looking.

    A lead works with rows. A commissioner sees published packs. A visitor sees the made-up sample, and a
    pack whose link they have where `packs` allows it. A stranger must sign in first.
    """

    kind: Kind
    why: str  # one sentence for the person
    packs: Literal["none", "by link", "listed"] = "none"  # what may be opened from the shelf
    name: str = ""  # who is signed in

    @property
    def on_this_machine(self) -> bool:
        """Whether a lead sits at the machine that serves: nobody signs in, and nothing is passed on.

        >>> here = Asking(headers={"Host": "localhost:8501"})
        >>> who(here, Serving()).on_this_machine
        True
        >>> claims = {"is_logged_in": True, "email": "anna@example.org"}
        >>> who(Asking(claims=claims), Serving(sign_in=True, leads=("anna@example.org",))).on_this_machine
        False
        """
        return self.kind == "lead" and not self.name


def who(asking: Asking, serving: Serving) -> Audience:
    """Who is looking, by the rules of docs/serving.md; what is in doubt goes to the lesser right.

    >>> who(Asking(headers={"Host": "localhost:8501"}), Serving()).kind
    'lead'
    >>> who(Asking(headers={"Host": "attune.example.org"}), Serving()).kind
    'visitor'
    """
    if serving.sign_in:
        return _by_role(asking.claims, serving)
    if serving.packs_only:
        return Audience(
            kind="commissioner",
            packs="by link",
            why="This address shows published results to who has a link.",
        )
    if not is_loopback(serving.address):
        why = (
            "Attune is open to other machines and nobody has to sign in, so it shows made-up sample data and "
            "published results only."
        )
        return Audience(kind="visitor", packs="by link", why=why)
    if passed_on(asking):
        why = (
            "This page was asked for through another address and nobody has to sign in, so it shows made-up "
            "sample data and published results only."
        )
        return Audience(kind="visitor", packs="by link", why=why)
    return Audience(kind="lead", packs="listed", why="Only this machine can see this.")


def _by_role(claims: Mapping[str, Any], serving: Serving) -> Audience:
    """What the role of whoever is signed in allows."""
    if claims.get("is_logged_in") is not True:
        return Audience(kind="stranger", why="Sign in to see anything here.")
    email = claims.get("email")
    name = email if isinstance(email, str) else ""
    if not _ADDRESS.fullmatch(name):
        why = "You are signed in, but without an e-mail address, so Attune can't tell who you are."
    elif not _verified(claims):
        why = f"Your e-mail address {name} has not been verified by the service you signed in with."
    elif named(name, serving.leads) and not serving.packs_only:
        return Audience(kind="lead", packs="listed", name=name, why=f"Signed in as {name}.")
    elif named(name, (*serving.commissioners, *serving.leads)):
        return Audience(kind="commissioner", packs="listed", name=name, why=f"Signed in as {name}.")
    else:
        why = f"You are signed in as {name}, which has been given no access."
    shown = "nothing can be shown" if serving.packs_only else "only made-up sample data are shown"
    why = f"{why} Until that changes {shown}. Ask whoever runs this Attune to add your address."
    return Audience(kind="visitor", packs="none", name=name, why=why)


def _verified(claims: Mapping[str, Any]) -> bool:
    """Whether nothing says that the address is unverified; many organisations' sign-in leaves it out."""
    said = claims.get("email_verified", True)
    return said is True or (isinstance(said, str) and said.strip().lower() == "true")


def named(email: str, listed: tuple[str, ...]) -> bool:
    """Whether a list has an address or, as "@example.org", its whole domain; capitals don't matter.

    >>> named("Anna@Example.org", ("anna@example.org",)), named("x@oxpip.org.uk", ("@oxpip.org.uk",))
    (True, True)
    >>> named("x@not-oxpip.org.uk", ("@oxpip.org.uk",)), named("x@sub.oxpip.org.uk", ("@oxpip.org.uk",))
    (False, False)
    """
    asked = _folded(email)
    if not _ADDRESS.fullmatch(asked):
        return False
    domain = f"@{asked.rpartition('@')[2]}"
    return any(entry in {asked, domain} for entry in map(_folded, listed))


def _folded(address: str) -> str:
    """In lower case where it is ASCII: other letters could be folded into ones that look like them."""
    address = address.strip()
    return address.lower() if address.isascii() else address


def passed_on(asking: Asking) -> bool:
    """Whether somebody elsewhere may be asking, as through a proxy on this machine.

    A proxy that says nothing of itself and calls this server by its own loopback address looks like a
    browser here. `docs/serving.md` tells whoever sets one up to turn on sign-in.
    """
    headers = {name.lower(): value for name, value in asking.headers.items()}
    if not headers and asking.ip is None:
        return False  # no connection at all
    if asking.ip is not None and not is_loopback(asking.ip):
        return True
    if any(_PASSED_ON.match(name) for name in headers):
        return True
    if not is_loopback(_host(headers.get("host", ""))):
        return True
    origin = headers.get("origin")
    return origin is not None and not is_loopback(_host(urlsplit(origin).netloc))


def _host(netloc: str) -> str:
    """The name or address in `host:port`; empty where there is none to be read."""
    try:
        return urlsplit(f"//{netloc}").hostname or ""
    except ValueError:
        return ""


def is_loopback(address: str | None) -> bool:
    """Whether an address or name is this machine's own and reached from nowhere else.

    >>> [is_loopback(a) for a in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "localhost.example.org", None)]
    [True, True, True, False, False, False]
    """
    if address is None:
        return False
    name = address.strip().strip("[]").lower()
    if name in {"localhost", "localhost."}:
        return True
    try:
        found = ip_address(name)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def packs_only() -> bool:
    """Whether this process serves published packs and nothing else; raises InputError for another word."""
    asked = os.environ.get(SERVE, "")
    if asked not in {"", "packs"}:
        raise InputError(f"The environment variable {SERVE} is {asked!r}: use 'packs' or leave it out.")
    return asked == "packs"


def audience() -> Audience:
    """Who is looking at this page, as Streamlit knows them."""
    return who(_asking(), _serving())


def _asking() -> Asking:
    ip = st.context.ip_address
    # With `server.trustedUserHeaders` a header can replace what the sign-in said: then it says nothing.
    replaced = config.get_option("server.trustedUserHeaders")
    return Asking(
        ip=ip if isinstance(ip, str) else None,
        headers=st.context.headers.to_dict(),
        claims={} if replaced else st.user.to_dict(),
    )


def _serving() -> Serving:
    read = st.secrets.load_if_toml_exists()
    unreadable = not read and any(Path(path).exists() for path in config.get_option("secrets.files"))
    return serving_of(
        st.secrets.to_dict() if read else {},
        address=config.get_option("server.address"),
        packs=packs_only(),
        unreadable=unreadable,
    )


def serving_of(
    secrets: Mapping[str, Any], *, address: str | None, packs: bool, unreadable: bool = False
) -> Serving:
    """How a process with these secrets serves.

    People sign in where either half of the settings is there, or a file of secrets that can't be read: who
    wanted a sign-in is not served without. A list of people that can't be read names nobody.

    >>> serving_of({"auth": {}, "attune": {"leads": ["a@example.org"]}}, address=None, packs=False).leads
    ('a@example.org',)
    """
    roles = secrets.get("attune")
    roles = roles if isinstance(roles, Mapping) else {}
    return Serving(
        address=address,
        packs_only=packs,
        sign_in=unreadable or "auth" in secrets or "attune" in secrets,
        leads=_people(roles.get("leads")),
        commissioners=_people(roles.get("commissioners")),
    )


def _people(listed: object) -> tuple[str, ...]:
    if not isinstance(listed, list | tuple):
        return ()
    return tuple(entry for entry in listed if isinstance(entry, str) and "@" in entry)
