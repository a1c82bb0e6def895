"""Farmland units and points as a picture: where they lie, their faces, holes, far ones, none at all."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from jingtu_web.desk.runs_area_pictures import area_map
from jingtu_web.desk.runs_picture_look import png
from jingtu_web.registers.samples.tests.frames import result
from jingtu_web.runs.container import Kept, packed, unpacked
from jingtu_web.runs.tests.test_farmland import EAST, WEST, listed, run, soil

CLEAN = [soil(f"P{n}") for n in range(3)]
DIRTY = [soil(f"P{n}", lon=112.15, cadmium=3.0) for n in range(3, 6)]
NOWHERE = [[row | {"lon": None, "lat": None} for row in soil(f"P{n}")] for n in range(3)]
HOLED = WEST.difference(shapely.box(112.06, 30.06, 112.08, 30.08))


def kept(*points, **units: BaseGeometry | None) -> Kept:
    outcome, _facts = run(*points, units=listed(**units) if units else None)
    return unpacked(packed(outcome))


def drawn(*points, outlines=(), **units: BaseGeometry | None) -> Figure:
    found = area_map(kept(*points, **units), outlines)
    assert found
    return found[0]


def entries(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.legends[0].get_texts()]


def test_units_have_the_face_of_their_category_and_the_legend_names_those_there():
    figure = drawn(*CLEAN, *DIRTY, A=WEST, B=EAST)
    fill, *_ = figure.axes[0].collections
    assert [to_hex(face[:3]) for face in fill.get_facecolor()] == ["#2e8b57", "#c0241f"]
    assert fill.get_facecolor()[0][3] == 0.8
    assert entries(figure) == ["优先保护类；点位：一类、不超标", "严格管控类；点位：三类、重度超标"]


def test_they_lie_in_metres_of_their_zone_with_room_around():
    found = area_map(kept(*CLEAN, A=WEST), ())
    assert found
    figure, crs = found
    fill, *_ = figure.axes[0].collections
    box = fill.get_paths()[0].get_extents()
    assert crs == "EPSG:4546", "111° is the central meridian of the zone around 112.05°"
    assert box.width == pytest.approx(9_700, abs=60), "0.1° of longitude at 30° north is about 9.65 km"
    (west, east), (south, north) = figure.axes[0].get_xlim(), figure.axes[0].get_ylim()
    assert west < box.x0 < box.x1 < east
    assert south < box.y0 < box.y1 < north


def test_a_hole_stays_open():
    figure = drawn(*CLEAN, A=HOLED)
    box = figure.axes[0].collections[0].get_paths()[0].get_extents()
    filled, hole = (colour_at(figure, box.min + share * (box.max - box.min)) for share in (0.2, 0.7))
    assert (filled, hole) == ("#58a279", "#ffffff"), "four fifths of the face"


def colour_at(figure: Figure, place: NDArray[np.float64]) -> str:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    column, row = figure.axes[0].transData.transform(place).astype(int)
    pixels = np.asarray(canvas.buffer_rgba())[::-1]
    return to_hex(pixels[row, column] / 255)


def test_soil_is_filled_and_of_the_face_of_its_class():
    *_, points = drawn(*CLEAN, *DIRTY).axes[0].collections
    faces = [to_hex(face) for face in points.get_facecolor()]
    assert faces == ["#2e8b57"] * 3 + ["#c0241f"] * 3


def test_crops_are_hollow_beneath_the_soil_and_the_legend_says_so():
    figure = drawn(*CLEAN, [result("R1", "cadmium", 0.1, lon=112.06, lat=30.07, row=50, medium="crop", crop="rice")])
    *_, crops, soils = figure.axes[0].collections
    assert {to_hex(face) for face in crops.get_facecolor()} == {"#ffffff"}
    assert {to_hex(face) for face in soils.get_facecolor()} == {"#2e8b57"}
    assert entries(figure)[-2:] == ["土壤点位", "农产品点位"]


def test_without_units_the_legend_names_the_classes_of_points():
    assert len(entries(drawn(*CLEAN, *DIRTY))) == 2


def test_boundaries_of_places_that_reach_in_are_drawn():
    far = shapely.box(100, 20, 101, 21)
    *_, lines, _points = drawn(*CLEAN, A=WEST, outlines=[WEST.buffer(0.01), far]).axes[0].collections
    assert len(lines.get_paths()) == 1


def test_what_lies_in_another_part_of_the_world_is_told_and_not_drawn():
    figure = drawn(*CLEAN, soil("P3", lon=0.0), [row | {"lat": 3.0} for row in soil("P4")], A=WEST)
    assert figure.axes[0].get_title() == "另有 2 处离得太远，没有画出"
    assert png(figure).startswith(b"\x89PNG")
    assert drawn(*CLEAN, A=WEST).axes[0].get_title() == ""


def test_one_point_alone_has_a_map():
    figure = drawn(soil("P1"))
    assert figure.axes[0].get_xlim()[1] - figure.axes[0].get_xlim()[0] == pytest.approx(200)


def test_without_coordinates_there_is_none():
    assert area_map(kept(*NOWHERE), ()) is None
