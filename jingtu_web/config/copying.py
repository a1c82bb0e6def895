"""All rows of one database into another, empty one: the same keys, the same counts, the same audit chain.

SQLite → PostgreSQL, and both ways for backup and restore. Rows pass through the models, so that each database stores
outlines, days and decimals in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connections, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from jingtu_web.common import audit
from jingtu_web.config.environment import database

BATCH = 1000
MADE_BY_MIGRATE = (Permission, ContentType)


class CannotCopy(Exception):  # noqa: N818 - refused, like jingtu.problems.Refused
    """The copy was not made; the target is as it was. The message is for people."""


@contextmanager
def opened(url: str, alias: str) -> Iterator[str]:
    """A database beside the configured one, under this alias, until the block ends."""
    connections.settings[alias] = connections.configure_settings({"default": database(url)})["default"]
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def copy(source: str, target: str) -> dict[str, int]:
    """Copy every row; answers the number of rows per table. All or nothing."""
    prepare(target)
    with _snapshot(source), transaction.atomic(using=target):
        for model in MADE_BY_MIGRATE:
            model._base_manager.using(target).all().delete()
        counts = {model._meta.db_table: _copy_rows(model, source, target) for model in models()}
        _reset_sequences(target)
        _verify(counts, target)
    return counts


def models() -> list[type[Model]]:
    """Every table of ours, with those that only join two others."""
    known = apps.get_models(include_auto_created=True)
    return [model for model in known if model._meta.managed and not model._meta.proxy]


def prepare(target: str) -> None:
    """Bring the tables up to date; refuse a database that holds anything already."""
    call_command("migrate", database=target, verbosity=0, interactive=False)
    for model in models():
        if model not in MADE_BY_MIGRATE and model._base_manager.using(target).exists():
            raise CannotCopy(
                _("目标数据库不是空的（表 {table} 已有记录），没有写入任何内容。请换一个空数据库。").format(
                    table=model._meta.db_table
                )
            )


@contextmanager
def _snapshot(source: str) -> Iterator[None]:
    """One state of the source for the whole copy, whatever others write meanwhile."""
    connection = connections[source]
    outermost = not connection.in_atomic_block
    with transaction.atomic(using=source):
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _copy_rows(model: type[Model], source: str, target: str) -> int:
    rows = model._base_manager.using(source).order_by("pk").iterator(chunk_size=BATCH)
    fields = model._meta.local_concrete_fields
    size = min(BATCH, connections[target].ops.bulk_batch_size(fields, [None] * BATCH))
    number = 0
    while batch := list(islice(rows, size)):
        try:
            # raw: what is stored is written as it is; no field sets itself to the present moment
            QuerySet(model, using=target)._insert(batch, fields=fields, using=target, raw=True)  # type: ignore[attr-defined]
        except DatabaseError as problem:
            raise CannotCopy(
                _("表 {table} 中键 {first} 至 {last} 的记录无法写入目标数据库：{problem}").format(
                    table=model._meta.db_table, first=batch[0].pk, last=batch[-1].pk, problem=problem
                )
            ) from problem
        number += len(batch)
    return number


def _reset_sequences(target: str) -> None:
    connection = connections[target]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models()):
            cursor.execute(statement)


def _verify(counts: dict[str, int], target: str) -> None:
    for model in models():
        there = model._base_manager.using(target).count()
        if there != counts[model._meta.db_table]:
            raise CannotCopy(
                _("核对失败：表 {table} 应有 {wanted} 条，实有 {there} 条。目标数据库未作改动。").format(
                    table=model._meta.db_table, wanted=counts[model._meta.db_table], there=there
                )
            )
    if broken := audit.first_broken(target):
        raise CannotCopy(_("核对失败：复制后第 {number} 条操作记录与前一条不衔接。").format(number=broken.pk))
