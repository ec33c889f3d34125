"""The logo as a picture for programs that take no SVG: drawn, or left out, and never read as markup."""

from __future__ import annotations

import pytest

from evaluation.brand import Brand
from evaluation.brand.raster import logo_png, pixels
from tests.brand.test_brand import png

OPEN = b'<svg xmlns="http://www.w3.org/2000/svg" '


def drawn(svg: bytes) -> bytes:
    return logo_png(Brand(logo=OPEN + svg))


def test_without_a_logo_there_is_no_picture():
    assert logo_png(Brand(organisation="Example trust")) == b""


def test_a_png_stays_as_it_is():
    logo = png(30, 20)
    assert logo_png(Brand(logo=logo)) == logo
    assert pixels(logo) == (30, 20)


@pytest.mark.parametrize(
    ("svg", "shape"),
    [
        (b'viewBox="0 0 200 50"><rect width="200" height="50"/></svg>', 4),
        (b'viewBox="0 0 9 9"><rect width="9" height="9"/></svg>', 1),
        (b'width="20000" height="10000"><circle r="9"/></svg>', 2),
    ],
)
def test_an_svg_is_drawn_large_enough_in_its_own_shape(svg, shape):
    """100 by 50 mm at 288 pixels an inch are 1,134 by 567 pixels."""
    width, height = pixels(drawn(svg))
    assert (width, height) == pytest.approx((min(1134, 567 * shape), min(1134, 567 * shape) / shape), abs=1)


@pytest.mark.parametrize("svg", [b'width="0" height="0"></svg>', b'width="1e9" height="0.1"></svg>'])
def test_a_picture_without_a_size_is_left_out_or_drawn_but_never_an_error(svg):
    assert drawn(svg)[:4] in {b"", b"\x89PNG"}


def test_text_in_a_logo_is_no_markup_and_two_logos_are_not_mixed_up():
    text = b'viewBox="0 0 90 9"><text y="9">#panic("x") *a* $x$</text></svg>'
    assert drawn(text)[:4] == b"\x89PNG"
    assert drawn(text) != drawn(text.replace(b"panic", b"calm!"))
    assert drawn(text) == drawn(text)
