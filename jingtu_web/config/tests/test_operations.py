"""Backup, restore and the move to another database give back the same rows, files and audit chain."""

import json
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import shapely
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client

from jingtu_web.common import audit, files
from jingtu_web.common.models import AuditRecord, Party, Place, StoredFile, User
from jingtu_web.config import copying
from jingtu_web.config.backup import DATABASE, MANIFEST, backup, restore
from jingtu_web.config.copying import CannotCopy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("further_databases")]

LONG_AGO = datetime(2020, 2, 29, 23, 59, 59, 123456, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def county() -> Place:
    """A little of everything: tree, outline, JSON, file, account, chain."""
    county = Place.objects.create(
        code="999901000000", name="沃川县", level="county", outline=shapely.box(112, 28, 113, 29)
    )
    Place.objects.create(code="999901001000", name="城关镇", level="township", parent=county)
    body = Party.objects.create(name="沃川县农业农村局", aliases=["县农业局"], place=county)
    User.objects.create_user("officer", password="a long pass phrase", role="department", party=body)
    kept = files.keep("plan.docx", b"the plan as it arrived")
    StoredFile.objects.filter(pk=kept.pk).update(received_at=LONG_AGO)
    audit.record("plan.load", "x", by="officer", share=0.1, when=LONG_AGO, amount=Decimal("1.50"), names=["甲", "a\0b"])
    audit.record("plan.correct", "y", by="officer", nested={"b": 1, "a": [None, True]})
    return county


def rows(alias: str = "default") -> dict[str, list[tuple]]:
    """Every value of every row, geometry as text."""
    return {
        model._meta.db_table: list(map(plain, model._base_manager.using(alias).order_by("pk"))) for model in tables()
    }


def tables():
    return [model for model in copying.models() if model._meta.app_label != "contenttypes"]


def plain(row) -> tuple:
    values = (getattr(row, field.attname) for field in row._meta.local_concrete_fields)
    return tuple(value.wkt if isinstance(value, shapely.Geometry) else value for value in values)


def empty_everything() -> None:
    call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def other(tmp_path):
    """Another empty database: of the other kind where one runs, for both directions of the copy."""
    if connection.vendor == "sqlite":
        url = f"sqlite:///{tmp_path / 'other.sqlite3'}"
        with copying.opened(url, "other") as alias:
            yield alias
        return
    name = f"{connection.settings_dict['NAME']}_copy"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    known = connection.settings_dict
    url = f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{name}"
    with copying.opened(url, "other") as alias:
        yield alias
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


class TestBackupAndRestore:
    def test_an_empty_installation_gets_back_every_row_and_file(self, county, tmp_path):
        before = rows()
        backup(tmp_path / "b.zip")
        empty_everything()
        StoredFile.objects.all().delete()
        (tmp_path / "files").rename(tmp_path / "lost")

        restore(tmp_path / "b.zip")

        assert rows() == before
        assert StoredFile.objects.get().content.read() == b"the plan as it arrived"
        assert audit.first_broken() is None

    def test_an_account_logs_in_after_the_restore_and_new_rows_get_new_keys(self, county, tmp_path):
        backup(tmp_path / "b.zip")
        empty_everything()
        restore(tmp_path / "b.zip")
        page = Client().post("/login/", {"username": "officer", "password": "a long pass phrase"})
        assert page.status_code == 302
        assert Place.objects.create(code="999901002000", name="青石镇", level="township").pk not in (None, county.pk)

    def test_an_installation_in_use_is_never_written_over(self, county, tmp_path):
        backup(tmp_path / "b.zip")
        before = rows()
        with pytest.raises(CannotCopy, match="不是空的"):
            restore(tmp_path / "b.zip")
        assert rows() == before

    def test_an_existing_file_is_not_overwritten(self, county, tmp_path):
        (tmp_path / "b.zip").write_text("yesterday's")
        with pytest.raises(CommandError, match="已存在"):
            call_command("backup", str(tmp_path / "b.zip"))
        assert (tmp_path / "b.zip").read_text() == "yesterday's"

    def test_a_lost_original_stops_the_backup_and_leaves_no_half_file(self, county, tmp_path):
        Path(StoredFile.objects.get().content.path).unlink()
        with pytest.raises(CannotCopy, match=r"plan\.docx"):
            backup(tmp_path / "b.zip")
        assert list(tmp_path.glob("*b.zip*")) == []


class TestDamagedBackup:
    @pytest.fixture
    def broken(self, county, tmp_path):
        def rewrite(change):
            backup(tmp_path / "b.zip")
            empty_everything()
            with zipfile.ZipFile(tmp_path / "b.zip") as old, zipfile.ZipFile(tmp_path / "c.zip", "w") as new:
                for name in old.namelist():
                    new.writestr(name, change(name, old.read(name)))
            return tmp_path / "c.zip"

        return rewrite

    def test_a_changed_entry_is_named(self, broken):
        path = broken(lambda name, content: content + b"!" if name.startswith("files/") else content)
        with pytest.raises(CannotCopy, match="files/"):
            restore(path)
        assert not Place.objects.exists()

    def test_a_later_version_is_refused(self, broken):
        def later(name, content):
            if name != MANIFEST:
                return content
            manifest = json.loads(content)
            manifest["migrations"].append(["common", "9999_from_the_future"])
            return json.dumps(manifest).encode()

        with pytest.raises(CannotCopy, match="9999_from_the_future"):
            restore(broken(later))

    @pytest.mark.parametrize("content", [b"", b"no zip at all"])
    def test_what_is_no_zip_is_said_to_be_none(self, tmp_path, content):
        (tmp_path / "b.zip").write_bytes(content)
        with pytest.raises(CommandError, match="备份文件"):
            call_command("restore", str(tmp_path / "b.zip"))

    def test_another_zip_is_no_backup(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as other:
            other.writestr(DATABASE, "")
        with pytest.raises(CannotCopy, match="不是净土的备份"):
            restore(tmp_path / "b.zip")


class TestCopyDatabase:
    def test_every_row_arrives_with_its_key_and_time(self, county, other):
        counts = copying.copy("default", other)
        assert rows(other) == rows()
        assert counts["common_place"] == 2
        assert StoredFile.objects.using(other).get().received_at == LONG_AGO

    def test_new_rows_in_the_copy_get_new_keys(self, county, other):
        copying.copy("default", other)
        added = Place.objects.using(other).create(code="999901002000", name="青石镇", level="township")
        assert Place.objects.using(other).filter(pk=added.pk).count() == 1

    def test_a_broken_chain_is_not_carried_over(self, county, other):
        AuditRecord.objects.filter(action="plan.load").update(by="somebody else")
        with pytest.raises(CannotCopy, match="操作记录"):
            copying.copy("default", other)
        assert not Place.objects.using(other).exists()

    def test_a_database_in_use_is_refused(self, county, other):
        copying.copy("default", other)
        with pytest.raises(CannotCopy, match="不是空的"):
            copying.copy("default", other)

    @pytest.mark.parametrize("url", ["mysql://u:p@h/db", "postgres://nobody@127.0.0.1:1/none", "no url"])
    def test_an_address_that_leads_nowhere_gets_a_message(self, url):
        with pytest.raises(CommandError, match=r"DATABASE_URL|--to"):
            call_command("copy_database", to=url)


class TestVerifyAudit:
    def test_a_whole_chain_is_said_to_be_whole(self, county, capsys):
        call_command("verify_audit")
        assert "共 2 条" in capsys.readouterr().out

    def test_a_changed_record_is_named(self, county):
        AuditRecord.objects.filter(action="plan.load").update(subject="another")
        with pytest.raises(CommandError, match="plan\\.load"):
            call_command("verify_audit")


def test_no_connection_stays_open(county, tmp_path):
    backup(tmp_path / "b.zip")
    assert "backup" not in connections.settings
