"""One number, everywhere the same: every figure on training is read back out of each export."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from evaluation import wording
from evaluation.charts.table import symbol_of
from evaluation.reports.training.words import asked_of, heading_of, level_name, way_of
from evaluation.training.as_json import training_entries
from tests.reports import test_same_numbers as reading
from tests.reports.test_same_numbers import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.estimates import Rate
    from evaluation.training.evidence import LearnerChange, TrainingEvidence
    from tests.reports.conftest import Exported
    from tests.reports.reading import ReadTable

# Each file is read once.
TABLES = {kind: cache(read) for kind, read in reading.TABLES.items()}
WORDS = {kind: cache(read) for kind, read in reading.WORDS.items()}


@pytest.fixture(params=list(TABLES))
def tables(request: pytest.FixtureRequest, exported: Exported) -> dict[str, ReadTable]:
    found = TABLES[request.param](exported.file(request.param))
    return {table.title: table for table in found}


def n(rate: Rate) -> str:
    return wording.count(rate.n, symbol_of(rate))


def of(rate: Rate) -> str:
    return wording.count(rate.of, symbol_of(rate))


def share(rate: Rate) -> str:
    return wording.share(rate.share, symbol_of(rate))


def ends(rate: Rate) -> tuple[str, str]:
    symbol = symbol_of(rate)
    return (wording.share(rate.low, symbol), wording.share(rate.high, symbol))


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "csv", "json", "pdf"])
def test_every_table_on_training_is_in_every_document(exported: Exported, kind: str) -> None:
    if kind in WORDS:
        said = squeezed(WORDS[kind](exported.file(kind)))
        for table in exported.report.tables:
            for row in table.printed():
                assert squeezed("".join(row)) in said, (table.caption, row)
        return
    found = {table.title: table for table in TABLES[kind](exported.file(kind))}
    for table in exported.report.tables:
        assert found[table.caption].columns == table.columns
        assert found[table.caption].rows == table.printed(), table.caption


@pytest.mark.parametrize("kind", ["pdf", "pptx"])
def test_every_sentence_on_training_is_in_what_is_read_as_words(
    exported: Exported, told: TrainingEvidence, kind: str
) -> None:
    said = squeezed(WORDS[kind](exported.file(kind)))
    parts = (
        told.reach,
        *told.courses,
        *told.changes,
        told.coverage,
        *told.referrals,
        told.needs,
        told.cohort,
    )
    for part in parts:
        assert part is not None
        assert squeezed(wording.sentence(part.sentence)) in said


def test_who_came(told: TrainingEvidence, tables: dict[str, ReadTable]) -> None:
    assert told.reach is not None
    for breakdown in told.reach.breakdowns:
        rows = tables[f"Who came, by {breakdown.label.lower()}"].rows
        found = {row[1:] for row in rows}
        wanted = [(n(p.people), share(p.people), wording.count(p.places)) for p in breakdown.parts]
        assert len(rows) == len(wanted)
        assert found == set(wanted)
    missing = tables["Roles from which few or none came"].rows
    assert [row[:2] for row in missing] == [
        (role.role, wording.count(role.people)) for role in told.reach.missing_roles
    ]


def test_courses_and_their_sessions(told: TrainingEvidence, tables: dict[str, ReadTable]) -> None:
    (course,) = told.courses
    (row,) = tables["Courses: booked, came, completed and answered"].rows
    steps = [wording.count(step.n) for step in course.flow.steps]
    assert course.completed is not None
    assert row[2:] == (str(course.held), *steps, n(course.completed), share(course.completed))
    ways = tables[f"{course.name}: from booking to evaluation"].rows
    both = (*course.flow.steps, *course.flow.reasons)
    assert [way[1:] for way in ways] == [(step.label, wording.count(step.n)) for step in both]
    sessions = tables[f"{course.name}: who came to each session"].rows
    for cells, session in zip(sessions, course.sessions, strict=True):
        assert session.brought is not None
        brought = session.brought
        assert cells[2:] == (n(session.came), share(session.came), of(brought), n(brought), share(brought))
    attended = tables[f"{course.name}: sessions attended and completion"].rows
    rates = (*course.attended, course.completed)
    assert [cells[1:] for cells in attended] == [(n(r), of(r), r.who, share(r)) for r in rates]


def _head(found: LearnerChange) -> str:
    return f"{found.course}: {level_name(found.level).lower()}, {heading_of(way_of(found))}"


def test_what_was_learnt(told: TrainingEvidence, tables: dict[str, ReadTable]) -> None:
    for found in told.changes:
        (row,) = tables[f"{_head(found)}: results"].rows
        asked = (n(found.answered), of(found.answered))
        if found.rates:
            up, same, down = found.rates
            assert row[1:] == (of(up), n(up), share(up), *ends(up), n(same), n(down), *asked)
        elif found.before is not None:
            tops = (found.before, found.after)
            told_of = tuple(cell for at in tops for cell in (wording.count(at.n), share(at.top)))
            assert row[2:6] == told_of
            gap = found.difference
            assert (gap is None) == (row[6] in wording.SYMBOLS)
            if gap is not None and gap.value is not None:
                assert row[6] == wording.decimal(gap.value * 100, 0)
            assert row[-1] == asked[1]
        else:
            top = found.after.top
            assert row[2:] == (n(top), of(top), share(top), *ends(top), *asked)
        about = f"{asked_of(found)}, {heading_of(way_of(found))}: {found.question.text}"
        answers = tables[f"{about}: answers at each occasion"].rows
        held = [at for at in (found.before, found.after) if at is not None]
        counts = [(wording.count(count), wording.count(at.n)) for at in held for count in at.counts]
        assert [cells[2:4] for cells in answers] == counts
        moves = {(move.before, move.after): wording.count(move.n) for move in found.moves}
        if moves:
            grid = tables[f"{about}: answer before (rows) and after (columns)"]
            for cells in grid.rows:
                for after, text in zip(grid.columns[1:], cells[1:], strict=True):
                    assert text == moves[cells[0], after.removeprefix("After: ")]
        for group in found.groups:
            rows = {cells[0]: cells[1:] for cells in tables[f"{about}: who moved up, by role"].rows}
            up, same, down = group.rates
            assert rows[group.value] == (of(up), n(up), share(up), *ends(up), n(same), n(down))


def test_gains_and_tests(told: TrainingEvidence, tables: dict[str, ReadTable]) -> None:
    for found in told.changes:
        title = f"{_head(found)}: size of the change"
        if found.mean_gain is None and found.difference is None and not found.tests:
            assert title not in tables
            continue
        rows = {cells[2]: cells[3:6] for cells in tables[title].rows}
        gain = found.mean_gain
        if gain is not None:
            printed = tuple(wording.decimal(value, 1) for value in (gain.value, gain.low, gain.high))
            assert rows["Average gain, in steps of the answers"] == printed
        for test in found.tests:
            assert rows[test.title][0].endswith(test.p_words)


def test_coverage(told: TrainingEvidence, tables: dict[str, ReadTable]) -> None:
    found = told.coverage
    assert found is not None
    rows = {cells[:2]: cells[2:] for cells in tables[_coverage(tables)].rows}
    for cover in (*found.cells, *found.by_role, *found.by_borough):
        name = (cover.role or "All roles", cover.borough or "All boroughs")
        assert rows[name] == (n(cover.trained), of(cover.trained), share(cover.trained)), name
    whole = found.whole
    assert rows["All roles", "All boroughs"] == (n(whole), of(whole), share(whole))


def _coverage(tables: dict[str, ReadTable]) -> str:
    return next(title for title in tables if title.startswith("How much of the workforce"))


def test_referrals_month_by_month(told: TrainingEvidence, tables: dict[str, ReadTable]) -> None:
    for found in told.referrals:
        rows = tables[f"{found.borough}: referrals a month and first courses"].rows
        assert [cells[0] for cells in rows] == [period.label for period in found.periods]
        assert [cells[1] for cells in rows] == [wording.count(count) for count in found.counts]
        assert [cells[-1] for cells in rows] == [wording.count(count) for count in found.trained]
        if found.control is not None:
            lines = (found.control.centre, found.control.low, found.control.high)
            for place, cells in enumerate(rows):
                assert cells[2:5] == tuple(wording.decimal(line[place], 1, "[z]") for line in lines)


def test_needs_and_cohort(told: TrainingEvidence, tables: dict[str, ReadTable]) -> None:
    assert told.needs is not None
    assert told.cohort is not None
    rows = tables["What learners rated themselves low on before any course"].rows
    wanted = [rate for topic in told.needs.topics for rate in (topic.low, *(low for _, low in topic.groups))]
    assert [cells[2:7] for cells in rows] == [(n(r), of(r), share(r), *ends(r)) for r in wanted]
    for pathway in told.cohort.pathways:
        steps = tables[f"{pathway.name} pathway: how far trainees are"].rows
        rates = [r for r in (*pathway.units, *pathway.awards, pathway.rated, pathway.passed) if r is not None]
        assert [cells[1:] for cells in steps] == [(n(r), of(r), share(r)) for r in rates]
    feedback = tables["Feedback on trainees' work: share of the best answers"].rows
    rates = [rate for pathway in told.cohort.pathways for rate in pathway.feedback]
    assert [cells[2:] for cells in feedback] == [
        (n(rate), of(rate), rate.who, share(rate), *ends(rate)) for rate in rates
    ]


def test_the_training_files(told: TrainingEvidence, tables: dict[str, ReadTable]) -> None:
    rows = tables["The training files behind this report"].rows
    assert [(cells[0], *cells[2:]) for cells in rows] == [
        (
            source.name,
            source.fingerprint,
            *(wording.count(count) for count in (source.rows, source.used, source.set_aside)),
        )
        for source in told.sources
    ]


def rates_of(plain: Any) -> Iterator[dict[str, Any]]:
    """Every rate in plain values, wherever it stands."""
    if isinstance(plain, dict):
        if {"n", "of", "share", "hidden"} <= set(plain):
            yield plain
        for value in plain.values():
            yield from rates_of(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from rates_of(value)


def test_json_has_the_figures_that_are_printed(told: TrainingEvidence, tables: dict[str, ReadTable]) -> None:
    plain = json.loads(json.dumps(training_entries(told), allow_nan=False))
    cells = {cell for table in tables.values() for row in table.rows for cell in row}
    seen = 0
    for rate in rates_of(plain["changes"]):
        if rate["n"] is not None and rate["share"] is not None:
            seen += 1
            assert wording.count(rate["n"]) in cells
    assert seen
    (course,) = plain["courses"]
    assert course["held"] == told.courses[0].held
    assert plain["reach"]["people"] == (told.reach.people if told.reach else None)


def test_hidden_numbers_of_the_exact_evidence_are_in_no_protected_export() -> None:
    from tests.reports.training.conftest import training

    exact, shown = training(), training(protected=True)
    assert [r.n for r in exact.changes[0].rates] == [28, 9, 3]
    assert [r.n for r in shown.changes[0].rates][1:] == [None, None]
    text = json.dumps(training_entries(shown))
    for secret in ("9 the same", "3 lower", '"n": 3,', "4.6e-06"):
        assert secret not in text, secret
