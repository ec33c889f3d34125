"""Scores on which neither end is better: described before and after, and never called an improvement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.effects import describe, mean_change
from evaluation.findings.caveats import NO_COMPARISON, NO_COMPARISON_LEARNING, completion
from evaluation.findings.finding import Caveat, Description, Flow, Nouns
from evaluation.findings.flows import told
from evaluation.findings.of_scale import OfScale
from evaluation.tables import ChangeTable

if TYPE_CHECKING:
    from datetime import date

    from evaluation.estimates import Estimate
    from evaluation.measures.definition import Measure, Scale

NO_CLAIM = "Neither direction of change on this scale counts as better, so no improvement is claimed."


@dataclass(frozen=True, kw_only=True)
class Described(OfScale):
    """The scores of one scale before and after, for those with both; no rates and no effects.

    `difference` is second less first score in points of the scale: positive is higher, not better.
    It is None where steps are unequal (`ordinal`): then only the middle scores are given.
    """

    measure_name: str
    asks: str
    ordinal: bool
    minimum: float
    maximum: float
    pairing: str
    period: tuple[date | None, date | None]  # first and last date of the second score
    n: int | None
    n_before_only: int | None
    description: Description
    difference: Estimate | None
    flow: Flow
    sentence: str
    caveats: tuple[Caveat, ...]
    note: str = ""
    licence: str = ""
    citations: tuple[str, ...] = ()


def described(
    measure: Measure,
    scale: Scale,
    table: ChangeTable,
    *,
    rater: str,
    nouns: Nouns,
    pairing: str,
    period: tuple[date | None, date | None],
    before_only: int,
    flow: Flow,
    confidence: float,
    most_each: int,
) -> Described:
    """What a change table says of a scale without a better end."""
    moments = describe(table)
    averaged = not scale.ordinal
    upwards = ChangeTable(table.before, table.after, table.count, "higher")
    found = Described(
        measure=measure.id,
        scale=scale.id,
        short=measure.short,
        measure_name=measure.name,
        title=scale.title,
        concept=scale.name,
        asks=measure.asks,
        rater=rater,
        nouns=nouns,
        ordinal=scale.ordinal,
        minimum=scale.minimum,
        maximum=scale.maximum,
        pairing=pairing,
        period=period,
        n=table.n,
        n_before_only=before_only,
        description=Description(
            mean_before=moments.mean_before if averaged else None,
            mean_after=moments.mean_after if averaged else None,
            sd_before=moments.sd_before if averaged else None,
            sd_after=moments.sd_after if averaged else None,
            median_before=moments.median_before,
            median_after=moments.median_after,
            r=moments.r if averaged else None,
        ),
        difference=replace(mean_change(upwards, confidence), name="difference") if averaged else None,
        flow=flow,
        sentence="",
        caveats=(),
        note=scale.note,
        licence=measure.licence.text,
        citations=tuple(c.text + (f" doi:{c.doi}" if c.doi else "") for c in measure.citations),
        most_each=most_each,
        firm=scale.firm or measure.local,
    )
    return replace(found, sentence=described_sentence(found), caveats=_caveats(found, measure))


def described_sentence(found: Described) -> str:
    """Both averages with their n, and that neither end is better."""
    parts = [found.about]
    if found.period != (None, None):
        parts.append(f"second scores {wording.period(*found.period)}")
    about = f"{found.concept} ({', '.join(parts)})"
    who = f"{told(found.flow, found.n)} {found.nouns.one if found.n == 1 else found.nouns.many}"
    d = found.description
    if found.n is None:
        return f"Too few {found.nouns.many} have both scores on {about} for figures to be shown. {NO_CLAIM}"
    before, after, kind = d.mean_before, d.mean_after, "average"
    if found.ordinal:
        before, after, kind = d.median_before, d.median_after, "middle"
    if before is None or after is None:
        return (
            f"{wording.capital(who)} {'has' if found.n == 1 else 'have'} both scores on {about}; the {kind} "
            f"scores are not shown. {NO_CLAIM}"
        )
    return (
        f"The {kind} score on {about} was {wording.decimal(before)} before and {wording.decimal(after)} "
        f"after ({who} with both scores{_likely(found)}). {NO_CLAIM}"
    )


def _likely(found: Described) -> str:
    """The interval of the difference, where there is one."""
    change = found.difference
    if change is None or change.low is None or change.high is None:
        return ""
    return (
        f"; average difference {wording.decimal(change.value)}, {wording.level(change.confidence)} interval "
        f"{wording.interval(change.low, change.high, 1)}"
    )


def _caveats(found: Described, measure: Measure) -> tuple[Caveat, ...]:
    texts = {
        "completion": completion(found.flow),
        "scale": found.note,
        "recalled": "" if found.firm else "How this score is made could not be verified against its source.",
    }
    first = NO_COMPARISON_LEARNING if measure.domain == "learning" else NO_COMPARISON
    return (first, *(Caveat(key=key, text=text) for key, text in texts.items() if text))
