"""Reading a report's file back into passages, whatever its kind."""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.verifying.opened import damaged
from evaluation.verifying.passages import MOST, Passage

if TYPE_CHECKING:
    from evaluation.verifying.opened import Opened

# The module that reads each kind, loaded for that kind alone, and its function.
_READERS = {
    "docx": ("word", "read"),
    "pptx": ("slides", "read"),
    "xlsx": ("workbook", "read"),
    "html": ("page", "read"),
    "pdf": ("pdf", "read"),
    "json": ("records", "read_json"),
    "csv": ("records", "read_csv"),
    "png": ("records", "read_pictures"),
    "svg": ("records", "read_pictures"),
}


def passages_of(file: Opened) -> tuple[Passage, ...]:
    """What a file says, in order; raises InputError, in one sentence, where it is damaged or too large."""
    module, name = _READERS[file.kind]
    read = getattr(import_module(f"evaluation.verifying.{module}"), name)
    try:
        found = tuple(islice(read(file), MOST + 1))
    except InputError:
        raise
    # Damage shows as any of a dozen errors of five libraries.
    except Exception as error:
        raise damaged(file.name) from error
    if len(found) > MOST:
        raise InputError(f"{file.name} has more than {MOST:,} pieces of text, which no report has.")
    return found
