from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jingtu_web.common.models import AuditRecord, Place, StoredFile, User
from jingtu_web.deliveries import actions
from jingtu_web.deliveries.models import Delivery
from jingtu_web.deliveries.tests import files
from jingtu_web.registers.samples.models import Result
from jingtu_web.registers.samples.tests.frames import county_with_two_towns

pytestmark = pytest.mark.django_db
OTHERS = (User.Role.DEPARTMENT, User.Role.TOWNSHIP, User.Role.VIEWER)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def county() -> Place:
    return county_with_two_towns()


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("officer", role=User.Role.ECOLOGY)


@pytest.fixture
def desk(client: Client, officer) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def delivered(county, officer, tmp_path):
    def deliver(*rows, name="检测.xlsx") -> Delivery:
        path = files.workbook(tmp_path / name, rows or files.GOOD)
        return actions.receive(path, county=county, options={}, by=officer).delivery

    return deliver


def upload(desk: Client, county: Place, path: Path, name: str = "", **options):
    file = SimpleUploadedFile(name or path.name, path.read_bytes())
    return desk.post(reverse("deliver"), {"file": file, "county": county.pk, **options})


class TestUpload:
    def test_leads_to_the_problems_of_the_file(self, desk, county, tmp_path):
        answer = upload(desk, county, files.workbook(tmp_path / "a.xlsx", (*files.GOOD, files.NEGATIVE)))
        delivery = Delivery.objects.get()
        assert (answer.status_code, answer.url) == (302, reverse("delivery", args=[delivery.pk]))
        page = desk.get(answer.url).content.decode()
        assert "单元格 J5" in page
        assert "仅接收无错误的行" in page
        assert Result.objects.count() == 0

    def test_the_same_file_says_so(self, desk, county, tmp_path):
        path = files.workbook(tmp_path / "a.xlsx")
        upload(desk, county, path)
        page = desk.get(upload(desk, county, path).url).content.decode()
        assert "这份文件此前已经交付，未作任何改动。" in page
        assert Delivery.objects.count() == 1

    @pytest.mark.parametrize("make", [files.huge, files.bomb], ids=["60 MB", "zip bomb"])
    def test_a_hostile_file_is_refused_in_words_and_nothing_is_kept(self, desk, county, tmp_path, make):
        answer = upload(desk, county, make(tmp_path / "a.xlsx"))
        page = answer.content.decode()
        assert answer.status_code == 400
        assert "a.xlsx" in page
        assert "文件没有保存，没有任何结果入库。" in page
        assert (Delivery.objects.count(), StoredFile.objects.count()) == (0, 0)

    @pytest.mark.parametrize("name", ["../../etc/passwd.xlsx", "..\\..\\boot.xlsx", "/etc/a.xlsx", "a\x00b\r\n.xlsx"])
    def test_a_name_that_is_a_path_is_only_a_name(self, desk, county, tmp_path, name):
        upload(desk, county, files.workbook(tmp_path / "a.xlsx"), name=name)
        kept = Delivery.objects.get()
        assert not set(kept.name) & set("/\\\r\n\x00")
        assert Path(kept.file.content.path).is_relative_to(tmp_path / "kept")

    def test_a_name_too_long_for_the_disk_keeps_its_end(self, desk, county, tmp_path):
        upload(desk, county, files.workbook(tmp_path / "a.xlsx"), name="检" * 240 + "测:?.xlsx")
        kept = Delivery.objects.get()
        assert kept.name.endswith("检测__.xlsx")
        assert (
            desk.get(reverse("delivery_cell", args=[kept.pk]), {"sheet": "检测结果", "cell": "A1"}).status_code == 200
        )

    def test_without_a_file_the_form_says_so(self, desk, county):
        answer = desk.post(reverse("deliver"), {"county": county.pk})
        assert (answer.status_code, "errorlist" in answer.content.decode()) == (400, True)

    def test_metres_without_a_zone_are_placed_by_the_chosen_system(self, desk, county, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("点位编号,X,Y,镉(mg/kg)\nS1,500000,3320000,0.1\n", encoding="utf-8")
        upload(desk, county, path, xy_crs="EPSG:4546")
        assert Delivery.objects.get().reading["located"] == 1
        assert upload(desk, county, path, xy_crs="EPSG:1").status_code == 400

    def test_the_hint_on_detection_limits_is_text_and_not_a_tag(self, desk, county):
        for language, hint in (("zh-hans", "&lt;检出限"), ("en", "&lt;detection limit")):
            desk.cookies["django_language"] = language
            assert hint in desk.get(reverse("deliver")).content.decode()

    def test_before_the_county_is_set_up_it_says_so(self, desk):
        assert "请系统管理员先建立本县" in desk.get(reverse("deliver")).content.decode()

    def test_an_option_that_is_none_is_refused(self, desk, county, tmp_path):
        answer = upload(desk, county, files.workbook(tmp_path / "a.xlsx"), unit="furlong")
        assert (answer.status_code, Delivery.objects.count()) == (400, 0)

    def test_needs_the_token_of_the_form(self, officer, county):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(officer)
        assert strict.post(reverse("deliver"), {}).status_code == 403


class TestDecisions:
    def test_accept_stores_the_results(self, desk, delivered):
        delivery = delivered()
        page = desk.post(reverse("accept_delivery", args=[delivery.pk]), follow=True).content.decode()
        assert "检测结果已入库。" in page
        assert Result.objects.count() == 3

    def test_with_errors_it_says_why_not(self, desk, delivered):
        delivery = delivered(*files.GOOD, files.NEGATIVE)
        page = desk.post(reverse("accept_delivery", args=[delivery.pk]), follow=True).content.decode()
        assert "有 1 处错误，不能整体入库" in page
        assert Result.objects.count() == 0

    def test_the_clean_rows_when_they_are_chosen(self, desk, delivered):
        delivery = delivered(*files.GOOD, files.NEGATIVE)
        desk.post(reverse("accept_delivery", args=[delivery.pk]), {"clean_only": "yes"})
        assert Result.objects.count() == 3

    @pytest.mark.parametrize("act", ["refuse_delivery", "undo_delivery"])
    def test_sending_back_and_undoing_need_a_reason(self, desk, delivered, officer, act):
        delivery = delivered()
        if act == "undo_delivery":
            actions.accept(delivery, clean_only=False, by=officer)
        address = reverse(act, args=[delivery.pk])
        before = Delivery.objects.get().state
        assert "请填写理由" in desk.post(address, {"reason": " "}, follow=True).content.decode()
        assert Delivery.objects.get().state == before
        desk.post(address, {"reason": "更正"})
        assert (Delivery.objects.get().state != before, Delivery.objects.get().reason) == (True, "更正")

    @pytest.mark.parametrize("act", ["accept_delivery", "refuse_delivery", "undo_delivery"])
    def test_nothing_changes_by_looking(self, desk, delivered, act):
        assert desk.get(reverse(act, args=[delivered().pk])).status_code == 405


class TestPages:
    def test_the_list_filters_by_state_and_text(self, desk, delivered, officer):
        actions.accept(delivered(name="一月.xlsx"), clean_only=False, by=officer)
        delivered(files.GOOD[0], name="二月.xlsx")
        names = lambda query: [one.name for one in desk.get(reverse("deliveries") + query).context["page"]]  # noqa: E731
        assert names("") == ["二月.xlsx", "一月.xlsx"]
        assert names("?state=accepted") == ["一月.xlsx"]
        assert names("?q=二") == ["二月.xlsx"]
        assert names("?state=nonsense&page=x") == ["二月.xlsx", "一月.xlsx"]

    def test_the_list_asks_the_database_as_often_for_many_as_for_one(self, desk, delivered, django_assert_num_queries):
        delivered(files.GOOD[0], name="0.xlsx")
        with django_assert_num_queries(4):
            desk.get(reverse("deliveries"))
        for number in range(1, 6):
            delivered((*files.GOOD[0][:9], number, *files.GOOD[0][10:]), name=f"{number}.xlsx")
        with django_assert_num_queries(4):
            desk.get(reverse("deliveries"))

    def test_problems_filter_by_severity(self, desk, delivered):
        address = reverse("delivery", args=[delivered(*files.GOOD, files.NEGATIVE).pk])
        assert "单元格 J5" in desk.get(address + "?severity=error").content.decode()
        assert "单元格 J5" not in desk.get(address + "?severity=attention").content.decode()

    def test_in_english_the_problems_are_english(self, desk, delivered):
        address = reverse("delivery", args=[delivered(*files.GOOD, files.NEGATIVE).pk])
        desk.cookies["django_language"] = "en"
        page = desk.get(address).content.decode()
        assert "cell J5" in page

    def test_a_cell_is_shown_with_what_stands_around_it(self, desk, delivered):
        address = reverse("delivery_cell", args=[delivered().pk])
        page = desk.get(address, {"sheet": "检测结果", "cell": "J3"}).content.decode()
        assert '<td class="marked">150</td>' in page
        assert '<th scope="row">2</th>' in page
        assert '<th scope="col">J</th>' in page

    @pytest.mark.parametrize(
        ("sheet", "cell"),
        [("检测结果", "ZZZ9999999"), ("检测结果", "J99"), ("没有", "A1"), ("检测结果", ""), ("检测结果", "<b>")],
    )
    def test_a_cell_that_is_none_is_not_found(self, desk, delivered, sheet, cell):
        address = reverse("delivery_cell", args=[delivered().pk])
        assert desk.get(address, {"sheet": sheet, "cell": cell}).status_code == 404

    def test_the_file_comes_back_as_it_was_and_that_is_logged(self, desk, delivered, tmp_path):
        delivery = delivered(name="县 检测.xlsx")
        answer = desk.get(reverse("delivery_file", args=[delivery.pk]))
        assert b"".join(answer.streaming_content) == (tmp_path / "县 检测.xlsx").read_bytes()
        assert "filename*=utf-8''%E5%8E%BF%20%E6%A3%80%E6%B5%8B.xlsx" in answer.headers["Content-Disposition"]
        assert AuditRecord.objects.get(action="deliveries.download").by == "officer"

    def test_the_problems_go_back_as_a_workbook_without_formulas(self, desk, delivered, tmp_path):
        trap = ("=1+1", "S9-20", *files.GOOD[0][2:9], "=cmd|' /C calc'!A0", "mg/kg", 0.01)
        delivery = delivered(*files.GOOD, files.NEGATIVE, trap)
        (tmp_path / "p.xlsx").write_bytes(desk.get(reverse("delivery_problems", args=[delivery.pk])).content)
        cells = [cell for row in load_workbook(tmp_path / "p.xlsx").active.iter_rows(min_row=2) for cell in row]
        assert "J5" in [cell.value for cell in cells]
        assert {cell.data_type for cell in cells} <= {"s", "n"}

    def test_the_template_is_a_workbook(self, desk, tmp_path):
        answer = desk.get(reverse("delivery_template"))
        (tmp_path / "t.xlsx").write_bytes(answer.content)
        assert load_workbook(tmp_path / "t.xlsx").sheetnames == ["检测结果", "填写说明"]

    @pytest.mark.parametrize("name", ["delivery", "delivery_cell", "delivery_file", "delivery_problems"])
    def test_an_id_nobody_gave_is_not_found(self, desk, name):
        assert desk.get(reverse(name, args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("role", OTHERS)
def test_deliveries_are_for_the_ecology_bureau(client, delivered, role):
    delivery = delivered()
    client.force_login(User.objects.create_user("other", role=role))
    looks = [reverse(name) for name in ("deliveries", "deliver", "delivery_template")]
    looks += [
        reverse(name, args=[delivery.pk])
        for name in ("delivery", "delivery_cell", "delivery_file", "delivery_problems")
    ]
    acts = [reverse(name, args=[delivery.pk]) for name in ("accept_delivery", "refuse_delivery", "undo_delivery")]
    assert {client.get(address).status_code for address in looks} == {403}
    assert {client.post(address, {"reason": "x"}).status_code for address in acts} == {403}
    assert Delivery.objects.get().state == Delivery.State.RECEIVED


def test_without_log_in_there_is_only_the_log_in(client, delivered):
    answer = client.get(reverse("delivery", args=[delivered().pk]))
    assert (answer.status_code, answer.url.startswith(reverse("login"))) == (302, True)
