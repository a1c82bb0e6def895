"""The data rows of a table: what is data, and what each row says of its sample."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl

from jingtu.intake import days, depths, headers, places, values
from jingtu.intake.findings import Cells, Findings, cells_of, examples
from jingtu.intake.tables import Column, Layout, Table, squeezed

DESCRIBING = (
    "sample", "point", "depth", "depth_top", "depth_bottom", "sampled_on", "place", "village", "land_use", "medium",
    "crop", "lon", "lat", "x", "y", "ph", "substance", "cas", "unit", "operator", "censored", "detection_limit",
    "quantitation_limit", "method", "laboratory",
)  # fmt: skip
"""Roles whose text is read for every row."""
EARLIEST = date(1990, 1, 1)
NOTE = (
    r"(?i)^\s*(?:(?:注|备注|说明|备考|声明|检测人|检测单位|检测机构|分析人|审核|审核人|复核|复核人|校核|编制|编制人|制表|填表人|签发|报告日期"
    r"|notes?|remarks?)\s*\d*\s*[:：]|以下空白)"
)
"""Lines below a table that speak of it: remarks and signatures."""


def by_unique(texts: pl.Series, read: Callable[[str], Any], kind: Any) -> pl.Series:
    """``read`` over a column of text, once per different text; null stays null."""
    different = texts.unique().drop_nulls()
    answers = pl.Series([read(text) for text in different], dtype=kind)
    return texts.replace_strict(different, answers, default=None, return_dtype=kind)


def without(frame: pl.DataFrame, condition: pl.Expr) -> pl.DataFrame:
    """The rows of which the condition is not true; the frame itself, not a copy, where it is true of none."""
    gone = frame.select(condition.fill_null(value=False)).to_series()
    return frame.filter(~gone) if gone.any() else frame


def spread(frame: pl.DataFrame, places: pl.Series) -> pl.DataFrame:
    """Rows of a frame at ``places``; columns that say nothing, or one thing, are not copied cell by cell."""
    same = {name for name in frame.columns if frame.height and frame[name].n_unique() == 1}
    spread = frame.select(pl.exclude(same))[places] if len(same) < frame.width else pl.DataFrame(height=len(places))
    return spread.with_columns(pl.lit(frame[name][0], dtype=frame.schema[name]).alias(name) for name in same)


def data_rows(table: Table, findings: Findings) -> pl.DataFrame:
    """Rows with results: ``row`` and the grid's columns. What else stands below the header is listed as skipped."""
    grid = _filled_down(table).with_row_index("row").slice(table.start, table.end - table.start)
    results = [column.name for column in _value_columns(table)]
    totals = [text for text, label in headers.labels().items() if label == "total"]
    kind = (
        pl.when(pl.all_horizontal(pl.exclude("row").is_null())).then(pl.lit("blank"))
        .when(_repeats(table)).then(pl.lit("repeated_header"))
        .when(_label_of(table).is_in(totals)).then(pl.lit("total_row"))
        .when(_label_of(table).is_in(list(headers.labels()))).then(pl.lit("describing_row"))
        .when(pl.any_horizontal(pl.col(results).is_not_null()) & ~_note(results)).then(pl.lit("data"))
        .otherwise(pl.lit("row_without_results"))
    )  # fmt: skip
    kinds = grid.select("row", kind=kind)
    for reason in ("repeated_header", "total_row", "describing_row"):
        skipped = grid.filter(kinds["kind"] == reason)
        _skip_rows(findings, skipped, reason)
        if skipped.height:
            findings.attention(reason, _first_cells(skipped))
    _skip_rows(findings, grid.filter(kinds["kind"] == "row_without_results"), "row_without_results")
    data = grid.filter(kinds["kind"] == "data")
    if data.is_empty():
        findings.attention("table_without_results", [(table.first, 0)])
    return data


def _note(results: list[str]) -> pl.Expr:
    """A row that begins with the word of a remark and holds no figure as result."""
    figures = [pl.col(name).cast(pl.Float64, strict=False).is_not_null() for name in results]
    first = pl.coalesce(pl.exclude("row")).str.contains(NOTE).fill_null(value=False)
    return first & ~pl.any_horizontal(figures)


def _value_columns(table: Table) -> list[Column]:
    wanted = ("value", "censored", "operator") if table.layout is Layout.LONG else ("result", "ph")
    return [column for role in wanted for column in table.having(role)]


def filled_cells(frame: pl.DataFrame) -> Cells:
    """Every filled cell of rows of the grid."""
    names = [name for name in frame.columns if name != "row"]
    long = frame.unpivot(index="row", on=names, variable_name="name", value_name="text").drop_nulls("text")
    return cells_of(long.with_columns(column=pl.col("name").str.slice(1).cast(pl.Int64)))


def _first_cells(frame: pl.DataFrame) -> Cells:
    """The first filled cell of every row."""
    firsts: dict[int, int] = {}
    for row, column in filled_cells(frame):
        firsts[int(row)] = min(int(column), firsts.get(int(row), int(column)))
    return list(firsts.items())


def _skip_rows(findings: Findings, frame: pl.DataFrame, reason: str) -> None:
    if frame.height:
        findings.skip(reason, filled_cells(frame))


def _repeats(table: Table) -> pl.Expr:
    """Rows in which at least two cells repeat the name of their column, and no figure stands."""
    named = [column for column in table.columns if column.text]
    same = [pl.col(c.name).str.strip_chars().is_in(c.text.split(" / ")).fill_null(value=False) for c in named]
    cells = pl.sum_horizontal(pl.exclude("row").is_not_null())
    return (pl.sum_horizontal(same) >= 2) & (pl.sum_horizontal(same) * 2 >= cells)


def _label_of(table: Table) -> pl.Expr:
    """The squeezed text that names a row: the first filled of its identity columns and the table's first column."""
    named = [column.name for role in ("sample", "point", "number") for column in table.having(role)]
    first = next((column.name for column in table.columns if column.text), "c0")
    return squeezed(pl.coalesce(*dict.fromkeys([*named, first]))).str.replace_all(r"[(\[].*$", "")


def _filled_down(table: Table) -> pl.DataFrame:
    """The grid with merged descriptions carried to every row they cover."""
    grid = table.sheet.grid
    describing = {column.index for role in DESCRIBING for column in table.having(role)}
    sources: dict[int, list[int]] = {}
    for top, left, bottom, _ in table.sheet.merged:
        if bottom > top >= table.start and left in describing and bottom < grid.height:
            rows = sources.setdefault(left, list(range(grid.height)))
            rows[top : bottom + 1] = [top] * (bottom + 1 - top)
    return grid.with_columns(grid[f"c{index}"].gather(rows).alias(f"c{index}") for index, rows in sources.items())


def role_texts(table: Table, data: pl.DataFrame) -> pl.DataFrame:
    """``row`` and one text column per describing role; null throughout where the table has no such column."""
    texts = []
    for role in DESCRIBING:
        column = table.one(role)
        text = pl.col(column.name).str.strip_chars() if column else pl.lit(None, dtype=pl.String)
        texts.append(text.alias(role))
    return data.select("row", *texts)


class RowReader:
    """Reads what rows say of their samples; notes problems and rows that must be refused."""

    def __init__(self, table: Table, texts: pl.DataFrame, findings: Findings) -> None:
        self.table, self.texts, self.findings = table, texts, findings
        self.refused: set[int] = set()

    def cells(self, mask: pl.Series, role: str) -> list[tuple[int, int]]:
        column = self.table.one(role)
        index = column.index if column else 0
        return [(row, index) for row in self.texts["row"].filter(mask).to_list()]

    def report(self, name: str, mask: pl.Series, role: str, *, refuse: bool = False, **values: object) -> None:
        """One problem for all rows of the mask, at their cell of ``role``."""
        mask = mask.fill_null(value=False)
        if not mask.any():
            return
        rows = self.texts["row"].filter(mask).to_list()
        shown = examples(self.texts[role].filter(mask).drop_nulls()) if role in self.texts.columns else ""
        if refuse:
            self.refused.update(rows)
            self.findings.error(name, self.cells(mask, role), examples=shown, **values)
        else:
            self.findings.attention(name, self.cells(mask, role), examples=shown, **values)

    def read(self, role: str, read: Callable[[str], Any], kind: Any) -> pl.Series:
        return by_unique(self.texts[role], read, kind)

    def codes(self) -> pl.DataFrame:
        """sample, point: codes tidied; without any column of codes the row number stands in."""
        if self.table.layout is Layout.CROSSED:
            return self.texts.select("sample", "point")
        role = next((role for role in ("sample", "point") if self.table.one(role)), None)
        if role is None:
            self.findings.attention("no_sample_column", [(self.table.first, 0)])
            numbered = "#" + (self.texts["row"] + 1).cast(pl.String)
            return pl.DataFrame({"sample": numbered, "point": numbered})
        code = self.texts[role].fill_null(self.texts["point"])
        tidy = code.str.normalize("NFKC").str.strip_chars()
        self.report("sample_missing", tidy.is_null(), role, refuse=True)
        self.report("code_is_date", tidy.str.contains(r"^\d{4}-\d{2}-\d{2} 00:00:00$"), role)
        point = self.texts["point"].str.normalize("NFKC").str.strip_chars()
        carrying = by_unique(_with_depth(tidy), _point, pl.String)
        return pl.DataFrame({"sample": tidy, "point": point.fill_null(carrying).fill_null(tidy)})

    def untidy_codes(self, data: pl.DataFrame) -> None:
        """Codes with blanks around them are the same codes; say so once."""
        for role in ("sample", "point"):
            column = self.table.one(role)
            if column is not None:
                raw = data[column.name]
                self.report("code_spaces", raw != raw.str.strip_chars(), role)

    def depth(self, code: pl.Series) -> pl.DataFrame:
        """depth_top, depth_bottom in metres: from their columns, or from the sample code."""
        if self.table.one("depth_top") and self.table.one("depth_bottom"):
            ends = [self._one_depth(role) for role in ("depth_top", "depth_bottom")]
            return pl.DataFrame({"depth_top": ends[0][0], "depth_bottom": ends[1][1]})
        found = self._one_depth("depth")
        code = _with_depth(code)
        top = by_unique(code, lambda text: depths.split_code(text).depth.top, pl.Float64)
        bottom = by_unique(code, lambda text: depths.split_code(text).depth.bottom, pl.Float64)
        return pl.DataFrame({"depth_top": found[0].fill_null(top), "depth_bottom": found[1].fill_null(bottom)})

    def _one_depth(self, role: str) -> tuple[pl.Series, pl.Series]:
        column = self.table.one(role)
        given = column.unit_text if column else ""

        def part(name: str) -> Callable[[str], Any]:
            return lambda text: getattr(depths.parse(text, given), name)

        state = self.read(role, part("state"), pl.String)
        self.report("depth_not_understood", state == "not_understood", role)
        self.report("depth_in_cm", state == "guessed_cm", role)
        return self.read(role, part("top"), pl.Float64), self.read(role, part("bottom"), pl.Float64)

    def day(self, on: date | None) -> pl.Series:
        state = self.read("sampled_on", lambda text: days.parse(text).state, pl.String)
        day = self.read("sampled_on", lambda text: days.parse(text).day, pl.Date)
        self.report("date_impossible", state == "impossible", "sampled_on", refuse=True)
        self.report("date_ambiguous", state == "ambiguous", "sampled_on")
        self.report("date_not_understood", state == "not_understood", "sampled_on")
        self.report("date_early", day < EARLIEST, "sampled_on")
        if on is not None:
            self.report("date_future", day > on, "sampled_on", on=on.isoformat())
        return day

    def ph(self) -> pl.Series:
        value = numbers(self.texts["ph"])
        self.report("ph_out_of_range", (value < 0) | (value > 14), "ph", refuse=True)
        return pl.select(pl.when(value.is_between(0, 14)).then(value)).to_series()

    def land_use(self) -> pl.Series:
        """Key of the land use. Single letters are codes only in a column in which every text is known."""
        texts = self.texts["land_use"]
        key = self.read("land_use", headers.land_use, pl.String)
        if (texts.is_not_null() & key.is_null()).any():
            key = key.set((texts.str.len_chars() == 1).fill_null(value=False), None)
        self.report("land_use_unknown", texts.is_not_null() & key.is_null(), "land_use")
        return key

    def coordinates(self) -> pl.DataFrame:
        """lon, lat, x, y as numbers; a text that is none is a problem."""
        read = {}
        for role in ("lon", "lat", "x", "y"):
            value = numbers(self.texts[role], places.parse)
            self.report("coordinate_not_understood", self.texts[role].is_not_null() & value.is_null(), role)
            read[role] = value
        return pl.DataFrame(read)


def _with_depth(codes: pl.Series) -> pl.Series:
    """Codes that may carry a depth; null for the others."""
    return codes.set(~codes.str.contains(depths.SEPARATOR), None)


def coded(codes: pl.Series) -> pl.DataFrame:
    """sample, point, depth_top, depth_bottom of codes that stand in headers, one per result."""
    parts = [depths.split_code(code) for code in codes]
    return pl.DataFrame(
        {
            "sample": codes,
            "point": [part.point for part in parts],
            "depth_top": pl.Series([part.depth.top for part in parts], dtype=pl.Float64),
            "depth_bottom": pl.Series([part.depth.bottom for part in parts], dtype=pl.Float64),
        }
    )


def _point(code: str) -> str:
    return depths.split_code(code).point


def numbers(texts: pl.Series, read: Callable[[str], float | None] | None = None) -> pl.Series:
    """Text to numbers; what is no plain number goes through ``read``."""
    plain = texts.cast(pl.Float64, strict=False)
    plain = pl.select(pl.when(plain.is_finite()).then(plain)).to_series()
    odd = texts.filter(texts.is_not_null() & plain.is_null())
    if odd.is_empty():
        return plain
    return plain.fill_null(by_unique(texts.set(plain.is_not_null(), None), read or _number, pl.Float64))


def _number(text: str) -> float | None:
    found = values.parse(text)
    return found.value if found.state in ("value", "negative") and not found.operator else None
