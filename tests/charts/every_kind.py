"""Charts of every kind, most of them made of the sample files, for tests of what is made of them."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, get_args

from data_samples import path
from evaluation import charts
from evaluation.charts import training
from evaluation.charts.chart import INDIVIDUAL, Kind
from evaluation.individual import paired_lines, scatter
from evaluation.measures import registry
from evaluation.opening import load
from evaluation.pooling import gather
from evaluation.pooling.charts import forest
from evaluation.view import Protection, View
from tests import made_up, training_made_up
from tests.charts.training.hidden import hidden, outlines
from tests.findings.test_trend import months, table
from tests.individual.test_pairs import pairs
from tests.pooling import networks
from tests.tables_of_text import dataset

if TYPE_CHECKING:
    from evaluation.charts import Chart
    from evaluation.pooling import Network

KINDS: tuple[Kind, ...] = get_args(Kind)

# Forty months: thirty-nine much alike, then one in which far more got better.
JUMP = table(months([(10, 40), (14, 40), (12, 40)] * 13 + [(36, 40)]))


@cache
def every_kind(protection: Protection) -> tuple[Chart, ...]:
    """At least one chart of each kind that a report can hold, under a protection."""
    evidence = load(path("first_run")).evidence(View(group_by="site", protection=protection))
    answers = load(path("course_forms")).evidence(View(protection=protection))
    said = load(path("experience_forms")).evidence(View(protection=protection))
    stages = load(path("families_long")).evidence(View(protection=protection))
    over_time = dataset(JUMP).evidence(View(protection=protection, target=60))
    groups, reach = evidence.groups, evidence.reach
    assert groups is not None
    assert reach is not None
    phq9 = registry().get("phq9")
    found = (
        [charts.outcome_bars(evidence), charts.flow(evidence), charts.needs(made_up.evidence().needs[0])],
        chain.from_iterable(
            (charts.outcome_bar(f), charts.before_after(f), charts.effect(f), charts.transitions(f))
            for f in (*evidence.findings, *made_up.evidence(protected=protection != "exact").findings)
        ),
        (charts.likert(finding) for finding in answers.findings),
        (charts.experience_bars(one) for one in said.experience),
        chain.from_iterable((charts.trend_shares(t), charts.trend_means(t)) for t in over_time.trends),
        chain.from_iterable(
            (charts.trajectory_means(t), charts.trajectory_shares(t)) for t in stages.trajectories
        ),
        (charts.multiverse(one) for one in evidence.multiverses),
        (charts.group_dots(groups, scale) for scale in groups.scales),
        (charts.funnel_chart(groups, scale, adjusted=False) for scale in groups.scales[:1]),
        chain.from_iterable(
            (charts.reach_bars(reach, makeup), charts.access_bars(reach, makeup)) for makeup in reach.makeups
        ),
        [charts.score_range(phq9, phq9.scale("total"))],
        [forest(finding) for finding in network(protection).findings[:1]],
        of_training(protected=protection != "exact"),
    )
    return tuple(chart for chart in chain.from_iterable(found) if chart is not None)


def network(protection: Protection) -> Network:
    """Three services' counts together, all under one protection."""
    shared = networks.exact(3, 200) if protection == "exact" else networks.contributions(3, 200, protection)
    return gather(shared)


def of_training(*, protected: bool) -> tuple[Chart | None, ...]:
    """The charts of training, with some of their figures hidden where evidence is protected."""
    evidence = training_made_up.training_evidence()
    if protected:
        evidence = hidden(evidence)
    reach, coverage, needs, cohort = evidence.reach, evidence.coverage, evidence.needs, evidence.cohort
    assert reach is not None
    assert coverage is not None
    assert needs is not None
    assert cohort is not None
    return (
        *(training.reach_bars(reach, breakdown) for breakdown in reach.breakdowns),
        *(draw(c) for c in evidence.courses for draw in (training.attendance_bars, training.sessions_bars)),
        *(training.course_flow(course) for course in evidence.courses),
        *map(training.change_bars, evidence.changes),
        training.moved_bars(evidence.changes),
        *map(training.groups_moved, evidence.changes),
        training.coverage_heat(coverage),
        training.coverage_map(coverage, outlines()),
        *map(training.referrals_chart, evidence.referrals),
        training.needs_bars(needs),
        training.needs_heat(needs),
        *(training.progress_bars(cohort, pathway) for pathway in cohort.pathways),
        *(chart for beside in evidence.context for chart in training.context_charts(beside)),
    )


@cache
def chart_of(kind: Kind) -> Chart:
    """One chart of the kind in exact figures, those of single families among them."""
    if kind in INDIVIDUAL:
        return {chart.kind: chart for chart in (paired_lines(pairs("phq9")), scatter(pairs("phq9")))}[kind]
    return next(chart for chart in every_kind("exact") if chart.kind == kind)
