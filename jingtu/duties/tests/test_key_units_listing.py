"""Duties of key regulated units, clause by clause: what it keeps up while listed."""

from __future__ import annotations

from dataclasses import replace

from jingtu.duties.duty import Label
from jingtu.duties.facts.key_unit import EmergencyPlan, KeyUnit, Letter, Policy, SystemEntry
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_key_units import (
    GAOPING,
    LIUCHENG,
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


class TestKU027:
    """Gaoping plan 2019, item 13, Zhongyuan plan, item 25: responsibility letters; yearly as a reminder."""

    def signed(self, *days: str, place: str = ZHONGYUAN) -> KeyUnit:
        return unit(place=place, letters=tuple(Letter(signed_on=d(day)) for day in days))

    def test_a_letter_a_year_in_zhongyuan_and_none_elsewhere(self):
        assert says("KU-027", self.signed(), "2025-03-31") == ["due 2025-03-31"]
        assert says("KU-027", self.signed(), "2025-04-01") == ["late 2025-03-31 1D(open)"]
        assert says("KU-027", self.signed("2025-03-10"), "2026-03-11")[1] == "late 2026-03-10 1D(open)"
        assert says("KU-027", self.signed(place=LIUCHENG), "2025-04-01") == []

    def test_unknown_letters_are_named_and_one_that_is_not_listed_signs_none(self):
        assert ask("KU-027", unit(place=ZHONGYUAN), "2025-04-01").occurrence.missing == ("letters",)
        assert says("KU-027", KeyUnit(id="u", place=ZHONGYUAN, letters=()), "2025-04-01") == []

    def test_no_letter_falls_due_after_the_plan_has_ended_or_off_the_list(self):
        signed = unit(place=GAOPING, listed_on=d("2018-12-03"), letters=(Letter(signed_on=d("2019-11-04")),))
        assert says("KU-027", signed, "2021-01-04") == ["fulfilled 2019-12-03"]
        assert says("KU-027", replace(self.signed(), delisted_on=d("2025-03-30")), "2025-04-01") == []

    def test_it_is_internal_and_history_in_gaoping_after_2019(self):
        assert ask("KU-027", self.signed(), "2025-04-01").label is Label.INTERNAL
        gaoping = unit(place=GAOPING, listed_on=d("2018-12-03"), letters=())
        assert not ask("KU-027", gaoping, "2019-12-31").historical
        assert ask("KU-027", gaoping, "2020-01-01").historical


class TestKU028:
    """Code art. 169, plans of Shanxi 2021 and Zhongyuan: liability insurance, encouraged; yearly as a reminder."""

    POLICY = Policy(number="P1", starts_on=d("2025-03-03"), ends_on=d("2026-03-02"))

    def test_first_within_a_year_of_listing(self):
        bare = unit(place=ZHONGYUAN, policies=())
        assert says("KU-028", bare, "2025-03-31") == ["due 2025-03-31"]
        assert says("KU-028", bare, "2025-04-01") == ["late 2025-03-31 1D(open)"]
        assert says("KU-028", KeyUnit(id="u", place=ZHONGYUAN, key_unit=True, policies=()), "2025-04-01") == ["missing"]
        assert says("KU-028", KeyUnit(id="u", place=ZHONGYUAN, policies=()), "2025-04-01") == []

    def test_then_renewed_by_the_last_day_of_cover_however_long_it_is(self):
        covered = unit(place=ZHONGYUAN, policies=(self.POLICY,))
        assert says("KU-028", covered, "2026-03-02") == ["fulfilled 2025-03-31", "P1: due 2026-03-02"]
        assert says("KU-028", covered, "2026-03-03")[1] == "P1: late 2026-03-02 1D(open)"
        renewed = replace(covered, policies=(Policy(number="P2", starts_on=d("2026-03-05")), self.POLICY))
        assert says("KU-028", renewed, "2026-03-10")[1:] == ["P1: late 2026-03-02 3D", "P2: pending 2027-03-05"]

    def test_unknown_policies_are_named(self):
        assert ask("KU-028", unit(place=ZHONGYUAN), "2025-04-01").occurrence.missing == ("policies",)

    def test_it_is_soft_and_internal(self):
        found = ask("KU-028", unit(place=ZHONGYUAN, policies=()), "2025-04-01")
        assert (found.occurrence.soft, found.label) == (True, Label.INTERNAL)

    def test_where_no_plan_asks_for_it_the_code_does(self):
        for listed, found in (("2025-08-14", []), ("2025-09-01", ["due 2026-09-01"])):
            bare = unit(place=LIUCHENG, listed_on=d(listed), policies=())
            assert says("KU-028", bare, "2026-08-14" if not found else "2026-09-01") == found
        assert cites("KU-028", unit(listed_on=d("2025-09-01"), policies=()), "2026-09-01") == ["生态环境法典第169条"]


class TestKU029:
    """Decree 3 art. 15 (not confirmed): the emergency plan covers soil and is revised every three years."""

    MADE = EmergencyPlan(made_on=d("2022-05-06"), soil_and_groundwater=True)

    def test_three_years_after_6_may_2022(self):
        planned = unit(emergency_plans=(self.MADE,))
        assert says("KU-029", planned, "2025-05-06") == ["due 2025-05-06"]
        assert says("KU-029", planned, "2025-05-07") == ["late 2025-05-06 1D(open)"]

    def test_a_plan_that_leaves_out_soil_is_none(self):
        without = unit(emergency_plans=(replace(self.MADE, soil_and_groundwater=False),))
        assert says("KU-029", without, "2025-04-01") == ["missing"]
        assert says("KU-029", KeyUnit(id="u", emergency_plans=()), "2025-04-01") == []

    def test_what_is_not_known_is_named(self):
        assert ask("KU-029", unit(), "2025-04-01").occurrence.missing == ("emergency_plans",)
        unknown = unit(emergency_plans=(replace(self.MADE, soil_and_groundwater=None),))
        assert ask("KU-029", unknown, "2025-04-01").occurrence.missing == ("soil_and_groundwater",)

    def test_it_is_internal_and_rests_on_the_decree_from_1_august_2018(self):
        assert ask("KU-029", unit(emergency_plans=(self.MADE,)), "2025-05-07").label is Label.INTERNAL
        for made, found in (("2015-07-31", []), ("2015-08-01", ["due 2018-08-01"])):
            plans = (replace(self.MADE, made_on=d(made)),)
            assert says("KU-029", unit(listed_on=d("2017-03-01"), emergency_plans=plans), "2018-08-01") == found


class TestKU036:
    """Law art. 82, Code art. 406: entries in the national key-unit system, by the day that it sets (not confirmed)."""

    def test_without_a_day_it_is_triggered_and_the_parameter_named(self):
        found = ask("KU-036", unit(system_entries=()), "2025-04-01")
        assert (found.state, found.occurrence.missing, found.label) == (
            State.TRIGGERED,
            ("system.upload_day",),
            Label.INTERNAL,
        )
        assert says("KU-036", KeyUnit(id="u", system_entries=()), "2025-04-01") == []

    def test_a_day_that_is_set_is_the_last_in_time(self):
        march = setting("system.upload_day", "03-31")
        open_ = unit(system_entries=())
        assert says("KU-036", open_, "2025-03-31", parameters=march)[-1] == "2025: due 2025-03-31"
        late = ask_all("KU-036", open_, "2025-04-01", parameters=march)[-1]
        assert (said(late), late.label) == ("late 2025-03-31 1D(open)", Label.PARAMETER)
        entered = unit(system_entries=(SystemEntry(year=2025, entered_on=d("2025-03-31")),))
        assert says("KU-036", entered, "2025-04-01", parameters=march)[-1] == "2025: fulfilled 2025-03-31"

    def test_the_code_takes_over_on_15_august_2026(self):
        assert cites("KU-036", unit(system_entries=()), "2026-08-14") == ["土壤污染防治法第82条"]
        assert cites("KU-036", unit(system_entries=()), "2026-08-15") == ["生态环境法典第406条"]
