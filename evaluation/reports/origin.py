"""Where the figures come from: the upload, the choices made, the rule for small numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts.table import Table, counted
from evaluation.disclosure import PRESETS
from evaluation.training.alone import is_alone
from evaluation.view import METHOD_NAMES

if TYPE_CHECKING:
    from datetime import date

    from evaluation.findings.finding import Evidence
    from evaluation.training.evidence import TrainingEvidence
    from evaluation.view import View

SAMPLE = "Made-up sample data. These figures describe no real family, learner or service."
_PAIRINGS = {
    "auto": "Chosen from the data",
    "occasions": "The two occasions named",
    "first_last": "First score and last score",
    "national": "National rule: first score on or after the first contact, last on or after the second",
}
_IMPROVED = {
    "auto": "The published rule where there is one, otherwise any change",
    "any_change": "Any change",
    "reliable_change": "Reliable change",
    "recovery": "No longer beyond the cut-off",
    "important_change": "The smallest change that counts, where a source or the service gives one",
    "percent_change": "A change of at least {percent:g}% of the first score",
    "band_move": "Moved to a better or worse band",
    "computed_change": "Reliable change computed from these scores ({method})",
    "clinically_significant": (
        "Reliable change computed from these scores ({method}), together with crossing cut-off {cut_off}"
    ),
}


def notices(evidence: Evidence, training: TrainingEvidence | None = None) -> tuple[str, ...]:
    """What an export says at its top."""
    sample = (SAMPLE,) if evidence.sample else ()
    words = PRESETS[evidence.view.protection].words
    if training is None or training.view.protection == evidence.view.protection:
        return (*sample, words)
    return (
        *sample,
        f"{wording.capital(evidence.nouns.many)}: {words}",
        f"Training: {PRESETS[training.view.protection].words}",
    )


def banner(evidence: Evidence, training: TrainingEvidence | None = None) -> str:
    """The same in one short line for the head of every page; empty when there is nothing to warn of."""
    sample = "Made-up sample data." if evidence.sample else ""
    presets = {evidence.view.protection, *((training.view.protection,) if training else ())}
    exact = PRESETS["exact"].words if "exact" in presets else ""
    return f"{sample} {exact}".strip()


def stamp(evidence: Evidence, training: TrainingEvidence | None = None) -> str:
    """One line that ties a page to its uploads and version."""
    data = "" if is_alone(evidence) else f", data fingerprint {evidence.source.fingerprint[:12]}"
    trained = f", training fingerprint {training.fingerprint[:12]}" if training else ""
    return f"Attune {evidence.version}{data}{trained}"


def upload(evidence: Evidence, made_on: date | None) -> Table:
    """The file, its fingerprint and its rows: in = used + set aside."""
    source = evidence.source
    rows = (
        ("File", source.name),
        ("Fingerprint of the data (SHA-256)", source.fingerprint),
        ("Rows in the file", counted(source.rows)),
        ("Rows used", counted(source.used)),
        ("Rows set aside", counted(source.set_aside)),
        ("Made with", f"Attune {evidence.version}"),
        *((("Made on", wording.day(made_on)),) if made_on else ()),
    )
    return Table(
        caption="The data behind this report", columns=("What", "Value"), rows=rows, name="Data used"
    )


def choices(evidence: Evidence) -> Table:
    """The view in words: the choices under which the figures were made."""
    view = evidence.view
    rows = (
        ("Scores compared", _pairing(evidence)),
        ("What counts as better", _improved(view)),
        ("Second scores dated", _period(view)),
        ("Questionnaires", wording.listed(view.measures) or "All that were found"),
        *((("Rated by", wording.listed(view.raters)),) if view.raters else ()),
        *((f"Only where {name} is", wording.listed(kept, "or")) for name, kept in _filters(view)),
        ("Level of intervals", wording.level(view.confidence)),
        ("Small numbers", PRESETS[view.protection].words),
    )
    return Table(caption="The choices made", columns=("Choice", "Value"), rows=rows, name="Choices made")


def _improved(view: View) -> str:
    """The definition asked for, with the choices that belong to it."""
    return _IMPROVED[view.improved].format(
        percent=view.percent, method=METHOD_NAMES[view.method], cut_off=view.cut_off
    )


def _pairing(evidence: Evidence) -> str:
    """Which scores were compared: what the findings say, since "auto" alone says nothing."""
    compared = dict.fromkeys(wording.capital(finding.pairing) for finding in evidence.findings)
    if compared:
        return "; ".join(compared)
    view = evidence.view
    named = f": {view.before} and {view.after}" if view.before and view.after else ""
    return f"{_PAIRINGS[view.pairing]}{named}"


def _period(view: View) -> str:
    return "Any date" if view.start is None and view.end is None else wording.period(view.start, view.end)


def _filters(view: View) -> list[tuple[str, tuple[str, ...]]]:
    return [(name, kept) for name, kept in sorted(view.filters.items()) if kept]
