"""Blocks of a large table: each questionnaire's answers, read through the different cells of a column."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from evaluation.importing.answers import Answers
from evaluation.importing.blocks import date_column, measured, occasions_of, raters_of
from evaluation.importing.vocabulary import same_rater
from evaluation.warehouse.distincts import Distincts
from evaluation.warehouse.held import HeldBlock
from evaluation.warehouse.plain_cells import any_of
from evaluation.warehouse.table import SAID_MEASURE, too_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluation.importing.mapping import Column
    from evaluation.measures.definition import Measure, Stored
    from evaluation.warehouse.table import Table


@dataclass(frozen=True, kw_only=True, eq=False)
class Planned:
    """A block as it will be taken from the table: where its columns are, and which rows are its.

    `occasion` and `rater` are columns, or "" where `stage` and `role` say them for all rows.
    """

    measure: Measure
    where: nw.Expr  # which rows hold an answer to it
    stage: str
    occasion: str
    day: str  # "" without dates
    role: str
    rater: str
    unsaid: bool  # some rows do not say who rated
    items: tuple[tuple[int, str], ...]  # each item with its column
    totals: tuple[tuple[str, str, str], ...]  # scale, how entered, column
    stored: Stored

    @property
    def answers(self) -> tuple[str, ...]:
        """The columns of its answers and scores."""
        return (*(name for _, name in self.items), *(name for _, _, name in self.totals))

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns that responses which can't both count have alike."""
        rater = "" if self.unsaid else self.rater
        return ("episode", *filter(None, (self.occasion, self.day, rater)))

    @property
    def rated_by(self) -> nw.Expr:
        """Who rated each row: as it says itself, else as its column or questionnaire does."""
        role = nw.lit(self.role)
        return (
            nw.when(nw.col(self.rater) != "").then(nw.col(self.rater)).otherwise(role) if self.rater else role
        )

    def taken(self, frame: nw.LazyFrame[Any]) -> HeldBlock:
        """The block, of the rows of a frame."""
        day = nw.col(self.day) if self.day else nw.lit(None, dtype=nw.Datetime("us"))
        return HeldBlock(
            measure=self.measure,
            frame=frame.filter(self.where).select(
                "episode",
                (nw.col(self.occasion) if self.occasion else nw.lit(self.stage)).alias("occasion"),
                day.alias("date"),
                self.rated_by.alias("rater"),
                "row",
                *(nw.col(name).alias(f"item_{item}") for item, name in self.items),
                *(nw.col(name).alias(f"typed_{place}") for place, (_, _, name) in enumerate(self.totals)),
            ),
            items=tuple(item for item, _ in self.items),
            totals=tuple((scale, entered) for scale, entered, _ in self.totals),
            stored=self.stored,
        )


def plan_blocks(table: Table, scored: Iterable[Column]) -> list[Planned]:
    """Read the columns of scores and answers, and plan a block for each measure, occasion and rater.

    Rows whose questionnaire is not known are set aside, after all has been read as it stands in them.
    """
    occasion, _ = _said(table, "occasion")
    rater, unsaid = _said(table, "rater")
    groups: dict[tuple[str, str, str], list[Column]] = {}
    for column in scored:
        groups.setdefault((column.measure, column.occasion, column.rater), []).append(column)
    planned: list[Planned] = []
    unknown: list[tuple[nw.Expr, str]] = []
    for (measure_id, stage, role), columns in groups.items():
        dated = date_column(table.mapping, measure_id, stage)
        day = table.days(dated) if dated else ""
        for measure, said in _measured(table, measure_id, unknown):
            items, totals = _answers(table, measure, columns, said)
            plan = Planned(
                measure=measure,
                where=nw.lit(value=True),
                stage=stage,
                occasion="" if stage else occasion,
                day=day,
                role=same_rater(role) or measure.rater,
                rater=rater,
                unsaid=unsaid,
                items=tuple(items.items()),
                totals=tuple(totals),
                stored=table.mapping.stored_as(measure),
            )
            planned.append(_with_rows(plan, said))
    for mask, reason in unknown:
        table.set_aside(mask, reason)
    return [plan for plan in planned if plan.answers]


def _with_rows(plan: Planned, said: str | None) -> Planned:
    """The plan with its rows: those of its measure that hold any answer, or a score that is a number."""
    answered = any_of(~nw.col(name).is_null() for name in plan.answers)
    return replace(plan, where=answered if said is None else (nw.col(SAID_MEASURE) == said) & answered)


def _said(table: Table, use: str) -> tuple[str, bool]:
    """Add the stage or rater that each row's cell names ("" where no column does); whether some name none."""
    column = table.mapping.first(use)
    if column is None:
        return "", False
    distincts = table.few(column)
    read = occasions_of(distincts) if use == "occasion" else raters_of(distincts)
    table.say(distincts)
    texts = [str(text) for text in read]
    return table.add_texts(column, distincts, texts, f"said_{use}"), "" in texts


def _measured(
    table: Table, measure_id: str, unknown: list[tuple[nw.Expr, str]]
) -> Iterator[tuple[Measure, str | None]]:
    """The measure of a group of columns, or each that the rows name, as they say it (None: all rows)."""
    column = table.mapping.first("measure")
    if measure_id or column is None:
        nobody = Distincts(table.mapping, 0, [], [], [])
        for measure, _ in measured(nobody, table.registry, measure_id, np.zeros(0, bool)):
            yield measure, None
        table.say(nobody)
        return
    distincts = table.distincts(column, live=True)
    if distincts is None:
        raise too_many(column)
    texts = [str(text) for text in distincts.texts(column)]
    said = nw.col(
        table.add_texts(column, distincts, texts, SAID_MEASURE)
        if not table.has(SAID_MEASURE)
        else SAID_MEASURE
    )
    for measure, mask in measured(distincts, table.registry, "", np.ones(len(distincts), bool)):
        yield measure, texts[int(np.flatnonzero(mask)[0])]
    reasons: dict[str, list[str]] = {}
    for place, reason in distincts.aside_reasons():
        reasons.setdefault(reason, []).append(texts[place])
    unknown += [(said.is_in(listed), reason) for reason, listed in reasons.items()]
    table.say(distincts)


def _answers(
    table: Table, measure: Measure, columns: Iterable[Column], said: str | None
) -> tuple[dict[int, str], list[tuple[str, str, str]]]:
    """Add what each column's cells were read as: the columns of items, and of typed-in totals."""
    items: dict[int, str] = {}
    totals: list[tuple[str, str, str]] = []
    for column in columns:
        distincts = table.distincts(column, live=True) if said is None else table.by_measure(column, said)
        if distincts is None:
            raise too_many(column)
        reader = Answers(distincts.body, distincts.number, table.mapping, distincts.report, distincts.n)
        read, typed, _ = reader.read(measure, [column], np.arange(len(distincts)))
        table.say(distincts)
        name = f"{measure.id}_{column.index}"
        if read is not None:
            table.add_numbers(column, distincts, read[:, column.item - 1], name)
            if column.item in items:  # of a question that stands in two columns
                both = nw.coalesce(items[column.item], name)
                table.frame = table.frame.with_columns(
                    both.alias(items[column.item])
                )  # of what is there by now
            else:
                items[column.item] = name
        for scale, entered, scores in typed:
            table.add_numbers(column, distincts, scores, name)
            totals.append((scale, entered, name))
    return items, totals
