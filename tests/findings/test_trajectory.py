"""More than two scores: averages, what was kept, and nobody to be worked out. Oracle: the rows themselves."""

from __future__ import annotations

import json
import random
from datetime import date

import pytest

from data_samples import path
from evaluation import reports, wording
from evaluation.charts import later_table, trajectory_means, trajectory_shares, trajectory_table
from evaluation.charts.layout import lay_out
from evaluation.charts.screen import figure
from evaluation.errors import InputError
from evaluation.evaluating import evaluate
from evaluation.findings.as_json import evidence_entries
from evaluation.findings.trajectory_words import later_sentence
from evaluation.opening import load
from evaluation.view import View
from tests.reference import known
from tests.reports.reading import excel_dump, word_dump
from tests.tables_of_text import dataset

HEAD = "Client ID,Site,Questionnaire,Stage,Date Completed,Total"
STAGES = {"Baseline": "01/01/2025", "End": "01/06/2025", "Follow-up": "01/09/2025"}


def text(series, site="North"):
    """Rows of PHQ-9 totals from (baseline, end, follow-up), None where there is none."""
    rows = [HEAD]
    for i, scores in enumerate(series):
        own = site if isinstance(site, str) else site[i]
        for (stage, day), score in zip(STAGES.items(), scores, strict=True):
            if score is not None:
                rows.append(f"F{i:03d},{own},PHQ-9,{stage},{day},{score}")
    return "\n".join(rows)


BY_HAND = [
    (20, 10, 12),
    (20, 10, 15),
    (20, 18, 10),
    (20, 10, None),
    (20, 10, 14),
    (8, 8, 8),
    (16, None, None),
]


@pytest.fixture(scope="module")
def by_hand():
    (found,) = dataset(text(BY_HAND)).evidence(View()).trajectories
    return found


def test_averages_and_shares_by_hand(by_hand):
    """Baseline 124/7, end 66/6, follow-up 59/5; 6 of 7, 5 of 6 and 4 of 5 scored 10 or more."""
    assert [point.n for point in by_hand.points] == [7, 6, 5]
    assert [round(point.mean.value, 3) for point in by_hand.points] == [17.714, 11.0, 11.8]
    assert [(p.beyond.n, p.beyond.of) for p in by_hand.points] == [(6, 7), (5, 6), (4, 5)]


def test_the_complete_series_are_the_same_people(by_hand):
    """The five with all three scores: 88/5, 56/5 and 59/5."""
    assert by_hand.n_complete == 5
    assert {point.n for point in by_hand.complete} == {5}
    assert [round(point.mean.value, 1) for point in by_hand.complete] == [17.6, 11.2, 11.8]
    assert "The 5 families with every score averaged 17.6, 11.2 and 11.8." in by_hand.sentence
    assert "They started at 17.6, everybody at 17.7" in by_hand.sentence


def test_what_was_kept_by_hand(by_hand):
    """Six points are reliable change (NHS England): four got better by the end; two kept it, one lost it."""
    (later,) = by_hand.later
    assert (later.improved, later.unknown) == (4, 1)
    assert [(rate.n, rate.of) for rate in (later.kept, later.lost)] == [(2, 3), (1, 3)]
    assert later_sentence(by_hand, later) == (
        "2 of 3 families who got reliably better by the end and have a score at follow-up (67%, 95% interval "
        "21% to 94%) kept it; 33% lost it; 1 more have no score then."
    )


def test_two_stages_have_no_trajectory():
    assert evaluate(path("first_run")).evidence.trajectories == ()


def test_learning_nothing_of_a_few():
    """Every shown average is of a group that differs by none or by five or more from every other shown."""
    dealt = random.Random(11)  # noqa: S311 made-up data
    shown = 0
    for _ in range(8):
        n = dealt.choice([90, 250, 400])
        series = [
            tuple(dealt.randint(0, 27) if dealt.random() < keep else None for keep in (0.9, 0.7, 0.5))
            for _ in range(n)
        ]
        data = dataset(text(series))
        evidence = data.evidence(View(protection="nhs"))
        for found in evidence.trajectories:
            groups = {
                f"at {place}": (place, [i for i, s in enumerate(series) if s[place] is not None])
                for place in range(3)
            }
            every = [i for i, s in enumerate(series) if None not in s]
            told = [
                (place, set(who))
                for (place, who), point in zip(groups.values(), found.points, strict=True)
                if known(point.mean).value is not None
            ]
            if known(found.complete[0].mean).value is not None:
                told += [(place, set(every)) for place in range(3)]
            # What other pages publish: everybody paired from one stage to another.
            pairs = [
                (place, {i for i, s in enumerate(series) if s[place] is not None and s[other] is not None})
                for place in range(3)
                for other in range(3)
                if other != place
            ]
            for place, who in told:
                assert len(who) >= 5
                for other_place, others in told + pairs:
                    if place == other_place and (who <= others or others <= who):
                        assert not 0 < len(who ^ others) < 5
            shown += len(told)
            for later in found.later:
                whole = [[known(score) for score in series[i]] for i in every]
                kept, lost = (
                    [s for s in whole if s[0] - s[1] >= 6 and (s[0] - s[2] >= 6) is still]
                    for still in (True, False)
                )
                if later.kept.n is not None:
                    assert min(len(kept), len(lost)) >= 5
                assert later.improved is None
            plain = json.dumps(evaluate_json(evidence))
            assert '"near"' not in plain
    assert shown > 20


def evaluate_json(evidence):
    return evidence_entries(evidence)["trajectories"]


def test_a_filter_that_leaves_out_a_few_at_a_stage_hides_that_stage():
    """Twelve families of the other site, of whom two have a follow-up: that average is not shown twice."""
    series = [(15 + i % 7, 8 + i % 5, 7 + i % 6) for i in range(40)] + [(12, 9, None)] * 10
    series += [(14, 7, 6)] * 2 + [(14, 7, None)] * 10
    site = ["North"] * 50 + ["South"] * 12
    data = dataset(text(series, site))
    (whole,) = data.evidence(View(protection="nhs")).trajectories
    assert known(whole.points[2].mean).value is not None
    (north,) = data.evidence(View(protection="nhs", filters={"Site": ("North",)})).trajectories
    assert known(north.points[0].mean).value is not None
    assert known(north.points[2].mean).value is None


def test_the_same_numbers_everywhere():
    data = dataset(text(BY_HAND * 12))
    for protection in ("exact", "nhs"):
        evidence = data.evidence(View(protection=protection))
        (found,) = evidence.trajectories
        report = reports.build(evidence, made_on=date(2026, 11, 22))
        word, excel = (
            dump(reports.render(report, kind)) for dump, kind in ((word_dump, "docx"), (excel_dump, "xlsx"))
        )
        table = trajectory_table(found)
        assert found.sentence in word
        for later in found.later:
            assert later_sentence(found, later) in word
        for shown in (table, known(later_table(found))):
            assert shown.caption in excel
            for row in shown.printed():
                for cell in row:
                    assert cell in word
        (entry,) = evaluate_json(evidence)
        assert entry["sentence"] == found.sentence
        assert [p["n"] for p in entry["points"]] == [p.n for p in found.points]
        for chart in (known(trajectory_means(found)), known(trajectory_shares(found))):
            for point in found.points:
                value = known(point.mean).value if chart.axis == "points" else known(point.beyond).share
                text_of = (
                    wording.decimal(value) if chart.axis == "points" else wording.share(value, short=True)
                )
                assert text_of in chart.alt
            assert figure(chart).layout.height == lay_out(chart).height


def test_only_counts_of_a_hidden_stage_are_in_its_charts():
    """Two families without a baseline: the end's average beside the pairs' would tell theirs."""
    series = [(15 + i % 7, 8 + i % 5, 7 + i % 6) for i in range(40)] + [(None, 3, None)] * 2
    exact = dataset(text(series)).evidence(View()).trajectories[0]
    (found,) = dataset(text(series)).evidence(View(protection="nhs")).trajectories
    assert known(found.points[1].mean).value is None
    assert found.points[1].n == 40
    secret = wording.decimal(known(exact.points[1].mean).value)
    chart = known(trajectory_means(found))
    told = [found.sentence, chart.alt, *chart.series[0].labels, *chart.series[0].hovers, chart.title]
    told += [cell for row in trajectory_table(found).printed() for cell in row]
    assert not any(secret in part for part in told)


def test_sessions_in_order_draw_and_print():
    rows = [HEAD]
    for i in range(30):
        rows += [
            f"F{i},North,PHQ-9,,{1 + s:02d}/0{1 + s}/2025,{max(20 - 2 * s - i % 4, 0)}"
            for s in range(8 - i % 5)
        ]
    (found,) = dataset("\n".join(rows)).evidence(View()).trajectories
    assert found.by == "number"
    assert found.later == ()
    assert later_table(found) is None
    assert [point.n for point in found.points] == [30, 30, 30, 30, 24, 18, 12, 6]
    assert found.n_complete == 6
    assert lay_out(known(trajectory_means(found))).height > 0


def test_the_mixed_model_of_a_file():
    """The line through the made-up file's own dated scores falls; the figures are those of the library."""
    data = load(path("families_redcap"))
    finding = next(f for f in data.evidence(View()).findings if f.measure == "phq9")
    model = data.mixed_model(finding, View())
    assert (model.people, model.scores) == (55, 110)
    assert known(model.slope.high) < 0
    with pytest.raises(InputError, match="small numbers are hidden"):
        data.mixed_model(finding, View(protection="nhs"))


def test_one_family_is_told_as_one():
    (found,) = dataset(text([(20, 10, 12)])).evidence(View()).trajectories
    assert "20.0 at baseline (1 family), 10.0 at end (1) and 12.0 at follow-up (1)" in found.sentence
