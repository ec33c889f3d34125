"""Charts as PNG: the asked size, the whole chart on it, its words for programs, and drawn once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from evaluation import charts
from evaluation.charts import palette, paper, raster
from evaluation.charts.raster import Memory
from tests import made_up
from tests.charts.every_kind import KINDS, chart_of
from tests.charts.test_vector import HOSTILE, spoilt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evaluation.charts.chart import Kind

QUICK = 60  # dots an inch where only what is drawn matters


def opened(picture: bytes) -> Image.Image:
    image = Image.open(BytesIO(picture))
    image.load()
    return image


def colours(picture: bytes) -> dict[tuple[int, ...], int]:
    """How many pixels have each colour."""
    image = opened(picture).convert("RGB")
    found = image.getcolors(maxcolors=image.width * image.height)
    assert found is not None
    return {colour: count for count, colour in found if isinstance(colour, tuple)}


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_on_white_in_its_own_colours(kind: Kind) -> None:
    chart = chart_of(kind)
    found = colours(paper.png(chart, dpi=QUICK))
    assert found[rgb(palette.PAPER)] > sum(found.values()) / 4
    for look in {look for series in chart.series for look in series.looks if look.fill == palette.BLUE}:
        assert found.get(rgb(look.fill), 0) > 10


def test_text_is_drawn_in_the_typeface_that_lies_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chart = charts.outcome_bar(made_up.phq9())
    with_it = colours(paper.png(chart, dpi=QUICK))
    monkeypatch.setattr("evaluation.charts.fonts.FOLDER", tmp_path)
    raster._fonts.cache_clear()
    monkeypatch.setattr(raster, "DRAWN", Memory(0))
    without = colours(paper.png(chart, dpi=QUICK))
    raster._fonts.cache_clear()
    assert with_it[rgb(palette.INK)] > 0
    assert rgb(palette.INK) not in without


def test_ordinary_text_never_asks_for_the_machines_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    fonts = raster._fonts

    def asking(**which: bool) -> object:
        asked.append(which)
        return fonts(**which)

    monkeypatch.setattr(raster, "_fonts", asking)
    monkeypatch.setattr(raster, "DRAWN", Memory(0))
    for kind in ("stacked", "interval", "matrix", "scatter"):
        paper.png(chart_of(kind), dpi=20)
    paper.png(spoilt(chart_of("stacked"), HOSTILE["emoji"]), dpi=20)
    assert asked == [{"the_machines": False}] * 4 + [{"the_machines": True}]


@pytest.mark.parametrize(("width_mm", "dpi"), [(160, 200), (160, 300), (85, 72)])
def test_it_has_the_asked_size(width_mm: int, dpi: int) -> None:
    image = opened(paper.png(charts.outcome_bar(made_up.phq9()), width_mm=width_mm, dpi=dpi))
    assert image.width == pytest.approx(width_mm / 25.4 * dpi, abs=1)
    assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)


def test_a_picture_that_travels_alone_says_where_it_is_from() -> None:
    chart = charts.outcome_bar(made_up.phq9())
    said = "Attune 9.9, data fingerprint abc – \N{BABY}"
    info = opened(paper.png(chart, dpi=QUICK, source=said)).info
    assert info["Title"] == chart.title
    assert info["Description"] == chart.alt
    assert info["Source"] == said
    assert info["Software"] == "Attune"
    assert "Title" not in opened(paper.png(chart, dpi=QUICK, titled=False)).info
    assert paper.png(chart, dpi=QUICK, source=said) != paper.png(chart, dpi=QUICK)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_people_type_is_drawn_as_text(text: str) -> None:
    chart = spoilt(charts.outcome_bar(made_up.phq9()), text)
    found = colours(paper.png(chart, dpi=QUICK, source=text))
    assert found[rgb(palette.BLUE)] > 10


def test_an_enormous_picture_has_fewer_pixels_and_not_more_than_fit_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(raster, "_MOST", 100_000)
    image = opened(paper.png(charts.outcome_bar(made_up.phq9()), dpi=600))
    assert 50_000 < image.width * image.height <= 100_000


def test_a_picture_is_drawn_once_and_one_of_single_families_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = []
    draw: Callable[..., bytes] = raster._drawn

    def drawing(*given: object) -> bytes:
        drawn.append(given)
        return draw(*given)

    monkeypatch.setattr(raster, "_drawn", drawing)
    monkeypatch.setattr(raster, "DRAWN", Memory(1_000_000))
    chart = charts.outcome_bar(made_up.phq9())
    pictures = [paper.png(c, dpi=QUICK) for c in (chart, replace(chart))]
    assert pictures[0] == pictures[1]
    assert len(drawn) == 1
    paper.png(chart, dpi=QUICK + 1)
    paper.png(chart, width_mm=100, dpi=QUICK)
    paper.png(replace(chart, title="Another"), dpi=QUICK)
    assert len(drawn) == 4
    for _ in range(2):
        paper.png(chart_of("slope"), dpi=QUICK)
    assert len(drawn) == 6
    assert len(raster.DRAWN) == 4


def test_drawing_at_the_same_time_gives_the_same_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [chart_of(kind) for kind in KINDS[:6]]
    alone = [paper.png(chart, dpi=QUICK) for chart in shown]
    monkeypatch.setattr(raster, "DRAWN", Memory(100_000))
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda chart: paper.png(chart, dpi=QUICK), shown * 2))
    assert together == alone * 2


def test_the_memory_forgets_what_was_not_asked_for_longest() -> None:
    memory = Memory(10)
    memory.keep("a", b"1234")
    memory.keep("b", b"1234")
    assert memory.get("a") == b"1234"
    memory.keep("c", b"1234")
    assert [memory.get(key) for key in "abc"] == [b"1234", None, b"1234"]
    memory.keep("a", b"12")
    memory.keep("d", b"1234")
    assert [memory.get(key) for key in "acd"] == [b"12", b"1234", b"1234"]
    memory.keep("e", b"12345678901")
    assert len(memory) == 0
