"""Layouts: each says of every finding what promise 2 asks, whatever is chosen, and ends with its limits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest

from evaluation import reports, wording
from evaluation.charts import labels
from evaluation.charts.chart import Chart
from evaluation.charts.table import Table
from evaluation.errors import InputError
from evaluation.evaluating import evaluate
from evaluation.measures.definition import Domain
from evaluation.reports import Part, Plan, arranged, layout, layouts
from evaluation.reports.contents import CONTENTS
from evaluation.reports.layouts import Layout, LayoutPart
from evaluation.reports.report import Bullets, Paragraph, Statement
from evaluation.reports.setting import common
from evaluation.view import View
from tests import made_up
from tests.findings.test_trend import months, table
from tests.pairing.test_rules import STAGES
from tests.tables_of_text import dataset

if TYPE_CHECKING:
    from pathlib import Path

    from evaluation.estimates import Rate
    from evaluation.findings.finding import Evidence
    from evaluation.reports import Layout as AnyLayout
    from evaluation.reports import Report

IDS = [one.id for one in layouts()]
MADE_ON = date(2026, 11, 22)


@pytest.fixture(scope="module", params=["exact", "protected"])
def evidence(request: pytest.FixtureRequest) -> Evidence:
    """Made-up evidence, exact or protected."""
    return made_up.evidence(protected=request.param == "protected")


def words(report: Report) -> str:
    """All that a report says, chart by chart and cell by cell."""
    said = [report.title, report.subtitle, *report.notices]
    for section in report.sections:
        said.append(section.heading)
        for block in section.blocks:
            if isinstance(block, Paragraph | Statement):
                said.append(block.text)
            elif isinstance(block, Bullets):
                said += block.items
            elif isinstance(block, Chart):
                said += [block.title, block.subtitle, block.alt, block.caption, *block.how]
                said += [label for series in block.series for label in series.labels]
            if isinstance(block, Table):
                said += [block.caption, *block.notes, *(" | ".join(row) for row in block.printed())]
    return "\n".join(said)


def printed(rate: Rate) -> tuple[str, str]:
    """How a share may be printed: in words, or short in a chart."""
    symbol = rate.hidden or "[x]"
    return wording.share(rate.share, symbol), wording.share(rate.share, symbol, short=True)


@pytest.mark.parametrize("layout_id", IDS)
def test_every_finding_has_all_that_qualifies_it(layout_id: str, evidence: Evidence) -> None:
    said = words(reports.build(evidence, plan=Plan(layout=layout_id), made_on=MADE_ON))
    for finding in evidence.findings:
        found = finding.headline()
        assert found, finding.key
        short = finding.title in said and layout_id == "one_page"
        assert short or wording.sentence(finding.sentence) in said  # rater, period, interval, all three
        for rate in found:
            assert any(text in said for text in printed(rate))
        assert wording.count(finding.n) in said
        assert finding.rule(finding.headline_rule).text.rstrip(".") in said
        assert finding.pairing in said
        kept = {caveat.key for caveat in common(evidence)}
        for caveat in finding.caveats:
            assert caveat.text in said or caveat.key == "completion" or caveat.text in kept, caveat


@pytest.mark.parametrize("layout_id", IDS)
def test_whatever_is_switched_off_no_figure_stands_bare(layout_id: str, evidence: Evidence) -> None:
    shape = layout(layout_id)
    for part in shape.parts:
        if part.required:
            continue
        report = reports.build(evidence, plan=Plan.only(layout_id, part.id))
        said = words(report)
        assert len(report.sections) >= 2  # how to read the figures and where they come from
        for finding in evidence.findings:
            if wording.sentence(finding.sentence) in said or part.content in {"worse", "headlines"}:
                assert finding.rule(finding.headline_rule).text.rstrip(".") in said, part.id
                for caveat in finding.caveats:
                    assert caveat.text in said or caveat.key == "completion", (part.id, caveat)


@pytest.mark.parametrize("layout_id", IDS)
def test_what_every_report_needs_can_not_be_switched_off(layout_id: str) -> None:
    needed = [part for part in layout(layout_id).parts if part.required]
    assert len(needed) == 2
    for part in needed:
        with pytest.raises(InputError, match=f"The part '{re.escape(part.heading)}' can't be switched off"):
            arranged(Plan(layout=layout_id, parts=(Part(id=part.id, on=False),)))
    report = reports.build(made_up.evidence(), plan=Plan(layout=layout_id))
    assert [section.id for section in report.sections][-1] == needed[-1].id


@pytest.mark.parametrize("shape", layouts(), ids=IDS)
def test_a_layout_is_whole(shape: AnyLayout) -> None:
    assert all(part.content in CONTENTS for part in shape.parts)
    assert all(part.heading.strip() for part in shape.parts)
    assert all(part.prompt.strip() for part in shape.parts if not part.required)
    assert shape.name
    assert shape.reader
    assert shape.source
    assert shape.status in {"verified", "secondary", "recalled", "convention"}
    assert "{" not in shape.titled(made_up.evidence().nouns)


@pytest.mark.parametrize("layout_id", IDS)
def test_a_finding_of_any_domain_and_place_is_in_every_layout(layout_id: str) -> None:
    one = made_up.phq9()
    many = tuple(
        replace(one, domain=domain, scale=f"{domain}{place}", title=f"{domain} {place}", sentence=domain * 3)
        for domain in get_args(Domain)
        for place in range(2)
    )
    said = words(reports.build(replace(made_up.evidence(), findings=many), plan=Plan(layout=layout_id)))
    assert all(finding.title in said for finding in many)


@pytest.mark.parametrize("name", ["families_wide.xlsx", "course_forms.xlsx", "experience_forms.csv"])
@pytest.mark.parametrize("protection", ["exact", "nhs"])
def test_every_layout_can_be_made_of_real_shapes_of_data(root: Path, name: str, protection: str) -> None:
    found = evaluate(root / "data_samples" / name, view=View(protection=protection)).evidence  # type: ignore[arg-type]
    for shape in layouts():
        report = reports.build(found, plan=Plan(layout=shape.id), made_on=MADE_ON)
        said = words(report)
        for finding in found.findings:
            assert finding.title in said
        for asked in found.experience:
            assert asked.sentence in said
        assert report.shape == shape.shape


def test_designs_of_training_are_labelled() -> None:
    """Retrospective ratings are never pooled with others: each finding says which two it compares."""
    one = made_up.self_rating()
    assert one.domain == "learning"
    later = replace(one, rater="supervisor", pairing="score looking back against score at end")
    evidence = replace(made_up.evidence(), findings=(one, later))
    report = reports.build(evidence, plan=Plan(layout="training"))
    told = {s.id: " ".join(b.text for b in s.blocks if isinstance(b, Paragraph)) for s in report.sections}
    for finding in (one, later):
        assert f"How it was calculated: {finding.pairing}." in told[finding.key]


def test_own_words_are_printed_where_they_are_given_and_nowhere_else() -> None:
    plan = Plan(layout="children_in_need").writing(case="Ana's story.\n\nIt ended well.", spend="All of it.")
    report = reports.build(made_up.evidence(), plan=plan)
    own = {section.id: section.blocks for section in report.sections}
    assert own["case"] == (Paragraph("Ana's story."), Paragraph("It ended well."))
    assert own["spend"] == (Paragraph("All of it."),)
    assert "learnt" not in own
    assert "activities" not in own


def test_a_short_reports_figures_are_in_its_tables_too(evidence: Evidence) -> None:
    report = reports.build(evidence, plan=Plan(layout="annual"))
    captions = [table.caption for table in report.tables]
    for finding in evidence.findings:
        if any(rate.share is not None for rate in finding.headline()):
            assert f"Got better, unchanged or got worse: {labels.scored(finding)}" in captions
    full = [table.caption for table in reports.build(evidence).tables]
    assert not [caption for caption in full if caption.startswith("Got better, unchanged or got worse: ")]


@pytest.mark.parametrize("layout_id", IDS)
def test_a_hidden_finding_gives_nothing_away(layout_id: str) -> None:
    one = made_up.phq9()
    gone = made_up.hidden(one)
    evidence = replace(made_up.evidence(), findings=(gone,), needs=())
    report = reports.build(evidence, plan=Plan(layout=layout_id))
    flows = {"counted", "activity", "outputs", "missing"}
    said = words(replace(report, sections=tuple(s for s in report.sections if s.id not in flows)))
    assert gone.sentence in said
    for rate in one.headline():
        assert f"{rate.n} of" not in said
        assert f"({wording.share(rate.share)}" not in said


def test_no_prompt_is_ever_printed() -> None:
    for shape in layouts():
        said = words(reports.build(made_up.evidence(), plan=Plan.of(shape.id)))
        assert not [part.prompt for part in shape.parts if part.prompt and part.prompt in said]


def test_parts_can_be_reordered_renamed_and_switched_off() -> None:
    plan = Plan(
        layout="commissioner",
        title="Quarter two",
        parts=(
            Part(id="worse", heading="Who we worry about", text="We rang them."),
            Part(id="headline"),
            Part(id="outcomes", on=False),
        ),
    )
    report = reports.build(made_up.evidence(), plan=plan)
    heads = [section.heading for section in report.sections if section.level == 1]
    assert report.title == "Quarter two"
    assert heads[:2] == ["Who we worry about", "Summary"]
    assert "Reliable improvement and deterioration" not in heads
    assert heads[-1] == "Where the figures come from"


def test_the_three_most_important_differences_are_the_first_and_not_the_best() -> None:
    found = made_up.evidence()
    report = reports.build(found, plan=Plan(layout="children_in_need"))
    ids = [section.id for section in report.sections]
    start, end = ids.index("three"), ids.index("others")
    assert ids[start + 1 : start + 4] == [finding.key for finding in found.findings[:3]]
    assert ids[end + 1] == found.findings[3].key


def test_who_got_worse_stands_beside_who_did_not() -> None:
    for protected in (False, True):
        found = made_up.evidence(protected=protected)
        report = reports.build(found, plan=Plan.only("annual", "worse"))
        (section,) = [s for s in report.sections if s.id == "worse"]
        (bullets,) = section.blocks
        assert isinstance(bullets, Bullets)
        shown = [finding for finding in found.findings if finding.n]
        for finding, text in zip(shown, bullets.items, strict=True):
            better, same, worse = finding.headline()
            assert finding.rater in text
            for rate in (better, same):
                assert wording.count(rate.n, rate.hidden or "[c]") in text
            if worse.share is not None:
                assert wording.rate(worse) in text


def test_the_same_plan_gives_the_same_report(evidence: Evidence) -> None:
    for shape in layouts():
        plan = Plan.of(shape.id, title=" Ours ", organisation="Riverside")
        report = reports.build(evidence, plan=plan, made_on=MADE_ON)
        made = report.provenance
        assert reports.build(evidence, plan=made.plan, made_on=made.made_on) == report


def test_a_blank_organisation_is_the_brands() -> None:
    brand = reports.build(made_up.evidence()).brand
    brand = replace(brand, organisation="Riverside")
    report = reports.build(made_up.evidence(), brand=brand)
    assert report.organisation == "Riverside"
    again = reports.build(made_up.evidence(), plan=report.provenance.plan)
    assert again.organisation == "Riverside"
    assert reports.build(made_up.evidence(), plan=Plan(organisation="X"), brand=brand).organisation == "X"


def test_unknown_layouts_are_refused_in_one_sentence() -> None:
    with pytest.raises(InputError, match=r"^There is no layout 'x' for a report; use full, annual, .*\.$"):
        layout("x")
    with pytest.raises(InputError, match=r"^The layout 'one_page' has no part 'x'; use headline, .*\.$"):
        layout("one_page").part("x")


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((), "are required"),
        ((("a", "reading", True), ("b", "provenance", False)), "are required"),
        ((("a", "reading", True), ("a", "provenance", True)), "same id"),
    ],
)
def test_a_layout_that_could_leave_figures_bare_is_refused(
    parts: tuple[tuple[str, str, bool], ...], why: str
) -> None:
    made = tuple(LayoutPart(id=i, content=c, heading="H", required=r) for i, c, r in parts)
    with pytest.raises(ValueError, match=why):
        Layout(
            id="x", name="X", reader="", source="", status="convention", title="", shape="short", parts=made
        )


def findings(number: int) -> Evidence:
    """Evidence of so many findings: made-up ones under names of their own."""
    one = made_up.phq9()
    many = tuple(replace(one, scale=f"s{i}", title=f"Score {i}") for i in range(number))
    return replace(made_up.evidence(), findings=many)


def test_a_part_of_the_first_three_does_not_pass_them_off_as_the_most_important() -> None:
    said = "Below stand 3 of the 5 outcomes measured"
    assert said in words(reports.build(findings(5), plan=Plan(layout="children_in_need")))
    assert "Below stand" not in words(reports.build(findings(3), plan=Plan(layout="children_in_need")))


def test_figures_of_scores_without_dates_are_not_called_first_scores() -> None:
    found = replace(made_up.phq9(), period=(None, None))
    report = reports.build(replace(made_up.evidence(), findings=(found,), described=()))
    assert report.subtitle == "Second scores without dates"


def test_one_page_of_many_outcomes_has_their_finding_and_table_in_place_of_small_bars() -> None:
    few, many = (reports.build(findings(n), plan=Plan(layout="one_page")) for n in (4, 5))
    assert len(few.charts) == 1
    assert not many.charts
    assert "More got better than worse on all 5 outcomes." in words(many)
    table = next(block for block in many.sections[0].blocks if isinstance(block, Table))
    assert table.printed()[0][0] == "Depression symptoms: Score 0, parent"


def test_slides_of_one_outcome_show_its_chart_once() -> None:
    assert len(reports.build(findings(1), plan=Plan.only("slides", "headline", "outcomes")).charts) == 1


def test_a_commissioner_is_told_why_there_is_no_trend_yet() -> None:
    evidence = dataset(table(months([(10, 40)] * 11))).evidence(View())
    report = reports.build(evidence, plan=Plan(layout="commissioner"))
    (section,) = (section for section in report.sections if section.id == "trend")
    assert "too early to tell" in words(replace(report, sections=(section,)))


def test_a_report_gives_no_orders_that_only_the_screen_can_follow() -> None:
    said = words(reports.build(dataset(STAGES).evidence(View())))
    assert "Compared: baseline with end, of 4 stages" in said
    assert "sidebar" not in said


def test_answers_about_the_service_alone_are_not_told_as_a_lack_of_scores(root: Path) -> None:
    found = evaluate(root / "data_samples" / "experience_forms.csv").evidence
    said = words(reports.build(found, plan=Plan(layout="annual")))
    assert "64 of 64 families answered about the service; none has two scores" in said
    assert "Got better, no change" not in said


def test_a_training_report_speaks_of_no_referral(root: Path) -> None:
    found = evaluate(root / "data_samples" / "course_forms.xlsx").evidence
    said = words(reports.build(found, plan=Plan(layout="training")))
    assert "whoever was invited or enrolled" in said
    assert "More got better than worse on both outcomes" in said
    assert "referred" not in said
