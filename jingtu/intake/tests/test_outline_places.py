"""Coordinates as they are delivered, to longitude and latitude. Expected places are typed by hand."""

import numpy as np
import pytest
import shapely

from jingtu.intake import outline_places
from jingtu.intake.outline_places import refusal
from jingtu.intake.outline_rows import Batch, OutlineOptions
from jingtu.problems import Where

# The middle of a parcel at 113.05° E, 36.10° N: 85.5 km west of the meridian 114° of zone 38.
EAST, NORTH = 414_451.6, 3_997_056.6
LON, LAT = 113.05, 36.10
COUNTY = (112.8, 35.8, 113.4, 36.4)


def square(x: float, y: float, half: float = 50.0) -> shapely.Polygon:
    return shapely.box(x - half, y - half, x + half, y + half)


def placed(*shapes, crs=None, known=None, surveyed=True, box=None):
    rows = [(Where(line=number), {}, {}) for number, _ in enumerate(shapes, start=1)]
    batch = Batch(Where(), rows, np.array(shapes, dtype=object), crs=crs, surveyed=surveyed)
    outline_places.place(batch, OutlineOptions(crs=known, box=box))
    codes = [[problem.code.removeprefix("outlines.") for problem in found] for found in batch.problems]
    return batch.shapes, codes


def lies_at(shape, lon: float = LON, lat: float = LAT) -> bool:
    return bool(abs(shape.centroid.x - lon) < 0.0005 and abs(shape.centroid.y - lat) < 0.0005)


class TestMetresWithTheirZone:
    @pytest.mark.parametrize("turned", [False, True])
    def test_the_zone_is_read_from_the_easting_whichever_column_it_stands_in(self, turned):
        x, y = 38_000_000 + EAST, NORTH
        [shape], [found] = placed(square(y, x) if turned else square(x, y))
        assert lies_at(shape)
        assert found == []

    def test_in_a_file_with_a_projection_the_northing_in_front_is_pointed_out(self):
        [shape], [found] = placed(square(NORTH, 38_000_000 + EAST), crs="EPSG:4526", surveyed=False)
        assert lies_at(shape)
        assert found == ["axes_swapped"]

    def test_a_six_degree_zone_is_known_by_its_number(self):
        # Zone 19 has the meridian 111°, 2.05° west of the place.
        [shape], [found] = placed(square(19_684_614.1, 3_998_585.1))
        assert lies_at(shape)
        assert found == []

    def test_the_zone_in_the_numbers_counts_more_than_the_declared_one(self):
        [shape], [found] = placed(square(38_000_000 + EAST, NORTH), crs="EPSG:4525")
        assert lies_at(shape)
        assert found == ["zone_contradicts"]

    def test_a_wrong_zone_is_put_right_where_the_right_one_lies_in_the_county(self):
        [shape], [found] = placed(square(37_000_000 + EAST, NORTH), box=COUNTY)
        assert lies_at(shape)
        assert found == ["zone_wrong"]

    def test_a_parcel_of_another_county_is_not_moved(self):
        # Zone 37 with an easting that lies in the county in no other zone.
        [shape], [found] = placed(square(37_550_000.0, NORTH), box=COUNTY)
        assert abs(shape.centroid.x - 111.555) < 0.01
        assert found == ["outside_box"]


class TestMetresWithoutZone:
    def test_without_anything_known_the_row_is_refused(self):
        [shape], [found] = placed(square(EAST, NORTH))
        assert shape is None
        assert found == ["zone_unknown"]

    def test_the_declared_projection_tells_the_zone(self):
        [shape], [found] = placed(square(EAST, NORTH), crs="EPSG:4547")
        assert lies_at(shape)
        assert found == []

    def test_the_projection_of_the_call_stands_in(self):
        [shape], [found] = placed(square(NORTH, EAST), known="EPSG:4547")
        assert lies_at(shape)
        assert found == []

    def test_the_county_tells_the_zone_and_that_is_said(self):
        [shape], [found] = placed(square(NORTH, EAST), box=COUNTY)
        assert lies_at(shape)
        assert found == ["zone_assumed"]


class TestDegrees:
    def test_longitude_and_latitude_stay(self):
        [shape], [found] = placed(square(LON, LAT, 0.001))
        assert lies_at(shape)
        assert found == []

    def test_latitude_in_front_is_turned_and_pointed_out(self):
        [shape], [found] = placed(square(LAT, LON, 0.001))
        assert lies_at(shape)
        assert found == ["axes_swapped"]

    @pytest.mark.parametrize("place", [(0.0, 0.0), (2.35, 48.86), (113.05, 361.0), (EAST * 10, NORTH)])
    def test_no_place_in_china_is_refused(self, place):
        [shape], [found] = placed(square(*place, 0.001))
        assert shape is None
        assert found == ["no_place_in_china"]

    def test_a_row_without_outline_stays_without_one_and_without_remark(self):
        shapes, found = placed(None, square(LON, LAT, 0.001))
        assert shapes[0] is None
        assert found == [[], []]


class TestOtherProjections:
    @pytest.mark.parametrize(
        ("crs", "x", "y"), [("EPSG:3857", 12_584_668.0, 4_314_390.0), ("EPSG:32649", 684_540.2, 3_996_986.0)]
    )
    def test_web_mercator_and_utm_are_converted(self, crs, x, y):
        [shape], [found] = placed(square(x, y), crs=crs, surveyed=False)
        assert lies_at(shape)
        assert found == []


class TestSystemsThatAreRefused:
    @pytest.mark.parametrize("name", ["GCJ-02", "gcj02", "BD09", "BD-09", "火星坐标系", "百度坐标"])
    def test_shifted_on_purpose(self, name):
        assert refusal(name) == "shifted"

    @pytest.mark.parametrize("name", ["EPSG:2363", "Xian_1980_3_Degree_GK_CM_114E", "1980西安坐标系", "北京54"])
    def test_old_datums(self, name):
        assert refusal(name) == "old_datum"

    @pytest.mark.parametrize("name", ["EPSG:4490", "EPSG:4326", "EPSG:4547", "EPSG:4526"])
    def test_those_that_can_be_converted_are_not(self, name):
        assert refusal(name) == ""
