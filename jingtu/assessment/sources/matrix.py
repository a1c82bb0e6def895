"""Plain matrices: heads in the first row, what names a sample in the first column, numbers in the others.

As the example sets of EPA PMF 5.0 come: one file of concentrations, one of uncertainties of the same shape.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from jingtu.assessment.sources.concentrations import Concentrations, Flags, Floats
from jingtu.intake import headers
from jingtu.intake.grids import Sheet
from jingtu.intake.sheets import read_book
from jingtu.intake.values import parse
from jingtu.problems import Problem, Refused, Where, attention, error
from jingtu.substances import find

MISSING_CODE = -999.0
"""What stands for a gap in files of EPA PMF."""
NUMBERS = ("value", "negative")


@dataclass(frozen=True, slots=True)
class Grid:
    """One matrix: heads, units, names of the rows, texts of the cells (rows by columns) and where they stand."""

    file: str
    sheet: Sheet
    heads: tuple[str, ...]
    units: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[tuple[str | None, ...], ...]
    first: int
    columns: tuple[int, ...]
    left_out: tuple[str, ...]

    def where(self, row: int, column: int) -> Where:
        return Where(self.file, self.sheet.name, self.sheet.address(row + self.first, self.columns[column]))


def read_matrix(path: Path, uncertainties: Path | None = None, *, sheet: str = "") -> Concentrations:
    """A matrix of concentrations, with one of uncertainties beside it.

    Raises
    ------
    Refused
        If a file holds no matrix, or the two do not have the same species, units and samples.
    """
    grid = _grid(path, sheet)
    values, below, limits, problems = _values(grid)
    if grid.left_out:
        where = Where(grid.file, grid.sheet.name)
        problems.append(attention("sources.no_species", where, columns="、".join(grid.left_out)))
    found = Concentrations(
        grid.file,
        hashlib.sha256(path.read_bytes()).hexdigest(),
        grid.heads,
        grid.units,
        grid.names,
        tuple(replace(grid.where(row, 0), cell="", line=row + grid.first + 1).text() for row in range(len(grid.names))),
        values,
        below,
        limits,
        None,
        tuple(problems),
    )
    return found if uncertainties is None else _beside(found, _grid(uncertainties, sheet))


def _grid(path: Path, sheet: str) -> Grid:
    """The one sheet that holds a matrix. Raises Refused."""
    where = Where(file=path.name)
    sheets = [one for one in read_book(path).sheets if one.grid.height > 1 and sheet in ("", one.name)]
    if len(sheets) != 1:
        listed = "、".join(one.name or "–" for one in sheets) or "–"
        raise Refused(error("sources.which_sheet", where, sheets=listed, wanted=sheet or "–"))
    rows = [row for row in enumerate(sheets[0].grid.rows()) if any(cell is not None for cell in row[1])]
    top, head = rows[0]
    filled = [k for k in range(1, len(head)) if any(row[k] is not None for _, row in rows)]
    nameless = [k for k in filled if head[k] is None]
    columns = [k for k in filled if head[k] is not None and _is_species(head[k], [row[k] for _, row in rows[1:]])]
    if nameless or not columns or len(rows) < 2:
        at = sheets[0].address(top, nameless[0] if nameless else 0)
        raise Refused(error("sources.no_matrix", Where(path.name, sheets[0].name, at)))
    said = [headers.split_unit(str(head[k])) for k in columns]
    units = [headers.unit(text) for _, text in said]
    body = rows[1:]
    under = [_unit(body[0][1][k]) for k in columns]
    if all(under):
        units, body = under, body[1:]
    return _refuse_twice(
        Grid(
            path.name,
            sheets[0],
            tuple(name for name, _ in said),
            tuple(units),
            tuple(row[0] or "" for _, row in body),
            tuple(tuple(row[k] for k in columns) for _, row in body),
            body[0][0] if body else 0,
            tuple(columns),
            tuple(str(head[k]) for k in filled if k not in columns),
        )
    )


def _is_species(head: str, cells: Sequence[str | None]) -> bool:
    """Whether a column may be one of a species: not a place, a day or a depth by its head, and not texts alone."""
    if headers.read(head).role and find(head) is None:
        return False
    return any(parse(cell).state in (*NUMBERS, "non_detect", "not_analysed") for cell in cells if cell is not None)


def _unit(text: str | None) -> str:
    """The unit in a cell below a head; a number is none, though 1 is a unit elsewhere."""
    return "" if text is None or parse(text).state == "value" else headers.unit(text)


def _refuse_twice(grid: Grid) -> Grid:
    twice = [head for k, head in enumerate(grid.heads) if head in grid.heads[:k]]
    if twice:
        raise Refused(error("sources.species_twice", grid.where(-1, grid.heads.index(twice[0])), species=twice[0]))
    return grid


def _values(grid: Grid) -> tuple[Floats, Flags, Floats, list[Problem]]:
    """Numbers, non-detects and their limits; cells that are neither, and how many codes for a gap were read."""
    shape = (len(grid.names), len(grid.heads))
    values, limits, below = np.full(shape, np.nan), np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_)
    problems, coded = [], 0
    for row, column in np.ndindex(shape):
        text = grid.cells[row][column]
        cell = parse(text or "")
        if cell.state == "non_detect":
            below[row, column] = True
            limits[row, column] = np.nan if cell.limit is None else cell.limit
        elif cell.state in NUMBERS and cell.operator != ">":
            gap = cell.value == MISSING_CODE
            coded += gap
            values[row, column] = np.nan if gap or cell.value is None else cell.value
        elif cell.state != "not_analysed":
            problems.append(error("sources.cell", grid.where(row, column), text=text))
    if coded:
        problems.append(attention("sources.missing_code", Where(grid.file, grid.sheet.name), count=coded))
    return values, below, limits, problems


def _beside(found: Concentrations, grid: Grid) -> Concentrations:
    """The concentrations with the uncertainties of another matrix, brought into the order of their species."""
    where = Where(grid.file, grid.sheet.name)
    if set(grid.heads) != set(found.species):
        odd = sorted(set(grid.heads) ^ set(found.species))
        raise Refused(error("sources.other_species", where, species="、".join(odd)))
    if grid.names != found.samples:
        pairs = zip(grid.names, found.samples, strict=False)
        row = next((row for row, (a, b) in enumerate(pairs) if a != b), min(len(grid.names), len(found.samples)))
        line = replace(where, line=row + grid.first + 1)
        raise Refused(error("sources.other_samples", line, rows=len(grid.names), samples=len(found.samples)))
    order = [grid.heads.index(name) for name in found.species]
    for name, unit, place in zip(found.species, found.units, order, strict=True):
        if unit and grid.units[place] and unit != grid.units[place]:
            units = f"{unit}、{grid.units[place]}"
            raise Refused(error("sources.mixed_units", where, species=name, units=units))
    values, below, _, problems = _values(grid)
    values[below] = np.nan
    return replace(found, uncertainties=values[:, order], problems=(*found.problems, *problems))
