"""Responses: what the mapped columns say, with every cell checked and every row accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.errors import InputError
from evaluation.importing.answers import Answers
from evaluation.importing.episodes import Episodes, episodes_of
from evaluation.importing.headers import headers_of, shown
from evaluation.importing.ledger import Ledger, Problem, SetAside, row_list
from evaluation.importing.sheets import column_letter
from evaluation.importing.values import dates
from evaluation.importing.vocabulary import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.sheets import Workbook
    from evaluation.measures import Registry
    from evaluation.measures.definition import Measure

_TOTAL_ROWS = frozenset(
    "total totals grand_total subtotal sub_total average averages mean means sum count median min max "
    "minimum maximum sd standard_deviation".split()
)


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
    sheet = next((s for s in workbook.sheets if s.name == mapping.sheet), None)
    if sheet is None:
        names = ", ".join(f"'{s.name}'" for s in workbook.sheets)
        raise InputError(f"The mapping is for a sheet '{mapping.sheet}', but {workbook.name} has {names}.")
    headers = headers_of(sheet, mapping.header_rows)
    mapping = mapping.fitted(tuple(shown(group, name, i) for i, (group, name) in enumerate(headers)))
    return _Reader(sheet.name, sheet.cells.iloc[mapping.header_rows[-1] :], mapping, registry).read()


class _Reader:
    """One pass over a sheet's rows; holds what the steps share."""

    def __init__(self, sheet: str, body: pd.DataFrame, mapping: Mapping, registry: Registry) -> None:
        filled = (body.astype(str).apply(lambda column: column.str.strip()) != "").to_numpy()
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

    def read(self) -> Responses:
        if not len(self.rows):
            raise InputError(f"Sheet '{self.sheet}' has a header row but no rows below it.")
        scored = self.mapping.using("score", "item")
        if not scored:
            raise InputError(
                f"No score or questionnaire was recognised in sheet '{self.sheet}'. "
                "Say which columns hold scores before and after, on the import page or in a mapping file."
            )
        subject = self._subjects()
        self._leave_out(~self.filled.any(axis=1), "The row is empty")
        self._leave_out(self._totals(), "It looks like a total or an average, not one of the families")
        if self.mapping.subjects == "id":
            column = self.mapping.first("id")
            assert column is not None  # noqa: S101 _subjects has raised otherwise
            self._leave_out(subject == "", f"There is no id in column {column_letter(column.index)}")
        key = self._episode_keys(subject)
        if self.mapping.layout == "wide":
            self._duplicate_rows(key)
        live = self._live()
        episodes, codes = episodes_of(key, live, self.body, self.mapping, self._dates)
        blocks = [block for block in self._blocks(codes, live) if len(block.row)]
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
        return _tidy(self._cells(column))

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
                "or say that each row is one family (\"subjects\": \"one_per_row\")."
            )
        return _ids(self._texts(column))

    def _totals(self) -> NDArray[np.bool_]:
        """Rows whose first filled cell, or id, says "Total"."""
        first = self.filled.argmax(axis=1)
        words = [str(self.body.iat[i, first[i]]) for i in range(len(first))]
        return np.array(["_".join(tokens(word)) in _TOTAL_ROWS for word in words], dtype=bool)

    def _episode_keys(self, subject: NDArray[np.object_]) -> NDArray[np.object_]:
        column = self.mapping.first("episode")
        return subject if column is None else subject + "\x1f" + _ids(self._texts(column))

    def _duplicate_rows(self, key: NDArray[np.object_]) -> None:
        """Set aside copies of a row, and rows that share an id but differ unless told which to keep."""
        live = np.flatnonzero(self._live())
        duplicated = pd.Series(key[live]).duplicated(keep=False).to_numpy()
        if not duplicated.any():
            return
        used = [c.index for c in self.mapping.columns if c.use not in {"ignore", "private"}]
        for members in pd.Series(live[duplicated]).groupby(key[live[duplicated]]).agg(list):
            contents = [tuple(_tidy(self.body.iloc[i, used])) for i in members]
            first: dict[tuple[object, ...], int] = {}
            for i, content in zip(members, contents, strict=True):
                if content in first:
                    self.aside.setdefault(
                        int(self.rows[i]), f"An exact copy of another row (row {self.rows[first[content]]})"
                    )
                else:
                    first[content] = i
            self._choose(sorted(first.values()))

    def _choose(self, members: list[int]) -> None:
        if len(members) < 2:  # noqa: PLR2004 nothing to choose between
            return
        keep = {"first": members[:1], "last": members[-1:], "set_aside": []}[self.mapping.duplicates]
        for i in members:
            if i not in keep:
                others = row_list([int(self.rows[j]) for j in members if j != i])
                self.aside.setdefault(int(self.rows[i]), f"Its id comes again with different answers ({others})")

    # Responses

    def _dates(self, column: Column) -> NDArray[np.datetime64]:
        parsed = dates(self._cells(column), order=self.mapping.date_order or None)
        if parsed.bad.any():
            rows = [int(row) for row in self.rows[parsed.bad]]
            self._problem(column, rows, "not a date", "left blank")
        elif parsed.order == "ambiguous" or (parsed.note and "ambiguous" in parsed.note):
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

    def _blocks(self, codes: NDArray[np.int64], live: NDArray[np.bool_]) -> Iterable[Block]:
        mapping = self.mapping
        occasions = self._spoken("occasion", dict(mapping.occasions))
        raters = self._rater_texts()
        row_date = next((c for c in mapping.using("date") if not c.measure and not c.occasion), None)
        base_date = self._dates(row_date) if row_date else np.full(len(self.rows), "NaT", "datetime64[s]")
        answers = Answers(self.body, self.rows, mapping, self._problem)
        groups: dict[tuple[str, str, str], list[Column]] = {}
        for column in mapping.using("score", "item"):
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

    def _block_date(self, measure: str, occasion: str, base: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
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

    def _measured(self, measure_id: str, live: NDArray[np.bool_]) -> Iterable[tuple[Measure, NDArray[np.bool_]]]:
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
                self._leave_out(mask, f"{name} not a questionnaire Attune knows" if text else f"{name} not scored")
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
        kept = []
        for block in blocks:
            keys = pd.DataFrame(
                {"e": block.episode, "r": block.rater, "o": block.occasion, "d": block.date.astype("int64")}
            )
            placed = (block.occasion != "") | ~np.isnat(block.date)
            duplicated = keys.duplicated(keep=False).to_numpy() & placed
            if duplicated.any():
                drop = self._duplicate_responses(block, keys, np.flatnonzero(duplicated))
                block = block.keep(~np.isin(np.arange(len(block.row)), list(drop)))  # noqa: PLW2901
            kept.append(block)
        return [block for block in kept if len(block.row)]

    def _duplicate_responses(self, block: Block, keys: pd.DataFrame, at: NDArray[np.int64]) -> set[int]:
        before = set(self.aside)
        position = {int(row): i for i, row in enumerate(self.rows)}
        for _, members in keys.iloc[at].groupby(["e", "r", "o", "d"], sort=False):
            first: dict[bytes, int] = {}
            for i in members.index:
                content = b"" if block.items is None else block.items[i].tobytes()
                content += b"".join(scores[i].tobytes() for _, _, scores in block.totals)
                if content in first:
                    original = block.row[first[content]]
                    self.aside.setdefault(int(block.row[i]), f"An exact copy of another row (row {original})")
                else:
                    first[content] = i
            self._choose([position[int(block.row[i])] for i in sorted(first.values())])
        dropped = set(self.aside) - before
        return {int(i) for i in at if int(block.row[i]) in dropped}

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
                f"{names}: no questionnaire that Attune knows, so the lowest and highest score and which end is "
                "better must be given, on the import page or in a mapping file (its 'locals')."
            )
        first = self.problems[0].message if self.problems else ""
        raise InputError(
            f"None of the {len(self.rows)} rows of sheet '{self.sheet}' holds a score that can be used "
            f"(looked in {', '.join(repr(c.header) for c in scored[:3])}). {first}".strip()
        )


def _tidy(cells: pd.Series) -> NDArray[np.object_]:
    """Cells as text with white space folded; whole floats lose their ".0"."""
    values, codes = np.unique(cells.astype(str).to_numpy(dtype=object).astype(str), return_inverse=True)
    return np.array([" ".join(value.split()) for value in values], dtype=object)[codes]


def _ids(texts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Ids compared without case ("a12" is "A12"), and "226.0" as Excel wrote it is "226"."""
    return np.array(
        [text[:-2].casefold() if text.endswith(".0") and text[:-2].isdigit() else text.casefold() for text in texts],
        dtype=object,
    )
