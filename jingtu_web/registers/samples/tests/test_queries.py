from datetime import date
from uuid import uuid4

import pytest

from jingtu_web.common.models import Place, User
from jingtu_web.registers.samples import actions, queries
from jingtu_web.registers.samples.importers import prepare
from jingtu_web.registers.samples.tests.frames import county_with_two_towns, result, table

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def county() -> Place:
    county = county_with_two_towns()
    rows = table(
        result("W1", "cadmium", 0.9, lon=112.01),
        result("W2", "cadmium", 2.5, lon=112.02),
        result("E1", "cadmium", 0.1, lon=112.15),
        result("E2", None, 1.0, substance_text="未知物", lon=112.16),
    )
    incoming = prepare(rows, county=county, file="a.xlsx")
    actions.store(incoming, county=county, batch=actions.Batch(uuid4(), "0" * 64), by="officer")
    return county


def person(role: str, place: Place | None = None) -> User:
    return User.objects.create_user(f"a {role}", role=role, place=place)


class TestExceedances:
    def test_the_officer_gets_the_count_and_the_worst_samples_first(self):
        found = queries.exceedances(person(User.Role.ECOLOGY), DAY)
        assert (found.count, found.compared) == (2, 3)
        assert [sample["sample"] for sample in found.worst] == ["W2", "W1"]
        assert found.worst[0]["ratio"] == pytest.approx(2.5 / 0.4)

    def test_others_get_the_count_alone(self):
        found = queries.exceedances(person(User.Role.VIEWER), DAY)
        assert (found.count, found.worst) == (2, [])

    def test_a_township_counts_its_own(self):
        east = Place.objects.get(name="城关镇")
        assert queries.exceedances(person(User.Role.TOWNSHIP, east), DAY).count == 0


class TestSearch:
    def test_points_by_a_part_of_their_number(self):
        officer = person(User.Role.ECOLOGY)
        assert [point.code for point in queries.search_points("w", officer)] == ["W1", "W2"]
        assert list(queries.search_points("nothing", officer)) == []

    @pytest.mark.parametrize("role", [User.Role.DEPARTMENT, User.Role.TOWNSHIP, User.Role.VIEWER])
    def test_not_for_others(self, role):
        assert list(queries.search_points("W1", person(role))) == []


class TestAssessedAnew:
    def test_once_per_state_of_the_register(self, county, django_assert_num_queries):
        queries.judged(queries.Scope(), on=DAY)
        with django_assert_num_queries(1):
            before = queries.judged(queries.Scope(), on=DAY)
        incoming = prepare(table(result("W1", "lead", 900.0, lon=112.01)), county=county, file="b.xlsx")
        actions.store(incoming, county=county, batch=actions.Batch(uuid4(), "1" * 64), by="officer")
        assert len(queries.judged(queries.Scope(), on=DAY)) == len(before) + 1
