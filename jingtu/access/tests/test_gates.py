"""The decision table: complete, and each gate by the law of the day and the rules of the place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from jingtu.access import gates
from jingtu.access.gates import DECISIONS, GATES, NEVER, PLACE_RULES, REMEDIES, STANDS_OPEN, Reach, outcomes
from jingtu.access.model import Answer, Force, Step, Strength
from jingtu.access.situations import Situation, UseClass
from jingtu.duties import law

SHANGDANG, LIUCHENG, SHANXI_TOWN, ELSEWHERE = "140404", "450222", "140581", "310101"
ALL = list(product(Situation, UseClass, Step))
NOT_WITH_THIS_USE = {
    *product([Situation.SURVEY_OPEN, Situation.CHANGE_UNKNOWN], set(UseClass) - {UseClass.SENSITIVE}),
    *product([Situation.USE_NOT_SAID], set(UseClass) - {UseClass.UNKNOWN}),
}


def answers(situation, use, step, on, place=ELSEWHERE):
    """What each gate says: ``{gate: (answer, force)}``."""
    found = outcomes(situation, use, step, on=on, place=place)
    return {one.gate: (one.answer, one.force) for one in found}


def strictest(situation, use, step, on, place=ELSEWHERE):
    found = outcomes(situation, use, step, on=on, place=place)
    return max((one.answer for one in found), key=lambda one: one.strictness, default=Answer.NO_RESTRICTION_KNOWN)


class TestTheTableIsComplete:
    def test_every_situation_use_and_step_has_a_cell(self):
        assert set(DECISIONS) == set(ALL)

    def test_a_cell_names_gates_or_says_that_nothing_stands_in_the_way(self):
        for cell in DECISIONS.values():
            assert cell in ((STANDS_OPEN,), (NEVER,)) or (cell and set(cell) <= set(GATES))

    def test_every_gate_closes_somewhere(self):
        assert {name for cell in DECISIONS.values() for name in cell} - {STANDS_OPEN, NEVER} == set(GATES)

    def test_never_stands_only_where_a_situation_is_about_another_use(self):
        assert {key[:2] for key, cell in DECISIONS.items() if cell == (NEVER,)} == NOT_WITH_THIS_USE

    def test_what_never_arises_is_refused_not_answered(self):
        with pytest.raises(LookupError, match="says never"):
            outcomes(Situation.SURVEY_OPEN, UseClass.OTHER, Step.SUPPLY, on=date(2025, 1, 1), place="")

    def test_every_situation_has_a_remedy_and_every_gate_a_duty(self):
        assert set(REMEDIES) == set(Situation)
        assert all(one.duty in law.TEXTS for one in GATES.values())

    def test_what_stands_in_the_way_says_what_is_missing(self):
        quiet = {Situation.NOTHING, Situation.CLEARED}
        assert {one for one in Situation if not REMEDIES[one].missing} == quiet

    @pytest.mark.parametrize("on", [date(2018, 6, 1), date(2021, 10, 1), date(2024, 5, 1), date(2026, 9, 1)])
    @pytest.mark.parametrize("place", ["", SHANGDANG, LIUCHENG, SHANXI_TOWN, ELSEWHERE])
    def test_every_cell_is_answered_on_every_day_in_every_place(self, on, place):
        for situation, use, step in ALL:
            if (situation, use) not in NOT_WITH_THIS_USE:
                assert strictest(situation, use, step, on, place) in Answer


class TestNothingUnreadForbids:
    """A text not read, run out or missing never gives a statutory prohibition."""

    @pytest.mark.parametrize("gate", GATES.values(), ids=GATES)
    def test_prohibited_is_said_only_by_law_or_a_local_rule_in_force(self, gate):
        assert Answer.PROHIBITED not in (gate.unread, gate.expired, gate.none)
        assert gate.reach is not Reach.INTERNAL or gate.answer is not Answer.PROHIBITED

    @pytest.mark.parametrize("on", [date(2018, 6, 1), date(2022, 6, 1), date(2024, 5, 1), date(2026, 9, 1)])
    def test_a_prohibition_always_carries_an_article_that_was_read_and_is_in_force(self, on):
        for (situation, use, step), place in product(ALL, ["", SHANGDANG, LIUCHENG, ELSEWHERE]):
            if (situation, use) in NOT_WITH_THIS_USE:
                continue
            for one in outcomes(situation, use, step, on=on, place=place):
                if one.answer is Answer.PROHIBITED:
                    assert one.force in (Force.STATUTORY, Force.LOCAL)
                    assert one.citations
                    assert all(cited.text_read and on in cited.period for cited in one.citations)


class TestResidentialOrPublicUse:
    """Land on the control list may not be used for housing, public administration or public service (CL-013)."""

    @pytest.mark.parametrize("step", [Step.PLAN, Step.SUPPLY, Step.USE_CHANGE, Step.PLANNING_PERMIT, Step.PUT_TO_USE])
    def test_listed_land_is_prohibited_by_statute(self, step):
        found = answers(Situation.LISTED, UseClass.SENSITIVE, step, date(2025, 1, 1))
        assert found["listed_sensitive"] == (Answer.PROHIBITED, Force.STATUTORY)

    def test_the_article_is_that_of_the_soil_law_on_its_last_day(self):
        found = outcomes(Situation.LISTED, UseClass.SENSITIVE, Step.SUPPLY, on=date(2026, 8, 14), place="")
        assert found[0].citations[0].text() == "土壤污染防治法第61条第2款"

    def test_and_that_of_the_code_on_its_first(self):
        found = outcomes(Situation.LISTED, UseClass.SENSITIVE, Step.SUPPLY, on=date(2026, 8, 15), place="")
        assert found[0].citations[0].text() == "生态环境法典第456条第2款"

    def test_before_the_soil_law_there_is_no_prohibition(self):
        found = answers(Situation.LISTED, UseClass.SENSITIVE, Step.SUPPLY, date(2018, 12, 31))
        assert found["listed_sensitive"] == (Answer.CONDITIONAL, Force.INTERNAL)

    def test_the_first_day_of_the_soil_law(self):
        found = answers(Situation.LISTED, UseClass.SENSITIVE, Step.SUPPLY, date(2019, 1, 1))
        assert found["listed_sensitive"] == (Answer.PROHIBITED, Force.STATUTORY)

    def test_an_evaluation_passed_does_not_take_land_off_the_list(self):
        assert strictest(Situation.LISTED_EVALUATED, UseClass.SENSITIVE, Step.SUPPLY, date(2025, 1, 1)) is (
            Answer.PROHIBITED
        )

    def test_a_survey_due_is_not_yet(self):
        found = answers(Situation.SURVEY_OPEN, UseClass.SENSITIVE, Step.SUPPLY, date(2025, 1, 1))
        assert found == {"survey_sensitive": (Answer.NOT_YET, Force.STATUTORY)}


class TestSupplyOfListedLandForOtherUses:
    """No nation-wide ban: 上党区 2022 art. 8 and 柳城县 2023 (四)2 close the gate in their places."""

    def test_conditional_where_no_local_rule_is_on_file(self):
        assert answers(Situation.LISTED, UseClass.OTHER, Step.SUPPLY, date(2025, 1, 1)) == {
            "listed_land": (Answer.CONDITIONAL, Force.INTERNAL)
        }

    def test_the_remark_says_that_there_is_no_nationwide_ban(self):
        [one] = outcomes(Situation.LISTED, UseClass.OTHER, Step.SUPPLY, on=date(2025, 1, 1), place=ELSEWHERE)
        assert one.remarks == ("no_nationwide_ban",)

    @pytest.mark.parametrize("step", [Step.EXPROPRIATE, Step.TAKE_BACK, Step.PURCHASE, Step.SUPPLY, Step.USE_CHANGE])
    def test_prohibited_in_shangdang_from_2022(self, step):
        found = answers(Situation.LISTED, UseClass.OTHER, step, date(2022, 1, 1), SHANGDANG)
        assert found["listed_land"] == (Answer.PROHIBITED, Force.LOCAL)

    def test_not_before_2022(self):
        found = answers(Situation.LISTED, UseClass.OTHER, Step.SUPPLY, date(2021, 12, 31), SHANGDANG)
        assert found["listed_land"] == (Answer.CONDITIONAL, Force.INTERNAL)

    def test_whether_the_plan_outlives_its_year_is_asked_from_2023(self):
        def remarks(on):
            return outcomes(Situation.LISTED, UseClass.OTHER, Step.SUPPLY, on=on, place=SHANGDANG)[0].remarks

        assert remarks(date(2022, 12, 31)) == ()
        assert remarks(date(2023, 1, 1)) == ("outlives_year",)

    def test_measures_first_in_liucheng_until_the_last_day_of_2023(self):
        found = answers(Situation.LISTED, UseClass.OTHER, Step.SUPPLY, date(2023, 12, 31), LIUCHENG)
        assert found["measures_first"] == (Answer.NOT_YET, Force.LOCAL)

    def test_afterwards_the_plan_is_history(self):
        [*_, one] = outcomes(Situation.LISTED, UseClass.OTHER, Step.SUPPLY, on=date(2024, 1, 1), place=LIUCHENG)
        assert (one.gate, one.answer, one.force) == ("measures_first", Answer.CONDITIONAL, Force.EXPIRED)
        assert one.remarks == ("rule_expired",)
        assert [cited.text() for cited in one.citations] == ["柳城县2023年度土壤污染防治计划(四)2"]

    def test_no_land_procedure_in_shanxi_in_the_second_half_of_2021(self):
        found = answers(Situation.ASSESSMENT_OPEN, UseClass.OTHER, Step.PURCHASE, date(2021, 12, 31), SHANXI_TOWN)
        assert found["admission"] == (Answer.NOT_YET, Force.LOCAL)

    @pytest.mark.parametrize("on", [date(2021, 6, 21), date(2022, 1, 1)])
    def test_nor_before_or_after(self, on):
        assert "admission" not in answers(Situation.ASSESSMENT_OPEN, UseClass.OTHER, Step.PURCHASE, on, SHANXI_TOWN)


class TestPlanningPermit:
    """CL-015: 上党区 2022 art. 8; elsewhere a plan whose text was not read, until the end of 2025."""

    def test_in_shangdang_a_local_rule(self):
        found = answers(Situation.SURVEY_ORDERED, UseClass.OTHER, Step.PLANNING_PERMIT, date(2025, 6, 1), SHANGDANG)
        assert found["permit"] == (Answer.NOT_YET, Force.LOCAL)

    def test_elsewhere_an_internal_check_until_2025_12_31(self):
        found = answers(Situation.LISTED, UseClass.OTHER, Step.PLANNING_PERMIT, date(2025, 12, 31))
        assert found["permit"] == (Answer.NOT_YET, Force.UNREAD)

    def test_conditional_from_2026(self):
        found = answers(Situation.LISTED, UseClass.OTHER, Step.PLANNING_PERMIT, date(2026, 1, 1))
        assert found["permit"] == (Answer.CONDITIONAL, Force.INTERNAL)


class TestStartOfWorks:
    """Art. 66: land that missed the target; art. 461 of the Code: any step left out."""

    def test_land_that_missed_the_target_by_the_soil_law(self):
        found = answers(Situation.CONTROL_OPEN, UseClass.OTHER, Step.START_OF_WORKS, date(2019, 1, 1))
        assert found["works"] == (Answer.PROHIBITED, Force.STATUTORY)

    @pytest.mark.parametrize("situation", [Situation.SURVEY_ORDERED, Situation.ASSESSMENT_OPEN])
    def test_a_missing_step_is_no_ground_on_the_last_day_of_the_soil_law(self, situation):
        found = answers(situation, UseClass.OTHER, Step.START_OF_WORKS, date(2026, 8, 14))
        assert found["works_steps"] == (Answer.CONDITIONAL, Force.INTERNAL)

    @pytest.mark.parametrize("situation", [Situation.SURVEY_ORDERED, Situation.ASSESSMENT_OPEN])
    def test_and_is_one_on_the_first_day_of_the_code(self, situation):
        found = answers(situation, UseClass.OTHER, Step.START_OF_WORKS, date(2026, 8, 15))
        assert found["works_steps"] == (Answer.NOT_YET, Force.STATUTORY)

    def test_in_shangdang_it_was_one_by_local_rule_before(self):
        found = answers(Situation.SURVEY_ORDERED, UseClass.OTHER, Step.START_OF_WORKS, date(2024, 1, 1), SHANGDANG)
        assert found["works_steps"] == (Answer.NOT_YET, Force.LOCAL)


class TestKeyUnitLand:
    """CL-029: a survey before the use changes or the right is taken back or transferred."""

    @pytest.mark.parametrize("step", [Step.TAKE_BACK, Step.PURCHASE, Step.SUPPLY, Step.USE_CHANGE])
    def test_not_yet_at_the_steps_the_law_names(self, step):
        assert strictest(Situation.KEY_UNIT, UseClass.OTHER, step, date(2025, 1, 1)) is Answer.NOT_YET

    @pytest.mark.parametrize("step", [Step.PLAN, Step.EXPROPRIATE, Step.START_OF_WORKS])
    def test_conditional_at_the_others(self, step):
        assert strictest(Situation.KEY_UNIT, UseClass.OTHER, step, date(2025, 1, 1)) is Answer.CONDITIONAL


class TestSoftRules:
    """What holds in principle only is never more than conditional: CL-039, CL-049."""

    def test_a_school_beside_works_in_shangdang(self):
        found = answers(Situation.SEQUENCE, UseClass.SENSITIVE, Step.PUT_TO_USE, date(2022, 8, 20), SHANGDANG)
        assert found == {"sequence": (Answer.CONDITIONAL, Force.LOCAL)}

    def test_a_warehouse_beside_works_is_of_no_concern(self):
        assert answers(Situation.SEQUENCE, UseClass.OTHER, Step.PUT_TO_USE, date(2022, 8, 20), SHANGDANG) == {}

    def test_food_crops_on_toxic_land(self):
        found = answers(Situation.TOXIC_HISTORY, UseClass.FARMLAND, Step.USE_CHANGE, date(2022, 8, 20), SHANGDANG)
        assert found == {"reclaim": (Answer.CONDITIONAL, Force.LOCAL)}


class TestShanxiExtras:
    """CL-047: food processing and storage, farmland, land that industry left."""

    def test_by_the_plan_of_2021_while_it_applied(self):
        found = answers(Situation.SURVEY_OPEN_LOCAL, UseClass.OTHER, Step.SUPPLY, date(2021, 10, 15), SHANXI_TOWN)
        assert found["survey_local"] == (Answer.NOT_YET, Force.LOCAL)

    def test_from_2022_only_by_the_regulation_that_was_not_read(self):
        found = answers(Situation.SURVEY_OPEN_LOCAL, UseClass.OTHER, Step.SUPPLY, date(2022, 1, 1), SHANXI_TOWN)
        assert found == {"survey_local": (Answer.CONDITIONAL, Force.UNREAD)}

    def test_the_kinds_of_use(self):
        assert gates.local_kinds(SHANXI_TOWN) == {"food_storage", "farmland", "vacated"}
        assert gates.local_kinds(ELSEWHERE) == frozenset()


class TestPlaceRules:
    @pytest.mark.parametrize("rule", PLACE_RULES, ids=lambda one: f"{one.place} {one.gate}")
    def test_the_days_are_those_of_the_instrument_its_duty_cites(self, rule):
        local = [one for one in law.binding(rule.duty, rule.place) if one.instrument.place == rule.place]
        assert rule.days in {one.period for one in local}

    @pytest.mark.parametrize("rule", PLACE_RULES, ids=lambda one: f"{one.place} {one.gate}")
    def test_the_gate_exists_and_closes_at_its_steps(self, rule):
        closes = {step for (_, _, step), cell in DECISIONS.items() if rule.gate in cell}
        assert rule.steps <= closes

    @pytest.mark.parametrize(
        ("strength", "answer"), [(Strength.HARD, Answer.NOT_YET), (Strength.SOFT, Answer.CONDITIONAL)]
    )
    def test_a_soft_rule_is_never_more_than_conditional(self, strength, answer, monkeypatch):
        rules = tuple(replace(one, strength=strength) for one in PLACE_RULES)
        monkeypatch.setattr(gates, "PLACE_RULES", rules)
        found = gates.outcome(GATES["measures_first"], Step.SUPPLY, on=date(2023, 7, 1), place=LIUCHENG)
        assert (found.answer, found.force) == (answer, Force.LOCAL)

    def test_a_rule_of_a_province_binds_its_counties_and_no_others(self):
        assert gates.rules_of(SHANXI_TOWN, "admission", Step.SUPPLY)
        assert not gates.rules_of(ELSEWHERE, "admission", Step.SUPPLY)
        assert not gates.rules_of("", "admission", Step.SUPPLY)
