"""Answers before and after: two bars of the same people, their parts how many gave which answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, labels, palette, statements
from evaluation.charts.chart import MOST_ANSWERS, Chart, Row, Series
from evaluation.charts.scene import BAR, GAP, LINE, SWATCH, Rect, Rule, Scene, Swatch, Words, wrapped
from evaluation.charts.scores import before_and_after_table

if TYPE_CHECKING:
    from evaluation.charts.palette import Look
    from evaluation.findings.finding import Bin, Finding

# From the worst answer to the best; the outer two are the strongest, in grey print too.
_LOOKS = (palette.WORSE, palette.MOVED_WORSE, palette.NO_CHANGE, palette.MOVED_BETTER, palette.BETTER)
_AMONG = {2: (0, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def likert(finding: Finding) -> Chart | None:
    """How many gave each answer before and after, of the same people.

    None unless the scale is ordered ratings with two to five answers, each with a count of its own.
    """
    answers = finding.bins if finding.better == "higher" else finding.bins[::-1]
    if not finding.ordinal or len(answers) not in _AMONG or any(b.low != b.high for b in answers):
        return None
    many = finding.nouns.many
    names = _names(answers)
    looks = [_LOOKS[place] for place in _AMONG[len(answers)]]
    told = "; ".join(
        f"{when}: "
        + ", ".join(f"{name} by {wording.count(n)}" for name, n in zip(names, counts, strict=True))
        for when, counts in (("before", [b.before for b in answers]), ("after", [b.after for b in answers]))
    )
    return Chart(
        kind="likert",
        title=statements.title(finding),
        subtitle=labels.subtitle(finding),
        alt=(
            f"{statements.title(finding)}. Two bars of the same {many}, parted by the answer given, worst to "
            f"best: {told}."
        ),
        caption=f"{labels.caption(finding)}. {wording.capital(labels.direction(finding))}.",
        how=how.answers(finding),
        about=labels.slug(finding.measure, finding.scale),
        data=before_and_after_table(finding),
        rows=(Row("Before"), Row("After")),
        series=tuple(
            _series(answer, name, look, finding)
            for answer, name, look in zip(answers, names, looks, strict=True)
        ),
        axis=f"Number of {many}, from the worst answer to the best ({labels.direction(finding)})",
    )


def _names(answers: tuple[Bin, ...]) -> list[str]:
    """The answers as they are printed, the ends named: a number alone says nothing of its direction."""
    names = [answer.label for answer in answers]
    return [f"{names[0]} (worst)", *names[1:-1], f"{names[-1]} (best)"]


def _series(answer: Bin, name: str, look: Look, finding: Finding) -> Series:
    """How many gave an answer before and after; `highs` is where a whole bar ends."""
    counts, many = (answer.before, answer.after), finding.nouns.many
    return Series(
        name=name,
        values=counts,
        labels=tuple(f"{answer.label}: {wording.count(n)}" for n in counts),
        looks=(look, look),
        hovers=tuple(
            f"{answer.label} {when}: {wording.count(n)} {many}"
            for when, n in zip(("before", "after"), counts, strict=True)
        ),
        highs=(finding.n, finding.n),
    )


def lay_out_likert(chart: Chart, characters: int) -> Scene:
    """The bar before above the bar after, on one scale, each with its answers named in a line below."""
    drawn = Scene()
    sums = [sum(series.values[place] or 0 for series in chart.series) for place in range(len(chart.rows))]
    whole = max(*sums, *(high or 0 for high in chart.series[0].highs), 1)
    y = 2.0
    for place, row in enumerate(chart.rows):
        drawn.words.append(Words(x=0, y=y + LINE / 2, text=row.label, bold=True))
        y += LINE + 4
        drawn.rules.append(Rule(x0=0, x1=1, y0=y + BAR + 1, y1=y + BAR + 1))
        start = 0.0
        for series in chart.series:
            # A hidden part takes no width: what is left at a bar's end tells no more than the numbers do.
            end = start + (series.values[place] or 0) / whole
            if end > start:
                look, hover = series.looks[place], series.hovers[place]
                drawn.rects.append(
                    Rect(x0=start, x1=min(1.0, end), y=y + BAR / 2, height=BAR, look=look, hover=hover)
                )
            start = end
        y += BAR + 4
        for number, series in enumerate(chart.series):
            x = number / MOST_ANSWERS
            drawn.swatches.append(Swatch(x=x, y=y + LINE / 2, look=series.looks[place]))
            drawn.words.append(Words(x=x, dx=SWATCH + 5, y=y + LINE / 2, text=series.labels[place]))
        y += LINE + GAP - 8
    for line in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, y=y + LINE / 2, text=line, colour=palette.QUIET))
        y += LINE
    drawn.height = y + 2
    return drawn
