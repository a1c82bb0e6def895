"""A county starts from its workbook: whole or not at all, every problem with its cell."""

import pytest

from jingtu.problems import Refused
from jingtu_web.common import audit
from jingtu_web.common.county import start_county
from jingtu_web.common.county_workbook import LAYOUT, read_county, write_template
from jingtu_web.common.models import AuditRecord, Party, Place, User
from jingtu_web.common.tests.workbooks import GOOD, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(tmp_path):
    def make(changed=None, **more):
        return read_county(write(tmp_path / "county.xlsx", changed, **more))

    return make


def told(county) -> set[tuple[str, str, str]]:
    return {(problem.code, problem.where.sheet, problem.where.cell) for problem in county.problems}


class TestStart:
    def test_divisions_bodies_and_accounts_are_made(self, book):
        started = start_county(book(), by="test")
        assert (started.place.name, started.divisions, started.bodies, len(started.logins)) == ("新县", 5, 3, 5)
        assert Place.objects.get(name="东镇").parent.parent.parent.name == "湘省"
        bureau = Party.objects.get(short_name="新县生态环境分局")
        assert (bureau.aliases, bureau.place.name) == (["县环保局", "县环境保护局"], "新县")
        east = User.objects.get(username="east")
        assert (east.role, east.party.name, east.place.name) == ("township", "东镇人民政府", "东镇")

    def test_every_first_password_opens_its_account_and_has_to_be_changed(self, book):
        for login in start_county(book(), by="test").logins:
            user = User.objects.get(username=login.username)
            assert user.check_password(login.password)
            assert user.must_change_password

    def test_no_password_stands_in_the_audit_trail(self, book):
        started = start_county(book(), by="test")
        told_all = "".join(str(record.detail) for record in AuditRecord.objects.all())
        assert not any(login.password in told_all for login in started.logins)
        assert AuditRecord.objects.filter(action="county.start", by="test").exists()
        assert audit.first_broken() is None

    def test_the_same_workbook_again_changes_nothing_and_says_so(self, book):
        start_county(book(), by="test")
        before = list(User.objects.order_by("pk").values_list("username", "password"))
        again = start_county(book(), by="test")
        assert again.logins == ()
        assert {problem.code for problem in again.problems} == {"county.login_exists"}
        assert list(User.objects.order_by("pk").values_list("username", "password")) == before
        assert (Place.objects.count(), Party.objects.count()) == (5, 3)

    def test_a_new_name_in_the_next_workbook_is_taken_over(self, book):
        start_county(book(), by="test")
        start_county(book({"行政区划!B6": "西街道"}), by="test")
        assert Place.objects.get(code="430181002000").name == "西街道"

    def test_six_digits_are_padded(self, book):
        assert start_county(book({"行政区划!A4": "430181"}), by="test").place.code == "430181000000"


class TestProblems:
    """Each with sheet and cell; one is enough that nothing is written."""

    @pytest.mark.parametrize(
        ("place", "text", "code"),
        [
            ("行政区划!A5", "43018100100", "code_wrong"),
            ("行政区划!A5", "东镇", "code_wrong"),
            ("行政区划!A5", "", "cell_empty"),
            ("行政区划!A6", "430181001000", "twice"),
            ("行政区划!A5", "430999001000", "outside_county"),
            ("行政区划!C5", "村级", "level_differs"),
            ("行政区划!C5", "镇", "choice_unknown"),
            ("行政区划!C5", "县级", "one_county"),
            ("行政区划!B5", "长" * 81, "cell_too_long"),
            ("部门清单!A3", "", "cell_empty"),
            ("部门清单!A4", "新县农业农村局", "twice"),
            ("部门清单!E4", "430181009000", "place_unknown"),
            ("部门清单!E4", "", "town_body_without_place"),
            ("账户!A3", "张三", "login_wrong"),
            ("账户!A3", "e c", "login_wrong"),
            ("账户!A3", "boss", "twice"),
            ("账户!B3", "管理员", "choice_unknown"),
            ("账户!C3", "环保局", "body_unknown"),
            ("账户!C3", "", "cell_empty"),
            ("账户!D5", "北镇", "place_unknown"),
            ("账户!D5", "", "cell_empty"),
        ],
    )
    def test_is_told_at_its_cell(self, book, place, text, code):
        sheet, cell = place.split("!")
        county = book({place: text})
        assert (f"county.{code}", sheet, cell) in told(county)
        with pytest.raises(Refused):
            start_county(county, by="test")
        assert not Place.objects.exists()
        assert not User.objects.exists()

    def test_every_problem_is_told_at_once(self, book):
        county = book({"行政区划!A5": "1", "部门清单!A3": "", "账户!B3": "x"})
        assert {problem.where.sheet for problem in county.problems} == set(GOOD)

    @pytest.mark.parametrize("sheet", list(GOOD))
    def test_a_missing_sheet_is_named(self, book, sheet):
        county = book(sheets={name: rows for name, rows in GOOD.items() if name != sheet})
        assert ("county.sheet_missing", sheet, "") in told(county)

    @pytest.mark.parametrize("sheet", list(GOOD))
    def test_a_sheet_without_rows_is_named(self, book, sheet):
        assert ("county.no_rows", sheet, "") in told(book(sheets={**GOOD, sheet: GOOD[sheet][:1]}))

    def test_a_missing_header_is_named(self, book):
        assert ("county.header_missing", "账户", "A1") in told(book({"账户!A1": "用户"}))

    def test_a_workbook_without_an_administrator_is_refused_where_there_is_none_yet(self, book):
        with pytest.raises(Refused) as refused:
            start_county(book({"账户!B2": "查看"}), by="test")
        assert [problem.code for problem in refused.value.problems] == ["county.no_administrator"]

    def test_and_accepted_where_there_is_one(self, book):
        User.objects.create_user("there", role="administrator")
        assert start_county(book({"账户!B2": "查看"}), by="test").logins

    @pytest.mark.parametrize(
        ("name", "content"), [("a.xlsx", b""), ("a.xlsx", b"MZ\x90"), ("a.et", b"x"), ("a.xls", b"<html>")]
    )
    def test_what_is_no_workbook_is_refused_with_a_remedy(self, tmp_path, name, content):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refused) as refused:
            read_county(tmp_path / name)
        assert all(problem.remedy() for problem in refused.value.problems)

    def test_every_message_has_words_in_both_languages(self, book):
        broken = {"行政区划!A5": "1", "行政区划!C6": "县级", "部门清单!A3": "", "账户!A3": "张 三", "账户!C4": "x"}
        for problem in book(broken).problems:
            assert "{" not in problem.text("zh") + problem.text("en")


class TestTemplate:
    def test_the_template_has_the_sheets_and_headers_that_are_read(self, tmp_path):
        write_template(tmp_path / "template.xlsx")
        county = read_county(tmp_path / "template.xlsx")
        assert told(county) == {("county.no_rows", sheet, "") for sheet in LAYOUT}

    def test_the_example_countys_workbook_has_no_problem(self, tmp_path):
        workbook = pytest.importorskip("examples.wochuan.county_workbook")
        workbook.write_county(tmp_path / "county.xlsx")
        assert told(read_county(tmp_path / "county.xlsx")) == set()
        workbook.write_template(tmp_path / "template.xlsx")
        assert {problem.code for problem in read_county(tmp_path / "template.xlsx").problems} == {"county.no_rows"}
