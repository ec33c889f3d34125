"""How wide text may be. Oracles: the typeface that lies here, and Helvetica's published metrics."""

from __future__ import annotations

import string

import pytest
from PIL import ImageFont

from evaluation.charts import fonts
from evaluation.charts.lettering import width
from evaluation.charts.scene import FULL, MOST_LINES, SIZE, wrapped

LETTERS = string.printable.strip() + " –—‘’“”…≥≤→←↑↓−×•éÉñÅçŷ"
# Adobe's metrics of Helvetica and Helvetica-Bold, which Arial shares: letter, width, bold width.
HELVETICA = [
    ("A", 667, 722),
    ("W", 944, 944),
    ("m", 833, 889),
    ("i", 222, 278),
    ("7", 556, 556),
    ("%", 889, 889),
]


@pytest.mark.parametrize(("path", "bold"), [(fonts.REGULAR, False), (fonts.BOLD, True)])
def test_no_letter_of_the_typeface_is_wider(path: object, bold: bool) -> None:
    font = ImageFont.truetype(str(path), 1000)
    assert font.getname()[0] == fonts.FAMILY
    for letter in LETTERS:
        assert font.getlength(letter) <= width(letter, 1000, bold=bold), letter
    said = "Depression symptoms: 27% of 120 families got reliably better, 3% reliably worse"
    assert 0.8 < font.getlength(said) / width(said, 1000, bold=bold) < 1


@pytest.mark.parametrize(("letter", "regular", "bold"), HELVETICA)
def test_no_letter_of_arial_is_wider_and_none_much_narrower(letter: str, regular: int, bold: int) -> None:
    for asked, known in ((width(letter, 1000), regular), (width(letter, 1000, bold=True), bold)):
        assert known <= asked <= known + 40


def test_marks_on_a_letter_take_no_room_and_signs_take_a_square() -> None:
    assert width("e\N{COMBINING ACUTE ACCENT}", 10) == width("e", 10) == width("é", 10)
    assert width("\N{BABY}", 10) >= 10
    assert width("\N{CJK UNIFIED IDEOGRAPH-5BB6}", 10) >= 10


@pytest.mark.parametrize("text", ["Family hub in the north of the town", "NORTH WEST HAMMERSMITH", "W" * 90])
@pytest.mark.parametrize("characters", [18, 50])
def test_no_line_is_longer_than_there_is_room_for_and_no_letter_is_lost(text: str, characters: int) -> None:
    lines = wrapped(text, characters)
    assert all(len(line) <= characters for line in lines)
    assert all(width(line, SIZE) <= characters * FULL for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_long_text_ends_and_says_so() -> None:
    lines = wrapped("word " * 2000, 18)
    assert len(lines) == MOST_LINES
    assert lines[-1].endswith(" …")


def test_every_face_is_there_with_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (fonts.FOLDER / "OFL.txt").read_text("utf-8").upper()
    styles = [ImageFont.truetype(str(p), 10).getname() for p in (fonts.REGULAR, fonts.BOLD, fonts.ITALIC)]
    assert styles == [(fonts.FAMILY, style) for style in ("Regular", "Bold", "Italic")]
