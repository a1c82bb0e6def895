"""Control, remediation, transport, effect evaluation and aftercare, clause by clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.parcel import Aftercare, Finding, FindingKind, Order, OrderKind, Parcel, PlatformStage
from jingtu.duties.facts.parcel_reports import Assessment, Evaluation, Transport, Works, WorksKind
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_parcels import ask, ask_all, cited, control_list, parcel, setting, states

REMEDIATION, CONTROL = WorksKind.REMEDIATION, WorksKind.CONTROL


def working(kind: WorksKind | None = REMEDIATION, **facts: Any) -> Parcel:
    return parcel(works=(Works(id="w", kind=kind, **facts),))


def needing(**facts: Any) -> Parcel:
    """A parcel whose reviewed assessment asks for measures, without any works on record."""
    return parcel(assessments=(Assessment(reviewed_on=date(2024, 1, 8), review_passed=True, **facts),))


class TestCL017:
    """Law art. 62, Code art. 457: control while listed, with regular reports (platform: every six months)."""

    @staticmethod
    def reported(*days: date, **facts: Any) -> Parcel:
        entry = control_list(date(2023, 8, 31), **facts)
        return parcel(listings=(entry,), control_reports_on=days)

    @pytest.mark.parametrize(
        ("on", "state", "late"),
        [
            (date(2024, 2, 28), State.PENDING, ""),
            (date(2024, 2, 29), State.DUE, ""),
            (date(2024, 3, 1), State.LATE, "1D(open)"),
        ],
    )
    def test_the_first_report_is_owed_half_a_year_after_the_entry(self, on, state, late):
        found = ask("CL-017", self.reported(), on=on)
        assert (found.due, found.state, found.late, found.label) == (date(2024, 2, 29), state, late, Label.INTERNAL)
        assert found.occurrence.missing == ("plan_finished_on", "monitored_on")

    def test_the_next_counts_from_the_last_report_until_removal(self):
        done, following = ask_all("CL-017", self.reported(date(2024, 2, 1)), on=date(2024, 3, 1))
        assert (done.state, following.due) == (State.FULFILLED, date(2024, 8, 1))
        gone = self.reported(date(2024, 2, 1), removed_on=date(2024, 7, 31))
        assert [one.state for one in ask_all("CL-017", gone, on=date(2024, 9, 1))] == [State.FULFILLED]
        assert ask_all("CL-017", parcel(), on=date(2024, 3, 1)) == []

    def test_the_code_takes_over(self):
        for day, article in ((date(2026, 2, 14), "土壤污染防治法第62条"), (date(2026, 2, 16), "生态环境法典第457条")):
            land = parcel(listings=(control_list(day),))
            assert cited(ask("CL-017", land, on=date(2026, 8, 14))) == article


class TestCL018:
    """Decree 42 arts. 18 to 20: control plan uploaded, copied and published before control starts."""

    def test_each_of_the_three_is_due_the_day_before(self):
        day = date(2024, 4, 7)
        land = working(
            CONTROL,
            started_on=date(2024, 4, 8),
            plan_uploaded_on=day,
            plan_copied_on=date(2024, 4, 9),
            plan_complete=True,
        )
        platform, county, public = ask_all("CL-018", land, on=date(2024, 4, 10))
        assert (platform.about, platform.state, platform.due) == ("w platform", State.FULFILLED, day)
        assert (county.about, county.late, public.about, public.late) == ("w county", "2D", "w public", "3D(open)")
        assert (county.due, public.due, public.label) == (day, day, Label.INTERNAL)

    def test_an_incomplete_plan_has_no_effect(self):
        *_, found = ask_all("CL-018", working(CONTROL, plan_complete=False), on=date(2024, 4, 10))
        assert (found.about, found.state) == ("w contents", State.INVALID)
        assert found.occurrence.remark.what() == "风险管控方案内容不齐"
        *_, unread = ask_all("CL-018", working(CONTROL, plan_finished_on=date(2024, 4, 1)), on=date(2024, 4, 10))
        assert unread.occurrence.missing == ("plan_complete",)

    def test_the_duty_stands_when_the_assessment_asks_for_control(self):
        found = ask("CL-018", needing(control_needed=True), on=date(2024, 1, 8))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("started_on",))
        assert ask_all("CL-018", needing(control_needed=True), on=date(2024, 1, 7)) == []
        assert ask_all("CL-018", needing(remediation_needed=True), on=date(2024, 2, 1)) == []
        assert ask_all("CL-018", working(REMEDIATION), on=date(2024, 2, 1)) == []

    def test_the_decree_holds_from_july_2017(self):
        old = working(CONTROL, started_on=date(2017, 7, 1), plan_complete=True)
        assert ask_all("CL-018", old, on=date(2017, 8, 1)) == []
        new = working(CONTROL, started_on=date(2017, 7, 2), plan_complete=True)
        assert len(ask_all("CL-018", new, on=date(2017, 8, 1))) == 3


class TestCL020:
    """Law art. 64, Code art. 459: remediation plan filed before the works, groundwater included."""

    def test_it_is_filed_the_day_before_the_works(self):
        found = ask("CL-020", working(started_on=date(2024, 4, 8)), on=date(2024, 4, 8))
        assert (found.due, found.late, found.label) == (date(2024, 4, 7), "1D(open)", Label.STATUTORY)
        filed = working(started_on=date(2024, 4, 8), plan_filed_on=date(2024, 4, 7), plan_covers_groundwater=True)
        assert ask("CL-020", filed, on=date(2024, 5, 1)).state is State.FULFILLED

    def test_a_plan_without_groundwater_has_no_effect(self):
        filed = {"started_on": date(2024, 4, 8), "plan_filed_on": date(2024, 4, 7)}
        _, found = ask_all("CL-020", working(**filed, plan_covers_groundwater=False), on=date(2024, 5, 1))
        assert (found.about, found.state) == ("w groundwater", State.INVALID)
        assert "地下水" in found.occurrence.remark.what()
        _, unread = ask_all("CL-020", working(**filed), on=date(2024, 5, 1))
        assert (unread.state, unread.occurrence.missing) == (State.HUMAN_REVIEW, ("plan_covers_groundwater",))

    def test_the_duty_stands_when_the_assessment_asks_for_remediation(self):
        assert ask("CL-020", needing(remediation_needed=True), on=date(2024, 1, 8)).state is State.TRIGGERED
        assert ask_all("CL-020", needing(control_needed=True), on=date(2024, 1, 8)) == []
        assert ask_all("CL-020", working(CONTROL, started_on=date(2024, 4, 8)), on=date(2024, 5, 1)) == []

    def test_the_code_takes_over(self):
        for day, article in ((date(2026, 8, 15), "土壤污染防治法第64条"), (date(2026, 8, 16), "生态环境法典第459条")):
            assert cited(ask("CL-020", working(started_on=day), on=date(2026, 8, 1))) == article


class TestCL021:
    """Law arts. 45 and 64, Code arts. 439 and 459: remediated by the end that the plan sets."""

    FILED = {"plan_filed_on": date(2024, 1, 8)}

    def test_the_plan_sets_the_day_and_it_never_moves(self):
        land = working(schedule_end_on=date(2024, 6, 30), **self.FILED)
        assert ask("CL-021", land, on=date(2024, 6, 30)).state is State.DUE
        found = ask("CL-021", land, on=date(2024, 7, 1))
        assert (found.due, found.late, found.label) == (date(2024, 6, 30), "1D(open)", Label.STATUTORY)
        done = working(schedule_end_on=date(2024, 6, 30), ended_on=date(2024, 7, 2), **self.FILED)
        assert ask("CL-021", done, on=date(2024, 8, 1)).late == "2D"

    def test_without_a_day_the_duty_stands(self):
        found = ask("CL-021", working(**self.FILED), on=date(2024, 7, 1))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("schedule_end_on",))
        done = working(ended_on=date(2024, 7, 2), **self.FILED)
        assert ask("CL-021", done, on=date(2024, 8, 1)).state is State.FULFILLED

    def test_it_begins_when_the_plan_is_filed(self):
        assert ask_all("CL-021", working(schedule_end_on=date(2024, 6, 30)), on=date(2024, 7, 1)) == []
        assert ask_all("CL-021", working(**self.FILED), on=date(2024, 1, 7)) == []
        assert ask_all("CL-021", working(CONTROL, **self.FILED), on=date(2024, 7, 1)) == []

    def test_the_code_takes_over(self):
        for day, article in ((date(2026, 8, 14), "土壤污染防治法第45条"), (date(2026, 8, 15), "生态环境法典第439条")):
            assert cited(ask("CL-021", working(schedule_end_on=day, **self.FILED), on=date(2026, 8, 1))) == article


class TestCL022:
    """Law art. 40 para. 3, Code art. 435: a notice board before and during remediation."""

    def test_the_board_stands_the_day_before_the_works(self):
        before, during = ask_all("CL-022", working(started_on=date(2024, 4, 8)), on=date(2024, 4, 8))
        assert (before.due, before.late, before.label) == (date(2024, 4, 7), "1D(open)", Label.STATUTORY)
        assert (during.about, during.state) == ("w during", State.TRIGGERED)
        board = {"board_photographed_on": date(2024, 4, 7), "board_located": True}
        done = working(started_on=date(2024, 4, 8), ended_on=date(2024, 6, 1), **board)
        assert ask("CL-022", done, on=date(2024, 6, 1)).state is State.FULFILLED

    def test_a_photo_must_show_where(self):
        day = date(2024, 4, 7)
        placeless = working(started_on=date(2024, 4, 8), board_photographed_on=day, board_located=False)
        assert ask("CL-022", placeless, on=date(2024, 4, 7)).state is State.DUE
        unsaid = working(started_on=date(2024, 4, 8), board_photographed_on=day)
        assert ask("CL-022", unsaid, on=day).occurrence.missing == ("board_located",)

    def test_a_board_found_missing_is_a_breach(self):
        works = Works(id="w", kind=REMEDIATION, started_on=date(2024, 4, 8))
        gone = Finding(kind=FindingKind.NO_NOTICE_BOARD, found_on=date(2024, 5, 6), ended_on=date(2024, 5, 8))
        _, breach, standing = ask_all("CL-022", parcel(works=(works,), findings=(gone,)), on=date(2024, 5, 9))
        assert (breach.due, breach.late, standing.state) == (date(2024, 5, 6), "2D", State.TRIGGERED)
        assert len(ask_all("CL-022", parcel(works=(works,), findings=(gone,)), on=date(2024, 5, 7))) == 2

    def test_control_has_none_and_the_code_takes_over(self):
        assert ask_all("CL-022", working(CONTROL, started_on=date(2024, 4, 8)), on=date(2024, 5, 1)) == []
        for day, article in (
            (date(2026, 8, 15), "土壤污染防治法第40条第3款"),
            (date(2026, 8, 16), "生态环境法典第435条第3款"),
        ):
            assert cited(ask("CL-022", working(started_on=day), on=date(2026, 8, 1))) == article


class TestCL023:
    """Law arts. 38 and 40, Code arts. 433 and 435: no second pollution as long as works go on."""

    def test_it_holds_from_the_first_to_the_last_day_of_works(self):
        land = working(CONTROL, started_on=date(2024, 4, 8), ended_on=date(2024, 6, 3))
        assert ask_all("CL-023", land, on=date(2024, 4, 7)) == []
        found = ask("CL-023", land, on=date(2024, 4, 8))
        assert (found.state, found.label) == (State.TRIGGERED, Label.STATUTORY)
        assert ask_all("CL-023", land, on=date(2024, 6, 3)) == []

    def test_a_finding_is_a_breach_until_put_right(self):
        works = Works(id="w", started_on=date(2024, 4, 8))
        smell = Finding(kind=FindingKind.SECONDARY_POLLUTION, found_on=date(2024, 5, 6))
        found = ask("CL-023", parcel(works=(works,), findings=(smell,)), on=date(2024, 5, 9))
        assert (found.due, found.late) == (date(2024, 5, 6), "3D(open)")

    def test_complaints_are_for_a_person(self):
        land = working(started_on=date(2024, 4, 8), odour_complaints_on=(date(2024, 5, 6),))
        assert states(ask_all("CL-023", land, on=date(2024, 5, 6))) == [
            ("", State.TRIGGERED),
            ("w odour", State.HUMAN_REVIEW),
        ]

    def test_the_stage_of_the_platform_suffices_where_no_works_are_recorded(self):
        found = ask("CL-023", parcel(stage=PlatformStage.S5), on=date(2024, 5, 6))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("started_on",))
        assert ask_all("CL-023", parcel(stage=PlatformStage.S6), on=date(2024, 5, 6)) == []

    def test_the_code_takes_over(self):
        land = working(started_on=date(2024, 4, 8))
        assert cited(ask("CL-023", land, on=date(2026, 8, 14))) == "土壤污染防治法第38条"
        assert cited(ask("CL-023", land, on=date(2026, 8, 15))) == "生态环境法典第433条"


class TestCL024:
    """Law art. 41, Code art. 436; decree 42 art. 25: transports are reported at both ends, five working days before."""

    @staticmethod
    def moved(**facts: Any) -> Parcel:
        return parcel(transports=(Transport(id="1", **{"started_on": date(2025, 9, 12), **facts}),))

    def test_the_fifth_working_day_before_is_the_last(self):
        on_time = self.moved(reported_at_origin_on=date(2025, 9, 5), reported_at_destination_on=date(2025, 9, 8))
        origin, receiver = ask_all("CL-024", on_time, on=date(2025, 9, 12))
        assert (origin.about, origin.state, origin.due) == ("1 origin", State.FULFILLED, date(2025, 9, 5))
        assert (receiver.about, receiver.late, receiver.due) == ("1 receiver", "1WD", date(2025, 9, 5))
        assert (origin.label, receiver.label) == (Label.INTERNAL, Label.INTERNAL)
        assert origin.occurrence.missing == ("quantity_t", "route", "destination")

    def test_an_end_that_was_not_told_is_missing_after_the_last_day(self):
        assert [one.state for one in ask_all("CL-024", self.moved(), on=date(2025, 9, 5))] == [State.DUE, State.DUE]
        assert [one.state for one in ask_all("CL-024", self.moved(), on=date(2025, 9, 6))] == [State.MISSING] * 2

    def test_a_transport_without_a_day_stands(self):
        found = ask_all("CL-024", self.moved(started_on=None), on=date(2025, 9, 6))
        assert [one.occurrence.missing for one in found] == [("started_on",)] * 2
        assert ask_all("CL-024", parcel(), on=date(2025, 9, 6)) == []

    def test_the_code_takes_over_on_the_due_day(self):
        full = {"quantity_t": Decimal(40), "route": "G55", "destination": "kiln"}
        for day, article in ((date(2026, 8, 21), "土壤污染防治法第41条"), (date(2026, 8, 24), "生态环境法典第436条")):
            found = ask_all("CL-024", self.moved(started_on=day, **full), on=date(2026, 8, 1))[0]
            assert cited(found) == article


class TestCL025:
    """Law art. 41 para. 2, Code art. 436: hazardous soil goes with manifest, approval, and to a permit holder."""

    @staticmethod
    def moved(**facts: Any) -> Parcel:
        return parcel(transports=(Transport(id="1", started_on=date(2025, 9, 12), **facts),))

    def test_manifest_and_approval_are_due_the_day_before(self):
        land = self.moved(hazardous=True, crosses_province=True, receiver_permit_until=date(2025, 9, 12))
        manifest, approval, receiver = ask_all("CL-025", land, on=date(2025, 9, 12))
        assert [one.due for one in (manifest, approval)] == [date(2025, 9, 11)] * 2
        assert (manifest.late, approval.late) == ("1D(open)", "1D(open)")
        assert (receiver.state, manifest.label) == (State.FULFILLED, Label.STATUTORY)

    def test_a_permit_that_ended_before_has_no_effect(self):
        land = self.moved(hazardous=True, crosses_province=False, receiver_permit_until=date(2025, 9, 11))
        _, receiver = ask_all("CL-025", land, on=date(2025, 9, 12))
        assert (receiver.state, receiver.about) == (State.INVALID, "1 receiver")
        assert "2025-09-11" in receiver.occurrence.remark.what()
        none = ask_all("CL-025", self.moved(hazardous=True, crosses_province=False), on=date(2025, 9, 12))[1]
        assert (none.state, none.due, none.occurrence.missing) == (
            State.MISSING,
            date(2025, 9, 11),
            ("receiver_permit_until",),
        )
        undated = parcel(transports=(Transport(hazardous=True, crosses_province=False),))
        assert [one.state for one in ask_all("CL-025", undated, on=date(2025, 9, 12))] == [State.TRIGGERED] * 2

    def test_other_soil_is_free_and_what_is_not_known_is_asked_for(self):
        assert ask_all("CL-025", self.moved(hazardous=False), on=date(2025, 9, 12)) == []
        assert ask("CL-025", self.moved(), on=date(2025, 9, 12)).occurrence.missing == ("hazardous",)
        found = ask_all("CL-025", self.moved(hazardous=True), on=date(2025, 9, 12))
        assert found[1].occurrence.missing == ("crosses_province",)

    def test_the_code_takes_over(self):
        for day, article in (
            (date(2026, 8, 15), "土壤污染防治法第41条第2款"),
            (date(2026, 8, 16), "生态环境法典第436条第2款"),
        ):
            batch = Transport(started_on=day, hazardous=True, crosses_province=False)
            assert cited(ask_all("CL-025", parcel(transports=(batch,)), on=date(2026, 8, 1))[0]) == article


class TestCL026:
    """Law arts. 42 and 65, Code arts. 437 and 460: another body evaluates the effect, and the report is filed."""

    @staticmethod
    def ended(*evaluations: Evaluation, contractor: str = "A") -> Parcel:
        works = Works(id="w", kind=REMEDIATION, ended_on=date(2024, 8, 31), contractor_credit_code=contractor)
        return parcel(works=(works,), evaluations=evaluations)

    def test_it_is_missing_until_filed(self):
        assert ask_all("CL-026", self.ended(), on=date(2024, 8, 30)) == []
        found = ask("CL-026", self.ended(), on=date(2024, 8, 31))
        assert (found.state, found.label) == (State.MISSING, Label.STATUTORY)
        filed = Evaluation(finished_on=date(2024, 10, 8), filed_on=date(2024, 10, 9), evaluator_credit_code="B")
        assert ask("CL-026", self.ended(filed), on=date(2024, 10, 8)).state is State.MISSING
        assert ask("CL-026", self.ended(filed), on=date(2024, 10, 9)).state is State.FULFILLED
        before = Evaluation(finished_on=date(2024, 8, 30), filed_on=date(2024, 8, 30), evaluator_credit_code="B")
        assert ask("CL-026", self.ended(before), on=date(2024, 10, 9)).state is State.MISSING

    def test_the_contractors_own_evaluation_has_no_effect(self):
        own = Evaluation(filed_on=date(2024, 10, 9), evaluator_credit_code="A")
        found = ask("CL-026", self.ended(own), on=date(2024, 10, 9))
        assert (found.state, found.occurrence.remark.what()) == (State.INVALID, "效果评估单位与施工单位是同一家（A）")
        another = Evaluation(filed_on=date(2024, 11, 9), evaluator_credit_code="B")
        assert ask("CL-026", self.ended(own, another), on=date(2024, 11, 9)).state is State.FULFILLED

    def test_who_evaluated_is_asked_for(self):
        filed = Evaluation(filed_on=date(2024, 10, 9))
        found = ask("CL-026", self.ended(filed), on=date(2024, 10, 9))
        assert (found.state, found.occurrence.missing) == (
            State.HUMAN_REVIEW,
            ("evaluator_credit_code", "contractor_credit_code"),
        )

    def test_the_code_takes_over(self):
        assert cited(ask("CL-026", self.ended(), on=date(2026, 8, 14))) == "土壤污染防治法第42条"
        assert cited(ask("CL-026", self.ended(), on=date(2026, 8, 15))) == "生态环境法典第437条"


class TestCL028:
    """Law art. 42 para. 3, Code art. 437: aftercare where the evaluation asks for it."""

    @staticmethod
    def cared(asks: bool = True, days: tuple[date, ...] = (), **care: Any) -> Parcel:
        one = Evaluation(reviewed_on=date(2024, 1, 31), review_passed=True, aftercare_required=asks)
        return parcel(evaluations=(one,), aftercare=Aftercare(**care), monitored_on=days)

    def test_monitoring_comes_round_at_the_interval_of_the_plan(self):
        care = {"planned_on": date(2024, 2, 1), "interval_months": 3, "institutional_controls": True}
        plan, monitoring, controls = ask_all("CL-028", self.cared(**care), on=date(2024, 5, 1))
        assert (plan.state, controls.state) == (State.FULFILLED, State.TRIGGERED)
        assert (monitoring.due, monitoring.late, monitoring.label) == (date(2024, 4, 30), "1D(open)", Label.PARAMETER)
        again = self.cared(days=(date(2024, 4, 30),), **care)
        assert [one.due for one in ask_all("CL-028", again, on=date(2024, 5, 6))[1:3]] == [
            date(2024, 4, 30),
            date(2024, 7, 30),
        ]

    def test_what_is_missing_is_named(self):
        plan, monitoring, controls = ask_all("CL-028", self.cared(), on=date(2024, 5, 1))
        assert (plan.state, plan.label) == (State.MISSING, Label.STATUTORY)
        assert monitoring.occurrence.missing == ("plan.post_interval",)
        assert controls.occurrence.missing == ("institutional_controls",)
        set_to = ask_all("CL-028", self.cared(), on=date(2024, 5, 1), parameters=setting("plan.post_interval", "6M"))
        assert set_to[1].due == date(2024, 7, 31)
        assert (
            ask_all("CL-028", self.cared(institutional_controls=False), on=date(2024, 5, 1))[2].state is State.MISSING
        )

    def test_it_begins_with_the_review_and_only_where_asked_for(self):
        assert ask_all("CL-028", self.cared(), on=date(2024, 1, 30)) == []
        assert ask_all("CL-028", self.cared(asks=False), on=date(2024, 5, 1)) == []

    def test_the_code_takes_over(self):
        assert cited(ask_all("CL-028", self.cared(), on=date(2026, 8, 14))[0]) == "土壤污染防治法第42条第3款"
        assert cited(ask_all("CL-028", self.cared(), on=date(2026, 8, 15))[0]) == "生态环境法典第437条第3款"


class TestCL034:
    """Law art. 39, Code art. 434: sources removed within the days of the order."""

    @staticmethod
    def ordered(kind: OrderKind = OrderKind.REMOVE_SOURCE, **facts: Any) -> Parcel:
        return parcel(orders=(Order(id="9", kind=kind, issued_on=date(2024, 3, 5), **facts),))

    def test_the_order_sets_the_days(self):
        found = ask("CL-034", self.ordered(term_days=14), on=date(2024, 3, 20))
        assert (found.due, found.late, found.label) == (date(2024, 3, 19), "1D(open)", Label.PARAMETER)
        done = self.ordered(term_days=14, completed_on=date(2024, 3, 19))
        assert ask("CL-034", done, on=date(2024, 4, 1)).state is State.FULFILLED

    def test_else_the_parameter_and_without_it_nothing_is_late(self):
        found = ask("CL-034", self.ordered(), on=date(2024, 4, 20))
        assert (found.state, found.occurrence.missing) == (State.PENDING, ("order.days",))
        days = setting("order.days", "10D")
        assert ask("CL-034", self.ordered(), on=date(2024, 3, 10), parameters=days).due == date(2024, 3, 15)

    def test_other_orders_do_not_count_and_the_code_takes_over(self):
        assert ask_all("CL-034", self.ordered(OrderKind.SURVEY), on=date(2024, 4, 1)) == []
        assert ask_all("CL-034", self.ordered(), on=date(2024, 3, 4)) == []
        assert cited(ask("CL-034", self.ordered(), on=date(2026, 8, 14))) == "土壤污染防治法第39条"
        assert cited(ask("CL-034", self.ordered(), on=date(2026, 8, 15))) == "生态环境法典第434条"
