"""A boundary file: the outlines of boroughs from GeoJSON, made simple enough to draw, matched by name.

Source of the format: RFC 7946. Nothing is fetched: the outlines are all that a map shows.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from evaluation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

Point = tuple[float, float]
Ring = tuple[Point, ...]

LARGEST = 30_000_000  # bytes of a file
MOST_AREAS = 2000
POINTS = 4000  # of all outlines together, after which they are made simpler
_NOT = "The boundary file can't be read as GeoJSON: export it again as GeoJSON, as one FeatureCollection."
_NAMES = (
    'The boundary file names none of its areas: each needs its borough\'s name as a property, such as "name".'
)
# What stands before or after a borough's name in one file and not in the other.
_TITLES = re.compile(
    r"\b(?:the|london borough of|royal borough of|metropolitan borough of|city and county of|city of|"
    r"county of|borough of|london borough|borough council|city council|county council|district council|"
    r"council|district|borough|locality)\b"
)


@dataclass(frozen=True, kw_only=True)
class Area:
    """One area: the texts that may be its name, and its outlines (those inside another are holes)."""

    names: tuple[str, ...]
    rings: tuple[Ring, ...]


@dataclass(frozen=True, kw_only=True)
class Boundaries:
    """The areas of a boundary file, in its order; coordinates are as the file has them, x before y.

    `degrees` says whether they are longitude and latitude.
    """

    areas: tuple[Area, ...]
    degrees: bool


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Which area each borough is, and the boroughs that no area is named after."""

    areas: dict[str, Area]
    unmatched: tuple[str, ...]


def boundaries(data: bytes) -> Boundaries:
    """Read a GeoJSON FeatureCollection of polygons, made simpler where it has more than 4,000 points.

    Raises InputError where it is too large, no GeoJSON, has no polygons, or names none of them.

    >>> outline = '{"type": "Polygon", "coordinates": [[[0, 51], [0, 52], [1, 52], [0, 51]]]}'
    >>> feature = '{"type": "Feature", "properties": {"name": "Northbank"}, "geometry": ' + outline + '}'
    >>> text = '{"type": "FeatureCollection", "features": [' + feature + ']}'
    >>> boundaries(text.encode()).areas[0].names
    ('Northbank',)
    """
    if len(data) > LARGEST:
        raise InputError(
            f"The boundary file has {len(data) // 1_000_000} MB and {LARGEST // 1_000_000} is the most: "
            "export it again with simpler outlines."
        )
    try:
        plain = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(_NOT) from error
    features = plain.get("features") if isinstance(plain, dict) else None
    if not isinstance(features, list):
        raise InputError(_NOT)
    if len(features) > MOST_AREAS:
        raise InputError(
            f"The boundary file has {len(features):,} areas and {MOST_AREAS:,} is the most: keep only those "
            "of your boroughs."
        )
    areas = [area for feature in features if (area := _area(feature)) is not None]
    if not areas:
        raise InputError("The boundary file has no outlines: its features must be polygons.")
    if not any(area.names for area in areas):
        raise InputError(_NAMES)
    ends = [point for area in areas for ring in area.rings for point in ring]
    degrees = all(abs(x) <= 180 and abs(y) <= 90 for x, y in ends)
    return Boundaries(areas=_simpler(tuple(areas)), degrees=degrees)


def placed(found: Boundaries, boroughs: Iterable[str]) -> Placed:
    """Which area each borough is, by name; raises InputError where none is found.

    Capitals, punctuation and words such as "London Borough of" make no difference. A name that two areas
    have is not matched.
    """
    held: dict[str, Area | None] = {}
    for area in found.areas:
        for name in {_plain(name) for name in area.names} - {""}:
            held[name] = None if name in held else area
    areas, unmatched = {}, []
    for borough in boroughs:
        area_of = held.get(_plain(borough))
        if area_of is None:
            unmatched.append(borough)
        else:
            areas[borough] = area_of
    if not areas:
        raise InputError(
            "The boundary file has none of the boroughs in the workforce list: check that both call them by "
            "the same names."
        )
    return Placed(areas=areas, unmatched=tuple(unmatched))


def _plain(name: str) -> str:
    """A name without what two files write differently.

    >>> _plain("London Borough of Barking & Dagenham"), _plain("City of London"), _plain("Northbank")
    ('barkinganddagenham', 'london', 'northbank')
    """
    words = re.sub(r"[^\w\s]", " ", name.casefold().replace("&", " and ").replace("'", ""))
    words = " ".join(words.split())
    return re.sub(r"\W", "", _TITLES.sub(" ", words)) or re.sub(r"\W", "", words)


def _area(feature: Any) -> Area | None:
    """One feature; None where it is no polygon."""
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        return None
    geometry = feature["geometry"]
    held = geometry.get("coordinates")
    parts = {"Polygon": [held], "MultiPolygon": held}.get(str(geometry.get("type")))
    if not isinstance(parts, list):
        return None
    rings = [_ring(ring) for part in parts if isinstance(part, list) for ring in part]
    known = tuple(ring for ring in rings if len(ring) >= 3)
    described = feature.get("properties")
    values = described.values() if isinstance(described, dict) else ()
    names = tuple(value.strip() for value in values if isinstance(value, str) and value.strip())
    return Area(names=names, rings=known) if known else None


def _ring(points: Any) -> Ring:
    """The points of an outline; raises InputError where they are no numbers."""
    try:
        ring = tuple((float(point[0]), float(point[1])) for point in points)
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise InputError(_NOT) from error
    if not all(isfinite(x) and isfinite(y) for x, y in ring):
        raise InputError(_NOT)
    return ring[:-1] if ring[:1] == ring[-1:] else ring


def _simpler(areas: tuple[Area, ...]) -> tuple[Area, ...]:
    """The areas with at most so many points, leaving out those that lie nearest to the line of others."""
    tolerance = 0.0
    ends = [point for area in areas for ring in area.rings for point in ring]
    reach = max(max(x for x, _ in ends) - min(x for x, _ in ends), 1e-9)
    made = areas
    while sum(len(ring) for area in made for ring in area.rings) > POINTS and tolerance < reach:
        tolerance = tolerance * 2 or reach / 5000
        kept = []
        for area in areas:
            rings = tuple(ring for ring in (_fewer(ring, tolerance) for ring in area.rings) if len(ring) >= 3)
            largest = max(area.rings, key=len)
            kept.append(Area(names=area.names, rings=rings or (largest[:: max(1, len(largest) // 3)][:3],)))
        made = tuple(kept)
    return made


def _fewer(ring: Ring, tolerance: float) -> Ring:
    """An outline without points that lie within `tolerance` of the line between others.

    Source: Douglas, D. H. and Peucker, T. K. (1973), Cartographica 10, 112-122.
    """
    if len(ring) < 4:
        return ring
    start = ring[0]
    # An outline is closed: it is parted at the point farthest from its first.
    far = max(range(len(ring)), key=lambda at: (ring[at][0] - start[0]) ** 2 + (ring[at][1] - start[1]) ** 2)
    closed = (*ring, start)
    kept = {0, far}
    todo = [(0, far), (far, len(ring))]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        at = max(range(first + 1, last), key=lambda i: _off(closed[i], closed[first], closed[last]))
        if _off(closed[at], closed[first], closed[last]) > tolerance:
            kept.add(at)
            todo += [(first, at), (at, last)]
    return tuple(ring[at] for at in sorted(kept))


def _off(point: Point, one: Point, other: Point) -> float:
    """How far a point is from the stretch between two others."""
    (x, y), (x0, y0), (x1, y1) = point, one, other
    wide, tall = x1 - x0, y1 - y0
    length = wide * wide + tall * tall
    along = 0.0 if not length else max(0.0, min(1.0, ((x - x0) * wide + (y - y0) * tall) / length))
    return float(((x - x0 - along * wide) ** 2 + (y - y0 - along * tall) ** 2) ** 0.5)
