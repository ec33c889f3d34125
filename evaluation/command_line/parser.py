"""What can be typed after `python -m evaluation`."""

from __future__ import annotations

import argparse
from typing import Any

from evaluation.command_line import counts, pooling, portfolio, training, verbs
from evaluation.evaluating import DOCUMENTS
from evaluation.sources import ENGINES
from evaluation.version import __version__


def parser() -> argparse.ArgumentParser:
    """What can be typed: each verb with its arguments, and the function of `verbs` that runs it."""
    whole = argparse.ArgumentParser(
        prog="python -m evaluation",
        description="Before-and-after questionnaires in, defensible figures out.",
    )
    whole.add_argument("--version", action="version", version=f"Attune {__version__}")
    every = whole.add_subparsers(required=True, metavar="VERB")

    verb = _verb(every, "inspect", "what is recognised in a file, as JSON", verbs.inspect)
    _source(verb)
    _at_scale(verb)

    verb = _verb(every, "evaluate", "all findings of a file", verbs.evaluate)
    _source(verb)
    _at_scale(verb)
    _view(verb)
    verb.add_argument("--json", metavar="OUT", help="write the findings as JSON (- for the screen)")

    verb = _verb(every, "check", "whether a file bears out a sentence to be printed", verbs.check)
    verb.add_argument("claim", metavar="CLAIM", help="such as '70%% of families improved on PHQ-9'")
    _source(verb)
    _at_scale(verb)
    _view(verb)
    verb.add_argument("--json", action="store_true", help="as JSON")

    verb = _verb(
        every, "differences", "what is new, changed or gone in a file since the one before", verbs.differences
    )
    verb.add_argument("before", metavar="OLD", help="the file as it was")
    _source(verb, "NEW")
    verb.add_argument("--json", action="store_true", help="as JSON")

    verb = _verb(every, "report", "a file's findings as documents", verbs.report)
    _source(verb, needed=False)
    _at_scale(verb)
    _view(verb)
    _report(verb)
    _beside(verb)

    verb = _verb(every, "training", "what a training programme's files say", training.training)
    _training(verb)

    verb = _verb(every, "layouts", "the layouts that a report can have, with their parts", verbs.layouts)
    verb.add_argument("--json", action="store_true", help="as JSON")

    verb = _verb(
        every, "verify", "whether the figures in a report's file still follow from the data", verbs.verify
    )
    verb.add_argument("report", metavar="REPORT", help="a file that `report` or the dashboard wrote")
    _source(verb, "DATA", needed=False)
    _at_scale(verb)
    _view(verb)
    _beside(verb)
    verb.add_argument("--plan", metavar="PLAN.json", help="how the report was arranged")
    verb.add_argument("--made-on", metavar="DATE", help="the day printed on it, such as 2026-11-22")
    verb.add_argument("--json", action="store_true", help="as JSON")

    _returns(every)
    _portfolio(every)
    _packs(every)
    _exchange(every)

    _known(every)
    return whole


def _known(every: Any) -> None:
    """The verbs of questionnaires, and of made-up data."""
    verb = _verb(every, "measures", "the questionnaires Attune knows, with sources", verbs.measures)
    verb.add_argument("name", nargs="?", help="one questionnaire, such as PHQ-9")
    verb.add_argument("--json", action="store_true", help="as JSON")

    verb = _verb(every, "template", "a workbook to type a questionnaire's answers into", verbs.template)
    verb.add_argument("name", help="one questionnaire, such as PHQ-9")
    verb.add_argument("--out", required=True, metavar="FILE", help="the .xlsx file to write")

    verb = _verb(every, "sample", "made-up data of any size", verbs.sample)
    verb.add_argument("name", help="which sample")
    verb.add_argument(
        "--families", type=int, default=120, metavar="N", help="how many families, or learners (default 120)"
    )
    verb.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same data")
    verb.add_argument(
        "--out",
        required=True,
        metavar="FILE",
        help="the file to write; of a training programme or a large table, the folder",
    )


def _report(verb: argparse.ArgumentParser) -> None:
    """How a report is arranged, how it looks, and where it goes."""
    verb.add_argument(
        "--format",
        default=",".join(DOCUMENTS),
        help=f"separated by commas, or all (default: {','.join(DOCUMENTS)})",
    )
    verb.add_argument("--out", required=True, metavar="DIR", help="the folder to write to")
    verb.add_argument("--layout", metavar="NAME", help="one that `layouts` lists (default: full)")
    verb.add_argument(
        "--plan", metavar="PLAN.json", help="the report's parts and words, as its page saves them"
    )
    verb.add_argument(
        "--saved-plan", metavar="NAME", help="a plan that the dashboard keeps, with its view and the brand"
    )
    verb.add_argument(
        "--brand", metavar="BRAND.json", help="logo, colours and font, as the report's page saves them"
    )
    verb.add_argument("--made-on", metavar="DATE", help="the day printed on it (default: today)")
    verb.add_argument("--title", default="", help="the report's title")
    verb.add_argument("--organisation", default="", help="who publishes it")


def _returns(every: Any) -> None:
    """The verb of national returns."""
    verb = _verb(
        every, "return", "a national return, a row a person: keep it as the file", verbs.national_return
    )
    verb.add_argument("name", choices=("family-hubs",), help="which return")
    _source(verb)
    _view(verb)
    verb.add_argument("--quarter", required=True, metavar="2026-Q1", help="of the second scores, by calendar")
    verb.add_argument(
        "--columns", nargs="+", metavar="COLUMN", help="characteristics (default: the protected ones)"
    )
    verb.add_argument("--without-other", action="store_true", help="leave out what is not in its list")
    verb.add_argument("--rows", action="store_true", help="add where each second score stands in the file")
    verb.add_argument("--out", required=True, metavar="F.csv", help="the file to write")


def _portfolio(every: Any) -> None:
    """The verb of a trainee's portfolio."""
    verb = _verb(
        every,
        "portfolio",
        "a trainee's closed cases as Word and PDF, for them and their supervisor: do not publish",
        portfolio.portfolio,
    )
    _source(verb)
    _view(verb)
    _beside(verb)
    portfolio.add_options(verb)


def _packs(every: Any) -> None:
    """The verbs of evidence packs."""
    verb = _verb(
        every, "publish", "an evidence pack: fixed cuts with small numbers hidden, no row", verbs.publish
    )
    _source(verb, needed=False)
    _at_scale(verb)
    _view(verb)
    _beside(verb)
    verb.add_argument(
        "--by", metavar="COLUMN", nargs="+", action="extend", default=[], help="columns whose values are cuts"
    )
    verb.add_argument(
        "--numbers",
        choices=("nhs", "strict"),
        help="which numbers are hidden: under 5 (nhs, the default) or under 10 (strict)",
    )
    verb.add_argument("--title", required=True, help="what the pack is called")
    verb.add_argument("--organisation", default="", help="who publishes it")
    verb.add_argument("--words", default="", help="what to say before the figures")
    verb.add_argument("--out", required=True, metavar="PACK.json", help="the file to write")
    verb.add_argument(
        "--beside",
        metavar="PACK.json",
        nargs="+",
        action="extend",
        default=[],
        help="packs published before that stay published; refused where comparing could find a few families",
    )

    verb = _verb(every, "pack", "what a published pack says", verbs.pack)
    verb.add_argument("file", metavar="PACK.json", help="a pack, as `publish` writes it")
    verb.add_argument("--cut", default="all", metavar="KEY", help="one of its cuts (default: everybody)")
    verb.add_argument("--json", metavar="OUT", help="write the cut's findings as JSON (- for the screen)")


def _exchange(every: Any) -> None:
    """The verbs of what services send to a network, and of the network."""
    verb = _verb(
        every, "count", "what a service sends to a network instead of rows: counts or figures", counts.count
    )
    _source(verb)
    _at_scale(verb, counts.KEEP)
    _view(verb)
    counts.add_options(verb)
    verb = _verb(every, "pool", "several services' counts together, and how much they differ", pooling.pool)
    pooling.add_options(verb)


def _verb(every: Any, name: str, words: str, run: Any) -> argparse.ArgumentParser:
    # Not abbreviated: --password would be taken for --password-file, and the password for a path.
    verb: argparse.ArgumentParser = every.add_parser(
        name, help=words, description=f"{words[:1].upper()}{words[1:]}.", allow_abbrev=False
    )
    verb.set_defaults(run=run)
    return verb


def _training(verb: argparse.ArgumentParser) -> None:
    """What the verb on training reads: a programme's files, and families' to stand beside."""
    verb.add_argument(
        "file",
        metavar="FILE",
        nargs="+",
        help="bookings, attendance lists, course questionnaires, headcounts and others, read together",
    )
    verb.add_argument("--inspect", action="store_true", help="how each sheet was read, as JSON")
    verb.add_argument("--families", metavar="FILE", nargs="+", help="families' scores to stand beside")
    _view(verb)
    _of_training(verb)
    verb.add_argument("--id-key", metavar="KEY.txt", help=_KEY)
    verb.add_argument("--password-file", metavar="P.txt", help="a file with a protected workbook's password")
    verb.add_argument("--json", metavar="OUT", help="write the findings as JSON (- for the screen)")
    verb.set_defaults(password="")


def _beside(verb: argparse.ArgumentParser) -> None:
    """Training beside what a verb says of families."""
    verb.add_argument(
        "--training",
        metavar="FILE",
        nargs="+",
        action="extend",
        default=[],
        help="a training programme's files, to stand beside families' outcomes, or alone without a FILE",
    )
    _of_training(verb)


def _of_training(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--training-mapping",
        metavar="T.json",
        help="how each sheet is read, as `training --inspect` prints it",
    )
    verb.add_argument("--training-view", metavar="TV.json", help="courses, dates and groups, as a JSON file")


_KEY = "a file with a key (16 characters or more): codes made with it stand for the ids"


def _source(verb: argparse.ArgumentParser, file: str = "FILE", *, needed: bool = True) -> None:
    verb.add_argument(
        "file",
        metavar=file,
        nargs="+" if needed else "*",
        help=".xlsx .xlsm .xls .xlsb .ods .csv .tsv or .parquet; several (scores before, scores after) "
        "are read as one; saved:NAME is what the dashboard saved under that name",
    )
    verb.add_argument("--mapping", metavar="M.json", help="what each column holds, as `inspect` prints it")
    verb.add_argument(
        "--measure",
        metavar="OWN.toml",
        action="append",
        default=[],
        help="a questionnaire of your own, as the page Questionnaires saves it; may be given more than once",
    )
    verb.add_argument(
        "--corrections",
        metavar="C.json",
        help="cells corrected and rows left out, as the import page saves them",
    )
    verb.add_argument(
        "--id-key",
        metavar="KEY.txt",
        help=_KEY,
    )
    verb.add_argument(
        "--password-file",
        metavar="P.txt",
        help="a file with the password of a protected workbook; without it you are asked",
    )
    verb.set_defaults(password="")


_KEEP = "the columns by which the counts can be narrowed (default: all with up to 40 values)"


def _at_scale(verb: argparse.ArgumentParser, keep: str = _KEEP) -> None:
    """How a table too large for memory is counted where it is."""
    verb.add_argument(
        "--engine",
        choices=ENGINES,
        default="",
        help="count a table where it is ('folder/*.parquet', a folder, a file) with pandas, DuckDB or Spark",
    )
    verb.add_argument("--keep", nargs="*", metavar="COLUMN", help=keep)
    verb.add_argument("--memory", default="", metavar="3GB", help="the most that DuckDB may use")
    verb.add_argument(
        "--aside", default="", metavar="OUT.csv", help="list every row of a table that was set aside, and why"
    )


def _view(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--view", metavar="V.json", help="filters and definitions, as a JSON file")
