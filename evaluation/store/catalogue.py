"""The catalogue: a small database of what is saved, in SQLite or wherever a database URL points.

It holds nothing of a family: names and counts of data sets, and the mappings, questionnaires, views and
plans of reports that a lead keeps.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    URL,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from evaluation.errors import InputError
from evaluation.store.saved import Saved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

FORMAT = 1  # of the tables: counted up when one changes
FILE = "catalogue.db"
_WAIT = 30_000  # milliseconds for another program's write

_tables = MetaData()
_about = Table("about", _tables, Column("name", String(40), primary_key=True), Column("value", Integer))
_data_sets = Table(
    "data_sets",
    _tables,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("saved_on", String(40), nullable=False, index=True),
    Column("described", Text, nullable=False),  # the other entries of `Saved`, as JSON
)
_kept = Table(
    "kept",
    _tables,
    Column("kind", String(20), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("saved_on", String(40), nullable=False),
    Column("content", Text, nullable=False),
)
_erasures = Table(
    "erasures",
    _tables,
    Column("id", String(40), primary_key=True),
    Column("erased_on", String(40), nullable=False),
    Column("data_sets", Integer, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """That a family was erased: when (UTC) and from how many data sets, and not who."""

    id: str
    erased_on: datetime
    data_sets: int


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Something small that was kept by name: a mapping, questionnaire, view or plan; `content` is JSON."""

    name: str
    saved_on: datetime
    content: str


class Catalogue:
    """What is saved, as tables. Every fault of the database is an InputError in one sentence."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self._file = None if url else folder / FILE
        self._url = _url(url) if url else URL.create("sqlite", database=str(self._file))
        self._made: Engine | None = None

    @property
    def where(self) -> str:
        """Where it is, in words, without a password."""
        return self._url.render_as_string(hide_password=True) if self._file is None else str(self._file)

    def data_sets(self) -> tuple[Saved, ...]:
        """The saved data sets, newest first."""
        rows = self._rows(select(_data_sets).order_by(_data_sets.c.saved_on.desc(), _data_sets.c.name))
        return tuple(_saved(row) for row in rows)

    def change(self, add: Iterable[Saved], remove: Iterable[str], erasure: Erasure | None = None) -> None:
        """Add data sets (in place of those of their ids) and take others out, all or nothing."""
        added = list(add)
        with self._writing() as connection:
            gone = [*(one.id for one in added), *remove]
            connection.execute(delete(_data_sets).where(_data_sets.c.id.in_(gone)))
            for one in added:
                connection.execute(insert(_data_sets).values(_row(one)))
            if erasure is not None:
                connection.execute(delete(_erasures).where(_erasures.c.id == erasure.id))
                plain = asdict(erasure) | {"erased_on": erasure.erased_on.isoformat()}
                connection.execute(insert(_erasures).values(plain))

    def rename(self, data_id: str, name: str) -> None:
        """Give a data set another name."""
        with self._writing() as connection:
            connection.execute(update(_data_sets).where(_data_sets.c.id == data_id).values(name=name))

    def erasures(self) -> tuple[Erasure, ...]:
        """The erasures, newest first."""
        rows = self._rows(select(_erasures).order_by(_erasures.c.erased_on.desc()))
        return tuple(
            Erasure(
                id=row["id"],
                erased_on=datetime.fromisoformat(row["erased_on"]),
                data_sets=row["data_sets"],
            )
            for row in rows
        )

    def keep(self, kind: str, name: str, saved_on: str, content: str) -> None:
        """Keep something small, in place of what had its kind and name."""
        with self._writing() as connection:
            self._drop(connection, kind, name)
            values = {"kind": kind, "name": name, "saved_on": saved_on, "content": content}
            connection.execute(insert(_kept).values(values))

    def kept(self, kind: str) -> tuple[Kept, ...]:
        """What was kept of a kind, newest first."""
        asked = select(_kept).where(_kept.c.kind == kind).order_by(_kept.c.saved_on.desc(), _kept.c.name)
        return tuple(
            Kept(
                name=row["name"],
                saved_on=datetime.fromisoformat(row["saved_on"]),
                content=row["content"],
            )
            for row in self._rows(asked)
        )

    def drop(self, kind: str, name: str) -> None:
        """Keep something no longer."""
        with self._writing() as connection:
            self._drop(connection, kind, name)

    def scrub(self) -> None:
        """Write the database anew without what was deleted, where it is a file of ours."""
        if self._file is None:
            return
        with self._told(), self._engine().connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.execute(text("VACUUM"))
            alone.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @staticmethod
    def _drop(connection: Connection, kind: str, name: str) -> None:
        connection.execute(delete(_kept).where(_kept.c.kind == kind, _kept.c.name == name))

    def _rows(self, asked: Any) -> list[Any]:
        """The rows of a query, none where nothing was ever saved."""
        if self._file is not None and not self._file.exists():
            return []
        with self._told(), self._engine().connect() as connection:
            if not inspect(connection).has_table(_about.name):
                return []
            self._check_format(connection)
            return [row._mapping for row in connection.execute(asked)]  # noqa: SLF001 SQLAlchemy's public name

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._file is not None:
            self._file.touch(mode=0o600)  # what SQLite writes beside it is readable by the same people
        with self._told(), self._engine().begin() as connection:
            _tables.create_all(connection)
            self._check_format(connection)
            connection.execute(delete(_about))
            connection.execute(insert(_about).values(name="format", value=FORMAT))
            yield connection

    def _check_format(self, connection: Connection) -> None:
        found = connection.execute(select(_about.c.value).where(_about.c.name == "format")).scalar()
        if found is not None and found > FORMAT:
            raise InputError(
                f"The catalogue of saved data ({self.where}) is from a newer version of Attune: update "
                "Attune to use it."
            )

    def _engine(self) -> Engine:
        if self._made is None:
            # A connection for each use: pages run in threads of their own, and none is left open.
            self._made = create_engine(self._url, poolclass=NullPool)
            if self._file is not None:
                event.listen(self._made, "connect", _as_a_file)
        return self._made

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, ImportError) as error:
            first = str(getattr(error, "orig", None) or error).splitlines()[0]
            more = (
                "Move that file away and Attune lists the data sets again, whose own files it does not "
                "touch; or put a copy of it in its place."
                if self._file is not None
                else "Check the address in ATTUNE_CATALOGUE and that the database can be reached."
            )
            raise InputError(
                f"The catalogue of saved data ({self.where}) can't be used: {first}. {more}"
            ) from error


def _url(text_of_it: str) -> URL:
    try:
        return make_url(text_of_it)
    except SQLAlchemyError as error:
        raise InputError(
            "ATTUNE_CATALOGUE is not the address of a database, such as postgresql+psycopg://host/attune."
        ) from error


def _as_a_file(connection: Any, _record: Any) -> None:
    """SQLite as it must be set for several programs and for a crash."""
    cursor = connection.cursor()
    for setting in (
        f"busy_timeout = {_WAIT}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _row(saved: Saved) -> dict[str, str]:
    plain = asdict(saved)
    first = {"id": plain.pop("id"), "name": plain.pop("name"), "saved_on": plain.pop("saved_on").isoformat()}
    return first | {"described": json.dumps(plain)}


def _saved(row: Any) -> Saved:
    plain = json.loads(row["described"])
    plain["measures"] = tuple(plain["measures"])
    when = datetime.fromisoformat(row["saved_on"])
    return Saved(id=row["id"], name=row["name"], saved_on=when, **plain)
