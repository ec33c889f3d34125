"""Sections that are no before-and-after claim: what was said of the service, scores without a better end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import experience_bars, experience_table
from evaluation.charts.table import Cell, Table, measured
from evaluation.findings.experience import filled_in_by
from evaluation.findings.flows import told
from evaluation.reports.report import Block, Bullets, Paragraph, Section, Statement

if TYPE_CHECKING:
    from evaluation.findings.described import Described
    from evaluation.findings.experience import Experience
    from evaluation.findings.finding import Caveat


def experience_section(found: Experience, told: frozenset[str]) -> Section:
    """What one kind of rater said on one questionnaire: the sentence, a bar and a row a question."""
    chart = experience_bars(found)
    drawn = chart is not None and any(v is not None for series in chart.series for v in series.values)
    return Section(
        id=found.key,
        heading=f"{found.measure_name} ({found.short}), {filled_in_by(found.rater)}",
        level=2,
        blocks=_some(
            Statement(found.sentence),
            Paragraph(wording.sentence(found.asks)),
            chart if drawn else None,
            experience_table(found),
            _limits(found.caveats, told),
        ),
    )


def described_section(found: Described, told: frozenset[str]) -> Section:
    """One scale on which no direction counts as better: both averages and why nothing is claimed.

    `told` are the keys of the caveats that the report prints once for all.
    """
    return Section(
        id=found.key,
        heading=f"{wording.capital(found.concept)}: {found.about}",
        level=2,
        blocks=_some(
            Statement(found.sentence),
            Paragraph(wording.sentence(found.asks)),
            described_scores(found),
            _limits(found.caveats, told),
        ),
    )


def described_scores(found: Described) -> Table:
    """Scores before and after of those with both, and the average difference with its interval."""
    d, symbol = found.description, wording.UNAVAILABLE
    if found.n is None or (d.mean_before is None and not found.ordinal):
        symbol = wording.HIDDEN
    none = wording.NOT_APPLICABLE
    rows: list[tuple[Cell, ...]] = []
    if not found.ordinal:
        rows += [
            _row("Average (mean)", d.mean_before, d.mean_after, symbol),
            _row("Spread (standard deviation)", d.sd_before, d.sd_after, symbol),
        ]
    # A middle score can be had of one pair: without a value it is hidden.
    rows.append(_row("Middle score (median)", d.median_before, d.median_after, wording.HIDDEN))
    change = found.difference
    if change is not None:
        rows.append(("Average difference (after less before)", none, measured(change.value, 1, symbol)))
        rows.append(("Difference, interval from", none, measured(change.low, 1, symbol)))
        rows.append(("Difference, interval to", none, measured(change.high, 1, symbol)))
    who = f"{told(found.flow, found.n)} {found.nouns.one if found.n == 1 else found.nouns.many}"
    method = f" Interval: {change.interval} {wording.level(change.confidence)}." if change else ""
    return Table(
        caption=f"{wording.capital(found.concept)}: averages before and after ({found.about})",
        columns=("Figure", "Before", "After"),
        rows=tuple(rows),
        notes=(
            (
                f"{wording.capital(who)} with both scores; {told(found.flow, found.n_before_only)} more with "
                f"a first score only. Compared: {found.pairing}. Possible scores {found.minimum:g} to "
                f"{found.maximum:g}; no direction counts as better.{method}"
            ),
        ),
        name=f"{found.short} described",
    )


def _row(label: str, before: float | None, after: float | None, symbol: str) -> tuple[Cell, ...]:
    return (label, measured(before, 1, symbol), measured(after, 1, symbol))


def _limits(caveats: tuple[Caveat, ...], told: frozenset[str]) -> Bullets | None:
    apart = tuple(wording.sentence(caveat.text) for caveat in caveats if caveat.key not in told)
    return Bullets(apart) if apart else None


def _some(*blocks: Block | None) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block is not None)
