"""Use my own data: upload, see what was recognised, correct it, check it, open it."""

import json
from dataclasses import replace

import streamlit as st

from evaluation import wording
from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.evaluating import header_texts
from evaluation.importing import Mapping, read_workbook, recognise
from evaluation.measures import registry
from evaluation.view import View
from pages.shared.figures import plain
from pages.shared.mapping_editor import describe_locals, edit
from pages.shared.session import Draft, current

KINDS = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt", "parquet"]

session = current()


def begin(content: bytes, name: str) -> None:
    """Read an upload and propose a mapping; one made for the same headers before is used again."""
    workbook = read_workbook(content, name)
    found = recognise(workbook, registry())
    known = session.remembered.get(header_texts(workbook, found.mapping))
    if known is not None:
        fitted = replace(known, sheet=found.mapping.sheet).fitted(header_texts(workbook, found.mapping))
        session.draft = Draft(workbook, fitted, found.notes, remembered=True)
    else:
        session.draft = Draft(workbook, found.mapping, found.notes)


def upload() -> None:
    """Take the file that was dropped; the widget's own copy is not kept."""
    given = st.session_state.get("upload")
    session.draft = None
    st.session_state.pop("import_error", None)
    if given is None:
        return
    try:
        begin(given.getvalue(), given.name)
    except InputError as error:
        st.session_state["import_error"] = str(error)


def read_again(sheet: str, row: int) -> None:
    """Recognise again with another sheet or header row."""
    draft = session.draft
    assert draft is not None  # noqa: S101 only called with one
    found = recognise(draft.workbook, registry(), sheet=sheet, header_row=row)
    session.draft = Draft(draft.workbook, found.mapping, found.notes)


st.title("Use my own data")
st.markdown(
    "Drop a spreadsheet of before-and-after scores. One row can be a family, with before and after side by side, "
    "or one filled-in questionnaire. It stays on this machine, in this browser tab, and is forgotten when you close it."
)
st.file_uploader(
    "Spreadsheet (Excel, OpenDocument, CSV or Parquet)", type=KINDS, key="upload", on_change=upload, max_upload_size=50
)
if "import_error" in st.session_state:
    st.error(plain(st.session_state["import_error"]), icon=":material/error:")
    st.stop()
draft = session.draft
if draft is None:
    st.markdown("Names, dates of birth, NHS numbers and postcodes are recognised and left out.")
    st.stop()

st.header("1. What was recognised")
mapping = draft.mapping
sheets = [sheet.name for sheet in draft.workbook.sheets]
first, second, third, fourth = st.columns(4)
sheet_name = first.selectbox("Sheet", sheets, index=sheets.index(mapping.sheet))
header_row = second.number_input("Header is on row", min_value=1, max_value=1000, value=mapping.header_rows[-1], step=1)
layout = third.selectbox(
    "One row is",
    ["wide", "long"],
    index=["wide", "long"].index(mapping.layout),
    format_func={"wide": "a family or learner", "long": "one questionnaire"}.get,
)
noun = fourth.selectbox(
    "Who is followed",
    ["family", "learner"],
    index=["family", "learner"].index(mapping.noun),
    format_func={"family": "families", "learner": "learners on a course"}.get,
)
if sheet_name != mapping.sheet or header_row != mapping.header_rows[-1]:
    try:
        read_again(sheet_name or mapping.sheet, 0 if sheet_name != mapping.sheet else int(header_row))
        st.rerun()
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        st.stop()
for note in draft.notes:
    st.caption(plain(note))
if draft.remembered:
    st.success("These headers were seen before: your earlier corrections are used.", icon=":material/history:")

mapping = replace(mapping, layout=layout, noun=noun)
sheet = draft.workbook.sheet(mapping.sheet)
with st.expander("The first rows of the sheet", icon=":material/table_rows:"):
    private = {column.index for column in mapping.columns if column.use == "private"}
    top = sheet.cells.head(12).astype(str).drop(columns=sorted(private))
    top.index = range(1, len(top) + 1)
    st.dataframe(top, alt="The first twelve rows of the sheet as they are in the file, personal data left out")
waiting = sum(c.confidence == "needs you" and c.use != "ignore" for c in mapping.columns)
suggested = sum(c.confidence == "suggested" and c.use != "ignore" for c in mapping.columns)
matched = sum(c.confidence == "matched" and c.use != "ignore" for c in mapping.columns)
st.markdown(
    f"{wording.plural(matched, 'column was', 'columns were')} matched by name, "
    f"{wording.plural(suggested, 'is a suggestion', 'are suggestions')} to check and "
    f"{wording.plural(waiting, 'needs', 'need')} you. Change anything that is wrong in the table."
)
mapping = edit(mapping, sheet, key=f"editor {draft.workbook.fingerprint[:12]} {mapping.sheet} {mapping.header_rows[-1]}")
mapping = describe_locals(mapping)
with st.expander("More settings", icon=":material/settings:"):
    left, middle, right = st.columns(3)
    subjects = left.selectbox(
        "Where there is no id column",
        ["id", "one_per_row"],
        index=["id", "one_per_row"].index(mapping.subjects),
        format_func={"id": "An id column is needed", "one_per_row": "Each row is somebody else"}.get,
    )
    duplicates = middle.selectbox(
        "When an id comes twice with different answers",
        ["set_aside", "first", "last"],
        index=["set_aside", "first", "last"].index(mapping.duplicates),
        format_func={"set_aside": "Set both aside", "first": "Keep the upper row", "last": "Keep the lower row"}.get,
    )
    orders = ["", "day first", "month first", "iso"]
    order = right.selectbox(
        "How dates are written",
        orders,
        index=orders.index(mapping.date_order) if mapping.date_order in orders else 0,
        format_func={"": "Found from each column", "day first": "Day first (31/12/2026)",
                     "month first": "Month first (12/31/2026)", "iso": "Year first (2026-12-31)"}.get,
    )  # fmt: skip
    mapping = replace(mapping, subjects=subjects, duplicates=duplicates, date_order=order)
    given = st.file_uploader("Use a mapping saved earlier", type=["json"], key="saved mapping")
    if given is not None:
        try:
            saved = Mapping.from_dict(json.loads(given.getvalue()))
            mapping = replace(saved, sheet=mapping.sheet).fitted(header_texts(draft.workbook, mapping))
            st.caption("The saved mapping is used instead of the table above.")
        except (InputError, ValueError) as error:
            st.error(plain(f"That mapping can't be used: {error}"), icon=":material/error:")

st.header("2. Check")
try:
    with st.spinner("Reading and scoring"):
        data = Dataset.read(draft.workbook, mapping, registry())
except InputError as error:
    st.error(plain(str(error)), icon=":material/error:")
    st.stop()
evidence = data.evidence(View())
steps = {step.key: step for step in evidence.flow.steps}
many = evidence.nouns.many
said = f"If you continue: {wording.count(steps['both'].n)} of {wording.count(steps['all'].n)} {many} have both scores on at least one measure and will be analysed."
if data.ledger.set_aside:
    reasons = "; ".join(f"{n} – {reason[:1].lower() + reason[1:]}" for reason, n in data.ledger.reasons[:4])
    said += f" {wording.plural(len(data.ledger.set_aside), 'row is', 'rows are')} set aside: {reasons}."
st.markdown(f"**{plain(said)}**")
for finding in evidence.findings:
    st.markdown(f"- {plain(finding.title)} ({plain(finding.rater)}): {wording.plural(finding.n, finding.nouns.one, finding.nouns.many)} scored twice")
for profile in evidence.needs:
    st.markdown(f"- {plain(profile.title)}: first scores only, {wording.plural(profile.n, profile.nouns.one, profile.nouns.many)}")
for problem in data.problems[:8]:
    st.markdown(f"- :material/warning: {plain(problem.message)}")
if len(data.problems) > 8:
    st.caption(f"{len(data.problems) - 8} more are on the page Rows used, once you continue.")
for note in data.notes:
    st.caption(plain(note))

left, right = st.columns(2)
with left:
    if st.button("Show my results", type="primary", icon=":material/check:", width="stretch"):
        session.remembered[header_texts(draft.workbook, mapping)] = mapping
        session.open(data)
        session.draft = None
        st.switch_page("pages/overview.py")
with right:
    st.download_button(
        "Save this mapping for next time (JSON)",
        data=json.dumps(mapping.to_dict(), indent=2, ensure_ascii=False),
        file_name="mapping.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
