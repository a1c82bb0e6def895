"""Layers as columns: only outlines that can be used, every other row said."""

import zipfile

import numpy as np
import pyogrio.raw
import pytest
import shapely

from jingtu.intake.outline_columns import read_columns
from jingtu.problems import Refused

SQUARE = shapely.box(500000, 4000000, 500100, 4000100)
BOW = shapely.Polygon([(500000, 4000000), (500100, 4000100), (500100, 4000000), (500000, 4000100)])
SPIKE = shapely.Polygon(
    [(500000, 4000000), (500000, 4000100), (500050, 4000100), (500050, 4000200), (500050, 4000100), (500100, 4000100),
     (500100, 4000000)]
)  # fmt: skip


def write(path, shapes, columns=None, *, driver="GPKG", crs="EPSG:4547", **more):
    columns = columns or {"DKBH": [f"P{row}" for row in range(len(shapes))]}
    pyogrio.raw.write(
        path,
        np.array([None if one is None else shapely.to_wkb(one) for one in shapes], dtype=object),
        [each if isinstance(each, np.ndarray) else np.array(each, dtype=object) for each in columns.values()],
        list(columns),
        driver=driver,
        geometry_type="Unknown",
        crs=crs,
        **more,
    )
    return path


def said(found):
    return [(one.code.split(".")[1], one.where.line, one.severity.value) for one in found.problems]


class TestRead:
    def test_outlines_come_as_delivered_with_the_columns_that_name_a_row(self, tmp_path):
        path = write(tmp_path / "a.gpkg", [SQUARE], {"DKBH": ["P1"], "乡镇": ["甲"]})
        found = read_columns(path)
        assert shapely.from_wkb(found.wkb[0].as_py()).equals(SQUARE)
        assert found.texts.to_dicts() == [{"DKBH": "P1"}]
        assert (found.crs, found.problems) == ("EPSG:4547", ())

    def test_columns_are_texts_whole_numbers_without_a_point_and_nothing_for_blanks(self, tmp_path):
        columns = {"a": np.array([1.0, np.nan]), "b": np.array([1.5, 2.0]), "c": np.array([" x ", ""], dtype=object)}
        path = write(tmp_path / "a.gpkg", [SQUARE, SQUARE], columns)
        found = read_columns(path, columns=["a", "b", "c"])
        assert found.texts.to_dicts() == [{"a": "1", "b": "1.5", "c": "x"}, {"a": None, "b": "2.0", "c": None}]

    def test_heights_are_left_aside(self, tmp_path):
        path = write(tmp_path / "a.gpkg", [shapely.force_3d(SQUARE, 7.0)])
        found = read_columns(path)
        assert not shapely.has_z(shapely.from_wkb(found.wkb[0].as_py()))
        assert found.problems == ()

    def test_a_zipped_shapefile_without_prj_declares_nothing(self, tmp_path):
        write(tmp_path / "地块.shp", [SQUARE], driver="ESRI Shapefile", encoding="UTF-8")
        with zipfile.ZipFile(tmp_path / "地块.zip", "w") as archive:
            for part in tmp_path.glob("地块.[sd]*"):
                archive.write(part, part.name)
        found = read_columns(tmp_path / "地块.zip")
        assert (found.crs, len(found.wkb), found.texts["DKBH"].to_list()) == (None, 1, ["P0"])

    @pytest.mark.parametrize(("suffix", "driver"), [("geojson", "GeoJSON"), ("kml", "KML")])
    def test_text_formats_are_read(self, tmp_path, suffix, driver):
        degrees = shapely.box(113, 36, 113.001, 36.001)
        path = write(tmp_path / f"a.{suffix}", [degrees], {"name": ["甲"]}, driver=driver, crs="EPSG:4326")
        found = read_columns(path)
        assert shapely.from_wkb(found.wkb[0].as_py()).equals(degrees)


class TestRows:
    def test_points_and_rows_without_outline_are_refused_with_their_first_row_and_count(self, tmp_path):
        point = shapely.Point(500000, 4000000)
        path = write(tmp_path / "a.gpkg", [SQUARE, point, None, point, shapely.Polygon()])
        found = read_columns(path)
        assert said(found) == [("points_not_areas", 2, "error"), ("without_outline", 3, "error")]
        assert [one.values["count"] for one in found.problems] == [2, 2]
        assert found.wkb.is_valid().to_pylist() == [True, False, False, False, False]

    def test_a_crossing_outline_is_refused_by_row_and_a_harmless_one_repaired(self, tmp_path):
        found = read_columns(write(tmp_path / "a.gpkg", [SQUARE, BOW, SPIKE]))
        assert said(found) == [("crosses_itself", 2, "error"), ("repaired", 3, "attention")]
        assert found.wkb.is_valid().to_pylist() == [True, False, True]
        assert shapely.area(shapely.from_wkb(found.wkb[2].as_py())) == pytest.approx(10_000)

    @pytest.mark.parametrize("odd", [float("nan"), float("inf")])
    def test_a_coordinate_that_is_no_number_refuses_its_row_alone(self, tmp_path, odd):
        with np.errstate(invalid="ignore"):
            bad = shapely.Polygon([(500000, 4000000), (500100, odd), (500100, 4000000)])
        found = read_columns(write(tmp_path / "a.gpkg", [SQUARE, bad]))
        assert said(found) == [("not_finite", 2, "error")]
        assert found.wkb.is_valid().to_pylist() == [True, False]

    def test_rows_keep_their_numbers_across_batches(self, tmp_path, monkeypatch):
        monkeypatch.setattr("jingtu.intake.outline_columns.AT_A_TIME", 2)
        found = read_columns(write(tmp_path / "a.gpkg", [SQUARE, SQUARE, SQUARE, BOW, SQUARE]))
        assert said(found) == [("crosses_itself", 4, "error")]
        assert found.texts.height == len(found.wkb) == 5


class TestRefused:
    def test_an_empty_layer(self, tmp_path):
        with pytest.raises(Refused, match="只有表头"):
            read_columns(write(tmp_path / "a.gpkg", [], {"DKBH": []}))

    def test_a_column_that_is_not_there_with_those_that_are(self, tmp_path):
        with pytest.raises(Refused, match="没有列“类别”。图层中的列有：DKBH"):
            read_columns(write(tmp_path / "a.gpkg", [SQUARE]), columns=["类别"])

    def test_several_layers_until_one_is_named(self, tmp_path):
        path = write(tmp_path / "a.gpkg", [SQUARE], layer="一")
        write(path, [SQUARE, SQUARE], layer="二", append=True)
        with pytest.raises(Refused, match="一、二"):
            read_columns(path)
        assert len(read_columns(path, layer="二").wkb) == 2
        with pytest.raises(Refused, match="指定的是：三"):
            read_columns(path, layer="三")

    def test_a_file_that_is_no_layer(self, tmp_path):
        path = tmp_path / "a.gpkg"
        path.write_text("编号\nP1\n", encoding="utf-8")
        with pytest.raises(Refused):
            read_columns(path)
