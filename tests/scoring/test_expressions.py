"""The expressions give the same scores and reasons on every engine, and those worked out by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import duckdb
import narwhals as nw
import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.measures import registry
from evaluation.measures.coding import Coding, coding, points, possible, scored
from evaluation.scoring import converted, item_scores
from evaluation.scoring import expressions as written_once
from tests.scoring import by_hand
from tests.scoring.frames import EACH, STORED, known, responses

if TYPE_CHECKING:
    from evaluation.measures.definition import Items, Stored

# Complete or not at all, pro-rated and reversed, two scales, options that differ by item, a conversion, a
# mean with answers left out, sums of scales (fractions; pro-rated, rounded), answers and goals by themselves.
MEASURES = (
    "phq9", "core10", "mors_sf", "epds", "swemwbs", "kips", "mpas", "sdq_2_4", "chi_esq", "gbo",
)  # fmt: skip


def expected(made):
    """What one makes of responses with a pencil, by the names that `Responses.scored` gives."""
    known = {
        item
        for row in made.answers
        for item, cell in row.items()
        if by_hand.points(made.measure, item, cell, made.stored) not in {None, math.inf}
    }
    found = {}
    for scale in made.measure.scales:
        if scale.score in EACH:
            for item in (item for item in scale.items if item in made.items):
                cells = [by_hand.points(made.measure, item, row[item], made.stored) for row in made.answers]
                found[f"score {scale.id} {item}"] = cells
            continue
        pairs = [
            by_hand.of_response(
                made.measure,
                scale,
                row,
                [(e, t) for (s, e), t in zip(made.totals, typed, strict=True) if s == scale.id],
                made.stored,
                known,
            )
            for row, typed in zip(made.answers, made.typed, strict=True)
        ]
        found[f"score {scale.id}"] = [score for score, _ in pairs]
        found[f"reason {scale.id}"] = [reason for _, reason in pairs]
    return found


@pytest.mark.parametrize("measure_id", MEASURES)
@settings(max_examples=6)
@given(data=st.data())
def test_every_engine_agrees_with_a_sum_done_by_hand(measure_id, data):
    made = data.draw(responses(measure_id))
    table = made.table()
    found = made.scored(table)
    want = expected(made)
    assert set(found) == set(want)
    for name, values in want.items():
        if name.startswith("reason"):
            assert found[name] == values, name
        else:
            assert found[name] == pytest.approx(values, abs=1e-9), name


@pytest.mark.parametrize("measure_id", MEASURES)
@settings(max_examples=2)
@given(data=st.data())
def test_duckdb_and_pandas_give_the_same_doubles(measure_id, data):
    made = data.draw(responses(measure_id))
    table = made.table()
    found = made.scored(table)
    assert made.scored(table.to_pandas()) == found
    with duckdb.connect() as connection:
        assert made.scored(connection.from_arrow(table)) == found


def test_one_expression_gives_what_shared_tallies_give():
    """`scored` does it in one piece: PHQ-9 of nine 1s is 9, and beside a blank a typed 12 stands."""
    phq9 = registry().get("phq9")
    columns = {f"item_{i}": [1.0, 1.0, 1.0, None] for i in range(1, 9)}
    columns |= {"item_9": [1.0, None, None, None], "typed_0": [20.0, 12.0, 8.0, None]}
    found = written_once.scored(
        phq9, phq9.scale("total"), "printed", items=range(1, 10), totals=[("total", "")]
    )
    table = pa.table({name: pa.array(values, pa.float64()) for name, values in columns.items()})
    with duckdb.connect() as connection:
        for native in (table, table.to_pandas(), connection.from_arrow(table)):
            frame = nw.from_native(native).lazy().select(score=found.score, why=found.reason)
            result = frame.collect(backend="pyarrow")
            assert result["score"].to_list() == [9, 12, None, None]
            assert [bool(text) for text in result["why"].to_list()] == [False, False, True, False]


def test_a_sum_is_the_same_double_in_whatever_order_it_was_added():
    """29.17 is 29.17: PyArrow's own rounding leaves 29.169999999999998, which would be a score of its own."""
    ors, questions = known("ors")
    orders = np.array([[7.29, 7.3, 7.28, 7.3], [7.3, 7.28, 7.3, 7.29], [7.28, 7.29, 7.3, 7.3]])
    values, _ = item_scores(orders, ors.scale("total"), questions)
    assert set(values.tolist()) == {29.17}
    awkward = np.array([[29.169999999999998, 0, 0, 0]])
    assert item_scores(awkward, ors.scale("total"), questions)[0].tolist() == [29.17]


def test_an_answer_scores_the_same_as_a_column_and_as_an_array():
    """Reading and alerts score arrays; both go by the same `Coding`."""
    kinds: dict[Coding, tuple[Items, int, Stored]] = {}
    for items in (measure.items for measure in registry() if measure.items is not None):
        for item in range(1, items.count + 1):
            for stored in STORED:
                kinds.setdefault(coding(item, items, stored), (items, item, stored))
    assert len(kinds) > 10
    for rule, (items, item, stored) in kinds.items():
        cells = np.array([*possible(item, items, stored), np.nan])
        frame = nw.from_native(pa.table({"a": pa.array(cells, from_pandas=True)}))
        found = frame.select(s=points(nw.col("a"), rule))["s"].to_numpy()
        np.testing.assert_array_equal(found, scored(cells, item, items, stored))


def test_a_zero_that_was_turned_round_has_no_sign():
    """-0.0 and 0.0 are one score, and must be one in a group by of any engine."""
    phq9, questions = known("phq9")
    values, _ = item_scores(np.full((1, 9), 3.0), phq9.scale("total"), questions, "upside_down")
    assert [str(value) for value in values.tolist()] == ["0.0"]


def test_nothing_but_whole_totals_is_converted():
    scale = registry().get("swemwbs").scale("total")
    found = converted(np.array([21.0, 21.5, np.nan, np.inf]), scale)
    assert found[0] == 19.25
    assert np.isnan(found[1:]).all()
