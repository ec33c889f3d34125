"""The picture of every definition and the tables of who is missing. Oracle: the evidence they draw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation import charts, wording
from evaluation.charts.layout import lay_out
from evaluation.charts.paper import svg
from evaluation.charts.screen import figure
from evaluation.view import View
from tests.reference import known
from tests.tables_of_text import dataset, table

ROWS: list[tuple[object, ...]] = [
    (f"A{i}", "north" if i % 2 else "south", 14 + i % 7, 6 if i % 5 < 3 else 20) for i in range(60)
]
ROWS += [(f"B{i}", "north" if i % 3 else "south", 15 + i % 6, "") for i in range(30)]
TEXT = table("Family ID,Site,PHQ-9 before,PHQ-9 after", *ROWS)


@pytest.fixture(scope="module", params=["exact", "nhs"])
def evidence(request):
    return dataset(TEXT).evidence(View(protection=request.param))


def test_the_picture_says_the_sentence_and_shows_every_definition_in_order(evidence):
    (found,) = evidence.multiverses
    chart = known(charts.multiverse(found))
    assert chart.title == found.sentence.removesuffix(".")
    assert found.sentence in chart.alt
    complete = [u.rate for u in found.universes if u.stance.id == "complete"]
    assert list(chart.series[0].values) == sorted(rate.share for rate in complete)
    by_none = [u.rate.share for u in found.universes if u.stance.id == "none"]
    assert sorted(map(known, chart.series[1].lows)) == sorted(by_none)
    for text, value in zip(chart.series[0].labels, chart.series[0].values, strict=True):
        assert wording.share(value) in text


@pytest.mark.parametrize("characters", [50, 140])
def test_the_picture_stays_in_its_frame(evidence, characters):
    drawn = lay_out(known(charts.multiverse(evidence.multiverses[0])), characters)
    assert all(0 <= dot.x <= 1 and 0 < dot.y < drawn.height for dot in drawn.dots)
    assert all(0 <= rule.x0 <= 1 and 0 <= rule.x1 <= 1 for rule in drawn.rules)
    assert [words.text for words in drawn.words if words.text == "50%"] == ["50%"]


def test_the_picture_is_drawn_on_screen_and_on_paper(evidence):
    chart = known(charts.multiverse(evidence.multiverses[0]))
    assert figure(chart).layout.height > 100
    assert b"<svg" in svg(chart)


def test_the_table_has_every_definition_with_its_interval(evidence):
    (found,) = evidence.multiverses
    rows = charts.multiverse_table(found).printed()
    assert [row[5:7] for row in rows] == [
        (wording.count(u.rate.of), wording.share(u.rate.share)) for u in found.universes
    ]


def test_tables_of_who_is_missing_print_the_evidence(evidence):
    (finding,) = evidence.findings
    found = finding.missing
    rows = known(charts.start_table(finding)).printed()
    assert rows[0] == ("Families", wording.count(found.without.n), wording.count(found.with_both.n))
    assert rows[1][1:] == (wording.decimal(found.without.mean), wording.decimal(found.with_both.mean))
    cells = [(row[1], row[2], row[4]) for row in known(charts.makeup_table(finding)).printed()]
    (site,) = found.makeup
    assert cells == [(p.value, wording.count(p.without), wording.count(p.with_both)) for p in site.parts]
    (row,) = known(charts.bounds_table(evidence)).printed()
    assert row[1] == wording.count(found.without.n)


def test_one_definition_is_no_picture(evidence):
    (found,) = evidence.multiverses
    assert charts.multiverse(replace(found, universes=found.universes[:1])) is None
