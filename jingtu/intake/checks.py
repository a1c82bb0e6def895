"""What can be wrong with results that were each read well: units of another medium, doubles, limits, pH."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from jingtu import units
from jingtu.intake import headers
from jingtu.intake.findings import Findings, cells_of, examples
from jingtu.intake.rows import DESCRIBING, filled_cells, without
from jingtu.intake.tables import LOOK_AHEAD, Column, Table
from jingtu.substances import substance_words

SOLID, WATER = ("soil", "crop"), ("groundwater", "irrigation_water")
COLUMN_MESSAGES = {
    "fraction": "column_fraction",
    "other_medium": "column_other_medium",
    "role_taken": "column_double",
    "neighbour": "tables_side_by_side",
}
NAMED = 12
"""Headers named in one sentence."""
FACTOR = 500.0
"""Ratio to the median of a substance from which a wrong unit (µg for mg) is suspected."""
ENOUGH = 10
"""Values of a substance from which the median says something."""


def check_columns(table: Table, data: pl.DataFrame, findings: Findings) -> None:
    """List the columns that are not read, and say which of them may have been meant as results."""
    unread: dict[str, list[Column]] = {}
    used = {"result", "value", "ph", *DESCRIBING}
    for column in table.columns:
        cells = filled_cells(data.select("row", column.name))
        if column.role in used or not (len(cells) or column.text):
            continue
        reason = "descriptive" if column.role != "ignored" else column.why
        findings.skip(reason, cells, column.text)
        if column.role == "ignored" and column.why != "as_wanted":
            unread.setdefault(COLUMN_MESSAGES.get(column.why, "header_unknown"), []).append(column)
    for name, columns in unread.items():
        texts = "、".join(f"“{column.text}”" for column in columns[:NAMED] if column.text) or "—"
        more = " …" if len(columns) > NAMED else ""
        report = findings.error if name == "tables_side_by_side" else findings.attention
        report(name, [(table.first, column.index) for column in columns], header=texts + more)


def without_merged_values(table: Table, data: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """A value in a cell merged over several samples belongs to none of them for certain."""
    results = {column.index for role in ("result", "value", "ph") for column in table.having(role)}
    height, width = table.sheet.grid.shape  # a merged range may reach to the last row of the sheet
    wrong = [
        (top, left, min(bottom, height - 1), min(right, width - 1))
        for top, left, bottom, right in table.sheet.merged
        if table.start <= top < table.end and (bottom > top or right > left) and left in results
    ]
    cells = [
        (row, column)
        for top, left, bottom, right in wrong
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
    if not cells or not _touches(data, cells):
        return data
    findings.error("value_merged", cells)
    by_column: dict[int, list[int]] = {}
    for row, column in cells:
        by_column.setdefault(column, []).append(row)
    return data.with_columns(
        pl.when(~pl.col("row").is_in(rows)).then(pl.col(f"c{column}")).alias(f"c{column}")
        for column, rows in by_column.items()
        if f"c{column}" in data.columns
    )


def _touches(data: pl.DataFrame, cells: list[tuple[int, int]]) -> bool:
    """Whether any of the cells stands in a row of data: titles and notes may be merged as they like."""
    return not set(data["row"].to_list()).isdisjoint(row for row, _ in cells)


def check_faults(table: Table, findings: Findings) -> None:
    """Error cells and formulas that were never calculated, in columns that are read."""
    read = {column.index for column in table.columns if column.role not in ("ignored", "remark", "number")}
    faults = {
        place: text
        for place, text in table.sheet.faults.items()
        if table.start <= place[0] < table.end and place[1] in read
    }
    broken = [place for place, text in faults.items() if text]
    empty = [place for place, text in faults.items() if not text]
    if broken:
        findings.error("value_formula_error", broken, examples=examples(faults[place] for place in broken))
    if empty:
        findings.error("formula_without_value", empty)


def sheet_medium(table: Table) -> tuple[str | None, str]:
    """Medium and crop that the sheet's name or the lines above the table speak of."""
    rows = table.sheet.grid.slice(max(0, table.first - LOOK_AHEAD), min(table.first, LOOK_AHEAD)).rows()
    texts = [table.sheet.name, *(text for row in rows for text in row if text)]
    found = [medium for text in texts if (medium := headers.find_medium(text)) and medium[0]]
    return found[0] if found else (None, "")


def with_medium(
    cells: pl.DataFrame, named: str | None, crop: str, wanted: str | None, findings: Findings
) -> pl.DataFrame:
    """medium and crop_text: of the row, the column, the option, the sheet, or what most units belong to."""
    texts = cells["medium_text"].drop_nulls().unique().to_list()
    found = {text: headers.find_medium(text) or _medium_key(text) for text in texts}
    media = pl.DataFrame(
        [(text, *(pair or (None, ""))) for text, pair in found.items()],
        schema={"medium_text": pl.String, "row_medium": pl.String, "row_crop": pl.String},
        orient="row",
    )
    if texts:
        cells = cells.join(media, on="medium_text", how="left", maintain_order="left")
    else:
        cells = cells.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in ("row_medium", "row_crop"))
    cells = cells.with_columns(dimension=_by_unit(cells["unit"], [unit.dimension for unit in units.UNITS.values()]))
    unknown = cells.filter(pl.col("medium_text").is_not_null() & pl.col("row_medium").is_null())
    if unknown.height:
        findings.attention("medium_unknown", cells_of(_at(unknown)), examples=examples(unknown["medium_text"]))
    fallback = wanted or named or _usual_medium(cells)
    known = pl.when(pl.col("medium_text").is_null()).then(pl.lit(fallback, dtype=pl.String))
    cells = cells.with_columns(
        medium=pl.coalesce("column_medium", "row_medium", known),
        crop_text=pl.coalesce("crop_text", pl.col("row_crop").replace("", None), pl.lit(crop or None, dtype=pl.String)),
    ).with_columns(crop_text=pl.when(pl.col("medium") == "crop").then(pl.col("crop_text")))
    if fallback is None and cells["medium"].is_null().any():
        findings.attention("medium_missing", cells_of(_at(cells.filter(pl.col("medium").is_null()))))
    return _without_other_dimension(cells, findings)


def _medium_key(text: str) -> tuple[str, str] | None:
    return (text, "") if text in headers.MEDIA else None


def _by_unit(unit: pl.Series, answers: Sequence[object]) -> pl.Series:
    """An answer for every unit, looked up by its place in the list of units."""
    return pl.Series(answers).gather(unit.to_physical())


def _usual_medium(cells: pl.DataFrame) -> str | None:
    """Results by mass are soil unless something says otherwise; results by volume may be any water."""
    counts = (
        cells.group_by("dimension").len().filter(pl.col("dimension").is_in(["mass_fraction", "mass_concentration"]))
    )
    if counts.is_empty():
        return None
    most = counts.sort("len", "dimension", descending=[True, True])["dimension"][0]
    return "soil" if most == "mass_fraction" else None


def _at(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.select(row="grid_row", column="column")


def _without_other_dimension(cells: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """mg/L in a soil table and mg/kg in a water table cannot be converted: refused."""
    solid = pl.col("medium").is_in(SOLID) & (pl.col("dimension") == "mass_concentration")
    water = pl.col("medium").is_in(WATER) & (pl.col("dimension") == "mass_fraction")
    cells = cells.with_columns(wrong=(solid | water).fill_null(value=False))
    wrong = cells.filter("wrong")
    if wrong.height:
        at = cells_of(wrong.select(row="grid_row", column="unit_column"))
        findings.error("unit_of_other_medium", at, examples=examples(wrong["unit_text"].drop_nulls()))
    return without(cells, pl.col("wrong"))


def without_impossible(cells: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """More than a kilogram in a kilogram is refused; limits above results and doubtful factors are pointed out."""
    size = _by_unit(cells["unit"], [float(unit.factor) for unit in units.UNITS.values()])
    whole = pl.col("dimension").is_in(["mass_fraction", "mass_concentration"])
    cells = cells.with_columns(
        too_much=(whole & (pl.col("value") * size > 1e6)).fill_null(value=False), base=pl.col("value") * size
    )
    impossible = cells.filter("too_much")
    if impossible.height:
        findings.error("value_impossible", cells_of(_at(impossible)), examples=examples(impossible["text"]))
    cells = without(cells, pl.col("too_much")).with_columns(bad_ph=_bad_ph())
    bad = cells.filter("bad_ph")
    if bad.height:
        findings.error("ph_out_of_range", cells_of(_at(bad)), examples=examples(bad["text"]))
    _report_limits(cells, findings)
    _report_units(cells, findings)
    return cells


def _bad_ph() -> pl.Expr:
    return ((pl.col("substance") == "ph") & ~pl.col("value").is_between(0, 14)).fill_null(value=False)


def _report_limits(cells: pl.DataFrame, findings: Findings) -> None:
    below = cells.filter(pl.col("value") < pl.col("detection_limit"))
    if below.height:
        findings.attention("value_below_limit", cells_of(_at(below)), examples=examples(below["text"]))
    bare = cells.filter((pl.col("operator") == "<") & pl.col("detection_limit").is_null())
    if bare.height:
        findings.attention("limit_missing", cells_of(_at(bare)), examples=examples(bare["substance_text"]))


def _report_units(cells: pl.DataFrame, findings: Findings) -> None:
    """Two units for one substance, and values that look as if the unit were another by a factor of a thousand."""
    wanted = ("substance", "medium", "unit", "dimension", "base", "text", "grid_row", "column")
    known = cells.select(wanted).filter(
        pl.col("substance").is_not_null() & pl.col("dimension").is_in(["mass_fraction", "mass_concentration"])
    )
    if known.is_empty():
        return
    group, base = ["substance", "medium"], pl.col("base").filter(pl.col("base") > 0)
    told = known.group_by(group, maintain_order=True).agg(
        kinds=pl.col("unit").n_unique(), median=base.median(), most=base.max(), least=base.min(), count=base.count()
    )
    for row in told.filter(pl.col("kinds") > 1).iter_rows(named=True):
        _report_mixed(known.filter(_is_group(row)), row["substance"], findings)
    far = (pl.col("most") > FACTOR * pl.col("median")) | (pl.col("least") * FACTOR < pl.col("median"))
    odd = [_far_off(known, row) for row in told.filter(far & (pl.col("count") >= ENOUGH)).iter_rows(named=True)]
    if odd:
        cells = pl.concat(odd)
        findings.attention("value_factor", cells_of(_at(cells)), examples=examples(cells["text"]))


def _is_group(row: Mapping[str, Any]) -> pl.Expr:
    medium = pl.lit(row["medium"], dtype=pl.String)
    return pl.col("medium").eq_missing(medium) & (pl.col("substance") == pl.lit(row["substance"]))


def _far_off(cells: pl.DataFrame, row: Mapping[str, Any]) -> pl.DataFrame:
    """Values of one substance that are far from its median."""
    base = pl.col("base")
    far = (base > FACTOR * row["median"]) | ((base > 0) & (base * FACTOR < row["median"]))
    return cells.filter(_is_group(row) & far)


def _report_mixed(cells: pl.DataFrame, substance: str, findings: Findings) -> None:
    counts = cells.group_by("unit").len().sort("len", "unit", descending=[True, False])
    usual = counts["unit"][0]
    other = cells.filter(pl.col("unit") != usual)
    found = "、".join(sorted(other["unit"].unique().to_list()))
    named = substance_words(substance)
    findings.attention("unit_mixed", cells_of(_at(other)), **named, unit=found, usual=usual)
