"""A backup is one zip: ``jingtu.sqlite3`` with all rows, ``files/`` as they arrived, ``manifest.json`` to check it by.

The same form whichever database is in use, so that a backup of PostgreSQL opens anywhere. Not in it: the secret key.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from jingtu_web.common.models import AuditRecord, StoredFile
from jingtu_web.config.copying import CannotCopy, copy, models, opened, prepare

FORMAT = 1
DATABASE = "jingtu.sqlite3"
MANIFEST = "manifest.json"


def backup(target: Path) -> dict[str, Any]:
    """Write everything into a new zip file; answers its manifest. The file appears only when it is whole."""
    if target.exists():
        raise CannotCopy(_("{file} 已存在，没有覆盖。请换一个文件名。").format(file=target))
    beside = target.with_name(f".{target.name}.partial")
    try:
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            rows = Path(folder) / DATABASE
            _copy_rows_to(rows)
            manifest = _write(archive, rows)
        beside.replace(target)
    except OSError as problem:
        raise CannotCopy(_("备份没有写成：{problem}").format(problem=problem)) from problem
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def restore(source: Path) -> dict[str, Any]:
    """Fill an empty installation from a backup; answers its manifest."""
    with _archive(source) as archive, tempfile.TemporaryDirectory() as folder:
        manifest = _checked_manifest(archive, source)
        refuse_newer(manifest)
        rows = Path(archive.extract(DATABASE, folder))
        with opened(f"sqlite:///{rows}", "backup") as alias:
            call_command("migrate", database=alias, verbosity=0, interactive=False)  # it may be of an earlier version
            prepare(DEFAULT_DB_ALIAS)
            _restore_files(archive, alias)
            copy(alias, DEFAULT_DB_ALIAS)
    return manifest


def _copy_rows_to(path: Path) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copied:
            connection.connection.backup(copied)
        return
    with opened(f"sqlite:///{path}", "backup") as alias:
        copy(DEFAULT_DB_ALIAS, alias)


def _write(archive: zipfile.ZipFile, rows: Path) -> dict[str, Any]:
    with opened(f"sqlite:///{rows}", "backup") as alias:
        files = list(StoredFile.objects.using(alias).order_by("pk"))
        manifest = _facts(alias)
    with closing(sqlite3.connect(rows)) as alone:
        alone.execute("PRAGMA journal_mode=DELETE")  # one file, nothing left in a log beside it
    manifest["sha256"] = {DATABASE: _sha256(rows.open("rb")), **{_entry(file): file.sha256 for file in files}}
    archive.write(rows, DATABASE)
    for file in files:
        _write_file(archive, file)
    archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _facts(alias: str) -> dict[str, Any]:
    last = AuditRecord.objects.using(alias).order_by("-id").first()
    return {
        "format": FORMAT,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "rows": {model._meta.db_table: model._base_manager.using(alias).count() for model in models()},
        "migrations": sorted(map(list, MigrationRecorder(connections[alias]).applied_migrations())),
        "last_audit_hash": last.hash if last else "",
    }


def _write_file(archive: zipfile.ZipFile, file: StoredFile) -> None:
    try:
        archive.write(_path(file), _entry(file))
    except FileNotFoundError as problem:
        raise CannotCopy(
            _("文件“{name}”的原件不在 {path}，备份没有写成。请先找回该文件。").format(name=file.name, path=_path(file))
        ) from problem


def _entry(file: StoredFile) -> str:
    return f"files/{file.sha256}"


def _sha256(stream: IO[bytes]) -> str:
    with stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


@contextmanager
def _archive(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as problem:
        raise CannotCopy(_("{file} 打不开，或者不是完整的备份文件（zip）。").format(file=source)) from problem
    with archive:
        yield archive


def _checked_manifest(archive: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    """The manifest, after every entry that it names was found unchanged."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        wanted = dict(manifest["sha256"])
        changed = [name for name, digest in wanted.items() if _sha256(archive.open(name)) != digest]
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as problem:
        raise CannotCopy(
            _("{file} 不是净土的备份，或者已损坏：{problem}").format(file=source, problem=problem)
        ) from problem
    if changed:
        raise CannotCopy(_("{file} 已损坏：{entries} 与备份时不一致。").format(file=source, entries="、".join(changed)))
    if manifest.get("format") != FORMAT or DATABASE not in wanted:
        raise CannotCopy(_("{file} 的备份格式不是本版本能读的。").format(file=source))
    return manifest


def refuse_newer(manifest: dict[str, Any]) -> None:
    """A backup of a later version holds tables that this version does not know."""
    known = set(MigrationLoader(None).disk_migrations)
    newer = [".".join(name) for name in manifest["migrations"] if tuple(name) not in known]
    if newer:
        raise CannotCopy(
            _("该备份来自较新的版本（{names}）。请先升级程序，再恢复。").format(names="、".join(newer[:3]))
        )


def _restore_files(archive: zipfile.ZipFile, alias: str) -> None:
    """Before the rows: a file without a row does no harm, a row without its file does."""
    for file in StoredFile.objects.using(alias):
        path = _path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(archive.read(_entry(file)))
        path.chmod(0o600)


def _path(file: StoredFile) -> Path:
    return Path(default_storage.path(str(file.content.name)))
