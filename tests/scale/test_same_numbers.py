"""A file in memory, and the same counted by pandas and by DuckDB, give the same numbers to 1e-9.

What counts can't give is listed in `comparing.NOT_GIVEN`. Spark's part is in `test_same_numbers_spark.py`;
`python -m tests.scale.million` does it all with a million families.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from benchmarks.scale_others import RELIABLE, by_hand
from data_samples import NAMES, SHAPES, make, path
from evaluation import load
from evaluation.evaluating import evaluate
from evaluation.sources import open_data
from evaluation.view import View
from evaluation.warehouse.engines import DuckEngine, PandasEngine
from tests.scale.comparing import differences
from tests.scale.walking import counted_by, evaluated, unlike, unlike_what_was, views_of

if TYPE_CHECKING:
    from pathlib import Path

    from evaluation.dataset import Dataset, Evaluable
    from evaluation.findings.finding import Finding

NO_SCORES = {"shape_attendance"}  # an attendance list, which evaluates to one sentence
EVERY = [sample.name for sample in (*NAMES, *SHAPES) if sample.name not in NO_SCORES]
SOME = ("families_gbo", "shape_lamplight_like")  # goals; several raters, and families who are there twice
ENGINES = ("pandas", "duckdb")
VIEWS = ("all", "filtered", "period", "hidden")


@cache
def sample(name: str) -> Dataset:
    return load(path(name))


@pytest.mark.parametrize("name", EVERY)
def test_every_sample_has_the_same_numbers_counted_by_duckdb(name):
    data = sample(name)
    assert unlike(data, counted_by(data, DuckEngine()), View()) == []


@pytest.mark.parametrize("name", SOME)
def test_and_so_has_each_view_of_a_sample_counted_by_pandas(name):
    data = sample(name)
    table = counted_by(data, PandasEngine())
    for view in views_of(data).values():
        assert unlike(data, table, view) == []


# 3,000 families of the warehouse table, read from Parquet by each engine itself


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(
        "shape_warehouse", families=3_000, seed=8, out=tmp_path_factory.mktemp("scale") / "made.parquet"
    )


@pytest.fixture(scope="module")
def file(parquet: Path) -> Dataset:
    return load(parquet)


@pytest.fixture(scope="module")
def was(file: Dataset) -> dict[str, dict[str, Any]]:
    """What the file gives under each view, evaluated once for all engines."""
    return {name: evaluated(file, view) for name, view in views_of(file).items()}


@pytest.fixture(scope="module", params=ENGINES)
def table(request: pytest.FixtureRequest, parquet: Path) -> Evaluable:
    return open_data(str(parquet), View(), engine=request.param)


@pytest.mark.parametrize("view", VIEWS)
def test_a_table_has_the_numbers_of_the_file(file: Dataset, was, table: Evaluable, view):
    assert tuple(was) == VIEWS
    assert unlike_what_was(was[view], table, views_of(file)[view]) == []


def test_a_number_that_is_off_by_a_few_billionths_is_seen(was):
    one = was["all"]
    other = copy.deepcopy(one) | {"counts": {}}
    assert differences(one, other) == []
    other["scales"][1]["effects"]["d_av"]["high"] *= 1 + 3e-9
    other["scales"][0]["rates"][0]["n"] += 1
    other["data"]["used"] -= 1
    found = [line.split(":")[0] for line in differences(one, other)]
    assert found == ["data.used", "scales[0].rates[0].n", "scales[1].effects.d_av.high"]


# A recount that knows nothing of Attune


def by_finding(finding: Finding) -> dict[str, float]:
    """A finding as `by_hand` has it, where below 0 is better."""
    improved = finding.rate("reliable_change", "improved")
    assert improved is not None
    assert improved.n
    assert improved.of
    assert finding.mean_change is not None
    assert finding.mean_change.value
    return {
        "pairs": float(finding.n or 0),
        "change": -finding.mean_change.value,
        "improved": improved.n / improved.of,
    }


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make("shape_warehouse", families=5_000, seed=12, out=tmp_path_factory.mktemp("scale") / "many")


def test_duckdb_counts_five_thousand_families_as_an_analyst_does_by_hand(many: Path):
    """`by_hand` is pandas alone: first score at the baseline, last at the end, a threshold looked up."""
    found = {one.measure: one for one in evaluate(str(many), engine="duckdb").evidence.findings}
    wanted = by_hand(pd.read_parquet(many))
    assert found.keys() == wanted.keys() == RELIABLE.keys()
    for name, by_name in wanted.items():
        assert by_finding(found[name]) == pytest.approx(by_name, rel=1e-12)


def test_a_region_of_it_is_what_a_query_of_that_region_says(many: Path):
    rows = pd.read_parquet(many)
    of_region = rows[rows["region"] == "East"]
    wanted = by_hand(of_region)["core10"]
    data = open_data(str(many), View(), engine="duckdb", keep=("region",))
    evidence = data.evidence(View(filters={"region": ("East",)}), parts=())
    finding = next(one for one in evidence.findings if one.measure == "core10")
    assert wanted["pairs"] > 200
    assert by_finding(finding) == pytest.approx(wanted, rel=1e-12)
