"""Uncertainties, non-detects and gaps: figures worked out by hand."""

import numpy as np
import pytest

from jingtu.science.pmf_table import BadTable, Strength, by_strength, signal_to_noise, strengths, table

VALUES = [[10.0, 0.9], [np.nan, 3.0], [2.0, 5.0], [4.0, 7.0]]
BELOW = [[False, False], [False, False], [True, False], [False, False]]


class TestUncertainties:
    """sqrt((fraction · x)² + (MDL / 2)²) above the detection limit, 5/6 MDL up to it."""

    FOUND = table(VALUES, [1.2, 1.2], [0.08, 0.1], below=BELOW)

    def test_above_the_limit_both_parts_count(self):
        assert self.FOUND.uncertainties[0, 0] == pytest.approx(1.0)  # 0.8 and 0.6

    def test_up_to_the_limit_it_is_five_sixths_of_it(self):
        assert self.FOUND.uncertainties[0, 1] == pytest.approx(1.0)
        at_the_limit = table([[1.2]], [1.2], [0.1], below=[[False]])
        assert at_the_limit.uncertainties[0, 0] == pytest.approx(1.0)

    def test_a_non_detect_stands_at_half_its_limit(self):
        assert self.FOUND.values[2, 0] == pytest.approx(0.6)
        assert self.FOUND.uncertainties[2, 0] == pytest.approx(1.0)
        assert self.FOUND.below[2, 0]

    def test_a_gap_stands_at_the_median_with_four_times_that_as_uncertainty(self):
        assert self.FOUND.values[1, 0] == pytest.approx(4.0)  # of 10, 0.6 and 4
        assert self.FOUND.uncertainties[1, 0] == pytest.approx(16.0)
        assert self.FOUND.missing.tolist() == [[False, False], [True, False], [False, False], [False, False]]

    def test_a_gap_is_never_surer_than_a_non_detect(self):
        found = table([[0.0], [0.0], [5.0], [np.nan]], [1.2], [0.1], below=[[False]] * 4)
        assert (found.values[3, 0], found.uncertainties[3, 0]) == (0.0, pytest.approx(1.0))

    def test_the_table_given_is_left_as_it_was(self):
        given = np.array(VALUES)
        table(given, [1.2, 1.2], [0.08, 0.1], below=BELOW)
        assert given[2, 0] == 2.0

    def test_limits_may_differ_from_sample_to_sample(self):
        found = table([[0.0], [0.0]], [[1.2], [2.4]], [0.1], below=[[True], [True]])
        assert found.values.ravel().tolist() == [0.6, 1.2]


class TestRefused:
    def test_a_negative_value_is_named_by_its_place(self):
        with pytest.raises(BadTable, match="row 1, column 1 is negative"):
            table([[-1.0]], [1.0], [0.1], below=[[False]])

    def test_a_species_without_any_value_is_named(self):
        with pytest.raises(BadTable, match="column 1"):
            table([[np.nan, 1.0]], [1.0, 1.0], [0.1, 0.1], below=[[False, False]])

    @pytest.mark.parametrize("limits", [[0.0, 1.0], [np.nan, 1.0], [1.0]])
    def test_a_limit_that_is_not_above_zero_or_missing_is_refused(self, limits):
        with pytest.raises(BadTable, match="detection limits"):
            table([[1.0, 1.0]], limits, [0.1, 0.1], below=[[False, False]])

    def test_flags_of_another_shape_are_refused(self):
        with pytest.raises(BadTable, match="do not fit"):
            table([[1.0, 1.0]], [1.0, 1.0], [0.1, 0.1], below=[False, False])


class TestStrength:
    def test_edges_belong_to_the_better_class(self):
        assert strengths([0.49, 0.5, 0.99, 1.0]) == [Strength.BAD, Strength.WEAK, Strength.WEAK, Strength.STRONG]

    def test_values_below_their_uncertainty_count_as_nothing(self):
        assert signal_to_noise([[1.0, 4.0], [3.0, 0.5]], [[2.0, 1.0], [1.0, 1.0]]).tolist() == [1.0, 1.5]

    def test_the_excess_counts_in_uncertainties(self):
        # (3 - 0.5)/0.5 and nothing: mean 2.5
        assert signal_to_noise([[3.0], [0.4]], [[0.5], [0.5]]).tolist() == [2.5]

    def test_bad_species_are_left_out_and_weak_ones_trusted_less(self):
        found = table([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [0.5] * 3, [0.1] * 3, below=[[False] * 3] * 2)
        values, uncertainties, kept = by_strength(found, [Strength.STRONG, Strength.BAD, Strength.WEAK])
        assert kept.tolist() == [0, 2]
        assert values.tolist() == [[1.0, 3.0], [4.0, 6.0]]
        assert uncertainties == pytest.approx(found.uncertainties[:, [0, 2]] * [1.0, 3.0])

    def test_a_strength_for_every_species_is_asked_for(self):
        found = table([[1.0, 2.0]], [0.5] * 2, [0.1] * 2, below=[[False] * 2])
        with pytest.raises(BadTable, match="do not fit"):
            by_strength(found, [Strength.STRONG])
