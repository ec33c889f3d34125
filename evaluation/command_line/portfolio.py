"""The verb that writes a trainee's portfolio."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from evaluation.command_line.options import chosen_day, chosen_view, files, how, one_day
from evaluation.command_line.training import with_training
from evaluation.errors import InputError
from evaluation.opening import load

if TYPE_CHECKING:
    import argparse

    from evaluation.dataset import Dataset


def portfolio(options: argparse.Namespace) -> None:
    """Write the portfolio of one trainee, and print how many closed cases it holds and where it is."""
    # Loaded here alone: it is of single families.
    from evaluation.portfolio import portfolio as made  # noqa: PLC0415
    from evaluation.portfolio import words, write_portfolio  # noqa: PLC0415

    data = load(files(options), **how(options))
    programme = with_training(options).get("training")
    found = made(
        data,
        options.by or _column(data),
        options.trainee,
        today=date.today(),
        records=programme.records if programme else None,
        view=chosen_view(options),
        start=one_day(options.start),
        end=one_day(options.end),
        all_closed=options.all_closed,
        minimum=options.minimum,
    )
    formats = [entry.strip().lower() for entry in options.format.split(",") if entry.strip()]
    written = write_portfolio(
        found,
        options.out,
        formats=formats,
        made_on=chosen_day(options) or date.today(),
        organisation=options.organisation,
    )
    print(f"{words.sentence(found)}.")
    for line in (words.others(found), f"{words.NOTICE}.", *written):
        if line:
            print(line)


def _column(data: Dataset) -> str:
    """The column that says who worked on a case; raises InputError where none is named like it."""
    from evaluation.portfolio import proposed, trainee_columns  # noqa: PLC0415 as above

    column = proposed(data)
    if not column:
        listed = ", ".join(f"'{name}'" for name in trainee_columns(data)) or "none"
        raise InputError(
            f"No column is named like a trainee's code: say which it is with --by; the columns are: {listed}."
        )
    return column


def add_options(verb: argparse.ArgumentParser) -> None:
    """What can be typed for it, beside the file and how that is read."""
    verb.add_argument("--trainee", required=True, metavar="CODE", help="whose: a value of the column")
    verb.add_argument(
        "--by", metavar="COLUMN", help="who worked on a case (default: the column named like it)"
    )
    verb.add_argument("--start", metavar="DATE", help="when training began: cases closed before are left out")
    verb.add_argument("--end", metavar="DATE", help="when training ended")
    verb.add_argument("--all-closed", action="store_true", help="take every case of the file as closed")
    verb.add_argument("--minimum", type=int, metavar="N", help="closed cases that your course asks for")
    verb.add_argument("--organisation", default="", help="whose document it is")
    verb.add_argument("--format", default="docx,pdf", help="docx, pdf or both, separated by a comma")
    verb.add_argument("--made-on", metavar="DATE", help="the day printed on it (default: today)")
    verb.add_argument("--out", required=True, metavar="DIR", help="the folder to write to")
