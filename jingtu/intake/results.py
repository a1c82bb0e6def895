"""The results of one table: every value at its cell, with its substance, unit, limits and medium."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from jingtu import substances, units
from jingtu.intake import headers, values
from jingtu.intake.findings import Findings, cells_of, examples
from jingtu.intake.rows import by_unique, numbers, spread, without
from jingtu.intake.tables import Column, Layout, Table
from jingtu.intake.workbook_xml import column_letters

YES = ("true", "yes", "y", "1", "1.0", "是", "t", "未检出", "nd", "<", "√")
# Properties of soil and water: a unit given for the contaminants says nothing of them.
PROPERTIES = (
    "ph", "moisture", "dry_matter", "organic_matter", "organic_carbon", "cec", "clay", "silt", "sand", "bulk_density",
    "loss_on_ignition", "conductivity", "redox_potential",
)  # fmt: skip
NOTES = (
    "full_width",
    "thousands",
    "decimal_comma",
    "power",
    "uncertainty_dropped",
    "unit_in_value",
    "mark_dropped",
    "trace",
)
FAULTS = ("not_understood", "is_date", "negative", "formula_error")


@dataclass(frozen=True)
class Defaults:
    """What holds where the table itself says nothing."""

    medium: str | None = None
    unit: str | None = None


def table_results(
    table: Table, offered: pl.DataFrame, texts: pl.DataFrame, findings: Findings, defaults: Defaults
) -> pl.DataFrame:
    """What is understood of the ``offered`` cells: value, limits, substance and unit of each that stands."""
    cells = _as_values(_censored(_with_row_texts(offered, texts)))
    cells = _report_states(cells, findings)
    cells = _with_limits(cells)
    cells = _with_substances(cells, table, findings)
    return _with_units(_with_unit_column(cells, table), findings, defaults)


def offered_cells(table: Table, data: pl.DataFrame) -> pl.DataFrame:
    """The filled result cells, row by row: row, column, position (in ``data``), and what their column says."""
    columns = table.having("value") if table.layout is Layout.LONG else _wide_columns(table)
    place = np.arange(data.height * len(columns), dtype=np.uint32)
    by_row = place.reshape(len(columns), data.height).T.ravel()
    stacked = pl.concat([data[column.name].alias("text") for column in columns]).gather(by_row)
    position, which = place // len(columns), place % len(columns)
    frame = pl.DataFrame({"position": position, "which": which, "text": stacked.str.strip_chars()})
    if table.layout is not Layout.LONG:
        frame = frame.drop_nulls("text")
    said = pl.DataFrame([_said(column, table) for column in columns], schema=SAID, orient="row")
    return pl.concat(
        [
            frame.select("position", "text"),
            data["row"].gather(frame["position"]).to_frame(),
            spread(said, frame["which"]),
        ],
        how="horizontal",
    )


UNIT = pl.Enum(list(units.UNITS))
SAID: dict[str, Any] = {
    "column": pl.Int64, "letters": pl.String, "header": pl.String, "column_substance": pl.String,
    "column_unit": pl.String, "column_unit_key": UNIT, "column_medium": pl.String, "column_crop": pl.String,
    "column_limit": pl.String, "column_quantitation": pl.String, "column_method": pl.String,
}  # fmt: skip


def _wide_columns(table: Table) -> list[Column]:
    return sorted([*table.having("result"), *table.having("ph")], key=lambda column: column.index)


def _said(column: Column, table: Table) -> tuple[object, ...]:
    """What a column says of its values, in the order of ``SAID``."""
    attributes, meaning = column.attributes, column.meaning
    substance = "ph" if column.role == "ph" else meaning.substance
    return (
        column.index, column_letters(column.index + table.sheet.left), column.text, substance, column.unit_text or None,
        headers.unit(column.unit_text) or None, meaning.medium, meaning.crop or None, attributes.get("detection_limit"),
        attributes.get("quantitation_limit"), attributes.get("method"),
    )  # fmt: skip


ROW_ROLES = ("substance", "cas", "unit", "operator", "censored", "detection_limit", "quantitation_limit", "method",
             "laboratory")  # fmt: skip


def _with_row_texts(cells: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """What the row itself says of unit, sign, limits and method, where it has such columns."""
    position = cells["position"]
    given = [name for name in ROW_ROLES if texts[name].null_count() < texts.height]
    absent = [name for name in ROW_ROLES if name not in given]
    return cells.with_columns(
        *(texts[name].gather(position).alias(f"row_{name}") for name in given),
        *(pl.lit(None, dtype=pl.String).alias(f"row_{name}") for name in absent),
    )


def _censored(cells: pl.DataFrame) -> pl.DataFrame:
    """A row marked as not detected is one, whatever stands in its value; a row without a value is none."""
    marked = pl.col("row_censored").str.to_lowercase().is_in(YES).fill_null(value=False)
    less = (
        pl.col("row_operator")
        .str.strip_chars()
        .is_in(["<", "＜", "≤", "ND", "nd", "U", "未检出"])
        .fill_null(value=False)
    )
    return cells.with_columns(marked=marked | less).filter(pl.col("text").is_not_null() | pl.col("marked"))


def _as_values(cells: pl.DataFrame) -> pl.DataFrame:
    """state, value, operator, limit, unit_in_value, note of every text."""
    plain = cells["text"].cast(pl.Float64, strict=False)
    usual = (plain.is_finite() & (plain >= 0)).fill_null(value=False)
    parsed = _parsed(cells["text"], usual)
    cells = pl.concat([cells, parsed], how="horizontal").with_columns(
        value=pl.when(usual).then(plain).otherwise(pl.col("value")),
        state=pl.when(usual).then(pl.lit("value")).otherwise(pl.col("state")).fill_null("non_detect"),
        operator=pl.col("operator").fill_null(""),
        note=pl.col("note").fill_null(""),
    )
    if not (cells["marked"].any() or cells["row_operator"].null_count() < cells.height):
        return cells
    turned = pl.col("marked") & pl.col("state").is_in(["value", "non_detect"])
    return cells.with_columns(
        limit=pl.when(turned).then(pl.coalesce("limit", "value")).otherwise(pl.col("limit")),
        value=pl.when(turned).then(None).otherwise(pl.col("value")),
        operator=pl.when(turned).then(pl.lit("<")).otherwise(_with_more(pl.col("operator"))),
        state=pl.when(turned).then(pl.lit("non_detect")).otherwise(pl.col("state")),
    )


def _parsed(texts: pl.Series, usual: pl.Series) -> pl.DataFrame:
    """What the texts that are no plain numbers mean; null beside those that are."""
    odd = texts.filter(~usual)
    meanings = values.parse_unique(odd)
    nothing = pl.DataFrame({name: [None] for name in meanings.columns}, schema=meanings.schema)
    place = pl.DataFrame({"text": meanings["text"], "place": np.arange(meanings.height)})
    where = odd.to_frame("text").join(place, on="text", how="left", maintain_order="left")["place"]
    lookup = np.full(len(texts), meanings.height)
    lookup[(~usual).to_numpy()] = where.fill_null(meanings.height).to_numpy()
    return pl.concat([meanings, nothing]).drop("text")[lookup]


def _with_more(operator: pl.Expr) -> pl.Expr:
    more = pl.col("row_operator").str.strip_chars().is_in([">", "＞", "≥"]).fill_null(value=False)
    return pl.when(more & (operator == "")).then(pl.lit(">")).otherwise(operator)


def _report_states(cells: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """Say what was not understood or repaired; keep what is a value or a non-detect."""
    for state in FAULTS:
        wrong = cells.filter(pl.col("state") == state)
        if wrong.height:
            findings.error(f"value_{state}", cells_of(wrong), examples=examples(wrong["text"]))
    nothing = cells.filter(pl.col("state") == "not_analysed")
    if nothing.height:
        findings.skip("not_analysed", cells_of(nothing))
        findings.attention("not_analysed", cells_of(nothing), examples=examples(nothing["text"]))
    kept = without(cells, ~pl.col("state").is_in(["value", "non_detect"]))
    odd = kept.filter(pl.col("note") != "")
    for note in NOTES:
        repaired = odd.filter(pl.col("note") == note)
        if repaired.height:
            findings.attention(f"value_{note}", cells_of(repaired), examples=examples(repaired["text"]))
    zero = kept.filter((pl.col("value") == 0) | (pl.col("limit") == 0))
    if zero.height:
        findings.attention("value_zero", cells_of(zero))
    return kept


def _with_limits(cells: pl.DataFrame) -> pl.DataFrame:
    """detection_limit: of the cell, of the row, of the column. quantitation_limit likewise."""
    found = []
    for name, column in (("detection_limit", "column_limit"), ("quantitation_limit", "column_quantitation")):
        row, whole = (by_number(cells[text]) for text in (f"row_{name}", column))
        found.append(row.fill_null(whole).alias(name))
    cells = cells.with_columns(found)
    return cells.with_columns(detection_limit=pl.coalesce("limit", "detection_limit"))


def by_number(texts: pl.Series) -> pl.Series:
    """Limits as numbers: ``0.01``, ``<0.01`` and ``0.01L`` are the same limit."""
    if texts.null_count() == len(texts):
        return texts.cast(pl.Float64)
    return numbers(texts, _limit)


def _limit(text: str) -> float | None:
    found = values.parse(text)
    return found.limit if found.state == "non_detect" else found.value if found.state == "value" else None


def _with_substances(cells: pl.DataFrame, table: Table, findings: Findings) -> pl.DataFrame:
    """substance (key or null) and substance_text: of the column, or of the row by name or CAS number."""
    if table.layout is Layout.WIDE:
        return cells.with_columns(substance=pl.col("column_substance"), substance_text=pl.col("header"))
    name, cas = cells["row_substance"], cells["row_cas"]
    named, numbered = by_unique(name, _key, pl.String), by_unique(cas, _key, pl.String)
    cells = cells.with_columns(substance=named.fill_null(numbered), substance_text=name.fill_null(cas))
    _report_substances(cells.with_columns(named=named, numbered=numbered), table, findings)
    contradicted = ((named != numbered) & named.is_not_null() & numbered.is_not_null()).fill_null(value=False)
    dated = by_unique(cells["substance_text"], lambda text: bool(_is_date(text)), pl.Boolean).fill_null(value=False)
    refused = contradicted | (dated & cells["substance"].is_null()) | cells["substance_text"].is_null()
    return cells.filter(~refused)


def _key(text: str) -> str | None:
    found = substances.find(text) or substances.find(headers.split_unit(text)[0])
    return found.key if found else None


def _is_date(text: str) -> bool:
    return bool(values.DATE.match(text)) or bool(substances.cas_from_date(text))


def _report_substances(cells: pl.DataFrame, table: Table, findings: Findings) -> None:
    role = table.one("substance") or table.one("cas")
    at = role.index if role else 0
    cas = table.one("cas")
    for text, group in _different(cells.filter(pl.col("row_cas").is_not_null()), "row_cas"):
        if cas and _is_date(text):
            meant = " / ".join(substances.cas_from_date(text)) or "?"
            findings.attention("cas_is_date", [(row, cas.index) for row in group], examples=f"“{text}”", meant=meant)
    for text, group in _different(cells.filter(pl.col("substance").is_null()), "substance_text"):
        places = [(row, at) for row in group]
        if _is_date(text):
            meant = " / ".join(substances.cas_from_date(text)) or "?"
            findings.error("substance_is_date", places, examples=f"“{text}”", meant=meant)
        else:
            near = "、".join(substances.suggest(text, 3)) or "—"
            findings.attention("substance_unknown", places, substance=text, suggestions=near)
    empty = cells.filter(pl.col("substance_text").is_null())
    if empty.height:
        findings.error("substance_missing", [(row, at) for row in empty["row"]])
    wrong = cells.filter((pl.col("named") != pl.col("numbered")).fill_null(value=False))
    if wrong.height:
        findings.error(
            "substance_contradiction", [(row, at) for row in wrong["row"]], examples=examples(wrong["row_cas"])
        )


def _different(cells: pl.DataFrame, name: str) -> list[tuple[str, list[int]]]:
    """Rows by different text, the first 200 texts."""
    grouped = cells.drop_nulls(name).group_by(name, maintain_order=True).agg(pl.col("row"))
    return [(text, rows) for text, rows in grouped.head(200).iter_rows()]


def _with_unit_column(cells: pl.DataFrame, table: Table) -> pl.DataFrame:
    """unit_column: where the unit of a value stands or is missing."""
    column = table.one("unit")
    if column is None:
        return cells.with_columns(unit_column="column")
    elsewhere = (pl.col("unit_in_value") != "") | (pl.col("row_unit").is_null() & pl.col("column_unit").is_not_null())
    own = pl.lit(column.index, dtype=pl.Int64)
    return cells.with_columns(unit_column=pl.when(elsewhere).then("column").otherwise(own))


def _with_units(cells: pl.DataFrame, findings: Findings, defaults: Defaults) -> pl.DataFrame:
    """unit (key) and unit_text: of the cell, the row, the column, or the default. Unknown and missing are refused."""
    in_cell = pl.when(pl.col("unit_in_value") != "").then(pl.col("unit_in_value"))
    cells = cells.with_columns(unit_text=pl.coalesce(in_cell, "row_unit", "column_unit"), unit="column_unit_key")
    nearer = pl.coalesce(in_cell, "row_unit")
    if cells.select(nearer.is_not_null().any()).item():
        text = cells.select(nearer.alias("unit_text"))["unit_text"]
        key = by_unique(text, lambda text: headers.unit(text) or None, UNIT)
        cells = cells.with_columns(unit=pl.when(nearer.is_null()).then("unit").otherwise(key))
    own = pl.col("substance").is_in(PROPERTIES).fill_null(value=False)
    default = pl.when(pl.col("unit_text").is_null() & ~own).then(pl.lit(defaults.unit, dtype=UNIT))
    is_ph = (pl.col("substance") == "ph").fill_null(value=False)
    cells = cells.with_columns(
        unit=pl.when(is_ph).then(pl.lit("none", dtype=UNIT)).otherwise(pl.coalesce("unit", default))
    )
    lacking = cells.filter(pl.col("unit").is_null())
    unknown = lacking.drop_nulls("unit_text")
    if unknown.height:
        findings.error(
            "unit_unknown",
            cells_of(at_unit(unknown)),
            examples=examples(unknown["unit_text"]),
            known=", ".join(KNOWN_UNITS),
        )
    _report_missing(lacking.filter(pl.col("unit_text").is_null()).with_columns(own=own), findings)
    return without(cells, pl.col("unit").is_null() & ~(own & pl.col("unit_text").is_null()))


KNOWN_UNITS = [key for key, unit in units.UNITS.items() if unit.dimension in ("mass_fraction", "mass_concentration")]


def at_unit(cells: pl.DataFrame) -> pl.DataFrame:
    """Rows and columns of the cells in which the unit stands."""
    return cells.select("row", column="unit_column")


def _report_missing(lacking: pl.DataFrame, findings: Findings) -> None:
    missing, property_ = lacking.filter(~pl.col("own")), lacking.filter(pl.col("own"))
    if missing.height:
        findings.error("unit_missing", cells_of(at_unit(missing)), examples=examples(missing["substance_text"]))
    if property_.height:
        findings.attention("property_without_unit", cells_of(property_), examples=examples(property_["substance_text"]))
