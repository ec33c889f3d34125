"""The picture of every reasonable definition: a dot and its interval for each, and how far others reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, labels, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.scene import LINE, Dot, Rule, Scene, Words, wrapped
from evaluation.charts.table import Table, counted, shared, symbol_of
from evaluation.findings.multiverse import varied
from evaluation.findings.of_scale import rated_by

if TYPE_CHECKING:
    from evaluation.charts.scene import Anchor
    from evaluation.estimates import Rate
    from evaluation.findings.multiverse import Multiverse, Universe

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_KEY = {
    "dot": "Dot: only those with both scores",
    "thick": "Thick line: its likely range (interval)",
    "thin": "Thin line: if none, to if all, of the others did",
}


@dataclass(frozen=True)
class _Line:
    """One definition: the share of those with both scores, and the ends if none or all others got better."""

    label: str
    detail: str
    complete: Rate
    none: float | None
    all: float | None


def multiverse(found: Multiverse) -> Chart | None:
    """A dot with its interval for each definition, on a line from none to all of those missing.

    In order of the share of those with both scores. None where there is one definition only.
    """
    if len(found.universes) < 2:
        return None
    lines = _lines(found)
    level = wording.level(lines[0].complete.confidence)
    texts = tuple(_printed(line) for line in lines)
    return Chart(
        kind="multiverse",
        title=found.sentence.removesuffix("."),
        subtitle=f"{found.title}: {varied(found)}",
        alt=f"{wording.sentence(found.sentence)} Share for each definition, with what it would be if none to "
        f"all of those without a second score had got better: {_told(lines)}. {found.note}".strip(),
        caption=f"Source: {found.title}. Thick lines: {level} intervals (Wilson) of those with both scores.",
        how=_how(found, lines),
        about=labels.slug(found.measure, found.scale),
        data=multiverse_table(found),
        rows=tuple(Row(line.label, line.detail) for line in lines),
        series=(
            Series(
                name="Those with both scores",
                values=tuple(line.complete.share for line in lines),
                labels=texts,
                looks=(palette.BETTER,) * len(lines),
                hovers=tuple(f"{line.label}: {text}" for line, text in zip(lines, texts, strict=True)),
                lows=tuple(line.complete.low for line in lines),
                highs=tuple(line.complete.high for line in lines),
            ),
            Series(
                name="From none to all without a second score",
                values=(None,) * len(lines),
                labels=("",) * len(lines),
                looks=(palette.NO_CHANGE,) * len(lines),
                hovers=("",) * len(lines),
                lows=tuple(line.none for line in lines),
                highs=tuple(line.all for line in lines),
            ),
        ),
        axis=f"Share of {found.nouns.many} who got better",
    )


def _told(lines: list[_Line]) -> str:
    """Every definition with its shares."""
    return "; ".join(
        f"{line.label}{f' ({line.detail})' if line.detail else ''}: {_printed(line)}" for line in lines
    )


def _lines(found: Multiverse) -> list[_Line]:
    """The universes that differ in nothing but the stance together, by the share of those with both."""
    groups: dict[tuple[str, str, str], dict[str, Universe]] = {}
    for universe in found.universes:
        groups.setdefault((universe.rule, universe.pairing, universe.rater), {})[universe.stance.id] = (
            universe
        )
    pairings = len({pairing for _, pairing, _ in groups}) > 1
    raters = len({rater for _, _, rater in groups}) > 1
    lines = []
    for (_, pairing, rater), stances in groups.items():
        complete = stances["complete"]
        short = pairing.split(" (", maxsplit=1)[0]
        parts = ([wording.capital(short)] if pairings else []) + ([rated_by(rater)] if raters else [])
        ends = [stances[name].rate.share if name in stances else None for name in ("none", "all")]
        lines.append(_Line(complete.label, ", ".join(parts), complete.rate, *ends))
    return sorted(lines, key=lambda line: (line.complete.share or 0.0, line.label, line.detail))


def _how(found: Multiverse, lines: list[_Line]) -> tuple[str, ...]:
    """What is varied, what is left out, and what stands for those without a second score."""
    rates = [line.complete for line in lines]
    return (
        f"Whose scores: {found.nouns.many} with both scores of {found.title}.",
        f"What is varied: {wording.sentence(varied(found))}",
        (
            f"Dot: the share of those with both scores. Thick line: its {wording.level(rates[0].confidence)} "
            f"interval ({rates[0].interval}'s method)."
        ),
        (
            "Thin line: the same share of all with a first score, if none and if all of those without a "
            "second score had got better."
        ),
        (
            "Left out: definitions whose source is not firm, and recovery, which is only about those beyond "
            "a cut-off."
        ),
        *((found.note,) if found.note else ()),
        *how.protection(rounded=any(rate.rounded for rate in rates), hidden=False),
    )


def _printed(line: _Line) -> str:
    about = "about " if line.complete.rounded else ""
    text = f"{about}{wording.share(line.complete.share)}"
    if line.none is None or line.all is None:
        return text
    return f"{text} ({wording.share(line.none)} to {wording.share(line.all)})"


def multiverse_table(found: Multiverse) -> Table:
    """Every definition with its share and interval, lowest first."""
    return Table(
        caption=f"Every reasonable definition: {found.title}",
        columns=(
            "What counts as better",
            "Those without a second score",
            "Scores compared",
            "Rater",
            "Got better",
            "Out of",
            "Share",
            "From",
            "To",
        ),
        rows=tuple(
            (
                u.label,
                wording.capital(u.stance.words),
                u.pairing,
                u.rater,
                counted(u.rate.n),
                counted(u.rate.of),
                shared(u.rate.share),
                shared(u.rate.low, symbol_of(u.rate)),
                shared(u.rate.high, symbol_of(u.rate)),
            )
            for u in found.universes
        ),
        notes=(
            varied(found),
            (
                "Left out are definitions whose source is not firm, and recovery, which is only about those "
                "beyond a cut-off."
            ),
            *([found.note] if found.note else []),
        ),
        name=f"{found.short} definitions",
    )


def lay_out_multiverse(chart: Chart, characters: int) -> Scene:
    """Each definition's words above its line, all on one axis from 0% to 100%."""
    drawn = Scene(left=8, right=16)
    complete, reach = chart.series
    y = _key(
        drawn,
        reach=any(low is not None for low in reach.lows),
        interval=any(low is not None for low in complete.lows),
    )
    for place, row in enumerate(chart.rows):
        for text, bold in ((row.label, True), (row.detail, False)):
            for words in wrapped(text, characters, bold=bold):
                drawn.words.append(Words(x=0, y=y + LINE / 2, text=words, bold=bold))
                y += LINE - 2
        drawn.words.append(Words(x=0, y=y + LINE / 2, text=complete.labels[place], colour=palette.QUIET))
        y += LINE
        middle = y + 8
        low, high = reach.lows[place], reach.highs[place]
        drawn.rules.append(Rule(x0=0.5, x1=0.5, y0=middle - 9, y1=middle + 9))
        if low is not None and high is not None:
            drawn.rules.append(Rule(x0=low, x1=high, y0=middle, y1=middle, colour=palette.QUIET, width=1.5))
            drawn.rules += [
                Rule(x0=end, x1=end, y0=middle - 5, y1=middle + 5, colour=palette.QUIET)
                for end in (low, high)
            ]
        low, high = complete.lows[place], complete.highs[place]
        if low is not None and high is not None:
            drawn.rules.append(Rule(x0=low, x1=high, y0=middle, y1=middle, colour=palette.BLUE, width=5))
        value = complete.values[place]
        if value is not None:
            drawn.dots.append(
                Dot(x=value, y=middle, colour=palette.BLUE, size=13, hover=complete.hovers[place])
            )
        y = middle + 16
    drawn.rules.append(Rule(x0=0, x1=1, y0=y, y1=y, colour=palette.GREY))
    for tick in _TICKS:
        drawn.rules.append(Rule(x0=tick, x1=tick, y0=y, y1=y + 5, colour=palette.GREY))
        anchor: Anchor = "left" if tick == 0 else "right" if tick == 1 else "middle"
        drawn.words.append(Words(x=tick, y=y + 16, text=wording.share(tick), anchor=anchor))
    y += 30
    for words in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, y=y + LINE / 2, text=words, colour=palette.QUIET))
        y += LINE
    drawn.height = y + 4
    return drawn


def _key(drawn: Scene, *, reach: bool, interval: bool) -> float:
    """What the marks mean, above them all."""
    y = 2.0
    for mark, text in _KEY.items():
        if (mark == "thin" and not reach) or (mark == "thick" and not interval):
            continue
        drawn.words.append(Words(x=0, y=y + LINE / 2, text=text))
        y += LINE
    return y + 8
