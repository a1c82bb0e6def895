"""Descriptions of results: figures counted by hand, and what must hold for any results."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.description import describe, histogram, quantile
from jingtu.science.nondetects import Sample

NUMBERS = st.lists(st.floats(0.001, 1000), min_size=1, max_size=40)


class TestCompleteResults:
    def test_figures_are_those_of_the_numbers(self):
        found = describe(Sample.of([4, 1, 3, 2]))
        assert (found.size, found.detects, found.least, found.largest) == (4, 4, 1.0, 4.0)
        assert (found.mean, found.lower_quartile, found.median, found.upper_quartile) == (2.5, 1.0, 2.0, 3.0)
        assert found.sd == pytest.approx(1.2909944487)
        assert found.largest_limit is None

    def test_one_result_has_a_mean_and_no_spread(self):
        found = describe(Sample.of([7.0]))
        assert (found.mean, found.sd, found.p95) == (7.0, None, 7.0)


class TestNonDetects:
    def test_a_quantile_among_the_non_detects_is_not_known(self):
        found = describe(Sample.of([0.5, 0.5, 2, 3], [False, False, True, True]))
        assert (found.lower_quartile, found.median, found.upper_quartile) == (None, None, 2.0)

    def test_just_above_the_non_detects_it_is_the_smallest_detected_value(self):
        assert quantile(Sample.of([0.5, 0.5, 2, 3], [False, False, True, True]), 0.51) == 2.0

    def test_nothing_detected_has_no_mean_and_no_median(self):
        found = describe(Sample.of([0.1, 0.1, 0.2], [False, False, False]))
        assert (found.mean, found.sd, found.median, found.least, found.largest_limit) == (None, None, None, None, 0.2)


class TestHistogram:
    def test_every_result_stands_in_one_bar(self):
        found = histogram(Sample.of([0.0, 1.0, 5.0, 5.0], [True, False, True, True]))
        assert found.edges.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
        assert found.detected.tolist() == [1, 0, 0, 0, 2]
        assert found.non_detects.tolist() == [0, 1, 0, 0, 0]

    def test_skewed_results_have_bars_of_equal_width_in_logarithms(self):
        edges = histogram(Sample.of([1, 1, 1, 1, 100])).edges
        assert np.allclose(np.diff(np.log(edges)), np.log(100) / 5)

    def test_zeros_alone_have_bars(self):
        assert histogram(Sample.of([0.0, 0.0])).detected.sum() == 2


class TestAnyResults:
    @given(NUMBERS, st.data())
    @settings(max_examples=60, deadline=None)
    def test_counts_add_up_and_quantiles_rise(self, numbers, data):
        flags = data.draw(st.lists(st.booleans(), min_size=len(numbers), max_size=len(numbers)))
        sample = Sample.of(numbers, flags)
        bars = histogram(sample)
        assert bars.detected.sum() + bars.non_detects.sum() == sample.size
        found = describe(sample)
        known = [q for q in (found.lower_quartile, found.median, found.upper_quartile, found.p95) if q is not None]
        assert known == sorted(known)

    @given(NUMBERS)
    @settings(max_examples=30, deadline=None)
    def test_another_unit_moves_every_figure_with_it(self, numbers):
        one, other = describe(Sample.of(numbers)), describe(Sample.of([1000 * x for x in numbers]))
        assert other.median == pytest.approx(1000 * one.median)
        assert other.mean == pytest.approx(1000 * one.mean)
