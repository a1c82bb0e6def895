"""From the register to the plain table that ``jingtu.assessment`` compares: one row per sample and substance."""

from __future__ import annotations

import polars as pl
import shapely

from jingtu_web.common.models import Place
from jingtu_web.registers.samples.models import Point, Result, SampleQuerySet

# The columns are those of ``jingtu.intake.laboratory``, followed by the keys of the rows they came from.
POINT = {"point_id": pl.Int64, "point": pl.String, "place_id": pl.Int64, "lon": pl.Float64, "lat": pl.Float64}
SAMPLE = {
    "sample_id": pl.Int64,
    "point_id": pl.Int64,
    "delivery": pl.String,
    "sample": pl.String,
    "medium": pl.String,
    "depth_top": pl.Float64,
    "depth_bottom": pl.Float64,
    "sampled_on": pl.Date,
    "land_use": pl.String,
    "land_use_text": pl.String,
    "crop_text": pl.String,
    "ph": pl.Float64,
    "laboratory": pl.String,
}
RESULT = {
    "result_id": pl.Int64,
    "sample_id": pl.Int64,
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.Int64,
    "cell": pl.String,
    "substance": pl.String,
    "substance_text": pl.String,
    "value": pl.Float64,
    "operator": pl.String,
    "detection_limit": pl.Float64,
    "quantitation_limit": pl.Float64,
    "text": pl.String,
    "unit": pl.String,
    "unit_text": pl.String,
    "method": pl.String,
}
PLACE = {"place_id": pl.Int64, "place": pl.String, "place_code": pl.String}
# What makes two rows of two deliveries the same measurement.
SAME_SAMPLE = ["point_id", "sample", "medium", "depth_top", "depth_bottom", "sampled_on"]
BLANK_IS_MISSING = ["medium", "land_use", "land_use_text", "crop_text", "laboratory"]
BLANK_IS_MISSING += ["substance", "unit", "unit_text", "method"]
NOWHERE = shapely.Point(float("nan"), float("nan"))


def results(samples: SampleQuerySet) -> pl.DataFrame:
    """Every result of these samples, each measurement once, in the columns that intake gives.

    Where two deliveries hold the same measurement, the one stored first stands; a pH that only one of them carries
    serves both.
    """
    columns = ["id", "sample_id", "file_sha256", *list(RESULT)[3:]]
    rows = Result.objects.filter(sample__in=samples).order_by("id").values_list(*columns)
    frame = pl.DataFrame(list(rows), RESULT, orient="row").join(_samples(samples), on="sample_id", how="left")
    frame = frame.join(_points(samples), on="point_id", how="left").join(_places(), on="place_id", how="left")
    return (
        frame.with_columns(pl.col(BLANK_IS_MISSING).replace("", None))
        .with_columns(pl.col("ph").drop_nulls().first().over(SAME_SAMPLE))
        .unique([*SAME_SAMPLE, "substance", "substance_text"], keep="first", maintain_order=True)
        .with_columns(pl.lit(None, pl.Float64).alias("x"), pl.lit(None, pl.Float64).alias("y"))
    )


def _samples(samples: SampleQuerySet) -> pl.DataFrame:
    columns = ["id", "point_id", "delivery", "code", *list(SAMPLE)[4:]]
    rows = [(id_, point, str(delivery), *rest) for id_, point, delivery, *rest in samples.values_list(*columns)]
    return pl.DataFrame(rows, SAMPLE, orient="row")


def _points(samples: SampleQuerySet) -> pl.DataFrame:
    rows = list(Point.objects.filter(id__in=samples.values("point")).values_list("id", "code", "place_id", "location"))
    places = [location or NOWHERE for *_, location in rows]
    lon, lat = shapely.get_x(places), shapely.get_y(places)
    located = [(*row[:3], x, y) for row, x, y in zip(rows, lon, lat, strict=True)]
    return pl.DataFrame(located, POINT, orient="row").with_columns(pl.col("lon", "lat").fill_nan(None))


def _places() -> pl.DataFrame:
    return pl.DataFrame(list(Place.objects.values_list("id", "name", "code")), PLACE, orient="row")
