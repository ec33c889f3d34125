"""The store: one folder with everything that a lead saves. Nothing is in it, nor made, before that."""

from __future__ import annotations

import re
import secrets
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.brand import Brand
from evaluation.courses.mapping import TrainingMapping
from evaluation.errors import InputError
from evaluation.names import checked_name
from evaluation.store import folders, journal, keys
from evaluation.store.catalogue import Catalogue
from evaluation.store.contents import Contents, contents_of, dataset_of
from evaluation.store.erased import Erased, erase
from evaluation.store.journal import DATA, Change
from evaluation.store.kept import (
    Drawer,
    KeptPlan,
    KeptView,
    brand_from_text,
    brand_to_text,
    mapping_from_text,
    mapping_to_text,
    measure_from_text,
    measure_to_text,
    plan_from_text,
    plan_to_text,
    view_from_text,
    view_to_text,
)
from evaluation.store.layout import (
    check_format,
    default_catalogue,
    default_folder,
    note_format,
    told,
)
from evaluation.store.saved import Saved, free_name, now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.dataset import Dataset
    from evaluation.importing.mapping import Mapping
    from evaluation.measures.definition import Measure
    from evaluation.packs.shelf import Shelf
    from evaluation.store.catalogue import Erasure

_ID = re.compile(r"[0-9a-f]{24}")
_BRAND = "brand"


class Store:
    """Everything that a lead has saved, in one folder.

    Several programs may use one folder at once: they wait for each other while they write.
    """

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder, self._catalogue = folder, catalogue
        place = (catalogue, self._writing)
        self.mappings: Drawer[Mapping] = Drawer(*place, "mapping", mapping_to_text, mapping_from_text)
        self.training_mappings: Drawer[TrainingMapping] = Drawer(
            *place, "training mapping", TrainingMapping.to_json, TrainingMapping.from_json
        )
        self.measures: Drawer[Measure] = Drawer(*place, "measure", measure_to_text, measure_from_text)
        self.views: Drawer[KeptView] = Drawer(*place, "view", view_to_text, view_from_text)
        self.plans: Drawer[KeptPlan] = Drawer(*place, "plan", plan_to_text, plan_from_text)
        self._brands: Drawer[Brand] = Drawer(*place, _BRAND, brand_to_text, brand_from_text)

    @classmethod
    def at(cls, folder: Path | str | None = None, *, catalogue: str | None = None) -> Store:
        """The store of a folder (by default what ATTUNE_STORE names, or ~/.attune), which need not exist.

        `catalogue` is the address of a database for the catalogue (by default ATTUNE_CATALOGUE, or a file
        in the folder). What a crash left there is put in order. Raises InputError where the folder is a
        newer version's.
        """
        place = Path(folder).expanduser() if folder is not None else default_folder()
        address = default_catalogue() if catalogue is None else catalogue
        store = cls(place, Catalogue(place, address))
        check_format(place)
        store._put_in_order()
        return store

    @property
    def exists(self) -> bool:
        """Whether anything was ever saved here."""
        return self.folder.is_dir()

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return folders.size(self.folder) if self.exists else 0

    @property
    def marks_key(self) -> bytes:
        """The key that marks families in new data, so that they can be compared; empty before any save."""
        return next(iter(keys.keys(self.folder)), b"")

    @property
    def shelf(self) -> Shelf:
        """The published packs."""
        from evaluation.packs.shelf import Shelf  # noqa: PLC0415 only where packs are asked for

        return Shelf(self.folder / "packs")

    @property
    def erasures(self) -> tuple[Erasure, ...]:
        """When families were erased, newest first, and not who."""
        return self._catalogue.erasures()

    def list(self) -> tuple[Saved, ...]:
        """The saved data sets, newest first; those that lie in this folder."""
        return tuple(saved for saved in self._catalogue.data_sets() if self._folder(saved.id).is_dir())

    @property
    def damaged(self) -> tuple[str, ...]:
        """Folders among the data sets that are none, or whose description can't be read."""
        data = self.folder / DATA
        here = sorted(path for path in data.iterdir() if path.is_dir()) if data.is_dir() else []
        return tuple(path.name for path in here if journal.described(path) is None)

    def find(self, name: str) -> Saved:
        """The data set of that name or id; raises InputError where there is none."""
        every = self.list()
        for saved in every:
            if name == saved.id or name.casefold() == saved.name.casefold():
                return saved
        listed = ", ".join(f"“{saved.name}”" for saved in every[:5]) or "nothing yet"
        raise InputError(f"No data are saved under the name “{name}”. Saved are: {listed}.")

    def saved_as(self, data: Dataset) -> Saved | None:
        """What a data set is saved as; None where it is not saved as it is now."""
        data_id = contents_of(data).id
        return next((saved for saved in self.list() if saved.id == data_id), None)

    def save(self, data: Dataset, name: str = "") -> Saved:
        """Save a data set under a name (by default its file's); one that is saved already stays as it is.

        A name that is taken gets a number. Raises InputError where the name or the folder can't be used;
        what was saved before is then as it was.
        """
        contents = contents_of(data)
        wanted = checked_name(name or data.name)
        with self._writing():
            keys.keep(self.folder, data.responses.episodes.marks.key)
            if not self._folder(contents.id).is_dir():
                taken = [saved.name for saved in self._catalogue.data_sets()]
                label = {"name": free_name(wanted, taken), "saved_on": now()}
                journal.make(self.folder, self._catalogue, Change(add=[(contents, label)]))
        return self.find(contents.id)

    def open(self, name: str) -> Dataset:
        """Open a saved data set by its name or id; scores are worked out as questionnaires are defined now.

        Where definitions have changed since, its `redefined` says so. Raises InputError where it is not
        there, damaged, or of a newer version.
        """
        saved = self.find(name)
        data, changed = dataset_of(self.contents(saved), lambda key: keys.key_named(self.folder, key))
        data.redefined = changed
        return data

    def contents(self, saved: Saved) -> Contents:
        """The files of a saved data set; raises InputError where they are not what was saved."""
        try:
            contents = Contents(folders.read_all(self._folder(saved.id)))
            same = contents.id == saved.id
        except FileNotFoundError as error:
            raise InputError(f"“{saved.name}” is no longer saved: somebody has deleted it.") from error
        except KeyError as error:
            raise InputError(f"“{saved.name}” can't be opened: its manifest is missing.") from error
        except OSError as error:
            raise InputError(f"“{saved.name}” can't be read: {error.strerror or error}.") from error
        if not same:
            raise InputError(f"“{saved.name}” can't be opened: its manifest is damaged.")
        return contents

    def rename(self, name: str, to: str) -> Saved:
        """Give a data set another name; raises InputError where that is taken or can't be used."""
        wanted = checked_name(to)
        with self._writing():
            saved = self.find(name)
            others = [other.name.casefold() for other in self._catalogue.data_sets() if other.id != saved.id]
            if wanted.casefold() in others:
                raise InputError(f"Other data are saved as “{wanted}”: choose another name.")
            self._catalogue.rename(saved.id, wanted)
            journal.relabel(self._folder(saved.id), wanted, saved.saved_on)
        return self.find(saved.id)

    def delete(self, name: str) -> Saved:
        """Delete a saved data set for good; returns what it was. Raises InputError where there is none."""
        with self._writing():
            saved = self.find(name)
            journal.make(self.folder, self._catalogue, Change(remove=[saved.id]))
        return saved

    def erase(self, family_id: str, *, id_key: str = "") -> Erased:
        """Erase one family from every saved data set; the result says in words what was done.

        `id_key` is the key with which codes were made where these stand for ids. Each data set that has
        the family is written anew without it and the one before deleted; that it happened is noted, and
        not who it was. Published packs hold no rows and stay. Raises InputError where a data set can't be
        opened, before anything is changed.
        """
        if not self.exists:
            return self.would_erase(family_id, id_key=id_key)
        with self._writing():
            found = self.would_erase(family_id, id_key=id_key)
            if found.found:
                journal.make(self.folder, self._catalogue, found.change(secrets.token_hex(8)))
        return replace(found, done=True)

    def would_erase(self, family_id: str, *, id_key: str = "") -> Erased:
        """What `erase` would do, without doing it; raises InputError as it does."""
        if not family_id.strip():
            raise InputError("Type the id of the family as it stands in the file.")
        saved = {one: self.contents(one) for one in self.list()}
        packs = tuple(pack.title for pack in self.shelf.list() if pack.title)
        return replace(erase(family_id, id_key, keys.keys(self.folder), saved), packs=packs)

    @property
    def brand(self) -> Brand:
        """The organisation's name, logo, colours and font; empty where none was saved."""
        return next((named.thing for named in self._brands.list()), Brand())

    def keep_brand(self, brand: Brand) -> None:
        """Keep a brand, in place of the one before."""
        self._brands.keep(_BRAND, brand)

    def _folder(self, data_id: str) -> Path:
        """The folder of a data set; raises InputError where that is no id of one."""
        if not _ID.fullmatch(data_id):
            raise InputError(f"{data_id!r} is not the id of a saved data set.")
        return self.folder / DATA / data_id

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Write alone, after what a crash left has been put in order."""
        with told(self.folder, "Nothing was saved or changed"):
            folders.make(self.folder)
            with journal.alone(self.folder):
                check_format(self.folder)
                note_format(self.folder)
                journal.recover(self.folder, self._catalogue)
                yield

    def _put_in_order(self) -> None:
        """Put in order what a crash left, unless somebody is writing: then there is nothing to wait for."""
        if not self.exists or not journal.unsettled(self.folder, self._catalogue):
            return
        with told(self.folder, "What was left of an unfinished save can't be put in order"):
            journal.recover_if_alone(self.folder, self._catalogue)
