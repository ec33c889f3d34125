"""Kill a process while it saves and publishes: `python -m tests.store.kills --times 200 [--seed 1]`.

Each time a process saves, renames, deletes and erases in a loop (and publishes, every few rounds) and is
killed (SIGKILL) at a random moment. Then everything it had said to be saved must open with the same
evidence, everything listed must open, and nothing half-written may be left. Prints what was found.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import secrets
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation import load
from evaluation.store import Store
from evaluation.view import View

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from evaluation.dataset import Dataset
    from evaluation.packs import Pack

HEAD = "Family ID,Site,PHQ-9 before,PHQ-9 after\n"
RENAMED = " renamed"
_LONGEST = 0.25  # seconds that a process lives after its first word
_FAMILIES = 12


@dataclass
class Known:
    """What the killed processes said before they died.

    `figures` has those of each data set by its first name, with the family K1 and without it, and `kinds`
    which of the two it may have now. `saved` are the names that were said to be saved.
    """

    figures: dict[str, tuple[str, str]] = field(default_factory=dict)
    kinds: dict[str, set[int]] = field(default_factory=dict)
    saved: set[str] = field(default_factory=set)
    published: set[str] = field(default_factory=set)
    said: Counter[str] = field(default_factory=Counter)


def first_name(name: str) -> str:
    """The name under which a data set was first saved."""
    return name.removesuffix(RENAMED)


def made(seed: int, *, without: str = "") -> Dataset:
    """A small data set of its own for each seed, with the family K1 among others."""
    draw = random.Random(seed)  # noqa: S311 nothing here is a secret
    rows = [
        f"K{i},{draw.choice(('North', 'South'))},{draw.randint(8, 27)},{draw.randint(0, 20)}"
        for i in range(1, _FAMILIES)
    ]
    kept = [row for row in rows if not without or not row.startswith(f"{without},")]
    return load((HEAD + "\n".join(kept)).encode(), name=f"{seed}.csv")


def figures(data: Dataset) -> str:
    """A few digits that stand for all figures of a data set, whatever file they come from."""
    evidence = data.evidence(View())
    told = repr(
        [getattr(evidence, one.name) for one in fields(evidence) if one.name not in {"source", "notes"}]
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@cache
def pool() -> tuple[tuple[Dataset, tuple[str, str]], ...]:
    """A few data sets, each with its figures with K1 and without; made before anything is killed."""
    return tuple((made(i), (figures(made(i)), figures(made(i, without="K1")))) for i in range(6))


@cache
def pack() -> Pack:
    """A pack to publish."""
    from evaluation.packs.publishing import publish

    return publish(made(1), View(protection="nhs"), title="Made up", made_on=date(2026, 4, 3))


def work(folder: Path, seed: int, told: Connection) -> None:
    """Save and publish until killed, saying before and after each step what it is."""
    draw = random.Random(seed)  # noqa: S311 nothing here is a secret
    store = Store.at(folder, catalogue="")
    for step in range(10_000):
        data, found = draw.choice(pool())
        name = f"{seed}-{step}"
        data.name = f"{name}.csv"  # another file, so another data set
        told.send(("saving", name, found))
        store.save(data, name)
        told.send(("saved", name, None))
        what = draw.random()
        if what < 0.2:
            told.send(("deleting", name, None))
            store.delete(name)
        elif what < 0.4:
            told.send(("renaming", name, None))
            store.rename(name, name + RENAMED)
            told.send(("saved", name + RENAMED, None))
        elif what < 0.5:
            told.send(("erasing", "", None))
            store.erase("K1")
            told.send(("erased", "", None))
        elif what < 0.8:
            one = replace(pack(), id=secrets.token_urlsafe(12))
            told.send(("publishing", one.id, None))
            store.shelf.put(one)
            told.send(("published", one.id, None))


def note(known: Known, what: str, name: str, found: tuple[str, str] | None) -> None:
    """Take in one word of a process."""
    known.said[what] += 1
    if found is not None:
        known.figures[name], known.kinds[name] = found, {0}
    if what == "saved":
        known.saved.add(name)
    elif what in {"deleting", "renaming"}:
        known.saved.discard(name)
    elif what == "erasing":
        known.kinds = {name: kinds | {1} for name, kinds in known.kinds.items()}
    elif what == "erased":
        known.kinds = {name: {1} for name in known.kinds}
    elif what == "published":
        known.published.add(name)


def killed_once(folder: Path, seed: int, known: Known) -> str:
    """Let a process work, kill it, and say in what state it left the folder."""
    ours, theirs = multiprocessing.Pipe()
    way: Any = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    process = way.Process(target=work, args=(folder, seed, theirs))
    process.start()
    theirs.close()
    assert ours.poll(60), "the process never began"
    time.sleep(random.Random(seed).uniform(0, _LONGEST))  # noqa: S311
    if process.pid is not None:
        os.kill(process.pid, signal.SIGKILL)
    process.join(30)
    while True:
        try:
            note(known, *ours.recv())
        except EOFError:
            break
    assert process.exitcode == -signal.SIGKILL, f"the process ended by itself: {process.exitcode}"
    left = list((folder / "work").glob("*")) if (folder / "work").is_dir() else []
    if not left:
        return "between two steps"
    return "with a plan" if any((one / "plan.json").exists() for one in left) else "while preparing"


def check(folder: Path, known: Known) -> int:
    """Open everything as the next person would; returns how many data sets there are."""
    store = Store.at(folder, catalogue="")
    listed = {saved.name: saved.id for saved in store.list()}
    assert known.saved <= set(listed), f"saved and gone: {known.saved - set(listed)}"
    unsure = set()
    for name in listed:
        first = first_name(name)
        kind = known.figures[first].index(figures(store.open(name)))  # ValueError: it opens with others
        assert kind in known.kinds[first], (
            f"{name} is with a family that was erased, or without one that was not"
        )
        unsure |= {kind} if len(known.kinds[first]) > 1 else set()
        known.kinds[first] = {kind}
    assert len(unsure) < 2, "a family was erased from some data sets and not from others"
    assert store.damaged == ()
    work_folder = folder / "work"
    assert not (work_folder.is_dir() and list(work_folder.iterdir())), "a leftover was not put in order"
    assert not list(folder.rglob("*.part")), "a half-written file was left"
    assert {path.name for path in (folder / "data").glob("*")} == set(listed.values())
    if known.published:
        on_shelf = {one.id for one in store.shelf.list()}
        assert known.published <= on_shelf, "a pack was published and is gone"
        for pack_id in sorted(known.published)[-3:]:
            assert store.shelf.open(pack_id).cuts
    return len(listed)


def run(times: int, seed: int) -> Counter[str]:
    """Kill so many processes one after another; returns in what state each left the folder."""
    states: Counter[str] = Counter()
    pool(), pack()
    with tempfile.TemporaryDirectory() as where:
        folder, known = Path(where) / "store", Known()
        for i in range(times):
            states[killed_once(folder, seed * 10_000 + i, known)] += 1
            states["data sets at the end"] = check(folder, known)
            prune(folder, known)
        states.update({f"said “{what}”": n for what, n in known.said.items()})
    return states


def prune(folder: Path, known: Known) -> None:
    """Keep a few data sets only, so that checking them all stays quick."""
    store = Store.at(folder, catalogue="")
    for saved in store.list()[8:]:
        known.saved.discard(saved.name)
        store.delete(saved.id)


def main(given: list[str]) -> int:
    """Run as a command; ends with an AssertionError where something was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.store.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(given)
    started = time.perf_counter()
    states = run(options.times, options.seed)
    print(
        f"{options.times} kills in {time.perf_counter() - started:.0f} s, nothing lost, nothing half-written"
    )
    for state, n in sorted(states.items()):
        print(f"  {state:26} {n}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
