"""Answers before and after: the same people twice, each answer with its count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import charts, wording
from evaluation.charts.layout import lay_out
from evaluation.findings.finding import Bin
from tests import made_up

COUNTS = st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=5, max_size=5)


@given(before=COUNTS, after=COUNTS)
def test_what_is_drawn_printed_hovered_and_tabled_are_the_same_numbers(
    before: list[int | None], after: list[int | None]
) -> None:
    bins = tuple(
        Bin(label=str(place), low=place, high=place, before=b, after=a)
        for place, (b, a) in enumerate(zip(before, after, strict=True), 1)
    )
    chart = charts.likert(replace(made_up.self_rating(), bins=bins))
    assert chart is not None
    texts = [tuple(map(wording.count, pair)) for pair in zip(before, after, strict=True)]
    assert [row[1:] for row in chart.data.printed()] == texts
    for series, printed in zip(chart.series, texts, strict=True):
        assert [label.split(": ")[1] for label in series.labels] == list(printed)
        assert [hover.split(": ")[1].split(" ")[0] for hover in series.hovers] == list(printed)
    drawn = lay_out(chart)
    counts = [n for side in (before, after) for n in side if n]
    widths = [rect.x1 - rect.x0 for rect in drawn.rects]
    assert len(widths) == len(counts)  # nobody and hidden have no mark
    whole = max(80, *(sum(n or 0 for n in side) for side in (before, after)))  # 80 learners rated themselves
    assert widths == pytest.approx([n / whole for n in counts])


def test_the_best_answer_is_at_the_right_whichever_way_a_scale_runs() -> None:
    rating = made_up.self_rating()
    upside_down = replace(rating, better="lower")
    names = [
        [series.name for series in chart.series]
        for chart in map(charts.likert, (rating, upside_down))
        if chart is not None
    ]
    assert names == [["1 (worst)", "2", "3", "4", "5 (best)"], ["5 (worst)", "4", "3", "2", "1 (best)"]]


def test_other_scales_have_no_such_bars() -> None:
    """PHQ-9 is no ordered rating, ranges are no answers, and a sixth answer can't be told apart."""
    rating = made_up.self_rating()
    assert charts.likert(made_up.phq9()) is None
    assert charts.likert(made_up.pir_gas()) is None
    sixth = Bin(label="6", low=6, high=6, before=1, after=1)
    assert charts.likert(replace(rating, bins=(*rating.bins, sixth))) is None
    assert charts.likert(replace(rating, bins=rating.bins[:1])) is None


def test_its_words_say_the_finding_and_every_number() -> None:
    chart = charts.likert(made_up.self_rating())
    assert chart is not None
    assert chart.title.startswith("Knowledge: ")
    assert "learners had a better score" in chart.title
    for series in chart.series:
        for label in series.labels:
            assert label.split(": ")[1] in chart.alt
