"""Answers that ask for a clinician's look the same day. For whoever holds the data, never published.

They are read from the answers themselves, whatever a view filters or a pairing rule leaves out,
and are no part of the evidence: no page for commissioners, report or finding knows of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from evaluation.importing.sheets import column_letter
from evaluation.measures import registry
from evaluation.measures.coding import scored
from evaluation.stages import occasion_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.importing.blocks import Block
    from evaluation.importing.ledger import Problem
    from evaluation.importing.mapping import Mapping as ColumnMapping
    from evaluation.importing.places import Places
    from evaluation.importing.responses import Responses
    from evaluation.measures.definition import Alert, Items, Measure, Status


@dataclass(frozen=True, kw_only=True)
class ToFollowUp:
    """One answer to follow up: where it stands in the file and why it is listed.

    `row` is the Excel row. `latest` says whether it is the family's latest answer to that
    question, None where neither dates nor stages tell. `used` is False where no figure has the
    row, because it has no id or its id comes again with other answers.
    """

    sheet: str
    row: int
    measure: str
    question: int
    answer: float
    occasion: str
    date: date | None
    rater: str
    latest: bool | None
    used: bool
    why: str
    source: str
    status: Status


def to_follow_up(responses: Responses) -> tuple[ToFollowUp, ...]:
    r"""Every answer above the mark that a measure's authors or users set: latest ones first.

    >>> from evaluation import load
    >>> header = ",".join(f"PHQ-9 Q{i} before" for i in range(1, 10))
    >>> rows = "A1,1,1,1,1,1,1,1,1,0\nA2,1,1,1,1,1,1,1,1,2"
    >>> data = load(f"Family ID,{header}\n{rows}".encode(), name="f.csv")
    >>> [(found.row, found.question, found.answer) for found in to_follow_up(data.responses)]
    [(3, 9, 2.0)]
    """
    used = [frame for block in responses.blocks for frame in _answered(block)]
    others = [frame for block in responses.not_used for frame in _answered(block)]
    if not (used or others):
        return ()
    told = pd.concat([*used, *others], ignore_index=True)
    told["used"] = np.arange(len(told)) < sum(map(len, used))
    # Of a row that is not used it is not known whose latest answer it holds.
    told["latest"] = _latest(told[told["used"]]).reindex(told.index)
    above = told[told["answer"] > [alert.above for alert in told["alert"]]]
    found = [_entry(row, responses.places) for row in above.to_dict("records")]
    # Answers that a later one has replaced come last; of the others the newest first.
    return tuple(
        sorted(
            found, key=lambda e: (e.latest is False, -(e.date.toordinal() if e.date else 0), e.sheet, e.row)
        )
    )


def without_answers(responses: Responses, mapping: ColumnMapping) -> tuple[str, ...]:
    """The questionnaires with such a question of which the file, or a stage of it, has no answer to it.

    Those whose columns were not used at all are among them: nobody has looked at their answers.
    """
    blocks = [block for block in responses.blocks if block.measure.alerts]
    short = {
        block.measure.id: block.measure.short
        for block in blocks
        if any(not _has_answers(block, alert) for alert in block.measure.alerts)
    }
    read = {block.measure.id for block in blocks}
    for measure in _named(mapping):
        if measure.id not in read:
            short.setdefault(measure.id, measure.short)
    return tuple(short.values())


def asks_about_risk(responses: Responses, mapping: ColumnMapping) -> bool:
    """Whether any questionnaire in the file has such a question."""
    return bool(_named(mapping)) or any(block.measure.alerts for block in responses.blocks)


def _named(mapping: ColumnMapping) -> list[Measure]:
    """The questionnaires with such a question that a mapping names, used or not."""
    meant, known = dict(mapping.meant), registry().with_local(mapping.own)
    named = {meant.get(column.measure, column.measure) for column in mapping.columns}
    named |= {meant.get(measure, measure) for _, measure in mapping.measures}
    shared = [entry.stand_in(members) for name, (entry, members) in known.shared.items() if name in named]
    return [measure for measure in (*known, *shared) if measure.id in named and measure.alerts]


def unread(responses: Responses, mapping: ColumnMapping) -> tuple[Problem, ...]:
    """What was written in answer to such a question and could not be read: anybody's guess, so said."""
    asked = {block.measure.id: {alert.item for alert in block.measure.alerts} for block in responses.blocks}
    meant = dict(mapping.meant)
    letters = set()
    for column in mapping.using("item"):
        measure = meant.get(column.measure, column.measure)
        items = asked.get(measure, set()) if measure else set().union(*asked.values())
        if column.item in items:
            letters.add(column_letter(column.index))
    return tuple(problem for problem in responses.problems if problem.column in letters)


def _has_answers(block: Block, alert: Alert) -> bool:
    return block.items is not None and bool(np.isfinite(block.items[:, alert.item - 1]).any())


def _answered(block: Block) -> Iterator[pd.DataFrame]:
    """The answers to each question of a block that has an alert, one row an answer."""
    items = block.measure.items
    if block.items is None or items is None:
        return
    for alert in block.measure.alerts:
        answers = _scored(block, alert, items)
        at = np.flatnonzero(np.isfinite(answers))
        yield pd.DataFrame(
            {
                "measure": block.measure.short,
                "question": alert.item,
                "episode": block.episode[at],
                "rater": block.rater[at],
                "occasion": block.occasion[at],
                "date": block.date[at],
                "row": block.row[at],
                "answer": answers[at],
                "alert": [alert] * len(at),
            }
        )


def _scored(block: Block, alert: Alert, items: Items) -> NDArray[np.float64]:
    answers = block.items[:, alert.item - 1] if block.items is not None else np.empty(0)
    return scored(answers, alert.item, items, block.stored)


def _latest(told: pd.DataFrame) -> pd.Series:
    """Whether each answer is its family's latest to the question: by date, or else by stage; or None."""
    whose = [told[key] for key in ("measure", "question", "episode", "rater")]
    stages = sorted(set(told["occasion"]), key=occasion_order)
    stage = told["occasion"].map({name: place for place, name in enumerate(stages)})

    def best(values: pd.Series) -> pd.Series:
        return values == values.groupby(whose, sort=False).transform("max")

    def all_have(there: pd.Series) -> pd.Series:
        return there.groupby(whose, sort=False).transform("all")

    latest = pd.Series(None, index=told.index, dtype=object)
    staged, dated = all_have(told["occasion"] != ""), all_have(told["date"].notna())
    latest[staged] = best(stage)[staged]
    latest[dated] = best(told["date"])[dated]
    latest[told["row"].groupby(whose, sort=False).transform("size") == 1] = True
    return latest


def _entry(row: Mapping[Any, Any], places: Places) -> ToFollowUp:
    sheet, number = places.of(row["row"])
    when, latest = row["date"], row["latest"]
    return ToFollowUp(
        sheet=sheet,
        row=number,
        measure=row["measure"],
        question=int(row["question"]),
        answer=float(row["answer"]),
        occasion=row["occasion"],
        date=None if pd.isna(when) else when.date(),
        rater=row["rater"],
        latest=None if pd.isna(latest) else bool(latest),
        used=bool(row["used"]),
        why=row["alert"].label,
        source=row["alert"].source,
        status=row["alert"].status,
    )
