"""Laboratory C: the closed smelter's site, sampled by depth; a GB18030 csv with the depth inside the sample code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import numpy as np

from examples.wochuan.places import SMELTER, Floats, to_degrees
from examples.wochuan.soil import significant

HOLES = 10
DEPTHS = ("0.5", "1.5", "3.0")
FADING = np.array([1.0, 0.35, 0.12])  # what is left of the surface's load at each depth
PLACE_HEADERS = ("样品编号", "点位名称", "用地类型", "经度", "纬度", "采样日期", "pH")


@dataclass(frozen=True)
class SiteItem:
    """A substance of the site: natural content and load at the surface, in the unit of its column."""

    name: str
    unit: str
    natural: float
    load: float
    detection_limit: float


SITE_ITEMS = (
    SiteItem("砷", "mg/kg", 11, 60, 0.01),
    SiteItem("镉", "mg/kg", 0.25, 45, 0.01),
    SiteItem("六价铬", "mg/kg", 0.1, 0.9, 0.5),
    SiteItem("铜", "mg/kg", 28, 220, 1),
    SiteItem("铅", "mg/kg", 33, 900, 10),
    SiteItem("汞", "mg/kg", 0.08, 1.1, 0.002),
    SiteItem("镍", "mg/kg", 29, 25, 3),
    SiteItem("锑", "mg/kg", 1.2, 14, 0.3),
    SiteItem("铊", "mg/kg", 0.6, 2.5, 0.1),
    SiteItem("苯", "μg/kg", 0.2, 5, 1.9),
    SiteItem("三氯乙烯", "μg/kg", 0.2, 4, 1.2),
    SiteItem("苯并[a]芘", "mg/kg", 0.03, 0.9, 0.1),
)


def write_lab_c(path: Path, *, seed: int) -> None:
    rng = np.random.default_rng([seed, 3])
    lon, lat = to_degrees(SMELTER.x + rng.uniform(-0.25, 0.25, HOLES), SMELTER.y + rng.uniform(-0.2, 0.2, HOLES))
    written = StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow([*PLACE_HEADERS, *(f"{item.name}({item.unit})" for item in SITE_ITEMS)])
    for hole in range(HOLES):
        contents = _contents(rng)
        for depth, row in zip(DEPTHS, contents, strict=True):
            code = f"YL-S{hole + 1:02d}"
            place = [f"{code}-{depth}", code, "工业用地", f"{lon[hole]:.6f}", f"{lat[hole]:.6f}", "2026-06-18"]
            rows.writerow([*place, f"{rng.normal(6.8, 0.4):.2f}", *row])
    path.write_bytes(written.getvalue().encode("gb18030"))


def _contents(rng: np.random.Generator) -> list[list[str]]:
    """One bore hole: a row of texts per depth."""
    load = np.exp(rng.normal(-1.2, 1.3)) * FADING
    columns = [_column(item, load * np.exp(rng.normal(0, 0.4, len(DEPTHS))), rng) for item in SITE_ITEMS]
    return [list(row) for row in zip(*columns, strict=True)]


def _column(item: SiteItem, load: Floats, rng: np.random.Generator) -> list[str]:
    values = item.natural * np.exp(rng.normal(0, 0.25, len(DEPTHS))) + item.load * load
    limit = item.detection_limit
    return [f"<{limit:g}" if value < limit else significant(value, 3) for value in values.tolist()]
