"""A mapping's headers beside a file's: which columns are the same, new, missing or probably renamed.

A column that is gone and a new one are never joined here: the pair is a question for a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz

from evaluation.importing.doubts import RATERS
from evaluation.importing.naming import occasion_of
from evaluation.importing.values import dates, numbers
from evaluation.importing.vocabulary import Tokens, occasion_in, same_rater, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd

    from evaluation.importing.mapping import Column, Mapping

    Cells = Callable[[int], pd.Series]

LIKE = 80  # of 100: how alike two spellings of a word are ("centre" and "center" 83, "team" and "term" 75)
_STEM = 3  # letters: "prog" begins "programme", and "a" begins too much
_LOOKED_AT = 200  # cells of a column that say what it holds
_SLIPS = 0.5  # of its cells may be something else
_SAYS_NOTHING = frozenset("score scores total name value column the of a at in on for and is".split())
_MEASURED = frozenset({"score", "item"})
_DATED = frozenset({"date", "first_contact", "second_contact", "start", "end"})
# What a column of few different values is taken for, where its header says nothing.
_GUESSED = frozenset({"ignore", "attribute"})
# Uses of which one header means the same as another, whatever its words.
_ONE_MEANING = _MEASURED | _DATED | {"id", "episode", "occasion", "rater", "measure"}
_SHORT = 6  # words: a longer header is a question, and several may read as one score


@dataclass(frozen=True)
class Renamed:
    """A column that is gone, and the new one that is probably the same.

    `old` is the mapping's column; `new` is in the file, as it would be read on its own.
    """

    old: Column
    new: Column

    @property
    def question(self) -> str:
        """What only a person can answer."""
        return f"'{self.old.header}' is gone and '{self.new.header}' is new: is it the same column?"

    @property
    def column(self) -> Column:
        """The old column where the new one stands and under its name, once somebody has said yes."""
        return replace(self.old, index=self.new.index, header=self.new.header)


@dataclass(frozen=True)
class HeaderChanges:
    """What became of the columns that a mapping uses in a file; all are in the order of their file.

    `found` and `moved` are the mapping's columns at their new places, the second only those that
    stand elsewhere now; `missing` have nothing like them; `new` are as the file's headers read.
    """

    found: tuple[Column, ...]
    moved: tuple[Column, ...]
    missing: tuple[Column, ...]
    new: tuple[Column, ...]
    renamed: tuple[Renamed, ...]

    @property
    def same(self) -> bool:
        """Whether the file has every column of the mapping and no other."""
        return not (self.missing or self.new or self.renamed)

    @property
    def wanted(self) -> int:
        """How many columns the mapping uses."""
        return len(self.found) + len(self.missing) + len(self.renamed)

    @property
    def fits(self) -> bool:
        """Whether the mapping is worth using: half of its columns are there, and one score among them."""
        likely = (*self.found, *(pair.old for pair in self.renamed))
        return 2 * len(likely) >= self.wanted and any(c.use in _MEASURED for c in likely)

    @property
    def has_scores(self) -> bool:
        """Whether a score of the mapping is in the file, or the mapping has none to look for."""
        lost = (*self.missing, *(pair.old for pair in self.renamed))
        return any(c.use in _MEASURED for c in self.found) or not any(c.use in _MEASURED for c in lost)


def compare_headers(mapping: Mapping, read: Sequence[Column], cells: Cells | None = None) -> HeaderChanges:
    """What became of a mapping's columns in a file whose headers read as given, in their order.

    `cells` gives the cells below the header of a column by its place; without it only the headers
    say whether two columns can be the same.

    >>> from evaluation.importing.mapping import Column, Mapping
    >>> mapping = Mapping(sheet="S", header_rows=(1,), layout="wide", columns=(
    ...     Column(index=0, header="Family ID", use="id"),
    ...     Column(index=1, header="Bond pre", use="score", measure="bond", occasion="baseline")))
    >>> read = Column(index=0, header="Family ID", use="id"), Column(index=1, header="Bonding score pre")
    >>> compare_headers(mapping, read).renamed[0].question
    "'Bond pre' is gone and 'Bonding score pre' is new: is it the same column?"
    """
    there = mapping.found_in(tuple(column.header for column in read))
    new = [column for i, column in enumerate(read) if i not in there]
    kept = {_identity(column) for column in there.values()}
    gone = [column for column in mapping.columns if column.used and _identity(column) not in kept]
    renamed = _probably_renamed(gone, new, cells)
    olds = {id(pair.old) for pair in renamed}
    news = {pair.new.index for pair in renamed}
    found = [there[i] for i in sorted(there) if there[i].used]
    places = {(_identity(column), column.index) for column in mapping.columns}
    return HeaderChanges(
        found=tuple(found),
        moved=tuple(column for column in found if (_identity(column), column.index) not in places),
        missing=tuple(column for column in gone if id(column) not in olds),
        new=tuple(column for column in new if column.index not in news),
        renamed=tuple(renamed),
    )


def with_renamed(mapping: Mapping, pairs: Iterable[Renamed]) -> Mapping:
    """The mapping with the new headers of columns that somebody has said are the same."""
    said = {(pair.old.index, pair.old.header): pair.column for pair in pairs}
    return replace(mapping, columns=tuple(said.get((c.index, c.header), c) for c in mapping.columns))


def refitted(mapping: Mapping, read: Sequence[Column], same: Iterable[Renamed] = ()) -> Mapping:
    """The mapping on a file whose headers read as given; `same` are pairs that somebody has confirmed.

    Columns that the mapping does not know are not used, and those that look like personal data are
    left out as such.
    """
    fitted = with_renamed(mapping, same).fitted(tuple(column.header for column in read))
    known = with_renamed(mapping, same).found_in(tuple(column.header for column in read))
    private = {i: c for i, c in enumerate(read) if c.use == "private" and i not in known}
    return replace(fitted, columns=tuple(private.get(i, c) for i, c in enumerate(fitted.columns)))


def _identity(column: Column) -> tuple[object, ...]:
    """What tells a mapping's columns apart wherever they stand: two may have one header."""
    return (*tokens(column.header), "\x1f", *_meaning(column), column.use)


def _probably_renamed(gone: list[Column], new: list[Column], cells: Cells | None) -> list[Renamed]:
    """The pairs that go together best, each column in one pair at most, in the order of the mapping."""
    likely = np.array([[_likeness(old, one, cells) for one in new] for old in gone], dtype=float)
    if not likely.any():
        return []
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 loads slowly, and is seldom needed

    pairs = zip(*linear_sum_assignment(likely, maximize=True), strict=True)
    return [Renamed(gone[i], new[j]) for i, j in sorted(pairs) if likely[i, j] > 0]


def _likeness(old: Column, new: Column, cells: Cells | None) -> float:
    """How likely two columns are the same, for choosing among pairs; 0 where that is not plausible."""
    if _contradict(old, new):
        return 0
    ours, theirs = _words(old), _words(new)
    alike = _alike(ours, theirs)
    if not alike and not _mean_the_same(old, new):
        return 0
    if cells is not None and not _holds(old, cells(new.index)):
        return 0
    return 100 * alike + fuzz.token_sort_ratio(" ".join(ours), " ".join(theirs)) + 1


def _contradict(old: Column, new: Column) -> bool:
    """Whether headers say that two columns hold different things."""
    if new.use == "private":
        return True
    ours, theirs = _numbers(old), _numbers(new)
    if new.use in _MEASURED and old.use in _MEASURED and new.measure and new.measure == old.measure:
        ours = theirs = set()  # "PHQ-9 Q3" and "phq item 3 of 9": the item says it
    stages = {stage for stage in (occasion_of(old.header) or old.occasion, occasion_of(new.header)) if stage}
    return (
        len(stages) > 1
        or bool(ours - theirs and theirs - ours)
        or _other_kind(old, new)
        or _differ(_raters(old), _raters(new))
        or _differ(old.item, new.item)
        or _differ(old.rater, new.rater)
        or (bool(old.scale) and old.measure == new.measure and _differ(old.scale, new.scale))
    )


def _other_kind(old: Column, new: Column) -> bool:
    """Whether the new header names what the old column was not."""
    if new.use in _GUESSED and not new.measure:
        return False
    if old.use in _MEASURED and new.use in _MEASURED:
        return _differ(old.measure, new.measure)
    if old.use in _DATED and new.use in _DATED:
        return "date" not in {old.use, new.use} and old.use != new.use
    return old.use not in {new.use, "attribute"}


def _raters(column: Column) -> frozenset[str]:
    """Who rated, as the header of a score says it."""
    if column.use not in _MEASURED | {"attribute", "ignore"}:
        return frozenset()
    return frozenset(same_rater(word) for word in tokens(column.header) if word in RATERS)


def _differ(one: object, other: object) -> bool:
    return bool(one) and bool(other) and one != other


def _numbers(column: Column) -> set[str]:
    return {word for word in _without_stage(column) if word.isdecimal()}


def _without_stage(column: Column) -> Tokens:
    return occasion_in(tokens(column.header))[1]


def _words(column: Column) -> list[str]:
    """The words of a header that say what a column holds: neither when, nor that it is a score."""
    return [word for word in _without_stage(column) if word not in _SAYS_NOTHING]


def _mean_the_same(old: Column, new: Column) -> bool:
    """Whether the new header, read on its own, means exactly what the old column was used for."""
    named = new.use in _ONE_MEANING and (new.use not in _MEASURED or bool(new.measure))
    short = max(len(tokens(old.header)), len(tokens(new.header))) <= _SHORT
    return named and short and old.use == new.use and _meaning(old) == _meaning(new)


def _meaning(column: Column) -> tuple[object, ...]:
    return (column.measure, column.scale, column.item, column.occasion, column.rater)


def _alike(ours: list[str], theirs: list[str]) -> bool:
    """Whether two headers share words and what is left is spelt alike, or left on one side alone."""
    pairs = [(a, b) for a in ours for b in theirs if _same_word(a, b)]
    left = [a for a in ours if a not in {a for a, _ in pairs}]
    right = [b for b in theirs if b not in {b for _, b in pairs}]
    if not (left and right):
        return bool(pairs)
    return fuzz.token_sort_ratio(" ".join(left), " ".join(right)) >= LIKE


def _same_word(one: str, other: str) -> bool:
    """Whether two words are one, or one is the other cut short ("prog")."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _STEM and short.isalpha() and long.startswith(short))


def _holds(old: Column, column: pd.Series) -> bool:
    """Whether a column's cells can be what the old one was used for."""
    top = column.head(_LOOKED_AT)
    filled = top[[str(cell).strip() != "" for cell in top]]
    if not len(filled):
        return True
    dated = bool(dates(filled).bad.mean() < _SLIPS)
    if old.use in _DATED:
        return dated
    if numbers(filled).bad.mean() < _SLIPS:
        return True
    # A score may be answered in words, but not in as many as there are families.
    many = len(filled) > 3 and filled.astype(str).nunique() == len(filled)
    return not dated and not (old.use == "score" and many)
