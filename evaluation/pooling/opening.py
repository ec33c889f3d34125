"""Opening: the counts files of several services as one network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.exchange.files import from_bytes
from evaluation.pooling.gathering import gather

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.pooling.findings import Network


def pool(files: Iterable[Path | str | bytes]) -> Network:
    """Several services' counts together: files that `count` or the dashboard has made, or their bytes.

    Raises InputError with one sentence where one can't be read, with its name, or put beside the others.
    """
    contributions = []
    for file in files:
        if isinstance(file, bytes):
            contributions.append(from_bytes(file))
            continue
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise InputError(f"The file '{file}' can't be read: {error.strerror}.") from error
        try:
            contributions.append(from_bytes(data))
        except InputError as error:
            raise InputError(f"'{Path(file).name}': {error}") from error
    return gather(contributions)
