"""The verb that writes what a service sends to a network: its counts, or its printed figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import evaluating, wording
from evaluation.command_line.options import at_scale, chosen_view, files
from evaluation.errors import InputError
from evaluation.exchange.files import ENDING
from evaluation.exchange.opened import narrowed_to

if TYPE_CHECKING:
    import argparse

    from evaluation.exchange import Contribution

KEEP = "columns by which a network can narrow exact counts (default: none)"


def count(options: argparse.Namespace) -> None:
    """Write a service's counts or printed figures, and print what is in the file and who may have it."""
    if not options.out.lower().endswith((".json", ".json.gz")):
        raise InputError(
            f"The counts can't be written to '{options.out}': give the file a name that ends in {ENDING}."
        )
    view = chosen_view(options, protection="nhs")
    if options.protection:
        view = view.with_(protection=options.protection)
    made = evaluating.count(
        files(options),
        **at_scale(options),
        view=view,
        service=options.service or _named_by(options.out),
        by_month=options.by_month,
        out=options.out,
    )
    print("\n".join([f"{options.out}: {_held(made)}", *_whose(made), made.warning]))


def add_options(verb: argparse.ArgumentParser) -> None:
    """What can be typed after the verb, beside the file, the view and the engine."""
    verb.add_argument("--service", default="", help="the service's name (default: as the file is called)")
    verb.add_argument("--by-month", action="store_true", help="keep the months of exact counts")
    verb.add_argument(
        "--protection",
        choices=("exact", "nhs", "strict"),
        help="nhs (the default) and strict: printed figures with small numbers hidden; exact: every count, "
        "for people entitled to them under an agreement",
    )
    verb.add_argument(
        "--out",
        required=True,
        metavar=f"SERVICE{ENDING}",
        help="the file to write, with .gz at its end smaller",
    )


def _named_by(path: str) -> str:
    return Path(path).name.removesuffix(".gz").removesuffix(".json").removesuffix(".counts")


def _held(made: Contribution) -> str:
    if made.cells is None:
        found = made.evidence.findings if made.evidence else ()
        shown = sum(finding.n is not None for finding in found)
        return f"printed figures of {wording.plural(shown, 'score', 'scores')} for {made.service}."
    many = "learners" if made.noun == "learner" else "families"
    told = wording.plural(made.cells.people, made.noun, many)
    columns = [*(f"'{name}'" for name in made.columns), *(["month"] if made.cells.by_month else [])]
    by = f", by {wording.listed(columns)}" if columns else ""
    return f"counts of {told} for {made.service}, in {wording.plural(made.cells.size, 'cell', 'cells')}{by}."


def _whose(made: Contribution) -> list[str]:
    narrowed = narrowed_to(made.view)
    return [f"Only those with {narrowed}."] if narrowed else []
