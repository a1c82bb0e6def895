"""Transport by HJ 25.3 appendix F. Figures: science/validation.md, section 4.2."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.risk_errors import BadParameter
from jingtu.science.risk_options import CrackPorosity, LandClass
from jingtu.science.risk_parameters import defaults, with_values
from jingtu.science.risk_substances import covered, substances, with_properties
from jingtu.science.transport import leaching, partition, phases, pressed_flow, retention, saturation, vapours

FIRST, SECOND = defaults(LandClass.FIRST), defaults(LandClass.SECOND)
BENZENE = covered("benzene")
SOIL, CRACK = CrackPorosity.SOIL, CrackPorosity.CRACK
VOLATILE = [one for one in substances().values() if one.volatile and retention(one, FIRST) is not None]


def near(value):
    return pytest.approx(value, rel=5e-7)


class TestF2ToF14:
    """'θ = 1 − ρb/ρs; θws = ρb·Pws/ρw; Ksw = (θws + Kd·ρb + H′·θas)/ρb'"""

    def test_phases_of_the_default_soil(self):
        soil = phases(FIRST)
        assert (soil.theta, soil.theta_ws, soil.theta_as) == pytest.approx((0.4339623, 0.3, 0.1339623), abs=5e-8)

    def test_denser_water_takes_less_room(self):
        """1.5 · 0.2 / 1.2"""
        assert phases(with_values(FIRST, {"rho_w": 1.2})).theta_ws == pytest.approx(0.25, abs=1e-15)

    def test_benzene_between_soil_and_water(self):
        assert partition(BENZENE, FIRST) == near(1.288235)
        assert retention(BENZENE, FIRST) == near(1.508508)

    def test_mercury_takes_its_fixed_kd(self):
        assert partition(covered("mercury"), FIRST) == 52

    def test_without_henry_constant_an_organic_is_not_taken_for_one_that_stays_in_water(self):
        assert retention(with_properties(BENZENE, {"H_prime": None}, source="test"), FIRST) is None

    def test_no_kd_is_no_vapour(self):
        assert vapours(with_properties(BENZENE, {"Koc": None}, source="test"), FIRST) is None

    def test_no_kd_is_no_retention_and_never_zero(self):
        assert retention(covered("arsenic"), FIRST) is None
        assert leaching(covered("arsenic"), FIRST) is None

    def test_soil_with_more_water_than_pores_is_refused(self):
        with pytest.raises(BadParameter, match="no room for its water"):
            vapours(BENZENE, with_values(FIRST, {"Pws": 0.3}))

    def test_soil_without_pores_is_refused(self):
        with pytest.raises(BadParameter, match="no room for its water"):
            phases(with_values(FIRST, {"rho_b": 2.65, "Pws": 1e-12}))

    def test_soil_full_of_water_has_no_air_but_is_possible(self):
        full = with_values(FIRST, {"rho_b": 1.325, "rho_s": 2.65, "Pws": 0.5 / 1.325})
        assert phases(full).theta_as == pytest.approx(0, abs=1e-12)


class TestBenzene:
    @pytest.mark.parametrize(("p", "suroa", "suboa2", "subia2", "dfia"), [
        (FIRST, (4.243933e-5, 7.927448e-6), 1.585490e-5, 5.188875e-3, 0.03055556),
        (SECOND, (4.648996e-5, 9.512938e-6), 1.902588e-5, 2.739726e-3, 0.06944444),
    ])  # fmt: skip
    def test_outdoors_and_whole_layers(self, p, suroa, suboa2, subia2, dfia):
        found = vapours(BENZENE, p)
        assert (found.vf_suroa1, found.vf_suroa2) == near(suroa)
        assert found.vf_suboa1 == near(1.784403e-4)
        assert (found.vf_suboa2, found.vf_subia2, found.dfia) == near((suboa2, subia2, dfia))
        assert found.dfoa == 10
        assert found.vf_gwoa == near(3.055693e-5)

    def test_diffusion(self):
        found = vapours(BENZENE, FIRST)
        assert (found.deff_s, found.deff_cap, found.deff_gws) == near((5.929053e-4, 2.038107e-5, 4.038361e-4))

    @pytest.mark.parametrize(("p", "crack", "deff_crack", "subia1", "gwia"), [
        (FIRST, SOIL, 5.355464e-3, 3.743631e-4, 5.378072e-4),
        (FIRST, CRACK, 6.984477e-3, 4.872854e-4, 6.901067e-4),
        (SECOND, SOIL, 5.355464e-3, 1.647200e-4, 2.366355e-4),
        (SECOND, CRACK, 6.984477e-3, 2.144060e-4, 3.036475e-4),
    ])  # fmt: skip
    def test_indoors_by_either_porosity(self, p, crack, deff_crack, subia1, gwia):
        found = vapours(BENZENE, p, crack)
        assert (found.deff_crack, found.vf_subia1, found.vf_gwia) == near((deff_crack, subia1, gwia))

    def test_soil_porosity_is_the_default(self):
        assert vapours(BENZENE, FIRST) == vapours(BENZENE, FIRST, SOIL)

    @pytest.mark.parametrize(("p", "lf2"), [(FIRST, 0.1666667), (SECOND, 0.2)])
    def test_leaching(self, p, lf2):
        found = leaching(BENZENE, p)
        assert (found.lf_spw_gw, found.lf_sgw1, found.lf_sgw2) == near((0.1935484, 0.1283045, lf2))
        assert found.lf_sgw == found.lf_sgw1


class TestTheSmallerOfTwo:
    """'VF = min(VF1, VF2)'; with an unknown thickness the first stands alone."""

    @pytest.mark.parametrize("substance", VOLATILE, ids=lambda one: one.key)
    def test_no_factor_exceeds_the_whole_layer(self, substance):
        found = vapours(substance, FIRST)
        assert found.vf_suroa <= found.vf_suroa2
        assert found.vf_suboa <= found.vf_suboa2
        assert found.vf_subia <= found.vf_subia2

    def test_an_unknown_thickness_leaves_the_first_alone(self):
        found = vapours(BENZENE, with_values(FIRST, {"d": None, "dsub": None}))
        assert (found.vf_suroa2, found.vf_suboa2, found.vf_subia2) == (None, None, None)
        assert found.vf_suroa == near(4.243933e-5)
        assert found.vf_suboa == near(1.784403e-4)
        assert leaching(BENZENE, with_values(FIRST, {"dsub": None})).lf_sgw2 is None

    def test_a_thin_layer_binds(self):
        found = vapours(BENZENE, with_values(FIRST, {"dsub": 1}))
        assert found.vf_subia == found.vf_subia2 == near(5.188875e-5)


class TestPressure:
    """'Qs > 0 tends to Qs = 0 as dP → 0.'"""

    def test_without_pressure_nothing_is_pressed(self):
        assert pressed_flow(FIRST) == 0
        assert vapours(BENZENE, FIRST).xi == 0

    @pytest.mark.parametrize("dp", [1e-12, 1e-9, 1e-6])
    def test_little_pressure_is_as_none(self, dp):
        pressed, still = vapours(BENZENE, with_values(FIRST, {"dP": dp})), vapours(BENZENE, FIRST)
        assert pressed.vf_subia1 == pytest.approx(still.vf_subia1, rel=10 * dp + 1e-14)
        assert pressed.vf_gwia == pytest.approx(still.vf_gwia, rel=10 * dp + 1e-14)

    def test_by_the_printed_form_with_pressure(self):
        """The bracket as printed, with e^ξ, worked out apart from the code's rearrangement."""
        p = with_values(FIRST, {"dP": 40.0})
        found, one = vapours(BENZENE, p), np.exp
        qs = 2 * np.pi * 40 * 1e-8 * 3400 / (1.81e-4 * np.log(2 * 35 / (700000 * 0.0005 / 3400)))
        xi = qs * 35 / (700000 * found.deff_crack * 0.0005)
        way = 0.03055556 * 50 / found.deff_s
        bracket = one(xi) + found.deff_s / (0.0305555556 * 50) + found.deff_s * 700000 * (one(xi) - 1) / (qs * 50)
        assert found.xi == pytest.approx(xi, rel=1e-9)
        assert found.vf_subia1 == pytest.approx(1e3 / (1.508508 / 0.227 * bracket * way / one(xi)), rel=1e-6)

    def test_great_pressure_does_not_overflow(self):
        found = vapours(BENZENE, with_values(FIRST, {"dP": 1e6}))
        assert np.isfinite(found.vf_subia1)
        assert found.vf_subia1 > vapours(BENZENE, FIRST).vf_subia1

    @given(low=st.floats(0, 200), more=st.floats(0, 200))
    @settings(max_examples=25)
    def test_more_pressure_is_never_less_vapour_indoors(self, low, more):
        little, much = (vapours(BENZENE, with_values(FIRST, {"dP": dp})) for dp in (low, low + more))
        assert much.vf_subia1 >= little.vf_subia1 * (1 - 1e-12)
        assert much.vf_gwia >= little.vf_gwia * (1 - 1e-12)

    def test_a_crack_wider_than_deep_is_refused_under_pressure_alone(self):
        wide = {"Ab": 700000, "eta": 0.5, "Xcrack": 3400}
        vapours(BENZENE, with_values(FIRST, wide))
        with pytest.raises(BadParameter, match="too wide"):
            vapours(BENZENE, with_values(FIRST, {**wide, "dP": 40}))


class TestWhatMustHold:
    def test_draws_are_each_alone(self):
        rates = np.array([5.0, 12.0, 40.0])
        together = vapours(BENZENE, with_values(FIRST, {"ER": rates})).vf_subia
        alone = [vapours(BENZENE, with_values(FIRST, {"ER": one})).vf_subia for one in rates]
        assert together == pytest.approx(alone, rel=1e-14)

    @given(depth=st.floats(1, 1000), deeper=st.floats(1, 1000))
    @settings(max_examples=25)
    def test_deeper_soil_gives_less_vapour(self, depth, deeper):
        shallow, deep = (vapours(BENZENE, with_values(FIRST, {"Ls": one})) for one in (depth, depth + deeper))
        assert deep.vf_subia1 < shallow.vf_subia1
        assert deep.vf_suboa1 < shallow.vf_suboa1

    def test_csat_of_the_capped_liquids(self):
        """Section 2.3: 838.7, 1204, 1285, 569.1."""
        keys = ("1_1_1_trichloroethane", "toluene", "styrene", "m_p_xylene")
        found = [saturation(covered(key), FIRST) for key in keys]
        assert found == [pytest.approx(value, abs=0.5) for value in (838.7, 1204, 1285, 569.1)]

    def test_no_solubility_is_no_csat(self):
        assert saturation(with_properties(BENZENE, {"S": None}, source="test"), FIRST) is None

    def test_a_metal_without_henry_constant_has_nothing_in_soil_air(self):
        assert retention(replace(covered("arsenic"), kd_fixed=10.0), FIRST) == near(10.2)


class TestParentModel:
    """ASTM E1739-95 Tier 1, benzene, commercial, risk 1e-6: section 5, with the inputs of that example."""

    P = with_values(
        SECOND,
        {
            "rho_b": 1.7, "rho_s": 1.7 / 0.62, "Pws": 0.12 / 1.7, "fom": 17, "W": 1500, "Lcrack": 15, "eta": 0.01,
            "LB": 300, "ER": 0.00023 * 86400, "theta_acrack": 0.26, "theta_wcrack": 0.12,
        },
    )  # fmt: skip
    ASTM = with_properties(
        BENZENE, {"H_prime": 0.22, "Da": 0.093, "Dw": 1.1e-5, "Koc": 10**1.58}, source="ASTM E1739-95"
    )
    AIR = 1e-6 * 70 * 70 * 365 / (0.029 * 20 * 250 * 25)  # mg/m3: 0.4934 µg/m³
    WATER = 1e-6 * 70 * 70 * 365 / (0.029 * 1 * 250 * 25)  # mg/L: 9.868e-3

    @pytest.mark.parametrize("crack", CrackPorosity)
    def test_groundwater_to_indoor_air(self, crack):
        """Crack and soil are alike here, so it cannot tell the two porosities apart."""
        assert self.AIR / vapours(self.ASTM, self.P, crack).vf_gwia == pytest.approx(7.388e-2, rel=1e-3)

    def test_soil_leaching_to_drinking_water(self):
        thick = with_values(self.P, {"dsub": None})
        assert self.WATER / leaching(self.ASTM, thick).lf_sgw == pytest.approx(5.789e-2, rel=1e-3)
