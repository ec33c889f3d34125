"""How many learners moved up, stayed and moved down: by question, and by group of one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Cell, Table, counted, measured, rate_cells, shared, symbol_of
from evaluation.charts.training import words
from evaluation.charts.training.change import about, headline, in_words
from evaluation.courses.vocabulary import ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.estimates import Rate
    from evaluation.training.evidence import LearnerChange

_KINDS = ("improved", "no_change", "worse")
_LOOKS = {"improved": palette.BETTER, "no_change": palette.NO_CHANGE, "worse": palette.WORSE}
_NAMES = {"improved": "Moved up", "no_change": "The same", "worse": "Moved down"}
_SHORT = {"improved": "up", "no_change": "the same", "worse": "down"}
_MEANS = "Up: a better answer than before, by any step of the answers. Down: a worse one."
_NOTE = "From and to: likely range of the share who moved up."


def moved_bars(changes: Iterable[LearnerChange]) -> Chart | None:
    """One bar a question of who moved up, stayed and moved down; None where no learner's answers are paired.

    Raises ValueError where the comparisons are of more than one design: they are never put together.
    """
    known = [found for found in changes if len(found.rates) == len(_KINDS)]
    if len({found.design for found in known}) > 1:
        raise ValueError("comparisons of two designs never share a chart")
    if not known or all(rate.share is None for found in known for rate in found.rates):
        return None
    first, single = known[0], len(known) == 1
    said = headline(first) if single else _summary(known)
    labels = [_question(found, known) for found in known]
    told = " ".join(f"{label}: {_parts(found.rates)}." for label, found in zip(labels, known, strict=True))
    return Chart(
        kind="stacked",
        title=said,
        subtitle=_subtitle(known),
        alt=f"{said}. Moved up, the same and moved down: {told}",
        caption="Source: forms of the course, each learner's two answers"
        + (f". Question: {first.question.text}" if single else ""),
        how=(
            f"Who: {first.who}, {words.ASKED[first.design]}.",
            _MEANS,
            f"What it can show: {words.level(first.level)}.",
            *(f"{_question(found, known)}: {wording.rate(found.answered)}." for found in known),
            *_intervals(known[0].rates),
            *words.protection(rate for found in known for rate in found.rates),
        ),
        data=moved_table(known),
        rows=(Row(""),)
        if single
        else tuple(
            Row(label, f"{_of(found.rates[0])} with both answers")
            for label, found in zip(labels, known, strict=True)
        ),
        series=_series([found.rates for found in known], labels, single=single),
    )


def groups_moved(found: LearnerChange) -> Chart | None:
    """The same of one question, a bar a group; None where groups are not compared or none is shown."""
    groups = found.groups[: words.MOST_ROWS]
    if not groups or all(rate.share is None for group in groups for rate in group.rates):
        return None
    label = _grouped_by(found)
    names = [group.value for group in groups]
    told = " ".join(f"{group.value}: {_parts(group.rates)}." for group in groups)
    left = len(found.groups) - len(groups)
    more = f" {left} more are in the table." if left else ""
    said = f"{_topic(found)}: who moved up, by {label.lower()}"
    return Chart(
        kind="stacked",
        title=said,
        subtitle=f"{about(found)}; {wording.period(*found.period)}; "
        f"{words.some(found.n, rounded=found.rounded)} {found.who}",
        alt=f"{said}. {told}{more}",
        caption=f"Source: forms of the course. Question: {found.question.text}",
        how=(
            f"Who: {found.who}, {words.ASKED[found.design]}, by {label.lower()}.",
            _MEANS,
            "Groups are shown side by side; whether they differ by more than chance is not tested here.",
            *_intervals(groups[0].rates),
            *words.protection(rate for group in groups for rate in group.rates),
        ),
        data=groups_table(found),
        rows=tuple(Row(group.value, f"{_of(group.rates[0])} with both answers") for group in groups),
        series=_series([group.rates for group in groups], names, single=False),
    )


def moved_table(changes: Iterable[LearnerChange]) -> Table:
    """One row a question: how it was asked, and how many moved up, stayed and moved down."""
    known = [found for found in changes if len(found.rates) == len(_KINDS)]
    return Table(
        caption="How many moved up, stayed and moved down",
        columns=("Question", "How asked", "Both answers", "Up", "Share up", "From", "To", "The same", "Down"),
        rows=tuple(
            (_question(found, known), wording.capital(words.ASKED[found.design]), *_row(found.rates))
            for found in known
        ),
        notes=(f"{_MEANS} {_NOTE}",),
        name="Moved up or down",
    )


def groups_table(found: LearnerChange) -> Table:
    """One row a group of one question: how many moved up, stayed and moved down."""
    return Table(
        caption=f"{found.question.text}: who moved up, by {_grouped_by(found).lower()}",
        columns=(_grouped_by(found), "Both answers", "Up", "Share up", "From", "To", "The same", "Down"),
        rows=tuple((group.value, *_row(group.rates)) for group in found.groups),
        notes=(f"{_MEANS} {_NOTE}",),
        name="Moved by group",
    )


def gain_table(changes: Iterable[LearnerChange]) -> Table | None:
    """Average gain of paired answers with its interval, in points; None where none is computed."""
    known = [found for found in changes if found.mean_gain is not None]
    if not known:
        return None
    rows: list[tuple[Cell, ...]] = []
    for found in known:
        gain = found.mean_gain
        symbol = wording.HIDDEN if found.n is None or found.rounded else wording.UNAVAILABLE
        ends = (None, None, None) if gain is None else (gain.value, gain.low, gain.high)
        rows.append((
            _question(found, known),
            wording.capital(words.ASKED[found.design]),
            counted(found.n),
            *(measured(value, 1, symbol) for value in ends),
            f"{found.question.low:g} to {found.question.high:g}",
        ))  # fmt: skip
    level = next(found.mean_gain.confidence for found in known if found.mean_gain is not None)
    return Table(
        caption="Average gain, in points of the answers",
        columns=("Question", "How asked", "Both answers", "Average gain", "From", "To", "Answers from, to"),
        rows=tuple(rows),
        notes=(
            (
                "Positive is better. Answers are in order but not equally far apart, so how many moved says "
                f"more than an average. From and to: {wording.level(level)} interval."
            ),
        ),
        name="Average gain",
    )


def two_groups_table(changes: Iterable[LearnerChange]) -> Table | None:
    """Shares of the best answers on unsigned forms before and after; None where there are no such forms."""
    known = [found for found in changes if found.before is not None and not found.paired]
    if not known:
        return None
    rows: list[tuple[Cell, ...]] = []
    for found in known:
        before = found.before
        tops = (found.after.top,) if before is None else (before.top, found.after.top)
        rows.append((
            _question(found, known),
            *(
                cell
                for top in tops
                for cell in (counted(top.of, symbol_of(top)), shared(top.share, symbol_of(top)))
            ),
        ))  # fmt: skip
    return Table(
        caption="Share of the best answers on forms that nobody signed",
        columns=("Question", "Forms before", "Share before", "Forms after", "Share after"),
        rows=tuple(rows),
        notes=("Nobody signed these forms: two groups are compared, not the same people.",),
        name="Two groups",
    )


def _series(rates: Sequence[tuple[Rate, ...]], names: Sequence[str], *, single: bool) -> tuple[Series, ...]:
    made = []
    for kind in _KINDS:
        of_kind = [next(rate for rate in some if rate.outcome == kind) for some in rates]
        full = tuple(f"{_NAMES[kind]}: {wording.rate(rate)}" for rate in of_kind)
        made.append(
            Series(
                name=_NAMES[kind],
                values=tuple(words.drawn(rate) for rate in of_kind),
                labels=full
                if single
                else tuple(
                    f"{wording.share(words.drawn(rate), symbol_of(rate), short=True)} {_SHORT[kind]}"
                    for rate in of_kind
                ),
                looks=(_LOOKS[kind],) * len(of_kind),
                hovers=tuple(f"{name}: {text}" for name, text in zip(names, full, strict=True)),
            )
        )
    return tuple(made)


def _row(rates: tuple[Rate, ...]) -> tuple[Cell, ...]:
    up, same, down = (next(rate for rate in rates if rate.outcome == kind) for kind in _KINDS)
    n, of, _, share, low, high = rate_cells(up)
    return (of, n, share, low, high, counted(same.n, symbol_of(same)), counted(down.n, symbol_of(down)))


def _parts(rates: tuple[Rate, ...]) -> str:
    return "; ".join(f"{_NAMES[rate.outcome].lower()} {wording.rate(rate)}" for rate in rates)


def _of(rate: Rate) -> str:
    count = words.some(rate.of, rounded=rate.rounded, hidden=symbol_of(rate))
    return f"{count} {'learner' if rate.of == 1 else 'learners'}"


def _intervals(rates: tuple[Rate, ...]) -> tuple[str, ...]:
    first = rates[0]
    if all(rate.low is None for rate in rates):
        return ()
    return (
        f"Each share has its likely range: {wording.level(first.confidence)} intervals ({first.interval}).",
    )


def _topic(found: LearnerChange) -> str:
    return wording.capital(found.question.topic or found.question.text)


def _question(found: LearnerChange, others: Sequence[LearnerChange]) -> str:
    """The question; with its course and session where others are of another."""
    places = {(other.course, other.session) for other in others}
    where = ", ".join(part for part in (found.course, found.session) if part)
    return f"{where}: {found.question.text}" if len(places) > 1 and where else found.question.text


def _grouped_by(found: LearnerChange) -> str:
    return ATTRIBUTES.get(found.grouped_by, wording.capital(found.grouped_by) or "Group")


def _summary(changes: Sequence[LearnerChange]) -> str:
    """On how many questions more moved up than down, of those that can be shown."""
    shares = [(words.drawn(found.rates[0]), words.drawn(found.rates[-1])) for found in changes]
    known = [(up, down) for up, down in shares if up is not None and down is not None]
    if not known:
        return "Who moved up and who moved down, question by question"
    ahead, many = sum(up > down for up, down in known), len(known)
    shown = "" if many == len(changes) else " that can be shown"
    questions = "question" if many == 1 else "questions"
    return f"More moved up than down on {in_words(ahead, many)} {questions}{shown}"


def _subtitle(changes: Sequence[LearnerChange]) -> str:
    first = changes[0]
    if len(changes) == 1:
        n = f"{words.some(first.n, rounded=first.rounded)} {first.who}"
        return f"{about(first)}; {wording.period(*first.period)}; {n}"
    same = len({about(found) for found in changes}) == 1
    head = about(first) if same else f"Learners with both answers, {words.ASKED[first.design]}"
    return f"{head}; {len(changes)} questions"
