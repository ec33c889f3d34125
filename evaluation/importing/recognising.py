"""Propose a mapping: what each column of a sheet seems to hold, and how sure that is.

Ids and directions are matched by name or asked for, never inferred from content. What is
proposed is always shown, with its reason, and can be corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from evaluation.errors import InputError
from evaluation.importing.doubts import (
    named_raters,
    not_learning,
    other_scales,
    stages_from_neighbours,
    told_apart,
)
from evaluation.importing.headers import find_headers, headers_of, shown
from evaluation.importing.mapping import Column, Local, Mapping
from evaluation.importing.values import dates, numbers
from evaluation.importing.vocabulary import (
    FOLLOW_UP,
    Named,
    Tokens,
    counted_from_one,
    locate,
    names_exactly,
    occasion_in,
    occasion_named,
    role_named,
    tokens,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evaluation.importing.sheets import Sheet, Workbook
    from evaluation.measures import Registry
    from evaluation.measures.definition import Measure, Scale

_ITEM = re.compile(r"^(?:q|item|question|i|qu)$")
_TOTALS = frozenset(
    {"total", "score", "sum", "tot", "totals", "scores", "overall", "rating", "raw", "metric"}
)
_FILLER = frozenset("the of a an at in on to for and your you how would rate is are this that s date".split())
_MANY_VALUES = 60  # a text column with more distinct values than this is no attribute to group by
_MANY_NUMBERS = 12
_COMMA_NUMBER = re.compile(r"[-+]?\d+,\d+")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", re.IGNORECASE)
# The shape of a UK postcode (GOV.UK, "Postcode"): one or two letters, a number, a space, a number, two letters.
_POSTCODE = re.compile(r"^[a-z]{1,2}\d[a-z\d]?\s+\d[a-z]{2}$", re.IGNORECASE)


@dataclass(frozen=True)
class Recognition:
    """A proposed mapping and what the person should know about it, in words."""

    mapping: Mapping
    notes: tuple[str, ...]

    @property
    def needs_you(self) -> tuple[Column, ...]:
        """Columns that cannot be used before a person has said what they hold."""
        return tuple(c for c in self.mapping.columns if c.confidence == "needs you" and c.use != "ignore")


class _Aliases:
    """Every name under which a measure or one of its scales may appear, longest first."""

    def __init__(self, registry: Registry) -> None:
        named: dict[Tokens, tuple[str, str]] = {}
        for measure in registry:
            for scale in measure.scales:
                for text in (scale.title, *scale.aliases):
                    named.setdefault(tokens(text), (measure.id, scale.id))
            for text in (measure.id, measure.name, measure.short, *measure.aliases):
                named[tokens(text)] = (measure.id, "")
        self.longest_first = sorted(named.items(), key=lambda entry: -len(entry[0]))
        self.registry = registry

    def find(self, words: Tokens) -> tuple[str, str, Tokens] | None:
        """The measure and scale that words name and what is left, or None."""
        for alias, (measure, scale) in self.longest_first:
            at = locate(alias, words)
            if at >= 0:
                return measure, scale, without(words, at, len(alias))
        return None

    def knows(self, words: Tokens) -> bool:
        """Whether words name a measure."""
        return self.find(words) is not None


def recognise(workbook: Workbook, registry: Registry, *, sheet: str = "", header_row: int = 0) -> Recognition:
    """Propose how a workbook is read; `sheet` and `header_row` override what would be chosen.

    Raises InputError with one sentence when no sheet holds a header row.
    """
    aliases = _Aliases(registry)
    rows: tuple[int, ...] = ()
    if sheet:
        chosen = _named(workbook, sheet)
    else:
        chosen, rows = _best_sheet(workbook, aliases)
    if header_row:
        rows = (header_row,)
    if not rows:
        rows = find_headers(chosen, aliases.knows)
    headers = headers_of(chosen, rows)
    body = _Body(chosen.cells.iloc[rows[-1] :], _decimal_comma(workbook, chosen.cells))
    shift = counted_from_one(tokens(text) for pair in headers for text in pair)
    columns = [_column(i, group, name, shift, aliases) for i, (group, name) in enumerate(headers)]
    columns = _one_id(columns, body)
    columns = _by_content(columns, body, aliases)
    columns = named_raters(columns, lambda column: set(body.filled(column.index).astype(str)))
    columns = stages_from_neighbours(not_learning(columns, registry))
    columns = other_scales(columns, body.frame, registry, decimal_comma=body.decimal_comma)
    columns, layout = _layout(columns, body)
    columns = _one_date(columns, layout)
    columns, locals_ = _unknown_scores(columns, body, layout)
    columns = told_apart([_entered(column, body, registry) for column in columns])
    columns = _attributes(columns, body)
    mapping = Mapping(
        sheet=chosen.name,
        header_rows=rows,
        layout=layout,
        columns=tuple(columns),
        noun=_noun(columns, registry),
        locals=tuple(locals_),
        occasions=_occasions(columns, body),
        measures=_spoken(columns, body, "measure", lambda text: _measure_id(text, registry)),
        decimal_comma=body.decimal_comma,
    )
    return Recognition(mapping, _notes(workbook, mapping))


def _measure_id(text: str, registry: Registry) -> str:
    found = registry.find(text)
    return found.id if found else ""


def _named(workbook: Workbook, name: str) -> Sheet:
    for sheet in workbook.sheets:
        if sheet.name == name:
            return sheet
    names = ", ".join(f"'{sheet.name}'" for sheet in workbook.sheets)
    raise InputError(f"There is no sheet '{name}' in {workbook.name}; it has {names}.")


def _best_sheet(workbook: Workbook, aliases: _Aliases) -> tuple[Sheet, tuple[int, ...]]:
    """The visible sheet with most columns that mean something; raises the first sheet's error."""
    best: tuple[float, Sheet, tuple[int, ...]] | None = None
    failure: InputError | None = None
    for sheet in workbook.sheets:
        if sheet.hidden and len(workbook.sheets) > 1:
            continue
        try:
            rows = find_headers(sheet, aliases.knows)
        except InputError as error:
            failure = failure or error
            continue
        words = [tokens(name) for _, name in headers_of(sheet, rows)]
        known = sum(aliases.knows(w) or role_named(w) is not None for w in words)
        score = known + min(len(sheet.cells), 1000) / 10_000
        if best is None or score > best[0]:
            best = (score, sheet, rows)
    if best is None:
        raise failure or InputError(f"{workbook.name} has no sheet with data in it.")
    return best[1], best[2]


def _column(
    index: int, group: str, name: str, shift: Callable[[Tokens], Tokens], aliases: _Aliases
) -> Column:
    """What a header alone says about its column."""
    header = shown(group, name, index)
    column = Column(index=index, header=header)
    words = shift(tokens(name))
    named = role_named(words)
    if named is not None and named.strength >= 3:  # noqa: PLR2004 3 marks an unmistakable name
        return _role(column, named)
    score = _score(column, shift(tokens(group)), words, aliases)
    if score is not None:
        return score
    if named is not None:
        return _role(column, named)
    return replace(column, confidence="needs you", why="the header says nothing that Attune knows")


def _role(column: Column, named: Named) -> Column:
    if named.role == "private":
        return replace(column, use="private", why="looks like personal data, so it is left out")
    if named.role == "noise":
        return replace(column, use="ignore", why="not needed for the evaluation")
    if named.role == "row id":
        return replace(column, use="id", confidence="suggested", why="a row or response number")
    strong = named.strength >= 2  # noqa: PLR2004 1 marks words that could mean several things
    return replace(
        column, use=named.role, confidence="matched" if strong else "suggested", why="named in the header"
    )


def _score(column: Column, group: Tokens, words: Tokens, aliases: _Aliases) -> Column | None:
    """The column as a score, an item or a date of a measure, when its header names one."""
    occasion, rest = occasion_in(words)
    group_occasion, group_rest = occasion_in(group)
    found = aliases.find(words)
    if found is not None:
        # The name comes out first: the 9 of "PHQ9_M_pre" is no "9 months".
        occasion, left = occasion_in(found[2], numbered=False)
        found = (*found[:2], left)
    elif group_rest:
        outer = aliases.find(group_rest)
        # A bare "Q1" or "Total" under a heading that names the measure.
        if outer is not None and (_item_number(rest) or not rest or set(rest) <= _TOTALS | _FILLER):
            found = (outer[0], outer[1], rest)
    occasion = occasion or group_occasion
    if found is None:
        number = _item_number(rest)
        if number and rest and (_ITEM.match(rest[0]) or rest[0].isdigit()):
            return replace(
                column, use="item", item=number, occasion=occasion, confidence="suggested",
                why="an item number without a questionnaire's name",
            )  # fmt: skip
        if rest and set(rest) <= _TOTALS and words:
            return replace(
                column, use="score", occasion=occasion, confidence="suggested",
                why="a score without a questionnaire's name",
            )  # fmt: skip
        return None
    measure_id, scale_id, left = found
    if set(left) & {"date", "dated", "completed", "timestamp"} and not scale_id:
        return replace(
            column, use="date", measure=measure_id, occasion=occasion, why="date of a questionnaire"
        )
    named = role_named(left) if left else None
    if named is not None and named.role == "noise":
        return replace(column, use="ignore", why="not needed for the evaluation")
    measure = aliases.registry.get(measure_id)
    base = replace(
        column, measure=measure_id, scale=scale_id, occasion=occasion, why=f"{measure.short} in the header"
    )
    number = _item_number(left)
    each = bool(scale_id) and measure.scale(scale_id).score == "each"
    if number and measure.items and number <= measure.items.count and (each or not scale_id):
        return replace(base, use="item", item=number, scale="")
    entered: Literal["", "raw", "converted"] = (
        "converted" if "metric" in left else "raw" if "raw" in left else ""
    )
    if not scale_id:
        scale = _entered_scale(measure)
        if scale is None:
            return replace(base, use="score", confidence="needs you", why=f"which score of {measure.short}?")
        base = replace(base, scale=scale.id)
    odd = [w for w in left if w not in _TOTALS | _FILLER]
    sure = len(odd) <= 1 or bool(scale_id)
    return replace(base, use="score", entered=entered, confidence="matched" if sure else "suggested")


def _entered_scale(measure: Measure) -> Scale | None:
    """The scale a bare total belongs to: the only one that is not made of separate goals."""
    scales = [scale for scale in measure.scales if scale.unit == "subject"]
    return scales[0] if len(scales) == 1 else None


def _item_number(words: Tokens) -> int:
    """The item that the left-over words number ("q 3", "item 3", "3"); 0 when they number none."""
    kept = [w for w in words if w not in _FILLER]
    if len(kept) == 1 and kept[0].isdigit():
        return int(kept[0])
    if len(kept) >= 2 and (_ITEM.match(kept[0]) or kept[0] == "goal") and kept[1].isdigit():  # noqa: PLR2004
        return int(kept[1]) if len(kept) == 2 or set(kept[2:]) <= _TOTALS else 0  # noqa: PLR2004
    if len(kept) >= 3 and kept[0].isdigit() and len(kept) > 3:  # noqa: PLR2004 "1 little interest or ..."
        return int(kept[0])
    return 0


class _Body:
    """The rows below the header; each column's filled cells are found once."""

    def __init__(self, frame: pd.DataFrame, decimal_comma: bool) -> None:
        self.frame = frame
        self.decimal_comma = decimal_comma
        self._filled: dict[int, pd.Series] = {}

    def __len__(self) -> int:
        return len(self.frame)

    def filled(self, index: int) -> pd.Series:
        """The cells of a column that hold anything."""
        if index not in self._filled:
            cells = self.frame.iloc[:, index]
            keep = [not isinstance(cell, str) or cell.strip() != "" for cell in cells]
            self._filled[index] = cells[keep]
        return self._filled[index]


def _one_id(columns: list[Column], body: _Body) -> list[Column]:
    """Keep the best-named id; a complete one beats one with blanks. Others become attributes' candidates."""
    found = [c for c in columns if c.use == "id"]
    if len(found) <= 1:
        return columns

    def merit(column: Column) -> tuple[bool, int, float]:
        named = role_named(tokens(column.header.rsplit(": ", 1)[-1]))
        blanks = 1 - len(body.filled(column.index)) / max(len(body), 1)
        return (blanks < 0.1, named.strength if named else 0, -blanks)  # noqa: PLR2004 a few blanks are a slip

    best = max(found, key=merit)
    others = ", ".join(f"'{c.header}'" for c in found if c is not best)
    return [
        replace(
            c,
            confidence="suggested",
            why=f"named like an id, as are {others}: check that this is the person's",
        )
        if c is best
        else replace(c, use="ignore", confidence="suggested", why="another id")
        if c.use == "id"
        else c
        for c in columns
    ]


def _by_content(columns: list[Column], body: _Body, aliases: _Aliases) -> list[Column]:
    """Let content confirm weak names (a "Form" column must hold questionnaires) and catch personal data."""
    result = []
    for column in columns:
        cells = body.filled(column.index)
        texts = list(dict.fromkeys(str(cell).strip() for cell in cells.head(500)))[:200]
        checked = column
        if column.use == "measure" and not _mostly(
            texts, lambda t: aliases.registry.find(t) is not None, 0.3
        ):
            checked = replace(
                column, use="ignore", confidence="needs you", why="names no questionnaire Attune knows"
            )
            if column.confidence == "matched":
                checked = replace(
                    column, confidence="needs you", why="names questionnaires Attune does not know"
                )
        elif column.use == "occasion" and not _mostly(texts, lambda t: bool(occasion_named(t)), 0.3):
            checked = replace(column, use="ignore", confidence="needs you", why="names no stage Attune knows")
        elif column.use == "date" and column.why == "named in the header":
            parsed = dates(cells.head(200))
            if len(cells) and parsed.bad.mean() > 0.5:  # noqa: PLR2004 half
                checked = replace(column, use="ignore", confidence="needs you", why="holds no dates")
        if column.use not in {"private", "score", "item"} and (
            _mostly(texts, _EMAIL.match, 0.5)
            or _mostly(texts, _POSTCODE.match, 0.5)
            or _mostly(texts, _nhs_number, 0.5)
        ):
            checked = replace(
                column, use="private", confidence="matched", why="holds personal data, so it is left out"
            )
        result.append(checked)
    return result


def _nhs_number(text: str) -> bool:
    from stdnum.gb import nhs  # noqa: PLC0415 only needed when a file is recognised

    return len(re.sub(r"\D", "", text)) == 10 and bool(nhs.is_valid(text))  # noqa: PLR2004 digits of an NHS number


def _mostly(texts: Sequence[str], test: object, share: float) -> bool:
    return bool(texts) and sum(bool(test(t)) for t in texts) >= share * len(texts)  # type: ignore[operator]


def _layout(columns: list[Column], body: _Body) -> tuple[list[Column], Literal["wide", "long"]]:
    """One row a questionnaire, or one row a family: told by where the occasion is."""
    uses = {c.use for c in columns}
    in_headers = {c.occasion for c in columns if c.use in {"score", "item"} and c.occasion}
    long = len(in_headers) < 2 and bool(uses & {"measure", "occasion", "date"})  # noqa: PLR2004 before and after
    if not long:
        # Items and totals of a wide sheet need their measure in the header or its group.
        columns = [
            replace(c, use="ignore", confidence="needs you", why="which questionnaire is this?")
            if c.use in {"item", "score"} and not c.measure
            else c
            for c in columns
        ]
        ids = next((c for c in columns if c.use == "id"), None)
        course = next(
            (
                c
                for c in columns
                if c.use in {"attribute", "ignore"} and set(tokens(c.header)) & {"workshop", "course"}
            ),
            None,
        )
        if ids is not None and course is not None and body.filled(ids.index).duplicated().any():
            # A learner comes once a course: the course names the enrolment.
            columns = [
                replace(
                    c, use="episode", confidence="suggested", why="ids repeat, so each course is an enrolment"
                )
                if c.index == course.index
                else c
                for c in columns
            ]
    return columns, "long" if long else "wide"


def _one_date(columns: list[Column], layout: str) -> list[Column]:
    """Of several dates that belong to no measure keep the best-named one for the row."""
    result = [
        replace(c, occasion=c.occasion or _occasion_of(c.header))
        if c.use == "date" and not c.measure and layout == "wide" and not names_exactly(tokens(c.header))
        else c
        for c in columns
    ]
    rivals = [c for c in result if c.use == "date" and not c.measure and not c.occasion]
    if len(rivals) > 1:
        strength = {c.index: (role_named(tokens(c.header)) or Named("date", 0)).strength for c in rivals}
        best = max(rivals, key=lambda c: strength[c.index])
        result = [
            replace(c, use="ignore", confidence="suggested", why=f"another date; '{best.header}' is used")
            if c in rivals and c is not best
            else c
            for c in result
        ]
    return result


def _occasion_of(header: str) -> str:
    """The occasion that a shown header names, in itself or in its group."""
    group, _, name = header.rpartition(": ")
    return occasion_in(tokens(name))[0] or occasion_in(tokens(group))[0]


def _unknown_scores(columns: list[Column], body: _Body, layout: str) -> tuple[list[Column], list[Local]]:
    """Numbers at two occasions under one unknown name: a score whose range and direction are to be given."""
    stems: dict[Tokens, list[tuple[Column, str]]] = {}
    for column in columns:
        if column.use != "ignore" or column.confidence != "needs you" or column.measure or layout == "long":
            continue
        _, _, name = column.header.rpartition(": ")
        stem = occasion_in(tokens(name))[1]
        occasion = _occasion_of(column.header)
        if occasion and stem and _numeric(body, column.index):
            stems.setdefault(stem, []).append((column, occasion))
    changed, locals_ = {c.index: c for c in columns}, []
    for stem, members in stems.items():
        occasions = {occasion for _, occasion in members}
        if len(occasions) < 2 or all(o.startswith(FOLLOW_UP) for o in occasions):  # noqa: PLR2004 needs a before
            continue
        name = " ".join(stem)
        locals_.append(Local(id="_".join(stem), name=_label(members[0][0].header, stem)))
        for column, occasion in members:
            changed[column.index] = replace(
                column, use="score", measure="_".join(stem), scale="total", occasion=occasion,
                why=f"'{name}' is no questionnaire Attune knows: give its range and direction to evaluate it",
            )  # fmt: skip
    return [changed[c.index] for c in columns], locals_


def _label(header: str, stem: Tokens) -> str:
    """The stem as the header writes it: capitals are kept ("HAM-D before" gives "HAM-D")."""
    words = [w for w in re.split(r"[\s_]+", header.rsplit(": ", 1)[-1]) if set(tokens(w)) & set(stem)]
    return " ".join(words) or " ".join(stem)


def _decimal_comma(workbook: Workbook, cells: pd.DataFrame) -> bool:
    """Whether numbers are written "12,5": only where semicolons part the cells, and some are."""
    if not any("semicolon" in note for note in workbook.notes):
        return False
    found = (str(cell) for i in range(cells.shape[1]) for cell in cells.iloc[:, i].unique())
    return any(_COMMA_NUMBER.fullmatch(cell.strip()) for cell in found)


def _numeric(body: _Body, index: int) -> bool:
    cells = body.filled(index)
    if not len(cells):
        return False
    parsed = numbers(cells, decimal_comma=body.decimal_comma)
    return bool(parsed.bad.mean() < 0.2 and np.isfinite(parsed.values).any())  # noqa: PLR2004 a few slips


def _entered(column: Column, body: _Body, registry: Registry) -> Column:
    """Whether totals of a converted scale are raw: whole numbers throughout suggest that they are."""
    if column.use != "score" or column.entered or not column.measure or not column.scale:
        return column
    try:
        scale = registry.get(column.measure).scale(column.scale)
    except KeyError:
        return column
    if not scale.convert:
        return column
    values = numbers(body.filled(column.index), decimal_comma=body.decimal_comma).values
    values = values[np.isfinite(values)]
    if not len(values):
        return column
    raw = bool(np.all(values == np.floor(values)))
    kind = "raw totals, which will be converted" if raw else "converted (metric) scores"
    return replace(
        column, entered="raw" if raw else "converted", confidence="suggested", why=f"read as {kind}: check"
    )


def _attributes(columns: list[Column], body: _Body) -> list[Column]:
    """Columns with few distinct values can group the results."""
    return [
        _attribute(column, body) if column.use in {"attribute", "ignore"} else column for column in columns
    ]


def _attribute(column: Column, body: _Body) -> Column:
    unknown = (
        column.use == "ignore" and column.confidence == "needs you" and column.why.startswith("the header")
    )
    if column.use == "ignore" and not unknown:
        return column
    cells = body.filled(column.index)
    distinct = cells.astype(str).str.strip().nunique()
    if column.use == "attribute":
        if distinct <= _MANY_VALUES:
            return column
        return replace(
            column, use="ignore", confidence="suggested", why="too many different values to group by"
        )
    limit = _MANY_NUMBERS if _numeric(body, column.index) else _MANY_VALUES
    if 2 <= distinct <= min(limit, max(len(cells) // 3, 2)):  # one value groups nothing
        return replace(column, use="attribute", confidence="suggested", why="few different values")
    return replace(column, confidence="suggested", why="not recognised, so not used")


def _noun(columns: list[Column], registry: Registry) -> Literal["family", "learner"]:
    """Learners where the scores are of learning, or the id says so; families otherwise."""
    for column in columns:
        if column.use == "id" and set(tokens(column.header)) & {"learner", "delegate", "trainee", "student"}:
            return "learner"
    domains = {
        registry.get(c.measure).domain for c in columns if c.measure and c.measure in registry_ids(registry)
    }
    return "learner" if domains == {"learning"} else "family"


def registry_ids(registry: Registry) -> frozenset[str]:
    """The ids of all measures that a registry holds."""
    return frozenset(measure.id for measure in registry)


def _spoken(columns: list[Column], body: _Body, use: str, meaning: object) -> tuple[tuple[str, str], ...]:
    """What each distinct entry of the occasion or measure column means, to be shown and corrected."""
    column = next((c for c in columns if c.use == use), None)
    if column is None:
        return ()
    texts = sorted({" ".join(str(cell).split()) for cell in body.filled(column.index)})[:200]
    return tuple((text, meaning(text)) for text in texts)  # type: ignore[operator]


def _occasions(columns: list[Column], body: _Body) -> tuple[tuple[str, str], ...]:
    """What each entry of the occasion column means; T1 beside T0 is the second stage."""
    entries = _spoken(columns, body, "occasion", occasion_named)
    shift = counted_from_one(tokens(text) for text, _ in entries)
    return tuple((text, occasion_in(shift(tokens(text)))[0]) for text, _ in entries)


def _one_form(mapping: Mapping) -> bool:
    """Whether both scores of a row came with one form: no date belongs to either."""
    return not any(c.occasion or c.measure for c in mapping.using("date"))


def _notes(workbook: Workbook, mapping: Mapping) -> tuple[str, ...]:
    notes = list(workbook.notes)
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden]
    if len(visible) > 1:
        notes.append(f"Sheet '{mapping.sheet}' is read; the file has {len(visible)} sheets.")
    if (
        mapping.noun == "learner"
        and mapping.layout == "wide"
        and mapping.using("score")
        and _one_form(mapping)
    ):
        notes.append(
            "Before and after stand on one form. If the 'before' rating was given after the course, looking back, "
            "set its stage to 'retrospective baseline': such ratings can overstate the gain."
        )
    notes += [
        f"'{c.header}': {c.why}." for c in mapping.columns if c.why.startswith("no stage in its header")
    ]
    asked = [c for c in mapping.columns if c.confidence == "needs you" and c.use == "ignore" and c.why]
    notes += [f"'{c.header}' is not used: {c.why}." for c in asked]
    private = [f"'{c.header}'" for c in mapping.using("private")]
    if private:
        notes.append(f"Left out because they look like personal data: {', '.join(private)}.")
    return tuple(notes)
