"""Change over time. Oracles: counts made by hand; the finding of a view of one quarter."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from evaluation.command_line import main
from evaluation.evaluating import Evaluation
from evaluation.findings.as_json import evidence_entries, trend_entry
from evaluation.findings.trend import MOST
from evaluation.findings.trend_words import (
    assurance_sentence,
    completion_sentence,
    how_made,
    mean_sentence,
    signal_words,
    trend_title,
)
from evaluation.view import View
from tests.tables_of_text import dataset

HEAD = "Family ID,PHQ-9 before,PHQ-9 before date,PHQ-9 after,PHQ-9 after date"
WARMTH = "Family ID,MORS-SF warmth before,MORS-SF before date,MORS-SF warmth after,MORS-SF after date"


def table(rows, head=HEAD):
    return "\n".join([head, *(f"F{i},{row}" for i, row in enumerate(rows))])


def pair(before, after, day):
    """A row: first score 60 days before the second."""
    return f"{before},{(day - timedelta(days=60)).isoformat()},{after},{day.isoformat()}"


def months(counts, first=date(2023, 4, 10)):
    """Rows: in each month `better` of `of` got reliably better (from 18 to 8), the others not at all."""
    rows = []
    for place, (better, of) in enumerate(counts):
        year, month = divmod(first.year * 12 + first.month - 1 + place, 12)
        day = date(year, month + 1, first.day)
        rows += [pair(18, 8 if i < better else 18, day) for i in range(of)]
    return rows


def trend(rows, head=HEAD, **view):
    (found,) = dataset(table(rows, head)).evidence(View(**view)).trends
    return found


SMALL = [
    pair(18, 8, date(2025, 4, 2)),
    pair(18, 17, date(2025, 6, 30)),
    pair(10, 19, date(2025, 7, 1)),
    pair(20, 10, date(2026, 1, 15)),
    "12,2025-08-01,,",
]


def test_a_pair_is_in_the_quarter_of_its_second_score():
    found = trend(SMALL)
    assert found.every == "quarter"
    assert [(p.short, p.n) for p in found.points] == [
        ("Q1 2025/26", 2),
        ("Q2 2025/26", 1),
        ("Q3 2025/26", 0),
        ("Q4 2025/26", 1),
    ]
    assert [[rate.n for rate in point.rates] for point in found.points] == [
        [1, 1, 0],
        [0, 0, 1],
        [0, 0, 0],
        [1, 0, 0],
    ]
    assert [point.mean_change for point in found.points] == [5.5, -9, None, 10]
    assert found.points[2].improved.share is None


def test_completion_is_of_those_whose_last_score_lies_in_the_quarter():
    """The family without a second score had its first, and so its last, in the second quarter."""
    found = trend(SMALL)
    assert [(p.completion.n, p.completion.of) for p in found.points] == [(2, 2), (1, 2), (0, 0), (1, 1)]
    assert completion_sentence(found) == (
        "Both scores are held for 50% to 100% of those with a first score, depending on the quarter."
    )


def test_each_quarter_is_what_a_view_of_that_quarter_finds():
    data = dataset(table(months([(3, 7), (9, 11), (2, 5), (8, 8), (4, 9), (1, 6)])))
    (found,) = data.evidence(View()).trends
    assert len(found.points) == 2
    for point in found.points:
        (finding,) = data.evidence(View(start=point.start, end=point.end)).findings
        assert finding.n == point.n
        assert finding.headline() == point.rates
        assert finding.mean_change is not None
        assert finding.mean_change.value == pytest.approx(point.mean_change)


def test_points_and_what_is_in_none_add_up_to_the_finding():
    rows = [*months([(3, 7), (9, 11)]), "18,2025-01-01,8,", "18,,8,"]
    data = dataset(table(rows)).evidence(View())
    (found,) = data.trends
    assert data.findings[0].n == 20
    assert sum(point.n or 0 for point in found.points) + (found.undated or 0) == 20
    assert found.undated == 2
    assert any("2 with both scores are in no quarter" in caveat.text for caveat in found.caveats)


def test_without_dates_of_second_scores_there_is_no_trend():
    text = "Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\n"
    assert dataset(text).evidence(View()).trends == ()


def test_months_are_the_step_where_most_have_ten_pairs_and_quarters_otherwise():
    assert trend(months([(5, 10)] * 12)).every == "month"
    assert trend(months([(5, 10)] * 11)).every == "quarter"
    assert trend(months([(5, 10)] * 8 + [(5, 9)] * 4)).every == "quarter"
    assert trend(months([(5, 10)] * 9 + [(5, 9)] * 3)).every == "month"
    assert trend(months([(5, 10)] * 3), every="month").every == "month"
    assert trend(months([(5, 10)] * 12), every="quarter").every == "quarter"


def test_a_steady_share_shows_no_sign_of_change():
    """6 and 9 of 15 in turn: 40% and 60% around a half, whose limits for 15 are 0.5 ± 3 × 0.129."""
    found = trend(months([(6, 15), (9, 15)] * 6))
    assert found.share.high[0] == pytest.approx(0.5 + 3 * (0.25 / 15) ** 0.5)
    assert trend_title(found) == "Depression symptoms: no sign of change"
    assert found.sentence == (
        "Depression symptoms (PHQ-9 total, rated by the parent): no sign of change: the share who got "
        "reliably better varied between 40% and 60% a month, as chance would make it."
    )


def test_a_jump_is_a_sign_and_says_which_point_and_why():
    found = trend(months([(20, 40)] * 12 + [(36, 40)]))
    assert found.share.variation == "improving"
    assert found.sentence == (
        "Depression symptoms (PHQ-9 total, rated by the parent): something has changed. The latest month is "
        "above the limits of chance (90% got reliably better in Apr 2024, 53% on average). Making Data Count "
        "calls this special cause variation of improvement; the figures don't say why."
    )
    assert trend_title(found) == "Depression symptoms: something has changed (improvement)"
    assert signal_words(found.share.signals[-1]) == "above the limits"
    fallen = trend(months([(20, 40)] * 12 + [(4, 40)]))
    assert "something has changed. The latest month is below the limits of chance" in fallen.sentence
    assert "special cause variation of concern" in fallen.sentence


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        # 240 of 480 and then seven months of 27 of 40: all of these are above the average.
        (
            [(20, 40), (21, 40)] * 6 + [(27, 40)] * 7,
            "7 months in a row, up to the latest, are above the usual level",
        ),
        (
            [(20, 40), (19, 40)] * 6 + [(13, 40)] * 8,
            "8 months in a row, up to the latest, are below the usual level",
        ),
        # Seven points that each rise are six steps.
        (
            [(20, 40), (19, 40)] * 6 + [(20 + i, 40) for i in range(6)],
            "over 7 months in a row, up to the latest, the share rose every time",
        ),
    ],
)
def test_a_run_is_told_by_how_long_it_is_and_which_way_it_lies(counts, said):
    assert f"{said[:1].upper()}{said[1:]}" in trend(months(counts)).sentence


def test_no_trend_says_that_anybody_got_better_or_worse():
    """A sign is of the share and can come from who was seen: Making Data Count's words, never a verdict."""
    for counts in ([(20, 40)] * 12 + [(36, 40)], [(20, 40)] * 12 + [(4, 40)]):
        found = trend(months(counts))
        for text in (found.sentence, trend_title(found), mean_sentence(found)):
            assert "getting better" not in text
            assert "getting worse" not in text


def test_a_sign_of_long_ago_is_said_beside_no_sign_now():
    found = trend(months([(38, 40)] + [(20, 40), (25, 40)] * 7))
    assert "no sign of change" in found.sentence
    assert "Earlier, Apr 2023 (above the limits)" in found.sentence


def test_too_few_points_say_how_many_are_needed():
    found = trend(months([(6, 15), (9, 15)] * 2), every="month")
    assert "too early to tell. 4 months have figures, and the limits of chance need 12" in found.sentence
    assert not found.enough
    assert set(found.share.centre) == {None}


@pytest.mark.parametrize(("counts", "said"), [([(1, 1)], "1 quarter has figures"), ([(0, 2)], "was 0%")])
def test_one_or_two_pairs_are_said_in_a_sentence(counts, said):
    found = trend(months(counts))
    assert said in found.sentence
    assert "nan" not in json.dumps(trend_entry(found)).lower()


def test_a_scale_where_higher_is_better_improves_upwards():
    """The same rise and fall in warmth, whose higher scores are better: positive is improvement."""
    rows = [pair(10, 15, date(2025, 4, 2)), pair(20, 18, date(2025, 7, 2))]
    assert [point.mean_change for point in trend(rows, WARMTH).points] == [5, -2]
    assert [point.mean_change for point in trend(rows).points] == [-5, 2]


def test_the_average_begins_anew_from_the_date_given_and_only_then():
    counts = [(10, 40)] * 12 + [(30, 40)] * 12
    whole = trend(months(counts))
    assert whole.share.variation == "improving"
    anew = trend(months(counts), rebase=date(2024, 4, 1))
    assert anew.share.starts == (12,)
    assert anew.share.centre[0] == pytest.approx(0.25)
    assert anew.share.centre[-1] == pytest.approx(0.75)
    assert "no sign of change since April 2024" in anew.sentence
    short = trend(months(counts), rebase=date(2024, 5, 2))
    assert "11 months" not in short.sentence
    assert "10 months have figures since the limits were set anew (Jun 2024)" in short.sentence


@pytest.mark.parametrize(
    ("target", "said"), [(5, "met as things are"), (50, "hit and miss"), (95, "not met as")]
)
def test_a_target_is_told_by_the_limits(target, said):
    found = trend(months([(19, 40), (21, 40)] * 6), target=target)
    assert assurance_sentence(found).startswith(f"Target {target}%: {said}")
    assert assurance_sentence(trend(months([(19, 40)] * 12))) == ""


def test_the_latest_sixty_periods_are_shown_and_the_others_counted():
    rows = [pair(18, 8, date(1999, 4, 2)), *months([(5, 10)] * 12)]
    found = trend(rows, every="month")
    assert len(found.points) == MOST
    assert [point.n for point in found.points[-12:]] == [10] * 12
    assert found.earlier == 1
    assert any("1 with both scores are from before" in caveat.text for caveat in found.caveats)


def test_words_never_claim_a_cause_and_name_the_rule_set():
    found = trend(months([(20, 40)] * 12 + [(36, 40)]))
    said = " ".join(
        [found.sentence, mean_sentence(found), *how_made(found), *(c.text for c in found.caveats)]
    )
    for word in ("because", "thanks to", "led to", "effect of", "impact", "due to"):
        assert word not in said.lower()
    assert "Making Data Count (NHS England): 7 points make a shift or a trend" in said
    assert any("who was seen" in caveat.text for caveat in found.caveats)


def test_an_ordinal_scale_has_shares_and_no_averages():
    head = "Family ID,PIR-GAS before,PIR-GAS before date,PIR-GAS after,PIR-GAS after date"
    found = trend([pair(40, 60, date(2025, 4, 2)), pair(50, 50, date(2025, 5, 2))], head)
    assert found.mean is None
    assert [point.mean_change for point in found.points] == [None]
    assert mean_sentence(found) == ""


def test_filters_hold_for_every_point():
    rows = [f"{row},{'North' if i % 2 else 'South'}" for i, row in enumerate(months([(6, 12), (4, 8)]))]
    data = dataset(table(rows, f"{HEAD},Site"))
    whole = data.evidence(View()).trends[0].points
    north = data.evidence(View(filters={"Site": ("North",)})).trends[0].points
    south = data.evidence(View(filters={"Site": ("South",)})).trends[0].points
    for all_of, one, other in zip(whole, north, south, strict=True):
        assert all_of.n == (one.n or 0) + (other.n or 0)
        assert all_of.improved.n == (one.improved.n or 0) + (other.improved.n or 0)


def test_json_and_text_hold_the_trend_as_it_is(tmp_path, capsys):
    path = tmp_path / "families.csv"
    path.write_text(table(months([(6, 15), (9, 15)] * 6)), "utf-8")
    data = dataset(path.read_text("utf-8"))
    evidence = data.evidence(View())
    (entry,) = evidence_entries(evidence)["trends"]
    assert entry["rule_set"].startswith("Making Data Count")
    assert [point["rates"][0]["n"] for point in entry["points"]] == [6, 9] * 6
    assert entry["share"] == {"chart": "p", "variation": "common cause"}
    assert main(["evaluate", str(path), "--json", str(tmp_path / "out.json")]) == 0
    written = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert written["trends"] == json.loads(json.dumps([entry]))
    assert main(["evaluate", str(path)]) == 0
    assert f"Over time: {evidence.trends[0].sentence}" in capsys.readouterr().out
    assert evidence.trends[0].sentence in str(Evaluation(data, evidence))
