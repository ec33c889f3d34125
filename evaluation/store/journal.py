"""The journal: a change to the saved data sets is written down whole before it is made.

What a change adds is prepared in a folder under `work`. Its plan is the last file written there and
decides: with it the change is finished, however often the program is killed; without it what was
prepared is removed. Whoever writes holds the store's lock, so that nobody else's preparation is taken
for a leftover.
"""

from __future__ import annotations

import json
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from evaluation.errors import InputError
from evaluation.store import folders
from evaluation.store.catalogue import Erasure
from evaluation.store.contents import MANIFEST
from evaluation.store.saved import Saved, free_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from evaluation.store.catalogue import Catalogue
    from evaluation.store.contents import Contents

DATA, WORK, LOCK, LABEL, PLAN = "data", "work", ".lock", "label.json", "plan.json"
_PATIENCE = 60  # seconds to wait while somebody else saves


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is added (each with its label) and what is removed, by id, and that a family was erased."""

    add: Sequence[tuple[Contents, Mapping[str, str]]] = ()
    remove: Sequence[str] = ()
    erasure: Erasure | None = None


class BusyError(InputError):
    """Somebody else is writing."""


@contextmanager
def alone(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the store's lock; raises InputError where somebody else goes on holding it for so many seconds."""
    lock = FileLock(folder / LOCK, timeout=patience)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError("Somebody else is saving just now: try again in a minute.") from error
    try:
        yield
    finally:
        lock.release()


def make(folder: Path, catalogue: Catalogue, change: Change) -> None:
    """Make a change, for good when this returns. The lock must be held."""
    work = folder / WORK / secrets.token_hex(8)
    try:
        for contents, label in change.add:
            folders.write_all(work / contents.id, {**contents.files, LABEL: json.dumps(dict(label)).encode()})
        folders.make(work)
        folders.write(work / PLAN, json.dumps(_plain(change)).encode())
    except BaseException:
        if not (work / PLAN).exists() and work.exists():
            folders.remove(work)
        raise
    _finish(folder, catalogue, work)


def recover(folder: Path, catalogue: Catalogue) -> None:
    """Finish or undo what a crash left, and list again what only the folder has. The lock must be held."""
    for work in _entries(folder / WORK):
        if (work / PLAN).exists():
            _finish(folder, catalogue, work)
        else:
            folders.remove(work)
    for part in _parts(folder):
        part.unlink()
    known = {saved.id for saved in catalogue.data_sets()}
    found = [described(path) for path in _entries(folder / DATA) if path.name not in known]
    strays = [saved for saved in found if saved is not None]
    if strays:
        catalogue.change(_with_free_names(catalogue, strays), ())


def recover_if_alone(folder: Path, catalogue: Catalogue) -> None:
    """The same, unless somebody is writing just now: then what is there is theirs."""
    try:
        with alone(folder, patience=0):
            recover(folder, catalogue)
    except BusyError:
        return


def relabel(place: Path, name: str, saved_on: datetime) -> None:
    """Write a data set's name beside it, for when the catalogue is lost."""
    label = {"name": name, "saved_on": saved_on.isoformat(timespec="microseconds")}
    folders.write(place / LABEL, json.dumps(label).encode())


def unsettled(folder: Path, catalogue: Catalogue) -> bool:
    """Whether there is anything to recover, or somebody is just saving."""
    known = {saved.id for saved in catalogue.data_sets()}
    here = {path.name for path in _entries(folder / DATA) if described(path) is not None}
    return bool(_entries(folder / WORK)) or bool(_parts(folder)) or not here <= known


def described(path: Path) -> Saved | None:
    """What a data set's folder says of itself; None where its manifest or label can't be read."""
    try:
        manifest = json.loads((path / MANIFEST).read_bytes())
        label = json.loads((path / LABEL).read_bytes())
        return Saved.of(path.name, label, manifest, folders.size(path))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _finish(folder: Path, catalogue: Catalogue, work: Path) -> None:
    """Carry out a plan, from wherever it was left."""
    plan = _read_plan(work)
    folders.make(folder / DATA)
    for data_id in plan["add"]:
        prepared, place = work / data_id, folder / DATA / data_id
        if prepared.exists() and not place.exists():
            folders.move(prepared, place)
    for data_id in plan["remove"]:
        place = folder / DATA / data_id
        if place.exists():
            folders.move(place, work / f"gone {data_id}")
    added = [described(folder / DATA / data_id) for data_id in plan["add"]]
    erasure = plan["erasure"]
    catalogue.change(
        [saved for saved in added if saved is not None],
        plan["remove"],
        Erasure(**{**erasure, "erased_on": datetime.fromisoformat(erasure["erased_on"])})
        if erasure
        else None,
    )
    for left in _entries(work):
        folders.remove(left)
    if erasure:
        catalogue.scrub()
    (work / PLAN).unlink()
    folders.remove(work)


def _read_plan(work: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((work / PLAN).read_bytes())
    except ValueError as error:
        raise InputError(
            f"What was being saved when Attune last stopped can't be finished: {work / PLAN} is damaged. "
            "Move that folder away; what was saved before is not in it."
        ) from error
    return found


def _plain(change: Change) -> dict[str, Any]:
    erasure = change.erasure
    return {
        "add": [contents.id for contents, _ in change.add],
        "remove": list(change.remove),
        "erasure": erasure
        and {
            "id": erasure.id,
            "erased_on": erasure.erased_on.isoformat(),
            "data_sets": erasure.data_sets,
        },
    }


def _with_free_names(catalogue: Catalogue, strays: Sequence[Saved]) -> list[Saved]:
    taken = [saved.name for saved in catalogue.data_sets()]
    found = []
    for saved in strays:
        found.append(replace(saved, name=free_name(saved.name, taken)))
        taken.append(found[-1].name)
    return found


def _parts(folder: Path) -> list[Path]:
    """Files that were being written: of the store itself, and the names beside data sets."""
    return [*folder.glob(f"*{folders.PART}"), *folder.glob(f"{DATA}/*/*{folders.PART}")]


def _entries(folder: Path) -> list[Path]:
    """The folders in a folder, none where it isn't there."""
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
