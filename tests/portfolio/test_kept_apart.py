"""A portfolio is one person's families: nothing that others see can get at the room that makes it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from evaluation.errors import InputError
from evaluation.packs.files import to_bytes
from evaluation.packs.publishing import publish
from evaluation.view import View
from tests.portfolio import made_up
from tests.test_architecture import LIBRARY, ROOT, imported_modules, python_files, room_of, tree_of

ROOM = "evaluation.portfolio"
BY_CODE = View(filters={"Trainee code": ("T01",)})


def test_the_page_its_choices_and_the_command_line_import_the_room_and_nothing_else_does() -> None:
    files = [
        *(path for path in python_files(LIBRARY) if room_of(path) != "portfolio"),
        *python_files(ROOT / "pages"),
        *ROOT.glob("*.py"),
    ]
    assert len(files) > 100
    using = [
        path.relative_to(ROOT).as_posix()
        for path in files
        if "portfolio" in path.read_text("utf-8")  # reading is quicker than parsing
        and any(name.startswith(ROOM) for name, _ in imported_modules(tree_of(path)))
    ]
    assert using == [
        "evaluation/command_line/portfolio.py",
        "pages/portfolio.py",
        "pages/shared/trainee_choices.py",
    ]


def test_the_page_is_for_leads_alone() -> None:
    """`lead()` ends the page for everybody else; `with_rows`, called first, begins with it."""
    source = (ROOT / "pages" / "portfolio.py").read_text("utf-8")
    body = source[source.index("\nsession") :]
    assert body.startswith("\nsession, _ = with_rows(")
    shared = (ROOT / "pages" / "shared" / "counts.py").read_text("utf-8")
    assert "    session = lead()\n    if session.counts is not None:" in shared
    assert "current()" not in source
    assert "bind=" not in source + (ROOT / "pages" / "shared" / "trainee_choices.py").read_text("utf-8")


@pytest.fixture(scope="module")
def cases():
    """The cases often enough that small numbers hide nothing."""
    rows = [
        row.replace(",T0", f",T0{n}", 1).replace("C", f"C{n}", 1) for n in range(9) for row in made_up.ROWS
    ]
    rows = [row.replace(",T00", ",T0").replace(",T01", ",T01") for row in rows]
    return made_up.data("\n".join((made_up.HEAD, *rows, "")).encode())


def test_a_column_of_trainees_is_offered_for_no_filter_no_comparison_and_no_pack(cases):
    assert cases.offered == ()
    assert [entry.name for entry in cases.filters] == ["Trainee code"]
    for view in (BY_CODE, View(group_by="Trainee code")):
        with pytest.raises(InputError, match="which trainee worked on a case"):
            cases.evidence(view)


def test_a_pack_of_data_with_a_trainee_column_has_none_of_it(cases):
    hidden = View(protection="nhs")
    for view, by in ((hidden, ["Trainee code"]), (BY_CODE.with_(protection="nhs"), [])):
        with pytest.raises(InputError, match="rainee"):
            publish(cases, view, by=by, title="T", made_on=date(2026, 7, 1))
    pack = to_bytes(publish(cases, hidden, title="T", made_on=date(2026, 7, 1)))
    text = json.dumps(json.loads(pack))
    assert "PHQ-9" in text
    for said in ("Trainee code", "T01", "T02", "C10"):
        assert said not in text


def test_the_evidence_and_its_report_say_nothing_of_trainees(cases):
    evidence = cases.evidence(View())
    assert "Trainee code" not in repr(evidence)
    assert "T01" not in repr(evidence)


@pytest.mark.parametrize("header", ["Trainee", "Trainee ID", "trainee_code", "Trainee therapist"])
def test_it_is_known_by_any_such_name(header):
    csv = f"Case ID,{header},PHQ-9 pre,PHQ-9 post\n" + "".join(f"C{i},T{i % 3},14,6\n" for i in range(9))
    data = made_up.data(csv.encode())
    assert list(data.responses.episodes.attributes.columns) == [header]
    assert data.offered == ()


def test_a_pathway_of_trainees_and_a_practitioner_stay_offered():
    csv = "Case ID,Trainee pathway,Practitioner,PHQ-9 pre,PHQ-9 post\n" + "".join(
        f"C{i},{'AB'[i % 2]},P{i % 3},14,6\n" for i in range(9)
    )
    assert [e.name for e in made_up.data(csv.encode()).offered] == ["Trainee pathway", "Practitioner"]
