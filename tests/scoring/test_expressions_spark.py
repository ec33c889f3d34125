"""The expressions give Spark the same scores and reasons as they give in memory."""

from __future__ import annotations

import math

from evaluation.measures import registry
from tests.scoring.frames import Responses

# Ten questions of CORE-10: complete, one blank (pro-rated), two blank beside a typed total of what is left
# (as if the blanks scored 0) and beside another total, and nothing at all.
ROWS = (
    [0, 4, 4, 0, 0, 0, 0, 0, 0, 0],
    [2, 2, 2, 2, 2, 2, 2, 2, 3, None],
    [2, 2, 2, 2, 2, 2, 2, 2, None, None],
    [2, 2, 2, 2, 2, 2, 2, 2, None, None],
    [None] * 10,
)
TOTALS = (None, 30.0, 16.0, 21.0, None)


def test_spark_gives_the_same_doubles_and_words(spark):
    core10 = registry().get("core10")
    answers = tuple(
        dict(zip(range(1, 11), (None if v is None else float(v) for v in row), strict=True)) for row in ROWS
    )
    made = Responses(
        core10, "printed", tuple(range(1, 11)), (("total", ""),), answers, tuple((t,) for t in TOTALS)
    )
    found = made.scored(spark.createDataFrame(made.table()))
    assert found == made.scored(made.table())
    # 0; ten times 19 / 9, to the decimals at which scores are compared; none; the typed 21; none
    assert found["score total"] == [0, 21.111111111, None, 21, None]
    assert ["as if those missing scored 0" in text for text in found["reason total"]] == [
        False, False, True, False, False,
    ]  # fmt: skip


def test_spark_leaves_answers_that_are_no_score_out_of_a_mean(spark):
    """KIPS: the mean of the behaviours that were rated; "not observed" is neither a score nor missing."""
    kips = registry().get("kips")
    rows = ([5.0] * 6 + [math.inf] * 6, [math.inf] * 12)
    answers: tuple[dict[int, float | None], ...] = tuple(dict(enumerate(row, start=1)) for row in rows)
    made = Responses(kips, "printed", tuple(range(1, 13)), (), answers, ((), ()))
    found = made.scored(spark.createDataFrame(made.table()))
    assert found == made.scored(made.table())
    assert found == {"score mean": [5, None], "reason mean": ["", "none of its answers is a score"]}
