"""What learners rated themselves low on before any course: by topic, and by topic and group."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Cell, Table, counted, rate_cells, shared, symbol_of
from evaluation.charts.training import words
from evaluation.charts.training.coverage import shaded
from evaluation.courses.vocabulary import ATTRIBUTES
from evaluation.estimates import Rate

if TYPE_CHECKING:
    from evaluation.training.evidence import TrainingNeeds

_LOW = "Low: an answer below the middle, given before any course. These are learners' own ratings."
_HEADS = 8  # groups of a chart; its table has them all


def needs_bars(found: TrainingNeeds) -> Chart | None:
    """The share who rated themselves low on each topic; None where none is shown."""
    topics = found.topics[: words.MOST_ROWS]
    if all(words.drawn(topic.low) is None for topic in topics):
        return None
    names = _names(found)[: len(topics)]
    texts = tuple(words.of(topic.low) for topic in topics)
    said = words.title(found.sentence)
    left = len(found.topics) - len(topics)
    return Chart(
        kind="bars",
        title=said,
        subtitle=f"Share rated low, of {topics[0].low.who}; by topic",
        alt=f"{said}. {words.listed(names, texts)}{f' {left} more are in the table.' if left else ''}",
        caption="Source: forms filled in before a course. Most first",
        how=_how(found),
        data=needs_table(found),
        rows=tuple(map(Row, names)),
        series=(
            Series(
                name="Rated themselves low",
                values=tuple(words.drawn(topic.low) for topic in topics),
                labels=texts,
                looks=(palette.COUNTED,) * len(topics),
                hovers=tuple(f"{name}: {text}" for name, text in zip(names, texts, strict=True)),
            ),
        ),
        axis="share",
    )


def needs_heat(found: TrainingNeeds) -> Chart | None:
    """The same for each group, as a shaded table; None without groups or where none is shown."""
    topics = found.topics[: words.MOST_ROWS]
    every = list(dict.fromkeys(value for topic in topics for value, _ in topic.groups))
    groups = every[:_HEADS]
    held = [dict(topic.groups) for topic in topics]  # by place: two questions may be on one topic
    if not groups or all(words.drawn(rate) is None for rates in held for rate in rates.values()):
        return None
    names = _names(found)[: len(topics)]
    nobody = Rate(rule="low", outcome="", n=None, of=None, who=topics[0].low.who, low=None, high=None)
    columns = {value: [rates.get(value, nobody) for rates in held] for value in groups}
    columns["All"] = [topic.low for topic in topics]
    label = _by(found)
    said = f"Who rated themselves low, by topic and {label.lower()}"
    pairs = [
        (f"{name}, {value}", words.of(rate))
        for value, some in columns.items()
        for name, rate in zip(names, some, strict=True)
    ]
    left = len(every) - len(groups)
    return Chart(
        kind="heat",
        title=said,
        subtitle=f"Share rated low, of {topics[0].low.who}",
        alt=f"{said}. {words.listed([name for name, _ in pairs], [text for _, text in pairs])}"
        f"{f' {left} more groups are in the table.' if left else ''}",
        caption="Source: forms filled in before a course. Shaded in five equal steps of the share",
        how=_how(found),
        data=needs_table(found),
        rows=tuple(map(Row, names)),
        series=tuple(
            Series(
                name=value,
                values=tuple(words.drawn(rate) for rate in some),
                labels=tuple(map(words.of, some)),
                looks=tuple(map(shaded, some)),
                hovers=tuple(f"{n}, {value}: {words.of(rate)}" for n, rate in zip(names, some, strict=True)),
            )
            for value, some in columns.items()
        ),
        axis="Rated themselves low, of those who answered before a course",
    )


def needs_table(found: TrainingNeeds) -> Table:
    """One row a topic and group: how many rated themselves low, its interval, and the course on offer."""
    rows: list[tuple[Cell, ...]] = []
    for name, topic in zip(_names(found), found.topics, strict=True):
        offered = topic.package or "not said"
        for value, rate in (("All", topic.low), *topic.groups):
            n, of, _, share, low, high = rate_cells(rate)
            rows.append((name, value, n, of, share, low, high, offered))
    level = wording.level(found.topics[0].low.confidence) if found.topics else "95%"
    return Table(
        caption="What learners rated themselves low on before any course",
        columns=("Topic", _by(found), "Rated low", "Out of", "Share", "From", "To", "Course offered"),
        rows=tuple(rows),
        notes=(f"{_LOW} From and to: likely range of the share ({level} interval).",),
        name="Training needs",
    )


def packages_table(found: TrainingNeeds) -> Table | None:
    """The topics for which a course is offered, most needed first; None where none is."""
    offered = tuple(
        (name, topic) for name, topic in zip(_names(found), found.topics, strict=True) if topic.package
    )
    if not offered:
        return None
    return Table(
        caption="Which course is offered for what most rated themselves low on",
        columns=("Topic", "Rated low", "Share", "Course offered"),
        rows=tuple(
            (
                name,
                counted(topic.low.n, symbol_of(topic.low)),
                shared(topic.low.share, symbol_of(topic.low)),
                topic.package,
            )
            for name, topic in offered
        ),
        notes=("Which course is for which topic is as the provider's list says.",),
        name="Courses offered",
    )


def _names(found: TrainingNeeds) -> tuple[str, ...]:
    """Each topic, or the question asked where it has no topic or another question is on the same."""
    counts = Counter(topic.topic for topic in found.topics)
    return tuple(
        wording.capital(topic.topic if topic.topic and counts[topic.topic] == 1 else topic.question.text)
        for topic in found.topics
    )


def _by(found: TrainingNeeds) -> str:
    return ATTRIBUTES.get(found.by, wording.capital(found.by) or "Group")


def _how(found: TrainingNeeds) -> tuple[str, ...]:
    rates = [rate for topic in found.topics for rate in (topic.low, *(rate for _, rate in topic.groups))]
    first = rates[0]
    return (
        f"Who: {first.who}; forms that asked about a before afterwards are not among them.",
        _LOW,
        (
            "Each share: of those who answered that question. Likely ranges are in the data: "
            f"{wording.level(first.confidence)} intervals ({first.interval})."
        ),
        *words.protection(rates),
    )
