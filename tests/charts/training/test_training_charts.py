"""Charts of training: the hand-made evidence drawn, tabled and told with the same figures, hidden alike."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.charts import Chart, Number, Table, palette, training
from evaluation.charts.layout import WIDE, lay_out
from evaluation.charts.screen import spec, wide_spec
from evaluation.charts.training.answers import parts_of
from evaluation.courses.boundaries import boundaries
from evaluation.courses.vocabulary import Question
from evaluation.errors import InputError
from evaluation.training.evidence import Breakdown, Part
from tests import training_made_up as made_up
from tests.charts.every_kind import of_training
from tests.charts.training.hidden import everything_hidden, hidden, outlines
from tests.examples import examples
from tests.reference import known

if TYPE_CHECKING:
    from evaluation.training.evidence import AnswersAt, LearnerChange, TrainingEvidence

FIGURE = re.compile(r"\d[\d,.]*%?")
COUNTS = st.lists(st.one_of(st.none(), st.integers(0, 200)), min_size=5, max_size=5)


def drawn(*, protected: bool) -> list[Chart]:
    return [chart for chart in of_training(protected=protected) if chart is not None]


def tables(evidence: TrainingEvidence) -> list[Table | None]:
    reach, course = known(evidence.reach), evidence.courses[0]
    cohort, needs = known(evidence.cohort), known(evidence.needs)
    return [
        *(training.reach_table(reach, breakdown) for breakdown in reach.breakdowns),
        training.missing_roles_table(reach),
        training.course_table(course),
        training.course_flow_table(course),
        *map(training.distribution_table, evidence.changes),
        training.moved_table(evidence.changes),
        training.groups_table(evidence.changes[0]),
        training.gain_table(evidence.changes),
        training.two_groups_table(evidence.changes),
        training.coverage_table(known(evidence.coverage)),
        *map(training.referrals_table, evidence.referrals),
        training.needs_table(needs),
        training.packages_table(needs),
        training.cohort_table(cohort),
        training.feedback_table(cohort),
        *map(training.pathway_table, cohort.pathways),
        *map(training.context_table, evidence.context),
    ]


@pytest.mark.parametrize("protected", [False, True])
def test_every_figure_that_is_drawn_is_printed_beside_it_and_told_to_listeners(protected: bool) -> None:
    for chart in drawn(protected=protected):
        for series in chart.series:
            for value, label in zip(series.values, series.labels, strict=True):
                if value is None:
                    continue
                assert FIGURE.findall(label), (chart.title, label)
                if chart.kind not in {"trend", "stacked", "heat"}:
                    assert FIGURE.findall(label)[-1].rstrip(".,").lstrip("<>") in chart.alt, (
                        label,
                        chart.alt,
                    )


def test_a_hidden_figure_is_a_symbol_and_no_mark() -> None:
    symbols = 0
    for chart in drawn(protected=True):
        for series in chart.series:
            for value, label, look in zip(series.values, series.labels, series.looks, strict=True):
                if "[c]" in label and not label.startswith("about"):
                    symbols += 1
                    assert value is None, (chart.title, label)
                    if chart.kind in {"heat", "map"}:
                        assert look == palette.NOBODY
    assert symbols > 10


def test_where_all_is_hidden_nothing_is_drawn_and_no_table_has_a_number_of_people() -> None:
    evidence = everything_hidden(made_up.training_evidence())
    reach, coverage = known(evidence.reach), known(evidence.coverage)
    assert [training.reach_bars(reach, breakdown) for breakdown in reach.breakdowns] == [None, None]
    assert [training.change_bars(found) for found in evidence.changes] == [None] * 3
    assert training.moved_bars(evidence.changes) is None
    assert training.groups_moved(evidence.changes[0]) is None
    assert training.coverage_heat(coverage) is None
    assert training.coverage_map(coverage, outlines()) is None
    assert training.referrals_chart(evidence.referrals[0]) is None
    assert training.needs_bars(known(evidence.needs)) is None
    assert training.needs_heat(known(evidence.needs)) is None
    assert training.context_charts(evidence.context[0]) == ()
    moved = training.moved_table(evidence.changes)
    for table in (moved, training.coverage_table(coverage), training.needs_table(known(evidence.needs))):
        assert not any(isinstance(cell, Number) for row in table.rows for cell in row)


@pytest.mark.parametrize("evidence", [made_up.training_evidence(), hidden(made_up.training_evidence())])
def test_every_table_prints(evidence: TrainingEvidence) -> None:
    for table in tables(evidence):
        assert known(table).printed()
        assert all(text for row in known(table).printed() for text in row)


def test_months_are_in_the_order_of_time_and_roles_in_that_of_what_is_printed() -> None:
    reach = made_up.reach()
    months = reach.breakdown("month")
    turned = replace(months, parts=months.parts[::-1])
    chart = known(training.reach_bars(reach, turned))
    assert [row.label for row in chart.rows] == ["January 2025", "June 2025", "November 2025"]
    chart = known(training.reach_bars(reach, reach.breakdown("role")))
    assert [row.label for row in chart.rows][-2:] == ["Early years practitioner", "Not recorded"]


def test_hidden_groups_stand_in_the_order_of_their_names() -> None:
    """Else the order would tell which of two hidden counts is larger."""
    rate = replace(made_up.rate(3, 52, "people"), n=None, hidden="[c]")
    parts = tuple(Part(value=name, recorded=True, people=rate, places=None) for name in ("B", "C", "A"))
    shown = Part(value="D", recorded=True, people=made_up.rate(20, 52, "people"), places=20)
    breakdown = Breakdown(id="role", label="Role", parts=(*parts, shown), adds=True)
    chart = known(training.reach_bars(made_up.reach(), breakdown))
    assert [row.label for row in chart.rows] == ["D", "A", "B", "C"]


@settings(max_examples=examples(40))
@given(before=COUNTS, after=COUNTS)
def test_bars_lie_round_the_middle_answer_and_are_as_long_as_their_shares(
    before: list[int | None], after: list[int | None]
) -> None:
    found = made_up.change()

    def at(counts: list[int | None], occasion: str) -> AnswersAt:
        n = sum(n or 0 for n in counts)
        return replace(made_up.answers_at(occasion, (1,) * 5), counts=tuple(counts), n=n)

    found = replace(found, before=at(before, "baseline"), after=at(after, "end"))
    chart = training.change_bars(found)
    if chart is None:
        assert not any(n is not None for side in (before, after) if any(side) for n in side)
        return
    shares = [
        [None if n is None or not any(side) else n / sum(m or 0 for m in side) for n in side]
        for side in (before, after)
    ]
    for place, series in enumerate(chart.series):
        assert series.values == tuple(side[place] for side in shares)
    rects = lay_out(chart).rects
    long = [share for side in shares for share in side if share]
    assert [rect.x1 - rect.x0 for rect in rects] == pytest.approx(
        [share * (rects[0].x1 - rects[0].x0) / long[0] for share in long]
    )
    middles = [rect.x0 + rect.x1 for rect in rects if rect.look == palette.NO_CHANGE]
    assert middles == pytest.approx([middles[0]] * len(middles)) if middles else True


def test_the_middle_answer_is_parted_by_the_line() -> None:
    """By hand: 10 below, 20 in the middle, 10 above lie evenly about the line."""
    found = replace(made_up.after_only(), after=made_up.answers_at("end", (0, 10, 20, 10, 0)))
    drawn_ = lay_out(known(training.change_bars(found)))
    (line,) = [rule for rule in drawn_.rules if rule.x0 == rule.x1]
    middle = next(rect for rect in drawn_.rects if rect.look == palette.NO_CHANGE)
    assert line.x0 == pytest.approx((middle.x0 + middle.x1) / 2)
    assert (line.x0 - drawn_.rects[0].x0) == pytest.approx(drawn_.rects[-1].x1 - line.x0)


@pytest.mark.parametrize("many", range(2, 12))
def test_any_number_of_answers_is_put_into_at_most_five_parts_alike_on_both_sides(many: int) -> None:
    question = Question(id="q", text="Sure?", low=1, high=many, level=2)
    parts = known(parts_of(question, many))
    sizes = [end - start for start, end in parts.spans]
    assert sum(sizes) == many
    assert len(sizes) <= 5
    assert sizes == sizes[::-1]
    assert len(sizes) % 2 == many % 2


def test_where_a_low_answer_is_better_it_stands_at_the_right() -> None:
    found = made_up.change()
    turned = replace(found, question=replace(found.question, better="lower"))
    chart, other = known(training.change_bars(found)), known(training.change_bars(turned))
    assert [series.name for series in other.series] == [series.name for series in chart.series][::-1]
    assert [series.values for series in other.series] == [series.values for series in chart.series][::-1]


def test_two_designs_never_share_a_chart() -> None:
    one = made_up.change()
    other = replace(one, key="other", design="retrospective baseline")
    assert len(training.changes_bars((one, other))) == 2
    with pytest.raises(ValueError, match="two designs"):
        training.moved_bars((one, other))


def test_up_the_same_and_down_are_told_in_words_on_the_bars_themselves() -> None:
    """By hand: of 40 learners 28 moved up, 9 gave the same answer (22.5%) and 3 moved down (7.5%)."""
    one = made_up.change()
    other = replace(one, key="other", question=replace(one.question, id="other", text="Another question"))
    chart = known(training.moved_bars((one, other)))
    assert [series.labels[0] for series in chart.series] == ["70% up", "23% the same", "8% down"]


def test_forms_that_nobody_signed_are_called_two_groups() -> None:
    chart = known(training.change_bars(made_up.two_groups()))
    assert "two groups, not the same people" in chart.subtitle
    assert any("two groups of people" in line for line in chart.how)


@pytest.mark.parametrize("found", [made_up.change(), made_up.after_only(), made_up.two_groups()])
def test_how_it_was_asked_and_its_level_stand_under_the_title(found: LearnerChange) -> None:
    chart = known(training.change_bars(found))
    assert f"level {found.level} of 4" in chart.subtitle
    assert {"true baseline": "asked before the course and after it", "after only": "asked once"}[
        found.design
    ] in chart.subtitle


def test_a_long_list_of_questions_goes_on_in_charts_of_about_as_many() -> None:
    found = [replace(made_up.change(), key=str(place)) for place in range(8)]
    assert [len(chart.rows) for chart in training.changes_bars(found)] == [8, 8]


def test_referrals_are_told_without_better_or_worse_and_months_of_courses_are_marked() -> None:
    chart = known(training.referrals_chart(made_up.referrals()))
    assert known(chart.marked).places == (9, 11, 13, 16)
    words = " ".join(word.text for word in lay_out(chart).words)
    assert "improvement" not in words
    assert "concern" not in words
    for told in (chart.title, chart.subtitle, chart.alt, chart.caption, *chart.how):
        assert not re.search(r"\b(led to|because|thanks to|impact|improve)", told)


def test_coverage_has_every_cell_and_its_totals_and_shades_by_what_is_printed() -> None:
    chart = known(training.coverage_heat(made_up.coverage()))
    assert [row.label for row in chart.rows] == ["Health visitor", "Midwife", "All roles"]
    assert [series.name for series in chart.series] == ["Northbank", "Riverside", "All boroughs"]
    assert chart.series[0].labels == ("14 of 40 (35%)", "9 of 25 (36%)", "23 of 65 (35%)")
    assert chart.series[2].labels[-1] == "39 of 123 (32%)"
    assert chart.series[0].looks[0] == palette.shade(0.35)


def test_a_borough_without_a_headcount_has_no_share_and_no_shade() -> None:
    found = made_up.coverage()
    first, *others = found.cells
    none = replace(first, trained=replace(first.trained, of=None))
    chart = known(training.coverage_heat(replace(found, cells=(none, *others))))
    column = chart.series[0]
    assert (column.values[0], column.labels[0], column.looks[0]) == (None, "14 of [x]", palette.NOBODY)


def test_boroughs_are_numbered_on_the_map_and_listed_below_it() -> None:
    found = made_up.coverage()
    chart = known(training.coverage_map(found, outlines()))
    scene = lay_out(chart)
    assert len(scene.outlines) == 2
    assert {"1", "2", "1. Northbank: 23 of 65 (35%)", "2. Riverside: 16 of 58 (28%)"} <= {
        words.text for words in scene.words
    }
    far = replace(found.by_borough[0], borough="Faraway")
    chart = known(training.coverage_map(replace(found, by_borough=(*found.by_borough, far)), outlines()))
    assert "Not in the boundary file: Faraway." in chart.alt
    assert any("Faraway (not on the map)" in words.text for words in lay_out(chart).words)


def test_a_map_of_other_places_is_refused() -> None:
    elsewhere = boundaries(
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Elsewhere"},'
        b' "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}}]}'
    )
    with pytest.raises(InputError, match="none of the boroughs"):
        training.coverage_map(made_up.coverage(), elsewhere)


def test_two_questions_on_one_topic_keep_their_own_names_and_figures() -> None:
    found = made_up.needs()
    (first,) = found.topics
    groups = tuple((value, replace(rate, n=0)) for value, rate in first.groups)
    asked = replace(first.question, id="other", text="How sure are you?")
    two = replace(found, topics=(first, replace(first, question=asked, groups=groups)))
    chart = known(training.needs_heat(two))
    assert [row.label for row in chart.rows] == [first.question.text, "How sure are you?"]
    assert [series.labels for series in chart.series[:2]] == [
        ("10 of 21 (48%)", "0 of 21 (0%)"),
        ("14 of 19 (74%)", "0 of 19 (0%)"),
    ]
    assert {row[0] for row in chart.data.rows} == {row.label for row in chart.rows}


def test_a_wide_window_has_all_columns_side_by_side_where_a_phone_has_blocks() -> None:
    found = made_up.coverage()
    cell = found.cells[0]
    names = ("Northbank", "Riverside", "Harbourside", "Millfield", "St Wren's")
    cells = tuple(replace(cell, borough=name) for name in names)
    chart = known(
        training.coverage_heat(
            replace(
                found, boroughs=names, roles=("Health visitor",) * 1, cells=cells,
                by_role=(replace(cell, borough=""),), by_borough=tuple(replace(c, role="") for c in cells),
            )
        )
    )  # fmt: skip
    chart = replace(chart, series=chart.series * 5)
    heads = [words.y for words in lay_out(chart, WIDE).words if words.bold]
    assert len(set(heads)) == 1
    assert len({words.y for words in lay_out(chart).words if words.bold}) > 1
    assert known(wide_spec(chart))["layout"]["height"] < spec(chart)["layout"]["height"]
    assert wide_spec(known(training.needs_bars(made_up.needs()))) is None
