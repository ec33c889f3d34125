"""What learners answered before and after: bars laid round the middle, never two designs in one chart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Cell, Table, counted, shared
from evaluation.charts.training import words
from evaluation.charts.training.answers import Parts, occasion, parts_of
from evaluation.training.headlines import change_headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.training.evidence import AnswersAt, LearnerChange

MOST_QUESTIONS = 6  # of one chart
_AXIS = "Share of answers; right is better. The middle answer lies half on either side of the line."
TWO_GROUPS = "Nobody signed these forms, so those before and those after are two groups of people."


def change_bars(found: LearnerChange) -> Chart | None:
    """How many gave each answer before and after to one question; after only: one bar.

    None where there are too many answers for their counts to be held, or none is shown.
    """
    return _chart((found,))


def changes_bars(changes: Iterable[LearnerChange]) -> tuple[Chart, ...]:
    """The same for several questions, in charts of up to six.

    Questions share a chart only where course, session, design, occasions and answers are the same.
    """
    charts = (_chart(some) for alike in together(changes) for some in _few(alike))
    return tuple(chart for chart in charts if chart is not None)


def together(changes: Iterable[LearnerChange]) -> tuple[tuple[LearnerChange, ...], ...]:
    """The comparisons that one chart may hold, in order: no two designs, sessions or sets of answers."""
    held: dict[tuple[object, ...], list[LearnerChange]] = defaultdict(list)
    for found in changes:
        parts = _parts(found)
        answers = () if parts is None else parts.names
        course = (found.course, found.session, found.level, found.design, found.paired, found.occasions)
        held[(*course, answers)].append(found)
    return tuple(map(tuple, held.values()))


def _few(changes: tuple[LearnerChange, ...]) -> tuple[tuple[LearnerChange, ...], ...]:
    """The comparisons in lots of about as many each, of up to six."""
    many = len(changes)
    count = -(-many // MOST_QUESTIONS)
    ends = [round(many * number / count) for number in range(count + 1)]
    return tuple(changes[start:end] for start, end in pairwise(ends))


def distribution_table(found: LearnerChange) -> Table | None:
    """How many gave each answer to one question at each occasion; None where no counts are held."""
    parts = _parts(found)
    if parts is None:
        return None
    rows: list[tuple[Cell, ...]] = [
        (
            wording.capital(occasion(at.occasion)),
            name,
            counted(n),
            counted(at.n),
            shared(words.part(n, at.n, rounded=found.rounded), _symbol(n)),
        )
        for at in _occasions(found)
        for name, n in zip(parts.names, parts.counts(at), strict=True)
    ]
    return Table(
        caption=f"{found.question.text}: answers at each occasion",
        columns=("When", "Answer", "Number", "Out of", "Share"),
        rows=tuple(rows),
        notes=(wording.sentence(about(found)), *((TWO_GROUPS,) if _two_groups(found) else ())),
        name="Answers",
    )


def about(found: LearnerChange) -> str:
    """Course, session, how it was asked, and at which of Kirkpatrick's levels."""
    where = ", ".join(part for part in (found.course, found.session) if part)
    return f"{where or 'Course form'}, {words.ASKED[found.design]}; {words.level(found.level)}"


def headline(found: LearnerChange) -> str:
    """A question and what became of its answers, in a line; where that is hidden, its sentence."""
    told = change_headline(found)
    asked = wording.capital((found.question.topic or found.question.text).rstrip(".?"))
    return f"{asked}: {told}" if told else words.title(found.sentence)


@dataclass(frozen=True)
class _Bar:
    """One bar of a chart: whose question, when, and the answers."""

    found: LearnerChange
    at: AnswersAt
    counts: tuple[int | None, ...]

    @property
    def when(self) -> str:
        """When it was asked and how many answered."""
        told = words.some(self.at.n, rounded=self.found.rounded)
        answers = "answer" if self.at.n == 1 else "answers"
        return f"{wording.capital(occasion(self.at.occasion))}: {told} {answers}"

    def share(self, place: int) -> float | None:
        """The share of one part."""
        return words.part(self.counts[place], self.at.n, rounded=self.found.rounded)

    def told(self, place: int) -> str:
        """A part's share, or the symbol in its place."""
        return wording.share(self.share(place), _symbol(self.counts[place]))


def _chart(changes: Sequence[LearnerChange]) -> Chart | None:
    first = changes[0]
    parts = _parts(first)
    if parts is None:
        return None
    bars = [_Bar(found, at, parts.counts(at)) for found in changes for at in _occasions(found)]
    if all(bar.share(place) is None for bar in bars for place in range(len(parts.names))):
        return None
    single = len(changes) == 1
    said = headline(first) if single else _summary(changes)
    rows = tuple(Row(bar.when) if single else Row(bar.found.question.text, bar.when) for bar in bars)
    return Chart(
        kind="diverging",
        title=said,
        subtitle=_subtitle(changes),
        alt=f"{said}. Bars of the answers given, worst to best: {_told(bars, parts, single=single)}",
        caption=f"Source: forms of the course. {_question(first) if single else 'As on the form'}",
        how=_how(changes, parts, bars),
        data=_shares(changes, bars, parts),
        rows=rows,
        series=tuple(_series(place, parts, bars) for place in range(len(parts.names))),
        axis=_AXIS if len(parts.names) % 2 else _AXIS.split(". ", maxsplit=1)[0],
    )


def _parts(found: LearnerChange) -> Parts | None:
    """The parts of a comparison's bars; None unless all that is compared has counts of as many answers."""
    lengths = {len(at.counts) for at in _occasions(found)}
    return parts_of(found.question, lengths.pop()) if len(lengths) == 1 else None


def _occasions(found: LearnerChange) -> tuple[AnswersAt, ...]:
    return (found.after,) if found.before is None else (found.before, found.after)


def _two_groups(found: LearnerChange) -> bool:
    return found.before is not None and not found.paired


def _symbol(n: int | None) -> str:
    return wording.HIDDEN if n is None else wording.UNAVAILABLE


def _question(found: LearnerChange) -> str:
    return f"Question: {found.question.text}"


def _summary(changes: Sequence[LearnerChange]) -> str:
    """On how many questions a larger share gave one of the best answers, where each share is shown."""
    first, many = changes[0], len(changes)
    where = first.session or first.course or "The course"
    pairs = [(found.before.top.share, found.after.top.share) for found in changes if found.before is not None]
    known = [(before, after) for before, after in pairs if before is not None and after is not None]
    if not known or len(known) < many:
        return f"{where}: answers to {many} questions"
    higher = sum(after > before for before, after in known)
    later = occasion(first.after.occasion)
    return (
        f"{where}: a larger share gave the best answers {later} than before on "
        f"{in_words(higher, many)} questions"
    )


def in_words(some: int, many: int) -> str:
    """How many of so many questions, in words.

    >>> in_words(2, 2), in_words(3, 3), in_words(0, 3), in_words(1, 2)
    ('both', 'all 3', 'none of 3', '1 of 2')
    """
    if some == many and many > 1:
        return "both" if many == 2 else f"all {many}"
    return f"{some or 'none'} of {many}"


def _subtitle(changes: Sequence[LearnerChange]) -> str:
    """How it was asked and at which level, when, and of how many."""
    first = changes[0]
    if len(changes) > 1:
        who = f"{len(changes)} questions"
    elif first.before is None or _two_groups(first):
        who = ""
    else:
        who = f"{words.some(first.n, rounded=first.rounded)} {first.who}"
    groups = "two groups, not the same people" if _two_groups(first) else ""
    period = wording.period(*first.period)
    return "; ".join(part for part in (about(first), groups, period, who) if part)


def _told(bars: Sequence[_Bar], parts: Parts, *, single: bool) -> str:
    pieces = []
    for bar in bars:
        shares = ", ".join(f"{name} {bar.told(place)}" for place, name in enumerate(parts.names))
        of = "" if single else f"{bar.found.question.text}, "
        pieces.append(f"{of}{bar.when[:1].lower() if single else bar.when[:1]}{bar.when[1:]}: {shares}")
    return f"{'; '.join(pieces)}."


def _how(changes: Sequence[LearnerChange], parts: Parts, bars: Sequence[_Bar]) -> tuple[str, ...]:
    first = changes[0]
    wider = [name for name, (start, end) in zip(parts.names, parts.spans, strict=True) if end - start > 1]
    asked = [wording.rate(found.answered) for found in changes]
    people = (
        TWO_GROUPS
        if _two_groups(first)
        else "The same learners are in both bars of a question."
        if first.before is not None
        else "It was asked once, so nothing is compared with a time before."
    )
    return (
        f"How it was asked: {words.ASKED[first.design]}. {people}",
        f"What it can show: {words.level(first.level)}.",
        *(f"{found.question.text}: {told}." for found, told in zip(changes, asked, strict=True)),
        "Each part: the share of the answers in its bar. Answers are in order, and right is better.",
        *(
            ("The middle answer lies half on either side of the line: it is neither.",)
            if len(parts.names) % 2
            else ()
        ),
        *(
            (f"Put together: {wording.listed(wider)}, as more than five can't be told apart.",)
            if wider
            else ()
        ),
        "No interval is given: these are the answers held, and nothing is estimated from them.",
        *how.protection(
            rounded=any(found.rounded for found in changes),
            hidden=any(n is None for bar in bars for n in bar.counts),
        ),
    )


def _shares(changes: Sequence[LearnerChange], bars: Sequence[_Bar], parts: Parts) -> Table:
    first = changes[0]
    return Table(
        caption=f"{', '.join(p for p in (first.course, first.session) if p) or 'Course form'}: share of each "
        f"answer, {words.ASKED[first.design]}",
        columns=("Question", "When", "Answers", *parts.names),
        rows=tuple(
            (
                bar.found.question.text,
                wording.capital(occasion(bar.at.occasion)),
                counted(bar.at.n),
                *(shared(bar.share(place), _symbol(bar.counts[place])) for place in range(len(parts.names))),
            )
            for bar in bars
        ),
        notes=(wording.sentence(about(first)), *((TWO_GROUPS,) if _two_groups(first) else ())),
        name="Answers before, after" if first.before else "Answers",
    )


def _series(place: int, parts: Parts, bars: Sequence[_Bar]) -> Series:
    name = parts.names[place]
    return Series(
        name=name,
        values=tuple(bar.share(place) for bar in bars),
        labels=tuple(wording.share(bar.share(place), _symbol(bar.counts[place]), short=True) for bar in bars),
        looks=(parts.looks[place],) * len(bars),
        hovers=tuple(
            f"{name}, {occasion(bar.at.occasion)}: "
            f"{words.some(bar.counts[place], rounded=bar.found.rounded)} ({bar.told(place)})"
            for bar in bars
        ),
    )
