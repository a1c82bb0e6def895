"""Land uses by code and name: 一住两公 and the classes of GB 36600 are different sets."""

from __future__ import annotations

import pytest

from jingtu.access import land_uses
from jingtu.access.land_uses import find
from jingtu.access.model import Scheme
from jingtu.problems import Refused
from jingtu.standards.land_classes import LAND_USES, land_class


class TestSensitiveUses:
    """Residential, public administration and public service (Soil Law art. 59, Code art. 454)."""

    @pytest.mark.parametrize("code", ["07", "0701", "070102", "0703", "0704", "0801", "0804", "0807", "080403"])
    def test_07_and_08_of_the_2023_classification(self, code):
        assert find(code, Scheme.LAND_AND_SEA).sensitive is True

    @pytest.mark.parametrize("code", ["0901", "1001", "1101", "1207", "1301", "1401", "1503"])
    def test_but_not_09_to_15(self, code):
        assert find(code, Scheme.LAND_AND_SEA).sensitive is False

    def test_land_left_open_has_to_be_asked(self):
        use = find("16", Scheme.LAND_AND_SEA)
        assert (use.sensitive, use.ask) == (None, "planned_use")

    @pytest.mark.parametrize("code", ["R", "R2", "R22", "A1", "A35", "A7", "A9"])
    def test_r_and_a_of_gb_50137(self, code):
        assert find(code).sensitive is True

    @pytest.mark.parametrize("code", ["B1", "M2", "W", "S42", "U2", "G1"])
    def test_but_not_b_m_w_s_u_g(self, code):
        assert find(code).sensitive is False

    @pytest.mark.parametrize("code", ["0701", "0801", "0805", "0808"])
    def test_07_and_08_of_the_present_use_classification(self, code):
        assert find(code, Scheme.GBT_21010).sensitive is True

    @pytest.mark.parametrize(
        ("code", "ask"), [("0809", "public_utility"), ("0810", "park_in_08"), ("08", "land_use_code")]
    )
    def test_but_0809_and_0810_stand_outside_08_in_the_newer_scheme_and_are_asked(self, code, ask):
        use = find(code, Scheme.GBT_21010)
        assert (use.sensitive, use.ask) == (None, ask)


class TestClassesOfGB36600:
    @pytest.mark.parametrize(("code", "expected"), [("R2", 1), ("A33", 1), ("A5", 1), ("A6", 1), ("A1", 2), ("M1", 2)])
    def test_of_gb_50137(self, code, expected):
        assert find(code).land_class == expected

    def test_offices_need_a_survey_but_are_second_class(self):
        use = find("A1")
        assert (use.sensitive, use.land_class) == (True, 2)

    def test_a_community_park_is_first_class_but_not_sensitive(self):
        use = find("社区公园")
        assert (use.sensitive, use.land_class) == (False, 1)

    def test_the_kind_of_a_park_has_to_be_asked(self):
        use = find("G1")
        assert (use.land_class, use.ask) == (None, "park_type")

    @pytest.mark.parametrize(("code", "expected"), [("080403", 1), ("080404", 1), ("080401", 2), ("0804", None)])
    def test_schools_of_the_2023_classification(self, code, expected):
        assert find(code, Scheme.LAND_AND_SEA).land_class == expected

    def test_the_table_of_the_standard_is_not_repeated(self):
        for one in LAND_USES:
            if one.rule == "prefix" and one.code not in ("A", "G"):
                assert find(one.code).land_class == land_class(one.code)


class TestNumbersThatSchemesShare:
    def test_0804_is_education_or_research_and_the_class_stays_open(self):
        use = find("0804")
        assert (use.zh, use.sensitive, use.land_class, use.ask) == ("教育用地／科研用地", True, None, "scheme")

    @pytest.mark.parametrize("text", ["0804 教育用地", "教育用地（0804）", "０８０４教育用地"])
    def test_the_name_beside_it_tells(self, text):
        assert find(text).scheme is Scheme.LAND_AND_SEA

    def test_0901_is_commerce_or_military(self):
        assert find("0901 商业用地").kinds == {"commercial"}
        assert find("0901", Scheme.GBT_21010).zh == "军事设施用地"

    def test_07_is_residential_in_both_and_nothing_is_asked(self):
        use = find("07")
        assert (use.sensitive, use.land_class, use.ask) == (True, 1, "")

    def test_08_is_asked_for_its_scheme(self):
        use = find("08")
        assert (use.sensitive, use.ask) == (None, "scheme")


class TestSloppyInput:
    @pytest.mark.parametrize("text", ["701", "701.0", " 0701 ", "０７０１"])
    def test_a_code_that_a_spreadsheet_spoilt(self, text):
        assert find(text).zh == "城镇住宅用地"

    def test_a_local_finer_code_is_read_by_its_beginning(self):
        assert find("R211").code == "R21"

    @pytest.mark.parametrize("text", ["R2/B1", "商业、居住", "B1商业用地兼容R2", "商业,住宅"])
    def test_several_uses_count_as_the_strictest(self, text):
        use = find(text)
        assert (use.sensitive, use.land_class) == (True, 1)

    def test_a_name_with_a_sign_of_division_in_it_is_one_use(self):
        assert find("公园与绿地").code == "0810"

    def test_words(self):
        assert find("学校").land_class == 1
        assert find("食品加工储存").kinds == {"food_storage"}
        assert find("复垦为耕地").kinds == {"farmland", "food_crops"}


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "near"), [("0899", "08"), ("住寨", "住宅"), ("071", "0701"), ("", "R2"), ("、", "R2")]
    )
    def test_an_unknown_use_is_refused_with_the_nearest_known(self, text, near):
        with pytest.raises(Refused, match=r"无法识别") as refused:
            find(text)
        assert near in str(refused.value)

    def test_a_code_and_a_name_that_contradict_each_other(self):
        with pytest.raises(Refused, match="不一致"):
            find("0804 工业用地")

    def test_a_code_of_another_scheme(self):
        with pytest.raises(Refused):
            find("R2", Scheme.GBT_21010)


class TestTheTable:
    def test_no_code_stands_twice_in_a_scheme(self):
        codes = [(use.scheme, use.code or use.zh) for use, _ in land_uses.table()]
        assert len(codes) == len(set(codes))

    def test_what_is_open_is_asked(self):
        for use, _ in land_uses.table():
            assert use.sensitive is not None or use.ask

    def test_every_use_is_found_by_its_code_and_name(self):
        for use, _ in land_uses.table():
            assert use.zh in find(f"{use.code} {use.zh}", use.scheme).zh
