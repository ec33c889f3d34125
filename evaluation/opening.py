"""Opening files: from bytes or paths to a data set, under whatever a person has settled about reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypedDict, Unpack

from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.importing.correcting import corrected
from evaluation.importing.gathering import sheet_for, together
from evaluation.importing.headers import headers_of, shown
from evaluation.importing.privacy.notes import privacy_notes
from evaluation.importing.privacy.pseudonyms import read_key, with_coded_ids
from evaluation.importing.reading import read_workbook
from evaluation.importing.recognising import recognise
from evaluation.measures import registry
from evaluation.measures.own import check_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.importing.corrections import Corrections
    from evaluation.importing.mapping import Mapping
    from evaluation.importing.sheets import Workbook
    from evaluation.measures.definition import Measure

File: TypeAlias = bytes | Path | str
Source: TypeAlias = "File | Sequence[File]"  # several files are read as one workbook
SAVED = "saved:"  # before the name of what is saved, in place of a file


class How(TypedDict, total=False):
    """What every verb may be told about reading a file.

    `name` is used in messages: one for each file, where several are given. `mapping` says what each
    column holds, and without it that is recognised; `measures` are questionnaires of one's own.
    `corrections` are laid over the file before anything is recognised. With `id_key`, a text of 16
    characters or more, codes made with it stand for the ids. `marks_key` marks families so that they can
    be compared with those of a store whose key it is. `password` opens a protected workbook and is not
    kept.
    """

    name: str | Sequence[str] | None
    mapping: Mapping | None
    measures: Iterable[Measure]
    corrections: Corrections | None
    id_key: str
    marks_key: bytes
    password: str


def open_workbook(source: Source, how: How) -> Workbook:
    r"""The workbook of a file, or the one that several files make together, with corrections laid over it.

    Raises InputError with one sentence where one can't be read.

    >>> files = [b"id,PHQ-9\nA,12\n", b"id,PHQ-9\nA,5\n"]
    >>> [sheet.name for sheet in open_workbook(files, {"name": ["pre.csv", "post.csv"]}).sheets]
    ['pre', 'post']
    """
    if is_saved(source):
        raise InputError(
            "Of saved data the file is not kept, so it can't be read again: evaluate them, or give the file."
        )
    files = _each(source)
    name = how.get("name")
    names: list[str | None] = [name] if name is None or isinstance(name, str) else list(name)
    if len(names) != len(files):
        names = [None for _ in files]
    password = how.get("password", "")
    workbook = together([_read(file, called, password) for file, called in zip(files, names, strict=True)])
    corrections = how.get("corrections")
    return corrected(workbook, corrections) if corrections else workbook


def _read(file: File, name: str | None, password: str) -> Workbook:
    from evaluation.exchange.files import is_counts  # noqa: PLC0415 asked of what is no spreadsheet alone

    try:
        return read_workbook(file, name, password)
    except InputError as error:
        if is_counts(file if isinstance(file, bytes) else _start(Path(file))):
            called = name or ("This" if isinstance(file, bytes) else Path(file).name)
            raise InputError(
                f"{called} is a file of counts and holds no row: evaluate, report or pool it by itself, or "
                "give the spreadsheet that it was made from."
            ) from error
        raise


def _start(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(4096)


def open_mapping(workbook: Workbook, how: How) -> tuple[Mapping, tuple[str, ...]]:
    """The mapping given, or the one recognised, and what is to be known about it.

    Raises InputError where a questionnaire of one's own goes by the name of a known one.
    """
    own: list[Measure] = []
    for measure in how.get("measures", ()):
        check_new(measure, (*registry(), *own))
        own.append(measure)
    mapping = how.get("mapping")
    if mapping is None:
        found = recognise(workbook, registry().with_local(own))
        chosen, notes = found.mapping, found.notes
    else:
        chosen, notes = mapping.with_own(own), workbook.notes
    if how.get("id_key"):
        before, chosen = privacy_notes(chosen), with_coded_ids(chosen)
        notes = (*(note for note in notes if note not in before), *privacy_notes(chosen))
    unused = [measure for measure in own if measure not in chosen.own]
    return chosen, (*notes, *(f"No column was recognised as '{measure.short}'." for measure in unused))


def read_dataset(workbook: Workbook, mapping: Mapping, how: How, *, sample: bool = False) -> Dataset:
    """Read, check and score an opened workbook; raises InputError when it can't be used."""
    key = how.get("id_key", "")
    return Dataset.read(
        workbook,
        mapping,
        registry(),
        sample=sample,
        id_key=read_key(key) if key else b"",
        marks_key=how.get("marks_key", b""),
    )


def load(source: Source, *, sample: bool = False, **how: Unpack[How]) -> Dataset:
    """Read a file, or several as one, into a data set; `How` has what may be told about reading it.

    In place of a file "saved:NAME" opens what is saved under that name (`evaluation.store`), as it was read.
    Raises InputError with one sentence when it can't be used.
    """
    if is_saved(source):
        return _open_saved(source, how)
    workbook = open_workbook(source, how)
    mapping, notes = open_mapping(workbook, how)
    data = read_dataset(workbook, mapping, how, sample=sample)
    data.reading = notes
    return data


def is_saved(source: Source) -> bool:
    """Whether saved data are meant, and no file.

    >>> is_saved("saved:Spring"), is_saved(["saved:Spring"]), is_saved("spring.csv")
    (True, True, False)
    """
    return any(isinstance(file, str) and file.startswith(SAVED) for file in _each(source))


def saved_marks_key() -> bytes:
    """The key that marks families in what is saved, so that a file can be compared with it."""
    from evaluation.store import Store  # noqa: PLC0415 the database is loaded for saved data alone

    return Store.at().marks_key


def _open_saved(source: Source, how: How) -> Dataset:
    from evaluation.store import Store  # noqa: PLC0415 as above

    files = _each(source)
    if len(files) > 1:
        raise InputError("Saved data are opened alone: give one name, and no file beside it.")
    asked = {"mapping": "a mapping", "measures": "questionnaires", "corrections": "corrections"}
    asked |= {"id_key": "a key for codes", "password": "a password"}
    for entry, words in asked.items():
        if how.get(entry):
            raise InputError(f"Saved data are as they were read: leave out {words}, or give the file.")
    return Store.at().open(str(files[0]).removeprefix(SAVED))


def _each(source: Source) -> list[File]:
    return [source] if isinstance(source, (bytes, Path, str)) else list(source)


def rows_below(workbook: Workbook, mapping: Mapping) -> int:
    """How many rows there are below the header, whether or not they can be used."""
    return max(len(sheet_for(workbook, mapping).cells) - mapping.header_rows[-1], 0)


def header_texts(workbook: Workbook, mapping: Mapping) -> tuple[str, ...]:
    """The headers of a mapping's sheet as they are shown to a person."""
    found = headers_of(sheet_for(workbook, mapping), mapping.header_rows)
    return tuple(shown(group, text, i) for i, (group, text) in enumerate(found))
