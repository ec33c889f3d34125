"""The view: the choices under which findings are made, kept in a link or a file.

A view plus the data's fingerprint plus the version gives the same numbers again.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal, get_args

from evaluation.errors import InputError

Pairing = Literal["auto", "occasions", "first_last", "national"]
Improved = Literal[
    "auto",
    "any_change",
    "reliable_change",
    "recovery",
    "important_change",
    "percent_change",
    "band_move",
    "computed_change",
    "clinically_significant",
]
# How reliable change is computed.
Method = Literal["jt", "gln", "hll", "en", "nk", "ha"]
# Jacobson and Truax's three cut-offs: from those who use services, from those who do not, from both.
CutOffFrom = Literal["a", "b", "c"]
Protection = Literal["exact", "nhs", "strict"]
Every = Literal["auto", "month", "quarter"]

METHOD_NAMES: dict[Method, str] = {
    "jt": "Jacobson–Truax",
    "gln": "Gulliksen–Lord–Novick",
    "hll": "Hsu–Linn–Lord",
    "en": "Edwards–Nunnally",
    "nk": "Nunnally–Kotsch",
    "ha": "Hageman–Arrindell",
}
_LISTS = {"measures": 'questionnaires such as ["phq9"]', "raters": 'raters such as ["parent"]'}
_CHOICES = {
    "pairing": get_args(Pairing),
    "improved": get_args(Improved),
    "method": get_args(Method),
    "cut_off": get_args(CutOffFrom),
    "protection": get_args(Protection),
    "every": get_args(Every),
}


@dataclass(frozen=True, kw_only=True)
class View:
    """Filters and choices; the defaults suit a file nobody has looked at yet.

    `filters` maps an attribute to the values to keep. `measures` and `raters` are those whose scores
    are looked at (empty: all); they leave out scales and never a family. `start` and `end` bound the
    date of the second score. `before` and `after` name the occasions to compare under pairing "occasions"
    (empty: chosen from the data and said so). `improved` names the rule behind the headlines;
    `method` is how reliable change is computed, `cut_off` which of Jacobson and Truax's three
    stands behind "clinically_significant", and `percent` (of the first score, above 0 to 100)
    goes with "percent_change", which needs it. `protection` names the disclosure preset.

    `every` is the step in which change over time is shown ("auto": months where enough pairs fall in
    each), `rebase` the date from which its average and limits begin anew, and `target` the share (per
    cent) that ought to get better in every one. `group_by` is the attribute whose groups are compared,
    or "quarter" for those of the second score (empty: none are).

    >>> View(filters={"site": ("Oxford",)}).to_dict()["filters"]
    {'site': ['Oxford']}
    """

    pairing: Pairing = "auto"
    before: str = ""
    after: str = ""
    improved: Improved = "auto"
    method: Method = "jt"
    cut_off: CutOffFrom = "c"
    percent: float | None = None
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    raters: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    confidence: float = 0.95
    protection: Protection = "exact"
    every: Every = "auto"
    rebase: date | None = None
    target: float | None = None
    group_by: str = ""

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            value = getattr(self, name)
            if value not in allowed:
                raise InputError(f"The view's {name!r} is {value!r}; use one of {', '.join(allowed)}.")
        if self.percent is None and self.improved == "percent_change":
            raise InputError(
                "The view counts a percentage of the first score as better: give its 'percent', such as 20."
            )
        if self.percent is not None and not 0 < self.percent <= 100:
            raise InputError(
                f"The view's 'percent' is {self.percent:g}; use a number above 0 and up to 100, such as 20."
            )
        if self.target is not None and not 0 < self.target <= 100:
            raise InputError(
                f"The view's 'target' is {self.target:g}; use a percentage above 0 and up to 100, such as 60."
            )
        if not 0.5 <= self.confidence < 1:
            raise InputError(
                f"The view's 'confidence' is {self.confidence}; use a number from 0.5 to 0.999, such as 0.95."
            )

    def with_(self, **changes: Any) -> View:
        """The same view with some choices changed."""
        return replace(self, **changes)

    def looks_at(self, measure: str, rater: str) -> bool:
        """Whether it looks at the scores of a questionnaire by a kind of rater.

        >>> View(raters=("parent",)).looks_at("phq9", "practitioner")
        False
        """
        return (not self.measures or measure in self.measures) and (not self.raters or rater in self.raters)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, in a fixed order."""
        plain = asdict(self)
        plain["filters"] = {name: list(values) for name, values in sorted(self.filters.items()) if values}
        plain["measures"], plain["raters"] = list(self.measures), list(self.raters)
        for name in ("start", "end", "rebase"):
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
        for name, such_as in _LISTS.items():
            listed = values.get(name) or ()
            if not isinstance(listed, (list, tuple)):
                raise InputError(f"The view's {name!r} must be a list of {such_as}.")
            values[name] = tuple(str(entry) for entry in listed)
        for name in ("before", "after"):
            values[name] = values.get(name) or ""
            if not isinstance(values[name], str):
                raise InputError(f'The view\'s {name!r} must be the name of a stage such as "baseline".')
        values["start"], values["end"] = _period(values.get("start"), values.get("end"))
        values["confidence"] = _number("confidence", values.get("confidence", 0.95), 0.95)
        if values.get("percent") is not None:
            values["percent"] = _number("percent", values["percent"], 20)
        if values.get("target") is not None:
            values["target"] = _number("target", values["target"], 60)
        values["rebase"] = _date("rebase", values.get("rebase"))
        values["group_by"] = values.get("group_by") or ""
        if not isinstance(values["group_by"], str):
            raise InputError("The view's 'group_by' must be the name of a column such as \"Site\".")
        return cls(**values)


def _number(name: str, value: object, such_as: float) -> float:
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        try:
            return float(value)
        except ValueError:
            pass
    raise InputError(f"The view's {name!r} must be a number such as {such_as:g}.")


def _filters(plain: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(plain, dict):
        raise InputError("The view's 'filters' must map a column to the values to keep.")
    return {
        str(name): tuple(str(v) for v in (chosen if isinstance(chosen, (list, tuple)) else [chosen]))
        for name, chosen in plain.items()
    }


def _period(start: object, end: object) -> tuple[date | None, date | None]:
    first, last = _date("start", start), _date("end", end)
    if first and last and first > last:
        raise InputError("The view's period starts after it ends: check its 'start' and 'end'.")
    return first, last


def _date(name: str, value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError as error:
        raise InputError(f"The view's {name!r} must be a date such as 2026-03-31.") from error


def whole_months(start: date | None, end: date | None) -> tuple[date | None, date | None]:
    """A period widened to whole months.

    >>> from datetime import date
    >>> whole_months(date(2026, 2, 10), date(2026, 4, 1))
    (datetime.date(2026, 2, 1), datetime.date(2026, 4, 30))
    """
    return (
        start.replace(day=1) if start else None,
        end.replace(day=monthrange(end.year, end.month)[1]) if end else None,
    )
