"""Measured points, and counts by township for those who may not see points. Who asks is for the page to decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from jingtu.assessment.verdicts import EXCEEDS, FROM_BEST_TO_WORST, NOT_COMPARED, Verdict
from jingtu_web.common.models import Place
from jingtu_web.maps.places import centre, feature, point


def points(samples: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """One feature per point with coordinates, with its worst sample; ``samples`` come the worst first."""
    located = samples.drop_nulls(["lon", "lat"]).unique("point_id", keep="first", maintain_order=True)
    for row in located.iter_rows(named=True):
        # The worst are drawn last, over the others.
        order = FROM_BEST_TO_WORST.index(row["verdict"]) if row["verdict"] != NOT_COMPARED else -1
        yield feature(
            point(row["lon"], row["lat"]), id=row["point_id"], code=row["point"], verdict=row["verdict"], order=order
        )


def townships(samples: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """One feature per township with an outline: how many samples, and how many exceed. No coordinate of a sample."""
    counts = samples.group_by("place_id").agg(
        samples=pl.len(),
        exceeding=pl.col("verdict").is_in(list(EXCEEDS)).sum(),
        undecided=(pl.col("verdict") == Verdict.UNDECIDED).sum(),
    )
    by_place = {row["place_id"]: row for row in counts.iter_rows(named=True)}
    for place in Place.objects.filter(id__in=[*filter(None, by_place)]).exclude(outline=None):
        row = by_place[place.pk]
        share = row["exceeding"] / row["samples"]
        counted = {name: row[name] for name in ("samples", "exceeding", "undecided")}
        yield feature(centre(place), name=place.name, share=round(share, 4), **counted)
