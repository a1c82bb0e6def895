"""Accounts and registration of inputs, clause by clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_farming import FarmingWork, InputAccount, Registration
from jingtu.duties.farming import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.answers import articles, remark
from jingtu.duties.tests.asking import asked, asked_all

AS_OF = date(2026, 11, 28)


class TestAG005:
    """Gaoping 2019 art. 18: 90 % under soil-test advice by 2019. Zhongyuan art. 10: no growth of fertilizer in 2020."""

    @staticmethod
    def body(code: str, *accounts: InputAccount) -> GovernmentBody:
        return GovernmentBody(id="g", place=code, level=Level.COUNTY, farming=FarmingWork(input_accounts=accounts))

    @staticmethod
    def covered(area: str | None) -> InputAccount:
        return InputAccount(
            year=2019, soil_tested_area_mu=None if area is None else Decimal(area), sown_area_mu=Decimal(1000)
        )

    @staticmethod
    def used(year: int, tonnes: str | None) -> InputAccount:
        return InputAccount(year=year, fertilizer_t=None if tonnes is None else Decimal(tonnes))

    def test_other_places_have_no_such_target(self):
        assert asked_all(DUTIES, "AG-005", self.body("140404"), on=date(2020, 1, 1)) == []

    def test_899_of_1000_mu_are_short_in_gaoping(self):
        body = self.body("140581", self.covered("899.9"))
        days = (date(2019, 12, 30), date(2019, 12, 31), date(2020, 1, 1))
        found = [asked(DUTIES, "AG-005", body, on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.MISSING]
        assert remark(found[2]) == "Target not reached: 899.9/1000, wanted >= 90 %"
        assert (found[1].label, found[2].historical) == (Label.PLAN, True)

    def test_900_of_1000_mu_are_enough(self):
        found = asked(DUTIES, "AG-005", self.body("140581", self.covered("900")), on=date(2019, 12, 31))
        assert (found.about, found.state) == ("coverage", State.FULFILLED)

    def test_without_the_areas_nothing_is_said(self):
        found = asked(DUTIES, "AG-005", self.body("140581"), on=date(2020, 1, 1))
        assert found.occurrence.missing == ("soil_tested_area_mu", "sown_area_mu")

    @pytest.mark.parametrize(
        ("tonnes", "state"), [("500", State.FULFILLED), ("500.1", State.DUE), (None, State.HUMAN_REVIEW)]
    )
    def test_zhongyuan_may_not_use_more_than_the_year_before(self, tonnes, state):
        body = self.body("410102", self.used(2019, "500"), self.used(2020, tonnes))
        found = asked(DUTIES, "AG-005", body, on=date(2020, 12, 31))
        assert (found.about, found.state, articles(found)) == (
            "growth",
            state,
            ["郑州市中原区土壤污染防治工作方案第10条"],
        )

    def test_growth_is_missing_from_2021_on(self):
        body = self.body("410102", self.used(2019, "500"), self.used(2020, "501"))
        assert asked(DUTIES, "AG-005", body, on=date(2021, 1, 1)).state is State.MISSING
        assert remark(asked(DUTIES, "AG-005", body, on=date(2021, 1, 1))).endswith("501 t, wanted <= 500 t")


class TestAG008:
    """Law art. 26, Code art. 420: effects on soil are considered when pesticides and fertilizers are registered."""

    @staticmethod
    def registered(assessed: bool | None) -> GovernmentBody:
        one = Registration(number="PD2025", registered_on=date(2025, 3, 3), soil_effects_assessed=assessed)
        return GovernmentBody(id="g", as_of=AS_OF, farming=FarmingWork(registrations=(one,)))

    def test_before_a_registration_nothing_is_owed(self):
        assert asked_all(DUTIES, "AG-008", self.registered(False), on=date(2025, 3, 2)) == []

    @pytest.mark.parametrize(
        ("assessed", "state", "missing"),
        [
            (True, State.TRIGGERED, ()),
            (False, State.MISSING, ()),
            (None, State.TRIGGERED, ("soil_effects_assessed",)),
        ],
    )
    def test_a_registration_without_the_assessment_is_missing_it(self, assessed, state, missing):
        found = asked(DUTIES, "AG-008", self.registered(assessed), on=date(2025, 3, 3))
        assert (found.about, found.state, found.occurrence.missing) == ("PD2025", state, missing)
        assert found.label is Label.STATUTORY

    def test_the_code_takes_over_on_15_august_2026(self):
        before, after = (
            asked(DUTIES, "AG-008", self.registered(False), on=on) for on in (date(2026, 8, 14), date(2026, 8, 15))
        )
        assert (articles(before), articles(after)) == (["土壤污染防治法第26条"], ["生态环境法典第420条"])
