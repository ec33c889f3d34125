"""What the options of a verb stand for: the files that they name are read here."""

from __future__ import annotations

import getpass
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.brand import Brand
from evaluation.errors import InputError
from evaluation.importing.corrections import Corrections
from evaluation.importing.mapping import Mapping
from evaluation.measures import read_own
from evaluation.opening import is_saved
from evaluation.view import View

if TYPE_CHECKING:
    import argparse

    from evaluation.measures.definition import Measure
    from evaluation.opening import File, How
    from evaluation.reports.plan import Plan
    from evaluation.sources import AtScale


def json_file(path: str, what: str) -> Any:
    """What a JSON file holds; raises InputError where it can't be opened or is none."""
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"The {what} file '{path}' can't be opened: {error.strerror}.") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"The {what} file '{path}' is not JSON: {error}.") from error


def _mapping(options: argparse.Namespace) -> Mapping | None:
    return Mapping.from_dict(json_file(options.mapping, "mapping")) if options.mapping else None


def _corrections(options: argparse.Namespace) -> Corrections | None:
    if not options.corrections:
        return None
    return Corrections.from_dict(json_file(options.corrections, "corrections"))


def _own(options: argparse.Namespace) -> list[Measure]:
    return [read_own(_content(path), Path(path).name) for path in options.measure]


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"The questionnaire file '{path}' can't be opened: {error.strerror}.") from error


def id_key(options: argparse.Namespace) -> str:
    """The key with which codes are made, from the file that holds it; "" without."""
    return (_secret(options.id_key, "key").strip() or " ") if options.id_key else ""


def password(options: argparse.Namespace) -> str:
    """The password of a protected workbook, as typed or from its file; "" without."""
    if options.password or not options.password_file:
        typed: str = options.password
        return typed
    found = _secret(options.password_file, "password").rstrip("\r\n")
    if not found:
        raise InputError(f"The password file '{options.password_file}' is empty.")
    return found


def asked_password(options: argparse.Namespace) -> str:
    """The password of a protected workbook as somebody types it; "" where nobody can be asked."""
    if options.password_file or not sys.stdin.isatty():
        return ""
    try:
        return getpass.getpass("The workbook is protected. Its password (not kept): ")
    except EOFError:
        return ""


def _text(path: str, what: str, instead: str) -> str:
    """The text of a file; `instead` says what to give where it holds none."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"The {what} file '{path}' can't be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The {what} file '{path}' is no text: give one {instead}.") from error


def _secret(path: str, what: str) -> str:
    """The text of a file that holds one secret, which the command itself would show to others."""
    return _text(path, what, f"with the {what} alone")


def chosen_view(options: argparse.Namespace, **otherwise: str) -> View:
    """The filters and definitions asked for; raises InputError when their file can't be used.

    `otherwise` are choices for a file that does not make them.
    """
    plain = json_file(options.view, "view") if options.view else {}
    return View.from_dict({**otherwise, **plain} if isinstance(plain, dict) else plain)


def chosen_day(options: argparse.Namespace) -> date | None:
    """The day to print on a report; raises InputError where it is none."""
    return one_day(options.made_on)


def one_day(text: str | None) -> date | None:
    """A day as it is typed, None where none is; raises InputError for another text."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f"'{text}' is no day: give year, month and day, such as 2026-11-22.") from error


def chosen_plan(options: argparse.Namespace) -> Plan | None:
    """The plan of a report in the file named; raises InputError when it can't be used."""
    from evaluation.reports.plan import Plan  # noqa: PLC0415 the room of reports loads slowly

    return Plan.from_dict(json_file(options.plan, "plan")) if options.plan else None


def chosen_report(options: argparse.Namespace) -> tuple[Plan, View, Brand | None]:
    """The plan, view and look of a report: those of a saved plan, else as the options say."""
    from evaluation.reports.plan import Plan  # noqa: PLC0415 as above

    brand = Brand.from_json(_text(options.brand, "brand", "that Attune saved")) if options.brand else None
    if options.saved_plan:
        if options.plan or options.layout:
            raise InputError("A saved plan has its own layout and parts: leave out --plan and --layout.")
        from evaluation.store import Store  # noqa: PLC0415 the database is loaded for saved plans alone

        store = Store.at()
        kept = store.plans.get(options.saved_plan)
        view = chosen_view(options) if options.view else kept.view.view
        plan, brand = kept.plan, brand or store.brand
    else:
        view, plan = chosen_view(options), chosen_plan(options) or Plan(layout=options.layout or "full")
        if options.plan and options.layout and plan.layout != options.layout:
            raise InputError(
                f"The plan is of the layout '{plan.layout}' and --layout says '{options.layout}': "
                "leave one of them out."
            )
    given = {"title": options.title, "organisation": options.organisation}
    return plan.with_(**{name: text for name, text in given.items() if text}), view, brand


def files(options: argparse.Namespace) -> list[File]:
    """The files to be read as one."""
    return [one_file(file) for file in options.file]


def one_file(name: str) -> File:
    """A file as it is typed: a path, or the name of saved data."""
    return name if is_saved(name) else Path(name)


def at_scale(options: argparse.Namespace) -> AtScale:
    """The same, and how a table is counted where it is."""
    return {
        **how(options),
        "engine": options.engine,
        "keep": options.keep,
        "memory": options.memory,
        "aside": options.aside,
    }


def how(options: argparse.Namespace) -> How:
    """How the files are read; raises InputError when a file that an option names can't be used."""
    return {
        "mapping": _mapping(options),
        "measures": _own(options),
        "corrections": _corrections(options),
        "id_key": id_key(options),
        "password": password(options),
    }
