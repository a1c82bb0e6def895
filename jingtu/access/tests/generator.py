"""Land-supply lists with planted violations, by seed: 300 rows, of which 25 lie on restricted land, one of each kind.

The kinds are listed beforehand in ``PLANT`` and ``DECOY``; a row's kind is kept beside the file, never in it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pyproj
import shapely
import xlsxwriter
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from jingtu.access.model import Conclusion, Coverage, Entry, Facts, Kind, Stage
from jingtu.access.space import Register
from jingtu.periods import Period

ON = date(2026, 6, 1)
ROWS = 300
PLACE = "999901"
ZONED = "EPSG:4526"
ORIGIN = (38_400_000.0, 3_980_000.0)
CELL = 1_200.0
COLUMNS = 45
FIRST = "红星东风长青永安建华光明胜利友谊跃进前锋金山银河天马海燕松柏玉泉石门云岭梅溪竹林杏花柳湾枫桥榆关槐荫"
TRADES = ("化工", "电镀", "冶炼", "焦化", "制革", "农药", "染料", "蓄电池", "炼油", "铬盐")
HEADERS = (
    *("序号", "宗地编号", "地块名称", "曾用名", "土地使用权人", "统一社会信用代码"),
    *("坐落", "规划用途", "现状用途", "办理环节", "日期", "拐点坐标"),
)
Row = dict[str, str]
Place = tuple[int, int]


@dataclass
class County:
    """Registers of a made-up county, the rows of a list, and which entry each planted row lies on."""

    register: Register
    rows: list[Row]
    planted: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Row number, from 1 -> kind, id of the entry."""
    decoys: dict[int, str] = field(default_factory=dict)

    def write(self, path: Path) -> Path:
        with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
            sheet = book.add_worksheet("供地清单")
            for column, head in enumerate(HEADERS):
                sheet.write_string(0, column, head)
            for number, row in enumerate(self.rows, start=1):
                sheet.write_number(number, 0, number)
                for column, head in enumerate(HEADERS[1:], start=1):
                    sheet.write_string(number, column, row.get(head, ""))
        return path


@cache
def _to_degrees() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(ZONED, "EPSG:4490", always_xy=True)


def degrees(shape: BaseGeometry) -> BaseGeometry:
    """A shape in metres of zone 38 as longitude and latitude."""
    convert = _to_degrees().transform
    return shapely.transform(shape, lambda points: np.column_stack(convert(points[:, 0], points[:, 1])))


def square(cell: Place, *, east: float = 0.0, north: float = 0.0, size: float = 320.0, depth: float = 0.0) -> Polygon:
    """A parcel in a cell of the county, in metres of zone 38."""
    x, y = ORIGIN[0] + cell[0] * CELL + east, ORIGIN[1] + cell[1] * CELL + north
    return shapely.box(x, y, x + size, y + (depth or size))


def corners(shape: BaseGeometry, *, zone: int = 38, east_first: bool = False) -> str:
    """``J1,X,Y;J2,…`` as surveyors write it, X being the northing."""
    moved = (zone - 38) * 1_000_000
    parts = [list(part.exterior.coords)[:-1] for part in shapely.get_parts(shape)]
    texts = []
    for ring, part in enumerate(parts, start=1):
        for number, (x, y) in enumerate(part, start=1):
            pair = f"{x + moved:.3f},{y:.3f}" if east_first else f"{y:.3f},{x + moved:.3f}"
            texts.append(f"J{number},{ring},{pair}" if len(parts) > 1 else f"J{number},{pair}")
    return ";".join(texts)


def lat_lon(shape: BaseGeometry) -> str:
    """Corners in degrees, latitude in front although the column says otherwise."""
    return ";".join(f"{lat:.8f},{lon:.8f}" for lon, lat in list(degrees(shape).exterior.coords)[:-1])


class Maker:
    """Draws names and places without repeating one."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        firsts = [FIRST[i : i + 2] for i in range(0, len(FIRST), 2)]
        self.names = [first + trade for first in firsts for trade in TRADES]
        self.dice.shuffle(self.names)
        self.cells = [(x, y) for x in range(1, COLUMNS) for y in range(1, COLUMNS)]
        self.dice.shuffle(self.cells)
        self.streets = list(range(1, 2000))
        self.dice.shuffle(self.streets)
        self.entries: list[Entry] = []

    def cell(self) -> Place:
        return self.cells.pop()

    def name(self) -> str:
        return self.names.pop()

    def listed(self, *, cell: Place | None = None, outline: bool = True, **more) -> tuple[Entry, Place, str]:
        """An entry of the control list, its cell and its short name."""
        place, short = cell or self.cell(), self.name()
        number = len(self.entries) + 1
        given = {
            "id": f"名录/{number}",
            "kind": Kind.CONTROL_LIST,
            "days": Period(date(2023, 5, 1)),
            "code": f"9999012{self.dice.choice((26, 33, 32)):02d}{number:04d}",
            "name": f"{short}厂",
            "place": PLACE,
            "address": f"沃川县城关镇工业路{self.streets.pop()}号",
            "outline": degrees(square(place)) if outline else None,
            "seen_on": date(2026, 3, 31),
        }
        entry = Entry(**{**given, **more})
        self.entries.append(entry)
        return entry, place, short


def county(seed: int) -> County:
    """The registers and the list of a seed."""
    maker = Maker(seed)
    planted = [(kind, *PLANT[kind](maker)) for kind in PLANT]
    fillers = [(kind, DECOY[kind](maker)) for _ in range(6) for kind in DECOY]
    for _ in range(120):
        maker.listed()
    rest = [("", _ordinary(maker)) for _ in range(ROWS - len(planted) - len(fillers))]
    rows = [(kind, row, entry) for kind, row, entry in planted] + [(kind, row, None) for kind, row in fillers + rest]
    maker.dice.shuffle(rows)
    made = County(Register(maker.entries, [Coverage(Kind.CONTROL_LIST, PLACE, True, date(2026, 3, 31))]), [])
    for number, (kind, row, entry) in enumerate(rows, start=1):
        made.rows.append(row)
        if entry is not None:
            made.planted[number] = (kind, entry.id)
        elif kind:
            made.decoys[number] = kind
    return made


def _ordinary(maker: Maker) -> Row:
    """Land on no register, already lived on."""
    return asked(拐点坐标=corners(square(maker.cell())), 地块名称=f"城{maker.streets.pop()}号地块")


def asked(**said: str) -> Row:
    return {"规划用途": "二类居住用地", "现状用途": "二类居住用地", **said}


# ---------------------------------------------------------------- planted, one function per kind

Planted = tuple[Row, Entry]


def _plain(maker: Maker) -> Planted:
    entry, cell, short = maker.listed()
    return asked(拐点坐标=corners(square(cell)), 地块名称=f"{short}厂地块"), entry


def _renamed(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell)), 地块名称=f"锦绣花园{maker.streets.pop()}期"), entry


def _split(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell, east=200, size=120, depth=320)), 地块名称="分割地块B"), entry


def _merged(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell, east=-100, size=600, depth=500)), 地块名称="合并供应地块"), entry


def _sliver(maker: Maker) -> Planted:
    """A strip of 2 m along 320 m: narrow, but wider than any error of survey."""
    entry, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell, east=318)), 地块名称="东侧地块"), entry


def _corner(maker: Maker) -> Planted:
    """Only a corner of 20 m by 20 m, less than one percent of either."""
    entry, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell, east=300, north=300)), 地块名称="东北侧地块"), entry


def _wrong_zone(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell), zone=maker.dice.choice((37, 39))), 地块名称="丙三地块"), entry


def _wrong_zone_named(maker: Maker) -> Planted:
    entry, cell, short = maker.listed()
    return asked(拐点坐标=corners(square(cell), zone=37), 地块名称=f"原{short}厂地块"), entry


def _swapped_degrees(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    return asked(拐点坐标=lat_lon(square(cell)), 地块名称="丁四地块"), entry


def _swapped_metres(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell), east_first=True), 地块名称="戊五地块"), entry


def _shifted_name(maker: Maker) -> Planted:
    credit = f"91999901MA0{maker.dice.randrange(10**6):06d}X"
    entry, _, short = maker.listed(credit_code=credit)
    return asked(地块名称=f"{short}新材料科技厂", 统一社会信用代码=credit.lower(), 土地使用权人=f"{short}新材料"), entry


def _former_name_only(maker: Maker) -> Planted:
    entry, _, short = maker.listed()
    maker.entries[-1] = entry = replace(entry, name=f"{maker.name()}储备地块", former_names=(f"沃川县{short}厂",))
    return asked(曾用名=f"{short}厂"), entry


def _former_in_brackets(maker: Maker) -> Planted:
    entry, _, short = maker.listed(outline=False)
    return asked(地块名称=f"滨河小区三期（原{short}厂）"), entry


def _address_only(maker: Maker) -> Planted:
    entry, _, _ = maker.listed()
    return asked(坐落=entry.address.removeprefix("沃川县") + " "), entry


def _full_width_code(maker: Maker) -> Planted:
    entry, _, _ = maker.listed()
    return asked(宗地编号="".join(chr(ord(sign) + 0xFEE0) for sign in entry.code)), entry


def _code_with_blanks(maker: Maker) -> Planted:
    entry, _, _ = maker.listed()
    return asked(宗地编号=f" {entry.code[:6]} {entry.code[6:9]}-{entry.code[9:]} "), entry


def _use_in_words(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell)), 规划用途="住宅"), entry


def _use_as_code(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell)), 规划用途=maker.dice.choice(("R2", "Ｒ２", "070102"))), entry


def _step_in_row(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    return asked(
        拐点坐标=corners(square(cell)), 规划用途="一类工业用地", 现状用途="一类工业用地", 办理环节="开工"
    ), entry


def _day_in_row(maker: Maker) -> Planted:
    """Off the list by the day of the list, on it on the day of the row."""
    released = Facts(delisted=date(2026, 1, 10), conclusions=(Conclusion(1, False),))
    entry, cell, _ = maker.listed(days=Period(date(2023, 5, 1), date(2026, 1, 10)), facts=released)
    return asked(拐点坐标=corners(square(cell)), 日期="2025年8月20日"), entry


def _other_legal_form(maker: Maker) -> Planted:
    entry, _, short = maker.listed()
    maker.entries[-1] = entry = replace(entry, name=f"{short}有限责任公司", enterprise=f"{short}有限责任公司")
    return asked(土地使用权人=f"沃川县{short}有限公司"), entry


def _numeral(maker: Maker) -> Planted:
    entry, _, short = maker.listed()
    maker.entries[-1] = entry = replace(entry, name=f"{short}第三分厂旧址")
    return asked(地块名称=f"{short}３分厂地块"), entry


def _multipart(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    apart = square(maker.cell(), size=200)
    return asked(拐点坐标=corners(shapely.MultiPolygon([apart, square(cell, size=100)])), 地块名称="两片地块"), entry


def _shuffled_corners(maker: Maker) -> Planted:
    """Sorted as texts: J1, J10, J11, J2 …"""
    entry, cell, _ = maker.listed()
    ring = shapely.segmentize(square(cell), 110)
    pieces = sorted(corners(ring).split(";"), key=lambda piece: piece.split(",")[0])
    return asked(拐点坐标=";".join(pieces), 地块名称="己六地块"), entry


def _double_corners(maker: Maker) -> Planted:
    entry, cell, _ = maker.listed()
    pieces = corners(square(cell)).split(";")
    return asked(拐点坐标=";".join([pieces[0], pieces[0], *pieces[1:], pieces[0]]), 地块名称="庚七地块"), entry


# ---------------------------------------------------------------- decoys: land that no register restricts


def _boundary(maker: Maker) -> Row:
    _, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell, east=320)), 地块名称=f"毗邻{maker.streets.pop()}号地块")


def _thin_sliver(maker: Maker) -> Row:
    """An overlap of 0.3 m, as two surveys of one boundary have."""
    _, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell, east=319.7)), 地块名称=f"毗邻{maker.streets.pop()}号地块")


def _homonym(maker: Maker) -> Row:
    """Another site of the same name, kilometres away."""
    _, cell, short = maker.listed()
    far = next(other for other in maker.cells if abs(other[0] - cell[0]) + abs(other[1] - cell[1]) > 3)
    maker.cells.remove(far)
    return asked(拐点坐标=corners(square(far)), 地块名称=f"{short}厂地块")


def _homonym_other_county(maker: Maker) -> Row:
    _, _, short = maker.listed()
    return asked(地块名称=f"高平市{short}厂", 拐点坐标=corners(square(maker.cell()))) | {"坐落": "高平市北城街"}


def _delisted(maker: Maker) -> Row:
    released = Facts(delisted=date(2025, 3, 1), conclusions=(Conclusion(1, False),))
    _, cell, short = maker.listed(days=Period(date(2022, 1, 1), date(2025, 3, 1)), facts=released)
    return asked(拐点坐标=corners(square(cell)), 地块名称=f"{short}厂地块")


def _near(maker: Maker) -> Row:
    _, cell, _ = maker.listed()
    return asked(拐点坐标=corners(square(cell, east=345)), 地块名称=f"临近{maker.streets.pop()}号地块")


def _other_number(maker: Maker) -> Row:
    entry, _, short = maker.listed()
    maker.entries[-1] = replace(entry, name=f"{short}第一分厂")
    return asked(地块名称=f"{short}第二分厂", 拐点坐标=corners(square(maker.cell())))


def _cleared(maker: Maker) -> Row:
    facts = Facts(review_passed=date(2025, 1, 5), conclusions=(Conclusion(1, False),))
    _, cell, short = maker.listed(kind=Kind.PARCEL, days=None, stage=Stage.P4, facts=facts)
    return asked(拐点坐标=corners(square(cell)), 地块名称=f"{short}厂地块")


PLANT: dict[str, Callable[[Maker], Planted]] = {
    "plain": _plain,
    "renamed": _renamed,
    "split": _split,
    "merged": _merged,
    "sliver": _sliver,
    "corner": _corner,
    "wrong_zone": _wrong_zone,
    "wrong_zone_named": _wrong_zone_named,
    "swapped_degrees": _swapped_degrees,
    "swapped_metres": _swapped_metres,
    "shifted_name_same_credit_code": _shifted_name,
    "former_name_only": _former_name_only,
    "former_name_in_brackets": _former_in_brackets,
    "address_only": _address_only,
    "full_width_code": _full_width_code,
    "code_with_blanks": _code_with_blanks,
    "use_in_words": _use_in_words,
    "use_as_code": _use_as_code,
    "step_in_row": _step_in_row,
    "day_in_row": _day_in_row,
    "other_legal_form": _other_legal_form,
    "numeral": _numeral,
    "multipart": _multipart,
    "shuffled_corners": _shuffled_corners,
    "double_corners": _double_corners,
}
DECOY: dict[str, Callable[[Maker], Row]] = {
    "boundary": _boundary,
    "thin_sliver": _thin_sliver,
    "homonym": _homonym,
    "homonym_other_county": _homonym_other_county,
    "delisted": _delisted,
    "near": _near,
    "other_number": _other_number,
    "cleared": _cleared,
}
