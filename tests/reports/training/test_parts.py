"""Training in every layout: alone it says nothing of families, beside them nothing of theirs changes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from evaluation import reports, wording
from evaluation.charts.chart import Chart
from evaluation.charts.table import Table
from evaluation.courses.vocabulary import LEVELS
from evaluation.errors import InputError
from evaluation.findings.finding import LEARNER, Caveat
from evaluation.reports import Plan, layouts
from evaluation.reports.building import OF_TRAINING
from evaluation.reports.report import Bullets, Statement
from evaluation.reports.training.in_short import together
from evaluation.reports.training.reading import SINGLE
from evaluation.reports.training.words import way_of
from evaluation.training.alone import alone
from evaluation.training.choices import TrainingView
from tests import made_up, training_made_up
from tests.reports.conftest import MADE_ON
from tests.reports.test_layouts import words
from tests.reports.training.conftest import families, training

if TYPE_CHECKING:
    from evaluation.reports import Report
    from evaluation.reports.report import Section
    from evaluation.training.evidence import TrainingEvidence

IDS = [one.id for one in layouts()]


def only_training(told: TrainingEvidence, layout: str, **more: object) -> Report:
    return reports.build(alone(told), training=told, plan=Plan(layout=layout, **more), made_on=MADE_ON)  # type: ignore[arg-type]


def both(layout: str, told: TrainingEvidence | None = None) -> Report:
    return reports.build(families(), training=told or training(), plan=Plan(layout=layout), made_on=MADE_ON)


def said_in(report: Report, section_id: str) -> str:
    (found,) = [section for section in report.sections if section.id == section_id]
    return words(replace(report, sections=(found,)))


@pytest.mark.parametrize("layout", IDS)
def test_a_report_on_training_alone_says_nothing_of_families(layout: str, told: TrainingEvidence) -> None:
    report = only_training(told, layout)
    said = words(report)
    for word in ("second score", "Second score", "questionnaire", "got better", "Hedges", "reliable improve"):
        assert word not in said, word
    assert told.sentence in said
    assert "No questionnaire" not in said
    assert report.provenance.fingerprint == ""
    assert report.stamp == f"Attune {told.version}, training fingerprint {told.fingerprint[:12]}"
    assert len(report.sections) >= 3


@pytest.mark.parametrize("layout", IDS)
def test_without_training_files_a_report_is_as_it_was(layout: str) -> None:
    report = reports.build(families(), plan=Plan(layout=layout), made_on=MADE_ON)
    assert "training" not in report.stamp
    assert '"training": ' not in report.provenance.to_json().replace('"layout": "training"', "")
    parts = reports.layout(layout).parts
    kinds = {part.id for part in parts if part.content.startswith(OF_TRAINING)} - {"headline"}
    assert not kinds & {section.id for section in report.sections}


@pytest.mark.parametrize("layout", [one for one in IDS if one != "training"])
def test_what_is_said_of_families_stays_when_training_stands_beside_it(layout: str) -> None:
    without = reports.build(families(), plan=Plan(layout=layout), made_on=MADE_ON)
    beside = both(layout)
    kept = {section.id: section for section in beside.sections}
    for section in without.sections:
        if section.id in {"reading", "provenance", "data"}:  # which end every report, and gain what it has
            assert kept[section.id].heading == section.heading
            if layout != "one_page":
                assert set(section.blocks) <= set(kept[section.id].blocks)
        else:
            assert kept[section.id] == section
    assert training().sentence in words(beside)


@pytest.mark.parametrize("layout", IDS)
def test_every_caveat_of_what_is_printed_stands_with_it(layout: str, told: TrainingEvidence) -> None:
    said = words(only_training(told, layout))
    for found in (*told.changes, told.coverage, told.needs):
        assert found is not None
        for caveat in found.caveats:
            assert caveat.text in said or (layout == "one_page" and SINGLE in said), (layout, caveat.key)


@pytest.mark.parametrize("layout", ["full", "annual", "training"])
def test_limits_stand_beside_a_summary_that_is_printed_alone(layout: str) -> None:
    told = training()
    first = reports.layout(layout).parts[0].id
    said = words(reports.build(alone(told), training=told, plan=Plan.only(layout, first)))
    for found in (told.reach, *told.courses, *told.changes, told.coverage, told.needs):
        assert found is not None
        for caveat in found.caveats:
            assert caveat.text in said or (layout == "one_page" and SINGLE in said), (layout, caveat.key)


@pytest.mark.parametrize("layout", ["full", "training"])
def test_each_result_has_its_level_its_design_and_how_many_were_asked(
    layout: str, told: TrainingEvidence
) -> None:
    report = only_training(told, layout)
    for found in told.changes:
        (section,) = [s for s in report.sections if s.level == 2 and _holds(s, found.sentence)]
        said = words(replace(report, sections=(section,)))
        name, asks = LEVELS[found.level]
        assert f"Level {found.level} of Kirkpatrick's four levels, {name.lower()}: {asks}." in said
        table = next(b for b in section.blocks if isinstance(b, Table) and b.columns[-1] == "Asked")
        assert wording.count(found.answered.of) in {row[-1] for row in table.printed()}


def test_designs_have_headings_of_their_own_and_never_share_a_table() -> None:
    once = training_made_up.change()
    looked_back = replace(
        once,
        key="looking-back",
        design="retrospective baseline",
        occasions=("retrospective baseline", "end"),
        sentence="Looking back, 28 of 40 learners rated it higher",
    )
    told = replace(training(), changes=(once, looked_back))
    report = only_training(told, "training")
    heads = [s.heading for s in report.sections if "learning (level 2)" in s.heading]
    assert heads == [
        "Introduction to attachment: learning (level 2), asked before and after",
        "Introduction to attachment: learning (level 2), before and after, both asked afterwards",
    ]
    assert "a retrospective baseline" in words(report)


def test_what_changed_at_work_is_told_apart_from_what_was_learnt() -> None:
    later = replace(
        training_made_up.change(),
        key="later",
        level=3,
        design="follow-up",
        occasions=("baseline", "follow-up 3 months"),
        sentence="At follow-up 20 of 40 rated it higher",
    )
    report = only_training(replace(training(), changes=(training_made_up.change(), later)), "training")
    ids = [section.id for section in report.sections]
    assert ids.index("training_learnt") < ids.index("training_practice")
    after = report.sections[ids.index("training_practice") + 1]
    assert after.heading == "Introduction to attachment: behaviour (level 3), asked again later"
    assert "not everybody who is asked answers" in words(replace(report, sections=(after,)))


def test_a_follow_up_that_nothing_was_asked_before_is_not_called_two_groups() -> None:
    later = replace(
        training_made_up.after_only(), design="follow-up", occasions=("", "follow-up 3 months"), level=3
    )
    report = only_training(replace(training(), changes=(later,)), "training")
    (section,) = [s for s in report.sections if "behaviour (level 3)" in s.heading]
    assert section.heading.endswith("asked later alone")


def test_beside_families_the_training_report_puts_both_side_by_side() -> None:
    report = both("training")
    said = said_in(report, "training_families")
    evidence = families()
    rows = {
        row[0]: row[1:]
        for block in next(s for s in report.sections if s.id == "training_families").blocks
        if isinstance(block, Table)
        for row in block.printed()
    }
    assert rows["People trained"][0] == "52"
    assert rows["Families supported"][0] == "240"
    for finding in evidence.findings:
        assert wording.sentence(finding.sentence) in said
        better = finding.headline()[0]
        found = next(cells for name, cells in rows.items() if finding.title in name and "better" in name)
        assert found[:3] == (wording.count(better.n), wording.count(better.of), wording.share(better.share))
    first = next(name for name in rows if "better" in name)
    relationship = next(f for f in evidence.findings if f.domain == "relationship")
    assert relationship.title in first
    # The file is on families: nothing of it stands under headings that are about learners.
    ids = {section.id for section in report.sections}
    assert not ids & {"learners", "counted", "learning", "other", "worse", "described", "needs"}
    for finding in evidence.findings:
        assert finding.rule(finding.headline_rule).text.rstrip(".") in words(report)


def test_a_file_on_learners_keeps_its_parts_beside_the_training_files() -> None:
    learners = replace(families(), nouns=LEARNER)
    report = reports.build(learners, training=training(), plan=Plan(layout="training"), made_on=MADE_ON)
    ids = {section.id for section in report.sections}
    assert {"counted", "other", "training_reach"} <= ids
    assert "training_families" not in ids


def test_one_page_stays_one_page_with_training_on_it() -> None:
    for evidence, told in (
        (families(), training()),
        (families(protected=True), training(protected=True)),
        (alone(training()), training()),
    ):
        plan = Plan.of("one_page").writing(own="We will ask every family twice.")
        report = reports.build(evidence, training=told, plan=plan, made_on=MADE_ON)
        assert said_in(report, "training")
        with pikepdf.open(BytesIO(reports.render(report, "pdf"))) as held:
            assert len(held.pages) == 1


def test_a_sample_never_stands_beside_somebodys_own_files() -> None:
    with pytest.raises(InputError, match="Made-up families can't stand beside your own training files"):
        reports.build(made_up.evidence(), training=training())
    with pytest.raises(InputError, match="Made-up training can't stand beside your own data on families"):
        reports.build(families(), training=replace(training(), sample=True))
    sampled = replace(training(), sample=True)
    assert "Made-up sample data." in reports.build(alone(sampled), training=sampled).banner


def test_training_that_no_part_tells_of_leaves_no_trace() -> None:
    plan = Plan.only("annual", "headline")
    report = reports.build(families(), training=training(), plan=plan, made_on=MADE_ON)
    assert report == reports.build(families(), plan=plan, made_on=MADE_ON)
    assert report.provenance.training is None


def test_parts_on_training_can_be_chosen_and_written_in() -> None:
    plan = Plan.only("full", "training_coverage").writing(training_coverage="Ninety more next year.")
    report = reports.build(alone(training()), training=training(), plan=plan)
    ids = [section.id for section in report.sections]
    assert ids == ["training_coverage", "reading", "provenance"]
    assert "Ninety more next year." in words(report)
    assert "How much of the workforce" in words(report)


def test_whichever_part_is_printed_its_words_are_explained(told: TrainingEvidence) -> None:
    for part in reports.layout("full").parts:
        if part.required or not part.content.startswith(OF_TRAINING):
            continue
        report = reports.build(alone(told), training=told, plan=Plan.only("full", part.id))
        said = said_in(report, "reading")
        for word in ("People are counted once", "Moved up: ", "Coverage: ", "headcount"):
            assert word in said, (part.id, word)


def test_presets_that_differ_are_both_told() -> None:
    report = reports.build(families(protected=True), training=training(), plan=Plan(layout="annual"))
    assert [notice.split(":")[0] for notice in report.notices] == ["Families", "Training"]
    assert report.banner  # exact figures are among them


def test_an_unknown_number_of_rows_is_no_number() -> None:
    evidence = alone(training(protected=True))
    assert evidence.source.set_aside is None
    assert evidence.view.protection == "nhs"
    assert evidence.nouns == LEARNER


def test_caveats_of_all_training_are_printed_once() -> None:
    same = Caveat(key="no_comparison", text=training().caveats[0].text)
    assert same in training_made_up.change().caveats
    assert words(only_training(training(), "training")).count(same.text) == 1


def test_training_without_dates_says_so() -> None:
    told = training()
    undated = replace(
        told, courses=(replace(told.courses[0], period=(None, None)),), view=TrainingView(), changes=()
    )
    assert only_training(undated, "training").subtitle == "Courses without dates"


def test_charts_and_tables_of_a_report_have_names_of_their_own(told: TrainingEvidence) -> None:
    report = only_training(told, "full")
    blocks = [block for section in report.sections for block in section.blocks]
    captions = [block.caption for block in blocks if isinstance(block, Table)]
    assert len(set(captions)) == len(captions)
    drawn = {block.data.caption: block.data for block in blocks if isinstance(block, Chart)}
    for caption, table in drawn.items():
        same = [b for b in blocks if isinstance(b, Table) and b.caption == caption]
        assert all(found == table for found in same), caption


def _holds(section: Section, sentence: str) -> bool:
    told = wording.sentence(sentence)
    return any(
        (isinstance(block, Bullets) and told in block.items)
        or (isinstance(block, Statement) and block.text == told)
        for block in section.blocks
    )


def test_groups_that_are_all_hidden_are_told_in_a_line_in_place_of_a_table() -> None:
    told = training(protected=True)
    (paired,) = [found for found in told.changes if found.rates]
    gone = tuple(
        replace(group, rates=tuple(replace(r, n=None, hidden="[c]", printed_share=None) for r in group.rates))
        for group in paired.groups
    )
    report = only_training(replace(told, changes=(replace(paired, groups=gone),)), "training")
    said = words(report)
    assert "none is large enough for its figures to be shown" in said
    assert "who moved up, by role" not in said


def test_a_question_on_which_as_many_moved_up_as_down_is_none_with_more_up() -> None:
    one = training_made_up.change()
    even = replace(one, key="even", rates=training_made_up.moved(15, 10, 15))
    said = together((one.course, one.level, way_of(one), (one, even)))
    assert "more moved up than down on 1 of 2" in said
