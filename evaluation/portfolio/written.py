"""A portfolio as a document: a report with a notice on every page, written as Word or PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.brand import Brand
from evaluation.errors import InputError
from evaluation.portfolio import tables, words
from evaluation.reports import FORMATS, Report, Section, render
from evaluation.reports.plan import Plan
from evaluation.reports.provenance import Provenance
from evaluation.reports.report import Bullets, Paragraph, Statement
from evaluation.verifying.checking import PORTFOLIO
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evaluation.charts.table import Table
    from evaluation.portfolio.contents import Portfolio, Recorded
    from evaluation.reports.report import Block

DOCUMENTS = ("docx", "pdf")  # what is printed and signed: no format that others would build figures on


def as_report(found: Portfolio, *, made_on: date | None = None, organisation: str = "") -> Report:
    """The portfolio as sections of words and tables; the notice stands on every page.

    What it carries for programs are the data's fingerprint and Attune's version, and neither the trainee's
    code nor any choice.
    """
    sample = (words.SAMPLE,) if found.sample else ()
    return Report(
        title="Summary of clinical outcomes over the training period",
        subtitle=" · ".join(filter(None, (f"Trainee {_who(found)}", words.period(found)))),
        organisation=organisation,
        made_on=made_on,
        notices=(f"{words.NOTICE}.", *sample),
        banner=". ".join((words.NOTICE, *(("Made-up sample data",) if found.sample else ()))),
        sections=tuple(section for section in _sections(found) if section.blocks),
        stamp=f"Attune {found.version}, data fingerprint {found.fingerprint[:12]}",
        provenance=Provenance(
            version=found.version,
            fingerprint=found.fingerprint,
            view=View(),
            plan=Plan(layout=PORTFOLIO),
            made_on=made_on,
        ),
        brand=Brand(),
        shape="short",
    )


def file_name(found: Portfolio, format: str, made_on: date | None = None) -> str:  # noqa: A002
    """A file name that says that it is not to be published, without the trainee's code.

    Raises InputError for a format that no portfolio is written as.
    """
    _known(format)
    sample = "made-up-sample" if found.sample else ""
    day = made_on.isoformat() if made_on else ""
    parts = ("do-not-publish", sample, "trainee-portfolio", day)
    return f"{'-'.join(filter(None, parts))}.{FORMATS[format].extension}"


def write_portfolio(
    found: Portfolio,
    out: Path | str,
    *,
    formats: Sequence[str] = DOCUMENTS,
    made_on: date | None = None,
    organisation: str = "",
) -> tuple[Path, ...]:
    """Write the portfolio into a folder as Word and PDF, and say where; made where it is missing.

    Raises InputError for another format, or where a file can't be written.
    """
    for kind in formats:
        _known(kind)
    report = as_report(found, made_on=made_on, organisation=organisation)
    folder = Path(out)
    written = []
    for kind in formats:
        path = folder / file_name(found, kind, made_on)
        content = render(report, kind)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise InputError(f"The portfolio can't be written to '{path}': {error.strerror}.") from error
        written.append(path)
    return tuple(written)


def _known(format: str) -> None:  # noqa: A002
    if format not in DOCUMENTS:
        raise InputError(
            f"A portfolio can't be written as {format!r}; use {wording.listed(DOCUMENTS, 'or')}."
        )


def _who(found: Portfolio) -> str:
    of = found.recorded
    code = found.trainee.removeprefix("Trainee ")
    return ", ".join(filter(None, (code, *((of.pathway, of.cohort) if of else ()))))


def _sections(found: Portfolio) -> list[Section]:
    of = found.recorded
    return [
        Section(
            id="not-quality",
            heading="What this is, and what it is not",
            blocks=(Statement(words.NOT_QUALITY), Bullets(words.WHY_NOT)),
        ),
        Section(id="closed", heading="Closed cases", blocks=_closed(found)),
        Section(id="results", heading="What changed", blocks=_results(found)),
        *(_recorded(of) if of else ()),
        Section(id="not-set", heading="What is not set here", blocks=(Bullets(words.not_set(found)),)),
        Section(id="made", heading="How these figures were made", blocks=(Bullets(words.made_how(found)),)),
    ]


def _closed(found: Portfolio) -> tuple[Block, ...]:
    said: list[Block] = [Statement(f"{words.sentence(found)}.")]
    said += [Paragraph(text) for text in (words.lacking(found), words.others(found)) if text]
    return (*said, tables.case_table(found)) if found.closed else tuple(said)


def _results(found: Portfolio) -> tuple[Block, ...]:
    if not found.results:
        return ()
    table = tables.result_table(found)
    averages = [text for text in map(words.average, found.results) if text]
    rules = tables.rules(found.results)
    return (
        Bullets(tuple(map(words.result_sentence, found.results))),
        *((table,) if table else ()),
        *((Paragraph("What counts, and who says so:"), Bullets(rules)) if rules else ()),
        *((Bullets(tuple(averages)),) if averages else (Paragraph(words.NO_AVERAGES),)),
    )


def _recorded(of: Recorded) -> tuple[Section, ...]:
    def section(name: str, heading: str, *made: Table | None) -> Section:
        return Section(id=name, heading=heading, blocks=tuple(table for table in made if table))

    return (
        section("sessions", "Recorded sessions", tables.session_table(of), tables.competence_table(of)),
        section("units", "Units and credits", tables.unit_table(of)),
        section("awards", "Accreditation", tables.award_table(of)),
        section("feedback", "Feedback from supervisors and parents", *tables.feedback_tables(of)),
    )
