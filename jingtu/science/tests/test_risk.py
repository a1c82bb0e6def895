"""Risk and hazard by HJ 25.3 appendices B to D. Figures: science/validation.md, section 4.3."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.risk import Concentrations, Lack, contributions, exposure_factors, risks, toxicity, units
from jingtu.science.risk_control import control_values
from jingtu.science.risk_errors import BadConcentration, BadParameter
from jingtu.science.risk_options import CrackPorosity, Effect, LandClass, Options
from jingtu.science.risk_parameters import defaults, parameters, value_of, with_values
from jingtu.science.risk_pathways import Pathway, Source
from jingtu.science.risk_substances import covered, substances, with_properties
from jingtu.science.transport import vapours

FIRST, SECOND = defaults(LandClass.FIRST), defaults(LandClass.SECOND)
CANCER, HAZARD = Effect.CANCER, Effect.HAZARD
SOIL, WATER = Source.SOIL, Source.GROUNDWATER
MEASURED = Concentrations(10, 5, 0.5)
SUBSTANCES = [one for one in substances().values() if one.covered]


class TestAppendixB:
    """'SFi = IUR·BWa/DAIRa; RfDi = RfC·DAIRa/BWa; SFd = SFo/ABSgi; RfDd = RfDo·ABSgi'"""

    def test_benzene(self):
        cancer = toxicity(covered("benzene"), FIRST, CANCER, SOIL)
        assert (cancer.oral, cancer.dermal) == (0.055, 0.055)
        assert cancer.inhaled == pytest.approx(0.0078 * 61.8 / 14.5, rel=1e-14)
        hazard = toxicity(covered("benzene"), FIRST, HAZARD, SOIL)
        assert 1 / hazard.oral == pytest.approx(0.004 * 0.33)
        assert 1 / hazard.inhaled == pytest.approx(0.03 * 14.5 / 61.8 * 0.33)

    def test_what_the_gut_takes_up_in_part_is_worse_through_the_skin(self):
        hazard = toxicity(covered("cadmium"), FIRST, HAZARD, SOIL)
        assert hazard.dermal == pytest.approx(hazard.oral / 0.025)

    def test_the_adult_extrapolates_on_both_classes_of_land(self):
        assert toxicity(covered("benzene"), FIRST, CANCER, SOIL) == toxicity(covered("benzene"), SECOND, CANCER, SOIL)

    @pytest.mark.parametrize(("key", "share"), [("benzene", 0.33), ("naphthalene", 0.5), ("mercury", 0.5)])
    def test_allotment_follows_the_group(self, key, share):
        one = covered(key)
        assert 1 / toxicity(one, FIRST, HAZARD, SOIL).oral == pytest.approx(one.rfdo * share)

    def test_groundwater_takes_its_own_allotment(self):
        p = with_values(FIRST, {"WAF_VOC": 0.2})
        oral = [toxicity(covered("benzene"), p, HAZARD, source).oral for source in (SOIL, WATER)]
        assert oral[1] / oral[0] == pytest.approx(0.33 / 0.2)


class TestAppendixC:
    @pytest.mark.parametrize(
        ("key", "p", "crack", "cancer", "hazard"),
        [
            ("benzene", FIRST, "soil", 5.53389e-6, 0.308551),
            ("benzene", FIRST, "crack", 6.95036e-6, 0.376837),
            ("benzene", SECOND, "soil", 1.37078e-6, 0.0544673),
            ("benzene", SECOND, "crack", 1.69822e-6, 0.0673581),
            ("trichloroethene", FIRST, "soil", 7.23526e-6, 9.74984),
            ("trichloroethene", SECOND, "soil", 1.73245e-6, 1.82506),
            ("benzo_a_pyrene", FIRST, "soil", 1.82975e-5, 2.12929),
            ("benzo_a_pyrene", SECOND, "soil", 6.61560e-6, 0.661521),
            ("arsenic", FIRST, "soil", 2.22117e-5, 0.860535),
            ("arsenic", SECOND, "soil", 7.08734e-6, 0.146380),
        ],
    )
    def test_sums_over_soil(self, key, p, crack, cancer, hazard):
        found = risks(units(covered(key), p, Options(CrackPorosity(crack))), MEASURED)
        assert found.sums[CANCER, SOIL] == pytest.approx(cancer, rel=5e-6)
        assert found.sums[HAZARD, SOIL] == pytest.approx(hazard, rel=5e-6)

    def test_benzene_by_pathway(self):
        found = risks(units(covered("benzene"), FIRST), MEASURED).values
        cancer = {"ois": 7.0321e-7, "pis": 2.1644e-9, "iov1": 6.6293e-8, "iov2": 6.6293e-8, "iiv1": 4.6959e-6}
        cancer |= {"iov3": 1.2777e-8, "iiv2": 6.7461e-7, "cgw": 2.1065e-4, "dcs": 0}
        hazard = {"ois": 0.075671, "pis": 1.0434e-4, "iov1": 3.1959e-3, "iov2": 3.1959e-3, "iiv1": 0.22638}
        hazard |= {"iov3": 6.1594e-4, "iiv2": 0.032522, "cgw": 13.242, "dcs": 0}
        for effect, by_pathway in ((CANCER, cancer), (HAZARD, hazard)):
            told = {pathway: found[effect, Pathway(pathway)] for pathway in by_pathway}
            assert told == pytest.approx(by_pathway, rel=5e-5)

    def test_cadmium_through_the_skin_of_a_child(self):
        """HQdcs = DCSERnc · Csur / (RfDo · ABSgi · SAF): 0.001 · 2.844756e-5 · 10 / (0.001 · 0.025 · 0.5)"""
        found = risks(units(covered("cadmium"), FIRST), MEASURED).values
        assert found[HAZARD, Pathway.DCS] == pytest.approx(0.02275805, rel=1e-6)
        assert found[HAZARD, Pathway.OIS] == pytest.approx(9.988584e-6 * 10 / (0.001 * 0.5), rel=1e-6)

    @pytest.mark.parametrize("substance", SUBSTANCES, ids=lambda one: one.key)
    @pytest.mark.parametrize("p", [FIRST, SECOND], ids=["class_1", "class_2"])
    def test_twice_the_concentration_is_twice_the_risk(self, substance, p):
        once, twice = (risks(units(substance, p), Concentrations(c, c, c)) for c in (0.7, 1.4))
        assert once.values
        assert {key: 2 * one for key, one in once.values.items()} == pytest.approx(dict(twice.values), rel=1e-14)

    @given(surface=st.floats(0, 1e4), subsurface=st.floats(0, 1e4), more=st.floats(0, 1e4))
    @settings(max_examples=20)
    def test_more_is_never_less_risk(self, surface, subsurface, more):
        found = units(covered("trichloroethene"), FIRST)
        little = risks(found, Concentrations(surface, subsurface)).sums
        much = risks(found, Concentrations(surface + more, subsurface + more)).sums
        assert all(much[key] >= little[key] for key in little)

    @pytest.mark.parametrize(
        ("symbols", "times"),
        [
            (("EDa", "EDc"), 1.3),
            (("EFa", "EFc"), 1.04),
            (("EFIa", "EFIc", "EFOa", "EFOc"), 1.2),
            (("OSIRa", "OSIRc", "GWCRa", "GWCRc"), 2.0),
            (("SERa", "SERc", "SSARa", "SSARc", "Ev"), 1.5),
            (("PM10", "fspi", "fspo"), 1.2),
            (("BWc", "ATca", "ATnc"), 0.7),
            (("ER", "LB", "Uair", "delta_air"), 0.5),
            (("Ls", "fom"), 0.5),
            (("eta", "dsub", "d"), 1.5),
            (("SAF_VOC", "SAF_other", "WAF_VOC", "WAF_other"), 0.5),
        ],
        ids=lambda given: "-".join(given) if isinstance(given, tuple) else "",
    )
    @pytest.mark.parametrize("p", [FIRST, SECOND], ids=["class_1", "class_2"])
    def test_more_exposure_is_never_less_risk_nor_a_higher_control_value(self, p, symbols, times):
        there = [symbol for symbol in symbols if value_of(p, symbol) is not None]
        more = with_values(p, {symbol: float(value_of(p, symbol)) * times for symbol in there})
        raised = 0
        for substance in SUBSTANCES:
            little, much = units(substance, p), units(substance, more)
            assert all(much.values[key] >= one * (1 - 1e-12) for key, one in little.values.items()), substance.key
            raised += any(much.values[key] > one * (1 + 1e-9) for key, one in little.values.items())
            ours, theirs = (control_values(substance, q, of).combined for q, of in ((p, little), (more, much)))
            assert all(theirs[key] <= one * (1 + 1e-12) for key, one in ours.items()), substance.key
        assert raised > 20

    @pytest.mark.parametrize("bad", [-1e-9, float("nan"), float("inf"), np.array([1.0, -1.0])])
    def test_a_concentration_that_is_none_is_refused(self, bad):
        with pytest.raises(BadConcentration, match="Missing is not zero"):
            Concentrations(groundwater=bad)

    def test_zero_is_a_concentration(self):
        assert risks(units(covered("benzene"), FIRST), Concentrations(0, 0, 0)).sums[CANCER, SOIL] == 0


class TestMissingIsNeverZero:
    def test_a_substance_without_slope_factor_has_no_cancer_sum(self):
        found = risks(units(covered("copper"), FIRST), MEASURED)
        assert (CANCER, SOIL) not in found.sums
        assert found.lacks[CANCER, Pathway.OIS] is Lack.NO_SLOPE
        assert found.sums[HAZARD, SOIL] > 0

    def test_metals_have_no_vapour_pathways(self):
        lacks = units(covered("arsenic"), FIRST).lacks
        vapour = (Pathway.IOV1, Pathway.IOV2, Pathway.IIV1, Pathway.IOV3, Pathway.IIV2)
        assert {lacks[effect, pathway] for effect in Effect for pathway in vapour} == {Lack.NOT_VOLATILE}

    def test_mercury_and_cyanide_do(self):
        for key in ("mercury", "cyanide"):
            assert (HAZARD, Pathway.IIV1) in units(covered(key), FIRST).values

    def test_an_organic_without_physical_data_is_not_called_involatile(self):
        assert units(covered("pbb_total"), FIRST).lacks[CANCER, Pathway.IIV1] is Lack.NO_TRANSPORT_DATA

    def test_a_medium_without_measurement_is_not_assessed(self):
        found = risks(units(covered("benzene"), FIRST), Concentrations(surface=10))
        assert found.lacks[CANCER, Pathway.IIV1] is Lack.NO_CONCENTRATION
        assert (CANCER, WATER) not in found.sums
        copper = risks(units(covered("copper"), FIRST), Concentrations(surface=10)).lacks
        assert copper[CANCER, Pathway.CGW] is Lack.NO_CONCENTRATION  # nothing is short in what was measured
        assert copper[CANCER, Pathway.OIS] is Lack.NO_SLOPE
        assert copper[CANCER, Pathway.IIV1] is Lack.NOT_VOLATILE

    def test_no_reference_dose_leaves_the_oral_hazard_out(self):
        found = units(with_properties(covered("benzene"), {"RfDo": None}, source="test"), FIRST)
        assert found.lacks[HAZARD, Pathway.OIS] is Lack.NO_REFERENCE
        assert (HAZARD, Pathway.PIS) in found.values

    def test_no_absorption_leaves_the_skin_out(self):
        found = units(replace(covered("arsenic"), abs_d=None), FIRST)
        assert found.lacks[CANCER, Pathway.DCS] is Lack.NO_ABSORPTION
        neither = units(replace(covered("copper"), abs_d=None), FIRST)
        assert neither.lacks[CANCER, Pathway.DCS] is Lack.NO_SLOPE

    def test_a_pathway_switched_off_is_left_out_of_the_sum(self):
        found = units(covered("benzene"), FIRST, pathways={Pathway.OIS})
        assert set(found.values) == {(CANCER, Pathway.OIS), (HAZARD, Pathway.OIS)}
        assert found.lacks[CANCER, Pathway.IIV1] is Lack.LEFT_OUT

    @pytest.mark.parametrize("substance", SUBSTANCES, ids=lambda one: one.key)
    def test_every_pathway_has_a_value_or_a_reason(self, substance):
        found = units(substance, FIRST)
        every = {(effect, pathway) for effect in Effect for pathway in Pathway}
        assert set(found.values) | set(found.lacks) == every
        assert not set(found.values) & set(found.lacks)


class TestNothingIsSilentlyNoNumber:
    """At every bound that a parameter may touch, and for values well off the recommended ones."""

    TOUCHED = [
        (one.symbol, float(bound))
        for one in parameters().values()
        for bound in (one.least, one.most)
        if bound and not bound.startswith(">") and one.symbol not in ("Pws", "theta_acap", "theta_wcap")
    ]

    @pytest.mark.parametrize(("symbol", "bound"), TOUCHED)
    def test_at_the_bounds(self, symbol, bound):
        for key in ("benzene", "mercury", "arsenic"):
            self.finite(units(covered(key), with_values(FIRST, {symbol: bound})))

    @given(st.dictionaries(st.sampled_from(sorted(parameters())), st.floats(0.6, 1.6), max_size=8), st.floats(0, 100))
    @settings(max_examples=60)
    def test_far_off_the_recommended_values(self, times, pressure):
        p = with_values(FIRST, {"dP": pressure, "EFa": 200, "EFc": 200, "EFIa": 150, "EFIc": 150})
        changed = {symbol: min(float(value_of(p, symbol)) * by, self.most(symbol)) for symbol, by in times.items()}
        soil = with_values(p, changed)
        if soil.rho_b / soil.rho_s + soil.rho_b * soil.pws / soil.rho_w < 1:
            self.finite(units(covered("trichloroethene"), soil))
        else:
            with pytest.raises(BadParameter, match="no room for its water"):
                units(covered("trichloroethene"), soil)

    @staticmethod
    def most(symbol):
        return float(parameters()[symbol].most or "inf")

    @staticmethod
    def finite(found):
        assert found.values
        assert all(np.isfinite(one) and one >= 0 for one in found.values.values())


class TestAppendixD:
    @pytest.mark.parametrize("substance", SUBSTANCES, ids=lambda one: one.key)
    def test_contributions_add_up_to_one(self, substance):
        found = risks(units(substance, FIRST), MEASURED)
        shares = contributions(found)
        for effect, source in found.sums:
            of_sum = [one for (of, pathway), one in shares.items() if of is effect and pathway.source is source]
            assert sum(of_sum) == pytest.approx(1)

    def test_nothing_at_all_has_no_contributions(self):
        assert contributions(risks(units(covered("benzene"), FIRST), Concentrations(0, 0, 0))) == {}


def test_exposure_factors_are_intakes_times_absorption_or_volatilization():
    factors = exposure_factors(covered("arsenic"), FIRST, None)
    assert factors[CANCER, Pathway.DCS] == pytest.approx(0.03 * 4.089089e-6, rel=1e-6)
    assert (CANCER, Pathway.IIV1) not in factors
    benzene = exposure_factors(covered("benzene"), FIRST, vapours(covered("benzene"), FIRST))
    assert benzene[HAZARD, Pathway.IIV1] == pytest.approx(3.743631e-4 * 0.2809289, rel=1e-6)
