"""Writing a made-up table as .csv, .tsv, .xlsx or .parquet, the same bytes each time."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl import Workbook

from evaluation.errors import InputError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

TABLE_EXTENSIONS = (".csv", ".tsv", ".xlsx", ".parquet")
_EXCEL_ROWS = 1_048_576
_STAMP = b"2026-10-01T09:00:00Z"
_MERGED = re.compile(rb"(<mergeCells[^>]*>)(.*?)(</mergeCells>)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Text:
    """How a tool writes its text files."""

    delimiter: str = ","
    encoding: str = "utf-8"
    dates: str = "%Y-%m-%d"
    line_end: str = "\n"


def write_table(frame: pd.DataFrame, out: Path, text: Text) -> None:
    """Write the frame as the extension of `out` says; .tsv is always tab-separated.

    Raises InputError when a worksheet cannot hold so many rows.
    """
    if out.suffix.lower() == ".parquet":
        mixed = [name for name in frame.columns if frame[name].dtype == object]
        frame.assign(**{name: frame[name].astype("string") for name in mixed}).to_parquet(out, index=False)
    elif out.suffix.lower() == ".xlsx":
        check_rows(len(frame) + 1)
        book = Workbook(write_only=True)
        page = book.create_sheet("Sheet1")
        page.append(list(frame.columns))
        for row in zip(*(cells(frame[name]) for name in frame.columns), strict=True):
            page.append(row)
        save_workbook(book, out)
    else:
        _dates_as_text(frame, text.dates).to_csv(
            out,
            sep="\t" if out.suffix.lower() == ".tsv" else text.delimiter,
            encoding=text.encoding,
            index=False,
            lineterminator=text.line_end,
        )


def check_rows(rows: int) -> None:
    """Raise InputError when a worksheet cannot hold so many rows."""
    if rows > _EXCEL_ROWS:
        raise InputError(
            f"An Excel sheet holds {_EXCEL_ROWS:,} rows and this sample needs {rows:,}. "
            "Ask for fewer families, or for another kind of file."
        )


def cells(column: pd.Series) -> list[str | int | float | date | None]:
    """A column as plain Python values for a worksheet: blank is None, midnight is a date."""
    values = column.astype(object).where(column.notna(), None).tolist()
    if pd.api.types.is_datetime64_any_dtype(column):
        clock = bool((column.dropna() != column.dropna().dt.normalize()).any())
        return [
            None if value is None else (value.to_pydatetime() if clock else value.date()) for value in values
        ]
    return values


def save_workbook(book: Workbook, out: Path) -> None:
    """Save a workbook so that files can be compared: without the clock time, merged areas in order."""
    book.properties.creator = "Attune made-up data"
    with NamedTemporaryFile(suffix=".xlsx") as first:
        book.save(first)
        first.seek(0)
        with zipfile.ZipFile(first) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                content = source.read(name)
                if name == "docProps/core.xml":
                    content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _STAMP, content)
                content = _MERGED.sub(_in_order, content)
                target.writestr(entry, content)


def _in_order(merged: re.Match[bytes]) -> bytes:
    """Merged areas sorted: openpyxl keeps them in a set, whose order changes from run to run."""
    return merged[1] + b"".join(sorted(re.findall(rb"<mergeCell [^>]*>", merged[2]))) + merged[3]


def _dates_as_text(frame: pd.DataFrame, pattern: str) -> pd.DataFrame:
    """Dates as the tool prints them. Each day is printed once and looked up: quick for a million rows."""
    changed: dict[str, pd.Series] = {}
    for name in frame.columns:
        column = frame[name]
        if not pd.api.types.is_datetime64_any_dtype(column):
            continue
        codes, found = pd.factorize(column)
        days = pd.DatetimeIndex(found)
        clock = " %H:%M:%S" if bool((days != days.normalize()).any()) else ""
        printed = [day.strftime(pattern + clock) for day in days]
        changed[name] = pd.Series(pd.Categorical(printed, categories=printed).take(codes, allow_fill=True))
    return frame.assign(**changed)
