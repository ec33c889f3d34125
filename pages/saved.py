"""Saved: what a lead has saved, to open, rename, compare, delete, and to erase one family from."""

import streamlit as st

from evaluation import wording
from evaluation.errors import InputError
from pages.shared.erasing import show_erase
from pages.shared.keeping import show_mappings, show_questionnaires, show_views
from pages.shared.looking import lead
from pages.shared.place import the_store
from pages.shared.saving import opened, show_compare, show_save, show_saved, tell
from pages.shared.texts import plain

if opened():
    st.switch_page("pages/overview.py", query_params={})

session = lead()
try:
    store = the_store()
    every = store.list()
    size, damaged, erasures = store.size, store.damaged, store.erasures
except InputError as error:
    st.title("What is saved can't be read")
    st.error(plain(str(error)), icon=":material/error:")
    st.stop()

sets = wording.plural(len(every), "data set is", "data sets are")
st.title(f"{sets} saved" if every else "Nothing is saved yet")
tell()
if every:
    st.caption(plain(f"In {store.folder} on this machine, {wording.size(size)}. Nothing is sent anywhere."))
else:
    st.markdown(
        "What you upload is forgotten when you close the tab. Save it, and it opens next time without the "
        "file; beside the data of the quarter after, it shows what has changed."
    )
if damaged:
    st.warning(
        plain(
            f"{wording.plural(len(damaged), 'folder', 'folders')} in {store.folder} can't be read as saved "
            f"data ({wording.listed(damaged[:3])}). Put a copy in its place, or remove it."
        ),
        icon=":material/warning:",
    )

if session.dataset is None and not every:
    st.page_link("pages/import_data.py", label="Use my own data", icon=":material/upload:")
if session.counts is not None:
    st.info(
        "The data in use are counts, which are not saved here: they hold no family to find again or to "
        "erase. Keep their file, or download it on the page Counts for a network.",
        icon=":material/grid_on:",
    )
elif session.dataset is not None and not session.saved_as:
    st.header("Open and not saved")
    show_save(session.rows, "open")
if every:
    st.header("Data sets")
    show_saved(store, every)
if len(every) > 1:
    st.header("Compare two")
    show_compare(store, every)
if every:
    st.header("Erase one family")
    show_erase(store)
    if erasures:
        days = [
            f"{wording.day(one.erased_on.date())} ({wording.plural(one.data_sets, 'data set', 'data sets')})"
            for one in erasures
        ]
        st.caption(f"Families were erased on {wording.listed(days)}.")

st.header("More that is kept")
for label, icon, show in (
    ("Views", "visibility", show_views),
    ("Mappings", "table_rows", show_mappings),
    ("Questionnaires of your own", "quiz", show_questionnaires),
):
    with st.expander(label, icon=f":material/{icon}:"):
        show(store)
st.page_link(
    "pages/report.py",
    label="Reports as you arranged them, and your name, logo, colours and font: on the page Report",
    icon=":material/description:",
)
