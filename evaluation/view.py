"""The view: the choices under which findings are made, kept in a link or a file.

A view plus the data's fingerprint plus the version gives the same numbers again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal

from evaluation.errors import InputError

Pairing = Literal["auto", "occasions", "first_last", "national"]
Improved = Literal["auto", "any_change", "reliable_change", "recovery"]
Protection = Literal["exact", "nhs", "strict"]

_CHOICES = {
    "pairing": ("auto", "occasions", "first_last", "national"),
    "improved": ("auto", "any_change", "reliable_change", "recovery"),
    "protection": ("exact", "nhs", "strict"),
}


@dataclass(frozen=True, kw_only=True)
class View:
    """Filters and choices; the defaults suit a file nobody has looked at yet.

    `filters` maps an attribute to the values to keep. `start` and `end` bound the date of the
    second score. `before` and `after` name the occasions to compare under pairing "occasions"
    (empty: chosen from the data and said so). `protection` names the disclosure preset.

    >>> View(filters={"site": ("Oxford",)}).to_dict()["filters"]
    {'site': ['Oxford']}
    """

    pairing: Pairing = "auto"
    before: str = ""
    after: str = ""
    improved: Improved = "auto"
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    confidence: float = 0.95
    protection: Protection = "exact"

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            value = getattr(self, name)
            if value not in allowed:
                raise InputError(f"The view's {name!r} is {value!r}; use one of {', '.join(allowed)}.")
        if not 0.5 <= self.confidence < 1:
            raise InputError(
                f"The view's 'confidence' is {self.confidence}; use a number from 0.5 to 0.999, such as 0.95."
            )

    def with_(self, **changes: Any) -> View:
        """The same view with some choices changed."""
        return replace(self, **changes)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, in a fixed order."""
        plain = asdict(self)
        plain["filters"] = {name: list(values) for name, values in sorted(self.filters.items()) if values}
        plain["measures"] = list(self.measures)
        for name in ("start", "end"):
            plain[name] = plain[name].isoformat() if plain[name] else None
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> View:
        """Read a view from JSON; raises InputError naming the entry that can't be used.

        >>> View.from_dict({"pairing": "first_last"}).pairing
        'first_last'
        """
        if not isinstance(plain, dict):
            raise InputError('The view must be a JSON object such as {"pairing": "first_last"}.')
        known = {entry.name for entry in fields(cls)}
        unknown = sorted(set(plain) - known)
        if unknown:
            raise InputError(
                f"The view has an entry {unknown[0]!r} that is not known; use {', '.join(sorted(known))}."
            )
        values: dict[str, Any] = dict(plain)
        values["filters"] = _filters(values.get("filters") or {})
        measures = values.get("measures") or ()
        if not isinstance(measures, (list, tuple)):
            raise InputError("The view's 'measures' must be a list of questionnaires such as [\"phq9\"].")
        values["measures"] = tuple(str(name) for name in measures)
        for name in ("before", "after"):
            values[name] = values.get(name) or ""
            if not isinstance(values[name], str):
                raise InputError(f'The view\'s {name!r} must be the name of a stage such as "baseline".')
        values["start"], values["end"] = _period(values.get("start"), values.get("end"))
        try:
            values["confidence"] = float(values.get("confidence", 0.95))
        except (TypeError, ValueError) as error:
            raise InputError("The view's 'confidence' must be a number such as 0.95.") from error
        return cls(**values)


def _filters(plain: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(plain, dict):
        raise InputError("The view's 'filters' must map a column to the values to keep.")
    return {
        str(name): tuple(str(v) for v in (chosen if isinstance(chosen, (list, tuple)) else [chosen]))
        for name, chosen in plain.items()
    }


def _period(start: object, end: object) -> tuple[date | None, date | None]:
    found: list[date | None] = []
    for name, value in (("start", start), ("end", end)):
        try:
            found.append(date.fromisoformat(str(value)) if value else None)
        except ValueError as error:
            raise InputError(f"The view's {name!r} must be a date such as 2026-03-31.") from error
    first, last = found
    if first and last and first > last:
        raise InputError("The view's period starts after it ends: check its 'start' and 'end'.")
    return first, last
