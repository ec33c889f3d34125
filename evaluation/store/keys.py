"""The keys of the marks by which a family is found again in saved data sets without its id.

They lie in a file of their own that only its owner may read. Whoever has it and a list of ids can find
whose a row is, so it is guarded as the data are.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.store import folders
from evaluation.store.contents import name_of_key

if TYPE_CHECKING:
    from pathlib import Path

FILE = "marks.json"


def keys(folder: Path) -> tuple[bytes, ...]:
    """The keys of a store, the first of which marks new data; none before anything was saved.

    Raises InputError where their file is damaged.
    """
    try:
        return tuple(map(bytes.fromhex, json.loads((folder / FILE).read_bytes())["keys"]))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"The file of keys {folder / FILE} can't be read, and without it no family can be told from "
            "another in what is saved: put a copy of it in its place."
        ) from error


def key_named(folder: Path, name: str) -> bytes:
    """The key of that name; raises InputError where the store has it no longer."""
    for key in keys(folder):
        if name_of_key(key) == name:
            return key
    raise InputError(
        f"The key with which these data were marked is not in {folder / FILE}: put a copy of it in its place."
    )


def keep(folder: Path, key: bytes) -> None:
    """Add a key, unless the store has it; the first one kept is the store's own."""
    known = keys(folder)
    if key not in known:
        plain = {"keys": [one.hex() for one in (*known, key)]}
        folders.write(folder / FILE, json.dumps(plain).encode())
