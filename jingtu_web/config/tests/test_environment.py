"""A value of the environment that makes no sense stops the start, by name; start-up checks carry an id and a hint."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from jingtu_web.config import checks, environment, vendor


class TestSwitch:
    @pytest.mark.parametrize(
        ("text", "means"), [("yes", True), ("0", False), ("False", False), ("ON", True), ("", True)]
    )
    def test_yes_and_no(self, monkeypatch, text, means):
        monkeypatch.setenv("X", text)
        assert environment.switch("X", True) is means

    def test_anything_else_is_refused_by_name(self, monkeypatch):
        monkeypatch.setenv("DEBUG", "maybe")
        with pytest.raises(ImproperlyConfigured, match=r"DEBUG='maybe'.*yes"):
            environment.switch("DEBUG", False)


class TestNumber:
    @pytest.mark.parametrize("text", ["http", "0", "70000", "-1", "80.5", "８０"])
    def test_no_port_is_refused_by_name(self, monkeypatch, text):
        monkeypatch.setenv("PORT", text)
        with pytest.raises(ImproperlyConfigured, match=f"PORT={text!r}"):
            environment.number("PORT", 8000, least=1, most=65535)

    def test_a_port_is_taken(self, monkeypatch):
        monkeypatch.setenv("PORT", "8080")
        assert environment.number("PORT", 8000, least=1, most=65535) == 8080


class TestDatabase:
    @pytest.mark.parametrize("url", ["mysql://u@h/x", "oracle://x", "nonsense", "postgres//missing:colon"])
    def test_another_engine_or_nonsense_is_refused_with_what_to_write(self, url):
        with pytest.raises(ImproperlyConfigured, match="postgres://user:password@host:5432/name"):
            environment.database(url)

    def test_sqlite_takes_one_writer_at_a_time(self):
        assert environment.database("sqlite:///x.sqlite3")["OPTIONS"]["transaction_mode"] == "IMMEDIATE"

    def test_postgres_is_taken(self):
        assert environment.database("postgres://a:b@h:5433/n")["PORT"] == 5433


class TestFolder:
    def test_a_folder_that_cannot_be_made_is_refused_by_name(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(ImproperlyConfigured, match="JINGTU_HOME="):
            environment.make_folder(tmp_path / "file" / "folder", "JINGTU_HOME")


class TestChecks:
    def test_missing_files_of_the_browser_are_named_with_the_command(self, settings, tmp_path):
        settings.NODE_MODULES = tmp_path
        [warning] = checks.scripts_are_there()
        assert (warning.id, "make setup" in warning.hint) == ("jingtu.W001", True)
        assert all(name in warning.msg for name in vendor.FILES.values())

    def test_at_home_nothing_is_said(self, settings):
        settings.HOST = "127.0.0.1"
        assert checks.open_to_the_network() == []

    def test_open_to_the_network_debug_is_an_error(self, settings):
        settings.HOST, settings.DEBUG, settings.ALLOWED_HOSTS = "0.0.0.0", True, ["*"]
        assert [found.id for found in checks.open_to_the_network()] == ["jingtu.E001", "jingtu.W002", "jingtu.W003"]

    def test_open_to_the_network_with_https_and_names_nothing_is_said(self, settings):
        settings.HOST, settings.DEBUG, settings.SESSION_COOKIE_SECURE = "0.0.0.0", False, True
        settings.ALLOWED_HOSTS = ["jingtu.example.gov.cn"]
        assert checks.open_to_the_network() == []

    @pytest.mark.django_db
    def test_the_database_of_the_tests_is_complete(self):
        assert checks.postgis_is_there(databases=["default"]) == []


class TestVendor:
    def test_only_the_listed_files_are_served(self, settings, tmp_path):
        settings.NODE_MODULES = tmp_path
        for source in vendor.FILES.values():
            (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / source).write_text("//")
        finder = vendor.VendorFinder()
        assert vendor.missing() == []
        assert {f"{storage.prefix}/{name}" for name, storage in finder.list([])} == set(vendor.FILES)
        assert finder.find("vendor/htmx/htmx.min.js") == str(tmp_path / "htmx.org/dist/htmx.min.js")
        assert finder.find("vendor/../secret_key") == ""
