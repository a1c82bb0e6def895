"""Monte Carlo over the risk model: the same for the same seed, right in the mean, blind to its company."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.monte_carlo import PROBABILITIES, Concentration, Exposed, Run, simulate
from jingtu.science.monte_carlo_distributions import Empirical, Lognormal, Normal, Triangular, Uniform
from jingtu.science.monte_carlo_pass import moments, quantiles
from jingtu.science.risk import Concentrations, risks, units
from jingtu.science.risk_errors import BadConcentration, BadDistribution, BadParameter
from jingtu.science.risk_options import Effect, Extrapolation, LandClass, Options
from jingtu.science.risk_parameters import defaults, with_values
from jingtu.science.risk_pathways import Medium, Pathway
from jingtu.science.risk_substances import covered

FIRST = defaults(LandClass.FIRST)
SOIL = (Medium.SURFACE, Medium.SUBSURFACE)
CANCER, HAZARD = Effect.CANCER, Effect.HAZARD
PEOPLE = {"BWa": Normal(61.8, 9, 40, 110), "BWc": Normal(19.2, 3, 8, 40), "OSIRc": Lognormal(100, 2, 0, 1000)}


def exposed(key="benzene", concentration=Lognormal(1.0, 2.0), media=SOIL):  # noqa: B008 - frozen
    return Exposed(covered(key), (Concentration(media, concentration),))


def run(*several, drawn=PEOPLE, draws=2000, seed=7, threads=2, **given):
    return simulate(several or (exposed(),), FIRST, drawn, Run(draws, seed, threads, keep=True), **given)


def values(simulated, effect=CANCER):
    return simulated.effects[effect].values


class TestRepeating:
    def test_the_same_seed_gives_the_same_draws(self):
        assert np.array_equal(values(run()[0]), values(run()[0]))

    def test_another_seed_gives_others(self):
        assert not np.array_equal(values(run()[0]), values(run(seed=8)[0]))

    def test_threads_do_not_matter(self):
        keys = ("benzene", "arsenic", "trichloroethene")
        one, four = (run(*map(exposed, keys), threads=threads) for threads in (1, 4))
        assert [one.substance for one in four] == list(keys)
        assert all(np.array_equal(values(a), values(b)) for a, b in zip(one, four, strict=True))

    def test_a_substance_keeps_its_draws_whatever_its_company(self):
        alone, together = run()[0], run(exposed("arsenic"), exposed())[1]
        assert np.array_equal(values(alone), values(together))

    def test_a_parameter_keeps_its_draws_whatever_its_company(self):
        """Childhood weight alone moves the hazard of swallowing soil: with more drawn of adults nothing changes."""
        few, many = (run(drawn={"BWc": PEOPLE["BWc"], **more}) for more in ({}, {"BWa": PEOPLE["BWa"]}))
        assert np.array_equal(values(few[0], HAZARD), values(many[0], HAZARD))


class TestAgainstTheModel:
    def test_where_nothing_varies_every_draw_is_the_point_value(self):
        found = run(exposed(concentration=10.0), drawn={})[0]
        point = risks(units(covered("benzene"), FIRST), Concentrations(10, 10)).sums
        for effect in Effect:
            [of_soil] = [value for (of, _), value in point.items() if of is effect]
            assert found.effects[effect].quantiles == pytest.approx([of_soil] * len(PROBABILITIES), rel=1e-12)
            assert found.effects[effect].sd == pytest.approx(0, abs=1e-12 * of_soil)

    @pytest.mark.parametrize("drawn", [PEOPLE, {**PEOPLE, "ER": Uniform(5, 20)}, {**PEOPLE, "dP": Uniform(0, 40)}])
    def test_each_draw_is_the_model_run_for_it(self, drawn):
        """With transport drawn or not: the factored sum is the model, draw by draw."""
        found = run(exposed(concentration=3.0, media=tuple(Medium)), drawn=drawn, draws=100)[0]
        of_run = Run(100, 7)
        people = {symbol: one.draw(100, of_run.stream(symbol)) for symbol, one in drawn.items()}
        for number in (0, 57, 99):
            p = with_values(FIRST, {symbol: float(column[number]) for symbol, column in people.items()})
            one = risks(units(covered("benzene"), p, reference=FIRST), Concentrations(3, 3, 3)).values
            for effect in Effect:
                total = sum(value for (of, _), value in one.items() if of is effect)
                assert values(found, effect)[number] == pytest.approx(total, rel=1e-12)

    def test_the_drawn_adult_may_extrapolate_toxicity(self):
        drawn = {"BWa": PEOPLE["BWa"]}
        only = {Pathway.IIV1}
        point = run(exposed(concentration=3.0), drawn=drawn, pathways=only)[0]
        own = run(
            exposed(concentration=3.0), drawn=drawn, pathways=only, options=Options(extrapolation=Extrapolation.DRAWN)
        )[0]
        weights = drawn["BWa"].draw(2000, Run(2000, 7).stream("BWa"))
        assert values(own, HAZARD) == pytest.approx(values(point, HAZARD) * weights / 61.8, rel=1e-12)

    def test_the_mean_is_right(self):
        """A lognormal concentration of median 1 and gsd 2 has the mean exp(ln²2/2) = 1.2715."""
        found = run(drawn={}, draws=200_000)[0].effects[CANCER]
        point = run(exposed(concentration=1.0), drawn={})[0].effects[CANCER]
        assert found.mean / point.mean == pytest.approx(1.2715, rel=0.01)
        assert found.quantiles[2] / point.mean == pytest.approx(1, rel=0.01)

    def test_one_draw_holds_for_surface_and_subsurface(self):
        both = values(run(drawn={})[0])
        apart = [Concentration((medium,), Lognormal(1.0, 2.0)) for medium in SOIL]
        separate = values(run(Exposed(covered("benzene"), tuple(apart)), drawn={})[0])
        assert both.std() > separate.std()

    def test_the_share_above_the_target(self):
        found = run()[0].effects[CANCER]
        assert found.above == np.mean(found.values > 1e-6)
        assert 0 < found.above < 1

    @given(st.floats(1.01, 5))
    @settings(max_examples=10)
    def test_more_exposure_is_never_less_risk(self, times):
        more = {**PEOPLE, "OSIRc": Lognormal(100 * times, 2, 0, 1000 * times)}
        assert np.all(values(run(drawn=more, draws=200)[0]) >= values(run(draws=200)[0]))


class TestNotAssessed:
    def test_an_effect_without_toxicity_is_not_there(self):
        assert set(run(exposed("copper"))[0].effects) == {HAZARD}

    def test_a_medium_of_no_pathway_is_not_zero(self):
        assert run(exposed("arsenic", media=(Medium.SUBSURFACE,)))[0].effects == {}

    def test_values_are_kept_only_where_asked_for(self):
        [found] = simulate([exposed()], FIRST, PEOPLE, Run(200, 7))
        assert found.effects[CANCER].values is None


class TestRefusals:
    @pytest.mark.parametrize("draws", [99, 0, -5, 1_000_001])
    def test_too_few_or_too_many_draws(self, draws):
        with pytest.raises(BadDistribution, match="draws are not between"):
            Run(draws, 7)

    def test_a_seed_below_0(self):
        with pytest.raises(BadDistribution, match="seed -1 cannot be"):
            Run(100, -1)

    def test_an_unknown_parameter(self):
        with pytest.raises(BadParameter, match="no parameter “BW”"):
            run(drawn={"BW": Uniform(1, 2)})

    def test_draws_outside_the_bounds_of_a_parameter(self):
        with pytest.raises(BadParameter, match=r"BWa.*out of bounds"):
            run(drawn={"BWa": Normal(10, 50)})

    @pytest.mark.parametrize("symbol", ["ACR", "AHQ"])
    def test_a_target_is_not_drawn(self, symbol):
        with pytest.raises(BadDistribution, match="what is judged by"):
            run(drawn={symbol: Uniform(1e-6, 1e-5)})

    def test_negative_concentrations(self):
        with pytest.raises(BadConcentration, match="Missing is not zero"):
            run(exposed(concentration=Normal(1, 1)))

    @pytest.mark.parametrize("make", [
        lambda: Uniform(2, 1), lambda: Uniform(2, 2), lambda: Uniform(1, math.nan), lambda: Triangular(1, 3, 2),
        lambda: Normal(1, 0),
        lambda: Normal(math.nan, 1), lambda: Lognormal(0, 2), lambda: Lognormal(1, 1), lambda: Lognormal(1, 2, 3, 2),
        lambda: Empirical(()), lambda: Empirical((1.0,)), lambda: Empirical((1.0, math.nan)),
    ])  # fmt: skip
    def test_what_is_no_distribution(self, make):
        with pytest.raises(BadDistribution, match="cannot be"):
            make()

    @pytest.mark.parametrize("make", [lambda: Normal(0, 1, 4, 5), lambda: Lognormal(1, 2, 100, 200)])
    def test_bounds_that_leave_next_to_nothing(self, make):
        with pytest.raises(BadDistribution, match="lie between its bounds"):
            make()


class TestDistributions:
    @pytest.mark.parametrize(("one", "mean", "sd"), [
        (Uniform(2, 6), 4, 4 / math.sqrt(12)),
        (Triangular(0, 3, 6), 3, math.sqrt(1.5)),
        (Normal(5, 2), 5, 2),
        (Lognormal(1, math.e), math.exp(0.5), math.exp(0.5) * math.sqrt(math.e - 1)),
        (Empirical((1.0, 3.0)), 2, 1),
        (Normal(0, 1, 0), math.sqrt(2 / math.pi), math.sqrt(1 - 2 / math.pi)),
    ])  # fmt: skip
    def test_mean_and_standard_deviation(self, one, mean, sd):
        drawn = one.draw(200_000, np.random.default_rng(1))
        assert drawn.mean() == pytest.approx(mean, abs=6 * sd / math.sqrt(200_000))
        assert drawn.std() == pytest.approx(sd, rel=0.05)

    @pytest.mark.parametrize(("one", "mean"), [
        # Cut alike on both sides the mean stays; from it to one σ above: (φ(0) - φ(1))/(Φ(1) - Φ(0)) σ higher.
        (Normal(5, 2, 3, 7), 5.0),
        (Normal(5, 2, 5, 7), 5 + 2 * 0.4598622),
        (Normal(5, 0.5, 5, 5.5), 5 + 0.5 * 0.4598622),
    ])  # fmt: skip
    def test_bounds_count_in_the_unit_of_the_mean(self, one, mean):
        drawn = one.draw(100_000, np.random.default_rng(2))
        assert one.least <= drawn.min()
        assert drawn.max() <= one.most
        assert drawn.mean() == pytest.approx(mean, abs=0.01)

    def test_one_percent_must_lie_between_the_bounds(self):
        """P(Z > 2.32) = 0.01017, P(Z > 2.33) = 0.00990."""
        for mean, sd in ((0, 1), (50, 4)):
            Normal(mean, sd, mean + 2.32 * sd)
            Lognormal(math.exp(mean / 50), 2, math.exp(mean / 50) * 2**2.32)
            with pytest.raises(BadDistribution):
                Normal(mean, sd, mean + 2.33 * sd)
            with pytest.raises(BadDistribution):
                Lognormal(math.exp(mean / 50), 2, math.exp(mean / 50) * 2**2.33)

    @given(low=st.floats(-2, 0), width=st.floats(0.5, 3))
    @settings(max_examples=20)
    def test_cut_ones_stay_within(self, low, width):
        drawn = Normal(0, 1, low, low + width).draw(500, np.random.default_rng(1))
        assert low <= drawn.min()
        assert drawn.max() <= low + width
        logs = Lognormal(2, 3, 0.5, 0.5 + width).draw(500, np.random.default_rng(1))
        assert logs.min() * (1 + 1e-12) >= 0.5
        assert logs.max() <= (0.5 + width) * (1 + 1e-12)


class TestQuantiles:
    @given(st.lists(st.floats(0, 1e300) | st.sampled_from([0.0, -0.0, 1.0]), min_size=2, max_size=300))
    @settings(max_examples=60)
    def test_they_are_those_of_numpy(self, numbers):
        array = np.array(numbers)
        wanted = np.quantile(array, PROBABILITIES)
        assert quantiles(array, PROBABILITIES) == pytest.approx(wanted, rel=1e-12, abs=1e-320)

    def test_many_values(self):
        array = np.random.default_rng(3).lognormal(-12, 2, 50_000)
        assert quantiles(array, PROBABILITIES) == pytest.approx(np.quantile(array, PROBABILITIES), rel=1e-14)
        assert moments(np.array([1.0, 2.0, 2.0, 4.0]), 2.0)[2] == 0.25  # equal is within
        assert moments(array, 1e-5) == pytest.approx((array.mean(), array.std(ddof=1), np.mean(array > 1e-5)))
