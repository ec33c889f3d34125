"""Marks: what tells whether families of two files are the same, without their ids.

A mark is the beginning of HMAC-SHA-256(key, id). Without the key nobody can work one out, nor try all
ids to find whose it is; whoever has the key can, so it is kept apart, or forgotten with the run.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOBODY = 0  # the mark of a row without an id
_RUN = secrets.token_bytes(32)


@dataclass(frozen=True, eq=False)
class Marks:
    """The marks of episodes, one entry an episode: `subject` is of whose it is, `episode` of which of theirs.

    `row` is the first row of each, as `Places` numbers rows. `key` is what they were made with: marks
    made with another can't be compared.
    """

    subject: NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))
    episode: NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))
    row: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    key: bytes = field(default=b"", repr=False)


def key_of_this_run() -> bytes:
    """The key used where no other is given: new each time the program starts and written nowhere."""
    return _RUN


def hashed(texts: NDArray[np.object_], key: bytes) -> NDArray[np.uint64]:
    """The mark of each text.

    >>> made = hashed(np.array(["a1", "a2", "a1"], dtype=object), b"k" * 32)
    >>> bool(made[0] == made[2]), bool(made[0] == made[1])
    (True, False)
    """
    place, distinct = pd.factorize(texts)
    digests = b"".join(
        hmac.digest(key, str(text).encode("utf-8", "surrogatepass"), hashlib.sha256)[:8] for text in distinct
    )
    found: NDArray[np.uint64] = np.frombuffer(digests, dtype=">u8").astype(np.uint64)[place]
    return found
