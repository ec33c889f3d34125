"""The verbs: inspect, evaluate, report, publish and others, for notebooks and for the command line."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack, cast

from evaluation import differing
from evaluation.dataset import CountedData, Dataset
from evaluation.errors import InputError
from evaluation.exchange.files import to_bytes as counts_file
from evaluation.exchange.sharing import share
from evaluation.findings.as_json import evidence_entries
from evaluation.importing.renaming import compare_headers
from evaluation.opening import (
    How,
    Source,
    is_saved,
    load,
    open_mapping,
    open_workbook,
    read_dataset,
    rows_below,
    saved_marks_key,
)
from evaluation.packs.earlier import check as check_beside
from evaluation.packs.files import from_bytes, to_bytes
from evaluation.packs.publishing import publish as publish_pack
from evaluation.packs.publishing import publish_training
from evaluation.saying import evidence_lines, table_lines
from evaluation.sources import AtScale, is_counts_file, is_table, look_through, open_data
from evaluation.training.alone import alone
from evaluation.training.choices import TrainingView
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.alerts import ToFollowUp
    from evaluation.brand import Brand
    from evaluation.dataset import Evaluable
    from evaluation.differing import Differences
    from evaluation.exchange import Contribution
    from evaluation.findings.consequence import Consequence
    from evaluation.findings.finding import Evidence
    from evaluation.importing.mapping import Mapping
    from evaluation.importing.repairs import ToRepair
    from evaluation.packs.pack import Pack
    from evaluation.programme import Programme
    from evaluation.reports.plan import Plan
    from evaluation.sources import Table
    from evaluation.training import TrainingEvidence


_SHOWN = 10  # rows set aside that a screen lists
# What `report` writes unless told otherwise: to read, to edit, to show, for the figures, to send.
DOCUMENTS = ("html", "docx", "pptx", "xlsx", "pdf")


@dataclass(frozen=True)
class Inspection:
    """What was recognised in a file, before anything is evaluated."""

    mapping: Mapping
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    rows: int
    used: int
    to_follow_up: tuple[ToFollowUp, ...] = ()
    repairs: tuple[ToRepair, ...] = ()
    consequence: Consequence | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; `mapping` can be corrected and given back with `--mapping`."""
        return {
            "mapping": self.mapping.to_dict(),
            "notes": list(self.notes),
            "problems": list(self.problems),
            "repairs": [repair.to_dict() for repair in self.repairs],
            "consequence": self.consequence.to_dict() if self.consequence else None,
            "rows": self.rows,
            "used": self.used,
            "to_follow_up": [
                asdict(entry) | {"date": entry.date.isoformat() if entry.date else None}
                for entry in self.to_follow_up
            ],
        }


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Rows or counts, and the evidence of one view of them; `print` it, or take `to_dict()`."""

    dataset: Evaluable
    evidence: Evidence

    @property
    def rows(self) -> Dataset:
        """The data with their rows; raises InputError where only counts of them are here."""
        if isinstance(self.dataset, Dataset):
            return self.dataset
        raise InputError("These are counts, and no row: give the file that they were counted from.")

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON (docs/json.md): everything the evidence holds and the ledger."""
        entries = evidence_entries(self.evidence)
        # Under disclosure control what is published holds no row, not even a row's number.
        exact = self.evidence.view.protection == "exact"
        data = self.dataset
        aside = data.set_aside if exact else ()
        entries["data"]["set_aside"] = [
            {"sheet": entry.sheet, "row": entry.row, "reason": entry.reason} for entry in aside
        ]
        reasons = data.reasons if exact else ()
        entries["data"]["set_aside_by_reason"] = [{"reason": why, "n": n} for why, n in reasons]
        entries["data"]["reading"] = list(data.reading) if exact else []
        entries["data"]["problems"] = list(data.messages) if exact else []
        entries["data"]["repairs"] = [repair.to_dict() for repair in data.repairs] if exact else []
        if isinstance(data, CountedData):
            entries["counts"] = data.to_dict()
        return entries

    def __str__(self) -> str:
        if self.evidence.view.protection != "exact":
            return "\n".join(evidence_lines(self.evidence))
        if isinstance(self.dataset, CountedData):
            return "\n".join([*evidence_lines(self.evidence), *table_lines(self.dataset)])
        shown = self.dataset.set_aside[:_SHOWN]
        aside = [f"Row {entry.row} set aside: {entry.reason}." for entry in shown]
        more = sum(n for _, n in self.dataset.reasons) - len(aside)
        return "\n".join(
            [
                *evidence_lines(self.evidence),
                *(f"Note: {n}" for n in self.dataset.reading if n not in self.evidence.notes),
                *self.dataset.messages,
                *aside,
                *([f"{more} more rows were set aside; --json lists them all."] if more > 0 else []),
            ]
        )


def inspect(source: Source | Table, **how: Unpack[AtScale]) -> Inspection:
    """What Attune recognises in a file or a table: sheet, header row, layout, columns, problems.

    `AtScale` has what may be told about reading it. Raises InputError with one sentence when it can't be
    read at all.
    """
    if not is_counts_file(source) and (how.get("engine") or is_table(source)):
        return _inspect_table(source, how)
    workbook = open_workbook(source, how)
    mapping, notes = open_mapping(workbook, how)
    try:
        data = read_dataset(workbook, mapping, how)
    except InputError as error:
        return Inspection(mapping, notes, (str(error),), rows_below(workbook, mapping), 0)
    return Inspection(
        mapping,
        tuple(dict.fromkeys((*notes, *data.notes))),
        tuple(problem.message for problem in data.problems),
        data.ledger.rows,
        data.ledger.used,
        data.to_follow_up,
        data.repairs,
        data.consequence,
    )


def _inspect_table(source: Source | Table, how: AtScale) -> Inspection:
    held = look_through(source, engine=how.get("engine", ""), memory=how.get("memory", ""), how=how)
    try:
        return Inspection(held.mapping, held.notes, held.problems, held.rows, held.used)
    finally:
        held.engine.close()


def differences(old: Source, new: Source, *, old_name: str | None = None, **how: Unpack[How]) -> Differences:
    r"""What differs between a file and the one before it: families, scores, details, columns.

    `How` is of the new file, and its mapping, measures, key and password of the old one too. Without
    a mapping the old file's serves for the new one where their headers are the same. Raises
    InputError with one sentence when either can't be used.

    >>> head = "Family ID,PHQ-9 before,PHQ-9 after"
    >>> spring, summer = f"{head}\nA1,14,\n".encode(), f"{head}\nA1,14,6\nA2,9,\n".encode()
    >>> print(differences(spring, summer, old_name="spring.csv", name="summer.csv"))
    Compared with the file before: 1 new family, 1 new second score.
    New family, row 3 of 'summer': PHQ-9 baseline 9.
    New second score, row 2 of 'summer': PHQ-9, end: 6.
    """
    how["measures"] = tuple(how.get("measures", ()))
    if is_saved(old) or is_saved(new):
        how["marks_key"] = saved_marks_key()
    before = load(old) if is_saved(old) else load(old, **(how | {"name": old_name, "corrections": None}))
    if is_saved(new):
        return differing.differences(before, load(new))
    if how.get("mapping") is None:
        found, _ = open_mapping(open_workbook(new, how), how)
        if compare_headers(before.mapping, found.columns).same:
            how["mapping"] = replace(
                before.mapping,
                sheet=found.sheet,
                header_rows=found.header_rows,
                more_sheets=found.more_sheets,
            )
    return differing.differences(before, load(new, **how))


def evaluate(source: Source | Table, *, view: View | None = None, **how: Unpack[AtScale]) -> Evaluation:
    r"""Evaluate a file or a table: read, recognise, check, score, pair, count, estimate, protect.

    A table of any size (a folder of Parquet files, a DuckDB relation, a frame of Spark, pandas, polars or
    pyarrow) is counted where it is; so is a file with `engine`. `AtScale` has what may be told about
    reading. Raises InputError with one sentence when the input can't be used.

    >>> found = evaluate(b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\n", name="families.csv")
    >>> found.evidence.findings[0].rate("reliable_change", "improved").n
    1
    """
    view = view or View()
    data = open_data(source, view, **how)
    return Evaluation(data, data.evidence(view))


def report(
    source: Source | None,
    *,
    formats: Iterable[str] = DOCUMENTS,
    out: Path | str = ".",
    view: View | None = None,
    plan: Plan | None = None,
    brand: Brand | None = None,
    made_on: date | None = None,
    training: Programme | None = None,
    training_view: TrainingView | None = None,
    **how: Unpack[AtScale],
) -> tuple[Path, ...]:
    """Write a file's findings as documents; returns where they are.

    A training programme's findings stand beside them, or alone where `source` is None.

    `formats` are of `evaluation.reports.FORMATS` ("all" for every one); `plan` is the layout with what was
    chosen for it and `brand` its look. `made_on` is the day printed (today, if none): with the same day the
    same data give the same files. `How` has what may be told about reading the file. Raises InputError for
    an unknown format, layout or part.
    """
    from evaluation.reports import FORMATS, build, file_name, render  # noqa: PLC0415 python-docx loads slowly

    asked = tuple(dict.fromkeys(formats))
    wanted = tuple(FORMATS) if "all" in asked else asked
    for entry in wanted:
        if entry not in FORMATS:
            raise InputError(f"Reports can't be made as '{entry}'; choose from {', '.join(FORMATS)}, or all.")
    view = view or View()
    data = None if source is None else open_data(source, view, **how)
    on_training = _beside(training, training_view, data, view)
    evidence = data.evidence(view) if data else alone(cast("TrainingEvidence", on_training))
    day = made_on or date.today()
    made = build(evidence, training=on_training, plan=plan, brand=brand, made_on=day)
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for entry in wanted:
            path = folder / file_name(evidence, entry, day, layout=made.provenance.plan.layout)
            path.write_bytes(render(made, entry))
            paths.append(path)
    except OSError as error:
        raise InputError(f"The report can't be written to '{folder}': {error.strerror}.") from error
    return tuple(paths)


def _beside(
    programme: Programme | None, view: TrainingView | None, data: Evaluable | None, of_families: View
) -> TrainingEvidence | None:
    """What is said of training beside families, or alone; None without a programme.

    Without a view of its own it hides small numbers as the families' view does.
    """
    if programme is None:
        if data is None:
            raise InputError("Give a file of families, or training files with --training.")
        return None
    view = view or TrainingView(protection=of_families.protection, confidence=of_families.confidence)
    if view.protection != of_families.protection:
        raise InputError(
            f"The training view hides small numbers by the rule '{view.protection}' and the families' by "
            f"'{of_families.protection}': choose one for both."
        )
    return programme.evidence(view, (data, of_families) if data else None)


def publish(
    source: Source | None,
    *,
    view: View | None = None,
    by: Iterable[str] = (),
    title: str,
    organisation: str = "",
    words: str = "",
    made_on: date | None = None,
    out: Path | str | None = None,
    beside: Iterable[Pack] = (),
    training: Programme | None = None,
    training_view: TrainingView | None = None,
    **how: Unpack[AtScale],
) -> Pack:
    """Publish a file's findings as an evidence pack: fixed cuts after disclosure control, and never a row.

    A training programme's findings are published with them, or alone where `source` is None.

    `by` are the columns whose values are cuts of their own; `out` is the file to write; `beside` are the
    packs published before that stay published, which it must not be comparable with. A view that shows
    exact figures can't be published. `How` has what may be told about reading the file. Raises InputError.
    """
    view, day = view or View(protection="nhs"), made_on or date.today()
    data = None if source is None else open_data(source, view, **how)
    on_training = _beside(training, training_view, data, view)
    named = {"title": title, "organisation": organisation, "words": words}
    if data is None:
        made = publish_training(cast("TrainingEvidence", on_training), **named, made_on=day)
    else:
        made = publish_pack(data, view, by=by, **named, made_on=day, training=on_training)
    check_beside(made, beside)
    if out is not None:
        try:
            Path(out).write_bytes(to_bytes(made))
        except OSError as error:
            raise InputError(f"The pack can't be written to '{out}': {error.strerror}.") from error
    return made


def pack(source: bytes | Path | str) -> Pack:
    """Open a published pack; raises InputError with one sentence where it is none that can be opened."""
    if isinstance(source, bytes):
        return from_bytes(source)
    try:
        return from_bytes(Path(source).read_bytes())
    except OSError as error:
        raise InputError(f"The pack '{source}' can't be opened: {error.strerror}.") from error


def count(
    source: Source | Table,
    *,
    service: str,
    view: View | None = None,
    by_month: bool = False,
    made_on: date | None = None,
    out: Path | str | None = None,
    **how: Unpack[AtScale],
) -> Contribution:
    r"""What a service sends to a network instead of rows: exact counts, or the printed figures of a view.

    `service` is its name, `out` the file to write (.json, or .json.gz), `made_on` the day (today, if none).
    Of exact counts the columns in `keep` are kept, none unless given, and the months with `by_month`. A view
    that hides small numbers, as without one is done, sends printed figures alone. Raises InputError.

    >>> table = b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\n"
    >>> made = count(table, service="Riverside", view=View(protection="exact"), name="families.csv")
    >>> made.cells.people, made.columns
    (2, ())
    """
    view = view or View(protection="nhs")
    keep = tuple(how.pop("keep", None) or ())
    if how.get("engine") or is_table(source):
        asked = (*keep, *(name for name, values in view.filters.items() if values))
        how["keep"] = tuple(dict.fromkeys(asked))
    made = share(
        open_data(source, view, **how),
        view,
        service=service,
        keep=keep,
        by_month=by_month,
        made_on=made_on or date.today(),
    )
    if out is not None:
        try:
            Path(out).write_bytes(counts_file(made, compressed=str(out).lower().endswith(".gz")))
        except OSError as error:
            raise InputError(f"The counts can't be written to '{out}': {error.strerror}.") from error
    return made


def sample(name: str, *, families: int, seed: int, out: Path | str) -> Path:
    """Write made-up data of any size in the shape that a real tool exports, and say where.

    A training programme is several files: `out` is their folder and `families` counts learners.
    Raises InputError with one sentence where it can't be made or written.
    """
    from data_samples import TRAINING, make, make_training  # noqa: PLC0415 no part of the library

    if name in {training.name for training in TRAINING}:
        make_training(name, learners=families, seed=seed, out=out)
        return Path(out)
    return make(name, families=families, seed=seed, out=Path(out))
