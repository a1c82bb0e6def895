"""What is made of gaps, non-detects, negatives and weak species, worked out by hand."""

import numpy as np
import pytest

from jingtu.assessment.sources.concentrations import Concentrations
from jingtu.assessment.sources.prepare import Gaps, Uncertain, ready
from jingtu.problems import Refused
from jingtu.science.pmf_table import Strength

NAN = float("nan")


def table(values, uncertainties=None, below=None, limits=None):
    numbers = np.array(values, dtype=float)
    n, p = numbers.shape
    return Concentrations(
        "c.csv",
        "",
        tuple("ABCD"[:p]),
        ("mg/kg",) * p,
        tuple(f"s{row}" for row in range(n)),
        tuple(f"第 {row + 2} 行" for row in range(n)),
        numbers,
        np.zeros((n, p), dtype=bool) if below is None else np.array(below),
        np.full((n, p), NAN) if limits is None else np.array(limits, dtype=float),
        None if uncertainties is None else np.array(uncertainties, dtype=float),
        (),
    )


def codes(found):
    return [one.code.split(".")[1] for one in found.problems]


class TestUncertainties:
    def test_from_fraction_and_limit(self):
        found = ready(table([[10.0], [NAN]], below=[[False], [True]], limits=[[1.2], [1.2]]), Uncertain(fraction=0.08))
        assert found.table.values.ravel().tolist() == pytest.approx([10, 0.6])
        assert found.table.uncertainties.ravel().tolist() == pytest.approx([1.0, 1.0])  # sqrt(.8² + .6²); 5/6 of 1.2

    def test_a_limit_that_is_not_said_is_that_told_else_the_largest_of_the_species(self):
        of = table([[10.0], [10.0], [10.0]], limits=[[NAN], [0.8], [1.2]])
        assert ready(of, Uncertain(fraction=0.08)).table.uncertainties[0, 0] == pytest.approx(1.0)
        told = ready(of, Uncertain(fraction=0.08, limits={0: 3.0}))
        assert told.table.uncertainties[0, 0] == pytest.approx(1.7)  # sqrt(.8² + 1.5²)

    def test_as_given_with_half_the_limit_at_non_detects(self):
        of = table([[10.0], [NAN]], [[2.0], [0.5]], below=[[False], [True]], limits=[[NAN], [1.0]])
        found = ready(of, Uncertain())
        assert found.table.values.ravel().tolist() == [10, 0.5]
        assert found.table.uncertainties.ravel().tolist() == [2, 0.5]

    @pytest.mark.parametrize(
        ("how", "message"), [(Uncertain(), "没有误差比例"), (Uncertain(fraction=0.1), "没有检出限")]
    )
    def test_without_what_they_are_reckoned_from_the_species_is_named(self, how, message):
        limits = [[1.0], [1.0]] if how.fraction is None else None
        with pytest.raises(Refused, match=f"A {message}"):
            ready(table([[1.0], [2.0]], limits=limits), how)


class TestGaps:
    OF = table([[1.0, 10.0], [NAN, 20.0], [3.0, 40.0]], np.ones((3, 2)))

    def test_are_refused_unless_said_otherwise(self):
        found = ready(self.OF, Uncertain())
        assert (codes(found), found.errors, found.rows) == (["gap"], True, (0, 2))
        text = found.problems[0].text()
        assert text.startswith("第 3 行（样品 s1）没有 A 的浓度，此类共 1 处")

    def test_leave_the_sample_out(self):
        found = ready(self.OF, Uncertain(), gaps=Gaps.LEAVE_OUT)
        assert (codes(found), found.errors, found.rows) == (["gap_left_out"], False, (0, 2))

    def test_are_filled_with_the_median_and_four_times_it_as_uncertainty(self):
        found = ready(self.OF, Uncertain(), gaps=Gaps.MEDIAN)
        assert (codes(found), found.rows) == (["gap_filled"], (0, 1, 2))
        assert found.table.values[1].tolist() == [2, 20]
        assert found.table.uncertainties[1].tolist() == [8, 1]


class TestBadCells:
    @pytest.mark.parametrize(("value", "good"), [(-2.9, True), (-3.0, True), (-3.1, False)])
    def test_below_zero_by_three_uncertainties_at_most(self, value, good):
        found = ready(table([[value], [5.0]], [[1.0], [1.0]]), Uncertain())
        assert found.errors is not good
        assert found.rows == ((0, 1) if good else (1,))

    def test_negative_without_an_uncertainty_of_its_own_is_refused(self):
        found = ready(table([[-0.1], [5.0]], limits=[[1.0], [1.0]]), Uncertain(fraction=0.1))
        assert codes(found) == ["negative"]

    @pytest.mark.parametrize("sigma", [0.0, -1.0, NAN, float("inf")])
    def test_an_uncertainty_that_is_not_above_zero_leaves_the_sample_out_as_an_error(self, sigma):
        found = ready(table([[1.0], [5.0]], [[sigma], [1.0]]), Uncertain())
        assert (codes(found), found.rows) == (["uncertainty"], (1,))


class TestSpecies:
    BELOW = ([[False, True], [False, True]], [[1.0, 1.0], [1.0, 1.0]])

    def test_one_never_found_is_an_error_until_it_is_called_bad(self):
        of = table([[1.0, NAN], [2.0, NAN]], np.ones((2, 2)), *self.BELOW)
        found = ready(of, Uncertain())
        assert (codes(found), found.found) == (["never_found"], (0,))
        assert not ready(of, Uncertain(), chosen={1: Strength.BAD}).errors

    def test_nothing_is_asked_of_one_called_bad(self):
        of = table([[1.0, NAN], [2.0, -5.0]], limits=[[1.0, NAN], [1.0, NAN]])
        found = ready(of, Uncertain(fractions={0: 0.1}), chosen={1: Strength.BAD})
        assert (found.problems, found.rows, found.found, found.dropped) == ((), (0, 1), (0,), (1,))

    def test_nothing_left_is_refused(self):
        with pytest.raises(Refused, match="没有可用的样品或元素"):
            ready(table([[NAN], [0.0]], [[1.0], [1.0]]), Uncertain())

    def test_strength_by_signal_to_noise_and_as_chosen(self):
        # (x - u) / u: A 2, B 0.7, C 0.2
        of = table([[3.0, 1.7, 1.2, 1.2]] * 2, np.ones((2, 4)))
        found = ready(of, Uncertain(), chosen={3: Strength.STRONG})
        assert [one.value for one in found.strengths] == ["strong", "weak", "bad", "strong"]
        assert found.columns == (0, 1, 3)
