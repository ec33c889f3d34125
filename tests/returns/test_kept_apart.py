"""A return holds a line a person: nothing that others see can get at the room that makes it."""

from __future__ import annotations

from tests.test_architecture import LIBRARY, ROOT, imported_modules, python_files, room_of, tree_of

ROOM = "evaluation.returns"


def test_one_page_and_the_command_line_import_the_room_and_nothing_else_does() -> None:
    files = [
        *(path for path in python_files(LIBRARY) if room_of(path) != "returns"),
        *python_files(ROOT / "pages"),
        *ROOT.glob("*.py"),
    ]
    assert len(files) > 100
    using = [
        path.relative_to(ROOT).as_posix()
        for path in files
        if any(name.startswith(ROOM) for name, _ in imported_modules(tree_of(path)))
    ]
    assert using == ["evaluation/command_line/verbs.py", "pages/returns.py"]


def test_the_page_is_for_leads_alone() -> None:
    """`lead()` ends the page for everybody else before anything is read; `with_rows` calls it first."""
    source = (ROOT / "pages" / "returns.py").read_text("utf-8")
    body = source[source.index("\nsession") :]
    assert body.startswith("\nsession, data = with_rows(")
    shared = (ROOT / "pages" / "shared" / "counts.py").read_text("utf-8")
    assert "    session = lead()\n    if session.counts is not None:" in shared
    assert "current()" not in source
