"""The chart and the table of what was said about the service. Oracle: the evidence they are drawn from."""

from __future__ import annotations

import pytest

from evaluation import wording
from evaluation.charts import experience_bars, experience_table
from evaluation.charts.layout import NARROW, lay_out
from evaluation.view import View
from tests.tables_of_text import dataset

WORDS = ("Certainly true", "Partly true", "Not true", "Don't know")
ROWS = [f"F{i},{','.join(WORDS[(i * 7 + q) % 11 // 3] for q in range(12))}" for i in range(44)]
TEXT = "\n".join(["Family ID," + ",".join(f"CHI-ESQ Q{i}" for i in range(1, 13)), *ROWS])


@pytest.fixture(params=["exact", "nhs"])
def found(request: pytest.FixtureRequest):
    return dataset(TEXT).evidence(View(protection=request.param)).experience[0]


def test_one_bar_a_question_whose_parts_are_the_rates(found):
    chart = experience_bars(found)
    assert chart is not None
    assert chart is not None
    assert [row.label for row in chart.rows] == [f"Question {i}" for i in range(1, 13)]
    assert [series.name for series in chart.series] == ["Certainly true", "Partly true", "Not true"]
    for place, question in enumerate(found.questions):
        for series, rate in zip(chart.series, question.answers, strict=True):
            assert series.values[place] == (None if rate.hidden else rate.share)
            assert series.labels[place] == wording.share(rate.share, rate.hidden or "[x]", short=True)


def test_every_share_stands_beside_its_bar_and_bars_stay_inside(found):
    chart = experience_bars(found)
    assert chart is not None
    drawn = lay_out(chart, NARROW)
    texts = [words.text for words in drawn.words]
    for series in chart.series:
        assert all(texts.count(label) >= series.labels.count(label) for label in series.labels)
    assert all(0 <= rect.x0 < rect.x1 <= 1 for rect in drawn.rects)
    assert drawn.height < 500  # twelve questions on one screen, or on half a page


def test_its_title_and_alternative_text_say_what_it_shows(found):
    chart = experience_bars(found)
    assert chart is not None
    shares = [q.best.share for q in found.questions if q.best.share is not None]
    for share in (min(shares), max(shares)):
        assert wording.share(share) in chart.title
    assert all(question.sentence in chart.alt for question in found.questions)


def test_the_table_has_every_question_with_its_interval_and_its_dont_knows(found):
    table = experience_table(found)
    assert table.columns == (
        *("Question", "Out of", "Certainly true", "Share", "From", "To"),
        *("Partly true", "Not true", "Don't know"),
    )
    for row, question in zip(table.printed(), found.questions, strict=True):
        best, partly, no = question.answers
        symbol = best.hidden or "[x]"
        assert row == (
            question.label,
            wording.count(best.of, symbol),
            wording.count(best.n, symbol),
            wording.share(best.share, symbol),
            wording.share(best.low, symbol),
            wording.share(best.high, symbol),
            wording.count(partly.n, partly.hidden),
            wording.count(no.n, no.hidden),
            wording.count(question.unsure),
        )
