"""Groups side by side: a dot with its interval a group, in order of name or size and never of result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from evaluation import wording
from evaluation.charts import how, labels, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.scene import (
    LABEL_WIDTH,
    LINE,
    WIDE_LABEL,
    Dot,
    Rule,
    Scene,
    Words,
    beside,
    margin,
    wrapped,
)
from evaluation.charts.table import Cell, Number, Table, counted, measured, shared
from evaluation.findings.ends import AT_AN_END
from evaluation.findings.group_words import group_title

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.grouped import Group, Grouped, GroupedScale

Order = Literal["name", "size"]
_TALL = 46  # pixels of a row
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def ordered(scale: GroupedScale, order: Order = "name") -> tuple[Group, ...]:
    """The groups by name or, largest first, by how many have both scores; those not recorded last."""
    if order == "name":
        return scale.groups
    return tuple(sorted(scale.groups, key=lambda group: (not group.recorded, -(group.n or 0))))


def group_dots(
    found: Grouped, scale: GroupedScale, *, order: Order = "name", most: int | None = None
) -> Chart | None:
    """The share who got better in each group with its interval; None where no share is shown.

    `most` is how many groups are drawn; the table has them all.
    """
    groups = ordered(scale, order)
    drawn = groups[:most]
    if all(group.improved.share is None for group in drawn):
        return None
    rates = [group.improved for group in drawn]
    texts = tuple(map(_printed, rates))
    told = "; ".join(f"{group.name}: {text}" for group, text in zip(drawn, texts, strict=True))
    many = scale.nouns.many
    left = len(groups) - len(drawn)
    more = f" {left} more groups are in the table." if left else ""
    return Chart(
        kind="dots",
        title=group_title(scale, found.attribute),
        subtitle=f"{wording.capital(scale.about)}, share of {many} who {scale.got_better}, by "
        f"{found.attribute.label.lower() if found.attribute.one == 'group' else found.attribute.one}"
        f"{_altogether(scale)}",
        alt=f"{group_title(scale, found.attribute)}. Share of {many} who {scale.got_better} in each group: "
        f"{told}.{more}",
        caption=f"Source: {scale.title}; better means: {scale.rule.label}. In order of {order}. Lines are "
        f"{wording.level(rates[0].confidence)} intervals (Wilson).",
        how=_how(found, scale, rates),
        about=labels.slug(scale.measure, scale.scale),
        data=group_table(found, scale, order=order),
        rows=tuple(Row(group.name) for group in drawn),
        series=(
            Series(
                name="Share who got better",
                values=tuple(rate.share for rate in rates),
                labels=texts,
                looks=tuple(palette.BETTER if g.recorded else palette.NO_CHANGE for g in drawn),
                hovers=tuple(f"{g.name}: {text}" for g, text in zip(drawn, texts, strict=True)),
                lows=tuple(rate.low for rate in rates),
                highs=tuple(rate.high for rate in rates),
            ),
        ),
        axis=f"Share of {many} with both scores who {scale.got_better}",
    )


def _how(found: Grouped, scale: GroupedScale, rates: list[Rate]) -> tuple[str, ...]:
    """Who is in a group, what counts as better, the interval and what comparing many groups means."""
    kept = scale.nouns.many
    return (
        (
            f"Whose scores: {kept} with both scores of {scale.about}, in the groups of "
            f"{found.attribute.label.lower()}; those with none recorded are shown and compared with nobody."
        ),
        *how.better(scale.rule),
        (
            f"Each share: of all with both scores in the group; its likely range is a "
            f"{wording.level(rates[0].confidence)} interval ({rates[0].interval}'s method)."
        ),
        *((found.note,) if found.note else ()),
        *how.protection(
            rounded=any(rate.rounded for rate in rates),
            hidden=any(rate.hidden == wording.HIDDEN for rate in rates),
        ),
    )


def _altogether(scale: GroupedScale) -> str:
    rates = [group.improved for group in scale.groups]
    return labels.altogether(
        (rate.of for rate in rates), scale.nouns, rounded=any(rate.rounded for rate in rates)
    )


def _printed(rate: Rate) -> str:
    if rate.share is None:
        return f"{rate.hidden or wording.UNAVAILABLE} (n = {wording.count(rate.of, rate.hidden or '0')})"
    about = "about " if rate.rounded else ""
    return f"{about}{wording.share(rate.share)} of {about}{wording.count(rate.of)}"


def lay_out_dots(chart: Chart, characters: int) -> Scene:
    """Each group's name at the left, its figure above its interval, all on one line from 0% to 100%."""
    width = LABEL_WIDTH if characters < 80 else WIDE_LABEL
    names = [wrapped(row.label, width) or [""] for row in chart.rows]
    drawn = Scene(left=max(margin(names), 60), right=22)
    series = chart.series[0]
    y = 2.0
    for place, lines in enumerate(names):
        tall = max(_TALL, len(lines) * (LINE - 2) + 8)
        beside(drawn, lines, y + tall / 2)
        value, low, high = series.values[place], series.lows[place], series.highs[place]
        drawn.words.append(Words(x=0, dx=4, y=y + LINE / 2, text=series.labels[place], colour=palette.QUIET))
        line = y + LINE + 10
        drawn.rules += [Rule(x0=tick, x1=tick, y0=y + LINE, y1=y + tall - 2) for tick in _TICKS]
        if low is not None and high is not None:
            drawn.rules.append(Rule(x0=low, x1=high, y0=line, y1=line, colour=palette.BLUE, width=3))
        if value is not None:
            look = series.looks[place]
            drawn.dots.append(
                Dot(x=value, y=line, colour=look.edge, fill=look.fill, size=12, hover=series.hovers[place])
            )
        y += tall
        drawn.rules.append(Rule(x0=0, x1=1, y0=y - 2, y1=y - 2))
    for tick in _TICKS:
        drawn.rules.append(Rule(x0=tick, x1=tick, y0=y - 2, y1=y + 4))
        drawn.words.append(Words(x=tick, y=y + 16, text=wording.share(tick), anchor="middle"))
    y += 30
    for line_of_axis in wrapped(chart.axis, characters):
        drawn.words.append(
            Words(x=0, dx=2 - drawn.left, y=y + LINE / 2, text=line_of_axis, colour=palette.QUIET)
        )
        y += LINE
    drawn.height = y + 4
    return drawn


def group_table(found: Grouped, scale: GroupedScale, *, order: Order = "name") -> Table:
    """What became of each group: better, no change and worse together, and its effect."""
    rows: list[tuple[Cell, ...]] = []
    for group in ordered(scale, order):
        better = group.improved
        rates = [_count(rate) for rate in group.rates]
        symbol = wording.HIDDEN if group.n is None or (better.rounded and group.effect is None) else ""
        effect = _effect(group, symbol)
        rows.append(
            (
                group.name,
                _n(group.n),
                rates[0],
                shared(better.share, better.hidden or wording.UNAVAILABLE),
                shared(better.low, better.hidden or wording.UNAVAILABLE),
                shared(better.high, better.hidden or wording.UNAVAILABLE),
                *rates[1:],
                *effect,
            )
        )
    better_, same, worse = (
        wording.outcome(scale.rule.id, kind) for kind in ("improved", "no_change", "worse")
    )
    level = wording.level(scale.groups[0].improved.confidence) if scale.groups else "95%"
    return Table(
        caption=f"{_heading(found, scale)}: outcomes",
        columns=(
            found.attribute.label,
            "With both scores",
            better_,
            "Share",
            "Share from",
            "Share to",
            same,
            worse,
            "Effect",
            "Effect from",
            "Effect to",
        ),
        rows=tuple(rows),
        notes=(
            (
                f"Better means: {scale.rule.label}. From and to: {level} intervals (shares Wilson; effects "
                f"SMCRH, or jackknife t where {wording.share(AT_AN_END)} or more start at one end of the "
                "scale). Effect: average change divided by the spread of the group's own first scores, with "
                "a small-sample correction; positive is better."
            ),
        ),
        name=f"{scale.short} by {found.attribute.one}",
    )


def difference_table(found: Grouped, scale: GroupedScale, *, order: Order = "name") -> Table:
    """Each group against all others together, in percentage points, and what may be said of it."""
    rows: list[tuple[Cell, ...]] = []
    for group in ordered(scale, order):
        told = group.comparison
        none = wording.HIDDEN if group.improved.hidden == wording.HIDDEN else wording.UNAVAILABLE
        rows.append(
            (
                group.name,
                shared(group.improved.share, none),
                shared(told.others, none),
                *(_points(value, none) for value in (told.value, told.low, told.high)),
                _p(told.p, none),
                _p(told.adjusted, none),
                wording.capital(told.reading or told.reason),
            )
        )
    level = wording.level(scale.groups[0].improved.confidence) if scale.groups else "95%"
    method = (
        f"Difference in percentage points with Newcombe's {level} interval (1998, method 10). p: chi-squared "
        "with N - 1, or Fisher's where few are expected (Campbell 2007)."
    )
    return Table(
        caption=f"{_heading(found, scale)}: each against all others together",
        columns=(
            found.attribute.label,
            "Share who got better",
            "Of the others",
            "Difference (points)",
            "From",
            "To",
            "p",
            "p adjusted",
            "Reading",
        ),
        rows=tuple(rows),
        notes=(method, found.note) if found.note else (method,),
        name=f"{scale.short} differences",
    )


def access_table(found: Grouped, scale: GroupedScale, *, order: Order = "name") -> Table:
    """Who is here, who is scored and who got better, side by side: access beside outcome."""
    rows: list[tuple[Cell, ...]] = [
        (
            group.name,
            _count(group.among),
            *(
                shared(rate.share, rate.hidden or wording.UNAVAILABLE)
                for rate in (group.among, group.started, group.completion, group.improved)
            ),
        )
        for group in ordered(scale, order)
    ]
    return Table(
        caption=f"{_heading(found, scale)}: access and outcome",
        columns=(
            found.attribute.label,
            "In these figures",
            "Share of all here",
            "Have a first score",
            "Have both scores",
            "Got better, of those with both",
        ),
        rows=tuple(rows),
        notes=(
            (
                "The first two shares are of everybody in these figures and of the group. Read the columns "
                "together: a group whose scores are seldom held can't be judged by its outcome. Compare the "
                "share of all here with the people of the area, which no file of the service can tell."
            ),
        ),
        name=f"{scale.short} access",
    )


def _heading(found: Grouped, scale: GroupedScale) -> str:
    return f"{wording.capital(scale.concept)} ({scale.about}) by {found.attribute.label.lower()}"


def _n(n: int | None) -> Cell:
    return counted(n, wording.HIDDEN)


def _count(rate: Rate) -> Cell:
    return counted(rate.n, rate.hidden or wording.UNAVAILABLE)


def _effect(group: Group, symbol: str) -> tuple[Cell, ...]:
    effect, none = group.effect, symbol or wording.UNAVAILABLE
    if effect is None:
        return (none,) * 3
    return tuple(measured(value, 2, none) for value in (effect.value, effect.low, effect.high))


def _points(value: float | None, none: str) -> Cell:
    """A difference of shares in percentage points."""
    if value is None:
        return none
    return Number(wording.rounded(100 * value, 0), "decimal", 0)


def _p(value: float | None, none: str) -> Cell:
    if value is None:
        return none
    return "less than 0.001" if value < 0.001 else Number(wording.rounded(value, 3), "decimal", 3)
