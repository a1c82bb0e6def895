"""Four hundred soil points: a smooth natural background, the smelter's plume, what the river laid on its plain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import shapely

from examples.wochuan.places import SMELTER, Floats, outline, river, to_degrees, towns_of

POINTS = 400
WIND_TO = np.radians(-35)  # the plume lies to the south-east, on the lee side of the prevailing wind
PLUME_KM, PLAIN_KM = 3.6, 0.9
FIRST_DAY, SAMPLING_DAYS = date(2026, 4, 7), 45


@dataclass(frozen=True)
class Item:
    """How a substance is spread over the county; contents in mg/kg (pH: pH units)."""

    name: str
    symbol: str
    median: float
    spread: float  # standard deviation of the logarithm
    plume: float = 0  # times the median, at the chimney
    plain: float = 0  # times the median, at the bank below the smelter
    digits: int = 3  # significant digits the laboratory gives
    detection_limit: float = 0


METALS = (
    Item("镉", "Cd", 0.16, 0.36, plume=30, plain=3.5, detection_limit=0.01),
    Item("汞", "Hg", 0.075, 0.45, plume=1.5, detection_limit=0.002),
    Item("砷", "As", 9.6, 0.35, plume=9, plain=0.6, detection_limit=0.4),
    Item("铅", "Pb", 29.0, 0.25, plume=20, plain=0.8, detection_limit=2),
    Item("铬", "Cr", 64.0, 0.28, detection_limit=4),
    Item("铜", "Cu", 25.0, 0.30, plume=1.2, detection_limit=1),
    Item("镍", "Ni", 27.0, 0.28, detection_limit=3),
    Item("锌", "Zn", 84.0, 0.25, plume=8, plain=0.7, detection_limit=1),
)
PH = Item("pH", "pH", 5.9, 0.11)
HCH = Item("六六六总量", "HCH", 0.0012, 0.9, detection_limit=0.001)
BENZOPYRENE = Item("苯并[a]芘", "BaP", 0.011, 0.9, plume=25, detection_limit=0.005)
ITEMS = (PH, *METALS, HCH, BENZOPYRENE)


@dataclass(frozen=True)
class SoilPoint:
    """One sampled point and its contents by item name: text as a laboratory rounds it, ``<`` where not detected."""

    point: str
    sample: str
    town_code: str
    town: str
    lon: float
    lat: float
    land_use: str
    sampled_on: date
    contents: dict[str, str]


def soil_points(seed: int) -> tuple[SoilPoint, ...]:
    """The points of this seed, numbered from the north-west."""
    rng = np.random.default_rng([seed, 1])
    east, north = _places(rng)
    lon, lat = to_degrees(east, north)
    columns = {item.name: _texts(item, _contents(item, east, north, rng)) for item in ITEMS}
    uses, days = _land_uses(east, north, rng), rng.integers(0, SAMPLING_DAYS, POINTS)
    return tuple(
        SoilPoint(
            point=f"WC-{number + 1:03d}",
            sample=f"WC26-{number + 1:03d}",
            town_code=town.code,
            town=town.name,
            lon=float(lon[number]),
            lat=float(lat[number]),
            land_use=uses[number],
            sampled_on=FIRST_DAY + timedelta(days=int(days[number])),
            contents={name: texts[number] for name, texts in columns.items()},
        )
        for number, town in enumerate(towns_of(east, north))
    )


def _places(rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Points inside the county, not on the border, from north to south. [km]"""
    inside = outline().buffer(-0.2)
    east, north = rng.uniform(-28, 28, 4 * POINTS), rng.uniform(-24, 24, 4 * POINTS)
    kept = np.flatnonzero(shapely.contains_xy(inside, east, north))[:POINTS]
    order = kept[np.argsort(-north[kept])]
    return east[order], north[order]


def _contents(item: Item, east: Floats, north: Floats, rng: np.random.Generator) -> Floats:
    natural = np.exp(item.spread * (0.8 * _field(east, north, rng) + 0.6 * rng.standard_normal(POINTS)))
    return item.median * (natural + added(item, east, north) * np.exp(0.25 * rng.standard_normal(POINTS)))


def added(item: Item, east: Floats, north: Floats) -> Floats:
    """What smelter and river add to the natural content, as a multiple of its median."""
    return item.plume * _plume(east, north) + item.plain * _plain(east, north)


def _field(east: Floats, north: Floats, rng: np.random.Generator) -> Floats:
    """A smooth random field of about unit variance, correlated over some eight kilometres: a sum of random waves."""
    waves, length = 64, 8.0
    numbers = rng.standard_normal((2, waves)) / length
    phases = rng.uniform(0, 2 * np.pi, waves)
    heights: Floats = np.cos(np.outer(east, numbers[0]) + np.outer(north, numbers[1]) + phases).sum(axis=1)
    return heights * float(np.sqrt(2 / waves))


def _plume(east: Floats, north: Floats) -> Floats:
    """What fell from the chimney: 1 beside it, fading with distance, slower downwind."""
    over_east, over_north = east - SMELTER.x, north - SMELTER.y
    downwind = np.cos(np.arctan2(over_north, over_east) - WIND_TO)
    fallen: Floats = np.exp(-np.hypot(over_east, over_north) / (PLUME_KM * (0.35 + 0.65 * (1 + downwind) / 2)))
    return fallen


def _plain(east: Floats, north: Floats) -> Floats:
    """What the floods laid down below the smelter: 1 at the bank, fading across the plain."""
    away = shapely.distance(river(), shapely.points(east, north))
    laid_down: Floats = np.exp(-away / PLAIN_KM) * (east > SMELTER.x)
    return laid_down


def _land_uses(east: Floats, north: Floats, rng: np.random.Generator) -> list[str]:
    """Paddy in the valley, orchards and dry land on the slopes, vegetables near the county seat."""
    valley = shapely.distance(river(), shapely.points(east, north)) + rng.normal(0, 2.5, POINTS)
    near_seat = np.hypot(east - 1, north - 0.5) + rng.normal(0, 1.5, POINTS)
    slopes = np.where(rng.uniform(size=POINTS) < 0.3, "果园", "旱地")
    uses = np.where(near_seat < 4.5, "菜地", np.where(valley < 7, "水田", slopes))
    return [str(use) for use in uses]


def _texts(item: Item, values: Floats) -> list[str]:
    return [
        f"<{item.detection_limit:g}" if value < item.detection_limit else significant(value, item.digits)
        for value in values.tolist()
    ]


def significant(value: float, digits: int) -> str:
    """The number with so many significant digits, plainly written: 0.0123, 12.3, 123."""
    rounded = float(f"{value:.{digits - 1}e}")
    places = max(0, digits - 1 - int(np.floor(np.log10(rounded))))
    return f"{rounded:.{places}f}"
