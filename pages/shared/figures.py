"""How a figure stands on a page: finding as title, what it is as subtitle, its data and method below."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from evaluation import wording
from evaluation.charts.screen import spec, wide_spec
from evaluation.reports.citation import citation
from evaluation.reports.csv_files import as_csv
from evaluation.reports.figure import FIGURE_FORMATS, figure_file, figure_name, kept_private
from pages.shared.checked import Checked
from pages.shared.looking import current, looking
from pages.shared.packs import PackSession
from pages.shared.place import saved_organisation
from pages.shared.texts import as_html, plain
from pages.shared.words import show_to_copy

if TYPE_CHECKING:
    from evaluation.charts import Chart, Table
    from evaluation.findings.finding import Evidence
    from evaluation.reports.figure import Elsewhere
    from evaluation.training.evidence import TrainingEvidence

_LEAD = 60  # characters of a line's beginning that says what it answers
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def show_chart(
    chart: Chart, key: str, evidence: Evidence | TrainingEvidence | Elsewhere | None = None, *, level: int = 3
) -> None:
    """Draw a chart with its two titles, its alternative text, the data behind it, its method and downloads.

    `evidence` is what it was made of, of families, of training or of several services, and is named in
    whatever is taken away; only a figure of no data has none. `level` is its title's heading level: one below
    the heading it stands under.
    """
    with st.container(border=True, key=f"figure-{key}"):
        st.markdown(f"{'#' * level} {plain(chart.title)}")
        st.caption(plain(chart.subtitle))
        _draw(chart, key)
        with st.expander("Data for this figure", icon=":material/table:"):
            show_table(chart.data, key)
            st.caption(plain(chart.caption))
        with st.expander("How was this calculated?", icon=":material/calculate:"):
            st.markdown("\n".join(f"- {_led(line)}" for line in chart.how))
        _show_downloads(chart, key, evidence)


def _draw(chart: Chart, key: str) -> None:
    """The chart; twice where a wide window has room for more, of which look.css hides one from everybody."""
    wide = wide_spec(chart)
    if wide is None:
        _plot(chart, spec(chart), f"chart-{key}")
        return
    with st.container(key=f"for-narrow-{key}"):
        _plot(chart, spec(chart), f"chart-{key}")
    with st.container(key=f"for-wide-{key}"):
        _plot(chart, wide, f"chart-wide-{key}")


def _plot(chart: Chart, drawn: dict[str, Any], key: str) -> None:
    st.plotly_chart(Checked(drawn), key=key, alt=chart.alt, width="stretch", config=_CONFIG, theme=None)


def _led(line: str) -> str:
    """A line with the few words that it answers in bold."""
    lead, found, rest = line.partition(": ")
    return f"**{plain(lead)}:** {plain(rest)}" if found and len(lead) <= _LEAD else plain(line)


def _show_downloads(chart: Chart, key: str, evidence: Evidence | TrainingEvidence | Elsewhere | None) -> None:
    """The figure as a picture or a workbook, made when somebody asks for it."""
    made_on = date.today()
    with st.popover("Take this figure", icon=":material/download:", type="tertiary"):
        private = kept_private(chart)
        if private:
            st.caption(plain(private))
        for kind, known in FIGURE_FORMATS.items():
            st.download_button(
                f"{known.name}, {known.use}",
                data=partial(figure_file, chart, kind, evidence, made_on),
                file_name=figure_name(chart, kind, evidence, made_on),
                mime=known.mime,
                key=f"take-{kind}-{key}",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )
        if not private:
            show_to_copy("Alternative text, for whoever can't see the picture", chart.alt)
            show_to_copy("Cite this figure", citation(chart, evidence, made_on, _organisation(evidence)))


def _organisation(evidence: Evidence | TrainingEvidence | Elsewhere | None) -> str:
    """Whose figures these are: the publisher's of a pack, else of whoever has a brand saved here."""
    session = current()
    if isinstance(session, PackSession):
        return session.pack.organisation
    made_up = session.data.sample if evidence is None else evidence.sample
    return saved_organisation() if looking().leads and not made_up else ""


def show_table(table: Table, key: str) -> None:
    """A table that screen readers can walk, with its caption, its notes and a download."""
    drawn = as_html(table)
    st.html(drawn)
    for note in table.notes:
        st.caption(plain(note))
    symbols = [f"{symbol} {meaning}" for symbol, meaning in wording.SYMBOLS.items() if symbol in drawn]
    if symbols:
        st.caption(plain(f"{'; '.join(symbols)}."))
    st.download_button(
        "Download this table (CSV)",
        data=partial(as_csv, table),
        file_name=f"{table.name or key}.csv".lower().replace(" ", "-"),
        mime="text/csv",
        key=f"download-{key}",
        icon=":material/download:",
        on_click="ignore",
    )


def show_banner(evidence: Evidence) -> None:
    """Say when data are made up, and when a link made for other data has opened them."""
    if evidence.sample:
        yours = " Choose **Use my own data** to see yours." if looking().leads else ""
        st.info(f"Made-up sample data, for a service that does not exist.{yours}", icon=":material/science:")
        if current().by_link and looking().leads:
            st.warning(
                "The link you followed holds choices but no data, and no data are open in this tab. Its "
                "choices are applied to the made-up sample. To see the figures it was made for, open the "
                "same data under **Use my own data** and make the choices again.",
                icon=":material/link:",
            )


def show_empty(evidence: Evidence) -> None:
    """Say why nothing can be compared, and what to do next."""
    if isinstance(current(), PackSession):
        hidden = ", as too few have two scores: the numbers are hidden" if evidence.suppressions else ""
        why = (
            f"No change can be shown of those chosen in the sidebar{hidden}. Choose others, if there are any."
        )
        st.warning(why, icon=":material/warning:")
        return
    many, narrowed = evidence.nouns.many, evidence.view.filters or evidence.view.start or evidence.view.end
    if not evidence.flow.n("all") and narrowed and not evidence.suppressions:
        why = f"No {many} fit the filters and dates chosen in the sidebar. Widen them to see figures again."
    elif evidence.needs:
        why = (
            f"No {many} here have two scores to compare, so change can't be shown yet; where they "
            "started is shown on Overview and Who we reach. "
            "Add second scores to the spreadsheet and upload it again, "
            "or look at another pair of scores under More choices."
        )
    elif evidence.experience or evidence.described:
        why = (
            f"No {many} here have two scores on which a change counts as better or worse. What was said "
            "about the service, and scores that are only described, are on the page Overview."
        )
    else:
        why = (
            f"No {many} here have two scores to compare. Widen the filters, choose other scores to "
            "compare under "
            "More choices, or see Rows used for what became of each row."
        )
    st.warning(plain(why), icon=":material/warning:")


def show_notes(evidence: Evidence) -> None:
    """Choices that were made from the data, what was hidden, and what the symbols mean."""
    if evidence.suppressions:
        st.caption(
            plain("; ".join(f"{symbol} {meaning}" for symbol, meaning in wording.SYMBOLS.items()) + ".")
        )
    if evidence.notes or evidence.suppressions:
        with st.expander("Choices made and what is not shown", icon=":material/info:"):
            for note in (*evidence.notes, *evidence.suppressions):
                st.markdown(f"- {plain(note)}")
