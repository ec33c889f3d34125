"""Builds a report from evidence: which sections, in which order, made of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import charts, wording
from evaluation.brand import Brand
from evaluation.charts import labels
from evaluation.errors import InputError
from evaluation.reports import figures, origin
from evaluation.reports.composites import composite_section
from evaluation.reports.described import described_section, experience_section
from evaluation.reports.groups import group_sections
from evaluation.reports.missing import missing_blocks
from evaluation.reports.plan import Plan
from evaluation.reports.provenance import Provenance
from evaluation.reports.reach import reach_blocks
from evaluation.reports.report import Block, Bullets, Paragraph, Report, Section, Statement
from evaluation.reports.statistics import statistics
from evaluation.reports.trajectories import trajectory_sections
from evaluation.reports.trends import trend_sections
from evaluation.reports.words import words_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from evaluation.charts.chart import Chart
    from evaluation.findings.finding import Caveat, Evidence, Finding, Needs

# In the order of a funder's report; "about" and "learnt" hold the service's own words only.
SECTIONS = {
    "summary": "Summary",
    "about": "What we did",
    "counted": "Who is counted",
    "reach": "Who we reach",
    "outcomes": "What changed",
    "national": "By the national definitions",
    "experience": "What was said about the service",
    "over_time": "Over time",
    "more_scores": "More than two scores",
    "groups": "Groups compared",
    "missing": "Who is missing, and how much it could matter",
    "described": "Scores described without a claim",
    "needs": "Needs at the start",
    "words": "Words to copy",
    "learnt": "What we learnt and will change",
    "reading": "How to read these figures",
    "methods": "Methods and definitions",
    "data": "Data behind the figures",
    "provenance": "Where the figures come from",
}


def build(
    evidence: Evidence,
    *,
    title: str = "",
    organisation: str = "",
    sections: tuple[str, ...] | None = None,
    text: Mapping[str, str] | None = None,
    made_on: date | None = None,
    brand: Brand | None = None,
) -> Report:
    """A report of the chosen sections (default all), with the service's own words where given.

    `text` maps a section to words put under its heading. Sections with nothing to say are
    left out; a blank title says what the report holds ("Outcomes for families"). Raises
    InputError when a section is not one of SECTIONS.
    """
    own = dict(text or {})
    chosen = tuple(SECTIONS) if sections is None else sections
    for name in (*chosen, *own):
        if name not in SECTIONS:
            raise InputError(f"The report has no section {name!r}; use {', '.join(SECTIONS)}.")
    made: list[Section] = []
    for name in chosen:
        made += _section(name, evidence, _paragraphs(own.get(name, "")), made_on)
    subtitle = _subtitle(evidence)
    return Report(
        title=title.strip() or _title(evidence),
        subtitle=subtitle,
        organisation=organisation.strip(),
        made_on=made_on,
        notices=origin.notices(evidence),
        banner=origin.banner(evidence),
        sections=tuple(made),
        stamp=origin.stamp(evidence),
        provenance=Provenance(
            version=evidence.version,
            fingerprint=evidence.source.fingerprint,
            view=evidence.view,
            plan=Plan(title=title.strip(), organisation=organisation.strip()),
            made_on=made_on,
        ),
        brand=brand or Brand(),
    )


def _subtitle(evidence: Evidence) -> str:
    """What the report's figures are and when they were given."""
    periods = [*(f.period for f in evidence.findings), *(d.period for d in evidence.described)]
    days = [day for period in periods for day in period if day]
    if days:
        return f"Second scores dated {wording.period(min(days), max(days))}"
    if _only_said(evidence):
        days = [day for entry in evidence.experience for day in entry.period if day]
        return f"Forms dated {wording.period(min(days), max(days))}" if days else "Forms without dates"
    return "First scores"


def _title(evidence: Evidence) -> str:
    return SECTIONS["experience"] if _only_said(evidence) else f"Outcomes for {evidence.nouns.many}"


def _only_said(evidence: Evidence) -> bool:
    """Whether all there is are answers about the service."""
    return bool(evidence.experience) and not (evidence.findings or evidence.described or evidence.needs)


def _section(name: str, evidence: Evidence, own: tuple[Block, ...], made_on: date | None) -> list[Section]:
    heading = SECTIONS[name]
    if name == "outcomes":
        each = [_finding(finding, evidence) for finding in evidence.findings]
        return [Section(id=name, heading=heading, blocks=own), *each] if each else []
    if name == "needs":
        profiles = [_profile(profile, evidence) for profile in evidence.needs]
        return [Section(id=name, heading=heading, blocks=own), *profiles] if profiles else []
    if name in {"over_time", "more_scores", "groups", "described", "experience"}:
        told = frozenset(caveat.key for caveat in _common(evidence))
        makers: dict[str, Callable[[], list[Section]]] = {
            "over_time": lambda: trend_sections(evidence, told),
            "more_scores": lambda: trajectory_sections(evidence, told),
            "groups": lambda: group_sections(evidence),
            "described": lambda: [described_section(found, told) for found in evidence.described],
            "experience": lambda: [experience_section(found, told) for found in evidence.experience],
        }
        parts = makers[name]()
        return [Section(id=name, heading=heading, blocks=own), *parts] if parts else []
    if name == "national":
        rules = [composite_section(composite) for composite in evidence.composites]
        return [Section(id=name, heading=heading, blocks=own), *rules] if rules else []
    blocks = _blocks(name, evidence, made_on)
    everything = (*own, *blocks)
    return [Section(id=name, heading=heading, blocks=everything)] if everything else []


def _blocks(name: str, evidence: Evidence, made_on: date | None) -> tuple[Block, ...]:
    """What a section holds beside the service's own words."""
    makers: dict[str, Callable[[], tuple[Block, ...]]] = {
        "summary": lambda: _summary(evidence),
        "counted": lambda: _counted(evidence),
        "reach": lambda: reach_blocks(evidence),
        "missing": lambda: missing_blocks(evidence),
        "words": lambda: words_blocks(evidence),
        "reading": lambda: _reading(evidence),
        "methods": lambda: _some(figures.definitions(evidence), figures.measures(evidence)),
        "data": lambda: _data(evidence),
        "provenance": lambda: _provenance(evidence, made_on),
    }
    return makers[name]() if name in makers else ()


def _summary(evidence: Evidence) -> tuple[Block, ...]:
    sentences = [
        *(f.sentence for f in evidence.findings),
        *(d.sentence for d in evidence.described),
        *(e.sentence for e in evidence.experience),
        *(n.sentence for n in evidence.needs),
    ]
    said: Block = (
        Bullets(tuple(wording.sentence(s) for s in sentences))
        if sentences
        else Paragraph("No questionnaire could be evaluated. The sections below say why.")
    )
    return _some(said, charts.outcome_bars(evidence), *_limits(evidence))


def _counted(evidence: Evidence) -> tuple[Block, ...]:
    chart = charts.flow(evidence)
    return _some(
        Statement(f"{chart.title}.") if chart else None,
        chart,
        charts.flow_table(evidence) if chart else None,
        Paragraph("What was chosen from the data:") if evidence.notes else None,
        Bullets(tuple(wording.sentence(note) for note in evidence.notes)) if evidence.notes else None,
    )


def _finding(finding: Finding, evidence: Evidence) -> Section:
    common = {caveat.key for caveat in _common(evidence)}
    apart = [caveat for caveat in finding.caveats if caveat.key not in common]
    return Section(
        id=finding.key,
        heading=labels.heading(finding),
        level=2,
        blocks=_some(
            Statement(wording.sentence(finding.sentence)),
            Paragraph(wording.sentence(finding.asks)) if finding.asks else None,
            _seen(charts.outcome_bar(finding)) if finding.rates else None,
            _seen(charts.before_after(finding)),
            _seen(charts.transitions(finding)) if finding.ordinal else None,
            figures.rates(finding) if finding.rates else None,
            figures.scores(finding),
            figures.sizes(finding),
            Paragraph(_calculated(finding)),
            Bullets(tuple(wording.sentence(c.text) for c in apart)) if apart else None,
        ),
    )


def _calculated(finding: Finding) -> str:
    """How the finding was calculated, in one paragraph."""
    words = [f"How it was calculated: {finding.pairing}.", f"{wording.capital(labels.subtitle(finding))}."]
    for rule in finding.rules:
        if rule.id in {finding.headline_rule, finding.lead_rule}:
            words.append(f"{wording.sentence(rule.label)[:-1]}: {wording.sentence(rule.text)}")
            words.append(f"Source of the definition: {wording.sentence(rule.source)}" if rule.source else "")
    return " ".join(word for word in words if word)


def _profile(profile: Needs, evidence: Evidence) -> Section:
    return Section(
        id=f"{profile.measure}-{profile.scale}-{profile.rater}".replace("_", "-").replace(" ", "-"),
        heading=labels.heading(profile),
        level=2,
        blocks=_some(
            Statement(wording.sentence(profile.sentence)),
            Paragraph(
                f"Only first scores are held, so no change can be shown for these {evidence.nouns.many}."
            ),
            _seen(charts.needs(profile)),
            figures.first_scores(profile),
        ),
    )


def _reading(evidence: Evidence) -> tuple[Block, ...]:
    symbols = tuple(f"{symbol} means {meaning}." for symbol, meaning in wording.SYMBOLS.items())
    level = wording.level(evidence.view.confidence)
    said = (
        (
            "Got better, no change (or no reliable change) and got worse are always shown together: they "
            "add up to everyone with both scores."
        ),
        "A reliable change is larger than the questionnaire's own error: a smaller one may be chance.",
        (
            f"An interval is the likely range: with more {evidence.nouns.many} it would be narrower. A "
            f"{level} interval from 57% to 75% means that shares in that range fit the data well."
        ),
        (
            "An effect size is the average change divided by the spread of scores that is named beside it. "
            "The main one carries a correction for small samples (Hedges). Positive is better."
        ),
    )
    return (Bullets((*said, *symbols)), *_limits(evidence))


def _data(evidence: Evidence) -> tuple[Block, ...]:
    """The tables of the charts whose figures no table beside them gives."""
    drawn = [charts.outcome_bars(evidence)]
    for finding in evidence.findings:
        drawn += [charts.before_after(finding), charts.transitions(finding)]
    drawn += [charts.needs(profile) for profile in evidence.needs]
    behind = tuple(chart.data for chart in drawn if chart is not None)
    return behind + tuple(table for finding in evidence.findings if (table := statistics(finding)))


def _provenance(evidence: Evidence, made_on: date | None) -> tuple[Block, ...]:
    hidden = tuple(wording.sentence(line) for line in evidence.suppressions)
    return _some(
        origin.upload(evidence, made_on),
        origin.choices(evidence),
        Bullets(hidden) if hidden else None,
    )


def _common(evidence: Evidence) -> tuple[Caveat, ...]:
    """Caveats that hold, word for word, for every finding: printed once."""
    if not evidence.findings:
        return ()
    first, *others = evidence.findings
    return tuple(c for c in first.caveats if all(c in other.caveats for other in others))


def _limits(evidence: Evidence) -> tuple[Block, ...]:
    items = tuple(wording.sentence(caveat.text) for caveat in _common(evidence))
    return (Paragraph("Read all of these figures with care:"), Bullets(items)) if items else ()


def _paragraphs(words: str) -> tuple[Block, ...]:
    return tuple(Paragraph(part.strip()) for part in words.split("\n\n") if part.strip())


def _seen(chart: Chart | None) -> Chart | None:
    """The chart, unless disclosure control has left nothing of it to draw: its table says so."""
    drawn = chart is not None and any(v is not None for series in chart.series for v in series.values)
    return chart if drawn else None


def _some(*blocks: Block | None) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block is not None)
