"""Start your own county on a page: template out, workbook in, first passwords shown once."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jingtu_web.common.county_workbook import read_county
from jingtu_web.common.models import Place, User
from jingtu_web.common.tests.workbooks import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    client.force_login(User.objects.create_user("root", role="administrator"))
    return client


def upload(client, path, name="county.xlsx"):
    return client.post("/county/", {"file": SimpleUploadedFile(name, path.read_bytes())})


class TestPage:
    def test_the_template_can_be_read_back(self, boss, tmp_path):
        answer = boss.get("/county/template.xlsx")
        (tmp_path / "t.xlsx").write_bytes(io.BytesIO(b"".join(answer.streaming_content)).getvalue())
        assert {problem.code for problem in read_county(tmp_path / "t.xlsx").problems} == {"county.no_rows"}

    def test_first_passwords_are_shown_once_and_kept_by_no_cache(self, boss, tmp_path):
        answer = upload(boss, write(tmp_path / "own.xlsx"))
        passwords = [login.password for login in answer.context["started"].logins]
        assert len(passwords) == 5
        assert all(password in answer.content.decode() for password in passwords)
        assert answer["Cache-Control"] == "no-store"
        again = boss.get("/county/").content.decode()
        assert not any(password in again for password in passwords)
        assert "新县" in again

    def test_problems_are_listed_cell_by_cell_and_nothing_is_written(self, boss, tmp_path):
        answer = upload(boss, write(tmp_path / "own.xlsx", {"行政区划!A5": "12", "账户!B3": "局长"}))
        text = answer.content.decode()
        assert answer.status_code == 400
        assert "单元格 A5" in text
        assert "单元格 B3" in text
        assert not Place.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.xlsx", b"MZ program"), ("../../a.et", b"x"), ("a.xlsx", b"PK\x03\x04"), ("a", b"x")],
    )
    def test_what_is_no_workbook_is_refused_with_a_message(self, boss, tmp_path, name, content):
        (tmp_path / "x").write_bytes(content)
        answer = upload(boss, tmp_path / "x", name)
        assert answer.status_code == 400
        assert "badge-error" in answer.content.decode()

    def test_without_a_file_the_form_says_so(self, boss):
        answer = boss.post("/county/")
        assert answer.status_code == 400
        assert "errorlist" in answer.content.decode()
