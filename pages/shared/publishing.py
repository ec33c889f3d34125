"""A pack before and after it is published: its preview, its link, and the list of those on the shelf."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from evaluation import wording
from evaluation.charts import Table, group_table, outcome_bars
from evaluation.disclosure import PRESETS as RULES
from evaluation.errors import InputError
from evaluation.packs.files import to_bytes
from pages.shared.figures import show_chart, show_empty, show_table
from pages.shared.looking import open_draft, open_pack
from pages.shared.packs import PACK
from pages.shared.shelf import opened, shelf
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.packs.pack import Pack
    from evaluation.packs.shelf import OnShelf
    from evaluation.training.choices import TrainingView
    from evaluation.view import Protection, View

PRESETS: dict[Protection, str] = {  # exact figures are never offered
    "nhs": "NHS: hide under 5",
    "strict": "Strict: hide under 10",
}
_DRAFT, _PUBLISHED, _ADDRESS = "publish draft", "publish published", "publish address"
ADDRESS = "ATTUNE_ADDRESS"  # in the environment: where others reach published results


@dataclass(frozen=True)
class Draft:
    """What a preview was made from: with anything else it has to be made again."""

    data: tuple[str, str]
    about: str
    training: tuple[str, TrainingView] | None  # of which files and choices
    view: View
    by: tuple[str, ...]
    title: str
    organisation: str
    words: str


def keep_draft(draft: Draft, pack: Pack) -> None:
    """Remember a preview in this tab."""
    st.session_state[_DRAFT] = (draft, pack)
    st.session_state.pop(_PUBLISHED, None)


def drafted(draft: Draft) -> Pack | None:
    """The preview of just these choices, where it was made."""
    kept: tuple[Draft, Pack] | None = st.session_state.get(_DRAFT)
    if kept is None:
        return None
    if kept[0] != draft:
        st.info("The choices have changed since the preview: make it again.", icon=":material/refresh:")
        return None
    return kept[1]


def show_draft(pack: Pack) -> None:
    """What readers will see, what is hidden and why, and the button that publishes."""
    st.header("2. Look")
    labels = {cut.key: cut.label for cut in pack.cuts}
    key = st.selectbox("Who is shown", list(labels), format_func=labels.__getitem__, key="publish preview of")
    evidence = pack.cut(key or pack.cuts[0].key).evidence
    with st.container(border=True, key="pack-preview"):
        st.markdown(f"### {plain(pack.title)}")
        st.caption(plain(f"{pack.organisation} {wording.day(pack.made_on)}".strip()))
        if pack.words:
            st.markdown(plain(pack.words))
        chart = outcome_bars(evidence)
        if chart is not None:
            st.markdown("\n".join(f"- {plain(finding.sentence)}" for finding in evidence.findings))
            show_chart(chart, "publish", evidence, level=4)
        elif pack.training is None:
            show_empty(evidence)
        if key == pack.cuts[0].key:
            if pack.training is not None:
                said = (pack.training.sentence, *(course.sentence for course in pack.training.courses))
                st.markdown("\n".join(f"- {plain(wording.sentence(text))}" for text in said if text))
            for found in pack.comparisons:
                with st.expander(f"Compared by {plain(found.attribute.label)}", icon=":material/groups:"):
                    for scale in found.scales:
                        table = group_table(found, scale, order="name")
                        show_table(table, f"publish-{found.attribute.name}-{scale.key}")
    st.button(
        "See every page as readers will",
        key="see as readers",
        icon=":material/visibility:",
        on_click=open_draft,
        args=(pack,),
    )
    _show_hidden(pack)
    st.header("4. Publish")
    _show_publish(pack)


def _show_publish(pack: Pack) -> None:
    """The button that publishes; where earlier packs could be compared with this one, it withdraws them."""
    earlier = shelf().clashes(pack)
    label = "Publish"
    if earlier:
        st.warning("This can't be published beside what was published before:", icon=":material/compare:")
        st.markdown("\n".join(f"- **{plain(one.title)}**: {plain(one.reason)}" for one in earlier))
        st.caption("A withdrawn pack's link leads nowhere. What readers have downloaded stays with them.")
        which = "pack" if len(earlier) == 1 else "packs"
        label = f"Withdraw the earlier {which} and publish this one"
    if st.button(label, key="publish pack", type="primary", icon=":material/publish:"):
        try:
            shelf().put(pack, withdrawing=[one.id for one in earlier])
        except InputError as error:  # somebody else has published meanwhile, or the disk is full
            st.error(plain(str(error)), icon=":material/error:")
            return
        del st.session_state[_DRAFT]
        st.session_state[_PUBLISHED] = pack.id
        st.rerun()


def _show_hidden(pack: Pack) -> None:
    """Everything that is withheld, with its reason."""
    st.header("3. What is hidden, and why")
    st.markdown(plain(RULES[pack.preset].words))
    if pack.withheld:
        rows = tuple((entry.cut, entry.what, entry.reason) for entry in pack.withheld)
        with st.container(border=True):
            show_table(
                Table(
                    caption="Not published", columns=("Who", "What", "Why"), rows=rows, name="not-published"
                ),
                "not-published",
            )
    else:
        st.markdown("Nothing was left out beyond single small numbers.")
    for cut in pack.cuts:
        if cut.evidence.suppressions:
            with st.expander(f"{plain(cut.label)}: each decision", icon=":material/visibility_off:"):
                st.markdown("\n".join(f"- {plain(text)}" for text in cut.evidence.suppressions))


def show_link() -> None:
    """The link of what was published a moment ago."""
    pack_id = st.session_state.get(_PUBLISHED)
    if pack_id:
        st.success("Published. This is its link:", icon=":material/check:")
        st.code(link(pack_id), language=None, wrap_lines=True)


def link(pack_id: str) -> str:
    """The address of a pack."""
    return f"{_address().rstrip('/')}/?{PACK}={pack_id}"


def _address() -> str:
    """Where readers find this: as typed on the page, as the environment says, or where this page is."""
    here = urlsplit(st.context.url or "")
    found: str = st.session_state.get(_ADDRESS) or os.environ.get(ADDRESS, "")
    return found or (f"{here.scheme}://{here.netloc}" if here.netloc else "")


def ask_address() -> None:
    """Where others reach published results, for the links below."""
    st.text_input(
        "Address at which others reach published results",
        key=_ADDRESS,
        persist_state="session",
        placeholder=_address() or "https://results.example.org",
        help="Links begin with it. Left empty it is the address of this page, which others may not reach: "
        "`python3 start.py packs` serves published results to them.",
    )


def show_published() -> None:
    """Each pack on the shelf with its link, and what can be done with it."""
    entries = shelf().list()
    if not entries:
        st.info(
            "Nothing is published yet. Choose above what goes in, look at the preview and publish it.",
            icon=":material/inventory_2:",
        )
    for entry in entries:
        with st.container(border=True, key=f"pack-{entry.id}"):
            _show_entry(entry)


def _show_entry(entry: OnShelf) -> None:
    by = f" by {entry.organisation}" if entry.organisation else ""
    st.markdown(f"### {plain(entry.title)}")
    if entry.problem or entry.made_on is None:
        st.warning(plain(entry.problem), icon=":material/broken_image:")
    else:
        st.caption(plain(f"Published{by} on {wording.day(entry.made_on)}"))
    st.code(link(entry.id), language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.button(
            "Open as readers see it",
            key=f"open {entry.id}",
            icon=":material/visibility:",
            on_click=open_pack,
            args=(entry.id,),
        )
        st.download_button(
            "Download the pack",
            data=partial(_file, entry.id),
            file_name=f"{entry.id}.json",
            mime="application/json",
            key=f"download {entry.id}",
            icon=":material/download:",
            on_click="ignore",
        )
        with st.popover("Withdraw", icon=":material/delete:"):
            st.markdown("Its link will lead nowhere. What readers have downloaded stays with them.")
            st.button(
                "Yes, withdraw it",
                key=f"withdraw {entry.id}",
                on_click=_withdraw,
                args=(entry.id,),
                type="primary",
            )


def _file(pack_id: str) -> bytes:
    return to_bytes(opened(pack_id))


def _withdraw(pack_id: str) -> None:
    with suppress(InputError):  # somebody else has withdrawn it meanwhile
        shelf().withdraw(pack_id)
    if st.session_state.get(_PUBLISHED) == pack_id:
        del st.session_state[_PUBLISHED]
