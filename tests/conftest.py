"""What every test runs under: no network, and property tests that fail the same way twice."""

from __future__ import annotations

import functools
import ipaddress
import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.scale import java
from tests.scale import session as session_of_tests

# In CI the same examples every time, and a quarter as many; at a desk new ones, whose failures print how to
# repeat them.
settings.register_profile("desk", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, max_examples=25)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")


class ByFile(LoadScopeScheduling):
    """Hands a worker a whole file, whose fixtures are then made once.

    The browser's files are two such lots, which take about as long: the walk over how every page looks, and
    all others. One server and one browser do for each, and few pages wait for each other. Files that use
    Spark have it in their name and are one lot, so that Spark starts once. (xdist's own marks for this have
    no effect under pytest 9.2.)
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", maxsplit=1)[0]
        if "spark" in Path(file).name:
            return "spark"
        journeys = file.startswith("tests/browser/") and file != "tests/browser/test_look.py"
        return "journeys" if journeys else file


@pytest.hookimpl(optionalhook=True)  # there is no such hook without xdist
def pytest_xdist_make_scheduler(config, log):
    """How tests are shared out among workers; xdist calls it."""
    return ByFile(config, log)


class OutsideError(AssertionError):
    """Code under test tried to reach another machine."""


def stays_here(host: object) -> bool:
    """Whether a socket's host is this machine."""
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def a_store_of_our_own(tmp_path_factory):
    """Nothing is read from or saved to the folder of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATTUNE_STORE", str(tmp_path_factory.mktemp("store") / "kept"))
        patch.delenv("ATTUNE_CATALOGUE", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_component_is_looked_for():
    """Streamlit looks through every installed package at each start, and so at each AppTest: once will do."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        scan = manifest_scanner.scan_component_manifests
        patch.setattr(manifest_scanner, "scan_component_manifests", functools.cache(scan))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Nothing leaves the machine: a connection to anywhere else fails the test that made it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and not stays_here(address[0]):
            raise OutsideError(f"tried to connect to {address[0]}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """Spark in this process, started by the first test that asks for it (in a file with "spark" in its name).

    Without Java such a test is skipped at a desk and fails in CI.
    """
    if java.find() is None:
        said = "Spark needs Java 17 or newer: python tests/scale/java.py installs it"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(said)
    session = session_of_tests.start(tmp_path_factory.mktemp("spark"))
    yield session
    session.stop()
