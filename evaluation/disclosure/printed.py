"""What printed figures tell of the exact counts behind them: for each the fewest and the most it can be.

Rates are read as an intruder who knows the rules would: only counts that would be printed as just these
counts, shares and intervals are left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from evaluation.change import wilson
from evaluation.disclosure.rates import coarse_rate
from evaluation.disclosure.withholding import SIZES, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.findings.experience import Experience
    from evaluation.findings.finding import Evidence, Finding, Flow
    from evaluation.findings.trend import Trend

    Block: TypeAlias = tuple[str, tuple[str, ...], str]  # kind, what it is of, part: hidden together
    Cells: TypeAlias = dict[str, "Range"]

MANY = 10**9  # more than any count


@dataclass(frozen=True)
class Range:
    """The fewest and the most that a count can be; `shown` says that it is printed."""

    low: int
    high: int
    shown: bool = True


UNKNOWN = Range(0, MANY, shown=False)

# Cells that count a whole group of families, and not those of it with some result.
GROUPS = frozenset({*SIZES, "n", "of", "scored", "before", "with both"})
_OF_A_POINT = ("n", "of", "started")


def is_size(cell: str) -> bool:
    """Whether a cell counts a whole group of families, and not those of it with some result."""
    *point, last = cell.split()
    return cell in GROUPS or (bool(point) and last in _OF_A_POINT)


def of_count(printed: int | None, preset: Preset) -> Range:
    """What a printed count tells; None is a hidden one.

    >>> from evaluation.disclosure.presets import PRESETS
    >>> of_count(5, PRESETS["nhs"]), of_count(40, PRESETS["nhs"])
    (Range(low=5, high=7, shown=True), Range(low=38, high=42, shown=True))
    """
    if printed is None:
        return UNKNOWN
    low, high = printed - preset.base // 2, printed + (preset.base - 1) // 2
    return Range(max(low, preset.threshold), high)


def of_rates(
    rates: tuple[Rate, ...], preset: Preset, within: Range | None = None
) -> tuple[tuple[Range, ...], Range]:
    """What the rates of one definition tell of each number and of their denominator, to which they add up.

    `within` is what is known of the denominator from elsewhere.
    """
    told = next((rate.of for rate in rates if rate.of is not None), None)
    if told is None:
        return tuple(UNKNOWN for _ in rates), UNKNOWN
    every: list[set[int]] = [set() for _ in rates]
    totals: list[int] = []
    whole = of_count(told, preset)
    gaps = [i for i, rate in enumerate(rates) if rate.n is None]
    if within is not None and max(whole.low, within.low) <= min(whole.high, within.high):
        whole = Range(max(whole.low, within.low), min(whole.high, within.high))
    for of in range(whole.low, whole.high + 1):
        ways = [_ways(_plain(rate), of, preset) for rate in rates if rate.n is not None]
        sums = _sums(ways)
        possible = {total for total in sums if total == of or (gaps and total < of)}
        if not possible and ways:
            continue
        totals.append(of)
        shown = iter(ways)
        for i, rate in enumerate(rates):
            if rate.n is not None:
                every[i] |= set(next(shown))
        rest = [of - total for total in possible] if ways else [of]
        for i in gaps:
            every[i] |= {*rest} if len(gaps) == 1 else {0, *rest}
    if not totals:  # no way to print just that: nothing is concluded from it
        return tuple(of_count(rate.n, preset) for rate in rates), whole
    ranges = tuple(
        Range(min(found), max(found), shown=rate.n is not None) if found else UNKNOWN
        for rate, found in zip(rates, every, strict=True)
    )
    return ranges, Range(min(totals), max(totals))


def _plain(rate: Rate) -> Rate:
    """The rate without its names, so that equal prints are worked out once."""
    return replace(rate, rule="", outcome="", who="")


def _sums(ways: list[tuple[int, ...]]) -> set[int]:
    return {sum(split) for split in product(*ways)}


@lru_cache(maxsize=65536)
def _ways(printed: Rate, of: int, preset: Preset) -> tuple[int, ...]:
    """Every number that would be printed like this one, of so many."""
    near = of_count(printed.n, preset)
    if printed.low is None:  # its share is that of the rounded counts: it tells nothing else
        return tuple(range(near.low, min(near.high, of) + 1))
    found = []
    for n in range(near.low, min(near.high, of) + 1):
        low, high = wilson(n, of, printed.confidence)
        one = coarse_rate(replace(printed, n=n, of=of, low=low, high=high, printed_share=None), preset)
        if (one.n, one.of, one.share, one.low, one.high) == _print(printed):
            found.append(n)
    return tuple(found)


def _print(rate: Rate) -> tuple[object, ...]:
    return rate.n, rate.of, rate.share, rate.low, rate.high


def blocks_of(evidence: Evidence, preset: Preset) -> dict[Block, Cells]:
    """Every count that evidence prints or hides, by the block that is hidden together."""
    found: dict[Block, Cells] = {("flow", (), ""): _flow(evidence.flow, preset)}
    for finding in evidence.findings:
        found |= _of_finding(finding, preset)
    for needs in evidence.reach.first if evidence.reach else evidence.needs:
        cells = {"n": of_count(needs.n, preset)}
        cells |= {f"bin {b.label}": of_count(b.before, preset) for b in needs.bins}
        if needs.clinical is not None:
            cells["clinical"] = of_rates((needs.clinical, _rest(needs.clinical)), preset)[0][0]
        found["first", scale_of(needs), ""] = cells
    for described in evidence.described:
        found |= _of_flow(described.flow, scale_of(described), preset)
        found["flow", scale_of(described), ""]["before only"] = of_count(described.n_before_only, preset)
    for said in evidence.experience:
        found |= _of_answers(said, preset)
    for composite in evidence.composites:
        for rule, rates in _by_rule(composite.rates):
            found["composite", (composite.key,), rule] = cells_of(rates, preset)
    for trend in evidence.trends:
        found["trend", scale_of(trend), ""] = _of_trend(trend, preset)
    return found


def _of_finding(finding: Finding, preset: Preset) -> dict[Block, Cells]:
    scale = scale_of(finding)
    blocks = _of_flow(finding.flow, scale, preset)
    for rule, rates in _by_rule(finding.rates):
        blocks["rates", scale, rule] = cells_of(rates, preset)
    blocks["bins", scale, ""] = {
        f"{side} {b.label}": of_count(n, preset)
        for b in finding.bins
        for side, n in (("before", b.before), ("after", b.after))
    }
    blocks["moves", scale, ""] = {f"{m.before} to {m.after}": of_count(m.n, preset) for m in finding.moves}
    if finding.missing is not None:
        cells = {
            "without": of_count(finding.missing.without.n, preset),
            "with both": of_count(finding.missing.with_both.n, preset),
        }
        cells |= {step.key: of_count(step.n, preset) for step in finding.missing.reasons}
        blocks["missing", scale, ""] = cells
    return blocks


def _of_answers(said: Experience, preset: Preset) -> dict[Block, Cells]:
    found = _of_flow(said.flow, scale_of(said), preset)
    for question in said.questions:
        cells = {r.outcome: of_count(r.n, preset) for r in question.answers}
        found["answers", scale_of(said), str(question.number)] = cells | {
            "unsure": of_count(question.unsure, preset)
        }
    return found


def _of_trend(trend: Trend, preset: Preset) -> Cells:
    cells: Cells = {}
    for point in trend.points:
        cells[f"{point.short} n"] = of_count(point.n, preset)
        cells |= {f"{point.short} {key}": value for key, value in cells_of(point.rates, preset).items()}
        cells[f"{point.short} completion"] = of_count(point.completion.n, preset)
        cells[f"{point.short} started"] = of_count(point.completion.of, preset)
    return cells


def _of_flow(flow: Flow, scale: tuple[str, str, str], preset: Preset) -> dict[Block, Cells]:
    """The counts of a scale's flow: who is in its figures, and the others."""
    cells = _flow(flow, preset)
    size = {key: cells.pop(key) for key in SIZES if key in cells}
    return {("size", scale, ""): size, ("flow", scale, ""): cells}


def _flow(flow: Flow, preset: Preset) -> Cells:
    return {step.key: of_count(step.n, preset) for step in (*flow.steps, *flow.reasons)}


def rates_of(evidence: Evidence, block: Block) -> tuple[Rate, ...]:
    """The printed rates that a block of outcomes or of shares is made of; none for other blocks."""
    kind, of, part = block
    if kind == "rates":
        found = [f for f in evidence.findings if scale_of(f) == of]
        return tuple(rate for f in found for rate in f.rates if rate.rule == part)
    if kind == "composite":
        return tuple(r for c in evidence.composites if (c.key,) == of for r in c.rates if r.rule == part)
    return ()


def cells_of(rates: tuple[Rate, ...], preset: Preset, within: Range | None = None) -> Cells:
    """What rates tell, by outcome and "of"."""
    ranges, of = of_rates(rates, preset, within)
    return {rate.outcome: found for rate, found in zip(rates, ranges, strict=True)} | {"of": of}


def _by_rule(rates: Iterable[Rate]) -> list[tuple[str, tuple[Rate, ...]]]:
    found: dict[str, list[Rate]] = {}
    for rate in rates:
        found.setdefault(rate.rule, []).append(rate)
    return [(rule, tuple(members)) for rule, members in found.items()]


def _rest(rate: Rate) -> Rate:
    return replace(rate, outcome="rest", n=None, low=None, high=None, printed_share=None)
