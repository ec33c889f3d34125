"""Trainee portfolio: one trainee's closed cases and what the programme recorded. For leads alone."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from evaluation.errors import InputError
from evaluation.portfolio import DOCUMENTS, as_report, file_name, portfolio, tables, trainee_columns, words
from evaluation.reports import FORMATS, render
from pages.shared.counts import with_rows
from pages.shared.texts import as_html, plain
from pages.shared.trainee_choices import ask_choices, ask_trainee
from pages.shared.training_session import trainees_cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.charts import Table
    from evaluation.dataset import Dataset
    from evaluation.portfolio import Portfolio
    from evaluation.portfolio.contents import Recorded
    from pages.shared.session import Session


def nothing(title: str, said: str) -> NoReturn:
    """Say why there is no portfolio and what to do, and end the page."""
    st.title(title)
    st.info(said, icon=":material/person_search:")
    st.page_link("pages/import_data.py", label="Use my own data", icon=":material/upload:")
    st.stop()


def bullets(texts: Iterable[str]) -> None:
    """Sentences below each other."""
    st.markdown("\n".join(f"- {plain(text)}" for text in texts))


def show(table: Table | None) -> None:
    """A table with its notes, and without a download of its own: what leaves has the notice on it."""
    if table is None:
        return
    st.html(as_html(table))
    if table.notes:
        st.caption(plain(" ".join(table.notes)))


def show_cases(session: Session, data: Dataset, found: Portfolio) -> None:
    """The answer to what the page asks: each closed case a row."""
    for text in filter(None, (words.lacking(found), words.others(found))):
        st.markdown(plain(text))
    file = session.file
    own = file is not None and file.workbook.fingerprint == data.fingerprint
    ids: tuple[str, ...] = ()
    if own and st.toggle("Show the file’s ids (on this screen alone)", key="portfolio ids"):
        ids = file.ids([case.row for case in found.closed]) if file else ()
    show(tables.case_table(found, ids=ids))


def show_downloads(found: Portfolio) -> None:
    """Word and PDF, each made when it is asked for."""
    report = as_report(found, made_on=date.today())
    for place, kind in zip(st.columns([1, 1, 2]), DOCUMENTS, strict=False):
        place.download_button(
            f"Download {FORMATS[kind].name}",
            data=partial(render, report, kind),
            file_name=file_name(found, kind, report.made_on),
            mime=FORMATS[kind].mime,
            key=f"portfolio {kind}",
            icon=":material/download:",
            type="primary" if kind == "docx" else "secondary",
            on_click="ignore",
            width="stretch",
        )


def show_results(found: Portfolio) -> None:
    """How many got better, stayed and got worse on each scale, and by what they are judged."""
    st.header("What changed")
    show(tables.result_table(found))
    averages = [text for text in map(words.average, found.results) if text]
    if averages:
        bullets(averages)
    else:
        st.caption(words.NO_AVERAGES)
    rules = tables.rules(found.results)
    if rules:
        with st.expander("What counts, and who says so", icon=":material/menu_book:"):
            bullets(rules)


def show_recorded(of: Recorded) -> None:
    """What the programme's own files hold of the trainee."""
    parts: tuple[tuple[str, tuple[Table | None, ...]], ...] = (
        ("Recorded sessions", (tables.session_table(of), tables.competence_table(of))),
        ("Units and credits", (tables.unit_table(of),)),
        ("Accreditation", (tables.award_table(of),)),
        ("Feedback from supervisors and parents", tables.feedback_tables(of)),
    )
    for heading, made in parts:
        found = [table for table in made if table]
        if found:
            st.header(heading)
        for table in found:
            show(table)


session, _ = with_rows("Trainee portfolio", "A portfolio lists one trainee’s closed cases.")
opened, records = trainees_cases()
if opened is None:
    nothing(
        "Whose closed cases?",
        "Your programme’s files are open, and the families’ cases are not. Open the file that has them: a "
        "row a case, the questionnaires before and after, and a column with the trainee’s code.",
    )
data, view = opened
if data.mapping.noun == "learner" or not trainee_columns(data):
    nothing(
        "No column says which trainee worked on a case",
        "A portfolio needs families’ cases with a column such as “Trainee code”: codes, not names. An end "
        "date or a status says which cases are closed. Add the column to your file, open it again, and on "
        "its import page take the column as one that describes families.",
    )
head = st.container()
asked = ask_trainee(data)
start, end, all_closed, minimum = ask_choices(data)
if asked is None:
    head.title("Whose closed cases?")
    st.info("Choose the column that says who worked on each case.", icon=":material/person_search:")
    st.stop()
column, trainee = asked
try:
    found = portfolio(
        data,
        column,
        trainee.value,
        today=date.today(),
        records=records,
        view=view,
        start=start,
        end=end,
        all_closed=all_closed,
        minimum=minimum,
    )
except InputError as error:
    head.title("Trainee portfolio")
    st.warning(plain(str(error)), icon=":material/warning:")
    st.stop()

with head:
    st.title(plain(words.sentence(found)))
    st.caption(plain(f"{words.period(found)}. {found.closing}."))
    if found.sample:
        st.info("Made-up sample data, of trainees and families who do not exist.", icon=":material/science:")
    st.warning(
        f"{words.NOTICE}. It is in no report, no pack and no link: who is chosen here stays in this tab.",
        icon=":material/lock:",
    )
if trainee.code != trainee.value:
    st.warning(
        plain(
            f"The file seems to call trainees by their names. The documents say “{trainee.code}” here; use "
            "codes in your file."
        ),
        icon=":material/badge:",
    )
st.markdown(f"**{words.NOT_QUALITY}** {plain(words.WHY_SHORT)}")
with st.expander("Why not", icon=":material/help:"):
    bullets(words.WHY_NOT)
if found.closed:
    bullets(map(words.result_sentence, found.results))
    show_downloads(found)
    st.header("Closed cases")
    show_cases(session, data, found)
    if found.results:
        show_results(found)
else:
    st.info(
        plain(
            f"{words.others(found) or 'No case is known to be closed.'} A case is closed where its end date "
            "has passed, or where a column with its status says so. If every case of the file is closed, say "
            "so in the box above."
        ),
        icon=":material/folder_open:",
    )
if found.recorded:
    show_recorded(found.recorded)
st.header("What is not set here")
bullets(words.not_set(found))
with st.expander("How these figures were made", icon=":material/menu_book:"):
    bullets(words.made_how(found))
    st.caption("The filters and the definition of better in the sidebar are not used here.")
if found.recorded is None:
    st.page_link("pages/training_files.py", label="Open the programme’s files", icon=":material/upload_file:")
