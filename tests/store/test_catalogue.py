"""The catalogue's tables are no SQLite's own: they can be made, and asked, in PostgreSQL's words too."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from evaluation.store import catalogue


def test_every_table_can_be_made_in_both():
    for table in catalogue._tables.sorted_tables:
        made = [str(CreateTable(table).compile(dialect=kind.dialect())) for kind in (postgresql, sqlite)]
        assert made[0] == made[1], "nothing in it is a matter of the database"
        assert str(select(table).compile(dialect=postgresql.dialect())).startswith("SELECT")


def test_a_password_in_the_address_is_not_told(tmp_path):
    found = catalogue.Catalogue(tmp_path, "postgresql://ann:secret@host/attune")
    assert "secret" not in found.where


def test_deleted_names_leave_no_trace_in_the_file(store, spring):
    store.save(spring, "A name that nobody else has")
    store.delete("A name that nobody else has")
    store.save(spring, "Other")
    store.erase("Zq81-A")  # after which the file is written anew
    assert not any(
        b"A name that nobody else has" in path.read_bytes() for path in store.folder.glob("catalogue.db*")
    )
