"""One box over clauses, bodies, deliveries and points; everyone finds only what he may see."""

from uuid import uuid4

import pytest

from jingtu_web.common.models import Place, User
from jingtu_web.plans.tests.example import account, loaded
from jingtu_web.registers.samples import actions as samples
from jingtu_web.registers.samples.importers import prepare
from jingtu_web.registers.samples.tests.frames import county_with_two_towns, result, table

pytestmark = pytest.mark.django_db


def store(*rows) -> None:
    county = Place.objects.get(level="county")
    incoming = prepare(table(*rows), county=county, file="a.xlsx")
    samples.store(incoming, county=county, batch=samples.Batch(uuid4(), "0" * 64), by="officer")


@pytest.fixture
def officer(client):
    county_with_two_towns()
    loaded()
    client.force_login(account("ecology"))
    return client


def found(client, text: str, group: str) -> list[str]:
    shown = client.get("/search/", {"q": text}).context
    return [str(hit) for hit in shown[group].first]


class TestGroups:
    @pytest.mark.parametrize("text", ["安全利用", "技术指导", "县农业农村局牵头"])
    def test_clauses_by_words_of_title_text_or_responsibility(self, officer, text):
        assert "1 落实安全利用措施" in found(officer, text, "clauses") or text == "县农业农村局牵头"

    def test_bodies_by_part_of_the_name(self, officer):
        assert found(officer, "农业农村", "bodies") == ["县农业农村局"]

    def test_points_by_number_for_the_officer_alone(self, officer, client):
        store(result("QS-W1", lon=112.01, lat=30.01))
        assert found(officer, "qs-w", "points") == ["QS-W1"]
        client.force_login(User.objects.create_user("other", role="viewer"))
        assert found(client, "QS-W", "points") == []

    def test_a_township_does_not_find_clauses_that_are_not_its_own(self, officer, client):
        client.force_login(account("township", party="城关镇人民政府"))
        assert found(client, "巡查", "clauses") == []
        assert found(client, "公安", "bodies") == []


class TestWords:
    @pytest.mark.parametrize("text", ["", "   ", "\0", "\u200b"])
    def test_nothing_asked_shows_what_may_be_asked(self, officer, text):
        assert "请在上方输入" in officer.get("/search/", {"q": text}).content.decode()

    @pytest.mark.parametrize("text", ["没有这样的词", "%%", "_", "'; DROP TABLE x; --", "\\", "x" * 500, "安全\0利用x"])
    def test_signs_mean_themselves_and_never_break_the_page(self, officer, text):
        page = officer.get("/search/", {"q": text})
        assert page.status_code == 200
        assert "没有找到" in page.content.decode()

    def test_what_was_asked_is_shown_as_text(self, officer):
        page = officer.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

    def test_the_words_found_are_marked(self, officer):
        assert "落实<mark>安全利用</mark>措施" in officer.get("/search/", {"q": "安全利用"}).content.decode()

    def test_more_than_twenty_hits_are_cut_and_it_is_said(self, officer):
        store(*[result(f"P-{n:02}", lon=112.01, lat=30.01) for n in range(25)])
        page = officer.get("/search/", {"q": "P-"})
        assert len(page.context["points"].first) == 20
        assert "只列出前 20 条" in page.content.decode()

    def test_four_groups_cost_five_questions(self, officer, django_assert_max_num_queries):
        officer.get("/search/", {"q": "县"})
        with django_assert_max_num_queries(8):
            officer.get("/search/", {"q": "县"})
