"""The shelf of published packs: each is read once for everybody who looks at it."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from evaluation.packs.shelf import Shelf

if TYPE_CHECKING:
    from evaluation.packs.pack import Pack
    from evaluation.packs.shelf import OnShelf

_PARSED = 32  # packs that this process keeps in memory
_READING = Lock()  # twenty who open a link at once read its file once


def shelf() -> Shelf:
    """The shelf in the folder that ATTUNE_STORE names, or in the home folder's `.attune`."""
    return _shelf_in(Path(os.environ.get("ATTUNE_STORE") or Path.home() / ".attune"))


def on_shelf() -> tuple[OnShelf, ...]:
    """What is published and can be opened, the latest first."""
    return tuple(entry for entry in shelf().list() if not entry.problem)


def opened(pack_id: str) -> Pack:
    """A pack by its id; raises InputError where nothing of that id is published, or it can't be read."""
    state = shelf().state(pack_id)
    with _READING:
        return _read(shelf().folder, pack_id, state)


@cache
def _shelf_in(folder: Path) -> Shelf:
    return Shelf(folder / "packs")


@lru_cache(maxsize=_PARSED)
def _read(folder: Path, pack_id: str, state: tuple[int, int]) -> Pack:  # noqa: ARG001 a changed file is read again
    return Shelf(folder).open(pack_id)
