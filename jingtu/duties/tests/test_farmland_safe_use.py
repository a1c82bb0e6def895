"""What offices do about safe use of cropland, clause by clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_farmland import FarmlandWork, ProtectionTask, SafeUseAccount, SafeUsePlan
from jingtu.duties.farmland import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import Parameters, Setting
from jingtu.duties.tests.answers import articles, remark, states
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.periods import Period

AS_OF = date(2026, 11, 28)


def body(
    place: str, level: Level | None = Level.COUNTY, known_since: date | None = None, **work: Any
) -> GovernmentBody:
    return GovernmentBody(
        id="g", place=place, level=level, known_since=known_since, as_of=AS_OF, farmland=FarmlandWork(**work)
    )


class TestFL004:
    """Law art. 53, Code art. 448: a county with safe-use cropland makes a plan each year."""

    @staticmethod
    def county(*plans: SafeUsePlan, **known: Any) -> GovernmentBody:
        usual: dict[str, Any] = {"safe_use_area_mu": Decimal(1200), "known_since": date(2025, 1, 1)}
        return body("140404", safe_use_plans=plans, **usual | known)

    def test_cities_and_counties_without_such_cropland_owe_none(self):
        assert asked_all(DUTIES, "FL-004", self.county(level=Level.CITY), on=date(2025, 5, 1)) == []
        assert asked_all(DUTIES, "FL-004", self.county(safe_use_area_mu=Decimal(0)), on=date(2025, 5, 1)) == []

    def test_what_is_not_known_is_asked(self):
        area = asked(DUTIES, "FL-004", self.county(safe_use_area_mu=None), on=date(2025, 5, 1))
        assert (area.state, area.occurrence.missing) == (State.HUMAN_REVIEW, ("safe_use_area_mu",))
        assert asked(DUTIES, "FL-004", self.county(level=None), on=date(2025, 5, 1)).occurrence.missing == ("level",)
        plans = body("140404", safe_use_area_mu=Decimal(1))
        assert asked(DUTIES, "FL-004", plans, on=date(2025, 5, 1)).occurrence.missing == ("safe_use_plans",)

    def test_it_is_due_on_30_april_where_the_county_set_no_day(self):
        days = (date(2025, 4, 29), date(2025, 4, 30), date(2025, 5, 1))
        found = [asked(DUTIES, "FL-004", self.county(), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].about, found[2].late, found[2].label) == ("2025", "1D(open)", Label.INTERNAL)

    @pytest.mark.parametrize(("made", "late"), [(date(2025, 4, 30), ""), (date(2025, 5, 1), "1D")])
    def test_made_on_the_last_day_is_in_time(self, made, late):
        county = self.county(SafeUsePlan(year=2025, made_on=made))
        assert asked(DUTIES, "FL-004", county, on=date(2025, 8, 1)).late == late

    def test_a_day_that_the_county_set_holds(self):
        day = Setting("county.safe_use_plan_day", "140404", "03-15", Period(date(2025, 1, 1)), "上", "official_text")
        found = asked(DUTIES, "FL-004", self.county(), on=date(2025, 3, 16), parameters=Parameters([day]))
        assert (found.late, found.label) == ("1D(open)", Label.PARAMETER)

    def test_the_code_takes_over_on_15_august_2026(self):
        late = asked_all(DUTIES, "FL-004", self.county(), on=date(2026, 8, 20))[-1]
        before, after = ([one.text() for one in part.citations] for part in late.segments)
        assert (late.about, before, after) == ("2026", ["土壤污染防治法第53条"], ["生态环境法典第448条"])


class TestFL012:
    """Zhongyuan: about 91 % in safe use by 2020, 95 % by 2030. Liucheng: 91 % by 2023."""

    @staticmethod
    def account(place: str, year: int, safe: str | None, polluted: str | None = "1000") -> GovernmentBody:
        areas = [None if one is None else Decimal(one) for one in (safe, polluted)]
        account = SafeUseAccount(year=year, safe_area_mu=areas[0], polluted_area_mu=areas[1])
        return body(place, safe_use_accounts=(account,))

    def test_other_places_have_no_such_target(self):
        assert asked_all(DUTIES, "FL-012", self.account("140404", 2023, "0"), on=date(2025, 1, 1)) == []

    @pytest.mark.parametrize(
        ("on", "state"),
        [
            (date(2023, 12, 30), State.PENDING),
            (date(2023, 12, 31), State.DUE),
            (date(2024, 1, 1), State.MISSING),
        ],
    )
    def test_909_of_1000_mu_miss_the_target_of_liucheng_from_2024_on(self, on, state):
        found = asked(DUTIES, "FL-012", self.account("450222", 2023, "909.99"), on=on)
        assert (found.about, found.state, found.label) == ("2023", state, Label.PLAN)

    def test_910_of_1000_mu_are_enough_and_the_shortfall_is_told(self):
        assert (
            asked(DUTIES, "FL-012", self.account("450222", 2023, "910"), on=date(2024, 1, 1)).state is State.FULFILLED
        )
        short = asked(DUTIES, "FL-012", self.account("450222", 2023, "909.99"), on=date(2024, 1, 1))
        assert remark(short) == "Target not reached: 909.99/1000, wanted >= 91 %"

    def test_zhongyuan_has_two_targets(self):
        found = asked_all(DUTIES, "FL-012", self.account("410102", 2020, "910"), on=date(2020, 12, 31))
        assert states(found) == {"2020": State.FULFILLED, "2030": State.PENDING}
        assert [one.due for one in found] == [date(2020, 12, 31), date(2030, 12, 31)]
        at_95 = self.account("410102", 2030, "949.9")
        assert states(asked_all(DUTIES, "FL-012", at_95, on=date(2030, 12, 31)))["2030"] is State.DUE

    @pytest.mark.parametrize(
        ("safe", "polluted", "missing"),
        [(None, "1000", ("safe_area_mu",)), ("5", None, ("polluted_area_mu",)), ("0", "0", ("polluted_area_mu",))],
    )
    def test_without_both_areas_nothing_is_said(self, safe, polluted, missing):
        found = asked(DUTIES, "FL-012", self.account("450222", 2023, safe, polluted), on=date(2024, 1, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, missing)

    def test_the_plan_of_liucheng_ends_with_its_year(self):
        found = [asked(DUTIES, "FL-012", self.account("450222", 2023, "0"), on=date(2023, 12, day)) for day in (30, 31)]
        assert articles(found[1]) == ["柳城县2023年度土壤污染防治计划目标"]
        assert asked_all(DUTIES, "FL-012", self.account("450222", 2023, "0"), on=date(2024, 1, 1))[0].historical


class TestFL014:
    """Gaoping 2019 art. 7, Shangdang 2022 art. 5: farmers trained each year, techniques and crops recommended."""

    def test_other_places_owe_none(self):
        assert asked_all(DUTIES, "FL-014", body("450222", trainings_on=()), on=date(2023, 1, 1)) == []

    def test_training_is_due_at_the_end_of_the_year(self):
        gaoping = body("140581", trainings_on=())
        days = (date(2019, 12, 30), date(2019, 12, 31), date(2020, 1, 1))
        found = [asked_all(DUTIES, "FL-014", gaoping, on=on)[0] for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].about, found[2].late, found[2].label) == ("training 2019", "1D(open)", Label.PLAN)

    def test_gaoping_owes_2019_only(self):
        found = asked_all(DUTIES, "FL-014", body("140581", trainings_on=()), on=date(2022, 1, 1))
        assert [one.about for one in found] == ["training 2019", "techniques"]
        assert found[0].historical

    @pytest.mark.parametrize(("trained", "late"), [(date(2025, 12, 31), ""), (date(2026, 1, 1), "1D(open)")])
    def test_a_training_counts_for_the_year_it_is_held_in(self, trained, late):
        shangdang = body("140404", trainings_on=(trained,), known_since=date(2025, 1, 1))
        assert asked_all(DUTIES, "FL-014", shangdang, on=date(2026, 1, 1))[0].late == late

    def test_techniques_are_missing_until_they_are_issued(self):
        shangdang = body("140404", trainings_on=(), technique_lists_on=(date(2025, 3, 3),))
        for on, state in ((date(2025, 3, 2), State.MISSING), (date(2025, 3, 3), State.FULFILLED)):
            assert states(asked_all(DUTIES, "FL-014", shangdang, on=on))["techniques"] is state

    def test_what_is_not_known_is_asked(self):
        found = asked_all(DUTIES, "FL-014", body("140404"), on=date(2025, 3, 3))
        assert [one.occurrence.missing for one in found] == [("trainings_on",), ("technique_lists_on",)]

    def test_shangdang_begins_with_2022(self):
        assert asked_all(DUTIES, "FL-014", body("140404", trainings_on=()), on=date(2021, 12, 31)) == []
        found = asked_all(DUTIES, "FL-014", body("140404", trainings_on=()), on=date(2022, 1, 1))[0]
        assert (found.due, articles(found)) == (date(2022, 12, 31), ["上党区土壤污染防治行动计划（2022年）第5条"])


class TestFL015:
    """Gaoping 2019 art. 8: the main tasks of the protection scheme done by the end of 2019."""

    @staticmethod
    def gaoping(*tasks: ProtectionTask) -> GovernmentBody:
        return body("140581", protection_tasks=tasks)

    def test_other_places_owe_none(self):
        assert asked_all(DUTIES, "FL-015", body("140404"), on=date(2019, 12, 31)) == []

    def test_without_the_tasks_a_person_decides(self):
        for nothing in (body("140581"), self.gaoping()):
            found = asked(DUTIES, "FL-015", nothing, on=date(2019, 12, 31))
            assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("protection_tasks",))

    def test_each_is_due_on_31_december_2019(self):
        days = (date(2019, 12, 30), date(2019, 12, 31), date(2020, 1, 1))
        found = [asked(DUTIES, "FL-015", self.gaoping(ProtectionTask(id="1")), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].about, found[2].late, found[2].label) == ("1", "1D(open)", Label.PLAN)

    @pytest.mark.parametrize(("done", "late"), [(date(2019, 12, 31), ""), (date(2020, 1, 1), "1D")])
    def test_done_on_the_last_day_is_in_time(self, done, late):
        task = self.gaoping(ProtectionTask(id="1", done_on=done))
        assert asked(DUTIES, "FL-015", task, on=date(2020, 3, 1)).late == late

    def test_the_plan_ends_with_2019(self):
        tasks = self.gaoping(ProtectionTask(id="1"))
        assert articles(asked(DUTIES, "FL-015", tasks, on=date(2019, 12, 31))) == [
            "高平市土壤污染防治2019年行动计划第8条"
        ]
        assert asked(DUTIES, "FL-015", tasks, on=date(2020, 1, 1)).historical
