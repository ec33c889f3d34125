"""What was said about the service: one bar a question, its parts the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, labels, palette
from evaluation.charts.chart import MOST_SERIES, Chart, Row, Series
from evaluation.charts.scene import (
    LABEL_WIDTH,
    LINE,
    SWATCH,
    THIN,
    Rect,
    Rule,
    Scene,
    Swatch,
    Words,
    beside,
    margin,
    wrapped,
)
from evaluation.charts.table import Cell, Table, counted, shared
from evaluation.findings.experience import short_sentence, subtitle

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.experience import Experience, Question

# Best answer first; they differ in grey print too.
_LOOKS = (palette.BETTER, palette.NO_CHANGE, palette.WORSE, palette.BEFORE)
_COLUMN = 46  # pixels of a printed share beside the bars


def experience_bars(found: Experience) -> Chart | None:
    """One 100% bar a question; None where more answers than can be told apart are on the form."""
    if not found.questions or len(found.words) > MOST_SERIES:
        return None
    people = wording.plural(found.n, found.nouns.one, found.nouns.many)
    return Chart(
        kind="answers",
        title=short_sentence(found),
        subtitle=f"{subtitle(found)}, {people}; shares of those who gave one of these answers",
        alt=f"{short_sentence(found)}. " + " ".join(q.sentence for q in found.questions),
        caption=(
            f"Source: {found.title} ({found.measure_name}), the latest form of each. Questions are numbered "
            "as on the form."
        ),
        how=_how(found),
        about=labels.slug(found.measure, found.scale),
        data=experience_table(found),
        rows=tuple(Row(question.label) for question in found.questions),
        series=tuple(
            _series(word, look, tuple(q.answers[place] for q in found.questions))
            for place, (word, look) in enumerate(zip(found.words, _LOOKS, strict=False))
        ),
    )


def _how(found: Experience) -> tuple[str, ...]:
    """Which forms are counted, what each share is of, and its interval."""
    rates = [rate for question in found.questions for rate in question.answers]
    first = rates[0]
    return (
        f"Whose answers: the latest form of each, {subtitle(found)}.",
        f"Each share: how many gave that answer out of {first.who}.",
        f"In no bar: “{found.unsure}” and blanks.",
        (
            f"Their likely ranges are in the data: {wording.level(first.confidence)} intervals "
            f"({first.interval}'s method)."
        ),
        "Better or worse is not judged: the form is given once, so nothing is compared with a time before.",
        *how.protection(
            rounded=any(rate.rounded for rate in rates),
            hidden=any(rate.hidden == wording.HIDDEN for rate in rates),
        ),
    )


def experience_table(found: Experience) -> Table:
    """One row a question: the best answer with its share and interval, the others, the don't knows."""
    best, *others = (wording.capital(word) for word in found.words)
    rate = found.questions[0].best
    return Table(
        caption=f"What was said about the service: {subtitle(found)}",
        columns=("Question", "Out of", best, "Share", "From", "To", *others, wording.capital(found.unsure)),
        rows=tuple(_row(question) for question in found.questions),
        notes=(
            (
                f"{wording.capital(wording.plural(found.n, found.nouns.one, found.nouns.many))}, the latest "
                f"form of each. Out of: {rate.who}; “{found.unsure}” and blanks are not among them. Share: "
                f"of “{found.words[0]}”; from and to: its likely range ({rate.interval} "
                f"{wording.level(rate.confidence)} interval). Questions are numbered as on the form."
            ),
        ),
        name=f"{found.short} answers",
    )


def _row(question: Question) -> tuple[Cell, ...]:
    best, *others = question.answers
    symbol = best.hidden or wording.UNAVAILABLE
    return (
        question.label,
        counted(best.of, symbol),
        counted(best.n, symbol),
        shared(best.share, symbol),
        shared(best.low, symbol),
        shared(best.high, symbol),
        *(counted(rate.n, rate.hidden or wording.UNAVAILABLE) for rate in others),
        counted(question.unsure),
    )


def lay_out_answers(chart: Chart, characters: int) -> Scene:
    """Rows of thin bars, each with its shares in columns at the right, under the answers' marks."""
    labels = [wrapped(row.label, LABEL_WIDTH) or [""] for row in chart.rows]
    drawn = Scene(left=margin(labels), right=_COLUMN * len(chart.series) + 4)
    y = _legend(drawn, chart, characters)
    for place, lines in enumerate(labels):
        tall = max(THIN + 4, len(lines) * (LINE - 2))
        middle = y + tall / 2
        beside(drawn, lines, middle)
        start = 0.0
        # Hidden parts take no width, so that a gap tells nothing.
        whole = max(1.0, sum(series.values[place] or 0 for series in chart.series))
        for column, series in enumerate(chart.series, 1):
            value = series.values[place]
            if value:
                drawn.rects.append(
                    Rect(
                        x0=start,
                        x1=min(1.0, start + value / whole),
                        y=middle,
                        height=THIN,
                        look=series.looks[place],
                        hover=series.hovers[place],
                    )
                )
                start += value / whole
            drawn.words.append(
                Words(x=1, dx=_COLUMN * column, y=middle, text=series.labels[place], anchor="right")
            )
        drawn.rules.append(Rule(x0=0, x1=1, y0=middle + THIN / 2 + 1, y1=middle + THIN / 2 + 1))
        y += tall + 8
    drawn.height = y
    return drawn


def _legend(drawn: Scene, chart: Chart, characters: int) -> float:
    """The answers' marks with their words, on one line where there is room, and above each column."""
    y, along = 2.0, 0
    for column, series in enumerate(chart.series, 1):
        if along and along + len(series.name) + 4 > characters:
            y, along = y + LINE, 0
        at = 2 - drawn.left + along * 7.6
        drawn.swatches.append(Swatch(x=0, dx=at, y=y + LINE / 2, look=series.looks[0]))
        drawn.words.append(Words(x=0, dx=at + SWATCH + 5, y=y + LINE / 2, text=series.name))
        along += len(series.name) + 4
        if column == len(chart.series):
            y += LINE + 6
    for column, series in enumerate(chart.series, 1):
        drawn.swatches.append(
            Swatch(x=1, dx=_COLUMN * column - SWATCH, y=y + SWATCH / 2, look=series.looks[0])
        )
    return y + SWATCH + 8


def _series(word: str, look: palette.Look, rates: tuple[Rate, ...]) -> Series:
    return Series(
        name=wording.capital(word),
        values=tuple(None if rate.hidden else rate.share for rate in rates),
        labels=tuple(
            wording.share(rate.share, rate.hidden or wording.UNAVAILABLE, short=True) for rate in rates
        ),
        looks=(look,) * len(rates),
        hovers=tuple(f"{wording.capital(word)}: {wording.rate(rate)}" for rate in rates),
    )
