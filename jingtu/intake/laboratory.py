"""A laboratory's file to tidy results and problems: ``read_lab``.

Reading, checking and writing are three steps; this is the first two. A cell with an *error* is not among the results;
one with an *attention* is. Nothing is lost: every filled cell is a result, describes one, stands in a problem, or is
listed as skipped with the reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from jingtu import substances
from jingtu.intake import checks, headers, places
from jingtu.intake.coordinates import Frame, locate
from jingtu.intake.delivery import complete
from jingtu.intake.findings import Findings, Skipped, cells_of
from jingtu.intake.results import Defaults, offered_cells, table_results
from jingtu.intake.rows import RowReader, coded, data_rows, filled_cells, role_texts, spread, without
from jingtu.intake.sheets import Sheet, read_book
from jingtu.intake.tables import IGNORE, Layout, Table, find_tables
from jingtu.problems import Problem, Refused, Severity, Where, attention, error

COLUMNS = {
    "file": pl.String, "sheet": pl.String, "row": pl.Int64, "cell": pl.String, "sample": pl.String,
    "point": pl.String, "depth_top": pl.Float64, "depth_bottom": pl.Float64, "sampled_on": pl.Date,
    "place": pl.String, "land_use": pl.String, "land_use_text": pl.String, "medium": pl.String,
    "crop_text": pl.String, "ph": pl.Float64, "lon": pl.Float64, "lat": pl.Float64, "x": pl.Float64, "y": pl.Float64,
    "substance": pl.String, "substance_text": pl.String, "value": pl.Float64, "operator": pl.String,
    "detection_limit": pl.Float64, "quantitation_limit": pl.Float64, "text": pl.String, "unit": pl.String,
    "unit_text": pl.String, "method": pl.String, "laboratory": pl.String,
}  # fmt: skip
"""The columns of :attr:`LabReading.results` and their types."""


@dataclass(frozen=True)
class LabOptions:
    """What the reader is told beforehand.

    Attributes
    ----------
    medium : {"soil", "groundwater", "irrigation_water", "crop"}, optional
        Medium of results whose table names none.
    unit : str, optional
        Unit of contaminants whose table names none, such as ``mg/kg``.
    columns : mapping
        Header text -> role of ``headers.csv``, substance, or ``ignore``; overrides what the reader would recognise.
    sheets : tuple of str
        Sheets to read; empty: all.
    land_use : str, optional
        Land use of rows that name none that is known, as text or key.
    ph : float, optional
        pH of samples without one.
    on : date, optional
        The day of reading: sampling days after it are pointed out.
    xy_crs : str, optional
        Projection of X and Y, such as ``EPSG:4547``.
    box : (west, south, east, north), optional
        The county's outer bounds; points outside are pointed out. [degree]
    """

    medium: str | None = None
    unit: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    land_use: str | None = None
    ph: float | None = None
    on: date | None = None
    xy_crs: str | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class LabReading:
    """What was read.

    Attributes
    ----------
    file, sha256 : str
    results : pl.DataFrame
        One row per sample and substance, columns as in ``COLUMNS``. A non-detect has no ``value``, operator ``<`` and
        its limit in ``detection_limit``; ``>`` stands with the number that is exceeded. ``row`` counts from 1.
    problems : tuple of Problem
    skipped : tuple of Skipped
        Cells that are no results, and why.
    sheets : mapping
        Sheet read -> layouts of its tables; sheets without a table are not in it.
    """

    file: str
    sha256: str
    results: pl.DataFrame
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    sheets: Mapping[str, tuple[Layout, ...]]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def read_lab(path: Path | str, options: LabOptions = LabOptions()) -> LabReading:
    """Read a laboratory workbook, text table or parquet file.

    Raises
    ------
    Refused
        If the file cannot be used at all, an option is wrong, or no sheet holds a table of results.
    """
    path = Path(path)
    _refuse_options(path, options)
    book = read_book(path)
    chosen = [sheet for sheet in book.sheets if not options.sheets or sheet.name in options.sheets]
    _refuse_missing_sheets(path, book.sheets, options)
    readings = [_read_sheet(path.name, sheet, options) for sheet in chosen]
    layouts = {sheet.name: found for sheet, (_, _, found) in zip(chosen, readings, strict=True) if found}
    all_findings = [findings for _, findings, _ in readings]
    if not layouts:
        raise Refused(*book.problems, *_problems(all_findings), error("intake.no_table", Where(file=path.name)))
    results = complete([frame for frame, _, _ in readings], all_findings)
    return LabReading(
        path.name,
        hashlib.sha256(path.read_bytes()).hexdigest(),
        results.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items()),
        (*book.problems, *_headers_not_there(path, chosen, options), *_problems(all_findings)),
        tuple(skipped for findings in all_findings for skipped in findings.skipped),
        layouts,
    )


def _problems(findings: list[Findings]) -> tuple[Problem, ...]:
    return tuple(problem for found in findings for problem in found.problems)


def _refuse_options(path: Path, options: LabOptions) -> None:
    where = Where(file=path.name)
    wrong = []
    if options.medium is not None and options.medium not in headers.MEDIA:
        wrong.append(error("intake.option_medium", where, medium=options.medium, known=", ".join(headers.MEDIA)))
    if options.unit is not None and not headers.unit(options.unit):
        wrong.append(error("intake.option_unit", where, unit=options.unit))
    if options.xy_crs is not None and not places.known_crs(options.xy_crs):
        wrong.append(error("intake.option_crs", where, crs=options.xy_crs))
    if options.ph is not None and not 0 <= options.ph <= 14:
        wrong.append(error("intake.option_ph", where, ph=options.ph))
    for header, wanted in options.columns.items():
        if not (wanted == IGNORE or wanted in headers.roles().values() or substances.find(wanted)):
            near = "、".join(substances.suggest(wanted)) or "—"
            wrong.append(error("intake.option_meaning", where, header=header, wanted=wanted, near=near))
    if wrong:
        raise Refused(*wrong)


def _headers_not_there(path: Path, sheets: Sequence[Sheet], options: LabOptions) -> tuple[Problem, ...]:
    """Columns that the user explained and no sheet has: most likely mistyped."""
    if not options.columns:
        return ()
    cells = {
        headers.squeeze(text) for sheet in sheets for column in sheet.grid for text in column.unique().drop_nulls()
    }
    return tuple(
        attention("intake.option_header", Where(file=path.name), header=header)
        for header in options.columns
        if not all(headers.squeeze(part) in cells for part in header.split(" / "))
    )


def _refuse_missing_sheets(path: Path, sheets: tuple[Sheet, ...], options: LabOptions) -> None:
    names = [sheet.name for sheet in sheets]
    missing = [name for name in options.sheets if name not in names]
    if missing:
        raise Refused(
            error("intake.option_sheet", Where(file=path.name), wanted="、".join(missing), sheets="、".join(names))
        )


def _read_sheet(file: str, sheet: Sheet, options: LabOptions) -> tuple[pl.DataFrame, Findings, tuple[Layout, ...]]:
    findings = Findings(file, sheet)
    if sheet.grid.is_empty():
        findings.attention("sheet_empty")
        return pl.DataFrame(schema=COLUMNS), findings, ()
    tables = find_tables(sheet, options.columns)
    if not tables:
        findings.attention("sheet_without_table")
        findings.skip("sheet_without_table", filled_cells(sheet.grid.with_row_index("row")))
        return pl.DataFrame(schema=COLUMNS), findings, ()
    if sheet.hidden:
        findings.attention("sheet_hidden")
    _skip_around(tables, findings)
    frames = [_read_table(table, options, findings) for table in tables]
    return pl.concat(frames, how="diagonal_relaxed"), findings, tuple(table.layout for table in tables)


def _skip_around(tables: list[Table], findings: Findings) -> None:
    grid = findings.sheet.grid.with_row_index("row")
    end = 0
    for table in tables:
        findings.skip("title", filled_cells(grid.slice(end, table.first - end)))
        findings.skip("header", filled_cells(grid.slice(table.first, table.start - table.first)))
        end = table.end
    rest = filled_cells(grid.slice(end))
    if len(rest):
        findings.attention("part_not_read", rest)


def _read_table(table: Table, options: LabOptions, findings: Findings) -> pl.DataFrame:
    data = data_rows(table, findings)
    checks.check_columns(table, data, findings)
    data = checks.without_merged_values(table, data, findings)
    checks.check_faults(table, findings)
    texts = role_texts(table, data)
    reader = RowReader(table, texts, findings)
    samples = _samples(reader, data, options)
    medium, crop = checks.sheet_medium(table)
    offered = offered_cells(table, data)
    cells = table_results(table, offered, texts, findings, Defaults(options.medium, _unit_key(options)))
    cells = _assembled(cells, samples, reader, options)
    cells = checks.with_medium(cells, medium, crop, options.medium, findings)
    cells = without(cells, pl.col("grid_row").is_in(list(reader.refused)))
    cells = checks.without_impossible(cells, findings)
    _skip_refused(offered, cells, findings)
    return cells.with_columns(table=pl.lit(table.first), file=pl.lit(findings.file), sheet=pl.lit(table.sheet.name))


def _unit_key(options: LabOptions) -> str | None:
    return headers.unit(options.unit) if options.unit else None


def _samples(reader: RowReader, data: pl.DataFrame, options: LabOptions) -> pl.DataFrame:
    """What is known of each row's sample, one line per row."""
    codes = reader.codes()
    reader.untidy_codes(data)
    place = reader.texts["place"].fill_null(reader.texts["village"])
    use = reader.land_use()
    default = headers.land_use(options.land_use) or options.land_use if options.land_use else None
    frame = pl.concat(
        [codes, reader.depth(codes["sample"]), locate(reader, Frame(options.xy_crs, options.box))], how="horizontal"
    )
    return frame.with_columns(
        sampled_on=reader.day(options.on),
        place=place,
        land_use=use.fill_null(pl.lit(default)) if default is None else use.fill_null(default),
        land_use_text=reader.texts["land_use"],
        medium_text=reader.texts["medium"],
        crop_text=reader.texts["crop"],
        ph=reader.ph(),
    )


def _assembled(cells: pl.DataFrame, samples: pl.DataFrame, reader: RowReader, options: LabOptions) -> pl.DataFrame:
    """Results with the facts of their samples beside them."""
    frame = pl.concat([cells.rename({"row": "grid_row"}), spread(samples, cells["position"])], how="horizontal")
    if reader.table.layout is Layout.CROSSED:
        frame = frame.with_columns(coded(frame["header"]).get_columns())
    return frame.with_columns(
        row=pl.col("grid_row") + 1,
        cell=pl.col("letters") + (pl.col("grid_row") + 1).cast(pl.String),
        crop_text=pl.coalesce("crop_text", "column_crop"),
        method=pl.coalesce("row_method", "column_method"),
        laboratory=pl.col("row_laboratory"),
        default_ph=pl.lit(options.ph, dtype=pl.Float64),
    )


def _skip_refused(offered: pl.DataFrame, kept: pl.DataFrame, findings: Findings) -> None:
    """List the values that do not stand, whatever cell the problem points to."""
    filled = offered.drop_nulls("text")
    if filled.height > kept.height:
        stands = kept.select(row=pl.col("grid_row"), column=pl.col("column"))
        findings.skip("refused", cells_of(filled.join(stands, on=["row", "column"], how="anti")))
