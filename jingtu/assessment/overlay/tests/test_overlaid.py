"""Parcels over units: areas by hand, systems brought together, what is missing said."""

import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.assessment.overlay.reckon import Areas, Asked, overlaid, totals
from jingtu.assessment.overlay.tests.layers import box, write
from jingtu.problems import Refused

CLASSED = Asked(class_column="类别")
UNITS = (("优先保护类", (500000, 500100)), ("安全利用类", (500100, 500150)), ("严格管控类", (500150, 500200)))


def units(path, *, epsg=4547, crs=None):
    shapes = [box(west, 4000000, east, 4000100, epsg=epsg) for _, (west, east) in UNITS]
    return write(path, shapes, {"类别": [name for name, _ in UNITS]}, crs=crs or f"EPSG:{epsg}")


def parcels(path, *, epsg=4547, crs=None):
    """One wholly in the mildest unit, one over all three, one half outside, one apart."""
    edges = ((500010, 500060), (500085, 500200), (500150, 500250), (600000, 600010))
    shapes = [box(west, 4000000, east, 4000010, epsg=epsg) for west, east in edges]
    return write(path, shapes, {"DKBH": list("ABCD")}, crs=crs or f"EPSG:{epsg}")


def codes(found):
    return [one.code.split(".")[1] for one in found.problems]


class TestAreas:
    def test_by_hand_on_the_central_meridian(self, tmp_path):
        found = overlaid(parcels(tmp_path / "p.gpkg"), units(tmp_path / "u.gpkg"), CLASSED)
        lines = found.parcels
        assert found.zone == 38
        assert lines["kept_0"].to_list() == list("ABCD")
        assert lines["state"].to_list() == ["classed", "classed", "classed", "not_covered"]
        assert lines["class"].to_list() == [0, 2, 2, None]  # B: 150, 500, 500: of equal areas the stricter class
        assert lines["area"].to_list()[:3] == pytest.approx([500, 1150, 1000], rel=1e-8)
        assert lines["uncovered"].to_list()[:3] == pytest.approx([0, 0, 500], rel=1e-8)
        assert lines["share"].to_list()[:3] == pytest.approx([1, 500 / 1150, 0.5], rel=1e-8)
        assert lines.select("area_0", "area_1", "area_2").row(1) == pytest.approx((150, 500, 500), rel=1e-8)
        assert totals(found)["parcels"].to_list() == [1, 0, 2, 0]
        assert totals(found)["area"].to_list() == pytest.approx([650, 500, 1000, 0], rel=1e-8)

    def test_areas_of_the_ellipsoid_are_the_geodesic_ones_and_those_of_the_plane_larger(self, tmp_path):
        shape = box(630000, 4000000, 630300, 4000200)
        land = write(tmp_path / "p.gpkg", [shape])
        over = write(tmp_path / "u.gpkg", [box(629000, 3999000, 632000, 4001000)], {"类别": ["优先保护类"]})
        degrees = box(630000, 4000000, 630300, 4000200, epsg=4490)
        geodesic = abs(pyproj.Geod(ellps="GRS80").geometry_area_perimeter(degrees)[0])
        on_it = overlaid(land, over, CLASSED).parcels
        plane = overlaid(land, over, Asked(class_column="类别", areas=Areas.PLANE)).parcels
        assert on_it["area"][0] == pytest.approx(geodesic, rel=1e-6)
        assert on_it["area_0"][0] == pytest.approx(geodesic, rel=1e-6)
        assert plane["area"][0] == pytest.approx(60_000, rel=1e-9)
        assert plane["area"][0] / on_it["area"][0] == pytest.approx(1.000417, abs=1e-6)

    def test_units_over_one_another_are_counted_twice_and_said(self, tmp_path):
        land = parcels(tmp_path / "p.gpkg")
        shapes = [box(500000, 4000000, 500200, 4000100), box(500000, 4000000, 500050, 4000100)]
        over = write(tmp_path / "u.gpkg", shapes, {"类别": ["优先保护类", "严格管控类"]})
        found = overlaid(land, over, CLASSED)
        assert found.parcels["twice"].to_list() == pytest.approx([400, 0, 0, 0], rel=1e-8)
        assert found.overlaps.to_dict(as_series=False)["unit"] == [1, 2]
        assert codes(found) == ["covered_twice"]


cells = st.lists(st.integers(1, 60), min_size=1, max_size=4)


@given(cells, cells, st.integers(0, 120), st.integers(0, 120), st.sampled_from([4547, 4490, 4548]))
@settings(max_examples=25, deadline=None)
def test_parts_and_what_is_uncovered_make_up_the_parcel(widths, heights, x, y, epsg):
    """Units are the cells of a table; the parcel lies anywhere over them."""
    xs, ys = (np.cumsum([0, *each]) for each in (widths, heights))
    shapes = [
        box(500000 + a, 4000000 + c, 500000 + b, 4000000 + d, epsg=epsg)
        for a, b in pairwise(xs)
        for c, d in pairwise(ys)
    ]
    names = [UNITS[k % 3][0] for k in range(len(shapes))]
    with tempfile.TemporaryDirectory() as folder:
        over = write(Path(folder) / "u.gpkg", shapes, {"类别": names}, crs=f"EPSG:{epsg}")
        land = write(Path(folder) / "p.gpkg", [box(500000 + x, 4000000 + y, 500050 + x, 4000030 + y)])
        found = overlaid(land, over, CLASSED).parcels.row(0, named=True)
    parts = [found[f"area_{k}"] for k in range(4)]
    assert sum(parts) + found["uncovered"] - found["twice"] == pytest.approx(found["area"], abs=1e-4)
    covered = max(0, min(50, xs[-1] - x)) * max(0, min(30, ys[-1] - y))
    assert sum(parts) == pytest.approx(covered, rel=1e-6, abs=1e-3)
    assert found["class"] is None or parts[found["class"]] == max(parts)


class TestSystems:
    """The same ground delivered in any system gives the same answer."""

    @pytest.fixture
    def expected(self, tmp_path):
        found = overlaid(parcels(tmp_path / "p0.gpkg"), units(tmp_path / "u0.gpkg"), CLASSED)
        return found.parcels.select("area", "area_0", "area_1", "area_2", "uncovered")[:3]

    @staticmethod
    def same(found, expected):
        ours = found.parcels.select(expected.columns)[:3]
        assert np.allclose(ours.to_numpy(), expected.to_numpy(), rtol=1e-6, atol=1e-3)

    @pytest.mark.parametrize("epsg", [4490, 4326, 4526, 4546, 4548, 32649, 4508])
    def test_degrees_other_zones_zones_in_front_utm_and_six_degrees(self, tmp_path, expected, epsg):
        found = overlaid(parcels(tmp_path / "p.gpkg", epsg=epsg), units(tmp_path / "u.gpkg"), CLASSED)
        self.same(found, expected)
        assert codes(found) == []

    def test_one_layer_may_hold_several_zones(self, tmp_path, expected):
        edges = ((500010, 500060, 4526), (500085, 500200, 4525), (500150, 500250, 4490))
        shapes = [box(west, 4000000, east, 4000010, epsg=epsg) for west, east, epsg in edges]
        found = overlaid(write(tmp_path / "p.gpkg", shapes, crs="EPSG:4526"), units(tmp_path / "u.gpkg"), CLASSED)
        self.same(found, expected)
        assert codes(found) == ["degrees_not_metres", "zone_contradicts"]
        assert [one.where.line for one in found.problems] == [3, 2]

    def test_units_in_degrees_under_parcels_in_metres(self, tmp_path, expected):
        found = overlaid(parcels(tmp_path / "p.gpkg"), units(tmp_path / "u.gpkg", epsg=4490), CLASSED)
        self.same(found, expected)
        assert found.zone == 38

    def test_degrees_that_are_declared_metres_are_read_as_degrees_and_said(self, tmp_path, expected):
        land = parcels(tmp_path / "p.gpkg", epsg=4490, crs="EPSG:4547")
        found = overlaid(land, units(tmp_path / "u.gpkg"), CLASSED)
        self.same(found, expected)
        assert codes(found) == ["degrees_not_metres"]
        assert (found.problems[0].where.line, found.problems[0].values["count"]) == (1, 4)

    def test_metres_with_their_zone_that_are_declared_degrees(self, tmp_path, expected):
        land = parcels(tmp_path / "p.gpkg", epsg=4526, crs="EPSG:4490")
        found = overlaid(land, units(tmp_path / "u.gpkg"), CLASSED)
        self.same(found, expected)
        assert codes(found) == ["metres_not_degrees"]

    def test_a_zone_in_the_eastings_goes_before_the_one_declared(self, tmp_path, expected):
        land = parcels(tmp_path / "p.gpkg", epsg=4526, crs="EPSG:4548")
        found = overlaid(land, units(tmp_path / "u.gpkg"), CLASSED)
        self.same(found, expected)
        assert codes(found) == ["zone_contradicts"]

    @pytest.mark.parametrize("epsg", [4490, 4526])
    def test_swapped_coordinates_are_turned_and_said(self, tmp_path, expected, epsg):
        edges = ((500010, 500060), (500085, 500200), (500150, 500250))
        shapes = [box(west, 4000000, east, 4000010, epsg=epsg) for west, east in edges]
        swapped = [shapely.transform(one, lambda places: places[:, ::-1]) for one in shapes]
        found = overlaid(write(tmp_path / "p.gpkg", swapped, crs=f"EPSG:{epsg}"), units(tmp_path / "u.gpkg"), CLASSED)
        self.same(found, expected)
        assert codes(found) == ["axes_swapped"]

    def test_bare_metres_without_a_system_are_refused_until_one_is_named(self, tmp_path, expected):
        land, over = parcels(tmp_path / "p.shp"), units(tmp_path / "u.gpkg")
        (tmp_path / "p.prj").unlink()
        with pytest.raises(Refused, match="没有带号"):
            overlaid(land, over, CLASSED)
        found = overlaid(land, over, Asked(class_column="类别", crs="EPSG:4547"))
        self.same(found, expected)

    def test_degrees_without_a_system_are_taken_and_said(self, tmp_path, expected):
        parcels(tmp_path / "p.shp", epsg=4490)
        (tmp_path / "p.prj").unlink()
        found = overlaid(tmp_path / "p.shp", units(tmp_path / "u.gpkg"), CLASSED)
        self.same(found, expected)
        assert codes(found) == ["no_crs"]

    def test_a_place_outside_china_is_refused_by_row_and_the_others_counted(self, tmp_path):
        shapes = [box(500010, 4000000, 500060, 4000010), shapely.box(5, 5, 6, 6)]
        found = overlaid(write(tmp_path / "p.gpkg", shapes), units(tmp_path / "u.gpkg"), CLASSED)
        assert codes(found) == ["no_place"]
        assert found.errors
        assert found.parcels["state"].to_list() == ["classed", "not_used"]
        assert found.parcels["area"].to_list()[1] is None

    @pytest.mark.parametrize(("epsg", "text"), [(4214, "不是 2000 国家大地坐标系"), (2381, "不是 2000 国家大地坐标系")])
    def test_old_datums_are_refused(self, tmp_path, epsg, text):
        land = parcels(tmp_path / "p.gpkg", crs=f"EPSG:{epsg}")
        with pytest.raises(Refused, match=text):
            overlaid(land, units(tmp_path / "u.gpkg"), CLASSED)

    def test_layers_that_do_not_meet_are_said(self, tmp_path):
        land = write(tmp_path / "p.gpkg", [box(400000, 4000000, 400100, 4000100)])
        found = overlaid(land, units(tmp_path / "u.gpkg"), CLASSED)
        assert codes(found) == ["nothing_shared"]
        assert found.parcels["state"].to_list() == ["not_covered"]


class TestClasses:
    @staticmethod
    def found(tmp_path, texts, **more):
        shapes = [box(west, 4000000, east, 4000100) for _, (west, east) in UNITS]
        over = write(tmp_path / "u.gpkg", shapes, {"类别": texts})
        return overlaid(parcels(tmp_path / "p.gpkg"), over, Asked(class_column="类别", **more))

    @pytest.mark.parametrize(
        "texts", [["优先保护", "安全利用", "严格管控"], ["1", "2", "3"], ["priority", "safe_use", "STRICT"]]
    )
    def test_other_spellings_of_the_classes_of_farmland(self, tmp_path, texts):
        assert self.found(tmp_path, texts).parcels["class"].to_list() == [0, 2, 2, None]

    def test_the_order_given_decides_between_equal_areas(self, tmp_path):
        assert self.found(tmp_path, ["a", "b", "c"], order=("a", "b", "c")).parcels["class"][1] == 2
        assert self.found(tmp_path, ["a", "b", "c"], order=("c", "a", "b")).parcels["class"][1] == 2  # b, now the last
        assert self.found(tmp_path, ["a", "b", "c"], order=("c", "a", "b")).names == ("c", "a", "b")

    def test_unknown_classes_ask_for_their_order(self, tmp_path):
        with pytest.raises(Refused, match=r"“a、b、c”.*--order"):
            self.found(tmp_path, ["a", "b", "c"])
        with pytest.raises(Refused, match="“c”不在 --order"):
            self.found(tmp_path, ["a", "b", "c"], order=("a", "b"))

    def test_a_unit_without_class_is_never_the_mildest(self, tmp_path):
        found = self.found(tmp_path, [None, "安全利用类", ""])
        assert codes(found) == ["without_class"]
        assert (found.problems[0].where.line, found.problems[0].values["count"]) == (1, 2)
        assert found.parcels["state"].to_list() == ["no_class", "no_class", "no_class", "not_covered"]
        assert found.parcels["class"].to_list() == [None] * 4
        assert found.parcels["area_3"].to_list()[:3] == pytest.approx([500, 650, 500], rel=1e-8)
