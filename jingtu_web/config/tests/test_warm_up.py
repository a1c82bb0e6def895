import importlib
import sys

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from jingtu_web.common.models import User
from jingtu_web.config import warm_up
from jingtu_web.registers.samples import queries


def test_the_first_reader_finds_the_comparison_done(db, client: Client):
    queries._judged.cache_clear()
    warm_up.assess_today()
    client.force_login(User.objects.create_user("officer", role=User.Role.ECOLOGY))
    assert client.get("/").status_code == 200
    assert queries._judged.cache_info().misses == 1
    assert timezone.localdate() == client.get("/").context["on"]


def test_a_database_without_tables_stops_no_server(monkeypatch):
    asked = []

    def judged(*args, **options):
        asked.append(options["on"])
        raise DatabaseError("no such table")

    monkeypatch.setattr(queries, "judged", judged)
    warm_up.assess_today()
    assert asked == [timezone.localdate()]


def test_every_server_process_begins_with_it(monkeypatch: pytest.MonkeyPatch):
    begun = []
    monkeypatch.setattr(warm_up, "begin", lambda: begun.append(True))
    monkeypatch.delitem(sys.modules, "jingtu_web.config.wsgi", raising=False)
    importlib.import_module("jingtu_web.config.wsgi")
    assert begun == [True]


def test_pages_are_imported_before_the_process_answers(monkeypatch: pytest.MonkeyPatch):
    get_resolver().__dict__.pop("url_patterns", None)
    monkeypatch.setattr(warm_up, "_assess_and_disconnect", lambda: None)
    warm_up.begin().join()
    assert "url_patterns" in get_resolver().__dict__
