"""Duties of key regulated units, clause by clause: reports and hidden-danger investigation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.contradictions import contradictions
from jingtu.duties.facts.key_unit import HazardItem, KeyUnit
from jingtu.duties.facts.key_unit_monitoring import AbnormalResult
from jingtu.duties.facts.key_unit_works import Project
from jingtu.duties.facts.shape import paths
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.key_units import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.duties.tests.asking_key_units import DUTIES as ALL
from jingtu.duties.tests.asking_key_units import (
    SHANGDANG,
    ZHONGYUAN,
    ask,
    ask_all,
    cites,
    d,
    said,
    says,
    setting,
    unit,
)


class TestKU003:
    """Law art. 21 para. 2(2), Code art. 414: a full hazard check within a year of being listed."""

    LISTED = KeyUnit(id="u", listed_on=date(2024, 3, 29))

    def test_a_unit_that_is_not_listed_owes_none(self):
        assert asked_all(DUTIES, "KU-003", KeyUnit(id="u"), on=date(2025, 4, 1)) == []

    def test_a_year_after_29_march_is_a_saturday_and_moves_to_monday(self):
        found = asked(DUTIES, "KU-003", self.LISTED, on=date(2025, 3, 30))
        assert (found.state, found.occurrence.nominal, found.due) == (
            State.PENDING,
            date(2025, 3, 29),
            date(2025, 3, 31),
        )

    def test_on_the_last_day_it_is_due_and_the_day_after_late(self):
        assert asked(DUTIES, "KU-003", self.LISTED, on=date(2025, 3, 31)).state is State.DUE
        assert asked(DUTIES, "KU-003", self.LISTED, on=date(2025, 4, 1)).late == "1D(open)"

    def test_a_check_finished_on_the_last_day_is_in_time_and_a_day_later_is_not(self):
        in_time = KeyUnit(id="u", listed_on=date(2024, 3, 29), hazard_checks=(date(2025, 3, 31),))
        assert asked(DUTIES, "KU-003", in_time, on=date(2025, 5, 1)).state is State.FULFILLED
        after = KeyUnit(id="u", listed_on=date(2024, 3, 29), hazard_checks=(date(2025, 4, 1),))
        assert asked(DUTIES, "KU-003", after, on=date(2025, 5, 1)).late == "1D"

    def test_the_year_is_the_guide_s_and_the_code_takes_over_on_15_august_2026(self):
        late = KeyUnit(id="u", listed_on=date(2025, 8, 1))
        found = asked(DUTIES, "KU-003", late, on=date(2026, 9, 1))
        assert found.label is Label.PLAN
        assert [str(part.days) for part in found.segments] == [
            "2026-08-04 – before 2026-08-15",
            "2026-08-15 – before 2026-09-02",
        ]
        assert found.segments[0].citations[0].text() == "土壤污染防治法第21条第2款(二)"
        assert found.segments[1].citations[0].text() == "生态环境法典第414条"


class TestKU002:
    """Law art. 21 para. 2(1), Code art. 414: toxic discharges reported yearly; 31 January is a reminder."""

    LISTED = unit(toxic_reports=())

    def test_the_first_report_is_about_the_year_of_listing(self):
        assert says("KU-002", self.LISTED, "2024-12-31") == []
        assert says("KU-002", self.LISTED, "2025-01-01") == ["2024: pending 2025-01-31"]

    @pytest.mark.parametrize(
        ("on", "told"), [("2025-01-31", "due 2025-01-31"), ("2025-02-01", "late 2025-01-31 1D(open)")]
    )
    def test_it_is_due_on_31_january_and_late_after(self, on, told):
        assert says("KU-002", self.LISTED, on) == [f"2024: {told}"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-01-31", "fulfilled 2025-01-31"), ("2025-02-03", "late 2025-01-31 3D")]
    )
    def test_handed_in_on_the_day_is_in_time(self, done, told):
        assert says("KU-002", unit(toxic_reports=(Yearly(2024, d(done)),)), "2025-03-01") == [f"2024: {told}"]

    def test_who_is_not_on_the_list_or_off_it_again_owes_none(self):
        assert says("KU-002", KeyUnit(id="u"), "2025-02-01") == []
        assert says("KU-002", unit(toxic_reports=(), delisted_on=d("2025-01-30")), "2025-02-01") == []

    def test_reports_that_are_not_known_are_named(self):
        found = ask("KU-002", unit(), "2025-02-01")
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("toxic_reports",))

    def test_the_reminder_is_internal_and_a_day_of_the_province_a_parameter(self):
        assert ask("KU-002", self.LISTED, "2025-02-01").label is Label.INTERNAL
        set_day = ask("KU-002", self.LISTED, "2025-02-01", parameters=setting("province.toxic_report_day", "01-15"))
        assert (set_day.label, said(set_day)) == (Label.PARAMETER, "late 2025-01-15 17D(open)")

    def test_the_code_takes_over_for_the_report_due_in_2027(self):
        assert cites("KU-002", self.LISTED, "2026-01-31") == ["土壤污染防治法第21条第2款(一)"]
        assert cites("KU-002", self.LISTED, "2027-01-31") == ["生态环境法典第414条"]


class TestKU004:
    """Shanxi plan 2021, item 11: units listed before 22 June 2021 finish a full check by the end of the year."""

    OLD = unit(listed_on=d("2021-06-21"), place=SHANGDANG)

    def test_it_binds_only_units_listed_before_the_plan_came_out_and_only_in_shanxi(self):
        assert says("KU-004", unit(listed_on=d("2021-06-22"), place=SHANGDANG), "2021-12-31") == []
        assert says("KU-004", unit(listed_on=d("2021-06-21"), place=ZHONGYUAN), "2021-12-31") == []

    def test_it_arises_with_the_plan(self):
        assert says("KU-004", self.OLD, "2021-06-21") == []
        assert says("KU-004", self.OLD, "2021-06-22") == ["pending 2021-12-31"]

    def test_the_last_day_is_31_december(self):
        assert says("KU-004", self.OLD, "2021-12-31") == ["due 2021-12-31"]
        assert says("KU-004", self.OLD, "2022-01-01") == ["late 2021-12-31 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2021-12-31", "fulfilled 2021-12-31"), ("2022-01-04", "late 2021-12-31 4D")]
    )
    def test_a_check_since_listing_counts(self, done, told):
        checked = unit(listed_on=d("2021-03-01"), place=SHANGDANG, hazard_checks=(d("2020-12-01"), d(done)))
        assert says("KU-004", checked, "2022-02-01") == [told]

    def test_unknown_listing_is_for_a_person(self):
        found = ask("KU-004", KeyUnit(id="u", place=SHANGDANG), "2021-12-31")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("listed_on",))

    def test_it_is_the_plans_own_day_and_history_once_the_plan_has_ended(self):
        found = ask("KU-004", self.OLD, "2021-12-31")
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert ask("KU-004", self.OLD, "2022-01-01").historical


class TestKU005:
    """Law art. 21 para. 2(2), Code art. 414, guide of 2021: the check again after two to three years."""

    CHECKED = unit(listed_on=d("2021-03-20"), hazard_checks=(d("2022-03-10"),))

    def test_without_a_first_check_there_is_no_next_one(self):
        assert says("KU-005", unit(), "2025-04-01") == []
        assert says("KU-005", unit(hazard_checks=(d("2024-03-28"),)), "2025-04-01") == []

    def test_after_two_years_a_word_says_that_its_turn_comes_up(self):
        assert ask("KU-005", self.CHECKED, "2024-03-09").occurrence.remark is None
        remark = ask("KU-005", self.CHECKED, "2024-03-10").occurrence.remark
        assert remark is not None
        assert remark.code == "duties.turn_comes_up"

    def test_three_years_are_the_end(self):
        assert says("KU-005", self.CHECKED, "2025-03-10") == ["due 2025-03-10"]
        assert says("KU-005", self.CHECKED, "2025-03-11") == ["late 2025-03-10 1D(open)"]

    def test_the_next_check_closes_the_round_and_opens_another(self):
        again = unit(listed_on=d("2021-03-20"), hazard_checks=(d("2022-03-10"), d("2025-03-12")))
        first, second = ask_all("KU-005", again, "2025-04-01")
        assert said(first) == "late 2025-03-10 2D"
        assert (second.state, second.occurrence.nominal) == (State.PENDING, d("2028-03-12"))

    def test_no_round_falls_due_after_the_unit_left_the_list(self):
        left = unit(listed_on=d("2021-03-20"), delisted_on=d("2025-03-09"), hazard_checks=(d("2022-03-10"),))
        assert says("KU-005", left, "2025-04-01") == []

    def test_the_years_are_the_guide_s_and_the_code_takes_over_on_15_august_2026(self):
        assert ask("KU-005", self.CHECKED, "2025-03-11").label is Label.PLAN
        old, new = (unit(listed_on=d("2021-03-20"), hazard_checks=(d(day),)) for day in ("2023-08-14", "2023-09-01"))
        assert cites("KU-005", old, "2026-08-14")[0] == "土壤污染防治法第21条第2款(二)"
        assert cites("KU-005", new, "2026-09-01")[0] == "生态环境法典第414条"


class TestKU006:
    """Guide of 2021: a supplementary check a year after a project goes into production, and on abnormal data."""

    BUILT = Project(name="line 2", commissioned_on=d("2024-05-06"))

    def test_a_project_that_is_only_planned_calls_for_none(self):
        assert says("KU-006", unit(projects=(self.BUILT,)), "2024-05-05") == []

    def test_a_year_after_6_may_2024_is_6_may_2025(self):
        built = unit(projects=(self.BUILT,))
        assert says("KU-006", built, "2025-05-06") == ["line 2: due 2025-05-06"]
        assert says("KU-006", built, "2025-05-07") == ["line 2: late 2025-05-06 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-05-06", "fulfilled 2025-05-06"), ("2025-05-08", "late 2025-05-06 2D")]
    )
    def test_a_check_on_the_last_day_is_in_time(self, done, told):
        checked = replace(self.BUILT, checked_on=d(done))
        assert says("KU-006", unit(projects=(checked,)), "2025-06-01") == [f"line 2: {told}"]

    def test_it_concerns_key_units_and_a_person_decides_where_that_is_unknown(self):
        assert says("KU-006", KeyUnit(id="u", key_unit=False, projects=(self.BUILT,)), "2025-05-07") == []
        found = ask("KU-006", KeyUnit(id="u", projects=(self.BUILT,)), "2025-05-07")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("listed_on",))

    def test_an_abnormal_result_calls_for_a_check_at_any_time(self):
        known = AbnormalResult(about="W1 As", known_on=d("2025-02-10"))
        assert says("KU-006", unit(abnormal_results=(known,)), "2025-02-09") == []
        assert says("KU-006", unit(abnormal_results=(known,)), "2025-02-10") == ["W1 As: missing"]
        checked = replace(known, checked_on=d("2025-03-10"))
        assert says("KU-006", unit(abnormal_results=(checked,)), "2025-03-10") == ["W1 As: fulfilled"]

    def test_the_guide_asks_for_it_and_did_not_before_4_january_2021(self):
        assert ask("KU-006", unit(projects=(self.BUILT,)), "2025-05-07").label is Label.PLAN
        for commissioned, found in (("2019-12-31", []), ("2020-01-03", ["late 2021-01-04 1D(open)"])):
            built = unit(listed_on=d("2019-03-29"), projects=(Project(commissioned_on=d(commissioned)),))
            assert says("KU-006", built, "2021-01-05") == found


class TestKU007:
    """Law art. 21 para. 2(2), Code art. 414: each hidden danger rectified by the end that its plan sets."""

    ITEM = HazardItem(place="tank yard", found_on=d("2025-05-10"), plan_end_on=d("2025-06-28"))

    def test_a_danger_found_later_or_by_one_who_is_no_key_unit_is_none(self):
        assert says("KU-007", unit(hazard_items=(self.ITEM,)), "2025-05-09") == []
        assert says("KU-007", KeyUnit(id="u", key_unit=False, hazard_items=(self.ITEM,)), "2025-07-01") == []

    def test_a_saturday_stays_the_last_day(self):
        found = unit(hazard_items=(self.ITEM,))
        assert says("KU-007", found, "2025-06-28") == ["tank yard: due 2025-06-28"]
        assert says("KU-007", found, "2025-06-29") == ["tank yard: late 2025-06-28 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-06-28", "fulfilled 2025-06-28"), ("2025-06-30", "late 2025-06-28 2D")]
    )
    def test_done_on_the_day_is_in_time(self, done, told):
        item = replace(self.ITEM, done_on=d(done))
        assert says("KU-007", unit(hazard_items=(item,)), "2025-08-01") == [f"tank yard: {told}"]

    def test_a_danger_without_a_planned_end_lacks_its_plan(self):
        item = HazardItem(problem="crack", found_on=d("2025-05-10"))
        found = ask("KU-007", unit(hazard_items=(item,)), "2025-06-01")
        assert (found.about, found.state, found.occurrence.missing) == ("crack", State.MISSING, ("plan_end_on",))

    @pytest.mark.parametrize(
        ("end", "cite"), [("2026-08-14", "土壤污染防治法第21条第2款(二)"), ("2026-08-15", "生态环境法典第414条")]
    )
    def test_it_is_statutory_and_the_code_takes_over(self, end, cite):
        found = unit(hazard_items=(replace(self.ITEM, plan_end_on=d(end)),))
        assert cites("KU-007", found, end)[0] == cite
        assert ask("KU-007", found, end).label is Label.STATUTORY


class TestFacts:
    """What the facts of key units and disclosure promise to everyone who fills them in."""

    @pytest.mark.parametrize("duty", ALL, ids=lambda duty: duty.id)
    def test_every_fact_that_a_duty_needs_has_a_field(self, duty):
        answered = {name for _, shape in paths(duty.subject) for name in shape.names}
        assert [name for name in duty.text.needs if name not in answered] == []

    def test_every_duty_stands_once(self):
        numbers = [f"KU-{number:03}" for number in range(1, 42)]
        assert [duty.id for duty in DUTIES] == numbers

    def test_one_that_stands_on_the_list_cannot_be_said_to_be_no_key_unit(self):
        [found] = contradictions(unit(key_unit=False), on=d("2025-01-01"))
        assert (found.one, found.other) == ("key_unit", "listed_on")
        assert list(contradictions(unit(key_unit=False, delisted_on=d("2024-12-01")), on=d("2025-01-01"))) == []
