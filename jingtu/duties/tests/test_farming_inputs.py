"""What is brought onto farmland: inputs, waste, film, pesticides, clause by clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.farming_place import (
    FarmingPlace,
    Film,
    InputProduct,
    Material,
    MaterialType,
    Measurement,
    ProductCheck,
    Recovery,
    ToxicPesticide,
)
from jingtu.duties.farming import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.answers import articles, states
from jingtu.duties.tests.asking import asked, asked_all

AS_OF = date(2026, 11, 28)


def place(code: str = "140581", **known: Any) -> FarmingPlace:
    return FarmingPlace(id="p", place=code, as_of=AS_OF, **known)


class TestAG001:
    """Law art. 27, Code art. 421: inputs spot-checked, yearly as a reminder; those above a limit dealt with."""

    @staticmethod
    def checked(value: str | None, **known: Any) -> FarmingPlace:
        result = Measurement(metal="Cd", value=None if value is None else Decimal(value), limit=Decimal(10))
        check = ProductCheck(checked_on=date(2024, 6, 3), results=(result,), **known)
        return place(products=(InputProduct(id="F1", checks=(check,)),))

    def test_without_products_nothing_is_owed(self):
        assert asked_all(DUTIES, "AG-001", place(), on=date(2025, 1, 1)) == []

    @pytest.mark.parametrize(("checks", "state"), [((), State.MISSING), (None, State.TRIGGERED)])
    def test_a_product_never_checked_is_missing_and_where_not_known_triggered(self, checks, state):
        found = asked(DUTIES, "AG-001", place(products=(InputProduct(id="F1", checks=checks),)), on=date(2025, 1, 1))
        assert (found.state, found.label) == (state, Label.INTERNAL)
        assert found.occurrence.missing == (() if checks == () else ("checks",))

    def test_the_next_check_is_due_a_year_after_the_last(self):
        days = (date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 4))
        found = [asked_all(DUTIES, "AG-001", self.checked("1"), on=on)[0] for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].about, found[2].late) == ("F1 check", "1D(open)")

    @pytest.mark.parametrize(
        ("value", "state"), [("10", State.TRIGGERED), ("10.1", State.LATE), (None, State.HUMAN_REVIEW)]
    )
    def test_a_value_above_the_limit_is_a_breach_and_one_at_the_limit_is_not(self, value, state):
        found = asked_all(DUTIES, "AG-001", self.checked(value), on=date(2024, 6, 4))[1]
        assert (found.about, found.state, found.label) == ("F1", state, Label.STATUTORY)
        assert found.occurrence.since == date(2024, 6, 3)
        assert found.occurrence.missing == (("value",) if value is None else ())

    def test_the_breach_lasts_until_it_is_dealt_with(self):
        open_ = asked_all(DUTIES, "AG-001", self.checked("11"), on=date(2024, 6, 4))[1]
        dealt = asked_all(DUTIES, "AG-001", self.checked("11", dealt_with_on=date(2024, 6, 13)), on=date(2025, 1, 1))[1]
        assert (open_.late, dealt.late) == ("1D(open)", "10D")

    def test_the_code_takes_over_on_15_august_2026(self):
        never = place(products=(InputProduct(id="F1", checks=()),))
        before, after = (asked(DUTIES, "AG-001", never, on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), articles(after)) == (["土壤污染防治法第27条"], ["生态环境法典第421条"])


class TestAG002:
    """Law art. 28, Code art. 422: no polluting water, sludge, sediment or slag; no raw waste as fertilizer."""

    @staticmethod
    def batch(**known: Any) -> FarmingPlace:
        return place(materials=(Material(**{"about": "B1", "type": MaterialType.TAILINGS} | known),))

    def test_without_such_material_nothing_is_owed(self):
        assert asked_all(DUTIES, "AG-002", place(), on=date(2025, 1, 1)) == []

    @pytest.mark.parametrize(
        ("known", "state"),
        [
            ({"harmless": False}, State.TRIGGERED),
            ({"harmless": True}, State.FULFILLED),
            ({"type": MaterialType.SLUDGE, "harmless": True, "as_fertilizer": True}, State.TRIGGERED),
            ({"type": MaterialType.SLUDGE, "harmless": True, "as_fertilizer": False}, State.FULFILLED),
            ({"type": MaterialType.HOUSEHOLD_WASTE, "as_fertilizer": True}, State.TRIGGERED),
        ],
    )
    def test_the_field_is_shut_to_what_is_harmful_or_raw(self, known, state):
        found = asked(DUTIES, "AG-002", self.batch(**known), on=date(2025, 1, 1))
        assert (found.about, found.state, found.label) == ("B1", state, Label.STATUTORY)

    @pytest.mark.parametrize(
        ("known", "missing"),
        [
            ({}, ("harmless",)),
            ({"type": None, "harmless": True}, ("type",)),
            ({"type": MaterialType.SLUDGE}, ("harmless", "as_fertilizer")),
        ],
    )
    def test_what_is_not_known_is_asked(self, known, missing):
        found = asked(DUTIES, "AG-002", self.batch(**known), on=date(2025, 1, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, missing)

    def test_brought_onto_farmland_all_the_same_it_is_a_breach_until_cleared(self):
        applied = self.batch(harmless=False, applied_on=date(2025, 4, 1), ended_on=date(2025, 4, 8))
        days = (date(2025, 3, 31), date(2025, 4, 2), date(2025, 5, 1))
        found = [asked(DUTIES, "AG-002", applied, on=on) for on in days]
        assert [one.state for one in found] == [State.TRIGGERED, State.LATE, State.LATE]
        assert [(one.about, one.late) for one in found[1:]] == [("B1", "1D(open)"), ("B1", "7D")]

    def test_the_code_takes_over_on_15_august_2026(self):
        shut = self.batch(harmless=False)
        before, after = (asked(DUTIES, "AG-002", shut, on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), articles(after)) == (["土壤污染防治法第28条"], ["生态环境法典第422条"])


class TestAG003:
    """Law art. 30, Code art. 424, Zhongyuan art. 11: no film below 0.01 mm; film and packaging recovered."""

    @staticmethod
    def film(thickness: str | None, code: str = "410102", **known: Any) -> FarmingPlace:
        thin = None if thickness is None else Decimal(thickness)
        usual: dict[str, Any] = {"id": "M1", "found_on": date(2025, 3, 3), "thickness_mm": thin}
        return place(code, films=(Film(**usual | known),))

    def test_without_film_nothing_is_owed(self):
        assert asked_all(DUTIES, "AG-003", place(), on=date(2025, 3, 4)) == []

    @pytest.mark.parametrize(
        ("thickness", "state"),
        [("0.0099", State.LATE), ("0.010", State.TRIGGERED), ("0.015", State.TRIGGERED), (None, State.HUMAN_REVIEW)],
    )
    def test_below_a_hundredth_of_a_millimetre_it_is_a_breach(self, thickness, state):
        found = asked_all(DUTIES, "AG-003", self.film(thickness), on=date(2025, 3, 4))[0]
        assert (found.about, found.state, found.label) == ("M1", state, Label.PLAN)

    def test_the_breach_begins_when_it_is_found_and_ends_when_withdrawn(self):
        thin = self.film("0.008", withdrawn_on=date(2025, 3, 13))
        assert asked_all(DUTIES, "AG-003", thin, on=date(2025, 3, 4))[0].late == "1D(open)"
        assert asked_all(DUTIES, "AG-003", thin, on=date(2025, 4, 1))[0].late == "10D"
        assert [one.about for one in asked_all(DUTIES, "AG-003", thin, on=date(2025, 3, 2))] == ["recovery"]

    def test_outside_zhongyuan_the_thickness_is_remembered_only(self):
        assert asked_all(DUTIES, "AG-003", self.film("0.008", "140404"), on=date(2025, 3, 4))[0].label is Label.INTERNAL

    @pytest.mark.parametrize(
        ("recoveries", "about", "state", "missing"),
        [
            (None, "recovery", State.TRIGGERED, ("recoveries",)),
            ((), "recovery", State.MISSING, ()),
            ((Recovery(year=2024),), "2024 recovery", State.TRIGGERED, ("recovered_kg",)),
            ((Recovery(year=2024, recovered_kg=Decimal(0)),), "2024 recovery", State.MISSING, ()),
            ((Recovery(year=2024, used_kg=Decimal(9), recovered_kg=Decimal(7)),), "2024 recovery", State.TRIGGERED, ()),
        ],
    )
    def test_where_film_is_used_something_is_recovered(self, recoveries, about, state, missing):
        used = place("140404", films=(Film(id="M1", thickness_mm=Decimal("0.01")),), recoveries=recoveries)
        found = asked_all(DUTIES, "AG-003", used, on=date(2025, 1, 1))[1]
        assert (found.about, found.state, found.occurrence.missing) == (about, state, missing)

    def test_the_code_takes_over_on_15_august_2026(self):
        none = place("140404", recoveries=())
        before, after = (asked(DUTIES, "AG-003", none, on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), articles(after)) == (["土壤污染防治法第30条"], ["生态环境法典第424条"])


class TestAG007:
    """Zhongyuan art. 10: the flow of highly toxic pesticides known, recorded yearly as a reminder."""

    @staticmethod
    def dealer(recorded: tuple[date, ...] | None, code: str = "410102") -> FarmingPlace:
        return place(code, toxic_pesticides=(ToxicPesticide(id="D1", flow_recorded_on=recorded),))

    def test_other_places_and_dealers_without_them_owe_none(self):
        assert asked_all(DUTIES, "AG-007", self.dealer((), "140404"), on=date(2025, 1, 1)) == []
        assert asked_all(DUTIES, "AG-007", place("410102"), on=date(2025, 1, 1)) == []

    @pytest.mark.parametrize(("recorded", "state"), [((), State.MISSING), (None, State.TRIGGERED)])
    def test_never_recorded_is_missing_and_not_known_is_triggered(self, recorded, state):
        found = asked(DUTIES, "AG-007", self.dealer(recorded), on=date(2025, 1, 1))
        assert (found.state, found.about) == (state, "D1")

    def test_the_next_record_is_due_a_year_after_the_last(self):
        days = (date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 4))
        found = [asked(DUTIES, "AG-007", self.dealer((date(2024, 6, 3),)), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].late, found[2].label) == ("1D(open)", Label.INTERNAL)

    def test_the_plan_carries_it_since_1_january_2018(self):
        assert asked_all(DUTIES, "AG-007", self.dealer(()), on=date(2017, 12, 31)) == []
        found = asked(DUTIES, "AG-007", self.dealer(()), on=date(2018, 1, 1))
        assert (articles(found), states([found])) == (["郑州市中原区土壤污染防治工作方案第10条"], {"D1": State.MISSING})
