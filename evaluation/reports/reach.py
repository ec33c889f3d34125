"""The section on who is reached: how many have scores, who they are, where they started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import first_scores_table, reach_table
from evaluation.charts.table import Table
from evaluation.reports.report import Block, Bullets, Paragraph, Statement

if TYPE_CHECKING:
    from evaluation.charts.table import Cell
    from evaluation.findings.finding import Evidence
    from evaluation.findings.reach import Reach


def reach_blocks(evidence: Evidence) -> tuple[Block, ...]:
    """Who the figures reach, column by column, and everybody's first scores; empty without any score."""
    found = evidence.reach
    if found is None:
        return ()
    blocks: list[Block] = [Statement(wording.sentence(found.sentence))]
    blocks += [reach_table(found, makeup) for makeup in found.makeups]
    first = first_scores_table(found)
    if first is not None:
        blocks += [Paragraph(f"Where the {found.nouns.many} started, with or without a second score:"), first]
    said = (*(caveat.text for caveat in found.caveats), *found.left_out)
    return (*blocks, Bullets(tuple(map(wording.sentence, said))))


def reach_in_short(evidence: Evidence) -> tuple[Block, ...]:
    """The same with all columns in one table and without first scores."""
    found = evidence.reach
    if found is None:
        return ()
    blocks: list[Block] = [Statement(wording.sentence(found.sentence))]
    table = together(found)
    blocks += [table] if table else []
    said = (*(caveat.text for caveat in found.caveats), *found.left_out)
    return (*blocks, Bullets(tuple(map(wording.sentence, said))))


def together(found: Reach) -> Table | None:
    """The tables of all columns one below another; None where the file has no such column.

    Nothing in it is crossed: each row is of one column alone, as in the tables that it is made of.
    """
    tables = [(makeup.attribute.label, reach_table(found, makeup)) for makeup in found.makeups]
    if not tables:
        return None
    rows: list[tuple[Cell, ...]] = []
    for label, table in tables:
        rows += [(label, *row) for row in table.rows]
    return Table(
        caption=f"{wording.capital(found.nouns.many)} {found.place}, by who they are",
        columns=("By", "Value", *tables[0][1].columns[1:]),
        rows=tuple(rows),
        notes=tables[0][1].notes,
        name="Reach",
    )
