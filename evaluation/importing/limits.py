"""How big a file may be, and the sentence for each limit."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.errors import InputError

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """The most that is read from one file, so that a stray or hostile file can't fill the memory.

    Sizes are in bytes. `cells` counts the rectangle a sheet's cells reach, blanks included,
    added over the sheets. Rows and columns of a spreadsheet are Excel's own sort of number.
    """

    size: int = 50 * MEGABYTE
    spreadsheet_rows: int = 1_048_576
    text_rows: int = 5_000_000
    columns: int = 5_000
    cells: int = 30_000_000
    sheets: int = 200
    # A workbook of 200 sheets with a drawing each has about a thousand parts.
    parts: int = 10_000
    unpacked: int = 1_000 * MEGABYTE
    # A workbook of repeated numbers shrinks 20 to 60 times; 200 is no honest workbook.
    packing: int = 200
    packing_from: int = 100 * MEGABYTE
    # Its cipher is undone record by record, at 3 MB a second.
    protected_xls: int = 15 * MEGABYTE

    def check_size(self, name: str, size: int) -> None:
        """Raise InputError when the file has more bytes than is allowed."""
        if size > self.size:
            raise InputError(
                f"{name} is {size / MEGABYTE:,.0f} MB and the most that can be read is "
                f"{self.size / MEGABYTE:,.0f} MB. Remove the sheets and columns that are not needed, "
                "or split it into smaller files."
            )

    def check_unpacked(self, name: str, packed: int, unpacked: int) -> None:
        """Raise InputError when a packed file would unpack to more than is safe."""
        swollen = unpacked > self.packing_from and unpacked > self.packing * max(packed, 1)
        if unpacked > self.unpacked or swollen:
            raise InputError(
                f"{name} unpacks to {unpacked / MEGABYTE:,.0f} MB, which is more than is safe to open. "
                "Copy the sheet that is needed into a new workbook and upload that."
            )

    def check_parts(self, name: str, parts: int) -> None:
        """Raise InputError when a packed file is made of more parts than any honest workbook."""
        if parts > self.parts:
            raise InputError(
                f"{name} is made of {parts:,} parts, which is more than is safe to open. "
                "Copy the sheet that is needed into a new workbook and upload that."
            )

    def check_protected(self, name: str, size: int) -> None:
        """Raise InputError when a protected .xls file is too large to be opened with its password."""
        if size > self.protected_xls:
            raise InputError(
                f"{name} is protected with a password and {size / MEGABYTE:,.0f} MB large, and the most that "
                f"an old Excel file with a password may have is {self.protected_xls / MEGABYTE:,.0f} MB. "
                "Open it in Excel, save it as .xlsx and upload that."
            )

    def check_sheets(self, name: str, sheets: int) -> None:
        """Raise InputError when a workbook has more sheets than is allowed."""
        if sheets > self.sheets:
            raise InputError(
                f"{name} has {sheets:,} sheets and the most that can be read is {self.sheets:,}. "
                "Copy the sheets that are needed into a new workbook and upload that."
            )

    def check_extent(self, place: str, rows: int, columns: int, *, most_rows: int) -> None:
        """Raise InputError when cells reach further down or across than is allowed.

        `place` is the file's name, or the file's and the sheet's.
        """
        if rows > most_rows:
            raise InputError(
                f"{place} has {rows:,} rows and the most that can be read is {most_rows:,}. "
                "Split it into smaller files, for example one a year."
            )
        if columns > self.columns:
            raise InputError(
                f"{place} has {columns:,} columns and the most that can be read is {self.columns:,}. "
                "Delete the columns that are not needed, and look for a stray cell far to the right."
            )

    def check_cells(self, place: str, cells: int) -> None:
        """Raise InputError when the sheets together cover more cells than is allowed."""
        if cells > self.cells:
            raise InputError(
                f"{place} reaches over {cells:,} cells and the most that can be read is {self.cells:,}. "
                "Look for a stray cell far below or far to the right of the table and delete it."
            )


LIMITS = Limits()
