"""The shelf: published packs in a folder, one file each, each written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.packs.earlier import check, clashes
from evaluation.packs.files import from_bytes, to_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from evaluation.packs.earlier import Clash
    from evaluation.packs.pack import Pack

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_PACK, _UNFINISHED = ".pack.json", ".unfinished"
_A_DAY = 86_400  # seconds


@dataclass(frozen=True, kw_only=True)
class OnShelf:
    """What a shelf's list says of a pack; `problem` says why one can't be opened."""

    id: str
    title: str = ""
    organisation: str = ""
    made_on: date | None = None
    preset: str = ""
    cuts: int = 0
    sample: bool = False
    problem: str = ""

    @classmethod
    def of(cls, pack: Pack) -> OnShelf:
        """The entry of a pack."""
        return cls(
            id=pack.id,
            title=pack.title,
            organisation=pack.organisation,
            made_on=pack.made_on,
            preset=pack.preset,
            cuts=len(pack.cuts),
            sample=pack.sample,
        )


class Shelf:
    """Published packs in one folder, which is made when the first is put there.

    Each is a file of its own, written under another name, flushed to the disk and then renamed: whoever
    looks meanwhile, or after a crash, finds all of it or nothing. Several may use a folder at once.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._known: dict[tuple[str, int, int], OnShelf] = {}

    def put(self, pack: Pack, *, withdrawing: Collection[str] = ()) -> OnShelf:
        """Publish a pack, and withdraw those with the ids in `withdrawing`; one of its id is replaced.

        Raises InputError where it can't be written, or where others on the shelf must be withdrawn first
        (`clashes`).
        """
        path = self._path(pack.id)
        data = to_bytes(pack)
        check(pack, (one for one in self._packs() if one.id not in withdrawing))
        unfinished = self.folder / f"{pack.id}.{secrets.token_hex(4)}{_UNFINISHED}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            with unfinished.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            for one in withdrawing:  # before the new one is there: the two are never beside each other
                self._path(one).unlink(missing_ok=True)
            unfinished.replace(path)
            _flush(self.folder)
        except OSError as error:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise InputError(f"The pack can't be saved in '{self.folder}': {error.strerror}.") from error
        return OnShelf.of(pack)

    def clashes(self, pack: Pack) -> tuple[Clash, ...]:
        """The packs on the shelf that must be withdrawn before one is published, and why."""
        return clashes(pack, self._packs())

    def list(self) -> tuple[OnShelf, ...]:
        """Every pack, the latest first; one that can't be opened is among them and says why."""
        try:
            paths = sorted(self.folder.glob(f"*{_PACK}"))
        except OSError as error:
            raise InputError(f"The folder '{self.folder}' can't be read: {error.strerror}.") from error
        found = [entry for path in paths if (entry := self._entry(path)) is not None]
        return tuple(sorted(found, key=lambda e: (-(e.made_on or date.min).toordinal(), e.title, e.id)))

    def open(self, pack_id: str) -> Pack:
        """A pack; raises InputError where there is none of that id, or it can't be opened."""
        path = self._path(pack_id)
        try:
            pack = from_bytes(path.read_bytes())
        except FileNotFoundError as error:
            raise InputError(_NOT_HERE) from error
        except OSError as error:
            raise InputError(f"The evidence pack can't be opened: {error.strerror}.") from error
        if pack.id != pack_id:  # a file under another's name
            raise InputError(
                "This evidence pack was changed after it was published: ask for it to be published again."
            )
        return pack

    def state(self, pack_id: str) -> tuple[int, int]:
        """What changes when a pack's file does; raises InputError where there is none of that id."""
        try:
            found = self._path(pack_id).stat()
        except FileNotFoundError as error:
            raise InputError(_NOT_HERE) from error
        except OSError as error:
            raise InputError(f"The evidence pack can't be opened: {error.strerror}.") from error
        return found.st_mtime_ns, found.st_size

    def withdraw(self, pack_id: str) -> None:
        """Take a pack away for good; raises InputError where there is none of that id."""
        try:
            self._path(pack_id).unlink()
            _flush(self.folder)
        except FileNotFoundError as error:
            raise InputError(_NOT_HERE) from error
        except OSError as error:
            raise InputError(f"The evidence pack can't be withdrawn: {error.strerror}.") from error

    def _packs(self) -> Iterator[Pack]:
        """Every pack that can be opened: of others nobody sees a figure."""
        for entry in self.list():
            with contextlib.suppress(InputError):
                yield self.open(entry.id)

    def _sweep(self) -> None:
        """Takes away what a process that was stopped in the middle left behind, a day later."""
        for path in self.folder.glob(f"*{_UNFINISHED}"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _A_DAY:
                    path.unlink()

    def _path(self, pack_id: str) -> Path:
        """Where a pack lies: an id that is no id of ours names no file at all."""
        if not _ID.fullmatch(pack_id):
            raise InputError(_NOT_HERE)
        return self.folder / f"{pack_id}{_PACK}"

    def _entry(self, path: Path) -> OnShelf | None:
        """What the list says of a file, read again only when it has changed; None where it has gone."""
        try:
            state = path.stat()
            known = (path.name, state.st_mtime_ns, state.st_size)
            if known not in self._known:
                self._known[known] = self._read(path)
        except FileNotFoundError:  # withdrawn meanwhile
            return None
        found = self._known[known]
        return None if found.problem == _NOT_HERE else found

    def _read(self, path: Path) -> OnShelf:
        pack_id = path.name.removesuffix(_PACK)
        try:
            return OnShelf.of(self.open(pack_id))
        except InputError as error:
            return OnShelf(id=pack_id, problem=str(error))


_NOT_HERE = "There is no such evidence pack: the link may be mistyped, or the pack has been withdrawn."


def _flush(folder: Path) -> None:
    """Writes the folder's own list of names to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
