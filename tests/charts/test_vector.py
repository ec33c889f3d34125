"""Charts as SVG: every word of the layout in it, well formed whatever was typed, the same every time."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import charts
from evaluation.charts import palette, paper, training
from evaluation.charts.layout import lay_out
from evaluation.charts.lettering import width
from evaluation.charts.scene import SIZE
from evaluation.charts.vector import ARIAL, PIXELS_PER_MM
from evaluation.measures import registry
from tests import made_up, training_made_up
from tests.charts.every_kind import KINDS, chart_of
from tests.charts.training.hidden import outlines

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart, Kind

GOLDEN = Path(__file__).parent / "golden"
SPACE = "{http://www.w3.org/2000/svg}"
DRAWN = {f"{SPACE}{name}" for name in ("svg", "title", "desc", "rect", "line", "circle", "text", "path")}
HOSTILE = {
    "markup": '<script>alert(1)</script>]]>&amp;<!--"\' onload="x',
    "typesetting": '#sys.inputs *b* $x$ #import "@preview/x:1.0.0" \\',
    "control characters": "a\0b\x1b[31m\x85\ud800\ufffec\r\nd\te",
    "right to left": "\u202eצוות שלום مركز الأسرة",
    "emoji": "Family \N{BABY}\N{EMOJI MODIFIER FITZPATRICK TYPE-5}\N{ZERO WIDTH JOINER}\N{WOMAN} hub",
    "long": "word " * 2000,
}


def read(chart: Chart, **choices: object) -> ET.Element:
    return ET.fromstring(paper.svg(chart, **choices))  # type: ignore[arg-type]  # noqa: S314 (our own)


def texts(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SPACE}text")]


def spoilt(chart: Chart, text: str) -> Chart:
    """The chart with its words replaced by what somebody may have typed."""
    rows = tuple(replace(row, label=text, detail=text) for row in chart.rows)
    return replace(chart, title=text, subtitle=text, alt=text, caption=text, rows=rows)


@pytest.mark.parametrize("kind", KINDS)
def test_every_mark_and_word_of_the_layout_is_drawn(kind: Kind) -> None:
    chart = chart_of(kind)
    scene = lay_out(chart, int(160 * PIXELS_PER_MM / ARIAL))
    root = read(chart, titled=False)
    assert texts(root) == [words.text for words in scene.words]
    paper_itself = 1
    boxes = len(scene.rects) + len(scene.swatches) + paper_itself
    for name, count in (
        ("rect", boxes),
        ("line", len(scene.rules)),
        ("circle", len(scene.dots)),
        ("path", len(scene.outlines)),
    ):
        assert len(root.findall(f"{SPACE}{name}")) == count
    assert {element.tag for element in root.iter()} <= DRAWN


@pytest.mark.parametrize("kind", KINDS)
def test_every_length_is_a_number_inside_the_picture(kind: Kind) -> None:
    root = read(chart_of(kind))
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert root.attrib["width"] == "160mm"
    assert float(root.attrib["height"][:-2]) / 160 == pytest.approx(height / width, abs=1e-3)
    for element in root.iter():
        for name in {"x", "x1", "x2", "cx", "width"} & set(element.attrib):
            if element is not root:
                assert -1 <= float(element.attrib[name]) <= width + 1
        for name in {"y", "y1", "y2", "cy", "height"} & set(element.attrib):
            if element is not root:
                assert -1 <= float(element.attrib[name]) <= height + 1


@pytest.mark.parametrize("width_mm", [85, 160, 250])
@pytest.mark.parametrize("kind", KINDS)
def test_no_line_is_cut_off_in_the_widest_face_it_may_be_read_in(kind: Kind, width_mm: int) -> None:
    chart = chart_of(kind)
    root = read(
        replace(chart, caption=f"{chart.caption} {chart.alt.upper()}"), width_mm=width_mm, source=chart.alt
    )
    whole = width_mm * PIXELS_PER_MM
    for text in root.iter(f"{SPACE}text"):
        size, bold = float(text.get("font-size", SIZE)), text.get("font-weight") == "bold"
        wide = width(text.text or "", size, bold=bold)
        start = float(text.attrib["x"]) - {"middle": wide / 2, "end": wide}.get(
            text.get("text-anchor", ""), 0
        )
        assert start >= -1, text.text
        assert start + wide <= whole + 1, text.text


def test_it_names_and_describes_itself() -> None:
    chart = charts.outcome_bar(made_up.phq9())
    root = read(chart)
    title, desc = root.find(f"{SPACE}title"), root.find(f"{SPACE}desc")
    assert title is not None
    assert desc is not None
    assert (root.attrib["role"], root.attrib["lang"]) == ("img", "en-GB")
    assert (title.text, desc.text) == (chart.title, chart.alt)
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], desc.attrib["id"]]
    other = read(charts.outcome_bar(made_up.warmth())).attrib["aria-labelledby"]
    assert other != root.attrib["aria-labelledby"]  # several may stand in one page


def test_titles_caption_and_source_are_printed_only_where_it_travels_alone() -> None:
    chart, source = charts.outcome_bar(made_up.phq9()), "Attune 9.9, data fingerprint abc"
    alone, placed = (" ".join(texts(read(chart, titled=titled, source=source))) for titled in (True, False))
    for said in (chart.title, chart.subtitle, chart.caption, source):
        assert said in alone
        assert said not in placed
    assert source in "".join(read(chart, source=source).itertext())
    assert paper.svg(chart, titled=False, source=source) == paper.svg(chart, titled=False)


def test_looks_and_dashes_are_those_of_the_layout() -> None:
    chart = chart_of("stacked")
    drawn = {(e.get("fill"), e.get("stroke")) for e in read(chart).iter(f"{SPACE}rect")}
    looks = (palette.BETTER, palette.NO_CHANGE, palette.WORSE)
    assert {(look.fill, look.edge) for look in looks} <= drawn
    lines = list(read(chart_of("scatter")).iter(f"{SPACE}line"))
    dashed = ["stroke-dasharray" in line.attrib for line in lines]
    assert dashed == [rule.dashed for rule in lay_out(chart_of("scatter"), 85).rules]
    assert any(dashed)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", ["stacked", "matrix"])
def test_what_people_type_is_text(kind: Kind, text: str) -> None:
    chart = spoilt(chart_of(kind), text)
    root = read(chart, source=text)
    assert {element.tag for element in root.iter()} - DRAWN <= {
        f"{SPACE}metadata",
        "{http://purl.org/dc/elements/1.1/}creator",
        "{http://purl.org/dc/elements/1.1/}source",
    }
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    first_word = re.split(r"[\s\x00-\x1f]", text)[0]
    assert first_word in "".join(texts(root)).replace("\n", "")


@given(text=st.text(min_size=1).filter(str.strip))
def test_any_text_makes_well_formed_xml(text: str) -> None:
    read(spoilt(charts.outcome_bar(made_up.phq9()), text), source=text)


def test_text_without_end_ends_in_dots() -> None:
    chart = spoilt(charts.outcome_bar(made_up.phq9()), HOSTILE["long"])
    assert sum(line.endswith("…") for line in texts(read(chart))) >= 3
    assert HOSTILE["long"] in "".join(read(chart).itertext())  # the description has all of it


def test_the_same_chart_gives_the_same_bytes() -> None:
    chart = charts.outcome_bar(made_up.phq9())
    assert paper.svg(chart) == paper.svg(replace(chart))


GOLDEN_ONES = {
    "outcome_bars": lambda: charts.outcome_bars(made_up.evidence()),
    "before_after": lambda: charts.before_after(made_up.phq9()),
    "transitions": lambda: charts.transitions(made_up.pir_gas()),
    "effect": lambda: charts.effect(made_up.phq9()),
    "likert": lambda: charts.likert(made_up.self_rating()),
    "diverging": lambda: training.change_bars(training_made_up.change()),
    "heat": lambda: training.coverage_heat(training_made_up.coverage()),
    "map": lambda: training.coverage_map(training_made_up.coverage(), outlines()),
    "score_range": lambda: charts.score_range(registry().get("phq9"), registry().get("phq9").scale("total")),
}


@pytest.mark.parametrize("name", GOLDEN_ONES)
def test_svg_is_the_golden_one(name: str) -> None:
    chart = GOLDEN_ONES[name]()
    assert chart is not None
    drawn = paper.svg(chart).decode()
    path = GOLDEN / f"{name}.svg"
    if os.environ.get("ATTUNE_UPDATE_GOLDEN"):
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")
