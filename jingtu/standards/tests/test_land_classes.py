"""GB 36600-2018, 4.1: homes, schools, hospitals, welfare and neighbourhood parks are first-class land."""

import csv
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.standards.land_classes import LAND_USES, NoLandClass, land_class


class TestClause4Dot1:
    @pytest.mark.parametrize("code", ["R", "R2", "R21", "ｒ２", "A33", "A331", "A5", "A51", "A6", "居住用地"])
    def test_homes_schools_hospitals_and_welfare_are_first_class(self, code):
        assert land_class(code) == 1

    @pytest.mark.parametrize("code", ["M", "M3", "W1", "B11", "S42", "U2", "A1", "A35", "A7", "G2", "G3", "工业用地"])
    def test_industry_trade_and_other_public_land_are_second_class(self, code):
        assert land_class(code) == 2

    @pytest.mark.parametrize(
        ("park", "expected"), [("社区公园", 1), ("儿童公园", 1), ("综合公园", 2), ("Community park", 1)]
    )
    def test_of_the_parks_only_those_for_the_neighbourhood_and_for_children_are_first_class(self, park, expected):
        assert land_class("G1", park) == land_class("G12", park) == expected

    @pytest.mark.parametrize("park", [None, "", " "])
    def test_a_park_of_unknown_kind_is_not_guessed(self, park):
        with pytest.raises(NoLandClass, match="社区公园") as refused:
            land_class("G1", park)
        assert refused.value.missing == "park_type"

    @pytest.mark.parametrize("code", ["A", "A3", "G"])
    def test_a_code_that_covers_both_classes_is_not_guessed(self, code):
        with pytest.raises(NoLandClass, match="finer code") as refused:
            land_class(code)
        assert refused.value.missing == "land_use_code"

    @pytest.mark.parametrize("code", ["", "H11", "0701", "X", "住", "ROAD", "Agricultural", "R/B", "R2222"])
    def test_other_codes_are_refused_with_the_listed_ones(self, code):
        with pytest.raises(NoLandClass, match="A33"):
            land_class(code)

    @given(st.text(max_size=6), st.none() | st.text(max_size=6))
    def test_no_text_breaks_it(self, code, park):
        with suppress(NoLandClass):
            assert land_class(code, park) in (1, 2)

    @pytest.mark.shared
    def test_the_list_is_that_of_the_collection(self, shared):
        with (shared / "standards" / "gb36600_land_classes.csv").open(encoding="utf-8", newline="") as lines:
            theirs = {
                (row["gb50137_code"], int(row["land_class"]), row["rule"], row["verification"])
                for row in csv.DictReader(lines)
            }
        assert {(one.code, one.land_class, one.rule, one.verification) for one in LAND_USES} == theirs
