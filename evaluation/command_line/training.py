"""The verb `training`, and what other verbs take from a training programme's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation import wording
from evaluation.command_line.options import chosen_view, how, id_key, json_file, one_file, password
from evaluation.command_line.options import files as given
from evaluation.command_line.printing import give_json, print_json
from evaluation.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from evaluation.dataset import Dataset
    from evaluation.programme import Programme
    from evaluation.training import TrainingEvidence, TrainingView
    from evaluation.view import View

_SHOWN = 10  # rows set aside or unmatched that a screen lists


def training(options: argparse.Namespace) -> None:
    """Print what a programme's files say, or how they were read, as sentences or as JSON."""
    from evaluation.training import TrainingView  # noqa: PLC0415 for this verb alone
    from evaluation.training.as_json import training_entries  # noqa: PLC0415 as above
    from evaluation.training.telling import training_lines  # noqa: PLC0415 as above

    programme = _read(options.file, options)
    if options.inspect:
        _inspect(programme, options)
        return
    families = _families(options)
    view = _view(options) or TrainingView(protection=families[1].protection if families else "exact")
    evidence = programme.evidence(view, families)
    if options.json:
        give_json(training_entries(evidence), options.json)
        return
    lines = training_lines(evidence)
    if evidence.view.protection == "exact":
        lines += ["", *_read_lines(programme)]
    print("\n".join([evidence.sentence, "", *lines]))


def with_training(options: argparse.Namespace) -> dict[str, Any]:
    """The programme of the files given with --training and its view, as the library's verbs take them.

    Raises InputError where the files' mapping or view is given without them.
    """
    if not options.training:
        for option in ("view", "mapping"):
            if getattr(options, f"training_{option}", None):
                raise InputError(f"--training-{option} is for training files: give these with --training.")
        return {}
    return {"training": _read(options.training, options), "training_view": _view(options)}


def training_again(options: argparse.Namespace) -> Callable[[TrainingView], TrainingEvidence] | None:
    """What makes the evidence on training of a report again, under the view that its file carries."""
    if not options.training:
        return None
    from evaluation.opening import load  # noqa: PLC0415 for these verbs alone
    from evaluation.verifying import carried_by  # noqa: PLC0415 reports load slowly

    programme, report = _read(options.training, options), Path(options.report)
    families = None
    if options.file and report.is_file():  # without it `verify` says so
        held = carried_by(report.read_bytes(), report.name)
        view = chosen_view(options) if options.view or held is None else held.view
        families = load(given(options), **how(options)), view
    return lambda view: programme.evidence(view, families)


def _read(files: Sequence[str], options: argparse.Namespace) -> Programme:
    from evaluation.courses.mapping import TrainingMapping  # noqa: PLC0415 for these verbs alone
    from evaluation.programme import load_programme  # noqa: PLC0415 as above

    mapping = None
    if options.training_mapping:
        mapping = TrainingMapping.from_dict(json_file(options.training_mapping, "training mapping"))
    return load_programme(
        [str(file) for file in files],
        mapping=mapping,
        id_key=id_key(options),
        password=password(options),
    )


def _view(options: argparse.Namespace) -> TrainingView | None:
    """The view of training in the file named; None where the families' rule for small numbers is to hold."""
    from evaluation.training import TrainingView  # noqa: PLC0415 as above

    if not options.training_view:
        return None
    return TrainingView.from_dict(json_file(options.training_view, "training view"))


def _families(options: argparse.Namespace) -> tuple[Dataset, View] | None:
    """The families' data that training is to stand beside, and the view of them."""
    if not options.families:
        return None
    from evaluation.opening import load  # noqa: PLC0415 as above

    return load([one_file(file) for file in options.families]), chosen_view(options)


def _inspect(programme: Programme, options: argparse.Namespace) -> None:
    records = programme.records
    found = {
        "mapping": programme.mapping.to_dict(),
        "notes": list(dict.fromkeys((*programme.notes, *records.notes))),
        "courses": list(records.courses),
        "learners": len(records.learners),
        "sheets": [
            {
                "sheet": ledger.sheet,
                "rows": ledger.rows,
                "used": ledger.used,
                "set_aside": [
                    {"sheet": aside.sheet, "row": aside.row, "reason": aside.reason}
                    for aside in ledger.set_aside
                ],
            }
            for ledger in records.ledgers
        ],
        "unmatched": [
            {"file": one.origin.file, "sheet": one.origin.sheet, "row": one.origin.row, "reason": one.reason}
            for one in records.unmatched
        ],
    }
    if options.json:
        give_json(found, options.json)
    else:
        print_json(found)


def _read_lines(programme: Programme) -> list[str]:
    """What became of the rows: used, set aside and why, unmatched."""
    records = programme.records
    lines = [
        f"{ledger.sheet}: {ledger.used} of {wording.plural(ledger.rows, 'row', 'rows')} used."
        for ledger in records.ledgers
    ]
    aside = [
        f"{one.sheet}, row {one.row} set aside: {one.reason}."
        for ledger in records.ledgers
        for one in ledger.set_aside
    ]
    unmatched = [
        f"{one.origin.file}, {one.origin.sheet}, row {one.origin.row}: {one.reason}."
        for one in records.unmatched
    ]
    for listed, what in ((aside, "set aside"), (unmatched, "without a learner that other files know")):
        lines += listed[:_SHOWN]
        if len(listed) > _SHOWN:
            lines.append(f"{len(listed) - _SHOWN} more rows {what}; --inspect lists them all.")
    return [*lines, *(f"Note: {note}" for note in dict.fromkeys((*programme.notes, *records.notes)))]
