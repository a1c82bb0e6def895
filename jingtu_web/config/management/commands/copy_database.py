"""``jingtu-web copy_database --to DATABASE_URL``: every row into another, empty database (SQLite → PostgreSQL)."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError
from django.utils.translation import gettext as _

from jingtu_web.config.copying import CannotCopy, copy, opened


class Command(BaseCommand):
    help = "把全部记录复制到另一个空数据库（如由 SQLite 迁到 PostgreSQL）。 Copy every row into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", required=True, metavar="DATABASE_URL")

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        try:
            with opened(to, "target") as alias:
                counts = copy(DEFAULT_DB_ALIAS, alias)
        except (CannotCopy, ImproperlyConfigured) as problem:
            raise CommandError(str(problem)) from problem
        except DatabaseError as problem:
            words = _("目标数据库用不了：{problem}。请检查 --to 的地址、账户和 PostGIS 扩展。")
            raise CommandError(words.format(problem=str(problem).strip())) from problem
        self.stdout.write(
            _("已复制 {tables} 张表、{rows} 条记录，数量与操作记录链均已核对。文件仍在 JINGTU_HOME/files。").format(
                tables=len(counts), rows=sum(counts.values())
            )
        )
        self.stdout.write(_("今后启动时请设置 DATABASE_URL 为该数据库。"))
