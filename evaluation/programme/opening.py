"""Opening a training programme's files, from bytes or paths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.importing import read_workbook
from evaluation.importing.privacy.pseudonyms import read_key
from evaluation.programme.programme import Programme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.mapping import TrainingMapping


def load_programme(
    files: Sequence[Path | str | bytes] | Path | str | bytes,
    *,
    names: Sequence[str | None] = (),
    mapping: TrainingMapping | None = None,
    id_key: str = "",
    password: str = "",
    sample: bool = False,
) -> Programme:
    r"""Read bookings, attendance lists, questionnaires and other files of a programme together.

    `names` are used in messages, one a file given as bytes. With `id_key`, a text of 16 characters or more,
    the codes that stand for e-mail addresses are the same next time.
    Raises InputError with one sentence where a file can't be read or there is none.

    >>> csv = b"Learner ID,Course,Date,Attended\nL1,Attachment,2026-01-14,Yes\nL2,Attachment,2026-01-14,Yes\n"
    >>> load_programme(csv, names=["bookings.csv"]).courses
    ('Attachment',)
    """
    every = [files] if isinstance(files, (bytes, Path, str)) else list(files)
    if not every:
        raise InputError("Give at least one file of a training programme.")
    called = list(names) if len(names) == len(every) else [None for _ in every]
    workbooks = [read_workbook(file, name, password) for file, name in zip(every, called, strict=True)]
    return Programme.read(workbooks, mapping, key=read_key(id_key) if id_key else b"", sample=sample)
