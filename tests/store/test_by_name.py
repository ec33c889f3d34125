"""What is saved, in place of a file: from Python and on the command line."""

from __future__ import annotations

import json

import pytest

from evaluation import evaluate, load
from evaluation.command_line import main
from evaluation.errors import InputError
from evaluation.evaluating import differences, inspect
from evaluation.importing.corrections import Corrections, RowLeftOut
from evaluation.store import Store
from tests.store.conftest import SPRING, SUMMER


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """A store with one data set, where the environment says."""
    monkeypatch.setenv("ATTUNE_STORE", str(tmp_path / "kept"))
    store = Store.at()
    store.save(load(SPRING.encode(), name="spring.csv"), "Spring 2026")
    return store


def test_saved_data_are_evaluated_by_name_with_the_same_figures():
    assert evaluate("saved:spring 2026").to_dict() == evaluate(SPRING.encode(), name="spring.csv").to_dict()


def test_a_file_is_compared_with_what_was_saved():
    found = differences("saved:Spring 2026", SUMMER.encode(), name="summer.csv")
    assert found.followed
    assert "1 new family" in found.sentence
    assert differences("saved:Spring 2026", "saved:Spring 2026").nothing


def test_a_name_that_is_not_there_is_one_sentence(capsys):
    assert main(["evaluate", "saved:Autumn"]) == 2
    assert capsys.readouterr().err.strip() == (
        "No data are saved under the name “Autumn”. Saved are: “Spring 2026”."
    )


def test_the_command_line_prints_the_figures_of_saved_data(capsys):
    assert main(["evaluate", "saved:Spring 2026", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["data"]["rows"] == 4


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"corrections": Corrections(rows=(RowLeftOut(sheet="spring", row=2),))}, "leave out corrections"),
        ({"id_key": "seven grey herons"}, "leave out a key for codes"),
        ({"password": "x"}, "leave out a password"),
    ],
)
def test_what_is_said_of_reading_a_file_is_not_ignored_silently(how, said):
    with pytest.raises(InputError, match=said):
        load("saved:Spring 2026", **how)


def test_saved_data_are_opened_alone_and_can_t_be_inspected():
    with pytest.raises(InputError, match="opened alone"):
        load(["saved:Spring 2026", "more.csv"])
    with pytest.raises(InputError, match="the file is not kept"):
        inspect("saved:Spring 2026")
