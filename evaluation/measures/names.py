"""How the names of measures are compared: as letters and digits alone."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """A name without case, spaces, underscores, hyphens and other marks.

    >>> normalised("PHQ-9"), normalised(" phq_9 "), normalised("Mothers’ Object Relations")
    ('phq9', 'phq9', 'mothersobjectrelations')
    """
    return _BETWEEN.sub("", text.casefold())
