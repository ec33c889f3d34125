"""Starts Attune, or tests it, on a machine that has nothing but Python.

python3 start.py         installs what the dashboard needs, once, and opens it
python3 start.py packs   serves published results only, to whoever has their link
python3 start.py test    installs what the tests need, once, and runs every check

Anything after `start.py` or `packs` goes to Streamlit (--server.port 8600), anything after
`test` to pytest (-k wording). On Windows write `py` for `python3`. Only the standard library is used
here, and no syntax newer than Python 3.8, so that an old Python gets a sentence and not a
traceback.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "attune-installed.txt"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST = (3, 11)


class StartError(Exception):
    """Something that the person at the keyboard has to put right, in one sentence."""


def main(arguments: list[str]) -> int:
    """Run the dashboard, or with `test` the checks, and return the exit code."""
    if arguments and arguments[0] in {"-h", "--help"}:
        say(__doc__.strip())
        return 0
    try:
        refuse_old_python()
        if arguments and arguments[0] == "test":
            install("requirements-dev.txt", "what the tests need")
            return test(arguments[1:])
        install("requirements.txt", "what the dashboard needs")
        if arguments and arguments[0] == "packs":
            os.environ["ATTUNE_SERVE"] = arguments.pop(0)
        return run(arguments)
    except StartError as error:
        print(error, file=sys.stderr, flush=True)
        return 2
    except KeyboardInterrupt:
        return 130


def refuse_old_python() -> None:
    """Raise StartError where Attune's packages can't be installed."""
    have = tuple(sys.version_info[:2])
    if have < OLDEST:
        raise StartError(
            f"Attune needs Python {OLDEST[0]}.{OLDEST[1]} or newer and this is {have[0]}.{have[1]}: "
            "install a newer Python and start again with it."
        )


def install(requirements: str, purpose: str) -> None:
    """Make `.venv` hold what the requirements file names; quick when it already does."""
    fingerprint = requirements_fingerprint(requirements)
    if PYTHON.exists() and STAMP.exists() and fingerprint in STAMP.read_text("utf-8").split():
        return
    pip = make_venv() if not PYTHON.exists() else pip_command()
    say(f"Installing {purpose}. This takes a few minutes the first time.")
    if call([*pip, "install", "--quiet", "--disable-pip-version-check", "-r", str(ROOT / requirements)]):
        raise StartError(
            f"Installing from {requirements} failed, for the reason above. "
            "Check the network connection (or the organisation's package mirror) and run this again."
        )
    held = {fingerprint}
    if requirements != "requirements.txt":  # the longer list includes the shorter
        held.add(requirements_fingerprint("requirements.txt"))
    STAMP.write_text("\n".join(sorted(held)) + "\n", "utf-8")


def requirements_fingerprint(requirements: str) -> str:
    """One word that changes when the Python or any line of the requirements does."""
    digest = hashlib.sha256(repr(sys.version_info[:3]).encode())
    for name in ("requirements.txt", requirements):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_venv() -> list[str]:
    """Make `.venv` and return the command that installs into it."""
    # Debian and Ubuntu ship venv without ensurepip; a pip outside can install into it all the same.
    bare = importlib.util.find_spec("ensurepip") is None
    if bare and importlib.util.find_spec("pip") is None:
        raise StartError(
            "This Python has neither pip nor ensurepip: install one (on Debian or Ubuntu: "
            "sudo apt-get install python3-venv python3-pip) and run this again."
        )
    say(f"Making {VENV.name}, a folder of its own for Attune's packages.")
    if call([sys.executable, "-m", "venv", "--clear", *(["--without-pip"] if bare else []), str(VENV)]):
        raise StartError(
            "Python could not make a virtual environment, for the reason above "
            "(on Debian or Ubuntu: sudo apt-get install python3-venv, then run this again)."
        )
    return pip_command()


def pip_command() -> list[str]:
    """Return the venv's own pip, or this Python's pip aimed at a venv that has none."""
    if subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True, check=False).returncode == 0:
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def run(arguments: list[str]) -> int:
    """Open the dashboard, and stay until it is closed."""
    command = [str(PYTHON), "-m", "pages.shared.serving", *arguments]
    say("Starting the dashboard. Press Ctrl+C here to stop it.")
    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml from where it is started
    if not WINDOWS:  # there, exec would leave the console to two processes
        os.execv(command[0], command)
    return call(command)


def test(arguments: list[str]) -> int:
    """Run every check; the tests come last, so that their closing line is the last line."""
    checks = {
        "a browser": ["tests/browser/chromium.py"],
        "Java": ["tests/scale/java.py"],
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
    }
    failed = []
    for name, command in checks.items():
        say(f"Checking: {name}")
        if call([str(PYTHON), *command]):
            failed.append(name)
    if failed:
        say(f"FAILED before the tests: {', '.join(failed)} (see above). The tests run all the same.")
    # Three for two cores: those with the browser's tests wait for pages. In the order of the folders, so
    # that those tests, which take longest, come first.
    tests = call([str(PYTHON), "-m", "pytest", "-n", "3", "--no-loadscope-reorder", *arguments])
    return tests or (1 if failed else 0)


def call(command: list[str]) -> int:
    """Run a command in the project's folder, showing what it prints; return its exit code."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def say(text: str) -> None:
    """Print at once, so that lines keep their place among those of the commands called."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
