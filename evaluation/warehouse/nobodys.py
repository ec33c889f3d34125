"""Rows that are nobody's: empty ones, tries, examples, repeated headers, totals, and those without an id."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import narwhals as nw

from evaluation.errors import InputError
from evaluation.importing.agreement import without_zeros
from evaluation.importing.lists import other_lists
from evaluation.importing.origins import marks_of_tries
from evaluation.importing.rows import NO_ID
from evaluation.importing.sheets import column_letter
from evaluation.importing.strays import shape, total_row, worded
from evaluation.warehouse.distincts import MOST
from evaluation.warehouse.plain_cells import MAYBE_TOTAL, any_of, filled
from evaluation.wording import EXAMPLE_ROW

if TYPE_CHECKING:
    from evaluation.importing.mapping import Column
    from evaluation.warehouse.table import Table

_SOME = 5_000  # texts that look like totals, or ids of words alone, that are looked at one by one
_SHAPES = 20_000


def set_aside_nobodys(table: Table) -> None:
    """Set aside the rows that are nobody's, for the reasons and in the order of a sheet's."""
    mapping, noun = table.mapping, table.mapping.noun
    ids = mapping.first("id") if mapping.subjects == "id" else None
    counted = _counted(table, ids)
    if counted["without"]:
        empty = ~_anything(table)
        if ids is not None:  # only whether these are empty is worked out
            empty = nw.when(table.text(ids) == "").then(empty).otherwise(nw.lit(value=False))
        table.set_aside(empty, "The row is empty")
    for column, marks in marks_of_tries(mapping.columns):
        distincts = table.distincts(column)
        texts = distincts.texts(column) if distincts else ()
        found = [text for text in texts if str(text).casefold() in marks]
        if found:
            table.set_aside(table.text(column).is_in(found), f"It is a try of the form, not a {noun}")
    first = mapping.first("id")
    if first is not None and counted["examples"]:
        like = table.text(first).str.to_lowercase().str.starts_with(EXAMPLE_ROW.casefold())
        table.set_aside(like, f"It is an example of how to fill in the sheet, not a {noun}")
    _headers_again(table)
    _totals(table, ids_in_all=counted["without"] == 0)
    if ids is not None:
        if counted["alone"]:
            _words_alone(table, ids)
        if counted["without"]:
            table.set_aside(table.text(ids) == "", f"{NO_ID} in column {column_letter(ids.index)}")


def _counted(table: Table, ids: Column | None) -> dict[str, int]:
    """In one pass: how many rows have no id or hold nothing else, and whether any is an example."""
    first = table.mapping.first("id")
    asked: dict[str, nw.Expr] = {}
    examples = 0
    if first is not None and table.kind(first) == "text":
        like = table.text(first).str.to_lowercase().str.starts_with(EXAMPLE_ROW.casefold())
        examples = int(table.any_text(first, like))
    if ids is not None:
        others = [c for c in table.mapping.columns if c.used and c.index != ids.index]
        asked["without"] = table.text(ids) == ""
        asked["alone"] = table.filled(ids) & ~any_of(map(table.filled, others))
    if not asked:
        return {"without": 1, "examples": examples, "alone": 0}
    found = table.engine.collect(
        table.frame.select(**{name: mask.cast(nw.Int64).sum() for name, mask in asked.items()})
    ).iloc[0]
    said = {name: int(found[name]) if found[name] == found[name] else 0 for name in asked}
    return {"examples": examples} | said


def _anything(table: Table) -> nw.Expr:
    """Whether a row holds anything; of personal data only whether something stands there."""
    return any_of(filled(f"c{i}", kind) for i, kind in enumerate(table.kinds))


def _headers_again(table: Table) -> None:
    """Rows that say the headers once more: only looked for where two columns hold their own header."""
    columns = [c for c in table.mapping.columns if table.kind(c) == "text"]
    own = {c.index: c.header.rsplit(": ", 1)[-1] for c in columns}
    holds = 0
    for column in columns:
        if column.used and column.use != "id":
            distincts = table.distincts(column)
            holds += distincts is None or own[column.index] in set(distincts.texts(column))
    if not holds:
        return
    again = nw.sum_horizontal(*((table.text(c) == own[c.index]).cast(nw.Int64) for c in columns))
    all_filled = nw.sum_horizontal(
        *(filled(f"c{i}", kind).cast(nw.Int64) for i, kind in enumerate(table.kinds))
    )
    table.set_aside((again > 1) & (again * 2 >= all_filled), "It repeats the headers")


def _totals(table: Table, *, ids_in_all: bool) -> None:
    """Rows whose first filled cell says "Total"."""
    before: list[nw.Expr] = []
    masks: list[nw.Expr] = []
    for column in table.mapping.columns:
        if table.kind(column) == "text" and (total := _said_totals(table, column)):
            here = table.text(column).is_in(total)
            masks.append(~any_of(iter(before)) & here if before else here)
        if ids_in_all and column.use == "id":
            break
        before.append(table.filled(column))
    if masks:
        table.set_aside(
            any_of(iter(masks)), f"It looks like a total or an average, not a {table.mapping.noun}"
        )


def _said_totals(table: Table, column: Column) -> list[str]:
    """The cells of a column that say that their row is one of totals."""
    engine, texts = table.odd(column)
    like = texts.select(text=table.text(column)).filter(nw.col("text").str.contains(MAYBE_TOTAL))
    listed = [str(one) for one in engine.collect(like.unique().head(_SOME + 1))["text"]]
    if len(listed) > _SOME:
        raise InputError(
            f"More than {_SOME:,} different cells of '{column.header}' look like rows of totals or "
            "averages: leave such rows out of the table."
        )
    return sorted(one for one in listed if total_row(one))


def _words_alone(table: Table, ids: Column) -> None:
    """Rows whose only mapped cell is an id of words, in no way like the ids of rows that hold more."""
    others = [c for c in table.mapping.columns if c.used and c.index != ids.index]
    alone = table.filled(ids) & ~any_of(map(table.filled, others))
    texts = table.engine.collect(
        table.frame.filter(alone).select(text=table.text(ids)).unique().head(_SOME + 1)
    )
    if len(texts) > _SOME:
        return  # as many as that are ids of families of whom nothing is known yet
    with_words = [str(one) for one in texts["text"] if worded(str(one))]
    if not with_words:
        return
    known = table.live.filter(~alone).select(
        shape=table.text(ids).str.replace_all("[0-9]+", "9").str.replace_all("[A-Za-z]+", "a")
    )
    shapes = {shape(str(one)) for one in table.engine.collect(known.unique().head(_SHAPES))["shape"]}
    if not shapes:
        return
    found = sorted(one for one in with_words if shape(one) not in shapes)
    if found:
        table.set_aside(
            alone & table.text(ids).is_in(found),
            f"It holds words in place of an id and nothing else, so it is no {table.mapping.noun}",
        )


def refuse_two_lists(table: Table) -> None:
    """Refuse a table in which a second column of the id's name holds other ids on the same rows."""
    for first, other in other_lists(table.mapping):
        one, two = table.text(first).str.to_lowercase(), table.text(other).str.to_lowercase()
        differ = (one != "") & (two != "") & (one != two)
        n = len(table.engine.collect(table.live.filter(differ).select("row").head(1)))
        if n:
            raise InputError(
                f"Columns {column_letter(first.index)} ('{first.header}') and {column_letter(other.index)} "
                f"('{other.header}') of {table.name} hold different ids on the same rows, so two lists stand "
                "side by side: put each family's scores on one row, or each list in a table of its own."
            )


def note_ids_apart(table: Table) -> None:
    """Say which ids differ by zeros in front alone, as Excel drops them."""
    ids = table.mapping.first("id") if table.mapping.subjects == "id" else None
    if ids is None:
        return
    name = table.text(ids) if table.kind(ids) == "text" else nw.col("subject")
    different = table.live.select(id=name)
    looked = table.engine.collect(
        different.select(least=nw.col("id").str.len_chars().min(), most=nw.col("id").str.len_chars().max())
    ).iloc[0]
    if looked["least"] == looked["most"]:
        return  # written to one length, ids have all their zeros
    different = table.live.select(id=nw.col("subject"))
    zeros = different.filter(nw.col("id").str.contains("(?:^|[^0-9])0+[0-9]"))
    if not len(table.engine.collect(zeros.head(1))):
        return
    different = different.unique().head(MOST + 1)
    if int(table.engine.collect(different.select(n=nw.len()))["n"].iloc[0]) > MOST:
        table.notes.append(
            "There are too many ids to look for those that differ by zeros in front alone (001 and 1)."
        )
        return
    bare = Counter(without_zeros(str(one)) for one in table.engine.collect(different)["id"])
    count = sum(n > 1 for n in bare.values())
    if count:
        differ = "1 id differs" if count == 1 else f"{count:,} ids differ"
        plural = "families" if table.mapping.noun == "family" else "learners"
        table.notes.append(
            f"{differ} from another only by zeros in front, and they count as different {plural}: write them "
            "alike if they are the same."
        )
