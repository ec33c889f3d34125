"""What each verb prints or writes, from the options that were typed."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import evaluating
from evaluation.claims import check_claim
from evaluation.command_line.options import (
    at_scale,
    chosen_day,
    chosen_plan,
    chosen_report,
    chosen_view,
    files,
    how,
    one_file,
)
from evaluation.command_line.printing import give_json, print_json, write
from evaluation.command_line.training import training_again, with_training
from evaluation.errors import InputError
from evaluation.findings.as_json import evidence_entries
from evaluation.measures import registry, tell, to_dict
from evaluation.measures.telling import asked_for
from evaluation.opening import load
from evaluation.packs.telling import described, sentences

if TYPE_CHECKING:
    import argparse


def inspect(options: argparse.Namespace) -> None:
    """Print what is recognised in a file."""
    print_json(evaluating.inspect(files(options), **at_scale(options)).to_dict())


def evaluate(options: argparse.Namespace) -> None:
    """Print a file's findings as sentences, or give them as JSON."""
    found = evaluating.evaluate(
        files(options),
        **at_scale(options),
        view=chosen_view(options),
    )
    if options.json:
        give_json(found.to_dict(), options.json)
    else:
        print(found)


def check(options: argparse.Namespace) -> None:
    """Print whether a file bears out a sentence."""
    found = evaluating.evaluate(
        files(options),
        **at_scale(options),
        view=chosen_view(options),
    )
    answer = check_claim(options.claim, found)
    if options.json:
        print_json(answer.to_dict())
    else:
        print(answer)


def differences(options: argparse.Namespace) -> None:
    """Print what differs between a file and the one before."""
    found = evaluating.differences(
        one_file(options.before),
        files(options),
        **how(options),
    )
    if options.json:
        print_json(found.to_dict())
    else:
        print(found)


def report(options: argparse.Namespace) -> None:
    """Write a file's findings as documents, and print where."""
    plan, view, brand = chosen_report(options)
    paths = evaluating.report(
        files(options) or None,
        formats=[entry.strip().lower() for entry in options.format.split(",") if entry.strip()],
        out=options.out,
        **at_scale(options),
        view=view,
        plan=plan,
        brand=brand,
        made_on=chosen_day(options),
        **with_training(options),
    )
    for line in (*paths, *(brand.remarks if brand else ())):
        print(line)


def layouts(options: argparse.Namespace) -> None:
    """Print the layouts that a report can have."""
    from evaluation.reports.layouts import layouts as every  # noqa: PLC0415 reports load slowly

    if options.json:
        print_json([asdict(layout) for layout in every()])
        return
    lines = []
    for layout in every():
        lines += [f"{layout.id}: {layout.name}", f"  For: {layout.reader}", f"  After: {layout.source}"]
        for part in layout.parts:
            state = " (always there)" if part.required else "" if part.on else " (off until asked for)"
            lines.append(f"  - {part.id}: {part.heading}{state}")
        lines.append("")
    print("\n".join(lines).rstrip())


def verify(options: argparse.Namespace) -> int:
    """Print whether the figures of a report's file follow from data; 1 where some do not."""
    from evaluation.verifying import verify as verified  # noqa: PLC0415 reports load slowly

    found = verified(
        Path(options.report),
        files(options) or None,
        **at_scale(options),
        training=training_again(options),
        view=chosen_view(options) if options.view else None,
        plan=chosen_plan(options),
        made_on=chosen_day(options),
    )
    if options.json:
        print_json(found.to_dict())
    else:
        print(found)
    return 0 if found.follows else 1


def national_return(options: argparse.Namespace) -> None:
    """Write a national return, a row a person, and print what it holds and who is left out."""
    from evaluation.returns import Quarter, family_hubs  # noqa: PLC0415 it is of single families

    quarter = Quarter.read(options.quarter)
    made = family_hubs(
        load(files(options), **how(options)),
        quarter,
        view=chosen_view(options),
        columns=tuple(options.columns) if options.columns else None,
        other=not options.without_other,
    )
    write(made.to_csv(rows=options.rows), options.out, "return")
    print(made)


def publish(options: argparse.Namespace) -> None:
    """Write an evidence pack, and print what it holds."""
    view = chosen_view(options, protection="nhs")
    if options.numbers:
        view = view.with_(protection=options.numbers)
    made = evaluating.publish(
        files(options) or None,
        **at_scale(options),
        view=view,
        by=options.by,
        title=options.title,
        organisation=options.organisation,
        words=options.words,
        out=options.out,
        beside=[evaluating.pack(file) for file in options.beside],
        **with_training(options),
    )
    print("\n".join([f"{options.out}: {made.title}", *described(made)]))


def pack(options: argparse.Namespace) -> None:
    """Print what a published pack says, or give a cut's findings as JSON."""
    made = evaluating.pack(options.file)
    try:
        cut = made.cut(options.cut)
    except KeyError as error:
        listed = ", ".join(entry.key for entry in made.cuts)
        raise InputError(f"The pack has no cut '{options.cut}'; it has {listed}.") from error
    if options.json:
        give_json(evidence_entries(cut.evidence), options.json)
    else:
        print("\n".join([made.title, *sentences(made, cut)]))


def measures(options: argparse.Namespace) -> None:
    """Print the questionnaires, or one of them."""
    if not options.json:
        print(tell(options.name or ""))
    elif options.name:
        print_json(to_dict(asked_for(options.name)))
    else:
        print_json([to_dict(measure) for measure in registry()])


def template(options: argparse.Namespace) -> None:
    """Write a workbook for a questionnaire's answers, and print where."""
    from evaluation.reports.template import template as made  # noqa: PLC0415 openpyxl is slow to load

    write(made(asked_for(options.name)), options.out, "template")
    print(options.out)


def sample(options: argparse.Namespace) -> None:
    """Write made-up data, and print where."""
    path = evaluating.sample(options.name, families=options.families, seed=options.seed, out=options.out)
    print(path)
