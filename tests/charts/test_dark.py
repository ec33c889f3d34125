"""Charts on a dark screen: the same order as on paper, and the contrasts of WCAG 2.2."""

from __future__ import annotations

from itertools import pairwise

import pytest

from evaluation.charts import palette
from evaluation.charts.dark import ON_DARK, PAPER, on_dark
from tests.charts.test_palette import LOOKS

STACKED = (palette.BETTER, palette.NO_CHANGE, palette.WORSE)  # as they stand side by side in a bar


def test_every_colour_of_the_palette_has_its_dark_one() -> None:
    flat = {value for value in vars(palette).values() if isinstance(value, str) and value.startswith("#")}
    assert flat | {colour for look in LOOKS for colour in (look.fill, look.edge)} == set(ON_DARK)


@pytest.mark.parametrize("colour", [palette.INK, palette.QUIET, palette.BLUE, palette.PINK])
def test_text_can_be_read_on_dark_paper(colour: str) -> None:
    assert palette.contrast(ON_DARK[colour], PAPER) >= palette.ENOUGH_FOR_TEXT


CELLS = (palette.MOVED_BETTER, palette.STAYED, palette.MOVED_WORSE, palette.NOBODY, *palette.SHADES)


@pytest.mark.parametrize("look", CELLS)
def test_the_number_in_a_cell_can_be_read(look: palette.Look) -> None:
    # The layout chooses the ink for the light fill; the dark ink takes its place.
    assert palette.contrast(ON_DARK[look.ink], on_dark(look).fill) >= palette.ENOUGH_FOR_TEXT


@pytest.mark.parametrize("look", LOOKS)
def test_marks_stand_out_from_dark_paper_by_fill_or_outline(look: palette.Look) -> None:
    dark = on_dark(look)
    best = max(palette.contrast(colour, PAPER) for colour in (dark.fill, dark.edge))
    assert best >= palette.ENOUGH_FOR_SHAPES


def test_neighbours_differ_by_fill_or_outline_without_colour() -> None:
    # Contrast is a ratio of luminances, so what differs by 3 to 1 differs in greyscale too.
    for one, other in pairwise(STACKED):
        dark, beside = on_dark(one), on_dark(other)
        assert (
            max(palette.contrast(dark.fill, beside.fill), palette.contrast(dark.fill, beside.edge))
            >= palette.ENOUGH_FOR_SHAPES
        )
    pairs = ((palette.BETTER, palette.WORSE), (palette.BEFORE, palette.AFTER))
    for first, second in pairs:
        ratio = palette.contrast(on_dark(first).fill, on_dark(second).fill)
        assert ratio >= palette.ENOUGH_FOR_SHAPES


def test_steps_of_shade_grow_away_from_the_paper_on_either() -> None:
    on_paper = [palette.contrast(look.fill, palette.PAPER) for look in palette.SHADES]
    in_the_dark = [palette.contrast(on_dark(look).fill, PAPER) for look in palette.SHADES]
    assert on_paper == sorted(on_paper)
    assert in_the_dark == sorted(in_the_dark)


def test_the_order_of_strength_is_that_of_paper() -> None:
    looks = (palette.BETTER, palette.WORSE, palette.NO_CHANGE)
    on_paper = [palette.contrast(look.fill, palette.PAPER) for look in looks]
    in_the_dark = [palette.contrast(on_dark(look).fill, PAPER) for look in looks]
    assert on_paper == sorted(on_paper, reverse=True)
    assert in_the_dark == sorted(in_the_dark, reverse=True)
