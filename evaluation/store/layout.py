"""Where a store lies and which version of its layout a folder has."""

from __future__ import annotations

import errno
import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.store import folders
from evaluation.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER, CATALOGUE = "ATTUNE_STORE", "ATTUNE_CATALOGUE"  # the environment's names for both
FORMAT = 1  # of the folder: counted up when a version before can't use it any more
_ABOUT = "store.json"


def default_folder() -> Path:
    """The folder that the environment names, or `.attune` in the person's own folder."""
    named = os.environ.get(FOLDER, "").strip()
    return Path(named).expanduser() if named else Path.home() / ".attune"


def default_catalogue() -> str:
    """The address of a database that the environment names; "" for a file in the folder."""
    return os.environ.get(CATALOGUE, "").strip()


def check_format(folder: Path) -> None:
    """See that this version can use a folder; raises InputError where it is a newer one's, or no store."""
    path = folder / _ABOUT
    try:
        found = json.loads(path.read_bytes())
        number = int(found["format"])
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} can't be read, so it is not known which version of Attune wrote what is saved: put "
            f'a copy of it in its place, or write {{"format": {FORMAT}}} into it if this version did.'
        ) from error
    if number > FORMAT:
        raise InputError(
            f"What is saved in {folder} is from a newer version of Attune ({found.get('version', '?')}; "
            f"this one is {__version__}): update Attune to use it."
        )


def note_format(folder: Path) -> None:
    """Write down which version of the layout a folder has, unless it says so."""
    if not (folder / _ABOUT).exists():
        folders.write(folder / _ABOUT, json.dumps({"format": FORMAT, "version": __version__}).encode())


@contextmanager
def told(folder: Path, doing: str) -> Iterator[None]:
    """Turn what the disk refuses into one sentence; `doing` is what was wanted: "Nothing was saved"."""
    try:
        yield
    except OSError as error:
        why = {
            errno.ENOSPC: "the disk is full: make room there",
            errno.EDQUOT: "the disk is full: make room there",
            errno.EROFS: "it can only be read: choose another folder with ATTUNE_STORE",
            errno.EACCES: "it is not allowed to: choose another folder with ATTUNE_STORE",
            errno.EPERM: "it is not allowed to: choose another folder with ATTUNE_STORE",
        }.get(error.errno or 0, f"{error.strerror or error}: choose another folder with ATTUNE_STORE")
        raise InputError(f"{doing}. Attune can't write to {folder}, because {why}.") from error
