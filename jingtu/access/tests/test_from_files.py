"""Registers and lists in the forms bureaus send them: the answers do not depend on the form."""

import zipfile

import numpy as np
import pyogrio
import pytest
import shapely
import xlsxwriter

from jingtu.access import lists
from jingtu.access.asked import Defaults
from jingtu.access.lists import outcome
from jingtu.access.model import Step
from jingtu.access.register_files import header, read_registers
from jingtu.access.space import Register
from jingtu.access.tests import generator

DEFAULTS = Defaults(on=generator.ON, step=Step.SUPPLY, place=generator.PLACE)
COLUMNS: tuple[str, ...] = (
    *("kind", "code", "name", "former_name", "enterprise", "credit_code", "address", "place", "stage", "listed"),
    *("delisted", "review_passed", "conclusion_class", "exceeds", "seen_on"),
)


@pytest.fixture(scope="module")
def county():
    return generator.county(11)


@pytest.fixture(scope="module")
def expected(county, tmp_path_factory):
    file = county.write(tmp_path_factory.mktemp("list") / "list.xlsx")
    return answered(file, county.register)


def answered(file, register):
    reading = lists.read_list(file, register)
    return [outcome(row) for row in lists.answer(reading, register, DEFAULTS).rows]


def said(entry) -> dict[str, str]:
    """What a bureau would write of an entry."""
    [conclusion] = entry.facts.conclusions or [None]
    told = {
        "kind": entry.kind,
        "former_name": "、".join(entry.former_names),
        "listed": entry.days.start if entry.days else "",
        "delisted": entry.facts.delisted or "",
        "review_passed": entry.facts.review_passed or "",
        "conclusion_class": {1: "第一类用地", 2: "第二类用地"}[conclusion.land_class] if conclusion else "",
        "exceeds": "未超标" if conclusion else "",
    }
    plain = {name: getattr(entry, name) for name in COLUMNS if name not in told and hasattr(entry, name)}
    return {name: str({**plain, **told}.get(name) or "") for name in COLUMNS}


def as_workbook(entries, folder):
    path = folder / "registers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("登记")
        sheet.write_row(0, 0, [*map(header, COLUMNS), "WKT"])
        for number, entry in enumerate(entries, start=1):
            wkt = shapely.to_wkt(entry.outline, rounding_precision=12) if entry.outline is not None else ""
            sheet.write_row(number, 0, [*said(entry).values(), wkt])
    return path


def as_layer(entries, folder, name, **options):
    columns = [np.array(values, dtype=object) for values in zip(*(said(e).values() for e in entries), strict=True)]
    shapes = np.array([shapely.to_wkb(e.outline) if e.outline is not None else None for e in entries], dtype=object)
    path = folder / name
    heads = ["lb", "code", "name", "cym", "qymc", "uscc", "dz", "xzqdm", "stage", "listed", "delisted", "reviewdate"]
    heads += ["landclass", "exceeds", "seenon"]
    pyogrio.raw.write(path, shapes, columns, heads, geometry_type="Polygon", crs="EPSG:4490", **options)
    return path


def as_zip(entries, folder):
    as_layer(entries, folder, "layer.shp", encoding="GB18030")
    path = folder / "registers.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in folder.glob("layer.*"):
            archive.write(part, part.name)
    return path


def as_geopackage(entries, folder):
    return as_layer(entries, folder, "registers.gpkg", driver="GPKG")


@pytest.mark.parametrize("write", [as_workbook, as_zip, as_geopackage])
def test_a_register_answers_the_same_from_every_kind_of_file(county, expected, tmp_path, write):
    reading = read_registers([write(county.register.entries, tmp_path)], place=generator.PLACE)
    assert reading.errors == ()
    assert len(reading.entries) == len(county.register.entries)
    file = county.write(tmp_path / "list.xlsx")
    assert answered(file, Register(reading.entries, reading.coverage)) == expected


def test_a_list_answers_the_same_as_a_geopackage(county, expected, tmp_path):
    """Outlines as they were meant: what a slip of the zone left doubtful is then decided."""
    reading = lists.read_list(county.write(tmp_path / "list.xlsx"), county.register)
    roles = ("code", "name", "former_name", "enterprise", "credit_code", "address", "use", "current_use", "step", "day")
    columns = [np.array([row.values.get(role, "") for row in reading.rows], dtype=object) for role in roles]
    shapes = [None if row.outline is None else shapely.to_wkb(row.outline) for row in reading.rows]
    path = tmp_path / "list.gpkg"
    pyogrio.raw.write(
        path, np.array(shapes, dtype=object), columns, list(roles), geometry_type="Unknown", crs="EPSG:4490"
    )
    again = answered(path, county.register)
    changed = {number for number, pair in enumerate(zip(expected, again, strict=True), start=1) if len(set(pair)) > 1}
    assert {county.planted[number][0] for number in changed} == {"wrong_zone"}
