"""Limit lines as a frame to join results with: every condition of the print turned into a key that a result can carry.

A key that is null does not matter for that substance; ``needs`` says which do. The lookups of the standards (exact land
use, then *other*, then *any*; rotation: the stricter; total before species) are written out here as lines, so that the
comparison itself is one join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import polars as pl

from jingtu.assessment.facts import PH_BANDS
from jingtu.assessment.verdicts import CLASSES, Reason
from jingtu.standards.crops import CROPS
from jingtu.standards.limit import Kind, Limit

KEYS = ("farmland_use", "band", "land_class", "crop_type", "condition", "crop")
FARMLAND_USES = ("paddy", "orchard", "other", "rotation")
LOOKUP = {"paddy": ("paddy", "other", "any"), "orchard": ("orchard", "other", "any"), "other": ("other", "any")}
CLASS_NUMBERS = {str(verdict).removeprefix("CLASS_"): number for number, verdict in enumerate(CLASSES, start=1)}
# A crop limit on a species is first held against the total: a total within it needs no species.
TOTALS = {"inorganic_arsenic": "arsenic", "methylmercury": "mercury"}

MEDIA: Mapping[str, str] = {
    "gb15618": "soil",
    "gb36600": "soil",
    "gbt14848": "groundwater",
    "gb5084": "irrigation_water",
    "gb2762": "crop",
}
"""Standards an assessment compares with, and the medium each is about."""


@dataclass(frozen=True)
class Line:
    """A limit and the keys under which a result finds it."""

    limit: Limit
    keys: Mapping[str, object]
    substance: str
    species: str | None = None
    remark: Reason | None = None


def number_of(standard: str) -> str:
    """The standard without its edition: ``gb2762`` of ``gb2762_2025``."""
    return standard.partition("_")[0]


def lines(limits: Iterable[Limit], *, conditions: Sequence[str] = ()) -> pl.DataFrame:
    """Every line of the standards in :data:`MEDIA`, in the form the join takes.

    ``conditions``: what the user has stated of the place or crop (GB 5084: salt content, fluoride, boron).
    """
    by_edition: dict[tuple[str, str], list[Limit]] = defaultdict(list)
    for limit in limits:
        if number_of(limit.standard) in MEDIA and limit.kind is not Kind.BACKGROUND:
            by_edition[limit.standard, limit.substance].append(limit)
    found = [line for group in by_edition.values() for line in _written_out(group, frozenset(conditions))]
    return pl.DataFrame([_row(line) for line in found], schema=SCHEMA, orient="row").with_row_index("line")


def needs(table: pl.DataFrame) -> pl.DataFrame:
    """Per edition and substance: the keys a result must carry (``needs_<key>``), unit and place of the limits."""
    return table.group_by("edition", "substance", maintain_order=True).agg(
        *[pl.col(key).is_not_null().any().alias(f"needs_{key}") for key in KEYS],
        pl.col("limit_unit", "table", "row_no", "cite", "cite_en", "mark").first(),
        decides=pl.col("decides").any(),
        has_words=pl.col("text_value").is_not_null().any(),
    )


def _written_out(limits: list[Limit], stated: frozenset[str]) -> Iterator[Line]:
    number = number_of(limits[0].standard)
    if number == "gb15618":
        yield from _farmland(limits)
    elif number == "gb2762":
        yield from _food(limits)
    else:
        for limit in _conditioned(limits, stated):
            yield Line(limit, _plain_keys(limit), limit.substance)


def _plain_keys(limit: Limit) -> dict[str, object]:
    of = limit.conditions
    return {"land_class": of.land_class, "crop_type": of.crop_type, "condition": of.condition}


def _conditioned(limits: list[Limit], stated: frozenset[str]) -> list[Limit]:
    """Only the lines of the stated condition where one is stated; all, each under its condition, where none is."""
    chosen = [limit for limit in limits if limit.conditions.condition in stated]
    if not chosen:
        return limits
    return [replace(limit, conditions=replace(limit.conditions, condition=None)) for limit in chosen]


# ---------------------------------------------------------------- GB 15618: land use and pH


def _farmland(limits: list[Limit]) -> Iterator[Line]:
    by_use = any(limit.conditions.land_use not in ("any", None) for limit in limits)
    by_ph = any(_has_ph(limit) for limit in limits)
    for use in FARMLAND_USES if by_use else (None,):
        for band in range(len(PH_BANDS) + 1) if by_ph else (None,):
            here = [limit for limit in limits if band is None or limit.conditions.holds_ph(ph_within(band))]
            for kind in (Kind.SCREENING, Kind.INTERVENTION):
                chosen, remark = _for_use([limit for limit in here if limit.kind is kind], use)
                if chosen:
                    yield Line(chosen, {"farmland_use": use, "band": band}, chosen.substance, remark=remark)


def ph_within(band: int) -> Decimal:
    """A pH that lies in the band."""
    return Decimal(str(PH_BANDS[band])) if band < len(PH_BANDS) else Decimal(14)


def _has_ph(limit: Limit) -> bool:
    return limit.conditions.ph_min is not None or limit.conditions.ph_max is not None


def _for_use(limits: list[Limit], use: str | None) -> tuple[Limit | None, Reason | None]:
    """Exact, then other, then any. Paddy in rotation with dry crops: the stricter of the two."""
    if use != "rotation":
        return _first_of(limits, LOOKUP[use] if use else ("any", None)), None
    both = [_first_of(limits, LOOKUP[one]) for one in ("paddy", "other")]
    found = [limit for limit in both if limit is not None and limit.value is not None]
    stricter = min(found, key=lambda limit: limit.value or Decimal(0), default=None)
    return stricter, Reason.ROTATION if len(set(found)) > 1 else None


def _first_of(limits: list[Limit], uses: Sequence[str | None]) -> Limit | None:
    for use in uses:
        for limit in limits:
            if limit.conditions.land_use == use or (use == "any" and limit.conditions.land_use is None):
                return limit
    return None


# ---------------------------------------------------------------- GB 2762: crops


def _food(limits: list[Limit]) -> Iterator[Line]:
    printed = {limit.conditions.food_code or "" for limit in limits}
    for crop in CROPS:
        for limit in limits:
            if crop.line(limit.substance, printed) != limit.conditions.food_code:
                continue
            yield Line(limit, {"crop": crop.code}, limit.substance)
            total = TOTALS.get(limit.substance)
            if total and total not in crop.food_codes:
                yield Line(limit, {"crop": crop.code}, total, species=limit.substance)


# ---------------------------------------------------------------- one row per line

SCHEMA: Mapping[str, type[pl.DataType]] = {
    "standard": pl.String,
    "edition": pl.String,
    "number": pl.String,
    "line_medium": pl.String,
    "valid_from": pl.Date,
    "valid_before": pl.Date,
    "substance": pl.String,
    "kind": pl.String,
    "class": pl.Int64,
    "lower": pl.Float64,
    "lower_inclusive": pl.Boolean,
    "lower_text": pl.String,
    "upper": pl.Float64,
    "upper_inclusive": pl.Boolean,
    "upper_text": pl.String,
    "text_value": pl.String,
    "printed": pl.String,
    "limit_unit": pl.String,
    "table": pl.String,
    "row_no": pl.String,
    "cite": pl.String,
    "cite_en": pl.String,
    "mark": pl.String,
    "decides": pl.Boolean,
    "reservation": pl.Boolean,
    "background_clause": pl.Boolean,
    "species": pl.String,
    "remark": pl.String,
    "farmland_use": pl.String,
    "band": pl.Int64,
    "land_class": pl.Int64,
    "crop_type": pl.String,
    "condition": pl.String,
    "crop": pl.String,
}


def _row(line: Line) -> tuple[object, ...]:
    of = line.limit
    return (
        of.standard,
        of.edition,
        number_of(of.standard),
        MEDIA[number_of(of.standard)],
        of.period.start,
        of.period.before,
        line.substance,
        of.kind.value,
        CLASS_NUMBERS.get(of.conditions.class_ or ""),
        *_bound(of.lower, of.lower_inclusive),
        *_bound(of.upper, of.upper_inclusive),
        of.text_value,
        of.printed,
        of.unit,
        of.table,
        of.row,
        of.cite,
        of.cite_en,
        of.verification.value,
        of.decides,
        of.reservation,
        of.background_clause,
        line.species,
        line.remark,
        *(line.keys.get(key) for key in KEYS),
    )


def _bound(value: Decimal | None, inclusive: bool | None) -> tuple[float | None, bool | None, str | None]:
    return (None, None, None) if value is None else (float(value), bool(inclusive), str(value))
