"""Numbers with units as people write them: exact, checked by dimension, refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.assessment.risk.quantities import BadQuantity, find_unit, quantity
from jingtu.science.risk_parameters import parameters
from jingtu.science.risk_substances import PROPERTIES


class TestUnderstood:
    @pytest.mark.parametrize(
        ("text", "to", "value"),
        [
            ("1.5 m", "cm", 150),
            ("１５０ 厘米", "cm", 150),
            ("1600 m²", "cm2", 16_000_000),
            ("0.16 ha", "cm2", 16_000_000),
            ("1.5%", "g/kg", 15),
            ("1500 kg/m3", "kg/dm3", 1.5),
            ("1.5 g/cm3", "kg/dm3", 1.5),
            ("20 %", "kg/kg", 0.2),
            ("350 d/a", "d/a", 350),
            ("2 m/s", "cm/s", 200),
            ("25 m/a", "cm/a", 2500),
            ("0.5 h-1", "1/d", 12),
            ("4 Pa", "g/(cm.s2)", 40),
            ("4 kg·m-1·s-2", "g/(cm.s2)", 40),
            ("0.004 mg/(kg·d)", "mg/(kg.d)", 0.004),
            ("0.055 (mg/(kg·d))-1", "kg.d/mg", 0.055),
            ("7.8e-6 m3/μg", "m3/mg", 0.0078),
            ("10 ug/L", "mg/L", 0.01),
            ("5 ppm", "mg/kg", 5),
            ("10 毫克/千克", "mg/kg", 10),
            ("3×10-6", "1", 3e-6),
            ("3 × 10^−6", "1", 3e-6),
            ("5 %", "1", 0.05),
            (0.05, "1", 0.05),
            (2, "1", 2),
        ],
    )
    def test_in_another_unit(self, text, to, value):
        assert quantity(text, to, key="x") == value

    @pytest.mark.parametrize(
        "unit", {one.unit for one in parameters().values()} | {one.unit for one in PROPERTIES.values()}
    )
    def test_every_unit_of_the_tables_is_known(self, unit):
        assert find_unit(unit) is not None

    @given(st.decimals("0.001", "100000", places=3))
    def test_a_depth_is_the_same_in_metres_and_centimetres(self, depth):
        assert quantity(f"{depth} m", "cm", key="Ls") == quantity(f"{depth * 100} cm", "cm", key="Ls")


class TestRefused:
    @pytest.mark.parametrize("text", ["1.5 kg", "150 d", "1.5 m2", "1.5 %"])
    def test_another_dimension(self, text):
        with pytest.raises(BadQuantity, match="cannot be converted to cm"):
            quantity(text, "cm", key="Ls")

    def test_water_is_no_soil(self):
        with pytest.raises(BadQuantity, match="cannot be converted to mg/kg"):
            quantity("10 mg/L", "mg/kg", key="soil")

    @pytest.mark.parametrize("given", ["150", 150, 150.0])
    def test_no_unit(self, given):
        with pytest.raises(BadQuantity, match="has no unit"):
            quantity(given, "cm", key="Ls")

    @pytest.mark.parametrize("text", ["1.5 furlong", "1.5 mg/kg.d", "1.5 m/", "1.5 (m", "1.5 cm cm furlong"])
    def test_an_unknown_unit(self, text):
        with pytest.raises(BadQuantity, match="is not known"):
            quantity(text, "cm", key="Ls")

    @pytest.mark.parametrize(
        "given",
        [
            "<0.05 mg/kg",
            "1,600 mg/kg",
            "1-2 mg/kg",
            "约 5 mg/kg",
            "",
            "mg/kg",
            "nan",
            "inf",
            "1" * 5000 + " mg/kg",
            "1.2.3 mg/kg",
            True,
            None,
            [1],
        ],
    )
    def test_no_number(self, given):
        with pytest.raises(BadQuantity, match="no number that can be used"):
            quantity(given, "mg/kg", key="soil")

    def test_an_exponent_beyond_all_measure(self):
        with pytest.raises(BadQuantity):
            quantity("1e999 mg/kg", "mg/kg", key="soil")

    @given(st.text(max_size=20))
    def test_any_text_is_a_number_or_refused(self, text):
        try:
            found = quantity(text, "mg/kg", key="x")
        except BadQuantity as refused:
            found = refused.problem.text("zh")
        assert isinstance(found, float) or found
