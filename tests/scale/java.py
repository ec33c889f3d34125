"""Finds a Java for the tests that use Spark, or installs one when run as a script.

`find` is all that the tests call. `python tests/scale/java.py` is a step of `python3 start.py test`: it
installs a Java where there is none, and exits 1 when that fails and CI=true, since a run without one has
not tested Spark.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 17  # that Spark 4 runs on
PACKAGES = ("openjdk-17-jre-headless", "openjdk-21-jre-headless", "default-jre-headless")
ADVICE = (
    f"No Java of version {OLDEST} or newer was found, and installing one failed. Install one, or set "
    "JAVA_HOME to the folder of one, and run this again."
)


def find() -> str | None:
    """The path of a Java that Spark can use: JAVA_HOME's, else the first on the search path; or None."""
    home = os.environ.get("JAVA_HOME")
    path = shutil.which(str(Path(home) / "bin" / "java")) if home else shutil.which("java")
    return path if path and version(path) >= OLDEST else None


def version(path: str) -> int:
    """The first number of a Java's version; 0 where it doesn't say one.

    Java says it on standard error: openjdk version "17.0.15" 2025-04-15.
    """
    try:
        done = subprocess.run([path, "-version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    said = re.search(r'version "(\d+)', done.stderr + done.stdout)
    return int(said[1]) if said else 0


def install() -> str | None:
    """Install a Java by Debian's packages, where that is allowed; its path, or None."""
    apt = shutil.which("apt-get")
    if not apt or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "update"], env=environment, check=False)
    for package in PACKAGES:
        command = [apt, "install", "-y", "--no-install-recommends", package]
        print("Running:", *command, flush=True)
        if subprocess.run(command, env=environment, check=False).returncode == 0 and (found := find()):
            return found
    return None


def main() -> int:
    """Say which Java the tests will use, installing one first where there is none."""
    found = find() or install()
    if found:
        print(f"The tests that use Spark use {found}", flush=True)
        return 0
    print(ADVICE, file=sys.stderr, flush=True)
    if os.environ.get("CI") == "true":
        return 1
    print("The tests that use Spark will be skipped.", file=sys.stderr, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
