"""A data set as it is kept: what is left after the door, in Parquet files and one manifest.

Scores are not kept: they are worked out again when the data set is opened. Ids never got here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pyarrow import ArrowException  # type: ignore[import-untyped]

from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.importing.blocks import Block
from evaluation.importing.episodes import Episodes
from evaluation.importing.mapping import Mapping
from evaluation.importing.marks import Marks
from evaluation.importing.places import Places
from evaluation.importing.responses import Responses, Whose
from evaluation.measures import editions
from evaluation.store import definitions
from evaluation.store.columns import from_parquet, to_parquet
from evaluation.store.found import ledger_of, plain_problem, problem_of, set_aside_columns
from evaluation.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.measures.definition import Measure
    from evaluation.store.columns import Columns

FORMAT = 1  # of a data set's folder: counted up when an entry changes its meaning
MANIFEST = "manifest.json"
_DATES = ("first_contact", "second_contact", "start", "end")


@dataclass(frozen=True, eq=False)
class Contents:
    """The files of a data set by name, the manifest among them, which has the others' SHA-256."""

    files: dict[str, bytes]

    @property
    def id(self) -> str:
        """Names the data set by what is in it: the beginning of the SHA-256 of its manifest."""
        return hashlib.sha256(self.files[MANIFEST]).hexdigest()[:24]

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest as plain values."""
        found: dict[str, Any] = json.loads(self.files[MANIFEST])
        return found


def contents_of(data: Dataset) -> Contents:
    """A data set as files."""
    responses = data.responses
    episodes, marks = responses.episodes, responses.episodes.marks
    every = (*responses.blocks, *responses.not_used)
    measures = list({id(block.measure): block.measure for block in every}.values())
    saved = [definitions.as_saved(measure) for measure in measures]
    place = {id(measure): at for at, measure in enumerate(measures)}
    files = {
        "episodes.parquet": to_parquet(
            {
                "subject": episodes.subject,
                "subject_mark": marks.subject,
                "episode_mark": marks.episode,
                "row": marks.row,
                **{name: getattr(episodes, name) for name in _DATES},
                **{
                    f"attribute_{i}": episodes.attributes.iloc[:, i].to_numpy(dtype=object)
                    for i in range(episodes.attributes.shape[1])
                },
            }
        ),
        "rows.parquet": to_parquet(
            {
                "row": responses.whose.row,
                "episode": responses.whose.episode,
                "subject_mark": responses.whose.subject,
            }
        ),
        "set_aside.parquet": to_parquet(set_aside_columns(responses.ledger)),
        **{f"responses_{i:03}.parquet": to_parquet(_columns(block)) for i, block in enumerate(every)},
    }
    ledger = responses.ledger
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "file": data.name,
        "fingerprint": data.fingerprint,
        "sample": data.sample,
        "reading": list(data.reading),
        "mapping": data.mapping.to_dict(),
        "mapping_fingerprint": data.mapping_fingerprint,
        "definitions": editions.digest(saved),
        "measures": saved,
        "used": len(responses.blocks),
        "blocks": [_entry(block, place[id(block.measure)]) for block in every],
        "attributes": [str(name) for name in episodes.attributes.columns],
        "sheets": list(responses.places.sheets),
        "ledger": {"sheet": ledger.sheet, "rows": ledger.rows},
        "problems": [plain_problem(problem) for problem in responses.problems],
        "notes": list(responses.notes),
        "long": responses.long,
        "columns": [asdict(column) for column in responses.columns],
        "repeats": [list(rows) for rows in responses.repeats],
        "marks_key": name_of_key(marks.key),
        "rows_used": data.ledger.used,
        "families": len(np.unique(episodes.subject)),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    files[MANIFEST] = json.dumps(manifest, indent=1).encode()
    return Contents(files)


def name_of_key(key: bytes) -> str:
    """What a key of marks is called: a few digits of its hash, from which nobody gets the key."""
    return hashlib.sha256(key).hexdigest()[:12]


def dataset_of(
    contents: Contents, key: Callable[[str], bytes], *, as_saved: bool = False
) -> tuple[Dataset, tuple[str, ...]]:
    """The data set that files hold, scored as questionnaires are defined today, and what differs in that.

    With `as_saved` they are scored as they were defined then. `key` gives the key of marks of a name.
    Raises InputError where a file is missing, damaged or of a newer version of Attune.
    """
    plain = checked(contents)
    marks_key = key(plain["marks_key"])
    try:
        defined = [
            (definitions.as_it_was(entry), "") if as_saved else definitions.as_now(entry)
            for entry in plain["measures"]
        ]
        responses = _responses(contents, plain, [measure for measure, _ in defined], marks_key)
        mapping = Mapping.from_dict(plain["mapping"])
    except (KeyError, TypeError, ValueError, IndexError, OSError, ArrowException) as error:
        raise InputError(
            "A file of these saved data is not as Attune writes it, so they can't be opened."
        ) from error
    data = Dataset.of(plain["file"], plain["fingerprint"], mapping, responses, sample=plain["sample"])
    data.reading = tuple(plain["reading"])
    return data, tuple(note for _, note in defined if note)


def checked(contents: Contents) -> dict[str, Any]:
    """The manifest of files that are all there and as they were written; raises InputError."""
    try:
        plain = contents.manifest
        newer = plain["format"] > FORMAT
        sums = dict(plain["files"])
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("The manifest of these saved data is damaged, so they can't be opened.") from error
    if newer:
        raise InputError(
            f"These data were saved by a newer version of Attune ({plain.get('version')}; this one is "
            f"{__version__}): update Attune to open them."
        )
    for name, digest in sums.items():
        if hashlib.sha256(contents.files.get(name, b"")).hexdigest() != digest:
            what = "damaged" if name in contents.files else "missing"
            raise InputError(f"The file {name} of these saved data is {what}, so they can't be opened.")
    return plain


def _columns(block: Block) -> Columns:
    items = block.items if block.items is not None else np.empty((len(block.row), 0))
    return {
        "row": block.row,
        "episode": block.episode,
        "occasion": block.occasion,
        "date": block.date,
        "rater": block.rater,
        **{f"item_{i + 1}": np.ascontiguousarray(items[:, i]) for i in range(items.shape[1])},
        **{f"total_{i + 1}": scores for i, (_, _, scores) in enumerate(block.totals)},
    }


def _entry(block: Block, measure: int) -> dict[str, Any]:
    return {
        "measure": measure,
        "items": None if block.items is None else block.items.shape[1],
        "totals": [[scale, entered] for scale, entered, _ in block.totals],
        "stored": block.stored,
        "dated_by": block.dated_by,
        "typed_in": list(block.typed_in),
    }


def _block(plain: dict[str, Any], columns: Columns, measures: list[Measure]) -> Block:
    items = None
    if plain["items"] is not None:
        answers = [columns[f"item_{i + 1}"] for i in range(plain["items"])]
        items = np.column_stack(answers) if answers else np.empty((len(columns["row"]), 0))
    return Block(
        measures[plain["measure"]],
        columns["row"],
        columns["episode"],
        columns["occasion"],
        columns["date"],
        columns["rater"],
        items,
        tuple(
            (scale, entered, columns[f"total_{i + 1}"]) for i, (scale, entered) in enumerate(plain["totals"])
        ),
        plain["stored"],
        plain["dated_by"],
        tuple(plain["typed_in"]),
    )


def _responses(
    contents: Contents, plain: dict[str, Any], measures: list[Measure], marks_key: bytes
) -> Responses:
    of = from_parquet(contents.files["episodes.parquet"])
    rows = from_parquet(contents.files["rows.parquet"])
    aside = from_parquet(contents.files["set_aside.parquet"])
    blocks = [
        _block(entry, from_parquet(contents.files[f"responses_{i:03}.parquet"]), measures)
        for i, entry in enumerate(plain["blocks"])
    ]
    attributes = {name: of[f"attribute_{i}"] for i, name in enumerate(plain["attributes"])}
    marks = Marks(of["subject_mark"], of["episode_mark"], of["row"], marks_key)
    frame = pd.DataFrame(attributes, index=range(len(of["subject"])), dtype=object)
    return Responses(
        tuple(blocks[: plain["used"]]),
        Episodes(
            of["subject"],
            frame,
            of["first_contact"],
            of["second_contact"],
            of["start"],
            of["end"],
            marks,
        ),
        ledger_of(plain["ledger"]["sheet"], plain["ledger"]["rows"], aside),
        Places(tuple(plain["sheets"])),
        tuple(map(problem_of, plain["problems"])),
        tuple(plain["notes"]),
        plain["long"],
        tuple(blocks[plain["used"] :]),
        Mapping.from_dict({**plain["mapping"], "columns": plain["columns"]}).columns,
        tuple(tuple(rows_alike) for rows_alike in plain["repeats"]),
        Whose(rows["row"], rows["episode"], rows["subject_mark"]),
    )
