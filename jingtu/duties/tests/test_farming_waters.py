"""Irrigation water and manure, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.farming_place import Canal, FarmingPlace, ManureFacility, ManureTest, WaterSample
from jingtu.duties.farming import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.answers import articles
from jingtu.duties.tests.asking import asked, asked_all

AS_OF = date(2026, 11, 28)


def place(**known: Any) -> FarmingPlace:
    return FarmingPlace(id="p", as_of=AS_OF, **{"place": "140581"} | known)


class TestAG004:
    """Law art. 28, Code art. 422, Zhongyuan art. 11: irrigation water sampled, yearly as a reminder, and in order."""

    @staticmethod
    def canal(*samples: WaterSample) -> FarmingPlace:
        return place(canals=(Canal(id="C1", samples=samples),))

    def test_without_canals_nothing_is_owed(self):
        assert asked_all(DUTIES, "AG-004", place(), on=date(2025, 1, 1)) == []

    def test_a_canal_never_sampled_is_missing_and_where_not_known_triggered(self):
        assert asked(DUTIES, "AG-004", self.canal(), on=date(2025, 1, 1)).state is State.MISSING
        unknown = asked(DUTIES, "AG-004", place(canals=(Canal(id="C1"),)), on=date(2025, 1, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("samples",))

    def test_the_next_sample_is_due_a_year_after_the_last(self):
        sampled = self.canal(WaterSample(sampled_on=date(2024, 6, 3), within_standard=True))
        days = (date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 4))
        found = [asked(DUTIES, "AG-004", sampled, on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].about, found[2].late, found[2].label) == ("C1 sampling", "1D(open)", Label.INTERNAL)

    def test_water_outside_the_standard_is_a_breach_until_it_is_in_order(self):
        bad = WaterSample(sampled_on=date(2024, 6, 3), within_standard=False, ended_on=date(2024, 6, 13))
        open_, ended = (asked_all(DUTIES, "AG-004", self.canal(bad), on=date(2024, 6, day))[1] for day in (4, 20))
        assert (open_.about, open_.late, open_.label, ended.late) == ("C1", "1D(open)", Label.STATUTORY, "10D")
        assert len(asked_all(DUTIES, "AG-004", self.canal(bad), on=date(2024, 6, 2))) == 1

    def test_a_result_that_is_not_known_is_asked(self):
        found = asked_all(DUTIES, "AG-004", self.canal(WaterSample(sampled_on=date(2024, 6, 3))), on=date(2024, 7, 1))[
            1
        ]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("within_standard",))

    def test_the_code_takes_over_on_15_august_2026(self):
        before, after = (asked(DUTIES, "AG-004", self.canal(), on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), articles(after)) == (["土壤污染防治法第28条"], ["生态环境法典第422条"])


class TestAG006:
    """Law art. 29, Code art. 423, Gaoping 2019 art. 18: manure facilities accepted before a farm is taken into use."""

    COMMISSIONED = date(2025, 4, 10)

    @staticmethod
    def farm(*facilities: ManureFacility, **known: Any) -> FarmingPlace:
        return place(**{"large_livestock": True, "manure_facilities": facilities} | known)

    def test_other_farms_owe_none(self):
        for large in (False, None):
            assert asked_all(DUTIES, "AG-006", place(large_livestock=large), on=date(2025, 1, 1)) == []
        small = self.farm(ManureFacility(about="barn 2"), large_livestock=False)
        assert asked_all(DUTIES, "AG-006", small, on=date(2025, 1, 1)) == []

    def test_a_large_farm_without_facilities_misses_them(self):
        found = asked(DUTIES, "AG-006", self.farm(), on=date(2025, 1, 1))
        assert (found.state, found.label) == (State.MISSING, Label.STATUTORY)
        unknown = asked(DUTIES, "AG-006", place(large_livestock=True), on=date(2025, 1, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("manure_facilities",))

    def test_they_are_accepted_the_day_before_at_the_latest(self):
        farm = self.farm(ManureFacility(about="barn 2", commissioned_on=self.COMMISSIONED))
        days = (date(2025, 4, 8), date(2025, 4, 9), self.COMMISSIONED)
        found = [asked(DUTIES, "AG-006", farm, on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].about, found[2].late) == ("barn 2", "1D(open)")

    @pytest.mark.parametrize(("accepted", "late"), [(date(2025, 4, 9), ""), (date(2025, 4, 10), "1D")])
    def test_accepted_the_day_before_is_in_time(self, accepted, late):
        farm = self.farm(ManureFacility(commissioned_on=self.COMMISSIONED, accepted_on=accepted))
        assert asked(DUTIES, "AG-006", farm, on=date(2025, 6, 1)).late == late

    def test_facilities_of_a_running_farm_are_missing_until_accepted(self):
        farm = self.farm(ManureFacility(accepted_on=date(2025, 4, 9)))
        assert asked(DUTIES, "AG-006", farm, on=date(2025, 4, 8)).state is State.MISSING
        assert asked(DUTIES, "AG-006", farm, on=date(2025, 4, 9)).state is State.FULFILLED

    def test_manure_outside_the_limits_is_a_breach_until_put_right(self):
        farm = place(manure_tests=(ManureTest(tested_on=date(2025, 3, 3), within_limits=False),))
        found = asked(DUTIES, "AG-006", farm, on=date(2025, 3, 4))
        assert (found.about, found.late) == ("manure", "1D(open)")

    def test_the_code_takes_over_on_15_august_2026(self):
        before, after = (asked(DUTIES, "AG-006", self.farm(), on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), articles(after)) == (["土壤污染防治法第29条"], ["生态环境法典第423条"])
