"""One number, everywhere the same: every figure read back out of each export is the evidence's."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from evaluation import charts, wording
from evaluation.reports import FORMATS
from tests.reports.reading import ReadTable, excel_tables, word_tables
from tests.reports.texts import (
    csv_tables,
    json_tables,
    pdf_text,
    pictures_text,
    slide_charts,
    slides_text,
    web_tables,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.estimates import Estimate
    from evaluation.findings.finding import Finding
    from tests.reports.conftest import Exported


# How each format is read back: as tables that hold every figure, or as words among which they stand. Each
# file is read once.
TABLES: dict[str, Callable[[bytes], list[ReadTable]]] = {
    "html": cache(web_tables),
    "docx": cache(word_tables),
    "xlsx": cache(excel_tables),
    "csv": cache(csv_tables),
    "json": cache(json_tables),
}
WORDS: dict[str, Callable[[bytes], str]] = {
    "pdf": cache(pdf_text),
    "pptx": cache(slides_text),
    "png": cache(pictures_text),
    "svg": cache(pictures_text),
}


@pytest.fixture(params=list(TABLES))
def tables(request: pytest.FixtureRequest, exported: Exported) -> dict[str, ReadTable]:
    found = TABLES[request.param](exported.file(request.param))
    return {table.title: table for table in found}


def test_every_format_is_read_back():
    assert set(TABLES) | set(WORDS) == set(FORMATS)


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "csv", "json", "pdf"])
def test_every_table_of_the_report_is_in_every_document(exported: Exported, kind: str) -> None:
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


@pytest.mark.parametrize("kind", list(WORDS))
def test_every_headline_is_in_every_format_that_is_read_as_words(exported: Exported, kind: str) -> None:
    said = squeezed(WORDS[kind](exported.file(kind)))
    for finding in exported.evidence.findings:
        for rate in finding.headline() if finding.n is not None else ():
            printed = wording.rate(rate)
            # A picture has the share beside its bar; its list of figures and the slides have all of it.
            wanted = printed if kind != "svg" else wording.share(rate.share, rate.hidden or "[x]")
            assert squeezed(wanted) in said, (finding.title, printed)


def test_native_charts_on_slides_plot_the_printed_shares(exported: Exported) -> None:
    plotted = slide_charts(exported.file("pptx"))
    seen = 0
    for finding in exported.evidence.findings:
        chart = charts.outcome_bar(finding)
        if finding.n is None:
            assert chart.title not in plotted
            continue
        for value, rate in zip(plotted[chart.title].values(), finding.headline(), strict=True):
            seen += 1
            share = None if rate.share is None else pytest.approx(wording.rounded(rate.share, 2))
            assert value == [share], (finding.title, rate.outcome)
    assert seen


def squeezed(text: str) -> str:
    """The text without its blanks, so that it does not matter where lines are broken."""
    return "".join(text.split())


def test_every_rate_under_every_rule(exported: Exported, tables: dict[str, ReadTable]) -> None:
    for finding in exported.evidence.findings:
        table = tables[f"{finding.title}, rated by the {finding.rater}: outcomes by each definition"]
        assert len(table.rows) == len(finding.rates)
        for row, rate in zip(table.rows, finding.rates, strict=True):
            symbol = rate.hidden or "[x]"
            assert row == (
                finding.rule(rate.rule).label,
                wording.outcome(rate.rule, rate.outcome),
                wording.count(rate.n, symbol),
                wording.count(rate.of, symbol),
                rate.who,
                wording.share(rate.share, symbol),
                wording.share(rate.low, symbol),
                wording.share(rate.high, symbol),
            )


def test_every_headline_in_the_table_behind_the_summary(
    exported: Exported, tables: dict[str, ReadTable]
) -> None:
    rows = tables["Got better, unchanged or got worse, by outcome"].rows
    expected = [(f, rate) for f in exported.evidence.findings for rate in f.headline()]
    for row, (finding, rate) in zip(rows, expected, strict=True):
        symbol = rate.hidden or "[x]"
        assert row[0] == f"{finding.title}, {finding.rater}"
        assert row[3] == wording.count(rate.n, symbol)
        assert row[6] == wording.share(rate.share, symbol)


def test_every_mean_spread_and_median(exported: Exported, tables: dict[str, ReadTable]) -> None:
    for finding in exported.evidence.findings:
        d = finding.description
        symbol = "[c]" if finding.n is None else "[x]"
        rows = tables[f"{finding.title}, rated by the {finding.rater}: scores before and after"].rows
        pairs = [(d.median_before, d.median_after)]
        if not finding.ordinal:
            pairs = [(d.mean_before, d.mean_after), (d.sd_before, d.sd_after), *pairs]
        assert [row[1:] for row in rows] == [
            tuple(wording.decimal(v, 1, symbol) for v in pair) for pair in pairs
        ]


def test_every_change_and_effect_with_its_standardiser(
    exported: Exported, tables: dict[str, ReadTable]
) -> None:
    for finding in exported.evidence.findings:
        estimates = [e for e in (finding.mean_change, *finding.effects, finding.probability) if e is not None]
        title = f"{finding.title}, rated by the {finding.rater}: size of the change"
        if not estimates:
            assert title not in tables
            continue
        rows = list(tables[title].rows)
        if finding.effects:
            main = finding.effects[0]
            assert rows[1][0] == "Effect size, main (Hedges' g)"
            plain = rows.pop(2)
            assert plain[0] == "Effect size, main, uncorrected, as NHS England's formula"
            assert plain[1:4] == (_three(replace(main, value=main.plain), finding)[0], "[z]", "[z]")
        if finding.probability is not None:
            assert rows[-1][0] == f"Chance that a {finding.nouns.one} improved (ties counted half)"
        for row, estimate in zip(rows, estimates, strict=True):
            assert row[1:4] == _three(estimate, finding)
            if estimate.standardiser:
                assert row[4] == estimate.standardiser


def test_every_bin_and_move(exported: Exported, tables: dict[str, ReadTable]) -> None:
    for finding in exported.evidence.findings:
        many = finding.nouns.many
        rows = tables[f"{finding.title} before and after: {many} in each range of scores"].rows
        assert rows == tuple((b.label, wording.count(b.before), wording.count(b.after)) for b in finding.bins)
        if finding.moves:
            grid = tables[f"{finding.title}: band before (rows) and after (columns), number of {many}"].rows
            names = [row[0].split(". ", 1)[1] for row in grid]
            for row in grid:
                for after, text in zip(names, row[1:], strict=True):
                    before = row[0].split(". ", 1)[1]
                    n = next(m.n for m in finding.moves if (m.before, m.after) == (before, after))
                    assert text == wording.count(n)


def test_who_is_counted(exported: Exported, tables: dict[str, ReadTable]) -> None:
    flow = exported.evidence.flow
    told = [row[1:] for row in tables["Who is counted"].rows]
    assert told == [(step.label, wording.count(step.n)) for step in (*flow.steps, *flow.reasons)]


def test_first_scores(exported: Exported, tables: dict[str, ReadTable]) -> None:
    (profile,) = exported.evidence.needs
    values = [row[1] for row in tables["EPDS total, rated by the parent: first scores in figures"].rows]
    clinical = profile.clinical
    assert clinical is not None
    assert values == [
        wording.count(profile.n),
        wording.decimal(profile.mean),
        wording.decimal(profile.sd),
        wording.count(clinical.n),
        wording.share(clinical.share),
        wording.share(clinical.low),
        wording.share(clinical.high),
    ]


def test_the_upload_and_the_choices(exported: Exported, tables: dict[str, ReadTable]) -> None:
    source = exported.evidence.source
    upload = {row[0]: row[1] for row in tables["The data behind this report"].rows}
    assert upload["File"] == source.name
    assert upload["Fingerprint of the data (SHA-256)"] == source.fingerprint
    assert upload["Rows in the file"] == "1,310"
    assert (upload["Rows used"], upload["Rows set aside"]) == ("1,296", "14")
    assert upload["Made on"] == "22 November 2026"
    chosen = {row[0]: row[1] for row in tables["The choices made"].rows}
    assert chosen["Scores compared"] == (
        "First score on or after the first contact, and the last on or after the second"
    )
    assert chosen["Only where site is"] == "Oxford or Reading"
    assert chosen["Level of intervals"] == "95%"


def test_word_and_excel_hold_the_same_tables(exported: Exported) -> None:
    word = {table.title: table for table in TABLES["docx"](exported.docx)}
    excel = {table.title: table for table in TABLES["xlsx"](exported.xlsx)}
    own = {"Contents", "Notes"}
    assert set(excel) - own == set(word)
    for title, table in word.items():
        assert table == excel[title]


def _three(estimate: Estimate, finding: Finding) -> tuple[str, ...]:
    symbol = "[c]" if finding.n is None else "[x]"
    values = (estimate.value, estimate.low, estimate.high)
    if estimate.name == "probability_of_improvement":
        return tuple(wording.share(v, symbol) for v in values)
    return tuple(wording.decimal(v, 1 if estimate.name == "mean_change" else 2, symbol) for v in values)
