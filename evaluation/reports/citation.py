"""One line that cites a figure: whose, what it shows, of whom and when, of which data, how it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import counted_in_words
from evaluation.charts.labels import slug
from evaluation.findings.finding import Evidence
from evaluation.findings.sentences import people
from evaluation.reports.figure import kept_private, source_line

if TYPE_CHECKING:
    from datetime import date

    from evaluation.charts.chart import Chart
    from evaluation.reports.figure import Elsewhere
    from evaluation.training.evidence import TrainingEvidence


def citation(
    chart: Chart,
    evidence: Evidence | TrainingEvidence | Elsewhere | None,
    made_on: date,
    organisation: str = "",
) -> str:
    """The line to print under a figure or in a list of sources, as plain text.

    Organisation (where one is given), title, measure and who rated, the period of the second scores, how
    many, then the data's fingerprint, the choices made, Attune's version and the day. It is made of what the
    figure and the protected evidence print, so nothing that is hidden can be in it. A figure of no data, of
    what a questionnaire's scores mean, has no evidence. Raises ValueError for a figure of single families,
    which is not for publication.

    >>> from datetime import date
    >>> from evaluation.charts import score_range
    >>> from evaluation.measures import registry
    >>> phq9 = registry().get("phq9")
    >>> citation(score_range(phq9, phq9.scale("total")), None, date(2026, 3, 31)).endswith("31 March 2026.")
    True
    """
    if kept_private(chart):
        raise ValueError("a figure of single families is not cited")
    # A figure on training says in its titles of whom it is.
    of = _of_whom(chart, evidence) if isinstance(evidence, Evidence) else ()
    parts = (organisation, chart.title, chart.subtitle, *of, source_line(evidence))
    said = [wording.sentence(" ".join(part.split())) for part in parts if part.strip()]
    return " ".join([*said, f"Made on {wording.day(made_on)}."])


def _of_whom(chart: Chart, evidence: Evidence) -> tuple[str, ...]:
    """The period and how many, where the figure's own titles don't say them."""
    titles = f"{chart.title} {chart.subtitle}"
    shown = [f for f in evidence.findings if slug(f.measure, f.scale) == chart.about] or [*evidence.findings]
    days = [day for finding in shown for day in finding.period if day is not None]
    said = []
    if days and "second scores" not in titles:
        said.append(f"Second scores {wording.period(min(days), max(days))}")
    if evidence.findings and "both scores" not in titles:
        one = shown[0] if len(shown) == 1 else None
        said.append(f"{people(one)} with both scores" if one else counted_in_words(evidence))
    return tuple(said)
