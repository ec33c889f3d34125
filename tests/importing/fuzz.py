"""Spoils good spreadsheets in the ways that people and tools do, and reads what comes out.

    python -m tests.importing.fuzz --cases 10000 --seed 1

prints each case that ended in anything but a sentence or a complete ledger, or took over ten
seconds, and how the others ended. Every case is made anew from its seed and number alone, so
`--only 4711` repeats one. A sample of the same cases runs with the tests (test_fuzz.py).
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import sys
import time
import traceback
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl

from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.importing import read_workbook, recognise
from evaluation.importing.gathering import sheet_for, together
from evaluation.measures import registry
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.importing.sheets import Workbook

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 10
LONGEST = 900  # characters of a sentence: longer is no sentence
_MOST_ROWS = 60  # of a seed file: enough for every shape, and quick
_EVALUATED = 10  # one case in so many is evaluated to the end

Rows = list[list[Any]]
Book = dict[str, Rows]


@dataclass(frozen=True)
class Outcome:
    """How one case ended: "read", "refused" (with its sentence) or "broken" (with what happened)."""

    ended: str
    said: str
    seconds: float


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """The good files: every sample that is committed, by name."""
    folders = (ROOT / "data_samples", ROOT / "data_samples" / "shapes")
    kinds = {".csv", ".tsv", ".xlsx", ".xls", ".xlsb", ".ods"}
    files = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    return tuple((path.name, path.read_bytes()) for path in files if path.suffix in kinds)


@cache
def grids() -> tuple[tuple[str, Book], ...]:
    """The same as rows of cells by sheet, the first rows of each."""
    found = []
    for name, data in seeds():
        book = read_workbook(data, name)
        found.append((name, {s.name: s.cells.head(_MOST_ROWS).to_numpy().tolist() for s in book.sheets}))
    return tuple(found)


def case(seed: int, number: int) -> tuple[str, list[tuple[str, bytes]]]:
    """The files of one case (mostly one), and in words what was done to them."""
    rng = np.random.default_rng([seed, number])
    if rng.random() < 0.15:
        name, data = _pick(rng, seeds())
        spoilt, how = _spoil_bytes(rng, data)
        return f"{name}: {how}", [(name, spoilt)]
    name, original = _pick(rng, grids())
    book: Book = {sheet: [list(row) for row in rows] for sheet, rows in original.items()}
    done = []
    for _ in range(int(rng.integers(1, 5))):
        spoil = _pick(rng, SPOILERS)
        sheet = _pick(rng, tuple(book))
        if book[sheet]:
            spoil(rng, book, sheet)
            done.append(spoil.__name__)
    return f"{name}: {', '.join(done)}", _written(rng, name, book)


def outcome(files: list[tuple[str, bytes]], *, to_the_end: bool) -> Outcome:
    """Read, recognise, check and score the files of a case, and with `to_the_end` evaluate them."""
    start = time.perf_counter()
    try:
        workbook = together([read_workbook(data, name) for name, data in files])
        mapping = recognise(workbook, registry()).mapping
        data = Dataset.read(workbook, mapping, registry())
        fault = _fault(workbook, data)
        if to_the_end and not fault:
            data.evidence(View())
    except InputError as error:
        fault = "" if 20 < len(str(error)) < LONGEST and "\n" not in str(error) else "no one sentence"
        return Outcome("broken" if fault else "refused", f"{fault} {error}".strip(), _since(start))
    except Exception:  # noqa: BLE001 whatever it is, it is what this looks for
        return Outcome("broken", traceback.format_exc(limit=-3), _since(start))
    return Outcome("broken" if fault else "read", fault, _since(start))


def _fault(workbook: Workbook, data: Dataset) -> str:
    """What is wrong with the ledger; "" where every row of the sheets read is in it once."""
    ledger = data.ledger
    if ledger.rows != ledger.used + len(ledger.set_aside):
        return "rows in are not rows used plus rows set aside"
    sheet = sheet_for(workbook, data.mapping)
    below = sheet.cells.iloc[data.mapping.header_rows[-1] :]
    own = below.iloc[:, :-1] if data.mapping.more_sheets else below
    filled = np.flatnonzero([any(str(cell).strip() for cell in row) for row in own.to_numpy().tolist()])
    expected = int(filled[-1]) + 1 if len(filled) else 0
    if ledger.rows != expected:
        return f"{ledger.rows} rows in the ledger and {expected} in the file"
    return ""


def _since(start: float) -> float:
    return time.perf_counter() - start


def _pick(rng: np.random.Generator, choices: Any) -> Any:
    return choices[int(rng.integers(len(choices)))]


def _row(rng: np.random.Generator, rows: Rows) -> int:
    return int(rng.integers(len(rows)))


def _width(rows: Rows) -> int:
    return max((len(row) for row in rows), default=0)


# What people and tools do to a sheet. Each changes the book in place.


def blank_rows(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """Blank rows between the others."""
    for _ in range(int(rng.integers(1, 6))):
        book[sheet].insert(_row(rng, book[sheet]), [])


def title_rows(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """Lines above the table, so that the header is further down."""
    lines = [["Scores of our families"], [], ["Exported", "3 April 2026"], ["PHQ-9"]]
    book[sheet][:0] = lines[: int(rng.integers(1, 5))]


def stray_text(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """Words where numbers belong, and marks and formulas anywhere."""
    rows = book[sheet]
    words = (
        "see notes", "DNA", "?", "12 (moderate)", "#REF!", "=1+1", '=HYPERLINK("http://x")',
        "<script>x</script>",
        "x" * 32_767, "\u202e99", "1e309", "-", "999", "N/A", "\x0b", "00:00", "3/4", "٣",
    )  # fmt: skip
    for _ in range(int(rng.integers(1, 8))):
        row = rows[_row(rng, rows)]
        if row:
            row[int(rng.integers(len(row)))] = _pick(rng, words)


def duplicate_header(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """A column twice, with the same or other cells."""
    rows = book[sheet]
    at = int(rng.integers(max(_width(rows), 1)))
    for row in rows:
        if at < len(row):
            row.insert(at, row[at] if rng.random() < 0.9 else "")


def headers_again(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """The header once more among the rows, as where two exports were pasted together."""
    rows = book[sheet]
    rows.insert(_row(rng, rows), list(rows[0]))


def rows_twice(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """Some rows twice, some of them with another answer."""
    rows = book[sheet]
    for _ in range(int(rng.integers(1, 4))):
        again = list(rows[_row(rng, rows)])
        if again and rng.random() < 0.5:
            again[-1] = int(rng.integers(0, 30))
        rows.append(again)


def totals_below(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """Totals and averages at the foot."""
    book[sheet] += [
        [],
        ["Total", *rng.integers(0, 99, max(_width(book[sheet]) - 1, 1)).tolist()],
        ["Average (n=9)", 4.5],
    ]


def columns_shuffled(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """The columns in another order."""
    rows = book[sheet]
    width = _width(rows)
    order = rng.permutation(width)
    book[sheet] = [[(row + [""] * width)[i] for i in order] for row in rows]


def shifted(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """Cells of some rows one to the right, as after a comma in an answer."""
    rows = book[sheet]
    for _ in range(int(rng.integers(1, 4))):
        row = rows[_row(rng, rows)]
        row.insert(int(rng.integers(len(row) + 1)), "")


def header_gone(rng: np.random.Generator, book: Book, sheet: str) -> None:  # noqa: ARG001 one shape for all
    """The first row lost."""
    del book[sheet][0]


def header_spoilt(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """Headers blank, with odd spaces, in capitals, or numbers."""
    head = book[sheet][0]
    for i in range(len(head)):
        if rng.random() < 0.3:
            head[i] = _pick(
                rng, ("", str(head[i]).upper(), f"\u00a0{head[i]}\n", f"{head[i]} (2)", 7, "Column1")
            )


def mixed_types(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """Numbers as text, text as numbers, yes and no, dates in every order."""
    for row in book[sheet][1:]:
        for i, cell in enumerate(row):
            if rng.random() < 0.05:
                row[i] = _pick(
                    rng,
                    (
                        str(cell),
                        True,
                        dt.datetime(2026, 4, 3),
                        46115,
                        "03/04/26",
                        "13.4.2026",
                        2.5,
                        f" {cell} ",
                    ),
                )


def ids_spoilt(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """Ids blank, zero-padded, with spaces, or all the same."""
    rows = book[sheet][1:]
    same = rng.random() < 0.1
    for row in rows:
        if row and (same or rng.random() < 0.1):
            row[0] = "A1" if same else _pick(rng, ("", f"00{row[0]}", f" {row[0]} ", "nan", "None", 0, -1))


def another_sheet(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """Another sheet: a copy, a list of something else, an empty one, or half of the rows."""
    rows = book[sheet]
    kind = int(rng.integers(4))
    copied = [list(row) for row in rows]
    half = len(rows) // 2
    if kind == 3:
        book[sheet], copied = rows[:half], [list(rows[0]), *copied[half:]]
    book[f"{_pick(rng, ('Post', 'Ben', 'Lists', '2025'))} {len(book)}"] = (
        copied if kind in {0, 3} else [["Site", "Code"], ["North", 1]] if kind == 1 else []
    )


def only_headers(rng: np.random.Generator, book: Book, sheet: str) -> None:  # noqa: ARG001 one shape for all
    """Nothing below the first rows."""
    del book[sheet][2:]


def wide_blank(rng: np.random.Generator, book: Book, sheet: str) -> None:
    """A stray cell far to the right or far below."""
    if rng.random() < 0.5:
        book[sheet][0] = [*book[sheet][0], *[""] * 200, "x"]
    else:
        book[sheet] += [*[[] for _ in range(300)], ["x"]]


SPOILERS: tuple[Callable[[np.random.Generator, Book, str], None], ...] = (
    blank_rows, title_rows, stray_text, duplicate_header, headers_again, rows_twice, totals_below,
    columns_shuffled, shifted, header_gone, header_spoilt, mixed_types, ids_spoilt, another_sheet,
    only_headers, wide_blank,
)  # fmt: skip


def _spoil_bytes(rng: np.random.Generator, data: bytes) -> tuple[bytes, str]:
    """Damage to a file itself."""
    kind = int(rng.integers(5))
    if kind == 0:
        return data[: int(rng.integers(len(data)))], "cut off"
    if kind == 1:
        spoilt = bytearray(data)
        for at in rng.integers(0, len(data), int(rng.integers(1, 40))):
            spoilt[int(at)] = int(rng.integers(256))
        return bytes(spoilt), "bytes changed"
    if kind == 2:
        at = int(rng.integers(len(data)))
        return data[:at] + bytes(rng.integers(0, 256, 50, dtype=np.uint8)) + data[at:], "bytes put in"
    if kind == 3 and data.startswith(b"PK"):
        return _laughing(data), "a billion laughs"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data + data, "twice"
    return text.encode(
        _pick(rng, ("utf-16", "utf-16-le", "cp1252", "utf-8-sig")), "replace"
    ), "another encoding"


def _laughing(data: bytes) -> bytes:
    """The same package with entities that unfold to a billion words in every sheet."""
    entities = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {one} "{f"&{other};" * 10}">' for one, other in zip("bcdefghij", "abcdefghi", strict=True)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as spoilt:
        for member in package.namelist():
            content = package.read(member)
            if member.endswith((".xml", ".rels")) and b"?>" in content:
                head, _, rest = content.partition(b"?>")
                content = head + b"?>" + (entities + "]>").encode() + rest.replace(b"</v>", b"&j;</v>")
            spoilt.writestr(member, content)
    return out.getvalue()


def _written(rng: np.random.Generator, name: str, book: Book) -> list[tuple[str, bytes]]:
    """The book as a workbook, or each sheet as a text file."""
    stem = name.rsplit(".", 1)[0]
    if rng.random() < 0.5:
        return [(f"{stem}.xlsx", _as_xlsx(rng, book))]
    separator, encoding = _pick(rng, (",", ";", "\t")), _pick(rng, ("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    files = []
    for sheet, rows in list(book.items())[:2]:
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator=_pick(rng, ("\n", "\r\n"))).writerows(rows)
        files.append((f"{sheet}.csv", out.getvalue().encode(encoding, "replace")))
    return files


def _as_xlsx(rng: np.random.Generator, book: Book) -> bytes:
    workbook = openpyxl.Workbook()
    del workbook[workbook.sheetnames[0]]
    for place, (name, rows) in enumerate(book.items()):
        sheet = workbook.create_sheet(f"{place} {name}"[:31].translate(str.maketrans("[]:*?/\\", "       ")))
        for row in rows:
            sheet.append([_writable(cell) for cell in row])
        if rng.random() < 0.2 and len(rows) > 1:
            sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=max(2, _width(rows) // 2))
        if rng.random() < 0.1:
            sheet.row_dimensions[2].hidden = True
    if len(book) > 1 and rng.random() < 0.2:
        workbook.worksheets[-1].sheet_state = "hidden"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _writable(cell: Any) -> Any:
    if isinstance(cell, str):
        return openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell)
    return cell if cell != "" else None


def main() -> int:
    """Run the cases and print how they ended; returns how many broke, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--start", type=int, default=0, help="the number of the first case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, default=None, help="one case alone, by its number")
    options = parser.parse_args()
    numbers = (
        [options.only] if options.only is not None else range(options.start, options.start + options.cases)
    )
    ends: Counter[str] = Counter()
    slowest = (0.0, -1)
    for number in numbers:
        how, files = case(options.seed, number)
        found = outcome(files, to_the_end=number % _EVALUATED == 0)
        ended = found.ended if found.seconds <= SECONDS else "slow"
        ends[ended] += 1
        slowest = max(slowest, (found.seconds, number))
        if ended in {"broken", "slow"} or options.only is not None:
            print(f"{number} {ended} in {found.seconds:.1f} s ({how})\n{found.said}\n", flush=True)
    print(", ".join(f"{count} {ended}" for ended, count in ends.most_common()))
    print(f"slowest: case {slowest[1]}, {slowest[0]:.1f} s")
    return int(bool(ends["broken"] or ends["slow"]))


if __name__ == "__main__":
    sys.exit(main())
