"""The verb that puts several services' counts together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.command_line.printing import give_json
from evaluation.pooling.opening import pool as pool_files

if TYPE_CHECKING:
    import argparse


def pool(options: argparse.Namespace) -> None:
    """Print what several services' counts say together, and what could not be put together."""
    found = pool_files(options.file)
    if options.json:
        give_json(found.to_dict(), options.json)
    if options.json != "-":
        print(found)


def add_options(verb: argparse.ArgumentParser) -> None:
    """What can be typed after the verb."""
    verb.add_argument(
        "file", nargs="+", metavar="FILE", help="counts files that `count` or the dashboard has made"
    )
    verb.add_argument("--json", metavar="OUT", help="write it as JSON (- for the screen; docs/pooling.md)")
