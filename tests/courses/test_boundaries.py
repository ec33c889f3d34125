"""Boundary files: any GeoJSON of polygons is read and made simple, and each fault has one sentence."""

from __future__ import annotations

import json
from math import cos, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.courses.boundaries import LARGEST, MOST_AREAS, POINTS, boundaries, placed
from evaluation.errors import InputError

SQUARE = [[0, 51], [1, 51], [1, 52], [0, 52], [0, 51]]


def written(*names: str, outline: list[list[float]] | None = None) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"code": 7, "name": name},
            "geometry": {"type": "Polygon", "coordinates": [outline or SQUARE]},
        }
        for name in names
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.mark.parametrize(
    ("in_the_map", "in_the_list"),
    [
        ("London Borough of Barking & Dagenham", "barking and dagenham"),
        ("King's Lynn", "Kings Lynn Borough Council"),
        ("City of London", "London"),
        ("Borough", "Borough"),
    ],
)
def test_names_are_matched_loosely(in_the_map: str, in_the_list: str) -> None:
    found = placed(boundaries(written(in_the_map)), [in_the_list, "Faraway"])
    assert set(found.areas) == {in_the_list}
    assert found.unmatched == ("Faraway",)


def test_a_name_that_two_areas_have_is_matched_to_neither() -> None:
    found = placed(boundaries(written("Newport", "NEWPORT", "Ryde")), ["Newport", "Ryde"])
    assert found.unmatched == ("Newport",)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"name,borough", "can't be read as GeoJSON"),
        (b"\xff\xfe\x00", "can't be read as GeoJSON"),
        (b"[" * 100_000, "can't be read as GeoJSON"),
        (b'{"type": "Topology"}', "can't be read as GeoJSON"),
        (b'{"features": []}', "no outlines"),
        (b'{"features": [7, {"geometry": null}]}', "no outlines"),
        (written(""), "names none"),
        (written("A", outline=[["x", 1], [2, 2], [3, 3]]), "can't be read as GeoJSON"),  # type: ignore[list-item]
        (b'{"features": [' + b"1," * MOST_AREAS + b"1]}", "2,001 areas"),
        (b" " * (LARGEST + 1), "30 MB"),
    ],
)
def test_each_fault_has_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        boundaries(data)


def test_outlines_of_many_points_are_made_simpler_and_keep_their_shape() -> None:
    """By hand: a circle of radius 1 reaches from -1 to 1 and has an area of pi."""
    circle = [[cos(2 * pi * i / 5_000), sin(2 * pi * i / 5_000)] for i in range(5_000)]
    (area,) = boundaries(written("Round", outline=[*circle, circle[0]])).areas
    (ring,) = area.rings
    assert 20 < len(ring) <= POINTS < len(circle)
    assert max(x for x, _ in ring) == pytest.approx(1, abs=0.01)
    following = (*ring[1:], ring[0])
    size = sum(a * d - c * b for (a, b), (c, d) in zip(ring, following, strict=True)) / 2
    assert size == pytest.approx(pi, rel=0.01)


@given(data=st.binary(max_size=200))
def test_no_bytes_make_another_error(data: bytes) -> None:
    with pytest.raises(InputError):
        boundaries(data)


def test_plain_coordinates_are_told_from_degrees() -> None:
    assert boundaries(written("A")).degrees
    metres = [[530_000.0, 180_000.0], [531_000.0, 180_000.0], [531_000.0, 181_000.0]]
    assert not boundaries(written("A", outline=metres)).degrees
