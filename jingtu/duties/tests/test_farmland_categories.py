"""The category of a unit of farmland: list, changes, denser sampling, new cropland, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.farmland_unit import Category, CategoryChange, FarmlandKind, FarmlandUnit
from jingtu.duties.farmland import DUTIES
from jingtu.duties.farmland_categories import category_on
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import Parameters, Setting
from jingtu.duties.tests.answers import articles, remark, states
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.periods import Period

AS_OF = date(2026, 11, 28)


def unit(**known: Any) -> FarmlandUnit:
    return FarmlandUnit(id="f", as_of=AS_OF, **{"place": "140404"} | known)


class TestFL001:
    """Law art. 49, Code art. 444, Zhongyuan art. 13: cropland has one of three categories by the end of 2020."""

    @pytest.mark.parametrize("known", [{"kind": FarmlandKind.ORCHARD}, {"becomes_cropland_on": date(2021, 1, 1)}])
    def test_orchards_and_later_cropland_owe_none(self, known):
        assert asked_all(DUTIES, "FL-001", unit(**known), on=date(2020, 12, 31)) == []
        assert len(asked_all(DUTIES, "FL-001", unit(becomes_cropland_on=date(2020, 12, 31)), on=date(2021, 1, 1))) == 1

    def test_it_is_due_on_31_december_2020_and_late_the_day_after(self):
        days = (date(2020, 12, 30), date(2020, 12, 31), date(2021, 1, 1))
        found = [asked(DUTIES, "FL-001", unit(), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert found[2].late == "1D(open)"

    @pytest.mark.parametrize(("listed", "late"), [(date(2020, 12, 31), ""), (date(2021, 1, 1), "1D")])
    def test_listed_on_the_last_day_is_in_time_and_the_day_after_is_not(self, listed, late):
        found = asked(DUTIES, "FL-001", unit(category=Category.STRICT, listed_on=listed), on=date(2022, 1, 1))
        assert found.late == late

    def test_a_category_without_its_day_is_for_a_person(self):
        found = asked(DUTIES, "FL-001", unit(category=Category.STRICT), on=date(2022, 1, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("listed_on",))
        assert found.label is Label.INTERNAL

    def test_where_a_plan_of_the_place_prints_the_day_it_is_the_plan_s(self):
        in_zhongyuan = unit(place="410102")
        assert asked(DUTIES, "FL-001", in_zhongyuan, on=date(2021, 1, 1)).label is Label.PLAN

    def test_the_law_prints_no_day_so_it_is_internal_and_the_code_takes_over(self):
        found = asked(DUTIES, "FL-001", unit(), on=date(2026, 8, 20))
        assert found.label is Label.INTERNAL
        assert [[one.text() for one in part.citations] for part in found.segments] == [
            ["土壤污染防治法第49条"],
            ["生态环境法典第444条"],
        ]
        assert str(found.segments[0].days) == "2021-01-01 – before 2026-08-15"


class TestFL007:
    """Law art. 49, Code art. 444: a changed category uploaded by the yearly day that follows its occasion."""

    @staticmethod
    def changed(**known: Any) -> FarmlandUnit:
        usual: dict[str, Any] = {"new_category": Category.SAFE_USE, "occasion_on": date(2024, 5, 20)}
        return unit(changes=(CategoryChange(old_category=Category.STRICT, **usual | known),))

    def test_before_its_occasion_nothing_is_owed(self):
        assert asked_all(DUTIES, "FL-007", self.changed(), on=date(2024, 5, 19)) == []
        assert asked(DUTIES, "FL-007", self.changed(), on=date(2024, 5, 20)).state is State.PENDING
        assert asked_all(DUTIES, "FL-007", unit(), on=date(2024, 12, 31)) == []

    def test_it_is_due_at_the_end_of_the_year_where_the_province_set_no_day(self):
        days = (date(2024, 12, 30), date(2024, 12, 31), date(2025, 1, 1))
        found = [asked(DUTIES, "FL-007", self.changed(), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].about, found[2].late, found[2].label) == ("safe_use 2024", "1D(open)", Label.INTERNAL)

    @pytest.mark.parametrize(("uploaded", "late"), [(date(2024, 12, 31), ""), (date(2025, 1, 1), "1D")])
    def test_it_is_uploaded_on_the_last_day_in_time(self, uploaded, late):
        found = asked(DUTIES, "FL-007", self.changed(uploaded_on=uploaded), on=date(2025, 6, 1))
        assert found.late == late

    def test_a_day_of_the_province_before_the_occasion_means_the_next_year(self):
        june = Setting(
            "province.category_report_day", "140000", "04-30", Period(date(2024, 1, 1)), "晋", "official_text"
        )
        found = asked(DUTIES, "FL-007", self.changed(), on=date(2025, 5, 1), parameters=Parameters([june]))
        assert (found.about, found.late, found.label) == ("safe_use 2025", "1D(open)", Label.PARAMETER)

    def test_without_any_day_a_person_decides(self):
        found = asked(DUTIES, "FL-007", self.changed(occasion_on=None), on=date(2025, 1, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("occasion_on",))
        assert found.label is Label.INTERNAL

    def test_uploaded_before_it_was_settled_contradicts_itself(self):
        wrong = self.changed(approved_on=date(2024, 9, 2), uploaded_on=date(2024, 9, 1))
        found = asked(DUTIES, "FL-007", wrong, on=date(2025, 1, 1))
        assert (found.state, "uploaded_on" in remark(found)) == (State.INVALID, True)

    def test_the_code_takes_over_on_15_august_2026(self):
        found = asked(DUTIES, "FL-007", self.changed(occasion_on=date(2025, 3, 1)), on=date(2026, 8, 15))
        before, after = ([one.text() for one in part.citations] for part in found.segments)
        assert (before[-1], after[-1]) == ("土壤污染防治法第49条", "生态环境法典第444条")


class TestFL008:
    """Liucheng 2023 (三)2: units chosen for denser sampling sampled by the end of 2023."""

    CHOSEN = {"place": "450222", "denser_sampling_chosen": True}

    @pytest.mark.parametrize(
        "known",
        [
            {"place": "450222"},
            {"place": "450222", "category": Category.STRICT, "denser_sampling_chosen": False},
            {"place": "140404", "denser_sampling_chosen": True},
        ],
    )
    def test_units_not_chosen_and_other_places_owe_none(self, known):
        assert asked_all(DUTIES, "FL-008", unit(**known), on=date(2023, 12, 31)) == []

    def test_of_a_strict_control_unit_it_must_be_known(self):
        strict = unit(place="450222", category=Category.STRICT, listed_on=date(2020, 1, 1))
        found = asked(DUTIES, "FL-008", strict, on=date(2023, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("denser_sampling_chosen",))

    def test_it_is_due_on_31_december_2023(self):
        days = (date(2023, 12, 30), date(2023, 12, 31), date(2024, 1, 1))
        found = [asked(DUTIES, "FL-008", unit(**self.CHOSEN), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].late, found[1].label, found[2].historical) == ("1D(open)", Label.PLAN, True)

    @pytest.mark.parametrize(("sampled", "late"), [(date(2023, 12, 31), ""), (date(2024, 1, 1), "1D")])
    def test_sampled_on_the_last_day_is_in_time(self, sampled, late):
        chosen = unit(**self.CHOSEN, denser_sampled_on=sampled)
        assert asked(DUTIES, "FL-008", chosen, on=date(2024, 5, 1)).late == late


class TestFL011:
    """Law art. 51, Code art. 446: land surveyed before it becomes cropland, then given a category."""

    BECOMES = date(2025, 4, 10)

    def test_land_that_stays_as_it_is_owes_none(self):
        assert asked_all(DUTIES, "FL-011", unit(), on=date(2025, 4, 10)) == []

    def test_the_last_day_is_the_day_before_and_on_the_day_itself_it_is_late(self):
        becoming = unit(becomes_cropland_on=self.BECOMES)
        assert asked(DUTIES, "FL-011", becoming, on=date(2025, 4, 8)).state is State.PENDING
        due = asked(DUTIES, "FL-011", becoming, on=date(2025, 4, 9))
        assert (due.state, due.due, due.label) == (State.DUE, date(2025, 4, 9), Label.STATUTORY)
        late, category = asked_all(DUTIES, "FL-011", becoming, on=date(2025, 4, 10))
        assert (late.about, late.late) == ("survey", "1D(open)")
        assert (category.about, category.state, category.conduct.start) == ("category", State.MISSING, self.BECOMES)

    @pytest.mark.parametrize(("surveyed", "late"), [(date(2025, 4, 9), ""), (date(2025, 4, 10), "1D")])
    def test_a_survey_of_the_day_before_is_in_time(self, surveyed, late):
        done = unit(becomes_cropland_on=self.BECOMES, surveyed_for_cropland_on=surveyed, listed_on=date(2025, 5, 1))
        found = asked_all(DUTIES, "FL-011", done, on=date(2025, 5, 1))
        assert (found[0].late, found[1].state) == (late, State.FULFILLED)

    def test_the_code_takes_over_on_15_august_2026(self):
        late = asked_all(DUTIES, "FL-011", unit(becomes_cropland_on=date(2026, 8, 10)), on=date(2026, 8, 16))[0]
        before, after = late.segments
        assert [one.text() for one in before.citations] == ["土壤污染防治法第51条"]
        assert articles(late) == [one.text() for one in after.citations] == ["生态环境法典第446条"]


class TestCategoryOnADay:
    """The category follows from the changes that were settled up to the day."""

    CHANGES = (
        CategoryChange(old_category=Category.STRICT, new_category=Category.SAFE_USE, approved_on=date(2022, 6, 1)),
        CategoryChange(old_category=Category.SAFE_USE, new_category=Category.PRIORITY, approved_on=date(2024, 6, 1)),
        CategoryChange(old_category=Category.PRIORITY, new_category=Category.STRICT),
    )

    @pytest.mark.parametrize(
        ("on", "category"),
        [
            (date(2019, 12, 31), None),
            (date(2020, 1, 1), Category.STRICT),
            (date(2022, 5, 31), Category.STRICT),
            (date(2022, 6, 1), Category.SAFE_USE),
            (date(2024, 6, 1), Category.PRIORITY),
        ],
    )
    def test_on_each_side_of_each_change(self, on, category):
        changed = unit(category=Category.PRIORITY, listed_on=date(2020, 1, 1), changes=self.CHANGES)
        assert category_on(changed, on) is category

    def test_a_category_that_is_not_the_last_settled_one_contradicts_itself(self):
        wrong = unit(category=Category.STRICT, listed_on=date(2020, 1, 1), changes=self.CHANGES)
        found = states(asked_all(DUTIES, "FL-001", wrong, on=date(2025, 1, 1)))
        assert found == {"": State.INVALID}
