"""What a preset hides is called hidden, and what it rounds is called about. Oracle: the exact figures of the
same file, and the presets' own words (facts/users.md section 2.2: [c] confidential, [x] not available)."""

from __future__ import annotations

import re

import pytest

from data_samples import path
from evaluation import wording
from evaluation.charts import counted_in_words, flow, flow_table, multiverse_table, start_table, trend_table
from evaluation.evaluating import evaluate
from evaluation.reports import figures
from evaluation.reports.described import described_scores
from evaluation.view import View
from tests.findings.test_trend import months
from tests.findings.test_trend import table as dated
from tests.reference import known
from tests.reports.test_described import TEXT as ASKED
from tests.tables_of_text import dataset, table

NHS = View(protection="nhs")
ROWS: list[tuple[object, ...]] = [
    (f"A{i}", 14 + i % 7, 6 if i % 5 < 3 else 20, 40 + i % 5, 50 + i % 7, 3 + i % 3, 4 + i % 2)
    for i in range(62)
]
ROWS += [(f"B{i}", 15 + i % 6, "", 35 + i % 4, "", 4, "") for i in range(23)]
HEAD = (
    "Family ID,PHQ-9 before,PHQ-9 after,PIR-GAS before,PIR-GAS after,"
    "PRFQ certainty before,PRFQ certainty after"
)


@pytest.fixture(scope="module")
def data():
    return dataset(table(HEAD, *ROWS))


@pytest.fixture(scope="module")
def evidence(data):
    return data.evidence(NHS)


def row(found, label):
    return next(cells[1:] for cells in found.printed() if cells[0] == label)


def test_a_middle_score_and_a_correlation_that_are_hidden_are_called_hidden(data, evidence):
    phq9 = next(f for f in evidence.findings if f.measure == "phq9")
    assert phq9.description.mean_before is not None  # averages are shown beside them
    shown = figures.scores(phq9)
    assert row(shown, "Middle score (median)") == ("[c]", "[c]")
    assert any("Correlation of the two scores (r): [c]." in note for note in shown.notes)
    exact = next(f for f in data.evidence(View()).findings if f.measure == "phq9")
    assert "[" not in "".join(row(figures.scores(exact), "Middle score (median)"))


def test_the_middle_scores_of_ranks_are_hidden_too(evidence):
    pir_gas = next(f for f in evidence.findings if f.ordinal)
    assert row(figures.scores(pir_gas), "Middle score (median)") == ("[c]", "[c]")
    assert row(known(start_table(pir_gas)), "Middle first score (median)") == ("[c]", "[c]")


def test_so_are_those_of_scores_without_a_better_end(evidence):
    (found,) = evidence.described
    assert found.description.mean_before is not None
    assert row(described_scores(found), "Middle score (median)") == ("[c]", "[c]")


def test_what_cannot_be_computed_stays_not_available():
    """All first scores alike have no correlation, exact or protected; nothing is hidden in the exact one."""
    rows = [(f"A{i}", 14, 6 + i % 5) for i in range(40)]
    (exact,) = dataset(table("Family ID,PHQ-9 before,PHQ-9 after", *rows)).evidence(View()).findings
    assert any("Correlation of the two scores (r): [x]." in note for note in figures.scores(exact).notes)


def test_an_interval_left_out_beside_rounded_counts_is_hidden(evidence):
    """20 better, 2 the same and 8 worse: better and worse are given without interval."""
    rows = [(f"A{i}", 16, 6 if i < 20 else 16 if i < 22 else 26) for i in range(30)]
    found = dataset(table("Family ID,PHQ-9 before,PHQ-9 after", *rows)).evidence(NHS).findings[0]
    better = found.headline()[0]
    assert (better.n, better.low) == (20, None)
    cells = next(r for r in figures.rates(found).printed() if r[1] == "Got better" and r[2] == "20")
    assert cells[-2:] == ("[c]", "[c]")
    supposed = [r for r in multiverse_table(evidence.multiverses[0]).printed() if r[1].startswith("As if")]
    assert supposed
    assert {r[-2:] for r in supposed} == {("[c]", "[c]")}


def test_so_is_it_over_time():
    (found,) = dataset(dated(months([(20, 30), (0, 0), (0, 0), (12, 30)]))).evidence(NHS).trends
    assert not any("[x]" in cells for cells in trend_table(found).printed())


def test_no_count_of_the_flow_is_told_as_exact(data, evidence):
    """85 families, 62 with both scores: to the nearest 5 these are about 85 and about 60."""
    assert counted_in_words(evidence) == (
        "About 60 of about 85 families (about 70%) have both scores on at least one measure"
    )
    assert counted_in_words(data.evidence(View())).startswith("62 of 85 families (73%)")
    chart = known(flow(evidence))
    assert chart.title.startswith("About 60 of about 85 families have both scores")
    for step in evidence.flow.steps:
        assert f"{step.label}: about {wording.count(step.n)}" in chart.alt
    assert chart.subtitle.endswith("; numbers are rounded")
    assert flow_table(evidence).notes == ("Numbers are rounded.",)
    assert flow_table(data.evidence(View())).notes == ()
    assert all("about" in hover for hover in chart.series[0].hovers if "[c]" not in hover)


@pytest.mark.parametrize("name", ["first_run", "families_gbo", "course_forms", ""])
def test_every_count_that_the_command_line_prints_is_about_or_hidden(name):
    """The lines of who is counted, and every number of people in the others."""
    found = str(evaluate(path(name) if name else ASKED.encode(), name=None if name else "f.csv", view=NHS))
    head = found.split("\n\n", maxsplit=1)[0]
    for number in re.findall(
        r"(?<![\d.,])(?:about )?\d[\d,]*", head.split(": ", maxsplit=1)[1], re.IGNORECASE
    ):
        assert number.startswith("about"), head
    people = r"(?:families|learners|enrolments|referrals|goals|parents)\b"
    for line in found.splitlines():
        for said in re.findall(rf"(\S+ ?)\b\d[\d,]* {people}", line):
            assert said.strip(" (").lower() in {"about", "under"}, line


def test_first_scores_alone_are_about():
    rows = [(f"A{i}", 10 + i % 9, "") for i in range(33)]
    one = dataset(table("Family ID,PHQ-9 before,PHQ-9 after", *rows))
    assert one.evidence(NHS).needs[0].sentence.startswith("About 35 families have a first score")
    assert one.evidence(View()).needs[0].sentence.startswith("33 families have a first score")


def test_what_few_completed_is_said_of_the_printed_numbers():
    rows = [(f"A{i}", 10 + i % 9, 5 + i % 9 if i < 31 else "") for i in range(73)]
    (found,) = dataset(table("Family ID,PHQ-9 before,PHQ-9 after", *rows)).evidence(NHS).findings
    said = next(c.text for c in found.caveats if c.key == "completion")
    # 30 of 75 is 40%, to 5 points as of fewer than 100.
    assert said.startswith("Both scores are held for about 30 of about 75 families (about 40%).")
