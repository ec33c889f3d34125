"""Damage: what is broken says so in one sentence, and the rest opens."""

from __future__ import annotations

import errno
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from evaluation.brand import Brand
from evaluation.errors import InputError
from evaluation.store import Store, folders
from evaluation.store.contents import contents_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(store, spring, summer):
    """A store with two data sets."""
    store.save(summer, "Summer")
    store.save(spring, "Spring")
    return store


def folder_of(store, name):
    return store.folder / "data" / store.find(name).id


def again(store):
    return Store.at(store.folder, catalogue="")


@pytest.mark.parametrize(
    "name", ["episodes.parquet", "responses_000.parquet", "rows.parquet", "set_aside.parquet"]
)
@pytest.mark.parametrize("how", ["cut short", "changed", "gone", "empty"])
def test_a_damaged_file_is_named_and_the_other_data_set_opens(kept, name, how):
    path = folder_of(kept, "Spring") / name
    content = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        half = len(content) // 2
        flipped = content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :]
        path.write_bytes({"cut short": content[:-7], "changed": flipped, "empty": b""}[how])
    what = "missing" if how == "gone" else "damaged"
    with pytest.raises(InputError, match=f"^The file {name} of these saved data is {what}, so"):
        again(kept).open("Spring")
    assert len(again(kept).open("Summer").responses.episodes) == 5


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"\xff\xfe", b'{"format": 1}'])
def test_a_manifest_that_is_gone_or_garbled_is_one_sentence(kept, content):
    path = folder_of(kept, "Spring") / "manifest.json"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    store = again(kept)
    with pytest.raises(InputError, match=r"“Spring” can't be opened: its manifest is (missing|damaged)"):
        store.open("Spring")
    assert store.damaged == (store.find("Spring").id,)
    assert len(store.open("Summer").responses.episodes) == 5
    store.delete("Spring")
    assert store.damaged == ()
    assert [saved.name for saved in store.list()] == ["Summer"]


def test_a_manifest_changed_by_hand_is_not_believed(kept):
    path = folder_of(kept, "Spring") / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"wide"', b'"long"'))
    with pytest.raises(InputError, match="its manifest is damaged"):
        again(kept).open("Spring")


@pytest.mark.parametrize("content", [b"garbled" * 200, b"", b"SQLite format 3\x00" + b"x" * 4000])
def test_a_garbled_catalogue_is_one_sentence_and_once_moved_away_all_is_listed_again(kept, content):
    for more in ("-wal", "-shm"):
        (kept.folder / f"catalogue.db{more}").unlink(missing_ok=True)
    (kept.folder / "catalogue.db").write_bytes(content)
    if content:
        with pytest.raises(
            InputError, match=r"^The catalogue of saved data .* can't be used: .*Move that file away"
        ):
            again(kept).list()
        (kept.folder / "catalogue.db").unlink()
    store = again(kept)
    assert [saved.name for saved in store.list()] == ["Spring", "Summer"]
    assert len(store.open("Spring").responses.episodes) == 4


def test_a_data_set_whose_name_was_changed_keeps_it_when_the_catalogue_is_lost(kept):
    kept.rename("Spring", "First quarter")
    (kept.folder / "catalogue.db").unlink()
    assert {saved.name for saved in again(kept).list()} == {"First quarter", "Summer"}


def test_a_folder_copied_in_from_another_store_is_listed_where_it_is_whole(kept, tmp_path):
    other = Store.at(tmp_path / "other", catalogue="")
    source = folder_of(kept, "Spring")
    other.keep_brand(Brand(organisation="Any"))
    shutil.copytree(source, other.folder / "data" / source.name)
    (other.folder / "data" / "not one").mkdir()
    other = again(other)
    assert [saved.name for saved in other.list()] == ["Spring"]
    assert other.damaged == ("not one",)
    with pytest.raises(InputError, match="The key with which these data were marked is not in"):
        other.open("Spring")
    shutil.copy(kept.folder / "marks.json", other.folder)
    assert other.open("Spring").evidence is not None


def test_data_that_somebody_removed_by_hand_are_not_listed(kept):
    shutil.rmtree(folder_of(kept, "Spring"))
    store = again(kept)
    assert [saved.name for saved in store.list()] == ["Summer"]
    assert store.save(store.open("Summer")).name == "Summer"


@pytest.mark.parametrize("content", [b"", b"{}", b'{"keys": ["zz"]}', b"[]"])
def test_damaged_keys_are_one_sentence(kept, content):
    (kept.folder / "marks.json").write_bytes(content)
    with pytest.raises(InputError, match=r"The file of keys .*marks\.json can't be read"):
        again(kept).open("Spring")


def test_a_folder_of_a_newer_version_is_left_alone(kept, spring):
    (kept.folder / "store.json").write_text(json.dumps({"format": 2, "version": "9.9"}))
    with pytest.raises(
        InputError, match=r"is from a newer version of Attune \(9\.9; this one is .*update Attune"
    ):
        again(kept)
    with pytest.raises(InputError, match="newer version"):
        kept.save(spring, "Another")


def test_a_data_set_of_a_newer_version_says_so(spring):
    files = dict(contents_of(spring).files)
    plain = json.loads(files["manifest.json"]) | {"format": 2, "version": "9.9"}
    files["manifest.json"] = json.dumps(plain).encode()
    from evaluation.store.contents import Contents, checked

    with pytest.raises(InputError, match=r"saved by a newer version of Attune \(9\.9"):
        checked(Contents(files))


def test_a_catalogue_of_a_newer_version_is_left_alone(kept):
    from sqlalchemy import create_engine, text

    engine = create_engine(f"sqlite:///{kept.folder / 'catalogue.db'}")
    with engine.begin() as connection:
        connection.execute(text("update about set value = 2"))
    engine.dispose()
    with pytest.raises(InputError, match=r"The catalogue of saved data .* is from a newer version of Attune"):
        again(kept).list()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full: make room there"),
        (errno.EROFS, "it can only be read: choose another folder"),
        (errno.EACCES, "it is not allowed to: choose another folder"),
        (errno.EIO, "Input/output error"),
    ],
)
@pytest.mark.parametrize("after", [0, 1, 3, 6])
def test_a_disk_that_refuses_leaves_all_as_it_was(kept, spring, monkeypatch, number, said, after):
    spring.name = "new.csv"
    written: list[Path] = []

    def refusing(path, content):
        if len(written) == after:
            path.write_bytes(content[: len(content) // 2])
            raise OSError(number, os.strerror(number), str(path))
        written.append(path)
        write(path, content)

    write = folders._write
    with monkeypatch.context() as patch:
        patch.setattr(folders, "_write", refusing)
        with pytest.raises(
            InputError, match=f"^Nothing was saved or changed. Attune can't write to .*{said}"
        ):
            kept.save(spring, "New")
    store = again(kept)
    assert [saved.name for saved in store.list()] == ["Spring", "Summer"]
    assert list((store.folder / "work").iterdir()) == []
    assert not list(store.folder.rglob("*.part"))
    assert store.save(spring, "New").name == "New"


def test_a_folder_that_can_not_be_made_is_one_sentence(tmp_path, spring):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(InputError, match=r"Nothing was saved or changed\. Attune can't write to"):
        Store.at(tmp_path / "file" / "kept", catalogue="").save(spring)


def test_an_address_that_is_no_database_is_one_sentence(tmp_path):
    with pytest.raises(InputError, match="ATTUNE_CATALOGUE is not the address of a database"):
        Store.at(tmp_path, catalogue="not an address")
    with pytest.raises(InputError, match="Check the address in ATTUNE_CATALOGUE"):
        Store.at(tmp_path, catalogue="postgresql+nothing://host/attune").list()
