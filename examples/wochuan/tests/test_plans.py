"""The county's two plans, read back. ``plan_2026_key.csv`` was written by hand from the text of the plan."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from examples.wochuan.bodies import BODIES
from examples.wochuan.plan import write_last_plan, write_plan
from jingtu.plans.model import Deadlines, Kind, Reading, Role, Unit
from jingtu.plans.reading import read

ROLES = ("lead", "joint", "participating", "cooperating", "implementing")
TODAY = date(2026, 11, 22)
with Path(__file__).with_name("plan_2026_key.csv").open(encoding="utf-8", newline="") as stream:
    KEY = {row["number"]: row for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("plans") / "plan.docx"
    write_plan(path)
    return read(path)


@pytest.fixture(scope="module")
def last_plan(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("plans") / "plan_2025.txt"
    write_last_plan(path)
    return read(path)


def plain(number: str | None) -> str:
    """（一） and 一、 are the same number."""
    return (number or "").translate(str.maketrans("", "", "（）()、."))


def unit(plan: Reading, number: str) -> Unit:
    [found] = [each for each in plan.units if plain(each.number) == number and each.kind is not Kind.GOAL]
    return found


def days(each: Unit) -> set[str]:
    return {deadline.date for deadline in each.deadlines if deadline.kind is Deadlines.BY and deadline.date}


class TestThisYearsPlan:
    def test_front(self, plan: Reading):
        assert (plan.title, plan.doc_number) == ("沃川县土壤污染防治2026年行动计划", "沃政办发〔2026〕11号")
        assert (plan.issuer, plan.date, plan.year) == ("沃川县人民政府办公室", "2026-03-12", 2026)
        assert plan.place == "沃川县"

    def test_a_goal_28_tasks_and_four_guarantee_measures(self, plan: Reading):
        kinds = [each.kind for each in plan.units]
        assert [kinds.count(kind) for kind in (Kind.GOAL, Kind.TASK, Kind.GUARANTEE)] == [1, 28, 4]
        assert {plain(each.number) for each in plan.units[1:]} == set(KEY)

    def test_nothing_is_left_over_and_nothing_needs_repair(self, plan: Reading):
        assert plan.left_over == ()
        assert plan.repairs == ()

    @pytest.mark.parametrize("number", KEY)
    def test_bodies_by_role(self, plan: Reading, number: str):
        bodies = unit(plan, number).bodies
        read_by_role = {role: [body.name for body in bodies if body.role is Role(role)] for role in ROLES}
        assert read_by_role == {role: KEY[number][role].split() for role in ROLES}

    @pytest.mark.parametrize("number", KEY)
    def test_days_by_which_something_is_due(self, plan: Reading, number: str):
        assert days(unit(plan, number)) == set(KEY[number]["by"].split())

    def test_on_22_november_some_are_overdue_some_near_and_some_later(self, plan: Reading):
        due = [date.fromisoformat(day) for each in plan.units for day in days(each)]
        near = TODAY + timedelta(days=30)
        assert sum(day < TODAY for day in due) >= 8
        assert sum(TODAY <= day <= near for day in due) >= 5
        assert sum(day > near for day in due) >= 5

    def test_some_recur(self, plan: Reading):
        recurring = [each.number for each in plan.units if any(d.kind is Deadlines.EVERY for d in each.deadlines)]
        assert len(recurring) >= 8

    @pytest.mark.parametrize(
        ("number", "comparator", "value", "unit_text"),
        [
            ("3", ">=", "93", "%"),
            ("5", ">=", "150", "个"),
            ("12", ">=", "90", "%"),
            ("16", ">=", "4", "%"),
            ("19", "<=", "0", None),
            ("20", "~", "80", "%"),
            ("26", ">=", "2", "个"),
        ],
    )
    def test_numbers_to_be_reached(
        self, plan: Reading, number: str, comparator: str, value: str, unit_text: str | None
    ):
        targets = {(t.comparator, t.value, t.unit if unit_text else None) for t in unit(plan, number).targets}
        assert (comparator, value, unit_text) in targets

    def test_a_number_that_the_city_sets_is_a_reference(self, plan: Reading):
        [target] = unit(plan, "4").targets
        assert (target.value, target.reference) == (None, "市级下达")

    def test_every_body_stands_in_the_county_workbook(self, plan: Reading):
        known = {name for body in BODIES for name in (body.name, body.short_name, *body.aliases)}
        named = {body.name for each in plan.units for body in each.bodies}
        assert named - known == {"各乡镇人民政府", "各有关部门", "地块所在乡镇人民政府"}


class TestLastYearsPlan:
    def test_a_goal_20_tasks_and_two_guarantee_measures(self, last_plan: Reading):
        kinds = [each.kind for each in last_plan.units]
        assert [kinds.count(kind) for kind in (Kind.GOAL, Kind.TASK, Kind.GUARANTEE)] == [1, 20, 2]
        assert (last_plan.doc_number, last_plan.date) == ("沃政办发〔2025〕9号", "2025-03-20")
        assert (last_plan.year, last_plan.left_over) == (2025, ())

    def test_run_in_titles(self, last_plan: Reading):
        assert unit(last_plan, "8").title == "编制原铁炉冶炼厂地块风险管控方案"
