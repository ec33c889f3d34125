"""Starts a Streamlit script on a free port of this machine, and ends it again."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PATIENCE = 60  # seconds; a cold start on a busy two-core machine has taken 15


def serving(
    script: Path, root: Path, *options: str, **environment: str
) -> contextlib.AbstractContextManager[str]:
    """The address of `script`, served under the project's own settings in `root`.

    Raises RuntimeError with what Streamlit printed when it does not come up.
    """
    return _running(["streamlit", "run", str(script), *options], root, environment)


def serving_packs(root: Path, store: Path, *options: str) -> contextlib.AbstractContextManager[str]:
    """The address of what `python3 start.py packs` runs, with what is published in the folder `store`."""
    environment = {"ATTUNE_SERVE": "packs", "ATTUNE_STORE": str(store)}
    return _running(["pages.shared.serving", *options], root, environment)


@contextlib.contextmanager
def _running(module: list[str], root: Path, environment: Mapping[str, str]) -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", *module]
    settings = ["--server.port", str(port), "--server.headless", "true", "--server.fileWatcherType", "none"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [*command, *settings],
            cwd=root,
            env=os.environ | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_healthy(address, process)
        except RuntimeError as error:
            log.seek(0)
            raise RuntimeError(f"{error}:\n{log.read()}") from error
        else:
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return once the server answers; raise RuntimeError when it ends or stays silent."""
    # No proxy: an organisation's own would be asked for 127.0.0.1 too.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"Streamlit ended at once with exit code {process.returncode}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            opener.open(f"{address}/_stcore/health", timeout=2).close()  # raises unless it is well
            return
        time.sleep(0.1)
    raise RuntimeError(f"Streamlit did not answer within {PATIENCE} seconds")
