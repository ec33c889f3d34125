"""The shelf: what is put there is there whole, and nothing spoilt breaks its list."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date

import pytest

from evaluation.errors import InputError
from evaluation.packs.shelf import OnShelf, Shelf


def test_a_pack_is_put_listed_opened_and_withdrawn(pack, tmp_path):
    shelf = Shelf(tmp_path / "packs")
    assert shelf.list() == ()
    assert shelf.put(pack) == OnShelf.of(pack)
    assert [entry.title for entry in shelf.list()] == ["Spring"]
    assert shelf.open(pack.id).cuts == pack.cuts
    shelf.withdraw(pack.id)
    assert shelf.list() == ()
    with pytest.raises(InputError, match="withdrawn"):
        shelf.open(pack.id)


def test_the_latest_comes_first(pack, tmp_path):
    shelf = Shelf(tmp_path)
    for number, month in enumerate((3, 5, 4)):
        shelf.put(replace(pack, id=f"pack-numb-{number}", title=str(month), made_on=date(2026, month, 1)))
    assert [entry.title for entry in shelf.list()] == ["5", "4", "3"]


def test_a_spoilt_file_is_listed_as_one_that_can_not_be_opened(pack, tmp_path):
    shelf = Shelf(tmp_path)
    shelf.put(pack)
    (tmp_path / "spoilt-pack.pack.json").write_bytes(b"{")
    found = {entry.id: entry.problem for entry in shelf.list()}
    assert found[pack.id] == ""
    assert "no evidence pack" in found["spoilt-pack"]


def test_a_write_that_is_cut_short_leaves_what_was_there(pack, tmp_path, monkeypatch):
    shelf = Shelf(tmp_path)
    shelf.put(pack)

    def fails(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(InputError, match="No space left"):
        shelf.put(replace(pack, title="Summer"))
    monkeypatch.undo()
    assert [entry.title for entry in shelf.list()] == ["Spring"]
    assert [path.name for path in tmp_path.iterdir()] == [f"{pack.id}.pack.json"]


@pytest.mark.parametrize("name", ["../secret", "a/b", "", "..", "x" * 200, "näme-of-it"])
def test_an_id_never_leads_out_of_the_folder(name, tmp_path):
    with pytest.raises(InputError, match="no such evidence pack"):
        Shelf(tmp_path).open(name)
