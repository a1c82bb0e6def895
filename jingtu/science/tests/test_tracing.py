"""Element ratios: worked by hand, and what must hold of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.tracing import BadNumbers, element_ratio, match_ratios

concentration = st.lists(st.floats(0.01, 1e4), min_size=3, max_size=12)


class TestElementRatio:
    def test_of_three_samples_by_hand(self):
        """Ratios 1, e² and e⁴: logs 0, 2, 4 with mean 2 and deviation 2; t(0.975, 2) = 4.302653, half 4.968275."""
        found = element_ratio([1.0, np.e**2, np.e**4], [1.0, 1.0, 1.0])
        assert found.n == 3
        assert found.geometric_mean == pytest.approx(np.exp(2))
        assert found.median == pytest.approx(np.exp(2))
        assert found.spread == pytest.approx(np.exp(2))
        assert found.low == pytest.approx(np.exp(2 - 4.968275), rel=1e-6)
        assert found.high == pytest.approx(np.exp(2 + 4.968275), rel=1e-6)

    @settings(max_examples=30, deadline=None)
    @given(concentration, st.floats(0.01, 100))
    def test_a_common_unit_does_not_matter_and_a_factor_moves_the_ratio_with_it(self, numbers, factor):
        ones = np.linspace(1, 2, len(numbers))
        plain, scaled = element_ratio(numbers, ones), element_ratio(factor * np.array(numbers), ones)
        assert element_ratio(factor * np.array(numbers), factor * ones).high == pytest.approx(plain.high)
        assert scaled.geometric_mean == pytest.approx(factor * plain.geometric_mean)
        assert scaled.spread == pytest.approx(plain.spread)

    @settings(max_examples=30, deadline=None)
    @given(concentration)
    def test_the_ratio_turned_round_is_one_over_it(self, numbers):
        ones = np.linspace(1, 2, len(numbers))
        there, back = element_ratio(numbers, ones), element_ratio(ones, numbers)
        assert back.geometric_mean == pytest.approx(1 / there.geometric_mean)
        assert back.low == pytest.approx(1 / there.high)

    def test_more_confidence_never_narrows_the_limits(self):
        wide, narrow = (element_ratio([1.0, 2, 5, 3], [1.0, 1, 2, 1], confidence=c) for c in (0.99, 0.9))
        assert wide.low < narrow.low < narrow.high < wide.high


class TestMatching:
    """Slag holds lead and zinc one to one, dust four to one; both within about a tenth."""

    SLAG = np.array([[10, 10.0, 5], [20, 22, 5], [33, 30, 5], [15, 15, 5]])
    DUST = np.array([[40, 10.0, 5], [80, 22, 5], [130, 30, 5], [61, 15, 5]])
    SOURCES = {"slag": SLAG, "dust": DUST}

    def found(self, *samples, confidence=0.95):
        return match_ratios(np.array(samples, float), self.SOURCES, [(0, 1)], confidence=confidence)

    def test_a_sample_is_compatible_with_the_source_it_came_from(self):
        found = self.found([70, 70, 1], [100, 25, 9])
        assert found.sources == ("slag", "dust")
        assert found.compatible.tolist() == [[True, False], [False, True]]

    def test_a_mixture_may_be_compatible_with_none(self):
        assert self.found([100, 50, 1]).compatible.tolist() == [[False, False]]

    def test_how_much_there_is_does_not_matter(self):
        thin, thick = self.found([7, 7, 1]), self.found([7000, 7000, 1000])
        assert thin.deviations == pytest.approx(thick.deviations)

    def test_at_the_mean_of_a_source_the_deviation_is_nought(self):
        mean = np.exp(np.log(self.SLAG).mean(axis=0))
        assert self.found(mean).deviations[0, 0, 0] == pytest.approx(0, abs=1e-12)

    def test_deviation_by_hand(self):
        """Log ratios of the source 0, 1, 2: mean 1, s 1, of one more sample sqrt(4/3); the sample's is 3."""
        source = np.exp([[0.0, 0], [1, 0], [2, 0]])
        found = match_ratios(np.exp([[3.0, 0]]), {"source": source}, [(0, 1)])
        assert found.deviations[0, 0, 0] == pytest.approx(2 / (4 / 3) ** 0.5)

    def test_deviations_stand_by_sample_source_and_pair(self):
        first, second = np.array([[0.0, 0, 0], [1, 0, 2], [2, 0, 1]]), np.array([[5.0, 0, 1], [7, 0, 3], [6, 0, 5]])
        samples, pairs = np.array([[3.0, 0, 0], [6, 0, 9]]), [(0, 1), (2, 1), (0, 2)]
        found = match_ratios(np.exp(samples), {"a": np.exp(first), "b": np.exp(second)}, pairs)
        assert found.deviations.shape == (2, 2, 3)
        for i, sample in enumerate(samples):
            for j, source in enumerate((first, second)):
                for k, (one, other) in enumerate(pairs):
                    ratios = source[:, one] - source[:, other]
                    off = (sample[one] - sample[other] - ratios.mean()) / (ratios.std(ddof=1) * (4 / 3) ** 0.5)
                    assert found.deviations[i, j, k] == pytest.approx(off, abs=1e-12)

    def test_more_pairs_ask_for_more(self):
        """With t(0.975, 2) = 4.30 and t(0.9875, 2) = 6.21, five deviations fail one pair but pass as one of two."""
        source = np.exp([[0.0, 0, 0], [1, 0, 2], [2, 0, 1]])
        sample = np.exp([[1 + 5 * (4 / 3) ** 0.5, 0, 1]])
        one, two = (match_ratios(sample, {"source": source}, pairs) for pairs in ([(0, 1)], [(0, 1), (2, 1)]))
        assert not one.compatible[0, 0]
        assert two.compatible[0, 0]

    def test_more_confidence_never_excludes_more(self):
        sample = [60, 48, 1]
        loose, strict = (self.found(sample, confidence=c).compatible for c in (0.999, 0.5))
        assert (loose >= strict).all()
        assert loose[0, 0] > strict[0, 0]


class TestRefused:
    @pytest.mark.parametrize("number", [0.0, -1.0, np.nan, np.inf])
    def test_what_is_missing_or_not_above_zero_is_named_by_its_row(self, number):
        with pytest.raises(BadNumbers, match="row 2 is missing or not above zero"):
            element_ratio([1.0, number, 2.0], [1.0, 1.0, 1.0])

    def test_two_samples_are_too_few(self):
        with pytest.raises(BadNumbers, match="Only 2 samples"):
            element_ratio([1.0, 2.0], [1.0, 1.0])

    def test_elements_of_other_samples_are_refused(self):
        with pytest.raises(BadNumbers, match="shape"):
            element_ratio([1.0, 2.0, 3.0], [1.0, 1.0])

    @pytest.mark.parametrize("pairs", [[], [(0, 0)], [(0, 3)], [(-1, 0)], [(0, 1), (1, 3)], [(0, 1), (2, 2)]])
    def test_pairs_that_are_none_are_refused(self, pairs):
        with pytest.raises(BadNumbers, match="pairs of elements"):
            match_ratios(TestMatching.SLAG, TestMatching.SOURCES, pairs)

    def test_a_source_that_never_varies_is_refused(self):
        with pytest.raises(BadNumbers, match=r"“same” ratio 1 is the same"):
            match_ratios(TestMatching.SLAG, {"same": np.ones((4, 3))}, [(0, 1)])

    def test_a_source_with_other_elements_is_refused(self):
        with pytest.raises(BadNumbers, match="has 2 elements, the samples have 3"):
            match_ratios(TestMatching.SLAG, {"slag": TestMatching.SLAG[:, :2]}, [(0, 1)])

    def test_no_sources_are_refused(self):
        with pytest.raises(BadNumbers, match="no source"):
            match_ratios(TestMatching.SLAG, {}, [(0, 1)])

    @pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
    def test_a_confidence_in_percent_is_refused(self, confidence):
        with pytest.raises(BadNumbers, match="between 0 and 1"):
            element_ratio([1.0, 2, 3], [1.0, 1, 1], confidence=confidence)
