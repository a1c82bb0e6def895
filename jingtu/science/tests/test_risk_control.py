"""Control values by HJ 25.3 appendix E. Figures: science/validation.md, sections 4.3 and 4.4."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.risk import Concentrations, risks, units
from jingtu.science.risk_control import Driver, control_values
from jingtu.science.risk_options import CrackPorosity, Effect, LandClass, Options, Saturation
from jingtu.science.risk_parameters import defaults, with_values
from jingtu.science.risk_pathways import Pathway, Source
from jingtu.science.risk_substances import covered, substances

FIRST, SECOND = defaults(LandClass.FIRST), defaults(LandClass.SECOND)
CANCER, HAZARD = Effect.CANCER, Effect.HAZARD
SOIL, WATER = Source.SOIL, Source.GROUNDWATER
SUBSTANCES = [one for one in substances().values() if one.covered]


def controls(key, p, options=Options(), **given):  # noqa: B008 - frozen
    substance = key if not isinstance(key, str) else covered(key)
    return control_values(substance, p, units(substance, p, options), options, **given)


class TestAppendixE:
    @pytest.mark.parametrize(
        ("key", "p", "crack", "values"),
        [
            ("benzene", FIRST, "soil", (0.971240, 18.58287, 2.36592e-3, 0.0376631)),
            ("benzene", FIRST, "crack", (0.761669, 14.82136, 2.36379e-3, 0.0376370)),
            ("benzene", SECOND, "soil", (4.00302, 101.1651, 4.97907e-3, 0.118920)),
            ("benzene", SECOND, "crack", (3.17158, 80.23768, 4.97688e-3, 0.118870)),
            ("trichloroethene", FIRST, "soil", (0.722210, 0.530650, 2.83017e-3, 4.68978e-3)),
            ("trichloroethene", SECOND, "soil", (3.05377, 2.81089, 5.95465e-3, 0.0148301)),
            ("benzo_a_pyrene", FIRST, "soil", (0.546520, 4.69539, 1.30550e-4, 4.28847e-3)),
            ("benzo_a_pyrene", SECOND, "soil", (1.51157, 15.11241, 2.74293e-4, 0.0135270)),
            ("arsenic", FIRST, "soil", (0.450213, 11.62068, 8.70337e-5, 4.29061e-3)),
            ("arsenic", SECOND, "soil", (1.41097, 68.31516, 1.82862e-4, 0.0135342)),
        ],
    )
    def test_combined_values(self, key, p, crack, values):
        found = controls(key, p, Options(CrackPorosity(crack))).combined
        told = [found[CANCER, SOIL], found[HAZARD, SOIL], found[CANCER, WATER], found[HAZARD, WATER]]
        assert told == pytest.approx(values, rel=5e-6)

    @pytest.mark.parametrize("p", [FIRST, SECOND], ids=["class_1", "class_2"])
    @pytest.mark.parametrize("substance", SUBSTANCES, ids=lambda one: one.key)
    def test_at_its_control_value_a_substance_is_just_acceptable(self, substance, p):
        found = units(substance, p)
        target = {CANCER: 1e-6, HAZARD: 1.0}
        combined = control_values(substance, p, found).combined
        assert combined
        for (effect, source), value in combined.items():
            assert risks(found, Concentrations(value, value, value)).sums[effect, source] == pytest.approx(
                target[effect], rel=1e-12
            )

    @pytest.mark.parametrize("substance", SUBSTANCES, ids=lambda one: one.key)
    def test_the_inverses_of_single_values_add_up(self, substance):
        found = control_values(substance, FIRST, units(substance, FIRST))
        for effect, source in found.combined:
            singles = [1 / v for (of, one), v in found.single.items() if of is effect and one.source is source]
            assert sum(singles) == pytest.approx(1 / found.combined[effect, source])

    def test_a_single_value(self):
        """'RCVSois = ACR/(OISERca·SFo)'"""
        single = controls("benzene", FIRST).single
        assert single[CANCER, Pathway.OIS] == pytest.approx(1e-6 / (1.278559e-6 * 0.055), rel=1e-6)
        assert (CANCER, Pathway.DCS) not in single  # not absorbed through the skin: no concentration is too much

    def test_the_smallest_decides(self):
        assert controls("benzene", FIRST).soil.driver is Driver.CANCER
        assert controls("trichloroethene", FIRST).soil.driver is Driver.HAZARD
        assert controls("trichloroethene", FIRST).groundwater.driver is Driver.CANCER

    def test_pathways_left_out_are_not_combined(self):
        substance = covered("benzene")
        found = control_values(substance, FIRST, units(substance, FIRST, pathways={Pathway.OIS}))
        assert found.combined[CANCER, SOIL] == pytest.approx(14.2206, rel=1e-4)
        assert found.groundwater is None

    def test_what_no_pathway_takes_in_has_no_control_value(self):
        """Benzene is not taken in through the skin: no concentration is too much."""
        benzene = covered("benzene")
        found = control_values(benzene, FIRST, units(benzene, FIRST, pathways={Pathway.DCS}))
        assert (found.combined, found.soil) == ({}, None)

    @given(st.floats(1e-7, 1e-4), st.floats(0.1, 2))
    @settings(max_examples=15)
    def test_ten_times_the_acceptable_risk_is_ten_times_the_value(self, acr, ahq):
        strict, loose = (with_values(FIRST, {"ACR": acr * k, "AHQ": ahq * k}) for k in (1, 10))
        low, high = controls("benzene", strict).combined, controls("benzene", loose).combined
        assert {key: 10 * one for key, one in low.items()} == pytest.approx(dict(high))


class TestE15:
    """'CVSpgw = MCLgw/LFsgw'"""

    @pytest.mark.parametrize("p", [FIRST, SECOND])
    def test_benzene_with_a_water_limit_of_1(self, p):
        assert controls("benzene", p, water_limit=1).water_protection == pytest.approx(7.793959, rel=1e-6)

    @pytest.mark.parametrize(("p", "value"), [(FIRST, 4.8), (SECOND, 4.0)])
    def test_arsenic_with_a_kd_of_0(self, p, value):
        arsenic = replace(covered("arsenic"), kd_fixed=0.0)
        assert controls(arsenic, p, water_limit=0.8).water_protection == pytest.approx(value)

    def test_without_kd_there_is_no_value_and_the_others_decide(self):
        found = controls("arsenic", FIRST, water_limit=0.8)
        assert found.water_protection is None
        assert found.soil.value == pytest.approx(0.450213, rel=1e-5)

    def test_without_a_limit_for_the_water_it_is_not_reckoned(self):
        assert controls("benzene", FIRST).water_protection is None

    def test_it_decides_where_it_is_the_smallest(self):
        assert controls("benzene", FIRST, water_limit=0.01).soil.driver is Driver.WATER_PROTECTION


class TestSaturation:
    """Not in HJ 25.3. 'Report Csat as a flag; do not cap silently.'"""

    def test_by_default_the_value_stays_and_is_flagged(self):
        found = controls("toluene", FIRST)
        assert found.soil.value > 1204
        assert found.above_saturation
        assert found.soil.driver is Driver.HAZARD

    def test_the_option_caps_volatile_organics(self):
        found = controls("toluene", FIRST, Options(saturation=Saturation.CAP))
        assert found.soil.value == pytest.approx(1204, rel=1e-3)
        assert found.soil.driver is Driver.SATURATION
        assert not found.above_saturation

    def test_without_a_saturation_limit_or_a_value_there_is_nothing_to_cap(self):
        cap, toluene = Options(saturation=Saturation.CAP), covered("toluene")
        endless = replace(toluene, s=None)
        assert controls(endless, FIRST, cap).soil == controls(endless, FIRST).soil
        water_alone = units(toluene, FIRST, cap, pathways={Pathway.CGW})
        assert control_values(toluene, FIRST, water_alone, cap).soil is None

    def test_it_leaves_others_alone(self):
        assert controls("benzo_a_pyrene", FIRST, Options(saturation=Saturation.CAP)).soil.driver is Driver.CANCER
        assert controls("di_n_octyl_phthalate", FIRST, Options(saturation=Saturation.CAP)).above_saturation
