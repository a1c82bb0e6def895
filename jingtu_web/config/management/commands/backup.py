"""``jingtu-web backup FILE.zip``: all rows and files in one zip."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jingtu_web.config.backup import backup
from jingtu_web.config.copying import CannotCopy


class Command(BaseCommand):
    help = "备份：把全部数据和文件写入一个 zip。 All rows and files into one zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = backup(file)
        except CannotCopy as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            _("已备份到 {file}：{rows} 条记录，{files} 个文件。").format(
                file=file, rows=sum(manifest["rows"].values()), files=len(manifest["sha256"]) - 1
            )
        )
