"""Every way the register of samples changes: a delivery's results come in, a delivery's results are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import polars as pl
import shapely
from django.db import connection, transaction

from jingtu_web.common.audit import record
from jingtu_web.common.models import Place, User
from jingtu_web.registers.samples.importers import Incoming
from jingtu_web.registers.samples.models import Point, Result, Sample

SAMPLE_KEY = ["number", "sample", "medium", "depth_top", "depth_bottom", "sampled_on"]
SAMPLE_TEXTS = ["land_use", "land_use_text", "crop_text", "laboratory"]
RESULT_TEXTS = ["substance", "substance_text", "operator", "text", "unit", "unit_text", "method", "cell"]
RESULT_NUMBERS = ["value", "detection_limit", "quantitation_limit", "row"]
BATCH = 2000


@dataclass(frozen=True)
class Batch:
    """Where rows come from: the delivery and the hash of its file."""

    delivery: UUID
    file_sha256: str

    def of(self, row: dict[str, object]) -> dict[str, object]:
        """The columns of ``common.models.Origin``."""
        return {
            "delivery": self.delivery,
            "file_sha256": self.file_sha256,
            "sheet": row["sheet"] or "",
            "row": row["row"],
        }


@transaction.atomic
def store(incoming: Incoming, *, county: Place, batch: Batch, by: User | str) -> int:
    """Add a delivery's results to the register. Gives the number of samples."""
    points = _store_points(incoming.points, county, batch)
    samples = _store_samples(incoming.results, points, batch)
    detail = {"samples": len(set(samples)), "results": len(incoming.results)}
    _store_results(incoming.results, samples, batch)
    record("samples.store", str(batch.delivery), by=by, **detail)
    return detail["samples"]


@transaction.atomic
def withdraw(delivery: UUID, *, at: datetime, by: User | str, reason: str) -> int:
    """Close every sample of a delivery. The rows stay: what a past day's verdict rested on can be read for ever."""
    count = Sample.objects.standing().filter(delivery=delivery).update(withdrawn_at=at)
    record("samples.withdraw", str(delivery), by=by, samples=count, reason=reason)
    return count


def _store_points(points: pl.DataFrame, county: Place, batch: Batch) -> dict[int, int]:
    """The id of every point by its number in the delivery."""
    known = points.filter(pl.col("point_id").is_not_null())
    ids = dict(zip(known["number"], known["point_id"], strict=True))
    new = list(points.filter(pl.col("point_id").is_null()).iter_rows(named=True))
    made = Point.objects.bulk_create(
        [
            Point(
                county=county,
                place_id=row["place_id"],
                code=row["point"],
                location=None if row["lon"] is None or row["lat"] is None else shapely.Point(row["lon"], row["lat"]),
                **batch.of(row),
            )
            for row in new
        ],
        batch_size=BATCH,
    )
    return ids | {row["number"]: point.id for row, point in zip(new, made, strict=True)}


def _store_samples(results: pl.DataFrame, points: dict[int, int], batch: Batch) -> list[int]:
    """The id of the sample of every result."""
    others = ["sheet", "row", "ph", *SAMPLE_TEXTS]
    grouped = results.group_by(SAMPLE_KEY, maintain_order=True).agg(pl.col(others).drop_nulls().first())
    made = Sample.objects.bulk_create(
        [
            Sample(
                point_id=points[row["number"]],
                code=row["sample"],
                medium=row["medium"] or "",
                **{name: row[name] for name in ("depth_top", "depth_bottom", "sampled_on", "ph")},
                **{name: row[name] or "" for name in SAMPLE_TEXTS},
                **batch.of(row),
            )
            for row in grouped.iter_rows(named=True)
        ],
        batch_size=BATCH,
    )
    ids = grouped.select(SAMPLE_KEY).with_columns(pl.Series("sample_id", [sample.id for sample in made], pl.Int64))
    return results.join(ids, on=SAMPLE_KEY, how="left", nulls_equal=True, maintain_order="left")["sample_id"].to_list()


def _store_results(results: pl.DataFrame, samples: list[int], batch: Batch) -> None:
    """Row by row from the table, without an object for each: a delivery may hold a hundred thousand results."""
    texts = ["sheet", *RESULT_TEXTS]
    table = results.select(pl.col(texts).fill_null(""), *RESULT_NUMBERS, pl.Series("sample_id", samples, pl.Int64))
    fields = {field.attname: field for field in Result._meta.concrete_fields}
    columns = [fields[name].column or name for name in (*table.columns, "delivery", "file_sha256")]
    delivery = fields["delivery"].get_db_prep_save(batch.delivery, connection)
    rows = [(*row, delivery, batch.file_sha256) for row in table.iter_rows()]
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {Result._meta.db_table} ({', '.join(columns)}) VALUES ({places})", rows)
