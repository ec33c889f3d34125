"""The repository keeps its word: the two commands, the dependencies, and nothing that doesn't belong."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RUN = "python3 start.py"
TEST = "python3 start.py test"
LARGEST = 1_500_000  # bytes
NOT_OURS = {".git", ".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}

# Put together here so that this file does not name what it forbids.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("conda", "anaconda", "org"),
    )
]
# Folders of somebody's own machine. A web address (example.org/home/) is not one.
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:work|tmp|opt|root|home|Users)/\w")
SLASH = "/"


def our_files() -> list[Path]:
    """The files that are or will be committed; without git, all but what tools leave behind."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
        paths = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in paths if path.is_file())


def text_of(path: Path) -> str | None:
    """What a file says, or None where it is not text."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def code_lines(name: str) -> set[str]:
    return {line.strip() for line in (ROOT / name).read_text("utf-8").splitlines()}


def requirement_lines() -> list[tuple[str, str]]:
    return [
        (name, line.strip())
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text("utf-8").splitlines()
        if line.strip() and not line.startswith(("#", "-r "))
    ]


@pytest.mark.parametrize("command", [RUN, TEST])
def test_the_readme_gives_the_two_commands(command):
    assert command in code_lines("README.md")


def test_ci_runs_the_test_command_as_the_readme_gives_it():
    commands = [line for line in code_lines(".ci/run") if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == [TEST]


def test_start_py_explains_both_commands():
    done = subprocess.run(
        [sys.executable, "start.py", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    described = {line.split("  ")[0] for line in done.stdout.splitlines()}
    assert {RUN, TEST} <= described


def test_the_files_looked_at_are_the_repository_s():
    names = {str(path.relative_to(ROOT)) for path in our_files()}
    assert {"start.py", "README.md", "evaluation/errors.py", ".streamlit/config.toml"} <= names
    assert not any(NOT_OURS & set(Path(name).parts) for name in names)


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_package_registry_s_host(host):
    naming = [str(path.relative_to(ROOT)) for path in our_files() if host in (text_of(path) or "")]
    assert naming == []


def test_no_file_names_a_folder_of_somebody_s_machine():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in our_files()
        for number, line in enumerate((text_of(path) or "").splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (f'open("{SLASH}tmp/scores.csv")', True),
        (f"{SLASH}home/ann/data", True),
        ("https://example.org/home/page", False),
        ("tests/work/file.py", False),
    ],
)
def test_the_machine_path_check_knows_a_path_from_an_address(line, named):
    assert bool(MACHINE_PATH.search(line)) is named


def test_no_file_is_too_large():
    large = {str(path.relative_to(ROOT)): path.stat().st_size for path in our_files()}
    assert {name: size for name, size in large.items() if size > LARGEST} == {}


def test_the_changelog_says_which_numbers_changed():
    assert any(re.fullmatch(r"#+ Numbers changed", line) for line in code_lines("CHANGELOG.md"))


@pytest.mark.parametrize(("name", "line"), requirement_lines())
def test_each_requirement_is_pinned_and_named_in_the_readme(name, line):
    pinned = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?~=(\d+(?:\.\d+)+)(?:\s*#.*)?", line)
    assert pinned, f"{name}: {line!r} is not pinned with ~="
    readme = (ROOT / "README.md").read_text("utf-8").lower()
    named = re.search(rf"(?<![\w-]){re.escape(pinned[1].lower())}(?![\w-])", readme)
    assert named, f"README.md does not say what {pinned[1]} is for"


def test_the_requirement_lists_are_not_empty():
    assert {name for name, _line in requirement_lines()} == {"requirements.txt", "requirements-dev.txt"}


# Of what another requirement brings, tests use these too.
BROUGHT = {"pillow": "streamlit", "websockets": "streamlit"}


def test_whatever_is_imported_is_a_requirement():
    """A clean machine has no more than the requirements name."""
    named = {spelt(re.split(r"[\[~=<>;]", line)[0]) for _name, line in requirement_lines()}
    owners = packages_distributions()
    missing = {
        f"{module} in {path.relative_to(ROOT)}"
        for folder in ("evaluation", "pages", "data_samples", "tests")
        for path in (ROOT / folder).rglob("*.py")
        for module in imported(path)
        if module in owners and not {spelt(owner) for owner in owners[module]} & (named | set(BROUGHT))
    }
    assert missing == set()


def spelt(package: str) -> str:
    """A package's name in the one spelling that registries compare by."""
    return re.sub(r"[-_.]+", "-", package.strip()).lower()


def imported(path: Path) -> set[str]:
    """The first names of all that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
