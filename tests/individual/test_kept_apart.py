"""Pictures of single families reach nobody but a lead: no room that others see can get at them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation import charts, reports
from evaluation.charts.chart import INDIVIDUAL
from evaluation.individual import paired_lines, scatter
from evaluation.reports.report import Report, Section
from tests import made_up
from tests.individual.test_pairs import pairs
from tests.test_architecture import LIBRARY, ROOT, imported_modules, python_files, room_of, tree_of

if TYPE_CHECKING:
    from pathlib import Path

ROOM = "evaluation.individual"
FOR_LEADS = {
    "individual",
    "following_up",
    "quality",
    "portfolio",
}  # rooms that look at single families, and say so


def names_the_room(path: Path) -> bool:
    return any(name.startswith(ROOM) for name, _ in imported_modules(tree_of(path)))


def others() -> list[Path]:
    """The library without the rooms for leads."""
    return [path for path in python_files(LIBRARY) if room_of(path) not in FOR_LEADS]


def test_one_page_part_imports_the_room_and_nothing_else_does() -> None:
    """Of the library, the pages, the entry point and the starter: found by reading them."""
    files = [
        *others(),
        *python_files(ROOT / "pages"),
        *ROOT.glob("*.py"),
    ]
    assert len(files) > 100
    using = [path.relative_to(ROOT).as_posix() for path in files if names_the_room(path)]
    assert using == ["pages/shared/families.py"]


def test_importing_all_that_others_see_does_not_load_the_room() -> None:
    rooms = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in others()
        if path.stem != "__main__"
    ]
    program = f"""
import importlib, sys
for name in {rooms!r}:
    importlib.import_module(name)
import pages.shared.families
print([name for name in sys.modules if name.startswith({ROOM!r})])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("draw", [scatter, paired_lines])
def test_a_report_refuses_such_a_picture(draw: object) -> None:
    chart = draw(pairs("phq9"))  # type: ignore[operator]
    assert chart.kind in INDIVIDUAL
    report = reports.build(made_up.evidence())
    section = Section(id="x", heading="X", blocks=(chart,))
    with pytest.raises(ValueError, match="single families"):
        replace(report, sections=(section,))
    assert isinstance(report, Report)


def test_no_report_of_anything_holds_one() -> None:
    for protected in (False, True):
        report = reports.build(made_up.evidence(protected=protected))
        assert not {chart.kind for chart in report.charts} & INDIVIDUAL


def test_no_chart_of_evidence_is_one() -> None:
    from tests.charts.test_charts import every_chart

    assert not {chart.kind for chart in every_chart(made_up.evidence())} & INDIVIDUAL
    assert not {name for name in charts.__all__ if name in {"scatter", "paired_lines"}}
