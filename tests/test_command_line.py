"""The command line: exit 0 done, 2 can't be used with one sentence and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from data_samples import path
from evaluation.command_line import main
from evaluation.measures import registry
from evaluation.reports.template import template

CSV = "Family ID,Site,PHQ-9 before,PHQ-9 after\nF1,N,14,6\nF2,S,9,9\nF3,S,20,26\n,N,3,3\n"


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "families.csv"
    made.write_text(CSV, encoding="utf-8")
    return made


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    out = capsys.readouterr()
    return code, out.out, out.err


def refused(capsys, *arguments):
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


def test_inspect_prints_a_mapping_that_evaluate_takes(capsys, file, tmp_path):
    code, out, _ = run(capsys, "inspect", file)
    seen = json.loads(out)
    assert (code, seen["rows"], seen["used"]) == (0, 4, 3)
    kept = tmp_path / "mapping.json"
    kept.write_text(out, encoding="utf-8")
    code, out, _ = run(capsys, "evaluate", file, "--mapping", kept, "--json", "-")
    assert code == 0
    assert json.loads(out)["scales"][0]["n"] == 3


def test_evaluate_writes_the_documented_json(capsys, file, tmp_path):
    target = tmp_path / "out.json"
    code, _, err = run(capsys, "evaluate", file, "--json", target)
    assert (code, err) == (0, "")
    found = json.loads(target.read_text(encoding="utf-8"))
    assert found["data"]["set_aside"] == [
        {"sheet": "families", "row": 5, "reason": "There is no id in column A"}
    ]
    scale = found["scales"][0]
    assert [(r["outcome"], r["n"], r["of"]) for r in scale["rates"] if r["rule"] == "reliable_change"] == [
        ("improved", 1, 3),
        ("no_change", 1, 3),
        ("worse", 1, 3),
    ]
    assert "NaN" not in target.read_text(encoding="utf-8")


def test_evaluate_prints_sentences_without_json(capsys, file):
    code, out, _ = run(capsys, "evaluate", file)
    assert code == 0
    assert "1 of 3 families with both scores" in out


def test_a_view_narrows_and_protects(capsys, file, tmp_path):
    view = tmp_path / "view.json"
    view.write_text(
        '\ufeff{"filters": {"Site": ["S"]}, "protection": "nhs"}', encoding="utf-8"
    )  # as Notepad saves it
    code, out, _ = run(capsys, "evaluate", file, "--view", view, "--json", "-")
    found = json.loads(out)
    assert code == 0
    assert found["scales"][0]["n"] is None
    assert found["view"]["filters"] == {"Site": ["S"]}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not JSON"),
        ("[1]", "must be a JSON object"),
        ('{"pairing": "best"}', "'pairing' is 'best'"),
        ('{"filters": {"Colour": ["red"]}}', "There is no column 'Colour'"),
        ('{"protection": "off"}', "'protection' is 'off'"),
    ],
)
def test_a_view_that_cannot_be_used(capsys, file, tmp_path, content, message):
    view = tmp_path / "view.json"
    view.write_text(content, encoding="utf-8")
    assert message in refused(capsys, "evaluate", file, "--view", view)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("oops", "is not JSON"),
        ("{}", "no 'sheet' entry"),
        (
            (
                '{"sheet": "families", "header_rows": [1], '
                '"columns": [{"index": 9, "header": "x", "use": "scores"}]}'
            ),
            "use of",
        ),
        ('{"sheet": "families", "header_rows": [40], "columns": []}', "header is said to be on row 40"),
        (
            '{"sheet": "families", "header_rows": [1], "columns": []}',
            "No score or questionnaire was recognised",
        ),
    ],
)
def test_a_mapping_that_cannot_be_used(capsys, file, tmp_path, content, message):
    mapping = tmp_path / "mapping.json"
    mapping.write_text(content, encoding="utf-8")
    assert message in refused(capsys, "evaluate", file, "--mapping", mapping)


def test_differences_between_two_files_are_printed_or_given_as_json(capsys, file, tmp_path):
    later = tmp_path / "later.csv"
    later.write_text(CSV.replace("14,6", "14,7") + "F4,N,11,\n", encoding="utf-8")
    code, out, err = run(capsys, "differences", file, later)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Compared with the file before: 1 new family, 1 changed score.",
        "New family, row 6 of 'later': PHQ-9 baseline 11.",
        "Score changed, row 2 of 'later': PHQ-9, end: 6 to 7.",
    ]
    code, out, _ = run(capsys, "differences", file, later, "--json")
    found = json.loads(out)
    assert (found["before"], found["after"], found["same_file"]) == ("families.csv", "later.csv", False)
    assert found["counts"] == {"new family": 1, "score changed": 1}
    code, out, _ = run(capsys, "differences", file, file)
    assert (code, out) == (0, "Nothing has changed: this is the same file.\n")
    assert "There is no file called" in refused(capsys, "differences", file, tmp_path / "none.csv")


def test_differences_are_read_with_the_mapping_given(capsys, file, tmp_path):
    _, out, _ = run(capsys, "inspect", file)
    mapping = tmp_path / "mapping.json"
    mapping.write_text(out, encoding="utf-8")
    later = tmp_path / "later.csv"
    later.write_text(CSV.replace("PHQ-9 before", "PHQ-9 score before"), encoding="utf-8")
    code, out, _ = run(capsys, "differences", file, later, "--mapping", mapping)
    assert code == 0
    assert out.splitlines()[0] == (
        "Compared with the file before: 3 scores gone, 1 column probably renamed and not used."
    )
    assert run(capsys, "differences", file, later)[1].splitlines() == [
        "Compared with the file before: 1 column renamed; the same families and scores.",
        "Column renamed: 'PHQ-9 before' is 'PHQ-9 score before' now.",
    ]


def test_files_that_are_not_there(capsys, file, tmp_path):
    assert "There is no file called" in refused(capsys, "evaluate", tmp_path / "none.csv")
    assert "The view file" in refused(capsys, "evaluate", file, "--view", tmp_path / "none.json")
    assert "The mapping file" in refused(capsys, "inspect", file, "--mapping", tmp_path / "none.json")
    assert "can't be written" in refused(
        capsys, "evaluate", file, "--json", tmp_path / "no folder" / "out.json"
    )


def test_a_folder_is_no_file(capsys, tmp_path):
    assert "There is no Parquet file at" in refused(capsys, "evaluate", tmp_path)


def test_reports_are_written_where_asked(capsys, file, tmp_path):
    code, out, _ = run(capsys, "report", file, "--format", "xlsx", "--out", tmp_path / "reports")
    assert code == 0
    written = list((tmp_path / "reports").iterdir())
    assert [str(p) for p in written] == out.split("\n")[:-1]
    assert "Reports can't be made as 'gif'" in refused(
        capsys, "report", file, "--format", "gif", "--out", tmp_path
    )


def test_corrections_are_laid_over_the_file(capsys, file, tmp_path):
    saved = tmp_path / "corrections.json"
    cells = [{"sheet": "families", "row": 5, "column": "A", "found": "", "to": "F4"}]
    rows = [{"sheet": "families", "row": 3}]
    saved.write_text(json.dumps({"cells": cells, "rows_left_out": rows}), encoding="utf-8")
    _, out, _ = run(capsys, "inspect", file, "--corrections", saved)
    seen = json.loads(out)
    assert "1 cell was corrected by hand and 1 row left out." in seen["notes"]
    assert (seen["consequence"]["analysed"], seen["consequence"]["of"]) == (3, 3)
    assert seen["repairs"] == []
    _, out, _ = run(capsys, "evaluate", file, "--corrections", saved, "--json", "-")
    found = json.loads(out)["data"]
    assert found["set_aside"] == [{"sheet": "families", "row": 3, "reason": "You left this row out"}]
    _, out, _ = run(capsys, "evaluate", file, "--json", "-")
    assert json.loads(out)["data"]["fingerprint"] != found["fingerprint"]
    code, _, _ = run(
        capsys, "report", file, "--corrections", saved, "--format", "xlsx", "--out", tmp_path / "reports"
    )
    assert code == 0
    saved.write_text('{"cells": [1]}', encoding="utf-8")
    assert "An entry of 'cells'" in refused(capsys, "evaluate", file, "--corrections", saved)
    assert "is not JSON" in refused(capsys, "inspect", file, "--corrections", file)


def test_repairs_are_told_in_parts_beside_the_problems_in_words(capsys, file):
    _, out, _ = run(capsys, "inspect", file)
    (repair,) = json.loads(out)["repairs"]
    assert set(repair) == {"repair", "measure", "heading", "do", "then", "n", "examples"}
    assert repair["examples"] == [
        {"sheet": "families", "row": 5, "column": "A", "header": "Family ID", "found": ""}
    ]


def test_measures_are_described_with_their_sources(capsys):
    code, out, _ = run(capsys, "measures")
    assert code == 0
    assert "phq9" in out
    code, out, _ = run(capsys, "measures", "PHQ-9")
    assert "5.99" in out
    assert "github.com/nhsengland/MHSDS" in out
    code, out, _ = run(capsys, "measures", "phq9", "--json")
    assert json.loads(out)["scales"][0]["maximum"] == 27
    assert "Look for PSS-10 or Parental Stress Scale." in refused(capsys, "measures", "PSS")
    assert "Which PSS is it?" in refused(capsys, "measures", "PSS", "--json")
    assert "Did you mean PHQ-9" in refused(capsys, "measures", "PQH-9")


def test_a_template_is_written(capsys, tmp_path):
    target = tmp_path / "phq9.xlsx"
    code, out, _ = run(capsys, "template", "PHQ-9", "--out", target)
    assert (code, out.strip()) == (0, str(target))
    assert target.read_bytes() == template(registry().get("phq9"))
    assert "Which PSS is it?" in refused(capsys, "template", "PSS", "--out", target)
    assert "can't be written" in refused(capsys, "template", "PHQ-9", "--out", tmp_path / "no" / "x.xlsx")


def test_samples_are_made_of_any_size(capsys, tmp_path):
    target = tmp_path / "made.csv"
    code, out, _ = run(capsys, "sample", "first_run", "--families", 9, "--seed", 3, "--out", target)
    assert (code, out.strip()) == (0, str(target))
    assert len(target.read_text(encoding="utf-8").splitlines()) == 10
    assert "There is no sample called" in refused(capsys, "sample", "x", "--out", target)


def test_it_runs_as_a_module(root, file):
    command = [sys.executable, "-m", "evaluation"]
    done = subprocess.run(
        [*command, "evaluate", file, "--json", "-"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["scales"]
    bad = subprocess.run(
        [*command, "evaluate", path("first_run").with_name("none.csv")],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.startswith("There is no file called")


def test_a_reader_that_stops_reading_is_no_error(root):
    command = f'"{sys.executable}" -m evaluation inspect "{path("families_items_wide")}" | head -c 10'
    done = subprocess.run(command, cwd=root, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert "Traceback" not in done.stderr
