"""Use my own data: upload, see what was recognised, correct it, check it, open it."""

import json

import streamlit as st

from evaluation import wording
from evaluation.errors import InputError
from evaluation.importing.gathering import sheet_for
from evaluation.importing.privacy.notes import hidden
from pages.shared.checking import show_consequence
from pages.shared.counts_opened import show_counts
from pages.shared.downloads import show_downloads
from pages.shared.dropping import show_error
from pages.shared.fixing import show_repairs
from pages.shared.large import show_large
from pages.shared.mapping_editor import edit
from pages.shared.own_scores import describe_locals
from pages.shared.privacy import other_notes, show_privacy, with_ids
from pages.shared.questionnaires import ask_about
from pages.shared.remembered import details, show_differences, show_recalled
from pages.shared.saving import show_save, tell
from pages.shared.session import held
from pages.shared.settings import show_settings, show_shape
from pages.shared.texts import plain
from pages.shared.undoing import show_corrections
from pages.shared.uploading import open_checked, opened, show_looking_back, show_uploader

if opened():
    # An empty mapping: without one Streamlit refuses to leave a page whose address holds choices.
    st.switch_page("pages/overview.py", query_params={})

st.title("Use my own data")
st.markdown(
    "Drop a spreadsheet of before-and-after scores. One row can be a family, with before and after side by "
    "side, or one filled-in questionnaire; scores before and after may also come on two sheets or in two "
    "files. It stays on this machine, in this browser tab, and is forgotten "
    "when you close it."
)
draft = show_uploader()
counts = held().looked_at
if counts is not None:
    show_counts(counts)
    st.stop()
if draft is None:
    show_large()
    st.markdown(
        "Names, dates of birth, NHS numbers, e-mail addresses, telephone numbers, postcodes, addresses and "
        "free text are recognised and left out. Ages are kept in bands."
    )
    st.stop()
if draft.corrected is not None and f"columns {draft.key}" not in st.session_state:
    draft.restart(draft.corrected)  # back from another page: the table has forgotten, the draft has not

top = st.container()
with top:
    show_recalled(draft)
with details(draft):
    st.header("1. What was recognised")
    mapping = with_ids(draft, show_shape(draft))
    for note in other_notes(draft.notes):
        st.caption(plain(note))
    sheet = sheet_for(draft.laid_over, mapping)
    with st.expander("The first rows of the sheet", icon=":material/table_rows:"):
        st.dataframe(
            sheet.cells.head(12).astype(str).drop(columns=sorted(hidden(mapping))),
            hide_index=True,
            alt="The first twelve rows of the sheet as they are in the file, personal data left out",
        )
    used = [column.confidence for column in mapping.columns if column.use != "ignore"]
    st.markdown(
        f"{wording.plural(used.count('matched'), 'column was', 'columns were')} matched by name, "
        f"{wording.plural(used.count('suggested'), 'is a suggestion', 'are suggestions')} to check and "
        f"{wording.plural(used.count('needs you'), 'needs', 'need')} you. "
        "Change anything that is wrong in the table."
    )
    mapping = edit(mapping, sheet, key=f"columns {draft.key}")
    mapping = show_privacy(draft, mapping)
    show_looking_back(draft, mapping)
    mapping = ask_about(mapping, draft.key)
    mapping = describe_locals(mapping, draft.key)
    mapping = show_settings(draft, mapping)
draft.corrected = mapping

st.header("2. Check")
try:
    with st.spinner("Reading and scoring"):
        data = draft.dataset(mapping)
except InputError as error:
    show_error(str(error))
    show_corrections(draft)
    st.stop()
show_consequence(data)
show_repairs(draft, data, mapping)
show_corrections(draft)
st.subheader("Take it back to your file")
show_downloads(draft.file(data))

with top if draft.remembered else st.container():
    show_differences(draft, data)
    left, right = st.columns(2)
left.button(
    "Show my results",
    key="show my results",
    type="primary",
    icon=":material/check:",
    width="stretch",
    on_click=open_checked,
    args=(draft, data),
)
right.download_button(
    "Download this mapping for next time",
    data=json.dumps(mapping.to_dict(), indent=2, ensure_ascii=False),
    file_name="mapping.json",
    mime="application/json",
    help="Drop it together with the spreadsheet next time, or give it to `python -m evaluation --mapping`.",
    icon=":material/download:",
    on_click="ignore",
    width="stretch",
)
tell()
with st.expander("Save it for next time", icon=":material/save:"):
    show_save(data, "upload")
