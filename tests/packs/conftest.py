"""One pack of a made-up service, published once for the tests that only read it."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation.packs.publishing import publish
from evaluation.view import View
from tests.packs.shapes import SHAPES
from tests.tables_of_text import dataset


@pytest.fixture(scope="session")
def data():
    """A data set of sites within regions."""
    return dataset(SHAPES["sites within regions"][0])


@pytest.fixture(scope="session")
def pack(data):
    """Its pack by both columns."""
    view = View(protection="nhs")
    return publish(data, view, by=("Region", "Site"), title="Spring", made_on=date(2026, 5, 1))
