"""Laboratory results against targets: what passes, and what keeps a pit or well from passing."""

import tomllib
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from jingtu.assessment.effect_evaluation.reckon import Asked, Stage, Target, evaluated
from jingtu.assessment.effect_evaluation.rules import rules
from jingtu.assessment.effect_evaluation.verdict import Outcome
from jingtu.assessment.effect_evaluation.words import WORDS, words
from jingtu.intake.laboratory import COLUMNS

LEAD = {"lead": Target(Decimal(400), "mg/kg")}
BENZENE = {"benzene": Target(Decimal(1), "mg/L")}


def results(*numbers, **columns):
    """Lead in soil, one result each: a number, or a text such as ``<0.5``, ``ND`` and ``>500``."""
    rows = []
    for text in map(str, numbers):
        hidden, above = text.startswith(("<", "ND")), text.startswith(">")
        number = float(text.strip("<>")) if text != "ND" else None
        rows.append(
            {
                "value": None if hidden else number,
                "operator": "<" if hidden else ">" if above else "",
                "detection_limit": number if hidden else None,
            }
        )
    frame = pl.DataFrame(rows, schema={name: COLUMNS[name] for name in ("value", "operator", "detection_limit")})
    given = {"substance": "lead", "medium": "soil", "unit": "mg/kg", "place": "A", "point": "P", "sampled_on": None}
    for name, value in (given | columns).items():
        cells = value if isinstance(value, list) else [value] * len(numbers)
        frame = frame.with_columns(pl.Series(name, cells, dtype=COLUMNS[name]))
    return frame


def asked(targets=LEAD, **others):
    return Asked(targets, **{"needed": {"": 1}, **others})


def only(frame, question=None, *, refused_rows=False):
    [whole], _ = evaluated(frame, question or asked(), refused_rows=refused_rows)
    return whole


def codes(problems):
    return [problem.code.partition(".")[2] for problem in problems]


class TestSoil:
    def test_at_the_target_passes_and_above_fails(self):
        assert only(results(400, 12)).outcome is Outcome.PASSES
        assert only(results(400.1, 12)).outcome is Outcome.FAILS

    def test_a_target_in_another_unit_decides_alike_at_the_edge(self):
        """In binary 0.55 × 1000 lies above 550."""
        exact = {"lead": Target(Decimal(550), "ug/kg")}
        assert only(results(0.55), asked(exact)).outcome is Outcome.PASSES
        assert only(results(0.5500001), asked(exact)).outcome is Outcome.FAILS

    def test_reasons_speak_in_the_unit_of_the_target(self):
        whole = only(results(0.6), asked({"lead": Target(Decimal(550), "ug/kg")}))
        assert "600" in whole.answers[0].all_reasons[0].text("en")

    def test_zones_are_told_apart(self):
        wholes, _ = evaluated(results(12, 500, place=["A", "B"]), asked(by="place"), refused_rows=False)
        assert [(one.name, one.outcome) for one in wholes] == [("A", Outcome.PASSES), ("B", Outcome.FAILS)]

    def test_a_result_without_a_zone_is_an_error(self):
        _, problems = evaluated(results(12, 12, place=["A", None]), asked(by="place"), refused_rows=False)
        assert codes(problems) == ["no_zone"]

    def test_samples_needed_of_one_zone_go_before_those_of_all(self):
        question = asked(by="place", needed={"": 1, "B": 2})
        wholes, _ = evaluated(results(12, 12, place=["A", "B"]), question, refused_rows=False)
        assert [one.outcome for one in wholes] == [Outcome.PASSES, Outcome.UNDECIDED]
        assert codes(wholes[1].reasons) == ["too_few_samples"]

    def test_not_knowing_how_many_are_needed_leaves_it_undecided(self):
        whole = only(results(12), asked(needed={}))
        assert (whole.outcome, codes(whole.reasons)) == (Outcome.UNDECIDED, ["needed_unknown"])

    def test_duplicates_come_in_the_unit_of_the_target(self):
        pairs = [(100.0, 110.0), (105.0, 98.0), (99.0, 104.0), (101.0, 108.0)]
        question = asked(duplicates={"lead": pairs})
        assert only(results(410, 12), question).outcome is Outcome.PASSES
        assert only(results(500, 12), question).outcome is Outcome.FAILS


class TestWhatKeepsFromPassing:
    @pytest.mark.parametrize("text", ["ND", ">500"])
    def test_a_result_that_cannot_be_used(self, text):
        whole = only(results(12, text))
        assert (whole.outcome, codes(whole.answers[0].reasons)) == (Outcome.UNDECIDED, ["left_out"])

    def test_but_what_fails_by_the_others_fails(self):
        assert only(results(500, "ND")).outcome is Outcome.FAILS

    def test_a_contaminant_that_was_not_measured(self):
        question = asked(LEAD | {"cadmium": Target(Decimal(1), "mg/kg")})
        whole = only(results(12), question)
        assert [one.outcome for one in whole.answers] == [Outcome.PASSES, Outcome.UNDECIDED]
        assert whole.outcome is Outcome.UNDECIDED

    def test_a_unit_of_another_kind(self):
        whole = only(results(12, unit="mg/L"))
        assert (whole.outcome, codes(whole.answers[0].all_reasons)) == (Outcome.UNDECIDED, ["unit_of_target"])

    def test_rows_of_the_file_that_were_refused(self):
        whole = only(results(12), refused_rows=True)
        assert (whole.outcome, codes(whole.reasons)) == (Outcome.UNDECIDED, ["refused_rows"])
        assert only(results(500), refused_rows=True).outcome is Outcome.FAILS

    def test_another_medium_is_not_evaluated_and_said(self):
        wholes, problems = evaluated(results(12, medium="crop"), asked(), refused_rows=False)
        assert wholes == ()
        assert "other_medium" in codes(problems)

    def test_results_without_a_target_are_said(self):
        _, problems = evaluated(results(12, 12, substance=["lead", "zinc"]), asked(), refused_rows=False)
        assert [(one.code, one.text("zh")[:1]) for one in problems] == [("effect_evaluation.no_target", "锌")]


MONTHS = [date(2024 + i // 12, 1 + i % 12, 10) for i in range(13)]


def well(*numbers, days=MONTHS, **columns):
    first = days[: len(numbers)]
    return results(*numbers, substance="benzene", medium="groundwater", unit="mg/L", sampled_on=first, **columns)


class TestGroundwater:
    def test_thirteen_months_within_pass(self):
        assert only(well(*[0.5] * 13), asked(BENZENE)).outcome is Outcome.PASSES

    def test_wells_are_told_apart(self):
        points = ["W1", "W2"] * 3
        wholes, _ = evaluated(well(*[0.5] * 6, point=points), asked(BENZENE), refused_rows=False)
        assert [one.name for one in wholes] == ["W1", "W2"]

    def test_rows_in_any_order_give_the_same(self):
        rounds = [1.4, 1.3, *[0.5] * 11]
        shuffled = well(*rounds)[::-1]
        assert only(shuffled, asked(BENZENE)).answers == only(well(*rounds), asked(BENZENE)).answers

    def test_a_round_without_a_day_keeps_it_from_passing(self):
        whole = only(well(*[0.5] * 13, days=[None, *MONTHS]), asked(BENZENE))
        assert whole.outcome is Outcome.UNDECIDED

    def test_without_any_day_nothing_is_judged(self):
        whole = only(well(*[0.5] * 13, days=[None] * 13), asked(BENZENE))
        assert codes(whole.answers[0].all_reasons) == ["not_dated"]

    def test_two_results_of_one_day_are_undecided(self):
        whole = only(well(*[0.5] * 13, days=[MONTHS[0], *MONTHS]), asked(BENZENE))
        assert codes(whole.answers[0].all_reasons) == ["days_order"]

    @pytest.mark.parametrize(("facts", "outcome"), [({}, "undecided"), ({"works_as_designed": True}, "passes")])
    def test_risk_control_asks_for_the_works(self, facts, outcome):
        question = asked(BENZENE, stage=Stage.RISK_CONTROL, facts=facts)
        assert only(well(*[0.5] * 4), question).outcome == outcome

    def test_first_judgement_takes_four_rounds(self):
        question = asked(BENZENE, stage=Stage.FIRST)
        assert only(well(*[0.5] * 4), question).outcome is Outcome.PASSES
        assert only(well(*[0.5] * 3), question).outcome is Outcome.UNDECIDED

    def test_the_limit_of_remediation_asks_for_its_grounds(self):
        names = ("site_model_and_wells_sufficient", "technique_explained", "properly_run", "no_other_technique")
        question = asked(BENZENE, stage=Stage.LIMIT)
        assert only(well(*[1.5] * 12), question).outcome is Outcome.UNDECIDED
        question = asked(BENZENE, stage=Stage.LIMIT, facts=dict.fromkeys(names, True))
        assert only(well(*[1.5] * 12), question).outcome is Outcome.PASSES

    def test_the_other_stages_are_not_asked_of_soil(self):
        wholes, problems = evaluated(results(12), asked(stage=Stage.FIRST), refused_rows=False)
        assert wholes == ()
        assert codes(problems) == ["soil_stage"]


class TestWords:
    def test_every_word_has_both_languages(self):
        table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
        assert all(
            set(both) == {"zh", "en"} and all(both.values()) for group in table.values() for both in group.values()
        )

    def test_every_number_has_a_name_in_chinese(self):
        assert set(words("rule", "zh")) == set(rules())
        [remark] = only(results(12)).answers[0].verdict.remarks
        assert "用统计方法的最少样品数" in remark.text("zh")
        assert "statistics_from" not in remark.text("zh")
