"""Duties of key regulated units, clause by clause: permits, facilities, substances, projects."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.key_unit import KeyUnit, Permit
from jingtu.duties.facts.key_unit_works import (
    Facility,
    Leak,
    Project,
    Tank,
    ToxicSubstance,
    TreatmentFacility,
)
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_key_units import ask, ask_all, cites, d, said, says, setting, unit


def unknown_listing(**facts: Any) -> KeyUnit:
    """An enterprise of which it is not known whether it is a key unit."""
    return KeyUnit(id="u", **facts)


class TestKU021:
    """Law art. 21 para. 2, Code art. 414: the soil duties stand in the permit when it is issued."""

    PERMIT = Permit(number="001P", issued_on=d("2025-06-10"))

    def test_the_day_before_issue_is_the_last(self):
        assert says("KU-021", unit(permits=(self.PERMIT,)), "2025-06-09") == ["001P: due 2025-06-09"]
        assert says("KU-021", unit(permits=(self.PERMIT,)), "2025-06-10") == ["001P: late 2025-06-09 1D(open)"]

    @pytest.mark.parametrize(
        ("written", "told"), [("2025-06-09", "fulfilled 2025-06-09"), ("2025-06-12", "late 2025-06-09 3D")]
    )
    def test_a_section_added_afterwards_is_late(self, written, told):
        permit = replace(self.PERMIT, soil_section_on=d(written))
        assert says("KU-021", unit(permits=(permit,)), "2025-07-01") == [f"001P: {told}"]

    def test_it_concerns_key_units_and_a_person_decides_where_that_is_unknown(self):
        assert says("KU-021", unit(permits=(self.PERMIT,), delisted_on=d("2025-06-10")), "2025-06-10") == []
        found = ask("KU-021", unknown_listing(permits=(self.PERMIT,)), "2025-06-10")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("listed_on",))

    @pytest.mark.parametrize(
        ("issued", "cite"), [("2026-08-15", "土壤污染防治法第21条第2款末句"), ("2026-08-16", "生态环境法典第414条")]
    )
    def test_it_is_statutory_and_the_code_takes_over(self, issued, cite):
        issued_then = unit(permits=(replace(self.PERMIT, issued_on=d(issued)),))
        assert ask("KU-021", issued_then, "2026-08-14").label is Label.STATUTORY
        assert cites("KU-021", issued_then, "2026-08-14") == [cite]


class TestKU030:
    """Code art. 414, decree 3 art. 10 (not confirmed): underground tanks reported; 30 days are a reminder."""

    TANK = Tank(id="T1", commissioned_on=d("2025-06-10"))

    def test_thirty_days_after_it_is_put_to_use(self):
        assert says("KU-030", unit(tanks=(self.TANK,)), "2025-06-09") == []
        assert says("KU-030", unit(tanks=(Tank(id="T2"),)), "2025-07-11") == []
        assert says("KU-030", unit(tanks=(self.TANK,)), "2025-07-10") == ["T1: due 2025-07-10"]
        assert says("KU-030", unit(tanks=(self.TANK,)), "2025-07-11") == ["T1: late 2025-07-10 1D(open)"]

    def test_an_older_tank_counts_from_the_listing_of_its_unit(self):
        old = unit(tanks=(replace(self.TANK, commissioned_on=d("2019-06-10")),))
        assert says("KU-030", old, "2024-04-28") == ["T1: due 2024-04-28"]

    @pytest.mark.parametrize(
        ("reported", "told"),
        [("2025-06-01", "fulfilled"), ("2025-07-10", "fulfilled 2025-07-10"), ("2025-07-12", "late 2025-07-10 2D")],
    )
    def test_reported_before_or_on_the_last_day_is_in_time(self, reported, told):
        tank = replace(self.TANK, reported_on=d(reported))
        assert says("KU-030", unit(tanks=(tank,)), "2025-08-01") == [f"T1: {told}"]

    def test_it_concerns_key_units(self):
        assert says("KU-030", KeyUnit(id="u", key_unit=False, tanks=(self.TANK,)), "2025-07-11") == []
        assert ask("KU-030", unknown_listing(tanks=(self.TANK,)), "2025-07-11").state is State.HUMAN_REVIEW

    def test_the_reminder_is_internal_and_a_period_of_the_province_a_parameter(self):
        tank = unit(tanks=(self.TANK,))
        assert ask("KU-030", tank, "2025-07-11").label is Label.INTERNAL
        found = ask("KU-030", tank, "2025-07-11", parameters=setting("province.tank_report_days", "20D"))
        assert (said(found), found.label) == ("late 2025-06-30 11D(open)", Label.PARAMETER)

    def test_the_code_joins_the_decree_on_15_august_2026(self):
        decree = "工矿用地土壤环境管理办法（试行）第10条"
        old, new = (unit(tanks=(Tank(commissioned_on=d(day)),)) for day in ("2026-07-15", "2026-07-20"))
        assert cites("KU-030", old, "2026-08-14") == [decree]
        assert set(cites("KU-030", new, "2026-08-19")) == {decree, "生态环境法典第414条"}


class TestKU031:
    """Decree 3 art. 9 (not confirmed): barrier and leak monitor stand before the facility is put to use."""

    BUILT = Facility(id="F1", commissioned_on=d("2025-06-10"), barrier_built_on=d("2025-06-09"))

    def test_each_part_stands_the_day_before(self):
        built = unit(facilities=(self.BUILT,))
        assert says("KU-031", built, "2025-06-09") == [
            "F1 barrier: fulfilled 2025-06-09",
            "F1 leak_monitor: due 2025-06-09",
        ]
        assert says("KU-031", built, "2025-06-10")[1] == "F1 leak_monitor: late 2025-06-09 1D(open)"
        late = replace(self.BUILT, barrier_built_on=d("2025-06-10"))
        assert says("KU-031", unit(facilities=(late,)), "2025-06-10")[0] == "F1 barrier: late 2025-06-09 1D"

    def test_it_concerns_key_units(self):
        assert says("KU-031", unit(), "2025-06-10") == []
        assert says("KU-031", KeyUnit(id="u", key_unit=False, facilities=(self.BUILT,)), "2025-06-10") == []
        found = ask_all("KU-031", unknown_listing(facilities=(self.BUILT,)), "2025-06-10")
        assert {one.occurrence.missing for one in found} == {("listed_on",)}

    def test_it_is_internal_and_rests_on_the_decree_from_1_august_2018(self):
        assert ask_all("KU-031", unit(facilities=(self.BUILT,)), "2025-06-10")[0].label is Label.INTERNAL
        for commissioned, parts in (("2018-08-01", 0), ("2018-08-02", 2)):
            old = unit(listed_on=d("2017-03-01"), facilities=(Facility(commissioned_on=d(commissioned)),))
            assert len(says("KU-031", old, "2018-08-02")) == parts


class TestKU035:
    """Law art. 25, Code art. 419: wastewater and waste facilities pollute no soil while they run."""

    PLANT = TreatmentFacility(id="P1", running_from=d("2024-05-06"), surroundings_monitored_on=(d("2025-03-10"),))

    def test_it_holds_from_the_first_day_until_the_facility_is_closed(self):
        closed = unknown_listing(treatment_facilities=(replace(self.PLANT, closed_on=d("2025-05-06")),))
        early = replace(closed, as_of=d("2025-05-06"))
        assert says("KU-035", replace(early, treatment_facilities=()), "2025-05-05") == []
        assert says("KU-035", early, "2024-05-05") == []
        assert says("KU-035", early, "2024-05-06") == ["P1: triggered"]
        assert says("KU-035", early, "2025-05-05") == ["P1: triggered"]
        assert says("KU-035", early, "2025-05-06") == []

    def test_pollution_breaks_it_until_it_is_ended(self):
        polluted = replace(self.PLANT, pollution_found_on=d("2025-04-10"))
        assert says("KU-035", unknown_listing(treatment_facilities=(polluted,)), "2025-04-10") == ["P1: due 2025-04-10"]
        assert says("KU-035", unknown_listing(treatment_facilities=(polluted,)), "2025-04-11") == [
            "P1: late 2025-04-10 1D(open)"
        ]

    def test_monitoring_that_is_not_known_is_named(self):
        bare = unknown_listing(treatment_facilities=(replace(self.PLANT, surroundings_monitored_on=()),))
        assert ask("KU-035", bare, "2025-04-10").occurrence.missing == ("surroundings_monitored_on",)

    def test_it_is_statutory_and_the_code_takes_over(self):
        running = unknown_listing(treatment_facilities=(self.PLANT,))
        assert ask("KU-035", running, "2025-04-10").label is Label.STATUTORY
        assert cites("KU-035", running, "2026-08-14") == ["土壤污染防治法第25条"]
        assert cites("KU-035", running, "2026-08-15") == ["生态环境法典第419条"]


class TestKU039:
    """Law art. 19, Code art. 412: toxic substances are kept from leaking, getting lost and blowing away."""

    HANDLED = (ToxicSubstance(name="chromium trioxide"),)
    LEAK = Leak(about="pump", found_on=d("2025-04-10"))

    def test_it_holds_for_anyone_who_handles_toxic_substances(self):
        assert says("KU-039", unknown_listing(), "2025-04-10") == []
        safe = ask("KU-039", unknown_listing(toxic_substances=self.HANDLED, seepage_barrier=True), "2025-04-10")
        assert (safe.state, safe.occurrence.missing) == (State.TRIGGERED, ())

    def test_without_measures_they_are_missing_and_the_unknown_is_named(self):
        bare = unknown_listing(toxic_substances=self.HANDLED, seepage_barrier=False)
        assert says("KU-039", bare, "2025-04-10") == ["barrier: missing"]
        unknown = unknown_listing(toxic_substances=self.HANDLED)
        assert ask("KU-039", unknown, "2025-04-10").occurrence.missing == ("seepage_barrier",)

    def test_a_leak_breaks_it_until_it_is_stopped(self):
        leaking = unknown_listing(toxic_substances=self.HANDLED, leaks=(self.LEAK,), seepage_barrier=True)
        assert says("KU-039", leaking, "2025-04-10") == ["pump: due 2025-04-10"]
        assert says("KU-039", leaking, "2025-04-11") == ["pump: late 2025-04-10 1D(open)"]
        stopped = replace(leaking, leaks=(replace(self.LEAK, stopped_on=d("2025-04-12")),))
        assert says("KU-039", stopped, "2025-04-14") == ["pump: late 2025-04-10 2D", "triggered"]

    def test_it_is_statutory_and_the_code_takes_over(self):
        handled = unknown_listing(toxic_substances=self.HANDLED)
        assert ask("KU-039", handled, "2025-04-10").label is Label.STATUTORY
        assert cites("KU-039", handled, "2026-08-14") == ["土壤污染防治法第19条"]
        assert cites("KU-039", handled, "2026-08-15") == ["生态环境法典第412条"]


class TestKU041:
    """Law art. 24, Code art. 418: less toxic materials and cleaner processes are encouraged in every project."""

    PROJECT = Project(name="line 2", applied_on=d("2025-04-10"), substitution="trivalent chromium")

    def test_it_holds_softly_from_the_application_on(self):
        assert says("KU-041", unknown_listing(projects=(Project(),)), "2025-04-10") == []
        begun = unknown_listing(projects=(self.PROJECT,), as_of=d("2025-04-10"))
        assert says("KU-041", begun, "2025-04-09") == []
        found = ask("KU-041", begun, "2025-04-10")
        assert (said(found), found.occurrence.soft, found.occurrence.missing) == ("triggered", True, ())

    def test_a_project_without_a_plan_of_substitution_says_so(self):
        bare = unknown_listing(projects=(replace(self.PROJECT, substitution=""),))
        assert ask("KU-041", bare, "2025-04-10").occurrence.missing == ("substitution",)

    def test_it_is_statutory_and_the_code_takes_over(self):
        begun = unknown_listing(projects=(self.PROJECT,))
        assert ask("KU-041", begun, "2025-04-10").label is Label.STATUTORY
        assert cites("KU-041", begun, "2026-08-14") == ["土壤污染防治法第24条"]
        assert cites("KU-041", begun, "2026-08-15") == ["生态环境法典第418条"]
