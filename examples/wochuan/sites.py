"""Twenty-four parcels (``parcels.geojson``); the fifteen in production are the key units' (``key_units.csv``)."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import shapely
from shapely import Polygon

from examples.wochuan.codes import cadastral_code, credit_code, parcel_code
from examples.wochuan.outlines import area_m2, feature, write_features
from examples.wochuan.places import SMELTER, TOWNS, Town, in_degrees

SITES = Path(__file__).with_name("texts") / "sites.csv"
SMELTER_SITE = "原铁炉冶炼厂"
SMELTER_WIDTH, SMELTER_HEIGHT = 0.6, 0.5  # holds every bore hole of laboratory C [km]
BESIDE_SEAT = ((0.4, 1.0), (-0.8, 0.7), (-0.6, -0.9))  # where a town's parcels lie, from its seat [km]
KEY_UNIT_HEADERS = (
    "单位名称",
    "统一社会信用代码",
    "排污许可证编号",
    "行业代码",
    "行业名称",
    "乡镇",
    "地块编码",
    "经度",
    "纬度",
    "列入名录日期",
)


@dataclass(frozen=True)
class Site:
    """A parcel with who holds it. [outline in km]"""

    serial: int
    town: Town
    outline: Polygon
    row: dict[str, str]

    @property
    def in_production(self) -> bool:
        return self.row["in_production"] == "yes"

    @property
    def code(self) -> str:
        industry = self.row["industry_code"]
        return parcel_code(in_production=self.in_production, industry=industry, serial=self.serial)


def sites() -> list[Site]:
    """The sites of ``texts/sites.csv``, each with its ground near the seat of its town."""
    with SITES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    towns, placed, made = {town.name: town for town in TOWNS}, Counter[str](), []
    for serial, row in enumerate(rows, start=1):
        town = towns[row["town"]]
        outline = _smelter_site() if row["name"] == SMELTER_SITE else _ground(town, placed[town.name])
        placed[town.name] += 1
        made.append(Site(serial, town, outline, row))
    return made


def _smelter_site() -> Polygon:
    return _rectangle(SMELTER.x, SMELTER.y, SMELTER_WIDTH, SMELTER_HEIGHT)


def _ground(town: Town, nth: int) -> Polygon:
    """The town's nth piece of ground: some ten to twenty hectares, a little turned."""
    east, north = BESIDE_SEAT[nth]
    upright = _rectangle(town.east + east, town.north + north, 0.35 + 0.07 * nth, 0.25 + 0.05 * nth)
    return shapely.affinity.rotate(upright, 12 * nth - 20)


def _rectangle(east: float, north: float, width: float, height: float) -> Polygon:
    return shapely.box(east - width / 2, north - height / 2, east + width / 2, north + height / 2)


def write_parcels(path: Path) -> None:
    write_features(
        path,
        [
            feature(
                site.outline,
                地块编码=site.code,
                宗地代码=cadastral_code(town=int(site.town.code[6:9]), serial=site.serial),
                地块名称=site.row["name"],
                乡镇=site.town.name,
                行业代码=site.row["industry_code"],
                在产=site.in_production,
                规划用途=site.row["planned_use"] or None,
                现阶段=site.row["stage"] or None,
                面积平方米=area_m2(site.outline),
            )
            for site in sites()
        ],
    )


def write_key_units(path: Path) -> None:
    """The list of key units, UTF-8 with a byte-order mark so that a Chinese office program opens it."""
    written = StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(KEY_UNIT_HEADERS)
    rows.writerows(_key_unit(site) for site in sites() if site.in_production)
    path.write_bytes(written.getvalue().encode("utf-8-sig"))


def _key_unit(site: Site) -> list[object]:
    row, credit, place = site.row, credit_code(site.serial), in_degrees(site.outline.centroid)
    name, code, industry = row["name"], row["industry_code"], row["industry"]
    return [
        name,
        credit,
        f"{credit}001P",
        code,
        industry,
        site.town.name,
        site.code,
        place.x,
        place.y,
        row["listed_on"],
    ]
