"""Produce of contaminated cropland, of forests and orchards, clause by clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.farming_place import FarmingPlace, GrainLot, Measurement
from jingtu.duties.facts.farmland_unit import FarmlandKind, FarmlandUnit, PesticideFinding
from jingtu.duties.farmland import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.answers import articles, states
from jingtu.duties.tests.asking import asked, asked_all

AS_OF = date(2026, 11, 28)
ABOVE = Measurement(metal="Cd", value=Decimal("0.201"), limit=Decimal("0.2"))
AT_LIMIT = Measurement(metal="Cd", value=Decimal("0.20"), limit=Decimal("0.2"))


class TestFL006:
    """Shangdang 2022 art. 5, Liucheng 2023 (三)1, Zhongyuan art. 15: lots above a limit kept off the market."""

    TESTED = date(2025, 10, 8)
    MARKET = date(2025, 10, 14)

    @staticmethod
    def store(place: str = "140404", **known: Any) -> FarmingPlace:
        usual: dict[str, Any] = {"id": "L1", "harvested_on": date(2025, 10, 1)}
        return FarmingPlace(id="s", place=place, as_of=AS_OF, lots=(GrainLot(**usual | known),))

    def test_before_the_harvest_and_in_other_places_nothing_is_owed(self):
        assert asked_all(DUTIES, "FL-006", self.store(), on=date(2025, 9, 30)) == []
        assert asked(DUTIES, "FL-006", self.store(), on=date(2025, 10, 1)).occurrence.since == date(2025, 10, 1)
        assert asked_all(DUTIES, "FL-006", self.store(place="140581"), on=date(2025, 10, 1)) == []

    def test_the_test_is_due_the_day_before_the_lot_goes_to_market(self):
        days = (date(2025, 10, 12), date(2025, 10, 13), self.MARKET)
        found = [asked(DUTIES, "FL-006", self.store(market_on=self.MARKET), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].about, found[2].late, found[2].label) == ("L1 test", "1D(open)", Label.PLAN)

    @pytest.mark.parametrize(("tested", "late"), [(date(2025, 10, 13), ""), (date(2025, 10, 14), "1D")])
    def test_tested_the_day_before_is_in_time(self, tested, late):
        lot = self.store(market_on=self.MARKET, tested_on=tested, results=(AT_LIMIT,))
        assert asked(DUTIES, "FL-006", lot, on=date(2025, 11, 1)).late == late

    def test_without_a_day_for_the_market_it_holds_until_tested(self):
        open_ = asked(DUTIES, "FL-006", self.store(), on=date(2025, 11, 1))
        assert (open_.about, open_.state, open_.occurrence.missing) == ("L1 test", State.TRIGGERED, ("market_on",))
        tested = self.store(tested_on=self.TESTED, results=(AT_LIMIT,))
        found = asked(DUTIES, "FL-006", tested, on=self.TESTED)
        assert (found.about, found.state, found.occurrence.since) == ("L1 test", State.FULFILLED, date(2025, 10, 1))

    def test_a_lot_above_a_limit_is_missing_until_disposed_of_and_one_at_the_limit_is_not(self):
        lot = self.store(tested_on=self.TESTED, results=(AT_LIMIT, ABOVE), disposed_on=date(2025, 10, 20))
        for on, state in ((date(2025, 10, 19), State.MISSING), (date(2025, 10, 20), State.FULFILLED)):
            disposal = asked_all(DUTIES, "FL-006", lot, on=on)[1]
            assert (disposal.about, disposal.state, disposal.occurrence.since) == ("L1 disposal", state, self.TESTED)
        assert "L1 disposal" not in states(asked_all(DUTIES, "FL-006", lot, on=date(2025, 10, 7)))

    def test_a_lot_above_a_limit_that_went_to_market_is_a_breach_until_disposed_of(self):
        sold = {"tested_on": self.TESTED, "results": (ABOVE,), "market_on": self.MARKET}
        open_ = asked_all(DUTIES, "FL-006", self.store(**sold), on=date(2025, 10, 15))[1]
        assert (open_.about, open_.late) == ("L1 disposal", "1D(open)")
        called_back = self.store(**sold, disposed_on=date(2025, 10, 24))
        assert asked_all(DUTIES, "FL-006", called_back, on=date(2025, 11, 1))[1].late == "10D"

    def test_a_limit_that_is_not_known_is_asked(self):
        lot = self.store(tested_on=self.TESTED, results=(Measurement(metal="Cd", value=Decimal("0.1")),))
        found = asked_all(DUTIES, "FL-006", lot, on=self.TESTED)[1]
        assert (found.about, found.state, found.occurrence.missing) == ("L1 disposal", State.HUMAN_REVIEW, ("limit",))
        assert found.occurrence.since == self.TESTED
        none = asked_all(DUTIES, "FL-006", self.store(tested_on=self.TESTED), on=self.TESTED)[1]
        assert none.occurrence.missing == ("results",)

    def test_liucheng_ends_with_2023_and_shangdang_goes_on(self):
        old = self.store(place="450222", harvested_on=date(2023, 10, 1))
        assert not asked(DUTIES, "FL-006", old, on=date(2023, 12, 31)).historical
        assert asked(DUTIES, "FL-006", old, on=date(2024, 1, 1)).historical
        shangdang = asked(DUTIES, "FL-006", self.store(), on=date(2026, 9, 1))
        assert articles(shangdang) == ["上党区土壤污染防治行动计划（2022年）第5条"]


class TestFL013:
    """Zhongyuan art. 17, Gaoping 2019 art. 9: forests and orchards free of highly toxic pesticides, produce tested."""

    @staticmethod
    def orchard(*tests: date, **known: Any) -> FarmlandUnit:
        usual: dict[str, Any] = {"kind": FarmlandKind.ORCHARD, "place": "410102", "produce_tested_on": tests}
        return FarmlandUnit(id="o", as_of=AS_OF, **usual | known)

    def test_cropland_and_other_places_owe_none(self):
        for known in ({"kind": FarmlandKind.CROPLAND}, {"place": "140404"}):
            assert asked_all(DUTIES, "FL-013", self.orchard(**known), on=date(2025, 1, 1)) == []

    def test_never_tested_is_missing_and_not_known_is_triggered(self):
        assert asked(DUTIES, "FL-013", self.orchard(), on=date(2025, 1, 1)).state is State.MISSING
        unknown = asked(DUTIES, "FL-013", self.orchard(produce_tested_on=None), on=date(2025, 1, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("produce_tested_on",))

    def test_the_next_test_is_due_a_year_after_the_last(self):
        days = (date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 4))
        found = [asked(DUTIES, "FL-013", self.orchard(date(2024, 6, 3)), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].late, found[2].label) == ("1D(open)", Label.INTERNAL)

    def test_a_banned_pesticide_is_a_breach_until_it_is_dealt_with(self):
        used = PesticideFinding(pesticide="甲胺磷", found_on=date(2025, 5, 6), ended_on=date(2025, 5, 16))
        orchard = self.orchard(date(2025, 1, 6), pesticide_findings=(used,))
        assert len(asked_all(DUTIES, "FL-013", orchard, on=date(2025, 5, 5))) == 1
        on_the_day = asked_all(DUTIES, "FL-013", orchard, on=date(2025, 5, 6))
        assert states(on_the_day) == {"test": State.PENDING, "甲胺磷": State.DUE}
        assert asked_all(DUTIES, "FL-013", orchard, on=date(2025, 5, 7))[1].late == "1D(open)"
        assert asked_all(DUTIES, "FL-013", orchard, on=date(2025, 6, 1))[1].late == "10D"

    def test_gaoping_owes_one_test_in_the_months_of_its_plan(self):
        gaoping = self.orchard(date(2019, 3, 1), place="140581")
        assert asked_all(DUTIES, "FL-013", gaoping, on=date(2019, 5, 28)) == []
        due = asked(DUTIES, "FL-013", gaoping, on=date(2019, 12, 31))
        assert (due.state, articles(due)) == (State.DUE, ["高平市土壤污染防治2019年行动计划第9条"])
        assert asked(DUTIES, "FL-013", gaoping, on=date(2020, 1, 1)).late == "1D(open)"
        tested = self.orchard(date(2019, 12, 31), place="140581")
        assert asked(DUTIES, "FL-013", tested, on=date(2022, 1, 1)).state is State.FULFILLED
