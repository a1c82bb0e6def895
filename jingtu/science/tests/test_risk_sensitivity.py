"""Sensitivity ratios by HJ 25.3 appendix D.3. Figures: science/validation.md, section 4.4."""

import pytest

from jingtu.science.risk import Concentrations
from jingtu.science.risk_errors import BadParameter
from jingtu.science.risk_options import Effect, LandClass
from jingtu.science.risk_parameters import defaults, with_values
from jingtu.science.risk_pathways import Pathway, Source
from jingtu.science.risk_sensitivity import sensitivities
from jingtu.science.risk_substances import covered

FIRST = defaults(LandClass.FIRST)
CANCER_SOIL, HAZARD_SOIL = (Effect.CANCER, Source.SOIL), (Effect.HAZARD, Source.SOIL)
MEASURED = Concentrations(10, 5, 0.5)


def ratios(key="benzene", p=FIRST, **given):
    return {one.symbol: one.ratios for one in sensitivities(covered(key), p, MEASURED, **given)}


class TestD3:
    """'SR = [(X2 − X1)/X1] / [(P2 − P1)/P1]'"""

    def test_swallowed_soil_follows_its_absorption_one_to_one(self):
        found = ratios(pathways={Pathway.OIS})
        assert found["ABSo"][CANCER_SOIL] == pytest.approx(1)

    def test_averaging_time_by_5_percent(self):
        assert ratios()["ATca"][CANCER_SOIL] == pytest.approx(-0.9524, abs=5e-5)

    def test_averaging_time_by_other_changes(self):
        assert ratios(change=0.1)["ATca"][CANCER_SOIL] == pytest.approx(-1 / 1.1)
        assert ratios(change=-0.05)["ATca"][CANCER_SOIL] == pytest.approx(-1 / 0.95)

    def test_body_weight_is_against_the_risk(self):
        found = ratios(pathways={Pathway.OIS})
        assert found["BWc"][HAZARD_SOIL] == pytest.approx(-0.9524, abs=5e-5)

    def test_averaging_time_of_one_effect_does_not_move_the_other(self):
        assert ratios()["ATca"][HAZARD_SOIL] == 0

    def test_skin_does_not_matter_to_benzene(self):
        assert not {"SSARa", "SSARc", "SERa", "PM10"} & set(ratios())

    def test_only_pathways_above_a_fifth_bring_parameters_in(self):
        soil_only = {one.symbol for one in sensitivities(covered("benzene"), FIRST, Concentrations(10, 5))}
        assert {"ER", "LB", "eta", "Lcrack", "fom"} <= soil_only  # indoor vapour: 85 %
        assert "Uair" not in soil_only  # outdoor vapour: 2 %
        assert "GWCRa" not in soil_only

    def test_zero_and_targets_are_left_out(self):
        assert not {"dP", "ACR", "AHQ", "Kv"} & set(ratios())

    def test_a_source_without_risk_has_no_ratio(self):
        found = sensitivities(covered("benzene"), FIRST, Concentrations(10, 5, 0))
        assert {source for one in found for _, source in one.ratios} == {Source.SOIL}

    def test_second_class_land_has_no_parameters_of_children(self):
        found = ratios(p=defaults(LandClass.SECOND))
        assert not [symbol for symbol in found if symbol in ("BWc", "EDc", "OSIRc", "DAIRc")]

    def test_an_unknown_thickness_is_left_out(self):
        assert "dsub" not in ratios(p=with_values(FIRST, {"dsub": None}))

    def test_the_largest_comes_first(self):
        largest = [max(map(abs, one.values())) for one in ratios().values()]
        assert largest == sorted(largest, reverse=True)

    def test_what_no_soil_can_follow_is_named_without_a_ratio(self):
        found = ratios(change=0.5)
        assert [symbol for symbol, of in found.items() if not of] == ["rho_b", "Pws"]
        assert found["ATca"][CANCER_SOIL] == pytest.approx(-2 / 3)

    @pytest.mark.parametrize("change", [0, -1, -1.5])
    def test_a_change_of_nothing_or_of_everything_is_refused(self, change):
        with pytest.raises(BadParameter, match="cannot be"):
            ratios(change=change)
