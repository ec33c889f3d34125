"""Reports as they were arranged: saved by name, used again next quarter, or taken away as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.errors import InputError
from evaluation.reports.layouts import layouts
from evaluation.reports.plan import Plan
from evaluation.store import KeptPlan, KeptView
from evaluation.view import View
from pages.shared.choices import choose, chosen, in_words
from pages.shared.place import the_store
from pages.shared.report_choices import NO_GROUPS
from pages.shared.report_plan import GROUPS, MEASURES, use_plan
from pages.shared.saving import done
from pages.shared.session import held
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.store import Named, Store
    from pages.shared.choices import Choices

_BEFORE = "report plan before"  # in the session: the plan that another took the place of
_DATES = {"from", "to"}


def show_kept(plan: Plan, view: View) -> None:
    """Save what is arranged now, and use again what was saved; `view` is what its figures are made under."""
    try:
        store = the_store()
        every = store.plans.list()
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
    else:
        _show_save(store, plan, view)
        for named in every:
            _show_one(store, named, plan)
    _show_files(plan)
    if _BEFORE in st.session_state:
        st.button(
            "Go back to the report as it was before",
            key="report undo",
            icon=":material/undo:",
            on_click=lambda: done(_go_back),
        )


def _show_save(store: Store, plan: Plan, view: View) -> None:
    sidebar = chosen()
    st.markdown(
        "Save the layout, parts, headings and words under a name. Next quarter, with the new data open, use "
        "it again and change the words that need it."
    )
    left, right = st.columns(2, vertical_alignment="bottom")
    name = left.text_input("Name", key="report kept name", max_chars=100, placeholder="Annual report")
    with_them = bool(sidebar) and st.checkbox(
        "With the choices of the sidebar",
        value=True,
        key="report kept choices",
        help=plain(in_words(sidebar)),
    )

    def work() -> str:
        kept = KeptPlan(plan=plan, view=_kept_view(view, sidebar if with_them else ()))
        return f"The report “{store.plans.keep(name, kept)}” is saved."

    right.button("Save this report", key="save report", icon=":material/save:", on_click=lambda: done(work))


def _kept_view(view: View, sidebar: Choices) -> KeptView:
    """The view of a report with the page's own choices, and with the sidebar's where these are kept."""
    said = st.session_state
    own: list[tuple[str, tuple[str, ...]]] = []
    if said.get(MEASURES):
        own.append((MEASURES, tuple(said[MEASURES])))
    if view.group_by:
        own.append((GROUPS, (str(said[GROUPS]),)))
    kept = view if sidebar else View(measures=view.measures, group_by=view.group_by)
    return KeptView(view=kept, address=(*sidebar, *own))


def _show_one(store: Store, named: Named[KeptPlan], plan: Plan) -> None:
    kept = named.thing
    names = {shape.id: shape.name for shape in layouts()}
    sidebar = tuple(choice for choice in kept.view.address if choice[0] not in {MEASURES, GROUPS})
    about = [names.get(kept.plan.layout, kept.plan.layout), f"saved on {wording.day(named.saved_on.date())}"]
    with st.container(border=True):
        st.markdown(f"**{plain(named.name)}**")
        st.caption(plain(f"{', '.join(about)}. {in_words(sidebar)}".strip()))
        with st.container(horizontal=True):
            st.button(
                "Use it again",
                key=f"use report {named.name}",
                icon=":material/event_repeat:",
                help=f"Use {named.name} again",
                on_click=lambda: done(lambda: _use(named, sidebar, plan)),
            )
            _download(kept.plan, f"report file {named.name}", f"Download {named.name}")
            with st.popover("Remove", icon=":material/delete:", help=f"Remove {named.name}"):
                st.markdown(f"This removes **{plain(named.name)}** for good. Files made with it stay.")
                st.button(
                    f"Remove “{named.name}”",
                    key=f"remove report {named.name}",
                    on_click=lambda: done(lambda: _removed(store, named.name)),
                )


def _use(named: Named[KeptPlan], sidebar: Choices, before: Plan) -> str:
    said = st.session_state
    gone = use_plan(named.thing.plan)
    said[_BEFORE] = before
    session = held()
    lacking = list(choose(sidebar, session.data)) if sidebar else []
    own = dict(named.thing.view.address)
    offered = [name for _, name in session.measures]
    said[MEASURES] = [name for name in own.get(MEASURES, ()) if name in offered]
    lacking += [name for name in own.get(MEASURES, ()) if name not in offered]
    groups = own.get(GROUPS, (NO_GROUPS,))[0]
    said[GROUPS] = groups if groups in session.columns else NO_GROUPS
    if groups not in {NO_GROUPS, *session.columns}:
        lacking.append(groups)
    told = [f"“{named.name}” is arranged again, with the figures of the data that are open.", gone]
    if lacking:
        told.append(f"These data do not have {wording.listed([f'“{name}”' for name in lacking])}.")
    if any(name in _DATES for name, _ in sidebar):
        told.append("Its dates are those of last time: change them in the sidebar for another quarter.")
    return " ".join(part for part in told if part)


def _go_back() -> str:
    use_plan(st.session_state.pop(_BEFORE))
    return "The report is as it was before."


def _removed(store: Store, name: str) -> str:
    store.plans.drop(name)
    return f"“{name}” is removed."


def _show_files(plan: Plan) -> None:
    """The plan as a file, for another machine and for the command line."""
    with st.container(horizontal=True):
        _download(
            plan, "report plan file", "To use it on another machine, or with --plan on the command line."
        )
        with st.popover("Use a plan.json", icon=":material/upload:"):
            st.file_uploader(
                "plan.json",
                type=["json"],
                max_upload_size=1,
                key="report plan upload",
                on_change=lambda: done(lambda: _take_file(plan)),
            )


def _download(plan: Plan, key: str, words: str) -> None:
    st.download_button(
        "Download plan.json",
        data=plan.to_json(),
        file_name="plan.json",
        mime="application/json",
        key=key,
        icon=":material/download:",
        on_click="ignore",
        help=words,
    )


def _take_file(before: Plan) -> str:
    given = st.session_state.get("report plan upload")
    if given is None:
        return ""
    try:
        plan = Plan.from_json(given.getvalue().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("This file is no plan: choose the plan.json that was downloaded here.") from error
    gone = use_plan(plan)
    st.session_state[_BEFORE] = before
    return " ".join(part for part in (f"The report is arranged as {given.name} says.", gone) if part)
