import pytest
from django.urls import reverse

from jingtu_web.common.models import User
from jingtu_web.maps.places import BASE
from jingtu_web.registers.samples.tests.frames import county_with_two_towns

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(client):
    client.force_login(User.objects.create_user("viewer"))
    return client


class TestPlaces:
    def test_outlines_of_county_and_townships(self, viewer):
        county_with_two_towns()
        answer = viewer.get(reverse("layer_places"))
        assert answer.headers["Content-Type"] == "application/geo+json"
        features = {one["properties"]["name"]: one for one in answer.json()["features"]}
        assert features["沃川县"]["properties"]["level"] == "county"
        assert features["青石镇"]["geometry"]["type"] == "Polygon"
        west, north = features["青石镇"]["properties"]["centre"]
        assert (112.0 < west < 112.1, 30.0 < north < 30.1) == (True, True)

    def test_what_the_browser_holds_is_not_sent_again(self, viewer):
        county = county_with_two_towns()
        tag = viewer.get(reverse("layer_places")).headers["ETag"]
        again = viewer.get(reverse("layer_places"), headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        county.name = "另一县"
        county.save()
        assert viewer.get(reverse("layer_places"), headers={"if-none-match": tag}).status_code == 200

    def test_a_place_without_an_outline_is_left_out(self, viewer):
        county = county_with_two_towns()
        county.outline = None
        county.save()
        assert len(viewer.get(reverse("layer_places")).json()["features"]) == 2


class TestBase:
    def test_is_empty_until_the_county_draws_something(self, viewer, settings, tmp_path):
        settings.HOME = tmp_path
        assert viewer.get(reverse("layer_base")).json()["features"] == []

    def test_is_what_stands_in_the_data_folder(self, viewer, settings, tmp_path):
        settings.HOME = tmp_path
        (tmp_path / BASE).write_text('{"type": "FeatureCollection", "features": [{"river": 1}]}')
        assert viewer.get(reverse("layer_base")).json()["features"] == [{"river": 1}]
