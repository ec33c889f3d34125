"""The two pictures of single families: a dot, or a line, for each pair of scores that occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, labels, palette, statements
from evaluation.charts.chart import Chart, Curve, Row, Series
from evaluation.charts.table import Table, counted
from evaluation.errors import InputError
from evaluation.individual.lines import lines_of
from evaluation.individual.pairs import OUTCOMES

if TYPE_CHECKING:
    from evaluation.charts.chart import Kind
    from evaluation.charts.palette import Look
    from evaluation.findings.finding import Finding
    from evaluation.individual.pairs import Outcome, Pair, Pairs

MOST_DOTS = 1500  # different pairs of scores that can be told apart on a screen
MOST_LINES = 250
_LOOKS: dict[Outcome, Look] = {
    "improved": palette.BETTER,
    "no_change": palette.NO_CHANGE,
    "worse": palette.WORSE,
    "not_judged": palette.COMMON,
}


def scatter(found: Pairs) -> Chart:
    """First against second score, a dot for each pair that occurs, its size by how many have it.

    Raises InputError where nobody has both scores or more different pairs occur than can be told apart.
    """
    _drawable(found, MOST_DOTS, "dots")
    finding, scale = found.finding, found.scale
    above, below = ("better", "worse")[:: scale.sign]
    curves = lines_of(found)
    return _chart(
        found,
        kind="scatter",
        subtitle="a dot for each pair of scores, larger where more have it",
        alt=f"Dots of second scores against first scores, from {scale.minimum:g} to {scale.maximum:g}; "
        f"above the line of no change {finding.nouns.many} scored {above} after than before, below "
        f"it {below}.",
        curves=curves,
        axis=(
            f"Above the line: scored {above} after than before|"
            f"Below the line: scored {below} after than before|Score before|Score after"
        ),
        source=_sources(found, curves),
    )


def paired_lines(found: Pairs) -> Chart:
    """A line from first to second score for each pair that occurs, the outcomes side by side.

    Raises InputError where nobody has both scores or more different pairs occur than can be followed.
    """
    _drawable(found, MOST_LINES, "lines")
    low, high = found.scale.minimum, found.scale.maximum
    down, up = ("better", "worse")[:: -found.scale.sign]
    return _chart(
        found,
        kind="slope",
        subtitle="a line for each pair of scores, thicker where more have it",
        alt=f"Lines from first to second score, in one panel for each outcome; lines that fall are {down}, "
        f"lines that rise are {up}.",
        curves=(Curve(name="no change", points=((low, low), (high, high))),),
        axis=f"Lines that fall are {down}, lines that rise are {up}. Thicker lines: more "
        f"{found.finding.nouns.many}.",
        source=labels.caption(found.finding),
    )


def private(finding: Finding) -> str:
    """What every such picture says of itself, wherever it goes."""
    return f"Shows single {finding.nouns.many}: for the service's own use, not for publication"


def _drawable(found: Pairs, most: int, marks: str) -> None:
    many = found.finding.nouns.many
    if not found.pairs:
        raise InputError(f"No {many} have both scores of {found.finding.title}, so there is nothing to draw.")
    if len(found.pairs) > most:
        raise InputError(
            f"{found.finding.title} has {wording.count(len(found.pairs))} different pairs of scores here, "
            f"more than {most} {marks} can show: narrow the filters or the period to look at single {many}."
        )


def _chart(
    found: Pairs,
    *,
    kind: Kind,
    subtitle: str,
    alt: str,
    curves: tuple[Curve, ...],
    axis: str,
    source: str,
) -> Chart:
    finding = found.finding
    drawn = [outcome for outcome in OUTCOMES if found.count(outcome)]
    counts = "; ".join(_counted(found, outcome) for outcome in drawn)
    title = statements.title(finding)
    return Chart(
        kind=kind,
        title=title,
        subtitle=f"{labels.subtitle(finding)}; {subtitle}",
        alt=f"{title}. {alt} {counts}.",
        caption=f"{source}. {private(finding)}.",
        how=(
            how.whose(finding),
            how.which(finding),
            *how.better(finding.rule(finding.headline_rule)),
            (
                f"Each mark: a pair of scores that occurs, by how many {finding.nouns.many} have it. "
                f"Together they are all {wording.count(found.n)}: {counts}."
            ),
            "No interval is given: these are the scores held, and nothing is estimated from them.",
        ),
        about=labels.slug(finding.measure, finding.scale),
        data=_table(found),
        rows=tuple(Row(_scores(pair)) for pair in found.pairs),
        series=tuple(_series(found, outcome) for outcome in drawn),
        curves=curves,
        axis=axis,
    )


def _counted(found: Pairs, outcome: Outcome) -> str:
    """An outcome with how many had it: "Got better: 45 families"."""
    nouns = found.finding.nouns
    return f"{_named(found, outcome)}: {wording.plural(found.count(outcome), nouns.one, nouns.many)}"


def _named(found: Pairs, outcome: Outcome) -> str:
    return (
        "Not judged by this definition"
        if outcome == "not_judged"
        else wording.outcome(found.rule.id, outcome)
    )


def _scores(pair: Pair) -> str:
    return f"{pair.before:g} before, {pair.after:g} after"


def _series(found: Pairs, outcome: Outcome) -> Series:
    """The pairs of one outcome: how many, first score, second score."""
    nouns = found.finding.nouns
    told = [pair if pair.outcome == outcome else None for pair in found.pairs]
    return Series(
        name=_counted(found, outcome),
        values=tuple(None if pair is None else pair.n for pair in told),
        labels=("",) * len(told),
        looks=(_LOOKS[outcome],) * len(told),
        hovers=tuple(
            "" if pair is None else f"{_scores(pair)}: {wording.plural(pair.n, nouns.one, nouns.many)}"
            for pair in told
        ),
        lows=tuple(None if pair is None else pair.before for pair in told),
        highs=tuple(None if pair is None else pair.after for pair in told),
    )


def _sources(found: Pairs, curves: tuple[Curve, ...]) -> str:
    """Where the scores, the band and the cut-off come from."""
    text = labels.caption(found.finding)
    if any(curve.dashed for curve in curves):
        text += f". Dashed lines: {found.rule.label} ({found.rule.source.rstrip('.')})"
    cut_off = found.scale.cut_off
    if cut_off is not None:
        reach = cut_off.reach(found.scale.better)
        text += f". Cut-off: {reach}, {cut_off.label} ({cut_off.source.rstrip('.')})"
    return text


def _table(found: Pairs) -> Table:
    finding = found.finding
    return Table(
        caption=f"{labels.scored(finding)}: every pair of scores",
        columns=("Before", "After", wording.capital(finding.nouns.many), "Outcome"),
        rows=tuple(
            (f"{pair.before:g}", f"{pair.after:g}", counted(pair.n), _named(found, pair.outcome))
            for pair in found.pairs
        ),
        notes=(f"{wording.capital(labels.direction(finding))}. {private(finding)}.",),
        name=f"{finding.short} pairs of scores",
    )
