"""Finds a Chromium for the browser tests, or installs one when run as a script.

`find` is all that the tests call. `python tests/browser/chromium.py` is a step of
`python3 start.py test`: it installs a browser where there is none, and exits 1 when that
fails and CI=true, since a run without a browser has not tested the pages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
ADVICE = (
    "No Chromium, Chrome or Edge was found, and installing one failed. Install any of them, "
    "or set ATTUNE_CHROMIUM to the path of one, and run this again."
)


def find() -> str | None:
    """The path of a browser that starts, or None.

    Looks at ATTUNE_CHROMIUM, the search path, the usual places of macOS and Windows, and
    what Playwright has installed. Raises FileNotFoundError when ATTUNE_CHROMIUM names none.
    """
    told = os.environ.get("ATTUNE_CHROMIUM")
    if told:
        if not Path(told).exists():
            raise FileNotFoundError(f"ATTUNE_CHROMIUM is {told}, and there is no such file")
        return told
    return next((path for path in candidates() if starts(path)), None)


def candidates():
    """Paths where a browser may be, likeliest first; Playwright's own is the slowest to ask."""
    yield from filter(None, map(shutil.which, NAMES))
    yield from MAC
    for folder in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if os.environ.get(folder):
            yield from (str(Path(os.environ[folder]) / path) for path in WINDOWS)
    yield playwrights_own()


def playwrights_own() -> str:
    """Where Playwright keeps its Chromium, whether or not it is there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def starts(path: str) -> bool:
    """Whether a file is there and, on Linux, is a browser and not a stub that asks for a snap."""
    if not Path(path).exists():
        return False
    if not sys.platform.startswith("linux"):  # elsewhere --version opens a window
        return True
    try:
        return (
            subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def install() -> str | None:
    """Install a browser by Debian's packages or else by Playwright; its path, or None."""
    for command in installers():
        print("Running:", *command, flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run(command, env=environment, check=False).returncode == 0 and (found := find()):
            return found
    return None


def installers():
    """The commands that may install a browser here, to be tried in turn."""
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        # The font is what Debian's Chromium draws Arial and Helvetica with.
        packages = f"{apt} update && {apt} install -y --no-install-recommends chromium fonts-liberation"
        yield ["sh", "-c", packages]
    yield [sys.executable, "-m", "playwright", "install", "chromium"]


def flags() -> list[str]:
    """How to start it: no calls of its own to the outside, and no sandbox only where root forbids one."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [
        *(["--no-sandbox"] if root else []),
        "--disable-gpu",
        "--disable-dev-shm-usage",  # containers give 64 MB there, too little for a page
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    ]


def main() -> int:
    """Say which browser the tests will use, installing one first where there is none."""
    try:
        found = find() or install()
    except FileNotFoundError as error:
        print(f"{error}.", file=sys.stderr, flush=True)
        return 1
    if found:
        print(f"The browser tests use {found}", flush=True)
        return 0
    print(ADVICE, file=sys.stderr, flush=True)
    if os.environ.get("CI") == "true":
        return 1
    print("The browser tests will be skipped.", file=sys.stderr, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
