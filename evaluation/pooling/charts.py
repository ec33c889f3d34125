"""The pictures of a network: every service with what they have in common, and the funnel. Never a ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import funnel_chart, how, labels
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.forest_layout import FURTHER, SERVICE, SHARE, TOGETHER
from evaluation.charts.table import Table, counted, measured, shared, symbol_of
from evaluation.findings.grouped import Grouped, GroupedScale
from evaluation.findings.of_scale import names_of
from evaluation.groups import Attribute
from evaluation.pooling import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.charts.palette import Look
    from evaluation.charts.table import Cell
    from evaluation.estimates import Rate
    from evaluation.pooling.findings import Average, PooledFinding, ServiceResult

MOST = 40  # services that are drawn at once; the table has them all
_SERVICES = Attribute(name="Service", label="Service", one="service", many="services", unit=True)
_AVERAGE = "Average over services"
_Line = tuple[str, str, float | None, float | None, float | None, float | None, "Look"]


def pages(finding: PooledFinding) -> int:
    """How many pictures it takes to draw every service.

    All of them stand in order of name, so that no page is that of the best.
    """
    return max(1, -(-len(finding.services) // MOST))


def forest(finding: PooledFinding, *, page: int = 0) -> Chart | None:
    """The share who got better in each service, and in all of them; None where none prints a share.

    `page` counts from 0, each of up to 40 services; what they have in common is on every page.
    """
    average = finding.rate("improved").average
    if average is None:
        return None
    drawn = _on_page(finding, page)
    lines = [_service_line(one) for one in drawn]
    lines += _together(finding, average)
    verb, many = finding.verbs[0], finding.nouns.many
    title = sentences.title(finding)
    level = wording.level(average.confidence)
    rates = [one.improved for one in finding.services]
    return _chart(
        finding,
        lines,
        page,
        title=title,
        subtitle=f"{wording.capital(sentences.subtitle(finding))}, share of {many} who {verb}, by service",
        what=f"Share of {many} who {verb}",
        caption=f"Source: {finding.title}; better means: {finding.rule.label}. Services in order of name. "
        f"{_drawn(finding, average, level)}",
        how_made=(
            (
                f"Whose scores: {many} with both scores of {finding.about}, of every service that shared "
                f"counts; compared are the {finding.pairing}."
            ),
            *how.better(finding.rule),
            (
                f"Each share: of all with both scores in the service, with a {level} interval (Wilson's "
                "method). Larger points stand for more people."
            ),
            *average.explained,
            *how.protection(
                rounded=any(rate.rounded for rate in rates),
                hidden=any(rate.hidden == wording.HIDDEN for rate in rates),
            ),
        ),
        axis=f"{SHARE} of {many} with both scores who {verb}",
    )


def effect_forest(finding: PooledFinding, *, page: int = 0) -> Chart | None:
    """The effect size of each service and of all; None for ordered ratings and where none prints one."""
    average = finding.average_effect
    if average is None:
        return None
    lines: list[_Line] = []
    for one in _on_page(finding, page):
        effect = one.effect
        known = effect is not None and effect.value is not None
        text = _effect_text(effect.value, effect.low, effect.high) if effect and known else _none(one)
        value, low, high = (effect.value, effect.low, effect.high) if effect and known else (None,) * 3
        lines.append((one.service, f"{text}, {_size(one)}", value, low, high, _n(one.n), SERVICE))
    whole = finding.effect
    if whole is not None and whole.value is not None:
        text = _effect_text(whole.value, whole.low, whole.high)
        lines.append(("All together", text, whole.value, whole.low, whole.high, None, TOGETHER))
    if average.k > 1:
        text = _effect_text(average.mean, average.low, average.high)
        lines.append((_AVERAGE, text, average.mean, average.low, average.high, None, TOGETHER))
    if average.prediction is not None:
        low, high = average.prediction
        text = f"{wording.interval(low, high)}{_doubt(average)}"
        lines.append(("A further service", text, None, low, high, None, FURTHER))
    many = finding.nouns.many
    level = wording.level(average.confidence)
    figure = f"{wording.decimal(average.mean, 2)} ({wording.interval(average.low, average.high)})"
    over = (
        f"on average over {sentences.services(average.k)}" if average.k > 1 else "in the one that prints it"
    )
    return _chart(
        finding,
        lines,
        page,
        title=f"{wording.capital(finding.concept)}: effect size {figure} {over}",
        subtitle=f"{wording.capital(sentences.subtitle(finding))}, average change in SDs before, by service",
        what="Effect size",
        caption=f"Source: {finding.title}. Positive is better. Services in order of name. "
        f"{_drawn(finding, average, level)}",
        how_made=(
            (
                f"Whose scores: {many} with both scores of {finding.about}, of every service that shared "
                f"counts; compared are the {finding.pairing}."
            ),
            (
                "Each effect size: the average change divided by the standard deviation of the service's own "
                f"first scores, with a small-sample correction; {level} interval (SMCRH, or jackknife t "
                "where many start at one end of the scale). Larger points stand for more people."
            ),
            *average.explained,
        ),
        axis="Effect size: average change divided by the spread of first scores",
    )


def network_funnel(finding: PooledFinding, *, adjusted: bool) -> Chart | None:
    """The funnel of services' shares who got better; None with fewer than three that are large enough."""
    if finding.funnel is None:
        return None
    scale = GroupedScale(
        **names_of(finding),
        most_each=finding.most_each,
        rule=finding.rule,
        got_better=finding.verbs[0],
        groups=(),
        funnel=finding.funnel,
        sentence=finding.between,
    )
    found = Grouped(attribute=_SERVICES, scales=(scale,), comparisons=0, note="", caveats=())
    return funnel_chart(found, scale, adjusted=adjusted)


def service_table(finding: PooledFinding) -> Table:
    """What every service says, then all together, their average and the range for a further one."""
    rows: list[tuple[Cell, ...]] = []
    for one in finding.services:
        better = one.improved
        effect = one.effect
        none = wording.HIDDEN if not one.exact else wording.UNAVAILABLE
        rows.append(
            (
                one.service,
                "exact" if one.exact else "rounded or hidden",
                counted(one.n),
                shared(one.part, wording.HIDDEN),
                *(counted(rate.n, symbol_of(rate)) for rate in one.rates),
                *_shares(better),
                *(
                    measured(value, 2, none)
                    for value in ((effect.value, effect.low, effect.high) if effect else (None,) * 3)
                ),
            )
        )
    rows += _common_rows(finding)
    better_, same, worse = (
        wording.outcome(finding.rule.id, kind) for kind in ("improved", "no_change", "worse")
    )
    level = wording.level(finding.services[0].improved.confidence)
    return Table(
        caption=f"{wording.capital(finding.concept)} ({sentences.subtitle(finding)}) by service",
        columns=(
            "Service",
            "Counts",
            "With both scores",
            "Part of all",
            better_,
            same,
            worse,
            "Share better",
            "Share from",
            "Share to",
            "Effect",
            "Effect from",
            "Effect to",
        ),
        rows=tuple(rows),
        notes=(
            (
                f"Better means: {finding.rule.label}. From and to: {level} intervals; of a further service "
                "the range in which its own figure would be expected. Services in order of name."
            ),
        ),
        name=f"{finding.short} by service",
    )


def _common_rows(finding: PooledFinding) -> list[tuple[Cell, ...]]:
    """What is said of all services, in the columns of the table."""
    none = wording.NOT_APPLICABLE
    improved = finding.rate("improved")
    average, effects, whole = improved.average, finding.average_effect, finding.effect
    rows: list[tuple[Cell, ...]] = []
    if improved.exact is not None:
        counts = [rate.exact for rate in finding.headline() if rate.exact is not None]
        told = (whole.value, whole.low, whole.high) if whole else (None,) * 3
        rows.append(
            (
                "All together",
                "exact",
                counted(improved.exact.of),
                none,
                *(counted(rate.n) for rate in counts),
                *_shares(improved.exact),
                *(measured(value, 2, none) for value in told),
            )
        )
    elif improved.bounds is not None:
        told_ = improved.bounds
        limits = "its limits, whatever is hidden"
        figures = (shared(told_.printed, wording.HIDDEN), shared(told_.low), shared(told_.high))
        rows.append(
            ("All together", limits, counted(finding.n), none, none, none, none, *figures, none, none, none)
        )
    for label, of_rate, of_effect in (
        (_AVERAGE, _ends(average), _ends(effects)),
        ("A further service", _range(average), _range(effects)),
    ):
        if any(value is not None for value in (*of_rate, *of_effect)):
            rows.append(
                (
                    label,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    *(shared(value, none) for value in of_rate),
                    *(measured(value, 2, none) for value in of_effect),
                )
            )
    return rows


def _ends(told: Average | None) -> tuple[float | None, ...]:
    return (told.mean, told.low, told.high) if told is not None and told.k > 1 else (None, None, None)


def _range(told: Average | None) -> tuple[float | None, ...]:
    return (None, *told.prediction) if told is not None and told.prediction else (None, None, None)


def _shares(rate: Rate) -> tuple[Cell, ...]:
    return tuple(shared(value, symbol_of(rate)) for value in (rate.share, rate.low, rate.high))


def _on_page(finding: PooledFinding, page: int) -> tuple[ServiceResult, ...]:
    return finding.services[page * MOST : (page + 1) * MOST]


def _service_line(one: ServiceResult) -> _Line:
    rate = one.improved
    if rate.share is None:
        return (one.service, f"{_none(one)}, {_size(one)}", None, None, None, _n(one.n), SERVICE)
    about = "about " if rate.rounded else ""
    text = f"{about}{wording.share(rate.share)} of {about}{wording.count(rate.of)}"
    return (one.service, text, rate.share, rate.low, rate.high, _n(rate.of), SERVICE)


def _together(finding: PooledFinding, average: Average) -> list[_Line]:
    """What services have in common, a line each: all together, the average, the range for a further one."""
    improved = finding.rate("improved")
    lines: list[_Line] = []
    whole, limits = improved.exact, improved.bounds
    if whole is not None and whole.share is not None:
        text = f"{wording.share(whole.share)} of {wording.count(whole.of)}"
        lines.append(("All together", text, whole.share, whole.low, whole.high, None, TOGETHER))
    elif limits is not None:
        told = f"about {wording.share(limits.printed)}" if limits.printed is not None else wording.HIDDEN
        text = f"{told}, limits {_short(limits.low, limits.high)}"
        lines.append(("All together", text, limits.printed, limits.low, limits.high, None, TOGETHER))
    if average.k > 1:
        text = f"{wording.share(average.mean)} ({wording.share_interval(average.low, average.high)})"
        lines.append((_AVERAGE, text, average.mean, average.low, average.high, None, TOGETHER))
    if average.prediction is not None:
        low, high = average.prediction
        text = f"{_short(low, high)}{_doubt(average)}"
        lines.append(("A further service", text, None, low, high, None, FURTHER))
    return lines


def _chart(
    finding: PooledFinding,
    lines: Sequence[_Line],
    page: int,
    *,
    title: str,
    subtitle: str,
    what: str,
    caption: str,
    how_made: tuple[str, ...],
    axis: str,
) -> Chart:
    every = len(finding.services)
    part = ""
    if every > MOST:
        first, last = page * MOST + 1, min((page + 1) * MOST, every)
        part = f" Services {first} to {last} of {every} in order of name are drawn; the table has them all."
    told = "; ".join(f"{name}: {text}" for name, text, *_ in lines)
    looks = tuple(line[6] for line in lines)
    hovers = tuple(f"{line[0]}: {line[1]}" for line in lines)
    return Chart(
        kind="forest",
        title=title,
        subtitle=subtitle,
        alt=f"{title}. {what} in each service: {told}.{part}",
        caption=f"{caption}{part}",
        how=how_made,
        about=labels.slug(finding.measure, finding.scale),
        data=service_table(finding),
        rows=tuple(Row(line[0]) for line in lines),
        series=(
            Series(
                name=what,
                values=tuple(line[2] for line in lines),
                labels=tuple(line[1] for line in lines),
                looks=looks,
                hovers=hovers,
                lows=tuple(line[3] for line in lines),
                highs=tuple(line[4] for line in lines),
            ),
            Series(
                name="With both scores",
                values=tuple(line[5] for line in lines),
                labels=("",) * len(lines),
                looks=looks,
                hovers=hovers,
            ),
        ),
        axis=axis,
    )


def _drawn(finding: PooledFinding, average: Average, level: str) -> str:
    """What lines and bars are."""
    limits = average.of == "rate" and finding.rate("improved").exact is None
    parts = [f"Lines are {level} intervals"]
    if limits:
        parts.append("of all together the limits, whatever is rounded or hidden")
    if average.prediction is not None:
        parts.append("the hollow bar is the range for a further service")
    return f"{'; '.join(parts)}."


def _effect_text(value: float | None, low: float | None, high: float | None) -> str:
    return f"{wording.decimal(value, 2)} ({wording.interval(low, high)})"


def _short(low: float, high: float) -> str:
    """Both ends of a range of shares, short enough for a narrow screen."""
    return f"{wording.share(low, short=True)} to {wording.share(high, short=True)}"


def _none(one: ServiceResult) -> str:
    return wording.UNAVAILABLE if one.exact else wording.HIDDEN


def _size(one: ServiceResult) -> str:
    return f"n = {wording.count(one.n)}"


def _n(n: int | None) -> float | None:
    return None if n is None else float(n)


def _doubt(average: Average) -> str:
    return "" if average.reliable else " (unreliable)"
