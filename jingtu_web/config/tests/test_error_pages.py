"""What goes wrong is said on a page of ours, in words for people, and nothing of the inside is shown."""

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from jingtu_web.common.models import User
from jingtu_web.config.upload_limit import MEGABYTES
from jingtu_web.desk import home

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(client):
    client.force_login(User.objects.create_user("viewer", role="viewer"))
    return client


class TestPages:
    def test_an_address_that_is_none(self, viewer):
        answer = viewer.get("/nowhere/")
        assert answer.status_code == 404
        assert "没有这一页" in answer.content.decode()

    def test_the_same_before_the_log_in(self, client):
        assert "没有这一页" in client.get("/nowhere/").content.decode()

    def test_a_page_of_another_role(self, viewer):
        answer = viewer.get(reverse("county"))
        assert answer.status_code == 403
        assert "没有权限" in answer.content.decode()

    def test_a_form_without_its_token(self):
        answer = Client(enforce_csrf_checks=True).post("/login/", {"username": "a", "password": "b"})
        assert answer.status_code == 403
        assert "页面已过期" in answer.content.decode()

    def test_a_fault_of_the_program_shows_no_inside(self, viewer, monkeypatch):
        def fail(*_, **__):
            raise RuntimeError("secret detail")

        monkeypatch.setattr(home, "_tasks", fail)
        viewer.raise_request_exception = False
        answer = viewer.get("/")
        assert answer.status_code == 500
        assert "系统出错" in answer.content.decode()
        assert "secret detail" not in answer.content.decode()

    def test_a_database_held_by_another_act(self, viewer, monkeypatch):
        def fail(*_, **__):
            raise OperationalError("database is locked")

        monkeypatch.setattr(home, "_tasks", fail)
        viewer.raise_request_exception = False
        answer = viewer.get("/")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert "系统正忙" in answer.content.decode()

    def test_an_upload_beyond_all_measure_is_turned_away_unread(self, viewer):
        answer = viewer.post("/account/", CONTENT_LENGTH=str(MEGABYTES * 1024**2 + 1))
        assert answer.status_code == 413
        assert f"{MEGABYTES} MB" in answer.content.decode()

    def test_a_name_of_a_host_that_is_not_ours_is_turned_away(self, client):
        assert client.get("/login/", headers={"host": "evil.example"}).status_code == 400
