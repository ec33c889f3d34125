"""Publish: choose what others may see, look at it as they will, put it on the shelf, give them the link."""

from datetime import date

import streamlit as st

from evaluation.errors import InputError
from evaluation.packs.publishing import publish, publish_training
from pages.shared.about import FAMILIES, ask_about, families_about, training_about
from pages.shared.looking import lead
from pages.shared.place import saved_organisation
from pages.shared.publishing import (
    PRESETS,
    Draft,
    ask_address,
    drafted,
    keep_draft,
    show_draft,
    show_link,
    show_published,
)
from pages.shared.texts import label, plain
from pages.shared.training_session import training_of

session = lead()
st.title("What may others see?")
st.markdown(
    "An evidence pack holds figures, charts and tables in which small numbers are hidden, and no row of your "
    "data. Others read it through a link. Nothing leaves this machine until you publish."
)
show_link()

st.header("1. Choose")
about = ask_about(session, "Published is what is known of", "publish about")
left, right = st.columns(2)
title = left.text_input(
    "Title", value="Outcomes", key="publish title", persist_state="session", max_chars=120
)
organisation = right.text_input(
    "Organisation",
    value=saved_organisation(),
    key="publish organisation",
    persist_state="session",
    max_chars=120,
)
words = st.text_area(
    "Your own words, shown above the figures (optional)",
    key="publish words",
    persist_state="session",
    max_chars=2000,
    help="They are shown as you write them: name no family here.",
)
preset = left.radio(
    "Small numbers",
    list(PRESETS),
    format_func=PRESETS.__getitem__,
    key="publish preset",
    persist_state="session",
)
families = families_about(session, about)
wanted = right.multiselect(
    "Questionnaires",
    [name for _, name in session.measures],
    key="publish measures",
    persist_state="session",
    placeholder="All of them",
    disabled=families is None,
)
data, seen = families or (session.data, session.view)
columns = {label(entry.name): entry.name for entry in data.offered}
by = right.multiselect(
    "Also each group by itself, and compared, by",
    list(columns),
    key="publish by",
    persist_state="session",
    placeholder="No column: everybody together only",
    help="Readers can't filter. They choose between everybody and the groups of these columns, where "
    "enough families are in each. Fewer columns hide less.",
    disabled=families is None,
)
view = seen.with_(
    protection=preset or "nhs",
    measures=tuple(measure for measure, name in session.measures if name in wanted),
    group_by="",
)
draft = Draft(
    data=(data.fingerprint, data.source.mapping),
    about=about,
    training=(training_of(session), session.training_view) if about != FAMILIES else None,
    view=view,
    by=tuple(columns[name] for name in by if name in columns),
    title=title,
    organisation=organisation,
    words=words,
)
if view.filters or view.start or view.end:
    st.caption("The filters and dates chosen in the sidebar are part of what is published.")
if st.button("Preview", key="preview pack", type="primary", icon=":material/preview:"):
    try:
        with st.spinner("Working out what can be shown"):
            training = training_about(session, about, view.protection)
            if families is None and training is not None:
                pack = publish_training(
                    training,
                    title=draft.title,
                    organisation=draft.organisation,
                    words=draft.words,
                    made_on=date.today(),
                )
            else:
                pack = publish(
                    data,
                    draft.view,
                    by=draft.by,
                    title=draft.title,
                    organisation=draft.organisation,
                    words=draft.words,
                    made_on=date.today(),
                    training=training,
                )
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
    else:
        keep_draft(draft, pack)

found = drafted(draft)
if found is not None:
    show_draft(found)
st.header("Published before")
ask_address()
show_published()
