"""The funnel plot: each site's share against its size, with the limits of chance. Not a league table."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, labels, palette
from evaluation.charts.chart import Chart, Curve, Row, Series
from evaluation.charts.scene import LINE, SWATCH, Dot, Rule, Scene, Swatch, Words, wrapped
from evaluation.charts.table import Cell, Table, counted, shared
from evaluation.groups import LEVELS

if TYPE_CHECKING:
    from evaluation.findings.grouped import FunnelPoints, Grouped, GroupedScale
    from evaluation.groups import Funnel

_STEPS = 48  # straight pieces of a curve
_TALL, _LEFT, _RIGHT, _TOP = 300, 46, 14, 10
_KEY = (
    (palette.BETTER, "within what chance would give"),
    (palette.WORSE, "outside the limits, named"),
)


def funnel_chart(found: Grouped, scale: GroupedScale, *, adjusted: bool) -> Chart | None:
    """The funnel of one scale, plain or widened for over-dispersion; None where there is none."""
    points = scale.funnel
    if points is None:
        return None
    told = points.funnel
    sites = range(len(points.names))
    places = [told.place(site, adjusted=adjusted)[0] for site in sites]
    shares = tuple(float(told.n[site] / told.of[site]) for site in sites)
    outside = [points.names[site] for site in sites if places[site] != "within"]
    texts = [
        f"{points.names[site]}: {wording.share(shares[site])} of {wording.count(round(told.of[site]))}, "
        f"{points.reading(site, adjusted=adjusted)}"
        for site in sites
    ]
    looks = tuple(palette.BETTER if place == "within" else palette.WORSE for place in places)
    many = found.attribute.many
    said = (
        f"{wording.capital(wording.listed(outside))} {'lies' if len(outside) == 1 else 'lie'} outside the "
        "funnel's limits"
        if outside
        else f"All {len(shares)} {many} lie within what chance would give"
    )
    widened = "widened for over-dispersion" if adjusted and told.adjustable else "of chance alone"
    title = f"{wording.capital(scale.concept)}: {said[:1].lower() if not outside else said[:1]}{said[1:]}"
    return Chart(
        kind="funnel",
        title=title,
        subtitle=f"{wording.capital(scale.about)}, share who {scale.got_better}, limits {widened}",
        alt=(
            f"{title}. The share of {scale.nouns.many} who {scale.got_better} against how many "
            f"have both scores, with limits around the average of {wording.share(told.centre)}. "
            f"{'; '.join(texts)}."
        ),
        caption=(
            f"Source: {scale.title}; better means: {scale.rule.label}. Inner limits 95%, outer limits 99.8%, "
            f"{widened}."
        ),
        how=(
            (
                f"Whose scores: {scale.nouns.many} with both scores of {scale.about}, in each "
                f"{found.attribute.one}; the average is of all that are drawn."
            ),
            *how.better(scale.rule),
            *_how_made(points, adjusted=adjusted),
        ),
        about=labels.slug(scale.measure, scale.scale),
        data=funnel_table(found, scale, points, adjusted=adjusted),
        rows=tuple(Row(name) for name in points.names),
        series=(
            Series(
                name="Share who got better",
                values=shares,
                labels=tuple(
                    name if place != "within" else ""
                    for name, place in zip(points.names, places, strict=True)
                ),
                looks=looks,
                hovers=tuple(texts),
            ),
            Series(
                name="With both scores",
                values=tuple(map(float, told.of)),
                labels=("",) * len(shares),
                looks=looks,
                hovers=tuple(texts),
            ),
        ),
        axis=f"{wording.capital(scale.nouns.many)} with both scores",
        curves=_curves(told, adjusted=adjusted),
    )


def _curves(told: Funnel, *, adjusted: bool) -> tuple[Curve, ...]:
    """The average and both ends of each level's limits, from the smallest size to beyond the largest."""
    last = float(told.of.max()) * 1.05
    first = max(2.0, float(told.of.min()) * 0.6)
    # Steps in the root of the size: limits bend most where sites are small.
    sizes = [(first**0.5 + (last**0.5 - first**0.5) * step / _STEPS) ** 2 for step in range(_STEPS + 1)]
    curves = [Curve(name="Average", points=tuple((size, told.centre) for size in (first, last)))]
    for level in LEVELS:
        limits = [told.limits(size, level, adjusted=adjusted) for size in sizes]
        curves += [
            Curve(
                name=wording.level(level),
                points=tuple((size, both[end]) for size, both in zip(sizes, limits, strict=True)),
                dashed=level == LEVELS[0],
            )
            for end in (0, 1)
        ]
    return tuple(curves)


def funnel_table(found: Grouped, scale: GroupedScale, points: FunnelPoints, *, adjusted: bool) -> Table:
    """Each site in order of name with its share, the limits for its size and where it lies."""
    told = points.funnel
    rows: list[tuple[Cell, ...]] = []
    for site, name in enumerate(points.names):
        size = float(told.of[site])
        inner, outer = (told.limits(size, level, adjusted=adjusted) for level in LEVELS)
        share = shared(float(told.n[site] / told.of[site]))
        reading = points.reading(site, adjusted=adjusted)
        ends = (outer[0], inner[0], inner[1], outer[1])
        rows.append((name, counted(round(size)), share, *map(shared, ends), reading))
    return Table(
        caption=f"{wording.capital(scale.concept)} ({scale.about}): {found.attribute.many} and the limits of "
        "chance",
        columns=(
            found.attribute.label,
            "With both scores",
            "Share",
            "99.8% from",
            "95% from",
            "95% to",
            "99.8% to",
            "Reading",
        ),
        rows=tuple(rows),
        notes=_how_made(points, adjusted=adjusted),
        name=f"{scale.short} funnel",
    )


def _how_made(points: FunnelPoints, *, adjusted: bool) -> tuple[str, ...]:
    """How the limits were made, how much the sites vary, and which are too small to be drawn."""
    told = points.funnel
    made = (
        f"The limits show where the share of a group of that size would lie if every group's own chance were "
        f"the average, {wording.share(told.centre)}: 95 in 100 within the inner, 998 in 1,000 within the "
        "outer. Even so, 1 in 20 lies outside the inner by chance."
    )
    if told.phi is None or told.tau2 is None:
        spread = "There are too few groups to tell whether they vary more than chance would make them."
    else:
        numbers = (
            f"over-dispersion φ = {wording.decimal(told.phi, 2)}, τ² = {wording.decimal(told.tau2, 5)} on "
            "the arcsine scale (Spiegelhalter 2005, additive, a tenth at each end winsorised)"
        )
        if not told.adjustable:
            spread = (
                f"The groups vary no more than chance would make them, so limits are not widened ({numbers})."
            )
        elif adjusted:
            spread = (
                "The groups vary more than chance would make them, as groups that see different people do. "
                f"The limits allow for that ({numbers})."
            )
        else:
            spread = (
                "The groups vary more than chance would make them, and these limits do not allow for that "
                f"({numbers})."
            )
    small = points.too_small
    left = f"Too small to be drawn, or not shown: {wording.listed(small)}." if small else ""
    return tuple(text for text in (made, spread, left) if text)


def lay_out_funnel(chart: Chart, characters: int) -> Scene:
    """Size from left to right from 0 on, share from 0% at the foot to 100%."""
    drawn = Scene(left=_LEFT, right=_RIGHT)
    last = max(x for curve in chart.curves for x, _ in curve.points)
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        drawn.rules.append(Rule(x0=0, x1=1, y0=_down(tick), y1=_down(tick)))
        drawn.words.append(
            Words(x=0, dx=-6, y=_down(tick), text=wording.share(tick), anchor="right", colour=palette.QUIET)
        )
    for curve in chart.curves:
        colour = palette.INK if curve.name == "Average" else palette.QUIET
        drawn.rules += [
            Rule(
                x0=x0 / last,
                x1=x1 / last,
                y0=_down(y0),
                y1=_down(y1),
                colour=colour,
                width=1.5,
            )
            # Pieces are shorter than a dash: a dashed line is every other one of them.
            for (x0, y0), (x1, y1) in list(pairwise(curve.points))[:: 2 if curve.dashed else 1]
        ]
    _sites(drawn, chart, last)
    step = next(s for s in _nice() if last / s <= 6)
    drawn.words += [
        Words(x=step * k / last, y=_TOP + _TALL + 14, text=wording.count(round(step * k)), anchor="middle")
        for k in range(int(last / step) + 1)
    ]
    _key(drawn, chart, characters)
    return drawn


def _down(share: float) -> float:
    return _TOP + _TALL * (1 - share)


def _sites(drawn: Scene, chart: Chart, last: float) -> None:
    """A dot for each site, and the names of those outside."""
    share, size = chart.series
    for place, value in enumerate(share.values):
        x, y, look = (size.values[place] or 0.0) / last, _down(value or 0.0), share.looks[place]
        drawn.dots.append(Dot(x=x, y=y, colour=look.edge, fill=look.fill, size=11, hover=share.hovers[place]))
        right = x > 0.6
        if share.labels[place]:
            drawn.words.append(
                Words(
                    x=x,
                    dx=-10 if right else 10,
                    y=y,
                    text=share.labels[place],
                    anchor="right" if right else "left",
                    bold=True,
                )
            )


def _key(drawn: Scene, chart: Chart, characters: int) -> None:
    """What the axis counts, and what colours and lines mean."""
    y = _TOP + _TALL + 28.0
    for text in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, dx=2 - _LEFT, y=y + LINE / 2, text=text, colour=palette.QUIET))
        y += LINE
    for look, text in _KEY:
        if look in chart.series[0].looks:
            drawn.swatches.append(Swatch(x=0, dx=2 - _LEFT, y=y + LINE / 2, look=look))
            drawn.words.append(Words(x=0, dx=SWATCH + 8 - _LEFT, y=y + LINE / 2, text=text))
            y += LINE
    for text in ("– – –  95% limits", "——  99.8% limits, and the average"):
        drawn.words.append(Words(x=0, dx=2 - _LEFT, y=y + LINE / 2, text=text))
        y += LINE
    drawn.height = y + 6


def _nice() -> list[float]:
    return [float(digit * 10**power) for power in range(8) for digit in (1, 2, 5)]
