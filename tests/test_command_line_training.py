"""Training on the command line: the verb of its own, and beside families in reports and packs."""

from __future__ import annotations

import json

import pytest

import data_samples
from evaluation.command_line import main
from evaluation.programme import load_programme
from evaluation.training import TrainingView

SET = next(one for one in data_samples.training_sets() if one.name == "borough_strategy")
FILES = [str(path) for path in SET.files]
FAMILIES = str(data_samples.path("first_run"))


def run(capsys, *arguments) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture(scope="module")
def exact():
    return load_programme(FILES).evidence(TrainingView())


def test_the_verb_tells_every_sentence_and_what_became_of_the_rows(capsys, exact):
    code, said, _ = run(capsys, "training", *FILES)
    assert code == 0
    assert said.startswith(exact.sentence)
    for one in (exact.coverage, exact.needs, *exact.referrals):
        assert one.sentence in said
    assert all(change.sentence in said for change in exact.changes)
    assert "workforce.csv, row 7 set aside: It is a total, so it isn't counted twice." in said
    shared = exact.changes[0].caveats[-1].text
    assert said.count(shared) == 1  # what holds for all answers of a level is said once


def test_its_json_holds_the_same_figures(capsys, exact, tmp_path):
    code, said, _ = run(capsys, "training", *FILES, "--json", "-")
    found = json.loads(said)
    assert (code, found["reach"]["people"]) == (0, exact.reach.people)
    run(capsys, "training", *FILES, "--json", tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == found


def test_how_sheets_were_read_can_be_corrected_and_given_back(capsys, tmp_path):
    code, said, _ = run(capsys, "training", *FILES, "--inspect")
    found = json.loads(said)
    assert code == 0
    assert {sheet["kind"] for sheet in found["mapping"]["sheets"]} >= {"form", "workforce", "referrals"}
    for sheet in found["mapping"]["sheets"]:
        if sheet["kind"] == "referrals":
            sheet["kind"] = "ignore"
    mapping = tmp_path / "t.json"
    mapping.write_text(json.dumps(found["mapping"]), encoding="utf-8")
    _, again, _ = run(capsys, "training", *FILES, "--training-mapping", mapping)
    assert "referrals a month" not in again


def test_a_view_and_a_preset_hold(capsys, tmp_path):
    view = tmp_path / "view.json"
    view.write_text('{"protection": "strict", "courses": ["Early signs of alarm"]}', encoding="utf-8")
    _, said, _ = run(capsys, "training", *FILES, "--training-view", view)
    assert "About 70 people" in said
    assert "Observing and reflecting:" not in said
    assert "set aside" not in said  # rows are for the lead's own eyes


def test_families_stand_beside_and_a_report_and_a_pack_hold_both(capsys, tmp_path):
    _, said, _ = run(capsys, "training", *FILES, "--families", FAMILIES)
    assert "Beside families" in said
    out = tmp_path / "out"
    code, _, _ = run(
        capsys, "report", FAMILIES, "--training", *FILES, "--layout", "one_page", "--format", "html",
        "--made-on", "2026-11-22", "--out", out,
    )  # fmt: skip
    assert code == 0
    told = "".join(path.read_text("utf-8") for path in out.iterdir())
    assert "116 of 485" in told
    page = next(out.glob("*.html"))
    code, said, _ = run(capsys, "verify", page, FAMILIES, "--training", *FILES)
    assert (code, "follow" in said) == (0, True)
    wrong = tmp_path / page.name
    wrong.write_text(page.read_text("utf-8").replace("116 of 485", "126 of 485"), encoding="utf-8")
    assert run(capsys, "verify", wrong, FAMILIES, "--training", *FILES)[0] == 1
    assert "--training" in refused(capsys, "verify", page, FAMILIES)
    view = tmp_path / "view.json"
    view.write_text('{"protection": "nhs"}', encoding="utf-8")
    pack = tmp_path / "pack.json"
    code, said, _ = run(
        capsys, "publish", FAMILIES, "--training", *FILES, "--view", view, "--title", "Both", "--out", pack
    )
    assert code == 0
    assert "Training: 2 courses" in said
    _, said, _ = run(capsys, "pack", pack)
    assert "about 115 people came to a course" in said.lower()
    assert "116" not in said


def test_training_alone_makes_a_report_and_a_pack(capsys, tmp_path):
    code, said, _ = run(
        capsys, "report", "--training", *FILES, "--layout", "training", "--format", "html", "--out", tmp_path
    )
    assert code == 0
    assert len(said.split()) == 1
    view = tmp_path / "tv.json"
    view.write_text('{"protection": "nhs"}', encoding="utf-8")
    pack = tmp_path / "pack.json"
    code, _, _ = run(
        capsys, "publish", "--training", *FILES, "--training-view", view, "--title", "Courses", "--out", pack
    )
    assert (code, pack.exists()) == (0, True)


def refused(capsys, *arguments) -> str:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    return err


def test_what_can_t_be_used_is_refused_in_one_sentence(capsys, tmp_path):
    assert "Give a file of families" in refused(capsys, "report", "--out", tmp_path)
    assert "Give a file of families" in refused(
        capsys, "publish", "--title", "T", "--out", tmp_path / "p.json"
    )
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"by": "shoe size"}', encoding="utf-8")
    assert "'shoe size'" in refused(capsys, "training", *FILES, "--training-view", wrong)
    wrong.write_text('{"protection": "strict"}', encoding="utf-8")
    said = refused(
        capsys, "report", FAMILIES, "--training", *FILES, "--training-view", wrong, "--out", tmp_path
    )
    assert "choose one for both" in said
    assert "give these with --training" in refused(
        capsys, "report", FAMILIES, "--training-view", wrong, "--out", tmp_path
    )
    missing = refused(capsys, "training", tmp_path / "not-there.csv")
    assert "not-there.csv" in missing
