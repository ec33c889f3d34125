"""The one place where a brand is seen and changed: logo, colours, font; for this tab, or kept."""

from __future__ import annotations

import base64
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.brand import FONTS, Brand
from evaluation.charts.palette import BLUE
from evaluation.errors import InputError
from pages.shared.place import saved_brand, the_store
from pages.shared.report_plan import ORGANISATION
from pages.shared.saving import done
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.brand import Font

_COLOUR, _APART, _ACCENT, _FONT = "brand colour", "brand lines apart", "brand accent", "brand font"
_LOGO, _TURN = "brand logo", "brand turn"  # no widgets: the picture, and how often its box was emptied
_MIME = {"png": "image/png", "svg": "image/svg+xml"}
_FONTS: dict[Font, str] = {
    "Arial": "Arial: plain",
    "Calibri": "Calibri: narrower, as in Word",
    "Verdana": "Verdana: wide, easy to read on a screen",
    "Georgia": "Georgia: with serifs, as in a book",
}


def begin_brand() -> None:
    """Start from what is saved, in a tab that has chosen nothing yet."""
    if _LOGO not in st.session_state:
        _fill(saved_brand())


def chosen_brand() -> Brand:
    """The brand as it is chosen in this tab; without a name where the name can't be one."""
    said = st.session_state
    brand = Brand(
        logo=said[_LOGO],
        colour="" if said[_COLOUR].upper() == BLUE else said[_COLOUR],
        accent=said[_ACCENT] if said[_APART] else "",
        font=said[_FONT],
    )
    try:
        return replace(brand, organisation=said.get(ORGANISATION, "").strip())
    except InputError:  # a report prints the name as it was typed
        return brand


def show_brand(brand: Brand) -> None:
    """What there is to choose, a sample of it, what is printed otherwise than chosen, and how to keep it."""
    left, right = st.columns(2, gap="large")
    with left:
        _ask(brand)
    with right:
        st.html(_sample(brand))
        for remark in brand.remarks:
            st.info(plain(remark), icon=":material/contrast:")
        st.caption(
            "A sample. The name is the box Organisation above. Charts keep colours of their own, chosen so "
            "that everybody can tell them apart."
        )
    _show_keeping(brand)


def _ask(brand: Brand) -> None:
    if brand.logo:
        st.button("Take the logo away", key="brand no logo", icon=":material/delete:", on_click=_drop_logo)
    box = f"brand file {st.session_state.get(_TURN, 0)}"
    st.file_uploader(
        "Another logo (PNG or SVG)" if brand.logo else "Logo (PNG or SVG)",
        type=["png", "svg"],
        max_upload_size=1,
        key=box,
        on_change=lambda: done(lambda: _take_logo(box)),
    )
    colours = st.container(horizontal=True, vertical_alignment="bottom")
    colours.color_picker("Headings", key=_COLOUR, persist_state="session")
    if st.session_state[_APART]:
        colours.color_picker("Lines and bands", key=_ACCENT, persist_state="session")
    st.checkbox("Lines and bands in a colour of their own", key=_APART, persist_state="session")
    st.selectbox("Font", FONTS, format_func=_FONTS.__getitem__, key=_FONT, persist_state="session")


def _sample(brand: Brand) -> str:
    """A heading, a line and a sentence as they will be printed, on white as paper is.

    Colours and font have been checked by `Brand`, so no text of a person's gets into the style.
    """
    name = escape(brand.organisation or "Your organisation")
    logo = ""
    if brand.logo:
        held = base64.b64encode(brand.logo).decode()
        logo = (
            f'<img src="data:{_MIME[brand.logo_kind]};base64,{held}" alt="Logo of {name}" '
            'style="max-height: 4rem; max-width: 12rem; display: block; margin-bottom: 0.75rem">'
        )
    return (
        f'<div style="background: #fff; color: #0b0c0c; padding: 1rem 1.25rem; border: 1px solid #6b7783; '
        f'font-family: {brand.font}, sans-serif">{logo}'
        f'<div style="color: {brand.heading}; font-size: 1.4rem; font-weight: 700">What changed</div>'
        f'<div style="border-top: 4px solid {brand.line}; margin: 0.5rem 0 0.75rem"></div>'
        f"<div>{name}: this is how a report of yours will look.</div></div>"
    )


def _show_keeping(brand: Brand) -> None:
    with st.container(horizontal=True):
        st.button(
            "Save for next time",
            key="save brand",
            icon=":material/save:",
            help="Keeps the name, logo, colours and font on this machine: every report starts with them.",
            on_click=lambda: done(lambda: _keep(brand)),
        )
        st.download_button(
            "Download brand.json",
            data=brand.to_json(),
            file_name="brand.json",
            mime="application/json",
            key="brand download",
            icon=":material/download:",
            on_click="ignore",
            help="To use it on another machine, or with --brand on the command line.",
        )
        with st.popover("Use a brand.json", icon=":material/upload:"):
            st.file_uploader(
                "brand.json",
                type=["json"],
                max_upload_size=1,
                key="brand upload",
                on_change=lambda: done(_take_file),
            )


def _fill(brand: Brand) -> None:
    """Put a brand into the boxes; to be called before they are drawn."""
    said = st.session_state
    said[_LOGO], said[_FONT] = brand.logo, brand.font
    said[_COLOUR] = brand.colour or BLUE
    said[_ACCENT], said[_APART] = brand.accent or brand.line, bool(brand.accent)
    if brand.organisation or ORGANISATION not in said:
        said[ORGANISATION] = brand.organisation


def _take_logo(box: str) -> str:
    given = st.session_state.get(box)
    if given is not None:
        logo = given.getvalue()
        Brand(logo=logo)  # raises InputError where it can't be printed
        st.session_state[_LOGO] = logo
    return ""


def _drop_logo() -> None:
    st.session_state[_LOGO] = b""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1  # its box is empty again too


def _take_file() -> str:
    given = st.session_state.get("brand upload")
    if given is None:
        return ""
    try:
        text = given.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("This file is no brand: choose the brand.json that was downloaded here.") from error
    _fill(Brand.from_json(text))
    return f"The brand of {given.name} is in use. Save it, and every report starts with it."


def _keep(brand: Brand) -> str:
    named = replace(brand, organisation=st.session_state[ORGANISATION].strip())  # raises InputError
    the_store().keep_brand(named)
    return "The name, logo, colours and font are saved: every report starts with them."
