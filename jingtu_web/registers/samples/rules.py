"""Why results are refused or remarked upon when they meet the register. Plain tables in, problems out."""

from __future__ import annotations

import polars as pl

from jingtu.problems import Problem, Where, attention, error

NEAR = 50.0  # [m] hand-held receivers under trees; a point farther away that bears the same number is another point
METRES_PER_DEGREE = 111_320.0
SAME_MEASUREMENT = ["point_id", "sample", "medium", "depth_top", "depth_bottom", "sampled_on", "substance"]
LONGEST_NUMBER = 120  # characters
WHAT_IT_SAYS = ["value", "operator", "detection_limit", "unit"]


def known_points(new: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """For every point delivered (``point, lon, lat``) the stored one it is (``point_id``, missing where it is new).

    The same number within 50 m, or where one of the two carries no coordinates, is the same point. ``apart`` is the
    distance in metres to the nearest stored point of that number.
    """
    north = (pl.col("lat") - pl.col("lat_stored")) * METRES_PER_DEGREE
    east = (pl.col("lon") - pl.col("lon_stored")) * METRES_PER_DEGREE * pl.col("lat").radians().cos()
    candidates = (
        new.join(stored.select("point", "point_id", "lon", "lat"), on="point", how="left", suffix="_stored")
        .with_columns((north**2 + east**2).sqrt().alias("apart"))
        .sort("apart", "point_id", nulls_last=True)
        .unique("point", keep="first", maintain_order=True)
    )
    another = pl.col("apart") > NEAR
    return candidates.with_columns(pl.when(~another.fill_null(False)).then("point_id").alias("point_id"))


def same_number_elsewhere(matched: pl.DataFrame, file: str) -> list[Problem]:
    """The number is taken by a point somewhere else: accepted as another point, and said."""
    return [
        attention(
            "samples.same_number_elsewhere", Where(file, row["sheet"]), point=row["point"], apart=round(row["apart"])
        )
        for row in matched.filter(pl.col("apart") > NEAR).iter_rows(named=True)
    ]


def contradicting(new: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """The rows whose sample and substance the register holds with another value, that value beside them."""
    both = new.join(stored, on=SAME_MEASUREMENT, nulls_equal=True, suffix="_stored")
    differing = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_stored")) for name in WHAT_IT_SAYS)
    return both.filter(differing & pl.col("substance").is_not_null())


def contradictions(rows: pl.DataFrame, file: str) -> list[Problem]:
    """The same sample and substance with another value than the register holds: refused."""
    return [
        error(
            "samples.contradicts",
            Where(file, row["sheet"] or "", row["cell"] or ""),
            sample=row["sample"],
            substance=row["substance_text"],
            new=_as_delivered(row["text"], row["unit_text"]),
            stored=_as_delivered(row["text_stored"], row["unit_text_stored"]),
        )
        for row in rows.iter_rows(named=True)
    ]


def _as_delivered(text: str | None, unit: str | None) -> str:
    return f"{text or ''} {unit or ''}".strip()


def outside_county(points: pl.DataFrame, file: str) -> list[Problem]:
    """Points (``point, sheet, inside``) whose coordinates lie outside the county: accepted, and named together."""
    outside = points.filter(~pl.col("inside"))
    return [
        attention(
            "samples.outside_county",
            Where(file, str(sheet)),
            count=len(group),
            points="、".join(group["point"].head(20)),
        )
        for (sheet,), group in outside.group_by("sheet", maintain_order=True)
    ]


def too_long() -> pl.Expr:
    """Rows whose point or sample number no register can keep."""
    return pl.max_horizontal(pl.col("point", "sample").str.len_chars()) > LONGEST_NUMBER


def numbers_too_long(rows: pl.DataFrame, file: str) -> list[Problem]:
    """A number that long means that some other column was taken for it: refused."""
    return [
        error("samples.number_too_long", Where(file, row["sheet"] or "", row["cell"] or ""), most=LONGEST_NUMBER)
        for row in rows.unique("sample", maintain_order=True).iter_rows(named=True)
    ]
