"""Reading the files that are made for programs: JSON, and zips of CSV files or of pictures."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

from evaluation.verifying.page import PageReader
from evaluation.verifying.passages import Passage, of_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.verifying.opened import Opened


_WRITTEN = (".txt", ".md", ".htm", ".html")  # none is Attune's: somebody has put it in


def read_json(file: Opened) -> Iterator[Passage]:
    """Each value of a JSON file, by its path; what it carries about its origin is no part of it."""
    plain: Any = json.loads(file.data.decode("utf-8-sig"))
    if isinstance(plain, dict):
        plain.pop("provenance", None)
    yield from _values(plain, "")


def _values(value: Any, path: str) -> Iterator[Passage]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _values(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _values(inner, f"{path}[{place}]")
    elif value is not None:
        text = value if isinstance(value, str) else json.dumps(value)
        yield Passage(path, text, (("path", path),))


def read_csv(file: Opened) -> Iterator[Passage]:
    """The cells of each CSV file of a zip."""
    for path in sorted(file.parts):
        if path.lower().endswith(_WRITTEN):
            for line in file.parts[path].decode("utf-8", "replace").splitlines():
                if line.strip():
                    yield Passage(f"'{path}'", line)
        if path.lower().endswith(".csv"):
            rows = list(csv.reader(io.StringIO(file.parts[path].decode("utf-8-sig", "replace"), newline="")))
            yield from of_table(path, rows, f"'{path}'")


def read_pictures(file: Opened) -> Iterator[Passage]:
    """The pictures of a zip: the words of an SVG, and of each picture whether it is the same."""
    for path in sorted(file.parts):
        content = file.parts[path]
        if path.lower().endswith(".svg"):
            reader = PageReader()
            reader.feed(content.decode("utf-8", "replace"))
            reader.close()
            reader.flush()
            for passage in reader.found:
                yield Passage(f"'{path}'", passage.text)
        if path.lower().endswith((".svg", ".png")):
            digest = hashlib.sha256(content).hexdigest()[:12]
            yield Passage(f"'{path}'", digest, (("picture", path),), picture=True)
    yield from read_csv(file)
