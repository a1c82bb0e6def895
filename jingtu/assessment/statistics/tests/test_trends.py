"""Results over time, and two groups beside each other."""

from datetime import date

import polars as pl
import pytest

from jingtu.assessment.samples import SampleGroup
from jingtu.assessment.statistics.comparison import PairTest, pairs
from jingtu.assessment.statistics.trends import Season, by_season, trends
from jingtu.science.groups import Question
from jingtu.science.nondetects import Sample
from jingtu.science.trend import Direction

YEARS = [date(2018 + i, 1, 1) for i in range(8)]
FALLING = (10, 8, 9, 6, 7, 5, 4, 4.5)


def series(values, days, hidden=()):
    detected = [place not in hidden for place in range(len(values))]
    rows = pl.DataFrame({"sampled_on": days}, schema={"sampled_on": pl.Date})
    return SampleGroup("benzene", "groundwater", "mg/L", {"point": "W1"}, Sample.of(values, detected), rows)


class TestTrends:
    def test_s_and_the_slope_per_year(self):
        [found], problems = trends([series(FALLING, YEARS)], Season.NONE)
        assert (found.test.s, found.test.direction()) == (-22, Direction.FALLING)
        # the median of the slopes of all 28 pairs with steps of one, -0.8167; a year is 365.25 days
        assert found.slope.per_time == pytest.approx(-0.816667, abs=0.001)
        assert problems == ()

    def test_rows_in_any_order_give_the_same(self):
        backwards = series(FALLING[::-1], YEARS[::-1], hidden=(0,))
        [one], _ = trends([backwards], Season.NONE)
        [other], _ = trends([series(FALLING, YEARS, hidden=(7,))], Season.NONE)
        assert (one.test, one.slope, one.days) == (other.test, other.slope, other.days)
        assert one.group.sample.detected.tolist() == other.group.sample.detected.tolist()

    def test_results_without_a_day_are_left_out_and_said(self):
        [found], [problem] = trends([series((99, *FALLING), [None, *YEARS])], Season.NONE)
        assert found.test.s == -22
        assert (problem.code, problem.values["count"]) == ("statistics.day_missing", 1)

    def test_without_any_day_there_is_no_series(self):
        found, problems = trends([series((1, 2), [None, None])], Season.NONE)
        assert found == ()
        assert len(problems) == 1

    def test_two_results_say_why_there_is_none(self):
        [found], _ = trends([series((1, 2), YEARS[:2])], Season.NONE)
        assert (found.test, found.slope, found.lack.code) == (None, None, "statistics.too_few")

    def test_non_detects_only_have_no_order(self):
        [found], _ = trends([series((1, 1, 1), YEARS[:3], hidden=(0, 1, 2))], Season.NONE)
        assert found.lack.code == "statistics.no_order"

    @pytest.mark.parametrize(
        ("season", "labels"), [(Season.QUARTER, {"1": 3, "2": 3}), (Season.MONTH, {"3": 3, "4": 3})]
    )
    def test_only_the_same_season_is_compared(self, season, labels):
        # low in March, high in April; each rises from year to year: S = 3 in each season
        days = [date(year, month, 1) for year in (2020, 2021, 2022) for month in (3, 4)]
        [found], _ = trends([series((1, 10, 2, 11, 3, 12), days)], season)
        assert by_season(found.seasonal) == labels
        assert found.test.s == 6
        assert found.slope.per_time == pytest.approx(1, abs=0.01)


def grouped(**values):
    """A group whose rows say in ``place`` where each is from; a negative number is a non-detect at its limit."""
    numbers = [number for found in values.values() for number in found]
    names = [name if name != "none" else None for name, found in values.items() for _ in found]
    sample = Sample.of([abs(number) for number in numbers], [number > 0 for number in numbers])
    return SampleGroup("lead", "soil", "mg/kg", {}, sample, pl.DataFrame({"place": names}))


def compared(*, reference=None, question=Question.DIFFERENT, **values):
    return pairs([grouped(**values)], "place", reference=reference, question=question)


class TestPairs:
    def test_normal_groups_go_by_welch(self):
        [found], _ = compared(site=(21, 24, 19, 26, 22), background=(11, 14, 9, 16, 12))
        assert found.test is PairTest.WELCH
        assert found.tests[PairTest.WELCH].difference == pytest.approx(10)
        assert found.differs is True

    def test_skewed_groups_go_by_ranks(self):
        [found], _ = compared(site=(1, 1.1, 1.2, 1.3, 900), background=(1.15, 1.25, 1.35, 1.4, 1.45))
        assert found.test is PairTest.WILCOXON
        assert found.differs is False

    def test_one_non_detect_makes_it_peto(self):
        [found], _ = compared(site=(21, 24, 19, 26, 22), background=(11, -14, 9, 16, 12))
        assert found.test is PairTest.PETO
        assert set(found.tests) == {PairTest.PETO, PairTest.LOGRANK, PairTest.TARONE_WARE, PairTest.GEHAN}

    def test_the_reference_is_the_second_group_wherever_it_stands(self):
        found, _ = compared(background=(11, 14, 9), a=(21, 24, 19), b=(1, 4, 2), reference="background")
        assert [(one.first.by["place"], one.second.by["place"]) for one in found] == [
            ("a", "background"),
            ("b", "background"),
        ]

    def test_greater_asks_of_the_first(self):
        data = {"site": (21, 24, 19, 26, 22), "background": (11, 14, 9, 16, 12)}
        [greater], _ = compared(**data, question=Question.GREATER)
        [less], _ = compared(**data, question=Question.LESS)
        assert greater.differs is True
        assert less.differs is False

    def test_several_pairs_are_said_to_be_many(self):
        found, problems = compared(a=(1, 2, 3), b=(2, 3, 4), c=(3, 4, 5))
        assert len(found) == 3
        assert [(one.code, one.values["count"]) for one in problems] == [("statistics.many_pairs", 3)]

    def test_results_without_a_group_are_left_out_and_said(self):
        [found], problems = compared(a=(1, 2, 3), none=(99,), b=(2, 3, 4))
        assert (found.first.sample.size, found.second.sample.size) == (3, 3)
        assert [one.code for one in problems] == ["statistics.group_missing"]

    @pytest.mark.parametrize(("values", "reference"), [({"a": (1, 2)}, None), ({"a": (1, 2), "b": (1, 3)}, "c")])
    def test_without_a_second_group_nothing_is_compared(self, values, reference):
        found, problems = compared(**values, reference=reference)
        assert found == ()
        assert [one.code for one in problems] == ["statistics.no_pair"]

    def test_groups_of_one_result_cannot_be_compared_and_say_so(self):
        [found], _ = compared(a=(1,), b=(2,))
        assert found.test is None
        assert found.differs is None
        assert {one.code for one in found.refused.values()} == {"statistics.too_few"}
