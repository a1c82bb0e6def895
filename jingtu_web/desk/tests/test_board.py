"""The plan board: clauses with their state for a day, narrowed down by the query string."""

from datetime import date

import pytest

from jingtu_web.common.models import User
from jingtu_web.desk import asked
from jingtu_web.plans import actions
from jingtu_web.plans.actions import Recorded
from jingtu_web.plans.models import Clause
from jingtu_web.plans.tests.example import account, document, loaded, reading

DAY = "2026-11-22"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(asked, "today", lambda: date(2026, 11, 22))


@pytest.fixture
def plan():
    return loaded()


@pytest.fixture
def officer(client):
    client.force_login(account("ecology", party="县生态环境局"))
    return client


def titles(response) -> list[str]:
    return [item.clause.title for _, _, members in response.context["groups"] for item in members]


class TestBoard:
    def test_every_clause_stands_under_its_chapter_with_its_state(self, officer, plan):
        response = officer.get("/board/", {"on": DAY})
        assert titles(response) == ["工作目标", "落实安全利用措施", "开展巡查", "完成治理", "加强领导"]
        states = {str(state): count for state, _, count in response.context["counts"]}
        assert states == {
            "overdue": 2,  # a day in September; a second quarter without a record
            "due_30": 1,
            "later": 1,
            "recurring": 0,
            "in_progress": 0,
            "no_data": 1,
            "fulfilled": 0,
        }

    def test_a_past_day_is_replayed(self, officer, plan):
        response = officer.get("/board/", {"on": "2026-04-02"})
        states = {str(state): count for state, _, count in response.context["counts"]}
        assert (states["overdue"], states["later"]) == (0, 3)

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"q": "巡查"}, ["开展巡查"]),
            ({"q": "县公安局"}, ["开展巡查"]),
            ({"state": "overdue"}, ["落实安全利用措施", "开展巡查"]),
            ({"chapter": "三、保障措施"}, ["加强领导"]),
            ({"chapter": "（一）农用地"}, ["落实安全利用措施", "开展巡查", "完成治理"]),
            ({"before": "2026-12-10"}, ["落实安全利用措施", "开展巡查", "完成治理"]),
            ({"role": "implementing"}, ["完成治理"]),
            ({"q": "没有这样的字"}, []),
        ],
    )
    def test_filters_narrow_the_board_down(self, officer, plan, asked, found):
        assert titles(officer.get("/board/", {"on": DAY, **asked})) == found

    def test_body_and_role_must_hold_for_the_same_entry(self, officer, plan):
        clause = Clause.objects.get(plan=plan, number="3")
        ecology = clause.bodies.get(role="lead").party_id
        assert titles(officer.get("/board/", {"on": DAY, "body": ecology})) == ["开展巡查", "完成治理"]
        assert titles(officer.get("/board/", {"on": DAY, "body": ecology, "role": "implementing"})) == []

    @pytest.mark.parametrize(
        "asked",
        [
            {"on": "2026-13-45"},
            {"on": "x"},
            {"before": "9999-99-99"},
            {"body": "1e9"},
            {"page": "-3"},
            {"state": "<b>"},
        ],
    )
    def test_a_senseless_query_is_no_error(self, officer, plan, asked):
        assert officer.get("/board/", asked).status_code == 200

    def test_an_unknown_plan_is_not_found(self, officer, plan):
        assert officer.get("/board/", {"plan": 999}).status_code == 404

    def test_without_a_plan_the_page_says_what_to_do(self, officer):
        assert "导入计划" in officer.get("/board/").content.decode()

    def test_two_years_stand_side_by_side(self, officer, plan):
        older = loaded(content=b"plan 2025", year=2025, title="示例县2025年计划")
        assert officer.get("/board/", {"on": DAY}).context["plan"] == plan
        assert [entry.year for entry in officer.get("/plans/").context["plans"]] == [2026, 2025]
        assert officer.get("/board/", {"on": DAY}).context["plan"] == plan
        assert officer.get("/board/", {"on": DAY, "plan": older.pk}).context["plan"] == older

    def test_the_newest_year_comes_first_in_whatever_order_plans_came_in(self, officer):
        for year in (2024, 2026, 2025):
            loaded(content=f"plan {year}".encode(), year=year)
        assert officer.get("/board/", {"on": DAY}).context["plan"].year == 2026

    def test_next_years_plan_does_not_push_this_years_aside(self, officer, plan):
        loaded(content=b"plan 2027", year=2027)
        assert officer.get("/board/", {"on": DAY}).context["plan"] == plan

    def test_queries_do_not_grow_with_the_plan(self, officer, plan, django_assert_num_queries):
        many = reading()["units"]
        units = [{**unit, "id": f"{unit['id']}-{copy}"} for copy in range(9) for unit in many]
        large, _ = actions.load_plan(document(content=b"large", units=units), place=plan.place, year=2026, by="test")
        for pk in (plan.pk, large.pk):
            with django_assert_num_queries(10):
                officer.get("/board/", {"on": DAY, "plan": pk})

    def test_fifty_clauses_a_page(self, officer, plan):
        units = [{**unit, "id": f"{unit['id']}-{copy}"} for copy in range(11) for unit in reading()["units"]]
        large, _ = actions.load_plan(document(content=b"large", units=units), place=plan.place, year=2026, by="test")
        assert len(titles(officer.get("/board/", {"plan": large.pk}))) == 50
        assert len(titles(officer.get("/board/", {"plan": large.pk, "page": 2}))) == 5


class TestTownship:
    def test_sees_what_names_it_and_what_is_asked_of_every_township(self, client, plan):
        client.force_login(account("township", party="青石镇人民政府"))
        assert titles(client.get("/board/", {"on": DAY})) == ["落实安全利用措施", "完成治理"]

    def test_other_clauses_are_not_found(self, client, plan):
        client.force_login(account("township", party="青石镇人民政府"))
        others = Clause.objects.get(plan=plan, number="2")
        assert client.get(f"/clauses/{others.pk}/").status_code == 404


class TestBodies:
    def test_every_body_with_its_counts(self, officer, plan):
        response = officer.get("/bodies/", {"on": DAY})
        loads = {load.party.name: (load.total, load.overdue, load.soon) for load in response.context["page"]}
        assert loads["县生态环境局"] == (2, 1, 1)
        assert loads["县农业农村局"] == (1, 1, 0)

    def test_one_bodys_tasks_by_day(self, officer, plan):
        party = Clause.objects.get(plan=plan, number="3").bodies.get(role="lead").party
        response = officer.get(f"/bodies/{party.pk}/", {"on": DAY})
        assert [item.clause.title for item in response.context["page"]] == ["开展巡查", "完成治理"]

    def test_tasks_of_all_plans_of_the_year(self, officer, plan):
        loaded(content=b"another plan of 2026", title="示例县另一计划")
        loaded(content=b"plan of 2025", year=2025)
        party = Clause.objects.get(plan=plan, number="3").bodies.get(role="lead").party
        response = officer.get(f"/bodies/{party.pk}/", {"on": DAY})
        assert response.context["total"] == 4

    def test_a_fulfilled_task_moves_to_the_end(self, officer, plan):
        clause = Clause.objects.get(plan=plan, number="1")
        actions.record_progress(clause, Recorded("fulfilled", date(2026, 9, 1), "已完成"), by="test")
        party = clause.bodies.get(role="lead").party
        response = officer.get(f"/bodies/{party.pk}/", {"on": DAY})
        assert [item.state for item in response.context["page"]] == ["fulfilled"]

    @pytest.mark.parametrize(("role", "status"), [("ecology", 302), ("department", 403), ("viewer", 403)])
    def test_only_the_countys_officers_look_names_up_again(self, client, plan, role, status):
        client.force_login(account(role))
        assert client.post("/bodies/relink/").status_code == status
        assert client.get("/bodies/relink/").status_code == (405 if status == 302 else 403)

    def test_an_unknown_body_is_not_found(self, officer, plan):
        assert officer.get("/bodies/99999/").status_code == 404

    def test_queries_are_bounded(self, officer, plan, django_assert_max_num_queries):
        party = Clause.objects.get(plan=plan, number="3").bodies.get(role="lead").party
        for path in ("/bodies/", f"/bodies/{party.pk}/"):
            with django_assert_max_num_queries(13):
                officer.get(path, {"on": DAY})


@pytest.mark.parametrize("role", User.Role.values)
def test_every_role_may_look_at_the_board(client, plan, role):
    client.force_login(account(role))
    assert client.get("/board/").status_code == 200
