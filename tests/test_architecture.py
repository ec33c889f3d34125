"""The rooms of the library keep their order, and the library and the pages keep apart."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "evaluation"

# In the order in which data travels: a room may import those on lines above its own, and those on
# its own line while that makes no circle. A new room is added here, where it belongs.
ORDER = """
    errors version tokens stages names staff
    estimates
    wording
    measures
    view
    importing
    courses
    scoring alerts
    tables tallies
    pairing
    counting
    effects
    change
    missing trends trajectories
    groups
    composites
    findings
    training
    disclosure
    charts
    brand
    reports
    workbooks
    dataset warehouse programme differing packs exchange store opening sources saying evaluating comparing
    pooling
    claims verifying returns
    individual
    following_up quality
    portfolio
    command_line
"""
RANK = {room: rank for rank, line in enumerate(ORDER.strip().splitlines()) for room in line.split()}
# They put the rooms together, so they may import any; nothing imports them.
FRONT_DOORS = {"__init__", "__main__"}
# The verb `sample` writes made-up data, which data_samples makes and no other room knows of.
MAKES_SAMPLES = {"evaluating", "command_line"}

# What makes a number of other numbers. Pages print what the library worked out.
ARITHMETIC_MODULES = {"numpy", "scipy", "statistics", "math"}
ARITHMETIC_METHODS = {
    *("mean", "median", "mode", "std", "var", "sem", "sum", "cumsum", "prod", "quantile", "corr", "cov"),
    *("groupby", "pivot_table", "crosstab", "value_counts", "agg", "aggregate", "describe", "rolling"),
    *("div", "divide", "mul", "multiply", "sub", "subtract", "pct_change", "diff", "fmean", "stdev"),
}
ARITHMETIC_FUNCTIONS = {"sum", "round", "pow", "divmod"}


def python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def room_of(path: Path) -> str:
    return path.relative_to(LIBRARY).with_suffix("").parts[0]


def imported_modules(tree: ast.Module) -> list[tuple[str, int]]:
    """Full names of all that is imported, wherever it stands, TYPE_CHECKING blocks included."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # In "from evaluation import tables" the room is the name imported.
            found += [(f"{'.' * node.level}{node.module or ''}.{a.name}", node.lineno) for a in node.names]
    return found


def rooms_imported(tree: ast.Module) -> list[tuple[str, int]]:
    rooms = []
    for name, line in imported_modules(tree):
        parts = name.split(".")
        # __version__ is set before anything else in evaluation/__init__.py, so it makes no circle.
        if parts[0] == "evaluation" and parts[1:2] != ["__version__"]:
            rooms.append((parts[1] if len(parts) > 1 else "__init__", line))
    return rooms


def wrong_imports(room: str, tree: ast.Module) -> list[str]:
    """Which of a module's imports reach a room after its own."""
    if room in FRONT_DOORS:
        return []
    return [
        f"line {line}: {room} imports {other}"
        for other, line in rooms_imported(tree)
        if other != room and RANK.get(other, len(RANK)) > RANK[room]
    ]


def test_the_order_check_sees_every_kind_of_import():
    source = """
from typing import TYPE_CHECKING
import evaluation.reports.word
from evaluation import charts, __version__
from evaluation.errors import InputError
if TYPE_CHECKING:
    from evaluation.findings.finding import Finding
def late():
    from evaluation import compare
"""
    wrong = wrong_imports("tables", ast.parse(source))
    assert [line.split(": ")[1] for line in wrong] == [
        "tables imports reports",
        "tables imports charts",
        "tables imports findings",
        "tables imports compare",
    ]


@pytest.mark.parametrize("path", python_files(LIBRARY), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_imports_a_room_after_its_own(path):
    room = room_of(path)
    assert room in FRONT_DOORS | set(RANK), f"{room} is a new room: give it its place in ORDER"
    assert wrong_imports(room, tree_of(path)) == []


def test_rooms_on_one_line_make_no_circle():
    graph: dict[str, set[str]] = {}
    for path in python_files(LIBRARY):
        room = room_of(path)
        if room not in FRONT_DOORS:
            others = {other for other, _line in rooms_imported(tree_of(path))}
            graph.setdefault(room, set()).update(others - {room})
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("path", python_files(LIBRARY), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_library_never_names_streamlit_or_a_page(path):
    outside = {"streamlit", "pages", "dashboard", "tests", "data_samples"}
    if room_of(path) in MAKES_SAMPLES:
        outside -= {"data_samples"}
    named = {name.split(".")[0] for name, _line in imported_modules(tree_of(path))}
    assert named & outside == set()


def test_importing_the_library_imports_no_streamlit_and_nothing_heavy():
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in python_files(LIBRARY)
        if path.stem != "__main__"
    ]
    program = f"""
import importlib, sys
importlib.import_module("evaluation")
heavy = ["scipy.stats", "plotly", "typst", "docx"]
print("heavy:", *[name for name in heavy if name in sys.modules])
for name in {modules!r}:
    importlib.import_module(name)
print("streamlit:", *sorted(name for name in sys.modules if name.split(".")[0] == "streamlit"))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == ["heavy:", "streamlit:"]


@pytest.mark.parametrize("path", python_files(LIBRARY), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_public_function_and_class_says_what_it_is(path):
    tree = tree_of(path)
    assert undocumented(tree) == []


def undocumented(tree: ast.Module) -> list[str]:
    """Public functions, classes and methods without a docstring; overloads share the last one's."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    missing = []
    holders: list[ast.Module | ast.ClassDef] = [tree]
    holders += [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for holder in holders:
        if isinstance(holder, ast.ClassDef) and holder.name.startswith("_"):
            continue
        for node in holder.body:
            if not isinstance(node, kinds) or node.name.startswith("_"):
                continue
            decorators = {ast.unparse(decorator).split(".")[-1] for decorator in node.decorator_list}
            if not decorators & {"overload", "setter"} and not ast.get_docstring(node):
                missing.append(f"line {node.lineno}: {node.name}")
    return missing


def arithmetic(tree: ast.Module) -> list[str]:
    """Where a page reaches for something that works out a number."""
    found = []
    for name, line in imported_modules(tree):
        if name.split(".")[0] in ARITHMETIC_MODULES:
            found.append(f"line {line}: imports {name.split('.')[0]}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute) and called.attr in ARITHMETIC_METHODS:
                found.append(f"line {node.lineno}: calls .{called.attr}()")
            elif isinstance(called, ast.Name) and called.id in ARITHMETIC_FUNCTIONS:
                found.append(f"line {node.lineno}: calls {called.id}()")
        elif isinstance(node, ast.BinOp) and divides(node):
            found.append(f"line {node.lineno}: divides or raises to a power")
    return found


def divides(node: ast.BinOp) -> bool:
    """Whether an operator works on numbers: + joins text, - takes sets apart, * repeats, / joins paths."""
    if isinstance(node.op, ast.Div):
        ends = (node.left, node.right)
        return not any(isinstance(end, ast.JoinedStr) or is_text(end) for end in ends)
    return isinstance(node.op, (ast.FloorDiv, ast.Pow))


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("import numpy as np", "imports numpy"),
        ("from statistics import mean", "imports statistics"),
        ("frame['score'].mean()", "calls .mean()"),
        ("frame.groupby('site')", "calls .groupby()"),
        ("sum(rate.n for rate in rates)", "calls sum()"),
        ("share = rate.n / rate.of", "divides or raises to a power"),
    ],
)
def test_the_arithmetic_check_sees_arithmetic(source, complaint):
    assert arithmetic(ast.parse(source)) == [f"line 1: {complaint}"]


def test_the_arithmetic_check_lets_pages_put_text_and_paths_together():
    assert arithmetic(ast.parse("title = 'Results for ' + name; path = folder / 'mapping.json'")) == []


@pytest.mark.parametrize(
    "path",
    [*python_files(ROOT / "pages"), ROOT / "dashboard.py"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_pages_hold_no_arithmetic(path):
    assert arithmetic(tree_of(path)) == []
