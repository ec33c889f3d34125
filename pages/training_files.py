"""Training files: bookings, attendance lists and questionnaires, recognised, corrected and checked."""

from functools import partial

import streamlit as st

from evaluation import wording
from evaluation.courses.kinds import KINDS
from evaluation.errors import InputError
from evaluation.programme.checking import consequence, set_aside_table, sheets_table, unmatched_table
from pages.shared.dropping import show_error
from pages.shared.looking import lead
from pages.shared.privacy import ask_key
from pages.shared.saving import tell
from pages.shared.texts import as_html, plain
from pages.shared.training_kept import show_keep
from pages.shared.training_listing import show_rows
from pages.shared.training_sheets import show_sheets
from pages.shared.training_upload import open_training, show_training_uploader, training_opened

lead()
if training_opened():
    st.switch_page("pages/training.py", query_params={})

st.title("Use my own training files")
st.markdown(
    "Drop all files of your courses together, as they come out of the booking system and the form tool. They "
    "stay on this machine, in this browser tab, and are forgotten when you close it."
)
draft = show_training_uploader()
st.caption(
    "Names and free text are left out. E-mail addresses become codes that nobody can read back; they only "
    "match a learner’s rows to each other."
)
if draft is None:
    with st.expander("Which sheets are read", icon=":material/list:", expanded=True):
        st.markdown(
            "\n".join(
                f"- **{plain(kind.label)}.** {plain(kind.says)}"
                for kind in KINDS.values()
                if kind.kind != "ignore"
            )
        )
    st.stop()
if draft.corrected is not None and f"kind {draft.key} 0" not in st.session_state:
    draft.restart(draft.corrected)  # back from another page: the tables have forgotten, the draft has not

st.header("1. What was recognised")
if draft.remembered:
    st.success("Sheets like these were seen before: your corrections are used.", icon=":material/history:")
waiting = draft.mapping.needs_you
st.markdown(
    f"{wording.plural(len(waiting), 'sheet needs', 'sheets need')} you: say what is missing, or leave it out."
    if waiting
    else "Every sheet was recognised. Look at each, and change what is wrong."
)
mapping = show_sheets(draft, draft.mapping)
draft.corrected = mapping
with st.expander("Codes in place of e-mail addresses", icon=":material/key:"):
    st.markdown(
        "Without a key of your own the codes hold for this tab alone. With one they are the same next time."
    )
    ask_key()

st.header("2. Check")
try:
    with st.spinner("Reading the rows and matching learners"):
        found = draft.programme(mapping)
        said = consequence(found)
except InputError as error:
    show_error(str(error))
    st.stop()
st.markdown(f"**{plain(said)}**")
st.html(as_html(sheets_table(found)))
unmatched = unmatched_table(found)
if unmatched is not None:
    show_rows(
        unmatched,
        f"{wording.plural(len(unmatched.rows), 'row matches', 'rows match')} nobody",
        "Their answers are counted as forms that nobody signed, and nothing is said of a change in them.",
    )
set_aside = set_aside_table(found)
if set_aside is not None:
    show_rows(
        set_aside,
        f"{wording.plural(len(set_aside.rows), 'row is', 'rows are')} set aside",
        "Nothing of these rows is used.",
    )
notes = tuple(dict.fromkeys((*found.notes, *found.records.notes)))
if notes:
    with st.expander("Good to know", icon=":material/info:"):
        st.markdown("\n".join(f"- {plain(note)}" for note in notes))
left, right = st.columns(2)
left.button(
    "Show my training results",
    key="show my training results",
    type="primary",
    icon=":material/check:",
    width="stretch",
    on_click=open_training,
    args=(found,),
)
right.download_button(
    "Download this mapping for next time",
    data=partial(found.mapping.to_json),
    file_name="training-mapping.json",
    mime="application/json",
    help="Drop it together with the files next time.",
    icon=":material/download:",
    on_click="ignore",
    width="stretch",
)
tell()
show_keep(found.mapping)
