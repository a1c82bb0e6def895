"""Parcels under watch or not developed, who answers for them, emergencies, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.contradictions import contradictions
from jingtu.duties.facts.parcel import (
    Development,
    History,
    Incident,
    Liability,
    Listing,
    ListKind,
    Parcel,
    Zone,
)
from jingtu.duties.facts.parcel_reports import Survey
from jingtu.duties.facts.parcel_uses import LandCase, LandCaseKind
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_parcels import ask, ask_all, cited, control_list, parcel, setting, states


class TestCL019:
    """Law art. 63, Code art. 458: an isolation zone, and monitoring in it."""

    @staticmethod
    def zoned(*days: date, **zone: Any) -> Parcel:
        return parcel(listings=(control_list(),), zone=Zone(**zone), monitored_on=days)

    def test_a_zone_that_was_proposed_waits_for_approval(self):
        land = self.zoned(proposed_on=date(2024, 3, 4))
        found = ask("CL-019", land, on=date(2024, 3, 4))
        assert (found.about, found.state, found.label) == ("approval", State.MISSING, Label.STATUTORY)
        assert ask_all("CL-019", land, on=date(2024, 3, 3)) == []
        assert ask_all("CL-019", parcel(zone=Zone(proposed_on=date(2024, 3, 4))), on=date(2024, 4, 1)) == []

    def test_a_zone_that_was_drawn_is_monitored(self):
        land = self.zoned(date(2024, 5, 5), date(2024, 5, 7), approved_on=date(2024, 5, 6))
        assert ask("CL-019", land, on=date(2024, 5, 6)).state is State.MISSING
        found = ask("CL-019", land, on=date(2024, 5, 7))
        assert (found.about, found.state, found.occurrence.done) == ("monitoring", State.FULFILLED, date(2024, 5, 7))

    def test_the_code_takes_over(self):
        land = self.zoned(proposed_on=date(2024, 3, 4))
        assert cited(ask("CL-019", land, on=date(2026, 8, 14))) == "土壤污染防治法第63条"
        assert cited(ask("CL-019", land, on=date(2026, 8, 15))) == "生态环境法典第458条"


class TestCL031:
    """Law art. 68, Code art. 463: the government acts for land it took back from the polluter."""

    BACK = LandCase(kind=LandCaseKind.TAKE_BACK, decided_on=date(2019, 5, 20))

    def land(
        self, *, listed: date = date(2022, 10, 8), was_holder: bool | None = True, plan: date | None = None
    ) -> Parcel:
        who = Liability(polluter_was_holder=was_holder, government_plan_on=plan)
        return parcel(listings=(control_list(listed),), land_cases=(self.BACK,), liability=who)

    def test_the_plan_is_missing_from_the_listing_on(self):
        found = ask("CL-031", self.land(), on=date(2023, 7, 1))
        assert (found.state, found.label, found.occurrence.since) == (
            State.MISSING,
            Label.STATUTORY,
            date(2022, 10, 8),
        )
        assert ask_all("CL-031", self.land(), on=date(2022, 10, 7)) == []
        planned = self.land(plan=date(2023, 7, 1))
        assert ask("CL-031", planned, on=date(2023, 6, 30)).state is State.MISSING
        assert ask("CL-031", planned, on=date(2023, 7, 1)).state is State.FULFILLED

    def test_it_takes_a_take_back_from_the_polluter(self):
        assert ask_all("CL-031", self.land(was_holder=False), on=date(2023, 7, 1)) == []
        asks = ask("CL-031", self.land(was_holder=None), on=date(2023, 7, 1))
        assert (asks.state, asks.occurrence.missing) == (State.HUMAN_REVIEW, ("polluter_was_holder",))
        held = parcel(listings=(control_list(),), liability=Liability(polluter_was_holder=True))
        assert ask_all("CL-031", held, on=date(2023, 7, 1)) == []

    def test_the_code_takes_over(self):
        assert cited(ask("CL-031", self.land(), on=date(2026, 8, 14))) == "土壤污染防治法第68条"
        assert cited(ask("CL-031", self.land(), on=date(2026, 8, 15))) == "生态环境法典第463条"


class TestCL032:
    """Law art. 47, Code art. 441: the successor takes over."""

    @staticmethod
    def merged(successor: str = "") -> Parcel:
        return parcel(liability=Liability(succeeded_on=date(2024, 3, 4), successor=successor))

    def test_it_stands_from_the_succession_and_asks_who_it_is(self):
        found = ask("CL-032", self.merged(), on=date(2024, 3, 4))
        assert (found.state, found.occurrence.missing, found.label) == (
            State.TRIGGERED,
            ("successor",),
            Label.STATUTORY,
        )
        assert ask("CL-032", self.merged("Heir Ltd"), on=date(2024, 3, 4)).occurrence.missing == ()
        assert ask_all("CL-032", self.merged(), on=date(2024, 3, 3)) == []

    def test_the_code_takes_over(self):
        assert cited(ask("CL-032", self.merged(), on=date(2026, 8, 14))) == "土壤污染防治法第47条"
        assert cited(ask("CL-032", self.merged(), on=date(2026, 8, 15))) == "生态环境法典第441条"


class TestCL033:
    """Law art. 48, Code art. 442: the polluter is determined."""

    @staticmethod
    def opened(decided: date | None = None) -> Parcel:
        who = Liability(unclear=True, determination_opened_on=date(2024, 3, 5), determined_on=decided)
        return parcel(liability=who)

    def test_within_the_days_that_are_set(self):
        days = setting("determination_days", "60D")
        found = ask("CL-033", self.opened(), on=date(2024, 5, 7), parameters=days)
        assert (found.due, found.late, found.label) == (date(2024, 5, 6), "1D(open)", Label.PARAMETER)
        decided = self.opened(date(2024, 5, 6))
        assert ask("CL-033", decided, on=date(2024, 6, 1), parameters=days).state is State.FULFILLED
        assert ask("CL-033", self.opened(), on=date(2024, 5, 7)).occurrence.missing == ("determination_days",)

    def test_an_unclear_polluter_waits_for_the_procedure(self):
        found = ask("CL-033", parcel(liability=Liability(unclear=True)), on=date(2024, 5, 7))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("determination_opened_on",))
        assert ask_all("CL-033", parcel(liability=Liability(unclear=False)), on=date(2024, 5, 7)) == []

    def test_the_code_takes_over(self):
        unclear = parcel(liability=Liability(unclear=True))
        assert cited(ask("CL-033", unclear, on=date(2026, 8, 14))) == "土壤污染防治法第48条"
        assert cited(ask("CL-033", unclear, on=date(2026, 8, 15))) == "生态环境法典第442条"


class TestCL035:
    """Decree 42 arts. 18 and 22: a control plan each year (platform: by 31 March) for parcels not to be developed."""

    @staticmethod
    def idle(
        *plans: Yearly,
        development: Development | None = Development.NOT_FOR_NOW,
        listed: date | None = None,
        **facts: Any,
    ) -> Parcel:
        entry = Listing(kind=ListKind.CONTAMINATED, listed_on=listed, **facts)
        return parcel(listings=(entry,), development=development, annual_plans=plans)

    @pytest.mark.parametrize(
        ("on", "state", "late"),
        [
            (date(2024, 3, 30), State.PENDING, ""),
            (date(2024, 3, 31), State.DUE, ""),
            (date(2024, 4, 1), State.LATE, "1D(open)"),
        ],
    )
    def test_the_plan_of_the_year_is_owed_by_31_march(self, on, state, late):
        found = ask("CL-035", self.idle(Yearly(2024)), on=on)
        assert (found.about, found.due, found.state, found.late) == ("2024", date(2024, 3, 31), state, late)
        assert found.label is Label.INTERNAL

    def test_from_the_year_after_the_entry_until_removal(self):
        plans = (Yearly(2023, date(2023, 3, 31)), Yearly(2024, date(2024, 4, 2)))
        land = self.idle(*plans, listed=date(2022, 3, 31), removed_on=date(2025, 3, 30))
        assert [(one.about, one.state, one.late) for one in ask_all("CL-035", land, on=date(2026, 1, 5))] == [
            ("2023", State.FULFILLED, ""),
            ("2024", State.LATE, "2D"),
        ]

    def test_intended_development_owes_none_and_an_unknown_one_is_asked_for(self):
        assert ask_all("CL-035", self.idle(development=Development.INTENDED), on=date(2024, 4, 15)) == []
        asks = ask("CL-035", self.idle(development=None), on=date(2024, 4, 15))
        assert (asks.state, asks.occurrence.missing) == (State.HUMAN_REVIEW, ("development",))
        assert ask_all("CL-035", parcel(development=Development.NOT_FOR_NOW), on=date(2024, 4, 15)) == []
        entry = Listing(kind=ListKind.CONTAMINATED)
        silent = parcel(listings=(entry,), development=Development.NOT_REMEDIABLE)
        assert ask("CL-035", silent, on=date(2024, 4, 15)).occurrence.missing == ("annual_plans",)

    def test_the_decree_holds_from_july_2017(self):
        found = ask_all("CL-035", self.idle(listed=date(2016, 1, 5)), on=date(2018, 4, 1))
        assert [one.about for one in found] == ["2018"]
        assert cited(found[0]) == "污染地块土壤环境管理办法（试行）第18条"


class TestCL036:
    """Decree 42 art. 22: zone, signs, notice and monitoring (platform: yearly)."""

    @staticmethod
    def idle(*days: date, development: Development | None = Development.NOT_REMEDIABLE, **zone: Any) -> Parcel:
        entry = Listing(kind=ListKind.CONTAMINATED, listed_on=date(2022, 4, 6))
        return parcel(listings=(entry,), development=development, zone=Zone(**zone), monitored_on=days)

    def test_what_is_not_there_is_missing_and_monitoring_is_dated(self):
        *papers, monitoring = ask_all("CL-036", self.idle(), on=date(2023, 4, 7))
        assert states(papers) == [("zone", State.MISSING), ("sign", State.MISSING), ("notice", State.MISSING)]
        assert papers[0].occurrence.missing == ("outlined",)
        assert (monitoring.due, monitoring.late, monitoring.label) == (date(2023, 4, 6), "1D(open)", Label.INTERNAL)

    def test_everything_done(self):
        day = date(2022, 5, 9)
        land = self.idle(
            date(2023, 4, 6), approved_on=day, outlined=True, sign_photographed_on=day, notice_posted_on=day
        )
        *done, following = ask_all("CL-036", land, on=date(2023, 5, 5))
        assert [one.state for one in done] == [State.FULFILLED] * 4
        assert following.due == date(2024, 4, 7)

    def test_only_contaminated_parcels_that_are_not_developed(self):
        assert ask_all("CL-036", self.idle(development=Development.INTENDED), on=date(2023, 4, 7)) == []
        assert ask("CL-036", self.idle(development=None), on=date(2023, 4, 7)).occurrence.missing == ("development",)
        assert ask_all("CL-036", self.idle(), on=date(2022, 4, 5)) == []

    def test_the_decree_holds_from_july_2017(self):
        entry = Listing(kind=ListKind.CONTAMINATED)
        land = parcel(listings=(entry,), development=Development.NOT_FOR_NOW)
        assert ask_all("CL-036", land, on=date(2017, 6, 30)) == []
        assert len(ask_all("CL-036", land, on=date(2017, 7, 1))) == 4


class TestCL038:
    """Law art. 17, Code art. 404: key monitoring of parcels with a history."""

    def test_a_parcel_with_a_history_is_monitored(self):
        land = parcel(history=(History.WASTE,), monitored_on=(date(2024, 5, 6),))
        found = ask("CL-038", land, on=date(2024, 5, 5))
        assert (found.state, found.label) == (State.MISSING, Label.STATUTORY)
        assert ask("CL-038", land, on=date(2024, 5, 6)).state is State.FULFILLED

    def test_no_history_no_monitoring(self):
        assert ask_all("CL-038", parcel(history=()), on=date(2024, 5, 6)) == []
        assert ask_all("CL-038", parcel(), on=date(2024, 5, 6)) == []

    def test_the_code_takes_over(self):
        land = parcel(history=(History.ACCIDENT,))
        assert cited(ask("CL-038", land, on=date(2026, 8, 14))) == "土壤污染防治法第17条"
        assert cited(ask("CL-038", land, on=date(2026, 8, 15))) == "生态环境法典第404条"


class TestCL056:
    """Shangdang 2022 no. 7: cancelled permits are followed up (platform: in 30 days)."""

    @staticmethod
    def cancelled(day: date = date(2024, 3, 1), followed: date | None = None, place: str = "140404") -> Parcel:
        return parcel(place=place, permit_cancelled_on=day, followed_up_on=followed)

    def test_thirty_days_move_from_sunday_to_monday(self):
        found = ask("CL-056", self.cancelled(), on=date(2024, 4, 2))
        assert (found.occurrence.nominal, found.due, found.late) == (date(2024, 3, 31), date(2024, 4, 1), "1D(open)")
        assert found.label is Label.INTERNAL
        done = self.cancelled(followed=date(2024, 4, 1))
        assert ask("CL-056", done, on=date(2024, 5, 1)).state is State.FULFILLED

    def test_elsewhere_and_before_the_day_nothing_is_owed(self):
        assert ask_all("CL-056", self.cancelled(place="410102"), on=date(2024, 4, 2)) == []
        assert ask_all("CL-056", self.cancelled(), on=date(2024, 2, 29)) == []
        assert ask_all("CL-056", parcel(place="140404"), on=date(2024, 4, 2)) == []

    def test_the_plan_holds_from_2022(self):
        assert ask_all("CL-056", self.cancelled(date(2021, 11, 30)), on=date(2022, 2, 1)) == []
        assert (
            cited(ask("CL-056", self.cancelled(), on=date(2024, 4, 2))) == "上党区土壤污染防治行动计划（2022年）第7条"
        )


class TestCL062:
    """Law arts. 45 and 71, Code arts. 439 and 410: the government answers for orphans."""

    def test_an_orphan_needs_a_plan_of_the_government(self):
        found = ask("CL-062", parcel(liability=Liability(orphan=True)), on=date(2024, 5, 6))
        assert (found.state, found.label) == (State.MISSING, Label.STATUTORY)
        planned = parcel(liability=Liability(orphan=True, government_plan_on=date(2024, 5, 6)))
        assert ask("CL-062", planned, on=date(2024, 5, 5)).state is State.MISSING
        assert ask("CL-062", planned, on=date(2024, 5, 6)).state is State.FULFILLED

    @pytest.mark.parametrize("sign", ["bankrupt", "unclear"])
    def test_bankruptcy_or_doubt_alone_is_for_a_person(self, sign):
        found = ask("CL-062", parcel(liability=Liability(**{sign: True})), on=date(2024, 5, 6))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("orphan",))
        assert ask_all("CL-062", parcel(liability=Liability(**{sign: True}, orphan=False)), on=date(2024, 5, 6)) == []
        assert ask_all("CL-062", parcel(), on=date(2024, 5, 6)) == []

    def test_the_code_takes_over(self):
        land = parcel(liability=Liability(orphan=True))
        assert cited(ask("CL-062", land, on=date(2026, 8, 14))) == "土壤污染防治法第45条第2款"
        assert cited(ask("CL-062", land, on=date(2026, 8, 15))) == "生态环境法典第439条第2款"


class TestCL063:
    """Law art. 44, Code art. 443: emergencies are responded to at once."""

    @staticmethod
    def spilled(responded: date | None = None, day: date = date(2024, 5, 6)) -> Parcel:
        return parcel(incidents=(Incident(id="i", happened_on=day, responded_on=responded),))

    def test_on_the_day_itself(self):
        assert ask("CL-063", self.spilled(), on=date(2024, 5, 6)).state is State.DUE
        found = ask("CL-063", self.spilled(), on=date(2024, 5, 7))
        assert (found.due, found.late, found.label) == (date(2024, 5, 6), "1D(open)", Label.STATUTORY)
        assert ask("CL-063", self.spilled(date(2024, 5, 6)), on=date(2024, 6, 1)).state is State.FULFILLED
        assert ask("CL-063", self.spilled(date(2024, 5, 8)), on=date(2024, 6, 1)).late == "2D"

    def test_no_event_no_duty_and_the_code_takes_over(self):
        assert ask_all("CL-063", self.spilled(), on=date(2024, 5, 5)) == []
        old = ask("CL-063", self.spilled(date(2026, 8, 14), date(2026, 8, 14)), on=date(2026, 9, 1))
        new = ask("CL-063", self.spilled(date(2026, 8, 15), date(2026, 8, 15)), on=date(2026, 9, 1))
        assert (cited(old), cited(new)) == ("土壤污染防治法第44条", "生态环境法典第443条")


class TestContradictions:
    """Facts of a parcel that exclude each other are named, and the duties that rest on them are invalid."""

    def test_two_entries_on_one_list_at_once(self):
        land = parcel(listings=(control_list(date(2023, 1, 4)), control_list(date(2024, 1, 4))))
        [found] = contradictions(land, on=date(2024, 6, 1))
        assert (found.one, found.other) == ("listings[0].listed_on", "listings[1].listed_on")
        assert ask("CL-013", land, on=date(2024, 6, 1)).state is State.INVALID
        control = ask_all("CL-017", land, on=date(2025, 6, 1))
        assert [one.state for one in control] == [State.INVALID, State.INVALID]

    def test_one_after_the_other_and_two_lists_agree(self):
        first = control_list(date(2023, 1, 4), removed_on=date(2024, 1, 4))
        other = Listing(kind=ListKind.CONTAMINATED, listed_on=date(2023, 1, 4))
        land = parcel(listings=(first, control_list(date(2024, 1, 4)), other))
        assert list(contradictions(land, on=date(2024, 6, 1))) == []

    def test_above_the_laxer_value_and_within_the_stricter_one(self):
        survey = Survey(exceeds_class_one=False, exceeds_class_two=True)
        [found] = contradictions(parcel(surveys=(survey,)), on=date(2024, 6, 1))
        assert found.one == "surveys[0].exceeds_class_two"
