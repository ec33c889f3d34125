"""The verbs: inspect, evaluate, report and sample, for notebooks and for the command line."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation import wording
from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.findings.as_json import evidence_entries
from evaluation.findings.expected import expected_sentence
from evaluation.findings.missing import bounds_sentence, start_sentence
from evaluation.importing.headers import headers_of, shown
from evaluation.importing.reading import read_workbook
from evaluation.importing.recognising import recognise
from evaluation.importing.responses import sheet_for
from evaluation.measures import registry
from evaluation.measures.own import check_new
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.alerts import ToFollowUp
    from evaluation.findings.finding import Evidence
    from evaluation.importing.mapping import Mapping
    from evaluation.importing.sheets import Workbook
    from evaluation.measures.definition import Measure


_SHOWN = 10  # rows set aside that a screen lists


@dataclass(frozen=True)
class Inspection:
    """What was recognised in a file, before anything is evaluated."""

    mapping: Mapping
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    rows: int
    used: int
    to_follow_up: tuple[ToFollowUp, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; `mapping` can be corrected and given back with `--mapping`."""
        return {
            "mapping": self.mapping.to_dict(),
            "notes": list(self.notes),
            "problems": list(self.problems),
            "rows": self.rows,
            "used": self.used,
            "to_follow_up": [
                asdict(entry) | {"date": entry.date.isoformat() if entry.date else None}
                for entry in self.to_follow_up
            ],
        }


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A data set and the evidence of one view; `print` it, or take `to_dict()`."""

    dataset: Dataset
    evidence: Evidence

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON (docs/json.md): everything the evidence holds and the ledger."""
        entries = evidence_entries(self.evidence)
        # Under disclosure control what is published holds no row, not even a row's number.
        exact = self.evidence.view.protection == "exact"
        ledger = self.dataset.ledger.set_aside if exact else ()
        entries["data"]["set_aside"] = [
            {"sheet": entry.sheet, "row": entry.row, "reason": entry.reason} for entry in ledger
        ]
        entries["data"]["reading"] = list(self.dataset.reading) if exact else []
        entries["data"]["problems"] = [problem.message for problem in self.dataset.problems] if exact else []
        return entries

    def __str__(self) -> str:
        if self.evidence.view.protection != "exact":
            return "\n".join(_lines(self.evidence))
        ledger = self.dataset.ledger.set_aside
        aside = [f"Row {entry.row} set aside: {entry.reason}." for entry in ledger[:_SHOWN]]
        more = len(ledger) - len(aside)
        return "\n".join(
            [
                *_lines(self.evidence),
                *(f"Note: {n}" for n in self.dataset.reading if n not in self.evidence.notes),
                *(problem.message for problem in self.dataset.problems),
                *aside,
                *([f"{more} more rows were set aside; --json lists them all."] if more > 0 else []),
            ]
        )


def _lines(evidence: Evidence) -> list[str]:
    source = evidence.source
    lines = [
        (
            f"{source.name}: {wording.count(source.used)} of {wording.count(source.rows)} rows used, "
            f"{wording.count(source.set_aside)} set aside."
        ),
        *(f"  {step.label}: {wording.count(step.n)}" for step in evidence.flow.steps),
        "",
    ]
    for finding in evidence.findings:
        lines.append(finding.sentence)
        effect = finding.effects[0] if finding.effects else None
        if effect is not None and effect.value is not None:
            lines.append(
                f"  Effect: {wording.decimal(effect.value, 2)} "
                f"({wording.level(effect.confidence)} interval {wording.interval(effect.low, effect.high)}; "
                f"change divided by the {effect.standardiser})"
            )
        lines += [f"  {caveat.text}" for caveat in finding.caveats]
        missing = (start_sentence(finding), bounds_sentence(finding), expected_sentence(finding))
        lines += [*(f"  {text}" for text in missing if text), ""]
    for composite in evidence.composites:
        lines += [composite.sentence, *(f"  {caveat.text}" for caveat in composite.caveats), ""]
    for described in evidence.described:
        lines += [described.sentence, *(f"  {caveat.text}" for caveat in described.caveats), ""]
    for said in evidence.experience:
        lines += [said.sentence, *(f"  {question.sentence}" for question in said.questions)]
        lines += [*(f"  {caveat.text}" for caveat in said.caveats), ""]
    lines += [f"Definitions: {found.sentence}" for found in evidence.multiverses]
    lines += [f"Over time: {trend.sentence}" for trend in evidence.trends]
    lines += [f"More than two scores: {entry.sentence}" for entry in evidence.trajectories]
    if evidence.groups is not None:
        by = evidence.groups.attribute.label.lower()
        lines += [f"By {by}: {scale.sentence}" for scale in evidence.groups.scales]
        limits = (evidence.groups.note, *(caveat.text for caveat in evidence.groups.caveats))
        lines += [f"  {text}" for text in limits if text]
    lines += [needs.sentence for needs in evidence.needs]
    lines += [f"Note: {note}" for note in evidence.notes]
    return lines


def open_mapping(
    workbook: Workbook, mapping: Mapping | None, measures: Iterable[Measure] = ()
) -> tuple[Mapping, tuple[str, ...]]:
    """The mapping given, or the one recognised, and what is to be known about it.

    `measures` are questionnaires of one's own (`evaluation.measures.read_own` reads one from its
    file). Raises InputError where one of them goes by the name of a known questionnaire.
    """
    own: list[Measure] = []
    for measure in measures:
        check_new(measure, (*registry(), *own))
        own.append(measure)
    if mapping is None:
        found = recognise(workbook, registry().with_local(own))
        chosen, notes = found.mapping, found.notes
    else:
        chosen, notes = mapping.with_own(own), workbook.notes
    unused = [measure for measure in own if measure not in chosen.own]
    return chosen, (*notes, *(f"No column was recognised as '{measure.short}'." for measure in unused))


def inspect(
    source: bytes | Path | str,
    *,
    name: str | None = None,
    mapping: Mapping | None = None,
    measures: Iterable[Measure] = (),
) -> Inspection:
    """What Attune recognises in a file: sheet, header row, layout, columns, problems.

    Raises InputError with one sentence when the file can't be read at all.
    """
    workbook = read_workbook(source, name)
    chosen, notes = open_mapping(workbook, mapping, measures)
    try:
        data = Dataset.read(workbook, chosen, registry())
    except InputError as error:
        rows = max(len(sheet_for(workbook, chosen).cells) - chosen.header_rows[-1], 0)
        return Inspection(chosen, notes, (str(error),), rows, 0)
    problems = tuple(problem.message for problem in data.problems)
    said = tuple(dict.fromkeys((*notes, *data.notes)))
    return Inspection(chosen, said, problems, data.ledger.rows, data.ledger.used, data.to_follow_up)


def load(
    source: bytes | Path | str,
    *,
    name: str | None = None,
    mapping: Mapping | None = None,
    measures: Iterable[Measure] = (),
    sample: bool = False,
) -> Dataset:
    """Read a file into a data set, with a mapping and questionnaires of one's own or those recognised."""
    workbook = read_workbook(source, name)
    chosen, notes = open_mapping(workbook, mapping, measures)
    data = Dataset.read(workbook, chosen, registry(), sample=sample)
    data.reading = notes
    return data


def evaluate(
    source: bytes | Path | str,
    *,
    name: str | None = None,
    mapping: Mapping | None = None,
    measures: Iterable[Measure] = (),
    view: View | None = None,
) -> Evaluation:
    r"""Evaluate a file: read, recognise, check, score, pair, count, estimate, protect.

    Raises InputError with one sentence when the input can't be used.

    >>> found = evaluate(b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\n", name="families.csv")
    >>> found.evidence.findings[0].rate("reliable_change", "improved").n
    1
    """
    data = load(source, name=name, mapping=mapping, measures=measures)
    return Evaluation(data, data.evidence(view or View()))


def report(
    source: bytes | Path | str,
    *,
    formats: Iterable[str] = ("docx", "xlsx"),
    out: Path | str = ".",
    name: str | None = None,
    mapping: Mapping | None = None,
    measures: Iterable[Measure] = (),
    view: View | None = None,
    title: str = "",
    organisation: str = "",
    made_on: date | None = None,
) -> tuple[Path, ...]:
    """Write a file's findings as documents; returns where they are.

    `formats` are of `evaluation.reports.FORMATS`. Raises InputError for an unknown format.
    """
    from evaluation.reports import FORMATS, build, file_name, render  # noqa: PLC0415 python-docx loads slowly

    wanted = tuple(dict.fromkeys(formats))
    for entry in wanted:
        if entry not in FORMATS:
            raise InputError(f"Reports can't be made as '{entry}'; choose from {', '.join(FORMATS)}.")
    evidence = evaluate(source, name=name, mapping=mapping, measures=measures, view=view).evidence
    day = made_on or date.today()
    made = build(evidence, title=title, organisation=organisation, made_on=day)
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for entry in wanted:
            path = folder / file_name(evidence, entry, made_on=day)
            path.write_bytes(render(made, entry))
            paths.append(path)
    except OSError as error:
        raise InputError(f"The report can't be written to '{folder}': {error.strerror}.") from error
    return tuple(paths)


def sample(name: str, *, families: int, seed: int, out: Path | str) -> Path:
    """Write made-up data of any size in the shape that a real tool exports."""
    from data_samples import make  # noqa: PLC0415 the generator is not part of the library

    return make(name, families=families, seed=seed, out=Path(out))


def header_texts(workbook: Workbook, mapping: Mapping) -> tuple[str, ...]:
    """The headers of a mapping's sheet as they are shown to a person."""
    found = headers_of(sheet_for(workbook, mapping), mapping.header_rows)
    return tuple(shown(group, text, i) for i, (group, text) in enumerate(found))
