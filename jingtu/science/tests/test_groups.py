"""Two groups: EnvStats 3.1.0 and R 4.2 on published sets (figures typed), and what must hold of any."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from jingtu.science.bad_values import BadSetting, NoVariation, TooFewValues
from jingtu.science.groups import Question, brown_forsythe, quantile_test, welch, wilcoxon
from jingtu.science.groups_non_detects import WEIGHTS, Weight, gehan, weighted_logrank
from jingtu.science.nondetects import Sample
from jingtu.science.tests.vectors import as_printed, sample

ROWS = st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=4, max_size=12)


def made(rows):
    return Sample.of([x for x, _ in rows], [seen for _, seen in rows])


@pytest.fixture
def zones(shared):
    with (shared / "data/nondetect_millard_deverel_cu_zn.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    def of(metal, zone):
        mine = [row for row in rows if row["Zone"] == zone and row[metal]]
        return Sample.of([float(row[metal]) for row in mine], [row[f"{metal}.censored"] == "False" for row in mine])

    return lambda metal: (of(metal, "Alluvial.Fan"), of(metal, "Basin.Trough"))


@pytest.fixture
def tccb(shared):
    """Cleanup area and reference area of US EPA 1994."""
    with (shared / "data/nondetect_epa94b_tccb_reference_cleanup.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return tuple([float(row["TcCB"]) for row in rows if row["Area"] == area] for area in ("Cleanup", "Reference"))


@pytest.mark.shared
class TestPublished:
    @pytest.mark.parametrize(
        ("metal", "weight", "z", "p"),
        [
            ("Cu", Weight.LOGRANK, "-0.5085557", "0.6110637"),
            ("Zn", Weight.LOGRANK, "-1.686004", "0.09179512"),
            ("Zn", Weight.GEHAN, "-2.35456291", "0.0185445044684"),
            ("Zn", Weight.PETO, "-2.58618337", "0.00970452883012"),
            ("Zn", Weight.TARONE_WARE, "-2.11326568", "0.0345780346764"),
        ],
    )
    def test_weighted_logrank(self, zones, metal, weight, z, p):
        found = weighted_logrank(*zones(metal), weight)
        assert as_printed(found.statistic, z)
        assert as_printed(found.p, p)

    def test_the_quantile_test_of_example_7_5(self, tccb):
        found = quantile_test(*tccb, 9)
        assert (found.r, found.k) == (9, 9)
        assert as_printed(found.p, "0.01136926")

    def test_the_rank_sum_test_sees_no_difference_there(self, tccb):
        found = wilcoxon(*tccb)
        assert found.statistic == 1582
        assert as_printed(found.p, "0.242284253")


class TestByHand:
    def test_the_rank_sum_test_counts_out_few_values(self):
        # 3 of 6 largest in the first group: one of 20 ways.
        assert wilcoxon([4, 5, 6], [1, 2, 3], Question.GREATER).p == pytest.approx(1 / 20)
        assert wilcoxon([4, 5, 6], [1, 2, 3]).difference == 3

    def test_welch(self):
        # Means 5 and 2, variances 1 and 1, n 3 and 3: t = 3/√(2/3).
        found = welch([4, 5, 6], [1, 2, 3])
        assert (found.statistic, found.difference) == (pytest.approx(3.674235), 3)

    @pytest.mark.parametrize("question", list(Question))
    def test_welch_as_scipy_has_it(self, question):
        x, y = [4.1, 5.5, 6.2, 9.0], [1.0, 2.5, 3.0, 2.0, 8.5]
        found, expected = welch(x, y, question), ttest_ind(x, y, equal_var=False, alternative=str(question))
        assert (found.statistic, found.p) == (pytest.approx(expected.statistic), pytest.approx(expected.pvalue))

    def test_one_group_may_be_equal_and_two_values_are_enough(self):
        """t.test, and Levene's F about medians by anova, of R."""
        assert as_printed(welch([2, 2, 2], [1, 3, 6]).p, "0.455668946")
        assert as_printed(welch([1, 2], [4, 7]).p, "0.2019084581")
        found = brown_forsythe([2, 2, 2], [1, 3, 8])
        assert as_printed(found.statistic, "2.578947368")
        assert as_printed(found.p, "0.1835668601")

    @pytest.mark.parametrize(
        ("first", "p"),
        [
            ("1 4 6 7 9 12 15 18", "0.1387906211"),  # exact up to eight
            ("1 4 6 7 9 12 15 18 19", "0.2163730081"),  # normal from nine on
            ("1 4 6 7 9 12 15 17", "0.1234275703"),  # and with ties
        ],
    )
    def test_how_p_of_the_rank_sum_test_is_found(self, first, p):
        """wilcox.test of R with exact = TRUE, and exact = FALSE, correct = TRUE."""
        second = "2 8 10 11 14 17 20 22 25"
        assert as_printed(wilcoxon(sample(first).values, sample(second).values).p, p)

    def test_quantile_by_counting(self):
        # Both largest of four from the first group of two: C(2,2)/C(4,2) = 1/6.
        assert quantile_test([3, 4], [1, 2], 2).p == pytest.approx(1 / 6)

    def test_equal_values_at_the_cut_are_counted_in(self):
        found = quantile_test([3, 3, 1], [3, 2, 0], 1)
        assert (found.r, found.k) == (3, 2)

    def test_spread_differs_where_it_does(self):
        assert brown_forsythe([9, 10, 11, 10, 9, 11], [1, 20, 5, 15, 0, 30]).p < 0.01
        assert brown_forsythe([1, 2, 3], [11, 12, 13]).p == pytest.approx(1)

    @pytest.mark.parametrize(
        ("first", "second", "chi_square"),
        [("1 3 5 6", "2 4 4.5", "0.01308766087"), ("1 3 5 <6", "2 4 <4.5", "0.02857142857")],
    )
    def test_the_logrank_test_of_a_few_results_is_survdiff_of_r(self, first, second, chi_square):
        """survdiff(Surv(10 - x, detected) ~ group): results below limits are survival times turned round."""
        found = weighted_logrank(sample(first), sample(second), Weight.LOGRANK)
        assert as_printed(found.statistic**2, chi_square)
        assert found.statistic < 0  # obs - exp of the first group: -0.138, -0.167

    def test_gehan_of_complete_data_is_the_rank_sum_test_without_continuity(self):
        first, second = [4, 5, 6, 2, 9], [1, 2, 3, 7]
        n, m, u = 5, 4, wilcoxon(first, second).statistic
        ties = 2**3 - 2
        sd = (n * m / 12 * ((n + m + 1) - ties / ((n + m) * (n + m - 1)))) ** 0.5
        assert gehan(Sample.of(first), Sample.of(second)).statistic == pytest.approx((u - n * m / 2) / sd)


class TestAnyGroups:
    @given(ROWS, ROWS)
    @settings(max_examples=60)
    def test_groups_exchanged_turn_the_answer_round(self, first, second):
        for test in (gehan, *(lambda a, b, w=w: weighted_logrank(a, b, w) for w in Weight)):
            try:
                there, back = test(made(first), made(second)), test(made(second), made(first))
            except (NoVariation, TooFewValues):
                continue
            assert there.statistic == pytest.approx(-back.statistic, abs=1e-9)
            assert there.p == pytest.approx(back.p, abs=1e-12)

    @given(ROWS, ROWS)
    @settings(max_examples=40)
    def test_the_two_one_sided_answers_make_a_whole(self, first, second):
        try:
            greater, less = (gehan(made(first), made(second), question=q) for q in (Question.GREATER, Question.LESS))
        except (NoVariation, TooFewValues):
            return
        assert greater.p + less.p == pytest.approx(1)

    @given(ROWS, ROWS, st.sampled_from([0.001, 1000.0]))
    @settings(max_examples=30)
    def test_another_unit_moves_differences_and_nothing_else(self, first, second, factor):
        ours = [made(rows) for rows in (first, second)]
        theirs = [Sample.of(one.values * factor, one.detected) for one in ours]
        for test in (welch, wilcoxon):
            try:
                one, other = test(*(x.values for x in ours)), test(*(x.values for x in theirs))
            except (NoVariation, TooFewValues):
                continue
            assert (other.statistic, other.p) == pytest.approx((one.statistic, one.p), rel=1e-6)
            assert other.difference == pytest.approx(factor * one.difference, rel=1e-9, abs=1e-12 * factor)
        for test in (gehan, weighted_logrank):
            try:
                assert test(*theirs) == test(*ours)
            except (NoVariation, TooFewValues):
                continue

    def test_a_larger_first_group_is_seen(self):
        low, high = sample("<1 2 3 <2 4 2 1 3"), sample("8 9 <7 12 10 9 15 11")
        for found in (gehan(high, low), weighted_logrank(high, low), wilcoxon(high.values, low.values)):
            assert found.p < 0.01
        assert weighted_logrank(high, low, question=Question.GREATER).p < weighted_logrank(high, low).p

    def test_every_weight_has_its_formula(self):
        assert set(WEIGHTS) == set(Weight)


class TestBadInput:
    @pytest.mark.parametrize("test", [welch, wilcoxon])
    def test_equal_and_few_values(self, test):
        with pytest.raises(NoVariation):
            test([2, 2, 2], [2, 2, 2])
        with pytest.raises(TooFewValues):
            test([1], [1, 2])

    @pytest.mark.parametrize("test", [gehan, weighted_logrank])
    def test_nothing_detected_and_nothing_to_order(self, test):
        with pytest.raises(TooFewValues):
            test(sample("<1 <2"), sample("<1 <3"))
        with pytest.raises(NoVariation):
            test(sample("4 4"), sample("4 4"))

    @pytest.mark.parametrize("r", [0, 6])
    def test_the_tail_is_a_part(self, r):
        with pytest.raises(BadSetting):
            quantile_test([1, 2, 3], [4, 5, 6], r)

    def test_equal_values_must_not_make_it_everything(self):
        with pytest.raises(BadSetting):
            quantile_test([1, 1], [1, 1], 1)

    def test_no_group_may_lack_numbers(self):
        with pytest.raises(ValueError, match="missing"):
            welch([1, np.nan], [1, 2])
