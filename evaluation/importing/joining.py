"""Which sheets of a workbook belong together, and what the name of a sheet says about its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.importing.headers import find_headers, headers_of
from evaluation.importing.mapping import Column, MoreSheet
from evaluation.importing.privacy.shapes import known_name
from evaluation.importing.sheets import SHEET, Together
from evaluation.importing.vocabulary import Tokens, occasion_named, role_named, tokens

if TYPE_CHECKING:
    from evaluation.importing.naming import Aliases
    from evaluation.importing.sheets import Sheet, Workbook
    from evaluation.measures import Registry

_ALIKE = 0.6  # of the telling headers of either sheet: fewer are another list
_SAME_PEOPLE = 0.3  # of the shorter list's ids are on the other: fewer are chance or a few moves


@dataclass(frozen=True)
class _Told:
    """What a sheet shows of itself: its header rows, the headers that tell something, and its ids."""

    rows: tuple[int, ...]
    telling: frozenset[Tokens]
    ids: frozenset[str]


def belonging(
    workbook: Workbook, chosen: Sheet, rows: tuple[int, ...], aliases: Aliases
) -> tuple[MoreSheet, ...]:
    """The other visible sheets that are read together with the chosen one: lists alike, or of the same ids.

    Lists alike have most telling headers in common (one sheet a worker). Lists of the same ids have
    an id column of the same name and share three in ten ids or more (sheets "Pre" and "Post",
    "Families" and "Scores").
    """
    mine = _told(chosen, rows, aliases)
    found = []
    for sheet in workbook.sheets:
        if sheet.name == chosen.name or sheet.hidden or not len(sheet.cells):
            continue
        try:
            other = _told(sheet, find_headers(sheet, aliases.knows), aliases)
        except InputError:
            continue
        if not sheet.filled[other.rows[-1] :].any():
            continue  # a blank to be copied
        if _alike(mine, other) or (mine.ids and _share_ids(mine.ids, other.ids)):
            found.append(MoreSheet(sheet=sheet.name, header_rows=other.rows))
    return tuple(found)


def sheet_column(sheet: Together, registry: Registry) -> Column:
    """What the added column, which holds the name of each row's sheet, is used for."""
    column = Column(index=sheet.columns - 1, header=SHEET, confidence="suggested")
    stages = {occasion_named(part) for part in sheet.parts} - {""}
    if len(stages) > 1:
        return replace(column, use="occasion", why="sheets are called after stages")
    measures = [registry.find(part) for part in sheet.parts]
    if all(measures) and len({measure.id for measure in measures if measure}) == len(measures):
        return replace(column, use="measure", why="sheets are called after questionnaires")
    if sum(map(known_name, sheet.parts)) >= len(sheet.parts) / 2:
        why = "sheets are called after people, so their names are left out: compare by them only if you may"
        return replace(column, why=why)
    return replace(column, use="attribute", why="the name of each row's sheet, to compare them")


def same_people(sheet: Together, ids: Column | None) -> bool:
    """Whether sheets read together list the same families, so that one has several rows."""
    if ids is None:
        return False
    names, texts = sheet.texts(sheet.columns - 1), sheet.texts(ids.index)
    lists = [frozenset(str(text).casefold() for text in texts[names == part]) - {""} for part in sheet.parts]
    return any(_share_ids(one, other) for i, one in enumerate(lists) for other in lists[i + 1 :])


def _told(sheet: Sheet, rows: tuple[int, ...], aliases: Aliases) -> _Told:
    telling, ids, best = set[Tokens](), frozenset[str](), 0
    for i, (group, name) in enumerate(headers_of(sheet, rows)):
        words = (*tokens(group), *tokens(name))
        named = role_named(tokens(name))
        if named is not None or aliases.knows(words):
            telling.add(words)
        if named is not None and named.role == "id" and named.strength > best:
            best = named.strength
            ids = frozenset(str(text).casefold() for text in sheet.texts(i)[rows[-1] :]) - {""}
    return _Told(rows, frozenset(telling), ids)


def _alike(one: _Told, other: _Told) -> bool:
    both = len(one.telling & other.telling)
    return both >= 2 and both >= _ALIKE * max(len(one.telling), len(other.telling))


def _share_ids(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 1 and len(one & other) >= _SAME_PEOPLE * shorter
