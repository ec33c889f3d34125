"""The brand: what is no picture, too large, active or unreadable is refused in one sentence."""

from __future__ import annotations

import struct
import zlib

import pytest

from evaluation.brand import Brand
from evaluation.brand.logo import MOST_BYTES
from evaluation.charts.palette import PAPER, contrast
from evaluation.errors import InputError
from evaluation.store import Store

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" fill="#123"/></svg>'


def png(width=2, height=2):
    """A whole PNG picture of that size in its header."""

    def chunk(kind, content):
        told = kind + content
        return struct.pack(">I", len(content)) + told + struct.pack(">I", zlib.crc32(told))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("logo", "kind"), [(b"", ""), (png(), "png"), (SVG, "svg"), (b"\xef\xbb\xbf" + SVG, "svg")]
)
def test_a_picture_is_kept_byte_by_byte(tmp_path, logo, kind):
    brand = Brand(organisation=" Example  trust ", logo=logo, colour="#12436D")
    assert (brand.organisation, brand.logo_kind) == ("Example trust", kind)
    store = Store.at(tmp_path)
    store.keep_brand(brand)
    assert Store.at(tmp_path).brand == brand
    assert Brand.from_json(brand.to_json()) == brand


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        (b"GIF89a", "neither a PNG nor an SVG"),
        (b"<html/>", "neither a PNG nor an SVG"),
        (b"\xff\xfe<\x00", "neither a PNG nor an SVG"),
        (png()[:20], "cut short"),
        (png().replace(b"IDAT", b"IDAX"), "cut short"),  # a part whose checksum is not its own
        (png()[:33] + b"garbage" + png()[-12:], "cut short"),
        (png(5000, 3), "5000 by 3 pixels"),
        (png() + b"x" * MOST_BYTES, "500 kB is the most"),
        (SVG.replace(b"<rect", b"<script>1</script><rect"), "more than a picture"),
        (SVG.replace(b"<rect", b'<rect onload="a()"'), "more than a picture"),
        (SVG.replace(b"<rect", b'<a href="https://example.org"/><rect'), "more than a picture"),
        (SVG.replace(b"<rect", b"<style>@import 'x'</style><rect"), "more than a picture"),
        (SVG.replace(b'"#123"', b'"url(https://example.org/x)"'), "more than a picture"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "defines entities"),
    ],
)
def test_what_is_no_plain_picture_is_refused(logo, said):
    with pytest.raises(InputError, match=said):
        Brand(logo=logo)


@pytest.mark.parametrize(
    ("colour", "said"),
    [("red", "six hex digits"), ("#12", "six hex digits")],
)
def test_a_colour_must_be_one(colour, said):
    with pytest.raises(InputError, match=said):
        Brand(colour=colour)


def test_a_colour_too_light_to_read_is_printed_darker_and_that_is_said():
    brand = Brand(colour="#FFDD00", accent="#FFDD00")
    assert contrast(brand.heading, PAPER) >= 4.5
    assert contrast(brand.line, PAPER) >= 3
    assert [remark.split(" are printed in ")[0] for remark in brand.remarks] == [
        "Headings",
        "Lines and bands",
    ]
    assert "#FFDD00 has a contrast of 1.4 to 1, and 4.5 is needed." in brand.remarks[0]
    assert Brand(colour="#12436D").remarks == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "7",
        '{"organisation": 7, "logo": "", "colour": ""}',
        '{"organisation": "x", "logo": "!", "colour": ""}',
    ],
)
def test_a_damaged_brand_is_one_sentence(text):
    with pytest.raises(InputError, match="no brand that Attune saved, or it is damaged"):
        Brand.from_json(text)
