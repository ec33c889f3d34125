"""Made-up responses to a measure as a table, and what the expressions make of it on any engine."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw
import pyarrow as pa  # type: ignore[import-untyped]
from hypothesis import strategies as st

from evaluation.measures import registry
from evaluation.measures.coding import possible
from evaluation.scoring.expressions import answer, given_items, of_tallies, tallies_of, with_tallies

if TYPE_CHECKING:
    from evaluation.measures.definition import Items, Measure, Stored

EACH = {"each", "answers"}
STORED: tuple[Stored, ...] = ("printed", "scored", "upside_down")


def known(measure_id: str) -> tuple[Measure, Items]:
    """A measure that is answered question by question, and its questions."""
    measure = registry().get(measure_id)
    assert measure.items is not None
    return measure, measure.items


@dataclass(frozen=True)
class Responses:
    """Responses to one measure: their answers by item and typed-in totals by place, None blank."""

    measure: Measure
    stored: Stored
    items: tuple[int, ...]
    totals: tuple[tuple[str, str], ...]
    answers: tuple[dict[int, float | None], ...]
    typed: tuple[tuple[float | None, ...], ...]

    def table(self):
        """A PyArrow table with the columns that expressions stand over."""
        answers = {f"item_{i}": [row.get(i) for row in self.answers] for i in self.items}
        typed = {f"typed_{i}": [row[i] for row in self.typed] for i in range(len(self.totals))}
        row = {"row": pa.array(range(len(self.answers)), pa.int64())}
        return pa.table(row | {name: pa.array(v, pa.float64()) for name, v in (answers | typed).items()})

    def columns(self, frame):
        """A frame with the tallies, and the expressions of every score and reason by name."""
        measure, scales = self.measure, [s for s in self.measure.scales if s.score not in EACH]
        given = given_items(frame, measure, self.stored, items=self.items, totals=self.totals)
        tallies = tallies_of(measure, scales, self.stored, self.items)
        frame, tallies = with_tallies(frame, tallies)
        found: dict[str, nw.Expr] = {}
        for scale in scales:
            made = of_tallies(measure, scale, tallies, totals=self.totals, given=given)
            found |= {f"score {scale.id}": made.score, f"reason {scale.id}": made.reason}
        for scale in (s for s in measure.scales if s.score in EACH):
            for item in (i for i in scale.items if i in self.items):
                found[f"score {scale.id} {item}"] = answer(measure, item, self.stored)
        return frame, found

    def scored(self, native):
        """What a frame of any engine gives: for each name the values, in the order of the rows."""
        frame, found = self.columns(nw.from_native(native).lazy())
        result = frame.select("row", **found).sort("row").collect(backend="pyarrow")
        return {name: result[name].to_list() for name in found}


@st.composite
def responses(draw, measure_id):
    """Responses to a measure: columns missing, cells blank, unreadable or not a score, totals typed in."""
    measure, questions = known(measure_id)
    stored = draw(st.sampled_from(STORED))
    n = draw(st.integers(1, 12))
    everything = tuple(range(1, questions.count + 1))
    gone = draw(st.sets(st.sampled_from(everything), max_size=2))
    items = draw(st.sampled_from([everything, tuple(i for i in everything if i not in gone), ()]))
    wild = [None, *([math.inf] if questions.omitted else [])]
    cells = {}
    for item in items:
        usual = st.sampled_from(possible(item, questions, stored).tolist())
        rare = st.sampled_from([*wild, *([7.77] if questions.of(item) else [])])
        cells[item] = draw(
            st.lists(st.one_of(usual, usual, usual, usual, usual, usual, rare), min_size=n, max_size=n)
        )
    answers = tuple({item: values[row] for item, values in cells.items()} for row in range(n))
    kinds = [(s.id, e) for s in measure.scales if s.score not in EACH for e in _entered(s)]
    totals = tuple(draw(st.lists(st.sampled_from(kinds), unique=True, max_size=2))) if kinds else ()
    typed = tuple(
        tuple(draw(_total(measure.scale(scale_id), row)) for scale_id, _ in totals) for row in answers
    )
    return Responses(measure, stored, items, totals, answers, typed)


def _entered(scale):
    return ("raw", "converted") if scale.convert else ("",)


def _total(scale, row):
    """A typed-in total: none, any, a half, or the sum of the numbers that happen to be there."""
    low, high = math.ceil(scale.minimum), math.floor(scale.maximum)
    plain = float(sum(v for i, v in row.items() if i in scale.items and v not in {None, math.inf}))
    return st.one_of(
        st.none(), st.integers(low, high).map(float), st.just(low + 0.5), st.just(plain), st.just(plain)
    )
