"""The verb `pool` and `evaluation.pool`: the same figures, or one sentence."""

from __future__ import annotations

import json

import pytest

import evaluation
from evaluation.command_line.running import main
from evaluation.exchange.files import to_bytes
from tests.pooling import networks


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("network")
    made = []
    for one in networks.exact(4, 300):
        made.append(folder / f"{one.service}.counts.json")
        made[-1].write_bytes(to_bytes(one))
    return made


def test_the_verb_prints_and_writes_what_python_gives(files, tmp_path, capsys):
    out = tmp_path / "network.json"
    assert main(["pool", *map(str, files), "--json", str(out)]) == 0
    network = evaluation.pool(files)
    assert capsys.readouterr().out == f"{network}\n"
    assert json.loads(out.read_text("utf-8")) == json.loads(json.dumps(network.to_dict()))


def test_json_on_the_screen_is_all_that_stands_there(files, capsys):
    assert main(["pool", *map(str, files[:2]), "--json", "-"]) == 0
    assert [entry["service"] for entry in json.loads(capsys.readouterr().out)["services"]] == [
        "Service 01",
        "Service 02",
    ]


def test_bytes_are_opened_as_files_are(files):
    assert evaluation.pool(file.read_bytes() for file in files).to_dict() == evaluation.pool(files).to_dict()


def test_what_is_no_counts_file_is_named_in_one_sentence(files, tmp_path, capsys):
    other = tmp_path / "families.csv"
    other.write_text("Family ID,PHQ-9 before\nA1,14\n", "utf-8")
    for paths in ([str(other)], [str(files[0]), str(tmp_path / "gone.json")], [str(files[0])] * 2):
        assert main(["pool", *paths]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert any(name in said.err for name in ("families.csv", "gone.json", "Service 01"))
