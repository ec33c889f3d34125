"""How a header is cut up: lower-case words and numbers, whatever its case and punctuation."""

from __future__ import annotations

import re
from functools import lru_cache

Tokens = tuple[str, ...]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# The first number of "6-8 weeks": the second says by when.
_SPAN = re.compile(r"(?<![\w.–-])\d+[-–](?=\d+ ?(?:days?|w(?:ee)?ks?|months?|mths?|y(?:ea)?rs?)\b)")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


@lru_cache(maxsize=65536)
def tokens(header: str) -> Tokens:
    r"""Cut a header into lower-case words and numbers.

    >>> tokens("PHQ-9\u00a0(pre)"), tokens("phq9_1_pre"), tokens("KnowledgeBefore")
    (('phq', '9', 'pre'), ('phq', '9', '1', 'pre'), ('knowledge', 'before'))
    """
    return tuple(_TOKEN.findall(_CAMEL.sub(" ", _SPAN.sub("", header)).casefold()))
