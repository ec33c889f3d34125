"""One door for everything figures can be made of: files, counts files, tables of any size."""

from __future__ import annotations

import json

import duckdb
import pandas as pd
import pytest

from evaluation import count, evaluate, inspect
from evaluation.command_line import main
from evaluation.dataset import CountedData, Dataset
from evaluation.errors import InputError
from evaluation.sources import is_table, open_data
from evaluation.view import View

HEAD = "Family ID,Site,Stage,Date,PHQ-9"
ROWS = [
    ("A1", "North", "Before", "2025-01-03", 14),
    ("A1", "North", "After", "2025-04-03", 6),
    ("A2", "South", "Before", "2025-01-04", 9),
    ("A2", "South", "After", "2025-05-03", 9),
    ("A3", "South", "Before", "2025-02-04", 20),
    ("", "South", "Before", "2025-02-05", 21),
]
CSV = "\n".join([HEAD, *(",".join(map(str, row)) for row in ROWS)]).encode()


@pytest.fixture(scope="module")
def frame():
    return pd.DataFrame(ROWS, columns=HEAD.split(","))


@pytest.fixture(scope="module")
def folder(frame, tmp_path_factory):
    made = tmp_path_factory.mktemp("families")
    frame.iloc[:3].to_parquet(made / "part-0.parquet", index=False)
    frame.iloc[3:].to_parquet(made / "part-1.parquet", index=False)
    return made


@pytest.fixture(scope="module")
def in_memory():
    return evaluate(CSV, name="families.csv")


def told(found):
    plain = found.to_dict()
    return {key: plain[key] for key in ("scales", "flow", "needs", "trends", "reach", "described")}


def test_a_file_is_read_with_its_rows(in_memory):
    assert isinstance(in_memory.dataset, Dataset)
    assert in_memory.rows.ledger.rows == 6


def test_no_table_of_a_users_own_database_is_read_in_place_of_ours(in_memory, frame):
    """DuckDB finds our tables by the name of a variable, and a table of that name would come first."""
    own = duckdb.connect()
    own.register("families", frame)
    for name in ("arrow_table", "table", "name", "found"):
        own.execute(f'create table "{name}" as select 1 as wrong')
    assert told(evaluate(own.sql("select * from families"))) == told(in_memory)


def test_a_frame_a_relation_and_a_folder_give_the_figures_of_the_file(in_memory, frame, folder):
    relation = duckdb.sql("select * from frame")
    for table in (frame, relation, folder, f"{folder}/*.parquet"):
        found = evaluate(table)
        assert isinstance(found.dataset, CountedData)
        assert told(found) == told(in_memory)


def test_every_row_of_a_table_is_accounted_for(folder):
    data = evaluate(folder, engine="duckdb").to_dict()["data"]
    assert (data["rows"], data["used"]) == (6, 5)
    assert data["set_aside_by_reason"] == [{"reason": "There is no id in column A", "n": 1}]
    assert [(entry["sheet"], entry["row"]) for entry in data["set_aside"]] == [("part-1.parquet", 3)]


def test_rows_are_not_to_be_had_of_counts(folder):
    with pytest.raises(InputError, match="no row"):
        _ = evaluate(folder).rows


def test_only_columns_that_are_kept_can_narrow_figures(folder):
    data = open_data(folder, View(), keep=[])
    assert data.names == ()
    with pytest.raises(InputError, match="no column 'Site'"):
        data.evidence(View(filters={"Site": ("North",)}))
    assert open_data(folder, View(), keep=["Site"]).names == ("Site",)


def test_what_goes_with_files_alone_is_refused_for_tables(folder):
    with pytest.raises(InputError, match="leave out a password"):
        evaluate(folder, password="secret")  # noqa: S106 nobody's
    with pytest.raises(InputError, match="no engine 'excel'"):
        evaluate(folder, engine="excel")


def test_a_name_with_a_bracket_in_its_folder_is_a_file(tmp_path):
    inside = tmp_path / "copy [1]"
    inside.mkdir()
    (inside / "families.csv").write_bytes(CSV)
    assert not is_table(inside / "families.csv")
    assert isinstance(evaluate(inside / "families.csv").dataset, Dataset)


def test_a_table_is_inspected_where_it_is(folder):
    found = inspect(folder)
    assert (found.rows, found.used) == (6, 5)
    assert [column.use for column in found.mapping.columns if column.header == "Family ID"] == ["id"]


def test_the_command_line_counts_a_table_and_lists_what_was_set_aside(folder, tmp_path, capsys):
    out, aside = tmp_path / "found.json", tmp_path / "aside.csv"
    typed = ["evaluate", f"{folder}/*.parquet", "--engine", "duckdb", "--keep", "Site"]
    assert main([*typed, "--json", str(out), "--aside", str(aside)]) == 0
    counts = json.loads(out.read_text())["counts"]
    assert (counts["engine"], counts["kept"], counts["episodes"]) == ("duckdb", ["Site"], 3)
    assert "There is no id" in aside.read_text("utf-8-sig")
    assert main(typed) == 0
    printed = capsys.readouterr().out
    assert "cells of 3 families" in printed
    assert "1 row was set aside (the first: row 3 of part-1.parquet): There is no id in column A." in printed


def test_what_is_told_about_large_tables_is_refused_for_a_spreadsheet_and_never_ignored(tmp_path):
    file = tmp_path / "families.csv"
    file.write_bytes(CSV)
    for told in ({"keep": ["Site"]}, {"engine": "duckdb"}, {"memory": "1GB"}, {"aside": str(tmp_path / "a")}):
        with pytest.raises(InputError, match=r"families\.csv is read row by row"):
            evaluate(file, **told)


@pytest.fixture(scope="module")
def counts_file(tmp_path_factory):
    made = tmp_path_factory.mktemp("counts") / "Riverside.json"
    count(CSV, name="families.csv", service="Riverside", view=View(protection="exact"), out=made)
    return made


def test_a_file_of_counts_is_known_by_what_it_holds_whatever_it_is_called(in_memory, counts_file):
    assert told(evaluate(counts_file))["flow"] == told(in_memory)["flow"]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"keep": ["Site"]}, "the columns to keep"),
        ({"engine": "spark"}, "engine"),
        ({"id_key": "k" * 16}, "key"),
    ],
)
def test_what_is_told_about_reading_is_refused_for_a_file_of_counts(counts_file, how, words):
    with pytest.raises(InputError, match=f"used as it was made: leave out .*{words}"):
        evaluate(counts_file, **how)


def test_whatever_needs_rows_says_that_a_file_of_counts_has_none(counts_file, tmp_path):
    zipped = tmp_path / "Riverside.counts.json.gz"
    count(CSV, name="families.csv", service="Riverside", view=View(protection="exact"), out=zipped)
    for source in (counts_file, zipped, zipped.read_bytes()):
        with pytest.raises(InputError, match="is a file of counts and holds no row"):
            inspect(source)
    with pytest.raises(InputError, match="is a file of counts and holds no row"):
        evaluate([zipped, counts_file])
    with pytest.raises(InputError, match="is a file of counts and holds no row"):
        inspect(zipped, engine="duckdb")
