"""Exposure factors by HJ 25.3 appendix A. Figures: science/validation.md, section 4.1."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.exposure import intake, skin_area
from jingtu.science.risk_options import Effect, LandClass
from jingtu.science.risk_parameters import defaults, with_values
from jingtu.science.risk_pathways import Route

FIRST, SECOND = defaults(LandClass.FIRST), defaults(LandClass.SECOND)
CANCER, HAZARD = Effect.CANCER, Effect.HAZARD
MORE_IS_MORE = ["OSIRa", "OSIRc", "EDa", "EDc", "EFa", "EFc", "EFIa", "EFOc", "DAIRc", "SSARc", "SERa", "PM10", "GWCRc"]


class TestAppendixA:
    """'Carcinogenic: childhood and adulthood added; other effects: childhood alone; class 2: adults alone.'"""

    @pytest.mark.parametrize(
        ("route", "values"),
        [
            (Route.OIS, (1.278559e-6, 9.988584e-6, 3.645735e-7, 1.108303e-6)),
            (Route.DCS, (4.089089e-6, 2.844756e-5, 2.204116e-6, 6.700513e-6)),
            (Route.PIS, (6.510714e-9, 2.423714e-8, 3.420577e-9, 1.039855e-8)),
            (Route.OUTDOOR, (0.02515489, 0.09364298, 0.01321579, 0.04017600)),
            (Route.INDOOR, (0.07546466, 0.2809289, 0.03964737, 0.1205280)),
            (Route.WATER, (7.659871e-3, 3.496005e-2, 3.645735e-3, 1.108303e-2)),
        ],
    )
    def test_the_defaults_give_the_published_factors(self, route, values):
        found = [intake(p, route, effect) for p in (FIRST, SECOND) for effect in (CANCER, HAZARD)]
        assert found == pytest.approx(values, rel=5e-7)

    def test_the_exposed_skin_of_adults_and_children(self):
        assert skin_area(FIRST.adult) == pytest.approx(5373.990, abs=5e-4)
        assert skin_area(SECOND.adult) == pytest.approx(3022.869, abs=5e-4)
        assert skin_area(FIRST.child) == pytest.approx(2848.007, abs=5e-4)

    @pytest.mark.parametrize("route", Route)
    def test_adults_do_not_count_for_hazards_on_first_class_land(self, route):
        without = with_values(FIRST, {"EDa": 0})
        assert intake(without, route, HAZARD) == intake(FIRST, route, HAZARD)
        assert intake(without, route, CANCER) < intake(FIRST, route, CANCER)

    @pytest.mark.parametrize(("symbol", "value", "route"), [("ABSo", 0.4, Route.OIS), ("Ev", 2.5, Route.DCS)])
    def test_what_is_one_by_default_multiplies_its_own_route_alone(self, symbol, value, route):
        changed = with_values(FIRST, {symbol: value})
        for of in Route:
            times = value if of is route else 1.0
            assert intake(changed, of, CANCER) == pytest.approx(times * intake(FIRST, of, CANCER), rel=1e-14)

    def test_second_class_land_has_no_children(self):
        assert SECOND.child is None


class TestWhatMustHold:
    @pytest.mark.parametrize("symbol", MORE_IS_MORE)
    @given(share=st.floats(1.0, 1.3))
    @settings(max_examples=15)
    def test_more_exposure_is_never_less_intake(self, symbol, share):
        plenty = with_values(FIRST, {"EFa": 200, "EFc": 200, "EFIa": 150, "EFOc": 150})
        person = plenty.adult if symbol.endswith("a") else plenty.child
        owner = plenty if symbol == "PM10" else person
        field = {"PM10": "pm10"}.get(symbol, symbol[:-1].lower())
        more = with_values(plenty, {symbol: getattr(owner, field) * share})
        for route in Route:
            for effect in Effect:
                assert intake(more, route, effect) >= intake(plenty, route, effect) * (1 - 1e-12)

    @given(weight=st.floats(5, 100))
    @settings(max_examples=15)
    def test_a_heavier_child_takes_in_less_per_kilogram(self, weight):
        heavier = with_values(FIRST, {"BWc": weight * 1.1})
        assert intake(heavier, Route.OIS, HAZARD) < intake(with_values(FIRST, {"BWc": weight}), Route.OIS, HAZARD)

    def test_many_draws_are_each_alone(self):
        weights = np.array([10.0, 19.2, 30.0])
        together = intake(with_values(FIRST, {"BWc": weights}), Route.DCS, CANCER)
        alone = [intake(with_values(FIRST, {"BWc": one}), Route.DCS, CANCER) for one in weights]
        assert together == pytest.approx(alone, rel=1e-14)
