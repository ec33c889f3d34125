"""Files that outlive a crash: written beside, forced to the disk, and renamed into place."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PART = ".part"  # ends the name of a file that is being written
_OWNER_ONLY, _OWNER_ENTERS = 0o600, 0o700  # what is kept here is for whoever keeps it


def make(folder: Path) -> None:
    """Make a folder for its owner alone, and those above it, unless they are there."""
    folder.mkdir(mode=_OWNER_ENTERS, parents=True, exist_ok=True)


def write(path: Path, content: bytes) -> None:
    """Write a file so that after a crash it holds all of the old content or all of the new."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}{PART}")
    try:
        _write(beside, content)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    settle(path.parent)


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a new folder, all of them on the disk when this returns."""
    make(folder)
    for name, content in files.items():
        _write(folder / name, content)
    settle(folder)
    settle(folder.parent)


def read_all(folder: Path) -> dict[str, bytes]:
    """The content of each file of a folder by its name; raises FileNotFoundError where there is none."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def move(folder: Path, to: Path) -> None:
    """Rename a folder, for good when this returns."""
    folder.rename(to)
    settle(to.parent)
    settle(folder.parent)


def remove(folder: Path) -> None:
    """Remove a folder and all that is in it."""
    shutil.rmtree(folder)
    settle(folder.parent)


def size(folder: Path) -> int:
    """How many bytes the files below a folder have."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def settle(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can (Windows does so by itself)."""
    if os.name == "nt":
        return
    with _opened(folder, os.O_RDONLY) as handle:
        os.fsync(handle)


def _write(path: Path, content: bytes) -> None:
    with _opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)) as handle:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)


@contextmanager
def _opened(path: Path, how: int) -> Iterator[int]:
    handle = os.open(path, how, _OWNER_ONLY)
    try:
        yield handle
    finally:
        os.close(handle)
