"""Keys by which a link, a file or a page names a course or a comparison."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BETWEEN = re.compile(r"[^\w]+|_+")


def slug(text: str) -> str:
    """A name in lower case with dashes for what is neither letter nor digit; "unnamed" where none is left.

    >>> slug("Watch, Wait and Wonder"), slug("Café: week 2"), slug("—")
    ('watch-wait-and-wonder', 'cafe-week-2', 'unnamed')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return _BETWEEN.sub("-", letters).strip("-") or "unnamed"


def unique(named: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """A key for each row of names, empty ones left out; names that read the same get a mark of their own.

    >>> unique([("Course A", "", "end"), ("Course B", "", "end")])
    ('course-a--end', 'course-b--end')
    >>> first, second = unique([("Course A",), ("course-a",)])
    >>> first != second
    True
    """
    keys = ["--".join(slug(name) for name in names if name) for names in named]
    often = Counter(keys)
    return tuple(
        key if often[key] == 1 else f"{key}-{_mark(names)}" for key, names in zip(keys, named, strict=True)
    )


def _mark(names: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(names).encode()).hexdigest()[:8]
