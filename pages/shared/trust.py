"""How far a fact can be trusted, as a mark that is read without its colour, and where the fact comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.measures import phrases
from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.measures.definition import Status
    from evaluation.measures.description import Line

_LOOKS: dict[Status, tuple[str, str]] = {
    "verified": ("green", ":material/check_circle:"),
    "secondary": ("blue", ":material/format_quote:"),
    "recalled": ("orange", ":material/help:"),
    "convention": ("violet", ":material/handshake:"),
}
_EDITION = ", edition "


def mark(status: Status | None, doubt: str = "") -> str:
    """The mark of a status as Markdown: its symbol and its words; empty where there is none."""
    if status is None:
        return ""
    colour, icon = _LOOKS[status]
    more = f", {doubt}" if doubt else ""
    return f":{colour}-badge[{icon} {phrases.STATUS[status]}{more}]"


def fact(line: Line) -> str:
    """A line as a bullet: its heading, what is known, its mark, and what is to be known with it."""
    said = (plain(line.text), mark(line.status, line.doubt), plain(wording.sentence(line.note)))
    return f"- **{plain(line.heading)}:** {' '.join(filter(None, said))}"


def together(lines: Iterable[Line]) -> list[Line]:
    """Neighbouring lines of one heading with the same trust and note, as one line."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last is not None and (last.status, last.doubt, last.note) == (line.status, line.doubt, line.note):
            # An edition that neighbours share is said once, at the end.
            before, comma, edition = last.text.rpartition(_EDITION)
            same = comma and line.text.endswith(f"{comma}{edition}")
            found[-1] = replace(
                last, heading=f"{line.heading}s", text=f"{before if same else last.text}; {line.text}"
            )
        else:
            found.append(line)
    return found


def show_sources(lines: Iterable[Line]) -> None:
    """Where each of these lines comes from, one click away; lines with the same source stand together."""
    sources: dict[str, list[str]] = {}
    for line in lines:
        if line.source:
            said = f"{line.heading} ({line.text})" if line.status else line.heading
            sources.setdefault(line.source, []).append(said)
    if not sources:
        return
    with st.expander("Where this comes from", icon=":material/link:"):
        st.markdown(
            "\n".join(
                f"- **{plain('; '.join(dict.fromkeys(said)))}:** {plain(source)}"
                for source, said in sources.items()
            )
        )


def show_key() -> None:
    """What the marks mean."""
    with st.expander("What the marks mean", icon=":material/info:"):
        st.markdown(
            "\n".join(
                f"- {mark(status)} {plain(wording.sentence(meaning))}"
                for status, meaning in phrases.STATUS_MEANS.items()
            )
        )
