"""Five real plans, from file to every page of the board."""

from datetime import date

import pytest

from jingtu.plans.words import WHY
from jingtu_web.plans import actions, queries
from jingtu_web.plans.models import Clause
from jingtu_web.plans.reading import read
from jingtu_web.plans.tests.example import account, county

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
YEARS = {"000": 2022, "001": 2021, "002": 2018, "003": 2023, "004": 2019}


@pytest.fixture(params=YEARS)
def plan(request, shared):
    [path] = (shared / "plans").glob(f"{request.param}_*.txt")
    document = read(path.name, path.read_bytes())
    return actions.load_plan(document, place=county(), year=YEARS[request.param], by="test")[0]


def test_every_unit_is_a_clause_and_every_body_a_row(plan):
    for clause in plan.clauses.prefetch_related("bodies", "deadlines", "targets"):
        unit = plan.reading["units"][clause.order]
        assert [body.name for body in clause.bodies.all()] == [body["name"] for body in unit["bodies"]]
        assert [target.value for target in clause.targets.all()] == [
            target["value"] or "" for target in unit["targets"]
        ]
        assert clause.deadlines.count() == len(unit["deadlines"])
    assert plan.clauses.count() == len(plan.reading["units"])


def test_nothing_is_fulfilled_where_nothing_was_recorded(plan):
    counts = queries.counts(queries.board(plan, account("ecology"), on=date(2026, 11, 22)))
    assert (counts["fulfilled"], counts["in_progress"]) == (0, 0)
    assert sum(counts.values()) == plan.clauses.count()


def test_every_page_opens(client, plan):
    client.force_login(account("ecology"))
    addresses = [f"/board/?plan={plan.pk}", f"/bodies/?year={plan.year}", f"/plans/{plan.pk}/division.docx"]
    addresses += [f"/plans/{plan.pk}/division.xlsx", f"/plans/{plan.pk}/progress.docx"]
    addresses += [f"/clauses/{pk}/" for pk in Clause.objects.filter(plan=plan).values_list("pk", flat=True)]
    assert {client.get(address).status_code for address in addresses} == {200}


def test_a_clause_shows_the_lines_it_was_read_from(client, plan):
    client.force_login(account("ecology"))
    clause = plan.clauses.exclude(title="").filter(kind="task").first()
    lines = client.get(f"/clauses/{clause.pk}/").context["lines"]
    assert clause.title[:4] in "".join(line.text for line in lines).replace(" ", "")


def test_the_reason_of_every_repair_is_said_in_words(plan):
    assert {repair["why"] for repair in plan.reading["repairs"]} <= set(WHY["zh"])
