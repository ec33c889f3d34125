"""Responses: what the mapped columns say, with every cell checked and every row accounted for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.errors import InputError
from evaluation.importing.answers import Answers, total_scale
from evaluation.importing.doubts import rivals
from evaluation.importing.episodes import Episodes, episodes_of
from evaluation.importing.headers import headers_of, shown
from evaluation.importing.ledger import ROWS_SHOWN, Ledger, Problem, SetAside, row_list
from evaluation.importing.sheets import column_letter
from evaluation.importing.texts import filled_cells, texts_of
from evaluation.importing.values import dates
from evaluation.importing.vocabulary import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.sheets import Sheet, Workbook
    from evaluation.measures import Registry
    from evaluation.measures.definition import Measure

# "Total", "Mean score", "Average (n=34)", "n = 34". An id may begin with Max, Min or SD and a
# number, so those count only when they stand alone.
_TOTAL_ROW = re.compile(
    r"(?:(?:grand|sub|overall)[\s_-]*)?(?:totals?|averages?|means?|medians?|sums?|counts?)\b(?!\s*-?\s*\d)|n\s*=|"
    r"(?:min|max|minimum|maximum|sd|s\.d\.|std|st\.? ?dev\.?|standard deviation)(?:\s*[:=].*)?$",
    re.IGNORECASE,
)


_UNUSED = ("ignore", "private")


@dataclass(frozen=True, eq=False)
class Block:
    """All responses to one measure read from one set of columns, one entry a response.

    `row` is the Excel row, `episode` indexes `Episodes`, `date` is NaT where unknown,
    `occasion` "" where unknown. `items` is responses × items (NaN blank) or None;
    `totals` holds (scale id, "raw" or "converted" or "", scores) as typed in.
    """

    measure: Measure
    row: NDArray[np.int64]
    episode: NDArray[np.int64]
    occasion: NDArray[np.object_]
    date: NDArray[np.datetime64]
    rater: NDArray[np.object_]
    items: NDArray[np.float64] | None
    totals: tuple[tuple[str, str, NDArray[np.float64]], ...]

    @property
    def answered(self) -> NDArray[np.bool_]:
        """Which responses hold any answer or score at all."""
        found = np.zeros(len(self.row), bool)
        if self.items is not None:
            found |= np.isfinite(self.items).any(axis=1)
        for _, _, scores in self.totals:
            found |= np.isfinite(scores)
        return found

    def keep(self, mask: NDArray[np.bool_]) -> Block:
        """The responses that a mask keeps."""
        return Block(
            self.measure,
            self.row[mask],
            self.episode[mask],
            self.occasion[mask],
            self.date[mask],
            self.rater[mask],
            None if self.items is None else self.items[mask],
            tuple((scale, entered, scores[mask]) for scale, entered, scores in self.totals),
        )


@dataclass(frozen=True, eq=False)
class Responses:
    """Everything read from a sheet: responses by measure, episodes, and what became of each row.

    `long` says that a row is a questionnaire, so one without answers is set aside; in a wide
    sheet a row is a family, who counts among those referred even without a score.
    """

    blocks: tuple[Block, ...]
    episodes: Episodes
    ledger: Ledger
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    long: bool


def ingest(workbook: Workbook, mapping: Mapping, registry: Registry) -> Responses:
    """Read the responses that a mapping describes.

    Raises InputError with one sentence when the mapping does not fit the file, no id column is
    named, or nothing that could be evaluated is mapped.
    """
    sheet = sheet_for(workbook, mapping)
    headers = headers_of(sheet, mapping.header_rows)
    fitted = mapping.fitted(tuple(shown(group, name, i) for i, (group, name) in enumerate(headers)))
    reader = _Reader(sheet.name, sheet.cells.iloc[mapping.header_rows[-1] :], fitted, registry)
    there = {tokens(c.header) for c in fitted.columns}
    gone = [
        f"'{c.header}'" for c in mapping.columns if c.use not in _UNUSED and tokens(c.header) not in there
    ]
    if gone:
        reader.notes.append(f"The mapping names columns that this file does not have: {', '.join(gone)}.")
    return reader.read()


def sheet_for(workbook: Workbook, mapping: Mapping) -> Sheet:
    """The sheet that a mapping reads: the one it names, or the only one there is.

    A text file's only sheet is named after the file, and next quarter's file has another name.
    Raises InputError when the workbook has several sheets and none of that name.
    """
    found = next((s for s in workbook.sheets if s.name == mapping.sheet), None)
    if found is None and len(workbook.sheets) == 1:
        return workbook.sheets[0]
    if found is None:
        names = ", ".join(f"'{s.name}'" for s in workbook.sheets)
        raise InputError(f"The mapping is for a sheet '{mapping.sheet}', but {workbook.name} has {names}.")
    return found


class _Reader:
    """One pass over a sheet's rows; holds what the steps share."""

    def __init__(self, sheet: str, body: pd.DataFrame, mapping: Mapping, registry: Registry) -> None:
        filled = filled_cells(body)
        last = int(np.flatnonzero(filled.any(axis=1))[-1]) + 1 if filled.any() else 0
        self.sheet = sheet
        self.body = body.iloc[:last]
        self.filled = filled[:last]
        self.rows = np.arange(last, dtype=np.int64) + mapping.header_rows[-1] + 1
        self.mapping = mapping
        self.registry = registry.with_local(entry.measure() for entry in mapping.locals if entry.described)
        self.aside: dict[int, str] = {}
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self._dates_read: dict[int, NDArray[np.datetime64]] = {}

    def read(self) -> Responses:
        if not len(self.rows):
            raise InputError(f"Sheet '{self.sheet}' has a header row but no rows below it.")
        scored = self._usable()
        if not self.mapping.using("score", "item"):
            raise InputError(
                f"No score or questionnaire was recognised in sheet '{self.sheet}'. "
                "Say which columns hold scores before and after, on the import page or in a mapping file."
            )
        subject = self._subjects()
        self._leave_out(np.asarray(~self.filled.any(axis=1), dtype=bool), "The row is empty")
        self._leave_out(self._headers_again(), "It repeats the headers")
        self._leave_out(self._totals(), f"It looks like a total or an average, not a {self.mapping.noun}")
        if self.mapping.subjects == "id":
            column = self.mapping.first("id")
            assert column is not None  # noqa: S101 _subjects has raised otherwise
            self._leave_out(
                np.array([not one for one in subject], dtype=bool),
                f"There is no id in column {column_letter(column.index)}",
            )
        key = self._episode_keys(subject)
        if self.mapping.layout == "wide":
            self._duplicate_rows(key)
        live = self._live()
        episodes, codes = episodes_of(key, live, self.body, self.mapping, self._dates)
        blocks = [block for block in self._blocks(scored, codes, live) if len(block.row)]
        if self.mapping.layout == "long":
            blocks = self._without_duplicates(blocks)
            self._unanswered(blocks, live)
        if not blocks:
            self._nothing_to_evaluate(scored)
        ledger = Ledger(
            self.sheet,
            len(self.rows),
            tuple(SetAside(self.sheet, row, reason) for row, reason in sorted(self.aside.items())),
        )
        return Responses(
            tuple(blocks),
            episodes,
            ledger,
            tuple(self.problems),
            tuple(self.notes),
            self.mapping.layout == "long",
        )

    # Rows

    def _cells(self, column: Column) -> pd.Series:
        return self.body.iloc[:, column.index]

    def _texts(self, column: Column) -> NDArray[np.object_]:
        return texts_of(self._cells(column))

    def _leave_out(self, mask: NDArray[np.bool_], reason: str) -> None:
        for row in self.rows[mask]:
            self.aside.setdefault(int(row), reason)

    def _live(self) -> NDArray[np.bool_]:
        return ~np.isin(self.rows, list(self.aside)) if self.aside else np.ones(len(self.rows), bool)

    def _subjects(self) -> NDArray[np.object_]:
        if self.mapping.subjects == "one_per_row":
            return np.array([f"row {row}" for row in self.rows], dtype=object)
        column = self.mapping.first("id")
        if column is None:
            raise InputError(
                f"No column of sheet '{self.sheet}' looks like the id of a {self.mapping.noun}. "
                "Name it on the import page or in a mapping file, "
                'or say that each row is one family ("subjects": "one_per_row").'
            )
        return _ids(self._texts(column))

    def _totals(self) -> NDArray[np.bool_]:
        """Rows whose first filled cell, or id, says "Total"."""
        found = np.zeros(len(self.rows), bool)
        first = self.filled.argmax(axis=1)
        for i in np.unique(first):
            at = np.flatnonzero(first == i)
            words = texts_of(self.body.iloc[at, i])
            total = {word for word in set(words) if _TOTAL_ROW.match(word)}
            found[at] = [word in total for word in words]
        return found

    def _headers_again(self) -> NDArray[np.bool_]:
        """Rows that say the headers once more, as where exports were pasted one below the other."""
        again = np.zeros(len(self.rows), np.int64)
        for column in self.mapping.columns:
            name = column.header.rsplit(": ", 1)[-1]
            again += self._texts(column) == name
        repeated: NDArray[np.bool_] = (again > 1) & (again >= self.filled.sum(axis=1) / 2)
        return repeated

    def _usable(self) -> tuple[Column, ...]:
        """The score columns that can be read; two that claim the same score are both left, with a note."""
        scored = self.mapping.using("score", "item")
        clash = rivals(scored)
        said: set[tuple[Column, ...]] = set()
        for column in scored:
            members = tuple(sorted((column, *clash.get(column.index, ())), key=lambda c: c.index))
            if len(members) > 1 and members not in said:
                said.add(members)
                both = " and ".join(f"'{c.header}'" for c in members)
                self.notes.append(
                    f"{both} claim to hold the same score, so none is used: say how they differ."
                )
        usable = []
        for column in scored:
            if column.index in clash:
                continue
            if (
                column.use == "score"
                and column.measure
                and not column.scale
                and not self._one_scale(column.measure)
            ):
                self.notes.append(
                    f"'{column.header}' was not used: say which score of its questionnaire it is."
                )
                continue
            usable.append(column)
        return tuple(usable)

    def _one_scale(self, measure_id: str) -> bool:
        try:
            return bool(total_scale(self.registry.get(measure_id)))
        except KeyError:
            return True

    def _episode_keys(self, subject: NDArray[np.object_]) -> NDArray[np.object_]:
        column = self.mapping.first("episode")
        return subject if column is None else subject + "\x1f" + _ids(self._texts(column))

    def _duplicate_rows(self, key: NDArray[np.object_]) -> None:
        """Set aside copies of a row, and rows that share an id but differ unless told which to keep."""
        live = np.flatnonzero(self._live())
        duplicated = pd.Series(key[live]).duplicated(keep=False).to_numpy()
        if not duplicated.any():
            return
        used = [c for c in self.mapping.columns if c.use not in _UNUSED]
        at = live[duplicated]
        said = np.column_stack([pd.factorize(self._texts(c)[at])[0] for c in used])
        place = {int(i): k for k, i in enumerate(at)}
        for members in pd.Series(at).groupby(key[at]).agg(list):
            first: dict[bytes, int] = {}
            for i in members:
                content = said[place[i]].tobytes()
                if content in first:
                    self.aside.setdefault(
                        int(self.rows[i]), f"An exact copy of another row (row {self.rows[first[content]]})"
                    )
                else:
                    first[content] = i
            for row, reason in self._choose([int(self.rows[i]) for i in sorted(first.values())]):
                self.aside.setdefault(row, reason)

    def _choose(self, rows: list[int]) -> Iterable[tuple[int, str]]:
        """Of rows that share an id and differ, those not to be used, each with its reason."""
        if len(rows) < 2:
            return
        keep = {"first": rows[:1], "last": rows[-1:], "set_aside": []}[self.mapping.duplicates]
        for row in rows:
            if row not in keep:
                shown_rows = [other for other in rows[: ROWS_SHOWN + 1] if other != row][:ROWS_SHOWN]
                others = row_list(shown_rows, of=len(rows) - 1)
                yield row, f"Its id comes again with different answers ({others})"

    # Responses

    def _dates(self, column: Column) -> NDArray[np.datetime64]:
        if column.index not in self._dates_read:  # its problems are to be told once
            self._dates_read[column.index] = self._dates_of(column)
        return self._dates_read[column.index]

    def _dates_of(self, column: Column) -> NDArray[np.datetime64]:
        parsed = dates(self._cells(column), order=self.mapping.date_order or None)
        if parsed.bad.any():
            rows = [int(row) for row in self.rows[parsed.bad]]
            self._problem(column, rows, "not a date", "left blank")
        if parsed.note:
            self.notes.append(f"'{column.header}': {parsed.note}")
        return parsed.values.astype("datetime64[s]")

    def _problem(self, column: Column, rows: list[int], what: str, done: str, found: str = "") -> None:
        count = "1 cell is" if len(rows) == 1 else f"{len(rows)} cells are"
        found = f"; found {found}" if found else ""
        letter = column_letter(column.index)
        self.problems.append(
            Problem(
                f"'{column.header}' (column {letter}): {count} {what} ({row_list(rows)}{found}). "
                f"{'It is' if len(rows) == 1 else 'They are'} {done}.",
                tuple(rows),
                letter,
            )
        )

    def _blocks(
        self, scored: Iterable[Column], codes: NDArray[np.int64], live: NDArray[np.bool_]
    ) -> Iterable[Block]:
        mapping = self.mapping
        occasions = self._spoken("occasion", dict(mapping.occasions))
        raters = self._rater_texts()
        row_date = next((c for c in mapping.using("date") if not c.measure and not c.occasion), None)
        base_date = self._dates(row_date) if row_date else np.full(len(self.rows), "NaT", "datetime64[s]")
        answers = Answers(self.body, self.rows, mapping, self._problem)
        groups: dict[tuple[str, str, str], list[Column]] = {}
        for column in scored:
            groups.setdefault((column.measure, column.occasion, column.rater), []).append(column)
        for (measure_id, occasion, rater), columns in groups.items():
            date = self._block_date(measure_id, occasion, base_date)
            for measure, mask in self._measured(measure_id, live):
                at = np.flatnonzero(mask)
                items, totals = answers.read(measure, columns, at)
                block = Block(
                    measure,
                    self.rows[at],
                    codes[at],
                    np.full(len(at), occasion, dtype=object) if occasion else occasions[at],
                    date[at],
                    np.where(raters[at] == "", rater or measure.rater, raters[at]).astype(object),
                    items,
                    totals,
                )
                yield block.keep(block.answered)

    def _block_date(
        self, measure: str, occasion: str, base: NDArray[np.datetime64]
    ) -> NDArray[np.datetime64]:
        """The date column of this measure and occasion, of this occasion, or of the row."""
        columns = [c for c in self.mapping.using("date") if c.measure or c.occasion]
        for wanted in ((measure, occasion), ("", occasion), (measure, "")):
            found = next((c for c in columns if (c.measure, c.occasion) == wanted and any(wanted)), None)
            if found is not None:
                return self._dates(found)
        return base

    def _spoken(self, use: str, meanings: dict[str, str]) -> NDArray[np.object_]:
        column = self.mapping.first(use)
        if column is None:
            return np.full(len(self.rows), "", dtype=object)
        texts = self._texts(column)
        found = {text: meanings.get(text, "") for text in set(texts)}
        unknown = sorted(text for text, meaning in found.items() if text and not meaning)
        if unknown and use == "occasion":
            listed = ", ".join(f"'{text}'" for text in unknown[:3])
            self.notes.append(f"'{column.header}' says {listed}, which names no stage: say what it means.")
        return np.array([found[text] for text in texts], dtype=object)

    def _rater_texts(self) -> NDArray[np.object_]:
        column = self.mapping.first("rater")
        if column is None:
            return np.full(len(self.rows), "", dtype=object)
        return np.array([text.casefold() for text in self._texts(column)], dtype=object)

    def _measured(
        self, measure_id: str, live: NDArray[np.bool_]
    ) -> Iterable[tuple[Measure, NDArray[np.bool_]]]:
        """The measure of a group of columns, or each measure that the rows name, with its rows."""
        if measure_id:
            try:
                yield self.registry.get(measure_id), live
            except KeyError:
                self._undescribed(measure_id)
            return
        column = self.mapping.first("measure")
        if column is None:
            return
        texts = self._texts(column)
        meanings = dict(self.mapping.measures)
        for text in sorted(set(texts[live])):
            known = meanings.get(text, "")
            mask = live & (texts == text)
            try:
                measure = self.registry.get(known) if known else None
            except KeyError:
                measure = None
            if measure is None:
                name = f"'{text}' is" if text else "Its questionnaire is blank:"
                self._leave_out(
                    mask, f"{name} not a questionnaire Attune knows" if text else f"{name} not scored"
                )
            else:
                yield measure, mask

    def _undescribed(self, measure_id: str) -> None:
        names = {entry.id: entry.name for entry in self.mapping.locals}
        note = (
            f"'{names.get(measure_id, measure_id)}' was not evaluated: it is no questionnaire Attune knows. "
            "Give its lowest and highest score and which is better."
        )
        if note not in self.notes:
            self.notes.append(note)

    def _without_duplicates(self, blocks: list[Block]) -> list[Block]:
        """In long data: copies of a questionnaire, or two at one date and stage, are not both counted."""
        kept: list[Block] = []
        dropped: dict[int, list[tuple[str, str]]] = {}
        for block in blocks:
            out = dict(self._duplicate_responses(block))
            for row, reason in out.items():
                dropped.setdefault(row, []).append((block.measure.short, reason))
            kept.append(block.keep(~np.isin(block.row, list(out))) if out else block)
        still = {int(row) for block in kept for row in block.row[np.isin(block.row, list(dropped))]}
        for row, entries in sorted(dropped.items()):
            if row not in still:
                self.aside.setdefault(row, entries[0][1])
            else:  # other questionnaires on the row are in use
                said = "; ".join(f"{short} is not used. {reason}" for short, reason in entries)
                self.problems.append(Problem(f"Row {row}: {said}.", (row,)))
        return [block for block in kept if len(block.row)]

    def _duplicate_responses(self, block: Block) -> Iterable[tuple[int, str]]:
        keys = pd.DataFrame(
            {"e": block.episode, "r": block.rater, "o": block.occasion, "d": block.date.astype("int64")}
        )
        placed = (block.occasion != "") | ~np.isnat(block.date)
        duplicated = keys.duplicated(keep=False).to_numpy() & placed
        for _, members in keys[duplicated].groupby(["e", "r", "o", "d"], sort=False):
            first: dict[bytes, int] = {}
            for i in members.index:
                content = b"" if block.items is None else block.items[i].tobytes()
                content += b"".join(scores[i].tobytes() for _, _, scores in block.totals)
                row = int(block.row[i])
                if content in first:
                    yield row, f"An exact copy of another row (row {first[content]})"
                else:
                    first[content] = row
            yield from self._choose(sorted(first.values()))

    def _unanswered(self, blocks: list[Block], live: NDArray[np.bool_]) -> None:
        answered = np.zeros(len(self.rows), bool)
        for block in blocks:
            answered[np.searchsorted(self.rows, block.row)] = True
        self._leave_out(live & ~answered, "There is no usable answer or score on it")

    def _nothing_to_evaluate(self, scored: tuple[Column, ...]) -> None:
        waiting = [entry for entry in self.mapping.locals if not entry.described]
        if waiting:
            names = ", ".join(f"'{entry.name}'" for entry in waiting[:4])
            raise InputError(
                f"{names}: no questionnaire that Attune knows, so the lowest and highest score and which end "
                "is better must be given, on the import page or in a mapping file (its 'locals')."
            )
        first = self.problems[0].message if self.problems else ""
        if not scored:
            raise InputError(" ".join((f"No score of sheet '{self.sheet}' could be used.", *self.notes[:1])))
        raise InputError(
            f"None of the {len(self.rows)} rows of sheet '{self.sheet}' holds a score that can be used "
            f"(looked in {', '.join(repr(c.header) for c in scored[:3])}). {first}".strip()
        )


def _ids(texts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Ids compared without case ("a12" is "A12"), and "226.0" as Excel wrote it is "226"."""
    return np.array(
        [
            text[:-2].casefold() if text.endswith(".0") and text[:-2].isdigit() else text.casefold()
            for text in texts
        ],
        dtype=object,
    )
