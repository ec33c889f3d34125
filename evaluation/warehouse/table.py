"""A table under a mapping: its columns as frames, and what has been found while reading it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from evaluation.errors import InputError
from evaluation.warehouse import plain_cells
from evaluation.warehouse.distincts import MOST, Distincts, ask
from evaluation.warehouse.engines import PandasEngine
from evaluation.warehouse.recoding import CELL, days_of, numbers_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.measures import Registry
    from evaluation.warehouse.distincts import Asked
    from evaluation.warehouse.engines import Engine
    from evaluation.warehouse.plain_cells import Kind
    from evaluation.warehouse.recoding import Recoded

ASIDE = "aside"  # of a row: the place of the reason for which it is set aside
IN_USE = -1
SAID_MEASURE = "said_measure"  # the column of what each row says that its questionnaire is


@dataclass(eq=False)
class Table:
    """A table that is being read: `c0`, `c1`, … in plain kinds, `row`, and what is added to them.

    `base` is the frame without what is still to be added: all at once, as engines are slow with deep frames.

    `reasons` are those for which rows are set aside, in the order in which they were met.
    """

    name: str
    engine: Engine
    base: nw.LazyFrame[Any]
    kinds: tuple[Kind, ...]
    mapping: Mapping
    registry: Registry
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    _asked: dict[tuple[object, ...], Distincts | None] = field(default_factory=dict, repr=False)
    _by_measure: dict[int, Asked | None] = field(default_factory=dict, repr=False)
    taken: nw.LazyFrame[Any] | None = None  # rows set aside by their number: `row` and the reason's place
    _folds: dict[int, bool] = field(default_factory=dict, repr=False)
    _odd: dict[int, tuple[Engine, nw.LazyFrame[Any]]] = field(default_factory=dict, repr=False)
    _before: nw.LazyFrame[Any] | None = field(default=None, repr=False)
    _added: set[str] = field(default_factory=set, repr=False)
    _to_add: dict[str, nw.Expr] = field(default_factory=dict, repr=False)
    _texts: list[str] = field(default_factory=list, repr=False)  # joined, so null where they are blank
    _to_join: list[tuple[str, nw.LazyFrame[Any]]] = field(default_factory=list, repr=False)
    _masks: list[tuple[nw.Expr, int]] = field(default_factory=list, repr=False)  # rows to set aside, and why

    @property
    def frame(self) -> nw.LazyFrame[Any]:
        """The table with all that has been added."""
        if self._to_add or self._to_join:
            frame = self.base.with_columns(**self._to_add) if self._to_add else self.base
            for source, small in self._to_join:
                frame = frame.join(small, left_on=source, right_on=CELL, how="left")
            blank = [nw.col(name).fill_null("") for name in self._texts]
            frame = frame.with_columns(blank) if blank else frame
            self._texts = []
            self.base, self._to_add, self._to_join = frame, {}, []
        if self._masks:  # at once: each would be worked out again for those after it
            reason = nw.when(nw.col(ASIDE) != IN_USE).then(nw.col(ASIDE))
            for mask, code in self._masks:
                reason = reason.when(mask).then(nw.lit(code, dtype=nw.Int64))
            self.base = self.base.with_columns(reason.otherwise(nw.lit(IN_USE, dtype=nw.Int64)).alias(ASIDE))
            self._masks = []
        return self.base

    @frame.setter
    def frame(self, frame: nw.LazyFrame[Any]) -> None:
        self.base = frame

    @property
    def live(self) -> nw.LazyFrame[Any]:
        """The rows that have not been set aside."""
        return self._in_use(self.frame)

    def _in_use(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        frame = frame.filter(nw.col(ASIDE) == IN_USE) if self.reasons else frame
        return frame if self.taken is None else frame.join(self.taken.select("row"), on="row", how="anti")

    def has(self, name: str) -> bool:
        """Whether the frame has a column."""
        return name in self._added

    def kind(self, column: Column) -> Kind:
        """The kind of a column of the table."""
        return self.kinds[column.index]

    def text(self, column: Column) -> nw.Expr:
        """A column's cells as folded texts: folded only where some cell needs it."""
        if self.kind(column) == "text":
            name = f"c{column.index}"
            if not self.folds(column):
                return nw.col(name).fill_null("")
            folded = nw.when(plain_cells.needs_folding(name)).then(plain_cells.folded(name))
            return folded.otherwise(nw.col(name)).fill_null("")
        return plain_cells.text(f"c{column.index}", self.kind(column))

    def folds(self, column: Column) -> bool:
        """Whether some text of a column has white space to fold."""
        if column.index not in self._folds:
            self._folds[column.index] = self.any_text(column, plain_cells.needs_folding(f"c{column.index}"))
        return self._folds[column.index]

    def odd(self, column: Column) -> tuple[Engine, nw.LazyFrame[Any]]:
        """The different texts of a column and where they are: here where they are few.

        Of a column of many texts those as plain as most ids are left out, as nothing is looked for in them.
        """
        if column.index not in self._odd:
            name = f"c{column.index}"
            distincts = self.distincts(column) if column.used and column.use != "id" else None
            frame = self.base.select(name)
            if distincts is None:
                frame = self.engine.settle(frame.filter(plain_cells.is_odd(name)).unique())
                texts = self.engine.collect(frame.head(MOST + 1))[name].tolist()
            else:
                texts = distincts.raw
            if len(texts) <= MOST:
                here = pd.DataFrame({name: pd.Series(texts, dtype="str")})
                self._odd[column.index] = PandasEngine(), nw.from_native(here).lazy()
            else:
                self._odd[column.index] = self.engine, frame
        return self._odd[column.index]

    def any_text(self, column: Column, mask: nw.Expr) -> bool:
        """Whether something that holds of no plain text holds of any text of a column."""
        held = mask.fill_null(value=False).cast(nw.Int64).max()
        engine, texts = self.odd(column)
        found = engine.collect(texts.select(n=held))["n"]
        return bool(found.fillna(0).iloc[0])

    def filled(self, column: Column) -> nw.Expr:
        """Whether a column's cells hold anything."""
        if self.kind(column) == "text" and not self.folds(column):
            return ~nw.col(f"c{column.index}").is_null() & (nw.col(f"c{column.index}") != "")
        return plain_cells.filled(f"c{column.index}", self.kind(column))

    def reason(self, words: str) -> int:
        """The place of a reason, which is new or known."""
        if words not in self.reasons:
            self.reasons.append(words)
        return self.reasons.index(words)

    def say(self, distincts: Distincts) -> None:
        """Take over what was said of a column's cells, once."""
        self.notes += [note for note in distincts.notes if note not in self.notes]
        self.problems += [one for one in distincts.said if one not in self.problems]
        distincts.notes, distincts.said = [], []

    def distincts(self, column: Column, *, live: bool = False, days: bool = False) -> Distincts | None:
        """The different cells of a column, of all rows or those in use; None where they are too many."""
        key = (column.index, live and (bool(self.reasons) or self.taken is not None), days)
        if key not in self._asked:
            frame = self.base
            if live:
                frame = self._in_use(self.frame if self._masks else self.base)
            frame = frame.select(f"c{column.index}")
            if days and self.kind(column) == "day":
                frame = frame.with_columns(nw.col(f"c{column.index}").dt.truncate("1d"))
            found = ask(self.engine, frame, f"c{column.index}")
            self._asked[key] = (
                None
                if found is None
                else Distincts(self.mapping, column.index, found[0][0], found[1][0], found[2])
            )
        return self._asked[key]

    def by_measure(self, column: Column, said: str) -> Distincts | None:
        """The different cells of a column in the rows in use that name a questionnaire so."""
        if column.index not in self._by_measure:
            name = f"c{column.index}"
            if self._before is None:
                self._before = self.live  # as it is before answers are added to it
            found = ask(self.engine, self._before.select(SAID_MEASURE, name), SAID_MEASURE, name)
            self._by_measure[column.index] = found
        found = self._by_measure[column.index]
        if found is None:
            return None
        (measures, raw), (_, cells), n = found
        at = [i for i, one in enumerate(measures) if one == said]
        return Distincts(
            self.mapping, column.index, [raw[i] for i in at], [cells[i] for i in at], [n[i] for i in at]
        )

    def few(self, column: Column, *, days: bool = False) -> Distincts:
        """The different cells of a column; raises InputError where they are too many to be looked at."""
        found = self.distincts(column, days=days)
        if found is None:
            raise too_many(column)
        return found

    def add_texts(self, column: Column, distincts: Distincts, texts: Sequence[str], name: str) -> str:
        """Add a column of what cells were read as; gives its name."""
        recoded = texts_of(f"c{column.index}", self.kind(column), distincts.raw, texts, name)
        if not isinstance(recoded, nw.Expr):
            self._texts.append(name)
        return self._add(column, recoded, name)

    def add_numbers(
        self, column: Column, distincts: Distincts, numbers: NDArray[np.float64], name: str
    ) -> str:
        """Add a column of what cells were read as, null where they are blank; gives its name."""
        values = numbers.tolist()
        return self._add(
            column, numbers_of(f"c{column.index}", self.kind(column), distincts.raw, values, name), name
        )

    def add(self, name: str, expression: nw.Expr) -> None:
        """Add a column that is worked out of those that the table has."""
        self._to_add[name] = expression
        self._added.add(name)

    def days(self, column: Column) -> str:
        """Add the dates of a column, once; gives the name of the new column."""
        name = f"day_{column.index}"
        if name not in self._added:
            distincts = self.few(column, days=True)
            read = distincts.dates(column)
            self.say(distincts)
            self._add(
                column, days_of(f"c{column.index}", self.kind(column), distincts.raw, list(read), name), name
            )
        return name

    def _add(self, column: Column, recoded: Recoded, name: str) -> str:
        if isinstance(recoded, nw.Expr):
            self.add(name, recoded)
        else:
            self._to_join.append((f"c{column.index}", self.engine.small(recoded)))
            self._added.add(name)
        return name

    def take_out(self, rows: nw.LazyFrame[Any]) -> None:
        """Set aside the rows of a small frame of `row` and `reason`, the place of it."""
        self.taken = rows if self.taken is None else nw.concat([self.taken, rows])

    def set_aside(self, mask: nw.Expr, words: str) -> None:
        """Set aside the rows in use of which something holds; a row keeps its first reason."""
        self._masks.append((mask.fill_null(value=False), self.reason(words)))


def too_many(column: Column) -> InputError:
    """What to say of a column whose cells have to be looked at one by one and are too many for that."""
    return InputError(
        f"'{column.header}' holds more than {MOST:,} different values, and each has to be read as "
        f"{_WANTED.get(column.use, 'what it is used for')}: store it as numbers or dates, or leave it out."
    )


_WANTED = {
    "score": "a score",
    "item": "an answer",
    "date": "a date",
    "occasion": "a stage",
    "rater": "a rater",
}
