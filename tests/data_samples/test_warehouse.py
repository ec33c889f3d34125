"""The warehouse table: the same rows however they are cut, larger than memory if need be, with its traps."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

import data_samples
from data_samples.folders import PIECE, write_folder
from data_samples.warehouse import BLOCK, FORMS, WAREHOUSE, tables, warehouse_frame, warehouse_table
from evaluation.errors import InputError
from evaluation.evaluating import sample

if TYPE_CHECKING:
    from pathlib import Path

SOME = 2 * BLOCK + 300


@pytest.fixture(scope="module")
def some() -> pd.DataFrame:
    return warehouse_frame(SOME, 5)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_rows_are_the_same_whatever_the_piece_and_bytes_whatever_the_number_of_processes(tmp_path):
    small, large, both = (tmp_path / name for name in ("small", "large", "both"))
    write_folder(small, SOME, 5, piece=BLOCK)
    write_folder(large, SOME, 5)
    write_folder(both, SOME, 5, piece=BLOCK, processes=2)
    assert [path.name for path in sorted(small.iterdir())] == [f"part-000{n}.parquet" for n in range(3)]
    assert [path.name for path in large.iterdir()] == ["part-0000.parquet"]
    assert digests(small) == digests(both)
    assert parquet.read_table(small).equals(parquet.read_table(large))


def test_fewer_families_are_the_first_of_more(some: pd.DataFrame):
    few = warehouse_frame(40, 5)
    pd.testing.assert_frame_equal(few, some.head(len(few)))


@pytest.mark.parametrize("answers", [False, True])
def test_another_seed_gives_other_scores(answers):
    one, other = (warehouse_table(30, seed, answers=answers) for seed in (1, 2))
    assert one.schema == other.schema
    assert not one.equals(other)


def test_a_name_without_an_ending_is_a_folder(tmp_path):
    out = sample("shape_warehouse", families=50, seed=3, out=f"{tmp_path / 'made'}/")
    assert [path.name for path in out.iterdir()] == ["part-0000.parquet"]
    csv = data_samples.make("shape_warehouse", families=50, seed=3, out=tmp_path / "made.csv")
    there, beside = pd.read_parquet(out), pd.read_csv(csv)
    assert list(there) == list(beside)
    assert there["phq9_total"].tolist() == pytest.approx(beside["phq9_total"].tolist(), nan_ok=True)
    assert [str(day) for day in there["date_completed"]] == beside["date_completed"].tolist()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"is not empty\. Choose one that is empty or not yet there"):
        data_samples.make("shape_warehouse", families=5, seed=1, out=tmp_path)


def test_other_samples_have_no_folder(tmp_path):
    with pytest.raises(InputError, match=r"'made'; use \.csv, \.tsv, \.xlsx, \.parquet\."):
        data_samples.make("families_scores", families=5, seed=1, out=tmp_path / "made")


@pytest.mark.parametrize("piece", [0, BLOCK - 1, BLOCK + 1])
def test_pieces_are_whole_blocks(piece, tmp_path):
    with pytest.raises(ValueError, match="whole blocks"):
        write_folder(tmp_path, 5, 1, piece=piece)
    assert PIECE % BLOCK == 0


def test_a_table_begins_at_a_block():
    with pytest.raises(ValueError, match="in the middle of a block"):
        next(tables(5, 10, 1))


def test_there_are_about_as_many_occasions_blanks_and_copies_as_it_says(some: pd.DataFrame):
    """Bounds are six standard errors or more, of 40,300 families and about 97,000 rows."""
    once = some.drop_duplicates()
    assert len(once) / SOME == pytest.approx(2.4, abs=0.03)
    assert len(some) - len(once) == pytest.approx(len(once) / WAREHOUSE.copied, rel=0.02)
    assert some["family_id"].isna().mean() == pytest.approx(1 / WAREHOUSE.without_id, rel=0.02)
    for name in FORMS:
        assert some[f"{name}_total"].isna().mean() == pytest.approx(WAREHOUSE.blank_total, abs=0.003)
        assert (some[f"{name}_total"] == 999).mean() == pytest.approx(WAREHOUSE.declined, abs=0.001)
    assert some["date_completed"].max() <= pd.Timestamp(WAREHOUSE.extracted)


def test_scores_are_as_the_forms_say_and_services_differ_as_much_as_it_says():
    # Of those who come back, first scores are a little lower than of all: who finds it hard leaves early.
    frame = warehouse_frame(10 * BLOCK, 9)
    first = frame[frame["stage"] == "Baseline"]
    scores = first["phq9_total"][first["phq9_total"] <= 27]
    assert scores.mean() == pytest.approx(11.6, abs=0.1)
    last = frame[(frame["stage"] == "End") & (frame["core10_total"] <= 40)]
    means = last.groupby("service")["core10_total"].mean()
    assert len(means) == WAREHOUSE.services
    # A score follows difficulty by 0.6 (`Score.shared`): so do its services' means.
    wanted = WAREHOUSE.spread * 0.6 * last["core10_total"].std()
    assert wanted / 2 < means.std() < wanted * 2


def test_answers_add_up_to_scores_of_the_same_spread():
    table = warehouse_table(3_000, 4, answers=True)
    phq9 = [name for name in table.column_names if name.startswith("phq9_")]
    assert len(phq9) == 9
    added = table.select(phq9).to_pandas().dropna().sum(axis=1)
    assert added.between(0, 27).all()
    assert added.std() == pytest.approx(6.2, abs=0.5)
    assert table.schema.field("phq9_1").type == pa.int8()
