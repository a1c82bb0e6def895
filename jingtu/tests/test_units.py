"""Units enter at the border: known by any writing, converted exactly, never across dimensions."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.units import UNITS, Inconvertible, UnknownUnit, convert, factor, find, normalised, unit

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=9)


def key_of(text):
    found = find(text)
    return found.key if found else None


class TestNames:
    @pytest.mark.parametrize(
        "text",
        [
            "mg/kg",
            "mg/Kg",
            "MG/KG",
            "ｍｇ／ｋｇ",
            "mg·kg-1",
            "mg·kg⁻¹",
            "mg•kg−1",
            "mg kg-1",
            "mg.kg-1",
            "㎎/㎏",
            "（mg/kg）",
            "毫克/千克",
            "单位：mg/kg",
            "μg/g",
            "mg/kg（干重）",
            "mg/kg，以干基计",
            "mg·kg⁻¹ DW",
            "（单位：mg/kg）",
            "mg∕kg",
        ],
    )
    def test_all_of_these_are_milligrams_per_kilogram(self, text):
        assert key_of(text) == "mg/kg"

    @pytest.mark.parametrize("text", ["ug/kg", "\u00b5g/kg", "\u03bcg/kg", "μg·kg⁻¹", "ng/g", "微克/千克"])
    def test_both_micro_signs_are_one(self, text):
        assert key_of(text) == "ug/kg"

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("mg/l", "mg/L"),
            ("µg·L⁻¹", "ug/L"),
            ("微克/升", "ug/L"),
            ("mg/dm³", "mg/L"),
            ("10⁻⁶", "ppm"),
            ("ng-TEQ/kg", "ng/kg"),
            ("％", "%"),
            ("cmol(+)·kg⁻¹", "cmol/kg"),
            ("g·cm⁻³", "g/cm3"),
            ("℃", "degC"),
            ("无量纲", "none"),
            ("CFU/100 mL", "MPN/100mL or CFU/100mL"),
        ],
    )
    def test_other_writings(self, text, key):
        assert key_of(text) == key

    @pytest.mark.parametrize("text", ["", "kg", "mg", "mg/kg/d", "mg/kg 鲜重", "mg/kg FW", "镉", "-1"])
    def test_what_is_no_unit_is_nothing(self, text):
        assert find(text) is None

    @given(st.text(max_size=20))
    def test_no_text_breaks_it(self, text):
        assert find(text) in (None, *UNITS.values())

    def test_no_name_leads_to_two_units(self):
        names = {(normalised(name), one.key) for one in UNITS.values() for name in (one.key, *one.aliases)}
        assert [name for name, count in Counter(name for name, _ in names).items() if count > 1] == []

    def test_an_unknown_key_is_refused_with_the_known_ones(self):
        with pytest.raises(UnknownUnit, match="ug/kg"):
            unit("mg per kilo")


class TestConversion:
    def test_micrograms_are_a_thousandth(self):
        assert convert(Decimal("153.8"), unit("ug/kg"), unit("mg/kg")) == Decimal("0.1538")

    def test_percent_is_ten_thousand_milligrams(self):
        assert convert(Decimal("0.79"), unit("%"), unit("mg/kg")) == Decimal("7900")

    def test_dioxins_in_nanograms_meet_a_limit_in_milligrams(self):
        assert convert(Decimal("10"), unit("ng/kg"), unit("mg/kg")) == Decimal("0.00001")

    def test_the_factor_is_two_whole_numbers(self):
        assert factor(unit("ug/kg"), unit("mg/kg")) == (1, 1000)
        assert factor(unit("mg/kg"), unit("ug/kg")) == (1000, 1)

    def test_eggs_in_ten_litres_and_in_one(self):
        assert convert(Decimal(2), unit("MPN/L"), unit("eggs/10L")) == 20

    @pytest.mark.parametrize(("of", "to"), [("mg/L", "mg/kg"), ("ppm", "mg/L"), ("%", "ug/L"), ("none", "mg/kg")])
    def test_water_never_becomes_soil(self, of, to):
        with pytest.raises(Inconvertible, match=f"{of} .* {to} "):
            convert(Decimal(1), unit(of), unit(to))

    @given(NUMBERS, st.sampled_from([one for one in UNITS.values() if one.dimension == "mass_fraction"]))
    def test_there_and_back_is_the_same_number(self, value, other):
        milligrams = unit("mg/kg")
        assert convert(convert(value, milligrams, other), other, milligrams) == value

    @given(NUMBERS, st.sampled_from(list(UNITS.values())), st.data())
    def test_it_is_the_exact_product(self, value, of, data):
        to = data.draw(st.sampled_from([one for one in UNITS.values() if one.dimension == of.dimension]))
        assert Fraction(convert(value, of, to)) == Fraction(value) * of.factor / to.factor
