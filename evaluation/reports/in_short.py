"""Findings in short: in one line each, in one section each, and who got worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import charts, wording
from evaluation.charts import how, labels
from evaluation.charts.table import Cell, Table, counted, shared, symbol_of
from evaluation.findings import sentences as words
from evaluation.reports.counted import everybody
from evaluation.reports.in_full import calculated
from evaluation.reports.report import Bullets, Paragraph, Section, Statement
from evaluation.reports.setting import Made, apart, elsewhere, seen, sentences, some
from evaluation.reports.training import in_short as training

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Evidence, Finding
    from evaluation.reports.setting import Setting

# Beyond these a page is too small for a sentence each, and then for a bar each: the table has them all.
_MOST_SENTENCES = 4
_MOST_BARS = {"page": 4, "slides": 6}


def headlines(setting: Setting) -> Made:
    """What changed, for a reader in a hurry: one chart of all, and each finding in a line."""
    if setting.alone:
        return Made() if setting.holds("training_line") else training.headlines(setting)
    evidence = setting.evidence
    if not evidence.findings:
        said = elsewhere(evidence)
        nothing = "No questionnaire has two scores to compare."
        return Made(some(Paragraph(nothing), Bullets(said) if said else None))
    short = setting.shape in {"page", "slides"}
    told = tuple(wording.sentence(finding.sentence) for finding in evidence.findings)
    said = told if not short or len(told) <= _MOST_SENTENCES else ()
    if setting.shape != "slides":  # which have a slide for each of these
        said = (*said, *elsewhere(evidence))
    chart = seen(charts.outcome_bars(evidence))
    fits = len(told) <= _MOST_BARS.get(setting.shape, len(told))
    alone = setting.shape == "slides" and len(told) == 1  # its own slide has the same chart
    return Made(
        some(
            Bullets(said) if said else None,
            chart if fits and not alone else None,
            Statement(f"{chart.title}.") if chart and not fits else None,
            at_a_glance(evidence, concepts=not fits) if setting.shape == "page" else None,
        )
    )


def at_a_glance(evidence: Evidence, *, concepts: bool) -> Table:
    """One row a finding: who is counted, better with its interval, no change and worse.

    `concepts`: say in plain words what each score is about, where no chart above does.
    """
    rows: list[tuple[Cell, ...]] = []
    for finding in evidence.findings:
        found = finding.headline()
        name = f"{finding.concept}: {finding.title}" if concepts else finding.title
        cells = tuple(_share(rate) for rate in found) or (wording.UNAVAILABLE,) * 3
        better = found[0] if found else None
        ends = (better.low, better.high) if better else (None, None)
        symbol = symbol_of(better) if better else wording.UNAVAILABLE
        rows.append(
            (
                f"{wording.capital(name)}, {labels.by(finding.rater)}",
                counted(everybody(finding.flow)),
                counted(finding.n),
                cells[0],
                *(shared(end, symbol) for end in ends),
                *cells[1:],
                wording.capital(labels.rule(finding.headline_rule)),
            )
        )
    rates = [rate for finding in evidence.findings for rate in finding.headline()]
    kinds = wording.listed(sorted({f"{r.interval} {wording.level(r.confidence)}" for r in rates}))
    period = _period(evidence)
    about = " Counts are rounded." if any(finding.rounded for finding in evidence.findings) else ""
    return Table(
        caption="Better, no change and worse, of those with both scores",
        columns=(
            "Score and rater",
            "In all",
            "Both scores",
            "Better",
            "From",
            "To",
            "No change",
            "Worse",
            "By",
        ),
        rows=tuple(rows),
        notes=(
            (
                f"{period}From and to: the likely range of the share that got better ({kinds} interval). No "
                f"change: the same score, or no reliable change.{about}"
            ),
        ),
        name="At a glance",
    )


def _share(rate: Rate) -> Cell:
    return shared(rate.share, symbol_of(rate))


def _period(evidence: Evidence) -> str:
    days = [day for finding in evidence.findings for day in finding.period if day]
    return f"Second scores dated {wording.period(min(days), max(days))}. " if days else ""


def outcomes_short(setting: Setting) -> Made:
    """A section a finding: its sentence, the bar of better, no change and worse, its method and limits.

    A part that holds the first few findings says that it does: a heading must not pass them off as the best.
    """
    sections = tuple(short_section(finding, setting.evidence) for finding in setting.findings)
    rest = setting.rest
    if not (sections and rest):
        return Made(sections=sections)
    said = (
        f"Below stand {len(sections)} of the {len(sections) + rest} outcomes measured: relationship first, "
        "then parent, then baby. They were not chosen by their results."
    )
    return Made((Paragraph(said),), sections)


def short_section(finding: Finding, evidence: Evidence) -> Section:
    """One finding in half a page."""
    found = finding.headline()
    method = f"{calculated(finding)} {how.shares(found)}" if found else calculated(finding)
    limits = sentences(apart(finding, evidence))
    return Section(
        id=finding.key,
        heading=labels.heading(finding),
        level=2,
        blocks=some(
            Statement(wording.sentence(finding.sentence)),
            seen(charts.outcome_bar(finding)) if finding.rates else None,
            Paragraph(method),
            Bullets(limits) if limits else None,
        ),
    )


def worse(setting: Setting) -> Made:
    """Who got worse on each finding, beside who got better and who did neither."""
    said = tuple(worse_sentence(finding) for finding in setting.findings if finding.n and finding.headline())
    return Made((Bullets(said),)) if said else Made()


def worse_sentence(finding: Finding) -> str:
    """How many got worse, of whom and by which definition, and what became of the others."""
    improved, same, got_worse = finding.headline()
    better, alike, worsened = words.verbs(finding)
    name = f"{wording.capital(finding.concept)} ({words.subtitle(finding)})"
    if got_worse.n is None and got_worse.share is None:
        symbol = got_worse.hidden or wording.HIDDEN
        head = (
            f"{symbol} of {_of(got_worse)} {got_worse.who} {worsened} (not shown: it would give a small "
            "number away)"
        )
    else:
        head = f"{wording.rate(got_worse)} {worsened}"
    return f"{name}: {head}; {_n(same)} {alike} and {_n(improved)} {better}."


def _n(rate: Rate) -> str:
    about = "about " if rate.rounded and rate.n is not None else ""
    return f"{about}{wording.count(rate.n, rate.hidden or wording.HIDDEN)}"


def _of(rate: Rate) -> str:
    about = "about " if rate.of is not None else ""
    return f"{about}{wording.count(rate.of, rate.hidden or wording.HIDDEN)}"
