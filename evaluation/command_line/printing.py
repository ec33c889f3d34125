"""What verbs print, and how it is written to a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evaluation.errors import InputError


def give_json(value: Any, path: str) -> None:
    """JSON to a file, or to the screen where the path is `-`; raises InputError where it can't be written."""
    if path == "-":
        print_json(value)
        return
    try:
        Path(path).write_text(_as_json(value), encoding="utf-8")
    except OSError as error:
        raise InputError(f"The findings can't be written to '{path}': {error.strerror}.") from error


def print_json(value: Any) -> None:
    """JSON on the screen."""
    print(_as_json(value), end="")


def write(content: bytes, path: str, what: str) -> None:
    """A file's bytes; raises InputError where it can't be written."""
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise InputError(f"The {what} can't be written to '{path}': {error.strerror}.") from error


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
