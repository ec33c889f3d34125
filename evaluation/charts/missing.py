"""Who is missing and what they could change, in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import labels
from evaluation.charts.table import Cell, Table, counted, measured, shared
from evaluation.findings.missing import bound_shares, bounds_of, people

if TYPE_CHECKING:
    from evaluation.findings.evidence_standard import Standard
    from evaluation.findings.finding import Evidence, Finding
    from evaluation.findings.missing import Makeup, Start

_WITHOUT, _WITH_BOTH = "No second score", "Both scores"


def start_table(finding: Finding) -> Table | None:
    """First scores of those without and with a second one, and their reasons; None where unknown."""
    found = finding.missing
    if found is None or found.without.n == 0:
        return None
    rows: list[tuple[Cell, ...]] = [
        (wording.capital(people(finding).many), counted(found.without.n), counted(found.with_both.n))
    ]
    if finding.ordinal:
        rows.append(_row("Middle first score (median)", "median", found.without, found.with_both))
    else:
        rows.append(_row("Average first score (mean)", "mean", found.without, found.with_both))
        rows.append(_row("Spread (standard deviation)", "sd", found.without, found.with_both))
    none = wording.NOT_APPLICABLE
    rows += [(f"Why not: {step.label}", counted(step.n), none) for step in found.reasons]
    return Table(
        caption=f"Who has no second score: {labels.scored(finding)}",
        columns=("Figure", _WITHOUT, _WITH_BOTH),
        rows=tuple(rows),
        notes=(f"All have a first score. {wording.capital(labels.direction(finding))}.",),
        name=f"{finding.short} without second score",
    )


def _row(label: str, name: str, without: Start, with_both: Start) -> tuple[Cell, ...]:
    return label, *(measured(getattr(start, name), 1, _symbol(start)) for start in (without, with_both))


def _symbol(start: Start) -> str:
    """Why a figure of first scores is not given: one of them has a middle and an average, unless hidden."""
    hidden = start.n != 0 and start.mean is None and start.median is None
    return wording.HIDDEN if hidden else wording.UNAVAILABLE


def makeup_table(finding: Finding) -> Table | None:
    """What share of each group has each value of each attribute; None where there is none to show."""
    found = finding.missing
    if found is None or not found.makeup:
        return None
    rows = tuple(_part(one, place) for one in found.makeup for place in range(len(one.parts)))
    return Table(
        caption=f"Who they are: {labels.scored(finding)}",
        columns=("Column", "Value", _WITHOUT, f"{_WITHOUT}, share", _WITH_BOTH, f"{_WITH_BOTH}, share"),
        rows=rows,
        notes=("Shares are of each group with a first score, by each column of the file.",),
        name=f"{finding.short} who they are",
    )


def _part(one: Makeup, place: int) -> tuple[Cell, ...]:
    part = one.parts[place]
    return (
        one.name,
        part.value,
        counted(part.without),
        shared(_share(part.without, one.without)),
        counted(part.with_both),
        shared(_share(part.with_both, one.with_both)),
    )


def _share(n: int | None, of: int | None) -> float | None:
    return None if n is None or not of else min(1.0, n / of)


def bounds_table(evidence: Evidence) -> Table | None:
    """For each finding the share of those with both scores, and if none or all of the others got better."""
    rows = tuple(row for finding in evidence.findings if (row := _bounds(finding)) is not None)
    if not rows:
        return None
    return Table(
        caption="Who is missing, and how much it could matter",
        columns=(
            "Score",
            "First score only",
            "Got better, of those with both",
            "If none of the others did",
            "If all of them did",
            "Needed for half",
        ),
        rows=rows,
        notes=(
            (
                "Got better: by the definition of each score's sentence. Needed for half: the least number "
                "of those with a first score only who must have got better for half of all to have done "
                f"({wording.NOT_APPLICABLE}: all of them would not be enough)."
            ),
        ),
        name="Who is missing",
    )


def _bounds(finding: Finding) -> tuple[Cell, ...] | None:
    bounds, shares = bounds_of(finding), bound_shares(finding)
    improved = finding.rate(finding.headline_rule, "improved")
    if bounds is None or improved is None or shares is None:
        return None
    needed = bounds.needed()
    return (
        labels.scored(finding),
        counted(bounds.missing),
        shared(improved.share),
        *(shared(share) for share in shares),
        wording.NOT_APPLICABLE if needed is None else counted(needed),
    )


def standard_table(finding: Finding, standard: Standard) -> Table:
    """The items of the evidence standard: what is asked, what was found, whether it is met."""
    return Table(
        caption=f"Evidence standard level 2: {labels.scored(finding)}",
        columns=("The standard asks for", "Found", "Answer", "How well known"),
        rows=tuple(
            (i.asks, i.found, i.answer, "Read at the source" if i.verified else "Not verified")
            for i in standard.items
        ),
        name=f"{finding.short} level 2",
    )
