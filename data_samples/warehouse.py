"""A warehouse table: one row a questionnaire occasion, of any number of families, made block by block.

Each block of families has random numbers of its own, so a table is the same whatever the number of files
or processes, and that of fewer families is the beginning of that of more. Families with no questionnaire
have no row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray
from scipy.special import ndtr

from data_samples.answers import fill
from data_samples.families import stream
from data_samples.forms import Form, form
from data_samples.scores import Drawn, Whole, between, draw
from data_samples.timeline import days

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 20_000  # families drawn at once
FORMS = ("phq9", "gad7", "core10")
_STAGES = ("Baseline", "Review", "End")
_BASELINE, _REVIEW, _END = range(3)
Codes = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Warehouse:
    """The made-up national table. Invented throughout: no figure of it is a fact about any service."""

    regions: tuple[str, ...] = ("North", "Midlands", "East", "South", "West")
    services: int = 40  # each in one region
    spread: float = 0.15  # SD between services of second scores, in SDs of families; above 0 is worse
    unequal: float = 0.5  # how far services differ in size: SD of the logarithm
    programmes: tuple[str, ...] = ("One-to-one", "Group", "Home visiting")
    in_programmes: tuple[float, ...] = (0.6, 0.25, 0.15)
    first_referral: str = "2022-04-01"
    referrals_over: int = 1096  # days
    extracted: str = "2025-09-30"  # by then about 2.4 occasions a family
    occasions: tuple[float, ...] = (0.20, 0.34, 0.27, 0.19)  # share of families with 1, 2, 3, 4 in the end
    only_after: float = 0.02  # of all: one occasion, and it is the last
    no_second_contact: float = 0.4  # of those with one occasion
    before_first_contact: float = 0.02
    difficulty_r: float = 0.5
    leaves: float = 0.3  # correlation of difficulty with leaving early
    blank_total: float = 0.015
    declined: float = 0.002  # 999 in place of a total
    blank_answer: float = 0.002
    without_id: int = 130  # every so many rows of a block has no id
    copied: int = 110  # every so many is there twice


WAREHOUSE = Warehouse()


@dataclass(frozen=True, eq=False)
class _Block:
    """The families of a block, one entry each."""

    number: int
    service: Codes
    programme: Codes
    referral: NDArray[np.datetime64]
    first_contact: NDArray[np.datetime64]
    second_contact: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    occasions: Codes
    only_after: NDArray[np.bool_]
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, eq=False)
class _Rows:
    """The rows of a block: whose each is, its stage, when, and how far along the work it is (0 to 1)."""

    family: Codes
    stage: Codes
    date: NDArray[np.datetime64]
    along: NDArray[np.float64]


def warehouse_table(families: int, seed: int, *, answers: bool = False) -> pa.Table:
    """The whole table in memory; with `answers` single answers in place of totals."""
    return pa.concat_tables(tables(0, families, seed, answers=answers))


def warehouse_frame(families: int, seed: int, *, answers: bool = False) -> pd.DataFrame:
    """The same as a frame, with dates as dates and whole numbers that may be missing."""
    table = warehouse_table(families, seed, answers=answers)
    whole = {pa.int16(): pd.Int16Dtype(), pa.int8(): pd.Int8Dtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=whole.get)
    dates = [field.name for field in table.schema if pa.types.is_date(field.type)]
    return frame.astype(dict.fromkeys(dates, "datetime64[s]"))


def tables(first: int, last: int, seed: int, *, answers: bool = False) -> Iterator[pa.Table]:
    """The rows of families `first` up to `last` (from 0), a block at a time; `first` begins a block."""
    if first % BLOCK:
        raise ValueError(f"{first} is in the middle of a block of {BLOCK}")
    for start in range(first, last, BLOCK):
        yield _table(start // BLOCK, seed, min(last - start, BLOCK), answers=answers)


def _table(number: int, seed: int, families: int, *, answers: bool) -> pa.Table:
    """The rows of the first so many families of a block."""
    block = _families(number, seed)
    rows = _rows(block, seed)
    columns = _particulars(block, rows)
    for one, drawn in zip(map(form, FORMS), block.drawn, strict=True):
        rng = stream(seed, f"warehouse {one.id} {number}")
        total = _totals(rng, drawn, rows)
        columns |= _answered(rng, one, total) if answers else {f"{one.id}_total": _held(rng, total)}
    # Planted at fixed places, so that even a small file holds one of each.
    place = np.arange(len(rows.family))
    ids = columns["family_id"].to_numpy(zero_copy_only=False)
    ids[place % WAREHOUSE.without_id == WAREHOUSE.without_id // 3] = None
    columns["family_id"] = pa.array(ids, pa.string())
    twice = 1 + (place % WAREHOUSE.copied == WAREHOUSE.copied // 4)
    here = (rows.family < families) & (rows.date <= np.datetime64(WAREHOUSE.extracted))
    kept = np.repeat(place, twice * here)
    return pa.table(columns).take(pa.array(kept))


def _families(number: int, seed: int) -> _Block:
    rng = stream(seed, f"warehouse {number}")
    w, n = WAREHOUSE, BLOCK
    shares, shift = _services()
    service = rng.choice(w.services, n, p=shares)
    programme = rng.choice(len(w.programmes), n, p=w.in_programmes)
    before = rng.standard_normal(n)
    after = w.difficulty_r * before + np.sqrt(1 - w.difficulty_r**2) * rng.standard_normal(n)
    after = (after + shift[service]) / np.sqrt(1 + w.spread**2)
    stays = ndtr(-w.leaves * before + np.sqrt(1 - w.leaves**2) * rng.standard_normal(n))
    occasions = 1 + np.searchsorted(np.cumsum(w.occasions)[:-1], stays, side="right")
    only_after = (occasions == 1) & (rng.random(n) < w.only_after / w.occasions[0])
    referral = np.datetime64(w.first_referral) + days(rng.integers(0, w.referrals_over, n))
    first = referral + days(5 + rng.gamma(2.0, 12.0, n))
    second = first + days(rng.integers(7, 29, n))
    end = second + days(7 * (8 + rng.gamma(3.0, 5.0, n)))
    never = np.datetime64("NaT", "D")
    left = (occasions == 1) & ~only_after & (rng.random(n) < w.no_second_contact)
    return _Block(
        number=number,
        service=service,
        programme=programme,
        referral=referral,
        first_contact=first,
        second_contact=np.where(left, never, second),
        end=end,
        occasions=occasions,
        only_after=only_after,
        drawn=tuple(draw(rng, form(name).scores[0], before, after) for name in FORMS),
    )


def _services() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each service's share of families and its shift: the same whatever the seed of the families."""
    rng = stream(0, "warehouse services")
    size = np.exp(WAREHOUSE.unequal * rng.standard_normal(WAREHOUSE.services))
    return size / size.sum(), WAREHOUSE.spread * rng.standard_normal(WAREHOUSE.services)


def _rows(block: _Block, seed: int) -> _Rows:
    """Who was asked when: the first time at the start, the last at the end, others in between."""
    rng = stream(seed, f"warehouse dates {block.number}")
    family = np.repeat(np.arange(BLOCK), block.occasions)
    starts = np.cumsum(block.occasions) - block.occasions
    turn = np.arange(len(family)) - starts[family]
    last = block.occasions[family] - 1
    along = np.where(last > 0, turn / np.maximum(last, 1), 0.0)
    along[block.only_after[family]] = 1.0
    stage = np.where(along == 0, _BASELINE, np.where(along == 1, _END, _REVIEW))
    start, end = block.first_contact[family], block.end[family]
    later = rng.integers(0, 7, len(family))
    early = (stage == _BASELINE) & (rng.random(len(family)) < WAREHOUSE.before_first_contact)
    lasted = (end - start).astype(np.int64)
    # At the end forms come in during the last week, at first (a few excepted) during the first.
    shift = np.where(stage == _END, -later, np.where(early, -later - 1, later))
    return _Rows(family, stage, start + days(np.rint(along * lasted) + shift), along)


def _particulars(block: _Block, rows: _Rows) -> dict[str, pa.Array]:
    """Who, where and when: all columns before the scores."""
    w, at = WAREHOUSE, rows.family
    services = tuple(f"Service {number:02d}" for number in range(1, w.services + 1))
    # Work that had not ended when the table was made has no end.
    end = np.where(block.end <= np.datetime64(w.extracted), block.end, np.datetime64("NaT", "D"))
    return {
        "family_id": _ids(at + 1 + block.number * BLOCK),
        "region": _named(block.service[at] % len(w.regions), w.regions),
        "service": _named(block.service[at], services),
        "programme": _named(block.programme[at], w.programmes),
        "referral_date": _dates(block.referral[at]),
        "first_contact": _dates(block.first_contact[at]),
        "second_contact": _dates(block.second_contact[at]),
        "end_date": _dates(end[at]),
        "stage": _named(rows.stage, _STAGES),
        "date_completed": _dates(rows.date),
        "completed_by": _named(np.zeros(len(at), np.int64), ("Parent",)),
    }


def _totals(rng: np.random.Generator, drawn: Drawn, rows: _Rows) -> Whole:
    """The total of each row: the family's own first and last, and scores in between for reviews."""
    own = Drawn(drawn.score, drawn.before[rows.family], drawn.after[rows.family])
    middle = between(rng, own, 0.5)
    return np.where(rows.stage == _BASELINE, own.before, np.where(rows.stage == _END, own.after, middle))


def _held(rng: np.random.Generator, total: Whole) -> pa.Array:
    """Totals as they stand in the table: a few blank, a few with the code for a form not filled in."""
    total = np.where(rng.random(len(total)) < WAREHOUSE.declined, 999, total).astype(np.int16)
    return pa.array(total, mask=rng.random(len(total)) < WAREHOUSE.blank_total)


def _answered(rng: np.random.Generator, one: Form, total: Whole) -> dict[str, pa.Array]:
    """One column a question, with a few left blank."""
    sheet = fill(rng, one, (total,))
    blank = sheet.blank | (rng.random(sheet.blank.shape) < WAREHOUSE.blank_answer)
    values = [pa.array(sheet.values[:, item], mask=blank[:, item]) for item in range(one.items)]
    return {f"{one.id}_{item}": column for item, column in enumerate(values, start=1)}


def _ids(numbers: Codes) -> pa.Array:
    """Made-up identifiers of nine letters, straight as bytes: ten million take seconds."""
    digits = numbers[:, None] // 10 ** np.arange(7, -1, -1) % 10 + ord("0")
    letters = np.concatenate([np.full((len(numbers), 1), ord("F")), digits], axis=1).astype(np.uint8)
    ends = np.arange(0, 9 * len(numbers) + 1, 9, dtype=np.int32)
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(ends), pa.py_buffer(letters))


def _named(places: Codes, names: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), pa.array(names)).cast(pa.string())


def _dates(when: NDArray[np.datetime64]) -> pa.Array:
    return pa.array(when.astype("datetime64[D]"))
