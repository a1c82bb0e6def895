"""Duties about the credit of practitioners and enterprises, clause by clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.government_credit import CreditEvaluation, CreditWork
from jingtu.duties.facts.practitioner import (
    Activity,
    Ban,
    Change,
    Complaint,
    CreditRecord,
    DeliveredReport,
    Penalty,
    Practitioner,
    QualityFinding,
)
from jingtu.duties.facts.project import Procurement, Project
from jingtu.duties.tests.asking_governance import (
    GAOPING,
    LIUCHENG,
    SHANGDANG,
    ZHONGYUAN,
    ask,
    ask_all,
    cites,
    d,
    said,
    says,
    setting,
    unknown,
)


class TestCR001:
    """Law art. 80, Code art. 408: a penalty enters the credit record; seven working days are a reminder."""

    FINED = Penalty(number="7", decided_on=d("2025-09-24"))

    def of(self, **change):
        return Practitioner(id="p", penalties=(replace(self.FINED, **change),))

    def test_without_a_penalty_or_before_it_nothing_is_owed(self):
        assert says("CR-001", Practitioner(id="p"), "2025-10-20") == []
        assert says("CR-001", self.of(), "2025-09-23") == []

    def test_seven_working_days_run_past_the_national_holiday_with_its_make_up_day(self):
        assert says("CR-001", self.of(), "2025-10-10") == ["7: due 2025-10-10"]
        assert says("CR-001", self.of(), "2025-10-13") == ["7: late 2025-10-10 2WD(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-10-10", "fulfilled 2025-10-10"), ("2025-10-11", "late 2025-10-10 1WD")]
    )
    def test_recorded_on_the_last_day_is_in_time(self, done, told):
        assert says("CR-001", self.of(recorded_on=d(done)), "2025-11-03") == [f"7: {told}"]

    def test_the_reminder_is_internal_and_the_province_s_own_period_a_parameter(self):
        assert ask("CR-001", self.of(), "2025-10-13").label is Label.INTERNAL
        found = ask("CR-001", self.of(), "2025-10-13", parameters=setting("province.credit_entry_days", "3WD"))
        assert (found.label, said(found)) == (Label.PARAMETER, "late 2025-09-28 6WD(open)")

    @pytest.mark.parametrize(
        ("decided", "due", "cite"),
        [
            ("2026-08-05", "2026-08-14", "土壤污染防治法第80条"),
            ("2026-08-06", "2026-08-17", "生态环境法典第408条"),
        ],
    )
    def test_the_code_takes_over_on_15_august_2026(self, decided, due, cite):
        body = self.of(decided_on=d(decided))
        assert says("CR-001", body, due) == [f"7: due {due}"]
        assert cites("CR-001", body, due) == [cite]


class TestCR002:
    """Measures of 2021 no. 53: performance is entered in the credit system before a report is handed in."""

    REPORT = DeliveredReport(id="r1", submitted_on=d("2025-06-10"))

    def of(self, **change):
        return Practitioner(id="p", reports=(replace(self.REPORT, **change),))

    def test_a_report_with_no_day_of_submission_owes_nothing(self):
        assert says("CR-002", self.of(submitted_on=None), "2025-06-10") == []

    def test_the_day_before_is_the_last_one(self):
        assert says("CR-002", self.of(), "2025-06-08") == ["r1: pending 2025-06-09"]
        assert says("CR-002", self.of(), "2025-06-09") == ["r1: due 2025-06-09"]
        assert says("CR-002", self.of(), "2025-06-10") == ["r1: late 2025-06-09 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-06-09", "fulfilled 2025-06-09"), ("2025-06-10", "late 2025-06-09 1D")]
    )
    def test_entered_on_the_day_of_submission_is_a_day_late(self, done, told):
        assert says("CR-002", self.of(credit_recorded_on=d(done)), "2025-07-01") == [f"r1: {told}"]

    def test_it_rests_on_the_measures_from_1_may_2021(self):
        assert ask("CR-002", self.of(), "2025-06-10").label is Label.STATUTORY
        assert says("CR-002", self.of(submitted_on=d("2021-05-01")), "2021-05-01") == []
        assert says("CR-002", self.of(submitted_on=d("2021-05-02")), "2021-05-02") == ["r1: late 2021-05-01 1D(open)"]
        [cite] = cites("CR-002", self.of(), "2026-08-15")
        assert cite == "从业单位和个人执业情况信用记录管理办法（环土壤〔2021〕53号）"


class TestCR003:
    """Measures of 2021 no. 53: changed details are updated; twenty working days are remembered only."""

    MOVED = Change(about="address", changed_on=d("2025-03-03"))

    def of(self, **change):
        return Practitioner(id="p", changes=(replace(self.MOVED, **change),))

    def test_nothing_before_the_change(self):
        assert says("CR-003", self.of(), "2025-03-02") == []

    def test_twenty_working_days_after_monday_3_march_are_31_march(self):
        assert says("CR-003", self.of(), "2025-03-31") == ["address: due 2025-03-31"]
        assert says("CR-003", self.of(), "2025-04-01") == ["address: late 2025-03-31 1WD(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-03-31", "fulfilled 2025-03-31"), ("2025-04-02", "late 2025-03-31 2WD")]
    )
    def test_updated_on_the_last_day_is_in_time(self, done, told):
        assert says("CR-003", self.of(updated_on=d(done)), "2025-05-06") == [f"address: {told}"]

    def test_it_is_an_internal_reminder_and_did_not_exist_before_may_2021(self):
        assert ask("CR-003", self.of(), "2025-04-01").label is Label.INTERNAL
        assert says("CR-003", self.of(changed_on=d("2021-03-31")), "2021-05-06") == []
        found = says("CR-003", self.of(changed_on=d("2021-04-06")), "2021-05-06")
        assert found == ["address: due 2021-05-06"]


class TestCR004:
    """Law art. 43, Code art. 438: whoever delivers a report or works answers for it."""

    REPORT = DeliveredReport(id="r1", issued_on=d("2025-06-10"), signers=("Li",))
    FALSE = QualityFinding(about="r1", found_on=d("2025-09-01"))

    def of(self, *findings, **change):
        return Practitioner(id="p", reports=(replace(self.REPORT, **change),), quality_findings=findings)

    def test_it_stands_from_the_day_the_report_is_issued(self):
        assert says("CR-004", self.of(), "2025-06-09") == []
        assert says("CR-004", self.of(), "2025-06-10") == ["r1: triggered"]

    def test_a_report_that_nobody_signed_lacks_its_seal_and_unknown_signers_are_named(self):
        assert says("CR-004", self.of(signers=()), "2025-06-10") == ["r1: missing"]
        assert unknown("CR-004", self.of(signers=None), "2025-06-10") == ("triggered", ("signers",))

    def test_a_finding_breaks_it_until_it_is_put_right(self):
        assert says("CR-004", self.of(self.FALSE), "2025-08-31") == ["r1: triggered"]
        assert says("CR-004", self.of(self.FALSE), "2025-09-01")[1] == "r1 finding: due 2025-09-01"
        assert says("CR-004", self.of(self.FALSE), "2025-09-02")[1] == "r1 finding: late 2025-09-01 1D(open)"
        mended = replace(self.FALSE, put_right_on=d("2025-09-04"))
        assert says("CR-004", self.of(mended), "2025-10-01")[1] == "r1 finding: late 2025-09-01 3D"

    def test_it_is_statutory_and_the_code_takes_over(self):
        assert ask("CR-004", self.of(), "2026-08-14").label is Label.STATUTORY
        assert cites("CR-004", self.of(), "2026-08-14") == ["土壤污染防治法第43条"]
        assert cites("CR-004", self.of(), "2026-08-15") == ["生态环境法典第438条"]
        assert says("CR-004", self.of(issued_on=d("2018-06-01")), "2018-12-31") == []


class TestCR005:
    """Liucheng plan 2023, (四)4: a credit record goes on the city's platform and is published."""

    RECORD = CreditRecord(id="c1", formed_on=d("2023-03-20"))

    def of(self, **change):
        return Practitioner(id="p", place=LIUCHENG, credit_records=(replace(self.RECORD, **change),))

    def test_it_binds_liucheng_and_records_formed_in_the_plan_s_year(self):
        assert says("CR-005", replace(self.of(), place=ZHONGYUAN), "2023-06-21") == []
        assert says("CR-005", self.of(formed_on=d("2022-12-31")), "2023-06-21") == []
        assert says("CR-005", self.of(formed_on=d("2024-01-01")), "2024-06-21") == []

    def test_three_months_are_the_reminder(self):
        assert says("CR-005", self.of(), "2023-03-19") == []
        assert says("CR-005", self.of(), "2023-06-20") == ["c1: due 2023-06-20"]
        assert says("CR-005", self.of(), "2023-06-21") == ["c1: late 2023-06-20 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2023-06-20", "fulfilled 2023-06-20"), ("2023-06-26", "late 2023-06-20 6D")]
    )
    def test_on_the_platform_by_the_last_day(self, done, told):
        assert says("CR-005", self.of(on_platform_on=d(done)), "2023-07-03") == [f"c1: {told}"]

    def test_a_record_on_the_platform_still_lacks_its_publication(self):
        on_platform = self.of(on_platform_on=d("2023-06-01"))
        assert unknown("CR-005", on_platform, "2023-07-03") == ("fulfilled", ("publication_url",))
        published = self.of(on_platform_on=d("2023-06-01"), publication_url="https://x")
        assert unknown("CR-005", published, "2023-07-03") == ("fulfilled", ())

    def test_it_is_internal_and_history_once_the_plan_has_ended(self):
        late = ask("CR-005", self.of(), "2023-12-31")
        assert (late.label, late.historical) == (Label.INTERNAL, False)
        assert ask("CR-005", self.of(), "2024-01-01").historical


class TestCR006:
    """Measures of 2021 no. 53: complaints of false performance are verified; 30 days are a reminder."""

    COMPLAINT = Complaint(id="k", received_on=d("2025-04-03"))

    def of(self, **change):
        return Practitioner(id="p", complaints=(replace(self.COMPLAINT, **change),))

    def test_nothing_before_it_is_received(self):
        assert says("CR-006", self.of(), "2025-04-02") == []

    def test_thirty_days_end_on_a_saturday_in_the_labour_day_holiday_and_move_on(self):
        assert says("CR-006", self.of(), "2025-05-06") == ["k: due 2025-05-06"]
        assert ask("CR-006", self.of(), "2025-05-06").occurrence.nominal == d("2025-05-03")
        assert says("CR-006", self.of(), "2025-05-07") == ["k: late 2025-05-06 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-05-06", "fulfilled 2025-05-06"), ("2025-05-08", "late 2025-05-06 2D")]
    )
    def test_concluded_on_the_last_day_is_in_time(self, done, told):
        assert says("CR-006", self.of(concluded_on=d(done)), "2025-06-03") == [f"k: {told}"]

    def test_it_is_internal_or_depends_on_the_province_and_did_not_exist_before_may_2021(self):
        assert ask("CR-006", self.of(), "2025-05-07").label is Label.INTERNAL
        found = ask("CR-006", self.of(), "2025-05-07", parameters=setting("province.complaint_check_days", "15D"))
        assert (found.label, said(found)) == (Label.PARAMETER, "late 2025-04-18 19D(open)")
        assert says("CR-006", self.of(received_on=d("2021-03-31")), "2021-05-10") == []
        assert says("CR-006", self.of(received_on=d("2021-04-07")), "2021-05-08") == ["k: late 2021-05-07 1D(open)"]


class TestCR007:
    """Law art. 90, Code art. 1230: nothing is accepted for review from one who is banned."""

    def of(self, **ban):
        return Practitioner(id="p", bans=(Ban(person_id="Wang", **{"starts_on": d("2020-03-02"), **ban}),))

    def test_who_is_not_banned_is_not_concerned(self):
        assert says("CR-007", Practitioner(id="p"), "2024-06-01") == []
        assert says("CR-007", self.of(years=5), "2020-03-01") == []

    def test_the_gate_is_shut_until_five_years_are_over(self):
        assert says("CR-007", self.of(years=5), "2020-03-02") == ["Wang: triggered"]
        assert says("CR-007", self.of(years=5), "2025-03-02") == ["Wang: triggered"]
        assert says("CR-007", self.of(years=5), "2025-03-03") == ["Wang: fulfilled"]

    def test_a_ban_for_life_never_ends(self):
        assert says("CR-007", self.of(for_life=True), "2026-12-31") == ["Wang: triggered"]

    @pytest.mark.parametrize("years", [None, 0, 2030])
    def test_without_a_sensible_number_of_years_a_person_decides(self, years):
        assert unknown("CR-007", self.of(years=years), "2024-06-01") == ("human_review", ("years", "for_life"))

    def test_without_its_first_day_a_person_decides(self):
        assert unknown("CR-007", self.of(starts_on=None, years=5), "2024-06-01") == ("human_review", ("starts_on",))

    def test_it_is_statutory_and_the_code_takes_over(self):
        assert ask("CR-007", self.of(years=10), "2026-08-14").label is Label.STATUTORY
        assert cites("CR-007", self.of(years=10), "2026-08-14") == ["土壤污染防治法第90条"]
        assert cites("CR-007", self.of(years=10), "2026-08-15") == ["生态环境法典第1230条"]


class TestCR008:
    """Code art. 54: an application for repair of a credit record is decided; not verified, an internal reminder."""

    def of(self, **change):
        record = CreditRecord(id="c1", formed_on=d("2026-01-05"), repair_applied_on=d("2026-09-01"))
        return Practitioner(id="p", credit_records=(replace(record, **change),))

    def test_it_arises_with_the_application(self):
        assert says("CR-008", self.of(), "2026-08-31") == []
        assert says("CR-008", self.of(), "2026-09-01") == ["c1: missing"]
        assert says("CR-008", self.of(repair_applied_on=None), "2026-09-01") == []

    def test_a_decision_fulfils_it(self):
        decided = self.of(repair_decided_on=d("2026-09-20"))
        assert says("CR-008", self.of(), "2026-09-19") == ["c1: missing"]
        assert says("CR-008", decided, "2026-09-20") == ["c1: fulfilled"]

    def test_it_is_internal_and_there_is_none_before_the_code(self):
        early = self.of(repair_applied_on=d("2026-07-01"))
        assert says("CR-008", early, "2026-08-14") == []
        assert ask("CR-008", early, "2026-08-15").label is Label.INTERNAL
        assert cites("CR-008", early, "2026-08-15") == ["生态环境法典第54条"]


class TestCR009:
    """Zhongyuan plan, item 32, and Gaoping plan 2019, 三: the credit of enterprises is evaluated, yearly by default."""

    def of(self, *published, place=ZHONGYUAN):
        graded = tuple(CreditEvaluation(year=2024, grade="B", published_on=d(one)) for one in published)
        return GovernmentBody(id="g", place=place, credit=CreditWork(evaluations=graded))

    def test_it_binds_only_the_places_of_the_two_plans(self):
        assert says("CR-009", self.of(place=SHANGDANG), "2025-05-01") == []

    def test_a_place_that_never_evaluated_lacks_it_and_unknown_evaluations_are_named(self):
        assert says("CR-009", self.of(), "2025-05-01") == ["missing"]
        asked = GovernmentBody(id="g", place=ZHONGYUAN)
        assert unknown("CR-009", asked, "2025-05-01") == ("triggered", ("evaluations",))

    def test_a_year_after_20_may_2024_is_20_may_2025(self):
        assert says("CR-009", self.of("2024-05-20"), "2025-05-20") == ["due 2025-05-20"]
        assert says("CR-009", self.of("2024-05-20"), "2025-05-21") == ["late 2025-05-20 1D(open)"]
        again = self.of("2024-05-20", "2025-05-22")
        assert says("CR-009", again, "2025-05-22") == ["late 2025-05-20 2D", "pending 2026-05-22"]

    def test_the_gaoping_plan_leaves_time_until_its_last_day(self):
        assert says("CR-009", self.of(place=GAOPING), "2019-05-28") == []
        assert says("CR-009", self.of(place=GAOPING), "2019-12-31") == ["due 2019-12-31"]
        assert says("CR-009", self.of(place=GAOPING), "2020-01-02") == ["late 2019-12-31 2D(open)"]
        assert says("CR-009", self.of("2019-12-31", place=GAOPING), "2020-01-02") == ["fulfilled 2019-12-31"]
        assert ask("CR-009", self.of(place=GAOPING), "2020-01-02").historical

    def test_it_is_internal(self):
        assert ask("CR-009", self.of("2024-05-20"), "2025-05-21").label is Label.INTERNAL
        assert cites("CR-009", self.of(place=GAOPING), "2019-12-31") == ["高平市土壤污染防治2019年行动计划三"]


class TestCR010:
    """Zhongyuan plan, item 29: third parties have an integrity file that is kept up and public."""

    def of(self, *updated, **change):
        body = Practitioner(
            id="p",
            place=ZHONGYUAN,
            activities=(Activity.REMEDIATION,),
            practising_since=d("2023-05-08"),
            integrity_file_updated_on=tuple(map(d, updated)),
        )
        return replace(body, **change)

    def test_it_is_about_third_parties_that_treat_or_evaluate_in_zhongyuan(self):
        assert says("CR-010", self.of(activities=(Activity.SURVEY,)), "2024-05-09") == []
        assert says("CR-010", self.of(place=GAOPING), "2024-05-09") == []
        assert says("CR-010", self.of(), "2023-05-07") == []

    def test_a_year_after_the_first_day_of_practice_it_is_due(self):
        assert says("CR-010", self.of(), "2024-05-08") == ["due 2024-05-08"]
        assert says("CR-010", self.of(), "2024-05-09") == ["late 2024-05-08 1D(open)"]

    def test_an_update_opens_the_next_round(self):
        assert says("CR-010", self.of("2024-05-09"), "2024-06-03") == ["late 2024-05-08 1D", "pending 2025-05-09"]

    def test_without_the_day_of_first_practice_a_file_that_does_not_exist_is_missing(self):
        assert says("CR-010", self.of(practising_since=None), "2024-05-09") == ["missing"]

    def test_unknown_activities_and_updates_are_named(self):
        assert unknown("CR-010", self.of(activities=None), "2024-05-09") == ("human_review", ("activities",))
        asked = self.of(integrity_file_updated_on=None)
        assert unknown("CR-010", asked, "2024-05-09") == ("triggered", ("integrity_file_updated_on",))

    def test_practice_before_the_plan_of_2018_counts_from_its_first_day(self):
        old = self.of(practising_since=d("2015-01-01"))
        assert says("CR-010", old, "2019-01-02") == ["due 2019-01-02"]
        assert ask("CR-010", old, "2019-01-03").label is Label.INTERNAL


class TestCR011:
    """Shangdang plan 2022, item 11: bodies with good credit are preferred; encouraged only."""

    def of(self, place=SHANGDANG, **procurement):
        return Project(id="j", place=place, procurements=(Procurement(id="lot 1", **procurement),))

    def test_it_arises_where_somebody_is_chosen_in_shangdang(self):
        assert says("CR-011", Project(id="j", place=SHANGDANG), "2022-06-01") == []
        assert says("CR-011", self.of(ZHONGYUAN), "2022-06-01") == []

    def test_the_gate_stands_until_the_credit_was_looked_up_and_is_soft(self):
        looked_up = self.of(credit_grade="A", credit_queried_on=d("2022-06-02"))
        assert says("CR-011", self.of(), "2022-06-01") == ["lot 1: triggered"]
        assert ask("CR-011", self.of(), "2022-06-01").occurrence.soft
        assert says("CR-011", looked_up, "2022-06-02") == ["lot 1: fulfilled"]

    def test_a_look_up_without_a_grade_says_so(self):
        looked_up = self.of(credit_queried_on=d("2022-06-02"))
        assert unknown("CR-011", looked_up, "2022-06-02") == ("fulfilled", ("credit_grade",))

    def test_the_plan_asks_for_it_from_2022_on(self):
        assert says("CR-011", self.of(), "2021-12-31") == []
        [found] = ask_all("CR-011", self.of(), "2022-01-01")
        assert (found.label, found.citations[0].text()) == (Label.PLAN, "上党区土壤污染防治行动计划（2022年）第11条")
