"""Training sets: committed files are what the generators write, at any size, and nobody in them is real."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

import data_samples
from data_samples import SEED, TRAINING, make_training, training_sets
from data_samples.training import committed
from data_samples.training.borough_strategy import BOROUGHS
from evaluation import evaluating
from evaluation.errors import InputError
from evaluation.importing import read_workbook
from evaluation.opening import load

SETS = {one.name: one for one in training_sets()}


def digests(files: tuple[Path, ...]) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def again(tmp_path_factory) -> dict[str, tuple[Path, ...]]:
    """Every set made anew, as large as it is committed."""
    folder = tmp_path_factory.mktemp("again")
    return {
        one.name: make_training(one.name, learners=one.learners, seed=SEED, out=folder / one.name)
        for one in TRAINING
    }


@pytest.mark.parametrize("name", SETS)
def test_committed_files_are_what_the_generator_writes_byte_for_byte(name: str, again):
    files = [file for file in sorted(committed(name).iterdir()) if file.is_file()]
    assert digests(tuple(files)) == digests(again[name])


def test_together_they_are_well_under_a_megabyte(again):
    assert sum(file.stat().st_size for files in again.values() for file in files) < 500_000


@pytest.mark.parametrize("name", SETS)
def test_every_file_of_a_set_is_there_and_opens(name: str):
    chosen = SETS[name]
    for file in chosen.files:
        assert file.parent == committed(name)
        assert read_workbook(file).sheets
    assert chosen.label
    assert chosen.says.endswith(".")


@pytest.mark.parametrize("name", SETS)
def test_the_same_seed_makes_the_same_bytes_and_another_seed_other_data(name: str, tmp_path):
    made = [
        digests(make_training(name, learners=9, seed=seed, out=tmp_path / str(place)))
        for place, seed in enumerate((1, 1, 2))
    ]
    assert made[0] == made[1]
    assert made[0] != made[2]
    assert made[0].keys() == made[2].keys()


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("learners", [1, 2, 3])
def test_any_small_size_can_be_made(name: str, learners: int, tmp_path):
    assert make_training(name, learners=learners, seed=0, out=tmp_path / "small")


@pytest.mark.parametrize("name", SETS)
def test_nobody_is_real_and_every_day_is_within_three_years(name: str):
    for file in [*SETS[name].files, *committed(name).glob("*.csv")]:
        for sheet in read_workbook(file).sheets:
            for row in sheet.cells.itertuples(index=False):
                for cell in row:
                    if isinstance(cell, date | datetime):
                        assert 2024 <= cell.year <= 2026
                    if isinstance(cell, str) and "@" in cell:
                        assert cell.strip().lower().endswith("@example.org")
                    if isinstance(cell, str) and (year := re.match(r"\d\d/\d\d/(\d{4})", cell)):
                        assert 2024 <= int(year[1]) <= 2026


def test_no_text_cell_is_a_formula():
    for file in [file for one in SETS.values() for file in one.files if file.suffix == ".xlsx"]:
        for sheet in openpyxl.load_workbook(file).worksheets:
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_map_has_a_closed_simple_shape_for_each_borough():
    boundaries = SETS["borough_strategy"].boundaries
    assert boundaries is not None
    features = json.loads(boundaries.read_text(encoding="utf-8"))["features"]
    assert tuple(feature["properties"]["name"] for feature in features) == BOROUGHS
    for feature in features:
        (ring,) = feature["geometry"]["coordinates"]
        assert ring[0] == ring[-1]
        # Against the clock, as the standard on GeoJSON (RFC 7946) has it: the area comes out positive.
        assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) > 0
    assert [one.name for one in SETS.values() if one.boundaries] == ["borough_strategy"]


def test_families_beside_training_can_be_evaluated():
    beside = {one.name: one.families for one in SETS.values()}
    assert beside["one_day_courses"] == data_samples.path("first_run")
    assert beside["borough_strategy"] == committed("borough_strategy") / "families.csv"
    assert beside["three_workshops"] is None
    cases = beside["practitioner_programme"]
    assert cases is not None
    dataset = load(cases)
    assert {(column.measure, column.occasion) for column in dataset.mapping.columns if column.measure} == {
        (measure, occasion) for measure in ("phq9", "gad7", "kpcs", "gbo") for occasion in ("baseline", "end")
    }
    assert dataset.ledger.used == dataset.ledger.rows > 100


def test_each_trainee_has_five_to_twelve_closed_cases():
    cases = SETS["practitioner_programme"].families
    assert cases is not None
    rows = [line.split(",") for line in cases.read_text(encoding="utf-8-sig").splitlines()[1:]]
    closed = [row[1] for row in rows if row[4] == "Closed"]
    counts = {trainee: closed.count(trainee) for trainee in {row[1] for row in rows}}
    assert len(counts) == 18
    assert all(5 <= count <= 12 for count in counts.values())


def test_the_readme_describes_every_set_and_file():
    readme = (Path(data_samples.__file__).parent / "README.md").read_text(encoding="utf-8")
    for one in TRAINING:
        assert f"training/{one.name}/" in readme
        for file in committed(one.name).iterdir():
            assert f"`{file.name}`" in readme


def test_the_verb_makes_a_programme_into_a_folder(tmp_path):
    out = evaluating.sample("three_workshops", families=4, seed=2, out=tmp_path / "workshops")
    assert {file.name for file in out.iterdir()} == {
        "attendance.xlsx",
        "before_each_workshop.xlsx",
        "after_each_workshop.xlsx",
    }


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "nothing"}, "no training set called 'nothing'. Choose one of one_day_courses"),
        ({"learners": 0}, "needs at least one learner; 0 were asked for"),
        ({"seed": -1}, "The seed is -1"),
        ({"out": "sheet.xlsx"}, "is several files, so 'sheet.xlsx' must be a folder"),
        ({"out": "missing/within"}, "does not exist. Make it first"),
        ({"out": "taken"}, "is several files, so 'taken' must be a folder"),
    ],
)
def test_a_request_that_cannot_be_met_is_refused(asked: dict[str, object], said: str, tmp_path):
    (tmp_path / "taken").write_text("in the way")
    request = {"name": "three_workshops", "learners": 3, "seed": 1, "out": "x", **asked}
    with pytest.raises(InputError, match=re.escape(said)):
        make_training(
            str(request["name"]),
            learners=int(str(request["learners"])),
            seed=int(str(request["seed"])),
            out=tmp_path / str(request["out"]),
        )


def test_a_folder_that_cannot_be_written_to_is_told_in_one_sentence(tmp_path):
    (tmp_path / "workshops" / "attendance.xlsx").mkdir(parents=True)
    with pytest.raises(InputError, match="The folder 'workshops' could not be written to"):
        make_training("three_workshops", learners=3, seed=1, out=tmp_path / "workshops")
