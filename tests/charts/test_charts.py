"""What charts say: alt text, printed figures, and nothing of what is hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation import charts, wording
from evaluation.charts.table import Number, Table, counted, measured, shared
from evaluation.findings.finding import Evidence, Flow, Step
from tests import made_up

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Finding

FIGURE = re.compile(r"\d(?:[\d,.]*\d)?%?")


def every_chart(evidence: Evidence) -> list[Chart]:
    made = [charts.outcome_bars(evidence), charts.flow(evidence)]
    for finding in evidence.findings:
        made += [
            charts.outcome_bar(finding),
            charts.before_after(finding),
            charts.effect(finding),
            charts.transitions(finding),
            charts.flow(finding),
        ]
    made += [charts.needs(profile) for profile in evidence.needs]
    rating = made_up.self_rating()
    made.append(charts.likert(made_up.hidden(rating) if evidence.suppressions else rating))
    return [chart for chart in made if chart is not None]


CASES = [
    pytest.param(chart, id=f"{'protected' if protected else 'exact'}-{place}-{chart.kind}")
    for protected in (False, True)
    for place, chart in enumerate(every_chart(made_up.evidence(protected=protected)))
]


def words_of(chart: Chart) -> str:
    series = [text for s in chart.series for text in (*s.labels, *s.hovers)]
    return " ".join([chart.title, chart.subtitle, chart.alt, chart.caption, *series])


def data_of(chart: Chart) -> str:
    cells = [cell for row in chart.data.printed() for cell in row]
    return " ".join([chart.data.caption, *chart.data.columns, *cells, *chart.data.notes])


@pytest.mark.parametrize("chart", CASES)
def test_words_are_there_and_print_no_none(chart: Chart) -> None:
    everything = f"{words_of(chart)} {data_of(chart)}"
    assert len(chart.alt) > 40
    for bad in (r"None(?! \()", "nan", "inf ", "[{}]"):  # “None (0 to 4)” is a band of PHQ-9
        assert not re.search(bad, everything)


@pytest.mark.parametrize("chart", CASES)
def test_hover_text_holds_figures_of_the_data_only(chart: Chart) -> None:
    known = set(FIGURE.findall(data_of(chart)))
    for series in chart.series:
        for hover in series.hovers:
            assert set(FIGURE.findall(hover)) <= known, hover


def test_outcome_bars_print_the_rates_of_the_findings() -> None:
    evidence = made_up.evidence()
    chart = charts.outcome_bars(evidence)
    assert chart is not None
    for place, finding in enumerate(evidence.findings):
        for series, rate in zip(chart.series, finding.headline(), strict=True):
            assert series.values[place] == rate.share
            assert wording.rate(rate) in series.hovers[place]
    assert len(chart.data.rows) == 3 * len(evidence.findings)


def test_better_unchanged_and_worse_are_always_together() -> None:
    for finding in made_up.evidence().findings:
        chart = charts.outcome_bar(finding)
        assert [s.labels[0].split(":")[0] for s in chart.series] == [
            "Got better",
            "No reliable change" if finding.headline_rule == "reliable_change" else "No change",
            "Got worse",
        ]


def headline(finding: Finding, better: Rate, worse: Rate) -> Finding:
    """The finding with these two rates under its headline rule."""
    given = {"improved": better, "worse": worse}
    rates = tuple(given.get(r.outcome, r) if r.rule == finding.headline_rule else r for r in finding.rates)
    return replace(finding, rates=rates)


def gone(rate: Rate) -> Rate:
    """The rate as disclosure control leaves it."""
    return replace(rate, n=None, low=None, high=None, hidden="[c]")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("reliable_change", "46% of 149 families with both scores got reliably better, 11% reliably worse"),
        ("any_change", "46% of 149 families with both scores had a better score, 11% a worse one"),
        ("band_move", "46% of 149 families with both scores moved to a better band, 11% to a worse one"),
    ],
)
def test_a_title_says_better_and_worse_and_which_definition(rule: str, said: str) -> None:
    """68 and 17 of 149 are 45.6% and 11.4%."""
    base = made_up.phq9()
    rates = tuple(replace(r, rule=rule) for r in base.headline())
    who = "families with both scores"
    finding = headline(
        replace(base, rates=rates, headline_rule=rule),
        made_up.rate(rule, "improved", 68, 149, who),
        made_up.rate(rule, "worse", 17, 149, who),
    )
    assert charts.outcome_bar(finding).title == f"Depression symptoms: {said}"


def test_a_title_names_what_is_hidden() -> None:
    better = made_up.rate("reliable_change", "improved", 12, 13)
    worse = made_up.rate("reliable_change", "worse", 1, 13)
    base = made_up.phq9()
    titles = [
        charts.outcome_bar(headline(base, one, other)).title.removeprefix("Depression symptoms: ")
        for one, other in (
            (better, gone(worse)),
            (gone(better), worse),
            (gone(better), gone(worse)),
        )
    ]
    unknown = "can't be shown without giving a small number away"
    assert titles == [
        "92% of 13 families got reliably better, [c] reliably worse",
        f"how many got reliably better ([c]) {unknown}; 8% of 13 families got reliably worse",
        f"how many got reliably better ([c]) or reliably worse ([c]) {unknown}",
    ]
    assert "too few families have both scores" in charts.outcome_bar(made_up.hidden(base)).title


def test_rounded_figures_are_about() -> None:
    base = made_up.phq9()
    rates = [
        replace(made_up.rate("reliable_change", kind, n, 150), printed_share=share)
        for kind, n, share in (("improved", 70, 0.46), ("worse", 15, 0.11))
    ]
    said = "about 46% of about 150 families got reliably better, about 11% reliably worse"
    assert charts.outcome_bar(headline(base, *rates)).title == f"Depression symptoms: {said}"


def test_the_statement_of_a_finding_stands_in_running_text() -> None:
    finding = made_up.warmth()
    better, _, worse = finding.headline()
    assert charts.statement(finding) == (
        f"{wording.share(better.share)} of 118 families had a better score after than before on warmth "
        f"towards the baby, and {wording.share(worse.share)} a worse one"
    )
    assert charts.statement(made_up.hidden(finding)).startswith("Warmth towards the baby: too few")


def test_the_effect_says_that_it_is_corrected() -> None:
    chart = charts.effect(made_up.phq9())
    assert chart is not None
    for text in (chart.axis, chart.caption, chart.alt, *chart.data.notes):
        assert "small-sample correction" in text
    hidden = charts.effect(made_up.hidden(made_up.phq9()))
    assert hidden is not None
    assert "correction" not in hidden.caption


def test_a_hidden_part_has_a_symbol_and_no_width() -> None:
    chart = charts.outcome_bar(made_up.partly_hidden(made_up.phq9()))
    assert [s.values[0] is None for s in chart.series] == [False, True, True]
    assert "No reliable change: [c] of about 120 families" in chart.alt.replace(
        "no reliable", "No reliable"
    ).replace("change [c]", "change: [c]")


def test_a_hidden_finding_leaks_no_figure_of_its_own() -> None:
    whole = made_up.warmth()
    hidden = made_up.hidden(whole)
    secret = {wording.count(rate.n) for rate in whole.rates} | {wording.count(b.before) for b in whole.bins}
    secret |= {wording.decimal(whole.description.mean_before), wording.share(whole.rates[0].share)}
    innocent = set(FIGURE.findall(f"{whole.title} {wording.period(*whole.period)}"))
    innocent |= {number for b in whole.bins for number in FIGURE.findall(b.label)}
    for chart in (charts.outcome_bar(hidden), charts.before_after(hidden), charts.effect(hidden)):
        assert chart is not None
        assert all(value is None for series in chart.series for value in series.values)
        said = set(FIGURE.findall(words_of(chart))) | set(
            FIGURE.findall(" ".join(c for row in chart.data.printed() for c in row))
        )
        assert said & (secret - innocent) == set()


def test_hidden_moves_are_not_summed_in_the_title() -> None:
    whole = charts.transitions(made_up.pir_gas())
    hidden = charts.transitions(made_up.partly_hidden(made_up.pir_gas()))
    assert whole is not None
    assert hidden is not None
    assert "moved to a better band" in whole.title
    assert FIGURE.search(hidden.title) is None


def test_the_band_matrix_adds_up_to_everyone() -> None:
    finding = made_up.pir_gas()
    chart = charts.transitions(finding)
    assert chart is not None
    assert sum(value or 0 for series in chart.series for value in series.values) == finding.n


def test_before_and_after_each_add_up_to_everyone() -> None:
    finding = made_up.phq9()
    chart = charts.before_after(finding)
    assert chart is not None
    assert [sum(v or 0 for v in series.values) for series in chart.series] == [finding.n, finding.n]


def test_an_ordinal_scale_has_no_effect_and_speaks_of_the_middle() -> None:
    assert charts.effect(made_up.pir_gas()) is None
    before_after = charts.before_after(made_up.pir_gas())
    assert before_after is not None
    assert "middle score" in before_after.title


def test_an_effect_whose_interval_holds_zero_is_no_clear_change() -> None:
    finding = made_up.phq9()
    headline = replace(finding.effects[0], value=0.05, low=-0.1, high=0.2)
    chart = charts.effect(replace(finding, effects=(headline,)))
    assert chart is not None
    assert "no clear change" in chart.title
    worse = charts.effect(replace(finding, effects=(replace(headline, value=-0.5, low=-0.7, high=-0.3),)))
    assert worse is not None
    assert "worse on average by 0.50" in worse.title


def test_nothing_to_show_gives_no_chart() -> None:
    evidence = replace(made_up.evidence(), findings=(), flow=Flow(steps=()))
    assert charts.outcome_bars(evidence) is None
    assert charts.flow(evidence) is None
    assert charts.transitions(made_up.phq9()) is None


@pytest.mark.parametrize("name", ["title", "subtitle", "alt", "caption"])
def test_a_chart_without_its_words_is_refused(name: str) -> None:
    chart = charts.outcome_bar(made_up.phq9())
    with pytest.raises(ValueError, match=name):
        replace(chart, **{name: " "})  # type: ignore[arg-type]


def test_negative_bars_and_a_fifth_series_are_refused() -> None:
    chart = charts.before_after(made_up.phq9())
    assert chart is not None
    below = replace(chart.series[0], values=(-1, *chart.series[0].values[1:]))
    with pytest.raises(ValueError, match="zero"):
        replace(chart, series=(below,))
    with pytest.raises(ValueError, match="at most 4"):
        replace(chart, series=chart.series[:1] * 5)


def test_tables_hold_what_is_printed_and_no_more() -> None:
    # 8 1/3 with further decimals would give away that n is a multiple of 3.
    assert measured(25 / 3) == Number(8.3, "decimal", 1)
    assert shared(2 / 3) == Number(0.67, "share", 2)
    assert shared(0.001) == "less than 1%"
    assert counted(None) == "[c]"
    with pytest.raises(ValueError, match="caption"):
        Table(caption="", columns=("a",), rows=())
    with pytest.raises(ValueError, match="heading"):
        Table(caption="t", columns=("a", "a"), rows=())
    with pytest.raises(ValueError, match="cells"):
        Table(caption="t", columns=("a",), rows=(("1", "2"),))


def test_columns_of_figures_and_of_words_are_told_apart() -> None:
    rows = ((counted(1), "less than 1%", "better than before"), ("[c]", shared(0.5), "File"))
    table = Table(caption="t", columns=("n", "share", "words"), rows=rows)
    assert [table.numeric(place) for place in range(3)] == [True, True, False]


def test_goals_are_not_counted_against_families() -> None:
    """By hand: 90 families, of whom 80 rated 120 goals twice; "120 of 90" would be nonsense."""
    steps = (
        Step(key="all", label="Families in these figures", n=90),
        Step(key="before", label="With a first score", n=85),
        Step(key="both", label="With both scores", n=80),
        Step(key="pairs", label="Goals rated twice", n=120),
    )
    finding = replace(made_up.goals(), flow=Flow(steps=steps))
    chart = charts.flow(finding)
    assert chart is not None
    assert chart.title == "80 of 90 families have both scores, on 120 goals"
    assert [hover.split()[-1] for hover in chart.series[0].hovers] == ["families"] * 3 + ["goals"]
    assert chart.series[0].name == "Families"
    assert charts.flow_table(finding).columns[2] == "Families (goals where named)"
    unknown = charts.flow(replace(finding, flow=Flow(steps=(replace(steps[0], n=None), *steps[1:]))))
    assert unknown is not None
    assert not FIGURE.search(unknown.title)


def test_enrolments_are_not_counted_against_people() -> None:
    steps = (
        Step(key="people", label="Learners (each counted once)", n=42),
        Step(key="all", label="Enrolments in the file", n=111),
        Step(key="both", label="With both scores", n=100),
    )
    chart = charts.flow(replace(made_up.evidence(), flow=Flow(steps=steps)))
    assert chart is not None
    assert chart.title == "100 of 111 enrolments in the file have both scores"
