"""Samples by name: one seed one file, committed files are current, bad requests are refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import data_samples
from data_samples import NAMES, SEED, SHAPES, TRAINING, Sample
from data_samples.__main__ import main
from evaluation.errors import InputError
from evaluation.exchange import from_bytes, to_bytes

TABLES = [sample.name for sample in NAMES if sample.name not in {"families_wide", "course_forms"}]


def content(path: Path) -> object:
    """What a file says: the cells of a workbook, the text of anything else (line ends aside)."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        merged = [sorted(str(area) for area in sheet.merged_cells.ranges) for sheet in book.worksheets]
        return [[list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets], merged]
    return path.read_bytes().replace(b"\r\n", b"\n")


@pytest.mark.parametrize("sample", NAMES, ids=lambda sample: sample.name)
def test_committed_file_is_what_the_generator_writes(sample: Sample, tmp_path):
    again = data_samples.make(
        sample.name, families=sample.families, seed=SEED, out=tmp_path / f"again{sample.extension}"
    )
    committed = data_samples.path(sample.name)
    assert content(committed) == content(again)
    assert committed.stat().st_size < 300_000


@pytest.mark.parametrize("sample", NAMES, ids=lambda sample: sample.name)
def test_same_seed_same_bytes_another_seed_other_data(sample: Sample, tmp_path):
    def digest(seed: int, name: str) -> str:
        out = tmp_path / f"{name}{sample.extension}"
        data_samples.make(sample.name, families=30, seed=seed, out=out)
        return hashlib.sha256(out.read_bytes()).hexdigest()

    assert digest(1, "first") == digest(1, "second")
    assert digest(1, "first") != digest(2, "third")


@pytest.mark.parametrize("name", TABLES)
def test_every_kind_of_file_holds_the_same_table(name: str, tmp_path):
    sizes = set()
    for extension in (".csv", ".tsv", ".xlsx", ".parquet"):
        out = data_samples.make(name, families=25, seed=6, out=tmp_path / f"x{extension}")
        if extension == ".parquet":
            frame = pd.read_parquet(out)
        elif extension == ".xlsx":
            frame = pd.read_excel(out, engine="openpyxl")
        else:
            odd = name == "families_items_wide" and extension == ".csv"
            encoding = "cp1252" if name == "families_items_wide" else "utf-8-sig"
            frame = pd.read_csv(
                out, sep="\t" if extension == ".tsv" else ";" if odd else ",", encoding=encoding
            )
        sizes.add((frame.shape, tuple(frame.columns), int(frame.notna().to_numpy().sum())))
    # pandas reads the questionnaire's own "N/A" as blank from text and Excel, not from Parquet.
    assert len({size[:2] for size in sizes}) == 1
    if "items" not in name and "long" not in name:
        assert len(sizes) == 1


@pytest.mark.parametrize("sample", NAMES, ids=lambda sample: sample.name)
@pytest.mark.parametrize("families", [1, 2, 12])
def test_any_small_size_can_be_made(sample: Sample, families: int, tmp_path):
    out = data_samples.make(sample.name, families=families, seed=0, out=tmp_path / f"s{sample.extension}")
    assert out.stat().st_size > 0


def test_measures_can_be_chosen(tmp_path):
    out = data_samples.make(
        "families_scores", families=5, seed=1, out=tmp_path / "s.csv", measures=("epds", "core10", "swemwbs")
    )
    assert list(pd.read_csv(out).columns[-6:]) == [
        f"{score}_{when}" for score in ("epds", "core10", "swemwbs") for when in ("before", "after")
    ]


def test_a_large_tidy_sample_keeps_its_rows(tmp_path):
    out = data_samples.make("families_scores", families=60_000, seed=1, out=tmp_path / "big.parquet")
    frame = pd.read_parquet(out)
    assert len(frame) == 60_000
    assert frame["family_id"].is_unique
    assert frame["phq9_before"].mean() == pytest.approx(11.6, abs=0.15)


def test_an_extension_in_capitals_means_the_same(tmp_path):
    out = data_samples.make("families_gbo", families=3, seed=1, out=tmp_path / "LOUD.XLSX")
    assert openpyxl.load_workbook(out).worksheets[0].max_row == 4


def test_no_text_cell_is_a_formula():
    for name in ("families_wide", "course_forms"):
        for sheet in openpyxl.load_workbook(data_samples.path(name)).worksheets:
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_names_are_described():
    assert len({sample.name for sample in NAMES}) == len(NAMES)
    readme = (Path(data_samples.__file__).parent / "README.md").read_text(encoding="utf-8")
    for sample in NAMES:
        assert sample.description
        assert f"`{sample.name}{sample.extension}`" in readme


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "nothing"}, "There is no sample called 'nothing'. Choose one of first_run"),
        ({"families": 0}, "needs at least one family; 0 were asked for"),
        ({"families": -3}, "needs at least one family"),
        ({"seed": -1}, "The seed is -1; use a whole number from 0 up"),
        ({"out": "x.docx"}, "cannot be written as 'x.docx'; use .csv, .tsv, .xlsx, .parquet"),
        ({"out": "x"}, "cannot be written as 'x'"),
        ({"name": "families_wide", "out": "x.csv"}, "use .xlsx."),
        ({"out": "no_such_folder/x.csv"}, "does not exist"),
        ({"measures": ("phq8",)}, "has no measure 'phq8'. Choose from phq9"),
        ({"measures": ()}, "Name at least one measure"),
        ({"name": "families_gbo", "measures": ("phq9",)}, "has fixed measures"),
        ({"out": "x.xlsx", "families": 1_048_576}, "An Excel sheet holds 1,048,576 rows"),
        ({"name": "families_wide", "out": "x.xlsx", "families": 1_048_571}, "An Excel sheet holds"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_sentence(asked, said, tmp_path):
    request = {"name": "families_scores", "families": 2, "seed": 1, "out": "x.csv", **asked}
    request["out"] = tmp_path / request["out"]
    with pytest.raises(InputError) as refused:
        data_samples.make(request.pop("name"), **request)
    assert said in str(refused.value)
    assert not request["out"].exists()


def test_a_file_that_cannot_be_written_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "taken.csv").mkdir()
    with pytest.raises(InputError, match=r"'taken\.csv' could not be written"):
        data_samples.make("families_scores", families=2, seed=1, out=tmp_path / "taken.csv")


def test_path_refuses_an_unknown_name():
    with pytest.raises(InputError, match="no sample called 'other'"):
        data_samples.path("other")


def test_regenerating_says_what_was_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("data_samples.__main__.path", lambda name: tmp_path / data_samples.path(name).name)
    monkeypatch.setattr("data_samples.__main__.committed", lambda name: tmp_path / name)
    monkeypatch.setattr("data_samples.__main__.FOLDER", tmp_path / "counts")
    assert main() == 0
    single = [data_samples.path(sample.name).name for sample in (*NAMES, *SHAPES)]
    folders = [*(training.name for training in TRAINING), "counts"]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([*single, *folders])
    within = sum(1 for name in folders for _ in (tmp_path / name).iterdir())
    assert capsys.readouterr().out.count(" bytes\n") == len(single) + within
    made = {file.name: from_bytes(file.read_bytes()) for file in (tmp_path / "counts").iterdir()}
    held = {file.name: from_bytes(file.read_bytes()) for file in data_samples.counts()}
    marks = [
        {name: (one.fingerprint, one.view, one.editions) for name, one in of.items()} for of in (made, held)
    ]
    assert marks[0] == marks[1], "counts/ is not what the generator writes: python -m data_samples"
    exact = [name for name, one in held.items() if one.exact]
    assert [to_bytes(made[name]) for name in exact] == [to_bytes(held[name]) for name in exact]
