"""Pictures of single families: every pair once, on the right side of the right line, named as it is."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.change import ReliableChange
from evaluation.charts import paper, screen
from evaluation.charts.layout import lay_out
from evaluation.errors import InputError
from evaluation.individual import Pair, Pairs, paired_lines, pairs_of, scatter
from evaluation.individual.lines import lines_of
from evaluation.individual.pictures import MOST_DOTS
from evaluation.measures import registry
from evaluation.view import View
from tests import made_up
from tests.charts import test_drawing
from tests.examples import examples
from tests.individual.test_pairs import first_run, pairs

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart

GOLDEN = Path(__file__).parent / "golden"
PHQ9 = registry().get("phq9").scale("total")
SIX = ReliableChange.of(PHQ9.change_rule)  # type: ignore[arg-type]
HOVER = re.compile(r"(\d+) before, (\d+) after: ([\d,]+) famil")


def judged(counts: dict[tuple[int, int], int]) -> Pairs:
    """Pairs of PHQ-9 scores judged by hand: 6 points fewer is better, 6 more is worse."""
    found = tuple(
        Pair(
            before=before,
            after=after,
            n=n,
            outcome="improved" if before - after >= 6 else "worse" if after - before >= 6 else "no_change",
        )
        for (before, after), n in sorted(counts.items())
    )
    return Pairs(finding=made_up.phq9(), scale=PHQ9, rule=SIX, pairs=found)


COUNTS = st.dictionaries(
    st.tuples(st.integers(0, 27), st.integers(0, 27)), st.integers(1, 50), min_size=1, max_size=30
)


def hovered(texts: list[str]) -> dict[tuple[int, int], int]:
    """What hover texts say: how many have which pair of scores."""
    return {(int(b), int(a)): int(n.replace(",", "")) for text in texts for b, a, n in HOVER.findall(text)}


@settings(max_examples=examples(50))
@given(counts=COUNTS)
def test_dots_hovers_key_and_table_are_the_same_numbers(counts: dict[tuple[int, int], int]) -> None:
    chart = scatter(judged(counts))
    drawn = lay_out(chart)
    assert len(drawn.dots) == len(counts)
    assert hovered([dot.hover for dot in drawn.dots]) == counts
    assert {(int(b), int(a)): int(n.replace(",", "")) for b, a, n, _ in chart.data.printed()} == counts
    outcomes = Counter(row[3] for row in chart.data.printed() for _ in range(int(row[2].replace(",", ""))))
    assert {s.name: outcomes[s.name.split(":")[0]] for s in chart.series} == {
        s.name: int(re.findall(r": (\d[\d,]*) ", s.name)[0].replace(",", "")) for s in chart.series
    }
    # A dot lies where its hover says, on one scale across and upwards.
    for dot in drawn.dots:
        ((before, _),) = hovered([dot.hover])
        assert dot.x == pytest.approx((before + 0.04 * 27) / (1.08 * 27))
    below = sorted((hovered([dot.hover]).popitem()[0][1], -dot.y) for dot in drawn.dots)
    assert [y for _, y in below] == sorted(y for _, y in below)


@settings(max_examples=examples(50))
@given(counts=COUNTS)
def test_lines_run_between_the_scores_of_every_pair(counts: dict[tuple[int, int], int]) -> None:
    chart = paired_lines(judged(counts))
    drawn = lay_out(chart)
    slopes = [
        rule for rule in drawn.rules if rule.colour in {series.looks[0].edge for series in chart.series}
    ]
    assert len(slopes) == len(counts)
    ends = {(round(dot.x, 9), round(dot.y, 9)) for dot in drawn.dots}
    for rule in slopes:
        assert {(round(rule.x0, 9), round(rule.y0, 9)), (round(rule.x1, 9), round(rule.y1, 9))} <= ends
    assert hovered([dot.hover for dot in drawn.dots]).items() <= counts.items()


@pytest.mark.parametrize("measure", ["phq9", "gad7"])
def test_the_band_parts_better_from_no_reliable_change_and_that_from_worse(measure: str) -> None:
    """Half a step inside the published amount, so that no dot lies on a line."""
    found = pairs(measure)
    _, better, worse, *_ = lines_of(found)
    assert (better.name.split()[-1], worse.name.split()[-1]) == ("better", "worse")
    (x, y), _ = better.points
    down = x - y
    (x, y), _ = worse.points
    up = y - x
    for pair in found.pairs:
        assert (pair.before - pair.after > down) == (pair.outcome == "improved")
        assert (pair.after - pair.before > up) == (pair.outcome == "worse")
        assert pair.before - pair.after not in {down, -up}


def test_an_amount_between_two_steps_is_drawn_between_the_changes_that_do_and_do_not_count() -> None:
    """1.7 points of a scale of whole ones: a change of 1 does not count and one of 2 does."""
    found = replace(judged({(9, 8): 1, (9, 7): 1}), rule=replace(SIX, value=1.7, worse=1.2))
    _, better, worse, *_ = lines_of(found)
    assert better.points[0] == (1.5, 0.0)
    assert worse.points[0] == (0.0, 1.5)


def test_the_cut_off_lies_just_outside_its_range_on_both_axes() -> None:
    """PHQ-9: 10 or more is beyond it, so the line is at 9.5; PIR-GAS: 39 or less, so 39.5."""
    for measure, at in (("phq9", 9.5), ("pir_gas", 39.5)):
        before, after = lines_of(pairs(measure))[-2:]
        assert {x for x, _ in before.points} == {at} == {y for _, y in after.points}


@pytest.mark.parametrize(("measure", "above"), [("phq9", "worse"), ("mors_sf", "better")])
def test_it_is_plain_which_side_is_better(measure: str, above: str) -> None:
    below = {"worse": "better", "better": "worse"}[above]
    words = " ".join(entry.text for entry in lay_out(scatter(pairs(measure))).words)
    assert f"Above the line: scored {above}" in words
    assert f"Below the line: scored {below}" in words
    lines = " ".join(entry.text for entry in lay_out(paired_lines(pairs(measure))).words)
    assert f"lines that rise are {above}" in lines


def test_the_caption_names_the_source_of_band_and_cut_off_and_whose_eyes_it_is_for() -> None:
    caption = scatter(pairs("phq9")).caption
    assert SIX.source.rstrip(".") in caption
    assert PHQ9.cut_off is not None
    assert PHQ9.cut_off.source.rstrip(".") in caption
    assert "for the service's own use, not for publication" in caption


def test_scales_without_an_amount_have_no_band() -> None:
    assert not any(curve.dashed for curve in lines_of(pairs("pir_gas")))


def test_computed_and_chosen_amounts_have_a_band_too() -> None:
    for improved, word in (("computed_change", "points"), ("percent_change", "20%")):
        view = View(improved=improved, percent=20)  # type: ignore[arg-type]
        finding = next(f for f in first_run().evidence(view).findings if f.measure == "phq9")
        found = pairs_of(first_run(), view, finding)
        dashed = [curve for curve in lines_of(found) if curve.dashed]
        assert [word in curve.name for curve in dashed] == [True, True]
        (x0, y0), (x1, y1) = dashed[0].points
        slope = (y1 - y0) / (x1 - x0)
        for pair in found.pairs:
            if pair.outcome != "not_judged":
                inside = pair.after <= y0 + slope * (pair.before - x0) + 1e-9
                assert inside == (pair.outcome == "improved")


def test_too_many_pairs_or_none_are_one_clear_sentence() -> None:
    pair = judged({(9, 3): 1}).pairs[0]
    many = replace(judged({(9, 3): 1}), pairs=(pair,) * (MOST_DOTS + 1))
    for found, said in ((many, "narrow the filters"), (replace(many, pairs=()), "nothing to draw")):
        for draw in (scatter, paired_lines):
            with pytest.raises(InputError, match=said):
                draw(found)


PICTURES = [
    pytest.param(draw(pairs(measure)), id=f"{draw.__name__}-{measure}")
    for draw in (scatter, paired_lines)
    for measure in ("phq9", "mors_sf", "pir_gas", "gad7")
]


@pytest.mark.parametrize("chart", PICTURES)
@pytest.mark.parametrize(
    ("width", "characters"), [(test_drawing.NARROW, 50), (1068, 50), (test_drawing.PAPER, 72)]
)
def test_words_have_room(chart: Chart, width: int, characters: int) -> None:
    test_drawing.test_words_do_not_collide_or_leave_the_picture(chart, width, characters)


@pytest.mark.parametrize("chart", PICTURES[:1])
def test_screen_and_paper_draw_every_mark(chart: Chart) -> None:
    dots = screen.figure(chart).data[-1]
    assert len(dots.x) == len(chart.rows)
    assert paper.svg(chart).decode().count("<circle ") >= len(chart.rows)


@pytest.mark.parametrize("draw", [scatter, paired_lines])
def test_the_picture_is_the_golden_one(draw: object) -> None:
    counts = {(14, 6): 3, (12, 12): 2, (20, 21): 1, (4, 11): 1, (0, 0): 4, (27, 20): 1, (9, 3): 1}
    drawn = paper.svg(draw(judged(counts))).decode()  # type: ignore[operator]
    path = GOLDEN / f"{draw.__name__}.svg"  # type: ignore[attr-defined]
    if os.environ.get("ATTUNE_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")
