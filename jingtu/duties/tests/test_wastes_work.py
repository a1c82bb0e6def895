"""Duties of governments on dumps, collection, pilots, bulletins and villages, clause by clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_wastes import (
    CollectionPoint,
    Destruction,
    InformalDump,
    MetalWaste,
    MetalWasteShipment,
    PublicWorks,
    SortingPilot,
    Village,
    WasteBulletin,
    WasteWork,
)
from jingtu.duties.facts.subject import Subject
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import NOTHING_SET, Parameters, Setting
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.duties.wastes import DUTIES
from jingtu.periods import Period

ZHONGYUAN, GAOPING, ELSEWHERE = "410102", "140581", "370102"


def one(duty: str, facts: Subject, on: date, parameters: Parameters = NOTHING_SET) -> Owed:
    return asked(DUTIES, duty, facts, on=on, parameters=parameters)


def every(duty: str, facts: Subject, on: date) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=on)


def government(place: str, level: Level | None = Level.COUNTY, **facts: Any) -> GovernmentBody:
    return GovernmentBody(id="g", place=place, level=level, as_of=date(2027, 12, 31), wastes=WasteWork(**facts))


def titles(found: Owed) -> list[str]:
    return [cite.text() for cite in found.citations]


class TestWS025:
    """Gaoping plan 2019, art. 20: four of five listed informal dumps treated by the end of 2019."""

    @staticmethod
    def of(done: int, open_: int, *more: InformalDump) -> GovernmentBody:
        treated = (InformalDump(id="d", listed=True, done_on=date(2019, 12, 31)),) * done
        return government(GAOPING, dumps=(*treated, *(InformalDump(id="o", listed=True),) * open_, *more))

    @pytest.mark.parametrize(
        ("done", "open_", "state"),
        [(4, 1, State.FULFILLED), (3, 1, State.MISSING), (8, 3, State.MISSING), (9, 2, State.FULFILLED)],
    )
    def test_four_of_five_are_enough(self, done: int, open_: int, state: State) -> None:
        assert one("WS-025", self.of(done, open_), date(2020, 1, 1)).state is state

    def test_a_new_find_and_a_relapse_do_not_count(self) -> None:
        find = InformalDump(id="new", listed=False, done_on=date(2019, 6, 3))
        assert one("WS-025", self.of(3, 1, find), date(2020, 1, 1)).state is State.MISSING
        again = InformalDump(id="r", listed=True, done_on=date(2019, 6, 3), relapsed_on=date(2019, 9, 2))
        assert one("WS-025", self.of(3, 1, again), date(2020, 1, 1)).state is State.MISSING
        cured = InformalDump(id="r", listed=True, done_on=date(2019, 10, 8), relapsed_on=date(2019, 9, 2))
        assert one("WS-025", self.of(3, 1, cured), date(2020, 1, 1)).state is State.FULFILLED

    def test_it_is_pending_then_due_then_short_and_late_treatment_does_not_count(self) -> None:
        late = InformalDump(id="l", listed=True, done_on=date(2020, 1, 1))
        before = one("WS-025", self.of(3, 1, late), date(2019, 12, 30))
        assert (before.state, before.due, before.label) == (State.PENDING, date(2019, 12, 31), Label.PLAN)
        assert one("WS-025", self.of(3, 1, late), date(2019, 12, 31)).state is State.DUE
        short = one("WS-025", self.of(3, 1, late), date(2020, 2, 3)).occurrence.remark
        assert short is not None
        assert "3/5, wanted 4/5" in short.text("en")

    def test_what_is_not_known_is_named_and_the_plan_ended_with_2019(self) -> None:
        unlisted = one("WS-025", self.of(4, 1, InformalDump(id="x")), date(2020, 1, 1))
        assert (unlisted.state, unlisted.occurrence.missing) == (State.HUMAN_REVIEW, ("listed",))
        unknown = one("WS-025", government(GAOPING), date(2019, 12, 31))
        assert (unknown.occurrence.missing, unknown.historical) == (("dumps",), False)
        assert one("WS-025", government(GAOPING), date(2020, 1, 1)).historical


class TestWS030:
    """Zhongyuan plan art. 12, Gaoping plan 2019 art. 22: points that collect waste with heavy metals; manifests."""

    POINT = CollectionPoint(id="p", wastes=tuple(MetalWaste), opened_on=date(2019, 6, 3))

    def test_elsewhere_nothing_is_owed_and_unknown_points_are_named(self) -> None:
        assert every("WS-030", government(ELSEWHERE), date(2019, 6, 3)) == []
        found = every("WS-030", government(GAOPING), date(2019, 6, 3))
        assert {(part.state, part.occurrence.missing) for part in found} == {(State.TRIGGERED, ("collection_points",))}

    def test_each_kind_is_missing_until_a_point_takes_it(self) -> None:
        body = government(GAOPING, collection_points=(self.POINT,))
        assert {part.state for part in every("WS-030", body, date(2019, 6, 2))} == {State.MISSING}
        assert {part.state for part in every("WS-030", body, date(2019, 6, 3))} == {State.FULFILLED}
        lamps = CollectionPoint(id="p", wastes=(MetalWaste.LAMPS,), opened_on=date(2019, 6, 3))
        found = every("WS-030", government(GAOPING, collection_points=(lamps,)), date(2019, 6, 3))
        assert [part.about for part in found if part.state is State.FULFILLED] == ["lamps"]

    def test_a_shipment_without_a_manifest_is_missing_it(self) -> None:
        shipments = tuple(
            MetalWasteShipment(about=about, moved_on=moved, manifest_no=number)
            for about, moved, number in (
                ("a", date(2019, 9, 2), ""),
                ("b", date(2019, 9, 2), "x"),
                ("c", None, "x"),
                ("d", date(2019, 9, 4), ""),
            )
        )
        found = every("WS-030", government(GAOPING, collection_points=(), shipments=shipments), date(2019, 9, 3))[4:]
        assert [(part.about, part.state) for part in found] == [
            ("a manifest", State.MISSING),
            ("b manifest", State.FULFILLED),
            ("c manifest", State.HUMAN_REVIEW),
        ]

    def test_plans_call_for_it_and_that_of_gaoping_ended_with_2019(self) -> None:
        found = every("WS-030", government(GAOPING), date(2019, 12, 31))[0]
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert every("WS-030", government(GAOPING), date(2020, 1, 1))[0].historical
        assert not every("WS-030", government(ZHONGYUAN), date(2020, 1, 1))[0].historical


class TestWS031:
    """Zhongyuan plan art. 12: communities that sort their household waste."""

    def test_elsewhere_nothing_is_owed(self) -> None:
        assert every("WS-031", government(GAOPING, sorting_pilots=()), date(2019, 6, 3)) == []

    def test_none_is_missing_and_unknown_is_named(self) -> None:
        found = one("WS-031", government(ZHONGYUAN, sorting_pilots=()), date(2019, 6, 3))
        assert (found.state, found.label) == (State.MISSING, Label.PLAN)
        unknown = one("WS-031", government(ZHONGYUAN), date(2019, 6, 3))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("sorting_pilots",))

    def test_a_pilot_runs_and_its_share_is_measured(self) -> None:
        pilot = SortingPilot(
            id="c", started_on=date(2019, 3, 1), sorting_rate=Decimal(60), measured_on=date(2019, 6, 3)
        )
        body = government(ZHONGYUAN, sorting_pilots=(pilot,))
        assert [part.state for part in every("WS-031", body, date(2019, 2, 28))] == [State.MISSING]
        assert [part.state for part in every("WS-031", body, date(2019, 6, 2))] == [State.FULFILLED, State.MISSING]
        assert [part.about for part in every("WS-031", body, date(2019, 6, 3))] == ["c", "c rate"]
        assert every("WS-031", body, date(2019, 6, 3))[1].state is State.FULFILLED

    def test_the_plan_begins_with_2018(self) -> None:
        assert every("WS-031", government(ZHONGYUAN), date(2017, 12, 31)) == []
        assert len(every("WS-031", government(ZHONGYUAN), date(2018, 1, 1))) == 1


class TestWS032:
    """Solid Waste Law art. 63, Code art. 520: projects paid by the government use recycled products, in principle."""

    @staticmethod
    def of(funded: bool | None, recycled: bool | None) -> GovernmentBody:
        works = (PublicWorks(about="p", government_funded=funded, recycled_products=recycled),)
        return government(ELSEWHERE, public_works=works)

    def test_other_projects_are_not_concerned(self) -> None:
        assert every("WS-032", self.of(False, None), date(2024, 6, 3)) == []

    @pytest.mark.parametrize(("recycled", "state"), [(True, State.FULFILLED), (False, State.TRIGGERED)])
    def test_the_gate_is_soft(self, recycled: bool, state: State) -> None:
        found = one("WS-032", self.of(True, recycled), date(2024, 6, 3))
        assert (found.state, found.occurrence.soft, found.label) == (state, True, Label.STATUTORY)

    def test_what_is_not_known_is_named(self) -> None:
        for facts, missing in ((self.of(None, True), "government_funded"), (self.of(True, None), "recycled_products")):
            found = one("WS-032", facts, date(2024, 6, 3))
            assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, (missing,))

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        assert titles(one("WS-032", self.of(True, False), date(2026, 8, 14))) == ["固体废物污染环境防治法第63条"]
        assert titles(one("WS-032", self.of(True, False), date(2026, 8, 15))) == ["生态环境法典第520条"]


class TestWS034:
    """Gaoping plan 2019, art. 17: the destruction of seized chemicals supervised the same day."""

    @staticmethod
    def of(supervised: date | None = None) -> GovernmentBody:
        one_of = Destruction(cas="60-29-7", destroyed_on=date(2019, 9, 3), supervised_on=supervised)
        return government(GAOPING, destructions=(one_of,))

    def test_before_the_destruction_nothing_is_owed(self) -> None:
        assert every("WS-034", self.of(), date(2019, 9, 2)) == []

    def test_it_is_due_the_same_day(self) -> None:
        found = one("WS-034", self.of(), date(2019, 9, 3))
        assert (found.about, found.state, found.due, found.label) == (
            "60-29-7",
            State.DUE,
            date(2019, 9, 3),
            Label.PLAN,
        )
        assert one("WS-034", self.of(date(2019, 9, 4)), date(2019, 10, 8)).late == "1D"
        assert one("WS-034", self.of(date(2019, 9, 3)), date(2019, 10, 8)).state is State.FULFILLED

    def test_the_plan_ended_with_2019(self) -> None:
        assert not one("WS-034", self.of(), date(2019, 12, 31)).historical
        assert one("WS-034", self.of(), date(2020, 1, 1)).historical


class TestWS036:
    """Solid Waste Law art. 29, Code art. 485: cities publish each year's bulletin; by default by 5 June."""

    @staticmethod
    def of(*bulletins: WasteBulletin, level: Level | None = Level.CITY) -> GovernmentBody:
        return government("370100", level, bulletins=bulletins)

    def test_counties_do_not_owe_it_and_of_an_unknown_level_a_person_decides(self) -> None:
        assert every("WS-036", self.of(level=Level.COUNTY), date(2024, 6, 5)) == []
        found = one("WS-036", self.of(level=None), date(2024, 6, 5))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("level",))

    def test_the_year_is_published_by_5_june_of_the_next(self) -> None:
        found = one("WS-036", self.of(), date(2024, 6, 5))
        assert (found.about, found.state, found.due, found.label) == (
            "2023",
            State.DUE,
            date(2024, 6, 5),
            Label.INTERNAL,
        )
        late = self.of(WasteBulletin(year=2023, published_on=date(2024, 6, 6)))
        assert one("WS-036", late, date(2024, 7, 1)).late == "1D"

    def test_a_city_may_set_another_day_and_the_duty_stays_internal_or_of_the_city(self) -> None:
        city = Parameters([Setting("city.waste_bulletin_day", "370100", "06-30", Period(date(2020, 1, 1)), "x", "")])
        found = one("WS-036", self.of(), date(2024, 6, 6), city)
        assert (found.due, found.state, found.label) == (date(2024, 6, 30), State.PENDING, Label.PARAMETER)

    def test_unknown_bulletins_are_named_and_the_code_takes_over_on_15_august_2026(self) -> None:
        found = one("WS-036", government("370100", Level.CITY), date(2026, 8, 14))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("bulletins",))
        assert titles(found) == ["固体废物污染环境防治法第29条"]
        assert titles(one("WS-036", government("370100", Level.CITY), date(2026, 8, 15))) == ["生态环境法典第485条"]


class TestWS037:
    """Gaoping plan 2019, art. 19: villages cleaned, their waste and sewage treated; by default looked at yearly."""

    @staticmethod
    def of(*days: date) -> GovernmentBody:
        return government(GAOPING, villages=(Village(id="v", serviced_on=days),))

    def test_elsewhere_nothing_is_owed_none_is_missing_and_unknown_is_named(self) -> None:
        assert every("WS-037", government(ZHONGYUAN), date(2019, 9, 3)) == []
        assert one("WS-037", government(GAOPING, villages=()), date(2019, 9, 3)).state is State.MISSING
        unknown = one("WS-037", government(GAOPING), date(2019, 9, 3))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("villages",))
        vague = one("WS-037", government(GAOPING, villages=(Village(id="v"),)), date(2019, 9, 3))
        assert (vague.state, vague.occurrence.missing) == (State.TRIGGERED, ("serviced_on",))

    def test_a_year_after_the_last_record_the_next_is_due(self) -> None:
        found = one("WS-037", self.of(date(2018, 9, 3)), date(2019, 9, 3))
        assert (found.about, found.state, found.due, found.label) == (
            "v",
            State.DUE,
            date(2019, 9, 3),
            Label.INTERNAL,
        )
        assert one("WS-037", self.of(date(2018, 9, 3)), date(2019, 9, 4)).late == "1D(open)"

    def test_the_plan_ended_with_2019(self) -> None:
        assert not one("WS-037", self.of(), date(2019, 12, 31)).historical
        assert one("WS-037", self.of(), date(2020, 1, 1)).historical
