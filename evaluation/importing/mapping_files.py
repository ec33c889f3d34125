"""Reading a mapping from its file: every entry is checked, and each fault is one sentence."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from evaluation.errors import InputError
from evaluation.importing.mapping import (
    CONFIDENCES,
    DATE_ORDERS,
    FORMAT,
    KEEPS,
    PERSONAL,
    STORED,
    USES,
    Column,
    Local,
    Mapping,
    MoreSheet,
)
from evaluation.measures.own_files import own_from_plain

if TYPE_CHECKING:
    from evaluation.measures.definition import Measure

_LIKE = 70  # of 100: from there an unknown entry is taken for a misspelt one
_LONGEST = 80  # characters of a wrong value that a sentence repeats


def mapping_from(plain: Any) -> Mapping:
    """Read a mapping from plain values; raises InputError naming the entry that can't be used."""
    if not isinstance(plain, dict):
        raise InputError("The mapping must be a JSON object, such as `python -m evaluation inspect` prints.")
    if "mapping" in plain and isinstance(plain["mapping"], dict):
        plain = plain["mapping"]  # the whole output of `inspect` is welcome too
    plain = _of_this_format(plain)
    _known(Mapping, plain, "The mapping")
    try:
        return Mapping(
            sheet=str(plain["sheet"]),
            header_rows=_header_rows(plain["header_rows"]),
            layout=_one_of(plain.get("layout", "wide"), ("wide", "long"), "layout"),
            columns=tuple(_column(entry) for entry in plain["columns"]),
            subjects=_one_of(plain.get("subjects", "id"), ("id", "one_per_row"), "subjects"),
            ids=_one_of(plain.get("ids", "as they are"), ("as they are", "keyed"), "ids"),
            duplicates=_one_of(
                plain.get("duplicates", "set_aside"), ("set_aside", "first", "last"), "duplicates"
            ),
            date_order=_one_of(plain.get("date_order") or "", DATE_ORDERS, "date_order"),
            noun=_one_of(plain.get("noun", "family"), ("family", "learner"), "noun"),
            locals=tuple(_local(entry) for entry in plain.get("locals") or ()),
            own=tuple(_own(entry) for entry in plain.get("own") or ()),
            occasions=tuple((str(k), str(v)) for k, v in (plain.get("occasions") or {}).items()),
            measures=tuple((str(k), str(v)) for k, v in (plain.get("measures") or {}).items()),
            stored=tuple(
                (str(k), _one_of(v, STORED, "stored")) for k, v in (plain.get("stored") or {}).items()
            ),
            meant=tuple((str(k), str(v)) for k, v in (plain.get("meant") or {}).items()),
            decimal_comma=bool(plain.get("decimal_comma", False)),
            more_sheets=tuple(_more_sheet(entry) for entry in plain.get("more_sheets") or ()),
            missing_codes=tuple(float(code) for code in plain.get("missing_codes") or ()),
            answers=tuple(
                (str(measure), tuple((str(text), _code(value)) for text, value in said.items()))
                for measure, said in (plain.get("answers") or {}).items()
            ),
        )
    except KeyError as error:
        raise InputError(
            f"The mapping has no {error.args[0]!r} entry; start from what `inspect` prints."
        ) from error
    except (TypeError, ValueError, AttributeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"The mapping can't be read: {error}. Start from what `inspect` prints.") from error


def _of_this_format(plain: dict[str, Any]) -> dict[str, Any]:
    """The entries of a mapping whose format this version reads; one without a number is of the first."""
    found = plain.get("format", 1)
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise InputError(f"The mapping's 'format' is {_shortened(found)}; it must be {FORMAT}, or left out.")
    if found > FORMAT:
        raise InputError(
            f"The mapping was saved by a newer version of Attune (its 'format' is {_shortened(found)}; this "
            f"one reads up to {FORMAT}): update Attune, or make the mapping again."
        )
    return {name: value for name, value in plain.items() if name != "format"}


def _known(cls: type, plain: dict[str, Any], what: str) -> None:
    known = [f.name for f in fields(cls)]
    unknown = sorted(set(map(str, plain)) - set(known))
    if unknown:
        like = process.extractOne(unknown[0], known, scorer=fuzz.ratio, score_cutoff=_LIKE)
        said = f"; '{like[0]}' may be meant" if like else " to this version of Attune"
        raise InputError(f"{what} has an entry {unknown[0]!r} that is not known{said}.")


def _header_rows(value: Any) -> tuple[int, ...]:
    rows = () if isinstance(value, str) else tuple(int(row) for row in value)
    if not rows or min(rows) < 1:
        raise InputError("The mapping's 'header_rows' must be rows as Excel numbers them, such as [1].")
    return rows


def _one_of(value: Any, allowed: tuple[str, ...], name: str) -> Any:
    if value not in allowed:
        listed = ", ".join(repr(entry) for entry in allowed)
        raise InputError(f"The mapping's {name!r} is {_shortened(value)}; use one of {listed}.")
    return value


def _code(value: Any) -> float | None:
    return None if value is None else float(value)


def _shortened(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]} …"


def _more_sheet(plain: Any) -> MoreSheet:
    if not isinstance(plain, dict) or set(plain) != {"sheet", "header_rows"}:
        raise InputError("An entry of the mapping's 'more_sheets' must have 'sheet' and 'header_rows' alone.")
    return MoreSheet(sheet=str(plain["sheet"]), header_rows=_header_rows(plain["header_rows"]))


def _column(plain: Any) -> Column:
    if not isinstance(plain, dict):
        raise InputError("A column of the mapping can't be read: give its 'index', 'header' and 'use'.")
    _known(Column, plain, "A column of the mapping")
    if "index" not in plain:
        raise InputError(
            f"The column {plain.get('header', '')!r} of the mapping has no 'index': "
            "give its place, 0 for column A, 1 for column B and so on."
        )
    header = plain.get("header")
    plain = {name: value for name, value in plain.items() if value is not None}
    for name in set(plain) - {"index", "item"}:
        if not isinstance(plain[name], str):
            raise InputError(f"The {name!r} of column {header!r} of the mapping must be text.")
    if any(int(plain.get(name, 0)) < 0 for name in ("index", "item")):
        raise InputError(f"The 'index' and 'item' of column {header!r} of the mapping can't be below 0.")
    column = Column(**plain)
    _one_of(column.entered, ("", "raw", "converted"), f"entered of column {column.header}")
    _one_of(column.confidence, CONFIDENCES, f"confidence of column {column.header}")
    _one_of(column.use, USES, f"use of column {column.header}")
    _one_of(column.keep, KEEPS, f"keep of column {column.header}")
    _one_of(column.personal, PERSONAL, f"personal of column {column.header}")
    return replace(column, index=int(column.index), item=int(column.item or 0))


def _own(plain: Any) -> Measure:
    if not isinstance(plain, dict):
        raise InputError("An entry of the mapping's 'own' must be a questionnaire, as `inspect` prints one.")
    return own_from_plain(plain, f"'own' questionnaire {plain.get('short', '')!r} of the mapping")


def _local(plain: Any) -> Local:
    _known(Local, plain, "An entry of the mapping's 'locals'")
    return Local.from_dict(plain)
