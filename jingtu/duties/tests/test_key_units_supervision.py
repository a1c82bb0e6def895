"""Duties of key regulated units, clause by clause: what authorities do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_key_units import HazardRecheck, KeyUnitList, KeyUnitWork, ToxicListEdition
from jingtu.duties.facts.key_unit import Inspection, KeyUnit
from jingtu.duties.facts.key_unit_monitoring import AbnormalResult
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_key_units import (
    GAOPING,
    SHANGDANG,
    ZHONGYUAN,
    ask,
    ask_all,
    cites,
    d,
    says,
    unit,
)


def office(level: Level | None, **work: Any) -> GovernmentBody:
    return GovernmentBody(id="g", level=level, key_units=KeyUnitWork(**work))


class TestKU001:
    """Law art. 21 para. 1, Code art. 414: cities and provinces publish the list; the end of March is a reminder."""

    def test_it_concerns_cities_and_provinces(self):
        assert says("KU-001", office(Level.COUNTY, lists=()), "2025-03-31") == []
        assert says("KU-001", office(Level.PROVINCE, lists=()), "2025-03-31") == ["2025: due 2025-03-31"]
        found = ask("KU-001", office(None, lists=()), "2025-03-31")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("level",))

    def test_31_march_is_the_last_day_a_sunday_too(self):
        city = office(Level.CITY, lists=())
        assert says("KU-001", city, "2024-03-30") == ["2024: pending 2024-03-31"]
        assert says("KU-001", city, "2024-03-31") == ["2024: due 2024-03-31"]
        assert says("KU-001", city, "2024-04-01") == ["2024: late 2024-03-31 1D(open)"]

    @pytest.mark.parametrize(
        ("published", "told"), [("2025-03-31", "fulfilled 2025-03-31"), ("2025-04-02", "late 2025-03-31 2D")]
    )
    def test_published_on_the_day_is_in_time(self, published, told):
        lists = (KeyUnitList(year=2025, published_on=d(published)),)
        assert says("KU-001", office(Level.CITY, lists=lists), "2025-05-06") == [f"2025: {told}"]

    def test_lists_of_years_before_are_asked_for_as_far_back_as_the_facts_go(self):
        city = replace(office(Level.CITY, lists=()), known_since=d("2024-04-01"))
        assert says("KU-001", city, "2025-03-31") == ["2025: due 2025-03-31"]
        assert says("KU-001", replace(city, known_since=d("2024-03-01")), "2025-03-31") == [
            "2024: late 2024-03-31 365D(open)",
            "2025: due 2025-03-31",
        ]

    def test_lists_that_are_not_known_are_named(self):
        assert ask("KU-001", office(Level.CITY), "2025-04-01").occurrence.missing == ("lists",)

    def test_it_is_internal_and_the_code_takes_over_for_2027(self):
        city = office(Level.CITY, lists=())
        assert ask("KU-001", city, "2025-04-01").label is Label.INTERNAL
        assert cites("KU-001", city, "2026-04-01")[0] == "土壤污染防治法第21条第1款"
        assert cites("KU-001", city, "2027-04-01")[0] == "生态环境法典第414条"


class TestKU008:
    """Source-control plan of November 2024: nine in ten hidden dangers rectified by the end of 2027; a yearly check."""

    def counted(self, hazards: int | None, rectified: int | None) -> GovernmentBody:
        recheck = HazardRecheck(year=2027, checked_on=d("2027-11-01"), hazards=hazards, rectified=rectified)
        return office(Level.COUNTY, rechecks=(recheck,))

    @pytest.mark.parametrize(
        ("hazards", "rectified", "state"),
        [
            (10, 9, "fulfilled 2027-12-31"),
            (10, 8, "due 2027-12-31"),
            (11, 9, "due 2027-12-31"),
            (11, 10, "fulfilled 2027-12-31"),
            (0, 0, "human_review 2027-12-31"),
            (10, None, "human_review 2027-12-31"),
        ],
    )
    def test_nine_in_ten_are_counted_in_whole_dangers(self, hazards, rectified, state):
        assert says("KU-008", self.counted(hazards, rectified), "2027-12-31")[0] == f"pass rate: {state}"

    def test_before_the_day_it_is_pending_and_after_it_missing_with_the_shortfall(self):
        short = self.counted(10, 8)
        assert says("KU-008", short, "2027-12-30")[0] == "pass rate: pending 2027-12-31"
        found = ask_all("KU-008", short, "2028-01-01")[0]
        assert found.state is State.MISSING
        assert found.occurrence.remark is not None
        assert found.occurrence.remark.values == {"reached": "8/10", "wanted": 9}

    def test_a_recheck_of_a_later_year_does_not_repair_the_target(self):
        short = HazardRecheck(year=2027, checked_on=d("2027-11-01"), hazards=10, rectified=8)
        both = office(Level.CITY, rechecks=(short, replace(short, year=2028, checked_on=d("2028-06-01"), rectified=10)))
        assert ask_all("KU-008", both, "2028-07-01")[0].state is State.MISSING

    def test_a_year_after_the_last_recheck_the_next_is_due(self):
        checked = office(Level.CITY, rechecks=(HazardRecheck(year=2025, checked_on=d("2025-03-10")),))
        assert says("KU-008", checked, "2026-03-10")[1] == "recheck: due 2026-03-10"
        assert says("KU-008", checked, "2026-03-11")[1] == "recheck: late 2026-03-10 1D(open)"

    def test_it_concerns_counties_and_cities_once_the_plan_is_out(self):
        assert says("KU-008", office(Level.PROVINCE, rechecks=()), "2025-03-10") == []
        assert says("KU-008", office(Level.COUNTY, rechecks=()), "2024-10-31") == []
        assert says("KU-008", office(Level.COUNTY, rechecks=()), "2024-11-01") == [
            "pass rate: pending 2027-12-31",
            "recheck: missing",
        ]
        assert ask("KU-008", office(None, rechecks=()), "2025-03-10").occurrence.missing == ("level",)

    def test_the_target_is_the_plans_and_the_yearly_check_a_reminder(self):
        target, recheck = ask_all("KU-008", office(Level.CITY, rechecks=()), "2027-12-31")
        assert (target.label, recheck.label) == (Label.PLAN, Label.INTERNAL)


class TestKU017:
    """Law art. 21 para. 4, Code art. 414: abnormal data are investigated timely; 30 days are a reminder."""

    KNOWN = AbnormalResult(about="W1 As", known_on=d("2025-02-10"))

    def test_thirty_days_after_10_february_are_12_march(self):
        known = unit(abnormal_results=(self.KNOWN,))
        assert says("KU-017", known, "2025-02-09") == []
        assert says("KU-017", replace(known, delisted_on=d("2025-02-10")), "2025-03-13") == []
        assert says("KU-017", known, "2025-03-12") == ["W1 As: due 2025-03-12"]
        assert says("KU-017", known, "2025-03-13") == ["W1 As: late 2025-03-12 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-03-12", "fulfilled 2025-03-12"), ("2025-03-14", "late 2025-03-12 2D")]
    )
    def test_investigated_on_the_last_day_is_in_time(self, done, told):
        known = replace(self.KNOWN, investigated_on=d(done))
        assert says("KU-017", unit(abnormal_results=(known,)), "2025-04-01") == [f"W1 As: {told}"]

    def test_an_unknown_day_is_for_a_person(self):
        found = ask("KU-017", unit(abnormal_results=(AbnormalResult(),)), "2025-03-01")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("known_on",))

    def test_it_is_internal_and_the_code_takes_over_on_15_august_2026(self):
        assert ask("KU-017", unit(abnormal_results=(self.KNOWN,)), "2025-03-13").label is Label.INTERNAL
        old, new = (unit(abnormal_results=(AbnormalResult(known_on=d(day)),)) for day in ("2026-07-15", "2026-07-20"))
        assert cites("KU-017", old, "2026-08-14") == ["土壤污染防治法第21条第4款"]
        assert cites("KU-017", new, "2026-08-19") == ["生态环境法典第414条"]


class TestKU026:
    """Law art. 21 para. 4, Code art. 414: the surroundings monitored regularly; yearly as a reminder."""

    def test_only_a_listed_unit_calls_for_it(self):
        assert says("KU-026", KeyUnit(id="u", surroundings_sampled_on=()), "2025-04-01") == []
        assert says("KU-026", unit(surroundings_sampled_on=()), "2024-03-28") == []

    def test_first_a_year_after_listing_then_a_year_after_the_last_time(self):
        assert says("KU-026", unit(surroundings_sampled_on=()), "2025-03-31") == ["due 2025-03-31"]
        sampled = unit(surroundings_sampled_on=(d("2025-03-10"),))
        assert says("KU-026", sampled, "2026-03-10") == ["fulfilled 2025-03-31", "due 2026-03-10"]
        assert says("KU-026", sampled, "2026-03-11")[1] == "late 2026-03-10 1D(open)"

    def test_what_is_not_known_is_named_and_nothing_owed_off_the_list(self):
        assert ask("KU-026", unit(), "2025-04-01").occurrence.missing == ("surroundings_sampled_on",)
        left = unit(surroundings_sampled_on=(), delisted_on=d("2025-03-30"))
        assert says("KU-026", left, "2025-04-01") == []

    def test_it_is_internal_and_the_code_takes_over_on_15_august_2026(self):
        old, new = (unit(surroundings_sampled_on=(d(day),)) for day in ("2025-08-14", "2025-09-01"))
        assert ask("KU-026", unit(surroundings_sampled_on=()), "2025-04-01").label is Label.INTERNAL
        assert cites("KU-026", old, "2026-08-14") == ["土壤污染防治法第21条第4款"]
        assert cites("KU-026", new, "2026-09-01") == ["生态环境法典第414条"]


class TestKU033:
    """Decree 3 art. 13, groundwater regulation art. 45: act on signs of pollution (not confirmed)."""

    KNOWN = AbnormalResult(about="W1 As", known_on=d("2025-02-10"))

    def test_until_measures_are_taken_they_are_missing(self):
        assert says("KU-033", unit(abnormal_results=(self.KNOWN,)), "2025-02-09") == []
        assert says("KU-033", unit(abnormal_results=(self.KNOWN,)), "2025-02-10") == ["W1 As: missing"]
        acted = unit(abnormal_results=(replace(self.KNOWN, action_on=d("2025-03-03")),), as_of=d("2025-12-31"))
        assert says("KU-033", acted, "2025-03-02") == ["W1 As: missing"]
        assert says("KU-033", acted, "2025-03-03") == ["W1 As: fulfilled"]

    def test_it_is_internal_and_the_regulation_joins_the_decree_on_1_december_2021(self):
        known = unit(listed_on=d("2020-03-27"), abnormal_results=(replace(self.KNOWN, known_on=d("2021-06-01")),))
        assert ask("KU-033", known, "2021-11-30").label is Label.INTERNAL
        assert cites("KU-033", known, "2021-11-30") == ["工矿用地土壤环境管理办法（试行）第13条"]
        assert "地下水管理条例第45条" in cites("KU-033", known, "2021-12-01")


class TestKU034:
    """Zhongyuan plan, item 4: pollution-control facilities inspected at least once a year."""

    def test_first_within_a_year_of_listing_then_again(self):
        assert says("KU-034", unit(place=ZHONGYUAN, treatment_inspected_on=()), "2025-03-31") == ["due 2025-03-31"]
        inspected = unit(place=ZHONGYUAN, treatment_inspected_on=(d("2025-03-10"),))
        assert says("KU-034", inspected, "2026-03-10")[1] == "due 2026-03-10"
        assert says("KU-034", inspected, "2026-03-11")[1] == "late 2026-03-10 1D(open)"

    def test_elsewhere_and_off_the_list_nothing_arises_and_the_unknown_is_named(self):
        assert says("KU-034", unit(place=SHANGDANG, treatment_inspected_on=()), "2025-03-31") == []
        assert says("KU-034", KeyUnit(id="u", place=ZHONGYUAN, treatment_inspected_on=()), "2025-03-31") == []
        assert ask("KU-034", unit(place=ZHONGYUAN), "2025-03-31").occurrence.missing == ("treatment_inspected_on",)

    def test_it_is_the_plans_own_period_from_2018(self):
        assert ask("KU-034", unit(place=ZHONGYUAN, treatment_inspected_on=()), "2025-03-31").label is Label.PLAN
        for listed, found in (("2016-12-29", []), ("2017-01-03", ["late 2018-01-03 1D(open)"])):
            old = unit(place=ZHONGYUAN, listed_on=d(listed), treatment_inspected_on=())
            assert says("KU-034", old, "2018-01-04") == found


class TestKU037:
    """Shangdang plan 2022, item 15: a unit that broke the law is covered by special enforcement in 2022."""

    def seen(self, *inspections: tuple[str, bool | None, bool], place: str = SHANGDANG) -> KeyUnit:
        found = tuple(Inspection(inspected_on=d(day), violation=bad, special=of) for day, bad, of in inspections)
        return unit(listed_on=d("2021-03-01"), place=place, inspections=found)

    def test_without_a_known_violation_nothing_arises_nor_elsewhere(self):
        assert says("KU-037", self.seen(("2022-03-01", None, False)), "2022-12-31") == []
        assert says("KU-037", self.seen(("2022-03-01", True, False), place=GAOPING), "2022-12-31") == []

    def test_the_year_of_the_plan_is_the_term(self):
        broken = self.seen(("2021-11-01", True, False))
        assert says("KU-037", broken, "2021-12-31") == []
        assert says("KU-037", broken, "2022-12-31") == ["due 2022-12-31"]
        assert says("KU-037", broken, "2023-01-01") == ["late 2022-12-31 1D(open)"]

    @pytest.mark.parametrize(
        ("inspected", "told"), [("2022-12-31", "fulfilled 2022-12-31"), ("2023-01-02", "late 2022-12-31 2D")]
    )
    def test_a_special_inspection_after_the_violation_fulfils_it(self, inspected, told):
        seen = self.seen(("2022-02-01", False, True), ("2022-03-01", True, False), (inspected, False, True))
        assert says("KU-037", seen, "2023-02-01") == [told]

    def test_it_is_the_plans_own_day(self):
        assert ask("KU-037", self.seen(("2022-03-01", True, False)), "2022-12-31").label is Label.PLAN


class TestKU038:
    """Law art. 77, Code art. 51: whoever is inspected cooperates at once."""

    def seen(self, day: str, cooperated: bool | None) -> KeyUnit:
        return KeyUnit(id="u", inspections=(Inspection(inspected_on=d(day), cooperated=cooperated),))

    def test_refusing_is_due_on_the_day_and_late_after(self):
        refused = self.seen("2025-05-06", False)
        assert says("KU-038", refused, "2025-05-06") == ["2025-05-06: due 2025-05-06"]
        assert says("KU-038", refused, "2025-05-07") == ["2025-05-06: late 2025-05-06 1D(open)"]
        assert says("KU-038", self.seen("2025-05-06", True), "2025-05-07") == ["2025-05-06: fulfilled 2025-05-06"]

    def test_no_inspection_no_duty_and_unknown_is_for_a_person(self):
        assert says("KU-038", KeyUnit(id="u"), "2025-05-06") == []
        assert says("KU-038", replace(self.seen("2025-05-06", False), as_of=d("2025-05-06")), "2025-05-05") == []
        found = ask("KU-038", self.seen("2025-05-06", None), "2025-05-07")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("cooperated",))

    def test_it_is_statutory_and_the_code_takes_over(self):
        assert ask("KU-038", self.seen("2025-05-06", False), "2025-05-07").label is Label.STATUTORY
        assert cites("KU-038", self.seen("2026-08-14", True), "2026-08-20") == ["土壤污染防治法第77条"]
        assert cites("KU-038", self.seen("2026-08-15", True), "2026-08-20") == ["生态环境法典第51条"]


class TestKU040:
    """Law art. 20, Code art. 413: the list of toxic substances published and renewed in good time."""

    def test_it_concerns_only_the_body_that_keeps_the_list(self):
        assert says("KU-040", office(Level.COUNTY), "2025-04-01") == []
        assert says("KU-040", office(None, toxic_list=()), "2025-04-01") == ["missing"]

    def test_the_last_edition_out_by_the_day_counts(self):
        editions = tuple(ToxicListEdition(published_on=d(day)) for day in ("2025-02-10", "2025-03-10"))
        body = office(None, toxic_list=editions)
        assert ask("KU-040", body, "2025-03-09").occurrence.done == d("2025-02-10")
        assert ask("KU-040", body, "2025-03-10").occurrence.done == d("2025-03-10")

    def test_it_is_statutory_and_the_code_takes_over(self):
        bare = office(None, toxic_list=())
        assert ask("KU-040", bare, "2025-04-01").label is Label.STATUTORY
        assert cites("KU-040", bare, "2026-08-14") == ["土壤污染防治法第20条"]
        assert cites("KU-040", bare, "2026-08-15") == ["生态环境法典第413条"]
