from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jingtu.assessment.verdicts import NOT_COMPARED, Verdict
from jingtu_web.common.models import AuditRecord, Place, User
from jingtu_web.desk import measured_words
from jingtu_web.registers.samples import actions
from jingtu_web.registers.samples.importers import prepare
from jingtu_web.registers.samples.models import Point
from jingtu_web.registers.samples.tests.frames import county_with_two_towns, result, table

pytestmark = pytest.mark.django_db
DAY = "2026-11-22"
AGGREGATED = (User.Role.DEPARTMENT, User.Role.TOWNSHIP, User.Role.VIEWER)
# GB 15618-2018, 5.5 < pH <= 6.5: cadmium 0.4 on paddy, 0.3 elsewhere, intervention 2.0; lead 100 on paddy.
ROWS = (
    result("QS-W1", "cadmium", 0.2, lon=112.012345, lat=30.012345),
    result("QS-W1", "lead", 101.0, lon=112.012345, lat=30.012345),
    result("QS-W2", "cadmium", 2.5, lon=112.023456, lat=30.023456),
    result("QS-E1", "cadmium", 0.3, lon=112.154321, lat=30.054321, land_use="dryland"),
    result("QS-E2", "cadmium", 0.3, lon=112.165432, lat=30.065432, ph=None),
    result("QS-E3", None, 7.0, substance_text="未知物", lon=112.176543, lat=30.076543),
)
SECRET = ("112.0123", "112.0234", "112.1543", "QS-W1", "QS-W2", "QS-E1")


@pytest.fixture
def county() -> Place:
    return county_with_two_towns()


@pytest.fixture
def stored(county):
    def store(*rows):
        incoming = prepare(table(*(rows or ROWS)), county=county, file="a.xlsx")
        delivery = uuid4()
        actions.store(incoming, county=county, batch=actions.Batch(delivery, "0" * 64), by="officer")
        return delivery

    return store


def as_role(client: Client, role: str, **fields) -> Client:
    client.force_login(User.objects.create_user(f"a {role}", role=role, **fields))
    return client


@pytest.fixture
def desk(client) -> Client:
    return as_role(client, User.Role.ECOLOGY)


def rows(desk: Client, **query):
    return desk.get(reverse("measurements"), {"on": DAY, **query}).context["rows"]


def verdicts(desk: Client, **query) -> dict[str, str]:
    return {row["sample"]: row["verdict"] for row in rows(desk, **query)}


class TestTable:
    def test_samples_carry_their_worst_verdict_the_worst_first(self, desk, stored):
        stored()
        assert list(verdicts(desk).items())[:3] == [
            ("QS-W2", Verdict.ABOVE_INTERVENTION),
            ("QS-W1", Verdict.ABOVE_SCREENING),
            ("QS-E2", Verdict.UNDECIDED),
        ]
        assert verdicts(desk)["QS-E1"] == Verdict.WITHIN_SCREENING
        assert verdicts(desk)["QS-E3"] == NOT_COMPARED

    def test_every_result_shows_its_limit_and_its_ground(self, desk, stored):
        stored()
        page = desk.get(reverse("measurements"), {"on": DAY, "view": "results"}).content.decode()
        assert "筛选值 0.4 / 管制值 2" in page
        assert "GB 15618-2018 表1" in page
        assert "缺少判定所需的信息：pH" in page

    def test_what_was_not_compared_is_counted_as_it_is_listed(self, desk, stored):
        stored()
        for substance, count in (("", 1), ("cadmium", 0)):
            answer = desk.get(reverse("measurements"), {"on": DAY, "substance": substance})
            assert answer.context["not_compared"] == count

    def test_what_was_not_compared_is_listed_with_the_reason(self, desk, stored):
        stored()
        [row] = rows(desk, view="not_compared")
        assert (row["substance_text"], row["n"], row["reason"]) == ("未知物", 1, "substance_unknown")

    def test_the_summary_counts_by_township_land_use_and_substance(self, desk, stored):
        stored()
        [row] = [row for row in rows(desk, view="summary", substance="cadmium") if row["place"] == "青石镇"]
        assert (row["n"], row["exceeding"], row["max"], row["mean"]) == (2, 1, 2.5, 1.35)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"substance": "lead"}, {"QS-W1"}),
            ({"land_use": "dryland"}, {"QS-E1"}),
            ({"verdict": "UNDECIDED"}, {"QS-E2"}),
            ({"verdict": "exceeding"}, {"QS-W1", "QS-W2"}),
            ({"medium": "groundwater"}, set()),
            ({"delivery": str(uuid4())}, set()),
            ({"land_use": "nonsense", "verdict": "<script>", "delivery": "no uuid", "page": "x"}, None),
            ({"place": "99999999999999999999", "on": "2026-02-30", "standard": "nonsense"}, None),
        ],
    )
    def test_filters_narrow_and_nonsense_is_left_out(self, desk, stored, query, found):
        stored()
        everything = {"QS-W1", "QS-W2", "QS-E1", "QS-E2", "QS-E3"}
        assert set(verdicts(desk, **query)) == (everything if found is None else found)

    def test_the_filter_by_place(self, desk, stored):
        stored()
        assert set(verdicts(desk, place=Place.objects.get(name="城关镇").pk)) == {"QS-E1", "QS-E2", "QS-E3"}

    def test_a_withdrawn_delivery_is_gone_at_once(self, desk, stored):
        delivery = stored()
        assert rows(desk)
        actions.withdraw(delivery, at=datetime(2026, 11, 22, tzinfo=UTC), by="officer", reason="更正")
        assert rows(desk) == []

    def test_an_accepted_delivery_is_there_at_once(self, desk, stored):
        stored()
        before = len(rows(desk))
        stored(result("N1", "cadmium", 0.1, lon=112.03))
        assert len(rows(desk)) == before + 1

    def test_fifty_to_a_page(self, desk, stored):
        stored(*(result(f"S{n:03}", "cadmium", 0.1, lon=112.01 + n / 1000) for n in range(70)))
        assert (len(rows(desk)), len(rows(desk, page=2))) == (50, 20)

    def test_the_database_is_asked_as_often_for_many_as_for_few(self, desk, stored, django_assert_num_queries):
        stored(*(result(f"S{n:03}", "cadmium", 0.1, lon=112.01 + n / 1000) for n in range(70)))
        with django_assert_num_queries(11):
            rows(desk)  # session, person, fingerprint; results, samples, points, places once; filters
        for view in ("samples", "results", "summary", "not_compared"):
            with django_assert_num_queries(7):
                rows(desk, view=view)

    def test_without_results_it_says_what_to_do(self, desk, county):
        assert "还没有监测结果" in desk.get(reverse("measurements")).content.decode()


class TestPoint:
    def test_shows_everything_measured_there(self, desk, stored):
        stored()
        page = desk.get(reverse("point", args=[Point.objects.get(code="QS-W1").pk])).content.decode()
        assert "112.012345, 30.012345" in page
        assert ("镉" in page, "铅" in page, "青石镇" in page) == (True, True, True)

    def test_the_map_gets_a_few_lines(self, desk, stored):
        stored()
        page = desk.get(reverse("point_brief", args=[Point.objects.get(code="QS-W1").pk])).content.decode()
        assert ("<html" in page, "铅 101.0 mg/kg" in page) == (False, True)

    def test_an_id_nobody_gave_is_not_found(self, desk):
        assert desk.get(reverse("point", args=[4711])).status_code == 404


class TestChart:
    def test_has_the_numbers_and_the_limits_they_are_compared_with(self, desk, stored):
        stored(*ROWS, result("QS-W3", "cadmium", None, operator="<", detection_limit=0.01, text="<0.01", lon=112.03))
        data = desk.get(reverse("distribution"), {"substance": "cadmium", "on": DAY}).json()
        assert (data["name"], data["unit"], data["edition"]) == ("镉", "mg/kg", "GB 15618-2018")
        assert (data["detected"], data["nondetect"]) == ([0.2, 0.3, 2.5], [0.01])
        assert {(one["kind"], one["value"]) for one in data["limits"]} == {
            ("screening", 0.4),
            ("screening", 0.3),
            ("intervention", 2.0),
        }

    @pytest.mark.parametrize("substance", ["", "nonsense"])
    def test_of_nothing_there_is_nothing(self, desk, stored, substance):
        stored()
        assert desk.get(reverse("distribution"), {"substance": substance}).json()["detected"] == []


class TestDownload:
    def test_is_the_assessment_and_is_logged(self, desk, stored):
        stored()
        answer = desk.get(reverse("measurements_download"), {"on": DAY, "land_use": "dryland"})
        book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
        assert book.sheetnames == ["汇总", "样品判定", "结果判定", "未比较", "问题", "说明"]
        assert [row[0].value for row in book["结果判定"].iter_rows(min_row=2)] == ["QS-E1"]
        entry = AuditRecord.objects.get(action="measurements.download")
        assert (entry.by, entry.detail["asked"]["land_use"]) == ("a ecology", "dryland")


class TestWhoSeesExactPoints:
    @pytest.mark.parametrize("role", AGGREGATED)
    def test_no_page_and_no_layer_gives_a_point_away_to_others(self, client, stored, role):
        delivery = stored()
        desk = as_role(client, role, place=Place.objects.get(code="999901000000"))
        query = f"?on={DAY}&delivery={delivery}&verdict=exceeding"
        pages = [reverse(name) + query for name in ("measurements", "distribution", "layer_townships", "layer_places")]
        views = ("samples", "results", "summary", "not_compared")
        pages += [f"{reverse('measurements')}?view={view}" for view in views]
        for page in pages:
            said = desk.get(page).content.decode()
            assert [secret for secret in SECRET if secret in said] == [], page

    @pytest.mark.parametrize("role", AGGREGATED)
    def test_the_points_themselves_are_refused(self, client, stored, role):
        stored()
        desk = as_role(client, role)
        pk = Point.objects.first().pk
        pages = [reverse(name, args=[pk]) for name in ("point", "point_brief")]
        pages += [reverse(name) for name in ("layer_points", "measurements_download")]
        assert {desk.get(page).status_code for page in pages} == {403}

    def test_others_get_counts_by_township(self, client, stored):
        stored()
        features = as_role(client, User.Role.VIEWER).get(reverse("layer_townships"), {"on": DAY}).json()["features"]
        counts = {one["properties"]["name"]: one["properties"] for one in features}
        assert (counts["青石镇"]["samples"], counts["青石镇"]["exceeding"]) == (2, 2)
        assert (counts["城关镇"]["samples"], counts["城关镇"]["undecided"]) == (3, 1)

    def test_a_township_counts_only_itself(self, client, stored):
        stored()
        desk = as_role(client, User.Role.TOWNSHIP, place=Place.objects.get(name="城关镇"))
        features = desk.get(reverse("layer_townships"), {"on": DAY}).json()["features"]
        assert [one["properties"]["name"] for one in features] == ["城关镇"]
        assert {row["place"] for row in rows(desk)} == {"城关镇"}
        data = desk.get(reverse("distribution"), {"substance": "cadmium", "on": DAY}).json()
        assert data["detected"] == [0.3]

    def test_a_township_without_a_place_sees_nothing(self, client, stored):
        stored()
        assert rows(as_role(client, User.Role.TOWNSHIP)) == []

    def test_the_officer_sees_every_point_with_its_worst_verdict(self, desk, stored):
        stored()
        features = desk.get(reverse("layer_points"), {"on": DAY}).json()["features"]
        shown = {
            one["properties"]["code"]: (one["geometry"]["coordinates"], one["properties"]["verdict"])
            for one in features
        }
        assert shown["QS-W1"] == ([112.012345, 30.012345], "ABOVE_SCREENING")
        assert len(shown) == 5


def test_every_verdict_has_a_face():
    assert set(measured_words.FACES) == {*Verdict, NOT_COMPARED}


def test_every_face_has_a_colour_on_the_map_and_in_the_legend():
    colours = Path(finders.find("maps/faces.js")).read_text()
    styles = Path(finders.find("desk/desk.css")).read_text()
    for face in {*measured_words.FACES.values()}:
        assert f"{face}: " in colours
        assert f".badge-{face}" in styles
