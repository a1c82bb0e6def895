"""Questions about results and what they mean on a day. The assessment is computed for the day, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl
from django.db.models import Count, Max, QuerySet

from jingtu.assessment.compare import Assessment, assess
from jingtu.assessment.verdicts import EXCEEDS, NOT_COMPARED, RANK, Verdict
from jingtu_web.common.models import User
from jingtu_web.common.scope import sees_exact_points, visible_places
from jingtu_web.registers.samples import facts
from jingtu_web.registers.samples.models import Point, Sample

Fingerprint = tuple[tuple[object, ...], ...]


# A sample of which nothing could be compared comes below the best verdict.
RANKS = {NOT_COMPARED: -1} | {str(verdict): rank for verdict, rank in RANK.items()}


@dataclass(frozen=True)
class Scope:
    """Which results are meant. Blank: all. ``places``: the only ones this person sees; None: every place."""

    places: frozenset[int] | None = None
    place: int | None = None
    medium: str = ""
    land_use: str = ""
    delivery: str = ""

    def narrowed(self, frame: pl.DataFrame) -> pl.DataFrame:
        if self.places is not None:
            frame = frame.filter(pl.col("place_id").is_in(list(self.places)))
        said = {"place_id": self.place, "medium": self.medium, "land_use": self.land_use, "delivery": self.delivery}
        for name, value in said.items():
            frame = frame.filter(pl.col(name) == value) if value else frame
        return frame


def scope_of(user: User) -> Scope:
    """Everything, or for a township what lies within it."""
    if user.role != User.Role.TOWNSHIP:
        return Scope()
    return Scope(places=frozenset(visible_places(user).values_list("id", flat=True)))


def standing(scope: Scope) -> pl.DataFrame:
    """The standing results, in the columns of ``facts``."""
    return scope.narrowed(_standing(fingerprint()))


def assessed(scope: Scope, *, on: date, standards: tuple[str, ...] = ()) -> Assessment:
    """Those results compared with the limits in force on the day, or with these standards."""
    return _assessed(fingerprint(), scope, on, standards)


def judged(scope: Scope, *, on: date, standards: tuple[str, ...] = ()) -> pl.DataFrame:
    """Every standing result with its verdict, or with *not compared*."""
    return _judged(fingerprint(), scope, on, standards)


def fingerprint() -> Fingerprint:
    """Changes whenever a delivery is accepted or withdrawn: what was computed before is then computed anew."""
    rows = Sample.objects.standing().values_list("delivery").annotate(Count("id"), Max("id")).order_by("delivery")
    return tuple(rows)


# Per process and small: a county's results take a few megabytes, and every page asks for the same few views of them.
@lru_cache(maxsize=2)
def _standing(key: Fingerprint) -> pl.DataFrame:
    return facts.results(Sample.objects.standing())


@lru_cache(maxsize=24)
def _assessed(key: Fingerprint, scope: Scope, on: date, standards: tuple[str, ...]) -> Assessment:
    return assess(scope.narrowed(_standing(key)), standards=standards or None, on=on)


@lru_cache(maxsize=24)
def _judged(key: Fingerprint, scope: Scope, on: date, standards: tuple[str, ...]) -> pl.DataFrame:
    found = _assessed(key, scope, on, standards)
    left = found.left_out.with_columns(verdict=pl.lit(NOT_COMPARED))
    return pl.concat([found.results, left], how="diagonal")


def by_sample(results: pl.DataFrame) -> pl.DataFrame:
    """Of results assessed: every sample with its worst verdict and the substance that drives it, the worst first.

    The order of verdicts is ``jingtu``'s; a sample of which nothing was compared is *not compared*.
    """
    what = ["point_id", "point", "place_id", "place", "sample", "medium", "land_use", "sampled_on", "depth_top"]
    what += ["depth_bottom", "lon", "lat", "delivery", "verdict", "ratio", "edition"]
    compared = pl.col("verdict") != NOT_COMPARED
    return (
        results.sort(_rank(), "ratio", descending=True, nulls_last=True)
        .group_by("sample_id", maintain_order=True)
        .agg(
            *[pl.col(name).first() for name in what],
            driver=pl.col("substance").filter(compared).first(),
            compared=compared.sum(),
            exceeding=pl.col("verdict").is_in(list(EXCEEDS)).sum(),
            undecided=(pl.col("verdict") == Verdict.UNDECIDED).sum(),
        )
    )


def _rank() -> pl.Expr:
    return pl.col("verdict").replace_strict(RANKS, return_dtype=pl.Int8)


@dataclass(frozen=True)
class Exceedances:
    """How many samples exceed a limit, of how many compared; the worst first, for those who may see single samples."""

    count: int
    compared: int
    worst: list[dict[str, object]]


def exceedances(user: User, on: date, n: int = 5) -> Exceedances:
    samples = by_sample(judged(scope_of(user), on=on)).filter(pl.col("verdict") != NOT_COMPARED)
    above = samples.filter(pl.col("verdict").is_in(list(EXCEEDS)))
    worst = above.head(n if sees_exact_points(user) else 0)
    return Exceedances(len(above), len(samples), worst.to_dicts())


def search_points(text: str, user: User) -> QuerySet[Point]:
    """Points by number, for those who may see points, where a sample stands."""
    if not sees_exact_points(user):
        return Point.objects.none()
    return points().filter(code__icontains=text, id__in=Sample.objects.standing().values("point"))


def points() -> QuerySet[Point]:
    return Point.objects.select_related("place", "county")
