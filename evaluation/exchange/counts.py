"""Cells as plain values for JSON, columns as lists, and back: whatever no counts can be is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation.counting.cells import (
    ENDED,
    FIRST_CONTACT,
    NO_MONTH,
    SCORED,
    SECOND_CONTACT,
    Attribute,
    Cells,
    OverallCells,
    PairCells,
    ScaleCells,
)
from evaluation.counting.coding import STANDINGS
from evaluation.counting.days import NO_DAY
from evaluation.exchange.columns import (
    MOST,
    ImpossibleError,
    days_in,
    days_out,
    months_in,
    months_out,
    scores_in,
    scores_out,
    standings_in,
    standings_out,
    whole,
)
from evaluation.measures.own_files import plain_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from evaluation.measures.definition import Measure
    from evaluation.pairing import Rule

_MOST_ATTRIBUTES = 50
_LONGEST = 500  # characters of an attribute's name or value
_CONTACTS = FIRST_CONTACT | SECOND_CONTACT | ENDED
_SCORED = 2 * SCORED - 1
_BOTH = STANDINGS.index("both")
_FIRST = [STANDINGS.index(standing) for standing in ("before_only", "both_unpaired", "both")]


def to_counts(cells: Cells) -> dict[str, Any]:
    """Plain values of cells, without their rule and how long counting took."""
    measures = {scale.measure.id: scale.measure for scale in cells.scales}
    return {
        "attributes": [{"name": a.name, "values": list(a.values)} for a in cells.attributes],
        "by_month": cells.by_month,
        "people": cells.people,
        "measures": [plain_values(measure) for _, measure in sorted(measures.items())],
        "overall": _table(cells.overall) | {"scored": cells.overall.scored.tolist()},
        "scales": [_scale(scale) for scale in cells.scales],
    }


def _table(table: OverallCells | ScaleCells | PairCells) -> dict[str, Any]:
    dated = bool((table.month != NO_MONTH).any())
    found: dict[str, Any] = {
        "value": table.value.T.tolist(),
        "month": months_out(table.month) if dated else None,
        "n": table.n.tolist(),
    }
    if not isinstance(table, PairCells):
        found["contacts"] = table.contacts.tolist()
    return found


def _scale(scale: ScaleCells) -> dict[str, Any]:
    found = {
        "measure": scale.measure.id,
        "scale": scale.scale.id,
        "rater": scale.rater,
        "most_pairs": scale.most_pairs,
        "most_first": scale.most_first,
        **_table(scale),
        "standing": standings_out(scale.standing),
        "first": scores_out(scale.first),
        "after": scores_out(scale.after),
        **_days(scale),
        "pairs": None,
    }
    if scale.pairs is not None:
        found["pairs"] = {
            **_table(scale.pairs),
            "before": scores_out(scale.pairs.before),
            "after": scores_out(scale.pairs.after),
            **_days(scale.pairs),
        }
    return found


def _days(table: ScaleCells | PairCells) -> dict[str, Any]:
    return {"earliest": days_out(table.earliest), "latest": days_out(table.latest)}


def from_counts(plain: Any, rule: Rule, measures: Mapping[str, Measure]) -> Cells:
    """Cells of plain values; raises ImpossibleError, KeyError or TypeError where they are none.

    `measures` has the definition of each questionnaire by its id.
    """
    _only(plain, {"attributes", "by_month", "people", "measures", "overall", "scales"}, "counts")
    attributes = _attributes(plain["attributes"])
    if type(plain["by_month"]) is not bool:
        raise ImpossibleError("by_month: it is neither true nor false")
    sizes = [len(attribute.values) for attribute in attributes]
    overall = _only(plain["overall"], {"value", "month", "contacts", "scored", "n"}, "overall")
    n = _n(overall, "overall")
    scored = whole(overall["scored"], "overall, scored", len(n), 0, _SCORED).astype(np.uint8)
    scales = [_read_scale(entry, measures, sizes) for entry in _list(plain["scales"], "scales")]
    if len({(scale.measure.id, scale.scale.id, scale.rater) for scale in scales}) != len(scales):
        raise ImpossibleError("scales: one is there twice")
    total = int(n.sum())
    people = int(whole([plain["people"]], "people", 1, min(total, 1), total)[0])
    return Cells(
        rule=rule,
        attributes=attributes,
        overall=OverallCells(**_episodes(overall, "overall", n, sizes), scored=scored),
        scales=tuple(scales),
        people=people,
        by_month=plain["by_month"],
    )


def _attributes(plain: Any) -> tuple[Attribute, ...]:
    found = []
    for entry in _list(plain, "attributes"):
        _only(entry, {"name", "values"}, "attributes")
        name, values = entry["name"], _list(entry["values"], "attributes, values")
        for text in (name, *values):
            if type(text) is not str or not 0 < len(text) <= _LONGEST:
                raise ImpossibleError("attributes: a name or value is no text, or too long")
        if len(set(values)) != len(values):
            raise ImpossibleError(f"attributes: a value of '{name}' is there twice")
        found.append(Attribute(name=name, values=tuple(values)))
    if len({attribute.name for attribute in found}) != len(found) or len(found) > _MOST_ATTRIBUTES:
        raise ImpossibleError("attributes: one is there twice, or there are too many")
    return tuple(found)


def _read_scale(plain: Any, measures: Mapping[str, Measure], sizes: list[int]) -> ScaleCells:
    keys = {"measure", "scale", "rater", "most_pairs", "most_first", "value", "month", "contacts", "n"}
    _only(plain, keys | {"standing", "first", "after", "earliest", "latest", "pairs"}, "scales")
    measure = measures[plain["measure"]]
    scale, rater = measure.scale(plain["scale"]), plain["rater"]
    if type(rater) is not str or not 0 < len(rater) <= _LONGEST:
        raise ImpossibleError("scales, rater: it is no text, or too long")
    what, ends = scale.title, (scale.minimum, scale.maximum)
    n = _n(plain, what)
    standing = standings_in(plain["standing"], f"{what}, standing", len(n))
    first = scores_in(plain["first"], f"{what}, first", len(n), ends)
    after = scores_in(plain["after"], f"{what}, after", len(n), ends)
    earliest, latest = _read_days(plain, what, len(n))
    pairs = None if plain["pairs"] is None else _read_pairs(plain["pairs"], f"{what}, pairs", ends, sizes)
    most_pairs, most_first = (
        int(whole([plain[name]], f"{what}, {name}", 1, 0, MOST)[0]) for name in ("most_pairs", "most_first")
    )
    both = standing == _BOTH
    if (np.isnan(first) == np.isin(standing, _FIRST)).any():
        raise ImpossibleError(f"{what}: a first score is missing, or there where none can be")
    if (~np.isnan(after) & ((pairs is not None) | ~both)).any() or (
        pairs is None and np.isnan(after[both]).any()
    ):
        raise ImpossibleError(f"{what}: a second score is missing, or there where none can be")
    if pairs is not None and not n[both].sum() <= pairs.n.sum() <= most_pairs * n[both].sum():
        raise ImpossibleError(f"{what}: there are too few pairs, or too many")
    return ScaleCells(
        **_episodes(plain, what, n, sizes),
        measure=measure,
        scale=scale,
        rater=rater,
        standing=standing,
        first=first,
        after=after,
        earliest=earliest,
        latest=latest,
        pairs=pairs,
        most_pairs=most_pairs,
        most_first=most_first,
    )


def _read_pairs(plain: Any, what: str, ends: tuple[float, float], sizes: list[int]) -> PairCells:
    _only(plain, {"value", "month", "before", "after", "earliest", "latest", "n"}, what)
    n = _n(plain, what)
    before = scores_in(plain["before"], f"{what}, before", len(n), ends)
    after = scores_in(plain["after"], f"{what}, after", len(n), ends)
    if np.isnan(before).any() or np.isnan(after).any():
        raise ImpossibleError(f"{what}: a pair has one score alone")
    earliest, latest = _read_days(plain, what, len(n))
    return PairCells(
        value=_value(plain["value"], what, len(n), sizes),
        month=_months(plain["month"], what, len(n)),
        before=before,
        after=after,
        n=n,
        earliest=earliest,
        latest=latest,
    )


def _episodes(plain: dict[str, Any], what: str, n: NDArray[np.int64], sizes: list[int]) -> dict[str, Any]:
    contacts = whole(plain["contacts"], f"{what}, contacts", len(n), 0, _CONTACTS)
    return {
        "value": _value(plain["value"], what, len(n), sizes),
        "month": _months(plain["month"], what, len(n)),
        "contacts": contacts.astype(np.uint8),
        "n": n,
    }


def _n(plain: dict[str, Any], what: str) -> NDArray[np.int64]:
    n = whole(plain["n"], f"{what}, n", None, 1, MOST)
    if n.sum(dtype=np.float64) > MOST:
        raise ImpossibleError(f"{what}, n: there are too many people")
    return n


def _value(plain: Any, what: str, n: int, sizes: list[int]) -> NDArray[np.int32]:
    columns = _list(plain, f"{what}, value")
    if len(columns) != len(sizes):
        raise ImpossibleError(f"{what}, value: it is no list of a column for each attribute")
    found = [
        whole(column, f"{what}, value", n, -1, size - 1) for column, size in zip(columns, sizes, strict=True)
    ]
    return np.stack(found, axis=1).astype(np.int32) if found else np.empty((n, 0), np.int32)


def _months(plain: Any, what: str, n: int) -> NDArray[np.int32]:
    return np.full(n, NO_MONTH, np.int32) if plain is None else months_in(plain, f"{what}, month", n)


def _read_days(plain: dict[str, Any], what: str, n: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    earliest = days_in(plain["earliest"], f"{what}, earliest", n)
    latest = days_in(plain["latest"], f"{what}, latest", n)
    if (earliest > latest).any() or ((earliest == NO_DAY) != (latest == NO_DAY)).any():
        raise ImpossibleError(f"{what}: an earliest day is after the latest")
    return earliest, latest


def _only(plain: Any, keys: set[str], what: str) -> dict[str, Any]:
    if type(plain) is not dict or set(plain) != keys:
        raise ImpossibleError(f"{what}: it does not hold {', '.join(sorted(keys))} and no more")
    return plain


def _list(plain: Any, what: str) -> list[Any]:
    if type(plain) is not list:
        raise ImpossibleError(f"{what}: it is no list")
    return plain
