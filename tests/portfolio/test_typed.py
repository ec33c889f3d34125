"""The verb `portfolio`, as it is typed."""

from __future__ import annotations

import pytest

from evaluation.command_line.running import main
from tests.portfolio import made_up


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("cases") / "closed_cases.csv"
    path.write_bytes(made_up.CSV)
    return str(path)


def test_it_writes_both_documents_and_says_what_they_hold(file, tmp_path, capsys):
    asked = ["portfolio", file, "--trainee", "T01", "--minimum", "10", "--made-on", "2026-07-01"]
    assert main([*asked, "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "T01: 6 of 8 closed cases have scores before and after."
    assert said[1] == "Counted apart: 1 case is open."
    assert "do not publish" in said[2]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "do-not-publish-trainee-portfolio-2026-07-01.docx",
        "do-not-publish-trainee-portfolio-2026-07-01.pdf",
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--trainee", "T77"], "it has T01, T02, T03"),
        (["--trainee", "T01", "--by", "Nobody"], "the columns are: 'Trainee code'"),
        (["--trainee", "T01", "--start", "May"], "'May' is no day"),
        (["--trainee", "T01", "--format", "xlsx"], "use docx or pdf"),
    ],
)
def test_what_can_t_be_used_is_one_sentence(file, tmp_path, capsys, options, said):
    assert main(["portfolio", file, *options, "--out", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_file_without_such_a_column_says_which_could_be_meant(tmp_path, capsys):
    path = tmp_path / "cases.csv"
    path.write_text("Case ID,Site,PHQ-9 pre,PHQ-9 post\nA,North,14,6\nB,South,9,3\n")
    assert main(["portfolio", str(path), "--trainee", "T1", "--out", str(tmp_path)]) == 2
    assert "say which it is with --by; the columns are: 'Site'" in capsys.readouterr().err
