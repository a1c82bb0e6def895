"""Log-in, lock-out, first passwords: who comes in, and with what."""

import re

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.urls import reverse

from jingtu_web.common import accounts
from jingtu_web.common.models import AuditRecord, User

PASSWORD = "a long pass phrase"
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("officer", password=PASSWORD, role="ecology")


@pytest.fixture
def administrator() -> User:
    return User.objects.create_user("boss", password=PASSWORD, role="administrator")


def log_in(client: Client, password: str, username: str = "officer"):
    return client.post("/login/", {"username": username, "password": password})


class TestLogIn:
    def test_the_right_password_leads_to_the_home_page(self, client, officer):
        assert log_in(client, PASSWORD)["Location"] == "/"

    def test_a_wrong_one_says_so_and_what_to_do(self, client, officer):
        answer = log_in(client, "wrong")
        assert "登录名或密码不正确" in answer.content.decode()
        assert "联系系统管理员" in answer.content.decode()

    def test_after_the_log_in_nobody_is_led_to_another_site(self, client, officer):
        answer = client.post("/login/", {"username": "officer", "password": PASSWORD, "next": "https://evil.example/"})
        assert answer["Location"] == "/"

    def test_passwords_are_kept_by_argon2(self, officer):
        assert identify_hasher(officer.password).algorithm == "argon2"

    def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(self, client, officer):
        log_in(client, PASSWORD)
        cookie = client.cookies["sessionid"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"

    def test_a_closed_account_does_not_come_in(self, client, officer):
        User.objects.update(is_active=False)
        assert log_in(client, PASSWORD).status_code == 200


class TestLockOut:
    def test_the_fifth_wrong_password_locks_and_says_until_when(self, client, officer):
        answers = [log_in(client, "wrong") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
        text = answers[-1].content.decode()
        assert "账户已锁定" in text
        assert re.search(r"请在 \d\d:\d\d 之后重试", text)

    def test_then_even_the_right_password_does_not_help(self, client, officer):
        for _ in range(5):
            log_in(client, "wrong")
        assert log_in(client, PASSWORD).status_code == 429

    def test_a_right_password_before_the_fifth_forgets_the_wrong_ones(self, client, officer):
        for password in ["wrong"] * 4 + [PASSWORD] + ["wrong"] * 4:
            answer = log_in(client, password)
        assert answer.status_code == 200

    def test_a_colleague_at_the_same_machine_still_comes_in(self, client, officer, administrator):
        for _ in range(5):
            log_in(client, "wrong")
        assert log_in(client, PASSWORD, "boss").status_code == 302

    def test_a_new_password_from_the_administrator_unlocks(self, client, officer, administrator):
        for _ in range(5):
            log_in(client, "wrong")
        boss = Client()
        boss.force_login(administrator)
        new = {"password1": "another long phrase", "password2": "another long phrase", "usable_password": "true"}
        answer = boss.post(f"/admin/common/user/{officer.pk}/password/", {**new, "set-password": "1"})
        assert answer.status_code == 302
        assert log_in(client, "another long phrase").status_code == 302
        assert User.objects.get(pk=officer.pk).must_change_password
        assert AuditRecord.objects.filter(action="account.password_reset", subject="officer", by="boss").exists()


class TestFirstPassword:
    @pytest.fixture
    def newcomer(self, client):
        _, client.first_password = accounts.create_account("newcomer", "viewer", by="test")
        log_in(client, client.first_password, "newcomer")
        return client

    @pytest.mark.parametrize("name", ["home", "board", "measurements", "search"])
    def test_every_page_leads_to_the_account_page_until_it_is_changed(self, newcomer, name):
        assert newcomer.get(reverse(name))["Location"] == "/account/"

    def test_changing_it_opens_the_pages_and_leaves_a_trace(self, newcomer):
        new = "three quiet herons"
        changed = {"old_password": newcomer.first_password, "new_password1": new, "new_password2": new}
        assert newcomer.post("/account/", changed)["Location"] == "/"
        assert newcomer.get("/").status_code == 200
        assert User.objects.get(username="newcomer").check_password(new)
        assert AuditRecord.objects.filter(action="account.password", by="newcomer").exists()

    @pytest.mark.parametrize("weak", ["short", "1234567890123", "password123", "newcomer-newcomer"])
    def test_a_weak_one_is_refused_with_the_reason(self, newcomer, weak):
        answer = newcomer.post("/account/", {"old_password": "x", "new_password1": weak, "new_password2": weak})
        assert answer.status_code == 422
        assert "errorlist" in answer.content.decode()

    def test_it_is_long_and_never_the_same(self):
        made = {accounts.first_password() for _ in range(200)}
        assert len(made) == 200
        assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", password) for password in made)


class TestAdministration:
    def test_its_log_in_is_the_one_log_in(self, client):
        assert client.get("/admin/login/?next=/admin/")["Location"] == "/login/?next=/admin/"

    def test_the_role_alone_decides_who_administers(self, officer, administrator):
        assert (officer.is_staff, officer.is_superuser) == (False, False)
        officer.role = "administrator"
        officer.save()
        assert User.objects.get(pk=officer.pk).is_superuser
        administrator.role = "viewer"
        administrator.save()
        assert not User.objects.get(pk=administrator.pk).is_staff

    def test_createsuperuser_makes_an_administrator(self):
        assert User.objects.create_superuser("root", password=PASSWORD).role == "administrator"

    def test_an_account_made_there_has_to_change_its_password_and_leaves_a_trace(self, client, administrator):
        client.force_login(administrator)
        given = {"username": "added", "role": "viewer", "password1": PASSWORD, "password2": PASSWORD}
        answer = client.post("/admin/common/user/add/", {**given, "usable_password": "true"})
        assert answer.status_code == 302, answer.content.decode()
        assert User.objects.get(username="added").must_change_password
        record = AuditRecord.objects.get(action="user.create")
        assert (record.by, record.subject) == ("boss", "added")
        assert PASSWORD not in str(record.detail)

    @pytest.mark.parametrize("model", ["user", "party", "place", "auditrecord", "storedfile"])
    def test_nothing_is_deleted_there(self, client, administrator, model):
        AuditRecord.objects.create(at="2026-01-01T00:00Z", by="x", action="x", subject="x", hash="x")
        client.force_login(administrator)
        assert "delete_selected" not in client.get(f"/admin/common/{model}/").content.decode()

    def test_the_audit_trail_is_only_read(self, client, administrator):
        client.force_login(administrator)
        assert client.get("/admin/common/auditrecord/add/").status_code == 403


class TestLanguage:
    def test_chinese_whatever_the_browser_asks_for(self, client):
        page = client.get("/login/", headers={"accept-language": "en-US,en"})
        assert page["Content-Language"] == "zh-hans"
        assert "登录" in page.content.decode()

    def test_english_by_the_switch_also_before_the_log_in(self, client):
        client.post("/language/", {"language": "en", "next": "/login/"})
        text = client.get("/login/").content.decode()
        assert "Log in" in text
        assert "登录名" not in text
