"""The command line: `python -m evaluation VERB`. Exit 0 done; 2 the input can't be used."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation import evaluating
from evaluation.claims import check_claim
from evaluation.errors import InputError
from evaluation.findings.as_json import evidence_entries
from evaluation.importing.corrections import Corrections
from evaluation.importing.mapping import Mapping
from evaluation.importing.passwords import PasswordNeededError
from evaluation.measures import read_own, registry, tell, to_dict
from evaluation.measures.telling import asked_for
from evaluation.opening import is_saved
from evaluation.packs.telling import described, sentences
from evaluation.version import __version__
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.measures.definition import Measure
    from evaluation.opening import File, How


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        try:
            options.run(options)
        except PasswordNeededError:
            options.password = _asked_password(options)
            if not options.password:
                raise
            options.run(options)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation",
        description="Before-and-after questionnaires in, defensible figures out.",
    )
    parser.add_argument("--version", action="version", version=f"Attune {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    verb = _verb(verbs, "inspect", "what is recognised in a file, as JSON", _inspect)
    _source(verb)

    verb = _verb(verbs, "evaluate", "all findings of a file", _evaluate)
    _source(verb)
    _view(verb)
    verb.add_argument("--json", metavar="OUT", help="write the findings as JSON (- for the screen)")

    verb = _verb(verbs, "check", "whether a file bears out a sentence to be printed", _check)
    verb.add_argument("claim", metavar="CLAIM", help="such as '70%% of families improved on PHQ-9'")
    _source(verb)
    _view(verb)
    verb.add_argument("--json", action="store_true", help="as JSON")

    verb = _verb(
        verbs, "differences", "what is new, changed or gone in a file since the one before", _differences
    )
    verb.add_argument("before", metavar="OLD", help="the file as it was")
    _source(verb, "NEW")
    verb.add_argument("--json", action="store_true", help="as JSON")

    verb = _verb(verbs, "report", "a file's findings as documents", _report)
    _source(verb)
    _view(verb)
    verb.add_argument("--format", default="docx,xlsx", help="separated by commas (default: docx,xlsx)")
    verb.add_argument("--out", required=True, metavar="DIR", help="the folder to write to")
    verb.add_argument("--title", default="", help="the report's title")
    verb.add_argument("--organisation", default="", help="who publishes it")

    verb = _verb(verbs, "publish", "an evidence pack: fixed cuts with small numbers hidden, no row", _publish)
    _source(verb)
    _view(verb)
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

    verb = _verb(verbs, "pack", "what a published pack says", _pack)
    verb.add_argument("file", metavar="PACK.json", help="a pack, as `publish` writes it")
    verb.add_argument("--cut", default="all", metavar="KEY", help="one of its cuts (default: everybody)")
    verb.add_argument("--json", metavar="OUT", help="write the cut's findings as JSON (- for the screen)")

    verb = _verb(verbs, "measures", "the questionnaires Attune knows, with sources", _measures)
    verb.add_argument("name", nargs="?", help="one questionnaire, such as PHQ-9")
    verb.add_argument("--json", action="store_true", help="as JSON")

    verb = _verb(verbs, "template", "a workbook to type a questionnaire's answers into", _template)
    verb.add_argument("name", help="one questionnaire, such as PHQ-9")
    verb.add_argument("--out", required=True, metavar="FILE", help="the .xlsx file to write")

    verb = _verb(verbs, "sample", "made-up data of any size", _sample)
    verb.add_argument("name", help="which sample")
    verb.add_argument("--families", type=int, default=120, metavar="N", help="how many (default 120)")
    verb.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same data")
    verb.add_argument("--out", required=True, metavar="FILE", help="the file to write")
    return parser


def _verb(verbs: Any, name: str, words: str, run: Any) -> argparse.ArgumentParser:
    # Not abbreviated: --password would be taken for --password-file, and the password for a path.
    verb: argparse.ArgumentParser = verbs.add_parser(
        name, help=words, description=words.capitalize() + ".", allow_abbrev=False
    )
    verb.set_defaults(run=run)
    return verb


def _source(verb: argparse.ArgumentParser, file: str = "FILE") -> None:
    verb.add_argument(
        "file",
        metavar=file,
        nargs="+",
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
        help="a file with a key (16 characters or more): codes made with it stand for the ids",
    )
    verb.add_argument(
        "--password-file",
        metavar="P.txt",
        help="a file with the password of a protected workbook; without it you are asked",
    )
    verb.set_defaults(password="")


def _view(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--view", metavar="V.json", help="filters and definitions, as a JSON file")


def _json_file(path: str, what: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"The {what} file '{path}' can't be opened: {error.strerror}.") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"The {what} file '{path}' is not JSON: {error}.") from error


def _mapping(options: argparse.Namespace) -> Mapping | None:
    return Mapping.from_dict(_json_file(options.mapping, "mapping")) if options.mapping else None


def _corrections(options: argparse.Namespace) -> Corrections | None:
    if not options.corrections:
        return None
    return Corrections.from_dict(_json_file(options.corrections, "corrections"))


def _own(options: argparse.Namespace) -> list[Measure]:
    return [read_own(_content(path), Path(path).name) for path in options.measure]


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"The questionnaire file '{path}' can't be opened: {error.strerror}.") from error


def _id_key(options: argparse.Namespace) -> str:
    return (_secret(options.id_key, "key").strip() or " ") if options.id_key else ""


def _password(options: argparse.Namespace) -> str:
    if options.password or not options.password_file:
        typed: str = options.password
        return typed
    found = _secret(options.password_file, "password").rstrip("\r\n")
    if not found:
        raise InputError(f"The password file '{options.password_file}' is empty.")
    return found


def _asked_password(options: argparse.Namespace) -> str:
    """The password of a protected workbook as somebody types it; "" where nobody can be asked."""
    if options.password_file or not sys.stdin.isatty():
        return ""
    try:
        return getpass.getpass("The workbook is protected. Its password (not kept): ")
    except EOFError:
        return ""


def _secret(path: str, what: str) -> str:
    """The text of a file that holds one secret, which the command itself would show to others."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"The {what} file '{path}' can't be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The {what} file '{path}' is no text: give one with the {what} alone.") from error


def _chosen_view(options: argparse.Namespace) -> View:
    return View.from_dict(_json_file(options.view, "view")) if options.view else View()


def _files(options: argparse.Namespace) -> list[File]:
    return [_file(file) for file in options.file]


def _file(name: str) -> File:
    return name if is_saved(name) else Path(name)


def _how(options: argparse.Namespace) -> How:
    return {
        "mapping": _mapping(options),
        "measures": _own(options),
        "corrections": _corrections(options),
        "id_key": _id_key(options),
        "password": _password(options),
    }


def _inspect(options: argparse.Namespace) -> None:
    _print_json(evaluating.inspect(_files(options), **_how(options)).to_dict())


def _evaluate(options: argparse.Namespace) -> None:
    found = evaluating.evaluate(
        _files(options),
        **_how(options),
        view=_chosen_view(options),
    )
    if options.json == "-":
        _print_json(found.to_dict())
    elif options.json:
        _write_json(found.to_dict(), options.json)
    else:
        print(found)


def _check(options: argparse.Namespace) -> None:
    found = evaluating.evaluate(
        _files(options),
        **_how(options),
        view=_chosen_view(options),
    )
    answer = check_claim(options.claim, found)
    if options.json:
        _print_json(answer.to_dict())
    else:
        print(answer)


def _differences(options: argparse.Namespace) -> None:
    found = evaluating.differences(
        _file(options.before),
        _files(options),
        **_how(options),
    )
    if options.json:
        _print_json(found.to_dict())
    else:
        print(found)


def _report(options: argparse.Namespace) -> None:
    paths = evaluating.report(
        _files(options),
        formats=[entry.strip() for entry in options.format.split(",") if entry.strip()],
        out=options.out,
        **_how(options),
        view=_chosen_view(options),
        title=options.title,
        organisation=options.organisation,
    )
    for path in paths:
        print(path)


def _publish(options: argparse.Namespace) -> None:
    view = _chosen_view(options)
    if options.numbers or not options.view:
        view = view.with_(protection=options.numbers or "nhs")
    made = evaluating.publish(
        _files(options),
        **_how(options),
        view=view,
        by=options.by,
        title=options.title,
        organisation=options.organisation,
        words=options.words,
        out=options.out,
        beside=[evaluating.pack(file) for file in options.beside],
    )
    print("\n".join([f"{options.out}: {made.title}", *described(made)]))


def _pack(options: argparse.Namespace) -> None:
    made = evaluating.pack(options.file)
    try:
        cut = made.cut(options.cut)
    except KeyError as error:
        listed = ", ".join(entry.key for entry in made.cuts)
        raise InputError(f"The pack has no cut '{options.cut}'; it has {listed}.") from error
    if options.json:
        found = evidence_entries(cut.evidence)
        if options.json == "-":
            _print_json(found)
        else:
            _write_json(found, options.json)
    else:
        print("\n".join([made.title, *sentences(made, cut)]))


def _measures(options: argparse.Namespace) -> None:
    if not options.json:
        print(tell(options.name or ""))
    elif options.name:
        _print_json(to_dict(asked_for(options.name)))
    else:
        _print_json([to_dict(measure) for measure in registry()])


def _template(options: argparse.Namespace) -> None:
    from evaluation.reports.template import template  # noqa: PLC0415 openpyxl, for this verb and reports

    content = template(asked_for(options.name))
    try:
        Path(options.out).write_bytes(content)
    except OSError as error:
        raise InputError(f"The template can't be written to '{options.out}': {error.strerror}.") from error
    print(options.out)


def _sample(options: argparse.Namespace) -> None:
    path = evaluating.sample(options.name, families=options.families, seed=options.seed, out=options.out)
    print(path)


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _write_json(value: Any, path: str) -> None:
    try:
        Path(path).write_text(_as_json(value), encoding="utf-8")
    except OSError as error:
        raise InputError(f"The findings can't be written to '{path}': {error.strerror}.") from error


def _print_json(value: Any) -> None:
    print(_as_json(value), end="")
