"""Source apportionment: known sources are found again, the minimum is one, and the published program agrees."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.pmf import EPA_LOWEST, Options, apportion, matched
from jingtu.science.pmf_table import ApportionmentError, BadFactors, BadTable

PLAIN = Options(starts=8, robust=None)
TIGHT = Options(starts=3, robust=None, tolerance=1e-10)


def mixed(samples=80, factors=3, species=9, noise=0.05, seed=3):
    """Sources that are each alone somewhere and each have a species of their own, with noise of a known size."""
    rng = np.random.default_rng(seed)
    contributions = rng.lognormal(0, 1, (samples, factors)) * (rng.random((samples, factors)) < 0.7)
    profiles = rng.lognormal(0, 1, (factors, species)) * (rng.random((factors, species)) < 0.8)
    profiles[:, :factors] = 5 * np.eye(factors)
    values = contributions @ profiles
    uncertainties = noise * values + 0.02
    return values + rng.normal(0, uncertainties), uncertainties, contributions, profiles


def q_of(found, values, uncertainties):
    return float((((values - found.contributions @ found.profiles) / uncertainties) ** 2).sum())


class TestTelling:
    def test_the_share_done_rises_to_the_whole(self):
        values, uncertainties, *_ = mixed(samples=20)
        told = []
        apportion(values, uncertainties, 2, seed=1, options=Options(starts=4, robust=None, tell=told.append))
        assert told == [0.25, 0.5, 0.75, 1.0]

    def test_whoever_is_told_may_end_the_search(self):
        class EnoughError(Exception):
            pass

        def stop(share):
            raise EnoughError

        values, uncertainties, *_ = mixed(samples=20)
        with pytest.raises(EnoughError):
            apportion(values, uncertainties, 2, seed=1, options=Options(starts=4, robust=None, tell=stop))


class TestKnownSources:
    def test_profiles_and_contributions_are_found_again(self):
        values, uncertainties, contributions, profiles = mixed()
        found = apportion(values, uncertainties, 3, seed=1, options=PLAIN)
        places, squared = matched(profiles, found.profiles)
        assert (squared > 0.99).all()
        for factor, place in enumerate(places):
            assert np.corrcoef(contributions[:, factor], found.contributions[:, place])[0, 1] > 0.99

    def test_q_is_about_what_the_noise_makes_it(self):
        values, uncertainties, *_ = mixed()
        found = apportion(values, uncertainties, 3, seed=1, options=PLAIN)
        assert found.q_expected == 80 * 9 - 3 * (80 + 9)
        assert found.q_true == pytest.approx(found.q_expected, rel=0.2)

    def test_with_a_factor_too_few_q_is_far_above(self):
        values, uncertainties, *_ = mixed()
        found = apportion(values, uncertainties, 2, seed=1, options=PLAIN)
        assert found.q_true > 3 * found.q_expected

    def test_without_noise_nothing_is_left_over(self):
        _, uncertainties, contributions, profiles = mixed()
        found = apportion(contributions @ profiles, uncertainties, 3, seed=1, options=TIGHT)
        assert found.q_true < 1e-2


class TestWhatMustHold:
    VALUES, UNCERTAINTIES, *_ = mixed()

    @pytest.mark.parametrize("options", [PLAIN, Options(starts=4), Options(starts=4, lowest=EPA_LOWEST)])
    def test_contributions_have_mean_one_and_keep_to_their_floor(self, options):
        found = apportion(self.VALUES, self.UNCERTAINTIES, 3, seed=1, options=options)
        assert found.contributions.mean(axis=0) == pytest.approx(np.ones(3))
        assert found.contributions.min() >= options.lowest - 0.01
        assert found.profiles.min() >= 0

    def test_the_q_reported_is_the_q_of_the_factors_returned(self):
        found = apportion(self.VALUES, self.UNCERTAINTIES, 3, seed=1, options=PLAIN)
        assert q_of(found, self.VALUES, self.UNCERTAINTIES) == pytest.approx(found.q_true, rel=1e-12)

    def test_no_small_change_lowers_q(self):
        """Slopes of Q are nought where a number may move either way, and upward where it stands at its floor."""
        found = apportion(self.VALUES, self.UNCERTAINTIES, 3, seed=1, options=TIGHT)
        scaled = (found.contributions @ found.profiles - self.VALUES) / self.UNCERTAINTIES**2
        for slope, number in (
            (scaled @ found.profiles.T, found.contributions),
            (found.contributions.T @ scaled, found.profiles),
        ):
            steepness = np.abs(slope * number).max() / found.q_true
            assert steepness < 1e-3
            assert slope[number == 0].min(initial=0) > -1e-2 * np.abs(slope).max()

    @settings(max_examples=8, deadline=None)
    @given(st.lists(st.floats(1e-3, 1e3), min_size=9, max_size=9))
    def test_another_unit_scales_its_column_of_the_profiles_alone(self, units):
        scale = np.array(units)
        plain = apportion(self.VALUES, self.UNCERTAINTIES, 3, seed=1, options=TIGHT)
        scaled = apportion(self.VALUES * scale, self.UNCERTAINTIES * scale, 3, seed=1, options=TIGHT)
        assert scaled.q_true == pytest.approx(plain.q_true, rel=1e-6)
        assert scaled.profiles == pytest.approx(plain.profiles * scale, rel=1e-2, abs=1e-3 * scale.max())

    def test_uncertainties_twice_as_large_quarter_q(self):
        plain = apportion(self.VALUES, self.UNCERTAINTIES, 3, seed=1, options=TIGHT)
        doubled = apportion(self.VALUES, 2 * self.UNCERTAINTIES, 3, seed=1, options=TIGHT)
        assert 4 * doubled.q_true == pytest.approx(plain.q_true, rel=1e-6)

    def test_more_factors_never_fit_worse(self):
        qs = [apportion(self.VALUES, self.UNCERTAINTIES, k, seed=1, options=PLAIN).q_true for k in (1, 2, 3, 4, 5)]
        assert qs == sorted(qs, reverse=True)

    def test_a_lower_floor_never_fits_worse(self):
        with_floor, without = (
            apportion(self.VALUES, self.UNCERTAINTIES, 3, seed=1, options=Options(starts=4, robust=None, lowest=low))
            for low in (0.0, EPA_LOWEST)
        )
        assert without.q_true < with_floor.q_true

    def test_the_same_seed_gives_the_same_answer_on_any_number_of_threads(self):
        one, two = (
            apportion(self.VALUES, self.UNCERTAINTIES, 3, seed=7, options=Options(starts=6, threads=threads))
            for threads in (1, 3)
        )
        assert one.contributions.tobytes() == two.contributions.tobytes()
        assert one.profiles.tobytes() == two.profiles.tobytes()
        assert one.runs == two.runs

    def test_the_best_of_all_starts_is_kept_and_all_are_told(self):
        found = apportion(self.VALUES, self.UNCERTAINTIES, 4, seed=1, options=PLAIN)
        assert len(found.runs) == 8
        assert found.q_true == min(run.q_true for run in found.runs)

    def test_steps_too_few_are_told(self):
        found = apportion(self.VALUES, self.UNCERTAINTIES, 3, seed=1, options=Options(1, None, most_steps=2))
        assert not found.converged

    def test_shares_of_a_species_add_up_to_one(self):
        found = apportion(self.VALUES, self.UNCERTAINTIES, 3, seed=1, options=PLAIN)
        assert found.shares.sum(axis=0) == pytest.approx(np.ones(9))

    def test_order_of_species_does_not_matter(self):
        turned = apportion(self.VALUES[:, ::-1], self.UNCERTAINTIES[:, ::-1], 3, seed=1, options=TIGHT)
        plain = apportion(self.VALUES, self.UNCERTAINTIES, 3, seed=1, options=TIGHT)
        assert turned.q_true == pytest.approx(plain.q_true, rel=1e-6)
        assert (matched(turned.profiles[:, ::-1], plain.profiles)[1] > 0.9999).all()


class TestRobustMode:
    def test_a_single_wild_value_does_not_bend_the_profiles(self):
        values, uncertainties, _, profiles = mixed()
        values[5, 6] = 50.0
        robust, plain = (
            apportion(values, uncertainties, 3, seed=1, options=Options(starts=8, robust=bend)) for bend in (4.0, None)
        )
        assert matched(profiles, robust.profiles)[1].min() > 0.99
        assert matched(profiles, plain.profiles)[1].min() < 0.9

    def test_where_no_residual_is_large_both_are_one(self):
        values, uncertainties, *_ = mixed(noise=0.05, seed=11)
        robust, plain = (
            apportion(values, uncertainties, 3, seed=1, options=Options(3, bend, tolerance=1e-9))
            for bend in (50.0, None)
        )
        assert robust.q_true == pytest.approx(plain.q_true, rel=1e-6)
        assert robust.q_robust == pytest.approx(robust.q_true, rel=1e-12)


class TestMatching:
    def test_factors_in_another_order_are_matched_to_themselves(self):
        profiles = mixed()[3]
        places, squared = matched(profiles, profiles[[2, 0, 1]])
        assert places.tolist() == [1, 2, 0]
        assert squared == pytest.approx(np.ones(3))


class TestTablesThatCannotBeUsed:
    VALUES, UNCERTAINTIES = np.arange(1.0, 21).reshape(5, 4), np.ones((5, 4))

    def spoilt(self, number, *, what):
        tables = {"values": self.VALUES.copy(), "uncertainties": self.UNCERTAINTIES.copy()}
        tables[what][1, 2] = number
        return tables["values"], tables["uncertainties"]

    @pytest.mark.parametrize("number", [np.nan, np.inf])
    def test_a_missing_value_is_named_by_its_place(self, number):
        with pytest.raises(BadTable, match="Row 2, column 3 holds no value"):
            apportion(*self.spoilt(number, what="values"), 2, seed=1)

    @pytest.mark.parametrize("number", [0.0, -1.0, np.nan])
    def test_an_uncertainty_that_is_not_above_zero_is_named_by_its_place(self, number):
        with pytest.raises(BadTable, match="uncertainty in row 2, column 3"):
            apportion(*self.spoilt(number, what="uncertainties"), 2, seed=1)

    def test_shapes_that_differ_are_refused(self):
        with pytest.raises(BadTable, match="do not fit"):
            apportion(self.VALUES, self.UNCERTAINTIES[:, 1:], 2, seed=1)

    def test_a_species_never_found_is_named(self):
        values = self.VALUES.copy()
        values[:, 3] = 0
        with pytest.raises(BadTable, match="column 4 has no value above zero"):
            apportion(values, self.UNCERTAINTIES, 2, seed=1)

    @pytest.mark.parametrize("factors", [0, 4, 9])
    def test_factors_that_the_table_cannot_carry_are_refused(self, factors):
        with pytest.raises(BadFactors, match="5 samples and 4 species"):
            apportion(self.VALUES, self.UNCERTAINTIES, factors, seed=1)

    @pytest.mark.parametrize(
        "wrong", [{"starts": 0}, {"robust": 0.0}, {"lowest": 0.1}, {"tolerance": 0.0}, {"most_steps": 0}]
    )
    def test_an_option_that_makes_no_sense_is_named(self, wrong):
        with pytest.raises(ApportionmentError, match=next(iter(wrong))):
            Options(**wrong)

    def test_the_sentence_comes_in_chinese_too(self):
        with pytest.raises(BadFactors) as caught:
            apportion(self.VALUES, self.UNCERTAINTIES, 9, seed=1)
        assert "因子数 9" in caught.value.problem.text("zh")
