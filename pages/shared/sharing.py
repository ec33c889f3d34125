"""The file that a service sends to a network: what is asked of it, and all that it holds, on the screen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts import Table
from evaluation.charts.table import counted
from evaluation.exchange.files import to_bytes
from evaluation.exchange.sharing import share
from evaluation.findings.finding import FAMILY, LEARNER
from pages.shared.figures import show_table
from pages.shared.session import held
from pages.shared.texts import label, plain

if TYPE_CHECKING:
    from datetime import date

    from evaluation.charts.table import Cell
    from evaluation.exchange import Contribution
    from evaluation.view import Protection, View
    from pages.shared.session import InUse

_MADE = "counts made"
_SHOWN = 6000  # characters of the file that the page prints


@dataclass(frozen=True)
class Preset:
    """What a file holds: its label and a plain explanation."""

    label: str
    words: str


PRESETS: dict[Protection, Preset] = {
    "nhs": Preset(
        "Printed figures, NHS rounding",
        "What a published report prints: numbers under 5 hidden, others to the nearest 5. The network's "
        "figures are then about right, and it says how far off they can be.",
    ),
    "strict": Preset(
        "Printed figures, strict rounding",
        "The same with numbers under 10 hidden and others to the nearest 10.",
    ),
    "exact": Preset(
        "Exact counts",
        "How many families had each pair of scores, small numbers among them, so a single family may be "
        "recognised. Only for a partner with whom you have an agreement that covers it. The network's "
        "figures are then as exact as if all rows lay together.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asks a file to hold."""

    service: str
    view: View
    keep: tuple[str, ...]
    by_month: bool


def made(data: InUse, asked: Asked, made_on: date) -> tuple[Contribution, bytes]:
    """The file for what is asked, made once and kept while nothing changes; raises InputError."""
    key = (data.fingerprint, data.source.mapping, json.dumps(asked.view.to_dict()), asked, made_on)
    found: tuple[object, Contribution, bytes] | None = st.session_state.get(_MADE)
    if found is None or found[0] != key:
        contribution = share(
            data,
            asked.view,
            service=asked.service,
            keep=asked.keep,
            by_month=asked.by_month,
            made_on=made_on,
        )
        found = (key, contribution, to_bytes(contribution))
        st.session_state[_MADE] = found
    return found[1], found[2]


def show_contents(found: Contribution, content: bytes) -> None:
    """Everything that is in a file: what it says of itself, its numbers, and its own text."""
    icon = ":material/visibility:" if found.exact else ":material/visibility_off:"
    (st.warning if found.exact else st.info)(plain(found.warning), icon=icon)
    with st.container(border=True):
        show_table(_facts(found, content), "counts-facts")
    with st.container(border=True):
        show_table(_scales(found), "counts-scales")
    with st.expander("The file itself", icon=":material/code:"):
        text = content.decode()
        st.code(text[:_SHOWN], language="json", wrap_lines=True, height=320)
        if len(text) > _SHOWN:
            shown, of = wording.count(_SHOWN), wording.count(len(text))
            st.caption(f"The first {shown} of {of} characters. The download has them all.")


def _facts(found: Contribution, content: bytes) -> Table:
    nouns = LEARNER if found.noun == "learner" else FAMILY
    rows: list[tuple[Cell, ...]] = [
        ("Service", found.service),
        ("Made on", wording.day(found.made_on)),
        ("Attune", f"version {found.version}"),
        (
            "Mark of the data",
            f"{found.fingerprint[:12]}, a code from which nothing can be read",
        ),
        ("Rows used", f"{wording.count(found.used)} of {wording.count(found.rows)}"),
        ("Scores compared", found.pairing.words),
        ("Questionnaires, each with a code of its edition", wording.listed(_editions(found))),
    ]
    if found.cells is not None:
        rows += [
            (wording.capital(nouns.many), wording.count(found.cells.people)),
            ("Cells: families that are alike, with how many", wording.count(found.cells.size)),
            *((f"Column {label(one.name)}", wording.listed(one.values)) for one in found.cells.attributes),
            ("Months", "kept" if found.cells.by_month else "left out"),
        ]
    rows.append(("Size", wording.size(len(content))))
    return Table(
        caption="What the file says of itself",
        columns=("What", "In the file"),
        rows=tuple(rows),
        name="counts-file",
    )


def _editions(found: Contribution) -> list[str]:
    known = {measure.id: measure.short for measure in held().known}
    return [f"{known.get(measure, measure)} ({edition[:8]})" for measure, edition in found.editions]


def _scales(found: Contribution) -> Table:
    """Each scale with how many numbers of it are in the file."""
    if found.cells is not None:
        return Table(
            caption="Counts, by scale",
            columns=("Scale", "Rated by", "Numbers in the file"),
            rows=tuple((one.scale.title, one.rater, counted(len(one.n))) for one in found.cells.scales),
            notes=("Each number says how many had one first and one second score, in one group and month.",),
            name="counts-scales",
        )
    evidence = found.evidence
    findings = evidence.findings if evidence is not None else ()
    return Table(
        caption="Printed figures, by scale",
        columns=("Scale", "Rated by", "With both scores", "As printed"),
        rows=tuple((one.title, one.rater, counted(one.n), one.sentence) for one in findings),
        name="counts-scales",
    )
