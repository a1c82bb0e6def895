"""What each role may see and do, in one place."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from jingtu_web.common import scope
from jingtu_web.common.models import Party, Place, User

COUNTY = ("999901000000", "沃川县", "county")
TOWNS = (("999901001000", "城关镇", "township"), ("999901010000", "青石镇", "township"))


@pytest.fixture
def places(db) -> dict[str, Place]:
    return {code: Place.objects.create(code=code, name=name, level=level) for code, name, level in (COUNTY, *TOWNS)}


class TestRequireRole:
    @staticmethod
    def opened(role: str, *allowed: str) -> bool:
        request = type("Request", (), {"user": User(role=role)})()
        page = scope.require_role(*allowed)(lambda request: HttpResponse("here"))
        try:
            return page(request).status_code == 200
        except PermissionDenied:
            return False

    @pytest.mark.parametrize("role", User.Role.values)
    def test_opens_for_the_named_role_and_the_administrator_only(self, role):
        assert self.opened(role, "ecology") is (role in ("administrator", "ecology"))


class TestExactPoints:
    @pytest.mark.parametrize("role", User.Role.values)
    def test_only_ecology_and_administrator_see_them(self, role):
        assert scope.sees_exact_points(User(role=role)) is (role in ("administrator", "ecology"))


class TestRecordingProgress:
    def test_a_department_records_on_clauses_of_its_own_body(self):
        officer = User(role="department", party=Party(pk=7))
        assert scope.may_record_progress(officer, [3, 7])
        assert not scope.may_record_progress(officer, [3])

    def test_an_account_without_a_body_records_nothing(self):
        assert not scope.may_record_progress(User(role="department"), [3])

    def test_a_viewer_records_nothing_even_for_his_own_body(self):
        assert not scope.may_record_progress(User(role="viewer", party=Party(pk=7)), [7])


class TestVisiblePlaces:
    def test_a_township_sees_itself_alone_and_not_the_town_with_a_similar_code(self, places):
        officer = User(role="township", place=places["999901001000"])
        assert [place.name for place in scope.visible_places(officer)] == ["城关镇"]

    def test_a_township_account_without_a_place_sees_none(self, places):
        assert not scope.visible_places(User(role="township")).exists()

    def test_everyone_else_sees_the_whole_county(self, places):
        assert scope.visible_places(User(role="viewer")).count() == 3


class TestStem:
    @pytest.mark.parametrize(
        ("code", "stem"),
        [
            ("990000000000", "99"),
            ("999900000000", "9999"),
            ("999901000000", "999901"),
            ("999901010000", "999901010"),
            ("999901010001", "999901010001"),
        ],
    )
    def test_the_stem_is_the_part_shared_by_every_place_below(self, code, stem):
        assert Place(code=code).stem == stem
