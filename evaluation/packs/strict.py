"""JSON read strictly: nothing is there twice, and no number is none."""

from __future__ import annotations

import json
from typing import Any


def strictly(text: str) -> Any:
    """What a JSON text holds; raises ValueError where it is none, or RecursionError where it is too deep.

    >>> strictly('{"n": 1, "n": 2}')
    Traceback (most recent call last):
    ...
    ValueError: an entry is there twice
    """
    return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refused)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an entry is there twice")
    return found


def _refused(name: str) -> float:
    raise ValueError(f"{name} is no number")
