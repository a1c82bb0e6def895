"""Codes of places: parcels, divisions, Gauss-Krüger zones; scenario S15."""

import csv
import json
from datetime import date

import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.codes import check_easting, check_system, credit_code, division, division_code, epsg_of_zone, parcel_code
from jingtu.codes.divisions import DIVISIONS
from jingtu.codes.zones import SYSTEMS, zone_of
from jingtu.problems import Severity
from jingtu.standards.verification import Mark


def names(problems):
    return [problem.code.removeprefix("codes.") for problem in problems]


class TestScenarioS15:
    """'期望：地块编码依次 有效、类型位错误、长度错误；信用代码依次 有效、无效；坐标系依次 错误、正确。'"""

    @pytest.fixture
    def facts(self, shared):
        with (shared / "domain" / "site_scenarios.csv").open(encoding="utf-8-sig", newline="") as lines:
            [facts] = [json.loads(row[4]) for row in csv.reader(lines) if row[0] == "S15"]
        return facts

    def test_the_first_parcel_code_holds_the_second_has_a_wrong_type_the_third_a_wrong_length(self, facts):
        found = [parcel_code(code, on=date(2026, 11, 1)) for code in facts["parcel_codes"]]
        assert [one.code for one in found] == ["1404041260001", "", ""]
        assert [names(one.problems) for one in found] == [[], ["parcel_kind"], ["parcel_length"]]
        assert "类型只能是 1（在产）或 2（关闭搬迁）" in found[1].problems[0].text()
        assert "12 位，应为 13 位" in found[2].problems[0].text()

    def test_the_first_credit_code_holds_and_the_second_should_end_in_u(self, facts):
        first, second = (credit_code(code) for code in facts["uscc"])
        assert (first.ok, second.ok) == (True, False)
        assert "末位应为 U" in second.problems[0].text()

    def test_the_first_system_is_wrong_and_should_be_4526_or_4547_the_second_holds(self, facts):
        first, second = (check_system(one["epsg"], one["lon"]) for one in facts["crs"])
        assert names(first) == ["epsg_zone"]
        assert "第 38 带" in first[0].text()
        assert "EPSG:4526" in first[0].remedy()
        assert "EPSG:4547" in first[0].remedy()
        assert second == ()


class TestParcelCode:
    """'CCCCCC T II SSSS: county, type (1 in production, 2 closed or relocated), industry division, serial.'"""

    @pytest.mark.parametrize(
        "typed",
        [
            "1404042260001",
            "140404-1-26-0001",
            "１４０４０４１２６０００１",
            1404041260001,
            1404041260001.0,
            "9999011320007",
        ],
    )
    def test_a_right_code_is_taken_however_it_is_typed(self, typed):
        assert parcel_code(typed).ok

    @pytest.mark.parametrize("typed", [1404041260001.0, "1404041260001.0", "1.404041260001E+12"])
    def test_a_number_with_all_its_digits_is_read_and_remarked(self, typed):
        checked = parcel_code(typed)
        assert (checked.code, names(checked.problems)) == ("1404041260001", ["was_a_number"])

    @pytest.mark.parametrize("typed", ["1.40404E+12", "1.40404e+12", "1E+12"])
    def test_a_number_that_lost_digits_is_refused(self, typed):
        assert names(parcel_code(typed).problems) == ["digits_lost"]

    @pytest.mark.parametrize("kind", "03456789")
    def test_any_other_type_is_refused(self, kind):
        assert names(parcel_code(f"140404{kind}260001").problems) == ["parcel_kind"]

    @pytest.mark.parametrize(("division_", "ok"), [("00", False), ("01", True), ("97", True), ("98", False)])
    def test_the_industry_division_lies_between_01_and_97(self, division_, ok):
        assert parcel_code(f"1404041{division_}0001").ok is ok

    def test_serials_begin_at_0001(self):
        assert names(parcel_code("1404041260000").problems) == ["parcel_serial"]

    def test_all_that_is_wrong_is_said_at_once(self):
        found = names(parcel_code("0004043980000").problems)
        assert found == ["division_province", "parcel_kind", "parcel_industry", "parcel_serial"]

    def test_a_code_of_another_system_is_sent_to_the_external_code(self):
        [problem] = parcel_code("DK-2021-07甲").problems
        assert problem.code == "codes.parcel_digits"
        assert "外部编号" in problem.remedy()

    def test_a_county_in_no_list_is_remarked_and_accepted(self):
        checked = parcel_code("1404991260001")
        assert (checked.ok, names(checked.problems)) == (True, ["division_unknown"])
        assert checked.problems[0].severity is Severity.ATTENTION

    def test_a_county_abolished_before_the_day_is_remarked(self):
        assert names(parcel_code("1404211260001", on=date(2021, 1, 1)).problems) == ["division_gone"]
        assert parcel_code("1404211260001", on=date(2016, 1, 1)).problems == ()


class TestDivisions:
    @pytest.mark.parametrize(
        ("code", "name"),
        [
            ("140000", "山西省"), ("140400", "长治市"), ("140404", "上党区"), ("140500", "晋城市"),
            ("140581", "高平市"), ("410100", "郑州市"), ("410102", "中原区"), ("450200", "柳州市"),
            ("450222", "柳城县"), ("999901", "沃川县"),
        ],
    )  # fmt: skip
    def test_the_divisions_of_the_plans_and_of_the_example_are_known(self, code, name):
        assert division(code).name == name

    def test_shangdang_district_follows_changzhi_county_in_2018(self):
        district, county = division("140404"), division("140421")
        assert (county.name, county.after, county.before) == ("长治县", None, date(2018, 10, 31))
        assert (district.after, district.before) == (date(2017, 12, 31), None)

    @pytest.mark.parametrize(
        ("day", "found"), [(date(2017, 12, 31), ["division_not_yet"]), (date(2018, 1, 1), []), (date(2026, 8, 15), [])]
    )
    def test_a_code_before_its_first_list_is_remarked(self, day, found):
        assert names(division_code("140404", on=day).problems) == found

    @pytest.mark.parametrize(
        ("day", "found"), [(date(2018, 10, 30), []), (date(2018, 10, 31), ["division_gone"]), (None, [])]
    )
    def test_a_code_after_its_last_list_is_remarked(self, day, found):
        assert names(division_code("140421", on=day).problems) == found

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("1404", ["division_shape"]),
            ("140404100", ["division_shape"]),
            ("140404100000", ["division_shape"]),
            ("14040A", ["division_shape"]),
            ("160000", ["division_province"]),
            ("１４０４０４", []),
            ("140404000000", []),
            ("999902", ["division_unknown"]),
        ],
    )
    def test_other_shapes_are_refused_and_unknown_counties_remarked(self, typed, found):
        assert names(division_code(typed).problems) == found

    def test_the_table_holds_34_provinces_and_every_county_under_a_province(self):
        assert sum(code.endswith("0000") for code in DIVISIONS) == 34
        assert all(code[:2] + "0000" in DIVISIONS for code in DIVISIONS if not code.startswith("99"))

    def test_every_line_of_the_table_has_its_mark_and_ends_after_it_begins(self):
        lines = [one for one in DIVISIONS.values() if not one.code.startswith("99")]
        assert {Mark(one.verification) for one in lines} == {Mark.DOUBLE_CHECKED, Mark.SINGLE_SOURCE}
        assert all(one.after < one.before for one in lines if one.after and one.before)
        assert len(lines) > 3500


class TestZones:
    """'n = floor((lon − 1.5)/3) + 1; zone-prefixed EPSG 4488 + n, without prefix 4534 + (CM − 75)/3.'"""

    @pytest.mark.parametrize(
        ("lon", "zone"), [(113.05, 38), (109.24, 36), (113.6, 38), (112.49, 37), (112.5, 38), (112.51, 38)]
    )
    def test_a_place_on_the_border_lies_in_the_eastern_zone(self, lon, zone):
        assert zone_of(lon) == zone

    @pytest.mark.parametrize(
        ("zone", "systems"), [(25, (4513, 4534)), (36, (4524, 4545)), (38, (4526, 4547)), (45, (4533, 4554))]
    )
    def test_each_zone_has_two_systems(self, zone, systems):
        assert epsg_of_zone(zone) == systems

    @pytest.mark.parametrize("zone", [24, 46])
    def test_zones_outside_china_have_none(self, zone):
        with pytest.raises(ValueError, match="25 to 45"):
            epsg_of_zone(zone)

    @settings(max_examples=50)
    @given(st.floats(73.5, 136.4))
    def test_both_systems_of_the_own_zone_hold_and_those_of_the_next_do_not(self, lon):
        right, other = epsg_of_zone(zone_of(lon)), epsg_of_zone(zone_of(lon) + (1 if lon < 100 else -1))
        assert [check_system(epsg, lon) for epsg in right] == [(), ()]
        assert [names(check_system(epsg, lon)) for epsg in other] == [["epsg_zone"], ["epsg_zone"]]

    @pytest.mark.parametrize(
        ("epsg", "lon", "found"),
        [
            (4490, 113.05, []),
            (4326, 113.05, ["epsg_wgs84"]),
            (4497, 113.05, []),
            (4508, 113.05, []),
            (4496, 113.05, ["epsg_zone"]),
            (2360, 113.05, ["epsg_unknown"]),
            (4547, 36.2, ["lon_outside"]),
        ],
    )
    def test_other_systems(self, epsg, lon, found):
        assert names(check_system(epsg, lon)) == found

    @pytest.mark.parametrize(("epsg", "system"), SYSTEMS.items())
    def test_the_systems_are_those_of_the_epsg_register(self, epsg, system):
        registered = {param.name: param.value for param in pyproj.CRS(epsg).coordinate_operation.params}
        meridian = 3 * system.zone if system.width == 3 else 6 * system.zone - 3
        assert registered["Longitude of natural origin"] == meridian
        assert registered["False easting"] == 500_000 + (1_000_000 * system.zone if system.prefixed else 0)

    @pytest.mark.parametrize(
        ("epsg", "easting", "found"),
        [
            (4526, 38_412_345.6, []),
            (4526, 37_412_345.6, ["easting_zone"]),
            (4526, 412_345.6, ["easting_zone"]),
            (4526, 3_951_234.5, ["easting_zone"]),
            (4547, 412_345.6, []),
            (4547, 38_412_345.6, ["easting_prefixed"]),
            (4547, 3_951_234.5, ["easting_prefixed"]),
        ],
    )
    def test_a_prefixed_easting_starts_with_the_zone_and_a_bare_one_does_not(self, epsg, easting, found):
        assert names(check_easting(epsg, easting)) == found
