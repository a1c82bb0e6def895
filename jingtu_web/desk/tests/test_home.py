"""The first page: what is overdue, what is due, what exceeds its limit, what came in; for each role its own."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from jingtu_web.common.models import Party, User
from jingtu_web.desk import asked, home
from jingtu_web.plans.models import Clause
from jingtu_web.plans.tests.example import account, loaded, reading, unit
from jingtu_web.registers.samples import actions as samples
from jingtu_web.registers.samples.importers import prepare
from jingtu_web.registers.samples.tests.frames import county_with_two_towns, result, table

QUERIES = 11  # whatever the size of the plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(asked, "today", lambda: date(2026, 11, 22))


@pytest.fixture
def plan():
    return loaded()


@pytest.fixture
def results():
    county = county_with_two_towns()
    rows = [
        result("QS-W1", "cadmium", 0.2, lon=112.012345, lat=30.012345),
        result("QS-W2", "cadmium", 2.5, lon=112.023456, lat=30.023456),
    ]
    incoming = prepare(table(*rows), county=county, file="a.xlsx")
    samples.store(incoming, county=county, batch=samples.Batch(uuid4(), "0" * 64), by="officer")
    return county


def titles(listed: home.Listed) -> list[str]:
    return [item.clause.title for item in listed.first]


class TestTasks:
    def test_the_officer_sees_what_is_overdue_and_what_is_due_in_30_days(self, client, plan):
        client.force_login(account("ecology", party="县生态环境局"))
        shown = client.get("/").context
        assert titles(shown["overdue"]) == ["开展巡查", "落实安全利用措施"]
        assert titles(shown["due"]) == ["完成治理"]

    def test_a_department_sees_its_own_tasks_alone(self, client, plan):
        client.force_login(account("department", party="县农业农村局"))
        shown = client.get("/").context
        assert titles(shown["overdue"]) == ["落实安全利用措施"]
        assert titles(shown["due"]) == []

    def test_the_day_is_chosen_in_the_address(self, client, plan):
        client.force_login(account("ecology"))
        assert titles(client.get("/", {"on": "2026-09-15"}).context["due"]) == ["落实安全利用措施"]

    def test_every_count_opens_the_clauses_behind_it(self, client, plan):
        client.force_login(account("ecology"))
        page = client.get("/").content.decode()
        for state in ("overdue", "due_30", "no_data", "fulfilled"):
            link = f'{reverse("board")}?plan={plan.pk}&amp;on=2026-11-22&amp;state={state}"'
            assert link in page

    def test_an_empty_installation_tells_the_administrator_where_to_begin(self, client):
        client.force_login(User.objects.create_user("boss", role="administrator"))
        page = client.get("/").content.decode()
        assert "还没有行政区划和单位" in page
        assert reverse("county") in page

    @pytest.mark.parametrize("on", ["2026-13-01", "x", "9999-12-31", ""])
    def test_a_day_that_is_none_means_today(self, client, plan, on):
        client.force_login(account("ecology"))
        assert client.get("/", {"on": on}).context["on"] == date(2026, 11, 22)

    def test_the_number_of_queries_does_not_grow_with_the_plan(self, client, plan, django_assert_num_queries):
        user = account("ecology")
        client.force_login(user)
        client.get("/")  # the session and the content types are asked for once
        with django_assert_num_queries(QUERIES):
            client.get("/")
        extra = [unit(f"X{n}", str(n), f"任务{n}", "内容") for n in range(30)]
        loaded(name="更多.txt", content=b"another plan", units=[*reading()["units"], *extra])
        assert Clause.objects.count() == 40
        with django_assert_num_queries(QUERIES):
            client.get("/")


class TestMeasurements:
    def test_the_officer_sees_the_worst_samples(self, client, results):
        client.force_login(User.objects.create_user("officer", role="ecology"))
        page = client.get("/")
        assert (page.context["exceedances"].count, page.context["exceedances"].compared) == (1, 2)
        assert "QS-W2" in page.content.decode()

    @pytest.mark.parametrize("role", ["department", "township", "viewer"])
    def test_no_other_role_is_shown_a_point(self, client, results, role):
        place = results if role == "township" else None
        client.force_login(User.objects.create_user("other", role=role, place=place, party=Party.objects.first()))
        assert "QS-W" not in client.get("/").content.decode()
