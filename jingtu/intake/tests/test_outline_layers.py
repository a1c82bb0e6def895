"""Shapefiles, GeoPackage, GeoJSON and KML: every row comes out, under its fields, with its outline."""

import zipfile

import numpy as np
import pyogrio
import pytest
import shapely

from jingtu.intake import outline_layers
from jingtu.intake.outlines import read_outlines
from jingtu.intake.tests.outline_files import geojson, parcel, write_layer, zipped
from jingtu.problems import Refused

FIELDS = {"地块编号": ["1404041260001", "1404042260002"], "地块名称": ["红星化工厂", "东风电镀厂"]}
TWO = [parcel(), parcel(0.01)]


def names(problems) -> list[str]:
    for problem in problems:
        assert problem.text("zh")
        assert problem.text("en")
    return [problem.code.removeprefix("outlines.") for problem in problems]


def refusal(path) -> str:
    with pytest.raises(Refused) as refused:
        read_outlines(path)
    return names(refused.value.problems)[0]


@pytest.fixture
def shapefile(tmp_path):
    """The parts of a shapefile ``layer.*`` in GB18030, as Chinese office machines write it, without .cpg."""
    write_layer(tmp_path / "layer.shp", TWO, FIELDS, encoding="GB18030")
    (tmp_path / "layer.cpg").unlink()
    return tmp_path


class TestZippedShapefiles:
    def test_rows_fields_and_outlines_come_out(self, shapefile):
        reading = read_outlines(zipped(shapefile, "a.zip"))
        assert [row.values["name"] for row in reading.rows] == ["红星化工厂", "东风电镀厂"]
        assert [row.values["code"] for row in reading.rows] == ["1404041260001", "1404042260002"]
        assert all(row.outline.equals(shape) for row, shape in zip(reading.rows, TWO, strict=True))
        assert reading.all_problems == ()
        assert reading.rows[1].where.line == 2

    def test_a_cpg_that_lies_about_the_encoding_is_not_believed(self, shapefile):
        (shapefile / "layer.cpg").write_text("UTF-8")
        reading = read_outlines(zipped(shapefile, "a.zip"))
        assert reading.rows[0].values["name"] == "红星化工厂"

    def test_utf8_is_read_too_and_a_name_the_format_cut_off_is_known(self, tmp_path):
        write_layer(tmp_path / "layer.shp", TWO, FIELDS, encoding="UTF-8")
        reading = read_outlines(zipped(tmp_path, "a.zip"))
        assert reading.rows[1].values == {"code": "1404042260002", "name": "东风电镀厂"}

    def test_parts_in_a_folder_with_a_chinese_name_and_capital_endings(self, shapefile):
        for part in shapefile.glob("layer.*"):
            part.rename(part.with_suffix(part.suffix.upper()))
        path = zipped(shapefile, "a.zip", under="供地 2026/")
        assert len(read_outlines(path).rows) == 2

    def test_without_the_index_it_is_rebuilt(self, shapefile):
        reading = read_outlines(zipped(shapefile, "a.zip", leave_out=(".shx",)))
        assert [row.outline.equals(shape) for row, shape in zip(reading.rows, TWO, strict=True)] == [True, True]
        assert names(reading.problems) == ["no_shx"]

    def test_without_the_table_only_outlines_are_read_and_that_is_said(self, shapefile):
        reading = read_outlines(zipped(shapefile, "a.zip", leave_out=(".dbf",)))
        assert [row.outline is not None for row in reading.rows] == [True, True]
        assert "no_dbf" in names(reading.problems)

    def test_without_a_projection_the_numbers_tell_and_that_is_said(self, shapefile):
        reading = read_outlines(zipped(shapefile, "a.zip", leave_out=(".prj",)))
        assert reading.rows[0].outline.equals(TWO[0])
        assert names(reading.problems) == ["no_crs"]

    def test_several_shapefiles_are_all_read_and_named(self, shapefile):
        write_layer(shapefile / "other.shp", [parcel(0.02)], {"name": ["第三块"]})
        reading = read_outlines(zipped(shapefile, "a.zip", more=sorted(shapefile.glob("other.*"))))
        assert len(reading.rows) == 3
        assert "several_layers" in names(reading.problems)
        assert {row.where.sheet for row in reading.rows} == {"layer.shp", "other.shp"}

    def test_a_projected_layer_is_converted(self, tmp_path):
        square = shapely.box(38_414_400, 3_997_000, 38_414_500, 3_997_100)
        write_layer(tmp_path / "layer.shp", [square], {"name": ["甲"]}, crs="EPSG:4526")
        [row] = read_outlines(zipped(tmp_path, "a.zip")).rows
        assert row.outline.centroid.distance(shapely.Point(113.05, 36.10)) < 0.0005
        assert row.problems == ()

    def test_a_projection_that_is_no_text_of_one_refuses_the_file(self, shapefile):
        (shapefile / "layer.prj").write_bytes(b'GEOGCS["WGS 84",DATUM[\xff')
        assert refusal(zipped(shapefile, "a.zip")) == "crs_unknown"

    def test_an_old_datum_refuses_the_file(self, tmp_path):
        write_layer(tmp_path / "layer.shp", TWO, FIELDS, crs="EPSG:2362")
        assert refusal(zipped(tmp_path, "a.zip")) == "old_datum"

    def test_a_broken_main_file_refuses_the_file(self, shapefile):
        (shapefile / "layer.shp").write_bytes(b"no shapefile at all, but long enough to be looked at" * 4)
        assert refusal(zipped(shapefile, "a.zip")) == "layer_unreadable"

    def test_a_layer_that_unpacks_to_too_much_is_not_opened(self, shapefile, monkeypatch):
        monkeypatch.setattr(outline_layers, "MOST_BYTES", 100)
        assert refusal(zipped(shapefile, "a.zip")) == "layer_too_large"

    def test_names_of_old_chinese_archives_are_readable(self, shapefile):
        path = shapefile / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for part in shapefile.glob("layer.*"):
                archive.write(part, "ZZZZ" + part.suffix)
        path.write_bytes(path.read_bytes().replace(b"ZZZZ", "宗地".encode("gb18030")))
        [first, _] = read_outlines(path).rows
        assert first.where.sheet == "宗地.shp"


class TestOtherForms:
    def test_a_bare_shapefile_with_its_parts_beside_it(self, shapefile):
        assert read_outlines(shapefile / "layer.shp").rows[0].values["name"] == "红星化工厂"

    def test_a_geopackage_with_two_layers(self, tmp_path):
        path = write_layer(tmp_path / "a.gpkg", TWO, FIELDS, layer="一")
        write_layer(path, [parcel(0.02)], {"name": ["第三块"]}, layer="二", append=True)
        reading = read_outlines(path)
        assert [row.values["name"] for row in reading.rows] == ["红星化工厂", "东风电镀厂", "第三块"]
        assert [row.where.sheet for row in reading.rows] == ["一", "一", "二"]

    def test_tables_without_shapes_beside_the_layers_are_passed_and_named(self, tmp_path):
        path = write_layer(tmp_path / "a.gpkg", TWO, FIELDS, layer="宗地")
        texts = np.array(["x"], dtype=object)
        pyogrio.raw.write(path, None, [texts], ["styleName"], layer="layer_styles", driver="GPKG", append=True)
        reading = read_outlines(path)
        assert len(reading.rows) == 2
        assert names(reading.problems) == ["layer_without_shapes"]

    def test_geojson_and_kml(self, tmp_path):
        path = geojson(tmp_path / "a.geojson", (shapely.geometry.mapping(TWO[0]), {"地块名称": "甲", "备注": "x"}))
        [row] = read_outlines(path).rows
        assert row.outline.equals(TWO[0])
        assert row.values == {"name": "甲"}
        assert row.others == {"备注": "x"}
        kml = write_layer(tmp_path / "a.kml", TWO, {"Name": ["甲", "乙"]}, crs="EPSG:4326", driver="KML")
        assert [row.values["name"] for row in read_outlines(kml).rows] == ["甲", "乙"]

    def test_a_kmz_is_a_kml_in_an_archive(self, tmp_path):
        kml = write_layer(tmp_path / "doc.kml", TWO, {"Name": ["甲", "乙"]}, crs="EPSG:4326", driver="KML")
        with zipfile.ZipFile(tmp_path / "a.kmz", "w") as archive:
            archive.write(kml, "doc.kml")
        assert len(read_outlines(tmp_path / "a.kmz").rows) == 2

    def test_a_row_without_a_shape_stays(self, tmp_path):
        path = geojson(tmp_path / "a.geojson", (None, {"地块名称": "甲"}), (shapely.geometry.mapping(TWO[1]), {}))
        first, second = read_outlines(path).rows
        assert first.outline is None
        assert first.values["name"] == "甲"
        assert second.outline is not None

    def test_points_and_lines_are_no_outlines_but_their_rows_stay(self, tmp_path):
        point = {"type": "Point", "coordinates": [113.05, 36.1]}
        [row] = read_outlines(geojson(tmp_path / "a.geojson", (point, {"name": "甲"}))).rows
        assert row.outline is None
        assert names(row.problems) == ["not_an_outline"]
        assert not row.refused

    def test_a_damaged_json_is_refused(self, tmp_path):
        path = tmp_path / "a.geojson"
        path.write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
        assert refusal(path) == "layer_unreadable"

    def test_a_database_that_is_no_geopackage_is_refused(self, tmp_path):
        path = tmp_path / "a.gpkg"
        path.write_bytes(b"SQLite format 3\x00" + bytes(1000))
        assert refusal(path) == "layer_unreadable"

    def test_coordinates_named_gcj02_in_a_column_refuse_the_file(self, tmp_path):
        path = geojson(tmp_path / "a.geojson", (shapely.geometry.mapping(TWO[0]), {"坐标系": "GCJ-02"}))
        assert refusal(path) == "shifted"


def test_fifty_thousand_rows_come_out_once_each(tmp_path):
    codes = [f"{number:013d}" for number in range(50_000)]
    east = np.arange(50_000) % 250 * 0.001
    north = np.arange(50_000) // 250 * 0.001
    shapes = shapely.box(113 + east, 36 + north, 113.0009 + east, 36.0009 + north)
    reading = read_outlines(write_layer(tmp_path / "a.gpkg", shapes, {"code": codes}))
    assert [row.values["code"] for row in reading.rows] == codes
    assert reading.all_problems == ()
