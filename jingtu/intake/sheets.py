"""Workbooks, text tables and parquet files as grids of text, every cell at its address."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import polars as pl
import python_calamine

from jingtu.intake import old_workbooks, opening, workbook_xml
from jingtu.intake.encodings import decode
from jingtu.intake.grids import Sheet, blank_to_null, from_rows, tidy
from jingtu.intake.opening import Kind
from jingtu.problems import Problem, Refused, Where, error

__all__ = ["Book", "Sheet", "from_rows", "read_book"]

KINDS = (Kind.XLSX, Kind.XLS, Kind.TEXT, Kind.PARQUET)
CELL_LIMIT = 25_000_000
"""Most cells in the rectangle of one sheet; a cell takes 32 bytes while it is read."""
DELIMITERS = ",\t;|，"


@dataclass(frozen=True)
class Book:
    """A file's sheets, and what is to be said about the file as a whole."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()


def read_book(path: Path | str) -> Book:
    """Every sheet of a workbook, text table (csv, tsv) or parquet file.

    Raises
    ------
    Refused
        If the file cannot be used at all; see :func:`jingtu.intake.opening.check`.
    """
    path = Path(path)
    kind = opening.check(path, kinds=KINDS)
    remarks = tuple(opening.remarks(path, kind))
    if kind is Kind.TEXT:
        book = _text_table(path)
    elif kind is Kind.PARQUET:
        book = Book((_parquet(path),))
    else:
        book = Book(tuple(_workbook(path, kind)))
    return Book(book.sheets, remarks + book.problems)


def _text_table(path: Path) -> Book:
    decoded = decode(path.read_bytes(), file=path.name)
    delimiter = "\t" if path.suffix.lower() in (".tsv", ".tab") else sniff(decoded.text)
    where = Where(file=path.name)
    try:
        rows = list(csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter))
    except csv.Error as reason:
        raise Refused(error("intake.quote_unclosed", where)) from reason
    width = max((len(row) for row in rows), default=0)
    if len(rows) * width > CELL_LIMIT:
        raise Refused(error("intake.sheet_too_wide", where, rows=len(rows), columns=width, limit=CELL_LIMIT))
    if decoded.text.count('"') % 2 and any("\n" in cell for row in rows[-1:] for cell in row):
        raise Refused(error("intake.quote_unclosed", Where(file=path.name, line=len(rows))))
    return Book((from_rows("", rows),), decoded.problems)


def sniff(text: str) -> str:
    """The sign that separates columns: the one that stands most often and most evenly in the first lines."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:30]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = sorted(line.count(delimiter) for line in lines)
        return (counts[len(counts) // 2], counts[-1]) if counts else (0, 0)

    return max(DELIMITERS, key=evenness)


def _parquet(path: Path) -> Sheet:
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as reason:
        raise Refused(error("intake.damaged", Where(file=path.name))) from reason
    nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == pl.Binary]
    texts = frame.drop(nested).with_columns(pl.all().cast(pl.String, strict=False))
    head = pl.DataFrame([{name: name for name in texts.columns}], schema=texts.schema)
    grid = pl.concat([head, texts])
    grid.columns = [f"c{i}" for i in range(grid.width)]
    return Sheet("", blank_to_null(grid))


READING_FAILS = (
    fastexcel.FastExcelError,
    python_calamine.CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    KeyError,
    NotImplementedError,
    ElementTree.ParseError,
)


def _workbook(path: Path, kind: Kind) -> list[Sheet]:
    try:
        return _xlsx(path) if kind is Kind.XLSX else old_workbooks.read(path)
    except READING_FAILS as reason:
        locked = isinstance(reason, python_calamine.PasswordError) or "password" in str(reason).lower()
        raise Refused(error("intake.encrypted" if locked else "intake.damaged", Where(file=path.name))) from reason
    except BaseException as reason:
        # A panic inside the reader is no Exception and its class cannot be imported.
        if type(reason).__name__ != "PanicException":
            raise
        raise Refused(error("intake.damaged", Where(file=path.name))) from reason


def _xlsx(path: Path) -> list[Sheet]:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        parts = {name: part for name, part in workbook_xml.sheet_parts(archive).items() if part in names}
        extents = {name: _bounded(path, archive, name, part) for name, part in parts.items()}
    reader = fastexcel.read_excel(path)
    if not set(reader.sheet_names) <= extents.keys():
        # The two views of the workbook disagree: rather nothing than a sheet left out in silence.
        raise Refused(error("intake.damaged", Where(file=path.name)))
    return [_xlsx_sheet(reader, name, extents[name]) for name in reader.sheet_names]


def _bounded(path: Path, archive: zipfile.ZipFile, name: str, part: str) -> workbook_xml.Extent:
    """The extent of a sheet that may be read; two far-apart cells are refused before they cost memory."""
    extent = workbook_xml.extent(archive, part)
    if extent.rows is None or extent.columns is None or extent.rows * extent.columns > CELL_LIMIT:
        top, extent.left, bottom, right = workbook_xml.filled(archive, part)
        rows, columns = bottom - top + 1, right - extent.left + 1
        if rows * columns > CELL_LIMIT:
            where = Where(file=path.name, sheet=name)
            raise Refused(error("intake.sheet_too_wide", where, rows=rows, columns=columns, limit=CELL_LIMIT))
    return extent


def _xlsx_sheet(reader: fastexcel.ExcelReader, name: str, extent: workbook_xml.Extent) -> Sheet:
    loaded = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    left = extent.left or 0
    return Sheet(
        name,
        tidy(loaded.to_polars()),
        left,
        loaded.visible != "visible",
        tuple((top, first - left, bottom, last - left) for top, first, bottom, last in extent.merged),
        {(row, column - left): text for (row, column), text in extent.faults.items()},
    )
