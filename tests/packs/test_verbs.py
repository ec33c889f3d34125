"""`publish` and `pack` on the command line."""

from __future__ import annotations

import json

import pytest

from evaluation.command_line import main
from tests.packs.shapes import SHAPES


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A pack of sites within regions, as the command writes it."""
    folder = tmp_path_factory.mktemp("packs")
    (folder / "families.csv").write_text(SHAPES["sites within regions"][0])
    path = folder / "spring.json"
    file = str(folder / "families.csv")
    assert main(["publish", file, "--by", "Site", "--title", "Spring", "--out", str(path)]) == 0
    return path


def test_publishing_says_what_is_published_and_what_is_hidden_and_why(published, capsys):
    file = str(published.parent / "families.csv")
    assert (
        main(["publish", file, "--by", "Site", "--title", "T", "--out", str(published.parent / "t.json")])
        == 0
    )
    said = capsys.readouterr().out
    assert "Everybody (all): 1 score of 1 with figures" in said
    assert "Site: C: All figures. Fewer than 5 families" in said


def test_a_view_that_says_nothing_of_small_numbers_hides_them_and_one_that_wants_them_is_refused(
    published, tmp_path, capsys
):
    file, out, view = str(published.parent / "families.csv"), tmp_path / "v.json", tmp_path / "view.json"
    asked = ["publish", file, "--title", "T", "--out", str(out), "--view", str(view)]
    view.write_text('{"pairing": "occasions"}')
    assert main(asked) == 0
    assert json.loads(out.read_text("utf-8"))["pack"]["preset"] == "nhs"
    view.write_text('{"protection": "exact"}')
    assert main(asked) == 2
    assert "Exact figures can't be published" in capsys.readouterr().err
    view.write_text("[]")
    assert main(asked) == 2
    assert "must be a JSON object" in capsys.readouterr().err


def test_a_cut_is_told_in_sentences_or_as_json(published, capsys):
    assert main(["pack", str(published), "--cut", "site-a"]) == 0
    assert "Site: A, published" in capsys.readouterr().out
    assert main(["pack", str(published), "--cut", "site-a", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["view"]["filters"] == {"Site": ["A"]}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--cut", "nowhere"], "has no cut 'nowhere'"), (["--cut", "site-c"], "has no cut 'site-c'")],
)
def test_a_cut_that_is_not_there_is_refused(published, capsys, arguments, says):
    assert main(["pack", str(published), *arguments]) == 2
    assert says in capsys.readouterr().err


def test_a_file_that_is_no_pack_is_refused(published, capsys):
    assert main(["pack", str(published.parent / "families.csv")]) == 2
    assert "This is no evidence pack" in capsys.readouterr().err


def test_publishing_beside_a_pack_of_the_same_families_by_other_columns_is_refused(published, capsys):
    file, out = str(published.parent / "families.csv"), published.parent / "beside.json"
    common = ["publish", file, "--title", "T", "--out", str(out), "--beside", str(published)]
    assert main([*common, "--by", "Region"]) == 2
    assert "Withdraw what was published before of these families first" in capsys.readouterr().err
    assert not out.exists()
    assert main([*common, "--by", "Site"]) == 0
