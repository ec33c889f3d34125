"""A crash at any step: what was saved stays, what was being done is done or undone whole, nothing is left."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evaluation import load
from evaluation.errors import InputError
from evaluation.store import Store, folders
from evaluation.store.catalogue import Catalogue
from evaluation.store.contents import checked
from tests.store.conftest import HEAD, SPRING, SUMMER
from tests.store.kills import run


class CrashError(BaseException):
    """The machine stops here: nothing after it, clean-up included, reaches the disk."""


class Crash:
    """Lets so many steps reach the disk and none after; a file being written is left half written."""

    def __init__(self, patch: pytest.MonkeyPatch, after: int) -> None:
        self.left, self.happened = after, False
        for place, name in (
            (folders, "_write"),
            (folders, "move"),
            (folders, "remove"),
            (Path, "replace"),
            (Path, "unlink"),
            (Catalogue, "change"),
            (Catalogue, "rename"),
        ):
            patch.setattr(place, name, self.stopping(getattr(place, name), name))

    def stopping(self, do: Any, name: str) -> Any:
        def step(*given: Any, **how: Any) -> Any:
            if self.left == 0 and not self.happened and name == "_write":
                given[0].write_bytes(given[1][: len(given[1]) // 2])
            if self.left <= 0:
                self.happened = True
                raise CrashError
            self.left -= 1
            return do(*given, **how)

        return step


@cache
def data(which):
    """A data set, read once."""
    other = SPRING.replace("Zq84-D", "Zq94-D").replace(",20,12,", ",21,12,")
    after = HEAD + "Q1,North,9,4,30,40\n"
    texts = {"spring": SPRING, "other": other, "summer": SUMMER, "after": after}
    return load(texts[which].encode(), name=f"{which}.csv")


def state(folder):
    """What the next person finds: whole contents by name. Nothing is left over, and one can save."""
    store = Store.at(folder, catalogue="")
    found = {saved.name: checked(store.contents(saved)) for saved in store.list()}
    assert store.damaged == ()
    assert not (folder / "work").is_dir() or not list((folder / "work").iterdir())
    assert {path.name for path in (folder / "data").iterdir()} == {saved.id for saved in store.list()}
    assert not list(folder.rglob("*.part"))
    store.save(data("after"), "After")
    return found


def save(store):
    store.save(data("summer"), "Summer")


def delete(store):
    store.delete("Spring")


def erase(store):
    store.erase("Zq83-C")


def rename(store):
    store.rename("Spring", "First quarter")


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """The folder of a store with two data sets."""
    store = Store.at(tmp_path_factory.mktemp("two") / "kept", catalogue="")
    store.save(data("spring"), "Spring")
    store.save(data("other"), "Other")
    return store.folder


@pytest.mark.parametrize("do", [save, delete, erase, rename])
def test_at_every_step_of_the_way(tmp_path, two, do):
    def a_copy(name):
        return Store.at(shutil.copytree(two, tmp_path / name), catalogue="")

    before = state(a_copy("before").folder)
    store = a_copy("whole")
    do(store)
    after = state(store.folder)
    assert before != after
    seen, crash = set(), None
    for steps in range(60):
        store = a_copy(str(steps))
        with pytest.MonkeyPatch.context() as patch:
            crash = Crash(patch, steps)
            with suppress(CrashError):
                do(store)
        found = state(store.folder)
        assert found in (before, after), f"after {steps} steps"
        seen.add(found == after)
        if not crash.happened:
            break
    assert crash is not None
    assert not crash.happened, "a way longer than was tried"
    assert seen == {False, True}


@pytest.mark.skipif(os.name == "nt", reason="processes are killed with SIGKILL, which Windows has not")
def test_processes_killed_at_random_lose_nothing():
    """Eight of the kills of `python -m tests.store.kills`."""
    states = run(8, seed=7)
    assert states["said “saving”"] >= 8
    assert states["data sets at the end"] > 0


def saving(folder, numbers):
    for number in numbers:
        rows = "".join(f"F{i},North,{9 + number % 9},4,30,{31 + i}\n" for i in range(4))
        store = Store.at(folder, catalogue="")
        store.save(load((HEAD + rows).encode(), name=f"{number}.csv"), f"Data {number}")
        store.views.keep(f"View {number % 3}", store_view())


def store_view():
    from evaluation.store import KeptView
    from evaluation.view import View

    return KeptView(view=View())


def test_several_people_save_different_and_the_same_things_at_once(tmp_path):
    """Three processes, whose keys differ, save six data sets; two of them by two people each."""
    way: Any = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    folder = tmp_path / "kept"
    each = ([1, 2, 3], [3, 4], [1, 5, 6])
    people = [way.Process(target=saving, args=(folder, numbers)) for numbers in each]
    for person in people:
        person.start()
    for person in people:
        person.join(120)
    assert [person.exitcode for person in people] == [0, 0, 0]
    store = Store.at(folder, catalogue="")
    assert {saved.name for saved in store.list()} == {f"Data {n}" for n in range(1, 7)}
    assert all(len(store.open(saved.id).responses.episodes) == 4 for saved in store.list())
    assert [named.name for named in sorted(store.views.list(), key=lambda n: n.name)] == [
        "View 0",
        "View 1",
        "View 2",
    ]


def test_whoever_reads_while_somebody_saves_does_not_wait_and_takes_nothing_away(store, spring, monkeypatch):
    from evaluation.store import journal

    store.save(spring, "Spring")
    other = load(SUMMER.encode(), name="summer.csv")
    finish = journal._finish

    def looked_at_first(folder, catalogue, work):
        reader = Store.at(store.folder, catalogue="")
        assert [saved.name for saved in reader.list()] == ["Spring"]
        assert len(reader.open("Spring").responses.episodes) == 4
        assert (work / "plan.json").exists()
        finish(folder, catalogue, work)

    monkeypatch.setattr(journal, "_finish", looked_at_first)
    store.save(other, "Summer")
    assert {saved.name for saved in store.list()} == {"Spring", "Summer"}


def test_somebody_who_goes_on_saving_is_waited_for_and_then_it_is_said(store, spring, monkeypatch):
    from evaluation.store import journal

    store.save(spring, "Spring")
    monkeypatch.setattr(journal.alone.__wrapped__, "__defaults__", (0.05,))  # type: ignore[attr-defined]
    with journal.alone(store.folder), pytest.raises(InputError, match="Somebody else is saving just now"):
        store.delete("Spring")
    assert [saved.name for saved in store.list()] == ["Spring"]
