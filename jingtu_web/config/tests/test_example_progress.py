"""The example county's board, as a newcomer meets it: every state is there, none of them typed."""

import csv
from datetime import date

import pytest

from examples.wochuan.generate import generate
from jingtu_web.common.models import Place
from jingtu_web.config.example_progress import record_example_progress, records
from jingtu_web.plans import actions, queries
from jingtu_web.plans.models import Plan, ProgressNote
from jingtu_web.plans.reading import read
from jingtu_web.plans.states import State
from jingtu_web.plans.tests.example import account

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example")
    generate(folder)
    return folder / "plan.docx"


@pytest.fixture
def plan(db, plan_file) -> Plan:
    county = Place.objects.create(code="999901000000", name="沃川县", level=Place.Level.COUNTY)
    document = read(plan_file.name, plan_file.read_bytes())
    plan, _ = actions.load_plan(document, place=county, year=2026, by="test")
    record_example_progress(plan, by=account("ecology"))
    return plan


def states(plan: Plan) -> dict[str, State]:
    return {item.clause.label: item.state for item in queries.board(plan, account("ecology"), on=DAY)}


def test_every_state_occurs(plan):
    assert set(states(plan).values()) == set(State)


def test_every_value_finds_the_target_it_is_about(plan):
    with records(2026).open(encoding="utf-8") as file:
        values = sum(bool(row["value"]) for row in csv.DictReader(file))
    assert ProgressNote.objects.filter(target__isnull=False).count() == values


def test_a_fulfilment_that_its_own_number_contradicts_stays_open(plan):
    assert states(plan)["12"] is State.OVERDUE


def test_a_quarter_without_a_record_shows(plan):
    found = {item.clause.label: item for item in queries.board(plan, account("ecology"), on=DAY)}
    assert (found["9"].state, found["9"].due) == (State.OVERDUE, date(2026, 9, 30))
