"""What is drawn on screen and on paper, from the same layout."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from evaluation import charts
from evaluation.charts import paper, screen
from evaluation.charts.layout import lay_out
from evaluation.charts.lettering import width as letters_width
from evaluation.charts.scene import SIZE, Words
from tests import made_up
from tests.charts.every_kind import chart_of, every_kind
from tests.charts.test_charts import CASES

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart, Kind
    from evaluation.view import Protection

NARROW = 358  # what a phone 390 pixels wide leaves
PAPER = 604  # 160 mm at 96 pixels an inch
BARS = [case for case in CASES if case.values[0].kind not in {"interval", "matrix"}]  # type: ignore[union-attr]


@pytest.mark.parametrize("chart", CASES)
def test_screen_text_is_large_enough_and_there_is_no_title_inside(chart: Chart) -> None:
    figure = screen.figure(chart)
    assert figure.layout.title.text is None
    assert figure.layout.showlegend is False
    assert figure.layout.annotations
    assert min(note.font.size for note in figure.layout.annotations) >= 14
    assert all(note.textangle in {None, 0} for note in figure.layout.annotations)


@pytest.mark.parametrize("chart", CASES)
def test_every_printed_label_is_on_the_screen_and_on_paper(chart: Chart) -> None:
    on_screen = _squeezed(
        " ".join(re.sub(r"</?b>", "", note.text) for note in screen.figure(chart).layout.annotations)
    )
    root = ET.fromstring(paper.svg(chart))  # noqa: S314 (our own)
    on_paper = _squeezed(" ".join(t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text")))
    for series in chart.series:
        for label in series.labels:
            escaped = label.replace("<", "&lt;").replace(">", "&gt;")
            assert _squeezed(escaped) in on_screen
            assert _squeezed(label) in on_paper


@pytest.mark.parametrize("chart", BARS)
def test_bars_start_at_zero_and_hidden_values_are_not_drawn(chart: Chart) -> None:
    drawn = lay_out(chart).rects
    assert len(drawn) == sum(bool(v) for series in chart.series for v in series.values)
    if chart.kind in {"bars", "paired"}:
        assert all(rect.x0 == 0 for rect in drawn)
        shown = [v for series in chart.series for v in series.values if v]
        assert max((rect.x1 for rect in drawn), default=0) == (1 if shown else 0)
    else:
        assert all(0 <= rect.x0 <= rect.x1 <= 1 + 1e-9 for rect in drawn)


@pytest.mark.parametrize("chart", CASES)
@pytest.mark.parametrize(("width", "characters"), [(NARROW, 50), (1068, 50), (PAPER, 72), (PAPER, 85)])
def test_words_do_not_collide_or_leave_the_picture(chart: Chart, width: int, characters: int) -> None:
    drawn = lay_out(chart, characters)
    inner = width - drawn.left - drawn.right
    boxes = []
    for words in drawn.words:
        wide = widest(words)
        start = drawn.left + words.x * inner + words.dx
        start -= {"left": 0.0, "middle": wide / 2, "right": wide}[words.anchor]
        assert start >= -1, words
        assert start + wide <= width + 1, words
        boxes.append((words.y - 7, words.y + 7, start, start + wide, words.text))
    boxes.sort()
    for place, one in enumerate(boxes):
        for other in takewhile(lambda box: box[0] < one[1], boxes[place + 1 :]):  # noqa: B023 (used at once)
            assert one[3] <= other[2] or other[3] <= one[2], (one, other)


@pytest.mark.parametrize("protection", ["exact", "nhs"])
@pytest.mark.parametrize(("width", "characters"), [(NARROW, 50), (PAPER, 85)])
def test_words_of_every_kind_have_room_on_a_phone_and_on_paper(
    protection: Protection, width: int, characters: int
) -> None:
    for chart in every_kind(protection):
        test_words_do_not_collide_or_leave_the_picture(chart, width, characters)


@pytest.mark.parametrize("kind", ["stacked", "paired", "bars", "interval", "matrix", "dots", "multiverse"])
@pytest.mark.parametrize(
    "name", ["HAMMERSMITH AND FULHAM WOMEN'S AID", "W" * 40, "\N{CJK UNIFIED IDEOGRAPH-5BB6}" * 30]
)
def test_names_in_wide_letters_have_room(kind: Kind, name: str) -> None:
    chart = chart_of(kind)
    rows = tuple(replace(row, label=name, detail=name and row.detail) for row in chart.rows)
    for width, characters in ((NARROW, 50), (PAPER, 85)):
        test_words_do_not_collide_or_leave_the_picture(replace(chart, rows=rows), width, characters)


def test_labels_fit_a_phone_in_the_worst_case() -> None:
    """The longest labels of a stacked bar that can occur together."""
    chart = charts.outcome_bars(made_up.evidence())
    assert chart is not None
    long = ("100% better", ">99% no reliable change", "[c] worse")
    series = tuple(replace(s, labels=(t,) * len(s.labels)) for s, t in zip(chart.series, long, strict=True))
    test_words_do_not_collide_or_leave_the_picture(replace(chart, series=series), NARROW, 50)


def test_a_less_than_sign_is_text_not_markup() -> None:
    chart = charts.outcome_bars(made_up.evidence())
    assert chart is not None
    assert any("<1%" in label for series in chart.series for label in series.labels)
    texts = [note.text for note in screen.figure(chart).layout.annotations]
    assert any("&lt;1% worse" in text for text in texts)
    assert b"&lt;1% worse" in paper.svg(chart)


def test_before_and_after_leave_room_on_a_page() -> None:
    """Ten ranges, the most there are, in a picture of at most 75 mm; side by side on one scale."""
    finding = made_up.goals()
    chart = charts.before_after(replace(finding, bins=finding.bins[:10]))
    assert chart is not None
    picture = paper.png(chart, width_mm=160, dpi=200, titled=False)
    assert int.from_bytes(picture[20:24], "big") / 200 * 25.4 <= 75
    rects = lay_out(chart, 72).rects
    counts = [v for series in zip(*(s.values for s in chart.series), strict=True) for v in series if v]
    widths = [rect.x1 - rect.x0 for rect in rects]
    assert [w / max(widths) for w in widths] == pytest.approx([c / max(counts) for c in counts])
    assert len({rect.x0 for rect in rects}) == 2


def widest(words: Words) -> float:
    """The most pixels that the words take in any face a picture names."""
    return letters_width(words.text, SIZE, bold=words.bold)


def _squeezed(text: str) -> str:
    """Without spaces: wrapped labels stand on several lines."""
    return re.sub(r"\s+", "", text)
