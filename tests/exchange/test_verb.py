"""`count` on the command line and from Python."""

from __future__ import annotations

import json
from io import StringIO

import pandas as pd
import pytest

import evaluation
from evaluation import View
from evaluation.command_line import main
from evaluation.exchange import from_bytes
from tests.cells_made_up import plain
from tests.exchange.shapes import table


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the file of a service."""
    found = tmp_path_factory.mktemp("service")
    (found / "families.csv").write_text(table())
    return found


def test_unless_told_otherwise_printed_figures_are_written_under_the_files_name(folder, capsys):
    out = folder / "Riverside.counts.json"
    assert main(["count", str(folder / "families.csv"), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "printed figures of 2 scores for Riverside" in said
    assert "no exact count is in here" in said
    made = from_bytes(out.read_bytes())
    assert (made.service, made.view.protection, made.exact) == ("Riverside", "nhs", False)


def test_exact_counts_say_whom_they_are_of_by_what_and_who_may_have_them(folder, capsys):
    view, out = folder / "view.json", folder / "r.counts.json.gz"
    view.write_text('{"filters": {"Site": ["North"]}}')
    typed = [
        str(folder / "families.csv"),
        "--service",
        "Riverside team",
        "--protection",
        "exact",
        "--by-month",
    ]
    assert main(["count", *typed, "--view", str(view), "--keep", "Village", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    # 60 and one with two rows that contradict each other, which are set aside.
    assert "counts of 61 families for Riverside team, in " in said
    assert "by 'Village' and month" in said
    assert "Only those with Site: North." in said
    assert "only for people entitled to them under an agreement" in said
    made = from_bytes(out.read_bytes())
    assert made.columns == ("Village",)
    assert out.read_bytes()[:2] == b"\x1f\x8b"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["--keep", "Village"], "kept in exact counts alone"),
        (["--protection", "exact", "--keep", "Trainee"], "'Trainee' can't be handed on"),
        (["--service", "\u200b"], "can't be seen"),
    ],
)
def test_what_can_not_be_counted_is_said_in_one_sentence(folder, capsys, typed, says):
    out = folder / "no.counts.json"
    assert main(["count", str(folder / "families.csv"), *typed, "--out", str(out)]) == 2
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_that_can_not_be_written_to_is_said(folder, capsys):
    out = folder / "none" / "a.counts.json"
    assert main(["count", str(folder / "families.csv"), "--out", str(out)]) == 2
    assert "can't be written" in capsys.readouterr().err


def test_a_file_of_counts_is_evaluated_as_its_rows_are(folder, capsys):
    out, rows, counts = folder / "e.counts.json", folder / "rows.json", folder / "counts.json"
    made = evaluation.count(folder / "families.csv", service="R", view=View(protection="exact"), out=out)
    assert made.exact
    assert main(["evaluate", str(folder / "families.csv"), "--json", str(rows)]) == 0
    assert main(["evaluate", str(out), "--json", str(counts)]) == 0
    capsys.readouterr()
    one, other = (json.loads(path.read_text("utf-8"))["scales"] for path in (rows, counts))
    told = ("key", "n", "mean_before", "sd_after", "r", "effects", "rates", "flow", "sentence", "period")
    assert [{key: scale[key] for key in told} for scale in other] == [
        {key: scale[key] for key in told} for scale in one
    ]


def test_a_table_counted_where_it_is_gives_the_same_file_of_figures(folder):
    """By whichever way a file is counted, its cells are the same."""
    view = View(protection="exact", filters={"Site": ("North",)})
    file = folder / "families.parquet"
    rows = table().splitlines()[:-1]  # of one that is there twice, tables keep neither row
    pd.read_csv(StringIO("\n".join(rows)), dtype=str, keep_default_na=False).to_parquet(file)
    one = evaluation.count(file, service="R", view=view, keep=("Village",))
    other = evaluation.count(file, service="R", view=view, keep=("Village",), engine="duckdb")
    assert one.cells is not None
    assert other.cells is not None
    assert plain(one.cells) == plain(other.cells)
    assert (one.columns, one.editions, one.pairing) == (other.columns, other.editions, other.pairing)


def test_a_name_that_would_not_be_known_as_counts_is_refused_before_anything_is_written(folder, capsys):
    out = folder / "counts.csv"
    assert main(["count", str(folder / "families.csv"), "--out", str(out)]) == 2
    assert "ends in .counts.json" in capsys.readouterr().err
    assert not out.exists()
