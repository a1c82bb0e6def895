"""Recall and precision on the five plans of ../shared; bench/bindings.py prints the table of docs/bindings.md."""

import csv
import re

import pytest

from jingtu.duties.binding import bind
from jingtu.duties.binding_rules import Rule, duty_rules, group
from jingtu.duties.tests import binding_key
from jingtu.duties.tests.binding_key import Score, readings, scores, total, units_of, without_learnt

pytestmark = pytest.mark.shared

# Measured less one per cent: a rule that costs more than that has to be looked at.
LEFT_OUT = {"上党区2022": 0.88, "山西省2021": 0.90, "郑州市中原区": 0.72, "柳城县2023": 0.75, "高平市2019": 0.88}


class TestTheWholeKey:
    @pytest.mark.parametrize("plan", binding_key.FILES)
    def test_nine_of_ten_pairs_of_each_plan_are_proposed(self, shared, plan):
        assert total(scores(plan, shared, duty_rules())).recall >= 0.9

    @pytest.mark.parametrize("plan", binding_key.FILES)
    def test_eight_of_ten_proposals_of_each_plan_are_in_the_key_or_listed(self, shared, plan):
        assert total(scores(plan, shared, duty_rules())).precision >= 0.8

    def test_the_key_has_469_pairs(self, shared):
        assert len(binding_key.key(shared)) == 469


class TestAPlanLeftOut:
    @pytest.mark.parametrize("plan", LEFT_OUT)
    def test_words_of_the_other_plans_and_of_the_duties_find_most(self, shared, plan):
        assert total(scores(plan, shared, without_learnt(plan, shared))).recall >= LEFT_OUT[plan]

    @pytest.mark.parametrize("plan", LEFT_OUT)
    def test_and_few_of_them_mislead(self, shared, plan):
        assert total(scores(plan, shared, without_learnt(plan, shared))).precision >= 0.85

    def test_a_word_of_one_plan_alone_is_lost_without_it(self, shared):
        # 清废 stands in Gaoping only, but WS-004 says it itself; 无序堆存 stands in Shangdang only, no duty says it.
        def words(plan: str) -> set[str]:
            rules = [rule for rule in without_learnt(plan, shared) if rule.target in ("WS-001", "WS-004")]
            return {piece for rule in rules for words in rule.groups for phrase in words for piece in phrase}

        assert "清废" in words("高平市2019")
        assert "无序堆存" not in words("上党区2022")
        assert "无序堆存" in words("山西省2021")


class TestMeasuring:
    def test_a_rule_that_fires_everywhere_costs_precision(self, shared):
        loose = Rule("GV-001", duty_rules()[0].relation, (group("土壤"),))
        assert total(scores("高平市2019", shared, [loose])).precision == 0

    def test_no_rules_find_nothing(self, shared):
        assert total(scores("高平市2019", shared, [])) == Score(key=82)

    @pytest.mark.parametrize(
        ("plan", "clause", "units"),
        [
            ("上党区2022", "7", {"T07"}),
            ("上党区2022", "保障(五)", {"G5"}),
            ("柳城县2023", "(四)1", {"T4.1"}),
            ("柳城县2023", "(六)", {"T6.1"}),
            ("柳城县2023", "三(2)", {"G2"}),
            ("高平市2019", "15", {"T15a", "T15b", "T15c", "T15d"}),
            ("高平市2019", "三", {"G1", "G2", "G3"}),
        ],
    )
    def test_a_clause_of_the_key_is_found_in_the_reading(self, shared, plan, clause, units):
        assert units_of(clause, readings(shared)[plan]) == units


@pytest.mark.parametrize(("plan", "table", "rows"), [("高平市2019", "gaoping", 29), ("上党区2022", "shangdang", 19)])
def test_every_target_of_the_two_keys_finds_its_indicator(shared, plan, table, rows):
    found = {
        (bound.unit.id, one.id) for bound in bind(readings(shared)[plan]) for one in bound.proposals if one.id.islower()
    }
    with (shared / "plans" / "expected" / f"targets_{table}.csv").open(encoding="utf-8", newline="") as lines:
        wanted = [(row["unit_id"].split("-")[1], row["indicator_id"]) for row in csv.DictReader(lines)]
    assert len(wanted) == rows
    assert [
        (number, indicator)
        for number, indicator in wanted
        if not any(re.fullmatch(f"T?{number}[a-d]?", unit) and indicator == one for unit, one in found)
    ] == []


def test_ninety_one_per_cent_by_2020_is_attached_to_the_safe_use_rate(shared):
    goals = {bound.unit.id: bound for bound in bind(readings(shared)["郑州市中原区"])}["O2"]
    (rate,) = [one for one in goals.proposals if one.id == "safe_use_rate"]
    assert [(target.comparator, target.value, target.by) for target in rate.targets] == [
        ("~", "91", "2020-12-31"),
        (">=", "95", "2030-12-31"),
    ]
    (parcels,) = [one for one in goals.proposals if one.id == "parcel_safe_rate"]
    assert [(target.comparator, target.value) for target in parcels.targets] == [(">=", "91"), (">=", "95")]


def test_the_words_of_the_review_stand_in_the_clause_and_the_reason_is_given(shared):
    with binding_key.REVIEW.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            unit = next(unit for unit in readings(shared)[row["plan"]].units if unit.id == row["unit"])
            assert row["words"] in unit.text
            assert row["reason"]


def test_the_review_lists_only_pairs_that_are_proposed_and_not_in_the_key(shared):
    for plan, unit, duty in binding_key.reviewed():
        assert (unit, duty) in binding_key.proposed(readings(shared)[plan], duty_rules())
        assert not [
            pair for pair in binding_key.key(shared) if pair.duty == duty and pair.plan == plan and unit in pair.units
        ]


@pytest.mark.parametrize("plan", binding_key.FILES)
def test_the_table_of_the_page_says_what_is_measured(shared, plan):
    page = (binding_key.REVIEW.parent / "bindings.md").read_text(encoding="utf-8")
    score, left_out = (total(scores(plan, shared, rules)) for rules in (duty_rules(), without_learnt(plan, shared)))
    alone = score.in_key / score.proposed
    shares = (score.recall, score.precision, alone, left_out.recall, left_out.precision)
    row = f"| {plan} | {score.key} | {score.proposed} | " + " | ".join(f"{share:.1%}" for share in shares) + " |"
    assert row in page
