"""Reading a training mapping from its file: every entry is checked, and each fault is one sentence."""

from __future__ import annotations

from dataclasses import fields
from math import isfinite
from typing import TYPE_CHECKING, Any, get_args

from evaluation.courses.kinds import KINDS
from evaluation.courses.mapping import FORMAT, ColumnUse, Confidence, SheetUse, TrainingMapping, uses_of
from evaluation.courses.vocabulary import OCCASIONS, Question, QuestionKind
from evaluation.errors import InputError
from evaluation.importing.mapping import DATE_ORDERS
from evaluation.stages import FOLLOW_UP

if TYPE_CHECKING:
    from evaluation.courses.kinds import Kind

_LONGEST = 60  # characters of a wrong value that a sentence repeats
_TEXTS = ("course", "session", "cohort", "why")


def mapping_from(plain: Any) -> TrainingMapping:
    """Read a mapping from plain values; raises InputError naming the entry that can't be used."""
    if isinstance(plain, dict) and isinstance(plain.get("mapping"), dict):
        plain = plain["mapping"]  # what `training --inspect` prints is welcome too
    if not isinstance(plain, dict) or not isinstance(plain.get("sheets"), list):
        raise InputError("The training mapping must be a JSON object with a list of 'sheets'.")
    if plain.get("format", FORMAT) != FORMAT:
        raise InputError(
            f"The training mapping's 'format' is {_shown(plain['format'])} and this version reads {FORMAT}: "
            "update Attune, or recognise the files anew."
        )
    _known(plain, ("format", "sheets"), "The training mapping")
    sheets = tuple(map(_sheet, plain["sheets"]))
    if len({(sheet.file, sheet.sheet) for sheet in sheets}) < len(sheets):
        raise InputError("The training mapping has the same sheet of a file twice: leave one of them out.")
    return TrainingMapping(sheets=sheets)


def _sheet(plain: Any) -> SheetUse:
    if not isinstance(plain, dict):
        raise InputError(
            "A sheet of the training mapping can't be read: give its 'file', 'sheet' and 'kind'."
        )
    _known(plain, tuple(entry.name for entry in fields(SheetUse)), "A sheet of the training mapping")
    file, name = _text(plain, "file", "a sheet"), _text(plain, "sheet", "a sheet")
    where = f"sheet '{name}' of {file}"
    kind = _one_of(plain.get("kind", "ignore"), tuple(KINDS), "kind", where)
    columns = plain.get("columns") or []
    if not isinstance(columns, (list, tuple)):
        raise InputError(f"The 'columns' of {where} in the training mapping must be a list.")
    read = tuple(_column(entry, kind, where) for entry in columns)
    if len({column.index for column in read}) < len(read):
        raise InputError(f"The training mapping has the same column of {where} twice.")
    return SheetUse(
        file=file,
        sheet=name,
        header_rows=_rows(plain.get("header_rows") or [], where),
        kind=kind,
        columns=read,
        occasion=_occasion(plain.get("occasion") or "", where),
        date_order=_one_of(plain.get("date_order") or "", DATE_ORDERS, "date_order", where),
        confidence=_one_of(plain.get("confidence", "matched"), get_args(Confidence), "confidence", where),
        notes=tuple(str(note) for note in plain.get("notes") or ()),
        **{entry: _text(plain, entry, where) for entry in _TEXTS},
    )


def _column(plain: Any, kind: Kind, where: str) -> ColumnUse:
    if not isinstance(plain, dict):
        raise InputError(f"A column of {where} can't be read: give its 'index', 'header' and 'use'.")
    _known(plain, tuple(entry.name for entry in fields(ColumnUse)), f"A column of {where}")
    index = plain.get("index")
    if isinstance(index, bool) or not isinstance(index, int) or index < 0:
        raise InputError(
            f"A column of {where} has no 'index': give its place, 0 for column A, 1 for column B."
        )
    header = _text(plain, "header", where)
    here = f"column '{header}' of {where}"
    use = _one_of(plain.get("use", "ignore"), uses_of(kind), "use", here)
    question = None if plain.get("question") is None else _question(plain["question"], here)
    named = any(entry.name == "question" for entry in KINDS[kind].fields)  # a column that holds its words
    if use == "question" and question is None and not named:
        raise InputError(f"The {here} is a question without its 'question': give its text, range and level.")
    return ColumnUse(
        index=index,
        header=header,
        use=use,
        occasion=_occasion(plain.get("occasion") or "", here),
        session=_text(plain, "session", here),
        borough=_text(plain, "borough", here),
        question=question,
        confidence=_one_of(plain.get("confidence", "matched"), get_args(Confidence), "confidence", here),
        why=_text(plain, "why", here),
    )


def _question(plain: Any, where: str) -> Question:
    if not isinstance(plain, dict):
        raise InputError(f"The 'question' of {where} must be an object with 'id', 'text', 'low' and 'high'.")
    _known(plain, tuple(entry.name for entry in fields(Question)), f"The question of {where}")
    low, high = _number(plain, "low", where), _number(plain, "high", where)
    if low >= high:
        raise InputError(
            f"The question of {where} runs from {low:g} to {high:g}: give its lowest number first."
        )
    labels = plain.get("labels") or ()
    if not isinstance(labels, (list, tuple)) or not all(isinstance(label, str) for label in labels):
        raise InputError(f"The 'labels' of the question of {where} must be a list of words.")
    if labels and len(labels) != high - low + 1:
        raise InputError(
            f"The question of {where} runs from {low:g} to {high:g} and has {len(labels)} labels: give one "
            f"for "
            "each whole number, or none."
        )
    name = _text(plain, "id", where)
    if not name:
        raise InputError(f"The question of {where} has no 'id': give it a short name of its own.")
    return Question(
        id=name,
        text=_text(plain, "text", where) or name,
        low=low,
        high=high,
        level=_one_of(plain.get("level"), (1, 2, 3, 4), "level", where),
        kind=_one_of(plain.get("kind", "rating"), get_args(QuestionKind), "kind", where),
        labels=tuple(labels),
        better=_one_of(plain.get("better", "higher"), ("higher", "lower"), "better", where),
        topic=_text(plain, "topic", where),
    )


def _rows(value: Any, where: str) -> tuple[int, ...]:
    if not isinstance(value, (list, tuple)) or not all(
        isinstance(row, int) and not isinstance(row, bool) and row >= 1 for row in value
    ):
        raise InputError(f"The 'header_rows' of {where} must be rows as Excel numbers them, such as [1].")
    return tuple(value)


def _occasion(value: Any, where: str) -> str:
    """A stage of a form; "" leaves it to the row or the sheet."""
    if isinstance(value, str) and (value in {"", *OCCASIONS} or value.startswith(FOLLOW_UP)):
        return value
    listed = ", ".join(repr(one) for one in OCCASIONS)
    raise InputError(f"The 'occasion' of {where} is {_shown(value)}; use one of {listed}.")


def _number(plain: dict[str, Any], name: str, where: str) -> float:
    value = plain.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise InputError(f"The {name!r} of the question of {where} must be a number.")
    return float(value)


def _text(plain: dict[str, Any], name: str, where: str) -> str:
    value = plain.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"The {name!r} of {where} in the training mapping must be text.")
    return value


def _one_of(value: Any, allowed: tuple[Any, ...], name: str, where: str) -> Any:
    if isinstance(value, (str, int)) and not isinstance(value, bool) and value in allowed:
        return value
    listed = ", ".join(map(repr, allowed))
    raise InputError(f"The {name!r} of {where} is {_shown(value)}; use one of {listed}.")


def _known(plain: dict[str, Any], known: tuple[str, ...], what: str) -> None:
    unknown = sorted(set(map(str, plain)) - set(known))
    if unknown:
        raise InputError(
            f"{what} has an entry {_shown(unknown[0])} that is not known; use {', '.join(known)}."
        )


def _shown(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]} …"
