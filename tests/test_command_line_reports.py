"""The verbs of reports: `report` writes them, `layouts` lists them, `verify` checks them again."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from evaluation.brand import Brand
from evaluation.command_line import main
from evaluation.evaluating import DOCUMENTS
from evaluation.reports import FORMATS
from evaluation.reports.layouts import layouts
from evaluation.reports.plan import Part, Plan
from evaluation.store import KeptPlan, KeptView, Store
from evaluation.verifying import carried_by
from evaluation.view import View

if TYPE_CHECKING:
    from pathlib import Path

CSV = "Family ID,Site,PHQ-9 before,PHQ-9 after\n" + "\n".join(
    f"F{n},{'N' if n % 2 else 'S'},{10 + n % 9},{n * 5 % 14}" for n in range(24)
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "families.csv"
    made.write_text(CSV, encoding="utf-8")
    return made


def run(capsys, *arguments) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    out = capsys.readouterr()
    return code, out.out, out.err


def refused(capsys, *arguments) -> str:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    return err


def test_all_writes_every_format_under_names_of_their_own(capsys, file, tmp_path):
    out = tmp_path / "reports"
    asked = ("report", file, "--layout", "one_page", "--format", "all", "--made-on", "2026-11-22")
    code, said, _ = run(capsys, *asked, "--out", out)
    written = sorted(path.name for path in out.iterdir())
    assert code == 0
    assert sorted(said.split()) == sorted(str(out / name) for name in written)
    assert len(written) == len(FORMATS)
    assert all(re.fullmatch(r"outcomes-one-page-2026-11-22[a-z-]*\.[a-z]+", name) for name in written)
    bytes_of = {path.name: path.read_bytes() for path in out.iterdir()}
    run(capsys, *asked, "--out", out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == bytes_of
    for path in out.iterdir():
        code, said, _ = run(capsys, "verify", path, file)
        assert code == 0, said
        assert re.match(rf"{path.name}: all \d+ figures in the file follow from these data\.", said)


def test_without_a_format_the_documents_that_people_send_and_edit_are_written():
    assert set(DOCUMENTS) <= set(FORMATS)
    assert {"docx", "xlsx", "pdf"} <= set(DOCUMENTS)


def test_a_plan_and_a_brand_make_the_report(capsys, file, tmp_path):
    plan = Plan(layout="annual", title="Our year", parts=(Part(id="learnt", text="We learnt to ask twice."),))
    (tmp_path / "plan.json").write_text(plan.to_json(), "utf-8")
    brand = Brand(organisation="Riverside", colour="#ffee00")
    (tmp_path / "brand.json").write_text(brand.to_json(), "utf-8")
    chosen = ("--plan", tmp_path / "plan.json", "--brand", tmp_path / "brand.json", "--format", "html")
    _, said, _ = run(capsys, "report", file, *chosen, "--out", tmp_path / "out")
    path, remark = said.split("\n")[:2]
    assert "contrast" in remark  # yellow on white can't be read: it is printed darker, and that is said
    page = (tmp_path / "out" / path.rpartition("/")[2]).read_text("utf-8")
    assert all(words in page for words in ("Our year", "We learnt to ask twice.", "Riverside"))
    code, said, _ = run(capsys, "verify", path, file)
    assert (code, "Other words" in said) == (0, False)
    assert "leave one of them out" in refused(
        capsys, "report", file, *chosen, "--layout", "one_page", "--out", tmp_path
    )
    (tmp_path / "plan.json").write_text('{"pages": 3}', "utf-8")
    assert "The report's plan has no 'pages'" in refused(capsys, "report", file, *chosen, "--out", tmp_path)


def test_a_saved_plan_makes_the_same_report_of_next_quarters_data(capsys, file, tmp_path, monkeypatch):
    monkeypatch.setenv("ATTUNE_STORE", str(tmp_path / "store"))
    store = Store.at()
    view = View(filters={"Site": ("N",)}, protection="nhs")
    plan = Plan(layout="one_page", title="Our quarter")
    store.plans.keep("Quarterly", KeptPlan(plan=plan, view=KeptView(view=view)))
    asked = ("report", file, "--saved-plan", "Quarterly", "--format", "html", "--out", tmp_path / "out")
    code, said, _ = run(capsys, *asked)
    assert code == 0
    held = carried_by((tmp_path / "out" / said.strip().rpartition("/")[2]).read_bytes(), "report")
    assert held is not None
    assert (held.plan.layout, held.plan.title) == ("one_page", "Our quarter")
    assert (held.view.filters, held.view.protection) == (view.filters, "nhs")
    assert "leave out --plan and --layout" in refused(capsys, *asked, "--layout", "annual")
    assert "Nothing is saved under the name" in refused(capsys, *asked, "--saved-plan", "Annual")


def test_what_a_report_can_not_be_is_said_in_a_sentence(capsys, file, tmp_path):
    asked = ("report", file, "--out", tmp_path / "out")
    assert "There is no layout 'glossy'" in refused(capsys, *asked, "--format", "html", "--layout", "glossy")
    assert "Reports can't be made as 'gif'" in refused(capsys, *asked, "--format", "html,gif")
    assert "'Friday' is no day" in refused(capsys, *asked, "--made-on", "Friday")
    assert "The brand file" in refused(capsys, *asked, "--brand", tmp_path / "none.json")
    assert not (tmp_path / "out").exists()


def test_the_layouts_are_listed_with_their_parts(capsys):
    code, said, _ = run(capsys, "layouts")
    assert code == 0
    for layout in layouts():
        assert f"{layout.id}: {layout.name}" in said
        assert all(f"- {part.id}: {part.heading}" in said for part in layout.parts)
    _, said, _ = run(capsys, "layouts", "--json")
    assert [entry["id"] for entry in json.loads(said)] == [layout.id for layout in layouts()]


def test_verify_ends_with_1_where_a_figure_does_not_follow(capsys, file, tmp_path):
    chosen = ("--format", "html,docx", "--layout", "one_page", "--out", tmp_path / "out")
    _, said, _ = run(capsys, "report", file, *chosen)
    page, document = said.split()
    file.write_text(CSV.replace("F3,N,13,1", "F3,N,13,27"), "utf-8")
    code, said, _ = run(capsys, "verify", page, file)
    assert code == 1
    assert "do not follow from these data" in said
    assert "should be" in said
    code, said, _ = run(capsys, "verify", document, file, "--json")
    assert code == 1
    found = json.loads(said)
    assert not found["follows"]
    assert {entry["kind"] for entry in found["differences"]} & {"figure", "added"}


def test_verify_asks_for_the_choices_that_a_program_has_dropped(capsys, file, tmp_path):
    (tmp_path / "view.json").write_text('{"protection": "nhs"}', "utf-8")
    day = ("--made-on", "2026-11-22")
    chosen = ("--format", "docx", "--layout", "one_page", "--view", tmp_path / "view.json", *day)
    _, said, _ = run(capsys, "report", file, *chosen, "--out", tmp_path / "out")
    bare = tmp_path / "bare.docx"
    with zipfile.ZipFile(said.strip()) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<a/>" if name.startswith("customXml/item") else old.read(name))
    assert "give them with --view, and --plan" in refused(capsys, "verify", bare, file)
    (tmp_path / "plan.json").write_text(Plan(layout="one_page").to_json(), "utf-8")
    options = ("--view", tmp_path / "view.json", "--plan", tmp_path / "plan.json", *day)
    code, said, _ = run(capsys, "verify", bare, file, *options)
    assert code == 0, said


def test_verify_says_in_a_sentence_what_is_no_report(capsys, file, tmp_path):
    assert "is none of the files that Attune writes" in refused(capsys, "verify", file, file)
    assert "can't be opened" in refused(capsys, "verify", tmp_path / "none.docx", file)
