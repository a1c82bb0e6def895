"""The county hangs together: same seed same bytes, towns without gaps, points in their towns, codes that check."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from openpyxl import load_workbook

from examples.wochuan.bodies import ACCOUNTS, BODIES
from examples.wochuan.codes import credit_code, organisation_code
from examples.wochuan.county_workbook import LEVELS, ROLES
from examples.wochuan.generate import generate
from examples.wochuan.places import SMELTER, TOWNS, to_degrees
from examples.wochuan.soil import ITEMS, POINTS, soil_points
from jingtu.intake.laboratory import read_lab
from jingtu.problems import Severity


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wochuan")
    generate(out)
    return out


def features(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def shape(feature: dict) -> shapely.Geometry:
    return shapely.geometry.shape(feature["geometry"])


def sheet(path: Path, name: str) -> list[tuple]:
    return list(load_workbook(path)[name].iter_rows(values_only=True))


class TestTheGenerator:
    def test_the_same_seed_gives_the_same_bytes(self, made: Path, tmp_path: Path):
        for path in generate(tmp_path):
            assert path.read_bytes() == (made / path.name).read_bytes(), path.name

    def test_another_seed_gives_other_results_on_the_same_ground(self, made: Path, tmp_path: Path):
        generate(tmp_path, seed=7)
        same = {path.name for path in tmp_path.iterdir() if path.read_bytes() == (made / path.name).read_bytes()}
        assert {"lab_A.xlsx", "lab_B.xlsx", "lab_C.csv", "lab_D.xlsx"}.isdisjoint(same)
        assert {"towns.geojson", "plan.docx", "county.xlsx"} <= same


class TestTheGround:
    def test_twelve_towns_cover_the_county_without_gap_or_overlap(self, made: Path):
        county, *towns = map(shape, features(made / "towns.geojson"))
        assert len(towns) == 12
        assert shapely.coverage_is_valid(towns)
        assert shapely.equals(shapely.union_all(towns), county)

    def test_every_point_lies_in_the_town_it_names(self, made: Path):
        _, *towns = features(made / "towns.geojson")
        outlines = {town["properties"]["code"]: shape(town).buffer(1e-5) for town in towns}
        assert all(outlines[each.town_code].contains(shapely.Point(each.lon, each.lat)) for each in soil_points(2026))

    def test_the_river_crosses_the_county(self, made: Path):
        [river], county = features(made / "river.geojson"), shape(features(made / "towns.geojson")[0])
        assert shape(river).intersection(county.boundary.buffer(1e-4)).geom_type == "MultiLineString"

    def test_parcels_and_farmland_units_lie_apart_and_in_their_towns(self, made: Path):
        towns = {each["properties"]["name"]: shape(each).buffer(1e-5) for each in features(made / "towns.geojson")}
        pieces = [*features(made / "parcels.geojson"), *features(made / "farmland_units.geojson")]
        outlines = [shape(each) for each in pieces]
        assert shapely.STRtree(outlines).query(outlines, "overlaps").size == 0
        assert all(towns[each["properties"]["乡镇"]].contains(shape(each)) for each in pieces)

    def test_every_farmland_unit_holds_its_soil_point(self, made: Path):
        points = {each.point: shapely.Point(each.lon, each.lat) for each in soil_points(2026)}
        units = features(made / "farmland_units.geojson")
        assert len(units) == 60
        assert all(shape(each).contains(points[each["properties"]["点位编号"]]) for each in units)

    def test_the_bore_holes_lie_on_the_smelter_site(self, made: Path):
        site = next(f for f in features(made / "parcels.geojson") if f["properties"]["地块名称"] == "原铁炉冶炼厂")
        holes = read_lab(made / "lab_C.csv").results.select("point", "lon", "lat").unique()
        assert holes.height == 10
        assert shapely.contains_xy(shape(site), holes["lon"].to_numpy(), holes["lat"].to_numpy()).all()


class TestTheSoil:
    def test_four_hundred_points_with_eleven_items(self):
        points = soil_points(2026)
        assert len({point.point for point in points}) == POINTS == 400
        assert {len(point.contents) for point in points} == {len(ITEMS)} == {11}

    @pytest.mark.parametrize("metal", ["镉", "铅", "砷", "锌"])
    def test_metals_fall_away_from_the_smelter(self, metal: str):
        points = soil_points(2026)
        lon, lat = to_degrees(np.array([SMELTER.x]), np.array([SMELTER.y]))
        away = np.array([np.hypot(each.lon - lon[0], each.lat - lat[0]) for each in points])
        content = np.array([float(each.contents[metal].removeprefix("<")) for each in points])
        near, far = np.argsort(away)[:20], np.argsort(away)[-200:]
        assert np.median(content[near]) > 2 * np.median(content[far])

    def test_neighbours_are_more_alike_than_strangers(self):
        points = soil_points(2026)
        places = np.array([(each.lon, each.lat) for each in points])
        chromium = np.log([float(each.contents["铬"].removeprefix("<")) for each in points])
        _, nearest = shapely.STRtree(shapely.points(places)).query_nearest(shapely.points(places), exclusive=True)
        assert np.corrcoef(chromium, chromium[nearest[: len(points)]])[0, 1] > 0.3


class TestTheLaboratories:
    def test_a_and_b_together_deliver_every_point_once(self, made: Path):
        samples = [set(read_lab(made / name).results["sample"]) for name in ("lab_A.xlsx", "lab_B.xlsx")]
        assert len(samples[0]) == 250
        assert samples[0].isdisjoint(samples[1])

    def test_a_is_read_without_a_problem_in_its_results(self, made: Path):
        reading = read_lab(made / "lab_A.xlsx")
        assert {(each.code, each.where.sheet) for each in reading.problems} == {
            ("intake.sheet_without_table", "说明"),
            ("intake.sheet_without_table", "质控"),
        }
        assert reading.results.height == 250 * 11

    def test_what_a_delivers_is_what_stands_in_the_soil(self, made: Path):
        results = read_lab(made / "lab_A.xlsx").results
        read = dict(results.filter(substance="cadmium").select("sample", "value").iter_rows())
        assert read == {each.sample: float(each.contents["镉"]) for each in soil_points(2026)[:250]}

    def test_c_has_its_depth_in_the_sample_code(self, made: Path):
        reading = read_lab(made / "lab_C.csv")
        assert not [each for each in reading.problems if each.severity is Severity.ERROR]
        assert sorted(reading.results["depth_bottom"].unique()) == [0.5, 1.5, 3.0]
        assert reading.results["sample"].n_unique() == 30

    def test_d_is_groundwater_from_ten_wells(self, made: Path):
        reading = read_lab(made / "lab_D.xlsx")
        assert reading.problems == ()
        assert reading.results["medium"].unique().to_list() == ["groundwater"]
        assert reading.results["point"].n_unique() == 10


class TestTheCountyWorkbook:
    def test_the_template_has_the_same_headers_and_nothing_else(self, made: Path):
        for name in ("行政区划", "部门清单", "账户"):
            assert sheet(made / "template.xlsx", name) == sheet(made / "county.xlsx", name)[:1]

    def test_divisions_are_one_city_one_county_and_its_towns(self, made: Path):
        rows = sheet(made / "county.xlsx", "行政区划")[1:]
        assert [row[2] for row in rows] == ["地级", "县级", *["乡级"] * 12]
        assert {len(row[0]) for row in rows} == {12}
        assert {row[2] for row in rows} <= set(LEVELS)

    def test_every_account_names_a_known_role_body_and_town(self, made: Path):
        names = {name for body in BODIES for name in (body.name, body.short_name)}
        for account in ACCOUNTS:
            assert account.role in ROLES
            assert account.body in names or account.role in ("系统管理员", "查看")
            assert (account.town in {town.name for town in TOWNS}) == (account.role == "乡镇（街道）")

    def test_no_name_or_alias_stands_for_two_bodies(self):
        names = [name for body in BODIES for name in {body.name, body.short_name, *body.aliases}]
        assert len(names) == len(set(names))


class TestCodes:
    """GB 32100 and GB 11714: check characters of codes published as examples."""

    def test_organisation_code(self):
        assert organisation_code(12345678) == "123456788"

    def test_credit_code_checks(self):
        code = credit_code(1)
        assert code.startswith("91999901")
        alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        weighted = sum(pow(3, place, 31) * alphabet.index(sign) for place, sign in enumerate(code[:17]))
        assert (weighted + alphabet.index(code[17])) % 31 == 0
