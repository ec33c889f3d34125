"""What is known of a saved data set without opening it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A saved data set: its name, when it was saved (UTC), and what is in it.

    `id` is made from its content and `name` is the lead's. `file` is what it was read from, `rows` how
    many the file had and `used` how many of them count. `bytes` is what it takes on the disk.
    """

    id: str
    name: str
    saved_on: datetime
    file: str
    fingerprint: str
    mapping: str
    noun: Literal["family", "learner"]
    families: int
    rows: int
    used: int
    measures: tuple[str, ...]
    version: str
    bytes: int

    @classmethod
    def of(cls, data_id: str, label: dict[str, Any], manifest: dict[str, Any], size: int) -> Saved:
        """What a manifest and its label say; raises KeyError or ValueError where they lack something."""
        return cls(
            id=data_id,
            name=str(label["name"]),
            saved_on=datetime.fromisoformat(label["saved_on"]),
            file=manifest["file"],
            fingerprint=manifest["fingerprint"],
            mapping=manifest["mapping_fingerprint"],
            noun=manifest["mapping"]["noun"],
            families=manifest["families"],
            rows=manifest["ledger"]["rows"],
            used=manifest["rows_used"],
            measures=tuple(dict.fromkeys(entry["short"] for entry in manifest["measures"])),
            version=manifest["version"],
            bytes=size,
        )


def now() -> str:
    """This moment as text, in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """A name that nobody has, with a number where somebody has it.

    >>> free_name("Spring", ["spring", "Spring (2)"])
    'Spring (3)'
    """
    folded = {name.casefold() for name in taken}
    name, number = wanted, 1
    while name.casefold() in folded:
        number += 1
        name = f"{wanted} ({number})"
    return name
