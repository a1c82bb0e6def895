"""Small files, written where a test needs them."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from jingtu.intake.laboratory import LabOptions, LabReading, read_lab

PLAIN = LabOptions()
Rows = list[list[object]]


@pytest.fixture
def workbook(tmp_path) -> Callable[..., Path]:
    """Writes an xlsx file: sheet name -> rows; ``merged`` lists (sheet, range, text)."""

    def write(sheets: dict[str, Rows], merged: tuple[tuple[str, str, object], ...] = (), hidden: tuple[str, ...] = ()):
        path = tmp_path / "lab.xlsx"
        book = xlsxwriter.Workbook(path)
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
            for where, cells, text in merged:
                if where == name:
                    sheet.merge_range(cells, text)
            if name in hidden:
                sheet.hide()
        book.close()
        return path

    return write


@pytest.fixture
def read(tmp_path) -> Callable[..., LabReading]:
    """Reads rows as a csv file; every problem must be sayable in both languages."""

    def reading(rows: Rows, options: LabOptions = PLAIN) -> LabReading:
        path = tmp_path / "lab.csv"
        lines = (
            ",".join('"' + str(cell).replace('"', '""') + '"' if cell is not None else "" for cell in row)
            for row in rows
        )
        path.write_text("\n".join(lines), encoding="utf-8")
        found = read_lab(path, options)
        for problem in found.problems:
            assert problem.text("zh")
            assert problem.text("en")
        return found

    return reading


@pytest.fixture
def values() -> Callable[[LabReading], dict[tuple[str, str | None], object]]:
    """(sample, substance) -> value of a reading."""

    def by_sample(reading: LabReading) -> dict[tuple[str, str | None], object]:
        return {(row["sample"], row["substance"]): row["value"] for row in reading.results.iter_rows(named=True)}

    return by_sample


@pytest.fixture
def problems() -> Callable[[LabReading], dict[str, str]]:
    """Name of a problem -> its cells."""

    def by_name(reading: LabReading) -> dict[str, str]:
        return {problem.code.removeprefix("intake."): problem.where.cell for problem in reading.problems}

    return by_name
